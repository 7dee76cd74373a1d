"""The tables on a sheet: headings, wherever they stand, several blocks side by side or below each other, and their rows.

A block's row has for each field the cells under its heading: a heading merged over two columns holds both, a cell merged over
rows holds for all of them, 〃 stands for what is above.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from openpyxl.utils.cell import get_column_letter

from transcriber.office_tables import headings
from transcriber.office_tables.grid import GridCell, SheetGrid, compact
from transcriber.office_tables.heading_rows import (
    begins_table,
    fields_said,
    headed,
    is_below,
    of_somebody_else,
    refine,
    with_anchor_above,
    with_upper,
)
from transcriber.office_tables.office_words import is_office
from transcriber.office_tables.table_block import BlockRow, TableBlock

_REPEATED = frozenset({"post", "department", "committee", "note"})
"""Fields in which 〃 is written for the value above."""

_SEAT = re.compile("第?[0-9]{1,3}番(?:議員)?")
_FEWEST_SEATS = 2

_MOSTLY = 0.6
"""Share of posts from which a column is one of posts."""


def find_blocks(
    grid: SheetGrid, fields: tuple[str, ...], anchors: Collection[str], *, hidden_columns: bool = False
) -> list[TableBlock]:
    """The tables of a sheet, from the top.

    Args:
        fields: what may be asked for (headings.py).
        anchors: the fields of which every table has one, and only one.
        hidden_columns: use them too.
    """
    found: list[TableBlock] = []
    open_blocks: list[TableBlock] = []
    spans = {(m.top, m.left): m for m in grid.merges}
    last_head = 0
    last = max((max(cells) for cells in grid.rows.values()), default=1)
    for number, cells in grid.rows.items():
        said = fields_said(cells, fields, anchors)
        if open_blocks and (said or number == last_head + 1) and is_below(open_blocks, number, said, cells, fields):
            for block in open_blocks:
                refine(grid, block, said, number)
            last_head = number
        elif (
            over := with_anchor_above(grid, number, said, fields, anchors) if number - last_head > 1 else None
        ) is not None or (said and begins_table(said, cells, anchors, bool(open_blocks))):
            whole, upper = over or (with_upper(grid, number, fields) if number - last_head > 1 else (cells, 0))
            others = of_somebody_else(grid, number, upper)
            said = {c: f for c, f in fields_said(whole, fields, anchors).items() if c not in others}
            for block in open_blocks:
                block.rows = [r for r in block.rows if r.number < number - upper] if upper else block.rows
                _take_title(grid, block, number - upper)
            new = headed(grid, number, whole, said, anchors, spans, last, hidden_columns)
            open_blocks = [b for b in open_blocks if all(b.right < n.left or b.left > n.right for n in new)] + new
            found += new
            last_head = number
        else:
            first, end = min(cells), max(cells)
            for block in open_blocks:
                if first <= block.right and block.left <= end and _holds(block, cells, first, end):
                    block.rows.append(BlockRow(number, {}, (), hidden=number in grid.hidden_rows))
    for block in found:
        _finish(grid, block, fields, min(b.left for b in found))
    return found


def _take_title(grid: SheetGrid, block: TableBlock, next_head: int) -> None:
    """The line above the headings of the next table, if it is one cell where other lines have several: 前任の委員."""
    before = next_head - 1
    shown = [len(grid.rows[r.number]) for r in block.rows if r.number != before]
    alone = block.rows and block.rows[-1].number == before and len(grid.rows[before]) == 1
    if alone and len(block.fields) > 1 and sum(n > 1 for n in shown) * 2 > len(shown):
        block.titles.add(before)


def _holds(block: TableBlock, cells: Collection[int], first: int, last: int) -> bool:
    """Whether one of the cells, from column `first` to column `last`, is the block's."""
    return (
        block.left <= first <= block.right or last <= block.right or any(block.left <= c <= block.right for c in cells)
    )


