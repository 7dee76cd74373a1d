"""The outline of an agenda: what stands below what, and by that which entries are business and which are headings of it.

A heading is told by what is listed below it rather than by its words: 付託案件審査 with bills below it, 告示事項 with titles below it.
Where the outline can be read in two ways, staff are told how it was read.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from enum import Enum, auto

from transcriber.language import figures
from transcriber.minutes import rule_files
from transcriber.office_tables import headings
from transcriber.papers import agenda_lines
from transcriber.papers.agenda_entries import AgendaEntry
from transcriber.papers.agenda_lines import COUNTED, SCHEDULED
from transcriber.papers.bill_ranges import bill_in
from transcriber.papers.line_accounts import LineUse, Said, as_shown
from transcriber.papers.line_marks import LABELLED
from transcriber.papers.list_headings import heading_of
from transcriber.papers.other_lines import is_fixed_label
from transcriber.papers.speakers_beside import is_by_role

_LAYOUT = rule_files.any_of_each(__package__, "layout")
_TWO_TITLES = re.compile(
    r"\S\s*(?:[(（][0-9]{1,2}[)）]|[①-⑳⑴-⒇])\s*\S{3}|\v|^[(（][0-9]{1,2}[)）]|^第[0-9]+\s|[.…‥・]{3}|(?:について|の件)\s+[2-9]\s+\S"
)
_NAMED_IN_TITLE = re.compile("[0-9]+番.{1,14}(?:委員|議員)")
_KIND = re.compile(figures.bills())
_FRAGMENT = re.compile(f"(?:{_LAYOUT['fragments']})")
_OPEN_TITLES = re.compile(f"(?:{_LAYOUT['loose_items']})")
_OPEN_AND_MORE = re.compile(rf"(?:{_LAYOUT['loose_items']})\s")
_AS_HEADING = "下に議題が並ぶので見出しとして読み、議題にしていません。"
_ROW_OF_TABLE = 3
"""Borders of cells in a line that was read as one title."""
_SHORTEST = 5
"""Characters of a title that only stands further in than its heading."""
ROW = "行"
"""The manner of a line or row without a number in a list that has none."""


class EntryRole(Enum):
    """What an entry of an agenda is."""

    ITEM = auto()
    HEADING = auto()
    ROUTINE = auto()
    LABEL = auto()


@dataclass
class AgendaNode:
    """An entry with what stands below it.

    Attributes:
        manner: how it is numbered.
        lines: those that it covers.
        text: as it stands.
        entries: the items that it makes; several where several bills are one entry.
        left: what stands beside its title and is not used.
        people: people stand below it.
        prose: something is said of it in sentences.
    """

    manner: str
    role: EntryRole
    place: int
    text: str
    number: int | None = None
    lines: range = range(0)
    entries: list[AgendaEntry] = field(default_factory=list)
    below: list[AgendaNode] = field(default_factory=list)
    prose: bool = False
    people: bool = False
    left: str = ""

    @property
    def title(self) -> str:
        """Without its number."""
        if self.entries:
            return self.entries[0].item.title
        numbered = agenda_lines.numbered(self.text)
        return agenda_lines.title_of(numbered.rest if numbered is not None else self.text)

    @property
    def has_bill(self) -> bool:
        """Whether a bill stands in it."""
        return any(e.item.bill for e in self.entries)

    @property
    def is_titled(self) -> bool:
        """Whether it says by itself what is dealt with."""
        return self.has_bill or agenda_lines.is_sure_title(self.title)

    def takes(self, line: str) -> bool:
        """Keep a line of people that stands below it; whether they speak to it, so that the line is one with its title."""
        if not is_by_role(line) or self.left:
            self.people = True
            return False
        self.left = line.strip()
        return True

    def may_hold(self) -> bool:
        """Whether bills below it are listed under it rather than beside it."""
        return self.role is EntryRole.HEADING or (self.role is EntryRole.ITEM and not self.is_titled)


@dataclass
class OutlineRead:
    """What an outline says.

    Attributes:
        unread, told: lines, with what staff are told of them.
    """

    entries: list[AgendaEntry] = field(default_factory=list)
    unread: list[Said] = field(default_factory=list)
    told: list[Said] = field(default_factory=list)
    uses: dict[int, LineUse] = field(default_factory=dict)


def read_outline(
    lists: Sequence[Sequence[AgendaNode]], *, notice: bool, counted: Collection[tuple[str, int | None]]
) -> OutlineRead:
    """The items of all lists of a paper, in order.

    Args:
        lists: the first level of each.
        counted: manner and number of every line that has one, so that a number that is missing in the paper is told from
            one that another list has.
        notice: the paper is a letter, in which その他 may say anything.
    """
    read = OutlineRead()
    for nodes in lists:
        own = OutlineRead([], read.unread, read.told, read.uses)
        labelled = notice or any(n.role is EntryRole.LABEL for n in nodes)
        for node in nodes:
            _settle(node, own, nodes, labelled=labelled)
        _count(nodes, own, counted)
        every = [n for node in nodes for n in _walk(node)]
        if any(n.role is EntryRole.HEADING and n.manner != SCHEDULED for n in nodes):
            for node in every:  # what counts headings is no 日程
                if node.manner in ("1", "一", "議案"):
                    node.entries = [e._replace(item=e.item.model_copy(update={"number": None})) for e in node.entries]
        for node in every:
            read.entries += node.entries
            _use(node, own)
    read.entries.sort(key=lambda e: e.place)
    return read


def _walk(node: AgendaNode) -> Iterator[AgendaNode]:
    yield node
    for child in node.below:
        yield from _walk(child)


def _settle(node: AgendaNode, read: OutlineRead, beside: Sequence[AgendaNode], *, labelled: bool) -> None:
    """Decide what a node is, from below upwards."""
    for child in node.below:
        _settle(child, read, node.below, labelled=False)
    if _KIND.fullmatch("".join(node.title.split())):  # 議案, above 第1号
        for child in node.below:
            child.entries = [_of_kind(e, "".join(node.title.split())) for e in child.entries]
    business = [c for c in node.below if c.role in (EntryRole.ITEM, EntryRole.HEADING)]
    if node.role is EntryRole.HEADING and not business and not node.people:
        told = any(c.role is not EntryRole.ITEM for c in node.below) or _OPEN_TITLES.fullmatch(node.title)
        if not told:
            read.unread.append(Said(node.place, f"「{as_shown(node.text)}」の下に議題を読み取れませんでした。"))
    elif node.role in (EntryRole.LABEL, EntryRole.ROUTINE):
        for child in node.below:
            _doubt_silenced(node, child, read)
    elif node.role is EntryRole.ITEM and node.prose and _OPEN_AND_MORE.match(node.title):
        node.role, node.entries = EntryRole.LABEL, []  # その他　出欠を御連絡ください。
    elif node.role is EntryRole.ITEM and business:
        _with_business(node, business, read, beside)
    elif (
        node.role is EntryRole.ITEM and _OPEN_TITLES.fullmatch(node.title) and (node.below or (labelled and node.prose))
    ):
        node.role, node.entries = EntryRole.LABEL, []  # その他　駐車場に限りがあります。
    elif node.role is EntryRole.ITEM and node.people and not node.is_titled and node.manner not in (SCHEDULED, "第"):
        if heading_of(node.title) is None:
            text = f"「{as_shown(node.text)}」は、下に人が並ぶので議題にしていません。"
            read.told.append(Said(node.place, text))
        node.role, node.entries = EntryRole.LABEL, []
    if node.role is EntryRole.ITEM:
        _doubt_title(node, read)


def _with_business(
    node: AgendaNode, business: Sequence[AgendaNode], read: OutlineRead, beside: Sequence[AgendaNode]
) -> None:
    if node.manner in (SCHEDULED, "第") and agenda_lines.may_contain(node.title) and not node.people:
        node.role, node.entries = EntryRole.HEADING, []  # 日程第5　その他 heads (1) …
        return
    if node.manner in (SCHEDULED, "第"):
        for child in business:
            if node.people and not child.has_bill:  # what somebody asks about
                read.uses |= {line: LineUse.DETAIL for one in _walk(child) for line in one.lines}
                for one in _walk(child):
                    one.entries = []
            elif not child.has_bill:
                text = f"「{as_shown(child.text)}」を議題として読んでいません（日程の中の細目）。"
                read.unread.append(Said(child.place, text))
                for one in _walk(child):
                    one.entries = []
        return
    bills = all(c.has_bill or c.role is EntryRole.HEADING for c in business)
    if agenda_lines.may_contain(node.title) or (bills and not node.is_titled):
        if node.manner == ROW and not agenda_lines.may_contain(node.title) and not headings.names_a_group(node.title):
            read.told.append(Said(node.place, f"「{as_shown(node.text)}」は、{_AS_HEADING}"))
        node.role, node.entries = EntryRole.HEADING, []
    elif not node.is_titled and all(c.is_titled or c.role is EntryRole.HEADING for c in business):
        node.role, node.entries = EntryRole.HEADING, []
        alike = sum(n.manner == node.manner and (n.role is EntryRole.HEADING or _heads_titles(n)) for n in beside)
        if alike > 1:
            return  # 1 町長提出案件, 2 議会関係
        text = f"「{as_shown(node.text)}」は、{_AS_HEADING}"
        read.told.append(Said(node.place, text))
    else:
        first = as_shown(business[0].text)
        text = f"「{as_shown(node.text)}」と、その下の「{first}」などの両方を議題にしています。片方が見出しや細目のときは、消してください。"
        read.told.append(Said(node.place, text))


def _doubt_silenced(node: AgendaNode, child: AgendaNode, read: OutlineRead) -> None:
    """Name what stands below 内容 or 開会 and may be business."""
    label = node.role is EntryRole.LABEL and not is_fixed_label(node.title)
    if (label and child.manner in COUNTED) or agenda_lines.is_sure_title(agenda_lines.title_of(child.text)):
        read.unread.append(Said(child.place, f"「{as_shown(child.text)}」を議題として読んでいません。"))


def _of_kind(entry: AgendaEntry, kind: str) -> AgendaEntry:
    bill = entry.item.bill
    return (
        entry._replace(item=entry.item.model_copy(update={"bill": kind + bill}))
        if bill.startswith("第") and bill.endswith("号")
        else entry
    )


def _heads_titles(node: AgendaNode) -> bool:
    return not node.is_titled and bool(node.below) and all(c.is_titled for c in node.below)


def _doubt_title(node: AgendaNode, read: OutlineRead) -> None:
    title = node.title
    if node.left:
        text = f"「{as_shown(title)}」の横の「{as_shown(node.left)}」は使っていません。"
        read.told.append(Said(node.place, text))
    if node.text.count("\t") >= _ROW_OF_TABLE and len(node.lines) < 2:
        text = f"「{as_shown(title)}」は、表の1行をつないだものです。題名だけかどうか確かめてください。"
        read.told.append(Said(node.place, text))
    elif len(node.lines) < 2 and agenda_lines.is_joined(node.text, title):
        text = f"「{as_shown(title)}」は、間を空けて並ぶものをつないだ題名です。題名だけかどうか確かめてください。"
        read.told.append(Said(node.place, text))
    elif _FRAGMENT.match(title):
        read.told.append(Said(node.place, f"「{as_shown(node.text)}」の題名は途中からのようです。"))
    elif _TWO_TITLES.search(title):
        read.told.append(Said(node.place, f"「{as_shown(title)}」は、1つの議題かどうか分かりません。"))
    elif _NAMED_IN_TITLE.search(title):
        read.told.append(Said(node.place, f"「{as_shown(title)}」の中の人は、出席者として読んでいません。"))
    elif not node.has_bill and bill_in(title):
        read.told.append(Said(node.place, f"「{as_shown(title)}」の中の議案は、議案として読んでいません。"))


def _count(nodes: Sequence[AgendaNode], read: OutlineRead, counted: Collection[tuple[str, int | None]]) -> None:
    """Name numbers that jump: something between them was not read, or the paper counts in another way."""
    last: dict[str, AgendaNode] = {}
    for node in nodes:
        before = last.get(node.manner)
        if node.manner in COUNTED and node.number is not None:
            missing = (node.manner, node.number - 1) not in counted and node.number > 1
            if before is not None and before.number is not None and node.number > before.number + 1 and missing:
                text = f"番号が{before.number}から{node.number}に飛んでいます（「{as_shown(node.text)}」）。間に議題がないか確かめてください。"
                read.told.append(Said(node.place, text))
            elif before is None and missing and node.manner != SCHEDULED:
                text = f"番号が{node.number}から始まっています（「{as_shown(node.text)}」）。その前に議題がないか確かめてください。"
                read.told.append(Said(node.place, text))
            last[node.manner] = node
        _count(node.below, read, counted)


def _use(node: AgendaNode, read: OutlineRead) -> None:
    use = {
        EntryRole.ITEM: LineUse.ITEM,
        EntryRole.HEADING: LineUse.HEADING,
        EntryRole.ROUTINE: LineUse.ROUTINE,
        EntryRole.LABEL: LineUse.LABEL,
    }[node.role]
    for line in node.lines or (node.place,):
        read.uses.setdefault(line, use)


def is_open_title(title: str) -> bool:
    """Whether a title says of no business what it is: その他."""
    return _OPEN_TITLES.fullmatch("".join(title.split())) is not None


def moved(node: AgendaNode, places: Sequence[int]) -> AgendaNode:
    """A node of a table's rows, in the lines of the paper."""
    node.place = places[node.place]
    node.lines = range(node.place, node.place + 1)
    node.entries = [e._replace(place=node.place) for e in node.entries]
    node.below = [moved(child, places) for child in node.below]
    return node


