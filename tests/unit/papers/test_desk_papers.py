"""Papers as clerks lay them on the desk: marks before numbers, notes and offices behind titles, absences in brackets, plans of seats."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.papers import absent, agenda, people_with_posts, read_rows, read_text, titles, told_of

from transcriber.language.readings import Reader
from transcriber.papers import agenda_lines
from transcriber.papers.agenda_titles import TitleLines
from transcriber.papers.list_context import ListContext
from transcriber.papers.people_lines import people_of_line
from transcriber.papers.person_names import NameJudge

JUDGE = NameJudge(Reader())


# --- entries ---------------------------------------------------------------------------------------------------------------


def test_a_mark_before_the_number_of_an_entry(tmp_path: Path) -> None:
    text = "会議日程\n○教育長開会宣言\n○日程１　会期の決定\n○日程２　議事\n　議案第２８号　規則の一部改正について\n○教育長閉会宣言"
    found = read_text(tmp_path / "次第.txt", text)
    assert [(i.number, i.bill, i.title) for i in found.agenda] == [
        (1, "", "会期の決定"),
        (2, "議案第28号", "規則の一部改正について"),
    ]


def test_a_bullet_before_a_figure_of_the_title_is_no_number() -> None:
    assert agenda_lines.numbered("・２学期の行事について") == agenda_lines.AgendaLine(
        "・・", None, "２学期の行事について"
    )


def test_how_a_heading_is_dealt_with_is_no_item(tmp_path: Path) -> None:
    found = read_text(
        tmp_path / "次第.txt",
        "次第\n１　審議（非公開）\n　（１）答申案の検討について\n２　報告（公開）\n　（１）運用状況について\n３　閉会",
    )
    assert titles(found) == ["答申案の検討について", "運用状況について"]


def test_a_heading_of_what_is_announced(tmp_path: Path) -> None:
    found = read_text(
        tmp_path / "次第.txt", "◆発表項目\n１　議案の提出について\n２　窓口の開設\n◆市側出席者\n　市長　山下　清隆"
    )
    assert titles(found) == ["議案の提出について", "窓口の開設"]


def test_a_numbered_line_is_no_name_of_a_paper(tmp_path: Path) -> None:
    found = read_text(
        tmp_path / "資料.txt", "１　マイナンバーカード窓口の開設\n出席者\n市長　山下　清隆\n副市長　加藤　啓二"
    )
    assert "マイナンバーカード窓口の開設" in told_of(found)


def test_a_list_of_people_is_no_end_of_a_title() -> None:
    below = ("第二部会委員（五十音順）", "部会長　山下　清隆")
    assert TitleLines(below, JUDGE).whole("次回の日程調整", 0, plain=False) == ("次回の日程調整", 0)


# --- what stands behind a title --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "title", "told"),
    [
        ("町道の拡幅に関する陳情　※机上配布", "町道の拡幅に関する陳情", ""),
        ("町道の拡幅に関する陳情　※提出者の都合により取下げ", "町道の拡幅に関する陳情", "提出者の都合により取下げ"),
        ("推薦のお願い　　　（企画財政課）", "推薦のお願い", ""),
        ("ごみの収集日程　　（環境課　早野）", "ごみの収集日程", "早野"),
        ("文化財の指定について〔諮問〕　　（生涯学習課）", "文化財の指定について", ""),
        ("会議録署名委員の指名（　　　　委員）", "会議録署名委員の指名", ""),
        ("農地法の規定による許可申請　　３件", "農地法の規定による許可申請", ""),
    ],
    ids=["papers", "note", "office", "somebody of an office", "two brackets", "to fill in", "a count"],
)
def test_notes_and_offices_behind_a_title(tmp_path: Path, line: str, title: str, told: str) -> None:
    found = agenda(tmp_path, f"　(1)　{line}")
    assert titles(found) == [title] and told in told_of(found)


def test_a_title_of_several_columns_is_told(tmp_path: Path) -> None:
    heads = ("時間", "内容", "備考")
    rows = (
        ("13:00", "開会", ""),
        ("13:10", "採点・選定", "非公開"),
        ("14:00", "まとめについて", ""),
        ("15:00", "閉会", ""),
    )
    assert "間を空けて並ぶものをつないだ題名" in told_of(read_rows(tmp_path / "資料.xlsx", heads, *rows))


def test_who_opens_and_closes_the_meeting_is_one(tmp_path: Path) -> None:
    text = "会議　次第\n１　開会のあいさつ　　　　山下会長\n２　意見交換について\n３　閉会　　　　　　山下会長"
    assert people_with_posts(read_text(tmp_path / "次第.txt", text)) == [("山下", "会長")]


# --- people ----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("remark", ["欠席・書面助言", "欠席", "書面提出、欠席"])
def test_absent_beside_something_else_in_brackets(tmp_path: Path, remark: str) -> None:
    found = read_text(
        tmp_path / "名簿.txt", f"出席者\n課長　山下　清隆\n係長（{remark}）加藤　啓二\n主査　大塚　由紀（{remark}）"
    )
    assert absent(found) == ["加藤啓二", "大塚由紀"]


def test_a_surname_that_no_dictionary_has_is_in_nobodys_post() -> None:
    found = people_of_line(
        "会　長　山下　清隆　　会　計　水草　桃子　　監　事　梶田　譲", JUDGE, ListContext(alone=True)
    )
    assert [(p.person.name, p.person.post) for p in found or ()] == [
        ("山下清隆", "会長"),
        ("水草桃子", "会計"),
        ("梶田譲", "監事"),
    ]


def test_a_side_of_the_meeting_is_in_no_post(tmp_path: Path) -> None:
    text = "出席者\n関係職員　　総務課長　山下　清隆\n委員外　　議長　加藤　啓二"
    assert people_with_posts(read_text(tmp_path / "名簿.txt", text)) == [("山下清隆", "総務課長"), ("加藤啓二", "議長")]


def test_marks_before_everybody_are_nobodys_remark(tmp_path: Path) -> None:
    found = read_text(tmp_path / "名簿.txt", "出席委員\n◎山下清隆 ○ 加藤啓二 大塚由紀")
    assert people_with_posts(found) == [("大塚由紀", "委員")]
    assert "「○加藤啓二」の印の意味が分からない" in told_of(found)


@pytest.mark.parametrize("heading", ["本日の出欠", "出席状況", "出欠確認"])
def test_a_mark_of_attendance_that_nobody_knows_is_told(tmp_path: Path, heading: str) -> None:
    rows = (("役職", "氏名", heading), ("会長", "山下　清隆", "出席"), ("委員", "加藤　啓二", "―"))
    assert "「加藤啓二」の行の「―」" in told_of(read_rows(tmp_path / "名簿.xlsx", *rows))


def test_a_plan_of_seats_with_numbers_above_names(tmp_path: Path) -> None:
    rows = (
        ("", "議長席\n山下　清隆", ""),
        ("１\n加藤　啓二", "通路", "２\n大塚　由紀"),
        ("３\n（欠　員）", "", "４\n青木　太郎"),
    )
    found = read_rows(tmp_path / "議席表.xlsx", *rows)
    assert [(p.compact_name, p.post, p.seat) for p in found.people.people] == [
        ("山下清隆", "議長", ""),
        ("加藤啓二", "議員", "1"),
        ("大塚由紀", "議員", "2"),
        ("青木太郎", "議員", "4"),
    ]
    assert "出席として" not in told_of(found)


def test_a_spread_name_is_not_parted_before_another_post() -> None:
    line = "委員長　　沓　掛　信　一　　　　職務代理　　中　曽　根　敏　子"
    found = people_of_line(line, JUDGE, ListContext(alone=True)) or ()
    assert "信一職務代理" not in [p.person.post for p in found]


def test_who_takes_part_behind_a_colon(tmp_path: Path) -> None:
    found = read_text(
        tmp_path / "名簿.txt", "参加：院長　山下　清隆、医事課　田島　晶\n欠席：薬剤部長　加藤　啓二（学会）"
    )
    assert [(p.compact_name, p.post, p.absent) for p in found.people.people if p.absent or p.post.endswith("長")] == [
        ("山下清隆", "院長", False),
        ("加藤啓二", "薬剤部長", True),
    ]
    assert "課田島晶" not in [p.compact_name for p in found.people.people]


def test_who_leads_in_brackets_behind_his_name_is_told(tmp_path: Path) -> None:
    found = read_text(tmp_path / "名簿.txt", "審査委員：山下　清隆（審査長）、加藤　啓二、大塚　由紀")
    assert "「審査長」は使っていません" in told_of(found)


def test_a_note_of_absence_below_a_mark_is_told(tmp_path: Path) -> None:
    text = "出席者名簿\n委員長　山下　清隆\n委員　加藤　啓二　※１\n\n※１　公務のため欠席"
    found = read_text(tmp_path / "名簿.txt", text)
    assert "の注「公務のため欠席」は使っていません" in told_of(found) or "加藤 啓二 ※1" in told_of(found)
