"""What the machine says of itself is what it can know: planted mistakes never come out as checked, invented readings never as offers."""

from __future__ import annotations

import datetime as dt
import zipfile
from collections.abc import Callable
from pathlib import Path

import docx
import pytest
import transcripts
from conftest import TEMPLATES, render, texts

from transcriber import procedure
from transcriber.drafts import word
from transcriber.drafts.word import (
    checklist_answers,
    finishing,
    house_style,
    numbering,
    program_name,
    sample,
    spoken_subjects,
)
from transcriber.drafts.word.alternatives import offered_alternative
from transcriber.drafts.word.finishing import RecordCopy
from transcriber.drafts.word.vocabulary import SubjectTags
from transcriber.language.readings import Reader
from transcriber.minutes.meeting_clock import ClockSource, ClockStretch
from transcriber.minutes.people import Person, Roster
from transcriber.minutes.procedure import BusinessItem, Procedure, Recess, Step, StepKind
from transcriber.minutes.transcript import Doubt, DoubtKind, Mark, RecordKind, Transcript

CHECKED = "機械で確認済み"
TOLD = sample.sample_transcript(RecordKind.COUNCIL)
INTERVIEW = sample.sample_transcript(RecordKind.CONSULTATION)
Change = Callable[[Transcript], Transcript]


def answered(told: Transcript) -> dict[str, str]:
    return checklist_answers.answers(told, numbering.numbered_doubts(told)).model_dump()


def course(**values: object) -> Change:
    return lambda t: t.model_copy(update={"procedure": t.procedure.model_copy(update=values)})


def steps(change: Callable[[Step], Step | None]) -> Change:
    """Every step of the course changed; those of which nothing comes are gone."""

    def every(found: tuple[Step, ...]) -> tuple[Step, ...]:
        return tuple(s for s in map(change, found) if s is not None)

    def made(t: Transcript) -> Transcript:
        p: Procedure = t.procedure
        recesses = tuple(
            Recess(begins=begins, ends=change(r.ends) if r.ends else None)
            for r in p.recesses
            if (begins := change(r.begins)) is not None
        )
        items = tuple(i.model_copy(update={"steps": every(i.steps)}) for i in p.items)
        return course(steps=every(p.steps), recesses=recesses, items=items)(t)

    return made


def without(kind: StepKind) -> Change:
    return steps(lambda s: None if s.kind is kind else s)


def shifted(kind: StepKind, *, minutes: float = 0, seconds: float = 0) -> Change:
    def moved(s: Step) -> Step:
        if s.kind is not kind:
            return s
        clock = s.clock + dt.timedelta(minutes=minutes) if s.clock else None
        return s.model_copy(update={"clock": clock, "time": max(0.0, s.time + seconds)})

    return steps(moved)


def doubted(where: str, kind: DoubtKind, reason: str = "聞いてください。") -> Change:
    """A doubt in the first utterance that says `where`."""

    def made(t: Transcript) -> Transcript:
        found = next(u for u in t.utterances if where in u.text)
        more = found.model_copy(
            update={"doubts": (*found.doubts, Doubt(kind=kind, start=found.start, end=found.start + 1, reason=reason))}
        )
        return t.model_copy(update={"utterances": tuple(more if u is found else u for u in t.utterances)})

    return made


def items(change: Callable[[BusinessItem], BusinessItem]) -> Change:
    return lambda t: course(items=tuple(map(change, t.procedure.items)))(t)


def bill(**values: object) -> Change:
    return items(lambda i: i.model_copy(update=values) if i.bill else i)


def named(name: str | None, which: int = 2) -> Change:
    def made(t: Transcript) -> Transcript:
        return t.model_copy(
            update={
                "utterances": tuple(
                    u.model_copy(update={"name": name}) if n == which else u for n, u in enumerate(t.utterances)
                )
            }
        )

    return made


def roster(*people: Person) -> Change:
    return lambda t: t.model_copy(update={"roster": Roster(people=people)})


def agenda(*order: int) -> Change:
    return lambda t: course(items=tuple(t.procedure.items[n] for n in order))(t)


PEOPLE = TOLD.roster.people
CONTRARY = (
    ClockStretch(at=0, began=None, source=ClockSource.CONTRARY, others=(dt.datetime(2024, 9, 3, 1, tzinfo=dt.UTC),)),
)

