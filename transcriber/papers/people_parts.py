"""A line of people that commas or gaps part, where most parts can be read and one cannot: a name that no dictionary has, a long post.

Beside people who are plain, what stands between two commas is one of them, too. Staff are told of each who was read so.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

from transcriber.minutes import posts
from transcriber.minutes.people import Person
from transcriber.minutes.variant_characters import common_form
from transcriber.office_tables import headings
from transcriber.papers.list_context import LinePerson, ListContext, is_shared
from transcriber.papers.person_names import NameJudge, may_be_name, may_be_post

_COMMAS = re.compile("[、,，]")
_COUNT = re.compile(r"\s*[(（](?:計|以上)?[0-9]{1,3}[名人][)）]\s*$")
_ASIDE = re.compile(r"\([^()]*\)$")
_FEWEST = 3
"""Parts of a line that is read so."""
_MOSTLY = 0.7
"""Share of plain parts from which on a name need not look like one."""
_LONGEST_SURNAME = 3
_LONGEST_POST = 16
_DUTY = re.compile("(?:担当|[課係室班局])$")
"""政策室市民協働推進担当 馬渕麻衣"""
_LONGEST_NAME, _SHORTEST_NAME = 6, 2

Read = Callable[[str, NameJudge, ListContext], tuple[LinePerson, ...] | None]


class _Guess(NamedTuple):
    person: LinePerson
    sure: bool = False
    """The dictionary has the surname, and a post or the heading says the rest."""
    odd: bool = False
    """Nothing but its place says that it is a name."""


def people_of_parts(line: str, judge: NameJudge, context: ListContext, read: Read) -> tuple[LinePerson, ...] | None:
    """Those of a line whose parts are mostly people; None where one part is neither somebody who is plain nor may be one.

    Args:
        read: reads one part by the grammar of a line.
    """
    plain = _COUNT.sub("", line).strip()
    parts = [p.strip() for p in (_COMMAS.split(plain) if _COMMAS.search(plain) else plain.split())]
    if not context.alone or len(parts) < _FEWEST or not all(parts):
        return None
    parts = [_with_gap(part) for part in parts]
    known = [read(part, judge, context) for part in parts]
    guesses = [None if people else _guess(part, judge, context) for part, people in zip(parts, known, strict=True)]
    sure = sum(bool(p) or (g is not None and g.sure) for p, g in zip(known, guesses, strict=True))
    if 2 * sure < len(parts):
        return None
    found: list[LinePerson] = []
    shared = ""
    for people, guess in zip(known, guesses, strict=True):
        if not people and (guess is None or (guess.odd and sure < _MOSTLY * len(parts))):
            return None
        here = list(people or ())
        if guess is not None:
            here.append(guess.person)
        if any(_begins_with_post(p.person.name) for p in here):
            return None
        if len(here) == 1 and here[0].person.post in ("", context.post) and shared:
            if not posts.leads(shared):
                here = [here[0].with_post(shared)]  # 委員・塚本和夫、栗原肇
            elif not context.post:
                return None  # 副会長 川島悟、伊藤ひなの: one more of them, or a member
        shared = here[-1].person.post if is_shared(here[-1].person.post) else ""
        found += here
    return tuple(found)


def _with_gap(part: str) -> str:
    """委員・塚本和夫, with a gap for the dot."""
    post, dot, name = part.partition("・")
    return f"{post} {name}" if dot and may_be_post(post) and name else part


def _guess(part: str, judge: NameJudge, context: ListContext) -> _Guess | None:
    """Somebody by what stands beside him: a surname with a long post, a post with an unknown name, an unknown name alone."""
    bare = _ASIDE.sub("", part).strip()
    for length in range(min(_LONGEST_SURNAME, len(bare) - 2), 1, -1):
        name, post = bare[:length], bare[length:]
        title = posts.ending(post)
        if title is None or not may_be_post(post[-_LONGEST_POST:]) or headings.names_a_group(name):
            continue
        known = judge.is_surname(common_form(name))
        if known or (title.text == post and may_be_name(common_form(name))):
            return _Guess(_person(name, name, post), sure=known)
    words = bare.split()
    if len(words) == 2 and (may_be_post(words[0]) or _DUTY.search(words[0])) and _may_be_called(words[1], judge):
        return _Guess(_person(words[1], words[1], words[0]), sure=judge.is_plain(words[1]))
    name = "".join(words)
    if len(words) > 2 or not _may_be_called(name, judge):
        return None
    surname = judge.is_surname(common_form(name))
    begins = any(judge.is_surname(common_form(name[:n])) for n in range(2, min(_LONGEST_SURNAME, len(name) - 1) + 1))
    one = _person(name, " ".join(words), context.post)
    return _Guess(one, sure=surname and bool(context.post), odd=not (surname or begins or len(words) == 2))


def _may_be_called(text: str, judge: NameJudge) -> bool:
    named = 1 < len(text) <= _LONGEST_NAME and may_be_name(common_form(text))
    held = posts.ending(text) is not None or any(len(t.text) > 1 and t.text in text for t in posts.titles())
    word = judge.is_term(text) and len(text) > _SHORTEST_NAME  # 納屋 is a word, and a surname
    return named and not (held or word or headings.names_a_group(text))


def _begins_with_post(name: str) -> bool:
    """会長高取尚子, read in one with the 委員 before it."""
    return any(len(t.text) > 1 and name.startswith(t.text) for t in posts.titles())


def _person(name: str, spaced: str, post: str) -> LinePerson:
    return LinePerson(Person(name=name, post=post), spaced, sure=False, guessed=True)
