"""Speech that a reviewer set into a table: who speaks in one column, what is said in another."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator
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


@dataclass(frozen=True)
class SpeechTables:
    """What the cells of such tables are.

    Attributes:
        speakers: cells that say who speaks.
        headings: rows that only say what the columns hold.
    """

    speakers: frozenset[_Element]
    headings: frozenset[_Element]


def speech_tables(body: _Element, labels: Collection[str], voices: tuple[str, ...]) -> SpeechTables:
    """Find them.

    A table is one if most rows that hold a sentence have a cell beside it that names a speaker, always in the same column.

    Args:
        labels: how speakers are called in the draft and on the roster.
        voices: those whose names are bound in the draft.
    """
    speakers: list[_Element] = []
    headings: list[_Element] = []
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
        first, cells = rows[0]
        if cells not in said and all(len(_plain(c)) <= _LONGEST_HEADING for c in cells):
            headings.append(first)
    return SpeechTables(frozenset(speakers), frozenset(headings))


def row_goes_on(paragraph: _Element, cell: _Element) -> bool:
    """Whether `cell` ends with this paragraph and another one of its row has text."""
    row = cell.getparent()
    rest = list(row.iter(qn("w:p")))
    rest = rest[rest.index(paragraph) + 1 :]
    return all(next(p.iterancestors(qn("w:tc"))) is not cell for p in rest) and any(_plain(p) for p in rest)


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