PLANTED: list[tuple[str, str, Change]] = [
    # times
    ("times", "no opening", lambda t: without(StepKind.OPENING)(without(StepKind.SITTING)(t))),
    ("times", "no adjournment", without(StepKind.ADJOURNMENT)),
    ("times", "no resumption", without(StepKind.RESUMPTION)),
    *(("times", f"{kind} without a time", steps(lambda s, k=kind: s.model_copy(update={"clock": None}) if s.kind is k else s)) for kind in (StepKind.RECESS, StepKind.RESUMPTION, StepKind.ADJOURNMENT)),
    ("times", "resumed before the recess by the clock", shifted(StepKind.RESUMPTION, minutes=-240)),
    ("times", "resumed before the recess in the recording", shifted(StepKind.RESUMPTION, seconds=-60)),
    ("times", "resumed long after it was to", shifted(StepKind.RESUMPTION, minutes=90)),
    ("times", "resumed long before it was to", shifted(StepKind.RESUMPTION, minutes=-90)),
    ("times", "closed before it resumed", shifted(StepKind.ADJOURNMENT, minutes=-120)),
    ("times", "closed before it opened", shifted(StepKind.ADJOURNMENT, seconds=-10_000)),
    ("times", "opened after the recess", shifted(StepKind.OPENING, minutes=30)),
    ("times", "opened late in the recording", shifted(StepKind.OPENING, seconds=3000)),
    ("times", "a clock that contradicts itself", course(clock=CONTRARY)),
    *(("times", f"asked: {reason}", doubted("休憩前に引き続き", DoubtKind.PROCEDURE, reason)) for reason in ("再開の時刻を確かめてください。", "休憩のあとの再開の宣告が見つかりません。", "議長は午後1時と言っていますが、録音の時刻では午前10時です。")),
    *(("times", f"{kind} at the opening", doubted("開会いたします", kind)) for kind in (DoubtKind.GAP, DoubtKind.LOOP, DoubtKind.STOCK_PHRASE, DoubtKind.NUMBER)),
    *(("times", f"{kind} at the closing", doubted("散会いたします", kind)) for kind in (DoubtKind.LOOP, DoubtKind.STOCK_PHRASE)),
    # attendance
    ("attendance", "unheard", course(attendance=None)),
    ("attendance", "more than listed", course(attendance=16)),
    ("attendance", "fewer than listed", course(attendance=2)),
    ("attendance", "a member missing on the roster", roster(*PEOPLE[:2], *PEOPLE[3:])),
    ("attendance", "no roster", roster()),
    *(("attendance", f"{kind} in the roll", doubted("ただいまの出席議員は", kind)) for kind in (DoubtKind.NUMBER, DoubtKind.LOOP, DoubtKind.STOCK_PHRASE, DoubtKind.HOMOPHONE)),
    # speakers
    ("speakers", "no roster", roster()),
    ("speakers", "somebody unnamed", named(None)),
    ("speakers", "somebody who is not listed", named("鈴木一郎議員")),
    ("speakers", "a name like another", named("石田花代議員")),
    ("speakers", "a post nobody holds", named("福祉部長")),
    ("speakers", "a post not on the roster", roster(*PEOPLE[:4])),
    ("speakers", "a name that evidence speaks against", doubted("備蓄", DoubtKind.NAME_CONFLICT)),
    ("speakers", "nothing was said", lambda t: t.model_copy(update={"utterances": ()})),
    # agenda
    ("agenda", "an item of the papers unheard", items(lambda i: i.model_copy(update={"utterance": None, "time": None}) if i.bill else i)),
    ("agenda", "an item beyond the papers", bill(from_papers=False)),
    ("agenda", "in another order", agenda(1, 0)),
    ("agenda", "an item of the papers lost", agenda(0)),
    ("agenda", "all items lost", course(items=())),
    ("agenda", "an item twice", agenda(0, 1, 1)),
    ("agenda", "no papers", lambda t: t.model_copy(update={"meeting": t.meeting.model_copy(update={"agenda": ()})})),
    # votes
    ("votes", "no result", bill(result="")),
    ("votes", "no method", bill(method="")),
    ("votes", "none heard", items(lambda i: i.model_copy(update={"steps": ()}))),
    *(("votes", f"{count} and yet {result}", bill(count=count, result=result)) for count, result in (("起立少数", "可決"), ("挙手少数", "認定"), ("起立全員", "否決"), ("起立多数", "不採択"), ("異議なし", "不同意"), ("賛成少数", "承認"))),
    *(("votes", f"{kind} at the vote", doubted("起立を求めます", kind)) for kind in (DoubtKind.NUMBER, DoubtKind.LOOP, DoubtKind.STOCK_PHRASE, DoubtKind.PROCEDURE)),
    ("votes", "a debate unheard", doubted("議案第45号", DoubtKind.PROCEDURE, "討論の宣告が聞き取れていません。")),
]  # fmt: skip


