"""Tables that have posts where others have 氏名: above the names, or in front of them."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.papers import read_rows, told_of

from transcriber.minutes.people import Person


def people(folder: Path, *rows: tuple[str, ...]) -> tuple[list[Person], str]:
    found = read_rows(folder / "名簿.xlsx", *rows)
    return list(found.people.people), told_of(found)


def posts(folder: Path, *rows: tuple[str, ...]) -> list[tuple[str, str]]:
    return [(p.compact_name, p.post) for p in people(folder, *rows)[0]]


def test_names_below_posts(tmp_path: Path) -> None:
    found = posts(tmp_path, ("委員長", "副委員長", "委員"), ("山下　清隆", "加藤　啓二", "大塚　由紀\n青木　太郎"))
    assert found == [("山下清隆", "委員長"), ("加藤啓二", "副委員長"), ("大塚由紀", "委員"), ("青木太郎", "委員")]


def test_a_label_in_front_of_a_row_is_nobody(tmp_path: Path) -> None:
    rows = (
        ("委員会", "委員長", "委員"),
        ("総務委員会", "山下　清隆", "加藤　啓二、大塚　由紀"),
        ("文教委員会", "青木　太郎", "欠員"),
    )
    assert posts(tmp_path, *rows) == [
        ("山下清隆", "委員長"),
        ("加藤啓二", "委員"),
        ("大塚由紀", "委員"),
        ("青木太郎", "委員長"),
    ]


def test_posts_in_front_of_the_names_of_several_bodies(tmp_path: Path) -> None:
    found = posts(
        tmp_path,
        ("", "総務委員会", "文教委員会"),
        ("委員長", "山下　清隆", "加藤　啓二"),
        ("委員", "大塚　由紀", "青木　太郎"),
    )
    assert found == [("山下清隆", "委員長"), ("加藤啓二", "委員長"), ("大塚由紀", "委員"), ("青木太郎", "委員")]


def test_those_below_absent_are_absent(tmp_path: Path) -> None:
    found, _ = people(tmp_path, ("出席", "欠席"), ("委員長　山下　清隆", "委員　加藤　啓二"))
    assert [(p.compact_name, p.post, p.absent) for p in found] == [
        ("山下清隆", "委員長", False),
        ("加藤啓二", "委員", True),
    ]


def test_who_has_a_post_of_his_own_below_a_side_keeps_it(tmp_path: Path) -> None:
    found = posts(tmp_path, ("議長", "執行部"), ("山下　清隆", "町長　小田切　誠"))
    assert found == [("山下清隆", "議長"), ("小田切誠", "町長")]


def test_a_row_that_is_not_understood_is_named(tmp_path: Path) -> None:
    rows = (("委員長", "委員"), ("山下　清隆", "加藤　啓二"), ("大塚　由紀", "佐藤 鈴木株式会社 8"))
    found, said = people(tmp_path, *rows)
    assert [p.compact_name for p in found] == ["山下清隆", "加藤啓二"]
    assert "大塚 由紀" in said


@pytest.mark.parametrize("rows", [(("職名", "氏名"), ("町長", "小田切　誠")), (("氏名", "会長"), ("山下　清隆", "○"))])
def test_other_tables_are_read_by_their_headings(tmp_path: Path, rows: tuple[tuple[str, ...], ...]) -> None:
    assert len(posts(tmp_path, *rows)) == 1
