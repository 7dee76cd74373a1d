"""People of one line: as many as a person reads there, or the line is not understood at all."""

from __future__ import annotations

import pytest

from transcriber.language.readings import Reader
from transcriber.papers.list_context import ListContext
from transcriber.papers.people_lines import people_of_line
from transcriber.papers.person_names import NameJudge

JUDGE = NameJudge(Reader())
MEMBERS = ListContext(post="議員", numbered=True, alone=True)
COMMITTEE = ListContext(post="委員", alone=True)
LIST = ListContext(alone=True)
NOWHERE = ListContext()


def read(line: str, context: ListContext = LIST) -> list[tuple[str, str, str]] | None:
    found = people_of_line(line, JUDGE, context)
    return None if found is None else [(p.person.seat, p.person.post, p.person.name) for p in found]


TWO = [("1", "議員", "山下清隆"), ("2", "議員", "加藤啓二")]


@pytest.mark.parametrize(
    "line",
    [
        "1番  山下 清隆    2番  加藤 啓二",
        "1番 山下 清隆 2番 加藤 啓二",
        "1番\t山下 清隆\t2番\t加藤 啓二",
        "1番 山下清隆、2番 加藤啓二",
        "1番山下清隆君 2番加藤啓二君",
        "一番 山 下 清 隆 君  二番 加 藤 啓 二 君",
        "1番 山下 清隆 議員  2番 加藤 啓二 議員",
        "1番 山下 清隆(やました きよたか) 2番 加藤 啓二(かとう けいじ)",
        "1番 山下 清隆 やました きよたか 2番 加藤 啓二 かとう けいじ",
        "1番 山下 清隆(緑政会) 2番 加藤 啓二(無会派)",
        "○1番 山下 清隆 ○2番 加藤 啓二",
        "1 1番 山下 清隆  2 2番 加藤 啓二",
    ],
)
def test_two_in_a_line_are_two(line: str) -> None:
    assert read(line, NOWHERE) == TWO


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("委員長 山下 清隆\t副委員長 加藤 啓二", [("", "委員長", "山下清隆"), ("", "副委員長", "加藤啓二")]),
        ("福祉課長 近藤 美穂  総務課長 田中 実", [("", "福祉課長", "近藤美穂"), ("", "総務課長", "田中実")]),
        ("町長小田切誠 副町長樋口雅人", [("", "町長", "小田切誠"), ("", "副町長", "樋口雅人")]),
        ("町   長  小田切 誠   副 町 長  樋口 雅人", [("", "町長", "小田切誠"), ("", "副町長", "樋口雅人")]),
        ("山下 清隆 委員長  加藤 啓二 副委員長", [("", "委員長", "山下清隆"), ("", "副委員長", "加藤啓二")]),
        ("議事係長 大塚 由紀・書記 田中 実", [("", "議事係長", "大塚由紀"), ("", "書記", "田中実")]),
        ("総務課長 田中 実(代理 課長補佐 佐藤 一郎)", [("", "総務課長", "田中実"), ("", "課長補佐", "佐藤一郎")]),
        ("福祉課 近藤課長、田中係長", [("", "福祉課長", "近藤"), ("", "係長", "田中")]),
        ("委員 山下清隆、加藤啓二", [("", "委員", "山下清隆"), ("", "委員", "加藤啓二")]),
        ("会計管理者兼会計課長 南雲 百合子", [("", "会計管理者兼会計課長", "南雲百合子")]),
        ("議長 1番 山下 清隆", [("1", "議長", "山下清隆")]),
    ],
)
def test_posts_belong_to_those_beside_them(line: str, expected: list[tuple[str, str, str]]) -> None:
    assert read(line) == expected


def test_names_alone_have_the_post_of_their_heading() -> None:
    assert read("山下 清隆  加藤 啓二", COMMITTEE) == [("", "委員", "山下清隆"), ("", "委員", "加藤啓二")]
    assert read("山下 清隆  加藤 啓二", NOWHERE) is None


def test_bare_numbers_are_seats_only_where_members_are_listed() -> None:
    assert read("1 山下 清隆 2 加藤 啓二", MEMBERS) == TWO
    assert read("1 山下 清隆 2 加藤 啓二", COMMITTEE) == [("", "委員", "山下清隆"), ("", "委員", "加藤啓二")]


@pytest.mark.parametrize(
    "line", ["4番 青木 太郎(欠席)", "4番 青木太郎 欠席", "4番 青木 太郎 公務欠席", "4番 青木 太郎 ×"]
)
def test_who_is_absent_is_known_and_absent(line: str) -> None:
    (found,) = people_of_line(line, JUDGE, MEMBERS) or ()
    assert (found.person.name, found.person.absent) == ("青木太郎", True)


@pytest.mark.parametrize(
    "line",
    [
        "委員長谷川清",  # 委員 長谷川清 or 委員長 谷川清
        "町長 提案理由",
        "1 開会",
        "2番 加藤 啓二 5番の答弁について",
        "3番 欠員",
        "町長 小田切誠は、提案理由を述べた。",
        "山下 清隆 防災行政無線について",
    ],
)
def test_what_may_be_read_in_two_ways_or_in_none_is_not_understood(line: str) -> None:
    assert read(line, MEMBERS) is None


def test_the_subject_of_a_question_is_nobody() -> None:
    assert read("3番 南雲 百合子 防災行政無線について", MEMBERS) == [("3", "議員", "南雲百合子")]


@pytest.mark.parametrize(("line", "name"), [("山田　あかり", "山田あかり"), ("水野　トメ", "水野トメ")])
def test_a_given_name_may_be_a_word_in_kana(line: str, name: str) -> None:
    assert read(line) == [("", "", name)]


@pytest.mark.parametrize("line", ["山田　ほか", "山田　など"])
def test_words_that_stand_behind_a_surname_are_no_given_name(line: str) -> None:
    assert read(line) is None
