"""What a draft offers to check it fast: ranked comments, a docket with links, corrections to undo, and answers to the checklist."""

from __future__ import annotations

from pathlib import Path

import docx
import pytest
import transcripts
from conftest import TEMPLATES
from docx.oxml.ns import qn

from transcriber.drafts import word
from transcriber.drafts.tables import timeline
from transcriber.drafts.word import checklist_answers, content, docket, house_style, numbering, sample
from transcriber.drafts.word.house_style import HouseStyle
from transcriber.language.readings import Reader
from transcriber.minutes.people import Roster
from transcriber.minutes.procedure import Step, StepKind
from transcriber.minutes.transcript import Change, Doubt, DoubtKind, RecordKind, Transcript

READER = Reader()


def doubt(kind: DoubtKind, at: float, seconds: float = 1.0) -> Doubt:
    return Doubt(kind=kind, start=at, end=at + seconds, reason="聞いてください。")


def rendered(told: Transcript, out: Path, comments: int = 40) -> Path:
    style = house_style.usual_style(told.meeting.kind, TEMPLATES).model_copy(update={"comments": comments})
    word.render_draft(told, template=house_style.template(style, TEMPLATES), office="", out=out, style=style)
    return out


# --- doubts as comments ------------------------------------------------------------------------------------------


def test_a_doubt_that_would_cost_more_comes_first() -> None:
    text = "歳入歳出それぞれ3,800万円を追加するものであります。よろしくお願い申し上げます。"
    kinds = (DoubtKind.LOW_CONFIDENCE, DoubtKind.OVERLAP, DoubtKind.NAME_CONFLICT, DoubtKind.PROCEDURE)
    said = transcripts.utterance(
        1, text, seconds=10, doubts=[doubt(k, 8.5) for k in kinds] + [doubt(DoubtKind.LOW_CONFIDENCE, 2.0)]
    )
    told = transcripts.transcript(utterances=(said,), doubts=(doubt(DoubtKind.GAP, 20.0, 20.0),))
    ranked = numbering.ranked(numbering.numbered_doubts(told), 10)
    assert [(n.doubt.kind, n.doubt.start) for n in ranked] == [
        (DoubtKind.GAP, 20.0),
        (DoubtKind.PROCEDURE, 8.5),
        (DoubtKind.NAME_CONFLICT, 8.5),
        (DoubtKind.LOW_CONFIDENCE, 2.0),  # over the amount
        (DoubtKind.OVERLAP, 8.5),
        (DoubtKind.LOW_CONFIDENCE, 8.5),
    ]


def test_a_word_that_is_nearly_surely_wrong_comes_before_a_figure_that_hardly_is() -> None:
    word_, figure = (
        doubt(kind, at).model_copy(update={"likelihood": likelihood})
        for kind, at, likelihood in ((DoubtKind.LOW_CONFIDENCE, 2.0, 0.95), (DoubtKind.NUMBER, 8.5, 0.4))
    )
    told = transcripts.transcript(
        utterances=(transcripts.utterance(1, "よろしくお願い申し上げます。", seconds=10, doubts=[figure, word_]),),
        doubts=(),
    )
    ranked = numbering.ranked(numbering.numbered_doubts(told), 10)
    assert [n.doubt.kind for n in ranked] == [DoubtKind.LOW_CONFIDENCE, DoubtKind.NUMBER]


def test_doubts_are_comments_that_say_what_to_listen_for_and_when(tmp_path: Path) -> None:
    document = docx.Document(str(rendered(transcripts.transcript(), tmp_path / "d.docx")))
    found = {c.text: c for c in document.comments}
    assert len(found) == 2
    number = next(t for t in found if "［数字" in t)
    assert "要確認 1" in number
    assert "人数を確かめてください。（別の候補：十名）" in number
    assert "00:00:13–00:00:14" in number
    assert found[number].author == "文字起こし（機械）"
    anchored = {r.get(qn("w:id")) for r in document.element.body.iter(qn("w:commentReference"))}
    assert anchored == {str(c.comment_id) for c in found.values()}


def test_only_a_readable_number_of_doubts_become_comments_and_the_rest_stay_in_the_list(tmp_path: Path) -> None:
    said = [
        transcripts.utterance(n, "発言です。", at=n * 10, doubts=[doubt(DoubtKind.LOW_CONFIDENCE, n * 10)])
        for n in range(1, 31)
    ]
    path = rendered(transcripts.transcript(utterances=said, doubts=()), tmp_path / "d.docx", comments=12)
    document = docx.Document(str(path))
    assert len(list(document.comments)) == 12
    table = next(t for t in document.tables if t.rows[0].cells[0].text == "番号" and "種類" in t.rows[0].cells[1].text)
    assert len(table.rows) == 31


