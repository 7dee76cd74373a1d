"""How places in a file are named to staff, and which of its sheets are used."""

from __future__ import annotations

import itertools
import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace

from openpyxl.utils.cell import get_column_letter

from transcriber.office_tables import headings
from transcriber.office_tables.blocks import find_blocks
from transcriber.office_tables.grid import MOST_COLUMNS, RemarkKind, SheetGrid, SheetRemark, compact, turned
from transcriber.office_tables.people_beside import lists_people
from transcriber.office_tables.person_cards import cards_as_tables
from transcriber.office_tables.stacked_sideways import stacked_tables
from transcriber.office_tables.table_block import TableBlock

_MOST_NAMED = 12
"""Ranges of rows named in one line."""

_MOST_TURNED = 60
"""Rows of a sheet whose headings may stand below each other in its first column."""


@dataclass(frozen=True)
class SheetPlaces:
    """Places in one sheet.

    Attributes:
        sheet: empty where a file has only one.
        turned: the table lies on its side: what is read as a row is a column.
    """

    file: str
    sheet: str
    turned: bool = False

    @property
    def whole(self) -> str:
        """The sheet itself."""
        return f"{self.file} のシート「{self.sheet}」" if self.sheet else self.file

    @property
    def _of(self) -> str:
        return f"{self.whole}の" if self.sheet else f"{self.whole} の"

    def at(self, number: int) -> str:
        """3行目, in this sheet"""
        return f"{get_column_letter(number)}列" if self.turned else f"{number}行目"

    def row(self, number: int) -> str:
        """名簿.xlsx の 3行目"""
        return f"{self._of} {self.at(number)}"

    def rows(self, numbers: Sequence[int]) -> str:
        """名簿.xlsx の 3～8・12行目"""
        ranges = []
        for _, group in itertools.groupby(enumerate(sorted(set(numbers))), lambda pair: pair[1] - pair[0]):
            run = [number for _, number in group]
            ranges.append(f"{run[0]}" if len(run) == 1 else f"{run[0]}～{run[-1]}")
        if self.turned:
            return f"{self._of} {'・'.join(get_column_letter(n) for n in sorted(set(numbers))[:_MOST_NAMED])}列"
        more = "ほか" if len(ranges) > _MOST_NAMED else ""
        return f"{self._of} {'・'.join(ranges[:_MOST_NAMED])}行目{more}"

    def of_block(self, block: TableBlock) -> Iterator[SheetRemark]:
        """Columns of a block that are not used."""
        head = self.row(block.top)
        if block.hidden:
            yield SheetRemark(RemarkKind.NOT_USED, head, f"表示されていない列{''.join(block.hidden)}は使いません。")
        if block.unused:
            shown = "、".join(block.unused)
            yield SheetRemark(
                RemarkKind.NOT_USED, head, f"{'' if shown.startswith('見出し') else '列'}{shown}は使いません。"
            )
        for field, heading in block.guessed:
            what, content = ("議席番号", "「1番」のように") if field == "seat" else ("役職", "職名の")
            text = f"{what}の見出しがないので、{content}書かれた列{heading}を{what}として読みました。"
            yield SheetRemark(RemarkKind.MENDED, head, text)
        for field, title, what in (
            ("remark", "備考", "在職の期間"),
            ("term_of_office", "任期", "人により違う在職の期間"),
            ("committee", "委員会", "委員長と副委員長の役職"),
        ):
            if field in block.fields:
                text = f"{title}の列は、{what}のほかには使いません。"
                yield SheetRemark(RemarkKind.NOT_USED, head, text)


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
    for grid in filled:
        stacked = [] if grid.hidden else stacked_tables(grid, fields, anchors)
        cards = [] if grid.hidden or stacked else cards_as_tables(grid, fields, anchors)
        if stacked:
            blocks[id(grid)] = [block for table in stacked for block in find_blocks(turned(table), fields, anchors)]
            places[id(grid)] = replace(places[id(grid)], turned=True)
        elif cards:
            blocks[id(grid)] = [block for table in cards for block in find_blocks(table, fields, anchors)]
        if not grid.hidden and not blocks[id(grid)] and len(grid.rows) <= _MOST_TURNED:
            blocks[id(grid)] = find_blocks(turned(grid), fields, anchors)
            places[id(grid)] = replace(places[id(grid)], turned=True)
    tables = [g for g in filled if blocks.get(id(g))]
    today = [g for g in tables if not headings.is_of_other_days(g.name)] or tables
    if "term" not in anchors:  # words of other years are added to, people of other years are gone
        today = _of_latest_year(today)
    remarks = []
    for grid in filled:
        place = SheetPlaces(file, grid.name).whole
        if grid.hidden:
            remarks.append(SheetRemark(RemarkKind.NOT_USED, place, "表示されていないシートなので、使いません。"))
        elif grid not in tables and tables and "term" not in anchors and lists_people(grid):
            text = "氏名と役職らしい行がありますが、見出しの行がないので、使っていません。1行目に「氏名」「役職」の見出しを書いてください。"
            remarks.append(SheetRemark(RemarkKind.LEFT_OUT, place, text))
        elif grid not in tables and tables:
            remarks.append(SheetRemark(RemarkKind.NOT_USED, place, "見出しの行がないので、使いません。"))
        elif grid in tables and grid not in today:
            text = "名前から、いまは使っていないシート（前の年度などの古い名簿や、記入例）と見て、使いません。使うときはシートの名前を変えてください。"
            remarks.append(SheetRemark(RemarkKind.NOT_USED, place, text))
        if grid.far:
            text = f"{MOST_COLUMNS}列より右に書かれたものは読みません。"
            remarks.append(SheetRemark(RemarkKind.NOT_USED, places[id(grid)].row(grid.far), text))
    return [(blocks[id(g)], places[id(g)]) for g in today], remarks


_YEAR = re.compile(
    r"(?P<era>令和|平成|(?<![A-Za-z])[RrHh](?=[0-9元])|(?<![0-9])20(?=[0-9]{2}(?![0-9])))(?P<n>[0-9]{1,2}|元)年?度?"
)
_IN_USE = re.compile(r"[(\[【](?:現行?|現在|最新版?|新|使用中)[)\]】]|(?:現行|最新版?)$")
"""R8（現） beside R7."""
_ERAS = {"令和": 2018, "平成": 1988, "R": 2018, "r": 2018, "H": 1988, "h": 1988, "20": 2000}


def _of_latest_year(grids: Sequence[SheetGrid]) -> list[SheetGrid]:
    """Of sheets whose names differ in the year only (令和6年度, 令和7年度) the last one."""
    years = {id(g): _year(g.name) for g in grids}
    last: dict[str, int] = {}
    for _, (rest, year) in years.items():
        last[rest] = max(last.get(rest, 0), year)
    return [g for g in grids if (told := years[id(g)])[1] == 0 or told[1] == last[told[0]]]


def _year(name: str) -> tuple[str, int]:
    """A sheet's name without its year, and the year in the Western calendar; 0 where it has none."""
    plain = _IN_USE.sub("", compact(name))
    found = _YEAR.search(plain)
    if found is None:
        return plain, 0
    return plain[: found.start()] + plain[found.end() :], _ERAS[found["era"]] + (
        1 if found["n"] == "元" else int(found["n"])
    )
