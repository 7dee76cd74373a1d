"""What each kind of record must have, who attends and signs, and what may be made of it."""

from __future__ import annotations

import re
from pathlib import Path

import docx
import pytest
from conftest import TEMPLATES, texts
from support.styled_drafts import styled_draft

from transcriber.drafts import word
from transcriber.drafts.word import finishing, house_style, sample
from transcriber.drafts.word.finishing import RecordCopy
from transcriber.errors import NotForPublication
from transcriber.minutes import record_forms
from transcriber.minutes.people import Person, Roster
from transcriber.minutes.record_forms import RecordForm
from transcriber.minutes.transcript import AgendaItem, RecordKind, Transcript
from transcriber.papers import agenda

COUNCIL = [s.name for s in house_style.shipped_styles(TEMPLATES) if s.kind is RecordKind.COUNCIL]
CONSULTATION = [s.name for s in house_style.shipped_styles(TEMPLATES) if s.kind is RecordKind.CONSULTATION]
TITLES = {"plenary": "令和6年第3回見本町議会定例会", "committee": "総務文教委員会", "conference": "全員協議会"}
OWN_PARTS = [("委員会_要点記録", "plenary"), ("委員会_要点記録", "conference")]
"""A committee's style in other meetings: nobody does that."""


def titled(title: str, kind: RecordKind = RecordKind.COUNCIL) -> Transcript:
    told = sample.sample_transcript(kind)
    return told.model_copy(update={"meeting": told.meeting.model_copy(update={"title": title})})


def draft(told: Transcript, style: str, out: Path) -> Path:
    return styled_draft(style, out, told, office="見本町")


def form(id_: str) -> RecordForm:
    found = record_forms.find_form(id_)
    assert found is not None
    return found


# --- which one it is -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("令和6年第3回東郷町議会定例会", "plenary"),
        ("令和6年第1回臨時会", "plenary"),
        ("本会議2日目", "plenary"),
        ("総務文教委員会", "committee"),
        ("令和6年第3回定例会　予算決算特別委員会", "committee"),
        ("議会運営委員会", "committee"),
        ("全員協議会", "conference"),
        ("都市計画審議会", "conference"),
        ("総務委員会協議会", "conference"),
        ("教育委員会定例会", "conference"),
        ("子ども・子育て会議準備懇話会", "conference"),
    ],
)
def test_the_name_of_the_meeting_tells_its_record(title: str, expected: str) -> None:
    choice = record_forms.choose_form(titled(title))
    assert (choice.form.id, choice.reason) == (expected, "会議名")


def test_where_the_name_says_nothing_who_leads_it_does() -> None:
    told = titled("240903_0930")
    assert record_forms.choose_form(told).form.id == "plenary"
    people = (Person(name="青木 太郎", post="委員長"), *told.roster.people[1:])
    said = tuple(
        u.model_copy(update={"name": people[0].label}) if "青木" in (u.name or "") else u for u in told.utterances
    )
    led = told.model_copy(update={"roster": Roster(people=people), "utterances": said})
    choice = record_forms.choose_form(led)
    assert (choice.form.id, choice.reason) == ("committee", "発言した委員長")


def test_a_meeting_without_a_single_member_is_given_no_laws_words() -> None:
    """A briefing for residents: nobody of whom 地方自治法 speaks sits in it, so nobody signs by it."""
    told = titled("recording")
    residents = (Person(name="有馬 千晶", post="司会"), Person(name="浜口 勝", post="自治会長"))
    choice = record_forms.choose_form(told.model_copy(update={"roster": Roster(people=residents)}))
    assert choice.form.id == "conference"
    assert "議員がいない" in choice.reason
    board = (Person(name="辻村 和彦", post="教育長"), Person(name="浅野 千鶴", post="委員"))
    assert record_forms.choose_form(told.model_copy(update={"roster": Roster(people=board)})).form.id == "conference"
    council = (Person(name="加藤 啓二", post="議員"), Person(name="青木 太郎", post="町長"))
    assert record_forms.choose_form(told.model_copy(update={"roster": Roster(people=council)})).form.id == "plenary"
    assert record_forms.choose_form(told.model_copy(update={"roster": Roster()})).form.id == "plenary"


