"""A paper as text: lines in reading order, tables, and the readings that its furigana give. One reader a format.

Office files carry their text themselves (python-docx, openpyxl); PDF is read by PDFium. Everything is NFKC-normalised, so
that full-width digits and compatibility characters look the same whatever made the file.
"""

from __future__ import annotations

import csv
import re
import unicodedata
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import docx
import docx.opc.exceptions
import openpyxl
import pypdfium2
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from openpyxl.utils.exceptions import InvalidFileException

from transcriber.errors import PaperError

_MOST_BYTES = 200 * 1024 * 1024
"""Unpacked; more is no agenda, and would fill the memory of an office PC."""

_MOST_PAGES = 600
_MOST_ROWS = 5000

Row = tuple[str, ...]


@dataclass(frozen=True)
class Paper:
    """What one file says."""

    name: str
    lines: tuple[str, ...]
    tables: tuple[tuple[Row, ...], ...] = ()
    readings: tuple[tuple[str, str], ...] = field(default=())
    """(base, hiragana) of each ruby annotation."""

    @property
    def text(self) -> str:
        return "\n".join(self.lines)


def read(path: Path) -> Paper:
    """The text of one paper.

    Raises:
        PaperError: the format is not read, the file is damaged or locked by a password, or there is no text in it.
    """
    reader = _READERS.get(path.suffix.lower())
    if reader is None:
        raise PaperError(
            f"資料「{path.name}」は読めない形式です。", "Word (.docx)、Excel (.xlsx)、PDF、テキストで入れてください。"
        )
    try:
        paper = reader(path)
    except OSError as e:
        raise PaperError(
            f"資料「{path.name}」を開けません（{e.strerror or e}）。", "読む権限があるか確かめてください。"
        ) from e
    if not any(line.strip() for line in paper.lines):
        raise PaperError(
            f"資料「{path.name}」に文字がありません。",
            "紙を写しただけの PDF や画像からは読めません。元の Word や Excel のファイルを入れてください。",
        )
    return paper


def normalised(text: str) -> str:
    """NFKC, without control characters; runs of spaces as they are, because lists are set with them."""
    plain = unicodedata.normalize("NFKC", text.replace("\u3000", " "))
    return "".join(c for c in plain if c in "\t\n" or unicodedata.category(c) not in ("Cc", "Cf", "Co", "Cn", "Cs"))


def _docx(path: Path) -> Paper:
    _check_zip(path)
    try:
        document = docx.Document(str(path))
    except (docx.opc.exceptions.PackageNotFoundError, zipfile.BadZipFile, KeyError, ValueError, TypeError) as e:
        raise _damaged(path, "Word") from e
    lines: list[str] = []
    tables = []
    readings: list[tuple[str, str]] = []
    for table in document.element.body.iter(qn("w:tbl")):
        tables.append(tuple(_table_rows(table)))
    for element in document.element.body.iter(qn("w:p"), qn("w:tr")):
        if element.tag == qn("w:tr"):
            lines.append(" ".join(filter(None, (c.replace("\n", " ") for c in _cells(element)))))
        elif not any(a.tag == qn("w:tc") for a in element.iterancestors()):  # else its row has it
            lines.extend(_paragraph(element).split("\n"))
    for ruby in document.element.body.iter(qn("w:ruby")):
        base, above = (normalised(_texts(ruby, tag)) for tag in ("w:rubyBase", "w:rt"))
        if base and re.fullmatch("[ぁ-ゖァ-ヺー]+", above):
            readings.append((base, above))
    return Paper(path.name, tuple(map(str.rstrip, lines)), tuple(tables), tuple(readings))


def _table_rows(table: BaseOxmlElement) -> Iterator[Row]:
    for row in table.iterchildren(qn("w:tr")):
        yield tuple(_cells(row))


def _cells(row: BaseOxmlElement) -> Iterator[str]:
    for cell in row.iterchildren(qn("w:tc")):
        yield "\n".join(_paragraph(p) for p in cell.iter(qn("w:p"))).strip()


def _paragraph(paragraph: BaseOxmlElement) -> str:
    """The text of a paragraph, without what stands above the line as ruby."""
    parts = []
    for node in paragraph.iter(qn("w:t"), qn("w:tab"), qn("w:br")):
        if any(a.tag in (qn("w:rt"), qn("w:del"), qn("w:tabs")) for a in node.iterancestors()):
            continue
        parts.append({qn("w:tab"): " ", qn("w:br"): "\n"}.get(node.tag) or node.text or "")
    return normalised("".join(parts))


