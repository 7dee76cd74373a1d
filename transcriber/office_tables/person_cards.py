"""Forms for one person each, below one another on a sheet (氏名 | 雨貝 信, 役職 | 会長, …), as the rows of one table.

A label stands left of what it asks for. The rows keep the numbers of the lines that hold the names, so places are told as in any table.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import replace

from transcriber.office_tables import headings
from transcriber.office_tables.grid import MOST_COLUMNS, GridCell, SheetGrid, compact

_FEWEST = 2
"""Cards on a sheet; one alone is a table on its side."""

_MOST = 2000
"""Rows of a sheet that is looked at: five hundred people."""
_MOSTLY = 2 / 3
"""Of the lines, how many hold labels: a table has one such line, and many without."""


def cards_as_tables(grid: SheetGrid, fields: tuple[str, ...], anchors: Collection[str]) -> list[SheetGrid]:
    """The sheet as a table with one row a card, one for each column of cards; none where it holds no cards.

    Args:
        fields, anchors: as in `blocks.find_blocks`.
    """
    if len(grid.rows) > _MOST:
        return []
    starts = sorted({c for cells in grid.rows.values() for c, cell in cells.items() if _field(cell, fields) in anchors})
    parts = [(1 if n == 0 else left, [*starts, MOST_COLUMNS + 1][n + 1]) for n, left in enumerate(starts)]
    found = [_as_table(_between(grid, left, right), fields, anchors) for left, right in parts]
    return [table for table in found if table is not None] if all(found) else []


def _between(grid: SheetGrid, left: int, right: int) -> SheetGrid:
    rows = {n: {c: cell for c, cell in cells.items() if left <= c < right} for n, cells in grid.rows.items()}
    return replace(grid, rows={n: cells for n, cells in rows.items() if cells})


def _as_table(grid: SheetGrid, fields: tuple[str, ...], anchors: Collection[str]) -> SheetGrid | None:
    pairs = list(_pairs(grid, fields))
    starts = [number for number, field, _, _ in pairs if field in anchors]
    labels = {compact(label.text) for _, field, label, _ in pairs if field in anchors}
    names = {compact(value.text) for _, field, _, value in pairs if field in anchors}
    asked = Counter(field for _, field, label, value in pairs if field and field not in anchors)
    if (
        len(names) < _FEWEST
        or len(labels) > 1
        or len(set(starts)) < len(starts)
        or max(asked.values(), default=0) < _FEWEST
    ):
        return None
    first = min(number for number, field, *_ in pairs if field)
    lines = {number for number, *_ in pairs if number >= first}
    if len({number for number, _, label, value in pairs if label is not value}) < _MOSTLY * len(lines):
        return None
    # What stands above the first name (its reading) belongs to it, so cards begin as far above each name as the first does.
    above = starts[0] - first
    head: dict[str, GridCell] = {}
    rows: dict[int, dict[str, GridCell]] = {}
    for number, field, label, value in pairs:
        if number < first:
            continue
        card = max((s for s in starts if s - above <= number), default=starts[0])
        title = field or compact(label.text)
        if title not in rows.setdefault(card, {}):
            head.setdefault(title, label)
            rows[card][title] = value
    top = max(1, first - 1)
    columns = {title: at for at, title in enumerate(head, 1)}
    table = {top: {columns[title]: label for title, label in head.items()}}
    for number, cells in rows.items():
        table[number + (number <= top)] = {columns[title]: value for title, value in cells.items()}
    return SheetGrid(grid.name, table, grid.hidden)


def _pairs(grid: SheetGrid, fields: tuple[str, ...]) -> Iterator[tuple[int, str, GridCell, GridCell]]:
    """(row, field, label, value); the field is empty where nobody asks for it, and label and value are one cell where only one is left."""
    for number, cells in grid.rows.items():
        shown = [] if number in grid.hidden_rows else [cells[c] for c in sorted(cells) if not grid.hides(c)]
        asked = bool(shown) and _is_label(shown[0], fields) and len(shown) > 1 and not _is_label(shown[1], fields)
        for label, value in (
            zip(shown[::2], [*shown[1::2], shown[-1]], strict=False) if asked else ((c, c) for c in shown)
        ):
            field = _field(label, fields) if asked and label is not value else ""
            yield number, field, label, value


def _field(cell: GridCell, fields: tuple[str, ...]) -> str:
    return headings.field_of(cell.text, fields)


def _is_label(cell: GridCell, fields: tuple[str, ...]) -> bool:
    return bool(_field(cell, fields)) or headings.is_other_heading(cell.text)
