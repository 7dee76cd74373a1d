"""A line as characters and brackets, with how wide the gap before each of them is."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import NamedTuple

GAP, WIDE, CELL = 1, 2, 3
"""What parts two characters: one space, more than that, or a mark or the border of a cell."""

_NEVER = 9.0
"""What it costs to read over a mark: more than any line may cost."""

_PARTS = re.compile(r"(?P<gap>\s+|:)|(?P<leader>[.・…‥_─―-]{2,})|(?P<mark>[、,，;|｜/])|(?P<inside>\([^()]*\)|\[[^\[\]]*\]|〔[^〔〕]*〕|【[^【】]*】|<[^<>]*>)|(?P<one>(?s:.)[\ufe00-\ufe0f\U000e0100-\U000e01ef]*)")  # fmt: skip


class LineUnit(NamedTuple):
    """A character, or brackets with what they hold."""

    text: str
    gap: int
    inside: bool = False
    """It stands in brackets, with them."""


def line_units(line: str) -> LineUnits:
    """Of a line of text."""
    units: list[LineUnit] = []
    gap = 0
    for part in _PARTS.finditer(line.strip()):
        if part["gap"]:
            wide = len(part["gap"]) > 1 or "\t" in part["gap"]
            gap = max(gap, WIDE if wide else GAP)
        elif part["leader"]:
            gap = max(gap, WIDE)
        elif part["mark"]:
            gap = CELL
        else:
            units.append(LineUnit(part[0], gap, bool(part["inside"])))
            gap = 0
    return LineUnits(units, "".join(u.text for u in units), [0, *accumulate(len(u.text) for u in units)])


@dataclass(frozen=True)
class LineUnits:
    """The units of a line, and stretches of them by their first and the one behind their last."""

    all: Sequence[LineUnit]
    joined: str
    places: Sequence[int]
    """Where each unit begins in `joined`."""

    def __len__(self) -> int:
        return len(self.all)

    def __getitem__(self, at: int) -> LineUnit:
        return self.all[at]

    def gap(self, at: int) -> int:
        """How wide the gap before a unit is."""
        return self.all[at].gap

    def run(self, at: int) -> int:
        """Where the next brackets, or the line, end what begins here."""
        return next((i for i in range(at, len(self.all)) if self.all[i].inside), len(self.all))

    def word_end(self, at: int) -> int:
        """Where the next gap or bracket ends what begins here."""
        end = at + 1
        while end < len(self.all) and not self.gap(end) and not self.all[end].inside and not self.all[at].inside:
            end += 1
        return end

    def text(self, start: int, end: int) -> str:
        """Without gaps."""
        return self.joined[self.places[start] : self.places[min(end, len(self.all))]]

    def split(self, start: int, end: int) -> list[str]:
        """The parts between gaps."""
        parts: list[str] = []
        for i in range(start, end):
            if i == start or self.gap(i):
                parts.append(self.all[i].text)
            else:
                parts[-1] += self.all[i].text
        return parts

    def loose(self, start: int, end: int, *, narrow: float, wide: float) -> float:
        """What the gaps inside a word cost; those by which 副　町　長 is spread cost nothing."""
        gaps = [self.gap(i) for i in range(start + 1, end)]
        if len(gaps) > 0 and all(g == gaps[0] for g in gaps) and gaps[0] in (GAP, WIDE):
            return narrow
        return sum(0.0 if not g else narrow if g == GAP else wide if g == WIDE else _NEVER for g in gaps)

    def gaps(self, at: int, end: int) -> set[int]:
        """How wide those inside a word are."""
        return {self.gap(i) for i in range(at + 1, end) if self.gap(i)}

    def loose_name(self, at: int, end: int) -> float:
        """What the gaps inside a name cost; those by which 大　塚　由　紀 is spread cost nothing."""
        gaps = [self.gap(i) for i in range(at + 1, end) if self.gap(i)]
        if all(len(p) == 1 for p in self.split(at, end)) and len(set(gaps)) <= 1:
            return 0.1 * (len(gaps) > 1)
        few = end - at <= 3
        return sum(0.0 if g == GAP else 0.15 if few else 0.4 for g in gaps)

    def ends_spread_word(self, begun: int, at: int, end: int) -> bool:
        """Whether one character stands behind a spread word as its own characters stand apart, so that it belongs to it: 春 夫."""
        inside = [self.gap(i) for i in range(begun + 1, at)]
        return end - at == 1 and len(inside) > 0 and all(inside) and 0 < self.gap(at) <= max(inside)
