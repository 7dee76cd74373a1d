"""The tables on a sheet: headings, wherever they stand, several blocks side by side or below each other, and their rows.

A block's row has for each field the cells under its heading: a heading merged over two columns holds both, a cell merged over
rows holds for all of them, 〃 stands for what is above.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from openpyxl.utils.cell import get_column_letter

from transcriber.office_tables import headings
from transcriber.office_tables.grid import GridCell, MergedRange, SheetGrid, compact

_REPEATED = frozenset({"post", "department", "note"})
"""Fields in which 〃 is written for the value above."""

_PARTS = {"surname": ("kana", "surname_kana"), "given": ("kana", "given_kana")}
"""Below a heading that is merged over both: 姓 below フリガナ is 姓の読み."""


class BlockRow(NamedTuple):
    """A row of a block.

    Attributes:
        number: as Excel counts.
        cells: field → what stands there; columns of one field are joined.
        unread: texts of the row that stand under no heading we ask for.
        again: the name is merged over this row and those above: the same entry goes on.
        hidden: a person does not see this row.
        across: the row is one cell merged over the block: a title.
    """

    number: int
    cells: dict[str, GridCell]
    unread: tuple[str, ...]
    again: bool = False
    hidden: bool = False
    across: bool = False

    def text(self, name: str) -> str:
        """The text of a field, stripped; empty where there is none."""
        return self.cells[name].text.strip() if name in self.cells else ""


@dataclass
class TableBlock:
    """A table with its headings.

    Attributes:
        fields: field → columns.
        left, right: columns that belong to it.
        unused: headings nobody asks for, hidden columns and columns without a heading, as staff know them.
        hidden: headings of hidden columns that would have been used.
    """

    top: int
    left: int
    right: int
    fields: dict[str, tuple[int, ...]]
    unused: list[str] = field(default_factory=list)
    hidden: list[str] = field(default_factory=list)
    rows: list[BlockRow] = field(default_factory=list)


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
    last = max((max(cells) for cells in grid.rows.values()), default=1)
    for number, cells in grid.rows.items():
        said = {c: f for c, cell in cells.items() if (f := headings.field_of(cell.text, fields))}
        if open_blocks and _below(open_blocks, number, said, cells):
            for block in open_blocks:
                _refine(block, said, number)
        elif _is_heading(said, cells, anchors, bool(open_blocks)):
            new = _headed(grid, number, cells, said, anchors, spans, last, hidden_columns)
            open_blocks = [b for b in open_blocks if all(b.right < n.left or b.left > n.right for n in new)] + new
            found += new
        else:
            first, end = min(cells), max(cells)
            for block in open_blocks:
                if first <= block.right and block.left <= end and _holds(block, cells, first, end):
                    block.rows.append(BlockRow(number, {}, (), hidden=number in grid.hidden_rows))
    for block in found:
        _finish(grid, block, hidden_columns)
    return found


def _is_heading(said: dict[int, str], cells: dict[int, GridCell], anchors: Collection[str], below: bool) -> bool:
    if not any(f in anchors for f in said.values()):
        return False
    return len(said) >= 2 if below else len(said) >= 2 or len(cells) <= 2


def _below(blocks: Sequence[TableBlock], number: int, said: dict[int, str], cells: dict[int, GridCell]) -> bool:
    """Whether this row is the second line of the headings: nothing in it but parts of them."""
    parts = {"surname", "given", "surname_kana", "given_kana", "kana", "name"}
    return (
        bool(said)
        and len(said) == len(cells)
        and set(said.values()) <= parts
        and any(b.top + 1 == number and not b.rows for b in blocks)
        and all(any(b.left <= c <= b.right for b in blocks) for c in said)
    )


def _refine(block: TableBlock, said: dict[int, str], number: int) -> None:
    over = {c: f for f, columns in block.fields.items() for c in columns}
    for column, part in said.items():
        if not block.left <= column <= block.right:
            continue
        above = over.get(column)
        if part in _PARTS and above == _PARTS[part][0]:
            part = _PARTS[part][1]
        if above is not None:
            block.fields[above] = tuple(c for c in block.fields[above] if c != column)
            if not block.fields[above]:
                del block.fields[above]
        block.fields[part] = (*block.fields.get(part, ()), column)
    block.top = number


def _headed(
    grid: SheetGrid,
    number: int,
    cells: dict[int, GridCell],
    said: dict[int, str],
    anchors: Collection[str],
    spans: dict[tuple[int, int], MergedRange],
    last: int,
    hidden_columns: bool,
) -> list[TableBlock]:
    groups = _groups(said, cells, anchors)
    blocks = []
    for at, group in enumerate(groups):
        left = min(group)
        right = min(groups[at + 1]) - 1 if at + 1 < len(groups) else max(last, *group)
        block = TableBlock(number, left, right, {})
        for column in sorted(group):
            name = said.get(column, "")
            span = spans.get((number, column))
            columns = tuple(range(column, min(span.right, right) + 1)) if span else (column,)
            shown = tuple(c for c in columns if hidden_columns or not grid.hides(c))
            title = cells[column].text.strip().replace("\n", "")
            if not name:
                block.unused.append(f"「{title}」" if title else f"{get_column_letter(column)}列")
            elif not shown:
                block.hidden.append(f"「{title}」")
            elif name in block.fields:
                block.unused.append(f"2つ目の「{title}」")
            else:
                block.fields[name] = shown
        blocks.append(block)
    return blocks


def _groups(said: dict[int, str], cells: dict[int, GridCell], anchors: Collection[str]) -> list[list[int]]:
    """The headings of a row, block by block."""
    columns = sorted(cells)
    count = sum(f in anchors for f in said.values())
    if count <= 1:
        return [columns]
    names = [said.get(c) or compact(cells[c].text) for c in columns]
    for at in range(len(columns) - 1):  # a title before the first block, a note behind the last one
        size = (len(columns) - at) // count
        if size and names[at : at + size] * count == names[at : at + size * count] and not (len(columns) - at) % count:
            rest = columns[at:]
            return [[*columns[:at], *rest[:size]], *(rest[i : i + size] for i in range(size, len(rest), size))]
    gaps = _split(columns, lambda before, column: column - before[-1] > 1)
    if all(sum(said.get(c) in anchors for c in group) == 1 for group in gaps):
        return gaps
    repeats = _split(columns, lambda before, column: said.get(column, "") in {said.get(c) for c in before} - {None, ""})
    joined: list[list[int]] = []
    for group in repeats:
        if joined and not any(said.get(c) in anchors for c in group):
            joined[-1] += group
        else:
            joined.append(group)
    return joined


def _split(columns: Sequence[int], begins: Callable[[list[int], int], bool]) -> list[list[int]]:
    groups: list[list[int]] = []
    for column in columns:
        if groups and not begins(groups[-1], column):
            groups[-1].append(column)
        else:
            groups.append([column])
    return groups


def _holds(block: TableBlock, cells: Collection[int], first: int, last: int) -> bool:
    """Whether one of the cells, from column `first` to column `last`, is the block's."""
    return (
        block.left <= first <= block.right or last <= block.right or any(block.left <= c <= block.right for c in cells)
    )


