"""What stands for words of the line above, and what stands beside an entry or a name on the papers of a town hall."""

from __future__ import annotations

from pathlib import Path

import docx
import pytest
from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.styles import Font
from support.papers import people_with_posts, read_rows, read_text, told_of

from transcriber.papers.findings import Findings
from transcriber.papers.papers_reading import read_papers


def bills(found: Findings) -> list[tuple[int | None, str, str]]:
    return [(item.number, item.bill, item.title) for item in found.agenda]


@pytest.mark.parametrize("same", ["〃　", "〃", "同　", "同上　", "″ "])
def test_a_bill_of_the_kind_above_has_its_kind(tmp_path: Path, same: str) -> None:
    text = f"提出議案一覧\n議案第61号　課設置条例の一部を改正する条例\n{same}第62号　財産の取得について\n{same}第63号　町道路線の認定について\n"
    found = read_text(tmp_path / "資料.txt", text)
    assert [bill for _, bill, _ in bills(found)] == ["議案第61号", "議案第62号", "議案第63号"]


def test_the_short_form_of_another_kind_is_no_ditto(tmp_path: Path) -> None:
    found = read_text(
        tmp_path / "資料.txt",
        "議事日程\n日程第1　議案第61号　条例の改正について\n日程第2　同第3号　委員の任命について\n",
    )
    assert [bill for _, bill, _ in bills(found)] == ["議案第61号", "同第3号"]


def test_the_word_before_a_number_may_be_above_too(tmp_path: Path) -> None:
    text = "議事日程（第２号）\n日程第１　議案第61号　条例の改正について\n〃　２　〃　第62号　財産の取得について\n"
    assert bills(read_text(tmp_path / "資料.txt", text)) == [
        (1, "議案第61号", "条例の改正について"),
        (2, "議案第62号", "財産の取得について"),
    ]


@pytest.mark.parametrize(
    "rows",
    [
        (("議案番号", "件名"), ("議案第61号", "甲について"), ("〃第62号", "乙について"), ("同意第3号", "丙について"), ("〃第4号", "丁について")),
        (("種別", "番号", "件名"), ("議案", "第61号", "甲について"), ("〃", "第62号", "乙について"), ("同意", "第3号", "丙について"), ("〃", "第4号", "丁について")),
    ],
)  # fmt: skip
def test_a_bill_of_a_table_has_the_kind_above(tmp_path: Path, rows: tuple[tuple[str, ...], ...]) -> None:
    found = read_rows(tmp_path / "資料.xlsx", ("提出議案一覧",), *rows)
    assert [bill for _, bill, _ in bills(found)] == ["議案第61号", "議案第62号", "同意第3号", "同意第4号"]


def test_a_row_without_a_number_above_a_bill_is_not_lost(tmp_path: Path) -> None:
    rows = (
        ("議案番号", "件名"),
        ("議案第61号", "甲の条例の一部改正"),
        ("", "財産の取得について（除雪ドーザ）"),
        ("", "除雪ドーザ"),
        ("同意第3号", "丙の任命について"),
    )
    found = read_rows(tmp_path / "資料.xlsx", ("提出議案一覧",), *rows)
    assert "財産の取得について(除雪ドーザ)" in [title for _, _, title in bills(found)]
    assert "除雪ドーザ」は、下に議題が並ぶので見出しとして読み" in told_of(found)


def test_the_office_above_goes_on_in_another_post(tmp_path: Path) -> None:
    text = "名簿\n【事務局】\n学校教育課　　課　長　　菅野　政弘\n　〃　　　　指導主事　　本田　真弓\n　〃　　　　主　事　　橋本　颯太\n　〃　　　　〃　　佐藤　次郎\n"
    assert people_with_posts(read_text(tmp_path / "資料.txt", text)) == [
        ("菅野政弘", "学校教育課長"),
        ("本田真弓", "学校教育課指導主事"),
        ("橋本颯太", "学校教育課主事"),
        ("佐藤次郎", "学校教育課主事"),
    ]


@pytest.mark.parametrize(
    "beside", ["〔説明：財政課長　佐藤　圭〕", "（説明者：財政課長　佐藤　圭）", "（財政課長　佐藤　圭）"]
)
def test_who_explains_an_entry_in_brackets_is_there(tmp_path: Path, beside: str) -> None:
    found = read_text(
        tmp_path / "資料.txt", f"次第\n1 議題\n (1) 予算編成方針について{beside}\n (2) 除雪について【建設課】\n"
    )
    assert people_with_posts(found) == [("佐藤圭", "財政課長")] and "佐藤圭" in told_of(found)


def test_who_brings_a_petition_in_is_not_read_from_the_brackets(tmp_path: Path) -> None:
    found = read_text(
        tmp_path / "資料.txt", "議事日程\n日程第1　請願第2号　少人数学級を求める請願（紹介議員　今野律子）\n"
    )
    assert not found.people.people


def test_somebody_who_is_heard_is_no_business(tmp_path: Path) -> None:
    text = "委員会次第\n1　議案第61号　条例の改正について\n2　参考人　　白鳥町教職員組合　書記長　橘　和也 氏\n"
    found = read_text(tmp_path / "資料.txt", text)
    assert [bill for _, bill, _ in bills(found)] == ["議案第61号"] and "橘 和也" in told_of(found)


