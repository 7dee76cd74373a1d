"""How people are called: the phrases a chair may use for each person, and what a stretch of text says about whom.

A hearing is a probability for each person and one for nobody of them. Nobody is weighed as carefully as the rest: the title
alone (議員, 部長) says nothing about who, and a name must speak for itself beyond it.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from transcriber.language import readings
from transcriber.minutes import posts
from transcriber.minutes.characters import KANJI, hiragana
from transcriber.minutes.people import Person
from transcriber.minutes.posts import Branch
from transcriber.minutes.surnames import surname
from transcriber.minutes.variant_characters import common_form
from transcriber.speakers.naming.name_sounds import Phrases, Scores

_NOISE = 2.0
"""Nats that the best of many names reaches by chance on text that names nobody."""
_NAME_BEYOND_TITLE = 1.5
"""Nats by which a name must speak for itself, beside a title that many people share."""
_PART_OF_LONGER = -4.0
_NAME_BEFORE_POST = -3.0
"""Nats for a post that is only the end of a longer word: 健康福祉部長 is not 福祉部長, and hardly 近藤福祉部長."""

_WHOLE = 1.5
"""Nats for a clause that is a call to the letter, and nothing else."""

_SEAT_ALONE = 2.0
"""Nats beyond nobody for a seat number and nothing else: 「11番」."""
_SEAT_AGREES = 3.0
_SEAT_DIFFERS = -2.0
_SEAT_FLOOR = -4.0
"""A name that does not sound like the one that sits there takes back what the seat number gave, but no more."""
_SEAT_REACH = 14
"""Characters after a seat number within which it belongs to the name at the end."""

_SEAT = re.compile(rf"(?<![0-9{KANJI}])(?:議席番号)?([0-9]{{1,2}}|[一二三四五六七八九十]{{1,4}})番")
_DIGITS = {c: i for i, c in enumerate("〇一二三四五六七八九")}
_KANJI = re.compile(f"[{KANJI}]")


@dataclass(frozen=True)
class NameProbabilities:
    """Who a phrase may mean: a probability for each person, the rest is for nobody known."""

    people: Scores

    @property
    def nobody(self) -> float:
        return max(0.0, 1.0 - float(self.people.sum()))


@dataclass(frozen=True)
class _Phrase:
    text: str
    kana: str = ""
    post: str = ""
    """The post it ends with, if any."""
    only_whole: bool = False
    """A call only where nothing else is said: 「大西。」, whose 委員 was swallowed."""


class Calls:
    """The ways to call each of `people`, ready to be listened for.

    Args:
        never: indices of people who are not called, since they do the calling.
    """

    def __init__(self, reader: readings.Reader, people: Sequence[Person], *, never: Collection[int] = ()) -> None:
        self.people = tuple(people)
        self._reader = reader
        self._listed = [(i, p) for i, p in enumerate(people) if i not in never]
        whole = Counter(p.post for p in people if not p.learned)
        shared = [(t.text, t.kana) for t in posts.titles() if t.shared and whole[t.text] != 1]
        self._titles = Phrases(reader, [*posts.honorifics(called=True).items(), *shared])

    @cached_property
    def _called(self) -> _Group:
        return _Group(self._reader, [(i, phrase) for i, p in self._listed for phrase in _called(p, self._reader)])

    @cached_property
    def _named(self) -> _Group:
        return _Group(self._reader, [(i, phrase) for i, p in self._listed for phrase in _introduced(p, self._reader)])

    @cached_property
    def _posted(self) -> _Group:
        return _Group(self._reader, [(i, phrase) for i, p in self._listed for phrase in _posted(p)])

    def at_end(self, text: str) -> NameProbabilities:
        """Whom the end of `text` calls, as in 「続きまして、11番、大塚由紀議員」."""
        seat, spoken = _seat(text)
        plain = spoken.rstrip("、。 ")
        scores = self._called.phrases.at_end(spoken) + self._called.penalties(plain) + self._called.whole(plain)
        return self._heard(self._called, scores, seat, self._titles.at_end(spoken).max(axis=1))

    def at_start(self, text: str) -> NameProbabilities:
        """Whom the beginning of `text` calls: a nomination that was cut off into the next speaker's words."""
        seat, spoken = _seat(text)
        scores = self._called.phrases.at_start(spoken) + self._called.penalties("")
        return self._heard(self._called, scores, seat)

    def introduced(self, text: str) -> NameProbabilities:
        """Who `text` (up to です or と申します) says its speaker is: 「議席番号5番、加藤啓二」, 「担当の西野」."""
        seat, spoken = _seat(text)
        return self._heard(self._named, self._named.phrases.at_end(spoken), seat)

    def post_at_start(self, text: str) -> NameProbabilities:
        """Whose post opens `text`: 「町長の見解を求めます」."""
        return self._heard(self._posted, self._posted.phrases.at_start(text), None)

    def _heard(
        self, group: _Group, scores: Scores, seat: _Seat | None, titles: Scores | None = None
    ) -> NameProbabilities:
        """Nats beyond those for nobody, by sound or by characters, whichever speaks more plainly."""
        nobody = np.full(2, _NOISE)
        if titles is not None:
            nobody = np.maximum(nobody, np.where(titles > 0, titles + _NAME_BEYOND_TITLE, 0.0))
        people = np.full(len(self.people), -np.inf)
        np.maximum.at(people, group.owners, (scores - nobody[:, None]).max(axis=0, initial=-np.inf))
        agrees = np.array([seat is not None and p.seat == seat.number for p in self.people], dtype=bool)
        if seat is not None and agrees.any():
            held = np.full_like(people, _SEAT_ALONE) if seat.alone else np.maximum(people, _SEAT_FLOOR) + _SEAT_AGREES
            people = np.where(agrees, held, people + _SEAT_DIFFERS)
        most = max(0.0, float(people.max(initial=-np.inf)))
        weights = np.exp(people - most)
        return NameProbabilities(weights / (weights.sum() + np.exp(-most)))


