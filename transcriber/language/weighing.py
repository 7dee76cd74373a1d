"""How likely a correction is right, once the sound has been asked: a logistic model over a dozen plain measurements.

The weights were fitted on some 700 candidates in 25 minutes of acted recordings (four meetings, and the sentences of
scripts/bench/quality/heard.tsv), none of them of the acceptance corpus; scripts/bench/quality/weights.py fits them anew on any
acted recordings, for another model say. Each weight is per unit of the measurement as it is named. Of the sound's two weights
of then (it was asked about silence too) one is left, raised a little; that, the thresholds and what is worth asking were set on the
same kinds of recordings (docs/benchmarks.md).
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from pydantic import BaseModel, ConfigDict

TEXT_ONLY = {
    "bias": -0.724,
    "ratio": -11.0,
    "cost": -0.48,
    "log_size": 1.1,
    "gain": 0.037,
    "plain": 0.47,
    "edges": -1.93,
    "titled_person": 2.613,
    "person": 0.185,
    "called": 0.412,
    "base": -0.105,
}
"""Before the sound is asked: which candidates are worth asking about."""

WITH_SOUND = {
    "bias": -0.278,
    "ratio": -6.154,
    "cost": -0.571,
    "log_size": 1.346,
    "gain": 0.022,
    "plain": 0.219,
    "edges": -1.682,
    "titled_person": 2.645,
    "person": 0.516,
    "called": 0.694,
    "base": -0.281,
    "sound": 0.08,
}


@dataclass(frozen=True)
class Measured:
    """One candidate, measured. `gain` is in thousands of the analyser's cost."""

    ratio: float
    cost: float
    size: int
    gain: float
    plain: bool
    edges: int
    person: bool
    titled: bool
    called: bool
    base: bool

    def log_odds(self, heard: SoundScore | None = None) -> float:
        """Of its being right; with what the sound says, if it was asked."""
        values = self.values(heard)
        return sum(weight * values[name] for name, weight in self.weighted(sound=heard is not None).items())

    @staticmethod
    def weighted(*, sound: bool) -> Mapping[str, float]:
        """The weight of each value."""
        return WITH_SOUND if sound else TEXT_ONLY

    def values(self, heard: SoundScore | None = None) -> dict[str, float]:
        """What is weighed, by name."""
        values = {
            "bias": 1.0,
            "ratio": self.ratio,
            "cost": self.cost,
            "log_size": math.log(self.size),
            "gain": min(max(self.gain, _GAIN[0]), _GAIN[1]),
            "plain": float(self.plain),
            "edges": float(self.edges),
            "titled_person": float(self.person and self.titled),
            "person": float(self.person and not self.titled),
            "called": float(self.called),
            "base": float(self.base),
        }
        if heard:
            values["sound"] = min(max(heard.sound, -40.0), 5.0)
        return values


_GAIN = (-6.0, 15.0)
"""Gains beyond these count as these."""


def most_worth_asking(size: int, least: float, *, person: bool, called: bool, base: bool) -> float:
    """The cost of a candidate of `size` beats from which on its log odds by the text alone are below `least`, whatever else speaks for it."""
    weight = TEXT_ONLY
    best = weight["bias"] + weight["log_size"] * math.log(size) + weight["gain"] * _GAIN[1] + weight["plain"]
    best += max(weight["titled_person"], weight["person"]) if person else 0.0
    best += weight["called"] * called + weight["base"] * base
    return max(0.0, (best - least) / -(weight["ratio"] / size + weight["cost"]))


_MARKS = "、。・！？"


def _loose(left: str, it: str, right: str) -> str:
    """A pattern for three texts in a row, with or without marks."""
    parts = [f"[{_MARKS}]*".join(re.escape(c) for c in text if c not in _MARKS) for text in (left, it, right)]
    return f"[{_MARKS}]*".join((parts[0], f"(?P<it>{parts[1]})", parts[2]))


class SoundScore(BaseModel):
    """What the sound says about putting `after` in the place of `before` somewhere between `start` and `end` (seconds)."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    start: float
    end: float
    before: str
    after: str
    sound: float


class Recalled(BaseModel):
    """Between `start` and `end` (seconds) `after` was said where `before` was heard first, between `left` and `right`."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    start: float
    end: float
    left: str
    before: str
    right: str
    after: str

    def place(self, text: str) -> tuple[int, int] | None:
        """Where in `text` that is, whatever marks were put in since; None if it cannot be told from another place."""
        # One side may have gone to another speaker.
        for left, right in ((self.left, self.right), (self.left, ""), ("", self.right)):
            if left or right or not (self.left or self.right):
                found = [m.span("it") for m in re.finditer(_loose(left, self.before, right), text)]
                if found:
                    return found[0] if len(found) == 1 else None
        return None


class SoundScores(BaseModel):
    """Everything the sound was asked about in one recording.

    Attributes:
        heavy: words that weigh heavily on a person, in the place of what sounds like them: asked for doubts, never written.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    heard: tuple[SoundScore, ...] = ()
    heavy: tuple[SoundScore, ...] = ()
    recalled: tuple[Recalled, ...] = ()

    def recalled_between(self, start: float, end: float) -> tuple[Recalled, ...]:
        """What was recalled in this time."""
        return tuple(r for r in self.recalled if r.start < end and start < r.end)

    def between(self, start: float, end: float) -> Mapping[tuple[str, str], SoundScore]:
        """(before, after) → the most favourable answer that overlaps this time."""
        return _best(self.heard, start, end)

    def heavy_between(self, start: float, end: float) -> tuple[SoundScore, ...]:
        """The same of words that weigh heavily on a person."""
        return tuple(_best(self.heavy, start, end).values())


def _best(scores: Iterable[SoundScore], start: float, end: float) -> Mapping[tuple[str, str], SoundScore]:
    found: dict[tuple[str, str], SoundScore] = {}
    for each in scores:
        if each.start < end and start < each.end:
            key = (each.before, each.after)
            if key not in found or each.sound > found[key].sound:
                found[key] = each
    return found
