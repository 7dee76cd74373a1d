"""People of a list as they are read: what its heading says of all, and whose post counts for whom."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from transcriber.minutes import posts, rule_files
from transcriber.minutes.people import Person
from transcriber.minutes.posts import Branch
from transcriber.papers.person_names import may_be_post

_LAYOUT = rule_files.any_of_each(__package__, "layout")
_SEATED_BODY = re.compile(f"(?:{_LAYOUT['seated_bodies']})")
_GROUP = re.compile("(?:部局|委員会|議会)$")
_SIDE = re.compile(_LAYOUT["sides"])
"""Whose people follow, each with a post."""
_SHARED = re.compile(f"(?:{_LAYOUT['shared_posts']})$")
"""Posts that several people of a body may hold, beside those of its members."""
_OWN_POST = re.compile(f"(?:{_LAYOUT['own_posts']})")
_OF_THIS_BODY = re.compile("副?委員長|委員")
_BODY_OF_ITS_OWN = re.compile("(?:委員|審議|(?<!協)議|部|分科)会$")
_HEADS_OFFICE = re.compile("(?P<office>.*[部局課室係所館会])長")
_OFFICE = re.compile(".*[部局課室係所館会]")
_HELD_ELSEWHERE = re.compile(f"(?:{_LAYOUT['held_elsewhere']})$")


@dataclass(frozen=True)
class ListContext:
    """What the heading of a list says of all that stands in it.

    Attributes:
        post: of those who have none of their own: 議員 below 出席議員.
        numbered: bare numbers are seats.
        alone: a name may stand without seat and post.
        absent: these people are not there.
        asking: these people ask, and what they ask about stands below them.
        seated: the post of those who have a seat and no post.
    """

    post: str = ""
    numbered: bool = False
    alone: bool = False
    absent: bool = False
    seated: str = "議員"
    asking: bool = False


class LinePerson(NamedTuple):
    """Somebody of a line.

    Attributes:
        spaced: the name with a space where its parts stand apart.
        sure: seat, post and name are plain enough for a line that no heading calls a list.
        mark: what stands before: ◎.
        guessed: by those beside him, and not by the name itself.
    """

    person: Person
    spaced: str
    sure: bool = True
    mark: str = ""
    guessed: bool = False

    def with_post(self, post: str) -> LinePerson:
        """The same in another post."""
        return self._replace(person=self.person.model_copy(update={"post": post}))

    def as_present(self) -> LinePerson:
        """The same, who is there."""
        return self._replace(person=self.person.model_copy(update={"absent": False}))

    def with_seat(self, seat: str) -> LinePerson:
        """The same in a numbered seat."""
        return self._replace(person=self.person.model_copy(update={"seat": seat}))


def as_parted(name: str, spaced: str) -> str:
    """A name with a space between surname and given name where the paper has one; 大　塚　由　紀 tells no such place."""
    parts = spaced.split()
    return " ".join(parts) if len(parts) == 2 else name


def seated_post(text: str) -> str:
    """What those are who have a seat and no post, by what a paper is about."""
    if _SEATED_BODY.search(text) or ("委員" in text and not re.search("議員|(?<![協審])議会", text)):
        return "委員"
    return "議員"


def is_own_post(text: str) -> bool:
    """Whether a text is a post in a body of people who hold others elsewhere: 会長, 職務代理者."""
    return _OWN_POST.fullmatch(text) is not None


def is_from_elsewhere(text: str) -> bool:
    """Whether a text is held elsewhere, or says whom somebody speaks for, and is no post of this body: 学識経験者."""
    return _HELD_ELSEWHERE.search(text) is not None and not is_own_post(text)


def department_and_title(post: str, title: str) -> str:
    """福祉課 近藤課長 is 福祉課長."""
    if not post or not title or may_be_post(post) or not may_be_post(title) or posts.branch(title) is Branch.MEMBER:
        return post or title
    return post[:-1] + title if post[-1] == title[0] != "会" else post + title


def is_shared(post: str) -> bool:
    """Whether several people of a body hold a post: 委員, 理事."""
    title = posts.ending(post)
    return (title is not None and title.branch is Branch.MEMBER) or _SHARED.search(post) is not None


def with_shared_post(people: tuple[LinePerson, ...], context: ListContext) -> tuple[LinePerson, ...]:
    """委員　山下清隆、加藤啓二: a post that many hold counts for those behind the first one."""
    post = people[0].person.post
    if not is_shared(post):
        return people
    held = []
    for one in people:
        own = one.person
        unposted = own.post == (context.seated if own.seat else context.post)
        bare = unposted and bool(own.seat) <= bool(people[0].person.seat) and own.post != post
        held.append(one._replace(person=own.model_copy(update={"post": post})) if bare else one)
    return tuple(held)


def holders_post(parts: Sequence[str]) -> str:
    """The post that stands in these parts: 福祉課 課長 is 福祉課長; without 代理 before it."""
    for at in range(len(parts) - 1, 0, -1):
        if len(parts[at]) > 1 and _OWN_POST.fullmatch(parts[at]) and _HELD_ELSEWHERE.search("".join(parts[:at])):
            return "".join(parts[at:])  # 東山大学教授 会長: what counts here is 会長
    first = next((i for i in range(len(parts)) if all(len(p) == 1 for p in parts[i:])), len(parts) - 1)
    before, own = "".join(parts[:first]), "".join(parts[first:])  # 小学校長会 委 員
    if _OF_THIS_BODY.fullmatch(own) and before.endswith("会") and not _BODY_OF_ITS_OWN.search(before):
        return own  # 小学校長会 委員: whom he speaks for, and what he is here
    if 0 < first < len(parts) - 1:
        parts = [*parts[:first], own]  # 学校教育課 課 長
    if len(parts) > 1 and len(parts[-1]) > 1 and _GROUP.search("".join(parts[:-1])):
        title = posts.ending(parts[-1])
        if title is not None and title.text == parts[-1] and not title.shared:
            return parts[-1]  # 町長部局 町長
    if len(parts) > 1 and _SIDE.fullmatch(parts[0]):
        parts = parts[1:]  # 市執行部 市長
    if len(parts) > 1 and parts[0] == "事務局" and not parts[1].startswith("局") and posts.ending("".join(parts[1:])):
        parts = parts[1:]
    post = ""
    for part in parts:
        # 福祉課 課長 is 福祉課長, but 連合会 会長 is no 連合会長
        twice = len(post) > 1 and len(part) > 1 and post[-1] == part[0] != "会" and posts.ending(part) is not None
        post = post[:-1] + part if twice else post + part
    return re.sub("^代理?(?!表)(?=.*(?:長|補佐|主[任査幹事]|員))", "", post)


def of_same_office(post: str, before: str) -> str:
    """同主査 behind 福祉課長, or behind 福祉課主事, is 福祉課主査."""
    title = posts.ending(before)
    if not post.startswith("同") or title is None or len(title.text) < 2:
        return post
    headed = _HEADS_OFFICE.match(title.text)
    office = _OFFICE.match(before.removesuffix(title.text) + (headed["office"] if headed is not None else ""))
    return holders_post([office[0], post[1:]]) if office is not None else post[1:]


def with_ditto(person: LinePerson, before: str, context: ListContext | None) -> LinePerson:
    """〃 before somebody: in the post above, or, as 〃 指導主事 below 学校教育課長, of its office in another one."""
    post = person.person.post
    own = context.post if context is not None else ""
    if post in ("", own) or is_shared(before):
        return person.with_post(before)
    return person.with_post(of_same_office(f"同{post}", before))
