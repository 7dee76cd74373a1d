"""The cells of a table as a document draws it, row by row."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class TableCell:
    """A cell of a table.

    Attributes:
        column: from 1 on.
        span: columns that it is merged over.
        continued: it is the lower part of one that is merged over rows.
    """

    text: str
    column: int
    span: int = 1
    continued: bool = False


CellRows = list[list[TableCell]]
