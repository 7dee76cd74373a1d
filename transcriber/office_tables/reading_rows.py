"""Rows of a list that hold nothing but the reading of the person in the row below or above them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from transcriber.office_tables.grid import compact
from transcriber.office_tables.table_block import BlockRow
from transcriber.office_tables.written_names import hiragana_reading, is_reading

_IN_BRACKETS = re.compile(r"[(（\[［〔]([^()（）]*)[)）\]］〕]")
_FEWEST = 2
"""Pairs below which a name in kana is somebody's name."""


def readings_in_rows(rows: Sequence[BlockRow]) -> Mapping[int, tuple[int, str]]:
    """Number of the row of a reading → number of the row of its person, and the reading.

    A list is written so where at least half of its people have such a row, and where that row says nothing else of its own:
    a member whose name is written in kana has a post or a seat.
    """
    named = [r for r in rows if not r.hidden and not r.across and r.text("name")]
    if any(r.text(f) for r in named for f in ("kana", "surname", "given", "surname_kana", "given_kana")):
        return {}
    if not named:
        return {}
    above = _in_kana(named[0])
    pairs = {}
    for first, second in zip(named, named[1:], strict=False):
        kana, person = (first, second) if above else (second, first)
        if first.number + 1 == second.number and _reads(kana, person):
            pairs[kana.number] = (person.number, _written(kana))
    people = sum(not _in_kana(r) for r in named)
    return pairs if len(pairs) >= _FEWEST and 2 * len(pairs) >= people else {}


def goes_on_with_given_name(row: BlockRow, above: BlockRow) -> bool:
    """Whether a row holds the given name of the person in the row above: all else is merged over both."""
    own = {f for f, c in row.cells.items() if c is not above.cells.get(f)}
    shared = row.cells.get("seat") is not None and "seat" not in own
    short = all(0 < len(r.text("name")) <= 3 and " " not in r.text("name") for r in (row, above))
    return own == {"name"} and shared and short


def _in_kana(row: BlockRow) -> bool:
    return is_reading(_written(row))


def _written(row: BlockRow) -> str:
    """What stands for the name as a reading, with or without brackets around it."""
    text = row.text("name")
    inside = _IN_BRACKETS.fullmatch(text)
    return hiragana_reading(inside[1] if inside is not None else text)


def _reads(kana: BlockRow, person: BlockRow) -> bool:
    if not _in_kana(kana) or _in_kana(person):
        return False
    own = [f for f, c in kana.cells.items() if f != "name" and c.text.strip() and c is not person.cells.get(f)]
    shared = [f for f, c in kana.cells.items() if f != "name" and c is person.cells.get(f)]
    alone = not own and not (kana.unread and not shared)
    return alone and len(compact(kana.text("name"))) >= len(compact(person.text("name")))
