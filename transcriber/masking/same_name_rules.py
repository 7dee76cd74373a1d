"""A person who was named once, or who is on the case's roster, wherever the name's sound is heard again: ひらの先生 for 平野, 菊池さん for 菊地."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from transcriber.language.readings import Reader, Word
from transcriber.masking.personal_spans import Conversation, PersonalSpan
from transcriber.masking.personal_words import PersonalWords
from transcriber.minutes.personal_data import PersonalKind

_LEAST = 3
"""Kana from which on a name is known by its sound."""


def same_name_spans(
    talk: Conversation, roles: Mapping[str, str], words: PersonalWords, reader: Reader
) -> Iterator[PersonalSpan]:
    """Places that sound like a known name, are whole words, and are addressed or no ordinary word."""
    sounds = {reader.kana(name): role for name, role in roles.items()}
    sounds = {s: r for s, r in sounds.items() if len(s) >= _LEAST and not words.no_given_kana.fullmatch(s)}
    if not sounds:
        return
    pattern = re.compile("|".join(sorted(map(re.escape, sounds), key=len, reverse=True)))
    for start, end in talk.sounding(pattern, range(len(talk.said))):
        inside = [w for w in talk.words(talk.place(start)[0]) if start <= w.start < end]
        sound = "".join(w.kana for w in inside)
        addressed = words.addressed.match(talk.after(end, 3)) is not None
        if sound in sounds and (addressed or not all(map(_ordinary, inside))):
            yield PersonalSpan(start, end, PersonalKind.PERSON, "氏名（前に出た名の音）", sounds[sound])


def _ordinary(word: Word) -> bool:
    return word.known and word.part[1] != "固有名詞"
