"""名簿.xlsx and 用語.xlsx as offices really fill them in."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.papers import workbook

from transcriber.errors import GlossaryError, RosterError
from transcriber.minutes.people import Person
from transcriber.profiles import sheets


def test_a_roster(tmp_path: Path) -> None:
    path = workbook(
        tmp_path / "名簿.xlsx",
        ("氏名", "ふりがな", "役職", "議席番号"),
        ("加藤　啓二", "カトウ ケイジ", "議員", 5),
        (None, None, None, None),
        ("大塚由紀", "おおつかゆき", "議員", "１１番"),
        ("", "", "会計管理者", ""),
    )
    assert sheets.roster_read(path).persons == (
        Person(name="加藤 啓二", kana="かとう けいじ", post="議員", seat="5"),
        Person(name="大塚由紀", kana="おおつかゆき", post="議員", seat="11"),
        Person(name="", kana="", post="会計管理者", seat=""),
    )


def test_columns_in_any_order_below_a_title_line(tmp_path: Path) -> None:
    path = workbook(
        tmp_path / "名簿.xlsx", ("議員名簿 令和6年",), ("役職", "議席番号", "氏名"), ("議長", None, "山下清隆")
    )
    assert sheets.roster_read(path).persons == (Person(name="山下清隆", post="議長"),)


def test_a_glossary_with_misheard_forms(tmp_path: Path) -> None:
    path = workbook(
        tmp_path / "用語.xlsx",
        ("用語", "よみ", "誤認識例", "備考"),
        ("定足数", "テイソクスウ", "提足数、低速数", "定例会"),
        ("待機児童", None, None, None),
    )
    first, second = sheets.read_glossary(path).terms
    assert (first.text, first.kana, first.misheard) == ("定足数", "ていそくすう", ("提足数", "低速数"))
    assert second.text == "待機児童"


def test_a_glossary_is_optional(tmp_path: Path) -> None:
    assert sheets.read_glossary(tmp_path / "用語.xlsx").terms == ()


@pytest.mark.parametrize("content", [b"", b"not a workbook", b"PK\x03\x04 half a zip"])
def test_a_broken_workbook_says_what_to_do(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "名簿.xlsx"
    path.write_bytes(content)
    with pytest.raises(RosterError, match="Excel の表として読めません.*保存し直して"):
        sheets.roster_read(path)


def test_a_missing_column_is_named(tmp_path: Path) -> None:
    with pytest.raises(RosterError, match="列「役職」がありません.*氏名・ふりがな・役職・議席番号"):
        sheets.roster_read(workbook(tmp_path / "名簿.xlsx", ("氏名",), ("加藤啓二",)))


def test_a_sheet_without_headings(tmp_path: Path) -> None:
    with pytest.raises(GlossaryError, match="見出しの行がありません"):
        sheets.read_glossary(workbook(tmp_path / "用語.xlsx", ("定足数", "ていそくすう")))


def test_a_line_without_name_and_post_is_pointed_at_and_the_others_are_read(tmp_path: Path) -> None:
    path = workbook(tmp_path / "名簿.xlsx", ("氏名", "役職", "議席番号"), ("", "", "7"), ("加藤啓二", "議員", "8"))
    read = sheets.roster_read(path)
    assert [p.name for p in read.persons] == ["加藤啓二"]
    assert [r.place for r in read.remarks] == ["名簿.xlsx の 2行目"]


def test_a_sheet_of_which_no_line_is_understood_is_no_empty_roster(tmp_path: Path) -> None:
    path = workbook(tmp_path / "名簿.xlsx", ("氏名", "役職", "議席番号"), ("", "", "7"))
    with pytest.raises(RosterError, match="2行目"):
        sheets.roster_read(path)
