"""Amounts of money that were heard as years: 864万年の減額 for 864万円.

The two sound nearly the same (えん, ねん behind 万), and nobody in a meeting counts ten thousand years, unless they talk of how long ago
something was. The unit is put right, and the place keeps a doubt.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from transcriber.language import numbers
from transcriber.language.edits import Edit, Edited
from transcriber.minutes import rule_files
from transcriber.minutes.transcript import Doubt, DoubtKind

UNIT_RULE = "金額の単位"

_AGES = "|".join(map(re.escape, rule_files.words(rule_files.read_rules(__package__, "figures")["ages"])))
_YEARS = re.compile(rf"(?P<n>{numbers.PATTERN})年(?!{_AGES})")
_LEAST = 10_000
"""Years that nobody counts."""


def unit_edits(text: str) -> Iterator[Edit]:
    """円 for 年 behind numbers of ten thousand and more."""
    for match in _YEARS.finditer(text):
        value = numbers.value(match["n"])
        if value is not None and value >= _LEAST:
            yield Edit(match.start(), match.end(), f"{match['n']}円", UNIT_RULE)


def unit_doubts(said: Edited, at: Callable[[int], float]) -> tuple[Doubt, ...]:
    """A doubt at each unit of a written text that was put right.

    Args:
        at: when (seconds) the character at a position of the text is said.
    """
    return tuple(
        Doubt(
            kind=DoubtKind.NUMBER,
            start=round(at(c.position), 3),
            end=round(max(at(c.position), at(c.position + len(c.after))), 3),
            reason=f"「{c.before}」と聞こえましたが、金額と見て「{c.after}」と書きました。聞いて確かめてください。",
            place=(c.position, c.position + len(c.after)),
        )
        for c in said.changes
        if UNIT_RULE in c.rule.split("・")
    )
