"""Papers as towns publish them: what was read wrong without a word of the layouts of real minutes, lists and agendas."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.papers import people_with_posts, read_rows, read_text, told_of

from transcriber.language.readings import Reader
from transcriber.papers.form_labels import people_of_form
from transcriber.papers.list_context import ListContext
from transcriber.papers.people_lines import people_of_line
from transcriber.papers.person_names import NameJudge

JUDGE = NameJudge(Reader())
ATTENDING = ListContext(alone=True)


def read(line: str, post: str = "") -> list[tuple[str, str]] | None:
    people = people_of_line(line, JUDGE, ListContext(post=post, alone=True))
    return None if people is None else [(p.person.name, p.person.post) for p in people]


# --- how many there are -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "出席委員（3人）\n　山下　清隆\n　加藤　啓二\n",
        "出席委員（3名）\n　山下　清隆　　加藤　啓二\n欠席委員　なし\n",
        "1　出席議員は、3名で次のとおりである。\n　1番　山下　清隆　　2番　加藤　啓二\n",
    ],
    ids=["below each other", "before another heading", "in a sentence"],
)
def test_fewer_people_than_the_paper_says_are_told(tmp_path: Path, text: str) -> None:
    assert "3人とありますが、ここから読んだ人は2人です" in told_of(read_text(tmp_path / "名簿.txt", text))


@pytest.mark.parametrize(
    "text",
    [
        "出席委員（2人）\n　山下　清隆\n　加藤　啓二\n",
        "出席委員（3人）\n【学識経験者】\n　山下　清隆\n【公募】\n　加藤　啓二\n　木村　望\n事務局\n　課長　大塚　由紀\n",
        "出席委員（定数5名）\n　山下　清隆\n　加藤　啓二\n",
        "出席委員　十二名中の二名\n　山下　清隆\n　加藤　啓二\n",
        "出席委員（10名のうち記載の者）\n　山下　清隆\n　加藤　啓二\n",
        "出席委員（2人）\n　山下　清隆\n　加藤　啓二\n地方自治法の規定により出席した者\n　市長　大塚　由紀\n",
        "出席委員（2人）\n　委員　山下　清隆\n　委員　加藤　啓二\n傍聴者　5名\n",
    ],
    ids=[
        "as many",
        "in groups",
        "a number of seats",
        "two numbers",
        "of some",
        "before a long heading",
        "of those who listen",
    ],
)
def test_numbers_that_agree_or_are_of_others_are_not_told(tmp_path: Path, text: str) -> None:
    assert "とありますが、ここから読んだ人は" not in told_of(read_text(tmp_path / "名簿.txt", text))


@pytest.mark.parametrize(
    "line",
    [
        "会長 高取 尚子、副会長 川島 悟、 伊藤 ひなの、岩井 周平、ゲレロ・ア ナ",
        "委員 会長 高取 尚子、副会長 川島 悟、 伊藤 ひなの、ゲレロ・ア ナ",
    ],
)
def test_who_stands_behind_a_vice_chair_is_not_guessed_to_be_one_more(line: str) -> None:
    assert read(line) is None
    held = dict(read(line, "委員") or ())
    assert held.get("伊藤ひなの") in (None, "委員") and "会長高取尚子" not in held


# --- names ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("委員　八　尾　春　夫", "八尾春夫"),
        ("委員　信　田　幸　男", "信田幸男"),
        ("委員　高　木　　明　夫", "高木明夫"),
    ],
)
def test_the_last_character_of_a_spread_name_is_no_relation_and_no_remark(line: str, name: str) -> None:
    assert read(line) == [(name, "委員")]


def test_kana_behind_a_surname_are_the_given_name() -> None:
    assert read("総務部長　小　原　　薫　　地域振興部長　栗　山　ゆかり") == [
        ("小原薫", "総務部長"),
        ("栗山ゆかり", "地域振興部長"),
    ]
    assert people_of_line("委員　佐藤 葵　さとう あおい", JUDGE, ATTENDING)[0].person.kana  # type: ignore[index]


def test_no_name_begins_with_the_end_of_a_post() -> None:
    assert read("特定非営利活動法人あっとわんだ代表理事　河野　弓枝") == [
        ("河野弓枝", "特定非営利活動法人あっとわんだ代表理事")
    ]


def test_each_has_his_own_post_where_it_stands_before_each() -> None:
    assert read("委員 関屋 正樹 委員 高橋 美保 委員 薄井 譲") == [
        ("関屋正樹", "委員"),
        ("高橋美保", "委員"),
        ("薄井譲", "委員"),
    ]


def test_spread_surnames_before_their_posts_are_people_of_their_own() -> None:
    assert read("勝 島 秘書課長　　　酒 井 広報課長　　　佐 藤 情報課長") == [
        ("勝島", "秘書課長"),
        ("酒井", "広報課長"),
        ("佐藤", "情報課長"),
    ]
    assert "児玉" not in str(read("区議会事務局 山 口 次長 児 玉 議事調査係長"))


# --- lines of which one part is unknown -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "post", "people"),
    [
        (
            "伊東秀和、小森未結、大沢孝行、馬場正樹(4名)",
            "委員",
            [("伊東秀和", "委員"), ("小森未結", "委員"), ("大沢孝行", "委員"), ("馬場正樹", "委員")],
        ),
        (
            "高田教育次長、山口教育改革担当理事、内田教育総務室長",
            "",
            [("高田", "教育次長"), ("山口", "教育改革担当理事"), ("内田", "教育総務室長")],
        ),
        (
            "会長・道仏雅彦、副会長・沖田功、委員・塚本和夫、栗原肇",
            "",
            [("道仏雅彦", "会長"), ("沖田功", "副会長"), ("塚本和夫", "委員"), ("栗原肇", "委員")],
        ),
        (
            "石田子育て健康課長 橋田課長補佐 井口副主幹",
            "",
            [("石田", "子育て健康課長"), ("橋田", "課長補佐"), ("井口", "副主幹")],
        ),
    ],
    ids=["a name", "a long post", "dots", "gaps"],
)
def test_one_part_that_nobody_knows_does_not_lose_the_others(
    line: str, post: str, people: list[tuple[str, str]]
) -> None:
    assert read(line, post) == people


@pytest.mark.parametrize(
    "line", ["空き家対策、公共交通、山下清隆", "総務課、企画課、財政課", "山下清隆、加藤啓二、次回の会議について"]
)
def test_what_is_no_list_of_people_is_not_guessed(line: str) -> None:
    assert read(line) is None


def test_who_was_guessed_is_told(tmp_path: Path) -> None:
    found = read_text(tmp_path / "名簿.txt", "出席委員\n　伊東秀和、小森未結、大沢孝行、馬場正樹\n")
    assert ("小森未結", "委員") in people_with_posts(found)
    assert "「小森未結」は、隣の人に合わせて人として読みました" in told_of(found)


# --- headings --------------------------------------------------------------------------------------------------------


def test_a_heading_that_says_that_nobody_is_absent_makes_nobody_absent(tmp_path: Path) -> None:
    text = "２　出席議員\n　１番　山下　清隆　２番　加藤　啓二\n３　欠席議員は次のとおりである（なし）\n４　会議録署名議員\n　１番　山下　清隆\n"
    assert not any(p.absent for p in read_text(tmp_path / "日程.txt", text).people.people)


def test_a_spread_post_is_no_heading_with_somebody_behind_it(tmp_path: Path) -> None:
    text = "〇事務局職員出席者\n　　事　務　局　長　　田　村　　　智\n　　議　事　係　長　　大久保　英　二\n"
    assert people_with_posts(read_text(tmp_path / "名簿.txt", text)) == [
        ("田村智", "事務局長"),
        ("大久保英二", "議事係長"),
    ]


def test_who_stands_below_the_name_of_an_office_holds_it(tmp_path: Path) -> None:
    text = "出席者\n【会長】\n　中央大学教授　　大河原　修\n【委員】\n・商工会事務局長　鈴木　夕子\n"
    assert ("大河原修", "会長") in people_with_posts(read_text(tmp_path / "名簿.txt", text))


def test_a_post_with_its_holder_in_one_line_is_not_that_of_those_behind_him(tmp_path: Path) -> None:
    text = "総務委員会委員名簿\n委員長：山下　清隆／副委員長：加藤　啓二／委員：大塚　由紀・青木　太郎\n"
    assert ("青木太郎", "委員") in people_with_posts(read_text(tmp_path / "名簿.txt", text))


def test_who_is_in_the_heading_of_those_who_did_not_come_is_a_member(tmp_path: Path) -> None:
    found = read_text(tmp_path / "名簿.txt", "出席した委員　１番　山下　清隆\n欠席した委員　11番　上田　稔\n")
    assert [(p.compact_name, p.post, p.absent) for p in found.people.people] == [
        ("山下清隆", "委員", False),
        ("上田稔", "委員", True),
    ]


def test_a_post_that_is_written_for_each_does_not_go_on_below(tmp_path: Path) -> None:
    text = "出席委員\n委員長　　野村　有一君\n理事　　　吉野　利夫君\n理事　　　相川　　博君\n　　　　　大西由紀江君\n　　　　　秋田　二郎君\n"
    posts = dict(people_with_posts(read_text(tmp_path / "名簿.txt", text)))
    assert posts["大西由紀江"] == "委員" and posts["相川博"] == "理事"


def test_a_vacant_seat_does_not_lose_its_neighbours(tmp_path: Path) -> None:
    text = "出席議員\n　１番　山下　清隆　　２番　加藤　啓二\n　３番　（欠員）　　４番　木村　望\n"
    assert "木村望" in dict(people_with_posts(read_text(tmp_path / "名簿.txt", text)))


def test_each_side_has_its_own_person_of_a_surname(tmp_path: Path) -> None:
    text = "出席者\n　委員　佐々木　昇\n　委員　木村　望\n事務局\n　田部総務部長、岡田危機管理監、佐々木防災係長\n"
    assert ("佐々木", "防災係長") in people_with_posts(read_text(tmp_path / "名簿.txt", text))


def test_numbers_below_a_column_of_numbers_are_seats(tmp_path: Path) -> None:
    rows = (("番号", "氏名", "番号", "氏名"), ("１番", "山下　清隆", "８番", "加藤　啓二"))
    found = read_rows(tmp_path / "名簿.xlsx", ("農業委員会総会",), *rows)
    assert [(p.compact_name, p.seat) for p in found.people.people] == [("山下清隆", "1"), ("加藤啓二", "8")]


def test_a_list_of_heads_of_wards_is_one_of_people(tmp_path: Path) -> None:
    rows = (("行政区", "区長名", "備考"), ("本町", "岸本　武", "会長"), ("新田", "江口　満", "欠席"))
    found = read_rows(tmp_path / "区長名簿.xlsx", *rows)
    assert [(p.compact_name, p.absent) for p in found.people.people] == [("岸本武", False), ("江口満", True)]


# --- agendas --------------------------------------------------------------------------------------------------------


def titles(path: Path, text: str) -> list[str]:
    return [item.title for item in read_text(path, text).agenda]


def test_what_only_points_below_and_the_labels_of_the_head_are_no_items(tmp_path: Path) -> None:
    text = "１．開会日時・場所\n　　日時　４月25日\n２．議事　下記のとおり\n\n１　議案\n第１号　委員の委嘱について\n第２号　条例の改正について\n"
    assert titles(tmp_path / "事項書.txt", text) == ["委員の委嘱について", "条例の改正について"]


def test_entries_that_only_a_space_parts_from_their_numbers_are_parted(tmp_path: Path) -> None:
    text = "会議次第\n１ 会長の選出について ２ 計画の修正について ３ 予算について\n"
    assert titles(tmp_path / "次第.txt", text) == ["会長の選出について", "計画の修正について", "予算について"]


def test_a_title_that_holds_the_number_of_the_next_entry_is_told(tmp_path: Path) -> None:
    text = "会議次第\n議題　１　議案第１号　緑地地区の変更について　２　その他　換地設計基準案について\n"
    assert "1つの議題かどうか分かりません" in told_of(read_text(tmp_path / "次第.txt", text))


def test_papers_that_are_numbered_in_brackets_are_no_items(tmp_path: Path) -> None:
    text = "次第\n１　委託について\n２　増設について\n\n配布資料\n・委託について（資料1）\n・実績について（資料2）\n"
    assert titles(tmp_path / "次第.txt", text) == ["委託について", "増設について"]


def test_somebody_absent_before_the_items_does_not_end_the_agenda(tmp_path: Path) -> None:
    text = "個別ケース検討会議　次第\n\n参加者：\n　　係長　沼田、保健師　飯島\n　　主任児童委員　　　　吉野（欠席）\n\n１　ケース概要の説明\n２　支援方針の検討\n"
    assert titles(tmp_path / "次第.txt", text) == ["ケース概要の説明", "支援方針の検討"]


# --- of the second round --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("heading", ["欠席委員　２名", "【欠席委員】2名", "欠席者\n　委員：", "欠席委員　二名"])
def test_who_stands_below_the_absent_and_their_number_is_absent(tmp_path: Path, heading: str) -> None:
    text = f"出席委員　１名\n　木村　望\n{heading}\n　山下　清隆、加藤　啓二\n".replace("：\n　", "：")
    found = read_text(tmp_path / "名簿.txt", text)
    assert [(p.compact_name, p.absent) for p in found.people.people] == [
        ("木村望", False),
        ("山下清隆", True),
        ("加藤啓二", True),
    ]


def test_those_who_came_to_the_meeting_head_a_list_and_are_no_item(tmp_path: Path) -> None:
    text = (
        "３　会議に付した事件\n　(1)　防災活動について\n　(2)　研修の開催について\n４　会議に出席した委員（2人）\n　　山下　清隆　、　加藤　啓二\n"
        "５　会議を欠席した委員　　なし\n６　会議に出席した事務局職員\n　　中島議会事務局主査\n"
    )
    found = read_text(tmp_path / "日程.txt", text)
    assert [item.title for item in found.agenda] == ["防災活動について", "研修の開催について"]
    assert not any(p.absent for p in found.people.people)
    assert "中島議会事務局主査" in told_of(found)


def test_a_table_with_those_who_came_in_one_row_has_no_column_of_names(tmp_path: Path) -> None:
    rows = (
        ("会議の名称", "地域公共交通活性化協議会"),
        ("出席者", "【出席委員】2名"),
        ("", "村田茂夫委員（区長会副会長）"),
        ("", "林健委員（公募委員）"),
        ("", "【欠席委員】1名"),
        ("", "石渡宏美委員（公募委員）"),
        ("傍聴人数", "0人"),
        ("配布資料", "◇次第"),
    )
    found = read_rows(tmp_path / "会議録.xlsx", *rows)
    assert [(p.compact_name, p.absent) for p in found.people.people] == [
        ("村田茂夫", False),
        ("林健", False),
        ("石渡宏美", True),
    ]


def test_the_number_of_a_list_is_no_label_of_a_form() -> None:
    assert not people_of_form("(8名)   田 中 政策企画課長   橋 本 広報課長", JUDGE)


def test_who_opens_or_leads_and_was_not_read_is_told(tmp_path: Path) -> None:
    text = "地域ケア推進会議　次第\n進行　指導課　小林\n〇　開会あいさつ　　地域包括支援センター長　岩切\n１　現状について\n２　取組みについて\n"
    told = told_of(read_text(tmp_path / "次第.txt", text))
    assert "地域包括支援センター長 岩切」は、人として読んでいません" in told and "小林」の人は読んでいません" in told


def test_a_long_numbered_title_that_is_not_read_is_named(tmp_path: Path) -> None:
    title = "教育委員会の職務権限に属する事務の管理及び執行の特例に関する条例の一部を改正する条例に係る県議会からの意見聴取について、別紙のとおり"
    rows = (
        ("議決事項",),
        ("1", f"{title}議決を求めることについて", "＜企画管理室＞"),
        ("報告事項",),
        ("1", "教科書の採択について"),
    )
    found = read_rows(tmp_path / "会議.xlsx", *rows)
    assert any("教育委員会の職務権限" in item.title for item in found.agenda) or "教育委員会の職務権限" in told_of(
        found
    )


def test_where_somebody_leads_another_body_is_not_told(tmp_path: Path) -> None:
    text = "出席委員\n　委員長　　楠　　正　雄　　（北浦大学　教授）\n　委　員　　飯　沼　和　男　　（老人クラブ連合会　会長）\n"
    assert "「会長」は使っていません" not in told_of(read_text(tmp_path / "名簿.txt", text))
