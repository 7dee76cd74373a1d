"""What may be restored in a text: names, posts and terms the office knows, each with how it sounds."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from enum import StrEnum
from typing import NamedTuple

from transcriber.language.readings import Reader, morae
from transcriber.minutes import posts, rule_files
from transcriber.minutes.characters import KANJI
from transcriber.minutes.people import Roster
from transcriber.minutes.posts import Branch
from transcriber.minutes.surnames import surname
from transcriber.minutes.terms import Glossary, Origin, Term
from transcriber.minutes.transcript import RecordKind


class ChangeReason(StrEnum):
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


class Target(NamedTuple):
    """A word as it is to be written, and as it sounds."""

    text: str
    morae: tuple[str, ...]
    rule: ChangeReason
    learned: bool = False
    """Adopted from a correction: the recogniser is not told of it while it hears for the first time."""
    surname: tuple[str, ...] = ()
    """Of a full name, how the surname sounds by itself; empty where it is not plain where that ends."""

    @property
    def is_person(self) -> bool:
        return self.rule in (ChangeReason.NAME, ChangeReason.SURNAME)


_LEAST = 3
"""Beats: shorter words have too many neighbours to be told by their sound."""


def base_terms(kind: RecordKind) -> tuple[Term, ...]:
    """The terms that ship with the product for this kind of meeting (data/base_terms.toml)."""
    return _terms("base_terms", kind.value)


def office_in(title: str) -> str:
    """The municipality that a recording's title names (第3回東郷町議会定例会 → 東郷町議会); empty if it names none."""
    words = re.split("[回年月日度第の 　_・（(]|定例|臨時", title)
    found = (re.match(f"([{KANJI}ぁ-ゖァ-ヺ]{{2,6}}?[市区町村])(?:議会|役場|役所|教育委員会)", w) for w in words)
    return next((m[0] for m in found if m), "")


def phrases(kind: RecordKind) -> tuple[Term, ...]:
    """What is said in every meeting of this kind in the same words (data/phrases.toml)."""
    return _terms("phrases", kind.value)


def numbered_terms() -> tuple[Term, ...]:
    """What stands before the number of a bill or an item of the agenda: 議案第, 日程第."""
    return _terms("phrases", "numbered")


def _terms(file: str, name: str) -> tuple[Term, ...]:
    found = rule_files.readings(rule_files.read_rules(__package__, file)[name])
    return tuple(Term(text=text, kana=kana) for text, kana in found.items())


def known(
    roster: Roster, glossary: Glossary, base: Iterable[Term], office: str, reader: Reader, said: Iterable[Term] = ()
) -> tuple[Target, ...]:
    """Everything that may be restored; of two with the same writing the office's own comes first, and a term of its own counts with every
    reading that it is given."""
    found: dict[str, dict[tuple[str, ...], Target]] = {}
    every = _every(roster, glossary, base, office, reader)
    phrased = (
        _Known(t.text, t.kana, ChangeReason.NUMBERED if t.text.endswith("第") else ChangeReason.PHRASE) for t in said
    )
    for each in (*every, *phrased):
        text = each.text
        target = Target(
            text=text,
            morae=morae(each.kana or reader.kana(text)),
            rule=each.rule,
            learned=each.learned,
            surname=morae(each.surname) if each.surname else (),
        )
        if len(target.morae) >= _LEAST and (text.isalpha() or not any(c.isdigit() for c in text)):
            same = found.setdefault(text, {target.morae: target})
            if each.rule is ChangeReason.TERM and all(t.rule is ChangeReason.TERM for t in same.values()):
                same.setdefault(target.morae, target)
    return tuple(target for same in found.values() for target in same.values())


def misheard(glossary: Glossary) -> dict[str, str]:
    """誤認識例 → the term it stands for; a term is never taken for a mishearing."""
    terms = {t.text for t in glossary.terms}
    return {wrong: t.text for t in glossary.terms for wrong in t.misheard if wrong not in terms}


class _Known(NamedTuple):
    """A word with its kana (empty: the dictionary's), and of a full name the surname's."""

    text: str
    kana: str
    rule: ChangeReason
    learned: bool = False
    surname: str = ""


def _every(roster: Roster, glossary: Glossary, base: Iterable[Term], office: str, reader: Reader) -> Iterator[_Known]:
    for person in roster.people:
        if person.name:
            own = surname(person, reader)
            if own.text != person.compact_name or not own.sure:
                yield _Known(
                    person.compact_name, person.kana, ChangeReason.NAME, person.learned, own.kana if own.sure else ""
                )
            if own.sure:
                yield _Known(own.text, own.kana, ChangeReason.SURNAME, person.learned)
                # Said so fast that it runs into the name: カトギン for 加藤議員.
                title = posts.ending(person.post)
                if title is not None and posts.branch(person.post) is Branch.MEMBER:
                    yield _Known(own.text + title.text, own.kana + title.kana, ChangeReason.CALLED, person.learned)
        if not _of_many(person.post):
            yield _Known(person.post, "", ChangeReason.POST, person.learned)
    for term in glossary.terms:
        yield _Known(term.text, term.kana, ChangeReason.TERM, term.origin is Origin.LEARNED)
    if office:
        yield _Known(office, "", ChangeReason.OFFICE)
        municipality = _municipality(office)
        if municipality:
            yield _Known(municipality, "", ChangeReason.OFFICE)
    for term in base:
        yield _Known(term.text, term.kana, ChangeReason.BASE)


def _of_many(post: str) -> bool:
    """Said of many people or of nobody: nothing to restore."""
    plain = posts.ending(post)
    shared = plain is not None and plain.text == post and plain.branch is Branch.MEMBER
    return not post or shared or posts.branch(post) is Branch.CLIENT


def _municipality(office: str) -> str:
    """東郷町議会事務局 → 東郷町: up to the first 都, 道, 府, 県, 市, 区, 町 or 村 after a name of two characters or more."""
    for end, character in enumerate(office[2:], start=3):
        if character in "都道府県市区町村":
            return office[:end] if end < len(office) else ""
    return ""