def _texts(element: BaseOxmlElement, tag: str) -> str:
    return "".join(t.text or "" for part in element.iter(qn(tag)) for t in part.iter(qn("w:t")))


def _xlsx(path: Path) -> Paper:
    _check_zip(path)
    try:
        book = openpyxl.load_workbook(path, read_only=True, data_only=True)
    except (InvalidFileException, zipfile.BadZipFile, KeyError, ValueError, TypeError, EOFError) as e:
        raise _damaged(path, "Excel") from e
    try:
        tables = []
        for sheet in book.worksheets:
            rows = []
            for number, cells in enumerate(sheet.iter_rows(values_only=True)):
                if number >= _MOST_ROWS:
                    break
                row = tuple("" if c is None else normalised(_value(c)).strip() for c in cells)
                if any(row):
                    rows.append(row)
            tables.append(tuple(rows))
    finally:
        book.close()
    return Paper(path.name, tuple(_as_line(row) for table in tables for row in table), tuple(tables))


def _value(cell: object) -> str:
    return str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell)


def _pdf(path: Path) -> Paper:
    try:
        document = pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError as e:
        if "assword" in str(e):
            raise PaperError(
                f"資料「{path.name}」にはパスワードがかかっています。", "パスワードを外した PDF を入れてください。"
            ) from e
        raise _damaged(path, "PDF") from e
    lines: list[str] = []
    try:
        for number in range(min(len(document), _MOST_PAGES)):
            page = document[number].get_textpage()
            lines += normalised(page.get_text_range().replace("\r", "")).split("\n")
            page.close()
    except pypdfium2.PdfiumError as e:
        raise _damaged(path, "PDF") from e
    finally:
        document.close()
    return Paper(path.name, tuple(map(str.strip, lines)))


def _txt(path: Path) -> Paper:
    return Paper(path.name, tuple(map(str.rstrip, normalised(decoded(path.read_bytes())).splitlines())))


def _csv(path: Path) -> Paper:
    text = decoded(path.read_bytes())
    rows = tuple(tuple(normalised(c).strip() for c in row) for row in csv.reader(text.splitlines()))[:_MOST_ROWS]
    return Paper(path.name, tuple(map(_as_line, rows)), (rows,))


def decoded(raw: bytes) -> str:
    """The text of a file that does not say its encoding: UTF-8, UTF-16 with its mark, JIS, Shift_JIS (cp932) or EUC-JP."""
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return raw.decode("utf-16", errors="replace")
    if b"\x1b$" in raw:
        return raw.decode("iso2022_jp", errors="replace")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        pass
    tried = [raw.decode(encoding, errors="replace") for encoding in ("cp932", "euc_jp")]
    return max(tried, key=_likely)


def _likely(text: str) -> float:
    """More for kana and common kanji, less for what cannot be decoded and half-width kana (EUC-JP read as Shift_JIS)."""
    good = len(re.findall("[ぁ-ゖァ-ヺ一-鿿、。]", text))
    return good - 5 * text.count("\ufffd") - 2 * len(re.findall("[\uff61-\uff9f]", text))


def _as_line(row: Row) -> str:
    return " ".join(c.replace("\n", " ") for c in row if c)


def _check_zip(path: Path) -> None:
    if zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as packed:
            if sum(i.file_size for i in packed.infolist()) <= _MOST_BYTES:
                return
        raise PaperError(f"資料「{path.name}」は大きすぎます。", "次第や名簿のところだけを別のファイルにしてください。")
    raw = path.read_bytes()[:8]
    if raw.startswith(b"\xd0\xcf\x11\xe0"):  # an OLE file: encrypted, or the old format under the new name
        raise PaperError(
            f"資料「{path.name}」はパスワードがかかっているか、古い形式です。",
            "パスワードを外し、.docx または .xlsx で保存し直してください。",
        )
    raise _damaged(path, "Word" if path.suffix.lower().startswith(".do") else "Excel")


def _damaged(path: Path, program: str) -> PaperError:
    return PaperError(
        f"資料「{path.name}」を{program}の文書として読めません。", "開けるか確かめ、保存し直して入れてください。"
    )


_READERS: dict[str, Callable[[Path], Paper]] = {
    ".docx": _docx,
    ".docm": _docx,
    ".xlsx": _xlsx,
    ".xlsm": _xlsx,
    ".pdf": _pdf,
    ".txt": _txt,
    ".md": _txt,
    ".csv": _csv,
}
"""What is read; everything else is named to staff as not readable."""
