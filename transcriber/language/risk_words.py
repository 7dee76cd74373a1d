"""Words that weigh heavily on a person (data/risk_words.toml): one that the sound does not plainly support is always a doubt.

A record must not say of somebody what nobody said. A place is doubted where such a word stands in the text and another hearing
of the same sound or another text of the same search does not have it, or the sound supports it less than a strict limit; where another hearing has one that
the text does not; and where something unsure sounds nearly like one (what is sure as well: risk_sounds.py). Nothing is removed, and no word is named that does not stand
in the text: a person listens.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from itertools import accumulate

from rapidfuzz.distance import Levenshtein

from transcriber.language.confidence import ComparedCharacter
from transcriber.language.edits import Edited
from transcriber.language.readings import Reader
from transcriber.minutes import rule_files
from transcriber.minutes.transcript import Doubt, DoubtKind

LEAST_SUPPORT = 0.6
"""Probability of the word's weakest character, given the sound alone, below which it is doubted whatever others heard."""

LEAST_ALONE = 0.9
"""The same where nothing else listened to it."""

_SLIP = 8
"""Characters to either side in which another hearing may have the word: its characters are not aligned to the letter."""

_RUN, _LONG, _SHORTEST = 3, 5, 4
"""Words in a row that are compared by their sound; kana from which on one may differ, and from which on a word is compared."""

_AROUND = 1.0
"""Seconds before and behind the word that a person should hear."""


_HEARD = "ほかの聞き方では、人の身に重く関わる言葉に聞こえています。必ず聞いてください。"
_NEARLY = "「{}」は、人の身に重く関わる言葉と音が似ています。必ず聞いてください。"


def sounds_like_one(written: str) -> str:
    """The reason of a doubt about what stands in a text.

    Without the word itself: perhaps nobody said it, and then it must not stand in a record, not even beside the text. What does stand
    there is quoted, so that a person finds the place.
    """
    return _NEARLY.format(written)


def risk_places(text: str, reader: Reader) -> Iterator[tuple[int, int, str]]:
    """(from, up to, kind) of every such word in a text; it begins where a word does (安心中 holds no 心中)."""
    begins: set[int] = set()
    for kind, pattern in _patterns():
        for m in pattern.finditer(text):
            begins = begins or {w.start for w in reader.words(text)}
            if m.start() in begins:
                yield m.start(), m.end(), kind


def holds_risk_word(text: str) -> bool:
    """Whether the letters of such a word stand in a text, wherever its words begin."""
    return any(pattern.search(text) for _, pattern in _patterns())


def risk_doubts(
    characters: Sequence[ComparedCharacter], said: Edited, at: Callable[[int], float], reader: Reader
) -> tuple[Doubt, ...]:
    """The places of an utterance where such a word is not plainly supported.

    Args:
        characters: as recognised, with what other hearings have in their place.
        said: the text as it is written, made of these characters.
        at: when (seconds) the character at a position of the text is said.
    """
    ends = list(accumulate(len(c.text) for c in characters))
    found = []
    for start, end, kind in sorted(risk_places(said.text, reader)):
        if not _is_supported(characters, ends, said, (start, end), reader):
            reason = f"「{said.text[start:end]}」（{kind}）と書かれていますが、音だけでは確かと言えません。必ず聞いてください。"
            found.append(place_to_hear((start, end), (at(start), at(end - 1)), reason))
    found += _unwritten(characters, ends, said, reader)
    return (*found, *_alike(characters, ends, said, at, reader, [d.place for d in found]))


def without_unwritten(doubt: Doubt, text: str, reader: Reader) -> Doubt:
    """The doubt without its alternative where that has such a word and the utterance's text has not: nobody may have said it."""
    other = doubt.alternative or ""
    if all(other[start:end] in text for start, end, _ in risk_places(other, reader)):
        return doubt
    return doubt.model_copy(update={"alternative": None})


def _is_supported(
    characters: Sequence[ComparedCharacter],
    ends: Sequence[int],
    said: Edited,
    place: tuple[int, int],
    reader: Reader,
) -> bool:
    origins = [o for o in said.origins[slice(*place)] if o[0] < o[1]]
    if not origins:
        return False
    first, last = min(a for a, _ in origins), max(b for _, b in origins)
    own = [i for i, (c, e) in enumerate(zip(characters, ends, strict=True)) if first < e and e - len(c.text) < last]
    support = min(characters[i].probability for i in own)
    if not all(characters[i].others for i in own):
        return support >= LEAST_ALONE
    if support < LEAST_SUPPORT:
        return False
    word = _sound(said.text[slice(*place)], reader)
    around = characters[max(0, own[0] - _SLIP) : own[-1] + 1 + _SLIP]
    heard = ("".join(texts) for texts in zip(*(c.others for c in around if c.others), strict=False))
    weighed = ("".join(texts) for texts in zip(*(c.rivals for c in around if c.rivals), strict=False))
    return all(word in _sound(other, reader) for other in (*heard, *weighed))


