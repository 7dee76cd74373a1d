"""Rosters and lists of terms as clerks keep them: titles that say an office or a post, comments, several readings, short forms."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import Workbook
from openpyxl.comments import Comment
from support.papers import workbook

from transcriber.office_tables.glossary_reading import GlossaryReading
from transcriber.office_tables.roster_reading import RosterReading
from transcriber.profiles import sheets


def roster(tmp_path: Path, *rows: tuple[str, ...]) -> RosterReading:
    return sheets.parse_roster(workbook(tmp_path / "名簿.xlsx", *rows))


def glossary(tmp_path: Path, *rows: tuple[str, ...]) -> GlossaryReading:
    return sheets.parse_glossary(workbook(tmp_path / "用語.xlsx", *rows))


def told(read: RosterReading | GlossaryReading) -> str:
    return "\n".join(map(str, read.remarks))


def test_the_title_of_an_office_is_part_of_the_post_below_it(tmp_path: Path) -> None:
    rows = (
        ("職名", "氏名"),
        ("【総務部】", ""),
        ("部長", "長谷沼 清吉"),
        ("総務課長", "齋藤 正"),
        ("【住民福祉部】", ""),
        ("部長", "赤城 啓"),
    )
    read = roster(tmp_path, *rows)
    assert [p.post for p in read.persons] == ["総務部長", "総務課長", "住民福祉部長"]


def test_where_somebody_is_from_in_place_of_a_post_is_told(tmp_path: Path) -> None:
    read = roster(tmp_path, ("番号", "氏名", "所属"), ("1", "小沼 徹也", "区長会"), ("2", "櫻田 実", "森林組合"))
    assert "役職の列がないので、役職には所属（「区長会」「森林組合」など）が入っています" in told(read)


def test_a_department_by_another_heading_is_one(tmp_path: Path) -> None:
    read = roster(tmp_path, ("氏名", "所属名称", "役職名"), ("根本 彰", "総務課", "課長"))
    assert [p.post for p in read.persons] == ["総務課長"]


@pytest.mark.parametrize("state", ["休職", "育休中", "病休", "育児休業"])
def test_who_is_on_leave_by_any_column_is_told(tmp_path: Path, state: str) -> None:
    read = roster(tmp_path, ("氏名", "役職", "在職区分"), ("根本 彰", "課長", "在職"), ("三浦 由佳", "主査", state))
    assert f"3行目：「{state}」とありますが" in told(read)


def test_another_list_below_has_headings_of_its_own(tmp_path: Path) -> None:
    read = roster(
        tmp_path,
        ("議席", "氏名", "担当地区", "役職"),
        ("1", "阿久津 昭", "沢渡", "会長"),
        ("2", "石射 好美", "上ノ原", ""),
        ("２　農地利用最適化推進委員", "", "", ""),
        ("番号", "氏名", "担当地区", ""),
        ("1", "江尻 誠一", "沢渡", ""),
    )
    assert [(p.name, p.post, p.seat) for p in read.persons] == [
        ("阿久津 昭", "会長", "1"),
        ("石射 好美", "", "2"),
        ("江尻 誠一", "農地利用最適化推進委員", ""),
    ]
    assert "議席番号 1" not in told(read)


@pytest.mark.parametrize(
    ("name", "rows"),
    [
        ("名簿.xlsx", (("氏名", "役職"), ("丹治 豊", "農林課長"))),
        ("用語.xlsx", (("用語", "よみ"), ("沢渡橋", "さわたりばし"))),
    ],
)
def test_comments_of_cells_are_told(tmp_path: Path, name: str, rows: tuple[tuple[str, ...], ...]) -> None:
    book = Workbook()
    for row in rows:
        book.worksheets[0].append(row)
    book.worksheets[0]["B2"].comment = Comment("12月から病休", "総務")
    book.save(tmp_path / name)
    read = (sheets.parse_roster if name == "名簿.xlsx" else sheets.parse_glossary)(tmp_path / name)
    assert f"{name} のセル B2：付いているコメントは読みません" in told(read)


@pytest.mark.parametrize(
    ("written", "readings"),
    [
        ("だいたいしせつ または だいがえしせつ", ["だいたいしせつ", "だいがえしせつ"]),
        ("①みちく ②さんちく", ["みちく", "さんちく"]),
        ("ちょうふ（てんぷ）", ["ちょうふ"]),
        ("だいしっこう（×だいしゅうこう）", ["だいしっこう"]),
    ],
)
def test_several_readings_in_words(tmp_path: Path, written: str, readings: list[str]) -> None:
    read = glossary(tmp_path, ("用語", "よみ"), ("代替施設", written))
    assert [t.term.kana for t in read.terms] == readings
    assert "にもあり、よみが違います" not in told(read) and "よみ「" in told(read)


def test_the_reading_beside_a_short_form_is_its_own(tmp_path: Path) -> None:
    read = glossary(
        tmp_path,
        ("略語", "読み方", "正式名称"),
        ("ＤＸ", "ディーエックス", "デジタルトランスフォーメーション"),
        ("社福", "しゃふく", "社会福祉法人"),
    )
    assert [(t.term.text, t.term.kana) for t in read.terms] == [
        ("デジタルトランスフォーメーション", ""),
        ("ＤＸ", "でぃーえっくす"),
        ("社会福祉法人", ""),
        ("社福", "しゃふく"),
    ]


def test_a_reading_too_long_for_a_short_form_is_that_of_the_term(tmp_path: Path) -> None:
    read = glossary(tmp_path, ("略称", "よみ", "正式名称"), ("社協", "しゃかいふくしきょうぎかい", "社会福祉協議会"))
    assert [(t.term.text, t.term.kana) for t in read.terms] == [
        ("社会福祉協議会", "しゃかいふくしきょうぎかい"),
        ("社協", ""),
    ]


@pytest.mark.parametrize("row", [("○○", "△△"), ("（例）○○", "起債")])
def test_an_example_of_how_to_fill_in_is_no_term(tmp_path: Path, row: tuple[str, str]) -> None:
    read = glossary(tmp_path, ("誤", "正"), ("洋保護者", "要保護者"), row)
    assert [t.term.text for t in read.terms] == ["要保護者"] and "3行目" in told(read)


def test_those_below_a_title_are_what_it_says_and_not_whether_they_attend(tmp_path: Path) -> None:
    read = roster(tmp_path, ("出席議員", ""), ("議席", "氏名"), ("1", "阿久津 昭"), ("2", "石射 好美"))
    assert {p.post for p in read.persons} == {"議員"}


def test_headings_that_stand_over_both_lines_are_named(tmp_path: Path) -> None:
    book = Workbook()
    for row in (
        ("議席番号", "ふりがな", "会派"),
        (None, "氏名", None),
        (1, "さいとう まもる", "清風会"),
        (None, "齊藤 守", None),
    ):
        book.worksheets[0].append(row)
    for merged in ("A1:A2", "C1:C2", "A3:A4", "C3:C4"):
        book.worksheets[0].merge_cells(merged)
    book.save(tmp_path / "名簿.xlsx")
    assert "列「会派」は使いません" in told(sheets.parse_roster(tmp_path / "名簿.xlsx"))
