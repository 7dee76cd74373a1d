"""All findings of a meeting weighed together: one person a voice, one voice a person, or no name.

A finding adds, for each person, the logarithm of how much likelier its words are if the voice is that person than if it is
nobody known. Any finding may be a slip, so one of them can only count so much against a name. The assignment with the
greatest sum is solved as a whole; a voice gets its name only if the best assignment without that pair is worse by a margin.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from transcriber.speakers.naming.nominations import NameEvidence

NAME_MARGIN = 2.5
"""Nats by which a name must beat everything else. One clear call has 2.9, one that may mean two people 2.2."""

_OTHERS = 20.0
"""As many people might be called: what naming one of them by chance would be worth."""

_IMPOSSIBLE = -1e6


@dataclass(frozen=True)
class Assigned:
    """A person (by index) for a voice, and by how much the assignment is better than any without it."""

    voice: str
    person: int
    margin: float


def evidence_scores(finding: NameEvidence) -> NDArray[np.float64]:
    """Nats for each person, should the finding's voice be theirs."""
    heard = _OTHERS * finding.hearing.people + finding.hearing.nobody
    weight: NDArray[np.float64] = np.log((1 - finding.slip) * heard + finding.slip)
    return weight


def assign(voices: Sequence[str], weights: NDArray[np.float64]) -> tuple[Assigned, ...]:
    """The best assignment, as far as it is sure.

    Args:
        voices: ids.
        weights: (voices, people) in nats; 0 is the worth of a voice without a name.
    """
    if not voices or not weights.shape[1]:
        return ()
    best, pairs = _solve(weights)
    sure = []
    for row, person in pairs:
        without = weights.copy()
        without[row, person] = _IMPOSSIBLE
        margin = best - _solve(without)[0]
        if margin >= NAME_MARGIN:
            sure.append(Assigned(voices[row], person, margin))
    return tuple(sure)


def _solve(weights: NDArray[np.float64]) -> tuple[float, list[tuple[int, int]]]:
    rows, people = weights.shape
    padded = np.hstack([weights, np.zeros((rows, rows))])  # nobody, once for each voice
    from scipy.optimize import linear_sum_assignment  # 45 MB that a waiting service does without

    chosen = list(zip(*linear_sum_assignment(padded, maximize=True), strict=True))
    total = float(sum(padded[r, c] for r, c in chosen))
    return total, [(int(r), int(c)) for r, c in chosen if c < people]
