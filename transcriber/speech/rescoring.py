"""Which of the beam's texts is the best Japanese.

The embedded model writes characters that make no word (長中学校 for 小中学校, 消費学 for 所要額) almost as readily as those that do,
and the next text of its beam often has the word. A morphological analyser knows words: what it charges for a text is added to
the recogniser's own score (n-best rescoring, as with any language model of one's own).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

_SHARE = 0.0002
"""Nats for each unit of the analyser's cost."""

_EACH = 1200
"""Cost that one more character may have without making a text worse: a text is not better for having left something out."""

_APART = 2
"""Characters by which a text may be longer or shorter than the likeliest one: what is missing is the audit's business."""


@dataclass(frozen=True)
class Rescorer:
    """Puts the best text first.

    Args:
        cost: the analyser's cost of a text, lower for better Japanese (language.readings.Reader.cost).
    """

    cost: Callable[[str], int]

    def order(self, texts: Sequence[str], log_probabilities: Sequence[float]) -> list[int]:
        """Indices of `texts`, the best one first, the others as they stand.

        Args:
            texts: the likeliest first.
            log_probabilities: of each whole text.
        """
        size = _letters(texts[0]) if texts else 0
        rivals = [i for i, text in enumerate(texts) if abs(_letters(text) - size) <= _APART]
        if len({texts[i] for i in rivals}) < 2:
            return list(range(len(texts)))
        best = max(rivals, key=lambda i: log_probabilities[i] - self.against(texts[i]))
        return [best, *(i for i in range(len(texts)) if i != best)]

    def against(self, text: str) -> float:
        """What counts against a text as Japanese (nats), whatever its length."""
        return _SHARE * (self.cost(text) - _EACH * _letters(text))


def _letters(text: str) -> int:
    return sum(c.isalnum() for c in text)
