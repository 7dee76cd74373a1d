"""How places in a file are named to staff, and which of its sheets are used."""

from __future__ import annotations

import itertools
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from transcriber.office_tables import headings
from transcriber.office_tables.blocks import TableBlock, find_blocks
from transcriber.office_tables.grid import MOST_COLUMNS, RemarkKind, SheetGrid, SheetRemark

_MOST_NAMED = 12
"""Ranges of rows named in one line."""


@dataclass(frozen=True)
class SheetPlaces:
    """Places in one sheet. `sheet`: empty where a file has only one."""

    file: str
    sheet: str

    @property
    def whole(self) -> str:
        """The sheet itself."""
        return f"{self.file} のシート「{self.sheet}」" if self.sheet else self.file

    @property
    def _of(self) -> str:
        return f"{self.whole}の" if self.sheet else f"{self.whole} の"

    def row(self, number: int) -> str:
        """名簿.xlsx の 3行目"""
        return f"{self._of} {number}行目"

    def rows(self, numbers: Sequence[int]) -> str:
        """名簿.xlsx の 3～8・12行目"""
        ranges = []
        for _, group in itertools.groupby(enumerate(sorted(set(numbers))), lambda pair: pair[1] - pair[0]):
            run = [number for _, number in group]
            ranges.append(f"{run[0]}" if len(run) == 1 else f"{run[0]}～{run[-1]}")
        more = "ほか" if len(ranges) > _MOST_NAMED else ""
        return f"{self._of} {'・'.join(ranges[:_MOST_NAMED])}行目{more}"

    def of_block(self, block: TableBlock) -> Iterator[SheetRemark]:
        """Columns of a block that are not used."""
        head = self.row(block.top)
        if block.hidden:
            yield SheetRemark(RemarkKind.NOT_USED, head, f"表示されていない列{''.join(block.hidden)}は使いません。")
        if block.unused:
            yield SheetRemark(RemarkKind.NOT_USED, head, f"列{'、'.join(block.unused)}は使いません。")


def visible_sheets(
    grids: Sequence[SheetGrid], file: str, fields: tuple[str, ...], anchors: Collection[str]
) -> tuple[list[tuple[list[TableBlock], SheetPlaces]], list[SheetRemark]]:
    """The tables of the sheets that are used, with their places; and what is to be said of the other sheets.

    Args:
        fields, anchors: as in `find_blocks`.
    """
    filled = [g for g in grids if g.rows]
    named = len(filled) > 1
    places = {id(g): SheetPlaces(file, g.name if named else "") for g in filled}
    blocks = {id(g): find_blocks(g, fields, anchors) for g in filled if not g.hidden}
    tables = [g for g in filled if blocks.get(id(g))]
    today = [g for g in tables if not headings.is_of_other_days(g.name)] or tables
    remarks = []
    for grid in filled:
        place = SheetPlaces(file, grid.name).whole
        if grid.hidden:
            remarks.append(SheetRemark(RemarkKind.NOT_USED, place, "表示されていないシートなので、使いません。"))
        elif grid not in tables and tables:
            remarks.append(SheetRemark(RemarkKind.NOT_USED, place, "見出しの行がないので、使いません。"))
        elif grid in tables and grid not in today:
            text = "名前から、いまは使っていないシート（古い名簿や記入例）と見て、使いません。使うときはシートの名前を変えてください。"
            remarks.append(SheetRemark(RemarkKind.NOT_USED, place, text))
        if grid.far:
            text = f"{MOST_COLUMNS}列より右に書かれたものは読みません。"
            remarks.append(SheetRemark(RemarkKind.NOT_USED, places[id(grid)].row(grid.far), text))
    return [(blocks[id(g)], places[id(g)]) for g in today], remarks