def test_the_one_who_is_absent_stands_right_behind_the_label(tmp_path: Path) -> None:
    found = read_text(
        tmp_path / "資料.txt", "出席者\n【委員】片倉会長、大槻委員\n【欠席】引地委員\n【事務局】菅野課長\n"
    )
    assert [(p.name, p.absent) for p in found.people.people] == [
        ("片倉", False),
        ("大槻", False),
        ("引地", True),
        ("菅野", False),
    ]


@pytest.mark.parametrize("party", ["清風会", "公明党"])
def test_a_party_in_place_of_a_post_is_told(tmp_path: Path, party: str) -> None:
    found = read_text(tmp_path / "資料.txt", f"代表者会議　出席者名簿\n議長　若林　新\n{party}　　渡部　賢\n")
    assert f"渡部賢（{party}）の職名の欄には、会派・団体などの所属が入っています" in told_of(found)


@pytest.mark.parametrize("seal", ["㊞", "印", "（印）"])
def test_a_seal_is_no_part_of_a_name(tmp_path: Path, seal: str) -> None:
    text = f"一般質問通告書\n白鳥町議会議長　若林　新　様\n白鳥町議会議員　今野　律子　{seal}\n1　学校給食の無償化について\n"
    assert "今野律子" in [name for name, _ in people_with_posts(read_text(tmp_path / "資料.txt", text))]


def test_what_somebody_is_is_no_reading(tmp_path: Path) -> None:
    found = read_text(tmp_path / "資料.txt", "資料\n無会派の律子(オブザーバー)と沢渡橋(サワタリバシ)について\n")
    assert "おぶざーばー" not in [t.kana for t in found.terms] and ("沢渡橋", "さわたりばし") in [
        (t.text, t.kana) for t in found.terms
    ]


def test_two_who_lead_are_told(tmp_path: Path) -> None:
    rows = (
        ("所属団体", "役職", "氏名", "備考"),
        ("白鳥大学", "教授", "片倉　茂", "会長"),
        ("老人クラブ連合会", "会長", "舟山　聡", ""),
    )
    found = read_rows(tmp_path / "資料.xlsx", ("出席者名簿",), *rows)
    assert "「会長」が2人います（片倉 茂、舟山 聡）" in told_of(found)


def test_comments_and_what_is_struck_out_in_a_workbook_are_told(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.worksheets[0]
    for row in (("次第",), ("1 議題",), ("(1) 除雪について",), ("(2) 予算について",)):
        sheet.append(row)
    sheet["A3"].comment = Comment("取り下げ", "総務")
    sheet["A4"].font = Font(strike=True)
    book.save(tmp_path / "次第.xlsx")
    told = told_of(read_papers([tmp_path / "次第.xlsx"]))
    assert "コメント（セル A3）は読みません" in told and "予算について」は使いません" in told


def test_what_a_workbook_hides_is_told_with_its_place(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.worksheets[0]
    for row in (("役職", "氏名", "備考"), ("議員", "加藤 啓二", "新"), ("議員", "前任 太郎", "旧")):
        sheet.append(row)
    sheet.row_dimensions[3].hidden = True
    sheet.column_dimensions["C"].hidden = True
    old = book.create_sheet("旧")
    old.append(("議員", "先代 花子"))
    old.sheet_state = "hidden"
    book.save(tmp_path / "名簿.xlsx")
    found = read_papers([tmp_path / "名簿.xlsx"])
    told = told_of(found)
    assert "3行目は表示されていないので、使いません" in told and "C列は表示されていない" in told
    assert "「旧」は表示されていない" in told
    assert [p.compact_name for p in found.people.people] == ["加藤啓二"]


def test_comments_in_a_word_file_are_told(tmp_path: Path) -> None:
    paper = docx.Document()
    paragraph = paper.add_paragraph("次第")
    paper.add_paragraph("1 除雪について")
    paper.add_comment(paragraph.runs, text="差し替え予定", author="総務", initials="s")
    paper.save(str(tmp_path / "次第.docx"))
    assert "コメント（1件）は読みません" in told_of(read_papers([tmp_path / "次第.docx"]))


def test_a_seat_behind_the_name_is_told_by_the_heading(tmp_path: Path) -> None:
    rows = (("順", "質問者（議席）", "件名", "答弁者"), ("1", "今野律子（2）", "学校給食の無償化について", "町長"))
    found = read_rows(tmp_path / "資料.xlsx", ("一般質問通告一覧",), *rows)
    assert [(p.name, p.post, p.seat) for p in found.people.people] == [("今野律子", "議員", "2")]
    assert not found.agenda and "質問事項は、議題に入れていません" in told_of(found)


def test_who_sits_with_the_secretariat_is_what_the_other_column_says(tmp_path: Path) -> None:
    rows = (
        ("区分", "氏名", "所属等", "出欠"),
        ("委員長", "片倉　茂", "白鳥大学", "出席"),
        ("事務局", "幕田　宗", "総務課長", "出席"),
    )
    found = read_rows(tmp_path / "資料.xlsx", ("委員会　出席者",), *rows)
    assert people_with_posts(found) == [("片倉茂", "委員長"), ("幕田宗", "総務課長")]


def test_the_paper_beside_an_entry_is_no_post(tmp_path: Path) -> None:
    text = "次第\n１　協議事項\n　（１）部活動の地域展開について　　　資料２　説明：生涯学習課長　薄　直美\n"
    assert people_with_posts(read_text(tmp_path / "資料.txt", text)) == [("薄直美", "生涯学習課長")]
