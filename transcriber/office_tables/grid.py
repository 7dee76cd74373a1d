"""A sheet as a grid of the cells that hold something, and what was noticed when it was read.

Rows and columns count from 1, as Excel shows them. What the office wrote stays as written (no NFKC); only control characters
and characters of no width are taken out, which `GridCell.cleaned` says.
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

MOST_COLUMNS = 256
"""What lies further to the right stands under no heading that we ask for."""

MOST_ROWS = 60_000
"""Rows with content, in all sheets of a file. The largest glossary that was tried has fifty thousand."""

MOST_CELLS = 250_000
"""Cells with content, in all sheets of a file."""

MOST_MERGES = 20_000
"""Merged ranges of a sheet."""

_INVISIBLE = frozenset(("Cf", "Cs", "Cn"))
_ODD = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u0600-\u0605\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff0-\uffff\ud800-\udfff\U000e0000-\U000e007f]"
)


class GridCell(NamedTuple):
    """A cell with content.

    Attributes:
        text: as the office wrote it, without what is struck out.
        fault: why nothing can be read here (Japanese, as it goes on after the place): an error value, a formula without result.
        struck: what is struck out.
        cleaned: control characters or characters of no width were taken out.
        day: Excel shows a number as this date.
        number: the number that is stored.
        furigana: the reading that Excel keeps with the text, as it was typed.
    """

    text: str
    fault: str = ""
    struck: str = ""
    cleaned: bool = False
    day: dt.date | None = None
    number: float | None = None
    furigana: str = ""


class MergedRange(NamedTuple):
    """A merged range; all four are inside it."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True)
class SheetGrid:
    """One sheet.

    Attributes:
        hidden: the whole sheet is.
        rows: row → column → cell, only what has content, from the top.
        hidden_rows: of those with content.
        hidden_columns: (first, last) each.
        far: the first row with something to the right of MOST_COLUMNS, which is not read; 0: none.
    """

    name: str
    rows: dict[int, dict[int, GridCell]]
    hidden: bool = False
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: tuple[tuple[int, int], ...] = ()
    merges: tuple[MergedRange, ...] = field(default=())
    far: int = 0

    def hides(self, column: int) -> bool:
        """Whether a column is hidden."""
        return any(first <= column <= last for first, last in self.hidden_columns)

    def lines(self) -> Iterator[tuple[int, tuple[str, ...]]]:
        """(row, texts from column A on) of every row, hidden or not; cells that cannot be read are empty."""
        for number, cells in self.rows.items():
            yield number, tuple(cells[c].text if c in cells else "" for c in range(1, max(cells, default=0) + 1))


class RemarkKind(StrEnum):
    """What became of something in a sheet."""

    LEFT_OUT = "left_out"  # not understood: a person has to look
    NOT_USED = "not_used"  # understood as nothing to use: hidden, struck out, a total, a note
    MENDED = "mended"  # used, but not letter by letter


@dataclass(frozen=True)
class SheetRemark:
    """What staff should know of one place of a sheet.

    Attributes:
        place: e.g. 「名簿.xlsx の 3行目」.
        text: what it is and what became of it, in Japanese, one sentence.
    """

    kind: RemarkKind
    place: str
    text: str

    def __str__(self) -> str:
        return f"{self.place}：{self.text}"


class TooMuchContent(Exception):
    """More rows, cells or merged ranges than are read. The text goes on after the file's name, in Japanese."""


def cleaned_text(text: str) -> tuple[str, bool]:
    """The text without what cannot be seen, and whether anything was taken out. A control character becomes a space."""
    if text.isprintable() or _ODD.search(text) is None:
        return text, False
    kept = []
    for c in text:
        category = unicodedata.category(c)
        if c in "\t\n\r" or category not in _INVISIBLE | {"Cc"}:
            kept.append(c)
        elif category == "Cc":
            kept.append(" ")
    return "".join(kept), True


def grid_of_rows(name: str, rows: Iterable[Sequence[str]]) -> SheetGrid:
    """A grid of plain rows of text: a CSV file, a table in a paper.

    Raises:
        TooMuchContent: see there.
    """
    found: dict[int, dict[int, GridCell]] = {}
    cells = 0
    far = 0
    for number, row in enumerate(rows, start=1):
        line: dict[int, GridCell] = {}
        for column, raw in enumerate(row, start=1):
            if not raw or raw.isspace():
                continue
            if column > MOST_COLUMNS:
                far = far or number
                break
            text, cleaned = cleaned_text(raw)
            line[column] = GridCell(text, cleaned=cleaned)
        if line:
            found[number] = line
            cells += len(line)
            require_bounded(len(found), cells)
    return SheetGrid(name, found, far=far)


def turned(grid: SheetGrid) -> SheetGrid:
    """The sheet on its side: its columns are rows."""
    rows: dict[int, dict[int, GridCell]] = {}
    for number, cells in grid.rows.items():
        for column, cell in cells.items():
            rows.setdefault(column, {})[number] = cell
    return SheetGrid(
        grid.name,
        dict(sorted(rows.items())),
        grid.hidden,
        frozenset(c for c in rows if grid.hides(c)),
        tuple((r, r) for r in sorted(grid.hidden_rows)),
        tuple(MergedRange(m.left, m.top, m.right, m.bottom) for m in grid.merges),
        grid.far,
    )


def require_bounded(rows: int, cells: int) -> None:
    """Raises: TooMuchContent."""
    if rows > MOST_ROWS:
        raise TooMuchContent(f"は行が多すぎて読めません（読めるのは {MOST_ROWS:,} 行まで）。")
    if cells > MOST_CELLS:
        raise TooMuchContent(f"は書かれたセルが多すぎて読めません（読めるのは {MOST_CELLS:,} 個まで）。")


def compact(text: str) -> str:
    """Folded for comparison: NFKC, without any space."""
    return "".join(unicodedata.normalize("NFKC", text).split())
