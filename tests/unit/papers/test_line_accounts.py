"""Every line of a paper has one explanation: business, people, or what surrounds them. A line that has none is named, no other is."""

from __future__ import annotations

from pathlib import Path

import pytest

from transcriber.minutes.transcript import PaperUsed
from transcriber.papers.papers_reading import read_papers


def paper(folder: Path, *lines: str) -> PaperUsed:
    path = folder / "資料.txt"
    path.write_text("\n".join(lines), encoding="utf-8")
    (used,) = read_papers([path]).papers
    return used


def told(folder: Path, *lines: str) -> str:
    used = paper(folder, *lines)
    return "".join((*used.unread, *used.told))


LETTER = (
    "緑総第123号",
    "令和8年8月20日",
    "総務委員会委員　各位",
    "総務委員長　山下　清隆",
    "総務委員会の開催について（通知）",
    "　下記のとおり開催しますので、ご出席ください。",
    "記",
    "１　日時　令和8年9月3日（木）午前10時",
    "２　場所　第1委員会室",
    "３　案件",
    "　(1)　ごみ減量について",
    "　(2)　空き家対策について",
    "４　その他　駐車場に限りがありますので、乗り合わせでお越しください。",
    "【担当】総務課　西村",
)


@pytest.mark.parametrize(
    "lines",
    [
        ("総務委員会次第", "日程第1　会議録署名議員の指名", "日程第2　会期の決定", "出席委員", "委員長　山下　清隆"),
        ("日程第1　会期の決定", "この案件については、付託先を産業建設委員会とします。"),
        (
            "委員会次第",
            "令和8年9月14日（月）　午前9時30分　第２委員会室",
            "１　開会",
            "２　議題",
            "(1) ごみ減量について",
        ),
        ("名簿", "会長　山下　清隆　緑川町商工会", "委員　加藤　啓二　緑川町社会福祉協議会"),
        ("名簿", "【学識経験者】", "会長　山下　清隆", "【公募の市民】", "委員　加藤　啓二"),
        LETTER,
    ],
    ids=["all used", "running text", "day and place", "where they come from", "groups", "a letter"],
)
def test_what_is_understood_is_not_named(tmp_path: Path, lines: tuple[str, ...]) -> None:
    assert paper(tmp_path, *lines).unread == ()


def test_a_line_that_nothing_was_made_of_is_named_with_its_number(tmp_path: Path) -> None:
    said = told(
        tmp_path,
        "日程第1　会期の決定",
        "日程第2　質問",
        "",
        "出席委員",
        "委員長　山下　清隆",
        "",
        "緑町商工振興組合連合",
    )
    assert "7行目：「緑町商工振興組合連合」を議題として読んでいません" in said


def test_a_line_before_the_first_item_is_named_unless_it_is_the_title_of_the_paper(tmp_path: Path) -> None:
    used = paper(tmp_path, "緑川町議会臨時会議事日程", "令和8年5月12日", "仮議席の指定", "日程第1　議長選挙")
    assert used.unread == ("資料.txt：次の行は、議題にも氏名にも使っていません：3行目「仮議席の指定」。",)


def test_somebody_who_was_not_read_is_never_taken_for_a_label(tmp_path: Path) -> None:
    assert "担当:近藤 美穂" in told(tmp_path, "日程第1　会期の決定", "担当：近藤　美穂")


def test_lines_that_follow_each_other_are_one_place(tmp_path: Path) -> None:
    lines = (f"緑町商工振興{n}" for n in "一二三")
    said = told(
        tmp_path, "日程第1　会期の決定", "出席委員", "委員長　山下　清隆", "日程第2　質問", "", "名簿（案）", *lines
    )
    assert "行目「緑町商工振興一」" in said or "〜" in said


def test_a_vacant_seat_is_nobody(tmp_path: Path) -> None:
    path = tmp_path / "出席者名簿.txt"
    path.write_text("出席議員\n1番　山下　清隆\n2番　欠　員\n3番　加藤　啓二", encoding="utf-8")
    found = read_papers([path])
    assert [p.compact_name for p in found.people.people] == ["山下清隆", "加藤啓二"]
    assert found.papers[0].unread == ()


def test_a_paper_with_nothing_in_it_is_said_even_if_a_line_is_named(tmp_path: Path) -> None:
    used = paper(tmp_path, "打ち合わせのメモ", "建設課長　樋口　雅人")
    assert any("見出しの下にない" in line for line in used.unread)
    assert any("用語だけに使います" in line for line in used.told)


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        (("名簿", "1番 山下 清隆", "利根川上流河川事", "務所 所長 加藤 啓二"), "読めなかった前の行から続いている"),
        (("委員名簿", "会長　山下　清隆", "副会長　加藤　啓二", "幹事　大塚　由紀", "書記　青木"), "名字だけとして"),
        (("出席者", "会長　山下　清隆", "加藤　啓二"), "加藤啓二の職名が分かりません"),
    ],
    ids=["cut", "surname", "no post"],
)
def test_people_that_may_be_read_otherwise_are_told(tmp_path: Path, lines: tuple[str, ...], said: str) -> None:
    assert said in told(tmp_path, *lines)
