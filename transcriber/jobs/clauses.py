"""When each clause of an utterance is said, and which of its characters a doubt is about: the recogniser's times, carried over
to the text as it was edited since."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from difflib import SequenceMatcher
from itertools import pairwise

from transcriber.minutes.transcript import Doubt, DoubtKind, Mark, Utterance
from transcriber.speech.audit import WindowText
from transcriber.speech.recogniser import Character

_ENDS = "。？！?!、，,"
_CLOSING = "」』）)"

_OF_NO_TEXT = (DoubtKind.NAME_CONFLICT, DoubtKind.PROCEDURE)
"""About who speaks, or the course of the meeting."""

_SAME = 0.01
"""Seconds that two times of one character may differ by rounding."""

_SLACK = 0.3
"""Seconds by which characters may lie outside their utterance's rounded ends."""


def timed(utterances: Iterable[Utterance], windows: Iterable[WindowText]) -> tuple[Utterance, ...]:
    """`utterances` with marks at the beginning of every clause but the first, and their doubts with places.

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
    if not heard or not (clauses or u.doubts):
        return u
    said = "".join(c.text for c in heard)
    owner = [c for c in heard for _ in c.text]
    known = dict[int, Character]()
    for block in SequenceMatcher(None, u.text, said, autojunk=False).get_matching_blocks():
        for i in range(block.size):
            known[block.a + i] = owner[block.b + i]
    marks, latest = [], u.start
    for position, end in clauses:
        # The first character of the clause that is still as it was heard, if it is among its first few.
        first = next((known[p].start for p in range(position, min(end, position + 3)) if p in known), None)
        if first is not None and latest <= first <= u.end:
            marks.append(Mark(position=position, time=round(first, 2)))
            latest = first
    return u.model_copy(
        update={"marks": tuple(marks), "doubts": tuple(_placed(d, known, len(u.text)) for d in u.doubts)}
    )


def _placed(doubt: Doubt, known: Mapping[int, Character], length: int) -> Doubt:
    """With the characters it is about: from the one it begins with to the one it ends with. Where that was edited, with all
    that now stands between its neighbours."""
    if doubt.place is not None or doubt.kind in _OF_NO_TEXT or not known:
        return doubt
    early, late = doubt.start + _SAME, doubt.end - _SAME
    first = min((p for p, c in known.items() if c.start <= early < c.end), default=None)
    last = max((p for p, c in known.items() if c.start < late <= c.end), default=None)
    if first is None:
        first = max((p + 1 for p, c in known.items() if c.end <= early), default=0)
    end = last + 1 if last is not None else min((p for p, c in known.items() if c.start >= late), default=length)
    return doubt.model_copy(update={"place": (first, max(first, end))})


def _clauses(text: str) -> list[tuple[int, int]]:
    """Where the clauses after the first one begin and end."""
    cuts = [
        i + 1
        for i, c in enumerate(text[:-1])
        if (c in _ENDS or (c in _CLOSING and text[i - 1 : i] in (*_ENDS,)))
        and text[i + 1] not in _ENDS + _CLOSING + " "
    ]
    return list(pairwise([*cuts, len(text)]))
