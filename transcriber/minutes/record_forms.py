"""Kinds of record (記録の種類): 本会議, 委員会, 協議会・審議会, and the records of a consultation (data/record_forms.toml).

Which parts a record must have, who attends, who signs, and what may be made of it differ by kind and not by house style. The
profile says which it is; else the meeting's name, then who leads it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from transcriber.minutes import posts, rule_files
from transcriber.minutes.people import Person
from transcriber.minutes.transcript import RecordKind, Transcript

MEMBERS, ABSENT, EXPLAINERS, GUESTS, SECRETARIAT, OPEN = (
    "members", "absent", "explainers", "guests", "secretariat", "open",
)  # fmt: skip


@dataclass(frozen=True)
class AttendanceGroup:
    """Those who attend in one capacity.

    Attributes:
        who: members, absent members, explainers, guests (left out where there are none) or secretariat of the roster; open: a person
            fills it in.
        law: the article or rule that asks for it.
    """

    title: str
    who: str
    law: str


@dataclass(frozen=True)
class RecordPart:
    """A part that the law or the rules ask for.

    Attributes:
        heads: a regular expression for how a draft heads it.
        law: the article or rule that asks for it.
    """

    name: str
    heads: str
    law: str


@dataclass(frozen=True)
class RecordForm:
    """A kind of record.

    Attributes:
        id: as 設定.toml and style.toml name it, in Japanese (`name`) or so.
        copies: what may be made of a checked draft (原本, 公開用, 速報版).
        members: what those are called who sit in it; empty in a consultation.
        signers: who signs, in order; empty where no rule asks for it.
        acting: post of who may lead in the chair's place → how the line for it begins.
        oath: what stands above the signatures.
    """

    id: str
    name: str
    kind: RecordKind
    copies: tuple[str, ...]
    members: str
    law: str
    signers: tuple[str, ...]
    acting: Mapping[str, str]
    oath: str
    groups: tuple[AttendanceGroup, ...]
    parts: tuple[RecordPart, ...]
    names: re.Pattern[str]
    chairs: frozenset[str]
    styles: frozenset[str]

    @property
    def plenary(self) -> bool:
        """Whether seats are numbered, and the law on plenaries holds."""
        return self.id == "plenary"

    def signed_by(self, spoke: Collection[str]) -> tuple[str, ...]:
        """Who signs a record in which people with these posts spoke: who led for a part of it does too, behind the chair."""
        return *self.signers[:1], *(line for post, line in self.acting.items() if post in spoke), *self.signers[1:]

    def as_called(self, person: Person) -> Person:
        """A person as this record names them: in a committee members have no seat, and a 議員 is a 委員."""
        if self.kind is not RecordKind.COUNCIL or self.plenary or not posts.is_member(person):
            return person
        post = self.members if person.post in ("", "議員") else person.post
        return person.model_copy(update={"seat": "", "post": post})


@dataclass(frozen=True)
class FormChoice:
    """Which form a record has, and why, in Japanese."""

    form: RecordForm
    reason: str


def record_forms() -> tuple[RecordForm, ...]:
    """All forms, in the order in which names are tried."""
    return tuple(_forms().values())


def find_form(name: str) -> RecordForm | None:
    """The form of this id or Japanese name."""
    return next((f for f in record_forms() if name in (f.id, f.name)), None)


def form_named_in(title: str, kind: RecordKind) -> RecordForm | None:
    """The form that the title of a meeting names."""
    return next((f for f in record_forms() if f.kind is kind and f.names.search(title)), None)


def usual_form(kind: RecordKind) -> RecordForm:
    """The form of a record that nothing tells more of."""
    return _forms()["plenary" if kind is RecordKind.COUNCIL else "consultation"]


def choose_form(transcript: Transcript, *, said: str = "", style: str = "") -> FormChoice:
    """The form of a recording's record.

    Args:
        said: what the profile or the house style says; empty if nothing.
        style: name of the house style.
    """
    kind = transcript.meeting.kind
    own = [f for f in record_forms() if f.kind is kind]
    for form in own:
        if said in (form.id, form.name):
            return FormChoice(form, "設定または書式の指定")
    for form in own:
        if style in form.styles:
            return FormChoice(form, f"書式「{style}」")
    titled = form_named_in(transcript.meeting.title, kind)
    if titled is not None:
        return FormChoice(titled, "会議名" if kind is RecordKind.COUNCIL else "件名")
    for who, people in (("発言した", _speaking(transcript)), ("名簿の", [p.post for p in transcript.roster.people])):
        form_, post = _led(own, people)
        if form_ is not None:
            return FormChoice(form_, f"{who}{post}")
    if kind is RecordKind.COUNCIL and transcript.roster.people and not _of_council(transcript):
        return FormChoice(_forms()["conference"], "名簿に議員がいないため、議会ではない会の様式")
    return FormChoice(usual_form(kind), "手がかりがないため、ふつうの様式")


def _of_council(transcript: Transcript) -> bool:
    """Whether a member on the roster may sit in a council: a 議員, somebody with a seat, or somebody whose post is not told. A 委員 sits in any
    board."""
    return any(p.seat or p.post.endswith("議員") or not p.post for p in transcript.roster.members())


def _speaking(transcript: Transcript) -> list[str]:
    """Posts of those who speak, the one with most utterances first."""
    known = {p.label: p.post for p in transcript.roster.people}
    counted = Counter(known[u.name] for u in transcript.utterances if u.name in known)
    return [post for post, _ in counted.most_common()]


def _led(forms: Iterable[RecordForm], people: Iterable[str]) -> tuple[RecordForm | None, str]:
    ends = {chair: form for form in forms for chair in form.chairs}
    for post in people:
        title = posts.ending(post)
        if title is not None and title.text in ends and posts.leads(post):
            return ends[title.text], title.text
    return None, ""


@cache
def _forms() -> dict[str, RecordForm]:
    return {id_: _form(id_, raw) for id_, raw in rule_files.read_rules(__package__, "record_forms").items()}


def _form(id_: str, raw: dict) -> RecordForm:  # type: ignore[type-arg]
    law = "、".join(raw["source"])
    return RecordForm(
        id=id_,
        name=raw["name"],
        kind=RecordKind(raw["kind"]),
        copies=tuple(raw["copies"]),
        members=raw["members"],
        law=law,
        signers=tuple(raw["signers"]),
        acting=raw.get("acting", {}),
        oath=raw["oath"],
        groups=tuple(AttendanceGroup(g["title"], g["who"], g.get("source", law)) for g in raw["group"]),
        parts=tuple(RecordPart(p["name"], rule_files.any_of([p]), p.get("source", law)) for p in raw["part"]),
        names=re.compile("|".join(raw["names"])),
        chairs=frozenset(raw["chairs"]),
        styles=frozenset(raw["styles"]),
    )
