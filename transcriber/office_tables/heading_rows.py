"""Rows of headings: where a table begins, one line of headings or several above each other, several tables side by side.

Of headings above each other the lower says what a column holds, where it is known (姓 below 氏名), else the upper (役職 over 議会 and
委員会). A heading stands over the columns to its right in which its line is empty, if the line below goes on there.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Sequence

from openpyxl.utils.cell import get_column_letter

from transcriber.office_tables import headings
from transcriber.office_tables.grid import GridCell, MergedRange, SheetGrid, compact
from transcriber.office_tables.table_block import TableBlock

_PARTS = {"surname": ("kana", "surname_kana"), "given": ("kana", "given_kana")}
"""Below a heading that is merged over both: 姓 below フリガナ is 姓の読み."""

_NAME_PARTS = frozenset({"surname", "given", "surname_kana", "given_kana", "kana", "name"})

_SEVERAL = frozenset({"department", "short", "misheard"})
"""Fields that may have several columns side by side: 部 and 課, 略称１ and 略称２, 誤① and 誤②."""

_FEWEST_BELOW = 2
"""Headings in a line whose 氏名 stands in the line above."""

_ALTERNATIVES = frozenset({"post"})
"""Fields of which a person may have one in each column below a common heading."""


def fields_said(cells: dict[int, GridCell], fields: tuple[str, ...], anchors: Collection[str]) -> dict[int, str]:
    """Column → field, of the cells of a row that are headings."""
    said = {c: f for c, cell in cells.items() if (f := headings.field_of(cell.text, fields))}
    if "surname_kana" in said.values() and "given_kana" not in said.values():  # ふりがな姓 beside ふりがな名
        of_given = {c for c, f in said.items() if f == "kana" and re.search("(?<!氏)名$", compact(cells[c].text))}
        said = {c: "given_kana" if c in of_given else f for c, f in said.items()}
    if "kana" in said.values() and "name" in anchors and not set(anchors) & set(said.values()):
        return {c: "name" if headings.is_name_with_reading(cells[c].text) else f for c, f in said.items()}
    return said


def begins_table(said: dict[int, str], cells: dict[int, GridCell], anchors: Collection[str], below: bool) -> bool:
    """Whether a table begins with this row.

    Args:
        said: column → field, where a cell is a heading.
        below: there is a table above it.
    """
    if not any(f in anchors for f in said.values()):
        return False
    if len(said) >= 2 or (not below and len(cells) <= 2):
        return True
    others = sum(headings.is_other_heading(cell.text) for column, cell in cells.items() if column not in said)
    if below:  # 番号 | 氏名 | 担当地区, over those of another list; nobody is called 氏名
        return others >= 1 and 2 * (others + 1) >= len(cells) and any(compact(cells[c].text) == "氏名" for c in said)
    return others >= 2 and 2 * (others + 1) > len(cells)  # 順番 | 質問者 | 質問事項 | 要旨


def with_upper(grid: SheetGrid, number: int, fields: tuple[str, ...]) -> tuple[dict[int, GridCell], int]:
    """The cells of a row of headings, with the headings of the lines above it where it has none; and how many lines those are.

    Args:
        fields: what may be asked for.
    """
    cells = dict(grid.rows[number])
    size = 0
    for row in (number - 1, number - 2):
        upper = grid.rows.get(row, {})
        known = {c for c, cell in upper.items() if _is_word(cell.text, fields)}
        asked = {c for c in known if headings.field_of(upper[c].text, fields)}
        if not asked or len(known) * 2 < len(upper) or any(any(x.isdigit() for x in c.text) for c in upper.values()):
            break
        last = max(*upper, *cells)
        for column in sorted(asked):
            for under in range(column, next((c for c in sorted(upper) if c > column), last + 1)):
                below = cells.get(under)
                if below is None and under == column or below is not None and not _is_asked(below, fields):
                    cells[under] = upper[column]
        for column in known - asked:  # 会派, merged over both lines
            cells.setdefault(column, upper[column])
        size += 1
    return cells, size


def _is_asked(cell: GridCell, fields: tuple[str, ...]) -> bool:
    return bool(headings.field_of(cell.text, fields))


def _is_word(text: str, fields: tuple[str, ...]) -> bool:
    return (
        bool(headings.field_of(text, fields))
        or headings.is_other_heading(text)
        or headings.tells_of_somebody_else(text)
    )


def with_anchor_above(
    grid: SheetGrid, number: int, said: dict[int, str], fields: tuple[str, ...], anchors: Collection[str]
) -> tuple[dict[int, GridCell], int] | None:
    """As `with_upper`, for a row of headings whose 氏名 stands in the line above, over both lines; None where none does."""
    if len(said) < _FEWEST_BELOW or "name" not in anchors or set(anchors) & set(said.values()):
        return None
    whole, size = with_upper(grid, number, fields)
    return (whole, size) if size and set(anchors) & set(fields_said(whole, fields, anchors).values()) else None


def of_somebody_else(grid: SheetGrid, number: int, size: int) -> set[int]:
    """Columns of a row of headings over which a heading says that they are not the person's: 旧 over 所属 and 職.

    Args:
        size: how many lines of headings there are above.
    """
    found: set[int] = set()
    for row in range(number - size, number):
        upper = grid.rows.get(row, {})
        ends = [*sorted(upper)[1:], max((*grid.rows[number], *upper)) + 1]
        for column, end in zip(sorted(upper), ends, strict=True):
            if headings.tells_of_somebody_else(upper[column].text):
                found |= {c for c in range(column, end) if c in grid.rows[number]}
    return found


def is_below(
    blocks: Sequence[TableBlock], number: int, said: dict[int, str], cells: dict[int, GridCell], fields: tuple[str, ...]
) -> bool:
    """Whether this row is the next line of the headings: nothing in it but headings."""
    return (
        any(b.top + 1 == number and not b.rows for b in blocks)
        and (all(c in said or _is_word(cell.text, fields) for c, cell in cells.items()) or _parts_names(blocks, said))
        and all(any(b.left <= c <= b.right for b in blocks) for c in cells)
    )


def _parts_names(blocks: Sequence[TableBlock], said: dict[int, str]) -> bool:
    """Whether a line parts the name above it into 姓 and 名, whatever else stands in it."""
    over = {c for b in blocks for c in b.fields.get("name", ())}
    return {"surname", "given"} <= {f for c, f in said.items() if c in over}


def refine(grid: SheetGrid, block: TableBlock, said: dict[int, str], number: int) -> None:
    """Take up the next line of the headings."""
    upper, cells = grid.rows.get(block.top, {}), grid.rows[number]
    over = {c: f for f, columns in block.fields.items() for c in columns}
    others = of_somebody_else(grid, number, number - block.top)
    for column in (c for c in sorted(cells) if block.left <= c <= block.right):
        part, above = said.get(column, ""), over.get(column)
        before = max((c for c in upper if c <= column), default=0)
        group = over.get(before, "") if before in cells else ""
        title = f"「{cells[column].text.strip()}」"
        if column in others:
            block.unused.append(f"「{upper[before].text.strip()}」の{title}")
            block.beside[column] = upper[before].text.strip()
            continue
        if part == "committee" and _ALTERNATIVES & {above or "", group}:
            part = ""  # 役職 over 議会 and 委員会
        if part in _PARTS and above == _PARTS[part][0]:
            part = _PARTS[part][1]
        if not part and above is None and group in _ALTERNATIVES:
            block.fields[group] = (*block.fields[group], column)
            block.parted.add(group)
        elif not part and above in _ALTERNATIVES:
            if len(block.fields[above]) > 1:
                block.parted.add(above)
        elif not part and above is None:
            block.unused.append(title)
        elif part and part != above:
            if above is not None:
                block.fields[above] = tuple(c for c in block.fields[above] if c != column)
                if not block.fields[above]:
                    del block.fields[above]
            elif column in upper and (old := f"「{upper[column].text.strip()}」") in block.unused:
                block.unused.remove(old)
            if part in block.fields and above is None and part not in _ALTERNATIVES and part not in _NAME_PARTS:
                block.unused.append(f"2つ目の{title}")
            else:
                block.fields[part] = (*block.fields.get(part, ()), column)
                if part in _ALTERNATIVES:
                    block.parted.add(part)
    block.headed |= set(cells)
    block.top = number


def headed(
    grid: SheetGrid,
    number: int,
    cells: dict[int, GridCell],
    said: dict[int, str],
    anchors: Collection[str],
    spans: dict[tuple[int, int], MergedRange],
    last: int,
    hidden_columns: bool,
) -> list[TableBlock]:
    """The tables that begin with this row.

    Args:
        cells: its headings, with those of the lines above it.
        spans: merged ranges by their first row and column.
        last: the sheet's last column.
    """
    groups = _groups(said, cells, anchors)
    blocks: list[TableBlock] = []
    for at, group in enumerate(groups):
        left = min(group)
        right = min(groups[at + 1]) - 1 if at + 1 < len(groups) else max(last, *group)
        block = TableBlock(number, left, right, {}, headed=set(group), title=_title(grid, number, left, right))
        if blocks and not block.title and _texts(cells, group) == _texts(cells, groups[0]):
            block.title = blocks[0].title  # one list in two halves
        own: dict[str, int] = {}
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
            elif name in block.fields and (name in _SEVERAL or _goes_on(name, cells[own[name]], cells[column])):
                block.fields[name] = (*block.fields[name], *shown)
                block.parted.add(name)
            elif name in block.fields:
                block.unused.append(f"2つ目の「{title}」")
            else:
                block.fields[name] = shown
                own[name] = column
        blocks.append(block)
    return blocks


def _texts(cells: dict[int, GridCell], group: Sequence[int]) -> list[str]:
    return [compact(cells[c].text) for c in group]


def _goes_on(field: str, first: GridCell, cell: GridCell) -> bool:
    """Whether a column is a further one of a field, under the heading that stands over both."""
    return field in _ALTERNATIVES and first is cell


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


def _title(grid: SheetGrid, number: int, left: int, right: int) -> str:
    """What stands alone in a line above a table."""
    for row in range(number - 1, max(0, number - 5), -1):
        texts = [compact(c.text) for at, c in grid.rows.get(row, {}).items() if left <= at <= right]
        if len(texts) == 1 and not headings.is_beside_title(texts[0]):
            return texts[0]
        if len(texts) > 1:
            break
    return ""
