"""When each clause of a written text is said, and which of its characters a doubt is about.

The recogniser's times came along through the edits (`edits.Edited.origins`); nothing is compared or searched for.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile

from transcriber.language.edits import Edited
from transcriber.minutes.timed import Timed
from transcriber.minutes.transcript import ABOUT_SPEAKERS, Doubt, DoubtKind, Mark

_ENDS = "。？！?!、，"
_CLOSING = "」』）)"

_OF_NO_TEXT = (*ABOUT_SPEAKERS, DoubtKind.PROCEDURE)
"""About who speaks, or the course of the meeting."""

_SAME = 0.01
"""Seconds that two times of one character may differ by rounding."""


class Times:
    """The times of one utterance's text.

    Args:
        said: the text as it is written.
        characters: as recognised, in order; put together they are what `said` was made of. Times in seconds.
    """

    def __init__(self, said: Edited, characters: Sequence[Timed]) -> None:
        self._said = said
        self._heard = [c for c in characters for _ in c.text]
        self._text = "".join(c.text for c in characters)

    def at(self, position: int) -> float:
        """When the character at `position` of the text is said. Of several that were written in the place of others, each has
        its share of their time."""
        origin = first, last = self._said.origins[position]
        if first == last:  # put in: with what follows it
            return self._heard[first].start if first < len(self._heard) else self._heard[-1].end
        start, end = self._heard[first].start, self._heard[last - 1].end
        before = sum(1 for _ in takewhile(origin.__eq__, reversed(self._said.origins[:position])))
        after = sum(1 for _ in takewhile(origin.__eq__, self._said.origins[position:]))
        earlier = position - before - 1
        if earlier >= 0 and self._said.origins[earlier][1] > first:  # of the same sound in part
            start = max(start, self.at(earlier))
        return start + max(0.0, end - start) * before / (before + after)

    def marks(self, start: float, end: float) -> tuple[Mark, ...]:
        """The beginning of every clause but the first, of an utterance said between `start` and `end`."""
        marks, latest = [], start
        for position in clause_beginnings(self._said.text):
            time = self.at(position)
            if latest <= time <= end:
                marks.append(Mark(position=position, time=min(max(round(time, 2), start), end)))
                latest = time
        return tuple(marks)

    def placed(self, doubt: Doubt) -> Doubt:
        """`doubt` with the characters it is about. Where those were edited, with all that now stands in their place."""
        if doubt.place is not None or doubt.kind in _OF_NO_TEXT:
            return doubt
        early, late = doubt.start + _SAME, doubt.end - _SAME
        first = next((i for i, c in enumerate(self._heard) if c.end > early), len(self._heard))
        end = max((i + 1 for i, c in enumerate(self._heard) if c.start < late), default=0)
        while end - 1 > first and self._text[end - 1] in _ENDS:  # a mark is nothing that was said
            end -= 1
        return doubt.model_copy(update={"place": self._said.place(first, max(first, end))})


def clause_beginnings(text: str) -> list[int]:
    """Where the clauses of a text after the first one begin: characters."""
    return [
        i + 1
        for i, c in enumerate(text[:-1])
        if (c in _ENDS or (c in _CLOSING and text[i - 1 : i] in (*_ENDS,)))
        and text[i + 1] not in _ENDS + _CLOSING + " "
    ]
