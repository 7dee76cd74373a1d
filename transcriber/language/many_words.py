"""The edit distance of matching.ends for many words at once: a row of numbers for each word, instead of a walk for each.

With tens of thousands of terms hundreds of words are likely at every place of a text. The sums are made in the same order as in
sounds.Table, so the costs are the same to the last bit.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from numpy.lib.stride_tricks import sliding_window_view

from transcriber.language import sounds
from transcriber.language.readings import Edge
from transcriber.language.word_beats import WordBeats

_Row = npt.NDArray[np.float64]
_Numbers = npt.NDArray[np.int64]

_DRIFT = 1
"""Beats by which a beat may stand before or behind the place it would have if nothing were left out or put in before it."""

_ROUNDING = 1e-9
"""Sums made in another order differ by less; who is let through is compared exactly."""


class ManyWords:
    """Words, ready to be compared with a text together.

    Args:
        words: their beats.
        most: cost of each beyond which it is out of reach.
    """

    def __init__(self, words: WordBeats, most: _Row) -> None:
        self._beats = words.numbers
        self._ids = np.ascontiguousarray(words.ids.T)
        self._losses = np.array([np.inf, *(sounds.loss(b) for b in self._beats)])[self._ids]
        self._sizes = words.sizes
        self._most = most
        self._distances: dict[str, _Row] = {}

    def least_costs(self, heard: Iterable[tuple[int, str]], length: int) -> LeastCosts:
        """What each beat of the words must cost at each place of a text, whatever is read there.

        Args:
            heard: place in the text (in beats) and beat, of every reading.
            length: of the text, in beats.
        """
        costs = np.full((len(self._beats) + 1, length + 2 * _DRIFT + len(self._ids) + 3), np.inf)
        for place, beat in heard:
            at = place + 1 + _DRIFT
            np.minimum(costs[:, at], self._distances_of(beat), out=costs[:, at])
        least = sliding_window_view(costs, 2 * _DRIFT + 1, axis=1).min(axis=2)
        losses = np.array([0.0, *(sounds.loss(b) for b in self._beats)])
        return LeastCosts(np.minimum(least, losses[:, None]))

    def within_reach(self, numbers: _Numbers, place: int, least: LeastCosts) -> _Numbers:
        """Those of `numbers` that may be read at a place of a text; few of the others are left."""
        longest = int(self._sizes[numbers].max())
        rows, width = self._ids[:longest].take(numbers, axis=1).astype(np.intp), least.costs.shape[1]
        at = rows * width + (place + 1 + np.arange(longest))[:, None]
        every = least.costs.ravel()
        costs = np.min([every.take(at + shift).sum(axis=0) for shift in (-1, 0, 1)], axis=0)
        near: _Numbers = numbers[costs <= self._most[numbers] + _ROUNDING]
        return near

    def ends(
        self,
        numbers: npt.NDArray[np.int64],
        text: str,
        start: int,
        starts_at: Mapping[int, Sequence[Edge]],
        marks: str,
        mark_cost: float,
    ) -> dict[int, dict[int, float]]:
        """Number of the word → end → cost of reading it in `text` from `start` on, of those within reach.

        Args:
            marks: characters that may stand inside a word, each at `mark_cost`.
        """
        sizes, most = self._sizes[numbers], self._most[numbers]
        longest = int(sizes.max())
        ids, losses = self._ids[:longest].take(numbers, axis=1), self._losses[:longest].take(numbers, axis=1)
        costs = np.full((longest + 1, len(numbers)), np.inf)
        costs[0] = 0.0
        reach = {start: _Reach(np.arange(len(numbers)), costs, 0, _left_out(costs, losses, most, 0, 0))}
        """Place in the text → the words that are still within reach there."""
        found: dict[int, dict[int, float]] = {}
        while reach:
            at = min(reach)
            here = reach.pop(at)
            steps = [(e.end, e.penalty, tuple(e.morae)) for e in starts_at.get(at, ())]
            if start < at < len(text) and text[at] in marks:
                steps.append((at + 1, mark_cost, ()))
            for end, penalty, beats in steps:
                new = here._replace(costs=here.costs + penalty) if penalty else here
                for beat in beats:
                    new = self._after(new, beat, ids, losses, most)
                    if not len(new.which):
                        break
                if not len(new.which):
                    continue
                if beats:
                    whole = new.costs[sizes[new.which], np.arange(len(new.which))]
                    for place in np.flatnonzero(whole <= most[new.which]).tolist():
                        of_word = found.setdefault(int(numbers[new.which[place]]), {})
                        of_word[end] = min(float(whole[place]), of_word.get(end, np.inf))
                known = reach.get(end)
                reach[end] = new if known is None else _cheaper(known, new)
        return found

    def _after(self, here: _Reach, beat: str, ids: npt.NDArray[np.int32], losses: _Row, most: _Row) -> _Reach:
        distances = self._distances_of(beat)
        which, costs, first, last = here
        most, ends = most[which], min(last + 1, len(ids))
        new = np.full_like(costs, np.inf)
        new[first : last + 1] = costs[first : last + 1] + sounds.loss(beat)
        other = costs[first:ends] + distances.take(ids[first:ends].take(which, axis=1))
        np.minimum(new[first + 1 : ends + 1], other, out=new[first + 1 : ends + 1])
        band = new[first : ends + 1]
        band[band > most] = np.inf
        last = _left_out(new, losses.take(which, axis=1), most, first, ends)
        finite = np.isfinite(new[first : last + 1])
        within = finite.any(axis=0)
        if not within.all():
            which, new = which[within], new.compress(within, axis=1)
        rows = np.flatnonzero(finite.any(axis=1))
        return (
            _Reach(which, new, first + int(rows[0]), first + int(rows[-1])) if len(rows) else _Reach(which, new, 0, 0)
        )

    def _distances_of(self, beat: str) -> _Row:
        distances = self._distances.get(beat)
        if distances is None:
            distances = self._distances[beat] = np.array([np.inf, *(sounds.distance(beat, b) for b in self._beats)])
        return distances


class LeastCosts(NamedTuple):
    """A row for each beat of the words (the first for what is behind the end of a word), a column for each place of a text."""

    costs: _Row


class _Reach(NamedTuple):
    """Words within reach at one place of a text.

    Attributes:
        which: numbers of the words.
        costs: a row for each number of beats that were read of a word, a column for each word.
        first, last: of the rows that hold anything.
    """

    which: _Numbers
    costs: _Row
    first: int
    last: int


def numbers_once(*numbers: _Numbers) -> _Numbers:
    """All of these, each once and in order: in a tenth of the time that np.unique takes, where none is large."""
    there = np.zeros(max((int(n.max(initial=0)) for n in numbers), default=0) + 1, dtype=bool)
    for some in numbers:
        there[some] = True
    return np.flatnonzero(there)


def _cheaper(one: _Reach, other: _Reach) -> _Reach:
    """Both ways to the same place of the text as one."""
    first, last = min(one.first, other.first), max(one.last, other.last)
    if len(one.which) == len(other.which) and bool((one.which == other.which).all()):
        return _Reach(one.which, np.minimum(one.costs, other.costs), first, last)
    which = numbers_once(one.which, other.which)
    costs = np.full((one.costs.shape[0], len(which)), np.inf)
    for each in (one, other):
        at = np.searchsorted(which, each.which)
        costs[:, at] = np.minimum(costs[:, at], each.costs)
    return _Reach(which, costs, first, last)


def _left_out(costs: _Row, losses: _Row, most: _Row, first: int, last: int) -> int:
    """Beats of the words may be missing in the text; the last row that holds anything then."""
    for read in range(first, len(losses)):
        cost = costs[read] + losses[read]
        cost[cost > most] = np.inf
        if read >= last and not np.isfinite(cost).any():
            return read
        np.minimum(costs[read + 1], cost, out=costs[read + 1])
    return len(losses)