# --- the docket ----------------------------------------------------------------------------------------------------


def test_every_figure_date_and_name_is_listed_once_with_all_its_places() -> None:
    said = [
        transcripts.utterance(1, "待機児童は12名であります。令和6年4月1日現在です。", at=0),
        transcripts.utterance(2, "十二名のうち、3,800万円を東郷町が負担します。", at=60),
    ]
    rows = {(r.kind, r.text): r for r in docket.checked(transcripts.transcript(utterances=said, doubts=()), READER)}
    people = rows["数量", "12名／十二名"]
    assert (people.count, people.places) == (2, "u0001@00:00:00 u0002@00:01:00")
    assert ("金額", "3,800万円") in rows
    assert ("日付", "令和6年4月1日") in rows
    assert any(kind == "地名" and "東郷" in text for kind, text in rows)


def test_an_age_is_no_name_and_a_town_is_listed_whole() -> None:
    said = [
        transcripts.utterance(1, "六十四です。住まいは若宮町の二丁目です。"),
        transcripts.utterance(2, "令和7年第2回早瀬川町議会臨時会を開会いたします。吉岡市長の登壇を許します。", at=60),
    ]
    rows = {(r.kind, r.text) for r in docket.checked(transcripts.transcript(utterances=said, doubts=()), READER)}
    names = {text for kind, text in rows if kind in ("人名", "地名", "固有名詞")}
    assert ("地名", "早瀬川町") in rows
    assert ("人名", "吉岡") in rows
    assert not names & {"六十四", "二丁目", "早瀬川"}


def test_the_docket_can_be_ticked_and_its_times_lead_to_the_place(tmp_path: Path) -> None:
    document = docx.Document(str(rendered(sample.sample_transcript(RecordKind.COUNCIL), tmp_path / "d.docx")))
    words = [p for p in document.paragraphs if p.style is not None and p.style.name == "確認語"]
    assert len(words) > 5
    for word_ in words:
        assert word_._p.find(f".//{qn('w:sdt')}") is not None
    anchors = {h.get(qn("w:anchor")) for w in words for h in w._p.iter(qn("w:hyperlink"))}
    bookmarks = {b.get(qn("w:name")) for b in document.element.body.iter(qn("w:bookmarkStart"))}
    assert anchors
    assert anchors <= bookmarks


def test_no_table_of_the_docket_is_longer_than_a_word_processor_likes() -> None:
    said = [transcripts.utterance(n, f"{n}名です。3円です。", at=n) for n in range(1, 451)]
    words = docket.checked(transcripts.transcript(utterances=said, doubts=()), READER)
    groups = docket.grouped(words)
    assert [(g.title, len(g.words)) for g in groups] == [
        ("金額", 1),
        ("数量（1）", 200),
        ("数量（2）", 200),
        ("数量（3）", 50),
    ]


def test_a_correction_is_listed_with_what_was_recognised() -> None:
    changes = (
        Change(before="大規児童", after="待機児童", rule="用語", score=0.9, position=0),
        Change(before="十二", after="12", rule="数字", score=1, position=5),
        Change(before="えー", after="", rule="ケバ取り", score=1, position=4),
    )
    said = transcripts.utterance(1, "待機児童は12名です。").model_copy(update={"changes": changes})
    (fix,) = docket.corrected(transcripts.transcript(utterances=(said,), doubts=()))
    assert (fix.before, fix.after, fix.rule) == ("大規児童", "待機児童", "用語")


# --- answers to the checklist --------------------------------------------------------------------------------------


def answered(told: Transcript) -> dict[str, str]:
    return checklist_answers.answers(told, numbering.numbered_doubts(told)).model_dump()


def test_the_machine_answers_what_it_can_and_says_why() -> None:
    said = answered(sample.sample_transcript(RecordKind.COUNCIL))
    assert said["times"].startswith(
        "機械で確認済み：開会と散会（閉会）の宣告があり、聞き取った休憩1回には、どれも再開の宣告があります"
    )
    assert (
        said["attendance"]
        == "機械で確認済み：議長の宣告（3名）と名簿の人数（3名）が一致しています（だれが出席したかは、機械には分かりません）。"
    )
    assert said["speakers"].startswith("機械で確認済み")
    assert said["agenda"] == (
        "機械で確認済み：資料から読み取った2件とも、議題にする宣告を聞き取りました。順番も同じです"
        "（題名と件数が資料のとおりかは、人が見比べてください）。"
    )
    assert said["votes"].startswith("機械で確認済み：採決の宣告があった1件は")


