"""Tables of a PDF page: which glyphs stand in which cell, and what the lines of a cell say together.

A cell breaks a line where its next word would not have fitted in; such lines are one text. Where it would have fitted in, somebody
began a new line.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from transcriber.papers.pdf_glyphs import SAME_LINE, Glyph, pieces_of
from transcriber.papers.pdf_lines import SetLine, lines_of
from transcriber.papers.pdf_rules import RuledCell, RuledTable
from transcriber.papers.table_cells import CellRows, TableCell

_TOUCHING = 0.2
"""Of a character's width: nearer glyphs are one text, which may stand over the border of its cell."""
_INSIDE = 0.3
"""Of a glyph's height above its baseline: where it is looked for in a cell."""
_MOST_ROOM = 9.0
"""Points that a cell may leave free at its side."""
_OPENING = "(（「『【〔"
_CLOSING = "、。，．)）」』】〕ー"
"""What ends no line, and what begins none."""
_SLACK = 0.3
"""Of a character's width that a line may fall short of breaking by."""


@dataclass
class CellGlyphs:
    """The glyphs of one table, cell by cell."""

    table: RuledTable
    cells: dict[int, list[Glyph]] = field(default_factory=dict)


def text_and_tables(glyphs: Iterable[Glyph], tables: Sequence[RuledTable]) -> list[list[Glyph] | CellGlyphs]:
    """The glyphs of a page as text between its tables, and as tables, in the order in which they begin."""
    runs: list[list[Glyph] | CellGlyphs] = []
    begun: dict[int, CellGlyphs] = {}
    spaces: list[Glyph] = []
    before: tuple[int, int] | None = None
    last: Glyph | None = None
    for glyph in glyphs:
        if glyph.text.isspace():
            spaces.append(glyph)
            continue
        place = before if last is not None and _touch(last, glyph) else _place(glyph, tables)
        if place is None:
            if not runs or not isinstance(runs[-1], list):
                runs.append([])
            run = runs[-1]
            assert isinstance(run, list)
            run += [*spaces, glyph]
        else:
            number, cell = place
            if number not in begun:
                begun[number] = CellGlyphs(tables[number])
                runs.append(begun[number])
            typed = [s for s in spaces if not s.made and s.text not in "\r\n"] if place == before else []
            begun[number].cells.setdefault(cell, []).extend([*typed, glyph])
        before, last, spaces = place, glyph, []
    return runs


def _touch(last: Glyph, glyph: Glyph) -> bool:
    """Whether a glyph goes on right behind the last one."""
    level = abs(glyph.bottom - last.bottom) <= SAME_LINE * glyph.height / 2
    return level and abs(glyph.left - last.right) < _TOUCHING * glyph.height


def _place(glyph: Glyph, tables: Sequence[RuledTable]) -> tuple[int, int] | None:
    for number, table in enumerate(tables):
        cell = table.cell_at(glyph.middle, glyph.bottom + _INSIDE * glyph.height)
        if cell is not None:
            return number, cell
    return None


@dataclass
class TableRead:
    """A table as it is read.

    Attributes:
        readings: (writing, kana) of its furigana.
        lines: those of each cell.
        room: what its cells leave free at their sides.
    """

    table: RuledTable
    rows: CellRows
    readings: list[tuple[str, str]]
    lines: dict[int, list[SetLine]]
    room: float

    def of_row(self, row: int) -> dict[int, int]:
        """The cells of a row that begin in it and hold text, by their first column."""
        return {
            cell.first_column: number
            for number, cell in enumerate(self.table.cells)
            if cell.top_row == row and self.lines.get(number)
        }


