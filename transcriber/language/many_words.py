"""The edit distance of matching.ends for many words at once: a row of numbers for each word, instead of a walk for each.

With tens of thousands of terms hundreds of words are likely at every place of a text. The sums are made in the same order as in
sounds.Table, so the costs are the same to the last bit.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt

from transcriber.language import sounds
from transcriber.language.readings import Edge

_Row = npt.NDArray[np.float64]
_Numbers = npt.NDArray[np.int64]


class ManyWords:
    """Words, ready to be compared with a text together.

    Args:
        words: the beats of each.
        most: cost of each beyond which it is out of reach.
    """

    def __init__(self, words: Sequence[Sequence[str]], most: Sequence[float]) -> None:
        self._beats = {beat: n for n, beat in enumerate(dict.fromkeys(b for word in words for b in word), start=1)}
        longest = max(map(len, words), default=0)
        self._ids = np.zeros((len(words), longest), dtype=np.int32)  # 0: behind the end of a word
        self._losses = np.full((len(words), longest), np.inf)
        loss = np.array([np.inf, *(sounds.loss(b) for b in self._beats)])
        for number, word in enumerate(words):
            ids = [self._beats[b] for b in word]
            self._ids[number, : len(ids)] = ids
            self._losses[number, : len(ids)] = loss[ids]
        self._sizes = np.array(list(map(len, words)), dtype=np.int64)
        self._most = np.array(most, dtype=np.float64)
        self._distances: dict[str, _Row] = {}

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
        ids, losses = self._ids[numbers, :longest], self._losses[numbers, :longest]
        first = np.full((len(numbers), longest + 1), np.inf)
        first[:, 0] = 0.0
        rows = {start: (np.arange(len(numbers)), _left_out(first, losses, most))}
        """Place in the text → which words are still within reach there, and their rows."""
        found: dict[int, dict[int, float]] = {}
        while rows:
            at = min(rows)
            which, row = rows.pop(at)
            steps = [(e.end, e.penalty, tuple(e.morae)) for e in starts_at.get(at, ())]
            if start < at < len(text) and text[at] in marks:
                steps.append((at + 1, mark_cost, ()))
            for end, penalty, beats in steps:
                new, left = row + penalty if penalty else row, which
                for beat in beats:
                    new = self._after(new, beat, ids[left], losses[left], most[left])
                    within = np.isfinite(new).any(axis=1)
                    if not within.all():
                        new, left = new[within], left[within]
                    if not len(left):
                        break
                if not len(left):
                    continue
                if beats:
                    costs = new[np.arange(len(left)), sizes[left]]
                    for place in np.flatnonzero(costs <= most[left]).tolist():
                        of_word = found.setdefault(int(numbers[left[place]]), {})
                        of_word[end] = min(float(costs[place]), of_word.get(end, np.inf))
                known = rows.get(end)
                rows[end] = (left, new) if known is None else _cheaper(known, (left, new))
        return found

    def _after(self, row: _Row, beat: str, ids: npt.NDArray[np.int32], losses: _Row, most: _Row) -> _Row:
        distances = self._distances.get(beat)
        if distances is None:
            distances = self._distances[beat] = np.array([np.inf, *(sounds.distance(beat, b) for b in self._beats)])
        new = row + sounds.loss(beat)
        np.minimum(new[:, 1:], row[:, :-1] + distances[ids], out=new[:, 1:])
        new[new > most[:, None]] = np.inf
        return _left_out(new, losses, most)


def _cheaper(one: tuple[_Numbers, _Row], other: tuple[_Numbers, _Row]) -> tuple[_Numbers, _Row]:
    """Both ways to the same place of the text as one."""
    if len(one[0]) == len(other[0]) and bool((one[0] == other[0]).all()):
        return one[0], np.minimum(one[1], other[1])
    which = np.union1d(one[0], other[0])
    row = np.full((len(which), one[1].shape[1]), np.inf)
    for numbers, own in (one, other):
        at = np.searchsorted(which, numbers)
        row[at] = np.minimum(row[at], own)
    return which, row


def _left_out(row: _Row, losses: _Row, most: _Row) -> _Row:
    """Beats of the words may be missing in the text."""
    for read in range(losses.shape[1]):
        cost = row[:, read] + losses[:, read]
        cost[cost > most] = np.inf
        np.minimum(row[:, read + 1], cost, out=row[:, read + 1])
    return row
