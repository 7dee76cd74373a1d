"""Whose text is whose: units of text given to voices, by the turns and by what each unit itself sounds like.

One decision for the whole recording: the sequence of voices that fits turns and sound best, where a change of voice costs
little after a sentence or pause and much in the middle of a word. So an island of a word or two at the seam of two turns
goes where it belongs, while a short answer between two pauses stays an answer.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Generic

import numpy as np
import numpy.typing as npt

from transcriber.minutes import rule_files
from transcriber.speakers import units as unit_cutting
from transcriber.speakers.pieces import Stretch
from transcriber.speakers.turns import Turn
from transcriber.speakers.units import CharacterT, Unit

NEW_UTTERANCE = 5.0
"""Seconds of silence after which even the same speaker starts a new utterance."""

_CHANGE = {unit_cutting.SENTENCE: 0.2, unit_cutting.CLAUSE: 0.45, unit_cutting.NOWHERE: 0.6}
"""What a change of voice costs, in seconds of disagreement with the turns."""

_STAYS = 1.0
"""What it costs that one voice goes on where the words show that another person does, in the same measure."""

_MOST_BY_TURNS = 3.0
"""Seconds of a unit that count: a long unit is no surer than this."""

_LEAST_SOUND = 0.7
"""Seconds of a unit from which its sound is listened to."""

_SURE_SOUND = 2.0
"""Seconds of a unit from which its sound counts in full."""

_SOUND = 3.0
"""What a unit's sound weighs at most, in the same measure."""

_CLEAR = 0.5
"""Difference of likeness between two voices that is as clear as it gets."""

_NEAR = 1.5
"""Seconds: text outside every turn belongs to the nearest one within this, unless its sound says otherwise."""

_RESEMBLES = 0.4
"""Likeness from which text outside every turn is given to a voice by its sound alone."""

_OTHER_VOICE = 0.6
"""Seconds that another voice speaks within a pause: the utterance does not go on across that."""

_BACK_CHANNEL = re.compile(
    f"({rule_files.any_of(rule_files.read_rules(__package__, 'back_channels')['words'])}|[、。！!？?\\s])+"
)

_ASKED = re.compile(r"([？?]|か|ね)[、。\s]*$")
"""After a question, はい is an answer."""


@dataclass(frozen=True)
class SpokenRun(Generic[CharacterT]):
    """A run of characters by one speaker (None: no voice was found anywhere near)."""

    speaker: str | None
    characters: tuple[CharacterT, ...]
    span: Stretch | None = None

    @property
    def start(self) -> float:
        return self.span[0] if self.span else self.characters[0].start

    @property
    def end(self) -> float:
        return self.span[1] if self.span else max(c.end for c in self.characters)

    @property
    def text(self) -> str:
        return "".join(c.text for c in self.characters)


def spoken_utterances(
    units: Sequence[Unit[CharacterT]],
    speakers: Sequence[str | None],
    turns: Sequence[Turn],
    *,
    whole: bool = False,
    joints: Sequence[float] = (),
) -> list[SpokenRun[CharacterT]]:
    """What each speaker says in one go, in order of its beginning.

    Args:
        units: from `units.cut`.
        speakers: whose each unit is, from `decide`.
        turns: exclusive (one speaker at a time), in order of time.
        whole: a back-channel (はい, ええ) does not split what another is saying: it stands by itself after it.
        joints: seconds at which one recording ends and the next begins, in order: what is said after one begins anew.
    """
    floor = _Floor(turns)

    def part(start: float) -> int:
        return bisect_right(joints, start)

    spoken: list[SpokenRun[CharacterT]] = []
    for unit, speaker in zip(units, speakers, strict=True):
        span = (unit.start, unit.end)
        last = spoken[-1] if spoken else None
        same = last is not None and last.speaker == speaker and part(last.start) == part(unit.start)
        if last and same and _goes_on(last, unit, floor):
            spoken[-1] = SpokenRun(speaker, (*last.characters, *unit.characters), (last.start, max(last.end, unit.end)))
        else:
            spoken.append(SpokenRun(speaker, unit.characters, span))
    return _unsplit(spoken, part) if whole else spoken


def _goes_on(last: SpokenRun[CharacterT], unit: Unit[CharacterT], floor: _Floor) -> bool:
    gap = (last.end, unit.start)
    if gap[1] - gap[0] >= NEW_UTTERANCE:
        return False
    others = (t for t in floor.near(*gap) if t.speaker != last.speaker)
    return sum(max(0.0, min(gap[1], t.end) - max(gap[0], t.start)) for t in others) < _OTHER_VOICE


def _unsplit(spoken: Sequence[SpokenRun[CharacterT]], part: Callable[[float], int]) -> list[SpokenRun[CharacterT]]:
    """A, はい by B, A → A A, はい; within one of the recordings that are joined (`part`: which one a time lies in)."""
    result: list[SpokenRun[CharacterT]] = []
    for s in spoken:
        between = result[-1] if len(result) > 1 else None
        if (
            between is not None
            and between.speaker != s.speaker
            and result[-2].speaker == s.speaker
            and s.speaker is not None
            and part(result[-2].start) == part(s.start)
            and _BACK_CHANNEL.fullmatch(between.text)
            and s.start - result[-2].end < NEW_UTTERANCE
            and not _ASKED.search(result[-2].text)
        ):
            joined = SpokenRun(s.speaker, (*result[-2].characters, *s.characters), (result[-2].start, s.end))
            result[-2:] = [joined, between]
        else:
            result.append(s)
    return result


