"""The agendas that a paper holds: one, or one for each day of a session; and what their heads say of them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePath
from typing import NamedTuple

from transcriber.language import numbers
from transcriber.minutes import rule_files
from transcriber.papers import agenda_lines
from transcriber.papers.agenda_entries import AgendaEntry
from transcriber.papers.paper import Paper

_LAYOUT = rule_files.any_of_each(__package__, "layout")
_ISSUE = re.compile(rf"(?:日程表?|^)[(〔【]?第?(?P<issue>{numbers.INTEGER})号(?=の追加|[)〕】]|$)")
_AGENDA = re.compile("日程|次第")
_DAY = re.compile(rf"(?P<month>{numbers.INTEGER})月(?P<day>{numbers.INTEGER})日")
_OF_MEETING = re.compile(f"(?:{_LAYOUT['days_of_meeting']})")
_REVISED = re.compile(f"(?:{_LAYOUT['revised_agendas']})")
_ADDED = re.compile(f"(?:{_LAYOUT['added_agendas']})")
_ABOVE = 4
"""Lines above a heading in which the day of its meeting may stand."""
_SHORT = 40
"""Characters of a line of the head; a longer one is text."""


@dataclass(frozen=True)
class AgendaPart:
    """One agenda.

    Attributes:
        paper: number of the paper, from 0 on.
        name: of the paper.
        alone: the paper holds no other.
        sure: it is headed or called an agenda, or numbers its items as one; else they may be bills of a list, or parts of a text.
        issue: of 議事日程（第2号）.
        day: month and day of its meeting.
        added: 追加日程, which counts anew.
        revised: it says that it stands for an earlier one.
    """

    entries: tuple[AgendaEntry, ...]
    paper: int = 0
    name: str = ""
    alone: bool = True
    sure: bool = True
    issue: int | None = None
    day: tuple[int, int] | None = None
    added: bool = False
    revised: bool = False

    @property
    def identity(self) -> str:
        """第2号、12月7日, as far as it is known."""
        issue = f"第{self.issue}号{'の追加' if self.added else ''}" if self.issue is not None else ""
        return "、".join(filter(None, (issue, self.spelled_day)))

    @property
    def label(self) -> str:
        """As staff find it: 「日程.txt」（第2号、12月7日）."""
        return f"「{self.name}」" + (f"（{self.identity}）" if self.identity else "")

    @property
    def spelled_day(self) -> str:
        """12月7日; empty if the day is not known."""
        return f"{self.day[0]}月{self.day[1]}日" if self.day is not None else ""


class _Head(NamedTuple):
    issue: int | None
    day: tuple[int, int] | None
    added: bool
    revised: bool
    agenda: bool

    def is_another(self, other: _Head) -> bool:
        """Whether this heads another agenda than `other`, and no page or copy of the same."""
        issues, days = {self.issue, other.issue} - {None}, {self.day, other.day} - {None}
        return len(issues) > 1 or len(days) > 1 or self.added != other.added


def agendas_of(paper: Paper, number: int, entries: Sequence[AgendaEntry]) -> tuple[AgendaPart, ...]:
    """The agendas of a paper, each with its entries; none where it has no entries."""
    if not entries:
        return ()
    heads = [at for at, line in enumerate(paper.lines) if agenda_lines.agenda_heading(line.strip())]
    begun: list[tuple[_Head, list[AgendaEntry]]] = []
    for first, own in _by_head(entries, heads).items():
        head = _head(paper.lines, first, own[0].place)
        if begun and (first is None or not head.is_another(begun[-1][0])):
            begun[-1][1].extend(own)
        else:
            begun.append((head, own))
    stem = PurePath(paper.name).stem
    return tuple(
        AgendaPart(
            tuple(own),
            paper=number,
            name=paper.name,
            alone=len(begun) == 1,
            sure=head.agenda or _AGENDA.search(stem) is not None or any(_is_numbered(paper.lines, e) for e in own),
            issue=head.issue,
            day=head.day,
            added=head.added or all(e.added for e in own) or (len(begun) == 1 and _ADDED.search(stem) is not None),
            revised=head.revised or _REVISED.search(stem) is not None,
        )
        for head, own in begun
    )


def issues_alone(lines: Sequence[str]) -> Iterator[int]:
    """Lines that hold nothing but the number of the agenda that the line above them heads: （第2号）."""
    for at in range(1, len(lines)):
        if _ISSUE.match("".join(lines[at].split())) and agenda_lines.agenda_heading(lines[at - 1].strip()):
            yield at


def _is_numbered(lines: Sequence[str], entry: AgendaEntry) -> bool:
    """Whether an entry has a number that only agendas give: 日程第3, or one in a column."""
    line = lines[entry.place]
    return entry.item.number is not None and ("\t" in line or agenda_lines.is_scheduled(line))


def _by_head(entries: Sequence[AgendaEntry], heads: Sequence[int]) -> Mapping[int | None, list[AgendaEntry]]:
    """The entries below each heading; None: above the first."""
    found: dict[int | None, list[AgendaEntry]] = {}
    for entry in entries:
        found.setdefault(max((h for h in heads if h <= entry.place), default=None), []).append(entry)
    return found


def _head(lines: Sequence[str], heading: int | None, entry: int) -> _Head:
    """What stands around the heading of an agenda, above its first entry."""
    first = heading if heading is not None else 0
    issue, day, added, revised = None, None, False, False
    for at, line in _lines_of_head(lines, first, entry):
        if issue is None and (said := _ISSUE.search(line)) is not None:
            issue = _number(said["issue"])
        if day is None and (_OF_MEETING.search(line) or at == first):
            day = _only_day(line)
        if len(line) <= _SHORT and at >= first:
            added = added or _ADDED.search(line) is not None
            revised = revised or _REVISED.search(line) is not None
    named = heading is not None and _AGENDA.search("".join(lines[heading].split())) is not None
    return _Head(issue, day, added, revised, named)


def _lines_of_head(lines: Sequence[str], heading: int, entry: int) -> Iterator[tuple[int, str]]:
    """The lines below a heading and then those above it, without white space; above it none that belongs to other entries."""
    for at in range(heading, entry):
        yield at, "".join(lines[at].split())
    for at in range(heading - 1, max(-1, heading - 1 - _ABOVE), -1):
        if agenda_lines.numbered(lines[at].strip()) is not None:
            return
        yield at, "".join(lines[at].split())


def _only_day(line: str) -> tuple[int, int] | None:
    days = {(_number(m["month"]), _number(m["day"])) for m in _DAY.finditer(line)}
    month, day = days.pop() if len(days) == 1 else (None, None)
    return (month, day) if month is not None and day is not None else None


def _number(text: str) -> int | None:
    value = numbers.value(text)
    return int(value) if value is not None else None
