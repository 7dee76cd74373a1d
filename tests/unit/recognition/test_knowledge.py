"""What is known of a meeting is written out as seldom as can be."""

from __future__ import annotations

import gc
import pickle

from transcriber.minutes.people import Person, Roster
from transcriber.minutes.terms import Glossary, Origin, Term
from transcriber.minutes.transcript import RecordKind
from transcriber.recognition.knowledge import MeetingKnowledge

ROSTER = Roster(people=(Person(name="西野 恵", post="相談員"),))
GLOSSARY = Glossary(terms=(Term(text="諸輪", kana="もろわ"),))
LEARNED = Glossary(terms=(*GLOSSARY.terms, Term(text="和合", origin=Origin.LEARNED)))


def known(roster: Roster, glossary: Glossary) -> MeetingKnowledge:
    return MeetingKnowledge(RecordKind.CONSULTATION, "", roster, glossary)


def test_where_nothing_was_learned_the_lists_are_the_ones_without_what_was_learned() -> None:
    """So fifty thousand terms are pickled and written into keys once, not twice."""
    listed = known(ROSTER, GLOSSARY).listed
    assert listed[0] is ROSTER
    assert listed[1] is GLOSSARY


def test_what_was_learned_is_in_neither_of_them() -> None:
    people = Roster(people=(*ROSTER.people, Person(name="田中", post="課長", learned=True)))
    assert known(people, LEARNED).listed == (ROSTER, GLOSSARY)


def test_lists_that_are_written_out_ahead_say_the_same() -> None:
    prepared = known(ROSTER, LEARNED)
    prepared.prepare()
    assert [*map(repr, prepared.listed)] == [*map(repr, known(ROSTER, LEARNED).listed)]
    assert pickle.loads(pickle.dumps(prepared.glossary)) == LEARNED
    assert gc.isenabled()  # which pauses while a list is read back
