"""People of a list as they are read: what its heading says of all, and whose post counts for whom."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from transcriber.minutes import posts
from transcriber.minutes.people import Person
from transcriber.minutes.posts import Branch
from transcriber.papers.person_names import may_be_post


@dataclass(frozen=True)
class ListContext:
    """What the heading of a list says of all that stands in it.

    Attributes:
        post: of those who have none of their own: 議員 below 出席議員.
        numbered: bare numbers are seats.
        alone: a name may stand without seat and post.
        absent: these people are not there.
    """

    post: str = ""
    numbered: bool = False
    alone: bool = False
    absent: bool = False


class LinePerson(NamedTuple):
    """Somebody of a line.

    Attributes:
        spaced: the name with a space where its parts stand apart.
        sure: seat, post and name are plain enough for a line that no heading calls a list.
        mark: what stands before: ◎.
    """

    person: Person
    spaced: str
    sure: bool = True
    mark: str = ""

    def with_post(self, post: str) -> LinePerson:
        """The same in another post."""
        return self._replace(person=self.person.model_copy(update={"post": post}))

    def with_seat(self, seat: str) -> LinePerson:
        """The same in a numbered seat."""
        return self._replace(person=self.person.model_copy(update={"seat": seat}))


def department_and_title(post: str, title: str) -> str:
    """福祉課 近藤課長 is 福祉課長."""
    if not post or not title or may_be_post(post) or not may_be_post(title) or posts.branch(title) is Branch.MEMBER:
        return post or title
    return post[:-1] + title if post[-1] == title[0] != "会" else post + title


def with_shared_post(people: tuple[LinePerson, ...], context: ListContext) -> tuple[LinePerson, ...]:
    """委員　山下清隆、加藤啓二: a post that many hold counts for those behind the first one."""
    post = people[0].person.post
    if posts.branch(post) is not Branch.MEMBER or posts.ending(post) is None:
        return people
    held = []
    for one in people:
        own = one.person
        bare = not own.seat and own.post == context.post and own.post != post
        held.append(one._replace(person=own.model_copy(update={"post": post})) if bare else one)
    return tuple(held)


def holders_post(parts: Sequence[str]) -> str:
    """The post that stands in these parts: 福祉課 課長 is 福祉課長; without 代理 before it."""
    post = ""
    for part in parts:
        # 福祉課 課長 is 福祉課長, but 連合会 会長 is no 連合会長
        twice = len(post) > 1 and len(part) > 1 and post[-1] == part[0] != "会" and posts.ending(part) is not None
        post = post[:-1] + part if twice else post + part
    return re.sub("^代理?(?=.*(?:長|補佐|主[任査幹事]|員))", "", post)


def of_same_office(post: str, before: str) -> str:
    """同主査 behind 福祉課長 is 福祉課主査."""
    title = posts.ending(before)
    if not post.startswith("同") or title is None or len(title.text) < 2:
        return post
    office = before.removesuffix(title.text) + title.text[:-1]
    return holders_post([office, post[1:]])
