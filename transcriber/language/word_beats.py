"""The beats of many words as tables of numbers, made once for all who compare the words with texts, within whatever limits.

A walk over the beats of tens of thousands of terms takes a good part of a second, and each index of them would take it anew.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from transcriber.language import sounds

_Numbers = npt.NDArray[np.int64]


class ClassedBeats(NamedTuple):
    """Of each word the beats that have a class (`sounds.classes`): the others come and go.

    Attributes:
        keys: number of each class.
        counts: how many of them each word has.
        order: the words, those with most of them first: those that have one of some number are the first so many.
        rows: for the first such beat, the second and so on, of the words in `order` that have it: class and place in the word, as
            the row of a table with one row for each class at each place.
    """

    keys: dict[str, int]
    counts: _Numbers
    order: _Numbers
    rows: tuple[_Numbers, ...]


class WordBeats:
    """Words as numbers of their beats.

    Attributes:
        numbers: of each beat, from 1.
        ids: a row for each word; 0 is behind its end.
        sizes: how many beats each word has.
    """

    def __init__(self, words: Sequence[Sequence[str]]) -> None:
        self.numbers: dict[str, int] = {}
        give = self.numbers.setdefault
        every = [give(beat, len(self.numbers) + 1) for word in words for beat in word]
        self.sizes: _Numbers = np.array(list(map(len, words)), dtype=np.int64)
        self.ids = np.zeros((len(words), int(self.sizes.max(initial=0))), dtype=np.int32)
        self.ids[np.arange(self.ids.shape[1]) < self.sizes[:, None]] = every

    @cached_property
    def classed(self) -> ClassedBeats:
        """Their beats with a class."""
        keys: dict[str, int] = {}
        said = [sounds.classes(beat) for beat in self.numbers]
        classes = np.array([-1, *(keys.setdefault(key, len(keys)) if key else -1 for key in said)], dtype=np.int64)
        longest = self.ids.shape[1]
        of_beats = classes[self.ids]
        has = of_beats >= 0
        counts: _Numbers = has.sum(axis=1, dtype=np.int64)
        order: _Numbers = np.argsort(-counts, kind="stable")
        table = np.zeros((len(counts), int(counts.max(initial=0))), dtype=np.int64)
        table[np.arange(table.shape[1]) < counts[:, None]] = (of_beats * longest + np.arange(longest))[has]
        having = [int((counts > at).sum()) for at in range(table.shape[1])]
        return ClassedBeats(keys, counts, order, tuple(table[order[:n], at] for at, n in enumerate(having)))
