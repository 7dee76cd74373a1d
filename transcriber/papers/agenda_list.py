"""From the lines and tables of a paper to the outline of its agenda: where a list begins and ends, and on which level a line stands."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from transcriber.minutes import rule_files
from transcriber.papers import agenda_lines, agenda_starts, agenda_tables
from transcriber.papers.agenda_builder import OutlineBuilder
from transcriber.papers.agenda_entries import BARE_BILL, entries_of, spread
from transcriber.papers.agenda_lines import BULLET, INLINE, SCHEDULED, TIMED, AgendaLine
from transcriber.papers.agenda_outline import ROW, AgendaNode, EntryRole, holder_of, is_deeper, is_open_title, moved
from transcriber.papers.agenda_starts import AgendaStart
from transcriber.papers.agenda_titles import TitleLines
from transcriber.papers.bill_ranges import bill_in, leading_bills
from transcriber.papers.handed_papers import handed_papers
from transcriber.papers.line_accounts import LineUse, Said, as_shown
from transcriber.papers.line_marks import LABELLED, SENTENCE
from transcriber.papers.list_headings import heading_of
from transcriber.papers.other_lines import is_fixed_label
from transcriber.papers.paper import PaperTable
from transcriber.papers.person_names import NameJudge

_LAYOUT = rule_files.any_of_each(__package__, "layout")
_PROSE = 60
"""Characters of a line without a number that ends a list: it is text."""
_SENTENCES = 8
"""Lines of text below an item, behind which the list may go on."""
_ABOUT_BILL = re.compile(rf"^\s*(?:{_LAYOUT['about_bills']})")
_SUBHEAD = re.compile(r"[【〈《＜<\[［].*[】〉》＞>\]］]\s*(?:[0-9]+[件名人])?")
_FIRST = {"(1)": "(1) ", "①": "① ", "1": "1. "}
"""How the first of several in a line is numbered."""
_BILL = "議案"
"""The manner of a line that begins with a bill."""
_BARE = ""
"""The manner of a line that nothing counts."""


@dataclass
class AgendaWalk:
    """Reads a paper once.

    Attributes:
        taken: lines of people.
        whole: each line is a whole title; of a table.
        out: what is found.
        headed: a heading of an agenda was found.
    """

    lines: Sequence[str]
    tables: Sequence[PaperTable]
    judge: NameJudge
    taken: Collection[int] = ()
    whole: bool = False
    headed: bool = False
    _numbers: bool = False
    """The list's own numbers are those of 日程第N."""
    _seen: set[str] = field(default_factory=set)
    _scheduled: bool = False
    _next: int = 0

    def __post_init__(self) -> None:
        self.out = OutlineBuilder(self.lines)

    def read(self) -> None:
        """Read all of it."""
        self._scheduled = any(agenda_lines.is_scheduled(line) for line in self.lines)
        tables = {t.first: t for t in self.tables if t.rows}
        handed = set(handed_papers(self.lines))
        while self._next < len(self.lines):
            at = self._next
            self._next += 1
            if at in tables and self._table(tables[at]):
                continue
            line = self.lines[at].strip()
            if at in handed:
                self.out.uses[at] = LineUse.LABEL
                if self.judge.holds_name("".join(line.split())):
                    self.out.name(at, line)
            elif not line:
                self.out.plain = self.out.plain and not self.out.open
            elif not (agenda_lines.is_page(line) or agenda_lines.is_rule(line)):
                for part in agenda_lines.several(line):
                    self._line(at, part)
        self.out.open = []
        self.out.end()

    def read_rows(self, *, plain: bool) -> None:
        """Read lines that are the rows of a table."""
        self.headed = True
        self._begin(plain=plain)
        self.read()

    def _line(self, at: int, line: str) -> None:
        numbered = agenda_lines.numbered(line)
        said = "" if self.whole else agenda_lines.agenda_heading(line)  # 仕事始めの日程, in a column 件名
        if numbered is not None and numbered.manner == SCHEDULED:
            self._schedule(at, line, numbered)
        elif (bills := leading_bills(line)).bills:
            if (
                not _ABOUT_BILL.match(bills.rest)
                and not SENTENCE.search(line)
                and (bills.rest.strip() or not self._scheduled)
            ):
                self._bill(at, line)
        elif self.out.listing and BARE_BILL.match(line):
            self._bill(at, line)
        elif said and not (numbered is not None and self.out.listing):
            self._head(at, line, said)
        elif numbered is not None:
            self._numbered(at, line, numbered)
        elif agenda_lines.is_container(line) or agenda_lines.announces(line):
            self._begin(plain=True)
            self.out.open = []
            self.out.add(AgendaNode(_BARE, EntryRole.HEADING, at, line))
        elif self.out.listing or not self._scheduled:
            self._unnumbered(at, line)

    # --- lists -----------------------------------------------------------------------------------------------------

    def _head(self, at: int, line: str, said: str) -> None:
        self.headed = True
        self.out.uses[at] = LineUse.HEADING
        plain = "".join(line.split())
        if self.out.listing and plain in self._seen:
            return  # the head of the next page
        self._seen.add(plain)
        self.out.open = []
        self._begin(plain=agenda_starts.has_no_numbers(self.lines[self._next :]))
        self.out.lists.append([])
        self._numbers = "日程" in said and "審査" not in plain

    # --- lines -----------------------------------------------------------------------------------------------------

    def _begin(self, *, plain: bool) -> None:
        if not self.out.listing:
            self._numbers = False
        self.out.begin(plain=plain)

    def _schedule(self, at: int, line: str, numbered: AgendaLine) -> None:
        self.out.open = []
        if not self.out.listing:
            self._begin(plain=False)
        self.out.name_strange()
        node = AgendaNode(SCHEDULED, EntryRole.ITEM, at, line, numbered.number)
        self.out.add(node)
        self._item(node, numbered.rest, numbered.number)
        if line.startswith("追加"):
            node.entries = [e.as_added() for e in node.entries]
        if numbered.last is not None and numbered.number is not None:
            node.entries, fits = spread(node.entries, range(numbered.number, numbered.last + 1))
            if not fits:
                text = f"「{as_shown(node.text)}」の日程と議案の数が合いません。番号を確かめてください。"
                self.out.unread.append(Said(node.place, text))
        if agenda_lines.is_routine(numbered.rest) and not agenda_lines.is_greeting(numbered.rest):
            node.role, node.entries = EntryRole.ROUTINE, []

    def _bill(self, at: int, line: str) -> None:
        """A line that begins with a bill: below what may hold it, else beside the last entry."""
        last = self.out.last if self.out.last is not None and self._beside(at) else None
        beside = last.entries[-1].item.number if last is not None and last.entries else None
        node = AgendaNode(_BILL, EntryRole.ITEM, at, line)
        while self.out.open and not (self.out.open[-1].may_hold() or self.out.open[-1].manner == SCHEDULED):
            self.out.open.pop()
        self.out.name_strange()
        (self.out.open[-1].below if self.out.open else self.out.root()).append(node)
        self.out.last = node
        self._item(node, line, beside)
        if beside is not None:
            node.entries = [e._replace(below=True) for e in node.entries]

    def _numbered(self, at: int, line: str, numbered: AgendaLine) -> None:
        if numbered.manner == TIMED and (inner := agenda_lines.numbered(numbered.rest)) is not None:
            numbered = numbered._replace(rest=inner.rest)  # 13:35 第1 …
        inside = agenda_lines.inside_container(numbered.rest)
        bullet = numbered.manner.startswith(BULLET)
        if bullet and (SENTENCE.search(line) or line[0] in "※*＊"):
            if self.out.listing and line[0] not in "※*＊":
                self.out.name(at, line)
            return
        if not self.out.listing:
            goes_on = (numbered.manner, numbered.number) in self.out.due
            headed = agenda_lines.is_container(numbered.rest) or inside or goes_on
            start = AgendaStart.SURE if headed else agenda_starts.start_at(self.lines, at, numbered)
            if start is AgendaStart.NONE or self._scheduled or (start is AgendaStart.GUESSED and at in self.taken):
                return
            if start is AgendaStart.GUESSED:
                text = f"「{as_shown(line)}」から：議題の見出しがないので、番号の並びから議題とみなしました。"
                self.out.told.append(Said(at, text))
            self._begin(plain=False)
        level = next((n for n, one in enumerate(self.out.open) if one.manner == numbered.manner), len(self.out.open))
        del self.out.open[level:]
        parent = self.out.open[-1] if self.out.open else None
        if bullet and parent is not None and self._names_people(numbered.rest):
            parent.people = True
            return
        role = self._role(numbered, parent)
        node = AgendaNode(numbered.manner, role, at, line, numbered.number, prose=bool(SENTENCE.search(numbered.rest)))
        self.out.name_strange()
        self.out.add(node)
        if role is EntryRole.ROUTINE and agenda_lines.is_closing(numbered.rest) and level == 0:
            self.out.open = []
            self.out.end()
        if role is EntryRole.LABEL and self.judge.holds_name("".join(line.split())):
            self.out.name(at, line)  # who is there
        if role is not EntryRole.ITEM:
            return
        if inside is not None:
            node.role = EntryRole.HEADING
            self._within(at, inside)
            return
        counted = self._numbers and numbered.manner in ("1", "一") and level == 0
        self._item(node, numbered.rest, numbered.number if numbered.manner == "第" or counted else None)

    def _within(self, at: int, inside: AgendaLine) -> None:
        """３　議事　（１）会長の選出について: the first of what a heading heads, in its line."""
        if inside.manner == INLINE and agenda_lines.is_container(inside.rest):  # 会議事項 1 議題
            inside = inside._replace(manner="1")
        first, *more = agenda_lines.several(f"{_FIRST.get(inside.manner, '1. ' * (inside.number == 1))}{inside.rest}")
        if more and (begun := agenda_lines.numbered(first)) is not None:  # （１）…　（２）…
            inside = inside._replace(rest=begun.rest, manner="1" if inside.manner == INLINE else inside.manner)
        role = self._role(inside, self.out.open[-1])
        child = AgendaNode(inside.manner, role, at, inside.rest, inside.number)
        self.out.add(child)
        if role is EntryRole.ITEM:
            self._item(child, inside.rest, None)
        self.out.open = self.out.open[:-1] if inside.manner == INLINE else self.out.open
        for part in more:
            self._line(at, part)

    def _role(self, numbered: AgendaLine, parent: AgendaNode | None) -> EntryRole:
        title = numbered.rest
        if parent is not None and parent.role in (EntryRole.ROUTINE, EntryRole.LABEL):
            return parent.role
        if numbered.manner == "第" and agenda_lines.is_greeting(title):
            return EntryRole.ITEM
        if agenda_lines.is_routine(title):
            return EntryRole.ROUTINE
        if agenda_lines.is_label(title) or is_fixed_label(title) or agenda_lines.is_only_time(title):
            return EntryRole.LABEL
        return EntryRole.HEADING if agenda_lines.is_container(title) else EntryRole.ITEM

    def _unnumbered(self, at: int, line: str) -> None:
        inside = agenda_lines.inside_container(line)
        top = self.out.open[-1] if self.out.open else None
        if agenda_lines.is_routine(line):
            self.out.uses[at] = LineUse.ROUTINE
            self.out.open = []
            if agenda_lines.is_closing(line):
                self.out.end()
            return
        cell = inside is not None and inside.number == 1 and "\t" in line  # 内容 | 1 …
        if inside is not None and (cell or not agenda_lines.is_label(line)) and not SENTENCE.search(line):
            self._begin(plain=self.out.plain)
            while self.out.open and not self.out.open[-1].may_hold():
                self.out.open.pop()
            if not self.out.open:
                self.out.add(AgendaNode(_BARE, EntryRole.HEADING, at, line))
            self._within(at, inside)
            return
        if not self.out.listing:
            if self.out.ended:
                self.out.uses[at] = LineUse.NAMED
            return
        if agenda_lines.is_label(line):
            if not self.judge.holds_name("".join(line.split())) and not bill_in(line):
                self.out.uses[at] = LineUse.LABEL
            return
        if top is not None and top.role is EntryRole.LABEL:
            top.prose = top.prose or bool(SENTENCE.search(line))
            if not agenda_lines.heads_another_list(line) and len(line) <= _PROSE and is_deeper(self.lines, at, top):
                self.out.uses[at] = LineUse.LABEL
                return
        other = agenda_lines.heads_another_list(line) and not (at in self.taken and heading_of(line.strip()) is None)
        sentence = len(line) > _PROSE or bool(SENTENCE.search(line))
        if not other and sentence and top is not None:
            top.prose = True
        if not other and sentence and self._counts_on(at):
            self.out.uses[at] = LineUse.DETAIL
            return  # what an item is about
        if other or sentence:
            self.out.open = []
            self.out.end()
        elif self._names_people(line):
            if top is not None and top.takes(line):
                self.out.uses[at] = LineUse.LABEL
        elif (holder := holder_of(self.lines, at, self.out.open)) is not None:
            self.out.open = self.out.open[: self.out.open.index(holder) + 1]
            self._row(at, line)
        elif self._heads_items(at, line):
            self.out.uses[at] = LineUse.HEADING
        elif self.out.plain and not LABELLED.match(line) and (agenda_lines.may_contain(line) or not self._counts()):
            self._bare(at, line)
        elif is_open_title(line):
            self.out.uses[at] = LineUse.LABEL  # その他, behind the last number
        elif self.out.open or any(self.out.lists):
            self.out.add_strange(at)

    def _bare(self, at: int, line: str) -> None:
        """A line of a list without numbers: an item below the heading above it."""
        heading = self.out.open[0] if self.out.open and self.out.open[0].role is EntryRole.HEADING else None
        if agenda_lines.may_contain(line):
            heading = None
        self.out.open = [heading] if heading is not None else []
        self._row(at, line)

    def _row(self, at: int, line: str) -> None:
        node = AgendaNode(ROW, EntryRole.ITEM, at, line)
        self.out.add(node)
        self._item(node, line, None)

    def _counts(self) -> bool:
        """Whether what stands below the last heading is numbered, so that a line without a number is none of it."""
        nodes = (
            self.out.open[0].below if self.out.open and self.out.open[0].role is EntryRole.HEADING else self.out.root()
        )
        return bool(nodes) and nodes[-1].number is not None and not agenda_lines.may_contain(nodes[-1].text)

    def _heads_items(self, at: int, line: str) -> bool:
        """Whether a line without a number heads what stands right below it: 報告 before (1), 【教育部所管】 before bills."""
        below = next((t for other in self.lines[at + 1 : at + 4] if (t := other.strip())), "")
        numbered = agenda_lines.numbered(below)
        items = bool(leading_bills(below).bills or BARE_BILL.match(below)) or (
            numbered is not None and numbered.manner != SCHEDULED
        )
        if not items or (numbered is not None and self._goes_on(numbered)):
            return bool(items and _SUBHEAD.fullmatch(line))
        if agenda_lines.may_contain(line):
            self.out.open = []
            self.out.add(AgendaNode(_BARE, EntryRole.ITEM, at, line, entries=[]))
            return True
        return _SUBHEAD.fullmatch(line) is not None

    def _goes_on(self, numbered: AgendaLine) -> bool:
        """Whether a number follows that of an open entry, so that no heading stands between them."""
        return any(
            one.manner == numbered.manner and one.number is not None and numbered.number == one.number + 1
            for one in self.out.open
        )

    def _counts_on(self, at: int) -> bool:
        """Whether the numbers go on behind a sentence."""
        due = {(one.manner, (one.number or 0) + 1) for one in self.out.open if one.number}
        near = (agenda_lines.numbered(line.strip()) for line in self.lines[at + 1 : at + 1 + _SENTENCES])
        return any(n is not None and (n.manner, n.number) in due for n in near)

    def _beside(self, at: int) -> bool:
        """Whether a line follows the last entry without a blank one between them."""
        return self.out.last is not None and all(self.lines[n].strip() for n in range(self.out.last.place + 1, at))

    # --- items -----------------------------------------------------------------------------------------------------

    def _item(self, node: AgendaNode, text: str, number: int | None) -> None:
        at = node.place
        text = self._whole(text)
        node.lines = range(at, max(at + 1, self._next))
        read = entries_of(text, at, number)
        node.entries, node.left = list(read.entries), read.left
        self.out.unread += read.unread
        self.out.told += read.told

    def _whole(self, text: str) -> str:
        """A title with the lines on which it goes on."""
        if self.whole:
            return text
        title, self._next = TitleLines(self.lines, self.judge).whole(text, self._next, plain=self.out.plain)
        return title

    def _names_people(self, line: str) -> bool:
        return TitleLines(self.lines, self.judge).names_people(line)

    # --- tables ----------------------------------------------------------------------------------------------------

    def _table(self, table: PaperTable) -> bool:
        """Read a table that lists the agenda below headings, its rows as lines; whether it is one."""
        found = agenda_tables.agenda_rows(table, headed=self.out.listing or self.headed)
        if found is None:
            return False
        self.out.interrupt()
        self._next = table.first + len(table.rows)
        self.headed = True
        self.out.uses |= {table.first + line: LineUse.HEADING for line in found.heads}
        rows = [(table.first + row.line, text) for row in found.rows for text in row.texts]
        walk = AgendaWalk([text for _, text in rows], (), self.judge, whole=True)
        walk.read_rows(plain=True)
        places = [at for at, _ in rows]
        for nodes in walk.out.lists:
            self.out.lists.append([moved(node, places) for node in nodes])
        self.out.lists.append([])
        self.out.unread += [Said(places[s.line], s.text) for s in walk.out.unread]
        self.out.told += [Said(places[s.line], s.text) for s in walk.out.told]
        self.out.uses |= {at + n: LineUse.ITEM for row in found.rows for n in row.more for at in [table.first]}
        self.out.uses |= {places[n]: use for n, use in walk.out.uses.items()}
        for row in found.rows:
            if not row.texts:
                at = table.first + row.line
                self.out.unread.append(Said(at, f"「{as_shown(self.lines[at])}」に件名がありません。"))
        return True
