"""Posts (役職) and what follows a name: who leads, who is a member, who answers, and how titles are read (data/posts.toml).

A post is written in many ways, often with an office, a place or another post in it. It is told by the board that it names, if
it names one other than the council, else by the longest title it ends with.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache
from importlib import resources
from typing import Any, Protocol


class Branch(StrEnum):
    """Where in a meeting the holder of a post stands."""

    CHAIR = "chair"  # 議長, 委員長: leads, and is a member
    MEMBER = "member"  # 議員, 委員 of the council
    EXECUTIVE = "executive"  # 町長, 副町長, 会計管理者
    EDUCATION = "education"  # 教育長, 教育委員
    AUDIT = "audit"  # 監査委員
    BOARD = "board"  # 選挙管理委員会, 農業委員会, …
    STAFF = "staff"  # 部長, 課長
    SCHOOL = "school"  # 校長, 園長
    SECRETARIAT = "secretariat"  # 議会事務局長, 書記
    GUEST = "guest"  # 参考人, 民生委員, 審議会会長
    WORKER = "worker"  # 相談員
    CLIENT = "client"  # 相談者
    COMPANY = "company"  # who came along to a consultation
    OTHER = "other"  # a post that the table does not know
    NONE = "none"  # no post


class Holder(Protocol):
    """Somebody who may hold a post and sit in a numbered seat."""

    @property
    def post(self) -> str: ...
    @property
    def seat(self) -> str: ...


@dataclass(frozen=True)
class Title:
    """What a post ends with, and what somebody is called by behind the name.

    Attributes:
        kana: reading, hiragana.
        rank: lower ones are listed first.
        shared: held by several people of one office: by itself it does not say who is meant.
        place: a place's name stands before it more often than a person's (東郷町長).
        follows: whether people are called by it behind their name.
        single: one office, or one committee that is named before it, has one person who holds it.
    """

    text: str
    kana: str
    branch: Branch
    rank: int
    shared: bool
    place: bool
    follows: bool
    single: bool


@dataclass(frozen=True)
class _Board:
    """A board other than the council, by whose name its people are told."""

    name: str
    branch: Branch
    rank: int
    before: re.Pattern[str]
    """What may stand before the name."""


@dataclass(frozen=True)
class _Table:
    honorifics: dict[str, str]
    called: dict[str, str]
    titles: tuple[Title, ...]
    """The longest first."""
    ends: tuple[dict[str, Title], ...]
    """The titles of one character, of two, and so on."""
    boards: tuple[_Board, ...]
    """The longest name first."""
    any_board: re.Pattern[str]
    """Any of their names."""
    council: tuple[str, ...]
    elected: tuple[str, ...]
    acting: tuple[str, ...]
    usual: tuple[str, ...]
    led: tuple[tuple[re.Pattern[str], str], ...]
    """How the meeting of a board is opened, and the post of who leads it."""


_PLACE = "(?:.*(?:[都道府県市区町村]|組合|広域連合))?"
_SEAT = re.compile(r"^(?:議席)?(?:番号)?[0-9一二三四五六七八九十]+番、?")
_BRACKETS = re.compile(r"\([^()]*\)")


def honorifics(*, called: bool = False) -> dict[str, str]:
    """What follows anybody's name and says nothing of a post (君, さん), with readings.

    Args:
        called: only those by which a chair calls somebody to speak.
    """
    return dict(_table().called if called else _table().honorifics)


@cache
def titles(*branches: Branch) -> tuple[Title, ...]:
    """The titles that people are called by behind their name, the longest first; of these branches, if any is given."""
    return tuple(t for t in _table().titles if t.follows and (not branches or t.branch in branches))


def usual_officials() -> tuple[str, ...]:
    """Posts of officials that nearly every office has: the heads of the municipality, and of its common sections."""
    single = (t.text for t in _table().titles if t.branch in (Branch.EXECUTIVE, Branch.EDUCATION) and not t.shared)
    return (*single, *_table().usual)


def ending(text: str) -> Title | None:
    """The longest title that `text` ends with, whether or not people are called by it."""
    ends = _table().ends
    for length in range(min(len(text), len(ends)), 0, -1):
        if (found := ends[length - 1].get(text[-length:])) is not None:
            return found
    return None


def any_title(*branches: Branch, polite: bool = False) -> str:
    """A regular expression for any title that follows a name, the longest first.

    Args:
        polite: honorifics, too.
    """
    words = [t.text for t in titles(*branches)] + (list(_table().honorifics) if polite else [])
    return "|".join(map(re.escape, sorted(words, key=len, reverse=True)))


@lru_cache(maxsize=4096)  # thousands of people hold a few hundred posts, and each is asked several times
def branch(post: str) -> Branch:
    """Where the holder of `post`, as an office writes it, stands in a meeting."""
    plain = _plain(post)
    if not plain:
        return Branch.NONE
    if any(word in plain for word in _table().elected):
        return Branch.MEMBER
    for part in _parts(plain):
        found = _board_of(part) or ending(part)
        if found is not None:
            return found.branch
    return Branch.OTHER


@lru_cache(maxsize=4096)
def listing_rank(post: str) -> int:
    """Where an official's post is listed where there is no other order: lower first."""
    for part in _parts(_plain(post)):
        board, title = _board_of(part), ending(part)
        if title is not None and (board is None or title.branch in (Branch.STAFF, Branch.EDUCATION)):
            return title.rank
        if board is not None:
            return board.rank
    return max(t.rank for t in _table().titles) + 1


