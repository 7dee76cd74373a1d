"""People where no table has a place for them: a post and a name in one cell beside or below it, or in the cells of a line without headings."""

from __future__ import annotations

from collections.abc import Iterable

from transcriber.office_tables.grid import SheetGrid
from transcriber.office_tables.name_cells import name_in_cell
from transcriber.office_tables.written_names import shortened

_SHORTEST_NAME = 2
_LONGEST = 40
_MOST_ROWS = 200
"""Rows of a sheet without headings that are looked at."""


def person_beside(texts: Iterable[str]) -> str:
    """The first text that is a post and a name (事務局長　根本　亮), as it is quoted; empty where none is."""
    return next((shortened(text) for text in texts if _is_person(text)), "")


def lists_people(grid: SheetGrid) -> bool:
    """Whether lines of a sheet without headings are a post and a name each."""
    rows = list(grid.rows.items())[:_MOST_ROWS]
    return any(
        _is_person(" ".join(cell.text.strip() for _, cell in sorted(cells.items())))
        for number, cells in rows
        if number not in grid.hidden_rows
    )


def _is_person(text: str) -> bool:
    if len(text) > _LONGEST or len(text.split()) < 2:
        return False
    read = name_in_cell(text)
    return bool(read.post) and not read.trouble and len(read.name.replace(" ", "")) >= _SHORTEST_NAME
