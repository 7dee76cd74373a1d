"""Speech that a reviewer set into a table: who speaks in one column, what is said in another."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from docx.oxml.ns import qn

from transcriber.drafts.word import ticks
from transcriber.drafts.word.reading import speaker_of

_Element: TypeAlias = Any

_SIGNS = "○◯◎◆△●〇◇□■▲▽ \u3000\t\n:："
_TIME = re.compile(r"\d{1,2}:\d{2}(?::\d{2})?")
_SENTENCE = re.compile("[。？！?!]")
_LONGEST_NAME = 40
_LONGEST_HEADING = 12
_REMARKS = 0.3
"""Of the text of the speech's column, what one of remarks has at the most."""


@dataclass(frozen=True)
class SpeechTables:
    """What the cells of such tables are.

    Attributes:
        speakers: cells that say who speaks.
        headings: rows that only say what the columns hold.
        beside: cells that hold neither: numbers, times, remarks.
    """

    speakers: frozenset[_Element]
    headings: frozenset[_Element]
    beside: frozenset[_Element] = frozenset()


def speech_tables(body: _Element, labels: Collection[str], voices: tuple[str, ...]) -> SpeechTables:
    """Find them.

    A table is one if most rows that hold a sentence have a cell beside it that names a speaker, always in the same column.

    Args:
        labels: how speakers are called in the draft and on the roster.
        voices: those whose names are bound in the draft.
    """
    speakers: list[_Element] = []
    headings: list[_Element] = []
    others: list[_Element] = []
    for table in body.iter(qn("w:tbl")):
        rows = [(row, list(_cells(row))) for row in table.iterchildren(qn("w:tr"))]
        said = [cells for _, cells in rows if any(_is_said(c) for c in cells)]
        named = Counter(n for cells in said for n, cell in enumerate(cells) if _names(cell, labels, voices))
        if not named:
            continue
        column, count = named.most_common(1)[0]
        beside = [cells for cells in said if column < len(cells) and _plain(cells[column])]
        if count * 2 <= len(beside):
            continue
        speakers += [c[column] for c in beside if not _is_said(c[column]) and len(_plain(c[column])) <= _LONGEST_NAME]
        size, odd = len(said[0]), _columns_beside(said, column)
        for _, cells in rows:
            if len(cells) == size and cells[column] in speakers:
                others += [c for n, c in enumerate(cells) if n in odd]
        first, cells = rows[0]
        if cells not in said and all(len(_plain(c)) <= _LONGEST_HEADING for c in cells):
            headings.append(first)
    return SpeechTables(frozenset(speakers), frozenset(headings), frozenset(others))


def _columns_beside(rows: Sequence[Sequence[_Element]], speaker: int) -> frozenset[int]:
    """Columns of numbers, times and remarks; none where a second column holds as much as speech does."""
    sizes: Counter[int] = Counter()
    for cells in rows:
        for n, cell in enumerate(cells):
            if n != speaker:
                sizes[n] += len(_plain(cell))
    most = sizes.most_common(2)
    if len(most) < 2 or most[1][1] > _REMARKS * most[0][1]:
        return frozenset()
    return frozenset(sizes) - {most[0][0]}


def in_order(body: _Element, tables: SpeechTables) -> list[_Element]:
    """All paragraphs as they are to be read: in each row of such a table who speaks comes first, wherever its column is."""
    paragraphs = list(body.iter(qn("w:p")))
    rows = {cell: next(cell.iterancestors(qn("w:tr"))) for cell in tables.speakers}
    if not rows:
        return paragraphs
    names = {row: cell for cell, row in rows.items()}
    found: list[_Element] = []
    done: set[_Element] = set()
    for paragraph in paragraphs:
        row = next((r for r in paragraph.iterancestors(qn("w:tr")) if r in names), None)
        if row is not None and row not in done:
            done.add(row)
            found += names[row].iter(qn("w:p"))
        if row is None or next((c for c in paragraph.iterancestors(qn("w:tc")) if c is names[row]), None) is None:
            found.append(paragraph)
    return found


def row_goes_on(paragraph: _Element, cell: _Element) -> bool:
    """Whether `cell` ends with this paragraph and another cell of its row has text."""
    inside = list(cell.iter(qn("w:p")))
    row = next(cell.iterancestors(qn("w:tr")))
    return inside[-1] is paragraph and any(_plain(c) for c in _cells(row) if c is not cell)


def _cells(row: _Element) -> Iterator[_Element]:
    """Its own cells, also those within a content control."""
    return (c for c in row.iter(qn("w:tc")) if next(c.iterancestors(qn("w:tr"))) is row)


def _is_said(cell: _Element) -> bool:
    return _SENTENCE.search(ticks.written(cell)) is not None


def _names(cell: _Element, labels: Collection[str], voices: tuple[str, ...]) -> bool:
    text = ticks.written(cell)
    plain = _TIME.sub("", text).strip(_SIGNS)
    if not plain or _SENTENCE.search(plain) or len(plain) > _LONGEST_NAME:
        return False
    bound = any(speaker_of(control, voices) for control in cell.iter(qn("w:sdt")))
    return bound or plain in labels or "".join(plain.split()) in labels or text.lstrip()[0] in "○◯◎◆△●"


def _plain(node: _Element) -> str:
    return "".join(ticks.written(node).split())
