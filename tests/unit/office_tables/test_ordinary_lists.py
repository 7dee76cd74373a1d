"""Lists as any town hall keeps them: posts left empty below a title that says them, exports of directories, people outside the table."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import Workbook
from support.papers import workbook

from transcriber.office_tables.glossary_reading import GlossaryReading
from transcriber.office_tables.grid import RemarkKind
from transcriber.office_tables.roster_reading import RosterReading
from transcriber.profiles import sheets

Row = tuple[object, ...]


def roster(tmp_path: Path, *rows: Row) -> RosterReading:
    return sheets.parse_roster(workbook(tmp_path / "名簿.xlsx", *rows))


def glossary(tmp_path: Path, *rows: Row) -> GlossaryReading:
    return sheets.parse_glossary(workbook(tmp_path / "用語.xlsx", *rows))


def read(found: RosterReading) -> list[tuple[str, str]]:
    return [(p.name, p.post) for p in found.persons]


def told(found: RosterReading | GlossaryReading, *kinds: RemarkKind) -> str:
    return "\n".join(str(r) for r in found.remarks if not kinds or r.kind in kinds)


@pytest.mark.parametrize(
    ("title", "post"),
    [
        ("みどり野町議会議員名簿", "議員"),
        ("令和7年12月1日改選　民生委員・児童委員名簿（南部地区）", "民生委員・児童委員"),
        ("○農業委員（任期：令和5年7月20日～令和8年7月19日）", "農業委員"),
        ("第25期　農業委員会委員名簿", "委員"),
        ("子ども・子育て会議委員名簿", "委員"),
    ],
)
def test_an_empty_post_is_the_one_of_the_title(tmp_path: Path, title: str, post: str) -> None:
    rows: tuple[Row, ...] = (
        ("氏名", "ふりがな", "役職"),
        ("橋本 健", "はしもと たけし", "副会長"),
        ("国井 さち子", "くにい さちこ", None),
        ("菅家 久美", "かんけ くみ", None),
    )
    found = roster(tmp_path, (title,), *rows)
    assert read(found) == [("橋本 健", "副会長"), ("国井 さち子", post), ("菅家 久美", post)]
    assert told(found).count(f"役職の欄が空なので、表の見出しから、役職を「{post}」と読みました") == 1
    assert "4～5行目" in told(found)


def test_people_below_another_title_are_not_of_the_lists(tmp_path: Path) -> None:
    rows: tuple[Row, ...] = (
        ("環境審議会委員名簿",),
        ("氏名", "役職", "所属団体"),
        ("入江 崇", "会長", "大学"),
        ("鵜飼 真理", None, "公募"),
        ("【事務局】", None, None),
        ("樋口 剛", None, "環境課"),
    )
    assert read(roster(tmp_path, *rows)) == [("入江 崇", "会長"), ("鵜飼 真理", "委員"), ("樋口 剛", "")]


def test_a_sheets_name_says_what_its_people_are(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "議員"
    for row in (("議席番号", "氏名"), (1, "入江 崇"), (2, "鵜飼 真理")):
        sheet.append(row)
    other = book.create_sheet("説明員")
    for line in (("職", "氏名"), ("市長", "須永 博")):
        other.append(line)
    book.save(tmp_path / "名簿.xlsx")
    found = sheets.parse_roster(tmp_path / "名簿.xlsx")
    assert read(found) == [("入江 崇", "議員"), ("鵜飼 真理", "議員"), ("須永 博", "市長")]
    assert "シートの名前から、役職を「議員」" in told(found)


def test_a_sheet_of_people_without_headings_is_to_be_mended(tmp_path: Path) -> None:
    book = Workbook()
    for row in (("氏名", "役職"), ("須永 博", "市長")):
        book.worksheets[0].append(row)
    secretariat = book.create_sheet("事務局")
    for line in (("局長", "樋口 剛"), ("書記", "木檜 舞")):
        secretariat.append(line)
    memo = book.create_sheet("メモ")
    memo.append(("4月に更新", "総務課へ送付"))
    book.save(tmp_path / "名簿.xlsx")
    found = sheets.parse_roster(tmp_path / "名簿.xlsx")
    assert "シート「事務局」：氏名と役職らしい行があります" in told(found, RemarkKind.LEFT_OUT)
    assert "メモ" not in told(found, RemarkKind.LEFT_OUT)


def test_people_at_the_foot_of_a_table_are_named(tmp_path: Path) -> None:
    rows: tuple[Row, ...] = (
        ("番号", "氏名", "役職"),
        (1, "軽部 武", "会長"),
        (2, "皆川 ゆかり", "委員"),
        ("事務局長　　根本　亮", None, None),
        ("※任期は3年", None, None),
    )
    found = roster(tmp_path, *rows)
    assert len(found.people) == 2
    assert "「事務局長 根本 亮」は人のようですが" in told(found, RemarkKind.LEFT_OUT)
    assert "任期" not in told(found, RemarkKind.LEFT_OUT)


@pytest.mark.parametrize("text", ["定数5名", "現員4名", "（会計課長兼務）", "（欠員補充予定）"])
def test_what_stands_where_posts_stand_and_is_none_is_nobody(tmp_path: Path, text: str) -> None:
    found = roster(tmp_path, ("役職", "氏名"), ("委員長", "小田切 守"), ("会計管理者", "細江 進"), (text, None))
    assert read(found) == [("小田切 守", "委員長"), ("細江 進", "会計管理者")]
    assert "4行目" in told(found)


@pytest.mark.parametrize(
    ("department", "post", "whole"),
    [
        ("総務部/総務課", "課長", "総務課長"),
        ("市民部／市民課／戸籍係", "係長", "戸籍係長"),
        ("総務部＞総務課", "部長", "総務部長"),
        ("福祉部", "部長（兼）高齢福祉課長", "福祉部長（兼）高齢福祉課長"),
        ("福祉部", "部長兼高齢福祉課長", "福祉部長兼高齢福祉課長"),
        ("道路課", "課長補佐（課長事務取扱）", "道路課長補佐（課長事務取扱）"),
    ],
)
def test_a_post_is_of_its_office(tmp_path: Path, department: str, post: str, whole: str) -> None:
    found = roster(tmp_path, ("氏名", "所属", "役職"), ("黒岩 哲", department, post))
    assert read(found) == [("黒岩 哲", whole)]


def test_an_account_of_several_is_nobody(tmp_path: Path) -> None:
    rows: tuple[Row, ...] = (
        ("氏名", "氏名カナ", "所属", "役職", "メールアドレス", "状態"),
        ("黒岩　哲", "ｸﾛｲﾜ ｻﾄｼ", "総務課", "課長", "a@example.lg.jp", "利用中"),
        ("白井　奈緒", "ｼﾗｲ ﾅｵ", "総務課", "係長", "b@example.lg.jp", "利用中"),
        ("緑川　りさ", "ﾐﾄﾞﾘｶﾜ ﾘｻ", "市民課", "主事", "c@example.lg.jp", "利用停止"),
        ("総務課共有", None, "総務課", None, "d@example.lg.jp", None),
    )
    found = roster(tmp_path, *rows)
    assert [name for name, _ in read(found)] == ["黒岩 哲", "白井 奈緒", "緑川 りさ"]
    assert "「総務課共有」を氏名として読めません" in told(found, RemarkKind.LEFT_OUT)
    assert "4行目：「利用停止」とあります" in told(found)


@pytest.mark.parametrize("name", ["本田 新右衛門", "岡部 庄左衛門", "三木 源五兵衛"])
def test_a_long_given_name_is_one(tmp_path: Path, name: str) -> None:
    found = roster(tmp_path, ("氏名", "ふりがな", "役職"), (name, "せい めい", "議員"))
    assert read(found) == [(name, "議員")]


def test_readings_beside_short_forms_are_theirs(tmp_path: Path) -> None:
    rows: tuple[Row, ...] = (
        ("正式名称", "略称", "読み方"),
        ("重層的支援体制整備事業", "重層", "じゅうそう"),
        ("地域包括支援センター", "包括", "ほうかつ"),
        ("成年後見制度", None, "せいねんこうけんせいど"),
    )
    found = glossary(tmp_path, *rows)
    assert {t.term.text: t.term.kana for t in found.terms} == {
        "重層的支援体制整備事業": "",
        "重層": "じゅうそう",
        "地域包括支援センター": "",
        "包括": "ほうかつ",
        "成年後見制度": "せいねんこうけんせいど",
    }
    assert "略称のよみとして読みました" in told(found)


def test_readings_that_fit_the_terms_stay_theirs(tmp_path: Path) -> None:
    rows: tuple[Row, ...] = (("用語", "略称", "よみ"), ("社会福祉協議会", "社協", "しゃかいふくしきょうぎかい"))
    assert {t.term.text: t.term.kana for t in glossary(tmp_path, *rows).terms}["社会福祉協議会"] != ""


def test_a_total_below_the_terms_is_none(tmp_path: Path) -> None:
    rows: tuple[Row, ...] = (("No.", "施設名", "フリガナ"), (1, "郷土資料館", "キョウドシリョウカン"), ("計", 1, None))
    found = glossary(tmp_path, *rows)
    assert [t.term.text for t in found.terms] == ["郷土資料館"]
    assert "集計の行" in told(found)


def test_a_list_of_mistakes_is_read(tmp_path: Path) -> None:
    rows: tuple[Row, ...] = (
        ("日付", "間違い", "正しい", "読み"),
        ("R7.6.10", "方針書", "豊心荘", "ほうしんそう"),
        ("R7.9.5", "（聞き取れず）", "霞堤", "かすみてい"),
    )
    found = glossary(tmp_path, *rows)
    assert [(t.term.text, t.term.misheard) for t in found.terms] == [("豊心荘", ("方針書",)), ("霞堤", ())]
    assert "聞き取れず" in told(found)


def test_an_empty_post_beside_an_office_elsewhere_is_the_one_of_the_title(tmp_path: Path) -> None:
    rows: tuple[Row, ...] = (
        ("みなと市総合計画審議会委員名簿",),
        (None, None, None, "（任期　令和7年6月1日～令和9年5月31日）"),
        ("番号", "氏名", "所属", "役職等"),
        (1, "安曇 孝", "県立大学教授", "会長"),
        (2, "大饗 次郎", "連合区長会長", None),
        ("【幹事】",),
        (1, "片平 寿", "企画部長", None),
    )
    found = roster(tmp_path, *rows)
    assert read(found) == [("安曇 孝", "会長"), ("大饗 次郎", "委員"), ("片平 寿", "企画部長")]
    assert "ほかの欄の「企画部長」を役職として読みました" in told(found)


def test_who_is_there_for_the_members_is_none(tmp_path: Path) -> None:
    rows: tuple[Row, ...] = (
        ("介護認定審査会委員名簿",),
        ("合議体", "役割", "職種", "氏名"),
        ("第1合議体", "合議体長", "医師", "鹿野 省三"),
        ("事務局", None, "介護保険課長", "栗駒 晴"),
    )
    assert read(roster(tmp_path, *rows)) == [("鹿野 省三", "合議体長"), ("栗駒 晴", "介護保険課長")]


@pytest.mark.parametrize("count", ["5", "3路線", "１２件"])
def test_a_count_below_the_terms_is_none(tmp_path: Path, count: str) -> None:
    rows: tuple[Row, ...] = (
        ("路線番号", "路線名", "読み"),
        ("1", "町道中央線", "ちょうどうちゅうおうせん"),
        ("計", count, ""),
    )
    assert [t.term.text for t in glossary(tmp_path, *rows).terms] == ["町道中央線"]
