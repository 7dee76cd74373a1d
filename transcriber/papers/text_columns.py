"""The columns of a line of text: what is set with tabs or wide gaps, and below which heading it stands."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

_PARTS = re.compile(r"[^\s]+(?:[^\S\t][^\s]+)*")
"""What no tab and no wide gap parts."""
_SPREAD = 8
"""Columns of a screen by which the characters of one word may be spread."""
_OFF = 4
"""The same that something may begin left of its heading."""
_FAR = 10
"""The same that something may begin away from its heading where there are as many as headings."""


class TextColumn(NamedTuple):
    """What stands in one column of a line.

    Attributes:
        start, end: where, in columns of a screen; a tab moves them to nothing that can be known.
        tabs: how many tabs stand before it.
    """

    text: str
    start: int
    end: int
    tabs: int


def columns_of_text(line: str, is_word: Callable[[str], bool] = lambda _: False) -> list[TextColumn]:
    """The columns of a line.

    Args:
        is_word: whether characters that are spread over the line are one word: 会　　長.
    """
    found = [
        TextColumn(part[0], _width(line[: part.start()]), _width(line[: part.end()]), line.count("\t", 0, part.start()))
        for part in _PARTS.finditer(line)
    ]
    return list(_with_spread(found, is_word))


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(c) in "WFA" else 1 for c in text)


def _with_spread(parts: Sequence[TextColumn], is_word: Callable[[str], bool]) -> Iterator[TextColumn]:
    at = 0
    while at < len(parts):
        end = at + 1
        while (
            end < len(parts) and len(parts[end].text) == 1 == len(parts[at].text) and _near(parts[end - 1], parts[end])
        ):
            end += 1
        while end > at + 1 and not is_word("".join(p.text for p in parts[at:end])):
            end -= 1
        yield TextColumn("".join(p.text for p in parts[at:end]), parts[at].start, parts[end - 1].end, parts[at].tabs)
        at = end


def _near(one: TextColumn, other: TextColumn) -> bool:
    return one.tabs == other.tabs and other.start - one.end <= _SPREAD


def below_headings(heads: Sequence[TextColumn], row: Sequence[TextColumn]) -> Iterator[list[str]]:
    """What stands below each heading, in each way that the columns of a row may be told to belong to them."""
    if len(heads) == len(row):
        far = any(abs(h.start - r.start) > _FAR for h, r in zip(heads, row, strict=True))
        if heads[-1].tabs or row[-1].tabs or not far:
            yield [r.text for r in row]
    own = list(_by_place(heads, row))
    if own:
        yield own
    size, left = divmod(len(row), len(heads))
    if size > 1 and not left:
        yield ["  ".join(r.text for r in row[i * size : (i + 1) * size]) for i in range(len(heads))]


def _by_place(heads: Sequence[TextColumn], row: Sequence[TextColumn]) -> Iterator[str]:
    tabbed = heads[-1].tabs > 0
    if not tabbed and any(r.tabs for r in row):
        return
    own: list[list[str]] = [[] for _ in heads]
    for part in row:
        left = [i for i, h in enumerate(heads) if (h.tabs <= part.tabs if tabbed else h.start - _OFF <= part.start)]
        if not left:
            return
        own[left[-1]].append(part.text)
    yield from ("  ".join(texts) for texts in own)
