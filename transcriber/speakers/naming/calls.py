"""How people are called: the phrases a chair may use for each person, and what a stretch of text says about whom.

A hearing is a probability for each person and one for nobody of them. Nobody is weighed as carefully as the rest: the title
alone (議員, 部長) says nothing about who, and a name must speak for itself beyond it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from transcriber.language import readings
from transcriber.minutes.people import Person
from transcriber.speakers.naming.sounds import Ear, Forms, Scores

_TITLES = {"議員": "ぎいん", "委員": "いいん", "君": "くん", "さん": "さん"}
_POSTS = {"部長": "ぶちょう", "課長": "かちょう", "局長": "きょくちょう", "室長": "しつちょう", "次長": "じちょう",
          "委員長": "いいんちょう", "管理者": "かんりしゃ"}  # fmt: skip
_SHARED = ("議員", "委員")

_NOISE = 2.0
"""Nats that the best of many names reaches by chance on text that names nobody."""

_NAME_BEYOND_TITLE = 1.2
"""Nats by which a name must speak for itself, beside a title that many people share."""

_SEAT_ALONE = 4.0
"""A seat number and nothing else: 「11番」."""
_SEAT_AGREES = 3.0
_SEAT_DIFFERS = -2.0
_SEAT_FLOOR = -2.0
"""A name that does not sound like the one that sits there takes back what the seat number gave, but no more."""
_SEAT_REACH = 14
"""Characters after a seat number within which it belongs to the name at the end."""

_SEAT = re.compile(r"(?<![第0-9])(?:議席番号)?([0-9]{1,2}|[一二三四五六七八九十]{1,4})番")
_DIGITS = {c: i for i, c in enumerate("〇一二三四五六七八九")}


@dataclass(frozen=True)
class Hearing:
    """Who a phrase may mean: a probability for each person, the rest is for nobody known."""

    people: Scores

    @property
    def nobody(self) -> float:
        return max(0.0, 1.0 - float(self.people.sum()))


class Calls:
    """The ways to call each of `people`, ready to be listened for."""

    def __init__(self, ear: Ear, people: Sequence[Person]) -> None:
        self._ear = ear
        self.people = tuple(people)
        called = [(i, phrase) for i, p in enumerate(people) for phrase in _called(p, ear.reader)]
        named = [(i, phrase) for i, p in enumerate(people) for phrase in _introduced(p, ear.reader)]
        posted = [(i, phrase) for i, p in enumerate(people) for phrase in _posted(p)]
        self._called = _Group(tuple(i for i, _ in called), ear.forms([phrase for _, phrase in called]))
        self._named = _Group(tuple(i for i, _ in named), ear.forms([phrase for _, phrase in named]))
        self._posted = _Group(tuple(i for i, _ in posted), ear.forms([phrase for _, phrase in posted]))
        self._titles = ear.forms([*_TITLES.items(), *_POSTS.items()])

    def at_end(self, text: str) -> Hearing:
        """Whom the end of `text` calls, as in 「続きまして、11番、大塚由紀議員」."""
        seat, spoken = _seat(text)
        scores = self._ear.at_end
        return self._heard(self._called, scores(self._called.forms, spoken), scores(self._titles, spoken), seat)

    def at_start(self, text: str) -> Hearing:
        """Whom the beginning of `text` calls: a nomination that was cut off into the next speaker's words."""
        seat, spoken = _seat(text)
        scores = self._ear.at_start
        return self._heard(self._called, scores(self._called.forms, spoken), scores(self._titles, ""), seat)

    def introduced(self, text: str) -> Hearing:
        """Who `text` (up to です or と申します) says its speaker is: 「議席番号5番、加藤啓二」, 「担当の西野」."""
        seat, spoken = _seat(text)
        return self._heard(self._named, self._ear.at_end(self._named.forms, spoken), np.array([]), seat)

    def post_at_start(self, text: str) -> Hearing:
        """Whose post opens `text`: 「町長の見解を求めます」."""
        return self._heard(self._posted, self._ear.at_start(self._posted.forms, text), np.array([]), None)

    def _heard(self, group: _Group, scores: Scores, titles: Scores, seat: _Seat | None) -> Hearing:
        people = np.full(len(self.people), -np.inf)
        np.maximum.at(people, np.array(group.owners, dtype=np.intp), scores)
        if seat is not None and any(p.seat == seat.number for p in self.people):
            agrees = np.array([p.seat == seat.number for p in self.people])
            held = np.full_like(people, _SEAT_ALONE) if seat.alone else np.maximum(people, _SEAT_FLOOR) + _SEAT_AGREES
            people = np.where(agrees, held, people + _SEAT_DIFFERS)
        title = float(titles.max(initial=-np.inf))
        nobody = max(_NOISE, title + _NAME_BEYOND_TITLE if title > 0 else -np.inf)
        weights = np.exp(np.append(people, nobody) - max(nobody, float(people.max(initial=-np.inf))))
        return Hearing(weights[:-1] / weights.sum())


