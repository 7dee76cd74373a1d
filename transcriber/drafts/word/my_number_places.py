"""Where a Word file holds a My Number (個人番号) that somebody typed: told by the place, and nothing of the number.

Drafts show none, whatever the profile shows of personal data (masking/). What a person writes into one is found here, in all that the
file keeps: text, tables, notes, headers, comments, descriptions of pictures, properties.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement

from transcriber.drafts.word.open_points import OpenKind, OpenPoint, is_heading
from transcriber.drafts.word.reading import style_names
from transcriber.minutes.my_numbers import MARK, holds_my_number

_TIME = re.compile(r"(?<![\d:])\d{1,2}:\d{2}:\d{2}(?![\d:])")
_OF_A_NUMBER = re.compile(r"[\d〇零一二三四五六七八九 　\-－ー・]{3,24}")
"""A paragraph that may hold a piece of a number, and nothing else."""

_PIECES = 11
"""Such paragraphs that are looked at together with the next one."""

_LABEL, _DIGITS = 12, re.compile(r"\d{4}")
"""Characters of a row's first cell by which the row is called; not where it may hold a part of a number."""

_NAMED = 5
"""Places named one by one."""

_SKIPPED = frozenset(map(qn, ("w:del", "w:moveFrom", "w:rt", "w:pPr", "w:rPr", "w:txbxContent")))
_WRITTEN = {qn("w:tab"): "\t", qn("w:br"): "\n", qn("w:cr"): "\n", qn("w:noBreakHyphen"): "-"}
_OTHER_PARTS = (
    ((RELATIONSHIP_TYPE.HEADER, RELATIONSHIP_TYPE.FOOTER), "ページの上下の欄（ヘッダー、フッター）"),
    ((RELATIONSHIP_TYPE.FOOTNOTES, RELATIONSHIP_TYPE.ENDNOTES), "脚注"),
    ((RELATIONSHIP_TYPE.COMMENTS,), "コメント"),
)
_PROPERTIES = ("title", "subject", "keywords", "category", "comments", "author", "last_modified_by", "content_status")

WITHOUT_IT = f"消すか「{MARK}」に直してください。"
"""What to do about them."""


def my_number_points(document: Document, name: str) -> tuple[OpenPoint, ...]:
    """What is open as long as they stand there. Args: name: of the file."""
    places = my_number_places(document, name)
    return (OpenPoint(OpenKind.MY_NUMBER, len(places), f"{standing_at(places)}{WITHOUT_IT}"),) if places else ()


def my_number_places(document: Document, name: str = "") -> tuple[str, ...]:
    """A place (Japanese) for each paragraph, row or part that holds one, in the order of the paper. Args: name: of the file."""
    found = list(_in_body(document))
    for kinds, place in _OTHER_PARTS:
        parts = (r.target_part for r in document.part.rels.values() if r.reltype in kinds and not r.is_external)
        if any(holds_my_number(_text(p)) for part in parts if part.blob for p in parse_xml(part.blob).iter(qn("w:p"))):
            found.append(place)
    pictures = document.element.body.iter("{*}docPr", "{*}cNvPr")
    if any(holds_my_number(picture.get(key, "")) for picture in pictures for key in ("descr", "title", "name")):
        found.append("図の説明")
    about = document.core_properties
    if any(holds_my_number(str(getattr(about, key) or "")) for key in _PROPERTIES):
        found.append("ファイルの情報（題名など）")
    if holds_my_number(name):
        found.append("ファイルの名前")
    return tuple(dict.fromkeys(found))


def standing_at(places: Sequence[str]) -> str:
    """That they stand there: the first places, and how many more there are."""
    more = f"など{len(places)}か所" if len(places) > _NAMED else ""
    return f"個人番号（マイナンバー）と思われる12桁の数字が、{'、'.join(places[:_NAMED])}{more}にあります。"


def _in_body(document: Document) -> Iterator[str]:
    styles = style_names(document)
    heading, number = "文書の初め", 0
    pieces: list[str] = []  # paragraphs that follow each other with nothing but digits in them
    for block in document.element.body:
        if is_heading(block, styles):
            heading, number = _heading(block), 0
        for element in block.iter(qn("w:p"), qn("w:tr")):
            if element.tag == qn("w:tr"):
                yield from (f"{heading}の表の{row}" for row in _in_row(element))
                continue
            if next(element.iterancestors(qn("w:tr")), None) is not None:
                continue
            text = _text(element)
            number += bool(text.strip())
            pieces = [*pieces[-_PIECES:], text] if _OF_A_NUMBER.fullmatch(text) else []
            if holds_my_number(text) or (len(pieces) > 1 and holds_my_number("\n".join(pieces))):
                time = _TIME.search(text)
                yield f"{heading}から{number}番目の段落" + (f"（{time[0]} の発言）" if time else "")
                pieces = []


def _in_row(row: BaseOxmlElement) -> Iterator[str]:
    if row.find(f"{qn('w:trPr')}/{qn('w:del')}") is not None:
        return
    cells = [[_text(p) for p in cell.iter(qn("w:p"))] for cell in row.findall(qn("w:tc"))]
    lines = [line for cell in cells for line in cell]
    if any(map(holds_my_number, lines)) or holds_my_number("\t".join("\n".join(cell) for cell in cells)):
        label = "".join(cells[0]).strip()
        number = row.getparent().findall(qn("w:tr")).index(row) + 1
        named = 0 < len(label) <= _LABEL and not _DIGITS.search(label)
        yield f"「{label}」の行" if named else f"{number}行目"


def _heading(block: BaseOxmlElement) -> str:
    text = _text(block).strip()
    return f"「{text[:30]}」" if text and not holds_my_number(text) else "見出し"


def _text(element: BaseOxmlElement) -> str:
    """What is written in it with tracked changes accepted; a tab or a new line parts what stands before and behind it."""
    return "".join(_pieces(element))


def _pieces(element: BaseOxmlElement) -> Iterator[str]:
    for child in element:
        if child.tag == qn("w:t"):
            yield child.text or ""
        elif child.tag in _WRITTEN:
            yield _WRITTEN[child.tag]
        elif child.tag not in _SKIPPED:
            yield from _pieces(child)