def holder_of(lines: Sequence[str], at: int, opened: Sequence[AgendaNode]) -> AgendaNode | None:
    """The entry below which a line without a number says what is dealt with: ２　協議, above an indented 空き家対策について."""
    line = lines[at].strip()
    sure = agenda_lines.is_sure_title(agenda_lines.title_of(line))
    if "\t" in line or not sure and (len(line) < _SHORTEST or LABELLED.match(line) or line[0] in "(（※"):
        return None
    for node in reversed(opened):
        if node.role is EntryRole.HEADING and "\t" in node.text and node.below and at == node.below[-1].lines.stop:
            return node  # the next line of the cell beside 議題
        counted = node.manner != ROW and node.manner != SCHEDULED and node.number is not None
        bare = all(child.manner == ROW for child in node.below)
        if not (counted and bare and agenda_lines.may_contain(node.title) and _is_inside(lines, at, node)):
            continue
        if sure or (not is_open_title(node.title) and node is opened[-1] or node.below):
            return node
    return None


def _is_inside(lines: Sequence[str], at: int, node: AgendaNode) -> bool:
    indents = [len(lines[n]) - len(lines[n].lstrip()) for n in (node.place, at)]
    return indents[0] < indents[1]


def is_deeper(lines: Sequence[str], at: int, node: AgendaNode) -> bool:
    """Whether a line is set further in than an entry, or right below it."""
    return _is_inside(lines, at, node) or at == node.place + 1
