"""Cells of a workbook to which somebody attached a comment. What comments say is not read: only that they are there."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

from transcriber.untrusted import files

_PART = re.compile(r"xl/(?:threadedComments/[^/]+|comments[^/]*(?:/[^/]+)?)\.xml", re.IGNORECASE)
_CELL = re.compile(rb"<(?:\w+:)?(?:comment|threadedComment)\s[^>]*?\bref=\"([A-Z]{1,3}[0-9]{1,7})\"")
_MOST = 1_000_000
"""Bytes looked at of a part."""


def commented_cells(path: Path) -> tuple[str, ...]:
    """Cells with a comment (C7, …), in the order of the file; `path` is one that `opening.open_tables` has read.

    Raises:
        NotRegularFile, OSError: it cannot be opened.
    """
    found: list[str] = []
    with files.open_regular(path) as file:
        if not zipfile.is_zipfile(file):
            return ()
        with zipfile.ZipFile(file) as opened:
            for name in opened.namelist():
                if _PART.fullmatch(name):
                    with opened.open(name) as part:
                        found += [m.decode("ascii") for m in _CELL.findall(part.read(_MOST))]
    return tuple(dict.fromkeys(found))
