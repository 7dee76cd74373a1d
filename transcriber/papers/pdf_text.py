"""The text of a PDF as a person reads it: lines of text, and tables by the lines that are drawn around their cells."""

from __future__ import annotations

import pypdfium2

from transcriber.papers import pdf_tables
from transcriber.papers.pdf_glyphs import glyphs_of, pieces_of
from transcriber.papers.pdf_lines import indented, lines_of
from transcriber.papers.pdf_rules import ruled_tables, same_columns
from transcriber.papers.pdf_tables import CellGlyphs, TableRead, parted_row
from transcriber.papers.table_cells import CellRows

_MOST_GLYPHS = 400_000
"""Looked at by their places, of one paper: some ten seconds. What comes after is taken as PDFium reads it."""

_MOST_DRAWN = 200_000
"""Pieces of drawn lines that are looked at, of one paper: a few seconds. Tables behind them are taken as text."""


def pdf_text(document: pypdfium2.PdfDocument, most_pages: int) -> tuple[list[str | CellRows], list[tuple[str, str]]]:
    """The lines and tables of a document, and (writing, kana) of its furigana; all as they are written.

    Raises:
        PdfiumError: a page cannot be read.
    """
    blocks: list[str | CellRows] = []
    readings: list[tuple[str, str]] = []
    left, lines_left = _MOST_GLYPHS, _MOST_DRAWN
    ended: TableRead | None = None
    for number in range(min(len(document), most_pages)):
        whole = document[number]
        page = whole.get_textpage()
        left -= page.count_chars()
        if left < 0:
            blocks += page.get_text_range().replace("\r", "").split("\n")
            page.close()
            continue
        tables, drawn = ruled_tables(whole, lines_left)
        lines_left -= drawn
        for place, run in enumerate(pdf_tables.text_and_tables(glyphs_of(page), tables)):
            if isinstance(run, CellGlyphs):
                read = pdf_tables.cell_rows(run)
                above = read.readings
                before = blocks[-1] if blocks else ""
                if (
                    place == 0
                    and ended is not None
                    and same_columns(ended.table, read.table)
                    and isinstance(before, list)
                ):
                    _go_on(before, ended, read)
                else:
                    blocks.append(read.rows)
                ended = read
            else:
                lines, above = lines_of(pieces_of(run))
                blocks += indented(lines)
                ended = None
            readings += above
        page.close()
    return blocks, readings


def _go_on(before: CellRows, ended: TableRead, read: TableRead) -> None:
    """Put the rows of a table behind those of the page before: without its headings again, and with the two parts of a row as one."""
    first = int(_texts(read.rows[:1]) == _texts(before[:1]))
    whole = parted_row(ended, read, first) if len(read.rows) > first else None
    if whole is not None:
        before[-1:] = whole
        first += 1
    before += read.rows[first:]


def _texts(rows: CellRows) -> list[list[str]]:
    return [[cell.text for cell in row] for row in rows]