def test_there_are_sixty_ways_to_be_wrong() -> None:
    assert len(PLANTED) >= 60
    assert all(answered(TOLD)[which].startswith(CHECKED) for which in {w for w, _, _ in PLANTED})


@pytest.mark.parametrize(("which", "change"), [(w, c) for w, _, c in PLANTED], ids=[f"{w}: {n}" for w, n, _ in PLANTED])
def test_what_is_wrong_is_never_called_checked(which: str, change: Change) -> None:
    assert CHECKED not in answered(change(TOLD))[which]


def test_in_a_consultation_nothing_counts_as_checked_by_machine() -> None:
    said = answered(INTERVIEW)
    assert not [a for a in said.values() if CHECKED in a]
    assert "だれの発言かは、機械には確かめられません" in said["speakers"]


@pytest.mark.parametrize("told", [TOLD, INTERVIEW])
def test_a_single_voice_is_said_to_be_all_that_could_be_told_apart(told: Transcript) -> None:
    one = tuple(u.model_copy(update={"speaker": "S1", "name": None}) for u in told.utterances)
    assert "声を一人分にしか分けられませんでした" in answered(told.model_copy(update={"utterances": one}))["speakers"]
    assert "一人分にしか" not in answered(told)["speakers"]


# --- fields that nothing was taken for -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("なお、6番、日浦委員から、遅れる旨の届け出がありました。", True),
        ("本日は、比嘉委員から欠席の連絡をいただいております。", True),
        ("ただいま、日浦委員が出席されました。", True),
        ("総務課長は途中で退席いたします。", True),
        ("工事の完成が遅れるとの報告がありました。", False),
        ("不登校で欠席する児童の状況を議題といたします。", False),
    ],
)
def test_who_is_absent_late_or_leaves_by_the_chairs_word_is_pointed_at(said: str, told: bool) -> None:
    chair = next(u for u in TOLD.utterances if u.name and u.name.startswith("議長"))
    line = chair.model_copy(
        update={"id": "u9999", "text": said, "start": 3600.0, "end": 3605.0, "marks": (), "doubts": ()}
    )
    before, now = (
        answered(TOLD)["attendance"],
        answered(TOLD.model_copy(update={"utterances": (*TOLD.utterances, line)})),
    )
    assert ("欠席・遅刻・退席の話が 01:00:00 にあります" in now["attendance"]) is told
    assert CHECKED not in now["attendance"] or not told
    assert told or now["attendance"] == before


def test_every_subject_of_a_form_has_words_and_a_tag() -> None:
    assert set(spoken_subjects.subject_hints(transcripts.transcript(RecordKind.CONSULTATION))) == set(
        SubjectTags.model_fields
    )


