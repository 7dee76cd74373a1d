"""What staff are told of people whose line could be read, but who stand out among the others of their list."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from transcriber.minutes import rule_files
from transcriber.minutes.people import Person
from transcriber.minutes.posts import Branch, branch, ending, only_leads
from transcriber.office_tables import headings
from transcriber.office_tables.time_in_office import time_said
from transcriber.papers.line_accounts import Said
from transcriber.papers.list_context import LinePerson, ListContext, is_from_elsewhere
from transcriber.papers.person_names import NameJudge, may_be_post

_MOST_WHOLE = 0.7
"""Share of whole names in a paper from which on a surname alone is strange."""


QUESTIONS = "質問事項は、議題に入れていません（誰が質問するかだけを読みました）。"
_OFFICES = (Branch.STAFF, Branch.SECRETARIAT, Branch.EXECUTIVE)
_IN_BRACKETS = re.compile(r"[(（〔\[]([^()（）〔〕\[\]]{1,20})[)）〕\]]")
_SUBSTITUTE = re.compile(rule_files.any_of_each(__package__, "layout")["substitutes"])
_AFFILIATIONS = re.compile(f"(?:{rule_files.any_of_each(__package__, 'layout')['parties']})$")
_PASSING = re.compile(f"(?:{rule_files.any_of_each(__package__, 'layout')['passing_roles']})")
_NOTE = re.compile(r"\s*[(（]?(?P<mark>(?:[※＊*]|注)[0-9]{1,2})[)）.:]?\s*(?P<said>\S.*)$")
"""※１　公務のため欠席, below somebody behind whom ※１ stands."""
_OF_ATTENDANCE = re.compile(
    "|".join(
        rule_files.any_of_each(__package__, "layout")[each] for each in ("absent", "perhaps_absent", "substitutes")
    )
)
_PERHAPS_ABSENT = re.compile(rule_files.any_of_each(__package__, "layout")["perhaps_absent"])


def perhaps_absent(text: str) -> bool:
    """Whether a remark says something of whether its person is there, and not what: 出張, 途中退席."""
    return _PERHAPS_ABSENT.fullmatch("".join(text.split())) is not None


def without_parties(people: Sequence[LinePerson], context: ListContext | None) -> Sequence[LinePerson]:
    """Those who ask, without the group of the council that stands before them in place of a post: 新緑クラブ　下地　ゆき　議員."""
    if context is None or not context.asking:
        return people
    return [one.with_post(context.post) if _is_affiliation(one.person.post) else one for one in people]


def of_seat_above(lines: Sequence[str], number: int, people: Sequence[LinePerson]) -> Sequence[LinePerson]:
    """Somebody alone without a post, in the post whose seat the line above says that it is, in a plan: 議長席.

    Args:
        number: of the line with the name.
    """
    above = "".join(lines[number - 1].split()) if number else ""
    seated = len(people) == 1 and not people[0].person.post and above.endswith("席") and may_be_post(above[:-1] or "席")
    return [people[0].with_post(above[:-1])] if seated else people


def in_chief_group(people: Sequence[LinePerson], post: str) -> Sequence[LinePerson]:
    """Somebody alone below 【会長】, in that post and not in the one that he holds elsewhere.

    Args:
        post: of those whom the heading names.
    """
    if len(people) == 1 and only_leads(post) and is_from_elsewhere(people[0].person.post):
        return [people[0].with_post(post)]
    return people


def guessed(number: int, people: Iterable[LinePerson]) -> Iterator[Said]:
    """What staff are told of those who were read by who stands beside them.

    Args:
        number: of their line.
    """
    named = "、".join(f"「{one.person.name}」" for one in people if one.guessed)
    if named:
        yield Said(number, f"{named}は、隣の人に合わせて人として読みました。氏名と職名を確かめてください。")


def of_the_office(people: Sequence[LinePerson], post: str) -> bool:
    """Whether people below 欠席委員 are no members, but staff who stand in the next lines of the paper: 局長, 書記.

    Args:
        post: of those whom the heading names.
    """
    return post in ("議員", "委員") and all(
        one.person.post != post and branch(one.person.post) in _OFFICES and not one.person.seat for one in people
    )


def are_two_posts(one: str, other: str) -> bool:
    """Whether two posts of one person are two, and not one that stands with and without his office: 福祉課長, 課長."""
    short, long = sorted((one, other), key=len)
    return bool(short) and short != long and not (long.endswith(short) and not long.startswith("副"))


def are_of_two_sides(one: str, other: str) -> bool:
    """Whether one post is that of a member and the other an office's, so that two people hold them: 委員, 防災係長."""
    sides = {branch(one), branch(other)}
    return Branch.MEMBER in sides and bool(sides & {Branch.STAFF, Branch.EXECUTIVE, Branch.SECRETARIAT})


