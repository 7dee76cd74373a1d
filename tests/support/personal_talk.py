"""What masking finds in a conversation that a test writes down."""

from __future__ import annotations

from dataclasses import dataclass

from transcriber.language.readings import Reader
from transcriber.masking.finding import find_personal
from transcriber.minutes.people import Person, Roster
from transcriber.minutes.personal_data import PersonalKind

READER = Reader()
STAFF = Roster(people=(Person(name="西野 香織", post="相談員"),))


@dataclass(frozen=True)
class Said:
    """One utterance."""

    text: str
    speaker: str | None = None


def found(*lines: str, roster: Roster = STAFF) -> list[tuple[PersonalKind, str]]:
    """What is found in these utterances; of an item said in several, its parts with a space between."""
    items = find_personal([Said(line) for line in lines], roster, READER)
    return [(item.kind, " ".join(lines[n][a:b] for n, a, b in item.pieces)) for item in items]
