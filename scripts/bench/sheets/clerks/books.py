"""Workbooks to write in."""

from __future__ import annotations

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet


def new_book() -> tuple[Workbook, Worksheet]:
    """A new workbook and its first sheet."""
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    return book, sheet


def page_of(book: Workbook, title: str) -> Worksheet:
    """A sheet by its name."""
    page = book[title]
    assert isinstance(page, Worksheet)
    return page
