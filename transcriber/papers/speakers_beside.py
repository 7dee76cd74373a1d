"""Who speaks to an entry of a programme: beside it in a line (空き家の活用について …… 建設課長 来栖 幸子), or in a column 発言者 beside 内容."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from transcriber.minutes import rule_files
from transcriber.office_tables import headings
from transcriber.office_tables.grid import GridCell, SheetGrid, compact
from transcriber.papers.line_accounts import LineUse, as_shown
from transcriber.papers.list_context import LinePerson, ListContext
from transcriber.papers.people_lines import people_of_line
from transcriber.papers.person_names import NameJudge

_LAYOUT = rule_files.any_of_each(__package__, "layout")
_SPEAKERS = re.compile(f"(?:{_LAYOUT['speaker_columns']})")
_ROLE = re.compile(rf"^[(（]?(?P<role>{_LAYOUT['speaker_columns']})[)）]?(?:\s*[::]\s*|\s+)(?=\S)")
_HELD = re.compile(f"(?:{_LAYOUT['roles']})")
"""Roles that are posts in a list: 司会."""
_BUSINESS = re.compile(_LAYOUT["business_columns"])
_CELL = re.compile(r"[\n\v]")
_PAPERS = re.compile(rf"^(?:{_LAYOUT['papers_named']})\s*(?:No\.?|№)?\s*[0-9A-Z①-⑳一二三四五六七八九十-]{{0,6}}\s+")
"""資料２　説明：… beside an entry."""
_PROPOSERS = re.compile("紹介|提出|提案")


@dataclass
class ProgrammeRead:
    """What a table says of who speaks.

    Attributes:
        people: with the number of their row.
        uses: rows that are explained by it; those that hold business too count as unread until the agenda takes them.
        unread: rows that were not understood, as staff are shown them.
    """

    people: list[tuple[int, LinePerson]] = field(default_factory=list)
    uses: dict[int, LineUse] = field(default_factory=dict)
    unread: dict[int, str] = field(default_factory=dict)


def is_speakers_column(heading: str) -> bool:
    """Whether a heading says that those stand below it who speak to what stands beside: 発言者, 説明者, 担当."""
    return _SPEAKERS.fullmatch(compact(heading)) is not None


def people_beside(text: str, judge: NameJudge) -> tuple[LinePerson, ...] | None:
    """Those whom a text beside an entry names, each in full; none where it names nobody; None: it may, and is not understood."""
    plain = _PAPERS.sub("", text.strip())
    role = _ROLE.match(plain)
    own = plain[role.end() :] if role is not None else plain
    post = role["role"] if role is not None and _HELD.fullmatch(role["role"]) else ""
    people = people_of_line(own, judge, ListContext(post=post, alone=True))
    if people is not None and all(judge.is_whole(p.spaced) for p in people):
        return people
    return None if people is not None or judge.holds_name("".join(own.split())) else ()


def people_in_brackets(text: str, judge: NameJudge) -> tuple[LinePerson, ...]:
    """Those whom brackets behind an entry name with post and whole name: 〔説明：財政課長 佐藤 圭〕. Whoever proposes a petition is not meant."""
    if not text or _PROPOSERS.search(text):
        return ()
    people = people_beside(text, judge) or ()
    return people if all(one.person.post for one in people) else ()


def programme_speakers(grid: SheetGrid, judge: NameJudge) -> ProgrammeRead:
    """Those in a column 発言者 beside a column of business; nobody where a table has no such columns."""
    found = ProgrammeRead()
    business = speakers = 0
    for number, cells in grid.rows.items():
        if number in grid.hidden_rows:
            continue
        if heads := _heads(cells):
            business, speakers = heads
            found.uses[number] = LineUse.HEADING
            continue
        if not speakers or speakers not in cells:
            continue
        named: list[LinePerson] = []
        for text in filter(str.strip, _CELL.split(cells[speakers].text)):
            people = people_beside(text, judge)
            if people is None:
                found.unread[number] = as_shown(" ".join(c.text for _, c in sorted(cells.items())))
            named += people or ()
        if named:
            found.people += [(number, one) for one in named]
            found.uses[number] = LineUse.UNREAD if business in cells else LineUse.PEOPLE
        elif number in found.unread:
            found.uses[number] = LineUse.NAMED
    return found if found.people else ProgrammeRead()


def _heads(cells: Mapping[int, GridCell]) -> tuple[int, int] | None:
    """The columns of business and of speakers, if a row is one of such headings."""
    said = {c: compact(cell.text) for c, cell in cells.items()}
    business = [c for c, text in said.items() if headings.field_of(text, ("item",)) or _BUSINESS.fullmatch(text)]
    speakers = [c for c, text in said.items() if is_speakers_column(text)]
    others = [c for c, text in said.items() if headings.field_of(text, ("name", "post_name")) and c not in speakers]
    return (business[0], speakers[0]) if business and len(speakers) == 1 and not others else None
