"""Titles of an agenda that go on in the lines below."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from transcriber.minutes import rule_files
from transcriber.papers import agenda_lines
from transcriber.papers.bill_ranges import leading_bills
from transcriber.papers.line_marks import COLUMNS, LABELLED, SENTENCE
from transcriber.papers.list_context import ListContext
from transcriber.papers.list_headings import heading_of
from transcriber.papers.people_lines import people_of_line
from transcriber.papers.person_names import NameJudge
from transcriber.papers.speakers_beside import is_by_role, people_beside

_LAYOUT = rule_files.any_of_each(__package__, "layout")
_LONG_LINE = 24
"""Characters from which on a line may have been wrapped."""
_MOST_LINES = 6
"""Of one title."""
_LEFT_OVER = 5
"""Characters below which a line is what did not fit in a cell."""
_GOES_ON = re.compile(_LAYOUT["titles_go_on"])
_STEPS = re.compile(f"報告|質疑|討論|採決|{_LAYOUT['aside_words']}")
"""How an item is dealt with, and no part of its title."""
_BRACKETED = re.compile(r"[(（][^()（）]*(?:[(（][^()（）]*[)）][^()（）]*)*[)）]")
"""What a bill is about, below its title: （令和8年度一般会計補正予算（第2号））."""
_RANGE_OPEN = re.compile("(?:から|より|及び|並びに|ないし|、)$")
"""議案第2号から, with the last of them in the next line."""


@dataclass(frozen=True)
class TitleLines:
    """The lines of a paper, for putting titles together."""

    lines: Sequence[str]
    judge: NameJudge

    def whole(self, text: str, after: int, *, plain: bool) -> tuple[str, int]:
        """A title with the lines on which it goes on, and the line after them.

        Args:
            after: the line behind the one where it begins.
            plain: the list has no numbers, so that each line may be an item.
        """
        text = text.strip()
        for _ in range(_MOST_LINES):
            below = self.lines[after].strip() if after < len(self.lines) else ""
            if not below or not self._continues(text, below, after, plain):
                break
            first = text if agenda_lines.has_open_bracket(text) else _alone(text)
            text = f"{first}{' ' if _parted(text, below) else ''}{below}"
            after += 1
        return text, after

    def names_people(self, line: str) -> bool:
        """Whether a line lists people, beyond doubt."""
        people = people_of_line(line, self.judge, ListContext())
        if people is not None and all(p.sure for p in people):
            return True
        return is_by_role(line) and bool(people_beside(line, self.judge))

    def _continues(self, text: str, below: str, at: int, plain: bool) -> bool:
        bills = leading_bills(text)
        title = bills.rest.strip() if bills.bills else text
        if agenda_lines.numbered(below) or agenda_lines.agenda_heading(below) or agenda_lines.is_page(below):
            return False
        if agenda_lines.has_open_bracket(text):
            return True
        if agenda_lines.may_contain(title):
            return False  # ２　協議
        if leading_bills(below).bills:
            return not text or _RANGE_OPEN.search(text) is not None
        if _BRACKETED.fullmatch(below):
            return bool(bills.bills) and agenda_lines.is_sure_title(text) and _STEPS.search(below) is None
        if agenda_lines.is_routine(below) or agenda_lines.is_label(below) or agenda_lines.is_container(below):
            return False
        if agenda_lines.inside_container(below) is not None or _begins_row(below):
            return False
        if LABELLED.match(below) or SENTENCE.search(below) or self.names_people(below):
            return False
        if (head := heading_of(below)) is not None and not head[1].strip():
            return False  # 第二部会委員（五十音順）
        if not title:
            return True
        if _GOES_ON.match(below) and len(title) >= _LONG_LINE:
            return True
        if not agenda_lines.is_unfinished(_alone(title)) or agenda_lines.heads_another_list(below):
            return False
        if _GOES_ON.match(below):
            return True
        if agenda_lines.ends_as_title(_alone(title) + below) and len(below) < _LEFT_OVER:
            return True
        return len(title) >= _LONG_LINE or (not plain and self._ends_soon(at))

    def _ends_soon(self, at: int) -> bool:
        """Whether one of the next lines ends as titles do, and none before it begins anything."""
        for line in self.lines[at : at + 3]:
            text = line.strip()
            if not text or agenda_lines.numbered(text) or leading_bills(text).bills or text[0] == "※":
                return False
            if agenda_lines.ends_as_title(text):
                return True
        return False


def _begins_row(line: str) -> bool:
    """Whether a line is a row whose first cell says what stands in it: 連絡 | 次回は未定."""
    first = line.split("\t")[0]
    return first != line and (agenda_lines.may_contain(first) or agenda_lines.is_label(first))


def _alone(text: str) -> str:
    """A line of a title without what stands in the next column."""
    bills = leading_bills(text)
    columns = COLUMNS.split(text)
    return agenda_lines.title_of(text) if len(columns) > 1 and not (bills.bills and not bills.rest.strip()) else text


def _parted(text: str, below: str) -> bool:
    """Whether a space belongs between two lines of a title."""
    bills = leading_bills(text)
    if bills.bills and not bills.rest.strip():
        return True
    return text[-1:].isascii() and text[-1:].isalnum() and below[:1].isascii()
