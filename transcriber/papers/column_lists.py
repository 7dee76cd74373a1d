"""Lists of people set in columns of text: names below or above their posts, below 出席委員 and 欠席委員 side by side, behind labels
such as 議席 and 氏名, and two blocks of headings in one line."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field, replace

from transcriber.office_tables import headings
from transcriber.office_tables.written_names import seat_number
from transcriber.papers.column_headings import column_context, have_own_posts, is_post, people_below
from transcriber.papers.line_accounts import LineUse, Said, as_shown
from transcriber.papers.list_context import LinePerson, ListContext, holders_post, seated_post
from transcriber.papers.list_headings import context_of, group_of, heading_of
from transcriber.papers.person_names import NameJudge
from transcriber.papers.text_columns import TextColumn, below_headings, columns_of_text

_IN_BRACKETS = re.compile(r"[(〔\[【](?P<said>[^()〔〕\[\]【】]+)[)〕\]】]")
_FIELDS = ("name", "post", "seat", "department", "kana")
_LONGEST = 120


@dataclass
class ColumnLists:
    """What lists in columns say.

    Attributes:
        people: with the number of their line.
        uses: lines that are explained by it.
        unread: what staff are told of lines.
    """

    people: list[tuple[int, LinePerson]] = field(default_factory=list)
    uses: dict[int, LineUse] = field(default_factory=dict)
    unread: list[Said] = field(default_factory=list)


def column_lists(lines: Sequence[str], skipped: Collection[int], judge: NameJudge) -> ColumnLists:
    """The people of all lists in columns.

    Args:
        skipped: lines that are read otherwise.
    """
    return _Reader(lines, skipped, judge).read()


@dataclass
class _Reader:
    lines: Sequence[str]
    skipped: Collection[int]
    judge: NameJudge
    context: ListContext = ListContext()
    """What the last heading of a list says."""
    found: ColumnLists = field(default_factory=ColumnLists)

    def read(self) -> ColumnLists:
        at = 0
        while at < len(self.lines):
            line = self.lines[at]
            if at in self.skipped or not line.strip() or len(line) > _LONGEST:
                at += 1
                continue
            end = self._below_posts(at) or self._below_fields(at) or self._above_posts(at) or self._behind_labels(at)
            if end == 0 and (head := heading_of(line.strip())) is not None:
                self.context = context_of(head[0]) or ListContext()
            at = end or at + 1
        return self.found

    def _row(self, at: int) -> list[TextColumn]:
        """The columns of a line; none where it is none of these lists."""
        if at >= len(self.lines) or at in self.skipped or len(self.lines[at]) > _LONGEST:
            return []
        return columns_of_text(self.lines[at], _is_word)

    def _take(self, at: int, people: Sequence[LinePerson]) -> None:
        self.found.uses[at] = LineUse.PEOPLE
        self.found.people += [(at, one) for one in people]

    # --- below posts, and below the headings of lists -------------------------------------------------------------------

    def _below_posts(self, at: int) -> int:
        """Read the rows below posts or headings of lists; the line behind them, 0 where there are none."""
        heads = self._row(at)
        said = [column_context(h.text) for h in heads]
        contexts = [replace(c, absent=c.absent or self.context.absent) for c in said if c is not None]
        if len(heads) < 2 or len(contexts) < len(heads):
            return 0
        if all(self.judge.is_called_so("".join(h.text.split())) for h in heads):
            return 0  # 飯塚委員　黒沢委員: they sit there
        line = self._next(at + 1)
        if line is not None and have_own_posts([c.text for c in self._row(line)], contexts, self.judge):
            return 0
        end = 0
        while line is not None and not self._heads_another(line):
            people = self._people(heads, contexts, line)
            if people is None:
                if not end or not self._may_be_people(line):
                    break
                self.found.uses[line] = LineUse.NAMED
                text = f"「{as_shown(self.lines[line])}」を人の一覧として読めません。この行は使っていません。"
                self.found.unread.append(Said(line, text))
            else:
                self._take(line, people)
            end = line + 1
            line = self._next(end)
        if end:
            self.found.uses[at] = LineUse.HEADING
        return end

    def _next(self, at: int) -> int | None:
        """The next line with text, with no more than one empty line before it."""
        return next((n for n in range(at, min(at + 2, len(self.lines))) if self.lines[n].strip()), None)

    def _heads_another(self, at: int) -> bool:
        line = self.lines[at].strip()
        columns = self._row(at)
        heads = bool(columns) and all(column_context(c.text) is not None for c in columns)
        return heads or not columns or heading_of(line) is not None or group_of(line) is not None

    def _may_be_people(self, at: int) -> bool:
        plain = "".join(self.lines[at].split())
        return bool(self.lines[at - 1].strip()) and self.judge.holds_surname(plain) and "。" not in plain

    def _people(
        self, heads: Sequence[TextColumn], contexts: Sequence[ListContext], at: int
    ) -> tuple[LinePerson, ...] | None:
        """Everyone in a row, if all of it is understood in one way and in no other."""
        ways: list[tuple[LinePerson, ...]] = []
        by_post = all("".join(h.text.split()) == context.post for h, context in zip(heads, contexts, strict=True))
        for texts in below_headings(heads, self._row(at)):
            own = [people_below(text, context, self.judge) for text, context in zip(texts, contexts, strict=True)]
            if any(own) and all(people is not None for people in own):
                ways.append(tuple(one for people in own for one in people or ()))
                if by_post and len(ways[0]) == len(heads) == len(self._row(at)):
                    break  # one for each post
        if not ways and all(context == contexts[0] for context in contexts):
            return people_below(self.lines[at], contexts[0], self.judge) or None
        return ways[0] if ways and all(way == ways[0] for way in ways) else None

    # --- above posts --------------------------------------------------------------------------------------------------------

    def _above_posts(self, at: int) -> int:
        """Read a row of names with as many posts right below them."""
        names, below = self._row(at), self._row(at + 1)
        if len(names) < 2 or len(names) != len(below):
            return 0
        inside = [_IN_BRACKETS.fullmatch("".join(c.text.split())) for c in below]
        said = [m["said"] if m is not None else "".join(c.text.split()) for m, c in zip(inside, below, strict=True)]
        if not all(map(is_post, said)):
            return 0
        people = self._each(names, [ListContext(post=post, alone=True, absent=self.context.absent) for post in said])
        if people is None or (
            not all(inside) and self._each(self._row(at + 2), [ListContext(alone=True)] * len(names))
        ):
            return 0
        self._take(at, people)
        self.found.uses[at + 1] = LineUse.PEOPLE
        return at + 2

    def _each(self, names: Sequence[TextColumn], contexts: Sequence[ListContext]) -> list[LinePerson] | None:
        """One person a column, who has no post but that of the context."""
        found: list[LinePerson] = []
        if len(names) != len(contexts):
            return None
        for name, context in zip(names, contexts, strict=True):
            people = people_below(name.text, context, self.judge)
            if not people or len(people) > 1 or people[0].person.post != context.post:
                return None
            found += people
        return found

    # --- behind labels, and below the headings of two blocks ----------------------------------------------------------------

    def _behind_labels(self, at: int) -> int:
        """Read lines that begin with 議席, 職名, 氏名 and have one column a person."""
        rows: dict[str, list[TextColumn]] = {}
        end = at
        while (row := self._row(end)) and len(row) > 2 and (label := _field(row[0].text)) and label not in rows:
            rows[label] = row[1:]
            end += 1
        if "name" not in rows or len(rows) < 2 or len({len(r) for r in rows.values()}) > 1:
            return 0
        people = [self._person({label: row[i].text for label, row in rows.items()}) for i in range(len(rows["name"]))]
        if any(one is None for one in people):
            return 0
        self.found.uses |= dict.fromkeys(range(at, end), LineUse.PEOPLE)
        self._take(at + list(rows).index("name"), [one for one in people if one])
        return end

    def _below_fields(self, at: int) -> int:
        """Read the rows below a line that has the same headings twice: 職名 氏名 職名 氏名."""
        heads = self._row(at)
        fields = [_field(h.text) for h in heads]
        if fields.count("name") < 2 or not all(
            f or headings.is_other_heading(h.text) for f, h in zip(fields, heads, strict=True)
        ):
            return 0
        if len(fields) % fields.count("name"):
            return 0
        size = len(fields) // fields.count("name")
        end = at + 1
        while row := self._row(end):
            people = list(self._blocks(heads, fields, row, size))
            if not people or any(one is None for one in people):
                break
            self._take(end, [one for one in people if one])
            end += 1
        if end == at + 1:
            return 0
        self.found.uses[at] = LineUse.HEADING
        return end

    def _blocks(
        self, heads: Sequence[TextColumn], fields: Sequence[str], row: Sequence[TextColumn], size: int
    ) -> Iterator[LinePerson | None]:
        whole = len(row) in range(size, len(heads) + 1, size)
        texts = [c.text for c in row] if whole else next(below_headings(heads, row), [])
        for begin in range(0, len(texts), size):
            own = dict(zip(fields[begin : begin + size], texts[begin : begin + size], strict=False))
            if any(own.values()):
                yield self._person(own)

    def _person(self, said: dict[str, str]) -> LinePerson | None:
        """Somebody of whom each column says one thing."""
        seat = seat_number(said.get("seat", "")) or ""
        post = (
            holders_post([p for key in ("department", "post") if (p := "".join(said.get(key, "").split()))])
            if said.get("post")
            else ""
        )
        members = self.context.post or (seated_post("".join(self.lines)) if seat else "")
        context = ListContext(post=post or members, alone=True, absent=self.context.absent)
        people = people_below(said.get("name", ""), context, self.judge)
        if not people or len(people) > 1 or (said.get("seat") and not seat):
            return None
        return people[0].with_seat(seat) if seat else people[0]


def _field(text: str) -> str:
    return headings.field_of("".join(text.split()), _FIELDS) or ""


def _is_word(text: str) -> bool:
    return bool(_field(text)) or column_context(text) is not None
