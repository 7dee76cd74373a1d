"""A second look at the lines that were read: names, posts and absences that stand in them and of which nothing was read.

A line has one explanation (`line_accounts.py`), but somebody beside it may be passed over: who explains an item, the second one in a
cell, 会長 in brackets. The readers say what they understood; this asks every word of a line whether it is part of that.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import pairwise

from transcriber.minutes import posts, rule_files
from transcriber.minutes.people import Person
from transcriber.minutes.variant_characters import common_form
from transcriber.office_tables import headings
from transcriber.office_tables.office_words import is_legend
from transcriber.papers.line_accounts import LineUse, Said, as_shown
from transcriber.papers.list_headings import context_of
from transcriber.papers.people_doubts import are_of_two_sides, is_passing_role
from transcriber.papers.person_names import NameJudge, may_be_name, may_be_post, may_be_reading

_LAYOUT = rule_files.any_of_each(__package__, "layout")
_TOKEN = re.compile(r"[^\s、,，・:：;／/()（）「」『』【】〔〕\[\]<>＜＞…○◯〇◎●△▲]+")
_GAP = re.compile(r"[^\S\t\v\n]+")
_FORMS = "|".join(map(re.escape, posts.honorifics()))
_CALLED = re.compile(f"(?:{_FORMS})$")
_ABSENT = re.compile(f"(?<!出)(?:{_LAYOUT['absent']})$")
_CHIEF = re.compile(f"(?:{_LAYOUT['chiefs']})(?:職務)?(?:代理者?)?")
_OF_OTHERS = re.compile(_LAYOUT["petitions"])
"""In the title of an item: who stands beside it asks for it, and is not there."""
_INSIDE = re.compile(r"[(（]([^()（）]*)[)）]")
_LEADER = re.compile(r"^[\s・○◯〇]*(?:議事)?(?:司会|進行)(?:者|役|進行)?(?:\s*[::]\s*|\s+)(?P<who>\S.*)$")
"""進行　指導課　小林"""
_SEAT = re.compile("[0-9]{1,2}番(?:議員|委員)?")
_VACANT = re.compile(r"欠\s*員")
_LONGEST_GIVEN = 4
_READ = (LineUse.ITEM, LineUse.PEOPLE, LineUse.HEADING, LineUse.ROUTINE, LineUse.DETAIL, LineUse.LABEL)
_REMARK = re.compile(f"(?:{_LAYOUT['remarks']}|{_LAYOUT['perhaps_absent']}|{_LAYOUT['absent']})")
_SPOILED = re.compile("[、,，:：;％%のをに]|^[ァ-ヺ](?=[^ァ-ヺー])")
"""What stands in no post: it was read over the edge of somebody else's."""


def passed_over(
    lines: Sequence[str],
    uses: Mapping[int, LineUse],
    people: Sequence[Person],
    said: str,
    judge: NameJudge,
    of_people: Collection[int] = (),
) -> Iterator[Said]:
    """What stands in lines that were read, and was not read: people, who leads, who is absent; and posts that cannot be posts.

    Args:
        people: everybody who was read.
        said: what staff are told of the paper already.
        of_people: lines that the reader of people took, whatever they are besides.
    """
    spread = [(p, re.compile(r"\s*".join(map(re.escape, p.compact_name)))) for p in people if p.name]
    spread.sort(key=lambda each: -len(each[0].name))
    names = {form for p in people if p.name for form in (p.compact_name, common_form(p.compact_name))}
    told = "".join(said.split())
    for at, line in enumerate(lines):
        use = uses.get(at)
        if use not in _READ or is_legend(line):
            continue
        here, rest = [], line
        for person, pattern in spread:
            rest, found = pattern.subn("〓", rest)
            here += [person] * bool(found)
        if use is not LineUse.ITEM or _OF_OTHERS.search(line) is None:
            for name in dict.fromkeys(_named(rest, judge)):
                plain = "".join(name.split())
                title = posts.ending(plain)
                surname = plain.removesuffix(title.text) if title is not None else plain
                listed = any(one.startswith(surname) or plain.startswith(one) for one in names)
                other = title is not None and at in of_people and _is_another(surname, plain, people, here)
                if plain not in told and (not listed or other):
                    yield Said(at, f"「{as_shown(line)}」の「{name}」は、人として読んでいません。")
        alone = "".join(line.split())
        if use is LineUse.LABEL and not here and alone not in told and _is_surname_with_post(alone, judge):
            yield Said(at, f"「{as_shown(line)}」は、人として読んでいません。")
        elif use is LineUse.LABEL and not here and (led := _led(line, judge)) and led not in told:
            yield Said(at, f"「{as_shown(line)}」の人は読んでいません。")
        if here and (use is LineUse.PEOPLE or at in of_people):
            yield from _open_words(at, line, rest, here, told)
    for person, pattern in spread:
        place = next((n for n, text in enumerate(lines) if pattern.search(text)), 0)
        if person.post and (_is_spoiled(person.post) or judge.holds_name(person.post)):
            yield Said(place, f"「{person.name}」の職名を「{person.post}」と読みました。職名を確かめてください。")
        if (judge.is_term(person.compact_name) and not person.seat) or _begins_as_post(person.compact_name):
            yield Said(place, f"「{person.name}」を人として読みました。人の名前かどうか確かめてください。")


def _is_surname_with_post(text: str, judge: NameJudge) -> bool:
    """Whether a line is a surname and a post with its office, and nothing else: 中島議会事務局主査."""
    title = posts.ending(text)
    return title is not None and may_be_name(text) and judge.begins_with_surname(text)


