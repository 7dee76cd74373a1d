"""The lines that are drawn on a page of a PDF, and the cells of tables that they enclose."""

from __future__ import annotations

import ctypes
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import NamedTuple

import pypdfium2
import pypdfium2.raw as pdfium

_MOST_SEGMENTS = 20_000
"""Of one page; more is a map or a chart."""
_MOST_RULES = 400
_MOST_FIELDS = 6_000
"""Between the lines of one table."""
_SHORTEST = 3.0
"""Points that a line is long at the least: what is shorter is the thickness of one."""
_SLANT = 0.7
"""Points by which the ends of a line may differ."""
_APART = 4.0
"""Points between two lines from which on they are two: the edges of a thick line, double lines and shades lie closer."""
_REACH = 3.0
"""Points by which a line may miss another that it ends at."""
_OPEN = 10.0
"""Points by which lines reach beyond the last line across them where a table has no border at its side."""


Point = tuple[float, float]


class Rule(NamedTuple):
    """A line across: where it lies, and from where to where it goes."""

    at: float
    first: float
    last: float


@dataclass(frozen=True)
class RuledCell:
    """A cell between drawn lines; rows and columns from 0 on, both ends inside it."""

    top_row: int
    bottom_row: int
    first_column: int
    last_column: int
    left: float
    right: float
    top: float
    bottom: float

    def holds(self, x: float, y: float) -> bool:
        """Whether a point lies inside."""
        return self.left <= x <= self.right and self.bottom <= y <= self.top


@dataclass(frozen=True)
class RuledTable:
    """Cells that belong together.

    Attributes:
        borders: the places of the lines between the columns.
        rows: how many there are.
    """

    cells: tuple[RuledCell, ...]
    borders: tuple[float, ...]
    rows: int

    def cell_at(self, x: float, y: float) -> int | None:
        """Which cell holds a point."""
        return next((i for i, cell in enumerate(self.cells) if cell.holds(x, y)), None)


def ruled_tables(page: pypdfium2.PdfPage, most: int) -> tuple[list[RuledTable], int]:
    """The tables of a page that have drawn lines, from the top; and how many pieces of lines were looked at.

    Args:
        most: pieces to look at; where there are more, no table is told.
    """
    segments = list(islice(_segments(page), min(most, _MOST_SEGMENTS) + 1))
    if len(segments) > min(most, _MOST_SEGMENTS):
        return [], len(segments)
    across, down = _rules(segments)
    if not across or not down or len(across) + len(down) > _MOST_RULES:
        return [], len(segments)
    found = [_table(own_across, own_down) for own_across, own_down in _together(across, down)]
    tables = [t for t in found if t is not None]
    return sorted(tables, key=lambda t: -max(c.top for c in t.cells)), len(segments)


# --- the lines of a page -------------------------------------------------------------------------------------------------


def _rules(segments: Iterable[tuple[Point, Point]]) -> tuple[list[Rule], list[Rule]]:
    """(horizontal, vertical) lines, each once."""
    across: list[Rule] = []
    down: list[Rule] = []
    for one, other in segments:
        wide, high = abs(one[0] - other[0]), abs(one[1] - other[1])
        if high <= _SLANT and wide >= _SHORTEST:
            across.append(Rule(one[1], min(one[0], other[0]), max(one[0], other[0])))
        elif wide <= _SLANT and high >= _SHORTEST:
            down.append(Rule(one[0], min(one[1], other[1]), max(one[1], other[1])))
    return _joined(across), _joined(down)


def _segments(page: pypdfium2.PdfPage) -> Iterator[tuple[Point, Point]]:
    for thing in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_PATH], max_depth=1):
        a, b, c, d, e, f = thing.get_matrix().get()
        begun: Point | None = None
        last: Point | None = None
        for i in range(pdfium.FPDFPath_CountSegments(thing.raw)):
            segment = pdfium.FPDFPath_GetPathSegment(thing.raw, i)
            x, y = ctypes.c_float(), ctypes.c_float()
            pdfium.FPDFPathSegment_GetPoint(segment, ctypes.byref(x), ctypes.byref(y))
            point = (a * x.value + c * y.value + e, b * x.value + d * y.value + f)
            kind = pdfium.FPDFPathSegment_GetType(segment)
            if kind == pdfium.FPDF_SEGMENT_MOVETO:
                begun = point
            elif kind == pdfium.FPDF_SEGMENT_LINETO and last is not None:
                yield last, point
            last = point
            if pdfium.FPDFPathSegment_GetClose(segment) and begun is not None:
                yield point, begun
                last = begun


def _joined(rules: Iterable[Rule]) -> list[Rule]:
    """Lines in one place are one line, where they overlap or follow each other."""
    found: list[Rule] = []
    for same in _clusters(rules):
        at = sum(r.at for r in same) / len(same)
        spans: list[list[float]] = []
        for rule in sorted(same, key=lambda r: r.first):
            if spans and rule.first <= spans[-1][1] + _REACH:
                spans[-1][1] = max(spans[-1][1], rule.last)
            else:
                spans.append([rule.first, rule.last])
        found += [Rule(at, first, last) for first, last in spans]
    return found


def _clusters(rules: Iterable[Rule]) -> list[list[Rule]]:
    found: list[list[Rule]] = []
    for rule in sorted(rules):
        if found and rule.at - found[-1][0].at < _APART:
            found[-1].append(rule)
        else:
            found.append([rule])
    return found


