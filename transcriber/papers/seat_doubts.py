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
    told: dict[int, list[str]] = defaultdict(list)
    seated: list[_Seated] = []
    for number, (name, roster) in enumerate(zip(names, lists, strict=True)):
        for person in (p for p in roster.people if p.seat):
            own = _same(person, seated)
            if own is not None and own.person.seat != person.seat:
                told[number].append(
                    f"{name}：{person.compact_name}の議席番号は、{own.where}では {own.person.seat}、この資料では {person.seat} です。"
                    f"{own.person.seat} を使います。"
                )
            elif own is None:
                told[number] += _written_otherwise(name, person, seated)
                if (holder := next((s for s in seated if s.person.seat == person.seat), None)) is not None:
                    told[number].append(
                        f"{name}：{person.compact_name}の議席番号 {person.seat} は、{holder.where}では{holder.person.compact_name}の議席です。"
                        "どちらが正しいか確かめてください。"
                    )
        seated += [_Seated(p, f"「{name}」") for p in roster.people if p.seat]
    return {number: _as_many_as_are_read(names[number], texts) for number, texts in told.items()}


def against_office(office: Roster, names: Sequence[str], lists: Sequence[Roster]) -> Mapping[int, Sequence[str]]:
    """What staff are told of seats in which papers differ from the office's roster, by the number of the paper."""
    told: dict[int, list[str]] = defaultdict(list)
    seated = _of_office(office)
    for number, (name, roster) in enumerate(zip(names, lists, strict=True)):
        for person in (p for p in roster.people if p.seat):
            own = _same(person, seated)
            if own is not None and own.person.seat != person.seat:
                told[number].append(
                    f"{name}：{person.compact_name}の議席番号は、設定の名簿では {own.person.seat}、この資料では {person.seat} です。"
                    f"名簿の {own.person.seat} を使います。"
                )
            elif own is None:
                told[number] += _written_otherwise(name, person, seated)
                if (holder := _holder(person, seated)) is not None:
                    told[number].append(
                        f"{name}：{person.compact_name}の議席番号 {person.seat} は、設定の名簿では{holder.compact_name}の議席です。"
                        f"名簿を使い、{person.compact_name}は議席番号なしにしました。"
                    )
    return {number: _as_many_as_are_read(names[number], texts) for number, texts in told.items()}


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


def _holder(person: Person, seated: Sequence[_Seated]) -> Person | None:
    """Whose seat it is, if it is somebody else's."""
    holders = [s.person for s in seated if s.person.seat == person.seat and person.seat]
    return holders[0] if holders and same_person_at(person, holders) is None else None


def _written_otherwise(name: str, person: Person, seated: Sequence[_Seated]) -> Iterator[str]:
    """Of somebody of the same name in other characters and another seat: two people, or one with a wrong seat."""
    for each in seated:
        if each.person.compared_name == person.compared_name:
            yield (
                f"{name}：{person.compact_name}（議席番号 {person.seat}）は、{each.where}の{each.person.compact_name}（議席番号 {each.person.seat}）"
                "とは別の人として読みました。同じ人なら、どちらかを直してください。"
            )
            return
