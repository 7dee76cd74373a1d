"""Where a long recording is cut for diarization: at recesses and silences, so that no turn is torn.

The stock pipeline's memory grows with length, its clustering quadratically; a piece bounds both, and is what a kill costs.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import pairwise

Stretch = tuple[float, float]
"""Start and end in seconds."""

LONGEST_PIECE = 18 * 60.0
"""Seconds: the most that is held in memory at once. A piece of half an hour took the process tree to 1.57 GB."""

AIM = 15 * 60.0
"""Seconds of an ordinary piece; long enough that the people of a meeting are heard, short enough for a small PC."""

_RECESS = 60.0
"""Seconds of silence that are a recess: a good place to cut a piece somewhat early or late."""


def cut_pieces(seconds: float, speech: Sequence[Stretch]) -> list[Stretch]:
    """Pieces of at most `LONGEST` that together cover the recording, in order.

    Args:
        seconds: length of the recording.
        speech: stretches of speech, in order and apart; empty if nothing is known.
    """
    pieces: list[Stretch] = []
    silences = [(a[1], b[0]) for a, b in pairwise([(0.0, 0.0), *speech, (seconds, seconds)]) if b[0] > a[1]]
    start = 0.0
    while seconds - start > LONGEST_PIECE:
        left = math.ceil((seconds - start) / AIM)
        aim = (seconds - start) / left
        first, last = start + aim * 0.75, min(start + aim * 1.2, start + LONGEST_PIECE)
        at = _best(silences, first, last, start + aim)
        pieces.append((start, at))
        start = at
    pieces.append((start, seconds))
    return pieces


def _best(silences: Sequence[Stretch], first: float, last: float, aim: float) -> float:
    """The middle of the longest silence between `first` and `last`; all recesses are long enough, then the nearest wins."""
    best, most = aim, 0.0
    for begin, end in silences:
        middle = (max(begin, first) + min(end, last)) / 2
        length = min(min(end, last) - max(begin, first), _RECESS)
        if length > most or (length == most > 0 and abs(middle - aim) < abs(best - aim)):
            best, most = middle, length
    return best
