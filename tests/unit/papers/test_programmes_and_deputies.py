"""Running orders, programmes in two languages, who comes in somebody's place, who asks for which group."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.papers import pdf, people_with_posts, read_rows, read_text, told_of

from scripts.bench.sheets.clerks import tail
from transcriber.papers.findings import Findings
from transcriber.papers.papers_reading import read_papers


def titles(found: Findings) -> list[str]:
    return [item.title for item in found.agenda]


def absent(found: Findings) -> list[str]:
    return [p.compact_name for p in found.people.people if p.absent]


def test_a_running_order_in_a_workbook_is_an_agenda(tmp_path: Path) -> None:
    found = read_rows(
        tmp_path / "資料.xlsx",
        ("推進委員会　進行表",),
        ("時刻", "所要", "内容", "担当", "備考"),
        ("13:30", "5分", "開会", "司会（課長）", "マイク２本"),
        ("13:35", "30分", "議題(1) 計画の進捗状況について", "福祉課　田上主査", "資料１"),
        ("14:05", "5分", "閉会", "", ""),
    )
    assert titles(found) == ["計画の進捗状況について"]
    assert people_with_posts(found) == [("田上", "主査")]


def test_who_comes_in_for_an_item_is_of_the_meeting(tmp_path: Path) -> None:
    found = read_rows(
        tmp_path / "資料.xlsx",
        ("順", "協議事項", "担当課", "出席者"),
        ("１", "公立保育所の統合について", "こども課", "奥平課長、田上主査"),
        ("２", "町道中央線の整備について", "建設課", "名嘉課長"),
    )
    assert titles(found) == ["公立保育所の統合について", "町道中央線の整備について"]
    assert people_with_posts(found) == [("奥平", "課長"), ("田上", "主査"), ("名嘉", "課長")]


def test_a_surname_that_nobody_knows_is_told(tmp_path: Path) -> None:
    found = read_rows(tmp_path / "資料.xlsx", ("番号", "件名", "説明者"), ("１", "改定について", "運天係長"))
    assert people_with_posts(found) == [] and "運天係長" in told_of(found)


def test_a_section_that_explains_is_nobody(tmp_path: Path) -> None:
    found = read_rows(tmp_path / "資料.xlsx", ("番号", "件名", "説明者"), ("１", "改定について", "企画課長"))
    assert people_with_posts(found) == [] and "の人を読めません" not in told_of(found)


def test_numbers_that_only_count_rows_are_no_numbers_of_bills(tmp_path: Path) -> None:
    heads = ("番号", "区分", "件名")
    rows = (("１", "協議", "改定について"), ("２", "協議", "処遇について"), ("３", "報告", "実績について"))
    found = read_rows(tmp_path / "資料.xlsx", ("庁議　付議事項",), heads, *rows)
    assert [item.bill for item in found.agenda] == ["", "", ""]


def test_numbers_of_one_kind_are_those_of_bills(tmp_path: Path) -> None:
    rows = (("61", "議案", "条例の改正について"), ("62", "議案", "財産の取得について"))
    found = read_rows(tmp_path / "資料.xlsx", ("番号", "区分", "件名"), *rows)
    assert [item.bill for item in found.agenda] == ["議案第61号", "議案第62号"]


@pytest.mark.parametrize("entry", ["来賓祝辞", "祝辞"])
def test_who_congratulates_is_a_person_and_no_business(tmp_path: Path, entry: str) -> None:
    text = f"総会　次第\n\n１　開会\n２　{entry}　　町長　　富永　義雄　様\n３　議事\n　(1) 決算について\n４　閉会\n"
    found = read_text(tmp_path / "資料.txt", text)
    assert titles(found) == ["決算について"] and people_with_posts(found) == [("富永義雄", "町長")]


TRANSLATED = """次第　Agenda

