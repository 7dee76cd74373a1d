"""The items that one entry of an agenda makes: its title, and one item for each of its bills."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from transcriber.language import numbers
from transcriber.minutes.characters import KANJI
from transcriber.minutes.transcript import AgendaItem
from transcriber.minutes.variant_characters import comparable
from transcriber.papers import agenda_lines
from transcriber.papers.bill_ranges import LeadingBills, leading_bills
from transcriber.papers.line_accounts import Said

_IN_BRACKETS = re.compile(r"[(（].*[)）]")
BARE_BILL = re.compile(rf"(?P<bill>第\s*{numbers.INTEGER}\s*号)(?=\s)")
"""第1号, whose kind its heading says."""
_OTHER_BILL = re.compile(rf"(?P<bill>[{KANJI}]{{1,6}}\s*第\s*{numbers.INTEGER}\s*号)(?=\s)")
"""報第12号: an item of a kind of its own."""


class AgendaEntry(NamedTuple):
    """An item, and where it is from.

    Attributes:
        place: line of the paper.
        shared: its title is that of several bills.
        added: of a 追加日程, which counts anew.
        below: it stands below the item whose number it has.
    """

    item: AgendaItem
    place: int
    shared: bool = False
    added: bool = False
    below: bool = False

    def as_added(self) -> AgendaEntry:
        """The same of 追加日程第N."""
        return self._replace(added=True, item=self.item.model_copy(update={"added": True}))


class EntriesRead(NamedTuple):
    """What an entry makes.

    Attributes:
        unread, told: what staff are told of its line.
        left: what stands beside its title and is not used.
    """

    entries: tuple[AgendaEntry, ...]
    unread: tuple[Said, ...]
    told: tuple[Said, ...]
    left: str


def entries_of(text: str, place: int, number: int | None) -> EntriesRead:
    """The items of an entry.

    Args:
        text: without the number of the list; with the lines on which it goes on.
        number: 日程第N.
    """
    bills = leading_bills(text)
    if not bills.bills and (other := _OTHER_BILL.match(text) or BARE_BILL.match(text)):
        bills = LeadingBills(("".join(other["bill"].split()),), text[other.end() :])
    title = agenda_lines.title_of(bills.rest if bills.bills else text)
    if title.startswith("について") and bills.bills:
        title = title.removeprefix("について").strip()
        title = "" if _IN_BRACKETS.fullmatch(title) else title
    if title == "について" or (bills.bills and agenda_lines.is_aside(title)):
        title = ""
    unread = (Said(place, f"{bills.wrong}。議案の番号を確かめてください。"),) if bills.wrong else ()
    told: tuple[Said, ...] = ()
    if len(bills.bills) > 1:
        count = f"「{bills.bills[0]}」から「{bills.bills[-1]}」の{len(bills.bills)}件の議案として読みました。"
        told = (Said(place, count),)
    entries = tuple(
        AgendaEntry(AgendaItem(number=number, title=title, bill=bill), place, len(bills.bills) > 1)
        for bill in bills.bills or ("",)
        if title or bill
    )
    return EntriesRead(entries, unread, told, agenda_lines.left_beside(bills.rest if bills.bills else text))


def spread(entries: Sequence[AgendaEntry], items: range) -> tuple[list[AgendaEntry], bool]:
    """日程第3から日程第5まで: the entries with one number for each, and whether there are as many."""
    if len(entries) != len(items):
        return list(entries), False
    pairs = zip(entries, items, strict=True)
    return [e._replace(item=e.item.model_copy(update={"number": n})) for e, n in pairs], True


def same_business(one: AgendaItem, two: AgendaItem) -> bool:
    """Whether two items are one: of the same bill, or of a title that is alike where there is none."""
    if one.bill or two.bill:
        return one.bill == two.bill
    return _alike(one.title, two.title)


def _alike(one: str, two: str) -> bool:
    a, b = _compared(one), _compared(two)
    return bool(a) and bool(b) and (a == b or (min(len(a), len(b)) > 5 and (a.startswith(b) or b.startswith(a))))


@lru_cache(maxsize=4096)
def _compared(title: str) -> str:
    return re.sub("(?:について|の件)$", "", comparable(title))
