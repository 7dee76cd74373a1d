"""Where a text has what sounds like a word that weighs heavily on a person, however common the word is that stands there: 一緒 for 遺書, 時間 for 痴漢.

A recogniser that is sure of a common word says little: it has seen it a thousand times as often. So the sound is asked about each such place
(recognition/second_hearing.py), and where it supports the heavy word nearly as well, the place is a doubt (risk_words.py). Nothing is ever written.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from typing import NamedTuple

from transcriber.language.edits import Edited
from transcriber.language.matching import Index
from transcriber.language.readings import Reader, morae
from transcriber.language.risk_words import place_to_hear, risk_places, sounds_like_one
from transcriber.language.targets import ChangeReason, Target
from transcriber.language.weighing import SoundScore
from transcriber.minutes import rule_files
from transcriber.minutes.transcript import Doubt, DoubtKind

_LIMITS = {2: 0.3, 3: 0.5, 4: 0.75}
"""Cost (sounds.py) up to which a word of so many beats is asked about; of longer ones, and per beat."""

_LIMIT = 0.2

_LEAST_SUM = -16.0
"""Nats that the sound and the sentence may speak against the heavy word, together, for a doubt. Where 一緒 and 時間 were said it is -28 and
less; where 遺書 and 痴漢 were, -9 and -16 (docs/benchmarks.md)."""

_MOST_MEANING = 5.0
"""Nats from which on more of them say nothing more: what stands there is no word."""

_AROUND = 25
"""Characters on either side that decide how good the Japanese is."""

_SLIP = 0.5
"""Seconds by which a character may be said beside the piece that was asked about."""

_PLAIN = r"[^\W\d_a-zA-Z]+"
_FORMS = re.compile(rf"(?P<stem>{_PLAIN})(?:\[(?P<each>{_PLAIN})\]|\(\?:(?P<any>[^()]+)\))?")


class NearRisk(NamedTuple):
    """The characters `start` to `end` sound like `after`; `cost` beats apart."""

    start: int
    end: int
    after: str
    cost: float


def near_risks(text: str, reader: Reader) -> list[NearRisk]:
    """Stretches of whole words that sound like such a word and are none; the nearest first, one for a place."""
    heavy = [(start, end) for start, end, _ in risk_places(text, reader)]
    near = (NearRisk(m.start, m.end, m.target.text, round(m.cost, 3)) for m in _risks().matches(text, reader))
    return _apart([n for n in near if not any(a < n.end and n.start < b for a, b in heavy)])


def supported_doubts(
    said: Edited, scores: Iterable[SoundScore], at: Callable[[int], float], reader: Reader, known: Iterable[Doubt]
) -> Iterator[Doubt]:
    """Where the sound and the sentence support a heavy word nearly as well as what stands there.

    Args:
        scores: what the sound says of the words that were asked about in the time of this text.
        at: when (seconds) the character at a position of the text is said.
        known: doubts of the text; none is raised twice.
    """
    worth = [s for s in scores if s.sound >= _LEAST_SUM - _MOST_MEANING]
    borders = {border for w in reader.words(said.text) for border in (w.start, w.end)} if worth else set()
    places = [d.place for d in known if d.kind is DoubtKind.RISK_WORD and d.place is not None]
    for score in worth:
        for m in re.finditer(re.escape(score.before), said.text):
            start, end = m.span()
            if not {start, end} <= borders or not score.start - _SLIP <= at(start) <= score.end + _SLIP:
                continue
            meaning = min(_MOST_MEANING, _likelier(said.text, start, end, score.after, reader))
            if score.sound + meaning >= _LEAST_SUM and not any(a < end and start < b for a, b in places):
                places.append((start, end))
                yield place_to_hear((start, end), (at(start), at(end - 1)), sounds_like_one(m[0]))


def _likelier(text: str, start: int, end: int, other: str, reader: Reader) -> float:
    """Nats by which a text is the likelier in a meeting with another word in a place."""
    before, behind = text[max(0, start - _AROUND) : start], text[end : end + _AROUND]
    return reader.unexpected(before + text[start:end] + behind) - reader.unexpected(before + other + behind)


def _apart(found: list[NearRisk]) -> list[NearRisk]:
    kept: list[NearRisk] = []
    for one in sorted(found, key=lambda n: (n.cost / len(n.after), n.cost, n.start - n.end)):
        if not any(one.start < k.end and k.start < one.end for k in kept):
            kept.append(one)
    return kept


@cache
def _risks() -> Index:
    """Each form of each word, to be found by its sound."""
    reader = Reader()
    table = rule_files.read_rules(__package__, "risk_words")["risks"]
    forms = dict.fromkeys(form for entry in table for pattern in entry["words"] for form in _forms(pattern))
    heard = (Target(form, morae(reader.kana(form)), ChangeReason.TERM) for form in forms)
    return Index([t for t in heard if len(t.morae) > 1], reach=_reach)


def _reach(target: Target) -> float:
    size = len(target.morae)
    return _LIMITS.get(size, _LIMIT * size)


def _forms(pattern: str) -> Iterator[str]:
    """What a pattern of the table stands for, if that is plain: 殴ら, 殴り, …"""
    m = _FORMS.fullmatch(pattern)
    if m is None:
        return
    ends_so = m["each"] or (m["any"].split("|") if m["any"] else ("",))
    yield from (m["stem"] + each for each in ends_so)
