"""For each voice a few seconds that show what it sounds like: long enough, alone, and typical."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from transcriber.speakers.pieces import Stretch

MOST_STRETCHES = 3
"""Samples of one voice."""

_GOOD = (3.0, 8.0)
"""Seconds that a person needs to know a voice again, and no more than that."""

_LEAST = 1.0
_TYPICAL = 0.5
"""Likeness to the voice's mean from which a stretch is typical."""

_APART = 60.0
"""Seconds between two samples, where the voice has that much: one bad minute must not make all of them."""


@dataclass(frozen=True)
class SampleUnit:
    """A unit of text and whose it is; times in seconds."""

    speaker: str
    start: float
    end: float


def choose_stretches(
    candidates: Sequence[SampleUnit],
    likeness: npt.NDArray[np.float32] | None,
    voices: Sequence[str],
    overlaps: Sequence[Stretch],
) -> Mapping[str, tuple[Stretch, ...]]:
    """Speaker → stretches in order of time.

    Args:
        likeness: (candidates, voices), as `stage.compare` left it.
        overlaps: where two people speak at once; never part of a sample.
    """
    scored: dict[str, list[tuple[float, Stretch]]] = {}
    for i, c in enumerate(candidates):
        start, end = c.start, min(c.end, c.start + _GOOD[1])
        if end - start < _LEAST or any(a < end and b > start for a, b in overlaps):
            continue
        row = None if likeness is None else likeness[i]
        scored.setdefault(c.speaker, []).append((_worth(end - start, row, voices, c.speaker), (start, end)))
    return {speaker: _spread(sorted(found, reverse=True)) for speaker, found in scored.items()}


def _worth(seconds: float, likeness: npt.NDArray[np.float32] | None, voices: Sequence[str], speaker: str) -> float:
    worth = min(seconds, _GOOD[0]) / _GOOD[0]
    if likeness is None or speaker not in voices or not np.isfinite(likeness[list(voices).index(speaker)]):
        return worth
    own = float(likeness[list(voices).index(speaker)])
    others = [float(x) for v, x in zip(voices, likeness, strict=True) if v != speaker and np.isfinite(x)]
    # More than typical is no better; what sounds like another voice as well is of no use.
    return worth + min(own, _TYPICAL) / _TYPICAL + min(0.5, own - max(others, default=own - 0.5))


def _spread(best_first: Sequence[tuple[float, Stretch]]) -> tuple[Stretch, ...]:
    chosen: list[Stretch] = []
    for apart in (_APART, 0.0):
        for worth, stretch in best_first:
            if len(chosen) == MOST_STRETCHES or (best_first and worth < best_first[0][0] - 0.7):
                break
            if stretch not in chosen and all(abs(stretch[0] - c[0]) >= apart for c in chosen):
                chosen.append(stretch)
    return tuple(sorted(chosen))
