"""How far two beats of speech are apart, as Whisper confuses them. 0 is the same sound, 1 another one altogether.

The figures are ranks, not measurements: voicing and length go first, then neighbours in the mouth, then everything else.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

_CONSONANTS = {
    "k": "かきくけこゕゖ",
    "g": "がぎぐげご",
    "s": "さしすせそ",
    "z": "ざじずぜぞぢづ",
    "t": "たちつてと",
    "d": "だでど",
    "n": "なにぬねの",
    "h": "はひふへほ",
    "b": "ばびぶべぼゔ",
    "p": "ぱぴぷぺぽ",
    "m": "まみむめも",
    "y": "やゆよ",
    "r": "らりるれろ",
    "w": "わゎゐゑを",
    "": "あいうえおぁぃぅぇぉゃゅょ",
}
_CONSONANT = {kana: consonant for consonant, row in _CONSONANTS.items() for kana in row}
_VOWELS = {
    "a": "あかがさざただなはばぱまやらわゃぁゎゕ",
    "i": "いきぎしじちぢにひびぴみりぃゐ",
    "u": "うくぐすずつづぬふぶぷむゆるゅぅゔ",
    "e": "えけげせぜてでねへべぺめれぇゑゖ",
    "o": "おこごそぞとどのほぼぽもよろをょぉ",
}
_VOWEL = {kana: vowel for vowel, row in _VOWELS.items() for kana in row}

_VOICING, _NEAR, _FAR = 0.3, 0.45, 0.8
_VOICED = ("kg", "sz", "td", "hb", "pb", "hp")
_NEIGHBOURS = ("mn", "rd", "rn", "sh", "ts", "tk", "pt", "pk", "gn", "bm", "zd", "kh", "zt", "y", "w", "h")
_NEAR_VOWELS = ("ie", "ou", "ui")

_LONG, _DOUBLE, _NASAL, _VOWEL_ONLY = 0.25, 0.3, 0.5, 0.6
_GLIDE = 0.3


@cache
def classes(mora: str) -> str:
    """A coarse key: voicing and glides folded away; empty for ー, っ and ん, which come and go."""
    if mora[0] not in _CONSONANT:
        return ""
    consonant = _CONSONANT[mora[0]]
    for voiced in ("kg", "sz", "td"):
        if consonant == voiced[1]:
            consonant = voiced[0]
    if consonant in ("b", "p"):
        consonant = "h"
    return consonant + _VOWEL[mora[-1]]


@cache
def loss(mora: str) -> float:
    """What it costs that `mora` stands on one side only."""
    if mora == "ー":
        return _LONG
    if mora == "っ":
        return _DOUBLE
    if mora == "ん":
        return _NASAL
    return _VOWEL_ONLY if mora in "あいうえお" else 1.0


@cache
def distance(one: str, other: str) -> float:
    """What it costs that `one` stands for `other`; symmetric."""
    if one == other:
        return 0.0
    if one in "ーっん" or other in "ーっん":
        return _special(*sorted((one, other)))
    consonants = _between(_CONSONANT[one[0]], _CONSONANT[other[0]])
    vowels = _between_vowels(_VOWEL[one[-1]], _VOWEL[other[-1]])
    glides = _GLIDE if (len(one) > 1) != (len(other) > 1) and one[0] != other[0] or len(one) != len(other) else 0.0
    return min(1.0, consonants + vowels + glides)


class Table:
    """Rows of the edit distance between a text, read beat by beat, and one word; cells beyond `most` are not kept.

    A row maps the beats of the word read so far to the cost; an empty one means that the word is out of reach.
    """

    def __init__(self, word: Sequence[str], most: float) -> None:
        self.word = tuple(word)
        self.most = most
        self._losses = tuple(loss(m) for m in word)
        self._distances: dict[str, tuple[float, ...]] = {}

    def first(self) -> dict[int, float]:
        """The row before any beat of the text."""
        return self._with_left_out({0: 0.0})

    def after(self, row: dict[int, float], beat: str) -> dict[int, float]:
        """The row after one more beat of the text."""
        distances = self._distances.get(beat)
        if distances is None:
            distances = self._distances[beat] = tuple(distance(beat, m) for m in self.word)
        extra, most, size = loss(beat), self.most, len(self.word)
        new: dict[int, float] = {}
        for read, cost in row.items():
            stayed = cost + extra
            if stayed <= most and stayed < new.get(read, most + 1):
                new[read] = stayed
            if read < size:
                moved = cost + distances[read]
                if moved <= most and moved < new.get(read + 1, most + 1):
                    new[read + 1] = moved
        return self._with_left_out(new) if new else new

    def _with_left_out(self, row: dict[int, float]) -> dict[int, float]:
        """Beats of the word may be missing in the text."""
        for start in sorted(row):
            read, cost = start, row[start]
            while read < len(self.word):
                cost += self._losses[read]
                read += 1
                if cost > self.most or cost >= row.get(read, self.most + 1):
                    break
                row[read] = cost
        return row


def _between(one: str, other: str) -> float:
    if one == other:
        return 0.0
    pair = {one, other} - {""}
    if any(pair == set(v) for v in _VOICED):
        return _VOICING
    return _NEAR if any(pair == set(n) for n in _NEIGHBOURS) else _FAR


def _between_vowels(one: str, other: str) -> float:
    if one == other:
        return 0.0
    return _NEAR if any({one, other} == set(n) for n in _NEAR_VOWELS) else 0.7


def _special(one: str, other: str) -> float:
    pair = {one, other}
    if pair == {"っ", "つ"}:
        return 0.1
    if "ー" in pair and pair & set("あいうえお"):
        return 0.1
    if "ん" in pair and pair & set("むぬうー"):
        return 0.5
    return 0.9
