"""What a generated paper says."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

LEFT, UP = "<", "^"
"""Cells that are merged with the one to their left, or above them."""
Table = tuple[tuple[str, ...], ...]
PersonTruth = tuple[str, str, str, bool]
"""Name without spaces, post, seat, whether absent."""
ItemTruth = tuple[int | None, str, str]
"""日程第N, bill, title."""


@dataclass(frozen=True)
class PaperCase:
    """A paper and the truth about it.

    Attributes:
        blocks: lines, and tables as rows of cells.
        people, items: what it says; of a word that may be read in several ways the readings, parted by |.
        optional: what may be read or left.
        said: words that must stand in what staff are told.
        forms: in which it is made.
        file: its name without the suffix.
        widths: of the columns of its tables in Word and PDF, in cm; empty: as wide as the page allows.
        ruled: whether lines are drawn around the cells of its tables.
        repeated: rows at the head of its tables that Word repeats on each page.
        header, footer: what stands at the head and the foot of each page in Word and PDF.
    """

    name: str
    blocks: tuple[str | Table, ...]
    people: tuple[PersonTruth, ...] = ()
    items: tuple[ItemTruth, ...] = ()
    said: tuple[str, ...] = ()
    forms: tuple[str, ...] = ("txt", "docx", "pdf", "xlsx", "csv")
    file: str = "資料"
    encoding: str = "utf-8"
    optional: tuple[PersonTruth | ItemTruth, ...] = ()
    widths: tuple[float, ...] = ()
    ruled: bool = True
    repeated: int = 0
    header: str = ""
    footer: str = ""

    @property
    def has_tables(self) -> bool:
        """Whether text alone cannot say it."""
        return any(isinstance(block, tuple) for block in self.blocks)


def agrees(wanted: Sequence[object], found: Sequence[object]) -> bool:
    """Whether what was read is what a paper says."""
    return len(wanted) == len(found) and all(map(_same, wanted, found))


def _same(wanted: object, found: object) -> bool:
    if isinstance(wanted, str) and isinstance(found, str) and "|" in wanted:
        return "".join(found.split()) in ("".join(one.split()) for one in wanted.split("|"))
    return wanted == found
