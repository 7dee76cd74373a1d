"""Where a window is cut into pieces, the beginning of a cut word may be written before the cut and the word behind it.

A few characters beside a cut are such a fragment if a hearing without the cut has nothing in their place, and its sound supports the
text without them much better. People breathe in the middle of a word; the detector takes the breath for a pause.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import accumulate, takewhile

Support = Callable[[Sequence[str]], list[float]]
"""Log probability (nats) of each text given a sound."""

_LONGEST = 4
"""Letters of a fragment at the most: more may be a sentence that the other hearing lost."""

_MARGIN = 8.0
"""Nats by which the text without it must be better. Of fragments that are one most have 12 and more, of words that were said at a cut
and that the hearing without it lost none had so many (docs/benchmarks.md)."""


def fragments(pieces: Sequence[Sequence[str]], other: Sequence[str], support: Support) -> frozenset[int]:
    """The numbers of the characters (counted through the window) that are fragments.

    Args:
        pieces: the characters of each piece.
        other: what a hearing without the cuts has in the place of each character.
        support: of that hearing's sound.
    """
    every = [c for p in pieces for c in p]
    found = list(_beside_cuts(pieces, other))
    if not found:
        return frozenset()
    texts = ["".join(c for i, c in enumerate(every) if i not in own) for own in found]
    whole, *without = support(["".join(every), *texts])
    return frozenset(i for own, value in zip(found, without, strict=True) if value > whole + _MARGIN for i in own)


def _beside_cuts(pieces: Sequence[Sequence[str]], other: Sequence[str]) -> Iterator[frozenset[int]]:
    """The few characters beside each cut that the other hearing has not; never all of a piece."""
    every = [c for p in pieces for c in p]
    ends = list(accumulate((len(p) for p in pieces), initial=0))
    for begin, cut, end in zip(ends, ends[1:], ends[2:], strict=False):
        before = _unheard(range(cut - 1, begin - 1, -1), other)
        while before and not _letters(every[before[-1]]):
            before.pop()  # the mark that ends what was said before the fragment
        for own, room in ((before, cut - begin), (_unheard(range(cut, end), other), end - cut)):
            if 0 < sum(_letters(every[i]) for i in own) <= _LONGEST and len(own) < room:
                yield frozenset(own)


def _unheard(numbers: Iterable[int], other: Sequence[str]) -> list[int]:
    return list(takewhile(lambda i: not _letters(other[i]), numbers))


def _letters(text: str) -> int:
    return sum(c.isalnum() for c in text)
