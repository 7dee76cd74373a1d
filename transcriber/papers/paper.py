"""A paper as text: lines in reading order, tables, and the readings that its furigana give. One reader a format.

Office files carry their text themselves (python-docx, openpyxl); PDF is read by PDFium. All of them run in a bounded child.
Digits, letters and kana come in one width, so that they look the same whatever made the file; every other character is as the
office wrote it (塚 and 神 of the family register, Ⅱ, ㈱, ①), because titles, names and terms are printed.
"""

from __future__ import annotations

import csv
import itertools
import re
import unicodedata
import zipfile
import zlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path

import docx
import docx.opc.exceptions
import pypdfium2

from transcriber.errors import PaperError
from transcriber.language.readings import hiragana
from transcriber.minutes.characters import KANJI, cleaned, in_usual_width, is_own
from transcriber.minutes.variant_characters import without_radicals
from transcriber.papers import word_text
from transcriber.papers.pdf_text import pdf_text
from transcriber.untrusted import archive, bounded, files, workbook
from transcriber.untrusted.archive import ArchiveLimits, NotAnArchive, UnsafeArchive

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


def as_written(text: str) -> str:
    """As the office wrote it, whatever program made the file of it: in one width, without what nobody sees, and with characters
    in the place of radicals that look like them. Runs of spaces stay, because lists are set with them."""
    plain = cleaned(in_usual_width(without_radicals(text))).text
    return "".join(c for c in plain if unicodedata.category(c) != "Co" or is_own(c))  # the bullets of symbol fonts


def _docx(path: Path) -> Paper:
    try:
        with files.open_regular(path) as file:
            archive.check_archive(file, _LIMITS)
            document = docx.Document(file)
    except NotAnArchive as e:
        raise _no_archive(path, "Word", e) from e
    except (
        docx.opc.exceptions.PackageNotFoundError,
        zipfile.BadZipFile,
        zlib.error,
        KeyError,
        ValueError,
        TypeError,
        SyntaxError,
    ) as e:
        raise _damaged(path, "Word") from e
    lines: list[str] = []
    tables: list[tuple[Row, ...]] = []
    for block in word_text.word_blocks(document.element.body):
        if isinstance(block, str):
            lines.extend(as_written(block).split("\n"))
        else:
            table = tuple(tuple(as_written(cell).strip() for cell in row) for row in block)
            tables.append(table)
            lines.extend(map(_as_line, table))
    readings = tuple((as_written(base), as_written(above)) for base, above in word_text.furigana(document.element.body))
    return Paper(path.name, tuple(map(str.rstrip, lines)), tuple(tables), readings)


def _xlsx(path: Path) -> Paper:
    tables = []
    try:
        with workbook.open_book(path) as book:
            for sheet in range(len(book.names)):
                rows = []
                for _, cells in itertools.islice(book.lines(sheet), _MOST_ROWS):
                    row = tuple("" if c is None else as_written(_value(c)).strip() for c in cells)
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
    try:
        lines, readings = pdf_text(document, _MOST_PAGES)
    except pypdfium2.PdfiumError as e:
        raise _damaged(path, "PDF") from e
    finally:
        document.close()
    furigana = tuple((as_written(base), hiragana(as_written(kana))) for base, kana in readings)
    return Paper(path.name, _stripped(lines), readings=furigana)


def _stripped(lines: Iterable[str]) -> tuple[str, ...]:
    return tuple(as_written(line).strip() for line in lines)


def _txt(path: Path) -> Paper:
    return Paper(
        path.name, tuple(map(str.rstrip, as_written(decoded(files.read_bytes(path, _MOST_TEXT))).splitlines()))
    )


def _csv(path: Path) -> Paper:
    text = decoded(files.read_bytes(path, _MOST_TEXT))
    rows = tuple(tuple(as_written(c).strip() for c in row) for row in csv.reader(text.splitlines()))[:_MOST_ROWS]
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
    good = len(re.findall(f"[ぁ-ゖァ-ヺ{KANJI}、。]", text))
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
    ".xlsx": _xlsx,
    ".xlsm": _xlsx,
    ".pdf": _pdf,
    ".txt": _txt,
    ".md": _txt,
    ".csv": _csv,
}
"""What is read; everything else is named to staff as not readable."""
