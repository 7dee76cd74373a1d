"""Which of the beam's texts is the likeliest in a meeting.

The embedded model writes characters that make no word (長中学校 for 小中学校, 消費学 for 所要額) almost as readily as those that do,
and the next text of its beam often has the word. A language model of meetings knows which words follow each other: what it charges for a
text is added to the recogniser's own score (n-best rescoring).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from transcriber.language.similar_words import SimilarWord

_SHARE = 0.4
"""Of the nats that the language model charges. From 0.2 to 0.7 nearly the same (docs/benchmarks.md)."""

_EACH = 2.0
"""Nats that one more character may cost without making a text worse: a text is not better for having left something out."""

_APART = 2
"""Characters by which a text may be longer or shorter than the likeliest one: what is missing is the audit's business."""


@dataclass(frozen=True)
class Rescorer:
    """Puts the best text first.

    Args:
        unexpected: how many nats a text is unexpected in a meeting of which something is told (language.readings.Reader.unexpected).
        similar: what may have been said in the place of something in a text (language.similar_words).
    """

    unexpected: Callable[[str, str], float]
    similar: Callable[[str, str], Sequence[SimilarWord]] = lambda text, told: ()

    def order(self, texts: Sequence[str], log_probabilities: Sequence[float], told: str) -> list[int]:
        """Indices of `texts`, the best one first, the others as they stand.

        Args:
            texts: the likeliest first.
            log_probabilities: of each whole text.
            told: what the office knows; its words are expected.
        """
        size = _letters(texts[0]) if texts else 0
        rivals = [i for i, text in enumerate(texts) if abs(_letters(text) - size) <= _APART]
        if len({texts[i] for i in rivals}) < 2:
            return list(range(len(texts)))
        best = max(rivals, key=lambda i: log_probabilities[i] - _SHARE * self.against(texts[i], told))
        return [best, *(i for i in range(len(texts)) if i != best)]

    def against(self, text: str, told: str) -> float:
        """What counts against a text in a meeting (nats), whatever its length."""
        return self.unexpected(text, told) - _EACH * _letters(text)


def _letters(text: str) -> int:
    return sum(c.isalnum() for c in text)
