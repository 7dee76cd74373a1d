"""The people of a profile and those of a meeting's papers as one roster."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from transcriber.minutes.people import Person, Roster


def merged_rosters(office: Roster, meeting: Roster) -> Roster:
    """The office's own roster, with what the paper adds: missing readings, posts and seats, and people it does not hold."""
    left = list(meeting.people)
    kept = []
    for person in office.people:
        if (at := same_person_at(person, left)) is not None:
            kept.append(filled_person(person, left.pop(at)))
        elif not (person.learned and _said_in_full(person, left)):  # one person, whom the paper knows better
            kept.append(person)
    return Roster(people=(*kept, *left))


def same_person_at(person: Person, people: Sequence[Person]) -> int | None:
    """The place of this person among `people`: of the same writing, else the only one of the same name in common characters
    (渡辺 for 渡邉) whose seat is no other."""
    for i, other in enumerate(people):
        if other.compact_name == person.compact_name:
            return i
    alike = [
        i
        for i, other in enumerate(people)
        if other.compared_name == person.compared_name
        and not (other.seat and person.seat and other.seat != person.seat)
    ]
    return alike[0] if person.name and len(alike) == 1 else None


def _said_in_full(person: Person, people: Iterable[Person]) -> bool:
    own = person.compared_name
    return any(p.compared_name.startswith(own) and p.compared_name != own for p in people)


def filled_person(person: Person, other: Person) -> Person:
    """`person`, with what only `other` says of the same one."""
    added = {field: getattr(other, field) for field in ("kana", "post", "seat", "absent") if not getattr(person, field)}
    return person.model_copy(update={**added, "learned": False})  # a list names them now
