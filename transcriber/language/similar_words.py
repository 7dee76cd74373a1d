"""Words of meetings that sound like what was heard, and are said there far more often: 物価高騰 for 豚高等, 事業 for 授業.

A recogniser writes what it has seen most, whatever the meeting is about. The language model of meetings (ngram_model.py) tells where words do
not belong together; here one or two of its words are found that sound the same there, or nearly, and belong. They are proposed only: whoever
asks lets the sound decide. No vote, no negation, no title and nothing that weighs on somebody is written because it is often said.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from sudachipy import Dictionary

from transcriber.language.heard_words import turning_words
from transcriber.language.ngram_model import BORDER, NUMBER, PERSON, PLACE, CountedWord, NgramModel, shipped_tables
from transcriber.language.risk_words import holds_risk_word
from transcriber.language.word_sounds import WordSounds, shipped_sounds
from transcriber.minutes import posts

LEAST_BEATS = 3
"""Beats of what is replaced and of what replaces it: shorter sounds are those of too many words."""

_LONG = 6
"""Beats from which on two may differ."""

_MOST_WORDS = 4
"""Words that give way together."""

_EACH_BEAT = 8.0
"""Nats by which one more beat that differs must be outweighed."""

_TITLE = re.compile(posts.any_title())
_ADDRESSED = re.compile(posts.any_title(polite=True))
"""Behind somebody's name, or the name of an office: who that is nobody tells by what is often said."""

_KEPT = (BORDER, NUMBER, PERSON, PLACE)
"""What never gives way: who and where is not told by what is often said, and masking looks for it."""

_FOR_A_PLACE = 3
"""Proposals of which parts may give way to each other."""

_REMEMBERED = 4096
"""Sounds of which is kept what is near them: the words of one meeting come again and again."""

_LEAST_GAIN = 4.0
"""Nats that a proposal must win beside that."""

_EACH_LETTER = 2.0
"""Nats that a letter may cost: a shorter text is no better for it."""


class SimilarWord(NamedTuple):
    """`text` in the place of the characters `start` to `end`.

    Attributes:
        gain: nats by which it is likelier there in a meeting.
        apart: beats in which the sounds differ.
    """

    start: int
    end: int
    text: str
    gain: float
    apart: int


class SimilarWords:
    """Finds them. Not for several threads at once."""

    def __init__(self, model: NgramModel, sounds: WordSounds) -> None:
        self._model = model
        self._sounds = sounds
        self._near = lru_cache(_REMEMBERED)(lambda heard, apart: tuple(sounds.near(heard, apart)))

    def proposals(self, text: str, told: str = "") -> list[SimilarWord]:
        """What may have been said in the place of something in `text`; the likeliest first, and few for one place.

        Args:
            told: what the office knows; its words are expected.
        """
        text = "".join(c if len(folded := unicodedata.normalize("NFKC", c)) != 1 else folded for c in text)
        if unicodedata.normalize("NFKC", text) != text:
            return []  # places would differ
        found = sorted(self._every(text, told), key=lambda p: p.apart * _EACH_BEAT - p.gain)
        taken: list[SimilarWord] = []
        for one in found:
            if sum(one.start < t.end and t.start < one.end for t in taken) < _FOR_A_PLACE:
                taken.append(one)
        return taken

    def _every(self, text: str, told: str) -> Iterator[SimilarWord]:
        words = list(self._model.words(text))
        numbers = [self._model.number(w) for w in words]
        extra = [self._model.more(w, told) for w in words]
        for first in range(len(words)):
            before = (BORDER, BORDER, *numbers[max(0, first - 2) : first])[-2:]
            for last in range(first + 1, min(first + _MOST_WORDS, len(words)) + 1):
                word = words[last - 1]
                if word.kind in _KEPT or (last - 1 > first and words[last - 2].end != word.start):
                    break
                behind = numbers[last : last + 2]
                now = self._cost((*before, *numbers[first:last], *behind)) + sum(extra[first:last])
                yield from self._of(text, words[first:last], before, behind, now)

    def _of(
        self, text: str, words: Sequence[CountedWord], before: Sequence[int], behind: Sequence[int], now: float
    ) -> Iterator[SimilarWord]:
        """Instead of these words. Args: now: nats of them and of the two behind."""
        heard = self._sounds.beats("".join(w.kana for w in words))
        allowed = int((now - _LEAST_GAIN) / _EACH_BEAT)  # none is likelier than sure
        apart = min(1 if len(heard) < _LONG else 2, allowed)
        if len(heard) < LEAST_BEATS or apart < 0:
            return
        start, end = words[0].start, words[-1].end
        if _ADDRESSED.match(text, end):
            return
        written = text[start:end]
        for distance, numbers in self._near(heard, apart):
            new = "".join(map(self._model.written, numbers))
            if _polite(new) == _polite(written) or _turned(new) != _turned(written):
                continue
            if _TITLE.search(written) or _TITLE.search(new) or holds_risk_word(new):
                continue
            gain = now - self._cost((*before, *numbers, *behind)) - _EACH_LETTER * (len(written) - len(new))
            if gain - _EACH_BEAT * distance > _LEAST_GAIN:
                yield SimilarWord(start, end, new, round(gain, 2), distance)

    def _cost(self, numbers: Sequence[int]) -> float:
        """Of all words but the first two."""
        return sum(self._model.nats(*numbers[i - 2 : i + 1]) for i in range(2, len(numbers)))


def _polite(text: str) -> str:
    """御説明 and ご説明 are one: which of them is an office's own way."""
    return f"御{text[1:]}" if text[:1] in ("御", "ご", "お") else text


def _turned(text: str) -> list[str]:
    """Words by which a sentence would say the opposite; 認めます is how a chair says that nobody objects."""
    return [word for word in turning_words(text) if word != "認め"]


@cache
def shipped_similar_words() -> SimilarWords:
    """Those of the shipped model, read once a process."""
    return SimilarWords(NgramModel(shipped_tables(), Dictionary()), shipped_sounds())
