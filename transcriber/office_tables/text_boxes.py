"""Words in shapes of a workbook (text boxes, arrows, balloons). A person sees them beside the table; they are not read, only told."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

from transcriber.office_tables.workbook_parts import workbook_parts

_PART = re.compile(r"xl/drawings/drawing[^/]*\.xml", re.IGNORECASE)
_SHAPE = re.compile(r"<(?:\w+:)?sp[ >].*?</(?:\w+:)?sp>", re.DOTALL)
_PARAGRAPH = re.compile(r"<(?:\w+:)?p[ >].*?</(?:\w+:)?p>", re.DOTALL)
_TEXT = re.compile(r"<(?:\w+:)?t(?: [^>]*)?>([^<]*)</(?:\w+:)?t>")


def words_in_shapes(path: Path) -> tuple[str, ...]:
    """The text of each shape, in the order of the file; `path` is one that `opening.open_tables` has read.

    Raises:
        NotRegularFile, OSError: it cannot be opened.
    """
    found = [text for part in workbook_parts(path, _PART) for text in _shapes(part.decode("utf-8", "replace"))]
    return tuple(dict.fromkeys(found))


def _shapes(xml: str) -> list[str]:
    texts = []
    for shape in _SHAPE.findall(xml):
        lines = ["".join(_TEXT.findall(paragraph)) for paragraph in _PARAGRAPH.findall(shape)]
        text = " ".join(" ".join(unescape(line).split()) for line in lines if line.strip())
        texts += [text] if text else []
    return texts
