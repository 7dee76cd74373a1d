"""Tables on their side below one another (役職 | 教育長 | 委員, 氏名 | …, and again 役職 | …): a few people in each, their labels in one column."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from transcriber.office_tables import headings
from transcriber.office_tables.grid import GridCell, SheetGrid, compact

_FEWEST = 2
"""Tables on a sheet; one alone is found by turning the sheet. And people in the widest of them: with one each they are forms."""

_MOST = 400
"""Rows of a sheet that is looked at."""

_MOSTLY = 2 / 3
"""Of the lines, how many begin with a label."""


def stacked_tables(grid: SheetGrid, fields: tuple[str, ...], anchors: Collection[str]) -> list[SheetGrid]:
    """Each of the tables as a grid that lies on its side; none where the sheet holds no such tables.

    Args:
        fields, anchors: as in `blocks.find_blocks`.
    """
    if len(grid.rows) > _MOST:
        return []
    labelled = {n: cells[min(cells)] for n, cells in grid.rows.items() if _begins_with_label(cells, fields)}
    beside = [c for n, cells in grid.rows.items() if n not in labelled for c in cells.values() if _is_label(c, fields)]
    if beside or len(labelled) < _MOSTLY * len(grid.rows):
        return []  # headings somewhere else: what stands in the first column is said of each row
    bands: list[list[int]] = []
    first = ""
    for number, label in labelled.items():
        first = first or compact(label.text)
        if compact(label.text) == first or not bands:
            bands.append([])
        bands[-1].append(number)
    labels = [[compact(labelled[n].text) for n in band] for band in bands]
    named = [next((n for n in band if headings.field_of(labelled[n].text, fields) in anchors), 0) for band in bands]
    if len(bands) < _FEWEST or len(labels[0]) < _FEWEST or any(each != labels[0] for each in labels) or not all(named):
        return []
    if max(len(grid.rows[n]) - 1 for n in named) < _FEWEST:
        return []
    return [
        replace(
            grid,
            rows={n: grid.rows[n] for n in band},
            merges=tuple(m for m in grid.merges if band[0] <= m.top <= band[-1]),
        )
        for band in bands
    ]


def _begins_with_label(cells: dict[int, GridCell], fields: tuple[str, ...]) -> bool:
    """Whether the first cell is a label, and no other one is."""
    first, *rest = (cells[c] for c in sorted(cells))
    return _is_label(first, fields) and not any(_is_label(cell, fields) for cell in rest)


def _is_label(cell: GridCell, fields: tuple[str, ...]) -> bool:
    return bool(headings.field_of(cell.text, fields)) or headings.is_other_heading(cell.text)
