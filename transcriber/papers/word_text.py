"""The text of a Word document as a person reads it, every piece of it once.

Word writes a text box twice, for programs of today (mc:Choice) and of old (mc:Fallback), keeps what was moved at both ends of the way
and what was deleted in its place, and sets furigana inside the line.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement

from transcriber.papers.table_cells import CellRows, TableCell

_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_ALTERNATES = (f"{_MC}AlternateContent", f"{_MC}Choice", f"{_MC}Fallback")
_GONE = frozenset(map(qn, ("w:del", "w:moveFrom", "w:rt", "w:pPr", "w:instrText", "w:delText")))
"""What nobody reads there: deleted, moved away, above the line, and the tab stops of a paragraph."""
_INSIDE_TEXT = frozenset(map(qn, ("w:txbxContent", "w:p", "w:tbl")))
"""Blocks of their own inside a paragraph: text boxes."""
_WRITTEN = {qn("w:tab"): "\t", qn("w:ptab"): "\t", qn("w:br"): "\n", qn("w:cr"): "\n", qn("w:noBreakHyphen"): "-"}
_MOST_SPAN = 64
"""Columns; Word allows no more."""
_KANA = re.compile("[ぁ-ゖァ-ヺー・]+")


def word_blocks(body: BaseOxmlElement) -> Iterator[str | CellRows]:
    """Paragraphs and tables in reading order; a text box comes behind the paragraph that holds it."""
    for element in read_children(body):
        if element.tag == qn("w:p"):
            yield paragraph_text(element)
            for box in _boxes(element):
                yield from word_blocks(box)
        elif element.tag == qn("w:tbl"):
            yield from _table(element)
        else:  # content controls, custom XML and the like
            yield from word_blocks(element)


def paragraph_text(paragraph: BaseOxmlElement) -> str:
    """The text of a paragraph, without what stands above the line and without text boxes."""
    return "".join(_texts(paragraph))


def furigana(body: BaseOxmlElement) -> Iterator[tuple[str, str]]:
    """(writing, kana) of every ruby annotation that is read, in order."""
    for ruby in _every(body, qn("w:ruby")):
        base, above = ("".join(t for part in _named(ruby, tag) for t in _texts(part)) for tag in ("w:rubyBase", "w:rt"))
        if base and _KANA.fullmatch(above):
            yield base, above


def _texts(element: BaseOxmlElement) -> Iterator[str]:
    for child in read_children(element):
        if child.tag == qn("w:t"):
            yield child.text or ""
        elif child.tag in _WRITTEN:
            yield _WRITTEN[child.tag]
        elif child.tag == qn("w:r") and _is_hidden(child):
            continue
        elif child.tag not in _GONE and child.tag not in _INSIDE_TEXT:
            yield from _texts(child)


def read_children(element: BaseOxmlElement) -> Iterator[BaseOxmlElement]:
    """The children that are read: of alternatives the first that says anything."""
    for child in element.iterchildren():
        if not isinstance(child.tag, str) or child.tag in _GONE - {qn("w:rt")}:
            continue
        if child.tag == _ALTERNATES[0]:
            yield from _chosen(child)
        else:
            yield child


def _chosen(alternates: BaseOxmlElement) -> Iterable[BaseOxmlElement]:
    choices = [c for c in alternates.iterchildren() if c.tag in _ALTERNATES[1:]]
    spoken = [c for c in choices if any(t.text for t in c.iter(qn("w:t")))]
    return spoken[:1] or choices[:1]


def _boxes(element: BaseOxmlElement) -> Iterator[BaseOxmlElement]:
    """The text boxes of a paragraph, those inside others left to them."""
    for child in read_children(element):
        if child.tag == qn("w:txbxContent"):
            yield child
        elif child.tag != qn("w:t"):
            yield from _boxes(child)


def _every(element: BaseOxmlElement, tag: str) -> Iterator[BaseOxmlElement]:
    for child in read_children(element):
        if child.tag == tag:
            yield child
        else:
            yield from _every(child, tag)


def _named(element: BaseOxmlElement, tag: str) -> Iterator[BaseOxmlElement]:
    """The nearest elements of this name, through content controls around them."""
    for child in read_children(element):
        if child.tag == qn(tag):
            yield child
        elif child.tag not in (qn("w:p"), qn("w:tbl")):
            yield from _named(child, tag)


def _cell(cell: BaseOxmlElement) -> str:
    return "\n".join(paragraph_text(p) for p in _named(cell, "w:p")).strip()


def _table(table: BaseOxmlElement) -> Iterator[str | CellRows]:
    """A table, then the text boxes and tables inside its cells."""
    shown = [row for row in _named(table, "w:tr") if _stays(row)]
    rows = [list(_named(row, "w:tc")) for row in shown]
    yield [list(_placed(row, cells)) for row, cells in zip(shown, rows, strict=True)]
    for cell in (c for cells in rows for c in cells):
        for inner in _named(cell, "w:tbl"):
            yield from _table(inner)
        for paragraph in _named(cell, "w:p"):
            for box in _boxes(paragraph):
                yield from word_blocks(box)


def _placed(row: BaseOxmlElement, cells: Iterable[BaseOxmlElement]) -> Iterator[TableCell]:
    column = 1 + _number(row, "w:trPr/w:gridBefore")
    for cell in cells:
        span = max(1, _number(cell, "w:tcPr/w:gridSpan"))
        merge = cell.find(f"{qn('w:tcPr')}/{qn('w:vMerge')}")
        continued = merge is not None and merge.get(qn("w:val")) != "restart"
        yield TableCell("" if continued else _cell(cell), column, span, continued)
        column += span


def _number(element: BaseOxmlElement, path: str) -> int:
    found = element.find("/".join(map(qn, path.split("/"))))
    value = found.get(qn("w:val"), "") if found is not None else ""
    return min(int(value), _MOST_SPAN) if value.isdecimal() else 0


def _stays(row: BaseOxmlElement) -> bool:
    """Whether a row is not one whose deletion was tracked."""
    properties = row.find(qn("w:trPr"))
    return properties is None or properties.find(qn("w:del")) is None


_HIDING_NAMES = ("w:strike", "w:dstrike", "w:vanish")


def spell_out_styles(body: BaseOxmlElement, styles: BaseOxmlElement) -> None:
    """Give runs that a style strikes out or hides the marks themselves, where they have none of their own."""
    by_id = {s.get(qn("w:styleId"), ""): s for s in styles.iterchildren(qn("w:style"))}
    marks = {name: [m for m in map(qn, _HIDING_NAMES) if _style_says(name, m, by_id)] for name in by_id}
    if not any(marks.values()):
        return
    default = next((n for n, s in by_id.items() if s.get(qn("w:type")) == "paragraph" and s.get(qn("w:default"))), "")
    for paragraph in body.iter(qn("w:p")):
        of_paragraph = _style_of(paragraph, "w:pPr/w:pStyle") or default
        for run in paragraph.iter(qn("w:r")):
            styled = {*marks.get(of_paragraph, ()), *marks.get(_style_of(run, "w:rPr/w:rStyle"), ())}
            own = run.find(qn("w:rPr"))
            for mark in styled:
                if own is None:
                    own = run.makeelement(qn("w:rPr"), {})
                    run.insert(0, own)
                if own.find(mark) is None:
                    own.append(own.makeelement(mark, {}))


def _style_says(name: str, mark: str, styles: Mapping[str, BaseOxmlElement]) -> bool:
    """Whether a style, or the nearest it is based on that says anything of it, has a mark."""
    seen: set[str] = set()
    while name in styles and name not in seen:
        seen.add(name)
        said = styles[name].find(f"{qn('w:rPr')}/{mark}")
        if said is not None:
            return said.get(qn("w:val")) not in ("0", "false", "off")
        name = _style_of(styles[name], "w:basedOn")
    return False


def _style_of(element: BaseOxmlElement, path: str) -> str:
    found = element.find("/".join(map(qn, path.split("/"))))
    return str(found.get(qn("w:val"), "")) if found is not None else ""


def struck_out(body: BaseOxmlElement) -> str:
    """What is struck out, without being deleted; it is not read."""
    runs = (run for run in _every(body, qn("w:r")) if _is_struck(run) and not _has(run, "w:vanish"))
    return " ".join("".join(child.text or "" for child in run.iter(qn("w:t"))) for run in runs).strip()


def _is_hidden(run: BaseOxmlElement) -> bool:
    return _has(run, "w:vanish") or _is_struck(run)


def _is_struck(run: BaseOxmlElement) -> bool:
    return _has(run, "w:strike") or _has(run, "w:dstrike")


def _has(run: BaseOxmlElement, tag: str) -> bool:
    properties = run.find(qn("w:rPr"))
    said = properties.find(qn(tag)) if properties is not None else None
    return said is not None and said.get(qn("w:val")) not in ("0", "false", "off")