@pytest.mark.parametrize(
    ("change", "which", "expected"),
    [
        ({"roster": Roster()}, "speakers", "要確認：名簿がない"),
        (
            {"utterances": ()},
            "doubts",
            "機械が見つけた要確認の箇所はありません（誤りがないという意味ではありません）。",
        ),
    ],
)
def test_what_it_cannot_answer_it_leaves_open(change: dict[str, object], which: str, expected: str) -> None:
    assert answered(sample.sample_transcript(RecordKind.COUNCIL).model_copy(update=change))[which].startswith(expected)


@pytest.mark.parametrize(
    ("kinds", "named"),
    [
        ((StepKind.RESUMPTION,), "再開"),
        ((StepKind.OPENING, StepKind.SITTING), "開会（開議）"),
        ((StepKind.RESUMPTION, StepKind.ADJOURNMENT), "再開、散会（閉会）"),
    ],
)
def test_announcements_without_a_time_are_not_called_checked(kinds: tuple[StepKind, ...], named: str) -> None:
    told = sample.sample_transcript(RecordKind.COUNCIL)

    def timeless(step: Step) -> Step:
        return step.model_copy(update={"clock": None}) if step.kind in kinds else step

    p = told.procedure
    recesses = tuple(
        r.model_copy(update={"begins": timeless(r.begins), "ends": r.ends and timeless(r.ends)}) for r in p.recesses
    )
    changed = p.model_copy(update={"steps": tuple(map(timeless, p.steps)), "recesses": recesses})
    assert answered(told.model_copy(update={"procedure": changed}))["times"] == (
        f"要確認：宣告はそろっていますが、{named}の時刻が分かりません。確かめて書き入れてください。"
    )


def test_a_number_that_disagrees_with_the_roster_is_shown() -> None:
    told = sample.sample_transcript(RecordKind.COUNCIL)
    other = told.model_copy(update={"procedure": told.procedure.model_copy(update={"attendance": 16})})
    assert answered(other)["attendance"].startswith("要確認：議長の宣告は16名、名簿の議員・委員は3名です。")


def test_the_checklist_prints_the_answers_and_leaves_the_box_to_a_person(tmp_path: Path) -> None:
    document = docx.Document(str(rendered(sample.sample_transcript(RecordKind.COUNCIL), tmp_path / "d.docx")))
    table = next(t for t in document.tables if t.rows[0].cells[0].text == "確認" and "番号" in t.rows[0].cells[1].text)
    assert "→ 機械で確認済み" in table.rows[2].cells[2].text
    assert "☐" in "".join(t.text or "" for t in table.rows[2]._tr.iter(qn("w:t")))


# --- tables from the procedure -------------------------------------------------------------------------------------


def test_votes_items_recesses_and_promises_are_tables() -> None:
    made = content.contents(
        sample.sample_transcript(RecordKind.COUNCIL), office="", house=HouseStyle(kind=RecordKind.COUNCIL)
    ).draft
    assert [(i.number, i.bill, i.outcome, i.source) for i in made.items] == [
        ("1", "", "", "資料"),
        ("2", "議案第45号", "起立全員で可決", "資料"),
    ]
    assert [(d.method, d.count, d.result) for d in made.decisions] == [("起立", "起立全員", "可決")]
    assert [(b.begins, b.ends) for b in made.breaks] == [("午前10時01分", "午後1時00分")]
    (promise,) = made.promises
    assert promise.text == "来年度の予算編成の中で、追加の備蓄を検討してまいります。"
    assert promise.speaker == "総務部長（大西明）"


# --- the picture of who spoke when ---------------------------------------------------------------------------------


def test_the_picture_of_who_spoke_when_is_in_the_appendix_only_if_there_is_one(tmp_path: Path) -> None:
    told = sample.sample_transcript(RecordKind.COUNCIL)
    style = house_style.usual_style(told.meeting.kind, TEMPLATES)
    template = house_style.template(style, TEMPLATES)
    picture = tmp_path / "t.png"
    timeline.png(told, picture)
    for given, drawings in ((picture, 1), (None, 0)):
        out = tmp_path / "d.docx"
        word.render_draft(told, template=template, office="", out=out, style=style, timeline=given)
        body = docx.Document(str(out)).element.body
        assert len(list(body.iter(qn("w:drawing")))) == drawings
        assert len([a for a in body.iter(qn("wp:docPr")) if a.get("descr")]) == drawings
        # As wide as the text and with nothing beside it: it does not stand out into the margin.
        assert all(a.get(f"dist{side}") == "0" for a in body.iter(qn("wp:inline")) for side in "TBLR")
        headings = [p.text for p in docx.Document(str(out)).paragraphs if p.style.name.startswith("Heading")]
        assert ("だれがいつ話したか" in headings) == bool(drawings)
