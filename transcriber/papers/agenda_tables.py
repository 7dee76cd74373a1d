"""An agenda in a table with headings: 日程, 議案番号, 件名, 提出者."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from typing import NamedTuple

from transcriber.language import figures, numbers
from transcriber.minutes import rule_files
from transcriber.office_tables import headings
from transcriber.office_tables.blocks import find_blocks
from transcriber.office_tables.grid import SheetGrid, compact
from transcriber.office_tables.table_block import BlockRow, TableBlock
from transcriber.papers import agenda_lines
from transcriber.papers.bill_dittos import BillDittos
from transcriber.papers.bill_ranges import leading_bills
from transcriber.papers.paper import PaperTable, as_written
from transcriber.papers.speakers_beside import is_beside_business, is_speakers_column

_SCHEDULE = re.compile("日程")
_NUMBER = re.compile(rf"(?:追加)?(?:日程)?第?(?P<number>{numbers.INTEGER})(?:号)?[.、]?")
_LAYOUT = rule_files.any_of_each(__package__, "layout")
_BUSINESS = re.compile(_LAYOUT["business_columns"])
_WEAK = re.compile(_LAYOUT["weak_columns"])
"""Headings that say only below the heading of an agenda that items stand under them."""
_KIND = re.compile(figures.bills())
_SHORT_BILL = re.compile(rf"(?P<kind>{figures.bills()})(?P<number>{numbers.INTEGER})号?")
"""請願4"""
_WHOLE_BILL = re.compile(rf"(?:{figures.bills()})第{numbers.INTEGER}号(?:の{numbers.INTEGER})?")
"""議案第30号"""
_BILL_NUMBER = re.compile(rf"第?\s*{numbers.INTEGER}\s*号?")


_LABEL = re.compile(f"(?:{_LAYOUT['counted_business']})(?:事項)?(?:第?{numbers.INTEGER}号?)?|その他")
"""What counts business and says none: 議題1, 報告2."""


class AgendaRow(NamedTuple):
    """A row.

    Attributes:
        line: counted from the first line of the table.
        texts: its entry as lines of an agenda, 日程第3 議案第45号 …; none where it has no title.
        more: the other lines that the row covers.
    """

    line: int
    texts: tuple[str, ...]
    more: tuple[int, ...] = ()


class AgendaTable(NamedTuple):
    """A table that lists an agenda.

    Attributes:
        heads: lines of its headings, counted from its first.
    """

    rows: list[AgendaRow]
    heads: tuple[int, ...]


def agenda_rows(table: PaperTable, *, headed: bool) -> AgendaTable | None:
    """The rows of a table that lists an agenda; None for any other.

    Args:
        headed: an agenda was headed before, so a column 件名 alone is enough.
    """
    blocks = find_blocks(_without_title(table.grid), headings.AGENDA_FIELDS, ("item",))
    blocks = [
        b
        for b in blocks
        if _names_nobody(table, b)
        and not _is_entry(table, b.top)
        and (
            headed
            or _is_headed(table, b.top)
            or _heads_business(table, b)
            or (_is_strong(table, b) and ("item_number" in b.fields or "bill" in b.fields))
        )
    ]
    blocks = [b for b in blocks if not _is_of_labels(b, blocks)]
    blocks = [b for b in blocks if not _is_of_details(table, b, blocks)]
    if not blocks:
        return None
    found = []
    for block in blocks:
        head = table.grid.rows[block.top]
        scheduled = any(
            _SCHEDULE.search(compact(head[c].text)) for c in block.fields.get("item_number", ()) if c in head
        )
        kind = next((k for c in block.fields.get("bill", ()) if c in head for k in [_kind(head[c].text)] if k), "議案")
        dittos = BillDittos()
        counted = _counts_rows(block)
        for row in block.rows:
            if row.number in table.rows and not row.across and any(c.text.strip() for c in row.cells.values()):
                own = [at for at, number in enumerate(table.rows) if number == row.number]
                found.append(_row(row, own[0], scheduled, kind, dittos, counted=counted)._replace(more=tuple(own)))
    tops = {b.top for b in blocks}
    heads = tuple(at for at, number in enumerate(table.rows) if number in tops or _is_title(table, number, min(tops)))
    return AgendaTable(sorted(found), heads)


def _names_nobody(table: PaperTable, block: TableBlock) -> bool:
    """Whether no column lists people, but those who speak to what stands beside."""
    head = table.grid.rows[block.top]
    return all(
        c in head and (is_speakers_column(head[c].text) or is_beside_business(head[c].text))
        for c in block.fields.get("name", ())
    )


def _is_of_labels(block: TableBlock, blocks: Sequence[TableBlock]) -> bool:
    """Whether a column only counts the business that stands in the one beside it: 項目 | 内容, above 議題1 | 総合計画の策定について."""
    said = [text for row in block.rows if (text := compact(row.text("item")))]
    beside = any(other.top == block.top and other.left > block.right for other in blocks)
    return beside and bool(said) and all(map(_LABEL.fullmatch, said))


def _is_of_details(table: PaperTable, block: TableBlock, blocks: Sequence[TableBlock]) -> bool:
    """Whether a column says more of the business that stands in the one before it, row by row: 内容, beside 項目."""
    head = table.grid.rows[block.top]
    if not any(compact(head[c].text) == "内容" for c in block.fields["item"] if c in head):
        return False
    before = [other for other in blocks if other.top == block.top and other.right < block.left]
    titled = {row.number for other in before for row in other.rows if compact(row.text("item"))}
    return bool(before) and all(row.number in titled for row in block.rows if compact(row.text("item")))


def _is_title(table: PaperTable, number: int, top: int) -> bool:
    """Whether a row above the headings is the title of the table."""
    return number < top and len(table.grid.rows[number]) == 1


def _is_entry(table: PaperTable, number: int) -> bool:
    """Whether what looks like a row of headings counts: 3 | 議事."""
    return any(
        re.fullmatch("[0-9]{1,2}[.)]?|[(（][0-9]+[)）]|[①-⑳]", compact(c.text))
        for c in table.grid.rows[number].values()
    )


def _without_title(grid: SheetGrid) -> SheetGrid:
    """Without a title that stands in a row of its own above the headings: 次第, above 時間 | 内容."""
    rows = sorted(grid.rows)
    titles = {
        one
        for one, two in pairwise(rows)
        if len(grid.rows[one]) == 1
        and any(agenda_lines.agenda_heading(c.text) for c in grid.rows[one].values())
        and sum(
            bool(headings.field_of(c.text, headings.AGENDA_FIELDS)) or headings.is_other_heading(c.text)
            for c in grid.rows[two].values()
        )
        > 1
    }
    return replace(grid, rows={n: cells for n, cells in grid.rows.items() if n not in titles}) if titles else grid


def _is_headed(table: PaperTable, number: int) -> bool:
    """Whether a row above the headings is the heading of an agenda: 第3回防災会議　次第, merged over the table."""
    above = (cells for row, cells in table.grid.rows.items() if row < number)
    return any(len(cells) == 1 and agenda_lines.agenda_heading(c.text) for cells in above for c in cells.values())


def _heads_business(table: PaperTable, block: TableBlock) -> bool:
    """Whether a heading says that what stands below it is the business of a meeting: 次第, 議題."""
    head = table.grid.rows[block.top]
    beside = [c for column, c in head.items() if column not in block.fields["item"]]
    known = any(headings.is_other_heading(c.text) or headings.field_of(c.text, headings.AGENDA_FIELDS) for c in beside)
    return known and any(_BUSINESS.fullmatch(compact(head[c].text)) for c in block.fields["item"] if c in head)


def _is_strong(table: PaperTable, block: TableBlock) -> bool:
    """Whether a heading names business by itself (件名, 議題), and not 項目 or 内容 of anything."""
    head = table.grid.rows[block.top]
    return any(not _WEAK.fullmatch(compact(head[c].text)) for c in block.fields["item"] if c in head)


def _counts_rows(block: TableBlock) -> bool:
    """Whether the numbers only count the rows: they run on from 1 over what is of several kinds (協議, 協議, 報告)."""
    rows = [row for row in block.rows if compact(row.text("item"))]
    values = [numbers.value(n["number"]) for r in rows if (n := _NUMBER.fullmatch(compact(r.text("item_number"))))]
    kinds = {t for row in rows for t in row.unread if _KIND.fullmatch(t)}
    every = [any(_KIND.fullmatch(t) or headings.is_ditto(t) for t in row.unread) for row in rows]
    return values == list(range(1, len(rows) + 1)) and len(rows) > 1 and (len(kinds) > 1 or not all(every))


def _row(row: BlockRow, line: int, scheduled: bool, kind: str, dittos: BillDittos, *, counted: bool) -> AgendaRow:
    number = _NUMBER.fullmatch(compact(row.text("item_number")))
    counts = scheduled or "日程" in compact(row.text("item_number"))
    bill = dittos.written_out(as_written(" ".join(row.text("bill").split())))
    if bill and _BILL_NUMBER.fullmatch(bill):
        digits = re.sub(r"\D", "", compact(bill)) or compact(bill).strip("第号")
        bill = f"{kind}第{digits}号"
    elif bill and (short := _SHORT_BILL.fullmatch(compact(bill))):
        bill = f"{short['kind']}第{short['number']}号"
    if not bill and number and not (counts or counted) and (own_kind := _kind_beside(row, dittos)):
        bill = dittos.written_out(f"{own_kind}第{number['number']}号")
    if not bill and counts:  # beside 日程, in a column 番号
        bill = next((as_written(t) for t in row.unread if _WHOLE_BILL.fullmatch(compact(t))), "")
    value = numbers.value(number["number"]) if number and counts else None
    own = "" if number else dittos.written_out(as_written(row.text("item_number")))
    if own and re.search(figures.bills(), own):
        bill = bill or own
    texts = _entries(as_written(row.text("item")))
    if not texts and not bill:
        return AgendaRow(line, ())
    first = f"{bill} {texts[0] if texts else ''}".strip()
    if value is not None:
        added = "追加" if "追加" in row.text("item_number") else ""
        first = f"{added}日程第{int(value)} {first}"
    return AgendaRow(line, (first, *texts[1:]))


def _kind_beside(row: BlockRow, dittos: BillDittos) -> str:
    """What a column of its own says that a number counts: 議案, or 〃 below it."""
    found = next((t for t in row.unread if _KIND.fullmatch(t)), "")
    return found or (dittos.kind if any(map(headings.is_ditto, row.unread)) else "")


def _entries(text: str) -> list[str]:
    """The lines of a cell that are entries of their own; a title that the column wraps is one."""
    found: list[str] = []
    for part in filter(None, (p.strip() for p in text.split("\n"))):
        if found and not _begins(part):
            gap = " " if found[-1][-1].isascii() and part[0].isascii() else ""
            found[-1] += gap + part
        else:
            found.append(part)
    return found


def _begins(text: str) -> bool:
    return agenda_lines.numbered(text) is not None or bool(leading_bills(text).bills)


def _kind(heading: str) -> str:
    found = re.match(rf"({figures.bills()})(?:番号|の番号|No\.?)?$", compact(heading))
    return found[1] if found else ""