class _Group:
    """Phrases, and whose they are."""

    def __init__(self, reader: readings.Reader, owned: Sequence[tuple[int, _Phrase]]) -> None:
        self.owners = np.array([i for i, _ in owned], dtype=np.intp)
        self.phrases = Phrases(reader, [(p.text, p.kana) for _, p in owned])
        self._texts = [common_form(p.text) for _, p in owned]
        self._posts = [(common_form(p.post), p.post == p.text) for _, p in owned]
        self._only_whole = np.array([p.only_whole for _, p in owned], dtype=bool)

    def whole(self, text: str) -> Scores:
        """For each phrase, what it gains if `text` is nothing else."""
        return np.array([_WHOLE if text == own else 0.0 for own in self._texts])

    def penalties(self, text: str) -> Scores:
        """For each phrase, what it costs that `text` is more than the phrase, or ends in a longer word than its post."""
        longer = {post: _ends_longer_word(text, post) for post, _ in self._posts if post}
        costs = [
            (_PART_OF_LONGER if alone else _NAME_BEFORE_POST) if longer.get(p) else 0.0 for p, alone in self._posts
        ]
        other = np.array([text != own for own in self._texts], dtype=bool)
        return np.where(self._only_whole & other, -np.inf, np.array(costs))


def _words(text: str) -> list[str]:
    return unicodedata.normalize("NFKC", hiragana(text)).split()


def _names(person: Person, reader: readings.Reader) -> list[_Phrase]:
    """In full and, where it is known, the surname."""
    if not person.compact_name:
        return []
    full = _Phrase(person.compact_name, "".join(_words(person.kana)) or reader.kana(person.compact_name))
    own = surname(person, reader)
    short = _Phrase(own.text, own.kana)
    return [full, short] if short.text else [full]


def _called(person: Person, reader: readings.Reader) -> Iterator[_Phrase]:
    names = _names(person, reader)
    yield from names[:1]
    if posts.asks(person):
        yield from (replace(n, only_whole=True) for n in names[1:])
    own = posts.ending(person.post)
    titles = list(_member_titles().items()) if _is_one_of_board(person) else [("君", "くん")]
    if own is not None and _is_one_of_many(person):
        titles = [*titles, (own.text, own.kana)]
    yield from (_Phrase(n.text + title, n.kana + kana) for n in names for title, kana in titles)
    for post in _posted(person):
        sound = post.kana or reader.kana(post.text)
        yield post
        yield from (_Phrase(n.text + post.text, n.kana + sound, post.text) for n in names[1:])
        yield from (_Phrase(post.text + n.text + "君", sound + n.kana + "くん") for n in names)


def _is_one_of_board(person: Person) -> bool:
    """Whether a chair calls somebody 委員 or 議員: also who stands in for the head of a board, and is one of it."""
    return posts.asks(person) or posts.is_member(person) or posts.acts(person.post)


def _introduced(person: Person, reader: readings.Reader) -> Iterator[_Phrase]:
    names = _names(person, reader)
    yield from names
    for post in _posted(person):
        sound = post.kana or reader.kana(post.text)
        yield from (_Phrase(post.text + link + n.text, sound + link + n.kana) for n in names[1:] for link in ("の", ""))


def _posted(person: Person) -> Iterator[_Phrase]:
    own = posts.ending(person.post)
    alone = own is not None and own.text == person.post  # a dictionary reads some in another way: 町長 as まちおさ
    if person.post and not (own and alone and own.branch is Branch.MEMBER) and not _is_one_of_many(person):
        yield _Phrase(person.post, own.kana if own and alone else "", person.post)


def _is_one_of_many(person: Person) -> bool:
    """Learned from 鵜飼課長: there may be other 課長, so the title alone does not mean this one."""
    own = posts.ending(person.post)
    return person.learned and own is not None and own.text == person.post and own.shared


def _member_titles() -> dict[str, str]:
    """What a chair calls members by, with readings."""
    return {t.text: t.kana for t in posts.titles(Branch.MEMBER)} | posts.honorifics(called=True)


@dataclass(frozen=True)
class _Seat:
    number: str
    alone: bool


def _seat(text: str) -> tuple[_Seat | None, str]:
    """The last seat number in `text`, in arabic digits, and what is said after it (all of `text` if there is none), in common
    characters."""
    plain = common_form(unicodedata.normalize("NFKC", text))
    found = list(_SEAT.finditer(plain))
    if not found or len(plain) - found[-1].end() > _SEAT_REACH:
        return None, plain
    last = found[-1]
    name = plain[last.end() :].strip("、。 ,.?!")
    titles = [t.text for t in posts.titles(Branch.MEMBER)]
    alone = name in ("", *titles, *("の" + t for t in titles))
    return _Seat(_number(last[1]), alone), "" if alone else name


def _number(text: str) -> str:
    """`05`, `十一`, `一一` → 5, 11, 11"""
    if text.isascii():
        return str(int(text))
    high, ten, low = text.rpartition("十")
    if ten:
        return str(10 * _DIGITS.get(high or "一", 1) + _DIGITS.get(low or "〇", 0))
    return "".join(str(_DIGITS[c]) for c in low)


def _ends_longer_word(text: str, form: str) -> bool:
    """Whether `text` ends like the post `form` and the word it ends begins earlier (an error in a character or two allowed)."""
    end, before = text[-len(form) :], text[-len(form) - 1 : -len(form)]
    agree = sum(a == b for a, b in zip(end, form, strict=False))
    return agree * 2 > len(form) and bool(_KANJI.fullmatch(before))
