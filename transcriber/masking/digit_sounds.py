"""Where what was said sounds like digits read out one by one, however the recogniser wrote it: 736993563にエナナさん, 3にいながさん, 急後奈々.

By itself such a stretch proves little (さん, に and ご are in every sentence): misheard_number_rules.py asks where it stands.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from transcriber.language.readings import Reader, Word

_FORMS = (
    ("ぜろ", "れい", "まる")
    + ("いち", "いーち")
    + ("に", "にい", "にー")
    + ("さん",)
    + ("よん", "よ", "よー", "し", "しー")
    + ("ご", "ごう", "ごー", "ごお")
    + ("ろく",)
    + ("なな", "しち")
    + ("はち",)
    + ("きゅう", "きゅー", "く", "くー")
)
_DIGITS = re.compile(f"(?:{'|'.join(sorted(_FORMS, key=len, reverse=True))})+")
_OTHER = "×"
"""For a kana of a word in kanji that sounds like something else as a whole: the いち of 一度 is no digit."""

_SPOKEN = ("ぜろ", "いち", "にい", "さん", "よん", "ごう", "ろく", "なな", "はち", "きゅう")
_KANJI = "〇一二三四五六七八九"
_CLEAR, _SHORT, _NEAR, _STRANGE = 1.0, 0.3, -0.4, -1.2
"""What a kana counts: of a digit's sound, of a sound that is also a particle; a whole sound with one other kana; a kana of none."""


@dataclass(frozen=True)
class DigitSound:
    """A stretch that sounds like digits, in characters of the text the words are of.

    Attributes:
        digits: how many; what only sounds nearly like one (なが for なな) counts for none.
        clear: how many of them are written as digits or sound like nothing else (not に, ご).
        share: of its kana that belong to digits, 0 to 1.
    """

    start: int
    end: int
    digits: int
    clear: int
    share: float


@dataclass(frozen=True)
class _Best:
    """The best stretch that ends at a place: where it begins, its score, its digits and how many kana are theirs."""

    score: float = 0.0
    start: int = -1
    digits: int = 0
    clear: int = 0
    kana: int = 0


def digit_sounds(words: Sequence[Word], reader: Reader, least: int) -> Iterator[DigitSound]:
    """Stretches of at least so many digits, in order, without overlaps."""
    run: list[Word] = []
    for word in words:
        if _sound(word, reader):
            run.append(word)
        elif word.surface not in "、, ・-−ー　":
            yield from _in_run(run, reader, least)
            run = []
    yield from _in_run(run, reader, least)


def _in_run(words: Sequence[Word], reader: Reader, least: int) -> Iterator[DigitSound]:
    """The best stretch among words with nothing but commas between, and those before and behind it."""
    sound, places, written = "", [], []
    for word in words:
        for kana, start, end, digit in _sound(word, reader):
            sound += kana
            places += [(start, end)] * len(kana)
            written += [digit] * len(kana)
    best, at = _best_end(sound, written)
    if best.start < 0 or best.digits < least:
        return
    first, last = places[best.start][0], places[at - 1][1]
    yield from _in_run([w for w in words if w.end <= first], reader, least)
    yield DigitSound(first, last, best.digits, best.clear, best.kana / (at - best.start))
    yield from _in_run([w for w in words if w.start >= last], reader, least)


def _best_end(sound: str, written: Sequence[bool]) -> tuple[_Best, int]:
    """The stretch with the highest score, and where it ends."""
    ends = [_Best()] * (len(sound) + 1)
    best, at = _Best(), 0
    for end in range(1, len(sound) + 1):
        found = _Best()
        if ends[end - 1].start >= 0:
            before = ends[end - 1]
            found = _Best(before.score + _STRANGE, before.start, before.digits, before.clear, before.kana)
        for size in (1, 2, 3):
            start = end - size
            value = _value(sound[start:end]) if start >= 0 else 0.0
            if value == 0:
                continue
            before = ends[start]
            clear = value >= _CLEAR * 2 or written[start]
            score = before.score + (value if not written[start] else max(value, 2.0))
            if score > found.score:
                first = before.start if before.start >= 0 else start
                exact = value > 0
                kana = before.kana + size * exact
                found = _Best(score, first, before.digits + exact, before.clear + clear, kana)
        ends[end] = found if found.score > 0 else _Best()
        if ends[end].score > best.score:
            best, at = ends[end], end
    return best, at


@cache
def _value(sound: str) -> float:
    """What a sound counts as one digit; 0: it is none."""
    if sound in _FORMS:
        return len(sound) * _CLEAR if len(sound) > 1 else _SHORT
    if len(sound) < 2:
        return 0.0
    near = any(len(f) == len(sound) and sum(a != b for a, b in zip(f, sound, strict=True)) == 1 for f in _FORMS)
    return _NEAR if near else 0.0


def _sound(word: Word, reader: Reader) -> list[tuple[str, int, int, bool]]:
    """A word's sound with its place, and whether it is written as a digit; character by character where that is known."""
    if all(c.isdecimal() or c in _KANJI for c in word.surface):
        digits = [int(c) if c.isdecimal() else _KANJI.index(c) for c in word.surface]
        return [(_SPOKEN[d], word.start + i, word.start + i + 1, True) for i, d in enumerate(digits)]
    if len(word.kana) == len(word.surface):
        return [(kana, word.start + i, word.start + i + 1, False) for i, kana in enumerate(word.kana)]
    kana = _like_a_digit(word, reader)
    return [(kana if _DIGITS.fullmatch(kana) else _OTHER * len(kana), word.start, word.end, False)] if kana else []


def _like_a_digit(word: Word, reader: Reader) -> str:
    """The reading of a word, one that is a digit's before others: 後 is ご here."""
    if len(word.surface) == 1:
        for edge in reader.edges_of(word):
            kana = "".join(edge.morae).replace("ごー", "ごう").replace("きゅー", "きゅう")
            if kana in _FORMS:
                return kana
    return word.kana
