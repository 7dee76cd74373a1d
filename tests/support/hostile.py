"""Files that ask for far more than they hold: small on the disk, harmless, and made anew for each test."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path

import docx
from openpyxl import Workbook

HEADINGS = ("氏名", "ふりがな", "役職", "議席番号")
PEOPLE = tuple((f"山田 太郎{n}", "やまだ たろう", "議員", n) for n in range(1, 21))
_SHEET = "xl/worksheets/sheet1.xml"
_BODY = "word/document.xml"


def workbook(path: Path, rows: Sequence[Sequence[object]] = (HEADINGS, *PEOPLE)) -> Path:
    """An ordinary roster, or a sheet of other rows."""
    book = Workbook()
    for row in rows:
        book.worksheets[0].append(list(row))
    book.save(path)
    return path


def claims_everything(path: Path) -> Path:
    """A roster that says that it reaches to the last cell there is."""
    return _changed(workbook(path), _SHEET, lambda data: data.replace(b"A1:D21", b"A1:XFD1048576"))


def one_far_cell(path: Path) -> Path:
    """A roster with a figure in the last cell there is."""
    far = b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
    return _changed(workbook(path), _SHEET, lambda data: data.replace(b"</sheetData>", far))


def bordered_rows(path: Path, count: int) -> Path:
    """A roster with `count` rows below it that only have a form."""
    rows = b"".join(
        b'<row r="%d">%s</row>' % (n, b"".join(b'<c r="%c%d" s="0"/>' % (c, n) for c in b"ABCDEFGH"))
        for n in range(22, 22 + count)
    )
    return _changed(workbook(path), _SHEET, lambda data: data.replace(b"</sheetData>", rows + b"</sheetData>"))


def far_rows(path: Path, count: int) -> Path:
    """A roster with `count` rows below it, each with a figure in the last column there is."""
    rows = b"".join(b'<row r="%d"><c r="XFD%d"><v>1</v></c></row>' % (n, n) for n in range(22, 22 + count))
    return _changed(workbook(path), _SHEET, lambda data: data.replace(b"</sheetData>", rows + b"</sheetData>"))


def paragraphs(path: Path, count: int, paragraph: bytes = b"<w:p/>") -> Path:
    """A Word file with `count` more paragraphs than an empty one."""
    empty = io.BytesIO()
    docx.Document().save(empty)
    path.write_bytes(empty.getvalue())
    return _changed(path, _BODY, lambda data: data.replace(b"<w:body>", b"<w:body>" + paragraph * count))


def with_entities(path: Path) -> Path:
    """A Word file whose text is defined in the file (a DTD)."""
    paragraphs(path, 1, "<w:p><w:r><w:t>&言;</w:t></w:r></w:p>".encode())
    return _changed(
        path, _BODY, lambda d: d.replace(b"<w:document", '<!DOCTYPE d [<!ENTITY 言 "あ">]><w:document'.encode(), 1)
    )


def _changed(path: Path, member: str, change: Callable[[bytes], bytes]) -> Path:
    with zipfile.ZipFile(path) as packed:
        members = [(i.filename, packed.read(i)) for i in packed.infolist()]
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, data in members:
            packed.writestr(name, change(data) if name == member else data)
    return path
