"""People in columns of text stand where a person sees them: below their post, above it, or below the heading of their list."""

from __future__ import annotations

from pathlib import Path

import pytest

from transcriber.minutes.transcript import PaperUsed
from transcriber.papers.findings import Findings
from transcriber.papers.papers_reading import read_papers

BOARD = [("山下清隆", "会長"), ("加藤啓二", "副会長"), ("大塚由紀", "委員")]


def read(folder: Path, *lines: str) -> Findings:
    path = folder / "資料.txt"
    path.write_text("\n".join(lines), encoding="utf-8")
    return read_papers([path])


def posts(folder: Path, *lines: str) -> list[tuple[str, str]]:
    return [(p.compact_name, p.post) for p in read(folder, *lines).people.people]


def said(findings: Findings) -> str:
    used: PaperUsed = findings.papers[0]
    return "".join((*used.unread, *used.told))


@pytest.mark.parametrize(
    "lines",
    [
        ("会　長　　　　　副会長　　　　　委　員", "山下　清隆　　　加藤　啓二　　　大塚　由紀"),
        ("会　　長　　　　副 会 長　　　　委　　員", "山下　清隆　　　加藤　啓二　　　大塚　由紀"),
        ("会長\t副会長\t委員", "山下　清隆\t加藤　啓二\t大塚　由紀"),
        ("会長\t\t副会長\t\t委員", "山下　清隆\t加藤　啓二\t大塚　由紀"),
        ("山下　清隆　　　加藤　啓二　　　大塚　由紀", "（会長）　　　　（副会長）　　　（委員）"),
        ("職名　　会長　　　　　副会長　　　　委員", "氏名　　山下　清隆　　加藤　啓二　　大塚　由紀"),
    ],
    ids=["below", "spread", "tabs", "more tabs above", "above brackets", "behind labels"],
)
def test_a_name_has_the_post_of_its_column(tmp_path: Path, lines: tuple[str, ...]) -> None:
    assert posts(tmp_path, "出席者名簿", *lines) == BOARD


def test_columns_may_be_empty(tmp_path: Path) -> None:
    found = posts(tmp_path, "委員名簿", "会長\t副会長\t委員", "山下　清隆\t加藤　啓二\t大塚　由紀", "\t\t青木　太郎")
    assert found == [*BOARD, ("青木太郎", "委員")]


def test_a_row_that_can_stand_below_either_of_two_headings_is_named(tmp_path: Path) -> None:
    """By the order of the columns the second name is absent, by the tabs before it it is not."""
    found = read(tmp_path, "出席委員\t\t欠席委員", "山下　清隆\t\t加藤　啓二", "大塚　由紀\t青木　太郎")
    assert [p.compact_name for p in found.people.people] == ["山下清隆", "加藤啓二"]
    assert "大塚 由紀 青木 太郎" in said(found)


def test_lists_beside_each_other_are_told_apart(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        "出席委員　　　　　　　　　　欠席委員",
        "委員長　　山下　清隆　　　　委　員　　大塚　由紀",
        "副委員長　加藤　啓二",
    )
    assert [(p.compact_name, p.post, p.absent) for p in found.people.people] == [
        ("山下清隆", "委員長", False),
        ("大塚由紀", "委員", True),
        ("加藤啓二", "副委員長", False),
    ]


def test_two_blocks_of_headings_are_two_lists(tmp_path: Path) -> None:
    found = posts(
        tmp_path, "出席者名簿", "職名\t氏名\t職名\t氏名", "町長\t山下　清隆\t総務課長\t大塚　由紀", "副町長\t加藤　啓二"
    )
    assert found == [("山下清隆", "町長"), ("大塚由紀", "総務課長"), ("加藤啓二", "副町長")]


def test_seats_behind_a_label_count_for_the_names_below(tmp_path: Path) -> None:
    found = read(tmp_path, "議席　　１番　　　　　２番", "氏名　　山下　清隆　　加藤　啓二")
    assert [(p.compact_name, p.seat) for p in found.people.people] == [("山下清隆", "1"), ("加藤啓二", "2")]


def test_names_below_names_hold_the_same_post(tmp_path: Path) -> None:
    found = posts(tmp_path, "名簿", "会長　　山下　清隆", "委員　　加藤　啓二　　大塚　由紀", "　　　　青木　太郎")
    assert found[1:] == [("加藤啓二", "委員"), ("大塚由紀", "委員"), ("青木太郎", "委員")]


def test_nobody_else_is_a_chair_because_he_stands_below_the_chair(tmp_path: Path) -> None:
    found = read(tmp_path, "名簿", "会長　　山下　清隆", "　　　　青木　太郎")
    assert [(p.compact_name, p.post) for p in found.people.people] == [("山下清隆", "会長"), ("青木太郎", "")]
    assert "青木太郎の職名が分かりません" in said(found)


def test_a_heading_of_both_says_of_nobody_that_he_is_absent(tmp_path: Path) -> None:
    found = read(tmp_path, "出欠席議員氏名", "１番　山下　清隆　　○　　２番　加藤　啓二　　×")
    assert [(p.compact_name, p.absent) for p in found.people.people] == [("山下清隆", False), ("加藤啓二", True)]


def test_a_mark_of_absence_that_has_left_its_line_is_named(tmp_path: Path) -> None:
    assert "3行目「×」" in said(read(tmp_path, "出席議員", "１番　山下　清隆", "×", "２番　加藤　啓二"))