@pytest.mark.parametrize(
    ("text", "subject", "hint"),
    [
        ("家賃の5万8千円が払えません。", "housing", "家賃・住まいの話は u0001@00:01:05 にあります（候補：5万8千円）。"),
        ("貯金は12万円くらいです。", "savings", "預貯金の話は u0001@00:01:05 にあります（候補：12万円）。"),
        ("次回は12月3日の午前10時にお越しください。", "next", "次回の予定の話は u0001@00:01:05 にあります（候補：12月3日、午前10時）。"),
        ("先月から病院に通っています。", "health", "健康・通院の話は u0001@00:01:06 にあります。"),
        ("次は10月24日、金曜日の1時半に窓口へお越しください。", "next", "次回の予定の話は u0001@00:01:05 にあります（候補：10月24日、1時半）。"),
        ("9月30日の午前10時40分に二人でお宅へ伺います。", "next", "次回の予定の話は u0001@00:01:07 にあります（候補：9月30日、午前10時40分）。"),
        ("この次は別の話です。", "next", ""),
        ("家賃を四か月ためちゃいまして。", "debt", "借金・滞納の話は u0001@00:01:05 にあります。"),
        ("母が84歳で、一人で暮らしています。", "born", "生年月日・年齢の話は u0001@00:01:05 にあります（候補：84歳）。"),
        ("高校2年の息子がいて、4人家族です。", "family", "家族の話は u0001@00:01:06 にあります（候補：4人）。"),
        ("特にありません。", "housing", ""),
        ("昭和58年の9月14日です。", "born", "生年月日・年齢の話は u0001@00:01:05 にあります（候補：昭和58年、9月14日）。"),
        ("平成4年から33年使っています。", "born", ""),
        ("私の携帯で、090の1234です。", "phone", "電話の話は u0001@00:01:05 にあります。"),
        ("妻の奈緒です。私もついてきました。", "visitor", "来談者の話は u0001@00:01:05 ほか1か所にあります。"),
        ("一番お困りなのは、家賃です。", "complaint", "困りごとの話は u0001@00:01:05 にあります。"),
        ("ご心配でしたね。", "complaint", ""),
        ("皆さんのお知恵をお借りしたいと思います。", "hope", ""),
        ("家を借りたいと思います。", "hope", "希望の話は u0001@00:01:05 にあります。"),
        ("仕事が、10月いっぱいで、切られまして。", "history", "経緯の話は u0001@00:01:05 にあります（候補：10月）。"),
        ("ええ、はい。安西茂です。", "name", "氏名の話は u0001@00:01:07 にあります。"),
        ("大丈夫です。", "name", ""),
        ("こっちは家内の房江です。", "visitor", "来談者の話は u0001@00:01:05 にあります。"),
        ("いえ、今は大丈夫です。孫の顔も見たいですし。", "visitor", ""),
        ("担当の者がご自宅へ伺います。", "place", ""),
        ("先月ご自宅へお伺いしました。", "place", "場所の話は u0001@00:01:05 にあります。"),
        ("息子には、知らせないでもらいたいんだ。", "hope", "希望の話は u0001@00:01:07 にあります。"),
        ("7月から払えてなくて、3か月分、12万9,000円です。", "debt", "借金・滞納の話は u0001@00:01:05 にあります（候補：12万9,000円）。"),
        ("週に3回、人工透析に通っています。", "health", "健康・通院の話は u0001@00:01:05 にあります。"),
        ("今日は、生活保護のご相談ですか。", "schemes", ""),
        ("今日、出していきます。", "intention", "申請の意思の話は u0001@00:01:05 にあります。"),
        ("次の会議は10月7日、午前9時半からです。", "next", "次回の予定の話は u0001@00:01:05 にあります（候補：10月7日、午前9時半）。"),
        ("勤めていた工場が、なくなりまして。", "history", "経緯の話は u0001@00:01:05 にあります。"),
        ("家賃は、先月の分から待ってもらっています。", "debt", "借金・滞納の話は u0001@00:01:05 にあります。"),
        ("はい、携帯はゼロ八ゼロです。", "phone", "電話の話は u0001@00:01:06 にあります。"),
        ("今日は、どういったことで。", "complaint", "困りごとの話は u0001@00:01:05 にあります。"),
        ("保育士がいいなと、前から。", "hope", "希望の話は u0001@00:01:06 にあります。"),
        ("母も膝が悪くて。", "health", "健康・通院の話は u0001@00:01:06 にあります。"),
        ("ご本人名義の通帳をお持ちください。", "savings", ""),
        ("郵便局に8万円ほどです。", "savings", "預貯金の話は u0001@00:01:05 にあります（候補：8万円）。"),
        ("手持ちが、もう3,000円しかなくて。", "savings", "預貯金の話は u0001@00:01:05 にあります（候補：3,000円）。"),
        ("保険料は銀行に払っています。", "savings", ""),
        ("費用は、市で4万円まで補助できます。", "explained", "説明した制度の話は u0001@00:01:08 にあります。"),
        ("申請した次の月の分からです。", "intention", ""),
        ("下が男の子で、5歳になりました。", "born", ""),
    ],
)  # fmt: skip
def test_an_empty_field_says_where_its_subject_is_spoken_of(text: str, subject: str, hint: str) -> None:
    said = (transcripts.utterance(1, text, speaker="S2", name="相談者", at=65.0),)
    told = transcripts.transcript(RecordKind.CONSULTATION, utterances=said)
    assert spoken_subjects.subject_hints(told)[subject] == hint