def without_seat(text: str) -> str:
    """`text` without a seat number before it: 5番、加藤議員 → 加藤議員."""
    return _SEAT.sub("", text)


def leads(post: str) -> bool:
    """Whether who holds `post` leads a meeting: the council's or a committee's chair and deputy, no other board's."""
    return branch(post) is Branch.CHAIR


def only_leads(post: str) -> bool:
    """The same where nothing else is said in the post: 議長, 副委員長, but not 総務文教委員長."""
    found = ending(post)
    return found is not None and found.branch is Branch.CHAIR and found.text == post


def leads_board(post: str, said: str) -> bool:
    """Whether who holds `post` leads the board whose meeting is spoken of in `said`: 教育長, where 教育委員会定例会 is opened."""
    return any(post == led and board.search(said) for board, led in _table().led)


def acts(post: str) -> bool:
    """Whether the post is that of who stands in for somebody: 教育長職務代理者."""
    return any(post.endswith(a) and post != a for a in _table().acting)


def sits_on_education_board(post: str) -> bool:
    """Whether this is one of an 教育委員会 itself, and not of its offices: 教育長, 教育長職務代理者, 教育委員."""
    plain = _plain(post)
    bare = next((plain.removesuffix(a) for a in _table().acting if plain.endswith(a) and plain != a), plain)
    return branch(plain) is Branch.EDUCATION and bare.endswith(("教育長", "委員"))


def held_by_one(post: str) -> bool:
    """Whether two people who hold `post` in one list are a slip: 議長, 町長, 総務文教委員長. (委員長 alone may be that of two committees.)"""
    plain = _plain(post)
    found = ending(plain)
    return found is not None and found.single and not (found.shared and found.text == plain)


def is_member(person: Holder) -> bool:
    """Whether this is an elected member: by a numbered seat, or by the post of a member or of who leads them.

    A member of another board (教育委員, 代表監査委員) is none.
    """
    return bool(person.seat) or branch(person.post) in (Branch.CHAIR, Branch.MEMBER)


def asks(person: Holder) -> bool:
    """Whether this person asks rather than answers, as far as the roster tells: a member who does not lead by post.

    Of whom the roster tells no post it is thought that they ask: offices give the posts of those who answer.
    """
    return bool(person.seat) or branch(person.post) in (Branch.MEMBER, Branch.NONE)


def _plain(post: str) -> str:
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", post))


def _parts(plain: str) -> Iterator[str]:
    """Of posts held together (会計管理者兼会計課長) each, the first first; without seat, brackets and what an acting one adds."""
    for part in re.split("兼(?:務|任)?|(?<=長)併任?", _BRACKETS.sub("", plain)):
        bare = without_seat(part)
        acting = next((a for a in _table().acting if bare.endswith(a) and bare != a), "")
        if bare:
            yield bare.removesuffix(acting)


def _board_of(post: str) -> _Board | None:
    if _table().any_board.search(post) is None:
        return None
    for board in _table().boards:
        at = post.find(board.name)
        if at >= 0 and board.before.fullmatch(post[:at]) and not any(w in post[:at] for w in _table().council):
            return board
    return None


@cache
def _table() -> _Table:
    raw = tomllib.loads(resources.files(__package__).joinpath("data/posts.toml").read_text(encoding="utf-8"))
    polite = raw["honorifics"]
    found = [title for group in raw["group"] for title in _titles(group)]
    boards = [board for entry in raw["board"] for board in _boards(entry)]
    return _Table(
        honorifics={text: kana for entry in polite for text, kana in entry["titles"].items()},
        called={text: kana for entry in polite if entry.get("called") for text, kana in entry["titles"].items()},
        titles=tuple(sorted(found, key=lambda t: -len(t.text))),
        ends=tuple(
            {t.text: t for t in reversed(found) if len(t.text) == length + 1}
            for length in range(max(len(t.text) for t in found))
        ),
        boards=tuple(sorted(boards, key=lambda b: -len(b.name))),
        any_board=re.compile("|".join(re.escape(b.name) for b in boards)),
        council=tuple(raw["council"]["words"]),
        elected=tuple(raw["elected"]["words"]),
        acting=tuple(raw["acting"]["endings"]),
        usual=tuple(raw["usual"]["posts"]),
        led=tuple((re.compile("|".join(e["words"])), e["post"]) for e in raw["board_led"]),
    )


def _titles(group: dict[str, Any]) -> Iterator[Title]:
    for i, (text, kana) in enumerate(group["titles"].items()):
        yield Title(
            text=text,
            kana=kana,
            branch=Branch(group["branch"]),
            rank=group["rank"] + i,
            shared=text in group.get("shared", ()),
            place=text in group.get("places", ()),
            follows=text not in group.get("silent", ()),
            single=text in group.get("single", ()),
        )


def _boards(entry: dict[str, Any]) -> Iterator[_Board]:
    own = "|".join(map(re.escape, entry.get("before", ())))
    before = ".*" if entry.get("anywhere") else f"{_PLACE}(?:{own})?"
    for name in entry["names"]:
        yield _Board(name, Branch(entry["branch"]), entry["rank"], re.compile(before))
