"""All personal data of a conversation: what the rules find, without overlaps, each with its number."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from transcriber.language.readings import Reader
from transcriber.masking import (
    address_edges,
    address_rules,
    date_rules,
    expected_address_rules,
    misheard_address_rules,
    number_rules,
    organisation_rules,
    person_rules,
)
from transcriber.masking.personal_spans import Conversation, PersonalSpan, SaidText
from transcriber.masking.personal_words import personal_words
from transcriber.minutes.people import Roster
from transcriber.minutes.personal_data import PersonalKind

_FIRST = (
    PersonalKind.MY_NUMBER,
    PersonalKind.BIRTH_DATE,
    PersonalKind.PHONE,
    PersonalKind.ACCOUNT,
    PersonalKind.ADDRESS,
    PersonalKind.ID_NUMBER,
    PersonalKind.SCHOOL,
    PersonalKind.EMPLOYER,
    PersonalKind.PERSON,
)
"""Which kind a place is of that two rules claim."""


_TOLD_ONCE = frozenset((PersonalKind.EMPLOYER, PersonalKind.SCHOOL, PersonalKind.ADDRESS))
_LEAST_TOLD = 4
"""Characters from which on the same words mean the same thing wherever they stand."""


_AGE = re.compile("[一二三四五六七八九]?十[一二三四五六七八九]?")


@dataclass(frozen=True)
class FoundItem:
    """Something personal that was said.

    Attributes:
        number: k0001, k0002, … in order of the conversation.
        text: what was said, as it is written.
        pieces: (utterance, from, up to), in characters; several where it was said in pieces.
    """

    number: str
    kind: PersonalKind
    rule: str
    role: str
    text: str
    pieces: tuple[tuple[int, int, int], ...]


def find_personal(
    said: Sequence[SaidText], roster: Roster, reader: Reader, *, my_number_only: bool = False
) -> tuple[FoundItem, ...]:
    """What of `said` is personal data. Names of the roster's clients count, those of the office's own people do not.

    Args:
        my_number_only: nothing else is looked for: all that most profiles hide, and a roster of thousands costs nothing.
    """
    talk = Conversation(said, reader)
    words = personal_words()
    numbers = number_rules.number_spans(talk, words, reader, whole=not my_number_only)
    if my_number_only:
        return _numbered(talk, [s for s in numbers if s.kind is PersonalKind.MY_NUMBER])
    spans = [
        *numbers,
        *date_rules.birth_spans(talk, words),
        *address_rules.address_spans(talk, words),
        *misheard_address_rules.misheard_address_spans(talk, words),
        *expected_address_rules.expected_address_spans(talk, words, reader),
        *organisation_rules.school_spans(talk, words),
        *organisation_rules.kana_school_spans(talk, words),
        *organisation_rules.misheard_school_spans(talk, words),
        *organisation_rules.sounding_school_spans(talk, words),
        *organisation_rules.employer_spans(talk, words),
        *organisation_rules.misheard_employer_spans(talk, words),
        *(s for s in person_rules.person_spans(talk, words, roster, reader) if not _is_age(talk.text[s.start : s.end])),
    ]
    spans += address_edges.address_edges(talk, tuple(spans))
    return _numbered(talk, [*spans, *_said_elsewhere(talk, spans)])


def _is_age(text: str) -> bool:
    """五十八 in 「兄は五十八なんですけど」: no name is written so."""
    return _AGE.fullmatch(text) is not None


def _said_elsewhere(talk: Conversation, spans: Iterable[PersonalSpan]) -> Iterator[PersonalSpan]:
    """Employers, schools and addresses that were told once, wherever the same words stand. (Numbers and names see to it themselves.)"""
    told = {talk.text[s.start : s.end]: s for s in spans if s.kind in _TOLD_ONCE and s.end - s.start >= _LEAST_TOLD}
    for text, span in told.items():
        for m in re.finditer(re.escape(text), talk.text):
            yield PersonalSpan(m.start(), m.end(), span.kind, f"{span.kind.label}（前に出た名）", span.role)


def _numbered(talk: Conversation, spans: Iterable[PersonalSpan]) -> tuple[FoundItem, ...]:
    items = []
    for i, span in enumerate(_apart(spans), start=1):
        pieces = tuple(talk.pieces(span))
        if pieces:
            text = talk.text[span.start : span.end]
            items.append(FoundItem(f"k{i:04d}", span.kind, span.rule, span.role, text, pieces))
    return tuple(items)


def _apart(spans: Iterable[PersonalSpan]) -> list[PersonalSpan]:
    """In order, without overlaps: the weightier kind stands, and takes in what it overlaps."""
    kept: list[PersonalSpan] = []
    for span in sorted(spans, key=lambda s: (_FIRST.index(s.kind), -(s.end - s.start), not s.role, s.start)):
        rivals = [k for k in kept if k.start < span.end and span.start < k.end]
        if not rivals:
            kept.append(span)
        elif span.start < rivals[0].start or span.end > rivals[-1].end:  # what sticks out is no less personal
            first = rivals[0]
            kept = [k for k in kept if k not in rivals]
            start = min(span.start, *(k.start for k in rivals))
            end = max(span.end, *(k.end for k in rivals))
            parts = tuple(p for k in sorted((*rivals, span)) for p in k.parts or ((k.start, k.end),))
            kept.append(
                PersonalSpan(
                    start,
                    end,
                    first.kind,
                    first.rule,
                    first.role,
                    parts if any(k.parts for k in (*rivals, span)) else (),
                )
            )
    return sorted(kept)
