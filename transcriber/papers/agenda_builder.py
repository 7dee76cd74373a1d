"""The outline of an agenda while it is read: the lists so far, what is open, and the lines that belong to nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from transcriber.papers.agenda_outline import AgendaNode
from transcriber.papers.line_accounts import LineUse, Said, as_shown
from transcriber.papers.other_lines import is_furniture

_STRANGE = 6
"""Lines in a row that belong to no list: it has ended."""


@dataclass
class OutlineBuilder:
    """Puts together what a walk finds.

    Attributes:
        lists: the first level of each list that was found.
        unread, told: what is to be said of lines.
        uses: lines that are explained and make no node.
        listing: a list is open.
        plain: its lines have no numbers.
        ended: the last list ended with lines that belong to none; staff are told that what follows is not read.
        open: the entry of each level below which the next line may stand.
        last: the entry that was added last.
        strange: the lines since then that belong to nothing.
        due: manner and number of what goes on with a list behind a table that stands inside it.
    """

    lines: Sequence[str]
    lists: list[list[AgendaNode]] = field(default_factory=list)
    unread: list[Said] = field(default_factory=list)
    told: list[Said] = field(default_factory=list)
    uses: dict[int, LineUse] = field(default_factory=dict)
    listing: bool = False
    plain: bool = False
    ended: bool = False
    open: list[AgendaNode] = field(default_factory=list)
    last: AgendaNode | None = None
    strange: list[int] = field(default_factory=list)
    due: set[tuple[str, int]] = field(default_factory=set)

    def begin(self, *, plain: bool) -> None:
        """A list begins, or goes on below another heading."""
        if not self.listing:
            self.lists.append([])
        self.name_strange()
        self.listing, self.plain, self.ended = True, plain, False

    def end(self) -> None:
        """The list ends; what was strange in it is named, unless that is the text behind it."""
        if len(self.strange) < _STRANGE:
            self.name_strange()
        elif self.strange:
            first = as_shown(self.lines[self.strange[0]])
            text = (
                f"「{first}」から先は、議題の一覧の終わりの後とみなし、番号のある次の行まで議題として読んでいません。"
            )
            self.unread.append(Said(self.strange[0], text))
            self.uses |= dict.fromkeys(self.strange, LineUse.NAMED)
            self.ended = True
        self.listing, self.plain, self.strange = False, False, []

    def interrupt(self) -> None:
        """A table stands inside the list, behind which its numbers may go on."""
        self.due = {(one.manner, one.number + 1) for one in self.open if one.number is not None}
        self.open = []
        self.end()

    def add_strange(self, at: int) -> None:
        """A line that belongs to nothing; where many follow each other the list has ended."""
        self.strange.append(at)
        if len(self.strange) >= _STRANGE:
            self.open = []
            self.end()

    def name_strange(self) -> None:
        """Tell staff of lines that belong to nothing, before the list goes on."""
        for at in self.strange:
            if not is_furniture(self.lines[at].strip()):
                self.name(at, self.lines[at])
        self.strange = []

    def name(self, at: int, line: str) -> None:
        """Tell staff of a line that is not read."""
        above = ""
        if self.last is not None and self.last.entries and at == max(self.last.place + 1, self.last.lines.stop):
            above = f"上の「{as_shown(self.last.title)}」の続きかもしれません。"
        self.unread.append(Said(at, f"「{as_shown(line)}」を議題として読んでいません。{above}"))
        self.uses[at] = LineUse.NAMED

    def add(self, node: AgendaNode) -> None:
        """Put a node below what is open, and open it."""
        (self.open[-1].below if self.open else self.root()).append(node)
        self.open.append(node)
        self.last = node

    def root(self) -> list[AgendaNode]:
        """The first level of the list."""
        if not self.lists:
            self.lists.append([])
        return self.lists[-1]