１　開会　Opening
２　議題　Topics
　(1) 防災情報の多言語化について　Multilingual disaster information
３　閉会　Closing
"""


def test_a_translation_behind_each_line_is_no_business(tmp_path: Path) -> None:
    found = read_text(tmp_path / "資料.txt", TRANSLATED)
    assert titles(found) == ["防災情報の多言語化について"]
    assert "題名の後の外国語（「Agenda」など" in told_of(found)


def test_letters_in_one_title_are_part_of_it(tmp_path: Path) -> None:
    text = "次第\n\n１　開会\n２　議題\n　(1) 防災アプリ Safety について\n　(2) 庁舎について\n３　閉会\n"
    assert titles(read_text(tmp_path / "資料.txt", text))[0] == "防災アプリ Safety について"


def attendance(tmp_path: Path, *rows: tuple[object, ...]) -> Findings:
    return read_rows(tmp_path / "資料.xlsx", ("出席者名簿",), *rows)


HEADS = ("役職", "氏名", "出欠", "代理出席者")


def test_a_deputy_attends_and_the_member_does_not(tmp_path: Path) -> None:
    rows = (("会長", "島袋　勉", "○", ""), ("委員", "金城　武男", "代理", "総務係長　大城　悟"))
    found = attendance(tmp_path, HEADS, *rows)
    assert people_with_posts(found) == [("島袋勉", "会長"), ("金城武男", "委員"), ("大城悟", "総務係長")]
    assert absent(found) == ["金城武男"] and "金城武男の代理" not in told_of(found)
    assert "「金城武男」の代理の大城 悟を出席者として読み" in told_of(found)


def test_a_deputy_of_somebody_who_is_there_does_not_attend(tmp_path: Path) -> None:
    found = attendance(tmp_path, HEADS, ("委員", "金城　武男", "○", "総務係長　大城　悟"))
    assert (absent(found), len(found.people.people)) == ([], 1)
    assert "代理「総務係長 大城 悟」は使っていません" in told_of(found)


def test_a_column_of_deputies_alone_does_not_say_that_they_come(tmp_path: Path) -> None:
    found = attendance(tmp_path, ("役職", "氏名", "代理者"), ("委員", "金城　武男", "大城　悟"))
    assert (absent(found), len(found.people.people)) == ([], 1) and "大城 悟」は使っていません" in told_of(found)


def test_who_asks_for_a_group_is_a_member(tmp_path: Path) -> None:
    text = "代表質問の順序\n\n○代表質問（12月８日）\n　１　新緑クラブ　　下地　ゆき　議員　　60分\n　２　町民の会　　　翁長　渉　　議員　　60分\n"
    assert people_with_posts(read_text(tmp_path / "資料.txt", text)) == [("下地ゆき", "議員"), ("翁長渉", "議員")]


def test_a_line_with_a_member_in_it_is_no_subject_of_a_question(tmp_path: Path) -> None:
    found = read_text(tmp_path / "資料.txt", "一般質問の順序\n\n　１　下地　ゆき　議員　答弁：町長　ほか\n")
    assert "下地ゆき" in "".join(told_of(found).split()) or people_with_posts(found)


def test_what_stands_below_the_last_item_of_a_council_is_business(tmp_path: Path) -> None:
    text = "議事日程\n\n日程第１　会議録署名委員の指名\n日程第２　その他\n　（１）12月の行事予定について\n　（２）研修について\n"
    found = read_text(tmp_path / "資料.txt", text)
    assert titles(found) == ["会議録署名委員の指名", "12月の行事予定について", "研修について"]


def test_bills_below_an_item_keep_its_number(tmp_path: Path) -> None:
    text = "議事日程\n\n日程第１　署名委員の指名\n日程第２　議案\n　　議案第31号　規則の改正について\n　　議案第32号　人事について\n"
    found = read_text(tmp_path / "資料.txt", text)
    assert [(i.number, i.bill) for i in found.agenda[1:]] == [(2, "議案第31号"), (2, "議案第32号")]


@pytest.mark.parametrize("heading", ["備考", "選出区分"])
def test_a_post_beside_people_without_one_is_theirs(tmp_path: Path, heading: str) -> None:
    rows = (("普天間　豪", "会長"), ("当山　優", "校長"), ("上地　安彦", "地域住民"))
    found = read_rows(tmp_path / "資料.xlsx", ("協議会委員名簿",), ("氏名", heading), *rows)
    assert people_with_posts(found)[:2] == [("普天間豪", "会長"), ("当山優", "校長")]


def test_letters_that_may_say_what_somebody_is_are_told(tmp_path: Path) -> None:
    rows = (("普天間　豪", "会長"), ("上地　安彦", "ALT"))
    found = read_rows(tmp_path / "資料.xlsx", ("協議会委員名簿",), ("氏名", "備考"), *rows)
    assert "「上地安彦」の備考の「ALT」は使っていません" in told_of(found)


def test_words_in_a_shape_of_a_workbook_are_told(tmp_path: Path) -> None:
    tail.text_box(tmp_path)
    assert "図形（テキストボックスなど）の中の「10/1付" in told_of(read_papers([tmp_path / "名簿.xlsx"]))


def test_a_label_spread_over_its_line_is_one_word(tmp_path: Path) -> None:
    text = "総会　出席状況\n\n議　　長　　上地　安彦\n書　　記　　与那覇　光\n"
    assert people_with_posts(read_text(tmp_path / "資料.txt", text)) == [("上地安彦", "議長"), ("与那覇光", "書記")]


@pytest.mark.parametrize("when", ["（13:35～14:40）", "（40分）", "（午後２時～）", "（14時頃）"])
def test_a_time_in_brackets_is_no_business(tmp_path: Path, when: str) -> None:
    text = f"次第\n\n１．開会\n２．協議{when}\n　（1）住宅の運用について{when}\n　（2）バンクの見直し（案）について\n３．閉会\n"
    found = read_text(tmp_path / "資料.txt", text)
    assert titles(found) == ["住宅の運用について", "バンクの見直し(案)について"]


@pytest.mark.parametrize("heads", [("第１回\n5/12", "第２回\n8/20"), ("５月", "８月"), ("5/12(火)", "8/20(木)")])
def test_who_was_absent_on_one_of_several_days_is_not_absent(tmp_path: Path, heads: tuple[str, str]) -> None:
    found = read_rows(
        tmp_path / "資料.xlsx",
        ("出欠表",),
        ("職", "氏名", *heads),
        ("委員長", "熊谷　史", "○", "○"),
        ("委員", "平野　環", "×", "○"),
    )
    assert absent(found) == [] and "日によって違う" in told_of(found)


def test_who_is_absent_stands_in_brackets(tmp_path: Path) -> None:
    rows = (("会長", "委員", "委員"), ("昆野　守", "栃内　豊", "欠席（畑山　忍）"))
    found = read_rows(tmp_path / "資料.xlsx", ("協議会　席次",), *rows)
    assert people_with_posts(found) == [("昆野守", "会長"), ("栃内豊", "委員"), ("畑山忍", "委員")]
    assert absent(found) == ["畑山忍"]


@pytest.mark.parametrize("marks", ["➀➁", "❶❷", "⓵⓶"])
def test_circled_numbers_of_other_fonts_count(tmp_path: Path, marks: str) -> None:
    text = f"次第\n\n１　開会\n２　議題\n　{marks[0]} 居場所づくり\n　{marks[1]} アプリについて\n３　閉会\n"
    assert titles(read_text(tmp_path / "資料.txt", text)) == ["居場所づくり", "アプリについて"]


@pytest.mark.parametrize("heading", ["協議", "報告", "諮問", "その他"])
def test_an_indented_title_below_a_heading_is_an_item_of_its_own(tmp_path: Path, heading: str) -> None:
    text = f"次第\n１　開会\n２　{heading}\n　　空き家対策について\n　　給食費の改定について\n３　閉会\n"
    assert titles(read_text(tmp_path / "資料.txt", text)) == ["空き家対策について", "給食費の改定について"]


def test_a_request_behind_other_business_is_no_business(tmp_path: Path) -> None:
    text = "記\n１　日時　12月３日（木）午後２時～\n２　議題\n　（１）計画の進捗状況について\n３　その他　出欠を11月24日までに御連絡ください。\n"
    assert titles(read_text(tmp_path / "資料.txt", text)) == ["計画の進捗状況について"]


@pytest.mark.parametrize("heading", ["議会運営委員会協議事項", "全員協議会　協議事項"])
def test_what_a_meeting_deals_with_heads_an_agenda(tmp_path: Path, heading: str) -> None:
    text = f"{heading}\n\n１　12月定例会の日程について\n２　議会報告会について\n"
    assert titles(read_text(tmp_path / "資料.txt", text)) == ["12月定例会の日程について", "議会報告会について"]


@pytest.mark.parametrize("remark", ["新任・欠席", "欠席（新任）", "公募、欠席"])
def test_absence_among_other_remarks_is_absence(tmp_path: Path, remark: str) -> None:
    found = read_rows(
        tmp_path / "資料.xlsx", ("委員名簿",), ("氏名", "備考"), ("三浦　圭", "新任"), ("吹田　博", remark)
    )
    assert absent(found) == ["吹田博"] or "吹田" in told_of(found)


def test_marks_of_attendance_mean_what_the_paper_says(tmp_path: Path) -> None:
    rows = (("氏名", "出欠"), ("山谷　実", "○"), ("葛原　静", "●"), ("大鰐　健", "◎"))
    found = read_rows(tmp_path / "資料.xlsx", ("出席者名簿　○出席　●欠席　◎代理出席",), *rows)
    assert absent(found) == ["葛原静"] and "「大鰐健」の行の「代理出席」" in told_of(found)


def test_what_stands_in_the_room_is_nobodys_post(tmp_path: Path) -> None:
    rows = (
        ("町長\n鳴海　文雄", "演壇", "教育長\n神　千秋"),
        ("１番\n小田桐　聡", "２番\n（欠席）\n長尾　守", "３番\n空席"),
    )
    found = read_rows(tmp_path / "資料.xlsx", ("議場配置図",), *rows)
    assert people_with_posts(found) == [
        ("鳴海文雄", "町長"),
        ("神千秋", "教育長"),
        ("小田桐聡", "議員"),
        ("長尾守", "議員"),
    ]
    assert absent(found) == ["長尾守"]


def test_a_given_name_in_kana_is_no_furigana_of_the_line_below(tmp_path: Path) -> None:
    size, x = 10.0, 72.0
    placed = [
        (x, 700.0, size, "出席者名簿"),
        (x, 680.0, size, "担任　太田　さやか"),
        (x, 666.0, size, "教頭　長谷川　恵"),
    ]
    (found,) = (read_papers([pdf(tmp_path / "資料.pdf", placed)]),)
    assert people_with_posts(found) == [("太田さやか", "担任"), ("長谷川恵", "教頭")]
    assert not any(p.kana for p in found.people.people)


def test_who_stands_in_columns_below_deputies_is_told(tmp_path: Path) -> None:
    rows = (
        ("構成員名簿",),
        ("職名", "氏名", "代理者", None),
        (None, None, "職名", "氏名"),
        ("総務課長", "尾上　拓郎", "課長補佐", "枝川　由香"),
    )
    found = read_rows(tmp_path / "資料.xlsx", *rows)
    assert people_with_posts(found) == [("尾上拓郎", "総務課長")]
    assert "の行の「代理者」の「課長補佐　枝川　由香」は使っていません" in told_of(found)
