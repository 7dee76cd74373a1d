"""Who is not there, as papers say it: absences are taken, and what leaves it open is named, in tables and in lists."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from transcriber.papers.findings import Findings
from transcriber.papers.papers_reading import read_papers


def of_table(folder: Path, heading: str, remark: str) -> Findings:
    """A list of three, of whom the second has a remark."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (
        ("役職", "氏名", heading),
        ("委員長", "村上 健太", "出"),
        ("委員", "水野 良平", remark),
        ("委員", "堀田 明美", "出"),
    ):
        sheet.append(row)
    book.save(folder / "出席者名簿.xlsx")
    return read_papers([folder / "出席者名簿.xlsx"])


def of_list(folder: Path, remark: str) -> Findings:
    path = folder / "名簿.txt"
    path.write_text(f"出席者名簿\n委員長　村上 健太\n委員　水野 良平（{remark}）\n委員　堀田 明美\n", encoding="utf-8")
    return read_papers([path])


def absent(found: Findings) -> list[str]:
    return [p.compact_name for p in found.people.people if p.absent]


def named(found: Findings) -> str:
    return "".join(text for paper in found.papers for text in paper.unread)


@pytest.mark.parametrize("remark", ["欠", "病欠", "公欠", "忌引", "公務欠席", "×"])
@pytest.mark.parametrize("heading", ["出欠", "備考"])
def test_who_is_marked_as_absent_is_not_there(tmp_path: Path, heading: str, remark: str) -> None:
    found = of_table(tmp_path, heading, remark)
    assert absent(found) == ["水野良平"] and not named(found)


@pytest.mark.parametrize("remark", ["病欠", "公欠", "忌引"])
def test_so_in_a_list(tmp_path: Path, remark: str) -> None:
    assert absent(of_list(tmp_path, remark)) == ["水野良平"]


@pytest.mark.parametrize(
    ("heading", "remark"),
    [("出欠", "△"), ("出欠", "－"), ("出欠", "出張"), ("備考", "出張"), ("備考", "午後から出席"), ("備考", "途中退席")],
)
def test_what_leaves_open_whether_somebody_is_there_is_named(tmp_path: Path, heading: str, remark: str) -> None:
    found = of_table(tmp_path, heading, remark)
    assert absent(found) == [] and "水野良平" in named(found)


@pytest.mark.parametrize("remark", ["出張", "途中退席", "辞任"])
def test_so_behind_a_name_in_a_list(tmp_path: Path, remark: str) -> None:
    found = of_list(tmp_path, remark)
    assert absent(found) == [] and f"「{remark}」は使っていません" in named(found)


def test_whoever_has_left_office_is_no_attendant_and_that_is_said(tmp_path: Path) -> None:
    found = of_table(tmp_path, "備考", "辞任")
    assert "水野良平" not in [p.compact_name for p in found.people.people]
    assert "「水野良平」は、辞職・退任などの書き込みがあるので" in named(found).replace(" ", "")


@pytest.mark.parametrize("remark", ["出", "出席", "○", "◎", ""])
def test_who_is_there_is_nothing_to_speak_of(tmp_path: Path, remark: str) -> None:
    found = of_table(tmp_path, "出欠", remark)
    assert absent(found) == [] and not named(found)


def test_a_paper_says_how_many_people_it_gave(tmp_path):
    (tmp_path / "出席者.txt").write_text("出席委員\n委員長　山下　清隆\n委員　加藤　啓二\n欠席委員\n委員　青木　太郎\n")
    (used,) = read_papers([tmp_path / "出席者.txt"]).papers
    assert (used.people, used.absent) == (3, 1)
