"""Open a file that holds tables: .xlsx and .xlsm as grids with all that Excel shows of them, .csv as text; or say what it is.

What python-calamine and openpyxl know of a sheet was compared before this was written: calamine knows no hidden rows, runs
them and struck-out text into names, and gives an error value or a formula without result as an empty cell; openpyxl's reading mode knows neither
merged cells nor what is hidden, its other mode fills the memory, and both fail at a broken style index and find no sheets in Strict Open XML.
.xls, .xlsb and .ods are not read: their readers cannot tell what is hidden or struck out, and a former member's name
must not come back by that way.
"""

from __future__ import annotations

import csv
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

from transcriber.errors import TranscriberError
from transcriber.office_tables.grid import SheetGrid, TooMuchContent, grid_of_rows
from transcriber.office_tables.xlsx_package import DamagedPart, read_package
from transcriber.office_tables.xlsx_sheet import XlsxTally, read_sheet
from transcriber.untrusted import archive, file_kinds, files
from transcriber.untrusted.archive import ArchiveLimits
from transcriber.untrusted.file_kinds import ContentKind
from transcriber.untrusted.files import UnreadableFile
from transcriber.untrusted.text_files import decoded

READ_SUFFIXES = (".xlsx", ".xlsm", ".csv")
"""What is read."""

TABLE_SUFFIXES = (
    *READ_SUFFIXES,
    ".xltx",
    ".xltm",
    ".xls",
    ".xlt",
    ".xlsb",
    ".ods",
    ".fods",
    ".numbers",
    ".tsv",
    ".et",
    ".jtd",
)
"""What staff make tables with."""

_LIMITS = ArchiveLimits(unpacked=150 * 1024 * 1024, nodes=3_000_000)
_MOST_TEXT = 10 * 1024 * 1024
"""Bytes of a CSV file."""

_REOPEN = "Excel で開けるか確かめ、「Excel ブック (.xlsx)」で保存し直してください。"
_AS_XLSX = "Excel で開き、「名前を付けて保存」でファイルの種類に「Excel ブック (.xlsx)」を選んで保存し直してください。"
_FROM_NUMBERS = (
    "Numbers で開き、「ファイル」→「書き出す」→「Excel」で .xlsx にして、このファイルの代わりに置いてください。"
)
_AS_TABLE = (
    "文書の中の表を Excel に貼り付け、「Excel ブック (.xlsx)」で保存して、このファイルの代わりに置いてください。"
)
_SMALLER = "使っていない行・列・結合を消すか、必要なところだけを新しいファイルに写して、保存し直してください。"
_UNLOCK = "Excel で開き、「ファイル」→「情報」→「ブックの保護」→「パスワードを使用して暗号化」で、パスワードを空にして保存し直してください。"


class UnreadableTable(UnreadableFile):
    """A file whose tables cannot be read."""


def open_tables(path: Path) -> tuple[SheetGrid, ...]:
    """All sheets of a file, in order, hidden ones too. Called in the child of untrusted/bounded.py.

    Raises:
        UnreadableTable: see there.
        NotRegularFile, TooLarge, OSError: it cannot be opened.
    """
    suffix = path.suffix.lower()
    try:
        if suffix in (".csv", ".tsv"):
            return (_csv(path),)
        return _workbook(path)
    except TooMuchContent as e:
        raise UnreadableTable(str(e), _SMALLER) from e
    except archive.UnsafeArchive as e:
        raise UnreadableTable(str(e), archive.TODO) from e
    except DamagedPart as e:
        raise UnreadableTable(f"の中が壊れていて、{e.part}を Excel の表として読めません。", _REOPEN) from e
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError) as e:
        raise UnreadableTable("は壊れていて、Excel の表として読めません。", _REOPEN) from e


def tables_or(path: Path, error: Callable[[str, str], TranscriberError], name: str = "") -> tuple[SheetGrid, ...]:
    """`open_tables`, with what is wrong as an error for staff.

    Args:
        name: what the file is called in it; its own name if empty.

    Raises:
        the result of `error`.
        NotRegularFile, TooLarge, OSError: it cannot be opened.
    """
    try:
        return open_tables(path)
    except UnreadableTable as e:
        called = name or path.name
        raise error(f"{called}{'' if called.endswith('」') else ' '}{e.found}", e.todo) from e


