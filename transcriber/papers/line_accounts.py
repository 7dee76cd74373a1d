"""What every line of a paper was taken for. One line has one explanation; a line that has none is named to staff."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from enum import Enum, auto
from typing import NamedTuple

_SHOWN = 40


class LineUse(Enum):
    """What a line is."""

    ITEM = auto()  # of the agenda
    PEOPLE = auto()
    HEADING = auto()  # of a list, of its columns, of a part of it
    ROUTINE = auto()  # 開会, あいさつ
    LABEL = auto()  # 日時, 場所, and what is said there
    DETAIL = auto()  # what an item or a person's question is about
    NOTE = auto()  # 敬称略, 欠員, ※
    UNREAD = auto()  # what it is is known, but not what it says
    NAMED = auto()  # not understood, and staff are told of it


class Said(NamedTuple):
    """What staff are told of a line.

    Attributes:
        line: from 0 on.
        text: Japanese.
    """

    line: int
    text: str


def as_shown(line: str) -> str:
    """A line as staff are shown it."""
    plain = " ".join(line.split())
    return plain if len(plain) <= _SHOWN else plain[: _SHOWN - 1] + "…"


def placed(said: Sequence[Said], name: str) -> Iterator[str]:
    """With the place of each, as staff find it."""
    for line, text in sorted(said):
        yield f"{name} の {line + 1}行目：{text}"
