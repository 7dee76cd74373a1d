"""A stranger's words in files of ours: no cell of a table is a formula, and a page runs and loads nothing but its own.

File names, rosters and what was said are written by others. A spreadsheet calculates, or fetches, what begins like a formula;
Japanese versions take the full-width signs for one as well.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterable
from typing import Any, TypeVar

_T = TypeVar("_T")

_BEGINS_A_FORMULA = frozenset("=+-@＝＋－−＠﹣﹢﹦﹫")
_FIGURE = re.compile(r"[+-]?\d[\d,]*(?:\.\d+)?%?")


def begins_a_formula(text: str) -> bool:
    """Whether a spreadsheet might take `text` for a formula; a plain figure is none."""
    inner = text.lstrip()
    return inner[:1] in _BEGINS_A_FORMULA and bool(inner) and _FIGURE.fullmatch(inner) is None


def harmless_cell(text: str) -> str:
    """`text` for a cell of a CSV file or a workbook. An apostrophe in front is what spreadsheets use to say "this is text"."""
    return f"'{text}" if begins_a_formula(text) or text[:1] in ("\t", "\r") else text


def harmless_row(cells: Iterable[_T]) -> tuple[_T | str, ...]:
    """The same for a row that also holds numbers and dates."""
    return tuple(harmless_cell(c) if isinstance(c, str) else c for c in cells)


def hold_no_formulas(book: Any) -> None:
    """Make every cell of an openpyxl workbook the text that was put there, also when somebody edits it.

    openpyxl makes a formula of each text that begins with "=".
    """
    for page in book.worksheets:
        for row in page.iter_rows():
            for cell in row:
                if isinstance(cell.value, str) and begins_a_formula(cell.value):
                    cell.data_type = "s"
                    cell.quotePrefix = True


def source_hash(text: str) -> str:
    """A style or script as a Content-Security-Policy names it."""
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