def _together(across: Sequence[Rule], down: Sequence[Rule]) -> Iterator[tuple[list[Rule], list[Rule]]]:
    """Lines that touch each other, directly or by others."""
    left = set(range(len(down)))
    waiting = set(range(len(across)))
    while waiting:
        reached = [waiting.pop()]
        own_across: list[Rule] = []
        own_down: list[Rule] = []
        while reached:
            rule = across[reached.pop()]
            own_across.append(rule)
            for j in [j for j in left if _touch(rule, down[j])]:
                left.discard(j)
                own_down.append(down[j])
                for i in [i for i in waiting if _touch(across[i], down[j])]:
                    waiting.discard(i)
                    reached.append(i)
        if own_down:
            yield own_across, own_down


def _touch(one: Rule, other: Rule) -> bool:
    return one.first - _REACH <= other.at <= one.last + _REACH and other.first - _REACH <= one.at <= other.last + _REACH


# --- the cells between them ------------------------------------------------------------------------------------------------


def _table(across: Sequence[Rule], down: Sequence[Rule]) -> RuledTable | None:
    """The table that lines enclose; None where they enclose none."""
    xs = _places(down)
    ys = _places(across)[::-1]
    first, last = _side([r.first for r in across]), _side([r.last for r in across])
    open_left, open_right = first < xs[0] - _OPEN, last > xs[-1] + _OPEN
    xs = [*([first] if open_left else []), *xs, *([last] if open_right else [])]
    if len(xs) < 3 or len(ys) < 2 or len(xs) * len(ys) > _MOST_FIELDS:
        return None
    grid = _Grid(
        xs, ys, across, [*down, *(Rule(x, ys[-1], ys[0]) for x in xs[:open_left] + xs[len(xs) - open_right :])]
    )
    cells = grid.cells()
    if cells is None or len(cells) < 2 or len({c.first_column for c in cells}) < 2:
        return None
    return RuledTable(cells, tuple(xs), len(ys) - 1)


def _places(rules: Sequence[Rule]) -> list[float]:
    return [sum(r.at for r in same) / len(same) for same in _clusters(rules)]


def _side(ends: Sequence[float]) -> float:
    """Where most lines end."""
    return sorted(ends)[len(ends) // 2]


@dataclass
class _Grid:
    """The fields between all lines; those that no line parts are one cell."""

    xs: Sequence[float]
    ys: Sequence[float]
    across: Sequence[Rule]
    down: Sequence[Rule]
    root: dict[tuple[int, int], tuple[int, int]] = field(default_factory=dict)
    across_at: list[list[Rule]] = field(default_factory=list)
    down_at: list[list[Rule]] = field(default_factory=list)

    def cells(self) -> tuple[RuledCell, ...] | None:
        """From the top, row by row; None where one is no rectangle."""
        fields = [(r, c) for r in range(len(self.ys) - 1) for c in range(len(self.xs) - 1)]
        self.root = {each: each for each in fields}
        self.across_at = [[r for r in self.across if abs(r.at - y) < _APART] for y in self.ys]
        self.down_at = [[r for r in self.down if abs(r.at - x) < _APART] for x in self.xs]
        outside: set[tuple[int, int]] = set()
        for r, c in fields:
            if c + 1 < len(self.xs) - 1 and not self._is_drawn_down(c + 1, r):
                self._join((r, c), (r, c + 1))
            if r + 1 < len(self.ys) - 1 and not self._is_drawn_across(r + 1, c):
                self._join((r, c), (r + 1, c))
        for r, c in fields:
            edges = (
                (c == 0 and not self._is_drawn_down(0, r)),
                (c == len(self.xs) - 2 and not self._is_drawn_down(c + 1, r)),
                (r == 0 and not self._is_drawn_across(0, c)),
                (r == len(self.ys) - 2 and not self._is_drawn_across(r + 1, c)),
            )
            if any(edges):
                outside.add(self._find((r, c)))
        groups: dict[tuple[int, int], list[tuple[int, int]]] = {}
        for each in fields:
            groups.setdefault(self._find(each), []).append(each)
        found = []
        for root, own in groups.items():
            if root in outside:
                continue
            rows, columns = [r for r, _ in own], [c for _, c in own]
            if len(own) != (max(rows) - min(rows) + 1) * (max(columns) - min(columns) + 1):
                return None
            found.append(self._cell(min(rows), max(rows), min(columns), max(columns)))
        return tuple(sorted(found, key=lambda cell: (cell.top_row, cell.first_column)))

    def _cell(self, top: int, bottom: int, first: int, last: int) -> RuledCell:
        return RuledCell(top, bottom, first, last, self.xs[first], self.xs[last + 1], self.ys[top], self.ys[bottom + 1])

    def _find(self, each: tuple[int, int]) -> tuple[int, int]:
        while self.root[each] != each:
            each = self.root[each]
        return each

    def _join(self, one: tuple[int, int], other: tuple[int, int]) -> None:
        self.root[self._find(other)] = self._find(one)

    def _is_drawn_down(self, border: int, row: int) -> bool:
        middle = (self.ys[row] + self.ys[row + 1]) / 2
        return any(r.first <= middle <= r.last for r in self.down_at[border])

    def _is_drawn_across(self, border: int, column: int) -> bool:
        middle = (self.xs[column] + self.xs[column + 1]) / 2
        return any(r.first <= middle <= r.last for r in self.across_at[border])


def same_columns(one: RuledTable, other: RuledTable) -> bool:
    """Whether two tables have their columns in the same places."""
    return len(one.borders) == len(other.borders) and all(
        abs(a - b) < _APART for a, b in zip(one.borders, other.borders, strict=True)
    )