def test_an_appointment_that_may_have_been_changed_says_where() -> None:
    said = (
        transcripts.utterance(1, "次は7月23日の10時でどうでしょう。", speaker="S1", name="相談員（西野香織）", at=0),
        transcripts.utterance(2, "それじゃあ23日の午後、20番で。", speaker="S1", name="相談員（西野香織）", at=60.0),
    )
    hint = spoken_subjects.subject_hints(transcripts.transcript(RecordKind.CONSULTATION, utterances=said))["next"]
    assert hint.startswith("次回の予定の話は u0001@00:00:00 ほか1か所にあります（候補：7月23日、10時）。")
    assert hint.endswith("その後の u0002@00:01:00 で変わっていないか、確かめてください。")


def test_what_the_client_says_comes_before_what_the_worker_asks() -> None:
    said = (
        transcripts.utterance(1, "家賃はおいくらですか。", speaker="S1", name="相談員（西野香織）", at=0),
        transcripts.utterance(2, "家賃は大家さんに待ってもらっています。", speaker="S2", name="相談者", at=60.0),
    )
    hint = spoken_subjects.subject_hints(transcripts.transcript(RecordKind.CONSULTATION, utterances=said))["housing"]
    assert hint == "家賃・住まいの話は u0002@00:01:00 ほか1か所にあります。"


def test_in_a_long_utterance_every_sentence_counts_and_the_time_is_that_of_its_clause() -> None:
    """Where the voices could not be told apart, a consultation may be one utterance."""
    text = "家賃のことで来ました。そうですか。家賃はおいくらですか。5万8千円の家賃です。"
    marks = (Mark(position=11, time=80.0), Mark(position=28, time=100.0))
    one = transcripts.utterance(1, text, at=65.0, seconds=60.0).model_copy(update={"marks": marks})
    hint = spoken_subjects.subject_hints(transcripts.transcript(RecordKind.CONSULTATION, utterances=(one,)))["housing"]
    assert hint.startswith("家賃・住まいの話は u0001@00:01:5")
    assert hint.endswith("ほか2か所にあります（候補：5万8千円）。")


def test_an_appointment_has_a_day_and_a_time() -> None:
    told = interview(("相談員", "来週、2月の分が出ます。"), ("相談員", "では次回は1月23日の午後2時にお越しください。"))
    hint = spoken_subjects.subject_hints(told)["next"]
    assert hint == "次回の予定の話は u0002@00:00:20 ほか1か所にあります（候補：1月23日、午後2時）。"


def test_of_two_appointments_the_later_word_counts() -> None:
    told = interview(
        ("相談員", "次回は10月の8日、水曜日の午後2時にご自宅へ伺います。"), ("相談者", "8日は透析の日なんです。"), ("相談員", "でしたら、9日の午後3時ではいかがですか。")
    )  # fmt: skip
    assert "（候補：9日、午後3時）" in spoken_subjects.subject_hints(told)["next"]


def test_what_a_relative_answers_later_is_no_visitor() -> None:
    told = interview(
        ("相談者", "母のことを、兄が見ているんです。"),
        ("相談員", "年金はどなたが。"),
        ("相談者", "兄です。2か月で13万円です。"),
    )
    assert spoken_subjects.subject_hints(told)["visitor"] == ""


def test_a_recording_of_a_part_of_a_meeting_lacks_neither_its_beginning_nor_its_end() -> None:
    def inside(t: Transcript) -> Transcript:
        end = t.utterances[-1]
        first = Step(
            kind=StepKind.RESUMPTION,
            utterance=t.utterances[0].id,
            position=0,
            time=0.0,
            quote="休憩前に引き続き",
            likeness=1.0,
        )
        rest = Step(
            kind=StepKind.RECESS, utterance=end.id, position=0, time=end.end - 5, quote="休憩します", likeness=1.0
        )
        course = Procedure(steps=(first, rest), recesses=(Recess(begins=rest),))
        return t.model_copy(update={"procedure": course})

    told = answered(inside(TOLD))["times"]
    assert "聞き取れていません" not in told
    assert "録音が会議の途中から始まっています。録音は休憩で終わっています。" in told
    assert CHECKED not in told