def _led(line: str, judge: NameJudge) -> str:
    """Who leads the meeting, by his surname, in a line whose label says so; empty where nobody is named."""
    match = _LEADER.match(line)
    last = match["who"].split()[-1] if match is not None else ""
    return last if judge.is_surname(common_form(last)) and not may_be_post(last) else ""


def _is_another(surname: str, called: str, people: Sequence[Person], here: Sequence[Person]) -> bool:
    """Whether everybody of a surname stands elsewhere and on another side than the post that somebody is called by here."""
    same = [p for p in people if p.compact_name.startswith(surname)]
    return not any(p in here or not are_of_two_sides(p.post, called) for p in same)


def _begins_as_post(name: str) -> bool:
    """Whether the end of a post stands at the beginning of a name: 理事河野弓枝."""
    return any(len(title.text) > 1 and name.startswith(title.text) for title in posts.titles())


def read_twice(lines: Sequence[str], people: Mapping[int, LineUse], business: Mapping[int, LineUse]) -> Iterator[Said]:
    """Lines that both readers took: for people, and for business."""
    for at, use in sorted(people.items()):
        if use is LineUse.PEOPLE and business.get(at) in (LineUse.ITEM, LineUse.HEADING):
            yield Said(at, f"「{as_shown(lines[at])}」を、議題としても人としても読みました。どちらか確かめてください。")


_ONE_CHARACTER = frozenset("父母夫妻兄姉弟妹祖")
_CUT = re.compile("した|する|各|なる|その他")
"""How no post begins: した委員, of 欠席した委員."""


def _is_spoiled(post: str) -> bool:
    cut = (len(post) == 1 and post not in _ONE_CHARACTER) or _CUT.match(post) is not None
    return cut or _SPOILED.search(post) is not None or _REMARK.fullmatch(post) is not None


def _open_words(at: int, line: str, rest: str, here: Sequence[Person], told: str) -> Iterator[Said]:
    """Words of a line by which somebody in it leads or is absent, where nobody was read so."""
    left: list[str] = []
    bare = any(not p.post for p in here) and "氏名" not in line  # 相談者　氏名　小野寺 恵子: whose name it is
    seated = any(p.seat for p in here)
    for token in dict.fromkeys(match[0] for match in _TOKEN.finditer(_VACANT.sub(" ", rest))):
        heads = context_of(token)
        gone = _ABSENT.search(token) is not None or (heads is not None and heads.absent)
        absent = gone and not any(p.absent for p in here)
        elsewhere = any(c.endswith(token) and c != token for c in map("".join, map(str.split, _INSIDE.findall(rest))))
        leads = (
            _CHIEF.fullmatch(token)
            and not elsewhere
            and not any(token in p.post or p.post in token and p.post for p in here)
        )
        if (absent or leads) and f"の「{token}」" not in told:
            how = "（出席として読みました）" if absent else ""
            yield Said(at, f"「{as_shown(line)}」の「{token}」は使っていません{how}。確かめてください。")
        elif (not seated and _SEAT.fullmatch(token)) or (bare and _is_unheld(token, here)):
            left.append(token)
    if left and f"の「{left[0]}」" not in told:
        yield Said(at, f"「{as_shown(line)}」の「{'」「'.join(left)}」は使っていません。確かめてください。")


def _is_unheld(token: str, here: Sequence[Person]) -> bool:
    """Whether a word of a line is a post that nobody in it has."""
    held = any(token in p.post for p in here)
    heads = context_of(token) is not None or is_passing_role(token)  # 欠席した委員, 議事録署名委員
    return may_be_post(token) and posts.ending(token) is not None and not held and not heads


def _named(text: str, judge: NameJudge) -> Iterator[str]:
    """Those who are named in a text by surname and given name, or by surname and post."""
    found = list(_TOKEN.finditer(text))
    for token in found:
        yield from _in_token(token[0], judge)
    for one, two in pairwise(found):
        given = _CALLED.sub("", two[0]) or two[0]
        if not _GAP.fullmatch(text[one.end() : two.start()]):
            continue
        if _is_pair(one[0], given, judge) or (two is found[-1] and _holds_post(one[0], given, judge)):
            yield f"{one[0]} {given}"


def _holds_post(post: str, surname: str, judge: NameJudge) -> bool:
    """Whether a surname ends the line behind a post: センター長 岩切."""
    title = posts.ending(post)
    held = title is not None and may_be_post(post) and not headings.names_a_group(post)
    return held and len(surname) > 1 and not may_be_post(surname) and judge.is_surname(common_form(surname))


def _is_pair(surname: str, given: str, judge: NameJudge) -> bool:
    if len(surname + given) < 3 or len(given) > _LONGEST_GIVEN or may_be_reading(surname):
        return False
    if may_be_post(surname) or may_be_post(given) or judge.is_term(surname):
        return False
    return judge.is_surname(common_form(surname)) and judge.is_given(common_form(given))


def _in_token(token: str, judge: NameJudge) -> Iterator[str]:
    """Within what no gap parts: 代表榊原温子氏, 桑原課長."""
    plain = _CALLED.sub("", token)
    for one, two in pairwise(judge.words(plain)):
        name = plain[one.end - len(one.surface) :]
        ends = one.part[3] == "姓" and two.part[3] == "名" and two.end == len(plain)
        if ends and len(name) > 2 and may_be_name(name) and not may_be_reading(name):
            yield name
    title = posts.ending(token)
    former = title is not None and token.removesuffix(title.text) in _FORMER
    if judge.is_called_so(token) and not former and not headings.names_a_group(token):
        yield token


_FORMER = ("前", "元", "新", "現", "次", "原")
