"""Where a window is cut into pieces, a word may be cut: written in part before the cut, in part or once more behind it, or as another word.

People go on for longer than a piece may last, or breathe in the middle of a word. A few characters around a cut are replaced by what a
hearing without the cut has in their place, if its sound supports that much better.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, takewhile

from transcriber.speech.recogniser import Character
from transcriber.speech.voice import Span

Support = Callable[[Sequence[str]], list[float]]
"""Log probability (nats) of each text given a sound."""

_LONGEST = 8
"""Letters around a cut that are replaced at the most."""

_SHORTER = 4
"""Letters by which the replacement may be shorter: where more are missing the other hearing may have lost a sentence."""

_PAUSE = 0.15
"""Seconds between pieces that are no pause: what lies between is a consonant, and a word may go on over it."""

_MARGIN = 8.0
"""Nats by which the uncut sound must support the replacement better."""


@dataclass(frozen=True)
class Join:
    """Characters `start` up to `end` (counted through the window) give way to `text`, which may be empty."""

    start: int
    end: int
    text: str


def joins(
    pieces: Sequence[Sequence[str]], pauses: Sequence[float], other: Sequence[str], support: Support
) -> list[Join]:
    """What to replace around the cuts of a window, in order.

    Args:
        pieces: the characters of each piece.
        pauses: seconds between each piece and the next.
        other: what a hearing without the cuts has in the place of each character.
        support: of that hearing's sound.
    """
    every = [c for p in pieces for c in p]
    found = list(_around_cuts(pieces, pauses, every, other))
    if not found:
        return []
    texts = ["".join([*every[: j.start], j.text, *every[j.end :]]) for j in found]
    whole, *changed = support(["".join(every), *texts])
    return [j for j, value in zip(found, changed, strict=True) if value > whole + _MARGIN]


def with_joins(
    pieces: Sequence[Sequence[Character]], cut_words: Sequence[Join]
) -> tuple[list[list[Character]], list[Span]]:
    """The pieces with what `cut_words` put in; a joined word is the earlier piece's."""
    numbered = [(k, c) for k, p in enumerate(pieces) for c in p]
    kept: list[list[Character]] = [[] for _ in pieces]
    spans, at = [], 0
    for join in cut_words:
        for k, c in numbered[at : join.start]:
            kept[k].append(c)
        replaced = [c for _, c in numbered[join.start : join.end]]
        spans.append(Span(replaced[0].start, replaced[-1].end))
        alike = [(c,) * len(replaced[0].others) for c in join.text]
        kept[numbered[join.start][0]] += spread_over(join.text, replaced, alike)
        at = join.end
    for k, c in numbered[at:]:
        kept[k].append(c)
    return kept, spans


def spread_over(
    text: str,
    replaced: Sequence[Character],
    others: Sequence[tuple[str, ...]],
    rivals: Sequence[tuple[str, ...]] | None = None,
) -> list[Character]:
    """The characters of `text` over the time of those that they replace, no surer than the least sure of these.

    Args:
        others: for each character of the text, what every other hearing has in its place.
        rivals: … what the other texts of the search have; None: nothing is known.
    """
    first, seconds = replaced[0], replaced[-1].end - replaced[0].start
    each = seconds / max(1, len(text))
    weakest = min(c.probability for c in replaced)
    return [
        first.model_copy(
            update={
                "text": c,
                "start": first.start + i * each,
                "end": first.start + (i + 1) * each,
                "probability": weakest,
                "rivals": rivals[i] if rivals else (),
                "others": others[i],
            }
        )
        for i, c in enumerate(text)
    ]


def _around_cuts(
    pieces: Sequence[Sequence[str]], pauses: Sequence[float], every: Sequence[str], other: Sequence[str]
) -> Iterator[Join]:
    """Where the hearings differ around a cut, in a few letters; never all of a piece."""
    ends = list(accumulate((len(p) for p in pieces), initial=0))
    reached = 0
    for begin, cut, end, pause in zip(ends, ends[1:], ends[2:], pauses, strict=False):
        if pause >= _PAUSE:
            continue
        start = cut - _unlike(range(cut - 1, max(begin, reached) - 1, -1), every, other)
        until = cut + _unlike(range(cut, end), every, other)
        while start < cut and not letters_alone(every[start]) and not letters_alone(other[start]):
            start += 1  # the mark that ends what was said before
        if start <= begin or until >= end:
            continue
        now, then = "".join(every[start:until]), "".join(other[start:until])
        if letters_alone(now) != letters_alone(then) and len(letters_alone(now)) <= _LONGEST and _alike_long(now, then):
            yield Join(start, until, then)
            reached = until


def _unlike(numbers: Iterable[int], every: Sequence[str], other: Sequence[str]) -> int:
    """How many characters from the cut on the other hearing has otherwise."""
    return sum(1 for _ in takewhile(lambda i: every[i] != other[i], numbers))


def _alike_long(now: str, then: str) -> bool:
    return -_SHORTER <= len(letters_alone(then)) - len(letters_alone(now)) <= _SHORTER


def letters_alone(text: str) -> str:
    """The text without marks and spaces."""
    return "".join(c for c in text if c.isalnum())
