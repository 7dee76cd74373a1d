"""Cut a recording at its silences: windows of at most 30 s, each holding pieces of about one sentence or two.

A window is what is recognised, checkpointed and audited in one go; a piece is one item of the decoder's batch. Pieces are
short for two reasons, both measured (docs/benchmarks.md): Whisper stops early where a window holds several sentences or
speakers, and an encoder run over 12 s instead of Whisper's fixed 30 s costs a third of the time at the same accuracy.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from transcriber.speech.effort import CAREFUL, Effort
from transcriber.speech.voice import DETECTOR_FRAME_SECONDS, Span

LONGEST_WINDOW = 30.0
"""Seconds: Whisper's receptive field, and the most work a crash may cost."""

_GOOD_PAUSE = 0.6
"""Seconds: between sentences of one speaker it is shorter, between speakers longer."""
_FAIR_PAUSE = 0.15
"""Seconds of a pause at which a cut costs half of one without any (a span is 0.15 s longer at either end than speech)."""
_SHORT_PIECE = 3.0
"""Seconds below which a piece costs more: it is heard without what stands beside it."""
_TURN_INSIDE = 5.0
"""What a good pause inside a piece costs: more than any cut and any length."""
_TOPIC_PAUSE = 2.0
"""A pause this long always ends a piece: nothing is recognised across it."""

SLIVER = 0.1
"""Seconds of a span left over beside a joint that hold no word: the detector's margins alone are as long."""


@dataclass(frozen=True)
class Window:
    """One unit of recognition. Times are seconds from the start of the recording."""

    index: int
    pieces: tuple[Span, ...]

    @property
    def start(self) -> float:
        return self.pieces[0].start

    @property
    def end(self) -> float:
        return self.pieces[-1].end


def cut_windows(
    speech: list[Span],
    probabilities: npt.NDArray[np.float32],
    joints: Sequence[float] = (),
    effort: Effort = CAREFUL,
    quiet: Sequence[Span] = (),
) -> list[Window]:
    """Windows over all of `speech`; speech without a pause is cut where the detector is least sure that it is speech.

    Args:
        joints: seconds at which one file of a meeting in parts ends and the next begins. Time is missing there, so no
            piece and no window runs across one.
        effort: says how long a piece may be.
        quiet: those of `speech` that are much quieter than the rest: each is heard by itself, at its own level.
    """
    windows: list[list[Span]] = []
    for stretch in _between(speech, joints):
        first = len(windows)
        for piece in _pieces([s for span in stretch for s in _split(span, probabilities, effort)], effort, quiet):
            if len(windows) > first and piece.end - windows[-1][0].start <= LONGEST_WINDOW:
                windows[-1].append(piece)
            else:
                windows.append([piece])
    return [Window(i, tuple(pieces)) for i, pieces in enumerate(windows)]


def _between(speech: list[Span], joints: Sequence[float]) -> Iterator[list[Span]]:
    """The spans of each file; a span across a joint is divided there."""
    if not joints:
        yield speech
        return
    for begin, end in pairwise([float("-inf"), *sorted(joints), float("inf")]):
        inside = (Span(max(s.start, begin), min(s.end, end)) for s in speech if s.start < end and s.end > begin)
        yield [s for s in inside if s.seconds >= SLIVER]


def _pieces(speech: list[Span], effort: Effort, quiet: Sequence[Span]) -> list[Span]:
    """Spans joined to pieces, divided where pauses are longest rather than where a length is reached.

    People pause in mid-clause as well; a piece that ends there makes two wrong words out of a right one.
    """
    pieces: list[Span] = []
    together: list[Span] = []
    before = False
    for span in speech:
        here = any(q.start < span.end and span.start < q.end for q in quiet)
        if together and (here != before or span.start - together[-1].end >= _TOPIC_PAUSE):
            pieces += _cheapest(together, effort)
            together = []
        before = here
        together.append(span)
    return pieces + _cheapest(together, effort)


def _cheapest(spans: Sequence[Span], effort: Effort) -> list[Span]:
    """The pieces of spans whose cuts and lengths cost least together (dynamic programming over the last cut)."""
    costs, begins = [0.0] + [math.inf] * len(spans), [0] * (len(spans) + 1)
    for last in range(1, len(spans) + 1):
        cut = 1 / (1 + max(0.0, spans[last].start - spans[last - 1].end) / _FAIR_PAUSE) if last < len(spans) else 0.0
        for first in range(last - 1, -1, -1):
            if spans[last - 1].end - spans[first].start > effort.longest_piece and first < last - 1:
                break
            cost = costs[first] + _cost(spans[first:last], effort) + cut
            if cost < costs[last]:
                costs[last], begins[last] = cost, first
    pieces, last = [], len(spans)
    while last:
        pieces.append(Span(spans[begins[last]].start, spans[last - 1].end))
        last = begins[last]
    return pieces[::-1]


def _cost(spans: Sequence[Span], effort: Effort) -> float:
    """Of a piece, by its length and by the pauses inside at which one speaker mostly follows another."""
    seconds = spans[-1].end - spans[0].start
    turns = sum(
        after.start - span.end > _GOOD_PAUSE and span.end - spans[0].start > effort.good_piece
        for span, after in pairwise(spans)
    )
    long = max(0.0, (seconds - effort.long_piece) / (effort.longest_piece - effort.long_piece))
    return long**2 + max(0.0, 1 - seconds / _SHORT_PIECE) / 2 + _TURN_INSIDE * turns


def _split(span: Span, probabilities: npt.NDArray[np.float32], effort: Effort) -> list[Span]:
    """Pieces of a span longer than the longest, cut at the frames least like speech in the second half of each."""
    parts = []
    longest = effort.longest_piece
    while span.seconds > longest:
        first = round((span.start + longest / 2) / DETECTOR_FRAME_SECONDS)
        last = round((span.start + longest) / DETECTOR_FRAME_SECONDS)
        frame = first + int(np.argmin(probabilities[first:last]))
        at = (frame + 0.5) * DETECTOR_FRAME_SECONDS
        parts.append(Span(span.start, at))
        span = Span(at, span.end)
    return [*parts, span]
