"""Numbers that Word counts itself stand before their paragraphs, as a person sees them (and LibreOffice writes them out)."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import docx
import pytest
from docx.document import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.text.paragraph import Paragraph
from support.papers import people_with_posts, told_of

from transcriber.papers.paper import parse_paper
from transcriber.papers.papers_reading import read_papers

Levels = Sequence[tuple[str, str]]
"""How each level is counted, and how it is written: %1 is the number of the first."""


def valued(parent: BaseOxmlElement, tag: str, value: str) -> BaseOxmlElement:
    element = OxmlElement(tag)
    element.set(qn("w:val"), value)
    parent.append(element)
    return element


def counted(document: Document, levels: Levels, number: str = "77") -> None:
    """A way to count, of this number."""
    root = document.part.numbering_part.element
    manner = OxmlElement("w:abstractNum")
    manner.set(qn("w:abstractNumId"), number)
    for at, (form, text) in enumerate(levels):
        level = OxmlElement("w:lvl")
        level.set(qn("w:ilvl"), str(at))
        for tag, value in (("w:start", "1"), ("w:numFmt", form), ("w:lvlText", text)):
            valued(level, tag, value)
        manner.append(level)
    root.insert(0, manner)
    again(document, number, number)


def again(document: Document, number: str, of: str, start: str = "") -> None:
    """The same way to count under another number; `start`: it begins there anew."""
    use = OxmlElement("w:num")
    use.set(qn("w:numId"), number)
    valued(use, "w:abstractNumId", of)
    if start:
        over = OxmlElement("w:lvlOverride")
        over.set(qn("w:ilvl"), "0")
        valued(over, "w:startOverride", start)
        use.append(over)
    document.part.numbering_part.element.append(use)


def number(paragraph: Paragraph, level: int, of: str = "77") -> None:
    properties = OxmlElement("w:numPr")
    valued(properties, "w:ilvl", str(level))
    valued(properties, "w:numId", of)
    paragraph._p.get_or_add_pPr().append(properties)


def listed(document: Document, *lines: tuple[str, int]) -> None:
    for text, level in lines:
        number(document.add_paragraph(text), level)


def lines(document: Document, tmp_path: Path) -> list[str]:
    document.save(str(tmp_path / "資料.docx"))
    return list(parse_paper(tmp_path / "資料.docx").lines)


def test_levels_count_below_each_other_and_begin_anew(tmp_path: Path) -> None:
    paper = docx.Document()
    counted(paper, [("decimalFullWidth", "第%1"), ("decimal", "%1-%2"), ("irohaFullWidth", "(%3)")])
    listed(paper, ("甲", 0), ("乙", 1), ("丙", 1), ("丁", 2), ("戊", 0), ("己", 1))
    assert lines(paper, tmp_path) == ["第1 甲", "1-1 乙", "1-2 丙", "(イ) 丁", "第2 戊", "2-1 己"]


@pytest.mark.parametrize(
    ("form", "second"),
    [
        ("decimalEnclosedCircle", "②"),
        ("aiueoFullWidth", "イ"),
        ("irohaFullWidth", "ロ"),
        ("japaneseCounting", "二"),
        ("upperRoman", "II"),
        ("lowerLetter", "b"),
        ("decimalZero", "02"),
        ("somethingNew", "2"),
    ],
)
def test_numbers_are_written_as_the_list_says(tmp_path: Path, form: str, second: str) -> None:
    paper = docx.Document()
    counted(paper, [(form, "%1")])
    listed(paper, ("甲", 0), ("乙", 0))
    assert lines(paper, tmp_path)[1] == f"{second} 乙"


def test_a_list_that_is_begun_anew_counts_from_there(tmp_path: Path) -> None:
    paper = docx.Document()
    counted(paper, [("decimal", "%1.")])
    again(paper, "78", "77", start="5")
    listed(paper, ("甲", 0), ("乙", 0))
    number(paper.add_paragraph("丙"), 0, of="78")
    number(paper.add_paragraph("丁"), 0, of="0")
    number(paper.add_paragraph("戊"), 0, of="999")
    listed(paper, ("己", 0))
    assert lines(paper, tmp_path) == ["1. 甲", "2. 乙", "5. 丙", "丁", "戊", "6. 己"]


def test_the_list_of_a_style_and_bullets(tmp_path: Path) -> None:
    paper = docx.Document()
    for text, style in (("甲", "List Number"), ("乙", "List Number"), ("丙", "List Bullet"), ("丁", "Normal")):
        paper.add_paragraph(text, style=style)
    assert lines(paper, tmp_path) == ["1. 甲", "2. 乙", "・丙", "丁"]


def test_cells_that_hold_nothing_but_their_number(tmp_path: Path) -> None:
    paper = docx.Document()
    counted(paper, [("decimal", "%1")])
    table = paper.add_table(rows=2, cols=2)
    for at, row in enumerate(table.rows):
        number(row.cells[0].paragraphs[0], 0)
        row.cells[1].text = "甲乙"[at]
    assert lines(paper, tmp_path) == ["1\t甲", "2\t乙"]


def test_an_agenda_that_word_numbers_is_read_with_its_numbers(tmp_path: Path) -> None:
    paper = docx.Document()
    counted(paper, [("decimalFullWidth", "日程第%1")])
    paper.add_paragraph("議事日程（第１号）")
    listed(paper, ("会議録署名議員の指名", 0), ("議案第61号　町道路線の認定について", 0))
    paper.save(str(tmp_path / "日程.docx"))
    found = read_papers([tmp_path / "日程.docx"])
    assert [(i.number, i.bill, i.title) for i in found.agenda] == [
        (1, "", "会議録署名議員の指名"),
        (2, "議案第61号", "町道路線の認定について"),
    ]
    assert not told_of(found)


def test_what_stands_on_another_level_is_not_the_end_of_a_title(tmp_path: Path) -> None:
    paper = docx.Document()
    counted(paper, [("decimalFullWidth", "%1"), ("decimal", "(%2)")])
    paper.add_paragraph("次第")
    listed(
        paper,
        ("開会", 0),
        ("協議事項", 0),
        ("環境基本計画の改定", 1),
        ("先行地域への応募", 1),
        ("その他", 0),
        ("閉会", 0),
    )
    paper.save(str(tmp_path / "次第.docx"))
    assert [i.title for i in read_papers([tmp_path / "次第.docx"]).agenda] == [
        "環境基本計画の改定",
        "先行地域への応募",
        "その他",
    ]


def test_seats_that_word_numbers_are_seats(tmp_path: Path) -> None:
    paper = docx.Document()
    counted(paper, [("decimal", "%1番")])
    paper.add_paragraph("出席議員")
    listed(paper, ("齊藤　守", 0), ("今野　律子", 0))
    paper.save(str(tmp_path / "出席.docx"))
    found = read_papers([tmp_path / "出席.docx"])
    assert people_with_posts(found) == [("齊藤守", "議員"), ("今野律子", "議員")]
    assert [p.seat for p in found.people.people] == ["1", "2"]
