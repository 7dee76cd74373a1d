"""A paper as text: lines in reading order, tables, and the readings that its furigana give. One reader a format.

Office files carry their text themselves (python-docx, openpyxl); PDF is read by PDFium. All of them run in a bounded child.
Digits, letters and kana come in one width, so that they look the same whatever made the file; every other character is as the
office wrote it (塚 and 神 of the family register, Ⅱ, ㈱, ①), because titles, names and terms are printed.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import pypdfium2
from docx.document import Document
from docx.opc.part import Part, XmlPart

from transcriber.errors import PaperError
from transcriber.minutes.characters import cleaned, hiragana, in_usual_width, is_own
from transcriber.minutes.variant_characters import without_radicals
from transcriber.office_tables import cell_comments, opening, text_boxes
from transcriber.office_tables.grid import GridCell, MergedRange, SheetGrid
from transcriber.office_tables.places import SheetPlaces
from transcriber.papers import our_lists, word_numbers, word_text
from transcriber.papers.pdf_text import pdf_text
from transcriber.papers.table_cells import CellRows
from transcriber.untrusted import bounded, files, word_files
from transcriber.untrusted.archive import ArchiveLimits, UnsafeArchive
from transcriber.untrusted.text_files import decoded, holds_text
from transcriber.untrusted.word_files import NotAWordFile

_LIMITS = ArchiveLimits(unpacked=200 * 1024 * 1024, nodes=1_500_000)
"""More is no agenda, and would fill the memory of an office PC."""

_MOST_CHARACTERS = 2_000_000
"""Of one paper. What is looked for in it is looked for in every line, so time grows with it."""

_MOST_PAGES = 600
_MOST_ROWS = 5000
_MOST_TEXT = 8 * 1024 * 1024
"""Bytes of a text file."""

_COMMENT = re.compile(rb"<w:comment[\s>]")
_MOST_CELLS = 10
"""Cells with comments that are named."""

CELL_BREAK = "\v"
"""White space that stands where a cell of a table breaks its lines."""


@dataclass(frozen=True)
class PaperTable:
    """A table, and where its rows stand among the lines: one line a row, cells parted by tabs; the lines of a last cell each by itself.

    Attributes:
        grid: rows are numbered as in the file; what is hidden counts as in any sheet.
        rows: for each of these lines the number of its row.
    """

    grid: SheetGrid
    first: int
    rows: tuple[int, ...]


@dataclass(frozen=True)
class Paper:
    """What one file says."""

    name: str
    lines: tuple[str, ...]
    tables: tuple[PaperTable, ...] = ()
    readings: tuple[tuple[str, str], ...] = field(default=())
    """(base, hiragana) of each ruby annotation."""
    struck: str = ""
    """What is struck out in it, and therefore not read."""
    comments: str = ""
    """Where comments are attached, which are not read: cells, or how many."""
    shapes: tuple[str, ...] = ()
    """Words in shapes of a workbook, which are not read."""
    hidden: tuple[str, ...] = ()
    """Places of a workbook that a person does not see, and that are not read."""

    @property
    def text(self) -> str:
        return "\n".join(self.lines)


def read_paper(path: Path) -> Paper:
    """The text of one paper.

    Raises:
        PaperError: the format is not read, the file is damaged, too large or locked by a password, or there is no text
            in it.
    """
    try:
        return bounded.parse_in_child(parse_paper, path, error=PaperError)
    except OSError as e:
        found, todo = files.fault(e)
        raise PaperError(f"資料「{path.name}」{found}", todo) from e


def parse_paper(path: Path) -> Paper:
    """As `read`, in this process."""
    reader = _READERS.get(path.suffix.lower())
    if reader is None:
        raise PaperError(
            f"資料「{path.name}」は読めない形式です。", "Word (.docx)、Excel (.xlsx)、PDF、テキストで入れてください。"
        )
    try:
        paper = reader(path)
    except UnsafeArchive as e:
        raise _too_large(path) from e
    if sum(map(len, paper.lines)) > _MOST_CHARACTERS:
        raise _too_large(path)
    if not any(line.strip() for line in paper.lines):
        raise PaperError(
            f"資料「{path.name}」に文字がありません。",
            "紙を写しただけの PDF や画像からは読めません。元の Word や Excel のファイルを入れてください。",
        )
    return paper


_CIRCLED = {first + n: chr(ord("①") + n) for first in map(ord, "➀➊❶⓵") for n in range(10)}
"""Other fonts' circled numbers, which NFKC leaves."""


