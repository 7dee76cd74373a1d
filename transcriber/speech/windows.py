"""Cut a recording at its silences: windows of at most 30 s, each holding pieces of about one sentence or two.

A window is what is recognised, checkpointed and audited in one go; a piece is one item of the decoder's batch. Pieces are
short for two reasons, both measured (docs/benchmarks.md): Whisper stops early where a window holds several sentences or
speakers, and an encoder run over 12 s instead of Whisper's fixed 30 s costs a third of the time at the same accuracy.
"""

from __future__ import annotations

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
    pieces: list[Span] = []
    before = False
    for span in speech:
        here = any(q.start < span.end and span.start < q.end for q in quiet)
        alike, before = here == before, here
        if pieces and alike:
            last = pieces[-1]
            pause = span.start - last.end
            full = last.seconds > effort.good_piece and pause > _GOOD_PAUSE
            if span.end - last.start <= effort.longest_piece and pause < _TOPIC_PAUSE and not full:
                pieces[-1] = Span(last.start, span.end)
                continue
        pieces.append(span)
    return pieces


def _split(span: Span, probabilities: npt.NDArray[np.float32], effort: Effort) -> list[Span]:
    """Pieces of a span longer than a piece, cut at the frames least like speech in the second half of each."""
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