def test_a_worker_is_known_by_the_roster_where_no_voice_has_a_name() -> None:
    said = (transcripts.utterance(1, "相談窓口の西野と申します。", name=None, at=1.0),)
    told = transcripts.transcript(RecordKind.CONSULTATION, utterances=said)
    assert spoken_subjects.subject_hints(told)["name"] == ""


def interview(*lines: tuple[str, str]) -> Transcript:
    said = [transcripts.utterance(n, text, name=name, at=n * 10.0) for n, (name, text) in enumerate(lines, start=1)]
    return INTERVIEW.model_copy(update={"utterances": tuple(said)})


def test_the_workers_own_name_is_no_hint_at_the_clients() -> None:
    told = interview(("相談員", "担当の西野と申します。"), ("相談者", "よろしくお願いします。"))
    assert spoken_subjects.subject_hints(told)["name"] == ""
    told = interview(("相談員", "担当の西野と申します。"), ("相談者", "田中と申します。"))
    assert "u0002" in spoken_subjects.subject_hints(told)["name"]


def test_a_greeting_is_no_wish_to_apply() -> None:
    told = interview(("相談員", "録音してよろしいでしょうか。"), ("相談者", "大丈夫です。お願いします。"))
    assert spoken_subjects.subject_hints(told)["intention"] == ""


def test_a_vote_in_a_recording_that_begins_in_the_midst_of_an_item_is_not_said_to_be_missing(tmp_path: Path) -> None:
    chair = next(u.name for u in TOLD.utterances)
    vote = "これより採決を行います。本案に賛成の方の起立を求めます。起立全員であります。よって、議案第45号は、原案のとおり可決されました。"
    told = TOLD.model_copy(
        update={
            "utterances": (transcripts.utterance(1, vote, name=chair or "", at=0.0),),
            "meeting": TOLD.meeting.model_copy(update={"agenda": ()}),
        }
    )
    told = procedure.attach_procedure(told, Reader())
    style = house_style.find_style("会議録", TEMPLATES)
    out = tmp_path / "d.docx"
    word.render_draft(told, template=house_style.template(style, TEMPLATES), office="", out=out, style=style)
    printed = "\n".join(texts(out))
    assert "採決はありますが、議題の宣告が見つかっていません" in printed
    assert "採決の宣告は見つかっていません" not in printed
    assert answered(told)["votes"].startswith("要確認：採決を聞き取りましたが")


@pytest.mark.parametrize("style", ["相談記録", "相談受付票", "支援経過記録"])
def test_no_form_says_that_nobody_asked(style: str, tmp_path: Path) -> None:
    chosen = house_style.find_style(style, TEMPLATES)
    path = tmp_path / "d.docx"
    word.render_draft(INTERVIEW, template=house_style.template(chosen, TEMPLATES), office="", out=path, style=chosen)
    found = texts(path)
    assert not [t for t in found if "聴取なし" in t]
    assert [t for t in found if t == "（要記入）"]
    assert [t for t in found if "の話は 00:0" in t]
    finished = finishing.finish_copy(path, RecordCopy.ORIGINAL).document
    finished.save(str(tmp_path / "f.docx"))
    assert not [t for t in texts(tmp_path / "f.docx") if "の話は 0" in t]


def test_words_that_a_person_wrote_in_the_place_of_a_hint_stay(tmp_path: Path) -> None:
    path = render(INTERVIEW, tmp_path / "d.docx")
    document = docx.Document(str(path))
    cell = next(c for t in document.tables for r in t.rows for c in r.cells if "家賃・住まいの話は" in c.text)
    hint = cell.paragraphs[1]
    for child in list(hint._p):
        if child.tag.endswith(("}r", "}hyperlink")):
            hint._p.remove(child)
    hint.add_run("月額5万8千円。滞納なし。")
    document.save(str(path))
    finishing.finish_copy(path, RecordCopy.ORIGINAL).document.save(str(tmp_path / "f.docx"))
    assert "月額5万8千円。滞納なし。" in texts(tmp_path / "f.docx")


