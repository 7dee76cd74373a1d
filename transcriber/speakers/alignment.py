"""Whose text is whose: characters given to turns, with the seams at pauses and sentence ends rather than mid-word.

Recognised times are good to about 0.2 s, turns to about 0.1 s, and a person's first word follows the last one of another
within half a second. So single characters are not trusted: text is first cut into units at sentence ends and pauses, each
unit goes to the voice that holds most of its time, and only a unit that plainly spans two voices is cut once more, at the
comma or pause nearest to the turn's seam.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Generic, Protocol, TypeVar

from transcriber.speakers.turns import Turn

SENTENCE_END = "。？！?!"
CLAUSE_END = "、，, "

_PAUSE = 0.45
"""Seconds between characters that end a unit."""

_PLAIN = 0.75
"""Share of a unit's time that settles whose it is."""

_SEAM_REACH = 1.2
"""Seconds around a seam between two turns within which a better place to cut is looked for."""

_NEAR = 1.5
"""Seconds: text outside every turn belongs to the nearest one within this."""

_SCRAP = 0.3
"""Seconds: a part shorter than this, cut out of a unit, is timing noise."""

NEW_UTTERANCE = 5.0
"""Seconds of silence after which even the same speaker starts a new utterance."""


class Timed(Protocol):
    """A piece of text with its time in seconds."""

    @property
    def text(self) -> str: ...
    @property
    def start(self) -> float: ...
    @property
    def end(self) -> float: ...


C = TypeVar("C", bound=Timed)


@dataclass(frozen=True)
class Spoken(Generic[C]):
    """A run of characters by one speaker (None: no voice was found anywhere near)."""

    speaker: str | None
    characters: tuple[C, ...]

    @property
    def start(self) -> float:
        return self.characters[0].start

    @property
    def end(self) -> float:
        return max(c.end for c in self.characters)

    @property
    def text(self) -> str:
        return "".join(c.text for c in self.characters)


def utterances(characters: Sequence[C], turns: Sequence[Turn]) -> list[Spoken[C]]:
    """What each speaker says in one go, in order of time.

    Args:
        characters: in order of time.
        turns: exclusive (one speaker at a time), in order of time.
    """
    spoken: list[Spoken[C]] = []
    floor = _Floor(turns)
    for unit in _units(characters):
        for part in _divide(unit, floor):
            speaker = part.speaker
            if speaker is None and spoken and part.start - spoken[-1].end < _NEAR:
                speaker = spoken[-1].speaker
            if spoken and spoken[-1].speaker == speaker and part.start - spoken[-1].end < NEW_UTTERANCE:
                spoken[-1] = Spoken(speaker, (*spoken[-1].characters, *part.characters))
            else:
                spoken.append(Spoken(speaker, part.characters))
    return spoken


class _Floor:
    """The turns, found by time: they neither overlap nor go back, so starts and ends are both in order."""

    def __init__(self, turns: Sequence[Turn]) -> None:
        self._turns = turns
        self._starts = [t.start for t in turns]
        self._ends = [t.end for t in turns]

    def near(self, start: float, end: float) -> Sequence[Turn]:
        """Turns that share some time with `start` to `end`."""
        return self._turns[bisect_right(self._ends, start) : bisect_left(self._starts, end)]


def _units(characters: Sequence[C]) -> list[tuple[C, ...]]:
    units: list[list[C]] = []
    previous: C | None = None
    for c in characters:
        ended = previous is not None and previous.text[-1:] in SENTENCE_END and c.text[:1] not in SENTENCE_END
        paused = previous is not None and c.start - previous.end >= _PAUSE
        if previous is None or ended or paused:
            units.append([])
        units[-1].append(c)
        previous = c
    return [tuple(u) for u in units]


def _divide(unit: tuple[C, ...], floor: _Floor) -> list[Spoken[C]]:
    """The unit whole, or cut where it plainly spans two voices."""
    turns = floor.near(unit[0].start, unit[-1].end)
    held = _held(unit, turns)
    total = sum(held.values())
    if not held:
        return [Spoken(_nearest(unit, floor), unit)]
    best = max(held, key=lambda s: held[s])
    if held[best] >= _PLAIN * total or total - held[best] < _SCRAP:
        return [Spoken(best, unit)]
    at = _cut(unit, turns)
    if at is None:
        return [Spoken(best, unit)]
    return [*_divide(unit[:at], floor), *_divide(unit[at:], floor)]


def _cut(unit: tuple[C, ...], turns: Sequence[Turn]) -> int | None:
    """The index at which to cut: a clause end or the widest pause near a seam between two voices, else the seam itself."""
    seams = [(a.end + b.start) / 2 for a, b in pairwise(turns) if a.speaker != b.speaker]
    best: tuple[float, int] | None = None
    for seam in seams:
        for i, (a, b) in enumerate(pairwise(unit), start=1):
            distance = abs((a.end + b.start) / 2 - seam)
            if distance > _SEAM_REACH:
                continue
            # A comma is worth half a second of distance, a pause its own length twice over.
            cost = distance - (0.5 if a.text[-1:] in CLAUSE_END else 0.0) - 2 * max(0.0, b.start - a.end)
            if best is None or cost < best[0]:
                best = (cost, i)
    return best[1] if best else None


def _held(unit: tuple[C, ...], turns: Sequence[Turn]) -> dict[str, float]:
    held: dict[str, float] = defaultdict(float)
    for c in unit:
        for turn in turns:
            shared = min(c.end, turn.end) - max(c.start, turn.start)
            if shared > 0:
                held[turn.speaker] += shared
    return held


def _nearest(unit: tuple[C, ...], floor: _Floor) -> str | None:
    start, end = unit[0].start, unit[-1].end
    turns = floor.near(start - _NEAR, end + _NEAR)
    distances = ((max(t.start - end, start - t.end), t.speaker) for t in turns)
    distance, speaker = min(distances, default=(_NEAR, None))
    return speaker if distance < _NEAR else None
