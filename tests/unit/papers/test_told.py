"""What a paper's reading tells staff: every place that was not understood, with its line; and who counts as absent."""

from __future__ import annotations

from pathlib import Path

import docx
import pytest
from docx.enum.style import WD_STYLE_TYPE
from support.papers import paragraph, run, word

from transcriber.minutes.transcript import PaperUsed
from transcriber.papers import papers_reading, papers_stage
from transcriber.papers.findings import Findings


def read(folder: Path, text: str, name: str = "資料.txt") -> tuple[Findings, PaperUsed]:
    (folder / name).write_text(text, encoding="utf-8")
    found = papers_reading.read_papers([folder / name])
    return found, found.papers[0]


def test_lines_of_people_that_are_not_understood_are_named_with_their_place(tmp_path: Path) -> None:
    found, used = read(tmp_path, "出席委員\n委員　山下　清隆\n委員長谷川清\n")
    assert [p.name for p in found.people.people] == ["山下 清隆"]
    assert used.unread == ("資料.txt の 3行目：「委員長谷川清」を人の一覧として読めません。この行は使っていません。",)


def test_a_line_of_one_person_without_a_heading_is_no_list_and_named(tmp_path: Path) -> None:
    found, used = read(tmp_path, "打ち合わせのメモ\n建設課長　樋口　雅人\n")
    assert found.people.people == ()
    assert "見出しの下にない" in used.unread[0]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("次第\n1　開会\n2　議題\n3　閉会\n", "「2 議題」の下に議題を読み取れませんでした"),
        (
            "次第\n1　開会\n2　議題\n(1) ごみ減量について\n庁舎北側駐輪場\n(2) 公園について\n",
            "「庁舎北側駐輪場」を議題として",
        ),
        ("日程第1　諸般の報告\n　(1)　例月出納検査\n", "「(1) 例月出納検査」を議題として"),
        ("日程第1　議案第9号ほか2件　条例の制定について\n", "ほかの議案の番号が分かりません"),
        ("日程第1から日程第3まで　議案第1号及び議案第2号\n", "日程と議案の数が合いません"),
    ],
)
def test_lines_of_an_agenda_that_are_not_understood_are_named(tmp_path: Path, text: str, said: str) -> None:
    assert any(said in line for line in read(tmp_path, text)[1].unread)


def test_an_agenda_without_any_item_is_said(tmp_path: Path) -> None:
    assert read(tmp_path, "ごみの話\n", "次第.txt")[1].unread == ("次第.txt：議題を見つけられませんでした。",)


def test_bills_in_one_item_and_two_items_of_one_number_are_told(tmp_path: Path) -> None:
    _, used = read(tmp_path, "日程第1　議案第1号から議案第3号まで\n\n日程第1　一般質問\n")
    assert used.unread == ()
    assert "3件の議案として読みました" in used.told[0]
    assert "日程第1が「議案第1号」と「一般質問」の2つあります" in used.told[1]


def test_titles_of_bills_come_from_other_papers(tmp_path: Path) -> None:
    (tmp_path / "1.txt").write_text("日程第2　議案第45号から議案第46号まで\n", encoding="utf-8")
    (tmp_path / "2.txt").write_text("議案第46号　財産の取得について\n議案第45号　補正予算について\n", encoding="utf-8")
    items = papers_reading.read_papers([tmp_path / "1.txt", tmp_path / "2.txt"]).agenda
    assert [(i.number, i.bill, i.title) for i in items] == [
        (2, "議案第45号", "補正予算について"),
        (2, "議案第46号", "財産の取得について"),
    ]


def test_who_is_absent_is_told(tmp_path: Path) -> None:
    found, used = read(tmp_path, "出席議員\n1番　山下　清隆\n欠席議員\n4番　青木　太郎\n")
    assert [(p.name, p.absent) for p in found.people.people] == [("山下 清隆", False), ("青木 太郎", True)]
    assert used.told == ("欠席とあるので、青木太郎議員を出席者に入れず、声の名前にも使いません。",)