def _unwritten(
    characters: Sequence[ComparedCharacter],
    ends: Sequence[int],
    said: Edited,
    reader: Reader,
) -> Iterator[Doubt]:
    """Where another hearing has such a word and the text has not."""
    if not characters or not all(c.others for c in characters) or not said.text:
        return
    written = _sound(said.text, reader)
    told: set[str] = set()
    for texts in zip(*(c.others for c in characters), strict=False):
        other = "".join(texts)
        places = list(accumulate((len(t) for t in texts), initial=0))
        for start, end, _ in risk_places(other, reader):
            word = other[start:end]
            if word in told or _sound(word, reader) in written:
                continue
            told.add(word)
            first = next(i for i, p in enumerate(places[1:]) if p > start)
            last = next(i for i, p in enumerate(places[1:]) if p >= end)
            heard = said.place(ends[first] - len(characters[first].text), ends[last])
            yield place_to_hear(heard, (characters[first].start, characters[last].end), _HEARD)


def _alike(
    characters: Sequence[ComparedCharacter],
    ends: Sequence[int],
    said: Edited,
    at: Callable[[int], float],
    reader: Reader,
    known: Sequence[tuple[int, int] | None],
) -> Iterator[Doubt]:
    """Where the text has what sounds nearly like such a word and the recogniser was not sure of it (学生材 for 覚醒剤)."""
    words = reader.words(said.text)
    for i, first in enumerate(words):
        for last in words[i : i + _RUN]:
            if last.part[0] not in ("名詞", "接尾辞", "接頭辞") or first.part[0] not in ("名詞", "接頭辞"):
                break
            place = (first.start, last.end)
            sound = _sound(said.text[slice(*place)], reader)
            word = next((w for k, w in _sounds() if _near(sound, k)), None)
            if word is None or any(p and p[0] < place[1] and place[0] < p[1] for p in known):
                continue
            if said.text[slice(*place)] != word and _support(characters, ends, said, place) < LEAST_ALONE:
                reason = sounds_like_one(said.text[slice(*place)])
                yield place_to_hear(place, (at(place[0]), at(place[1] - 1)), reason)


def _near(sound: str, other: str) -> bool:
    """The same, or one kana apart where there are five or more."""
    if abs(len(sound) - len(other)) > 1:
        return False
    return Levenshtein.distance(sound, other) <= (1 if min(len(sound), len(other)) >= _LONG else 0)


def _support(
    characters: Sequence[ComparedCharacter], ends: Sequence[int], said: Edited, place: tuple[int, int]
) -> float:
    origins = [o for o in said.origins[slice(*place)] if o[0] < o[1]]
    first, last = min((a for a, _ in origins), default=0), max((b for _, b in origins), default=0)
    own = [c.probability for c, e in zip(characters, ends, strict=True) if first < e and e - len(c.text) < last]
    return min(own, default=0.0)


@cache
def _sounds() -> tuple[tuple[str, str], ...]:
    """The words that are no patterns, each with its sound; those of four kana and more.

    Kept without the reader that read them: a reader holds a dictionary of some 75 MB.
    """
    reader = Reader()
    plain = [w for entry in rule_files.read_rules(__package__, "risk_words")["risks"] for w in entry["words"]]
    read = ((_sound(w, reader), w) for w in plain if re.fullmatch(r"[^\W\d_a-zA-Z]+", w))
    return tuple((k, w) for k, w in read if len(k) >= _SHORTEST)


def place_to_hear(place: tuple[int, int], times: tuple[float, float], reason: str) -> Doubt:
    """A place that a person must listen to.

    Args:
        times: seconds of its first and of its last character.
    """
    return Doubt(
        kind=DoubtKind.RISK_WORD,
        start=round(max(0.0, times[0] - _AROUND), 3),
        end=round(max(times) + _AROUND, 3),
        reason=reason,
        place=place,
    )


def _sound(text: str, reader: Reader) -> str:
    return reader.kana(text).replace("ー", "").replace("っ", "") or text


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    table = rule_files.read_rules(__package__, "risk_words")["risks"]
    return tuple((entry["kind"], re.compile("|".join(entry["words"]))) for entry in table)
