"""Another way to cut pieces, on trial: where the pauses are longest, over all of a stretch at once.

The product fills a piece up to ten seconds and cuts at the last pause that fits, however short. Here every way to cut costs something: a cut the more, the
shorter its pause; a piece the more, the longer it is beyond ten seconds, or the shorter it is below three. The cheapest way is taken
(dynamic programming). A stretch without a pause is left whole up to `LONGEST`.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from transcriber.speech import windows
from transcriber.speech.effort import Effort
from transcriber.speech.voice import Span

LONGEST = 16.0
_AS_EVER, _SHORT, _SOFTNESS = 10.0, 3.0, 6.0
"""Seconds: from where on a piece costs more, below which one does, and beyond the first by how much it costs as much as the worst cut."""
_PAUSE = 0.15
"""Seconds of a pause that make a cut cost half (detected speech is 0.15 s longer at either end than speech)."""
_GOOD_PAUSE_INSIDE = 5.0
"""What a pause costs inside a piece at which the product always ends it: more than any cut."""

_split = windows._split


def split(span: Span, probabilities: npt.NDArray[np.float32], effort: Effort) -> list[Span]:
    """In the place of `windows._split`."""
    return [span] if span.seconds <= LONGEST else _split(span, probabilities, effort)


def pieces(speech: list[Span], effort: Effort, quiet: Sequence[Span]) -> list[Span]:
    """In the place of `windows._pieces`."""
    found: list[Span] = []
    together: list[Span] = []
    before = False
    for span in speech:
        here = any(q.start < span.end and span.start < q.end for q in quiet)
        if together and (here != before or span.start - together[-1].end >= windows._TOPIC_PAUSE):
            found += _cheapest(together, effort)
            together = []
        before = here
        together.append(span)
    return found + _cheapest(together, effort)


def _cheapest(spans: Sequence[Span], effort: Effort) -> list[Span]:
    cost, begins = [0.0] + [math.inf] * len(spans), [0] * (len(spans) + 1)
    for last in range(1, len(spans) + 1):
        for first in range(last - 1, -1, -1):
            if spans[last - 1].end - spans[first].start > LONGEST and first < last - 1:
                break
            here = cost[first] + _of_piece(spans[first:last], effort)
            if last < len(spans):
                here += 1 / (1 + max(0.0, spans[last].start - spans[last - 1].end) / _PAUSE)
            if here < cost[last]:
                cost[last], begins[last] = here, first
    found, last = [], len(spans)
    while last:
        found.append(Span(spans[begins[last]].start, spans[last - 1].end))
        last = begins[last]
    return found[::-1]


def _of_piece(spans: Sequence[Span], effort: Effort) -> float:
    seconds = spans[-1].end - spans[0].start
    cost = max(0.0, (seconds - _AS_EVER) / _SOFTNESS) ** 2 + max(0.0, (_SHORT - seconds) / _SHORT) / 2
    full = sum(
        after.start - span.end > windows._GOOD_PAUSE and span.end - spans[0].start > effort.good_piece
        for span, after in zip(spans, spans[1:], strict=False)
    )
    return cost + _GOOD_PAUSE_INSIDE * full
