"""Posts that stand elsewhere than before a name, and what staff are told where a post is not plain."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.papers import people_with_posts, read_rows, read_text, told_of


def test_a_name_in_brackets_behind_its_post(tmp_path: Path) -> None:
    found = read_text(
        tmp_path / "資料.txt",
        "出席委員　山下清隆委員長，加藤啓二委員\nその他の出席者　大塚由紀議長\n"
        "市執行部　市長（小田切誠），総務部長（樋口 雅人）\n議会事務局　局長（田中実），議事課長（青木太郎）\n",
    )
    assert people_with_posts(found) == [
        ("山下清隆", "委員長"),
        ("加藤啓二", "委員"),
        ("大塚由紀", "議長"),
        ("小田切誠", "市長"),
        ("樋口雅人", "総務部長"),
        ("田中実", "議会事務局長"),
        ("青木太郎", "議事課長"),
    ]


@pytest.mark.parametrize("heading", ["【事務局】", "事務局", "事務局職員"])
def test_those_below_the_office_without_a_post_are_of_the_office(tmp_path: Path, heading: str) -> None:
    found = read_text(
        tmp_path / "資料.txt",
        f"出席者\n【委員】\n委員長　山下　清隆\n委員　加藤　啓二\n{heading}\n　青木　太郎\n　課長　田中　実\n",
    )
    assert people_with_posts(found)[2:] == [("青木太郎", "事務局"), ("田中実", "課長")]


def test_all_before_every_member_are_members(tmp_path: Path) -> None:
    found = read_text(tmp_path / "資料.txt", "出席委員　山下清隆　加藤啓二　大塚由紀　各委員\n")
    assert people_with_posts(found) == [("山下清隆", "委員"), ("加藤啓二", "委員"), ("大塚由紀", "委員")]


def test_staff_below_the_absent_members_are_there_and_told(tmp_path: Path) -> None:
    found = read_text(
        tmp_path / "資料.txt",
        "出席委員\n１番　山下　清隆\n欠席委員\n２番　加藤　啓二\n　局長　田中　実　　書記　青木　美咲\n",
    )
    assert [(p.compact_name, p.absent) for p in found.people.people] == [
        ("山下清隆", False),
        ("加藤啓二", True),
        ("田中実", False),
        ("青木美咲", False),
    ]
    assert "欠席の見出しの下にありますが、職員なので出席として読みました" in told_of(found)


def test_an_absent_member_in_another_post_stays_absent(tmp_path: Path) -> None:
    found = read_text(tmp_path / "資料.txt", "出席委員\n委員　山下　清隆\n欠席委員\n副委員長　加藤　啓二\n")
    assert [(p.compact_name, p.absent) for p in found.people.people] == [("山下清隆", False), ("加藤啓二", True)]


def test_a_spread_post_is_nobodys_name(tmp_path: Path) -> None:
    found = read_text(tmp_path / "資料.txt", "出席者\n団　長　　　　山下　清隆\n副団長　　　　加藤　啓二、大塚　由紀\n")
    assert people_with_posts(found) == [("山下清隆", "団長"), ("加藤啓二", "副団長"), ("大塚由紀", "副団長")]


def test_a_group_in_brackets_before_a_post_is_no_part_of_it(tmp_path: Path) -> None:
    found = read_text(
        tmp_path / "資料.txt", "出席職員\n（市長部局）総務部長　田中　実\n（教育委員会）教育部長　樋口　雅人\n"
    )
    assert people_with_posts(found) == [("田中実", "総務部長"), ("樋口雅人", "教育部長")]


def test_where_somebody_comes_from_in_the_place_of_a_post_is_told(tmp_path: Path) -> None:
    found = read_rows(tmp_path / "名簿.xlsx", ("氏名", "所属"), ("山下　清隆", "緑川町医師会"), ("加藤　啓二", "公募"))
    assert "職名の列がないので、山下 清隆、加藤 啓二の職名の欄には所属が入っています" in told_of(found)


def test_somebody_in_two_committees_is_told(tmp_path: Path) -> None:
    text = "委員名簿\n総務委員会\n　委員長　山下　清隆\n　委員　加藤　啓二\n文教委員会\n　委員長　加藤　啓二\n　委員　大塚　由紀\n"
    found = read_text(tmp_path / "資料.txt", text)
    assert "2つ以上の職で書かれている人がいます：加藤啓二（委員、委員長）" in told_of(found)


def test_one_post_with_and_without_its_office_is_not_told(tmp_path: Path) -> None:
    text = "出席者\n福祉課長　山下　清隆\n主査　加藤　啓二\n説明員\n課長　山下　清隆\n"
    assert "2つ以上の職" not in told_of(read_text(tmp_path / "資料.txt", text))


def test_questions_are_told_to_be_no_business(tmp_path: Path) -> None:
    text = "一般質問通告一覧\n１　２番　加藤　啓二\n　（１）防災行政無線について\n"
    assert "質問事項は、議題に入れていません" in told_of(read_text(tmp_path / "資料.txt", text))


def test_questions_in_a_column_are_told_to_be_no_business(tmp_path: Path) -> None:
    found = read_rows(
        tmp_path / "名簿.xlsx",
        ("一般質問通告一覧",),
        ("順番", "氏名", "質問事項"),
        ("1", "加藤　啓二", "空き家について"),
    )
    assert "質問事項は、議題に入れていません" in told_of(found)


def test_the_order_of_speaking_and_the_seat(tmp_path: Path) -> None:
    found = read_text(
        tmp_path / "資料.txt",
        "一般質問発言順序\n順位　議席　氏名　　　質問事項\n１　　８　　山下　清隆　　新庁舎の建設について\n２　　３　　加藤　啓二　　農業について\n",
    )
    assert [(p.compact_name, p.seat) for p in found.people.people] == [("山下清隆", "8"), ("加藤啓二", "3")]


def test_a_vacancy_in_brackets_is_nobody(tmp_path: Path) -> None:
    found = read_rows(
        tmp_path / "名簿.xlsx",
        ("地区", "区長", "区長代理"),
        ("上郷", "山下　清隆", "加藤　啓二"),
        ("下郷", "大塚　由紀", "（欠員）"),
    )
    assert people_with_posts(found) == [("山下清隆", "区長"), ("加藤啓二", "区長代理"), ("大塚由紀", "区長")]


def test_people_behind_labels_in_brackets(tmp_path: Path) -> None:
    found = read_text(
        tmp_path / "資料.txt",
        "相談カード\n相談員：木村　望\n【相談者】大森　礼子　様（72歳・女性）\n【契約者】大森　富雄　（夫）\n",
    )
    assert people_with_posts(found) == [("木村望", "相談員"), ("大森礼子", "相談者"), ("大森富雄", "契約者")]


def test_a_remark_absent_makes_no_column_of_attendance(tmp_path: Path) -> None:
    found = read_rows(
        tmp_path / "名簿.xlsx", ("議席", "氏名", "備考"), ("1", "山下　清隆", "議長"), ("2", "加藤　啓二", "欠席")
    )
    assert "欠席かどうか分からない" not in told_of(found)
    assert [p.absent for p in found.people.people] == [False, True]


def test_a_council_of_advisers_is_no_council_of_members(tmp_path: Path) -> None:
    found = read_text(tmp_path / "資料.txt", "学校評議員名簿\n１　山下　清隆\n２　加藤　啓二\n")
    assert [(p.compact_name, p.post, p.seat) for p in found.people.people] == [
        ("山下清隆", "評議員", ""),
        ("加藤啓二", "評議員", ""),
    ]


def test_absent_behind_a_mark_ends_its_line(tmp_path: Path) -> None:
    found = read_text(
        tmp_path / "資料.txt",
        "出席者名簿\n委　員　　安全協会長　　加藤　啓二　　※欠席\n事務局　総務課長　　山下　清隆\n",
    )
    assert [(p.compact_name, p.post, p.absent) for p in found.people.people] == [
        ("加藤啓二", "委員安全協会長", True),
        ("山下清隆", "総務課長", False),
    ]


def test_somebody_who_comes_instead_is_told(tmp_path: Path) -> None:
    found = read_text(
        tmp_path / "資料.txt",
        "出席者名簿\n委　員　　警察署長　　山下　清隆　　（代理　交通課長　千野　圭）\n委員　加藤　啓二\n",
    )
    assert "「代理 交通課長 千野 圭」：どちらが出席するか確かめてください" in told_of(found)


def test_people_behind_other_labels_of_a_form_are_read_or_named(tmp_path: Path) -> None:
    found = read_rows(tmp_path / "名簿.xlsx", ("面談者", "総務課長　山下　清隆", "見届け役", "人事係長　加藤　啓二"))
    assert people_with_posts(found) == [("山下清隆", "総務課長"), ("加藤啓二", "人事係長")]


def test_why_somebody_is_absent_leaves_nothing_open(tmp_path: Path) -> None:
    found = read_text(tmp_path / "資料.txt", "出席議員\n１番　山下　清隆\n欠席議員\n２番　加藤　啓二（療養のため）\n")
    assert [p.absent for p in found.people.people] == [False, True]
    assert "出席として" not in told_of(found)