def _finish(grid: SheetGrid, block: TableBlock, fields: Collection[str], first: int) -> None:
    """Take up columns without a heading that continue a name, then fill in the cells of every row.

    Args:
        first: the first column of all tables; what stands left of it (例) is in no other one.
    """
    if "post" in fields and not {"post_name", "department"} & set(block.fields):
        _take_posts(grid, block)
    if "seat" in fields and "seat" not in block.fields:
        _take_seats(grid, block)
    _widen(grid, block)
    used = {c for columns in block.fields.values() for c in columns}
    if block.left == first:
        block.unused += _left_of(grid, block)
    held = {name: _held(grid, block, columns[0]) for name, columns in block.fields.items()}
    units = {c: _held(grid, block, c) for c in block.fields.get("department", ())}
    across = _titled(grid, block, used) | block.titles
    above: dict[str, GridCell] = {}
    filled: list[BlockRow] = []
    anchor = next((n for n in ("name", "surname", "post_name", "term") if n in block.fields), "")
    rest = [c for c in range(1 if block.left == first else block.left, block.right + 1) if c not in used]
    plain = [(n, cs[0]) for n, cs in block.fields.items() if len(cs) == 1 and not held[n] and n not in _REPEATED]
    others = [n for n in block.fields if n not in dict(plain)]
    for row in block.rows:
        cells = grid.rows[row.number]
        values = {name: cells[column] for name, column in plain if column in cells}
        again = False
        for name in others:
            columns = block.fields[name]
            gap = "\n" if name in block.parted else " "
            value = (
                cells.get(columns[0]) if len(columns) == 1 else _joined([cells[c] for c in columns if c in cells], gap)
            )
            if name == "department" and any(row.number in held_by for held_by in units.values()):
                # 部 is merged over all its rows, a 課 over some of them
                tops = {c: grid.rows.get(units[c].get(row.number, row.number), {}).get(c) for c in columns}
                value = _joined([cell for cell in tops.values() if cell is not None], gap)
            elif value is None and row.number in held[name]:
                top = grid.rows.get(held[name][row.number], {})
                value = _joined([top[c] for c in columns if c in top], gap)
                again |= name == anchor
            if value is not None and name in _REPEATED and name in above and headings.is_ditto(value.text):
                value = above[name]
            if value is not None:
                values[name] = value
        if others:
            values = {name: values[name] for name in block.fields if name in values}
        above = {name: values[name] for name in _REPEATED if name in values}
        unread = tuple(cells[c].text.strip() for c in rest if c in cells) if len(cells) > len(values) else ()
        filled.append(BlockRow(row.number, values, unread, again=again, hidden=row.hidden, across=row.number in across))
    block.rows = filled


def _left_of(grid: SheetGrid, block: TableBlock) -> list[str]:
    """Columns left of the headings in which the rows have words."""
    rows = [grid.rows[r.number] for r in block.rows if not r.hidden]
    words = {
        c for cells in rows for c, cell in cells.items() if c < block.left and cell.text.strip(" 0123456789.") != ""
    }
    return [f"見出しのない{get_column_letter(c)}列" for c in sorted(words)]


def _titled(grid: SheetGrid, block: TableBlock, used: Collection[int]) -> set[int]:
    """Rows in which one cell is merged over all columns that are used."""
    if len(used) < 2:
        return set()
    first, last = min(used), max(used)
    return {m.top for m in grid.merges if block.left <= m.left <= first and last <= m.right <= block.right}


def _take_posts(grid: SheetGrid, block: TableBlock) -> None:
    """Where no heading tells the posts, or one that may mean something else (続柄): a column that holds hardly anything else."""
    own = block.fields.get("post", ())
    heading = grid.rows.get(block.top, {}).get(own[0]) if own else None
    if own and (heading is None or not headings.may_mean_kinship(heading.text)):
        return
    used = {c for columns in block.fields.values() for c in columns}
    rows = [grid.rows[r.number] for r in block.rows if not r.hidden]
    for column in sorted({c for cells in rows for c in cells if block.left <= c <= block.right} - used):
        over = grid.rows.get(block.top, {}).get(column)
        if over is not None and headings.tells_of_others(over.text):
            continue
        if grid.hides(column) or _share_of_posts(grid, block, column) < _MOSTLY:
            continue
        if heading is not None:
            block.unused.append(f"「{heading.text.strip()}」")
        title = f"「{over.text.strip()}」" if over is not None else ""
        block.fields["post"] = (column,)
        block.guessed.append(("post", title or f"見出しのない{get_column_letter(column)}列"))
        block.unused = [u for u in block.unused if u != title]
        return


