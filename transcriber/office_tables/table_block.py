"""A table on a sheet: its headings and its rows."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from transcriber.office_tables.grid import GridCell


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
        headed: columns that have a heading.
        parted: fields of which each column holds one value of its own.
        guessed: (field, heading) of columns that were taken for what stands in them.
        titles: rows that are the title of the next table.
        beside: columns that speak of somebody else (代理者 over 氏名) → the heading that says so.
        title: what stands alone in a line above the headings, folded; empty if nothing does.
    """

    top: int
    left: int
    right: int
    fields: dict[str, tuple[int, ...]]
    unused: list[str] = field(default_factory=list)
    hidden: list[str] = field(default_factory=list)
    rows: list[BlockRow] = field(default_factory=list)
    headed: set[int] = field(default_factory=set)
    parted: set[str] = field(default_factory=set)
    guessed: list[tuple[str, str]] = field(default_factory=list)
    beside: dict[int, str] = field(default_factory=dict)
    title: str = ""
    titles: set[int] = field(default_factory=set)
