"""What a name's cell holds: read as a person would read it, or nobody is read and the clerk is told why."""

from __future__ import annotations

import datetime as dt

import pytest

from transcriber.office_tables.name_cells import name_in_cell
from transcriber.office_tables.office_words import legend
from transcriber.office_tables.time_in_office import time_said


@pytest.mark.parametrize(
    "cell",
    ["加藤 啓二・加藤 恵", "加藤啓二、加藤恵", "加藤啓二と加藤恵", "加藤 啓二\n加藤 恵", "山下清隆　加藤啓二", "加藤 啓二 加藤 恵", "山下清隆 林恵", "加藤・鈴木"],
)  # fmt: skip
def test_two_people_are_nobody_and_said(cell: str) -> None:
    read = name_in_cell(cell)
    assert not read.name
    assert read.trouble.endswith("。")


@pytest.mark.parametrize(
    "cell",
    ["マリア・サントス", "ジョン・スミス", "加藤・マリア", "マリア デ ソウザ", "加藤 と志子", "勅使河原 恵", "服部 半蔵", "長谷部 誠", "村 長太郎", "一番ヶ瀬 康子", "王 昭君", "鵜殿"],
)  # fmt: skip
def test_a_name_that_only_looks_like_more_stays_as_written(cell: str) -> None:
    read = name_in_cell(cell)
    assert (read.name, read.post, read.said) == (cell, "", ())


@pytest.mark.parametrize(
    ("cell", "post"),
    [
        ("委員長　井上 花子", "委員長"),
        ("（議長）井上 花子", "議長"),
        ("井上 花子（議長）", "議長"),
        ("総務課　課長　井上 花子", "総務課課長"),
        ("委員長\n井上 花子", "委員長"),
        ("井上 花子 福祉課長", "福祉課長"),
        ("会計管理者兼会計課長井上 花子", "会計管理者兼会計課長"),
    ],
)
def test_a_post_in_the_cell_is_the_post(cell: str, post: str) -> None:
    read = name_in_cell(cell)
    assert (read.name, read.post) == ("井上 花子", post)


@pytest.mark.parametrize(
    "cell", ["無会派 井上 花子", "清風会　井上 花子", "①井上 花子", "井上 花子※1", "新 井上 花子", "井上 花子 君"]
)
def test_what_is_not_used_is_said(cell: str) -> None:
    read = name_in_cell(cell)
    assert read.name == "井上 花子"
    assert read.said


@pytest.mark.parametrize(
    "cell",
    [
        "総務部 林恵",
        "創政 井上花子",
        "町長井俣憲治",
        "佐藤課長",
        "議員団長",
        "別紙のとおり",
        "〇〇 太郎",
        "井上 花子（",
        "井上 花子 52",
    ],
)
def test_what_can_be_read_in_two_ways_is_nobody(cell: str) -> None:
    read = name_in_cell(cell)
    assert not read.name
    assert read.trouble


def test_a_seat_before_the_name() -> None:
    assert [name_in_cell(c).seat for c in ("1番 井上花子", "２番井上花子", "四番 井上花子", "井上花子（5番）")] == [
        "1",
        "2",
        "4",
        "5",
    ]


def test_a_legend_tells_what_marks_mean() -> None:
    assert legend(["（◎委員長、○副委員長）", "●は監査委員", "★大塚由紀"]) == {
        "◎": "委員長",
        "○": "副委員長",
        "●": "監査委員",
    }


@pytest.mark.parametrize(
    ("remark", "since", "until"),
    [
        ("令和8年3月31日辞職", None, dt.date(2026, 3, 31)),
        ("R8.3.31付け退任", None, dt.date(2026, 3, 31)),
        ("令和8年3月末退職", None, dt.date(2026, 3, 31)),
        ("R6.4～", dt.date(2024, 4, 1), None),
        ("令和8年4月24日補欠選挙で当選", dt.date(2026, 4, 24), None),
        ("R5.5.1～R8.3.31", dt.date(2023, 5, 1), dt.date(2026, 3, 31)),
    ],
)
def test_days_in_office(remark: str, since: dt.date | None, until: dt.date | None) -> None:
    said = time_said(remark)
    assert said is not None
    assert (said.time.since, said.time.until, said.time.left) == (since, until, False)


@pytest.mark.parametrize("remark", ["議長辞任", "前任者辞職により繰上げ", "退職予定", "父逝去", "総務課から異動"])
def test_a_remark_that_may_speak_of_something_else_ends_no_time_in_office(remark: str) -> None:
    said = time_said(remark)
    assert said is not None
    assert (said.time.limited, said.sure) == (False, False)


@pytest.mark.parametrize("remark", ["内線123", "2期目", "旧姓：田中", "新人", "電話 0561-38-3111"])
def test_other_remarks_say_nothing_of_it(remark: str) -> None:
    assert time_said(remark) is None