def _take_seats(grid: SheetGrid, block: TableBlock) -> None:
    """Where no heading tells the seats: a column of numbers that says 番 in each row (番号 over 1番, 2番)."""
    used = {c for columns in block.fields.values() for c in columns}
    rows = [grid.rows[r.number] for r in block.rows if not r.hidden]
    for column in sorted({c for cells in rows for c in cells if block.left <= c <= block.right} - used):
        texts = [compact(cells[column].text) for cells in rows if column in cells]
        if grid.hides(column) or len(texts) < _FEWEST_SEATS or not all(map(_SEAT.fullmatch, texts)):
            continue
        over = grid.rows.get(block.top, {}).get(column)
        title = f"「{over.text.strip()}」" if over is not None else ""
        block.fields["seat"] = (column,)
        block.guessed.append(("seat", title or f"見出しのない{get_column_letter(column)}列"))
        block.unused = [u for u in block.unused if u != title]
        return


def _share_of_posts(grid: SheetGrid, block: TableBlock, column: int) -> float:
    """Of the texts in a column, how many are posts; 0 for an empty one."""
    cells = (grid.rows[r.number].get(column) for r in block.rows if not r.hidden)
    texts = [c.text for c in cells if c is not None and c.text.strip()]
    return sum(is_office(t) for t in texts) / len(texts) if texts else 0.0


def _widen(grid: SheetGrid, block: TableBlock) -> None:
    """姓 and 名 in two columns below one 氏名 that was centred over both without merging; what else has no heading is said."""
    used = {c for columns in block.fields.values() for c in columns}
    under_heading = used | set(grid.rows.get(block.top, {})) | block.headed
    for column in range(block.left, min(block.right, max(used) + 40) + 1):
        if column in under_heading or grid.hides(column):
            continue
        texts = [grid.rows[r.number][column].text for r in block.rows if column in grid.rows[r.number]]
        if not texts:
            continue
        for name in ("name", "kana"):
            columns = block.fields.get(name, ())
            beside = sum(1 for r in block.rows if columns and columns[0] in grid.rows[r.number])
            short = all(len(t.strip()) <= 6 and not any(c.isdigit() for c in t) for t in texts)
            if columns and columns[-1] == column - 1 and 2 * len(texts) > beside and short:
                block.fields[name] = (*columns, column)
                break
        else:
            block.unused.append(f"見出しのない{get_column_letter(column)}列")


def _held(grid: SheetGrid, block: TableBlock, column: int) -> dict[int, int]:
    """Row → the row whose cell is merged over it, in one column."""
    found = {}
    rows = [r.number for r in block.rows]
    for merge in grid.merges:
        if merge.left == column and merge.bottom > merge.top > block.top:
            found.update({n: merge.top for n in rows if merge.top < n <= merge.bottom})
    return found


def _joined(cells: Sequence[GridCell], gap: str) -> GridCell | None:
    """Several cells of one field as one."""
    if not cells:
        return None
    if len(cells) == 1:
        return cells[0]
    return GridCell(
        gap.join(c.text.strip() for c in cells if c.text.strip()),
        next((c.fault for c in cells if c.fault), ""),
        " ".join(c.struck for c in cells if c.struck),
        any(c.cleaned for c in cells),
        next((c.day for c in cells if c.day), None),
        None,
        gap.join(c.furigana for c in cells) if all(c.furigana for c in cells) else "",
    )