# --- other readings --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "other", "kind"),
    [
        ("うーん。", "第十号につきましては、発言を読みます。", DoubtKind.LOW_CONFIDENCE),
        ("うーん。", "ご質問にお答えいたします。", DoubtKind.LOW_CONFIDENCE),
        ("そうですねえ、はい。", "はい、お願いします。手続きにつきましては、", DoubtKind.LOW_CONFIDENCE),
        ("えーと。", "家賃や生活費の支払いで困っています。", DoubtKind.LOW_CONFIDENCE),
        ("分かりました。", "これより採決いたします。", DoubtKind.STOCK_PHRASE),
        ("道路の件ですが。", "道路の件ですが、道路の件ですが、道路の件ですが、", DoubtKind.LOOP),
        ("はい。", "はいはいはいはいはいはいはいはい", DoubtKind.LOOP),
        ("ああああ。", "あああああああああ", DoubtKind.LOW_CONFIDENCE),
        ("予算の執行状況です。", "予算の執行状況です。そうですか。予算の執行状況です。", DoubtKind.LOOP),
        ("公園の整備についてです。", "ご視聴ありがとうございました。", DoubtKind.STOCK_PHRASE),
        ("公園の整備についてです。", "公園の整備について" * 20, DoubtKind.LOW_CONFIDENCE),
        ("公園の整備についてです。", "公園の整備についてです", DoubtKind.LOW_CONFIDENCE),
        ("", "本日の会議", DoubtKind.GAP),
    ],
)  # fmt: skip
def test_what_nobody_said_is_not_offered(text: str, other: str, kind: DoubtKind) -> None:
    said = transcripts.utterance(1, text) if text else None
    assert offered_alternative(Doubt(kind=kind, start=0, end=1, reason="", alternative=other), said) == ""


@pytest.mark.parametrize(
    ("text", "other", "kind"),
    [
        ("待機児童は十二名と聞いております。", "十名", DoubtKind.NUMBER),
        ("貯蓄から投資へという流れです。", "地区から投資へ", DoubtKind.LOW_CONFIDENCE),
        ("議案第十号につきましては、可決です。", "議案第十号につきましては否決です", DoubtKind.LOW_CONFIDENCE),
        ("会議いたします。", "開議", DoubtKind.HOMOPHONE),
        ("諸輪方面の便は増便します。", "諸和方面の便は増便します。", DoubtKind.LOW_CONFIDENCE),
    ],
)  # fmt: skip
def test_another_reading_of_the_same_words_is_offered(text: str, other: str, kind: DoubtKind) -> None:
    doubt = Doubt(kind=kind, start=0, end=1, reason="", alternative=other)
    assert offered_alternative(doubt, transcripts.utterance(1, text)) == other


def test_an_invented_reading_is_in_no_comment_no_list_and_no_player(tmp_path: Path) -> None:
    doubt = Doubt(
        kind=DoubtKind.LOW_CONFIDENCE,
        start=1,
        end=2,
        reason="聞いてください。",
        alternative="第十号につきましては、発言を読みます",
    )
    said = (transcripts.utterance(1, "うーん。", speaker="S2", name="相談者", doubts=[doubt]),)
    told = transcripts.transcript(RecordKind.CONSULTATION, utterances=said)
    path = render(told, tmp_path / "d.docx")
    assert not [c for c in docx.Document(str(path)).comments if "別の候補" in c.text]
    assert not [t for t in texts(path) if "発言を読みます" in t]
    assert numbering.numbered_doubts(told)[0].doubt.alternative is None


# --- what the file says of itself ------------------------------------------------------------------------------------


def test_the_file_names_this_program(draft: Path, tmp_path: Path) -> None:
    finishing.finish_copy(draft, RecordCopy.ORIGINAL).document.save(str(tmp_path / "f.docx"))
    for path in (draft, tmp_path / "f.docx", *TEMPLATES.glob("*/ひな形.docx")):
        with zipfile.ZipFile(path) as z:
            about = z.read("docProps/app.xml").decode()
        assert f"<Application>{program_name.PROGRAM}</Application>" in about
        assert "Microsoft" not in about
