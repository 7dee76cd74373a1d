"""Words that say what digits near them are: マイナンバー, 口座番号, 携帯, also as they sound where the recogniser wrote others."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from transcriber.masking.personal_spans import Conversation
from transcriber.masking.personal_words import PersonalWords
from transcriber.minutes.personal_data import PersonalKind


@dataclass(frozen=True, order=True)
class NumberCue:
    """Such a word in a conversation's text."""

    start: int
    end: int
    kind: PersonalKind


def number_cues(talk: Conversation, words: PersonalWords, read: Iterable[int]) -> list[NumberCue]:
    """All of them, in order.

    Args:
        read: the utterances that are searched by sound as well: reading all of a long meeting would take seconds.
    """
    return sorted({*_written(talk, words), *_sounding(talk, words, list(read))})


def _written(talk: Conversation, words: PersonalWords) -> Iterator[NumberCue]:
    for pattern, kind in (
        (words.my_number, PersonalKind.MY_NUMBER),
        (words.account, PersonalKind.ACCOUNT),
        (words.phone, PersonalKind.PHONE),
        (words.id_number, PersonalKind.ID_NUMBER),
    ):
        for text in {talk.folded, talk.kana}:
            yield from (NumberCue(m.start(), m.end(), kind) for m in pattern.finditer(text))


def _sounding(talk: Conversation, words: PersonalWords, read: list[int]) -> Iterator[NumberCue]:
    """As the recogniser may have written it: 講座番号, 形態."""
    for sound, kind in (
        (words.my_number_sound, PersonalKind.MY_NUMBER),
        (words.account_sound, PersonalKind.ACCOUNT),
        (words.phone_sound, PersonalKind.PHONE),
    ):
        yield from (NumberCue(start, end, kind) for start, end in talk.sounding(sound, read))
