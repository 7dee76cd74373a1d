"""Learned words that the recogniser wrote once it was told of them: where they belong in what it heard first.

A recogniser that is told of words hears the rest of a sentence otherwise, too; sometimes better, sometimes worse. So it hears
for the first time without what was learned from corrections. Where a learned word might have been said it is told, and hears
again; and nothing is taken over of the second text but the words it was told of, each in the place of what sounds most like
it there, if the sound has nothing against it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from rapidfuzz.distance import Levenshtein

from transcriber.language import numbers, targets
from transcriber.language.correction import Corrector
from transcriber.language.correction_limits import CORRECTION_LIMITS
from transcriber.language.matching import Match, closest, without_inner_marks
from transcriber.language.readings import Reader
from transcriber.language.targets import Target
from transcriber.minutes.people import Roster
from transcriber.minutes.terms import Glossary


@dataclass(frozen=True)
class Recovered:
    """`after` in the place of the characters `start` to `end` of the first text.

    Attributes:
        ratio: how far they are apart by sound, per beat.
        word: what stands there is one word of the dictionary.
    """

    start: int
    end: int
    after: str
    ratio: float
    word: bool = False

    def believed(self, sound: float) -> bool:
        """Whether it is taken over. `sound`: how much likelier the text is with it, given the sound (log probability)."""
        if self.ratio <= CORRECTION_LIMITS.learned_same and not self.word:
            return sound >= CORRECTION_LIMITS.learned_same_costs
        return sound >= CORRECTION_LIMITS.learned_hardly + CORRECTION_LIMITS.learned_for_each * self.ratio


class Recovery:
    """Knows what was learned."""

    def __init__(self, roster: Roster, glossary: Glossary, reader: Reader) -> None:
        self._reader = reader
        self._glossary = glossary.learned()
        learned = roster.learned()
        self._targets = tuple(
            t for t in targets.known(learned, self._glossary, (), "", reader) if t.rule is not targets.ChangeReason.POST
        )
        self._corrector = Corrector(learned, self._glossary, reader=reader)
        self._misheard = targets.misheard(self._glossary)

    def __bool__(self) -> bool:
        return bool(self._targets)

    def possible(self, text: str, sure: Sequence[float]) -> bool:
        """Whether a learned word might have been said where `text` was heard.

        Args:
            sure: the probability of each character, given the sound.
        """
        if any(wrong in text for wrong in self._misheard):
            return True
        for target in self._targets:
            if target.text in text:
                continue
            match = closest(
                text, 0, len(text), target, self._reader, CORRECTION_LIMITS.learned_certain * len(target.morae)
            )
            if match is not None and match.ratio <= CORRECTION_LIMITS.learned_certain * (
                1 - min(sure[match.start : match.end])
            ):
                return True
        return False

    def recovered(self, first: str, told: Sequence[str]) -> list[Recovered]:
        """The learned words that were heard once the recogniser was told of them, and not at first.

        Args:
            told: what may have been said, the likeliest first; of two in one place the likelier counts.
        """
        found: list[Recovered] = []
        for text in told:
            found += [
                r for r in self._recovered(first, text) if all(r.start >= o.end or o.start >= r.end for o in found)
            ]
        return found

    def _recovered(self, first: str, told: str) -> list[Recovered]:
        told = self._corrector.correct(told).text  # nearly right is good enough here
        found: list[Recovered] = []
        for start, end, target in _learned_in(told, self._targets):
            (lo, hi), alone = _opposite(first, told, start, end)
            if hi <= lo or target.text in without_inner_marks(first[lo:hi]):
                continue
            most = CORRECTION_LIMITS.learned_most * len(target.morae)
            match = self._whole(first, lo, hi, target, most) if alone else None
            match = match or closest(first, lo, hi, target, self._reader, most)
            if match is not None and not self._corrector.completes(match, first):
                words = self._reader.words(first[match.start : match.end])
                word = len(words) == 1 and words[0].known
                found.append(Recovered(match.start, match.end, target.text, match.ratio, word))
        return found

    def _whole(self, text: str, start: int, end: int, target: Target, most: float) -> Match | None:
        """All of it, figures included: nothing else lies opposite to it (ニュース1 → 遊水池)."""
        match = closest(text, start, end, target, self._reader, most, whole=True)
        if match is None and any(c.isdigit() for c in text[start:end]):
            spoken = re.sub("[0-9]+", lambda m: numbers.kanji(Decimal(m[0])), text[start:end])
            match = closest(spoken, 0, len(spoken), target, self._reader, most, whole=True)
        return replace(match, start=start, end=end) if match else None


def _learned_in(told: str, learned: Sequence[Target]) -> Iterator[tuple[int, int, Target]]:
    """Where learned words stand, the longest first where one holds another."""
    by_text = {t.text: t for t in learned}
    if by_text:
        for match in re.finditer("|".join(map(re.escape, sorted(by_text, key=len, reverse=True))), told):
            yield match.start(), match.end(), by_text[match[0]]


def _opposite(first: str, told: str, start: int, end: int) -> tuple[tuple[int, int], bool]:
    """The stretch of `first` between what both texts have before `start` and after `end` of `told`; and whether nothing else of
    `told` lies opposite to it."""
    lo, hi, before, after = 0, len(first), 0, len(told)
    for block in Levenshtein.opcodes(first, told).as_matching_blocks():
        if block.size and block.b < start:
            size = min(block.size, start - block.b)
            lo, before = block.a + size, block.b + size
        if block.size and block.b + block.size > end:
            skipped = max(0, end - block.b)
            hi, after = block.a + skipped, block.b + skipped
            break
    return (lo, hi), (before, after) == (start, end)