@dataclass(frozen=True)
class _Group:
    owners: tuple[int, ...]
    forms: Forms


def is_member(person: Person) -> bool:
    """Whether this person asks rather than answers."""
    return bool(person.seat) or person.post.endswith(("議員", "委員")) or not person.post


def surname(person: Person, reader: readings.Reader) -> tuple[str, str]:
    """The surname and its kana. Where the office set no space, a dictionary finds it; where that fails, both are empty."""
    name, kana = _spaced(person.name), _spaced(person.kana)
    if len(name) > 1:
        return name[0], kana[0] if len(kana) > 1 else reader.kana(name[0])
    if not name:
        return "", ""
    whole, sound = name[0], "".join(kana)
    first = next((w for w in reader.words(whole) if w.end < len(whole)), None)
    for length in (first.end if first else 2, 2, 1, 3):
        begins = reader.kana(whole[:length])
        if 0 < length < len(whole) and begins and (not sound or sound.startswith(begins) and sound != begins):
            return whole[:length], begins
    return "", ""


def _spaced(text: str) -> list[str]:
    return unicodedata.normalize("NFKC", readings.hiragana(text)).split() if text.strip() else []


def _called(person: Person, reader: readings.Reader) -> Iterator[tuple[str, str]]:
    short, short_kana = surname(person, reader)
    name, kana = person.compact_name, "".join(_spaced(person.kana)) or reader.kana(person.compact_name)
    if name:
        yield name, kana
    names = [(name, kana)] if name else []
    names += [(short, short_kana)] if short else []
    if is_member(person) or person.post.endswith(("委員長", "議長")):
        yield from ((n + t, k + tk) for n, k in names for t, tk in _TITLES.items())
    else:
        yield from ((n + "君", k + "くん") for n, k in names)
    for post, sound in _posted(person):
        yield post, sound
        yield from ((n + post, k + sound) for n, k in names[1:])
        yield from ((post + n + "君", sound + k + "くん") for n, k in names)


def _introduced(person: Person, reader: readings.Reader) -> Iterator[tuple[str, str]]:
    short, short_kana = surname(person, reader)
    if person.compact_name:
        yield person.compact_name, "".join(_spaced(person.kana)) or reader.kana(person.compact_name)
    if short:
        yield short, short_kana
        yield from ((f"{post}の{short}", f"{sound}の{short_kana}") for post, sound in _posted(person))
        yield from ((f"{post}{short}", f"{sound}{short_kana}") for post, sound in _posted(person))


def _posted(person: Person) -> Iterator[tuple[str, str]]:
    if person.post and person.post not in (*_SHARED, "君", "さん"):
        yield person.post, _POST_KANA.get(person.post, "")


_POST_KANA = {"町長": "ちょうちょう", "副町長": "ふくちょうちょう", "村長": "そんちょう", "副村長": "ふくそんちょう"}


@dataclass(frozen=True)
class _Seat:
    number: str
    alone: bool


def _seat(text: str) -> tuple[_Seat | None, str]:
    """The last seat number in `text`, and what is said after it (all of the text if there is none)."""
    plain = unicodedata.normalize("NFKC", text)
    found = list(_SEAT.finditer(plain))
    if not found or len(plain) - found[-1].end() > _SEAT_REACH:
        return None, plain
    last = found[-1]
    name = plain[last.end() :].strip("、。 ,.?!")
    alone = name in ("", "議員", "委員", "です", "の議員")
    return _Seat(_number(last[1]), alone), "" if alone else name


def _number(text: str) -> str:
    if text.isdecimal() and text.isascii():
        return str(int(text))
    tens, ten, ones = text.rpartition("十")
    high = (_DIGITS.get(tens, 1) if tens else 1) if ten else 0
    return str(10 * high + _DIGITS.get(ones, 0)) if len(ones) < 2 else "".join(str(_DIGITS[c]) for c in ones)
