"""The people of a profile and those of a meeting's papers as one roster."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from transcriber.minutes.people import Person, Roster
from transcriber.minutes.surnames import NameDictionary, surname


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
    (渡辺 for 渡邉) whose seat is no other, else the one in the same seat of whose name one says only the surname."""
    for i, other in enumerate(people):
        if other.compact_name == person.compact_name:
            return i
    alike = [
        i
        for i, other in enumerate(people)
        if other.compared_name == person.compared_name
        and not (other.seat and person.seat and other.seat != person.seat)
    ]
    if person.name and not alike and person.seat:
        alike = [i for i, other in enumerate(people) if other.seat == person.seat and _by_surname(person, other)]
    return alike[0] if person.name and len(alike) == 1 else None


def _by_surname(one: Person, other: Person) -> bool:
    short, long = sorted((one.compared_name, other.compared_name), key=len)
    return bool(short) and short != long and long.startswith(short)


def _said_in_full(person: Person, people: Iterable[Person]) -> bool:
    own = person.compared_name
    return any(p.compared_name.startswith(own) and p.compared_name != own for p in people)


def filled_person(person: Person, other: Person) -> Person:
    """`person`, with what only `other` says of the same one."""
    added = {field: getattr(other, field) for field in ("kana", "post", "seat", "absent") if not getattr(person, field)}
    if _by_surname(person, other) and len(other.compared_name) > len(person.compared_name):
        added |= {field: getattr(other, field) for field in ("name", "kana")}
    return person.model_copy(update={**added, "learned": False})  # a list names them now


def written_alike(merged: Roster, office: Roster, dictionary: NameDictionary) -> Roster:
    """The people with their names in one form, for they stand in one table: with a space behind the surname where the office's own roster
    has one, else without; where it lists nobody, with one if any paper has it. The office's own names stay as they are."""
    own = [p for p in office.listed() if p.name]
    forms = [" " in p.name for p in own] or [any(" " in p.name for p in merged.people)]
    spaced = 2 * sum(forms) >= len(forms)
    names = {p.name for p in own}
    return Roster(people=tuple(p if p.name in names else _in_form(p, dictionary, spaced=spaced) for p in merged.people))


def _in_form(person: Person, dictionary: NameDictionary, *, spaced: bool) -> Person:
    name = with_space(person, dictionary) if spaced else person.compact_name
    return person if name == person.name else person.model_copy(update={"name": name})


def with_space(person: Person, dictionary: NameDictionary) -> str:
    """The name with a space behind the surname where its writing, its reading or the dictionary tells where that ends."""
    if len(person.name.split()) == 2:
        return " ".join(person.name.split())
    whole = person.compact_name
    own = surname(person.model_copy(update={"name": whole}), dictionary)
    given = whole.removeprefix(own.text)
    return f"{own.text} {given}" if own.sure and own.text and given and given != whole else whole
