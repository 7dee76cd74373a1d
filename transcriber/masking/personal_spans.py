"""What the rules find: stretches of a conversation that hold personal data, each with the rule that found it."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Protocol

from transcriber.language.readings import Reader, Word
from transcriber.minutes.characters import hiragana
from transcriber.minutes.personal_data import PersonalKind

_MISHEARD = "聞き違い"
"""In the names of rules for what became other words."""

BREAK = "\n"
"""Between utterances: what is said in pieces is found over it."""

WORD_CHARACTER = r"[^、。？?！!「」\s]"
"""For the rules' regular expressions: a character of a word, and no mark."""

PART_BEGINS = r"(?:^|(?<=[、。？?！!「」 　\n]))"
"""For the rules' regular expressions: where a part of a sentence begins."""


@dataclass(frozen=True, order=True)
class PersonalSpan:
    """Personal data between two places of a conversation's text.

    Attributes:
        rule: the name of the rule that found it.
        role: what may stand in its place: 相談者の子; empty: its kind's label.
        parts: what within it is the thing itself, where answers (はい) stand between; empty: all of it.
    """

    start: int
    end: int
    kind: PersonalKind
    rule: str
    role: str = ""
    parts: tuple[tuple[int, int], ...] = ()

    @property
    def misheard(self) -> bool:
        """Whether other words than were said stand there, as the rule's name says."""
        return _MISHEARD in self.rule


class SaidText(Protocol):
    """Something that was said by somebody."""

    @property
    def text(self) -> str: ...
    @property
    def speaker(self) -> str | None: ...


class Conversation:
    """What was said, as one text; an index into it belongs to one utterance."""

    def __init__(self, said: Sequence[SaidText], reader: Reader) -> None:
        self.said = said
        self.text = BREAK.join(u.text.replace(BREAK, " ") for u in said)
        self.folded = "".join(map(_folded, self.text))
        """The same length, in half-width digits and Latin letters."""
        self.kana = hiragana(self.folded)
        self._begins = [0, *accumulate(len(u.text) + 1 for u in said)][: len(said)]
        self._reader = reader
        self._words: dict[int, tuple[Word, ...]] = {}
        self._sounds: dict[int, tuple[str, Mapping[int, Word]]] = {}

    def place(self, index: int) -> tuple[int, int]:
        """Which utterance an index belongs to, and the position in its text."""
        number = max(0, bisect_right(self._begins, index) - 1)
        return number, index - self._begins[number]

    def begin(self, utterance: int) -> int:
        """Where an utterance begins in the text."""
        return self._begins[utterance]

    def words(self, utterance: int) -> tuple[Word, ...]:
        """The words of an utterance, placed in the whole text."""
        if utterance not in self._words:
            first = self._begins[utterance]
            text = self.said[utterance].text.replace(BREAK, " ")
            self._words[utterance] = tuple(
                w._replace(start=w.start + first, end=w.end + first) for w in self._reader.words(text)
            )
        return self._words[utterance]

    def words_between(self, start: int, end: int) -> list[Word]:
        """The words of one utterance that lie between two places of the whole text, also in part."""
        return [w for w in self.words(self.place(start)[0]) if w.start < end and w.end > start]

    def sounding(self, pattern: re.Pattern[str], utterances: Iterable[int]) -> Iterator[tuple[int, int]]:
        """Where words sound like a pattern of hiragana, however they are written (形態 for 携帯): (from, up to), from a word's
        beginning."""
        for number in utterances:
            sound, begins = self._sound(number)
            for m in pattern.finditer(sound):
                if m.start() in begins:
                    last = max(at for at in begins if at < m.end())
                    yield begins[m.start()].start, begins[last].end

    def _sound(self, number: int) -> tuple[str, Mapping[int, Word]]:
        """An utterance as it is read, and where in that its words begin."""
        if number not in self._sounds:
            sound, begins = "", {}
            for word in self.words(number):
                begins[len(sound)] = word
                sound += word.kana or "\n"
            self._sounds[number] = sound, begins
        return self._sounds[number]

    def before(self, index: int, reach: int) -> str:
        """The folded text before an index, its nearest end last."""
        return self.folded[max(0, index - reach) : index]

    def after(self, index: int, reach: int) -> str:
        return self.folded[index : index + reach]

    def pieces(self, span: PersonalSpan) -> list[tuple[int, int, int]]:
        """A span as (utterance, from, up to), one for each utterance it lies in; what only parts them is left out."""
        found = []
        if span.parts:
            by_line: dict[int, list[int]] = {}
            for start, end in span.parts:
                by_line.setdefault(self.place(start)[0], []).extend((start, end))
            return [(n, min(at) - self._begins[n], max(at) - self._begins[n]) for n, at in by_line.items()]
        for part in re.finditer("[^\n]+", self.text[span.start : span.end]):
            number, start = self.place(span.start + part.start())
            inner = part[0].strip(" 　、。，")
            if inner:
                lead = part[0].index(inner)
                found.append((number, start + lead, start + lead + len(inner)))
        return found


def _folded(character: str) -> str:
    usual = unicodedata.normalize("NFKC", character)
    return usual if len(usual) == 1 and usual != BREAK else character
