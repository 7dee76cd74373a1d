"""How people are called: the phrases a chair may use for each person, and what a stretch of text says about whom.

A hearing is a probability for each person and one for nobody of them. Nobody is weighed as carefully as the rest: the title
alone (議員, 部長) says nothing about who, and a name must speak for itself beyond it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from transcriber.language import readings
from transcriber.minutes.people import Person
from transcriber.speakers.naming.sounds import Phrases, Scores

_TITLES = {"議員": "ぎいん", "委員": "いいん", "君": "くん", "さん": "さん"}
_POST_TITLES = {
    "部長": "ぶちょう", "課長": "かちょう", "局長": "きょくちょう", "室長": "しつちょう", "次長": "じちょう",
    "委員長": "いいんちょう", "管理者": "かんりしゃ",
}  # fmt: skip
_SHARED = ("議員", "委員", "君", "さん")
"""Posts that many hold: the name says who is meant."""
_LEADS = ("議長", "委員長")
_POST_KANA = {"町長": "ちょうちょう", "副町長": "ふくちょうちょう", "村長": "そんちょう", "副村長": "ふくそんちょう"}
"""Posts that a dictionary reads in another way (町長 as まちおさ)."""

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

_SEAT = re.compile(r"(?<![0-9一-鿿])(?:議席番号)?([0-9]{1,2}|[一二三四五六七八九十]{1,4})番")
_DIGITS = {c: i for i, c in enumerate("〇一二三四五六七八九")}
_KANJI = re.compile("[一-鿿々]")


@dataclass(frozen=True)
class Hearing:
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
        listed = [(i, p) for i, p in enumerate(people) if i not in never]
        self._called = _Group(reader, [(i, phrase) for i, p in listed for phrase in _called(p, reader)])
        self._named = _Group(reader, [(i, phrase) for i, p in listed for phrase in _introduced(p, reader)])
        self._posted = _Group(reader, [(i, phrase) for i, p in listed for phrase in _posted(p)])
        self._titles = Phrases(reader, [*_TITLES.items(), *_POST_TITLES.items()])

    def at_end(self, text: str) -> Hearing:
        """Whom the end of `text` calls, as in 「続きまして、11番、大塚由紀議員」."""
        seat, spoken = _seat(text)
        plain = spoken.rstrip("、。 ")
        scores = self._called.phrases.at_end(spoken) + self._called.penalties(plain) + self._called.whole(plain)
        return self._heard(self._called, scores, seat, self._titles.at_end(spoken).max(axis=1))

    def at_start(self, text: str) -> Hearing:
        """Whom the beginning of `text` calls: a nomination that was cut off into the next speaker's words."""
        seat, spoken = _seat(text)
        scores = self._called.phrases.at_start(spoken) + self._called.penalties("")
        return self._heard(self._called, scores, seat)

    def introduced(self, text: str) -> Hearing:
        """Who `text` (up to です or と申します) says its speaker is: 「議席番号5番、加藤啓二」, 「担当の西野」."""
        seat, spoken = _seat(text)
        return self._heard(self._named, self._named.phrases.at_end(spoken), seat)

    def post_at_start(self, text: str) -> Hearing:
        """Whose post opens `text`: 「町長の見解を求めます」."""
        return self._heard(self._posted, self._posted.phrases.at_start(text), None)

    def _heard(self, group: _Group, scores: Scores, seat: _Seat | None, titles: Scores | None = None) -> Hearing:
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
        return Hearing(weights / (weights.sum() + np.exp(-most)))


class _Group:
    """Phrases, and whose they are."""

    def __init__(self, reader: readings.Reader, owned: Sequence[tuple[int, _Phrase]]) -> None:
        self.owners = np.array([i for i, _ in owned], dtype=np.intp)
        self.phrases = Phrases(reader, [(p.text, p.kana) for _, p in owned])
        self._texts = [p.text for _, p in owned]
        self._posts = [(p.post, p.post == p.text) for _, p in owned]
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


def is_member(person: Person) -> bool:
    """Whether this person asks rather than answers."""
    return bool(person.seat) or person.post.endswith(("議員", "委員")) or not person.post


def surname(person: Person, reader: readings.Reader) -> tuple[str, str]:
    """The surname and its kana. Where the office set no space, a dictionary finds it; where that fails, both are empty."""
    name, kana = _words(person.name), _words(person.kana)
    if len(name) > 1:
        return name[0], kana[0] if len(kana) > 1 else reader.kana(name[0])
    if not name:
        return "", ""
    whole, sound = name[0], "".join(kana)
    if alone := reader.surnames(whole):
        return whole, sound or alone[0]
    first = next((w for w in reader.words(whole) if w.end < len(whole)), None)
    for length in (first.end if first else 2, 2, 1, 3):
        begins = reader.kana(whole[:length])
        if length < len(whole) and begins and (not sound or (sound.startswith(begins) and sound != begins)):
            return whole[:length], begins
    return "", ""


def _words(text: str) -> list[str]:
    return unicodedata.normalize("NFKC", readings.hiragana(text)).split()


def _names(person: Person, reader: readings.Reader) -> list[_Phrase]:
    """In full and, where it is known, the surname."""
    if not person.compact_name:
        return []
    full = _Phrase(person.compact_name, "".join(_words(person.kana)) or reader.kana(person.compact_name))
    short = _Phrase(*surname(person, reader))
    return [full, short] if short.text else [full]


def _called(person: Person, reader: readings.Reader) -> Iterator[_Phrase]:
    names = _names(person, reader)
    yield from names[:1]
    if is_member(person):
        yield from (replace(n, only_whole=True) for n in names[1:])
    titles = _TITLES.items() if is_member(person) or person.post.endswith(_LEADS) else [("君", "くん")]
    if _is_one_of_many(person):
        titles = [*titles, (person.post, _POST_TITLES[person.post])]
    yield from (_Phrase(n.text + title, n.kana + kana) for n in names for title, kana in titles)
    for post in _posted(person):
        sound = post.kana or reader.kana(post.text)
        yield post
        yield from (_Phrase(n.text + post.text, n.kana + sound, post.text) for n in names[1:])
        yield from (_Phrase(post.text + n.text + "君", sound + n.kana + "くん") for n in names)


def _introduced(person: Person, reader: readings.Reader) -> Iterator[_Phrase]:
    names = _names(person, reader)
    yield from names
    for post in _posted(person):
        sound = post.kana or reader.kana(post.text)
        yield from (_Phrase(post.text + link + n.text, sound + link + n.kana) for n in names[1:] for link in ("の", ""))


def _posted(person: Person) -> Iterator[_Phrase]:
    if person.post and person.post not in _SHARED and not _is_one_of_many(person):
        yield _Phrase(person.post, _POST_KANA.get(person.post, ""), person.post)


def _is_one_of_many(person: Person) -> bool:
    """Learned from 鵜飼課長: there may be other 課長, so the title alone does not mean this one."""
    return person.learned and person.post in _POST_TITLES


@dataclass(frozen=True)
class _Seat:
    number: str
    alone: bool


def _seat(text: str) -> tuple[_Seat | None, str]:
    """The last seat number in `text`, in arabic digits, and what is said after it (all of `text` if there is none)."""
    plain = unicodedata.normalize("NFKC", text)
    found = list(_SEAT.finditer(plain))
    if not found or len(plain) - found[-1].end() > _SEAT_REACH:
        return None, plain
    last = found[-1]
    name = plain[last.end() :].strip("、。 ,.?!")
    alone = name in ("", "議員", "委員", "の議員")
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
