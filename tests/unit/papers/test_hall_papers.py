"""Papers of different town halls: who explains in brackets, several people in a cell, lists below a table, tables without lines."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.papers import absent, agenda, pdf, people_with_posts, read_rows, read_text, titles

from transcriber.papers.papers_reading import read_papers

# --- who speaks to an item -----------------------------------------------------------------------------------------------


def test_who_explains_in_brackets_is_of_the_meeting(tmp_path: Path) -> None:
    found = agenda(tmp_path, "　①　再編計画（案）について（財政課：今野課長、加藤係長）")
    assert titles(found) == ["再編計画(案)について"]
    assert people_with_posts(found) == [("今野", "財政課長"), ("加藤", "財政課係長")]


def test_a_section_in_brackets_stays_in_the_title(tmp_path: Path) -> None:
    assert titles(agenda(tmp_path, "　①　祝品の配付について（高齢者福祉課）")) == ["祝品の配付について(高齢者福祉課)"]


def test_who_explains_in_the_line_below(tmp_path: Path) -> None:
    found = agenda(tmp_path, "　(1)　空き家の認定について", "　　　（説明）建築課　係長　加藤 啓二")
    assert titles(found) == ["空き家の認定について"] and people_with_posts(found) == [("加藤啓二", "建築課係長")]


def test_who_speaks_in_a_column_behind_any_title(tmp_path: Path) -> None:
    found = agenda(tmp_path, "　(1)　統合の経緯　　　　　学校教育課長　加藤 啓二")
    assert titles(found) == ["統合の経緯"] and people_with_posts(found) == [("加藤啓二", "学校教育課長")]


def test_the_member_in_charge_has_the_post_of_the_body(tmp_path: Path) -> None:
    heads = ("議案番号", "件名", "担当委員")
    row = ("第35号", "許可申請について", "３番　加藤 啓二")
    found = read_rows(tmp_path / "資料.xlsx", ("農業委員会総会　議案",), heads, row)
    assert titles(found) == ["許可申請について"]
    assert [(p.compact_name, p.post, p.seat) for p in found.people.people] == [("加藤啓二", "委員", "3")]


def test_everybody_is_no_part_of_a_title(tmp_path: Path) -> None:
    rows = (("13:30", "開会", ""), ("14:00", "事例検討", "全員"), ("14:30", "募金について", ""), ("15:00", "閉会", ""))
    assert titles(read_rows(tmp_path / "資料.xlsx", *rows)) == ["事例検討", "募金について"]


def test_a_form_of_address_is_no_given_name(tmp_path: Path) -> None:
    found = read_text(tmp_path / "資料.txt", "参加者：教頭　山下 清隆、スクールカウンセラー　荻原　氏\n")
    assert people_with_posts(found) == [("山下清隆", "教頭"), ("荻原", "スクールカウンセラー")]


def test_a_post_and_a_surname_beside_an_opening(tmp_path: Path) -> None:
    found = read_text(
        tmp_path / "資料.txt", "総会　次第\n１　開会の辞　　　　副会長　加藤\n２　役員の改選について\n３　閉会\n"
    )
    assert people_with_posts(found) == [("加藤", "副会長")]


# --- agendas -------------------------------------------------------------------------------------------------------------


def test_a_programme_by_the_clock_is_an_agenda(tmp_path: Path) -> None:
    text = "研修会（第2回）プログラム\n13:00　開会\n13:10　前回の振り返り\n13:50　課題の整理について\n14:40　休憩\n16:00　閉会\n"
    assert titles(read_text(tmp_path / "資料.txt", text)) == ["前回の振り返り", "課題の整理について"]


def test_the_name_of_a_plan_is_no_heading_of_an_agenda(tmp_path: Path) -> None:
    assert not titles(read_text(tmp_path / "資料.txt", "子育て支援プログラム\n保育の充実\n遊び場の整備\n"))


def test_a_title_that_only_stands_further_in_than_its_heading(tmp_path: Path) -> None:
    found = read_text(tmp_path / "資料.txt", "次第\n１　開会\n２　報　告\n　　　アドバイザーの派遣実績\n３　閉会\n")
    assert titles(found) == ["アドバイザーの派遣実績"]


def test_numbers_go_on_behind_a_table(tmp_path: Path) -> None:
    import docx

    document = docx.Document()
    for line in ("議事", "１　運用状況について", "２　抽出事案の審議"):
        document.add_paragraph(line)
    table = document.add_table(rows=0, cols=3)
    for row in (
        ("番号", "工事名等", "落札率"),
        ("①", "舗装補修工事", "92％"),
        ("②", "第二浄水場ポンプ更新工事", "98％"),
    ):
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    document.add_paragraph("３　次回の抽出委員の選任")
    document.save(str(tmp_path / "資料.docx"))
    found = read_papers([tmp_path / "資料.docx"])
    assert titles(found)[2:] == ["舗装補修工事", "第二浄水場ポンプ更新工事", "次回の抽出委員の選任"]


@pytest.mark.parametrize("title", ["第二小学校の統合について", "第2浄水場の更新について", "第三次計画について"])
def test_a_title_that_begins_with_a_numbered_thing_is_whole(tmp_path: Path, title: str) -> None:
    found = read_rows(tmp_path / "資料.xlsx", ("次第",), ("番号", "件名"), ("１", title), ("２", "その他の件について"))
    assert titles(found)[0] == title and found.agenda[0].number is None


def test_a_title_that_ends_as_an_agenda_is_headed(tmp_path: Path) -> None:
    found = read_rows(
        tmp_path / "資料.xlsx",
        ("部長会議　次第",),
        ("項目", "内容"),
        ("協議", "料金の改定について"),
        ("連絡", "仕事始めの日程"),
    )
    assert titles(found) == ["料金の改定について", "仕事始めの日程"]


def test_the_next_line_of_the_cell_beside_the_heading(tmp_path: Path) -> None:
    found = read_rows(tmp_path / "資料.xlsx", ("支援会議　記録票",), ("議題", "計画の見直しについて\n居場所について"))
    assert titles(found) == ["計画の見直しについて", "居場所について"]


def test_added_business_keeps_its_name(tmp_path: Path) -> None:
    text = "議事日程\n日程第１　会期の決定\n追加日程第１　発議第２号　意見書の提出について\n"
    found = read_text(tmp_path / "資料.txt", text)
    assert [(i.number, i.added) for i in found.agenda] == [(1, False), (1, True)]


# --- people --------------------------------------------------------------------------------------------------------------


def test_several_people_in_a_cell(tmp_path: Path) -> None:
    found = read_rows(
        tmp_path / "資料.xlsx",
        ("日程表",),
        ("月日", "時間", "対象課", "出席者"),
        ("7月27日", "9:30", "総務課", "課長　山下 清隆、係長　加藤 啓二"),
        ("7月28日", "10:30", "税務課", "課長　大塚 由紀"),
    )
    assert people_with_posts(found) == [("山下清隆", "総務課長"), ("加藤啓二", "総務課係長"), ("大塚由紀", "税務課長")]


def test_a_list_in_one_cell_below_a_table(tmp_path: Path) -> None:
    found = read_rows(
        tmp_path / "資料.xlsx",
        ("委員会　出席者名簿",),
        ("職名", "氏名", "備考"),
        ("会長", "山下 清隆", ""),
        ("委員", "加藤 啓二", "今回欠席"),
        ("【事務局】　財政課長　大塚 由紀、同課主事　近藤 美穂", "", ""),
    )
    assert people_with_posts(found)[2:] == [("大塚由紀", "財政課長"), ("近藤美穂", "財政課主事")]
    assert absent(found) == ["加藤啓二"]


def test_what_somebody_is_in_place_of_where_he_is_from(tmp_path: Path) -> None:
    found = read_rows(
        tmp_path / "資料.xlsx",
        ("機関名", "職名", "氏名"),
        ("児童相談所", "児童福祉司", "山下 清隆"),
        ("主任児童委員", "", "加藤 啓二"),
    )
    assert people_with_posts(found)[1] == ("加藤啓二", "主任児童委員")


def test_a_remark_beside_attendance_is_no_legend(tmp_path: Path) -> None:
    found = read_rows(
        tmp_path / "資料.xlsx",
        ("第8回総会　出席委員名簿",),
        ("議席番号", "氏名", "出欠", "摘要"),
        ("1", "山下 清隆", "○", "会長職務代理"),
        ("2", "加藤 啓二", "○", ""),
    )
    assert people_with_posts(found) == [("山下清隆", "会長職務代理"), ("加藤啓二", "委員")]


def test_who_leads_in_brackets_behind_the_seat(tmp_path: Path) -> None:
    found = read_text(tmp_path / "資料.txt", "出席委員\n　１番　山下 清隆　　７番（会長）　加藤 啓二\n")
    assert people_with_posts(found) == [("山下清隆", "委員"), ("加藤啓二", "会長")]


def test_a_letter_that_counts_is_no_part_of_a_post(tmp_path: Path) -> None:
    found = read_text(tmp_path / "資料.txt", "出席委員\nア　会長　山下 清隆\nイ　委員　加藤 啓二\n")
    assert people_with_posts(found) == [("山下清隆", "会長"), ("加藤啓二", "委員")]


def test_marks_of_two_in_a_line(tmp_path: Path) -> None:
    found = read_text(tmp_path / "資料.txt", "委員名簿\n　○ 山下 清隆　　　　◎ 加藤 啓二\n\n◎会長　○副会長\n")
    assert people_with_posts(found) == [("山下清隆", "副会長"), ("加藤啓二", "会長")]


def test_absence_in_brackets_before_the_next_one(tmp_path: Path) -> None:
    found = read_text(tmp_path / "資料.txt", "出席委員\n委員　山下 清隆　　　（欠席）委員　加藤 啓二\n")
    assert absent(found) == ["加藤啓二"]


def test_where_somebody_is_from_with_his_post_in_brackets(tmp_path: Path) -> None:
    found = read_text(tmp_path / "資料.txt", "出席者\n長女　山下 京子\n訪問看護ステーション楓（看護師）　加藤 啓二\n")
    assert people_with_posts(found) == [("山下京子", "長女"), ("加藤啓二", "看護師")]


def test_a_post_that_brackets_explain_heads_a_list(tmp_path: Path) -> None:
    found = read_text(
        tmp_path / "資料.txt", "委員名簿\n\n3号委員（公益を代表する委員）\n　山下 清隆　（会長）\n　加藤 啓二\n"
    )
    assert people_with_posts(found) == [("山下清隆", "会長"), ("加藤啓二", "委員")]


def test_who_takes_notes_has_a_post_as_well(tmp_path: Path) -> None:
    found = read_text(
        tmp_path / "資料.txt", "記録者：加藤 啓二\n出席者\n保健師　山下 清隆\n相談支援専門員　加藤 啓二\n"
    )
    assert dict(people_with_posts(found))["加藤啓二"] == "相談支援専門員"


def test_a_deliberating_body_is_no_council(tmp_path: Path) -> None:
    text = "土地区画整理審議会　委員出席状況\n\n議席　　氏名　　　　　区分　　　　出欠\n１　　　山下 清隆　　宅地所有者　　出席\n２　　　加藤 啓二　　借地権者　　　欠席\n"
    found = read_text(tmp_path / "資料.txt", text)
    assert people_with_posts(found) == [("山下清隆", "委員"), ("加藤啓二", "委員")] and absent(found) == ["加藤啓二"]


def test_a_table_of_a_pdf_without_lines_is_one(tmp_path: Path) -> None:
    rows = (("所属", "職名", "氏名", "出欠"), ("保育協会", "会長", "山下清隆", "○"), ("公募", "", "加藤啓二", "×"))
    placed = [
        (60 + 120 * column, 700 - 20 * at, 11, text)
        for at, row in enumerate(rows)
        for column, text in enumerate(row)
        if text
    ]
    found = read_papers([pdf(tmp_path / "資料.pdf", placed)])
    assert [name for name, _ in people_with_posts(found)] == ["山下清隆", "加藤啓二"] and absent(found) == ["加藤啓二"]
