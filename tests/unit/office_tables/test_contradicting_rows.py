"""What rows of a list say against each other: a post that one person holds, a seat, a name."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.papers import workbook

from transcriber.office_tables.grid import RemarkKind, SheetRemark
from transcriber.profiles import sheets

HEAD = ("議席番号", "氏名", "ふりがな", "役職")


def remarks(tmp_path: Path, *rows: tuple[str, ...], head: tuple[str, ...] = HEAD) -> tuple[SheetRemark, ...]:
    return sheets.parse_roster(workbook(tmp_path / "名簿.xlsx", head, *rows)).remarks


@pytest.mark.parametrize("post", ["議長", "副議長", "東郷町長", "教育長", "総務文教常任委員長"])
def test_two_people_in_a_post_of_one_are_told(tmp_path: Path, post: str) -> None:
    (told,) = remarks(
        tmp_path, ("1", "加藤 啓二", "", post), ("2", "山下 清隆", "", "議員"), ("3", "塚本 一郎", "", post)
    )
    assert told.kind is RemarkKind.LEFT_OUT
    assert told.place == "名簿.xlsx の 4行目"
    assert told.text == f"役職が「{post}」の人は 名簿.xlsx の 2行目にもいます。どちらかを直してください。"


@pytest.mark.parametrize(
    "post", ["議員", "委員長", "副委員長", "総務副委員長", "副町長", "課長", "監査委員", "会長", "区長"]
)
def test_a_post_that_several_may_hold_is_no_slip(tmp_path: Path, post: str) -> None:
    assert not remarks(tmp_path, ("1", "加藤 啓二", "", post), ("2", "塚本 一郎", "", post))


def test_who_held_it_before_is_no_slip(tmp_path: Path) -> None:
    rows = (("加藤 啓二", "議長", "令和7年3月31日まで"), ("塚本 一郎", "議長", "令和7年4月1日から"))
    told = remarks(tmp_path, *rows, head=("氏名", "役職", "備考"))
    assert not [t for t in told if t.kind is RemarkKind.LEFT_OUT]


def test_one_name_and_reading_in_two_seats_is_told(tmp_path: Path) -> None:
    (told,) = remarks(
        tmp_path, ("3", "加藤 啓二", "かとう けいじ", "議員"), ("5", "加藤啓二", "かとうけいじ", "副議長")
    )
    assert told.kind is RemarkKind.LEFT_OUT
    assert told.text.startswith(
        "同じ氏名が 名簿.xlsx の 2行目にもあります。議席番号が違うので、別の人として読みました。"
    )


def test_two_people_who_are_read_otherwise_are_told_and_nothing_is_to_be_done(tmp_path: Path) -> None:
    (told,) = remarks(
        tmp_path, ("3", "中島 淳", "なかじま じゅん", "議員"), ("5", "中島 淳", "なかしま あつし", "議員")
    )
    assert told.kind is RemarkKind.MENDED and "読みと議席番号が違うので、別の人" in told.text


def test_the_same_row_twice_is_one_person_and_one_remark(tmp_path: Path) -> None:
    row = ("5", "加藤 啓二", "かとう けいじ", "議員")
    (told,) = remarks(tmp_path, row, row)
    assert told.kind is RemarkKind.MENDED and told.text.endswith("同じ人として読みました。")


def test_two_people_in_one_seat_are_told(tmp_path: Path) -> None:
    (told,) = remarks(tmp_path, ("5", "加藤 啓二", "", "議員"), ("5", "塚本 一郎", "", "議員"))
    assert told.text == "議席番号 5 は 2行目にもあります。どちらかを直してください。"