def is_passing_role(post: str) -> bool:
    """Whether a post is what somebody does for this meeting, beside the post that he holds: 記録者."""
    return _PASSING.fullmatch(post) is not None


def of_several_posts(name: str, held: Mapping[str, Sequence[str]]) -> Iterator[str]:
    """What staff are told of those who stand in a paper more than once, in different posts: in several committees.

    Args:
        name: of the paper.
        held: the posts of each, the one that is used first.
    """
    if held:
        each = "、".join(f"{who}（{'、'.join(dict.fromkeys(posts))}）" for who, posts in held.items())
        yield f"{name}：2つ以上の職で書かれている人がいます：{each}。はじめの職を使っています。この会議の職か確かめてください。"


def of_two_who_lead(name: str, people: Iterable[Person]) -> Iterator[str]:
    """What staff are told of several who are 会長 or 委員長 in one paper, which may give the posts that people hold elsewhere.

    Args:
        name: of the paper.
    """
    held: dict[str, list[str]] = {}
    for person in people:
        if only_leads(person.post) and not person.post.startswith("副"):
            held.setdefault(person.post, []).append(person.name)
    for post, names in held.items():
        if len(names) > 1:
            yield f"{name}：「{post}」が{len(names)}人います（{'、'.join(names)}）。この会議の{post}がだれかを確かめてください。"


def remarks_left_open(
    lines: Sequence[str], of_people: Collection[int], judge: NameJudge, names: Collection[str]
) -> Iterator[Said]:
    """Remarks in brackets behind people, by which they may not be there, or somebody else is: （出張）, （辞任）, （代理　課長　千野　圭）.

    Args:
        of_people: lines in which people stand.
        names: of everybody who was read, without spaces.
    """
    notes = [m for m in map(_NOTE.match, lines) if m is not None and _OF_ATTENDANCE.search("".join(m["said"].split()))]
    for number in sorted(of_people):
        for note in notes:
            if note["mark"] in "".join(lines[number].split()) and note.string != lines[number]:
                text = f"「{lines[number].strip()[:40]}」の注「{note['said'].strip()[:40]}」は使っていません（出席として読みました）。"
                yield Said(number, text)
        for remark in _IN_BRACKETS.findall(lines[number]):
            if headings.is_vacancy("".join(remark.split())):
                continue
            said = time_said(remark)
            if perhaps_absent(remark) or (said is not None and said.time.left):
                line = lines[number].strip()[:40]
                yield Said(number, f"「{line}」の「{remark}」は使っていません（出席として読みました）。")
                continue
            plain = "".join(remark.split())
            if _SUBSTITUTE.search(plain) and not may_be_post(plain):
                yield Said(
                    number, f"「{lines[number].strip()[:40]}」の「{remark}」：どちらが出席するか確かめてください。"
                )
            elif judge.holds_name(plain) and not any(name in plain for name in names):
                yield Said(number, f"「{lines[number].strip()[:40]}」の「{remark}」の人は使っていません。")


def without_post(listed: Sequence[tuple[int, LinePerson]]) -> Iterator[Said]:
    """Those of one list who have no post beside others who have one.

    Args:
        listed: with the line of each.
    """
    bare = [(line, one) for line, one in listed if not one.person.post]
    if bare and len(bare) < len(listed):
        named = "、".join(one.person.name for _, one in bare)
        yield Said(bare[0][0], f"{named}の職名が分かりません。")


def where_from(listed: Sequence[tuple[int, LinePerson]]) -> Iterator[Said]:
    """Those of one list who have in place of a post where they come from: a party, an association.

    Args:
        listed: with the line of each.
    """
    held = [(line, one) for line, one in listed if _is_affiliation(one.person.post)]
    if held:
        named = "、".join(f"{one.person.name}（{one.person.post}）" for _, one in held)
        yield Said(held[0][0], f"{named}の職名の欄には、会派・団体などの所属が入っています。")


def _is_affiliation(post: str) -> bool:
    return bool(post) and ending(post) is None and _AFFILIATIONS.search(post) is not None


def surnames_alone(listed: Sequence[tuple[int, LinePerson]], judge: NameJudge) -> Iterator[Said]:
    """Those of a paper who have a surname alone among people with whole names: the name may have been cut."""
    whole = [one for _, one in listed if judge.is_whole(one.spaced)]
    if len(whole) < _MOST_WHOLE * len(listed):
        return
    for line, one in listed:
        again = any(w.spaced.split()[0] == one.person.name for w in whole)
        if not again and not one.guessed and not judge.is_whole(one.spaced):
            yield Said(line, f"「{one.person.name}」は名字だけとして読みました。氏名を確かめてください。")
