"""Which draft a returned file belongs to: by the identity inside it, else by what it says."""

from __future__ import annotations

from collections.abc import Iterable

from transcriber.review.comparison import squeezed
from transcriber.review.returned_document import ReturnedDocument

_GRAM = 8
"""Characters in a row; two meetings share few such rows beyond set phrases."""

_ENOUGH = 0.25
"""Share of the returned text's rows that must be in the draft."""

_MARGIN = 1.5
"""How much better the best draft must be than the next."""


def by_text(paper: ReturnedDocument, drafts: Iterable[tuple[int, str]]) -> int | None:
    """The draft whose text the paper holds; None if none, or several alike.

    Args:
        drafts: (key, everything said in it).
    """
    grams = {g for line in paper.lines for g in _grams(line.text)}
    if not grams:
        return None
    scores = []
    for key, text in drafts:
        mine = set(_grams(squeezed(text)))
        if mine:
            # Of the smaller of both: the paper also holds a cover and lists, and may lack half of the speech.
            scores.append((len(grams & mine) / min(len(grams), len(mine)), key))
    scores.sort(reverse=True)
    if not scores or scores[0][0] < _ENOUGH:
        return None
    if len(scores) > 1 and scores[0][0] < _MARGIN * scores[1][0]:
        return None
    return scores[0][1]


def _grams(text: str) -> list[str]:
    return [text[i : i + _GRAM] for i in range(len(text) - _GRAM + 1)]
