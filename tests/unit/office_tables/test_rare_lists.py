"""Lists as smaller and larger offices keep them: forms for one person each, 同 before a post, two languages, words in shapes."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from openpyxl import load_workbook
from support.papers import workbook

from scripts.bench.sheets.clerks import tail
from transcriber.office_tables.glossary_reading import GlossaryReading
from transcriber.office_tables.misheard_cells import is_unclear, misheard_forms
from transcriber.office_tables.roster_reading import RosterReading
from transcriber.office_tables.text_boxes import words_in_shapes
from transcriber.profiles import sheets

Row = tuple[object, ...]


def roster(tmp_path: Path, *rows: Row) -> RosterReading:
    return sheets.parse_roster(workbook(tmp_path / "名簿.xlsx", *rows))


def glossary(tmp_path: Path, *rows: Row) -> GlossaryReading:
    return sheets.parse_glossary(workbook(tmp_path / "用語.xlsx", *rows))


def read(found: RosterReading) -> list[tuple[str, str, str]]:
    return [(p.name, p.kana, p.post) for p in found.persons]


def words(found: GlossaryReading) -> list[tuple[str, str]]:
    return [(t.term.text, t.term.kana) for t in found.terms]


def told(found: RosterReading | GlossaryReading) -> str:
    return "\n".join(map(str, found.remarks))


CARDS = (
    ("ふりがな", "あまがい　しん", "生年月日", "S50.1.1"),
    ("氏　名", "雨貝　信", "職　業", "農業"),
    ("役　職", "会長", "趣味", "登山"),
    (),
    ("ふりがな", "たかはぎ　えり", "生年月日", "S51.2.2"),
    ("氏　名", "高萩　恵理", "職　業", "保育士"),
    ("役　職", "委員", "趣味", "読書"),
)


def test_forms_for_one_person_each_are_people(tmp_path: Path) -> None:
    found = roster(tmp_path, ("委員調書",), *CARDS)
    assert read(found) == [("雨貝 信", "あまがい しん", "会長"), ("高萩 恵理", "たかはぎ えり", "委員")]
    assert "名簿.xlsx の 3行目" in found.people[0].place


def test_what_forms_ask_for_and_nobody_uses_is_told(tmp_path: Path) -> None:
    assert "列「生年月日」、「職　業」、「趣味」は使いません" in told(roster(tmp_path, *CARDS))


def test_headings_that_stand_again_on_each_page_are_no_forms(tmp_path: Path) -> None:
    heads = ("氏名", "出身", "役職")
    found = roster(tmp_path, heads, ("雨貝 信", "北", "会長"), heads, ("高萩 恵理", "南", "委員"))
    assert [name for name, _, _ in read(found)] == ["雨貝 信", "高萩 恵理"]


@pytest.mark.parametrize("same", ["同　副委員長", "〃　副委員長", "同副委員長", "同　　副　委　員　長"])
def test_as_above_before_a_post_stands_for_its_committee(tmp_path: Path, same: str) -> None:
    found = roster(tmp_path, ("役職", "氏名"), ("総務委員会委員長", "砂押 清"), (same, "打越 あい"))
    assert read(found)[1] == ("打越 あい", "", "総務委員会副委員長")
    assert "「総務委員会副委員長」と読みました" in told(found)


def test_a_society_whose_name_begins_so_is_not_as_above(tmp_path: Path) -> None:
    found = roster(tmp_path, ("役職", "氏名"), ("区長", "砂押 清"), ("同窓会長", "打越 あい"))
    assert read(found)[1][2] == "同窓会長"


@pytest.mark.parametrize("title", ["あ行", "【か】", "な行（該当なし）", "さ～そ"])
def test_a_title_of_the_syllabary_is_nobody(tmp_path: Path, title: str) -> None:
    found = roster(tmp_path, ("氏名", "役職"), (title,), ("砂押 清", "委員"))
    assert read(found) == [("砂押 清", "", "委員")]


def test_somebody_called_by_a_letter_is_no_title(tmp_path: Path) -> None:
    found = roster(tmp_path, ("氏名", "役職"), ("A", "相談者"), ("B", ""))
    assert [name for name, _, _ in read(found)] == ["A", "B"]


@pytest.mark.parametrize(
    "heads",
    [
        ("氏名 / Name", "ふりがな / Reading", "役職 / Position"),
        ("氏名 Name", "ふりがな Reading", "役職 Position"),
        ("Name", "Kana", "Title"),
        ("Name", "カタカナ表記", "Job title"),
    ],
)
def test_headings_in_two_languages_or_another_one_are_headings(tmp_path: Path, heads: Row) -> None:
    found = roster(
        tmp_path, heads, ("Maria Santos", "マリア・サントス", "委員 Member"), ("陳 美玲", "ちん びれい", "会長")
    )
    assert read(found) == [("Maria Santos", "まりあ・さんとす", "委員"), ("陳 美玲", "ちん びれい", "会長")]


def test_codes_beside_an_office_are_no_office(tmp_path: Path) -> None:
    found = roster(tmp_path, ("所属CD", "所属", "職名CD", "職名", "氏名"), ("01", "総務課", "30", "課長", "砂押 清"))
    assert read(found) == [("砂押 清", "", "総務課長")]


@pytest.mark.parametrize("heads", [("よみがな姓", "よみがな名"), ("ふりがな姓", "ふりがな名"), ("姓カナ", "名カナ")])
def test_readings_of_surname_and_given_name_are_both_used(tmp_path: Path, heads: tuple[str, str]) -> None:
    found = roster(tmp_path, ("姓", "名", *heads, "役職"), ("鵜飼", "直樹", "うかい", "なおき", "課長"))
    assert read(found) == [("鵜飼 直樹", "うかい なおき", "課長")]


@pytest.mark.parametrize("name", ["外間 盛人", "外山 実", "他田 稔"])
def test_a_surname_that_begins_as_more_people_is_a_name(tmp_path: Path, name: str) -> None:
    assert read(roster(tmp_path, ("氏名", "役職"), (name, "委員"))) == [(name, "", "委員")]


def test_more_people_are_nobody_and_told(tmp_path: Path) -> None:
    found = roster(tmp_path, ("氏名", "役職"), ("砂押 清", "委員"), ("外３名", "委員"))
    assert len(found.people) == 1 and "外３名" in told(found)


def test_words_in_a_shape_are_told(tmp_path: Path) -> None:
    tail.text_box(tmp_path)
    found = sheets.parse_roster(tmp_path / "名簿.xlsx")
    assert len(found.people) == 3 and "10/1付 財政課長は薄井哲也に交代" in told(found)


def test_a_workbook_without_shapes_has_no_words_in_them(tmp_path: Path) -> None:
    assert words_in_shapes(workbook(tmp_path / "名簿.xlsx", ("氏名",))) == ()
    with zipfile.ZipFile(tmp_path / "a.xlsx", "w") as made:
        made.writestr(
            "xl/drawings/drawing1.xml",
            "<xdr:sp><xdr:txBody><a:p><a:r><a:t>A&amp;B</a:t></a:r></a:p></xdr:txBody></xdr:sp>",
        )
    assert words_in_shapes(tmp_path / "a.xlsx") == ("A&B",)


def test_two_columns_of_short_forms_are_both_terms(tmp_path: Path) -> None:
    found = glossary(
        tmp_path,
        ("正式名称", "よみ", "略称１", "略称２"),
        ("指定管理者制度", "していかんりしゃせいど", "指管", "指定管理"),
    )
    assert [text for text, _ in words(found)] == ["指定管理者制度", "指管", "指定管理"]


def test_words_with_an_explanation_and_nothing_else_are_terms(tmp_path: Path) -> None:
    found = glossary(tmp_path, ("用語", "解説"), ("措置（そち）", "行政が行う決定。「措置入所」など。"))
    assert words(found) == [("措置", "そち")]


def test_as_above_is_no_term(tmp_path: Path) -> None:
    found = glossary(tmp_path, ("用語", "よみ"), ("道普請", "みちぶしん"), ("同上", ""))
    assert words(found) == [("道普請", "みちぶしん")] and "「同上」" in told(found)


def test_a_line_in_brackets_between_terms_is_none(tmp_path: Path) -> None:
    found = glossary(tmp_path, ("用語", "よみ"), ("（以下、令和8年度追加分）", ""), ("道普請", "みちぶしん"))
    assert words(found) == [("道普請", "みちぶしん")] and "2行目：見出しの行" in told(found)


@pytest.mark.parametrize("arrow", ["→", "⇒", "->", " → "])
def test_from_wrong_to_right_is_the_wrong_form(arrow: str) -> None:
    assert misheard_forms(f"裏原{arrow}浦原、浦腹", "浦原") == ("裏原", "浦腹")


def test_from_one_to_another_word_is_told_and_not_used(tmp_path: Path) -> None:
    assert is_unclear(misheard_forms("裏原→浦腹", "浦原")[0])
    found = glossary(tmp_path, ("用語", "よみ", "誤認識例"), ("浦原", "うらはら", "裏原→浦腹"))
    assert found.terms[0].term.misheard == () and "「裏原→浦腹」は、どの言葉を直すのか分からない" in told(found)


def test_forms_beside_each_other_are_all_people(tmp_path: Path) -> None:
    rows: tuple[Row, ...] = (
        ("氏名", "渋江 真", None, "氏名", "桜庭 翠"),
        ("役職", "会長", None, "役職", "副会長"),
        (),
        ("氏名", "楡井 拓", None, "氏名", "樋渡 光"),
        ("役職", "委員", None, "役職", "委員"),
    )
    found = {(name, post) for name, _, post in read(roster(tmp_path, *rows))}
    assert found == {("渋江 真", "会長"), ("桜庭 翠", "副会長"), ("楡井 拓", "委員"), ("樋渡 光", "委員")}


def test_words_with_their_kind_in_front_are_no_forms(tmp_path: Path) -> None:
    rows = (("種別", "語句", "よみがな"), ("用語", "ふるさと塾", "ふるさとじゅく"), ("用語", "道普請", "みちぶしん"))
    assert words(glossary(tmp_path, *rows)) == [("ふるさと塾", "ふるさとじゅく"), ("道普請", "みちぶしん")]


@pytest.mark.parametrize("heading", ["医師名", "講師名", "団員氏名", "民生委員氏名"])
def test_who_is_listed_may_stand_in_the_heading_of_names(tmp_path: Path, heading: str) -> None:
    assert read(roster(tmp_path, ("職名", heading), ("班長", "生田目 恒"))) == [("生田目 恒", "", "班長")]


def test_names_of_places_are_terms(tmp_path: Path) -> None:
    found = glossary(tmp_path, ("地名", "読み（ひらがな）", "読み（カタカナ）"), ("附馬牛", "つきもうし", "ツキモウシ"))
    assert words(found) == [("附馬牛", "つきもうし")]


def test_of_posts_in_several_bodies_the_first_is_used_and_the_others_are_told(tmp_path: Path) -> None:
    rows = (
        ("氏名", "役職", None, None),
        (None, "議会", "常任委員会", "組合議会"),
        ("石郷岡 毅", "議長", "総務", "議員"),
        ("蒔苗 隼人", None, "総務", None),
    )
    path = workbook(tmp_path / "名簿.xlsx", *rows)
    book = load_workbook(path)
    for merge in ("A1:A2", "B1:D1"):
        book.worksheets[0].merge_cells(merge)
    book.save(path)
    found = sheets.parse_roster(path)
    assert read(found) == [("石郷岡 毅", "", "議長"), ("蒔苗 隼人", "", "")]
    assert "同じ人の2つ目の役職「総務」「議員」は使いません" in told(found)


@pytest.mark.parametrize("remark", ["12/1付 着任", "10/1～", "～9/30", "9月30日まで"])
def test_a_day_without_a_year_is_told(tmp_path: Path, remark: str) -> None:
    found = roster(tmp_path, ("氏名", "職名", "摘要"), ("浅利 恵子", "課長", remark), ("野呂 篤", "課長", None))
    assert len(found.people) == 2 and f"「{remark}」とありますが" in told(found)


@pytest.mark.parametrize("remark", ["1/2勤務", "4/1"])
def test_other_figures_with_a_stroke_are_no_days_in_office(tmp_path: Path, remark: str) -> None:
    assert "とありますが" not in told(roster(tmp_path, ("氏名", "職名", "備考"), ("浅利 恵子", "課長", remark)))
