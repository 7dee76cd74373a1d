"""Open a file that holds tables: .xlsx and .xlsm as grids with all that Excel shows of them, .csv as text; or say what it is.

What python-calamine and openpyxl know of a sheet was compared before this was written: calamine knows no hidden rows, runs
them and struck-out text into names, and gives an error value or a formula without result as an empty cell; openpyxl's reading mode knows neither
merged cells nor what is hidden, its other mode fills the memory, and both fail at a broken style index and find no sheets in Strict Open XML.
.xls, .xlsb and .ods are not read: their readers cannot tell what is hidden or struck out, and a former member's name
must not come back by that way.
"""

from __future__ import annotations

import csv
import re
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

from transcriber.errors import TranscriberError
from transcriber.minutes.characters import KANJI
from transcriber.office_tables.grid import SheetGrid, TooMuchContent, grid_of_rows
from transcriber.office_tables.xlsx_package import DamagedPart, read_package
from transcriber.office_tables.xlsx_sheet import XlsxTally, read_sheet
from transcriber.untrusted import archive, files
from transcriber.untrusted.archive import ArchiveLimits, NotAnArchive

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
_SMALLER = "使っていない行・列・結合を消すか、必要なところだけを新しいファイルに写して、保存し直してください。"
_UNLOCK = "Excel で開き、「ファイル」→「情報」→「ブックの保護」→「パスワードを使用して暗号化」で、パスワードを空にして保存し直してください。"


class UnreadableTable(Exception):
    """A file whose tables cannot be read.

    Attributes:
        found: what it is, in Japanese, as it goes on after the file's name.
        todo: what to do about it.
    """

    def __init__(self, found: str, todo: str = _REOPEN) -> None:
        super().__init__(found)
        self.found = found
        self.todo = todo


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
    except NotAnArchive as e:
        raise _no_archive(path, e) from e
    except DamagedPart as e:
        raise UnreadableTable(f"の中が壊れていて、{e.part}を Excel の表として読めません。") from e
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError) as e:
        raise UnreadableTable("は壊れていて、Excel の表として読めません。") from e


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
        raise error(f"{name or path.name} {e.found}", e.todo) from e


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
    mark = "\t" if first.count("\t") > first.count(",") else ","
    try:
        return grid_of_rows("", csv.reader(text.splitlines(keepends=True), delimiter=mark))
    except csv.Error as e:
        raise UnreadableTable("を CSV として読めません。") from e


def _workbook(path: Path) -> tuple[SheetGrid, ...]:
    with files.open_regular(path) as file:
        archive.check_archive(file, _LIMITS)
        with zipfile.ZipFile(file) as opened:
            try:
                package = read_package(opened)
            except KeyError as e:
                raise _other_archive(opened) from e
            if not package.sheets:
                raise UnreadableTable("を Excel の表として読めません（シートがありません）。")
            tally = XlsxTally()
            return tuple(read_sheet(opened, part, package, tally) for part in package.sheets)


def _no_archive(path: Path, why: NotAnArchive) -> UnreadableTable:
    if why.encrypted:
        return UnreadableTable("はパスワードで保護されているため、読めません。", _UNLOCK)
    if why.ole:
        return UnreadableTable("は古い Excel の形式（.xls）か、パスワードで保護されているため、読めません。", _AS_XLSX)
    if why.empty:
        return UnreadableTable("は空（0バイト）で、Excel の表として読めません。")
    kind = {".fods": "OpenDocument", ".xls": "古い Excel"}.get(path.suffix.lower(), "")
    return UnreadableTable(
        f"を Excel の表として読めません{f'（{kind}の形式です）' if kind else ''}。", _AS_XLSX if kind else _REOPEN
    )


def _other_archive(opened: zipfile.ZipFile) -> UnreadableTable:
    names = {n.lower() for n in opened.namelist()}
    kinds = (
        ("Excel バイナリ ブック（.xlsb）", any(n.endswith("workbook.bin") for n in names)),
        ("OpenDocument（.ods など）", "mimetype" in names or "content.xml" in names),
        ("Word の文書（.docx）", any(n.startswith("word/") for n in names)),
        ("PowerPoint の文書（.pptx）", any(n.startswith("ppt/") for n in names)),
        ("Numbers の書類", any(n.endswith(".iwa") or n == "index.zip" for n in names)),
    )
    for what, is_it in kinds:
        if is_it:
            return UnreadableTable(f"の中身は{what}で、Excel の表として読めません。", _AS_XLSX)
    if any(n.endswith((".xlsx", ".xls", ".csv")) for n in names):
        return UnreadableTable("は表を圧縮した ZIP ファイルです。", "展開して、中の .xlsx を入れてください。")
    return UnreadableTable("を Excel の表として読めません。")
