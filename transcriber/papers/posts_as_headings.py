"""Tables that have posts, or lists, where others have 氏名: 委員長 | 副委員長 | 委員 above the names, or in front of them.

What is no heading and no name is a label: the committee, the day, the polling district of a row.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from transcriber.office_tables import headings
from transcriber.office_tables.grid import GridCell, SheetGrid
from transcriber.papers.column_headings import column_context, have_own_posts, is_post, people_below
from transcriber.papers.line_accounts import LineUse, as_shown
from transcriber.papers.list_context import LinePerson, ListContext
from transcriber.papers.person_names import NameJudge

_LABELS = 2
"""Columns before the first heading that may hold labels."""


@dataclass
class HeadedPeople:
    """What the headings of a table give.

    Attributes:
        people: with the number of their row.
        uses: rows that are explained by it.
        unread: rows that were not understood, as staff are shown them.
    """

    people: list[tuple[int, LinePerson]] = field(default_factory=list)
    uses: dict[int, LineUse] = field(default_factory=dict)
    unread: dict[int, str] = field(default_factory=dict)


def headed_people(grid: SheetGrid, judge: NameJudge, *, absent: bool = False) -> HeadedPeople:
    """The people below posts, else those beside posts.

    Args:
        absent: a heading above the table says that these people are not there.
    """
    above = _Above(grid, judge, absent).read()
    return above if above.people else _Beside(grid, judge, absent).read()


def _shown(grid: SheetGrid) -> list[int]:
    return [n for n in grid.rows if n not in grid.hidden_rows]


def _texts(cells: Mapping[int, GridCell]) -> str:
    return as_shown(" ".join(c.text for _, c in sorted(cells.items())))


@dataclass
class _Above:
    """Posts above names."""

    grid: SheetGrid
    judge: NameJudge
    absent: bool
    found: HeadedPeople = field(default_factory=HeadedPeople)

    def read(self) -> HeadedPeople:
        """From the top; a row of headings may come again."""
        shown = _shown(self.grid)
        heads: dict[int, ListContext] = {}
        for at, number in enumerate(shown):
            below = shown[at + 1] if at + 1 < len(shown) else None
            own = self._heads(number)
            texts = [c.text for c in self._cells(below).values()] if below is not None else []
            if have_own_posts(texts, list(own.values()), self.judge):
                own = {}
            if own and below is not None and self._people(below, own) and not self._people(number, heads):
                heads = own
                self.found.uses[number] = LineUse.HEADING
            elif heads:
                people = self._people(number, heads)
                if people is None and not any(self.judge.holds_surname(c.text) for c in self._cells(number).values()):
                    heads = {}
                elif people is None:
                    self.found.uses[number] = LineUse.NAMED
                    self.found.unread[number] = _texts(self._cells(number))
                elif people:
                    self.found.uses[number] = LineUse.PEOPLE
                    self.found.people += [(number, one) for one in people]
        return self.found

    def _cells(self, number: int) -> dict[int, GridCell]:
        return {c: cell for c, cell in self.grid.rows[number].items() if cell.text.strip() and not self.grid.hides(c)}

    def _heads(self, number: int) -> dict[int, ListContext]:
        """The headings of a row by column; none where it is not such a row."""
        cells = self._cells(number)
        said = {c: context for c, cell in cells.items() if (context := column_context(cell.text)) is not None}
        if not said or all(self.judge.is_called_so("".join(cells[c].text.split())) for c in said):
            return {}
        others = [c for c in cells if c not in said]
        if any(min(said) < c and not headings.is_other_heading(cells[c].text) for c in others):
            return {}
        if len([c for c in others if c < min(said)]) > _LABELS or (len(said) == 1 and others):
            return {}
        if any(self.judge.holds_name("".join(cells[c].text.split())) for c in others):
            return {}
        return {
            column: replace(context, absent=context.absent or self.absent)
            for first, context in said.items()
            for column in range(first, self._last(number, first) + 1)
        }

    def _last(self, number: int, column: int) -> int:
        """The last column that the cell of a heading is merged over."""
        spans = (m.right for m in self.grid.merges if m.top <= number <= m.bottom and m.left == column)
        return max(spans, default=column)

    def _people(self, number: int, heads: Mapping[int, ListContext]) -> tuple[LinePerson, ...] | None:
        """Everyone in a row; None where something below a heading is not understood, or somebody stands below none."""
        cells = self._cells(number)
        if len(heads) == 1 and set(cells) != set(heads):
            return None
        found: list[LinePerson] = []
        for column, cell in sorted(cells.items()):
            if column not in heads:
                if self.judge.holds_name("".join(cell.text.split())):
                    return None
                continue
            people = people_below(cell.text, heads[column], self.judge)
            if people is None:
                return None
            found += people
        return tuple(found)


@dataclass
class _Beside:
    """Posts in front of the names of several bodies: | 総務委員会 | 産業委員会, and below 委員長 | …."""

    grid: SheetGrid
    judge: NameJudge
    absent: bool

    def read(self) -> HeadedPeople:
        """The rows below the first one that has posts in front."""
        found = HeadedPeople()
        post = ""
        shown = _shown(self.grid)
        for number in shown[1:]:
            first, *others = self._row(number)
            post = self._post(number, first, post)
            people = self._people(others, post) if post else None
            if people is None:
                if any(self.judge.holds_surname(text) for text in others):
                    return HeadedPeople()  # another kind of table
                post = ""
                continue
            found.uses[number] = LineUse.PEOPLE
            found.people += [(number, one) for one in people]
        widest = max((sum(map(bool, self._row(n)[1:])) for n in found.uses), default=0)
        if len(found.uses) < 2 or widest < 2 or shown[0] in found.uses or self._names_fields(shown[0]):
            return HeadedPeople()
        found.uses[shown[0]] = LineUse.HEADING
        return found

    def _row(self, number: int) -> list[str]:
        cells = self.grid.rows[number]
        last = max(max(own, default=1) for own in self.grid.rows.values())
        return [cells[c].text if c in cells else "" for c in range(1, last + 1)]

    def _post(self, number: int, first: str, before: str) -> str:
        plain = "".join(first.split())
        if not plain and any(m.left == 1 and m.top < number <= m.bottom for m in self.grid.merges):
            return before
        return plain if is_post(plain) else "" if plain else before

    def _people(self, texts: Sequence[str], post: str) -> tuple[LinePerson, ...] | None:
        context = ListContext(post=post, alone=True, absent=self.absent)
        found: list[LinePerson] = []
        for text in texts:
            people = people_below(text, context, self.judge)
            if people is None or any(one.person.post != post for one in people):
                return None
            found += people
        return tuple(found)

    def _names_fields(self, number: int) -> bool:
        """Whether a row has headings of a list of people: 職名, before other columns than the first, or 氏名."""
        cells = self.grid.rows[number]
        named = any(headings.field_of(c.text, ("name", "post_name", "kana")) for c in cells.values())
        return named or any(headings.field_of(c.text, ("post",)) for column, c in cells.items() if column > 1)
