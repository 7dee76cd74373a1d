"""What the sound says about a text: how well it is supported, how much of the speech it covers, what is suspicious in it.

Everything here is measured on one text and its sound; what to do about it is decided in audit.py.
"""

from __future__ import annotations

import math
import re
import zlib
from collections.abc import Iterator, Sequence
from enum import Enum, auto

from rapidfuzz.distance import Levenshtein

from transcriber.speech.recogniser import Character, Recognition
from transcriber.speech.speech_limits import SPEECH_LIMITS
from transcriber.speech.voice import Span, outside

_LOOP = re.compile(r"(.{4,}?)\1{2,}|(.{2,3}?)\2{4,}|(.)\3{7,}")
"""The same words again and again, in texts too short to compress."""

_TWICE = re.compile(r"(?=((.{5,})[、。？！]?\2))")
"""The same words twice in a row. Short ones (はい、はい, 異議なし、異議なし) are left alone: people do say them twice, and fast."""

_CLAUSE = re.compile("[^、。？！]+")
_COUNTS = re.compile("[0-9〇一二三四五六七八九十百千]")

_LONG, _NEARLY = 8, 0.75
"""Characters from which on, and share of them in which, two clauses are compared: they say nearly the same."""

_LASTS_EACH = {"mark": 0.1, "digit": 0.9, "kana": 0.2, "other": 0.45}
"""Seconds of speech that a piece of text can stand for, and each of its characters. What an alignment gives it beyond that is
speech without text: the alignment must put every frame somewhere, so the text before a lost sentence seems to last."""

_TAKES = {"mark": 0.0, "digit": 0.27, "kana": 0.13, "other": 0.24}
"""Seconds that a character usually takes: one or two morae of the eight that are said a second."""

_FEW = 3
"""Characters in a row over which speech and text are compared: where speech was left out, the alignment gives its time to the next one
to three."""


class Suspicion(Enum):
    """Why a text is recognised once more."""

    EMPTY = auto()
    UNSUPPORTED = auto()  # the sound does not say this
    LOOP = auto()  # it repeats itself
    SLOW = auto()  # too few characters for so much speech
    FAST = auto()  # too many
    HOLE = auto()  # speech inside that no character covers


def evidence(heard: Recognition, speech: Sequence[Span]) -> float:
    """How much speaks for this text (nats), to be compared between texts of the same sound only.

    Args:
        speech: the detected speech in it, on the same clock as the characters.
    """
    said = sum(math.log(max(c.probability, 1e-6)) + SPEECH_LIMITS.gain for c in heard.characters)
    return said - SPEECH_LIMITS.cost * sum(s.seconds for s in missing(heard.characters, speech))


def best(heard: Sequence[Recognition], speech: Sequence[Span]) -> Recognition:
    """The text with the most evidence; a loop only if there is nothing else."""
    # A loop's later rounds look well supported, because each predicts the next: so repetition weighs before support.
    return max(heard, key=lambda h: (not looping(h), evidence(h, speech)))


def looping(heard: Recognition) -> bool:
    """It says the same again and again, or twice where the sound has time for once."""
    once = heard.text
    for found in _LOOP.finditer(heard.text):
        unit = found[1] or found[2] or found[3]
        times, length = len(found[0]) // len(unit), len(unit)
        starts = range(found.start(), found.start() + length * times, length)
        if times > SPEECH_LIMITS.said_in_a_row or _no_time(heard, [(at, at + length) for at in starts]):
            return True
        once = once.replace(found[0], unit, 1)
    if doubled(heard):
        return True
    for found in _TWICE.finditer(once):
        once = once.replace(found[1], found[2], 1)
    return _compression(once) > SPEECH_LIMITS.repeating


def _compression(text: str) -> float:
    """Length over compressed length; above about 2.2 a text repeats itself."""
    raw = text.encode()
    return len(raw) / len(zlib.compress(raw)) if raw else 0.0


def doubled(heard: Recognition) -> bool:
    """A phrase stands twice in a row, and the sound has time for one: the alignment must put both somewhere, so what was never
    said gets a few frames. Who really repeats himself takes about the same time again."""
    if any(_no_time(heard, pair) for pair in _nearly_twice(heard.text)):
        return True
    found = [m.span(1) + m.span(2) for m in _TWICE.finditer(heard.text)]
    if not found:
        return False
    begin, end, _, until = max(found, key=lambda m: m[3] - m[2])
    length = until - begin
    return _no_time(heard, [(begin, begin + length), (end - length, end)])


