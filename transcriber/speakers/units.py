"""Text cut into units that one voice says: at sentence ends, commas and pauses, and where the turns change.

Recognised times are good to about 0.2 s, and a character before a pause swallows it; so characters are first clipped to
detected speech, and a seam between turns is moved to the comma or pause nearest to it.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Generic, TypeVar

from transcriber.minutes.timed import Timed
from transcriber.speakers.pieces import Stretch
from transcriber.speakers.turns import Turn

SENTENCE_END = "。？！?!"
CLAUSE_END = "、，, "

PAUSE = 0.45
"""Seconds between characters that end a unit."""

_BREATH = 0.15
"""Seconds between characters that are a better place for a seam than none."""

_LONG = 0.6
"""Seconds of a character that has swallowed a pause."""

_USUAL = 0.3
"""Seconds that a character of two or three kana takes."""

_LATE = 2
"""Characters of a word that an alignment puts behind a pause by mistake; where more lie there, it is no one word."""

_SEAM_REACH = 1.2
"""Seconds around a seam between two turns within which a better place to cut is looked for."""


CharacterT = TypeVar("CharacterT", bound=Timed)


@dataclass(frozen=True)
class Unit(Generic[CharacterT]):
    """A run of characters that is given out whole.

    Attributes:
        start, end: seconds, clipped to where there is speech.
        seam: how natural a change of voice before it is.
    """

    characters: tuple[CharacterT, ...]
    start: float
    end: float
    seam: str

    @property
    def text(self) -> str:
        return "".join(c.text for c in self.characters)

    @property
    def seconds(self) -> float:
        return self.end - self.start


SENTENCE, CLAUSE, NOWHERE = "sentence", "clause", "nowhere"
"""Values of `Unit.seam`: after a sentence or pause, after a comma or breath, or in the middle of something."""


def cut_units(
    characters: Sequence[CharacterT],
    turns: Sequence[Turn],
    speech: Sequence[Stretch] = (),
    inside: Collection[int] = (),
    joints: Sequence[float] = (),
) -> list[Unit[CharacterT]]:
    """Units in order of time; every character is in exactly one.

    Args:
        characters: in order of time.
        turns: exclusive, in order of time.
        speech: detected speech, in order and apart; empty: everything is.
        inside: indices of the characters that go on with a word.
        joints: seconds at which one recording ends and the next begins: time is missing there, so nothing goes on across one.
    """
    times, parts = _apart(_clipped(characters, speech), characters, sorted(joints))
    seams = ["" for _ in characters]
    for i in range(1, len(characters)):
        before, now = characters[i - 1].text, characters[i].text
        pause = times[i][0] - times[i - 1][1]
        if parts[i] != parts[i - 1] or before[-1:] in SENTENCE_END and now[:1] not in SENTENCE_END:
            seams[i] = SENTENCE
        elif pause >= PAUSE:
            # The last character of a word that seems to lie behind the pause was said before it (委 … 員、はい).
            seams[_behind_word(characters, i, inside)] = SENTENCE
        elif not seams[i] and ((before[-1:] in CLAUSE_END and now[:1] not in CLAUSE_END) or pause >= _BREATH):
            seams[i] = CLAUSE
    starts = [t[0] for t in times]
    for a, b in pairwise(turns):
        if a.speaker != b.speaker and b.start - a.end < 2 * _SEAM_REACH:  # a longer silence is no seam
            at = _seam(a, b, times, starts, seams)
            if at is not None and not seams[at]:
                seams[at] = NOWHERE
    units: list[Unit[CharacterT]] = []
    first = 0
    for i in range(1, len(characters) + 1):
        if i == len(characters) or seams[i]:
            begin, end = times[first][0], max(t[1] for t in times[first:i])
            units.append(Unit(tuple(characters[first:i]), begin, end, seams[first] or SENTENCE))
            first = i
    return units


def _apart(
    times: Sequence[Stretch], characters: Sequence[Timed], joints: Sequence[float]
) -> tuple[list[Stretch], list[int]]:
    """The times kept on their own side of each joint, and how many joints lie before each character."""
    parts = [bisect_right(joints, (c.start + c.end) / 2) for c in characters]
    edges = [float("-inf"), *joints, float("inf")]
    return [
        (min(max(a, edges[n]), edges[n + 1]), min(max(b, edges[n]), edges[n + 1]))
        for (a, b), n in zip(times, parts, strict=True)
    ], parts


def _behind_word(characters: Sequence[CharacterT], at: int, inside: Collection[int]) -> int:
    """The first character behind the word, and the marks, that go on at `at`; `at` itself where nothing goes on."""
    end = at
    while end in inside and end + 1 < len(characters):
        end += 1
    if end - at > _LATE:
        return at
    while end > at and end + 1 < len(characters) and characters[end].text in SENTENCE_END + CLAUSE_END:
        end += 1
    return end


def _seam(a: Turn, b: Turn, times: Sequence[Stretch], starts: Sequence[float], seams: Sequence[str]) -> int | None:
    """The character before which to cut for the seam between two turns; None: no text near it."""
    seam = (a.end + b.start) / 2
    best: tuple[float, int] | None = None
    low, high = bisect_left(starts, seam - _SEAM_REACH - 3), bisect_right(starts, seam + _SEAM_REACH)
    for i in range(max(1, low), high):
        between = (times[i - 1][1] + times[i][0]) / 2
        distance = max(0.0, abs(between - seam) - (b.start - a.end) / 2)
        if distance > _SEAM_REACH:
            continue
        # A sentence end is worth a second of distance, a comma half of one, a pause its own length twice over.
        worth = {SENTENCE: 1.0, CLAUSE: 0.5}.get(seams[i], 0.0)
        cost = distance - worth - 2 * min(1.0, max(0.0, times[i][0] - times[i - 1][1]))
        if best is None or cost < best[0]:
            best = cost, i
    return best[1] if best else None


def _clipped(characters: Sequence[CharacterT], speech: Sequence[Stretch]) -> list[Stretch]:
    """The characters' times without the pauses that alignment lets them swallow."""
    times = []
    ends = [s[1] for s in speech]
    for i, c in enumerate(characters):
        start, end = c.start, max(c.start, c.end)
        if end - start > _LONG and speech:
            inside = [
                (max(start, a), min(end, b))
                for a, b in speech[bisect_right(ends, start) : bisect_right(ends, start) + 8]
                if a < end and b > start
            ]
            begins = i == 0 or characters[i - 1].text[-1:] in SENTENCE_END
            if inside:
                start, end = inside[-1] if begins else inside[0]
            room = _USUAL * max(1, len(c.text.strip()))
            if begins:
                start = max(start, end - room) if len(inside) > 1 else start
            elif len(inside) > 1:
                end = min(end, start + room)
        times.append((start, end))
    return times
