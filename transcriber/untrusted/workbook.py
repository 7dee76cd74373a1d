"""The lines of an Excel workbook that hold something, whatever its used range claims. Called in the child of bounded.py.

A sheet may say that it reaches to XFD1048576, hold one far cell, or a million lines that only have a border. openpyxl's
reading mode walks the file line by line; with the claimed range reset it fills nothing up to it.
"""

from __future__ import annotations

import warnings
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from transcriber.untrusted import archive, files
from transcriber.untrusted.archive import ArchiveLimits, NotAnArchive, UnsafeArchive

MOST_ROWS = 100_000
"""Lines with content. Twice the largest glossary that was tried."""

MOST_COLUMNS = 256
"""What lies further to the right stands under no heading that we ask for."""

_MOST_FAR = 2_000
"""Lines that reach further than that. openpyxl fills each of them up to its last cell, which takes time."""

_LIMITS = ArchiveLimits(unpacked=150 * 1024 * 1024, nodes=3_000_000)

SheetLine = tuple[int, tuple[object, ...]]
"""Number of the line as Excel counts, and its cells from column A on."""


class NotAWorkbook(Exception):
    """No workbook of today's form, or a damaged one. `protected`: it asks for a password."""

    def __init__(self, *, protected: bool = False) -> None:
        super().__init__("no workbook")
        self.protected = protected


class OpenWorkbook:
    """An open workbook."""

    def __init__(self, opened: Any) -> None:
        self._opened = opened

    @property
    def names(self) -> tuple[str, ...]:
        """The sheets' names, in order."""
        return tuple(sheet.title for sheet in self._opened.worksheets)

    def lines(self, sheet: int | str = 0) -> Iterator[SheetLine]:
        """The lines that hold something, from the top.

        Raises:
            UnsafeArchive: more than MOST_ROWS of them.
            NotAWorkbook: the sheet is damaged.
        """
        page = self._opened[sheet] if isinstance(sheet, str) else self._opened.worksheets[sheet]
        page.reset_dimensions()
        found = far = 0
        with _damage():
            for number, cells in enumerate(page.iter_rows(values_only=True), start=1):
                far += len(cells) > MOST_COLUMNS
                if far > _MOST_FAR:
                    raise UnsafeArchive(f"は {MOST_COLUMNS} 列より右に書かれた行が多すぎて読めません。")
                line = cells[:MOST_COLUMNS]
                if line.count(None) == len(line):
                    continue
                found += 1
                if found > MOST_ROWS:
                    raise UnsafeArchive(f"は行が多すぎて読めません（読めるのは {MOST_ROWS:,} 行まで）。")
                yield number, line


@contextmanager
def open_book(path: Path) -> Iterator[OpenWorkbook]:
    """Open a workbook for reading values.

    Raises:
        NotAWorkbook: see there.
        UnsafeArchive: over a limit.
        NotRegularFile, TooLarge, OSError: it cannot be opened.
    """
    with files.open_regular(path) as file, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of extensions that openpyxl does not know
        with _damage():
            archive.check_archive(file, _LIMITS)
            opened = load_workbook(file, read_only=True, data_only=True)
            if not opened.worksheets:
                raise NotAWorkbook
        try:
            yield OpenWorkbook(opened)
        finally:
            opened.close()


@contextmanager
def _damage() -> Iterator[None]:
    try:
        yield
    except NotAnArchive as e:
        raise NotAWorkbook(protected=e.encrypted) from e
    # What openpyxl raises at files that are no workbooks; lxml's complaint about XML is a SyntaxError.
    except (
        InvalidFileException,
        zipfile.BadZipFile,
        zlib.error,
        KeyError,
        IndexError,
        ValueError,
        TypeError,
        AttributeError,
        EOFError,
        SyntaxError,
    ) as e:
        raise NotAWorkbook from e
