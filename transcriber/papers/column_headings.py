"""What the heading of a column says of those below it: 委員, 副町長, 欠席委員, 【執行部】."""

from __future__ import annotations

import re
from collections.abc import Sequence

from transcriber.minutes import posts, rule_files
from transcriber.office_tables import headings
from transcriber.office_tables.office_words import is_office
from transcriber.papers.list_context import LinePerson, ListContext, is_shared
from transcriber.papers.list_headings import context_of, context_of_group, group_of, heading_of
from transcriber.papers.people_lines import people_of_line
from transcriber.papers.person_names import NameJudge, may_be_post, may_be_reading

_LAYOUT = rule_files.any_of_each(__package__, "layout")
_ROLE = re.compile(f".*(?:{_LAYOUT['roles']})")
_GROUP = re.compile(r"【[^【】]+】|〔[^〔〕]+〕|＜[^＜＞]+＞|<[^<>]+>|《[^《》]+》|\[[^\[\]]+\]")
"""Brackets that name a group: 【総務部】; () hold a remark."""
_SIDE = re.compile(_LAYOUT["groups"])
"""執行部, 町側: whose people stand below, each with a post of their own."""
_COUNT = re.compile(r"\([0-9]+[名人]\)$")
_LONGEST = 14
"""Characters of a post that heads a column."""


def column_context(text: str) -> ListContext | None:
    """What a heading says of its column; None where it is neither a post nor the heading of a list."""
    plain = _COUNT.sub("", "".join(text.split()))
    if not 1 < len(plain) <= _LONGEST:
        return None
    group = group_of(plain)
    if group is not None and not group[1]:
        return context_of_group(group[0])
    if _GROUP.fullmatch(plain) is not None:
        return ListContext(alone=True)
    head = heading_of(plain)
    if head is not None and not head[1]:
        return context_of(head[0])
    if is_post(plain):
        return ListContext(post=plain, alone=True)
    return context_of_group(plain) if _SIDE.fullmatch(plain) is not None else None


def is_post(plain: str) -> bool:
    """Whether a text is somebody's post and no surname with one."""
    known = (
        is_office(plain) or posts.ending(plain) is not None or is_shared(plain) or _ROLE.fullmatch(plain) is not None
    )
    return known and may_be_post(plain) and not headings.field_of(plain, headings.ROSTER_FIELDS)


def have_own_posts(texts: Sequence[str], contexts: Sequence[ListContext], judge: NameJudge) -> bool:
    """Whether those in a row are called by posts that are no heading's above it, so that it heads nobody: 前島係長, below 早瀬建設課長."""
    plain = ["".join(text.split()) for text in texts]
    heads = [context.post for context in contexts]
    return bool(plain) and all(
        judge.is_called_so(text) and all(post and not text.endswith(post) for post in heads) for text in plain
    )


def people_below(text: str, context: ListContext, judge: NameJudge) -> tuple[LinePerson, ...] | None:
    """Those in a cell of a column, line by line or all in one; none where it says that there is nobody; None: not understood."""
    plain = "".join(text.split())
    if not plain or headings.is_empty_seat(plain):
        return ()
    if may_be_reading(plain):
        return None  # the kana of somebody beside
    found: list[LinePerson] = []
    for line in filter(None, map(str.strip, re.split(r"[\n\v]", text))):
        people = _below(line, context, judge)
        if people is None:
            return _below(" ".join(text.split()), context, judge)
        found += people
    return tuple(found)


def _below(text: str, context: ListContext, judge: NameJudge) -> tuple[LinePerson, ...] | None:
    people = people_of_line(text, judge, context)
    if people is not None or not context.post:
        return people
    people = people_of_line(f"{context.post} {text}", judge, context)  # a name that only its post tells
    whole = people is not None and len(people) == 1 and people[0].person.post == context.post
    return people if whole else None
