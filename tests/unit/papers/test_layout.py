"""Papers are read as a person reads them: what stands above a line, beside it or twice in the file is not read into it."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest
from support.papers import over, paragraph, pdf, ruby, run, table, text_box, word

from transcriber.language.readings import Reader
from transcriber.papers import paper, papers_reading
from transcriber.papers.furigana import Furigana

READER = Reader()


def people(path: Path) -> list[tuple[str, str, str]]:
    found = papers_reading.read_papers([path])
    assert found.papers[0].problem == ""
    return [(p.name, p.kana, p.seat) for p in found.people.people]


def titles(path: Path) -> list[str]:
    return [item.title for item in papers_reading.read_papers([path]).agenda]


LISTED = [
    "出席議員",
    "1 番　山下　清隆",
    "２ 番 塚本　一郎 君",
    "三番　髙橋　花子",
    "第4番　黒栁徹",
    "5　加藤　啓二",
    "議席番号 6 番 𠮷田 恵",
]


def test_a_gap_between_a_seat_and_its_word_is_no_name(tmp_path: Path) -> None:
    (tmp_path / "出席.txt").write_text("\n".join(LISTED), encoding="utf-8")
    assert [(name, seat) for name, _, seat in people(tmp_path / "出席.txt")] == [
        ("山下 清隆", "1"), ("塚本 一郎", "2"), ("髙橋 花子", "3"), ("黒栁徹", "4"), ("加藤 啓二", "5"), ("𠮷田 恵", "6"),
    ]  # fmt: skip


def test_a_name_that_begins_with_a_numeral_is_no_seat(tmp_path: Path) -> None:
    (tmp_path / "出席.txt").write_text("出席議員\n議員　五十嵐　太郎\n議員　三好　花子\n", encoding="utf-8")
    assert [name for name, _, _ in people(tmp_path / "出席.txt")] == ["五十嵐 太郎", "三好 花子"]


def test_the_gap_that_a_program_sets_in_a_pdf_is_no_space(tmp_path: Path) -> None:
    placed = [(50, 700, 10, "出席議員")]
    for i, (seat, name) in enumerate((("1", "山下"), ("2", "塚本"), ("12", "加藤"))):
        y = 670 - 20 * i
        placed += [(50, y, 10, seat), (50 + 5 * len(seat) + 2.5, y, 10, "番"), (90, y, 10, name), (120, y, 10, "清隆")]
    read = paper.read_paper(pdf(tmp_path / "出席.pdf", placed))
    assert [line.split() for line in read.lines] == [
        ["出席議員"],
        ["1番", "山下", "清隆"],
        ["2番", "塚本", "清隆"],
        ["12番", "加藤", "清隆"],
    ]
    assert [(name, seat) for name, _, seat in people(tmp_path / "出席.pdf")] == [
        ("山下 清隆", "1"), ("塚本 清隆", "2"), ("加藤 清隆", "12"),
    ]  # fmt: skip


@pytest.mark.parametrize("small", [5.0, 6.0, 10.0], ids=["half", "smaller", "as large"])
def test_furigana_of_a_pdf_is_no_part_of_a_title(tmp_path: Path, small: float) -> None:
    first = over(110, 700, "諸輪", "もろわ", small=small)
    x = 110 + max(20, 3 * small)  # furigana take their room
    second = over(x + 40, 700, "白鳥", "しらとり", small=small)
    after = x + 40 + max(20, 4 * small)
    placed = [(50, 700, 10, "日程第"), (80, 700, 10, "1"), *first, (x, 700, 10, "地区から"), *second]
    placed += [(after, 700, 10, "地区への道路"), (50, 660, 10, "日程第2　ごみ減量について")]
    read = paper.read_paper(pdf(tmp_path / "次第.pdf", placed))
    assert [line.split() for line in read.lines] == [
        ["日程第1", "諸輪地区から白鳥地区への道路"],
        ["日程第2", "ごみ減量について"],
    ]
    assert read.readings == (("諸輪", "もろわ"), ("白鳥", "しらとり"))
    assert titles(tmp_path / "次第.pdf") == ["諸輪地区から白鳥地区への道路", "ごみ減量について"]


def test_furigana_of_a_pdf_is_how_people_are_read(tmp_path: Path) -> None:
    placed = [(50, 740, 10, "出席議員")]
    for i, (surname, kana, given, given_kana) in enumerate(
        (
            ("中田", "なかた", "一郎", "いちろう"),
            ("中田", "なかだ", "花子", "はなこ"),
            ("東海林", "しょうじ", "徹", "とおる"),
        )
    ):
        y = 700 - 40 * i
        placed += [(50, y, 10, f"{i + 1}番"), *over(90, y, surname, kana), *over(140, y, given, given_kana)]
    assert people(pdf(tmp_path / "出席.pdf", placed)) == [
        ("中田 一郎", "なかた いちろう", "1"), ("中田 花子", "なかだ はなこ", "2"), ("東海林 徹", "しょうじ とおる", "3"),
    ]  # fmt: skip


def test_a_line_of_kana_of_its_own_stays(tmp_path: Path) -> None:
    placed = [(50, 700, 10, "1　あいさつ"), (50, 686, 10, "2　会議"), (70, 672, 10, "ごみ"), (70, 658, 10, "資源回収")]
    read = paper.read_paper(pdf(tmp_path / "次第.pdf", placed))
    assert read.lines == ("1 あいさつ", "2 会議", "    ごみ", "    資源回収")
    assert read.readings == ()


ROSTER = (
    ("議席", "役職", "氏名"),
    ("1", "議員", ruby("山下", "やました") + run("　花子")),
    ("2", "議員", ruby("東海林", "しょうじ") + run("　徹")),
)


def cells(*row: str) -> list[str]:
    return [paragraph(c if c.startswith("<") else run(c)) for c in row]


def test_furigana_of_word_is_how_people_are_read(tmp_path: Path) -> None:
    path = word(tmp_path / "名簿.docx", table(*(cells(*row) for row in ROSTER)))
    assert people(path) == [("山下 花子", "やました はなこ", "1"), ("東海林 徹", "しょうじ とおる", "2")]


def test_the_offices_own_column_of_readings_comes_first(tmp_path: Path) -> None:
    rows = (("氏名", "ふりがな", "役職"), (ruby("山下", "やました") + run("　花子"), "さんげ　はなこ", "議員"))
    assert people(word(tmp_path / "名簿.docx", table(*(cells(*row) for row in rows))))[0][1] == "さんげ はなこ"


@pytest.mark.parametrize(
    ("readings", "name", "kana"),
    [
        ([("山下", "やました"), ("花子", "はなこ")], "山下 花子", "やました はなこ"),
        ([("山", "やま"), ("下", "した")], "山下 花子", "やました はなこ"),
        ([("山下花子", "ヤマシタハナコ")], "山下 花子", "やましたはなこ"),
        ([("高橋", "たかはし")], "髙橋 花子", "たかはし はなこ"),
        ([("諸輪", "もろわ")], "山下 花子", ""),
        ([], "山下 花子", ""),
    ],
)
def test_furigana_over_part_of_a_name(readings: list[tuple[str, str]], name: str, kana: str) -> None:
    assert Furigana(readings).kana(name, READER) == kana


@pytest.mark.parametrize(
    "cell",
    [
        "山下　花子（やました　はなこ）",
        "山下 花子(ヤマシタ ハナコ)君",
        "やました はなこ\n山下　花子",
        "山下　花子\nヤマシタ　ハナコ",
    ],
)
def test_a_reading_written_beside_the_name_is_its_reading(tmp_path: Path, cell: str) -> None:
    book = openpyxl.Workbook()
    for row in (("議席", "氏名", "役職"), ("三番", cell, "議員")):
        book.active.append(row)
    book.save(tmp_path / "名簿.xlsx")
    assert people(tmp_path / "名簿.xlsx") == [("山下 花子", "やました はなこ", "3")]


def test_a_reading_in_parentheses_in_a_list(tmp_path: Path) -> None:
    (tmp_path / "出席.txt").write_text(
        "出席議員\n3番　山下　花子（やました　はなこ）\n町長　樋口雅人（ひぐち まさと）\n", "utf-8"
    )
    assert people(tmp_path / "出席.txt") == [("山下 花子", "やました はなこ", "3"), ("樋口雅人", "ひぐち まさと", "")]


ITEMS = ("日程第1　会議録署名議員の指名", "日程第2　会期の決定")


def test_a_text_box_is_read_once_and_line_by_line(tmp_path: Path) -> None:
    box = text_box(*(paragraph(run(item)) for item in ITEMS))
    path = word(tmp_path / "次第.docx", paragraph(run("議事日程"), box, run("（第1号）")), paragraph(run("以上")))
    assert [line for line in paper.read_paper(path).lines if line] == [
        "議事日程(第1号)", "日程第1 会議録署名議員の指名", "日程第2 会期の決定", "以上",
    ]  # fmt: skip
    assert titles(path) == ["会議録署名議員の指名", "会期の決定"]


def test_a_text_box_of_old_programs_alone_is_read(tmp_path: Path) -> None:
    box = f"<w:r><w:pict><v:shape><v:textbox><w:txbxContent>{paragraph(run(ITEMS[0]))}</w:txbxContent></v:textbox></v:shape></w:pict></w:r>"
    assert titles(word(tmp_path / "次第.docx", paragraph(box))) == ["会議録署名議員の指名"]


def test_a_table_in_a_text_box_and_a_box_in_a_table_are_read_once(tmp_path: Path) -> None:
    inner = table(cells("議席", "氏名"), cells("1", "髙橋　花子"))
    box = text_box(paragraph(run("議員名簿")), inner, paragraph())
    path = word(tmp_path / "名簿.docx", table([paragraph(run("外"), box)]))
    assert people(path) == [("髙橋 花子", "", "1")]
    assert sum("髙橋" in line for line in paper.read_paper(path).lines) == 1


def test_what_was_moved_stands_where_it_went_and_what_was_deleted_nowhere(tmp_path: Path) -> None:
    def moved(tag: str) -> str:
        return f'<w:{tag} w:id="1" w:author="a" w:date="2026-01-01T00:00:00Z">{run(ITEMS[0])}</w:{tag}>'

    gone = '<w:del w:id="2" w:author="a"><w:r><w:delText>日程第9　廃案</w:delText></w:r></w:del>'
    path = word(
        tmp_path / "次第.docx",
        paragraph(moved("moveFrom")),
        paragraph(gone),
        paragraph(run(ITEMS[1])),
        paragraph(moved("moveTo")),
        paragraph(run("日程第8　隠した議案", "<w:vanish/>")),
    )
    assert [line for line in paper.read_paper(path).lines if line] == [
        "日程第2 会期の決定",
        "日程第1 会議録署名議員の指名",
    ]


def test_names_in_variant_characters_are_read_and_kept_as_written(tmp_path: Path) -> None:
    names = (
        "髙橋 花子",
        "\ufa10﨑 一郎",
        "𠮷田 恵",
        "黒栁 徹",
        "濵﨑 勇",
        "大槗 進",
        "德永 守",
        "辻\U000e0100 清子",
        "\ue000田 太郎",
    )
    book = openpyxl.Workbook()
    book.active.append(("議席", "氏名", "役職"))
    for seat, name in enumerate(names, start=1):
        book.active.append((seat, name, "議員"))
    book.save(tmp_path / "名簿.xlsx")
    assert [name for name, _, _ in people(tmp_path / "名簿.xlsx")] == list(names)
    (tmp_path / "出席.txt").write_text(
        "\n".join(["出席議員", *(f"{i}番 {n}" for i, n in enumerate(names[:8], 1))]), "utf-8"
    )
    assert [name for name, _, _ in people(tmp_path / "出席.txt")] == list(names[:8])


def test_titles_keep_the_characters_of_the_office(tmp_path: Path) -> None:
    lines = "議事日程\n日程第１　第Ⅱ期\ufa10本地区整備（㈱緑川）の１，２００㎡について\n"
    (tmp_path / "次第.txt").write_text(lines, encoding="utf-8")
    assert titles(tmp_path / "次第.txt") == ["第Ⅱ期\ufa10本地区整備(㈱緑川)の1,200㎡について"]


def test_a_list_numbered_in_circles_is_an_agenda(tmp_path: Path) -> None:
    (tmp_path / "次第.txt").write_text(
        "委員会次第\n①　開会\n②　ごみ減量について\n③ 公園の整備について\n", encoding="utf-8"
    )
    found = papers_reading.read_papers([tmp_path / "次第.txt"]).agenda
    assert [(i.number, i.title) for i in found] == [
        (None, "ごみ減量について"),
        (None, "公園の整備について"),
    ]  # numbers of a 次第 are no 日程第N


def test_one_person_in_two_papers_is_one_however_written(tmp_path: Path) -> None:
    (tmp_path / "1.txt").write_text("出席議員\n1番 髙橋 花子\n2番 渡邉 恵\n", encoding="utf-8")
    (tmp_path / "2.txt").write_text("名簿\n1番 高橋 花子 たかはし はなこ\n3番 渡辺 恵\n", encoding="utf-8")
    found = papers_reading.read_papers([tmp_path / "1.txt", tmp_path / "2.txt"]).people.people
    assert [(p.name, p.kana, p.seat) for p in found] == [
        ("髙橋 花子", "たかはし はなこ", "1"), ("渡邉 恵", "", "2"), ("渡辺 恵", "", "3"),
    ]  # fmt: skip
