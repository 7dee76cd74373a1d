"""Surnames: where a name on the roster ends its surname, and whom a name as staff and chairs use it may mean.

Offices write names with a space between surname and given name, or without one. Without one a dictionary tells; where there is
none, every beginning of the name may be the surname. A name is looked for as it is written, and only if nobody is written so, in
common characters (渡辺 for 渡邉): a roster may hold both.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from transcriber.minutes import posts
from transcriber.minutes.characters import hiragana, in_usual_width
from transcriber.minutes.people import Person, Roster
from transcriber.minutes.posts import Branch
from transcriber.minutes.variant_characters import comparable

_LONGEST = 5
"""Characters of the longest surnames that dictionaries hold: 勅使河原, 一二三四五."""

_GUESSES = (2, 1, 3)
"""Characters of a surname that no dictionary holds, the usual ones first."""


class NameWord(Protocol):
    """A word as an analyser cuts a name: where it ends, and its part of speech."""

    @property
    def end(self) -> int: ...
    @property
    def part(self) -> tuple[str, ...]: ...


class NameDictionary(Protocol):
    """What has to be known of the language: language.readings.Reader."""

    def surnames(self, text: str) -> tuple[str, ...]:
        """Every way to read `text` as a surname, hiragana; none if it is no surname."""

    def kana(self, text: str) -> str:
        """The likeliest reading, hiragana."""

    def words(self, text: str) -> Sequence[NameWord]:
        """The words of `text`, without gaps."""


@dataclass(frozen=True)
class Surname:
    """A surname and its reading.

    Attributes:
        text, kana: empty where they are not known.
        sure: the office's space, a dictionary or the reading on the roster tells it; else it is a guess.
    """

    text: str
    kana: str
    sure: bool


UNKNOWN = Surname("", "", sure=False)


def surname(person: Person, dictionary: NameDictionary | None = None) -> Surname:
    """The surname of somebody on the roster; `UNKNOWN` where nothing tells where it ends.

    Args:
        dictionary: without it only the office's space tells.
    """
    name, kana = person.name.split(), hiragana(unicodedata.normalize("NFKC", person.kana)).split()
    if len(name) > 1:
        read = kana[0] if len(kana) > 1 else _spaced(name[0], "".join(kana), dictionary)
        return Surname(name[0], read, sure=True)
    if not name or dictionary is None:
        return UNKNOWN
    whole, sound = name[0], "".join(kana)
    if alone := dictionary.surnames(whole):  # the list has nothing but the surname
        return Surname(whole, sound or alone[0], sure=True)
    return _first(_by_dictionary(whole, sound, dictionary)) or _guess(whole, sound, dictionary)


def people_meant(name: str, roster: Roster, dictionary: NameDictionary | None = None) -> tuple[Person, ...]:
    """Everybody on the roster whom `name`, as staff write it, may mean: a whole name, a post, a surname, with title or post or alone."""
    plain = posts.without_seat(_as_written(name))
    for key in _KEYS:
        wanted = key(plain)
        own = [p for p in roster.people if wanted in {key(n) for n in _in_full(p)}]
        own = own or [p for p in roster.people if wanted == key(p.post)]
        if own:
            return tuple(own)
    return people_called(plain, roster, dictionary) or _of_surname(plain, roster, dictionary)


def people_called(name: str, roster: Roster, dictionary: NameDictionary | None = None) -> tuple[Person, ...]:
    """Everybody whom a surname with a title, an honorific or the post may mean: 加藤議員, 近藤福祉部長, 近藤部長.

    Where the dictionary finds this very surname in a name, names that merely begin like it are left out (林田 for 林).
    """
    for key in _KEYS:
        if called := _called_by(key(name), key, roster, dictionary):
            return called
    return ()


def _of_surname(name: str, roster: Roster, dictionary: NameDictionary | None) -> tuple[Person, ...]:
    """Everybody whose surname is `name`, with nothing behind it."""
    for key in _KEYS:
        own = [(person, surname(person, dictionary)) for person in roster.people]
        if found := tuple(p for p, s in own if s.sure and key(s.text) == key(name)):
            return found
    return ()


def _called_by(
    name: str, key: Callable[[str], str], roster: Roster, dictionary: NameDictionary | None
) -> tuple[Person, ...]:
    possible: list[Person] = []
    found: list[Person] = []
    for person in roster.people:
        own = surname(person, dictionary)
        for stem in _stems(name, person, key):
            if own.sure and key(own.text) == stem:
                found.append(person)
                break
            if _may_begin(person, stem, key):
                possible.append(person)
                break
    if dictionary is not None and found:
        return tuple(found)
    return tuple(p for p in roster.people if p in found or p in possible)


def _in_full(person: Person) -> set[str]:
    name = person.compact_name
    if not name:
        return {person.label} - {""}
    return {person.label, name, name + person.post, *(name + h for h in posts.honorifics()), *_titled(name, person)}


def _titled(name: str, person: Person) -> Iterator[str]:
    if posts.is_member(person):
        yield from (name + t.text for t in posts.titles(Branch.MEMBER))


def _stems(name: str, person: Person, key: Callable[[str], str]) -> Iterator[str]:
    """What is left of `name` without what this person may be called by behind the surname."""
    own = posts.ending(person.post)
    behind = [person.post, own.text if own else "", *posts.honorifics()]
    if posts.is_member(person):
        behind += [t.text for t in posts.titles(Branch.MEMBER)]
    for title in sorted(filter(None, map(key, behind)), key=len, reverse=True):
        if name.endswith(title) and name != title:
            yield name.removesuffix(title)


def _may_begin(person: Person, stem: str, key: Callable[[str], str]) -> bool:
    """Whether `stem` may be the surname, in a name that the office wrote without a space."""
    return len(person.name.split()) == 1 and key(person.compact_name).startswith(stem)


def _spaced(text: str, sound: str, dictionary: NameDictionary | None) -> str:
    if dictionary is None:
        return ""
    own = [k for k in dictionary.surnames(text) if sound.startswith(k) and k != sound]
    return max(own, key=len, default="") or dictionary.kana(text)


def _by_dictionary(whole: str, sound: str, dictionary: NameDictionary) -> Iterator[Surname]:
    """Surnames that the dictionary holds and the reading allows: as the analyser cuts the name, then the longest."""
    words = dictionary.words(whole)
    if len(words) == 2 and words[0].part[3] == "姓" and words[1].part[3] == "名":
        given = dictionary.kana(whole[words[0].end :])
        if sound.endswith(given) and sound != given:  # 小山田 is read in more ways than the dictionary knows
            yield Surname(whole[: words[0].end], sound.removesuffix(given), sure=True)
    cut = [words[0].end] if len(words) > 1 and words[0].part[2] == "人名" else []
    for length in (*cut, *range(min(len(whole) - 1, _LONGEST), 0, -1)):
        read = [k for k in dictionary.surnames(whole[:length]) if not sound or (sound.startswith(k) and k != sound)]
        if read and length < len(whole):
            yield Surname(whole[:length], read[0] if not sound else max(read, key=len), sure=True)


def _guess(whole: str, sound: str, dictionary: NameDictionary) -> Surname:
    """A surname that no dictionary holds: sure where the roster's reading begins as its characters are read."""
    words = dictionary.words(whole)
    first = words[0].end if words and words[0].end < len(whole) else _GUESSES[0]
    for length in (first, *_GUESSES):
        begins = dictionary.kana(whole[:length])
        if length < len(whole) and begins and (not sound or (sound.startswith(begins) and sound != begins)):
            return Surname(whole[:length], begins, sure=bool(sound))
    return UNKNOWN


def _first(found: Iterator[Surname]) -> Surname | None:
    return next(found, None)


def _as_written(text: str) -> str:
    """In one width and without white space: what keyboards differ in, and no name."""
    return "".join(in_usual_width(text).split())


_KEYS: tuple[Callable[[str], str], ...] = (_as_written, comparable)
"""What is compared, the strictest first."""
