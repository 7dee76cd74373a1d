"""What stands in a line that was read and was not read itself is named: people, who leads, who is absent, posts that are none."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.papers import people_with_posts, read_rows, read_text, told_of

from transcriber.language.readings import Reader
from transcriber.minutes.people import Person
from transcriber.papers.line_accounts import LineUse
from transcriber.papers.person_names import NameJudge
from transcriber.papers.second_look import passed_over, read_twice

JUDGE = NameJudge(Reader())


def named(line: str, *people: Person, use: LineUse = LineUse.PEOPLE) -> str:
    return "".join(said.text for said in passed_over([line], {0: use}, people, "", JUDGE))


@pytest.mark.parametrize(
    ("line", "use", "who"),
    [
        ("議長　山下 清隆、副議長　加藤 啓二", LineUse.PEOPLE, "加藤 啓二"),
        ("(1) 空き家対策について　代表榊原温子 氏", LineUse.ITEM, "榊原温子"),
        ("(1) 空き家対策について（建設課：加藤課長）", LineUse.ITEM, "加藤課長"),
    ],
    ids=["beside another", "behind a title", "by surname and post"],
)
def test_somebody_nobody_read_is_named(line: str, use: LineUse, who: str) -> None:
    assert f"「{who}」は、人として読んでいません" in named(line, Person(name="山下 清隆", post="議長"), use=use)


@pytest.mark.parametrize(
    "line",
    ["議長　山下 清隆", "議長　山　下　清　隆", "山下議長", "前町長　山下 清隆", "議長　山下 清隆　やました きよたか"],
    ids=["read", "spread", "by his surname", "of another time", "his reading"],
)
def test_who_was_read_is_not_named_again(line: str) -> None:
    assert not named(line, Person(name="山下 清隆", post="議長"))


def test_who_asks_by_petition_need_not_be_there() -> None:
    assert not named("請願第1号 通学路の安全を求める請願　加藤 啓二", use=LineUse.ITEM)


def test_who_leads_or_is_absent_and_was_not_read_so_is_named() -> None:
    line = "公募委員　山下 清隆　会長　当日不参加"
    said = named(line, Person(name="山下 清隆", post="公募委員"))
    assert "「会長」は使っていません" in said and "「当日不参加」は使っていません（出席として読みました）" in said


@pytest.mark.parametrize("post", ["課長岡野誠、係長", "遅刻", "統合の経緯課長"])
def test_a_post_that_cannot_be_one_is_named(post: str) -> None:
    assert f"職名を「{post}」と読みました" in named("山下 清隆", Person(name="山下 清隆", post=post))


def test_an_ordinary_word_as_somebody_is_named() -> None:
    assert "人の名前かどうか確かめてください" in named("審 議", Person(name="審議", post="事務局"))


def test_a_line_that_both_readers_took_is_named() -> None:
    said = list(read_twice(["(1) 統合　課長 山下 清隆"], {0: LineUse.PEOPLE}, {0: LineUse.ITEM}))
    assert "議題としても人としても読みました" in said[0].text


def test_a_row_of_a_table_as_a_title_is_named(tmp_path: Path) -> None:
    found = read_rows(
        tmp_path / "資料.xlsx",
        ("議事",),
        ("番号", "入札方式", "工事名等", "契約の相手方"),
        ("①", "指名競争", "ポンプ更新工事", "大分電機㈱"),
        ("②", "随意契約", "庁舎清掃業務委託", "北見清掃㈱"),
    )
    assert "表の1行をつないだものです" in told_of(found)


def test_noise_in_an_ordinary_paper_is_none(tmp_path: Path) -> None:
    text = "委員会　次第\n１　開会\n２　議題\n　(1)　計画について\n３　閉会\n\n出席委員\n委員長　山下 清隆\n委員　加藤 啓二\n"
    found = read_text(tmp_path / "資料.txt", text)
    assert people_with_posts(found) == [("山下清隆", "委員長"), ("加藤啓二", "委員")] and not told_of(found)
