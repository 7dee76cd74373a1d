"""What the sound says about a text: how well it is supported, how much of the speech it covers, what is suspicious in it.

Everything here is measured on one text and its sound; what to do about it is decided in audit.py.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from enum import Enum, auto

from transcriber.speech.recogniser import Character, Heard
from transcriber.speech.voice import Span, outside

UNSUPPORTED = -1.4
"""Mean log probability given the sound, below which a text is not believed. Right texts lie above −1.0, echoes of the
prompt below −3 (docs/benchmarks.md)."""

REPEATING = 2.2
"""Compression ratio of a text that repeats itself; OpenAI's threshold is 2.4, for longer texts."""

_LOOP = re.compile(r"(.{4,}?)\1{2,}|(.{2,3}?)\2{4,}|(.)\3{7,}")
"""The same words again and again, in texts too short to compress."""

SLOWEST = 2.0
FASTEST = 13.0
"""Characters per second of detected speech outside of which something is missing or invented. Japanese minutes hold 4 to 9."""

_ENOUGH_TO_PACE = 2.0
"""Seconds of speech below which characters per second mean nothing: はい takes its time."""

GAIN = 0.4
"""What one more character is worth, in nats, when two texts of the same sound are compared."""

COST = 8.0
"""What a second of speech without text costs, in nats: otherwise the shorter text wins, which is the one that lost a sentence."""

LEAST_GAP = 0.5
"""Seconds of uncovered speech that count as missing: less is the edge of a syllable."""

REACH = 0.2
"""Seconds that a character covers beyond its own time: alignments begin late and end early by about this much."""

_LASTS = 0.2
_LASTS_EACH = {"mark": 0.1, "digit": 0.9, "kana": 0.2, "other": 0.45}
"""Seconds of speech that a piece of text can stand for, and each of its characters. What an alignment gives it beyond that is
speech without text: the alignment must put every frame somewhere, so the text before a lost sentence seems to last."""

_UNHEARD = 0.2
"""Probability below which a text that lasts too long covers nothing: it stands where something else was said."""


class Suspicion(Enum):
    """Why a text is recognised once more."""

    EMPTY = auto()
    UNSUPPORTED = auto()  # the sound does not say this
    LOOP = auto()  # it repeats itself
    SLOW = auto()  # too few characters for so much speech
    FAST = auto()  # too many
    HOLE = auto()  # speech inside that no character covers


def evidence(heard: Heard, speech: Sequence[Span]) -> float:
    """How much speaks for this text (nats), to be compared between texts of the same sound only.

    Args:
        speech: the detected speech in it, on the same clock as the characters.
    """
    said = sum(math.log(max(c.probability, 1e-6)) + GAIN for c in heard.characters)
    return said - COST * sum(s.seconds for s in missing(heard.characters, speech))


def best(heard: Sequence[Heard], speech: Sequence[Span]) -> Heard:
    """The text with the most evidence; a loop only if there is nothing else."""
    # A loop's later rounds look well supported, because each predicts the next: so repetition weighs before support.
    return max(heard, key=lambda h: (not looping(h), evidence(h, speech)))


def looping(heard: Heard) -> bool:
    """It says the same again and again."""
    return heard.compression > REPEATING or _LOOP.search(heard.text) is not None


def suspicions(heard: Heard, speech: Sequence[Span]) -> frozenset[Suspicion]:
    """What is suspicious about a text.

    Args:
        speech: the detected speech in the piece, on the same clock as the characters.
    """
    if not heard.characters:
        return frozenset({Suspicion.EMPTY})
    found = set()
    if heard.sound_log_probability < UNSUPPORTED:
        found.add(Suspicion.UNSUPPORTED)
    if looping(heard):
        found.add(Suspicion.LOOP)
    seconds = sum(s.seconds for s in speech)
    if seconds >= _ENOUGH_TO_PACE:
        pace = len(heard.text) / seconds
        if pace < SLOWEST:
            found.add(Suspicion.SLOW)
        if pace > FASTEST:
            found.add(Suspicion.FAST)
    if missing(heard.characters, speech):
        found.add(Suspicion.HOLE)
    return frozenset(found)


def missing(characters: Sequence[Character], speech: Sequence[Span]) -> list[Span]:
    """Stretches of speech longer than `LEAST_GAP` that no character stands for."""
    covered = []
    for c in characters:
        longest = _longest(c)
        if c.probability >= _UNHEARD or c.end - c.start <= longest:
            covered.append(Span(c.start - REACH, min(c.end, c.start + longest) + REACH))
    return outside(list(speech), covered, least=LEAST_GAP)


def _longest(character: Character) -> float:
    return _LASTS + sum(_LASTS_EACH[_kind(c)] for c in character.text)


def _kind(c: str) -> str:
    if c.isdigit():
        return "digit"
    if "ぁ" <= c <= "ヿ":
        return "kana"
    return "other" if c.isalnum() else "mark"
