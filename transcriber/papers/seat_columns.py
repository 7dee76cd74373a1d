"""Columns of numbered seats in tables of people that no heading calls so."""

from __future__ import annotations

import re
from dataclasses import replace

from transcriber.office_tables import headings, roster_reading
from transcriber.office_tables.grid import SheetGrid, compact

_SEAT = re.compile("[0-9]{1,2}番")
_SEAT_BEHIND = re.compile(r"[(（]\s*([0-9]{1,2})\s*[)）](?=\s*$)")
_NUMBER = re.compile("番号|No\\.?|№|番|席", re.IGNORECASE)


def with_seats(grid: SheetGrid, *, seated: bool) -> SheetGrid:
    """A list of members that calls the column of their seats 番号, where members sit in seats or 12番 stands below it."""
    for number, cells in grid.rows.items():
        said = {c: headings.field_of(cell.text, headings.ROSTER_FIELDS) for c, cell in cells.items()}
        if not any(f in roster_reading.ANCHORS for f in said.values()):
            continue
        if "seat" in said.values():
            return grid
        plain = {
            c for c, cell in cells.items() if _NUMBER.fullmatch(compact(cell.text)) and (seated or _seats(grid, c))
        }
        renamed = {c: cell._replace(text="議席番号") if c in plain else cell for c, cell in cells.items()}
        return replace(grid, rows={**grid.rows, number: renamed}) if plain else grid
    return grid


def _seats(grid: SheetGrid, column: int) -> bool:
    return any(column in cells and _SEAT.fullmatch(compact(cells[column].text)) for cells in grid.rows.values())


def with_seats_behind_names(grid: SheetGrid) -> SheetGrid:
    """質問者（議席） over 今野律子（2）: the number behind the name is the seat."""
    columns: set[int] = set()
    rows = {}
    for number, cells in grid.rows.items():
        named = {c for c, cell in cells.items() if headings.field_of(cell.text, ("name",))}
        columns |= {c for c in named if "議席" in cells[c].text}
        seated = {
            c: cell._replace(text=_SEAT_BEHIND.sub(r"(\1番)", cell.text))
            for c, cell in cells.items()
            if c in columns - named
        }
        rows[number] = {**cells, **seated}
    return replace(grid, rows=rows) if columns else grid
