"""Which clauses are wrong: by the true text of a recording, or by what a reviewer corrected in its draft."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from rapidfuzz.distance import Levenshtein

from transcriber.refitting.noticed_clauses import NoticedClause
from transcriber.review.comparison import Correction
from transcriber.review.kinds import CorrectionKind, unified_numbers

_AROUND = (8, 4)
"""Unchanged characters before and after a correction by which its place is found again."""

_OF_CONTENT = frozenset({CorrectionKind.MISHEARD, CorrectionKind.ADDED})
"""Corrections that say that something was misheard or left out; what was tidied or struck out says nothing of that."""


def wrong_by_text(clauses: Sequence[NoticedClause], truth: Iterable[str]) -> list[bool]:
    """Whether the true text asks for an edit in each clause. An edit belongs to the clause of its character, what was lost to the one
    before it.

    Args:
        truth: what was said, utterance by utterance.
    """
    said, owner = "", []
    for i, c in enumerate(clauses):
        letters = _compared(c.text)
        said += letters
        owner += [i] * len(letters)
    wrong = [False] * len(clauses)
    if not owner:
        return wrong
    for edit in Levenshtein.editops(said, "".join(map(_compared, truth))):
        at = min(edit.src_pos, len(owner) - 1)
        if edit.tag == "insert" and at > 0 and owner[at - 1] != owner[at]:
            at -= 1
        wrong[owner[at]] = True
    return wrong


def wrong_by_corrections(clauses: Sequence[NoticedClause], corrections: Iterable[Correction]) -> list[bool]:
    """Whether a reviewer corrected the content of each clause."""
    whole = "".join(c.text for c in clauses)
    owner = [i for i, c in enumerate(clauses) for _ in c.text]
    wrong = [False] * len(clauses)
    for c in corrections:
        if c.kind not in _OF_CONTENT:
            continue
        for before, after in (_AROUND, (_AROUND[0], 0), (0, _AROUND[1])):
            left, right = c.left[len(c.left) - before :], c.right[:after]
            # The marks at the end of a clause are not in its text.
            places = [m.span("it") for m in re.finditer(_loose(left, c.before, right), whole)] if left or right else []
            if places:
                first, last = min(places, key=lambda p: abs(clauses[owner[min(p[0], len(owner) - 1)]].start - c.time))
                for at in range(max(0, first - (first == last)), max(last, first)):
                    wrong[owner[at]] = True
                break
    return wrong


def _loose(left: str, it: str, right: str) -> str:
    parts = [re.escape(re.sub(r"[、。，．？！\s]", "", text)) for text in (left, it, right)]
    return f"{parts[0]}(?P<it>{parts[1]}){parts[2]}"


def _compared(text: str) -> str:
    return unified_numbers(text).replace("ー", "")