class _Floor:
    """The turns, found by time: they neither overlap nor go back, so starts and ends are both in order."""

    def __init__(self, turns: Sequence[Turn]) -> None:
        self._turns = turns
        self._starts = [t.start for t in turns]
        self._ends = [t.end for t in turns]

    def near(self, start: float, end: float) -> Sequence[Turn]:
        """Turns that share some time with `start` to `end`."""
        return self._turns[bisect_right(self._ends, start) : bisect_left(self._starts, end)]

    def speakers(self) -> set[str]:
        return {t.speaker for t in self._turns}

    def held(self, start: float, end: float) -> dict[str, float]:
        """Seconds that each voice holds of `start` to `end`."""
        held: dict[str, float] = {}
        for t in self.near(start, end):
            held[t.speaker] = held.get(t.speaker, 0.0) + min(end, t.end) - max(start, t.start)
        return held

    def nearest(self, start: float, end: float) -> str | None:
        near = self.near(start - _NEAR, end + _NEAR)
        distances = ((max(t.start - end, start - t.end), t.speaker) for t in near)
        distance, speaker = min(distances, default=(_NEAR, None))
        return speaker if distance < _NEAR else None


def decide(
    units: Sequence[Unit[CharacterT]],
    turns: Sequence[Turn],
    voices: Sequence[str] = (),
    likeness: npt.NDArray[np.float32] | None = None,
    seams: Collection[int] = (),
) -> list[str | None]:
    """Whose each unit is: the cheapest sequence of voices (Viterbi).

    Args:
        turns: exclusive, in order of time.
        voices: the columns of `likeness`.
        likeness: (units, voices), how much each unit sounds like each voice; NaN where that cannot be told.
        seams: indices of units with which another person begins, as the words have it (`exchanges.unit_seams`).

    Returns:
        None only for text with no voice near and no likeness to any.
    """
    floor = _Floor(turns)
    everybody = sorted(floor.speakers() | set(voices))
    if not everybody or not units:
        return [None] * len(units)
    costs = np.zeros((len(units), len(everybody)))
    nobody = np.zeros(len(units), dtype=bool)
    for i, unit in enumerate(units):
        sound = None if likeness is None else likeness[i]
        costs[i], nobody[i] = _costs(unit, floor, everybody, voices, sound)
    everyone = np.arange(len(everybody))
    best, back = costs[0].copy(), np.zeros(costs.shape, dtype=np.intp)
    for i in range(1, len(units)):
        change = 0.0 if units[i].start - units[i - 1].end >= NEW_UTTERANCE else _CHANGE[units[i].seam]
        stays = _STAYS if i in seams else 0.0
        cheapest, *others = np.argsort(best, kind="stable")[:2]
        source = np.where(
            everyone == cheapest, others[0] if others else cheapest, cheapest
        )  # a change is to another voice
        stay = (best + stays <= best[source] + change) | (source == everyone)
        back[i] = np.where(stay, everyone, source)
        best = np.where(stay, best + stays, best[source] + change) + costs[i]
    path = [int(np.argmin(best))]
    for i in range(len(units) - 1, 0, -1):
        path.append(int(back[i][path[-1]]))
    alone = nobody & _apart(units)
    return [None if lost else everybody[k] for k, lost in zip(reversed(path), alone, strict=True)]


def _apart(units: Sequence[Unit[CharacterT]]) -> npt.NDArray[np.bool_]:
    """Units without a neighbour so near that they would be said in one breath."""
    gaps = [b.start - a.end for a, b in pairwise(units)]
    return np.array([min(g) >= _NEAR for g in pairwise([_NEAR, *gaps, _NEAR])])


def _costs(
    unit: Unit[CharacterT],
    floor: _Floor,
    everybody: Sequence[str],
    voices: Sequence[str],
    sound: npt.NDArray[np.float32] | None,
) -> tuple[npt.NDArray[np.float64], bool]:
    """What it costs to give `unit` to each of `everybody`, and whether it is nobody's."""
    held = floor.held(unit.start, unit.end)
    total = sum(held.values())
    weight = min(unit.seconds, _MOST_BY_TURNS)
    known = sound is not None and unit.seconds >= _LEAST_SOUND and bool(np.isfinite(sound).any())
    cost = np.zeros(len(everybody))
    if total > 0:
        cost += [weight * (1 - held.get(s, 0.0) / total) for s in everybody]
    else:
        near = floor.nearest(unit.start, unit.end)
        if near is None and not (known and float(np.nanmax(sound)) >= _RESEMBLES):  # type: ignore[arg-type]
            return cost, True
        cost += [0.0 if near in (None, s) else min(weight, 0.5) for s in everybody]
    if known and sound is not None:
        most = float(np.nanmax(sound))
        sure = min(1.0, unit.seconds / _SURE_SOUND)
        alike = {v: float(x) for v, x in zip(voices, sound, strict=True) if np.isfinite(x)}
        cost += [_SOUND * sure * min(1.0, (most - alike.get(s, 0.0)) / _CLEAR) for s in everybody]
    return cost, False
