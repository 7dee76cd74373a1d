"""Numbered seats that papers contradict: each other, themselves, or the office's own roster, which is believed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from transcriber.minutes.people import Person, Roster
from transcriber.papers.meeting_rosters import same_person_at

_MOST = 10
"""Contradictions of one paper that are told one by one."""


def in_one_paper(name: str, people: Sequence[Person], said: Iterable[str]) -> Iterator[str]:
    """What staff are told of seats that several people of one paper have.

    Args:
        said: what they are told of it already.
    """
    holders: dict[str, list[str]] = defaultdict(list)
    for person in people:
        if person.seat:
            holders[person.seat].append(person.compact_name)
    told = "\n".join(said)
    for seat, names in holders.items():
        if len(names) > 1 and f"議席番号 {seat} は" not in told:
            yield f"{name}：議席番号 {seat} が{'と'.join(names)}の{len(names)}人にあります。どちらが正しいか確かめてください。"


def two_seats(name: str, kept: Person, again: Person) -> Iterator[str]:
    """Of somebody who stands twice in a paper, in different seats."""
    if kept.seat and again.seat and kept.seat != again.seat:
        yield f"{name}：{kept.compact_name}の議席番号が {kept.seat} と {again.seat} の2つあります。{kept.seat} を使います。"


def between_papers(names: Sequence[str], lists: Sequence[Roster]) -> Mapping[int, Sequence[str]]:
    """What staff are told of seats in which papers differ, by the number of the later one."""
    told: dict[int, Sequence[str]] = {}
    seated: list[_Seated] = []
    for number, (name, roster) in enumerate(zip(names, lists, strict=True)):
        told[number] = _as_many_as_are_read(name, list(_contradictions(name, roster, seated, office=False)))
        seated += [_Seated(p, f"「{name}」") for p in roster.people if p.seat]
    return {number: texts for number, texts in told.items() if texts}


def against_office(office: Roster, names: Sequence[str], lists: Sequence[Roster]) -> Mapping[int, Sequence[str]]:
    """What staff are told of seats in which papers differ from the office's roster, by the number of the paper."""
    seated = _of_office(office)
    found = (_contradictions(name, roster, seated, office=True) for name, roster in zip(names, lists, strict=True))
    told = {number: _as_many_as_are_read(names[number], list(texts)) for number, texts in enumerate(found)}
    return {number: texts for number, texts in told.items() if texts}


def _contradictions(name: str, roster: Roster, seated: Sequence[_Seated], *, office: bool) -> Iterator[str]:
    """In which seats a paper differs from who is seated already. `office`: by the office's own roster, which is believed."""
    for person in (p for p in roster.people if p.seat):
        whose = f"{name}：{person.compact_name}の議席番号"
        own = _same(person, seated)
        if own is not None and own.person.seat != person.seat:
            used = f"名簿の {own.person.seat}" if office else own.person.seat
            yield f"{whose}は、{own.where}では {own.person.seat}、この資料では {person.seat} です。{used} を使います。"
        elif own is None:
            yield from _written_otherwise(name, person, seated)
            if (holder := _holder(person, seated)) is not None:
                done = (
                    f"名簿を使い、{person.compact_name}は議席番号なしにしました。"
                    if office
                    else "どちらが正しいか確かめてください。"
                )
                yield f"{whose} {person.seat} は、{holder.where}では{holder.person.compact_name}の議席です。{done}"


def without_taken(meeting: Roster, office: Roster) -> Roster:
    """The people of papers, without seats that the office's roster gives to somebody else; they are members all the same."""
    seated = _of_office(office)
    return Roster(
        people=tuple(
            p if _holder(p, seated) is None else p.model_copy(update={"seat": "", "post": p.post or "議員"})
            for p in meeting.people
        )
    )


def _as_many_as_are_read(name: str, texts: Sequence[str]) -> list[str]:
    more = len(texts) - _MOST
    return [*texts[:_MOST], f"{name}：議席番号の違いがほかに{more}か所あります。"] if more > 0 else list(texts)


class _Seated(NamedTuple):
    person: Person
    where: str


def _of_office(office: Roster) -> list[_Seated]:
    return [_Seated(p, "設定の名簿") for p in office.listed() if p.seat]


def _same(person: Person, seated: Sequence[_Seated]) -> _Seated | None:
    """The same person among those who have a seat."""
    at = same_person_at(person, [s.person for s in seated])
    return seated[at] if at is not None else None


def _holder(person: Person, seated: Sequence[_Seated]) -> _Seated | None:
    """Whose seat it is, if it is somebody else's."""
    holders = [s for s in seated if s.person.seat == person.seat and person.seat]
    return holders[0] if holders and _same(person, holders) is None else None


def _written_otherwise(name: str, person: Person, seated: Sequence[_Seated]) -> Iterator[str]:
    """Of somebody of the same name in other characters and another seat: two people, or one with a wrong seat."""
    for each in seated:
        if each.person.compared_name == person.compared_name:
            yield (
                f"{name}：{person.compact_name}（議席番号 {person.seat}）は、{each.where}の{each.person.compact_name}（議席番号 {each.person.seat}）"
                "とは別の人として読みました。同じ人なら、どちらかを直してください。"
            )
            return
