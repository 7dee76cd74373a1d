"""Words that are none: 職量の支援 for 食料の支援. The recogniser put sounds together that no word is written with.

A kanji that stands for no word by itself, beside another word of kanji, and less than sure: nearly all such places are misheard
(docs/benchmarks.md), far more than where the recogniser is merely unsure. Nothing is changed: the place becomes a doubt.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from transcriber.language.edits import Edited
from transcriber.language.readings import Reader, Word
from transcriber.minutes import rule_files
from transcriber.minutes.characters import KANJI
from transcriber.minutes.timed import Timed
from transcriber.minutes.transcript import Doubt, DoubtKind

_UNSURE = 0.75
"""Probability of a character below which it may not have been said."""

_AROUND = 0.5
"""Seconds on either side that a person should hear."""

_KANJI = re.compile(f"[{KANJI}]+")
_SERVES = ("接尾辞", "接頭辞", "代名詞")
"""Parts of speech of single kanji that other words are built with: 長, 課, 各."""

_AFFIXES = rule_files.read_rules(__package__, "affixes")
_ENDS = frozenset(rule_files.words(_AFFIXES["ends"]))
_BEGINS = frozenset(rule_files.words(_AFFIXES["begins"]))
"""Kanji that the dictionary has as words by themselves and that compounds end and begin with: 計画案, 町計画."""


class ScoredCharacter(Timed, Protocol):
    """A piece of text as recognised, and how sure the recogniser is."""

    @property
    def probability(self) -> float: ...


@dataclass(frozen=True)
class _Stretch:
    start: int
    end: int


def nonsense_doubts(characters: Sequence[ScoredCharacter], said: Edited, reader: Reader) -> tuple[Doubt, ...]:
    """Where an utterance holds words that are none and that no correction has mended.

    Args:
        characters: as recognised.
        said: the text as it is written, made of these characters.
    """
    heard = "".join(c.text for c in characters)
    owner = [c for c in characters for _ in c.text]
    found: list[Doubt] = []
    for stretch in _stretches(heard, owner, reader):
        quoted = heard[stretch.start : stretch.end]
        place = said.place(stretch.start, stretch.end)
        if said.text[slice(*place)] != quoted:
            continue  # corrected meanwhile
        found.append(
            Doubt(
                kind=DoubtKind.NO_WORD,
                start=round(max(0.0, owner[stretch.start].start - _AROUND), 3),
                end=round(owner[stretch.end - 1].end + _AROUND, 3),
                reason=f"「{quoted}」は辞書にない並びです。",
                place=place,
            )
        )
    return tuple(found)


def _stretches(heard: str, owner: Sequence[ScoredCharacter], reader: Reader) -> Iterator[_Stretch]:
    words = reader.words(heard)
    last: _Stretch | None = None
    for i, word in enumerate(words):
        beside = [w for w in words[max(0, i - 1) : i + 2] if w is not word and _KANJI.fullmatch(w.surface)]
        unsure = min(owner[k].probability for k in range(word.start, word.end)) < _UNSURE
        if not (beside and unsure and _stands_alone(word)) or _is_part(word, words[max(0, i - 1) : i + 2]):
            continue
        start, end = min(w.start for w in (word, *beside)), max(w.end for w in (word, *beside))
        if last is not None and start <= last.end:
            last = _Stretch(last.start, end)
            continue
        if last is not None:
            yield last
        last = _Stretch(start, end)
    if last is not None:
        yield last


def _is_part(word: Word, around: Sequence[Word]) -> bool:
    """Whether a compound of this kanji and a whole word, or what words end in, is usual: 町計画, 計画案, 市長."""
    before = [w for w in around if w.end == word.start and len(w.surface) > 1 and _KANJI.fullmatch(w.surface)]
    after = [w for w in around if w.start == word.end and len(w.surface) > 1 and _KANJI.fullmatch(w.surface)]
    suffix = any(w.start == word.end and w.part[0] == "接尾辞" for w in around)
    return bool(before and word.surface in _ENDS) or bool((after or suffix) and word.surface in _BEGINS)


def _stands_alone(word: Word) -> bool:
    """A single kanji that is neither a number nor what other words are built with."""
    single = len(word.surface) == 1 and _KANJI.fullmatch(word.surface) is not None
    return single and word.part[0] not in _SERVES and word.part[2] != "助数詞可能" and word.part[1] != "数詞"
