"""Who comes in place of a member, where a table has a column for it (代理出席者): the deputy attends, the member does not."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from transcriber.minutes import rule_files
from transcriber.minutes.people import Person
from transcriber.office_tables import headings
from transcriber.office_tables.grid import SheetGrid, compact
from transcriber.office_tables.table_block import TableBlock
from transcriber.papers.list_context import ListContext, as_parted
from transcriber.papers.people_lines import people_of_line
from transcriber.papers.person_names import NameJudge

_LAYOUT = rule_files.any_of_each(__package__, "layout")
_COLUMN = re.compile(f"(?:{_LAYOUT['deputy_columns']})")
_COMES = re.compile("代理?(?:出席|人|者)?")
"""In the row of a member, beside the deputy: the deputy comes."""
_THERE = re.compile("[○◯〇◎●✓✔レ]|出席?|本人")
_IN_BRACKETS = re.compile(r"(?P<name>[^()（）]+)[(（](?P<post>[^()（）]+)[)）]")


@dataclass(frozen=True)
class Deputy:
    """What a row says of a deputy.

    Attributes:
        member: whose place it is, without spaces.
        person: who comes; None where the cell is not understood, or nothing says that the deputy comes this time.
        written: what the cell holds.
    """

    member: str
    person: Person | None
    written: str

    @property
    def told(self) -> str:
        """What staff are told, in Japanese."""
        if self.person is None:
            return f"「{self.member}」の行の代理「{self.written[:30]}」は使っていません。"
        return f"「{self.member}」の代理の{self.person.name}を出席者として読み、{self.member}を欠席としました。"


def deputies(grid: SheetGrid, blocks: Sequence[TableBlock], judge: NameJudge) -> Iterator[Deputy]:
    """The deputies of a table of people, row by row."""
    for block in blocks:
        head = grid.rows.get(block.top, {})
        columns = [c for c, cell in head.items() if _COLUMN.fullmatch(compact(cell.text))]
        if len(columns) != 1:
            continue
        attending = "出席" in compact(head[columns[0]].text)
        for row in block.rows:
            cells = grid.rows.get(row.number, {})
            member = compact(row.text("name"))
            if row.hidden or not member or columns[0] not in cells:
                continue
            written = cells[columns[0]].text.strip()
            if not written or headings.is_vacancy(written):
                continue
            others = [compact(c.text) for at, c in cells.items() if at != columns[0]]
            comes = any(_COMES.fullmatch(t) for t in others)
            comes = comes or attending and not any(_THERE.fullmatch(t) for t in others)
            yield Deputy(member, _person(written, judge) if comes else None, " ".join(written.split()))


def _person(text: str, judge: NameJudge) -> Person | None:
    behind = _IN_BRACKETS.fullmatch(text)  # 綿引　勝（副会長）
    plain = f"{behind['post']}　{behind['name']}" if behind is not None else text
    people = people_of_line(" ".join(plain.split()), judge, ListContext(alone=True))
    if people is None or len(people) != 1 or not judge.is_whole(people[0].spaced):
        return None
    person = people[0].person
    return person.model_copy(update={"name": as_parted(person.name, people[0].spaced), "post": person.post or "代理"})
