"""Where what was planted stands in what was recognised, found by sound: the whole recording's truth aligned with its whole text.

A name that the recogniser wrote in kana or as another word is heard by whoever reads it aloud, so it counts; and a mask on it is
right, which a comparison of characters does not see.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz.distance import Levenshtein

from transcriber.language.readings import Reader
from transcriber.minutes.characters import hiragana
from transcriber.minutes.personal_data import PersonalKind

_DIGITS = ("ぜろ", "いち", "に", "さん", "よん", "ご", "ろく", "なな", "はち", "きゅう")
HEARD = 0.5
"""Share of a plant's kana that must be there for it to count as heard."""


@dataclass(frozen=True)
class HeardPlant:
    """A plant, and the characters of the joined text (from, up to) that stand in its place.

    Attributes:
        likeness: share of its kana that are there, 0 to 1.
    """

    kind: PersonalKind
    text: str
    start: int
    end: int
    likeness: float


def heard_plants(
    lines: Sequence[tuple[str, Sequence[tuple[PersonalKind, str]]]], text: str, reader: Reader
) -> list[HeardPlant]:
    """The plants of `lines` (text, its plants in order) in what was recognised.

    Args:
        text: all that was recognised, in order of time.
    """
    said, bounds = "", []
    for line, plants in lines:
        at = 0
        for kind, value in plants:
            found = line.index(value, at)
            said += _sound(line[at:found], reader)
            begin = len(said)
            said += _sound(value, reader)
            bounds.append((kind, value, begin, len(said)))
            at = found + len(value)
        said += _sound(line[at:], reader)
    heard, places = _placed(text, reader)
    ops = Levenshtein.opcodes(said, heard)
    heard_plants = []
    for kind, value, begin, end in bounds:
        same, first, last = 0, None, None
        for op in ops:
            a, b = max(begin, op.src_start), min(end, op.src_end)
            inserted = op.tag == "insert" and begin < op.src_start < end
            if a >= b and not inserted:
                continue
            if op.tag == "delete":
                continue
            shift = op.dest_start - op.src_start
            low = op.dest_start if inserted else min(a + shift, op.dest_end)
            high = op.dest_end if inserted else min(b + shift, op.dest_end)
            first, last = low if first is None else first, high
            same += b - a if op.tag == "equal" else 0
        if first is not None and last is not None and first < last:
            share = same / max(1, end - begin)
            heard_plants.append(HeardPlant(kind, value, places[first][0], places[last - 1][1], share))
        else:
            heard_plants.append(HeardPlant(kind, value, 0, 0, 0.0))
    return heard_plants


def _sound(text: str, reader: Reader) -> str:
    return _placed(text, reader)[0]


def _placed(text: str, reader: Reader) -> tuple[str, list[tuple[int, int]]]:
    """The sound of a text, and the characters that each kana comes from."""
    sound, places = "", []
    for word in reader.words(text):
        kana = word.kana or "".join(
            _DIGITS[int(c)] if c.isdecimal() else hiragana(c) if "ぁ" <= hiragana(c) <= "ゖ" else ""
            for c in unicodedata.normalize("NFKC", word.surface)
        )
        sound += kana
        own = len(kana) == word.end - word.start and re.fullmatch("[ぁ-ゖァ-ヺー]+", word.surface)
        places += [(word.start + i, word.start + i + 1) if own else (word.start, word.end) for i in range(len(kana))]
    return sound, places
