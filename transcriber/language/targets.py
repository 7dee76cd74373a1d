"""What may be restored in a text: names, posts and terms the office knows, each with how it sounds."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from importlib import resources

from transcriber.language.readings import Reader, morae
from transcriber.minutes.people import Person, Roster
from transcriber.minutes.terms import Glossary, Origin, Term
from transcriber.minutes.transcript import Kind


class Rule(StrEnum):
    """Why a text was changed: printed with the change."""

    NAME = "名簿の氏名"
    SURNAME = "名簿の姓"
    CALLED = "名簿の姓と敬称"
    POST = "名簿の役職"
    TERM = "用語"
    RECALLED = "学習した言葉の聞き直し"
    BASE = "基本用語"
    PHRASE = "定型の言い回し"
    NUMBERED = "議案などの番号"
    OFFICE = "自治体名"
    MISHEARD = "誤認識例"


@dataclass(frozen=True)
class Target:
    """A word as it is to be written, and as it sounds."""

    text: str
    morae: tuple[str, ...]
    rule: Rule
    learned: bool = False
    """Adopted from a correction: the recogniser is not told of it while it hears for the first time."""
    surname: tuple[str, ...] = ()
    """Of a full name, how the surname sounds by itself; empty where it is not plain where that ends."""

    @property
    def is_person(self) -> bool:
        return self.rule in (Rule.NAME, Rule.SURNAME)


_LEAST = 3
"""Beats: shorter words have too many neighbours to be told by their sound."""

_TITLES = {"議員": "ぎいん", "委員": "いいん"}
"""What members are called by: said so fast that it runs into the name (カトギン for 加藤議員)."""

ADDRESSED = ("ぎいん", "いいん", "くん", "さん", "し", "さま", "ぎちょう", "いいんちょう", "せんせい")
"""How the titles sound that people are addressed by."""

_NO_POST = ("議員", "委員", "相談者", "")
"""Said of many people or of nobody: nothing to restore."""


def base_terms(kind: Kind) -> tuple[Term, ...]:
    """The terms that ship with the product for this kind of meeting (data/base_terms.toml)."""
    table = resources.files(__package__).joinpath("data/base_terms.toml").read_text(encoding="utf-8")
    return tuple(Term(text=text, kana=kana) for text, kana in tomllib.loads(table)[kind.value].items())


def office_in(title: str) -> str:
    """The municipality that a recording's title names (第3回東郷町議会定例会 → 東郷町議会); empty if it names none."""
    words = re.split("[回年月日度第の 　_・（(]|定例|臨時", title)
    found = (re.match("([一-鿿々ヶケぁ-ゖァ-ヺ]{2,6}?[市区町村])(?:議会|役場|役所|教育委員会)", w) for w in words)
    return next((m[0] for m in found if m), "")


def phrases(kind: Kind) -> tuple[Term, ...]:
    """What is said in every meeting of this kind in the same words (data/phrases.toml)."""
    return _phrases(kind.value)


def numbered() -> tuple[Term, ...]:
    """What stands before the number of a bill or an item of the agenda: 議案第, 日程第."""
    return _phrases("numbered")


def _phrases(name: str) -> tuple[Term, ...]:
    table = resources.files(__package__).joinpath("data/phrases.toml").read_text(encoding="utf-8")
    return tuple(Term(text=text, kana=kana) for text, kana in tomllib.loads(table)[name].items())


def known(
    roster: Roster, glossary: Glossary, base: Iterable[Term], office: str, reader: Reader, said: Iterable[Term] = ()
) -> tuple[Target, ...]:
    """Everything that may be restored; of two with the same writing the office's own comes first."""
    found: dict[str, Target] = {}
    every = _every(roster, glossary, base, office, reader)
    phrased = (_Known(t.text, t.kana, Rule.NUMBERED if t.text.endswith("第") else Rule.PHRASE) for t in said)
    for each in (*every, *phrased):
        text = each.text
        target = Target(
            text=text,
            morae=morae(each.kana or reader.kana(text)),
            rule=each.rule,
            learned=each.learned,
            surname=morae(each.surname),
        )
        if len(target.morae) >= _LEAST and not any(c.isdigit() for c in text):
            found.setdefault(text, target)
    return tuple(found.values())


def misheard(glossary: Glossary) -> dict[str, str]:
    """誤認識例 → the term it stands for; a term is never taken for a mishearing."""
    terms = {t.text for t in glossary.terms}
    return {wrong: t.text for t in glossary.terms for wrong in t.misheard if wrong not in terms}


@dataclass(frozen=True)
class _Known:
    """A word with its kana (empty: the dictionary's), and of a full name the surname's."""

    text: str
    kana: str
    rule: Rule
    learned: bool = False
    surname: str = ""


def _every(roster: Roster, glossary: Glossary, base: Iterable[Term], office: str, reader: Reader) -> Iterator[_Known]:
    for person in roster.people:
        if person.name:
            surname, kana = _surname(person, reader)
            if surname != person.compact_name:
                yield _Known(person.compact_name, person.kana, Rule.NAME, person.learned, kana)
            if surname:
                yield _Known(surname, kana, Rule.SURNAME, person.learned)
                title = next((t for t in _TITLES if person.post.endswith(t)), "")
                if title:
                    yield _Known(surname + title, kana + _TITLES[title], Rule.CALLED, person.learned)
        if person.post not in _NO_POST:
            yield _Known(person.post, "", Rule.POST, person.learned)
    for term in glossary.terms:
        yield _Known(term.text, term.kana, Rule.TERM, term.origin is Origin.LEARNED)
    if office:
        yield _Known(office, "", Rule.OFFICE)
        municipality = _municipality(office, reader)
        if municipality:
            yield _Known(municipality, "", Rule.OFFICE)
    for term in base:
        yield _Known(term.text, term.kana, Rule.BASE)


def _surname(person: Person, reader: Reader) -> tuple[str, str]:
    """Surname and its kana; empty where it is not plain where the surname ends."""
    name, kana = (t.replace("　", " ").split(" ") for t in (person.name, person.kana))
    if len(name) > 1:
        return name[0], kana[0] if len(kana) > 1 else reader.kana(name[0])
    if alone := reader.surnames(person.name):  # the list has nothing but the surname
        return person.name, person.kana or alone[0]
    words = reader.words(person.name)
    if len(words) != 2 or words[0].part[2] != "人名":
        return "", ""
    readings = {"".join(e.morae) for e in reader.edges(words[0].surface) if e.end == len(words[0].surface)}
    whole = "".join(morae(person.kana))
    told = max((r for r in readings if whole.startswith(r)), key=len, default="")
    return (words[0].surface, told) if told else ("", "")


def _municipality(office: str, reader: Reader) -> str:
    """東郷町議会事務局 → 東郷町: up to the first 都, 道, 府, 県, 市, 区, 町 or 村 after a name of two characters or more."""
    for end, character in enumerate(office[2:], start=3):
        if character in "都道府県市区町村":
            return office[:end] if end < len(office) else ""
    return ""
