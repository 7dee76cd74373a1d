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


class ManyWords:
    """Words, ready to be compared with a text together.

    Args:
        words: the beats of each.
        most: cost of each beyond which it is out of reach.
    """

    def __init__(self, words: Sequence[Sequence[str]], most: Sequence[float]) -> None:
        self._beats = {beat: n for n, beat in enumerate(dict.fromkeys(b for word in words for b in word))}
        longest = max(map(len, words), default=0)
        self._ids = np.zeros((len(words), longest), dtype=np.int32)
        self._losses = np.full((len(words), longest), np.inf)
        loss = np.array([sounds.loss(b) for b in self._beats])
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
        each = np.arange(len(numbers))
        first = np.full((len(numbers), longest + 1), np.inf)
        first[:, 0] = 0.0
        rows = {start: _left_out(first, losses, most)}
        found: dict[int, dict[int, float]] = {}
        while rows:
            at = min(rows)
            row = rows.pop(at)
            steps = [(e.end, e.penalty, tuple(e.morae)) for e in starts_at.get(at, ())]
            if start < at < len(text) and text[at] in marks:
                steps.append((at + 1, mark_cost, ()))
            for end, penalty, beats in steps:
                new = row + penalty if penalty else row
                for beat in beats:
                    new = self._after(new, beat, ids, losses, most)
                    if not np.isfinite(new).any():
                        break
                else:
                    if beats:
                        costs = new[each, sizes]
                        for place in np.flatnonzero(costs <= most).tolist():
                            of_word = found.setdefault(int(numbers[place]), {})
                            of_word[end] = min(float(costs[place]), of_word.get(end, np.inf))
                    known = rows.get(end)
                    rows[end] = new if known is None else np.minimum(known, new)
        return found

    def _after(self, row: _Row, beat: str, ids: npt.NDArray[np.int32], losses: _Row, most: _Row) -> _Row:
        distances = self._distances.get(beat)
        if distances is None:
            distances = self._distances[beat] = np.array([sounds.distance(beat, b) for b in self._beats])
        new = row + sounds.loss(beat)
        np.minimum(new[:, 1:], row[:, :-1] + np.where(np.isfinite(losses), distances[ids], np.inf), out=new[:, 1:])
        new[new > most[:, None]] = np.inf
        return _left_out(new, losses, most)


def _left_out(row: _Row, losses: _Row, most: _Row) -> _Row:
    """Beats of the words may be missing in the text."""
    for read in range(losses.shape[1]):
        cost = row[:, read] + losses[:, read]
        cost[cost > most] = np.inf
        np.minimum(row[:, read + 1], cost, out=row[:, read + 1])
    return row
