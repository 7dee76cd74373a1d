"""Cells of a workbook to which somebody attached a comment. What comments say is not read: only that they are there."""

from __future__ import annotations

import re
from pathlib import Path

from transcriber.office_tables.workbook_parts import workbook_parts

_PART = re.compile(r"xl/(?:threadedComments/[^/]+|comments[^/]*(?:/[^/]+)?)\.xml", re.IGNORECASE)
_CELL = re.compile(rb"<(?:\w+:)?(?:comment|threadedComment)\s[^>]*?\bref=\"([A-Z]{1,3}[0-9]{1,7})\"")


def commented_cells(path: Path) -> tuple[str, ...]:
    """Cells with a comment (C7, …), in the order of the file; `path` is one that `opening.open_tables` has read.

    Raises:
        NotRegularFile, OSError: it cannot be opened.
    """
    found = [m.decode("ascii") for part in workbook_parts(path, _PART) for m in _CELL.findall(part)]
    return tuple(dict.fromkeys(found))
