"""From the lines and tables of a paper to the entries of its agenda: where a list begins and ends, what heads it, what is nested in it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import Enum, auto
from typing import NamedTuple

from transcriber.minutes import rule_files
from transcriber.minutes.transcript import AgendaItem
from transcriber.papers import agenda_lines, agenda_tables
from transcriber.papers.agenda_lines import SCHEDULED, AgendaLine
from transcriber.papers.agenda_titles import TitleLines
from transcriber.papers.bill_ranges import leading_bills
from transcriber.papers.paper import PaperTable
from transcriber.papers.person_names import NameJudge

_LAYOUT = rule_files.any_of_each(__package__, "layout")
_PROSE = 60
"""Characters of a line without a number that ends a list: it is text."""
_STRANGE = 6
"""Lines in a row that belong to no list: it has ended."""
_SENTENCES = 8
"""Lines of text below an item, behind which the list may go on."""
_SENTENCE = re.compile(_LAYOUT["sentence_ends"])
_ABOUT_BILL = re.compile(rf"^\s*(?:{_LAYOUT['about_bills']})")

_SUBHEAD = re.compile(r"[【〈《＜<\[［].*[】〉》＞>\]］]")
_IN_BRACKETS = re.compile(r"[(（].*[)）]")

_SHOWN = 40


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


class _Role(Enum):
    ITEM = auto()
    CONTAINER = auto()
    ROUTINE = auto()
    LABEL = auto()


@dataclass
class _Open:
    manner: str
    role: _Role
    place: int
    text: str
    children: int = 0
    number: int | None = None


@dataclass
class AgendaWalk:
    """Reads a paper once.

    Attributes:
        entries: what was found, in order.
        unread, told: (line, what is to be said of it).
        headed: a heading of an agenda was found.
    """

    lines: Sequence[str]
    tables: Sequence[PaperTable]
    judge: NameJudge
    entries: list[AgendaEntry] = field(default_factory=list)
    unread: list[tuple[int, str]] = field(default_factory=list)
    told: list[tuple[int, str]] = field(default_factory=list)
    headed: bool = False
    _listing: bool = False
    _numbers: bool = False
    """The list's own numbers are those of 日程第N."""
    _plain: bool = False
    """Its lines have no numbers."""
    _open: list[_Open] = field(default_factory=list)
    _strange: list[int] = field(default_factory=list)
    _seen: set[str] = field(default_factory=set)
    _scheduled: bool = False
    _next: int = 0

    def read(self) -> None:
        """Read all of it."""
        self._scheduled = any(agenda_lines.is_scheduled(line) for line in self.lines)
        tables = {t.first: t for t in self.tables if t.rows}
        while self._next < len(self.lines):
            at = self._next
            self._next += 1
            if at in tables and self._table(tables[at]):
                continue
            line = self.lines[at].strip()
            if not line:
                self._plain = self._plain and not self._open
            elif not agenda_lines.is_page(line):
                for part in agenda_lines.several(line):
                    self._line(at, part)
        self._close(0)
        self._end()

    def _line(self, at: int, line: str) -> None:
        numbered = agenda_lines.numbered(line)
        if numbered is not None and numbered.manner == SCHEDULED:
            self._schedule(at, line, numbered)
        elif (bills := leading_bills(line)).bills:
            if (
                not _ABOUT_BILL.match(bills.rest)
                and not _SENTENCE.search(line)
                and (bills.rest.strip() or not self._scheduled)
            ):
                before = self.entries[-1] if self.entries and self._beside(at) else None
                first = len(self.entries)
                self._item(at, line, before.item.number if before else None)
                self.entries[first:] = [e._replace(below=before is not None) for e in self.entries[first:]]
        elif said := agenda_lines.agenda_heading(line):
            self._head(line, said)
        elif numbered is not None:
            self._numbered(at, line, numbered)
        elif agenda_lines.is_container(line) or agenda_lines.announces(line):
            self._close(0)
            self._begin_list(at, plain=True)
            self._open = [_Open("", _Role.CONTAINER, at, line)]
        elif self._listing or not self._scheduled:
            self._unnumbered(at, line)

    # --- lists -----------------------------------------------------------------------------------------------------

    def _head(self, line: str, said: str) -> None:
        self.headed = True
        plain = "".join(line.split())
        if self._listing and plain in self._seen:
            return  # the head of the next page
        self._seen.add(plain)
        self._close(0)
        self._begin_list(self._next - 1, plain=self._has_no_numbers())
        self._numbers = "日程" in said and "審査" not in plain

    def _begin_list(self, at: int, *, plain: bool) -> None:
        if not self._listing:
            self._numbers = False
        self._name_strange()
        self._listing, self._plain = True, plain

    def _has_no_numbers(self) -> bool:
        """Whether the list that begins is one of bare lines: 開会 and あいさつ stand in it without a number."""
        near = [t for line in self.lines[self._next : self._next + 30] if (t := line.strip())][:14]
        routine = [t for t in near if agenda_lines.is_routine(t)]
        return len(routine) > 1 and not any(
            n.manner in ("1", "一", "第", "Ⅰ", "I", SCHEDULED) for t in near if (n := agenda_lines.numbered(t))
        )

    def _end(self) -> None:
        """The list ends; what was strange in it is named, unless that is the text behind it."""
        if len(self._strange) < _STRANGE:
            self._name_strange()
        elif self._strange:
            first = _short(self.lines[self._strange[0]])
            text = (
                f"「{first}」から先は、議題の一覧の終わりの後とみなし、番号のある次の行まで議題として読んでいません。"
            )
            self.unread.append((self._strange[0], text))
        self._listing, self._plain, self._strange = False, False, []

    def _name_strange(self) -> None:
        self.unread += [(at, f"「{_short(self.lines[at])}」を議題として読んでいません。") for at in self._strange]
        self._strange = []

    def _close(self, level: int) -> None:
        """Entries from this level on have ended; a heading below which nothing was found is named."""
        for one in self._open[level:]:
            if one.role is _Role.CONTAINER and not one.children:
                self.unread.append((one.place, f"「{_short(one.text)}」の下に議題を読み取れませんでした。"))
        del self._open[level:]

    # --- lines -----------------------------------------------------------------------------------------------------

    def _schedule(self, at: int, line: str, numbered: AgendaLine) -> None:
        self._close(0)
        if not self._listing:
            self._begin_list(at, plain=False)
        self._open = [_Open(SCHEDULED, _Role.ITEM, at, line)]
        self._name_strange()
        first = len(self.entries)
        self._item(at, numbered.rest, numbered.number)
        if line.startswith("追加"):
            self.entries[first:] = [e._replace(added=True) for e in self.entries[first:]]
        if numbered.last is not None and numbered.number is not None:
            self._spread(first, at, range(numbered.number, numbered.last + 1))

    def _spread(self, first: int, at: int, items: range) -> None:
        """日程第3から日程第5まで: one number for each of the bills, where there are as many."""
        own = self.entries[first:]
        if len(own) == len(items):
            pairs = zip(own, items, strict=True)
            self.entries[first:] = [e._replace(item=e.item.model_copy(update={"number": n})) for e, n in pairs]
        else:
            self.unread.append(
                (at, f"「{_short(self.lines[at])}」の日程と議案の数が合いません。番号を確かめてください。")
            )

    def _numbered(self, at: int, line: str, numbered: AgendaLine) -> None:
        inside = agenda_lines.inside_container(numbered.rest)
        if numbered.manner == "・" and _SENTENCE.search(line):  # ※欠席の場合は、ご連絡ください。
            if self._listing and line[0] != "※":
                self.unread.append((at, f"「{_short(line)}」を議題として読んでいません。"))
            return
        if not self._listing:
            first = numbered.number == 1 and agenda_lines.is_routine(numbered.rest)  # 1 開会
            if not (agenda_lines.is_container(numbered.rest) or inside or first) or self._scheduled:
                return
            self._begin_list(at, plain=False)
        level = next((n for n, one in enumerate(self._open) if one.manner == numbered.manner), len(self._open))
        self._close(level)
        parent = self._open[-1] if self._open else None
        role = self._role(at, line, numbered, parent)
        self._open.append(_Open(numbered.manner, role, at, line, number=numbered.number))
        self._name_strange()
        if role is _Role.ROUTINE and agenda_lines.is_closing(numbered.rest) and level == 0:
            self._close(0)
            self._end()
        if role is not _Role.ITEM:
            return
        if parent is not None and parent.manner == SCHEDULED:
            if not self._names_people(numbered.rest):
                self.unread.append((at, f"「{_short(line)}」を議題として読んでいません（日程の中の細目）。"))
            return
        if parent is not None and parent.role is _Role.CONTAINER:
            parent.children += 1
        number = (
            numbered.number
            if numbered.manner == "第" or (self._numbers and numbered.manner in ("1", "一") and level == 0)
            else None
        )
        self._item(at, (inside or numbered).rest, number)

    def _role(self, at: int, line: str, numbered: AgendaLine, parent: _Open | None) -> _Role:
        title = numbered.rest
        if parent is not None and parent.role in (_Role.ROUTINE, _Role.LABEL):
            return parent.role
        if agenda_lines.is_routine(title):
            return _Role.ROUTINE
        if agenda_lines.is_label(title):
            return _Role.LABEL
        if agenda_lines.is_container(title):
            return _Role.CONTAINER
        if agenda_lines.may_contain(title) and self._contains(at, numbered.manner):
            return _Role.CONTAINER
        return _Role.ITEM

    def _contains(self, at: int, manner: str) -> bool:
        """Whether something is listed below an entry."""
        for line in self.lines[at + 1 : at + 6]:
            if not (text := line.strip()) or text[0] == "※" or _SENTENCE.search(text) or _SUBHEAD.fullmatch(text):
                continue
            below = agenda_lines.numbered(text)
            if below is None:
                return bool(leading_bills(text).bills)
            return below.manner != manner and all(below.manner != one.manner for one in self._open)
        return False

    def _unnumbered(self, at: int, line: str) -> None:
        inside = agenda_lines.inside_container(line)
        if agenda_lines.is_routine(line):
            self._close(0)
            if agenda_lines.is_closing(line):
                self._end()
            return
        if inside is not None and not agenda_lines.is_label(line) and not _SENTENCE.search(line):
            self._begin_list(at, plain=self._plain)
            self._open = self._open or [_Open("", _Role.CONTAINER, at, line)]
            self._open[-1].children += 1
            self._item(at, inside.rest, None)
            return
        if not self._listing or agenda_lines.is_label(line):
            return
        other = agenda_lines.heads_another_list(line)
        if not other and (len(line) > _PROSE or _SENTENCE.search(line)) and self._counts_on(at):
            return  # what an item is about
        if other or len(line) > _PROSE or _SENTENCE.search(line):
            self._close(0)
            self._end()
        elif self._names_people(line):
            return
        elif self._plain and not re.match(r"^\S{1,8}[::]", line):
            if self._open:
                self._open[-1].children += 1
            if agenda_lines.may_contain(line) and self._open == []:
                self._open = [_Open("", _Role.CONTAINER, at, line, children=1)] if self._contains(at, "") else []
            self._item(at, line, None)
        elif self.entries or self._open:
            self._strange.append(at)
            if len(self._strange) >= _STRANGE:
                self._close(0)
                self._end()

    def _counts_on(self, at: int) -> bool:
        """Whether the numbers go on behind a sentence."""
        due = {(one.manner, (one.number or 0) + 1) for one in self._open if one.number}
        near = (agenda_lines.numbered(line.strip()) for line in self.lines[at + 1 : at + 1 + _SENTENCES])
        return any(n is not None and (n.manner, n.number) in due for n in near)

    def _beside(self, at: int) -> bool:
        """Whether a line follows the last entry without a blank one between them."""
        return all(self.lines[n].strip() for n in range(self.entries[-1].place + 1, at))

    # --- items -----------------------------------------------------------------------------------------------------

    def _item(self, at: int, text: str, number: int | None) -> None:
        text = self._whole(text)
        bills = leading_bills(text)
        title = agenda_lines.title_of(bills.rest if bills.bills else text)
        if title.startswith("について") and bills.bills:
            title = title.removeprefix("について").strip()
            title = "" if _IN_BRACKETS.fullmatch(title) else title
        if title == "について" or (bills.bills and agenda_lines.is_aside(title)):
            title = ""
        if bills.wrong:
            self.unread.append((at, f"{bills.wrong}。議案の番号を確かめてください。"))
        if len(bills.bills) > 1:
            self.told.append(
                (at, f"「{bills.bills[0]}」から「{bills.bills[-1]}」の{len(bills.bills)}件の議案として読みました。")
            )
        for bill in bills.bills or ("",):
            if title or bill:
                self.entries.append(
                    AgendaEntry(AgendaItem(number=number, title=title, bill=bill), at, len(bills.bills) > 1)
                )

    def _whole(self, text: str) -> str:
        """A title with the lines on which it goes on."""
        title, self._next = TitleLines(self.lines, self.judge).whole(text, self._next, plain=self._plain)
        return title

    def _names_people(self, line: str) -> bool:
        return TitleLines(self.lines, self.judge).names_people(line)

    # --- tables ----------------------------------------------------------------------------------------------------

    def _table(self, table: PaperTable) -> bool:
        """Read a table that lists the agenda below headings; whether it is one."""
        found = agenda_tables.agenda_rows(table, headed=self._listing or self.headed)
        if found is None:
            return False
        self._close(0)
        self._end()
        self._next = table.first + len(table.rows)
        for row in found:
            at = table.first + row.line
            inside = agenda_lines.numbered(row.title) or agenda_lines.inside_container(row.title)
            title = agenda_lines.title_of(inside.rest if inside else row.title)
            if agenda_lines.is_routine(title) or agenda_lines.is_container(title):
                continue
            kept, self._next = self._next, len(self.lines)
            before = len(self.entries)
            self._item(at, f"{row.bill} {title}".strip(), row.number)
            self._next = kept
            if len(self.entries) == before:
                self.unread.append((at, f"「{_short(self.lines[at])}」に件名がありません。"))
        return True


def _short(line: str) -> str:
    plain = " ".join(line.split())
    return plain if len(plain) <= _SHOWN else plain[: _SHOWN - 1] + "…"