def _nearly_twice(text: str) -> Iterator[tuple[tuple[int, int], tuple[int, int]]]:
    """Clauses that nearly say what the one before says: the same words, written otherwise the second time (物忘れ, もの忘れ)."""
    clauses = [m.span() for m in _CLAUSE.finditer(text)]
    for width in (1, 2):
        for i in range(len(clauses) - 2 * width + 1):
            first = (clauses[i][0], clauses[i + width - 1][1])
            second = (clauses[i + width][0], clauses[i + 2 * width - 1][1])
            said, again = text[slice(*first)], text[slice(*second)]
            alike = Levenshtein.normalized_similarity(said, again) >= _NEARLY
            if alike and min(len(said), len(again)) >= _LONG and _COUNTS.findall(said) == _COUNTS.findall(again):
                yield first, second


def _no_time(heard: Recognition, places: Sequence[tuple[int, int]]) -> bool:
    """The sound has no time for the same words in all of these places (characters of the text, from and to)."""
    owner = [c for c in heard.characters for _ in c.text]
    took = [owner[end - 1].end - owner[start].start for start, end in places]
    usual = sum(_usual(heard.text[start:end]) for start, end in places)
    return min(took) <= SPEECH_LIMITS.hurried * max(took) or usual > SPEECH_LIMITS.breathless * sum(took)


def suspicions(heard: Recognition, speech: Sequence[Span]) -> frozenset[Suspicion]:
    """What is suspicious about a text.

    Args:
        speech: the detected speech in the piece, on the same clock as the characters.
    """
    if not heard.characters:
        return frozenset({Suspicion.EMPTY})
    found = set()
    if heard.sound_log_probability < SPEECH_LIMITS.unsupported:
        found.add(Suspicion.UNSUPPORTED)
    if looping(heard):
        found.add(Suspicion.LOOP)
    seconds = sum(s.seconds for s in speech)
    if seconds >= SPEECH_LIMITS.enough_to_pace:
        pace = len(heard.text) / seconds
        if pace < SPEECH_LIMITS.slowest:
            found.add(Suspicion.SLOW)
        if pace > SPEECH_LIMITS.fastest:
            found.add(Suspicion.FAST)
    if missing(heard.characters, speech) or thin(heard.characters, speech):
        found.add(Suspicion.HOLE)
    return frozenset(found)


def missing(characters: Sequence[Character], speech: Sequence[Span]) -> list[Span]:
    """Stretches of speech longer than `SPEECH_LIMITS.least_gap` that no character stands for."""
    covered = []
    for c in characters:
        longest = _longest(c)
        if c.probability >= SPEECH_LIMITS.unheard or c.end - c.start <= longest:
            covered.append(Span(c.start - SPEECH_LIMITS.reach, min(c.end, c.start + longest) + SPEECH_LIMITS.reach))
    return outside(list(speech), covered, least=SPEECH_LIMITS.least_gap)


def thin(characters: Sequence[Character], speech: Sequence[Span]) -> list[Span]:
    """Stretches in which a few characters have the time of many, and one of them is hardly supported: something was left out there.

    Args:
        speech: the detected speech in the piece.
    """
    if not characters or not speech:
        return []
    starts = [min(speech[0].start, characters[0].start), *(c.start for c in characters[1:]), speech[-1].end]
    found: list[Span] = []
    for first in range(len(characters)):
        for last in range(first + 1, min(first + _FEW, len(characters)) + 1):
            some = characters[first:last]
            takes = sum(_usual(each.text) for each in some)
            inside = (min(s.end, starts[last]) - max(s.start, starts[first]) for s in speech)
            spoken = sum(seconds for seconds in inside if seconds > 0)
            # What comes after a lost word was not to be expected there: the alignment finds little support for it.
            support = min(c.probability for c in characters[first : last + 1])
            if spoken - takes > SPEECH_LIMITS.idle and support < SPEECH_LIMITS.unexpected:
                if found and starts[first] <= found[-1].end:
                    found[-1] = Span(found[-1].start, max(found[-1].end, starts[last]))
                else:
                    found.append(Span(starts[first], starts[last]))
    return found


def _usual(text: str) -> float:
    """Seconds that a text usually takes."""
    return sum(_TAKES[_kind(c)] for c in text)


def _longest(character: Character) -> float:
    return SPEECH_LIMITS.lasts + sum(_LASTS_EACH[_kind(c)] for c in character.text)


def _kind(c: str) -> str:
    if c.isdigit():
        return "digit"
    if "ぁ" <= c <= "ヿ":
        return "kana"
    return "other" if c.isalnum() else "mark"
