"""Tables that are set with gaps and have no lines drawn around their cells, as text and PDF have them: 議席　氏名　区分　出欠, and rows below.

They become tables as in Word only where a line is nothing but headings of a list and every row stands below them in one way; what is
less sure stays lines.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from transcriber.office_tables import headings
from transcriber.office_tables.grid import GridCell, SheetGrid
from transcriber.papers.paper import Paper, PaperTable
from transcriber.papers.text_columns import TextColumn, below_headings, columns_of_text

_FEWEST = 3
"""Columns, below which a list is read as well by its lines."""
_LEAST_ROWS = 2
_LONGEST = 160
"""Characters of a line that may be a row."""


def with_text_tables(paper: Paper) -> Paper:
    """The paper with the tables that its lines hold."""
    taken = {table.first + at for table in paper.tables for at in range(len(table.rows))}
    found = list(_tables(paper.lines, taken))
    if not found:
        return paper
    return replace(paper, tables=tuple(sorted((*paper.tables, *found), key=lambda table: table.first)))


def _tables(lines: Sequence[str], taken: set[int]) -> Iterator[PaperTable]:
    at = 0
    while at < len(lines):
        heads = _headings(lines[at]) if at not in taken else []
        rows = _rows(lines, at + 1, heads, taken) if heads else []
        if len(rows) < _LEAST_ROWS:
            at += 1
            continue
        cells = [{c: GridCell(h.text) for c, h in enumerate(heads, start=1)}]
        cells += [{c: GridCell(text) for c, text in enumerate(row, start=1) if text} for row in rows]
        numbers = range(1, len(cells) + 1)
        yield PaperTable(SheetGrid("", dict(zip(numbers, cells, strict=True))), at, tuple(numbers))
        at += len(cells)


def _headings(line: str) -> list[TextColumn]:
    """The columns of a line that is nothing but headings, one of them of names; none where it is not."""
    if not line.strip() or len(line) > _LONGEST:
        return []
    heads = columns_of_text(line, _is_heading)
    plain = ["".join(h.text.split()) for h in heads]
    named = sum(bool(headings.field_of(text, ("name",))) for text in plain)
    return heads if len(heads) >= _FEWEST and named == 1 and all(map(_is_heading, plain)) else []


def _is_heading(text: str) -> bool:
    return bool(headings.field_of(text, headings.ROSTER_FIELDS)) or headings.is_other_heading(text)


def _rows(lines: Sequence[str], first: int, heads: Sequence[TextColumn], taken: set[int]) -> list[list[str]]:
    """The rows that follow each other below headings, each with what stands below each of them."""
    name = next(i for i, h in enumerate(heads) if headings.field_of("".join(h.text.split()), ("name",)))
    found: list[list[str]] = []
    for at in range(first, len(lines)):
        row = columns_of_text(lines[at]) if at not in taken and len(lines[at]) <= _LONGEST else []
        ways = (
            [way for way in below_headings(heads, row) if len(way) == len(heads)] if 1 < len(row) <= len(heads) else []
        )
        if not ways or any(way != ways[0] for way in ways) or not ways[0][name].strip():
            break
        found.append(ways[0])
    return found
