"""How many people a paper says there are, held against how many were read there: 出席委員（8人）, 以上18名, 欠席者　1名.

Nobody has to know how a list is laid out to tell that it holds fewer people, or more, than its own heading says.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from transcriber.language import numbers
from transcriber.minutes import rule_files
from transcriber.minutes.people import Person
from transcriber.papers.line_accounts import LineUse, Said, as_shown
from transcriber.papers.list_headings import group_of, heading_of

_LAYOUT = rule_files.any_of_each(__package__, "layout")
_COUNT = re.compile(rf"(?<![0-9.:第])(?P<count>{numbers.INTEGER})\s*[名人](?![前目以中]|のうち)")
_BEFORE = 6
"""Characters before a number that say whose it is."""
_NOT_OF_ALL = re.compile(f"(?:{_LAYOUT['counts_of_others']})")
_ATTENDANCE = re.compile(f"(?:{_LAYOUT['taking_part']}|説明|職務のため|事務局|傍聴)")
_CLOSES = re.compile(r"(?:以上|計|合計|総数|[(（]).{0,4}[名人][)）]?$")
_PEOPLE = (LineUse.PEOPLE, LineUse.UNREAD, LineUse.NAMED)


def differing(lines: Sequence[str], uses: Mapping[int, LineUse], people: Sequence[Person]) -> Iterator[Said]:
    """What staff are told of lists that hold other numbers of people than they say."""
    held = _people_of_lines(lines, people)
    heads = [at for at, line in enumerate(lines) if _heads(line)]
    ends = [at for at, line in enumerate(lines) if group_of(line) is not None or heading_of(line.strip()) is not None]
    for at, line in enumerate(lines):
        said = _said(line)
        if said is None:
            continue
        if at in heads:
            first, counts = at, list(_counts_on(at, ends, lines, uses, held))
        elif _CLOSES.search(line.strip()) and uses.get(at) in _PEOPLE:
            first = max((h for h in heads if h < at), default=at)
            counts = [
                len(set().union(*(held.get(n, set()) for n in range(begun, at + 1)))) for begun in heads if begun < at
            ]
        else:
            continue
        read = [n for n in counts if n]
        if read and said not in counts:
            shown = as_shown(lines[first] if first == at else f"{lines[first]} … {line}")
            near = min(read, key=lambda n: abs(n - said))
            yield Said(
                at,
                f"「{shown}」は{said}人とありますが、ここから読んだ人は{near}人です。足りない人や余分な人がいないか確かめてください。",
            )


def _counts_on(
    at: int, heads: Sequence[int], lines: Sequence[str], uses: Mapping[int, LineUse], held: Mapping[int, set[int]]
) -> Iterator[int]:
    """How many people stand from a heading on to each place where its list may end."""
    found: set[int] = set()
    for number in range(at, len(lines)):
        ends = number > at and (number in heads or uses.get(number) is LineUse.ITEM)
        if ends:
            yield len(found)
        if ends and (_ATTENDANCE.search("".join(lines[number].split())) or uses.get(number) is LineUse.ITEM):
            return
        found |= held.get(number, set())
    yield len(found)


def _heads(line: str) -> bool:
    head = heading_of(line.strip())
    return group_of(line) is not None or (head is not None and head[2])


def _said(line: str) -> int | None:
    """The number of people that a line says; None where it says none, or more than one."""
    found = list(_COUNT.finditer(line))
    if len(found) != 1:
        return None
    at = found[0].start()
    if _NOT_OF_ALL.search("".join(line[max(at - _BEFORE, 0) : at].split())) is not None:
        return None
    value = numbers.value(found[0]["count"])
    return int(value) if value else None


def _people_of_lines(lines: Sequence[str], people: Sequence[Person]) -> dict[int, set[int]]:
    """By line, the places of those whose names stand in it."""
    spread = [(n, re.compile(r"\s*".join(map(re.escape, p.compact_name)))) for n, p in enumerate(people) if p.name]
    spread.sort(key=lambda each: -len(people[each[0]].compact_name))
    held: dict[int, set[int]] = {}
    for at, line in enumerate(lines):
        rest = line
        for number, pattern in spread:
            rest, found = pattern.subn("〓", rest)
            if found:
                held.setdefault(at, set()).add(number)
    return held
