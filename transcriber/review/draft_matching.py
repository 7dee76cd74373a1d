"""Which draft a returned file belongs to: by the identity inside it, else by what it says."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from transcriber.review.comparison import squeezed
from transcriber.review.returned_document import ReturnedDocument

_GRAM = 8
"""Characters in a row; two meetings share few such rows beyond set phrases."""

_ENOUGH = 0.25
"""Share of the returned text's rows that must be in the draft."""

_MARGIN = 1.5
"""How much better the best draft must be than the next."""

_STRANGER = 0.05
"""Share below which two texts have only set phrases in common."""


def shares(paper: ReturnedDocument, drafts: Iterable[tuple[int, str]]) -> dict[int, float]:
    """How much of each draft and the paper is the same, 0 to 1: of the smaller of both, since the paper also holds a cover and
    lists, and may lack half of the speech. A draft without text is left out.

    Args:
        drafts: (key, everything said in it).
    """
    grams = {g for line in paper.lines for g in _grams(line.text)}
    found = {}
    for key, text in drafts:
        mine = set(_grams(squeezed(text)))
        if grams and mine:
            found[key] = len(grams & mine) / min(len(grams), len(mine))
    return found


def best_share(found: Mapping[int, float]) -> int | None:
    """The draft whose text the paper holds, by its `shares`; None if none, or several alike."""
    scores = sorted(((share, key) for key, share in found.items()), reverse=True)
    if not scores or scores[0][0] < _ENOUGH:
        return None
    if len(scores) > 1 and scores[0][0] < _MARGIN * scores[1][0]:
        return None
    return scores[0][1]


def contradicts(found: Mapping[int, float], key: int) -> bool:
    """Whether the texts say that the paper is not of the draft `key`: they share next to nothing, or another shares more."""
    mine = found.get(key)
    if mine is None:
        return False
    return mine < _STRANGER or any(other > _MARGIN * mine for other in found.values())


def _grams(text: str) -> list[str]:
    return [text[i : i + _GRAM] for i in range(len(text) - _GRAM + 1)]
