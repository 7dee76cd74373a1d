"""A paper as text: lines in reading order, tables, and the readings that its furigana give. One reader a format.

Office files carry their text themselves (python-docx, openpyxl); PDF is read by PDFium. All of them run in a bounded child.
Everything is NFKC-normalised, so that full-width digits and compatibility characters look the same whatever made the file.
"""

from __future__ import annotations

import csv
import itertools
import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pypdfium2
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement

from transcriber.errors import PaperError
from transcriber.untrusted import bounded, files, word_files, workbook
from transcriber.untrusted.archive import ArchiveLimits, NotAnArchive, UnsafeArchive
from transcriber.untrusted.word_files import NotAWordFile

_LIMITS = ArchiveLimits(unpacked=200 * 1024 * 1024, nodes=1_500_000)
"""More is no agenda, and would fill the memory of an office PC."""

_MOST_CHARACTERS = 2_000_000
"""Of one paper. What is looked for in it is looked for in every line, so time grows with it."""

_MOST_PAGES = 600
_MOST_ROWS = 5000
_MOST_TEXT = 8 * 1024 * 1024
"""Bytes of a text file."""

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


def normalised(text: str) -> str:
    """NFKC, without control characters; runs of spaces as they are, because lists are set with them."""
    plain = unicodedata.normalize("NFKC", text.replace("\u3000", " "))
    return "".join(c for c in plain if c in "\t\n" or unicodedata.category(c) not in ("Cc", "Cf", "Co", "Cn", "Cs"))


def _docx(path: Path) -> Paper:
    try:
        with files.open_regular(path) as file:
            document = word_files.open_word(file, _LIMITS, text_only=True).document
    except NotAWordFile as e:
        raise PaperError(f"資料「{path.name}」{e.found}", e.todo) from e
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
    tables = []
    try:
        with workbook.open_book(path) as book:
            for sheet in range(len(book.names)):
                rows = []
                for _, cells in itertools.islice(book.lines(sheet), _MOST_ROWS):
                    row = tuple("" if c is None else normalised(_value(c)).strip() for c in cells)
                    if any(row):
                        rows.append(row)
                tables.append(tuple(rows))
    except workbook.NotAWorkbook as e:
        why = e.__cause__
        raise _no_archive(path, "Excel", why) if isinstance(why, NotAnArchive) else _damaged(path, "Excel") from e
    return Paper(path.name, tuple(_as_line(row) for table in tables for row in table), tuple(tables))


def _value(cell: object) -> str:
    return str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell)


def _pdf(path: Path) -> Paper:
    try:
        document = pypdfium2.PdfDocument(files.read_bytes(path))
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
    return Paper(
        path.name, tuple(map(str.rstrip, normalised(decoded(files.read_bytes(path, _MOST_TEXT))).splitlines()))
    )


def _csv(path: Path) -> Paper:
    text = decoded(files.read_bytes(path, _MOST_TEXT))
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


def _no_archive(path: Path, program: str, why: NotAnArchive) -> PaperError:
    if why.ole or why.encrypted:
        return PaperError(
            f"資料「{path.name}」はパスワードがかかっているか、古い形式です。",
            "パスワードを外し、.docx または .xlsx で保存し直してください。",
        )
    return _damaged(path, program)


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
    ".xlsx": _xlsx,
    ".xlsm": _xlsx,
    ".pdf": _pdf,
    ".txt": _txt,
    ".md": _txt,
    ".csv": _csv,
}
"""What is read; everything else is named to staff as not readable."""