def _finish(grid: SheetGrid, block: TableBlock, hidden_columns: bool) -> None:
    """Take up columns without a heading that continue a name, then fill in the cells of every row."""
    _widen(grid, block, hidden_columns)
    used = {c for columns in block.fields.values() for c in columns}
    held = {name: _held(grid, block, columns[0]) for name, columns in block.fields.items()}
    across = _titled(grid, block, used)
    above: dict[str, GridCell] = {}
    filled: list[BlockRow] = []
    anchor = next((n for n in ("name", "surname", "post_name", "term") if n in block.fields), "")
    rest = [c for c in range(block.left, block.right + 1) if c not in used]
    for row in block.rows:
        cells = grid.rows[row.number]
        values: dict[str, GridCell] = {}
        again = False
        for name, columns in block.fields.items():
            value = cells.get(columns[0]) if len(columns) == 1 else _joined([cells[c] for c in columns if c in cells])
            if value is None and row.number in held[name]:
                top = grid.rows.get(held[name][row.number], {})
                value = _joined([top[c] for c in columns if c in top])
                again |= name == anchor
            if value is not None and name in _REPEATED and name in above and headings.is_ditto(value.text):
                value = above[name]
            if value is not None:
                values[name] = value
        above = {name: values[name] for name in _REPEATED if name in values}
        unread = tuple(cells[c].text.strip() for c in rest if c in cells) if len(cells) > len(values) else ()
        filled.append(BlockRow(row.number, values, unread, again=again, hidden=row.hidden, across=row.number in across))
    block.rows = filled


def _titled(grid: SheetGrid, block: TableBlock, used: Collection[int]) -> set[int]:
    """Rows in which one cell is merged over all columns that are used."""
    if len(used) < 2:
        return set()
    first, last = min(used), max(used)
    return {m.top for m in grid.merges if block.left <= m.left <= first and last <= m.right <= block.right}


def _widen(grid: SheetGrid, block: TableBlock, hidden_columns: bool) -> None:
    """姓 and 名 in two columns below one 氏名 that was centred over both without merging; what else has no heading is said."""
    used = {c for columns in block.fields.values() for c in columns}
    headed = used | set(grid.rows.get(block.top, {}))
    for column in range(block.left, min(block.right, max(used) + 40) + 1):
        if column in headed or grid.hides(column):
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


def _joined(cells: Sequence[GridCell]) -> GridCell | None:
    """Several cells of one field as one."""
    if not cells:
        return None
    if len(cells) == 1:
        return cells[0]
    return GridCell(
        " ".join(c.text.strip() for c in cells if c.text.strip()),
        next((c.fault for c in cells if c.fault), ""),
        " ".join(c.struck for c in cells if c.struck),
        any(c.cleaned for c in cells),
        next((c.day for c in cells if c.day), None),
        None,
    )