def test_what_is_struck_out_in_word_is_not_read_and_told(tmp_path: Path) -> None:
    struck = "<w:strike/>"
    path = word(
        tmp_path / "名簿.docx",
        paragraph(run("出席議員")),
        paragraph(run("1番　山下　清隆")),
        paragraph(run("3番　青木　太郎", struck)),
    )
    found = papers_reading.read_papers([path])
    assert [p.name for p in found.people.people] == ["山下 清隆"]
    assert "取り消し線の引かれた「3番 青木 太郎」は使いません" in found.papers[0].told[0]


def test_a_post_merged_over_rows_of_a_word_table_counts_for_all(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph("名簿")
    table = document.add_table(rows=3, cols=2)
    for (row, column), text in {
        (0, 0): "職名",
        (0, 1): "氏名",
        (1, 0): "監査委員",
        (1, 1): "山下　清隆",
        (2, 1): "加藤　啓二",
    }.items():
        table.cell(row, column).text = text
    table.cell(1, 0).merge(table.cell(2, 0))
    document.save(str(tmp_path / "名簿.docx"))
    people = papers_reading.read_papers([tmp_path / "名簿.docx"]).people.people
    assert [(p.name, p.post) for p in people] == [("山下 清隆", "監査委員"), ("加藤 啓二", "監査委員")]


def test_staff_are_told_of_papers_that_were_read_in_part() -> None:
    note = papers_stage.unread_note([PaperUsed(name="次第.docx", unread=("x",)), PaperUsed(name="名簿.xlsx")])
    assert note.startswith("一緒に入れた「次第.docx」に、読み取れなかったところがあります")
    assert papers_stage.unread_note([PaperUsed(name="名簿.xlsx", told=("x",))]) == ""


def test_what_stands_behind_the_end_of_an_agenda_is_named(tmp_path: Path) -> None:
    strange = "".join(f"庁舎{n}号棟\n" for n in range(1, 8))
    _, used = read(tmp_path, f"次第\n1　開会\n2　議題\n(1) ごみ減量について\n{strange}")
    assert used.unread == (
        "資料.txt の 5行目：「庁舎1号棟」から先は、議題の一覧の終わりの後とみなし、番号のある次の行まで議題として読んでいません。",
    )


def test_a_paper_without_agenda_and_people_is_told(tmp_path: Path) -> None:
    assert read(tmp_path, "ごみの話\n")[1].told == (
        "資料.txt：議題も人の一覧も見つけられなかったので、用語だけに使います。",
    )


@pytest.mark.parametrize("kind", ["character", "paragraph"])
def test_what_a_style_strikes_out_is_not_read_and_told(tmp_path: Path, kind: str) -> None:
    document = docx.Document()
    base = document.styles.add_style(
        "消す", WD_STYLE_TYPE.CHARACTER if kind == "character" else WD_STYLE_TYPE.PARAGRAPH
    )
    base.font.strike = True
    style = document.styles.add_style("旧", base.type)
    style.base_style = base
    document.add_paragraph("出席議員")
    document.add_paragraph("1番　山下　清隆")
    if kind == "character":
        document.add_paragraph().add_run("3番　青木　太郎", style=style)
    else:
        document.add_paragraph("3番　青木　太郎", style=style)
    document.save(str(tmp_path / "名簿.docx"))
    found = papers_reading.read_papers([tmp_path / "名簿.docx"])
    assert [p.name for p in found.people.people] == ["山下 清隆"]
    assert "取り消し線の引かれた「3番 青木 太郎」は使いません" in found.papers[0].told[0]


def test_a_mark_that_nobody_explains_is_named_and_its_person_left_out(tmp_path: Path) -> None:
    found, used = read(tmp_path, "総務委員会委員名簿\n◎　山下　清隆\n○　加藤　啓二\n　　大塚　由紀\n")
    assert [p.name for p in found.people.people] == ["大塚 由紀"]
    assert [u.split("：")[1] for u in used.unread] == [
        "「◎山下 清隆」の印の意味が分からないので、この人は使っていません。",
        "「○加藤 啓二」の印の意味が分からないので、この人は使っていません。",
    ]