def as_written(text: str) -> str:
    """As the office wrote it, whatever program made the file of it: in one width, without what nobody sees, and with characters
    in the place of radicals that look like them. Runs of spaces stay, because lists are set with them."""
    plain = cleaned(in_usual_width(without_radicals(text))).text.translate(_CIRCLED)
    return "".join(c for c in plain if unicodedata.category(c) != "Co" or is_own(c))  # the bullets of symbol fonts


def _docx(path: Path) -> Paper:
    try:
        with files.open_regular(path) as file:
            document = word_files.open_word(file, _LIMITS, text_only=True).document
    except NotAWordFile as e:
        raise PaperError(f"資料「{path.name}」{e.found}", e.todo) from e
    word_text.spell_out_styles(document.element.body, document.styles.element)
    if (counted := _related(document, "/numbering")) and isinstance(counted[0], XmlPart):
        word_numbers.spell_out_numbers(document.element.body, counted[0].element, document.styles.element)
    lines, tables = _blocks(word_text.word_blocks(document.element.body))
    readings = tuple((as_written(base), as_written(above)) for base, above in word_text.furigana(document.element.body))
    struck = as_written(word_text.struck_out(document.element.body))
    return Paper(path.name, tuple(map(str.rstrip, lines)), tables, readings, struck, _word_comments(document))


def _word_comments(document: Document) -> str:
    """How many comments stand beside the text of a Word file."""
    count = sum(len(_COMMENT.findall(part.blob)) for part in _related(document, "/comments"))
    return f"{count}件" if count else ""


def _related(document: Document, kind: str) -> list[Part]:
    """The parts of a Word file that are of a kind."""
    rels = document.part.rels.values()
    return [r.target_part for r in rels if not r.is_external and r.reltype.endswith(kind)]


def _blocks(blocks: Iterable[str | CellRows]) -> tuple[list[str], tuple[PaperTable, ...]]:
    """Lines and tables in reading order."""
    lines: list[str] = []
    tables: list[PaperTable] = []
    for block in blocks:
        if isinstance(block, str):
            lines.extend(as_written(block).split("\n"))
        else:
            tables.append(_placed(_grid(block), lines))
    return lines, tuple(tables)


def _grid(table: CellRows) -> SheetGrid:
    """A table as a sheet, with what is merged."""
    rows: dict[int, dict[int, GridCell]] = {}
    open_merges: dict[int, MergedRange] = {}
    merges: list[MergedRange] = []
    for number, cells in enumerate(table[:_MOST_ROWS], start=1):
        line: dict[int, GridCell] = {}
        for cell in cells:
            over = open_merges.get(cell.column)
            right = cell.column + cell.span - 1
            if cell.continued and over is not None:
                open_merges[cell.column] = over._replace(bottom=number)
                continue
            if over is not None:
                merges.append(open_merges.pop(cell.column))
            open_merges[cell.column] = MergedRange(number, cell.column, number, right)
            if text := as_written(cell.text).strip():
                line[cell.column] = GridCell(text)
        if line:
            rows[number] = line
    merges += open_merges.values()
    return SheetGrid("", rows, merges=tuple(m for m in merges if m.bottom > m.top or m.right > m.left))


def _placed(grid: SheetGrid, lines: list[str]) -> PaperTable:
    """Put the rows that a person sees behind `lines`."""
    first = len(lines)
    rows: list[int] = []
    for number in [n for n in grid.rows if n not in grid.hidden_rows][:_MOST_ROWS]:
        shown = (as_written(c.text).strip() for at, c in grid.rows[number].items() if not grid.hides(at))
        cells = [c for c in shown if c]
        if 0 < len(cells) < 3 and "\n" in cells[-1] and "\n" not in "".join(cells[:-1]):  # a label and what it is about
            head, *more = cells[-1].split("\n")
            own = ["\t".join((*map(in_one_line, cells[:-1]), head)), *more]
        else:
            own = ["\t".join(map(in_one_line, cells))]
        lines += own
        rows += [number] * len(own)
    return PaperTable(grid, first, tuple(rows))