def test_what_the_profile_says_comes_first_and_a_style_of_its_own_next() -> None:
    told = titled("令和6年第3回見本町議会定例会")
    assert record_forms.choose_form(told, said="委員会").form.id == "committee"
    assert record_forms.choose_form(told, style="委員会_要点記録").form.id == "committee"
    assert record_forms.choose_form(titled("面接", RecordKind.CONSULTATION), style="相談受付票").form.id == "reception"


def test_a_consultation_is_never_given_a_councils_form() -> None:
    told = titled("委員会", RecordKind.CONSULTATION)
    assert record_forms.choose_form(told, said="本会議").form.kind is RecordKind.CONSULTATION


# --- what stands in it -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("style", COUNCIL)
@pytest.mark.parametrize("id_", TITLES)
def test_every_part_that_the_law_or_the_rules_ask_for_is_there_filled_or_open(
    style: str, id_: str, tmp_path: Path
) -> None:
    if (style, id_) in OWN_PARTS:
        return
    chosen = house_style.find_style(style, TEMPLATES).model_copy(update={"form": form(id_).name})
    path = tmp_path / "d.docx"
    word.render_draft(
        titled(TITLES[id_]), template=house_style.template(chosen, TEMPLATES), office="", out=path, style=chosen
    )
    found = "\n".join(texts(path))
    assert [p.name for p in form(id_).parts if not re.search(p.heads, found)] == []
    assert f"記録の種類「{form(id_).name}」" in found


@pytest.mark.parametrize("style", CONSULTATION)
def test_every_part_of_a_consultations_form_is_there(style: str, tmp_path: Path) -> None:
    told = sample.sample_transcript(RecordKind.CONSULTATION)
    found = "\n".join(texts(draft(told, style, tmp_path / "d.docx")))
    own = record_forms.choose_form(told, style=style).form
    assert own.name == style
    assert [p.name for p in own.parts if not re.search(p.heads, found)] == []


def test_every_form_says_on_which_rule_it_rests() -> None:
    for each in record_forms.record_forms():
        assert each.law
        assert all(p.law for p in each.parts)
    assert "第123条第2項" in next(p.law for p in form("plenary").parts if "署名" in p.name)
    assert any("第121条" in g.law for g in form("plenary").groups)


@pytest.mark.parametrize("style", ["会議録", "会議録_東郷型", "会議録_泉大津型", "委員会_要点記録"])
def test_a_committees_record_has_nothing_of_a_plenarys(style: str, tmp_path: Path) -> None:
    found = "\n".join(texts(draft(titled("総務文教委員会"), style, tmp_path / "d.docx")))
    record = found.split("確認のための資料")[0]
    for absent in ("議席番号\n", "会議録署名議員", "議　　　長", "応招議員", "第121条", "3番（", "出席議員", "会期　"):
        assert absent not in record.replace("議席番号3番", "").replace("ただいまの出席議員は", "")
    assert "委　員　長" in record
    assert "石田花子委員" in found or "石田 花子" in found


def test_those_who_explain_stand_apart_from_the_secretariat_and_the_mayor_before_chiefs(tmp_path: Path) -> None:
    told = sample.sample_transcript(RecordKind.COUNCIL)
    people = told.roster.people
    turned = (*people[:3], people[5], people[4], people[3])  # 事務局長, 部長, 町長
    path = draft(told.model_copy(update={"roster": Roster(people=turned)}), "会議録_東郷型", tmp_path / "d.docx")
    tables = [[[c.text for c in r.cells] for r in t.rows] for t in docx.Document(str(path)).tables]
    explain = next(t for t in tables if ["町長", "江藤 三郎", "出　・　欠"] in t)
    assert [r[0] for r in explain] == ["役職", "町長", "総務部長"]
    assert next(t for t in tables if ["議会事務局長", "川本 恵", "出　・　欠"] in t) is not explain


