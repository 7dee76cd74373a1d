"""When each clause of an utterance is said: the recogniser's times, carried over to the text as it was edited since."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher
from itertools import pairwise

from transcriber.minutes.transcript import Mark, Utterance
from transcriber.speech.audit import WindowText
from transcriber.speech.recogniser import Character

_ENDS = "。？！?!、，,"
_CLOSING = "」』）)"

_SLACK = 0.3
"""Seconds by which characters may lie outside their utterance's rounded ends."""


def timed(utterances: Iterable[Utterance], windows: Iterable[WindowText]) -> tuple[Utterance, ...]:
    """`utterances` with marks at the beginning of every clause but the first.

    The text may have been corrected, tidied and renumbered: it is aligned with what was recognised, and a clause is marked
    where its first characters were recognised as such. Where nothing near is left of what was said, there is no mark.

    Args:
        windows: everything recognised, in order of time.
    """
    characters = [c for w in windows for c in w.characters]
    starts = [c.start for c in characters]
    return tuple(_timed(u, _heard(u, characters, starts)) for u in utterances)


def _heard(u: Utterance, characters: Sequence[Character], starts: Sequence[float]) -> Sequence[Character]:
    return characters[bisect_left(starts, u.start - _SLACK) : bisect_left(starts, u.end + _SLACK)]


def _timed(u: Utterance, heard: Sequence[Character]) -> Utterance:
    clauses = _clauses(u.text)
    if not clauses or not heard:
        return u
    said = "".join(c.text for c in heard)
    owner = [c for c in heard for _ in c.text]
    time = dict[int, float]()
    for block in SequenceMatcher(None, u.text, said, autojunk=False).get_matching_blocks():
        for i in range(block.size):
            time[block.a + i] = owner[block.b + i].start
    marks, latest = [], u.start
    for position, end in clauses:
        # The first character of the clause that is still as it was heard, if it is among its first few.
        known = next((time[p] for p in range(position, min(end, position + 3)) if p in time), None)
        if known is not None and latest <= known <= u.end:
            marks.append(Mark(position=position, time=round(known, 2)))
            latest = known
    return u.model_copy(update={"marks": tuple(marks)})


def _clauses(text: str) -> list[tuple[int, int]]:
    """Where the clauses after the first one begin and end."""
    cuts = [
        i + 1
        for i, c in enumerate(text[:-1])
        if (c in _ENDS or (c in _CLOSING and text[i - 1 : i] in (*_ENDS,)))
        and text[i + 1] not in _ENDS + _CLOSING + " "
    ]
    return list(pairwise([*cuts, len(text)]))