def _sheets(path: Path) -> Paper:
    """A workbook or CSV file: what a person sees of it."""
    grids = opening.tables_or(path, PaperError, f"資料「{path.name}」")
    our_lists.refuse_ours(grids, path.name)
    lines: list[str] = []
    tables = [_placed(grid, lines) for grid in grids if not grid.hidden]
    cells = (
        c for g in grids if not g.hidden for n, row in g.rows.items() if n not in g.hidden_rows for c in row.values()
    )
    struck = as_written(" ".join(c.struck for c in cells if c.struck))
    commented = cell_comments.commented_cells(path)
    shown = (
        f"セル {'、'.join(commented[:_MOST_CELLS])}{'ほか' if len(commented) > _MOST_CELLS else ''}"
        if commented
        else ""
    )
    shapes = tuple(map(as_written, text_boxes.words_in_shapes(path)))
    hidden = tuple(_hidden(path.name, [g for g in grids if g.rows]))
    return Paper(path.name, tuple(lines), tuple(tables), struck=struck, comments=shown, shapes=shapes, hidden=hidden)


def _hidden(file: str, filled: Sequence[SheetGrid]) -> Iterator[str]:
    """Sheets, rows and columns with content that nobody sees."""
    for grid in filled:
        place = SheetPlaces(file, grid.name if len(filled) > 1 else "")
        columns = sorted({c for row in grid.rows.values() for c in row if grid.hides(c)})
        if grid.hidden:
            yield place.whole
        else:
            if grid.hidden_rows:
                yield place.rows(list(grid.hidden_rows))
            if columns:
                yield replace(place, turned=True).rows(columns)


def in_one_line(cell: str) -> str:
    """The text of a cell of several lines, parted by CELL_BREAK."""
    return CELL_BREAK.join(cell.split("\n"))


def _pdf(path: Path) -> Paper:
    try:
        document = pypdfium2.PdfDocument(files.read_bytes(path))
    except pypdfium2.PdfiumError as e:
        if "assword" in str(e):
            raise PaperError(
                f"資料「{path.name}」にはパスワードがかかっています。", "パスワードを外した PDF を入れてください。"
            ) from e
        raise _damaged(path, "PDF") from e
    try:
        blocks, readings = pdf_text(document, _MOST_PAGES)
    except pypdfium2.PdfiumError as e:
        raise _damaged(path, "PDF") from e
    finally:
        document.close()
    furigana = tuple((as_written(base), hiragana(as_written(kana))) for base, kana in readings)
    lines, tables = _blocks(blocks)
    return Paper(path.name, tuple(map(str.rstrip, lines)), tables, furigana)


def _txt(path: Path) -> Paper:
    text = decoded(files.read_bytes(path, _MOST_TEXT))
    if not holds_text(text):
        raise PaperError(
            f"資料「{path.name}」の中身は文字ではないので、読めません。",
            "メモ帳で開けるか確かめてください。Word、Excel、PDF のファイルなら、拡張子（.docx など）を元に戻して入れてください。",
        )
    return Paper(path.name, tuple(map(str.rstrip, as_written(text).splitlines())))


def _too_large(path: Path) -> PaperError:
    return PaperError(f"資料「{path.name}」は大きすぎます。", "次第や名簿のところだけを別のファイルにしてください。")


def _damaged(path: Path, program: str) -> PaperError:
    return PaperError(
        f"資料「{path.name}」を{program}の文書として読めません。", "開けるか確かめ、保存し直して入れてください。"
    )


_READERS: dict[str, Callable[[Path], Paper]] = {
    ".docx": _docx,
    ".docm": _docx,
    ".dotx": _docx,
    ".dotm": _docx,
    ".doc": _docx,  # what it is, is told by its content
    ".rtf": _docx,
    ".odt": _docx,
    ".xlsx": _sheets,
    ".xlsm": _sheets,
    ".pdf": _pdf,
    ".txt": _txt,
    ".md": _txt,
    ".csv": _sheets,
}
"""What is read; everything else is named to staff as not readable."""