def test_what_was_taken_up_is_listed_apart_from_what_was_planned(tmp_path: Path) -> None:
    told = sample.sample_transcript(RecordKind.COUNCIL)
    items = (
        *told.procedure.items,
        told.procedure.items[0].model_copy(
            update={"number": 3, "title": "陳情について", "utterance": None, "time": None}
        ),
    )
    told = told.model_copy(update={"procedure": told.procedure.model_copy(update={"items": items})})
    found = texts(draft(told, "会議録", tmp_path / "d.docx"))
    taken = found[found.index("本日の会議に付した事件") + 1 :][:3]
    assert taken == ["1　一般質問", "2　議案第45号　令和6年度見本町一般会計補正予算（第2号）", "出席者"]
    assert "陳情について" in found


def test_a_programmes_own_numbers_are_no_numbers_of_the_order_of_business() -> None:
    programme = agenda.items(
        ["会議次第", "1 開会", "2 議案第45号 補正予算について", "3 その他の報告について", "4 閉会"]
    )
    assert [i.number for i in programme] == [None, None]
    assert [i.number for i in agenda.items(["議事日程", "1 会議録署名議員の指名", "2 会期の決定"])] == [1, 2]
    assert agenda.items(["日程第2　会期の決定"]) == (AgendaItem(number=2, title="会期の決定"),)


# --- what may be made of it ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("id_", "signs"),
    [("plenary", ["議　　　長", "会議録署名議員", "会議録署名議員"]), ("committee", ["委　員　長"]), ("conference", ["会　長（座　長）"])],
)  # fmt: skip
def test_an_original_is_signed_by_those_whom_the_rule_names(id_: str, signs: list[str], tmp_path: Path) -> None:
    path = draft(titled(TITLES[id_]), "会議録", tmp_path / "d.docx")
    made = finishing.finish_copy(path, RecordCopy.ORIGINAL).document
    assert [p.text.split("\t")[0] for p in made.paragraphs if p.style.name == "署名"] == signs


def test_who_led_until_a_chair_was_elected_signs_behind_the_chair(tmp_path: Path) -> None:
    told = titled(TITLES["plenary"])
    senior = Person(name="木村 千代", post="臨時議長")
    first, *later = told.utterances
    acting = told.model_copy(
        update={
            "roster": Roster(people=(*told.roster.people, senior)),
            "utterances": (first.model_copy(update={"name": senior.label}), *later),
        }
    )
    made = docx.Document(str(draft(acting, "会議録", tmp_path / "d.docx")))
    signs = [p.text.split("\t")[0] for p in made.paragraphs if p.style.name == "署名"]
    assert signs == ["議　　　長", "臨時議長", "会議録署名議員", "会議録署名議員"]


def test_a_paper_without_lines_to_sign_gets_those_of_its_kind(tmp_path: Path) -> None:
    template = docx.Document()
    for text in ("{{ 会議名 }}", "{%p for 発言 in 発言一覧 %}", "{{ 発言.本文 }}", "{%p endfor %}"):
        template.add_paragraph(text)
    template.save(str(tmp_path / "ひな形.docx"))
    word.render_draft(titled("総務文教委員会"), template=tmp_path / "ひな形.docx", office="", out=tmp_path / "d.docx")
    signed = "".join(
        p.text for p in finishing.finish_copy(tmp_path / "d.docx", RecordCopy.ORIGINAL).document.paragraphs
    )
    assert "委　員　長" in signed
    assert "会議録署名議員" not in signed


@pytest.mark.parametrize("style", CONSULTATION)
@pytest.mark.parametrize("copy", [RecordCopy.PUBLIC, RecordCopy.PROVISIONAL])
def test_nothing_of_a_consultation_is_published(style: str, copy: RecordCopy, tmp_path: Path) -> None:
    path = draft(sample.sample_transcript(RecordKind.CONSULTATION), style, tmp_path / "d.docx")
    with pytest.raises(NotForPublication, match=copy.value):
        finishing.finish_copy(path, copy)