def _csv(path: Path) -> SheetGrid:
    raw = files.read_bytes(path, _MOST_TEXT)
    if raw.startswith((b"PK\x03\x04", bytes.fromhex("D0CF11E0"))):
        raise UnreadableTable(
            "の中身は CSV ではなく Excel のブックです。",
            "拡張子を .xlsx に直すか、Excel で開いて保存し直してください。",
        )
    text = decoded(raw)
    if "\ufffd" in text:
        raise UnreadableTable(
            "の文字コードが分かりません。",
            "Excel で開き、「CSV UTF-8（コンマ区切り）」か「Excel ブック (.xlsx)」で保存し直してください。",
        )
    first = text.split("\n", 1)[0]
    mark = max(",\t;", key=first.count)
    try:
        return grid_of_rows("", csv.reader(text.splitlines(keepends=True), delimiter=mark))
    except csv.Error as e:
        raise UnreadableTable("を CSV として読めません。", _REOPEN) from e


def _workbook(path: Path) -> tuple[SheetGrid, ...]:
    with files.open_regular(path) as file:
        kind = file_kinds.kind_of(file)
        if kind in _SAID:
            raise UnreadableTable(*_SAID[kind])
        if not zipfile.is_zipfile(file):
            raise _no_archive(path)
        archive.check_archive(file, _LIMITS)
        with zipfile.ZipFile(file) as opened:
            try:
                package = read_package(opened)
            except KeyError as e:
                raise _other_archive(opened) from e
            if not package.sheets:
                raise _other_archive(opened, "（シートがありません）")
            tally = XlsxTally()
            return tuple(read_sheet(opened, part, package, tally) for part in package.sheets)


def _no_archive(path: Path) -> UnreadableTable:
    kind = {".fods": "OpenDocument", ".xls": "古い Excel"}.get(path.suffix.lower(), "")
    return UnreadableTable(
        f"を Excel の表として読めません{f'（{kind}の形式です）' if kind else ''}。", _AS_XLSX if kind else _REOPEN
    )


def _other_archive(opened: zipfile.ZipFile, why: str = "") -> UnreadableTable:
    """What an archive is that holds no workbook, or one without sheets (`why`)."""
    names = {n.lower() for n in opened.namelist()}
    kinds = (
        ("Excel バイナリ ブック（.xlsb）", any(n.endswith("workbook.bin") for n in names), _AS_XLSX),
        ("OpenDocument（.ods など）", "mimetype" in names or "content.xml" in names, _AS_XLSX),
        ("Word の文書（.docx）", any(n.startswith("word/") for n in names), _AS_TABLE),
        ("PowerPoint の文書（.pptx）", any(n.startswith("ppt/") for n in names), _AS_TABLE),
        ("Numbers の書類", any(n.endswith(".iwa") or n == "index.zip" for n in names), _FROM_NUMBERS),
    )
    for what, is_it, todo in kinds:
        if is_it:
            return UnreadableTable(f"の中身は{what}で、Excel の表として読めません。", todo)
    if any(n.endswith((".xlsx", ".xls", ".csv")) for n in names):
        return UnreadableTable("は表を圧縮した ZIP ファイルです。", "展開して、中の .xlsx を入れてください。")
    return UnreadableTable(f"を Excel の表として読めません{why}。", _REOPEN)


_LOCKED = ("はパスワードで保護されているため、読めません。", _UNLOCK)
_OF_OLD = ("は古い Excel の形式（.xls）か、パスワードで保護されているため、読めません。", _AS_XLSX)
_SAID = {
    ContentKind.EMPTY: ("は空（0バイト）で、Excel の表として読めません。", _REOPEN),
    ContentKind.PASSWORD: _LOCKED,
    ContentKind.RIGHTS: _LOCKED,
    ContentKind.LOCKED_ARCHIVE: _LOCKED,
    ContentKind.OLD_EXCEL: _OF_OLD,
    ContentKind.OLD_WORD: _OF_OLD,
    ContentKind.OLD_POWERPOINT: _OF_OLD,
    ContentKind.ICHITARO: _OF_OLD,
    ContentKind.OUTLOOK: _OF_OLD,
    ContentKind.OLE: _OF_OLD,
}
"""What a file is that only bears the name of a workbook, and what to do about it."""
