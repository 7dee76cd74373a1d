"""Words in shapes of a workbook (text boxes, arrows, balloons). A person sees them beside the table; they are not read, only told."""

from __future__ import annotations

import re
import zipfile
from html import unescape
from pathlib import Path

from transcriber.untrusted import files

_PART = re.compile(r"xl/drawings/drawing[^/]*\.xml", re.IGNORECASE)
_SHAPE = re.compile(r"<(?:\w+:)?sp[ >].*?</(?:\w+:)?sp>", re.DOTALL)
_PARAGRAPH = re.compile(r"<(?:\w+:)?p[ >].*?</(?:\w+:)?p>", re.DOTALL)
_TEXT = re.compile(r"<(?:\w+:)?t(?: [^>]*)?>([^<]*)</(?:\w+:)?t>")
_MOST = 1_000_000
"""Bytes looked at of a part."""


def words_in_shapes(path: Path) -> tuple[str, ...]:
    """The text of each shape, in the order of the file; `path` is one that `opening.open_tables` has read.

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
                        found += _shapes(part.read(_MOST).decode("utf-8", "replace"))
    return tuple(dict.fromkeys(found))


def _shapes(xml: str) -> list[str]:
    texts = []
    for shape in _SHAPE.findall(xml):
        lines = ["".join(_TEXT.findall(paragraph)) for paragraph in _PARAGRAPH.findall(shape)]
        text = " ".join(" ".join(unescape(line).split()) for line in lines if line.strip())
        texts += [text] if text else []
    return texts
