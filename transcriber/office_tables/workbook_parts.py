"""Parts of a workbook's file that its reader does not tell of: comments, words in shapes."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

from transcriber.untrusted import files

_MOST = 1_000_000
"""Bytes looked at of a part."""


def workbook_parts(path: Path, names: re.Pattern[str]) -> Iterator[bytes]:
    """The parts with such names, in the order of the file; `path` is one that `opening.open_tables` has read.

    Raises:
        NotRegularFile, OSError: it cannot be opened.
    """
    with files.open_regular(path) as file:
        if not zipfile.is_zipfile(file):
            return
        with zipfile.ZipFile(file) as opened:
            for name in opened.namelist():
                if names.fullmatch(name):
                    with opened.open(name) as part:
                        yield part.read(_MOST)
