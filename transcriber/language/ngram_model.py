"""A language model of meetings: how likely each word is behind the two before it (trigrams, interpolated Kneser-Ney with back-off).

It knows what no recogniser of one family can tell by itself: what is said in councils and their committees. It was counted in public
minutes (scripts/build_ngrams, data/ngrams.npz; where from: NOTICE); people, places and numbers are one word each, so it holds nobody's name.

Method: Chen and Goodman, "An empirical study of smoothing techniques for language modeling" (1999); what adds little is left out after
Seymore and Rosenfeld, "Scalable backoff language models" (1996).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from sudachipy import Dictionary, SplitMode

BORDER, NUMBER, PERSON, PLACE, UNKNOWN = range(5)
"""Numbers of what is no word of its own: the border of a sentence, and what many words are counted as."""

FIRST_WORD = 5
"""Number of the first word."""

PARTS_OF_NAT = 16
"""Parts of a nat in which what is stored is measured."""

NGRAMS_FILE = "ngrams.npz"

_NUMERAL = re.compile("[0-9〇一二三四五六七八九十百千万億]+")
_ENDS = frozenset("。？！?!")

_KINDS = {"人名": PERSON, "地名": PLACE}

_ONE_OF_MANY = {NUMBER: 1.5, PERSON: 6.0, PLACE: 5.0}
"""Nats that a number, name or place costs beside being one: there are many."""

_UNKNOWN_COSTS, _EACH_LETTER = 6.0, 1.5
"""Nats of a word that is not among those that are known, and of each of its letters."""


class CountedWord(NamedTuple):
    """A word as the model counts it.

    Attributes:
        text: as the analyser cuts it (NFKC); empty for a number, and at the border of a sentence.
        kind: BORDER, NUMBER, PERSON, PLACE, or UNKNOWN where the word itself decides.
        start, end: where it stands in the NFKC form of the text.
        kana: how it is read, in katakana; empty for a number.
    """

    text: str
    kind: int
    start: int
    end: int
    kana: str = ""

    @property
    def letters(self) -> int:
        """Of it; none at a border."""
        return 0 if self.kind == BORDER else self.end - self.start


class Surprise(NamedTuple):
    """How unexpected a word is where it stands.

    Attributes:
        start, end: where it stands in the NFKC form of the text.
        nats: minus the logarithm of its probability.
    """

    start: int
    end: int
    nats: float


@dataclass(frozen=True)
class NgramTables:
    """What was counted. Nats are negative logarithms in steps of 1/PARTS_OF_NAT.

    Attributes:
        words: word → its number, FIRST_WORD or more.
        one, one_back: nats of each word by itself; nats of what is left for words that never followed it.
        two_from: where the pairs that begin with a word begin, one more than there are words.
        two, two_nats, two_back: second words in order, nats of the second behind the first, and what is left behind both.
        three_from: where the triples that begin with a pair begin, one more than there are pairs.
        three, three_nats: third words in order, and their nats.
    """

    words: Mapping[str, int]
    one: npt.NDArray[np.uint8]
    one_back: npt.NDArray[np.uint8]
    two_from: npt.NDArray[np.uint32]
    two: npt.NDArray[np.uint16]
    two_nats: npt.NDArray[np.uint8]
    two_back: npt.NDArray[np.uint8]
    three_from: npt.NDArray[np.uint32]
    three: npt.NDArray[np.uint16]
    three_nats: npt.NDArray[np.uint8]


class WordCutter:
    """Cuts text into the words that are counted. Not for several threads at once."""

    def __init__(self, dictionary: Dictionary) -> None:
        self._tokenizer = dictionary.tokenizer(mode=SplitMode.A)

    def words(self, text: str) -> Iterator[CountedWord]:
        """The words of `text` in order; marks are left out but for those that end a sentence."""
        number, end = 0, 0
        for word in self._tokenizer.tokenize(unicodedata.normalize("NFKC", text)):
            surface, part = word.surface(), word.part_of_speech()
            start, end = end, end + len(surface)
            if part[1] == "数詞" or _NUMERAL.fullmatch(surface):
                number += len(surface)
                continue
            if number:
                yield CountedWord("", NUMBER, start - number, start)
                number = 0
            if part[0] in ("補助記号", "空白"):
                if surface[:1] in _ENDS:
                    yield CountedWord("", BORDER, start, end)
            elif surface:
                kind = _KINDS.get(part[2], UNKNOWN)
                yield CountedWord(surface, kind, start, end, word.reading_form())
        if number:
            yield CountedWord("", NUMBER, end - number, end)


class NgramModel:
    """Says how expected text is. Not for several threads at once."""

    def __init__(self, tables: NgramTables, dictionary: Dictionary) -> None:
        self._t = tables
        self._cutter = WordCutter(dictionary)
        self._written = tuple(tables.words)

    def surprises(self, text: str, before: str = "", told: str = "") -> list[Surprise]:
        """Each word of `text`, in order.

        Args:
            before: what was said before it; two words of it matter.
            told: what the office knows: a word of it costs no more than a name.
        """
        first, second = [BORDER, BORDER, *(self.number(w) for w in self.words(before))][-2:]
        found = []
        for word in self.words(text):
            number = self.number(word)
            if number != BORDER:
                nats = self.nats(first, second, number) + self.more(word, told)
                found.append(Surprise(word.start, word.end, nats))
            first, second = second, number
        return found

    def words(self, text: str) -> Iterator[CountedWord]:
        """The words of `text` as they are counted."""
        return self._cutter.words(text)

    def number(self, word: CountedWord) -> int:
        """What it is counted as."""
        return self._t.words.get(word.text, UNKNOWN) if word.kind == UNKNOWN else word.kind

    def written(self, number: int) -> str:
        """A word by its number; empty where it is none of its own."""
        return self._written[number - FIRST_WORD] if number >= FIRST_WORD else ""

    def more(self, word: CountedWord, told: str) -> float:
        """Nats that a word costs beside what it is counted as. Args: told: as of `surprises`."""
        number = self.number(word)
        if number != UNKNOWN:
            return _ONE_OF_MANY.get(number, 0.0)
        if word.letters > 1 and word.text in told:
            return _ONE_OF_MANY[PERSON]
        return _UNKNOWN_COSTS + _EACH_LETTER * word.letters

    def nats(self, first: int, second: int, third: int) -> float:
        """Of a word behind two others, by their numbers."""
        t = self._t
        pair = _place(t.two, int(t.two_from[first]), int(t.two_from[first + 1]), second)
        back = 0
        if pair is not None:
            triple = _place(t.three, int(t.three_from[pair]), int(t.three_from[pair + 1]), third)
            if triple is not None:
                return float(t.three_nats[triple]) / PARTS_OF_NAT
            back = int(t.two_back[pair])
        pair = _place(t.two, int(t.two_from[second]), int(t.two_from[second + 1]), third)
        if pair is not None:
            return (back + int(t.two_nats[pair])) / PARTS_OF_NAT
        return (back + int(t.one_back[second]) + int(t.one[third])) / PARTS_OF_NAT


@cache
def shipped_tables() -> NgramTables:
    """Those that lie beside this module, read once a process (some 0.1 s)."""
    with resources.as_file(resources.files(__package__).joinpath(f"data/{NGRAMS_FILE}")) as path:
        return read_tables(path)


def read_tables(path: Path) -> NgramTables:
    """Those that scripts/build_ngrams wrote."""
    with np.load(path) as stored:
        arrays = {name: stored[name] for name in stored.files}
    written = arrays.pop("words").tobytes().decode("utf-8").split("\n")
    words = {word: FIRST_WORD + i for i, word in enumerate(written)}
    starts = {
        name: np.concatenate(([0], np.cumsum(arrays.pop(f"{name}_sizes"), dtype=np.uint32)))
        for name in ("two", "three")
    }
    return NgramTables(words, two_from=starts["two"], three_from=starts["three"], **arrays)


def _place(numbers: npt.NDArray[np.uint16], start: int, end: int, wanted: int) -> int | None:
    """Where `wanted` stands in the ordered part `start` to `end`."""
    at = start + int(np.searchsorted(numbers[start:end], np.uint16(wanted)))
    return at if at < end and numbers[at] == wanted else None
