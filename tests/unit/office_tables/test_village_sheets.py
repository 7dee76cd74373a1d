"""Lists as villages and small towns keep them: headings in two lines, somebody else's columns, seals, titles that say what people are."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import load_workbook
from support.papers import workbook

from transcriber.office_tables.glossary_reading import GlossaryReading
from transcriber.office_tables.roster_reading import RosterReading
from transcriber.profiles import sheets

Row = tuple[object, ...]


def roster(tmp_path: Path, *rows: Row, merges: tuple[str, ...] = ()) -> RosterReading:
    path = workbook(tmp_path / "名簿.xlsx", *rows)
    book = load_workbook(path)
    for merge in merges:
        book.worksheets[0].merge_cells(merge)
    book.save(path)
    return sheets.parse_roster(path)


def glossary(tmp_path: Path, *rows: Row) -> GlossaryReading:
    return sheets.parse_glossary(workbook(tmp_path / "用語.xlsx", *rows))


def read(found: RosterReading) -> list[tuple[str, str]]:
    return [(p.name, p.post) for p in found.persons]


def words(found: GlossaryReading) -> list[str]:
    return [t.term.text for t in found.terms]


def told(found: RosterReading | GlossaryReading) -> str:
    return "\n".join(map(str, found.remarks))


@pytest.mark.parametrize("below", [("自", "至"), ("期首", "期末")])
def test_posts_stay_where_names_and_terms_of_office_have_headings_of_their_own(
    tmp_path: Path, below: tuple[str, str]
) -> None:
    rows: tuple[Row, ...] = (
        ("職名", "氏名", None, "任期", None),
        (None, "姓", "名", *below),
        ("委員長", "新妻", "恒夫", "R6.4.1", "R9.3.31"),
    )
    found = roster(tmp_path, *rows, merges=("A1:A2", "B1:C1", "D1:E1"))
    assert read(found) == [("新妻 恒夫", "委員長")]


def test_who_has_a_post_and_who_stands_in_for_them_are_told_apart(tmp_path: Path) -> None:
    rows: tuple[Row, ...] = (
        ("職名", "氏名", "代理者", None),
        (None, None, "職名", "氏名"),
        ("総務課長", "尾上 拓郎", "課長補佐", "枝川 由香"),
    )
    found = roster(tmp_path, *rows, merges=("A1:A2", "B1:B2", "C1:D1"))
    assert read(found) == [("尾上 拓郎", "総務課長")]
    assert "「代理者」の「職名」、「代理者」の「氏名」は使いません" in told(found)


@pytest.mark.parametrize("heads", [("新", "旧"), ("異動後", "異動前")])
@pytest.mark.parametrize("new_first", [True, False])
def test_of_a_transfer_the_new_post_is_used_on_whichever_side_it_stands(
    tmp_path: Path, heads: tuple[str, str], new_first: bool
) -> None:
    new, old = (heads[0], None), (heads[1], None)
    line = [("総務課", "課長"), ("企画課", "係長")]
    groups, offices = ((new, old), line) if new_first else ((old, new), line[::-1])
    rows: tuple[Row, ...] = (
        (*groups[0], "氏名", *groups[1]),
        ("所属", "職", None, "所属", "職"),
        (*offices[0], "五十幡 守", *offices[1]),
        (*offices[0], "六反 久実", *offices[1]),
    )
    found = roster(tmp_path, *rows, merges=("C1:C2", "A1:B1", "D1:E1"))
    assert {p for _, p in read(found)} == {"総務課長"}
    assert f"「{heads[1]}" in told(found) or "「所属」" in told(found)


def test_a_section_merged_over_some_rows_of_a_merged_department_is_theirs(tmp_path: Path) -> None:
    rows: tuple[Row, ...] = (
        ("部", "課", "職名", "氏名"),
        ("町民部", None, "部長", "刀根 幹也"),
        (None, "住民課", "課長", "祝部 朱里"),
        (None, None, "課長補佐", "一柳 篤"),
    )
    found = roster(tmp_path, *rows, merges=("A2:A4", "B3:B4"))
    assert [post for _, post in read(found)] == ["町民部長", "住民課長", "住民課長補佐"]


def test_another_heading_below_that_of_posts_parts_no_posts(tmp_path: Path) -> None:
    rows: tuple[Row, ...] = (("職名", "氏名"), ("電話番号", "住所"), ("監事", "笹渕 亘"))
    assert read(roster(tmp_path, *rows)) == [("笹渕 亘", "監事")]


SIDEWAYS: tuple[Row, ...] = (
    ("役職", "教育長", "委員"),
    ("氏名", "相良 恭子", "目時 さゆり"),
    ("任期満了", "R9.9.30", "R10.10.1"),
    (),
    ("役職", "委員", None),
    ("氏名", "仁王 康平", None),
    ("任期満了", "R11.9.30", None),
)


def test_tables_on_their_side_below_one_another_are_people(tmp_path: Path) -> None:
    found = roster(tmp_path, ("教育委員会",), *SIDEWAYS)
    assert read(found) == [("相良 恭子", "教育長"), ("目時 さゆり", "委員"), ("仁王 康平", "委員")]


def test_the_day_on_which_a_term_ends_does_not_say_that_somebody_left(tmp_path: Path) -> None:
    assert "辞職・退任" not in told(roster(tmp_path, *SIDEWAYS))


@pytest.mark.parametrize("sealed", ["財津　忠　㊞", "財津　忠㊞", "財津　忠　印"])
def test_a_place_for_a_seal_is_no_part_of_the_name(tmp_path: Path, sealed: str) -> None:
    found = roster(tmp_path, ("職", "氏名"), ("会長", sealed), ("委員", "四方 京子"))
    assert read(found)[0] == ("財津 忠", "会長")


def test_a_given_name_that_is_written_like_a_seal_stays(tmp_path: Path) -> None:
    assert read(roster(tmp_path, ("職", "氏名"), ("会長", "財津　印")))[0][0] == "財津 印"


@pytest.mark.parametrize(
    ("title", "post"),
    [
        ("鳥越村議会議員名簿", "議員"),
        ("民生委員・児童委員名簿（一斉改選後）", "民生委員・児童委員"),
        ("農業委員会　委員名簿", "委員"),
    ],
)
def test_the_title_of_a_list_says_what_its_people_are(tmp_path: Path, title: str, post: str) -> None:
    rows: tuple[Row, ...] = (
        ("番号", "氏名", "ふりがな"),
        (1, "安孫子 敏", "あびこ さとし"),
        (2, "飯干 京", "いいほし きょう"),
    )
    found = roster(tmp_path, (title,), ("1／2ページ",), *rows)
    assert [p for _, p in read(found)] == [post, post]
    assert f"表の見出しから、役職を「{post}」と読みました" in told(found)


@pytest.mark.parametrize("unit", ["本部", "第１分団（上野）"])
def test_a_unit_alone_where_posts_stand_is_a_title(tmp_path: Path, unit: str) -> None:
    found = roster(tmp_path, ("階級", "氏名"), (unit, None), ("団長", "鬼頭 巌"))
    assert read(found) == [("鬼頭 巌", "団長")]
    assert f"表の中の見出し「{unit[:4]}" in told(found)


@pytest.mark.parametrize("heading", ["職名名称", "階級", "役職名称", "職階"])
def test_posts_by_other_headings(tmp_path: Path, heading: str) -> None:
    assert read(roster(tmp_path, ("氏名", heading), ("鍵谷 聡美", "主査"))) == [("鍵谷 聡美", "主査")]


@pytest.mark.parametrize("seat", ["席", "席次"])
def test_seats_by_other_headings(tmp_path: Path, seat: str) -> None:
    found = roster(tmp_path, (seat, "氏名", "職"), ("⑫", "千頭 薫", "議長"))
    assert [p.seat for p in found.persons] == ["12"]


def test_seat_and_name_and_reading_in_one_cell(tmp_path: Path) -> None:
    cell = "議席番号2番\n久我 登志江\n（くが としえ）"
    person = roster(tmp_path, ("議席番号・氏名", "役職等"), (cell, "議長")).persons[0]
    assert (person.name, person.kana, person.post, person.seat) == ("久我 登志江", "くが としえ", "議長", "2")


@pytest.mark.parametrize("heading", ["おなまえ（かな）", "読みがな", "読みかた"])
def test_readings_by_other_headings(tmp_path: Path, heading: str) -> None:
    found = roster(tmp_path, ("お名前", heading, "肩書き"), ("狩谷 友美", "かりや ともみ", "公募委員"))
    assert [p.kana for p in found.persons] == ["かりや ともみ"]


@pytest.mark.parametrize("heading", ["日本語", "行政区名", "統一する表記", "集落名"])
def test_terms_by_other_headings(tmp_path: Path, heading: str) -> None:
    assert words(glossary(tmp_path, (heading, "ふりがな"), ("轟", "とどろき"))) == ["轟"]


def test_wrong_forms_in_several_columns_are_all_used(tmp_path: Path) -> None:
    rows: tuple[Row, ...] = (
        ("正", "誤①", "誤②", "誤③"),
        ("獣害防止柵", "十階防止策", None, "従外防止策"),
        ("鳥越堰", "鳥肥責", None, None),
    )
    found = glossary(tmp_path, *rows)
    assert [t.term.misheard for t in found.terms] == [("十階防止策", "従外防止策"), ("鳥肥責",)]
    assert "2つ目の" not in told(found)


@pytest.mark.parametrize("written", ["法面補修事業（繰越）", "（仮称）法面補修事業", "法面補修事業（新規）"])
def test_how_a_project_stands_is_no_part_of_its_name(tmp_path: Path, written: str) -> None:
    found = glossary(tmp_path, ("款", "目", "事業名", "予算額"), ("土木費", "道路維持費", written, 45000))
    assert words(found) == ["法面補修事業"]
    assert "のかっこ書きを除いて" in told(found)


def test_what_else_stands_in_brackets_stays(tmp_path: Path) -> None:
    found = glossary(tmp_path, ("用語", "備考"), ("認定こども園（幼保連携型）", "町内1園"))
    assert words(found) == ["認定こども園（幼保連携型）"]


def test_the_title_of_a_list_in_two_halves_is_that_of_both(tmp_path: Path) -> None:
    rows: tuple[Row, ...] = (("委員名簿",), ("番号", "氏名", "番号", "氏名"), (1, "安孫子 敏", 2, "飯干 京"))
    assert read(roster(tmp_path, *rows)) == [("安孫子 敏", "委員"), ("飯干 京", "委員")]


@pytest.mark.parametrize("more", ["（兼）選挙管理委員会書記長", "　兼　福祉事務所長"])
def test_a_second_office_in_the_line_below_is_told_and_nobody_else(tmp_path: Path, more: str) -> None:
    found = roster(tmp_path, ("職名", "氏名"), ("総務課長", "尾上 拓郎"), (more, None), ("建設課長", "鵜飼 豪"))
    assert read(found) == [("尾上 拓郎", "総務課長"), ("鵜飼 豪", "建設課長")]
    assert "3行目：同じ人の2つ目の役職" in told(found)


def test_a_section_with_its_head_count_and_extension_is_a_title(tmp_path: Path) -> None:
    rows: tuple[Row, ...] = (
        ("職名", "氏名", "ふりがな"),
        ("総務課（3名）　内線210～", None, None),
        ("課長", "尾上 拓郎", "おのうえ たくろう"),
    )
    found = roster(tmp_path, *rows)
    assert read(found) == [("尾上 拓郎", "総務課長")]
    assert "表の中の見出し「総務課」なので" in told(found)


@pytest.mark.parametrize(
    ("cell", "said"),
    [("祝部　朱里※遅参", "「遅参」は使いません"), ("0211　祝部　朱里", "氏名の前の番号は使いません")],
)
def test_what_stands_around_a_name_is_told(tmp_path: Path, cell: str, said: str) -> None:
    found = roster(tmp_path, ("氏名", "職"), (cell, "課長"))
    assert read(found) == [("祝部 朱里", "課長")]
    assert said in told(found)


def test_a_short_form_in_brackets_is_a_term_of_its_own(tmp_path: Path) -> None:
    found = glossary(
        tmp_path, ("用語（略称）", "よみ"), ("地域包括支援センター（包括）", "ちいきほうかつしえんせんたー")
    )
    assert [(t.term.text, t.term.kana) for t in found.terms] == [
        ("地域包括支援センター", "ちいきほうかつしえんせんたー"),
        ("包括", ""),
    ]
    assert "「包括」は、略称の用語として読みました" in told(found)


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ("作業道\n下刈り\n間伐材", ["作業道", "下刈り", "間伐材"]),
        ("重層的支援体制\n整備事業", ["重層的支援体制整備事業"]),
    ],
)
def test_three_lines_of_a_cell_are_words_and_two_one_that_was_broken(
    tmp_path: Path, lines: str, expected: list[str]
) -> None:
    assert words(glossary(tmp_path, ("分野", "用語"), ("林業", lines))) == expected
