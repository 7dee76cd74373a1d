"""Rows of a table of people that are lists of their own: below it another list, or several people in one cell."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace

from transcriber.office_tables.grid import GridCell, SheetGrid, compact
from transcriber.office_tables.office_words import is_office
from transcriber.office_tables.table_block import BlockRow, TableBlock
from transcriber.papers.list_context import LinePerson, ListContext, holders_post
from transcriber.papers.list_headings import group_of, heading_of
from transcriber.papers.people_lines import people_of_line
from transcriber.papers.person_names import NameJudge

_SECTION = re.compile(".+[部課室局所係]")
_CELL = re.compile(r"[\n\v]")


def without_others(grid: SheetGrid, blocks: Sequence[TableBlock], judge: NameJudge) -> SheetGrid:
    """Without rows below a table that belong to another list, which is read by its lines: a post where a seat should be, 【事務局】 and
    those of it in one cell."""
    others: set[int] = set()
    alone: set[int] = set()
    for block in blocks:
        for row in block.rows:
            if is_office(row.text("seat")) and row.text("name"):
                others.add(row.number)
            elif _is_list(grid.rows.get(row.number, {}).values(), row, judge):
                alone.add(row.number)
    if others:
        for number in [n for n in grid.rows if n < min(others)][-1:]:
            if len(grid.rows[number]) == 1:
                others.add(number)  # 説明員, above them
    return without_rows(grid, others | alone)


def without_rows(grid: SheetGrid, left: Collection[int]) -> SheetGrid:
    """Without some of its rows."""
    return replace(grid, rows={n: cells for n, cells in grid.rows.items() if n not in left}) if left else grid


def _is_list(cells: Iterable[GridCell], row: BlockRow, judge: NameJudge) -> bool:
    """Whether a row is one cell, in no column of the table, that lists people."""
    texts = [cell.text.strip() for cell in cells if cell.text.strip()]
    if len(texts) != 1 or (row.text("name") and not row.across):
        return False
    group, head = group_of(texts[0]), heading_of(texts[0])
    labelled = (group is not None and group[1]) or (head is not None and head[2] and head[1])
    return bool(labelled) or judge.holds_name(compact(texts[0]))


def several_in_cells(blocks: Sequence[TableBlock], judge: NameJudge) -> Iterator[tuple[int, tuple[LinePerson, ...]]]:
    """(row, people) where the cell of a name holds several people with their posts: 課長　岡野 誠、係長　大貫 翼."""
    for block in blocks:
        for row in block.rows:
            text = row.text("name")
            if row.hidden or not text:
                continue
            parts = [p for p in _CELL.split(text) if p.strip()]
            each = [people_of_line(p, judge, ListContext(alone=True)) for p in parts]
            people = tuple(one for own in each for one in own or ())
            section = _section(row)
            if len(people) + bool(section) < 2 or not all(each) or row.text("post"):
                continue
            if all(p.person.post and judge.is_whole(p.spaced) for p in people):
                yield row.number, tuple(_of_section(p, section) for p in people)


def _section(row: BlockRow) -> str:
    """What section a row is of: 総務課, in the one column that says so."""
    own = {compact(row.text("department"))} | {compact(text) for text in row.unread}
    said = [text for text in own if _SECTION.fullmatch(text)]
    return said[0] if len(said) == 1 else ""


def _of_section(person: LinePerson, section: str) -> LinePerson:
    post = person.person.post
    return person.with_post(holders_post([section, post])) if section and _SECTION.match(post) is None else person