def parted_row(before: TableRead, after: TableRead, first: int) -> CellRows | None:
    """The last row of a table with what of it stands at the top of the next page: no cell of its own, and each goes on in the line that
    ends the cell above; None where the row there is another one.

    Args:
        first: the row of `after` with which the table goes on; those before it are its headings again.
    """
    above, below = before.of_row(before.table.rows - 1), after.of_row(first)
    if not below or not set(below) < set(above):
        return None
    gaps: dict[int, str] = {}
    for column, number in below.items():
        cell = before.table.cells[above[column]]
        gap = _between(cell, before.lines[above[column]][-1], after.lines[number][0], before.room)
        if gap == "\n":
            return None
        gaps[column + 1] = gap
    texts = {cell.column: cell.text for cell in after.rows[first]}
    whole = [
        replace(c, text=c.text + gaps[c.column] + texts[c.column]) if c.column in gaps else c for c in before.rows[-1]
    ]
    return [whole]


def cell_rows(own: CellGlyphs) -> TableRead:
    """What a table says."""
    readings: list[tuple[str, str]] = []
    lines: dict[int, list[SetLine]] = {}
    for number, glyphs in own.cells.items():
        lines[number], above = lines_of(pieces_of(_with_breaks(glyphs)))
        readings += above
    room = _room(own.table, lines)
    rows: CellRows = [[] for _ in range(own.table.rows)]
    for number, cell in enumerate(own.table.cells):
        text = _text(cell, lines.get(number, ()), room)
        span = cell.last_column - cell.first_column + 1
        for row in range(cell.top_row, cell.bottom_row + 1):
            below = row > cell.top_row
            rows[row].append(TableCell("" if below else text, cell.first_column + 1, span, below))
    return TableRead(own.table, [sorted(row, key=lambda c: c.column) for row in rows], readings, lines, room)


def _with_breaks(glyphs: Sequence[Glyph]) -> list[Glyph]:
    """With the end of a line where the next glyph stands higher or lower."""
    found: list[Glyph] = []
    last: Glyph | None = None
    for glyph in glyphs:
        if not glyph.text.isspace():
            if last is not None and abs(glyph.bottom - last.bottom) > SAME_LINE * max(glyph.height, last.height):
                found.append(Glyph("\n", last.right, last.right, last.bottom, last.height, made=True))
            last = glyph
        found.append(glyph)
    return found


def _room(table: RuledTable, lines: dict[int, list[SetLine]]) -> float:
    """What the cells of a table leave free at their sides."""
    free = [line.real[0].left - table.cells[n].left for n, own in lines.items() for line in own]
    return min([_MOST_ROOM, *(f for f in free if f >= 0)])


def _text(cell: RuledCell, lines: Sequence[SetLine], room: float) -> str:
    text = ""
    for number, line in enumerate(lines):
        text += (_between(cell, lines[number - 1], line, room) if number else "") + line.text
    return text


def _between(cell: RuledCell, above: SetLine, below: SetLine, room: float) -> str:
    """What stands between two lines of a cell: a break that somebody made, nothing where the cell broke a word, or a space."""
    size = above.real[-1].height
    lacking = _free(cell, above, room) - _first_word(below) - _SLACK * size
    last = above.glyphs[-1]
    if lacking >= size:
        return "\n"
    if last.text.isspace() and not last.made:
        return last.text
    if lacking >= 0:  # it lacks a character: the space at which it was broken
        return " "
    return " " if _is_latin(above.text[-1:]) and _is_latin(below.text[:1]) and above.text[-1:].isalpha() else ""


def _free(cell: RuledCell, line: SetLine, room: float) -> float:
    """How much more would have fitted in a line."""
    left = line.real[0].left - cell.left - room
    right = cell.right - room - line.real[-1].right
    size = line.real[-1].height
    if left > size and abs(left - right) < size / 2:
        return left + right  # it stands in the middle
    return left if left > size > right else right


def _first_word(line: SetLine) -> float:
    """How wide that is what may not be parted at the beginning of a line."""
    glyphs = line.real
    end = 0
    while end + 1 < len(glyphs) and (
        glyphs[end].text in _OPENING
        or glyphs[end + 1].text in _CLOSING
        or (_is_latin(glyphs[end].text) and _is_latin(glyphs[end + 1].text))
    ):
        end += 1
    return glyphs[end].right - glyphs[0].left


def _is_latin(text: str) -> bool:
    return text.isascii() and text.isalnum()
