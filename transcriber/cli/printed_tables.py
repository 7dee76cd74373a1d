"""Tables on a terminal, in which nothing is cut; into a file or another program each row is one line."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rich.console import Console
from rich.table import Column, Table
from rich.text import Text

_NO_TERMINAL = 1_000_000
"""Columns where nobody sees lines: as many as the longest row needs."""


def print_table(heads: Sequence[str], rows: Iterable[Sequence[str]], *, first_whole: bool = False) -> None:
    """Print it.

    Args:
        heads: of the columns.
        rows: what stands in them, as it is.
        first_whole: the first column is on one line, however narrow the terminal is.
    """
    # rich cuts a cell without spaces, as Japanese has none, unless told to fold it
    columns = [Column(head, overflow="fold", no_wrap=first_whole and not i) for i, head in enumerate(heads)]
    table = Table(*columns)
    for row in rows:
        table.add_row(*map(Text, row))
    console = Console()
    if not console.is_terminal:
        console.width = _NO_TERMINAL
    console.print(table)
