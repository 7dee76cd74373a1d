"""Who speaks to an entry of a programme: beside it in a line (空き家の活用について …… 建設課長 来栖 幸子), or in a column 発言者 beside 内容."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import partial

from transcriber.minutes import posts, rule_files
from transcriber.minutes.people import Person
from transcriber.minutes.variant_characters import common_form
from transcriber.office_tables import headings
from transcriber.office_tables.grid import GridCell, SheetGrid, compact
from transcriber.papers import agenda_lines
from transcriber.papers.line_accounts import LineUse, as_shown
from transcriber.papers.line_marks import COLUMNS
from transcriber.papers.list_context import LinePerson, ListContext, holders_post, is_own_post
from transcriber.papers.people_lines import people_of_line
from transcriber.papers.person_names import NameJudge, may_be_post

_LAYOUT = rule_files.any_of_each(__package__, "layout")
_SPEAKERS = re.compile(f"(?:{_LAYOUT['speaker_columns']})")
_BESIDE_BUSINESS = re.compile(f"(?:{_LAYOUT['speakers_beside_business']})")
_ROLE = re.compile(rf"^[(（]?(?P<role>{_LAYOUT['speaker_columns']})(?:[)）]\s*[::]?|[::]|(?=\s))\s*(?=\S)")
_HELD = re.compile(f"(?:{_LAYOUT['roles']})")
"""Roles that are posts in a list: 司会."""
_BUSINESS = re.compile(_LAYOUT["business_columns"])
_CELL = re.compile(r"[\n\v]")
_PAPERS = re.compile(rf"^(?:{_LAYOUT['papers_named']})\s*(?:No\.?|№)?\s*[0-9A-Z①-⑳一二三四五六七八九十-]{{0,6}}\s+")
"""資料２　説明：… beside an entry."""
_SEVERAL = re.compile("[、,・／/]")
_LONGEST_SURNAME = 3
_SHORTEST_TITLE = 4
_HIRAGANA = re.compile("[のとをにへでや及]|[ぁ-ん]{2}")
"""What a title holds, and the name of a firm or a section seldom does."""
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


def is_beside_business(heading: str) -> bool:
    """Whether a heading says so where it stands beside one of business: 出席者, of those who come in for it."""
    return _BESIDE_BUSINESS.fullmatch(compact(heading)) is not None


def people_beside(
    text: str, judge: NameJudge, *, column: bool = False, seated: str = "議員"
) -> tuple[LinePerson, ...] | None:
    """Those whom a text beside an entry names, each in full; none where it names nobody; None: it may, and is not understood.

    Args:
        column: the heading of its column asks for people, so a surname with a post is one (田上主査).
        seated: the post of those who have a seat and no post.
    """
    plain = _PAPERS.sub("", text.strip())
    role = _ROLE.match(plain)
    own = plain[role.end() :] if role is not None else plain
    post = role["role"] if role is not None and _HELD.fullmatch(role["role"]) else ""
    people = people_of_line(own, judge, ListContext(post=post, alone=True, seated=seated))
    if people is None and column:
        people = _by_surnames(own, judge)
    if people is not None and all(
        judge.is_whole(p.spaced) or p.person.post and (column or _is_holder(p, judge)) for p in people
    ):
        return people
    unclear = column and any(map(partial(_may_name_holder, judge), filter(None, _SEVERAL.split(own))))
    return None if people is not None or unclear or judge.holds_name("".join(own.split())) else ()


def is_by_role(line: str) -> bool:
    """Whether a line says in front what those in it do at an entry: （説明）建設課　係長　来栖 幸子."""
    return _ROLE.match(line.strip()) is not None


def is_of_programme(line: str, judge: NameJudge, *, listed: bool) -> bool:
    """Whether a line is counted, and heads business (２　審 議) or holds a title with who speaks to it in a column of its own; no list of
    people then. Args: listed: it stands in such a list."""
    entry = agenda_lines.numbered(line)
    if entry is None or entry.manner.startswith(agenda_lines.BULLET):
        return False
    if agenda_lines.may_contain(entry.rest):
        return True
    return not listed and titled_speakers(entry.rest, judge) is not None


def titled_speakers(text: str, judge: NameJudge) -> tuple[str, tuple[LinePerson, ...]] | None:
    """A title and those who stand in the last column behind it, each with a post: 統合の経緯　　　学校教育課長　立川 淳子; None: it is none."""
    columns = [c.strip() for c in COLUMNS.split(text.strip()) if c.strip()]
    for at in range(1, len(columns)):
        title = " ".join(columns[:at])
        plain = "".join(title.split())
        if (
            len(plain) < _SHORTEST_TITLE
            or may_be_post(plain)
            or headings.names_a_group(plain)
            or judge.holds_name(plain)
        ):
            continue
        if people_of_line(title, judge, ListContext(alone=True)) is not None or not _HIRAGANA.search(plain):
            continue
        people = people_of_line("  ".join(columns[at:]), judge, ListContext(alone=True))
        if people and all(one.person.post and judge.is_whole(one.spaced) for one in people):
            return title, people
    return None


def _is_holder(one: LinePerson, judge: NameJudge) -> bool:
    """Whether somebody is called by his post and a surname of more than one character: 会　長　小宮山."""
    named = len(one.person.name) > 1 and judge.is_surname(common_form(one.person.name))
    return named and (posts.ending(one.person.post) is not None or is_own_post(one.person.post))


def _by_surnames(text: str, judge: NameJudge) -> tuple[LinePerson, ...] | None:
    """Those whom a cell calls by surname and post, behind where they are from or not: 福祉課　田上主査、宮城係長; None unless all are."""
    found = []
    for part in filter(str.strip, _SEVERAL.split(text)):
        last = part.split()[-1]
        title = posts.ending(last)
        if title is None or not judge.names_its_holder(last):
            return None
        name = last.removesuffix(title.text)
        found.append(LinePerson(Person(name=name, post=title.text), name))
    return tuple(found) or None


def _may_name_holder(judge: NameJudge, part: str) -> bool:
    """Whether a part of a cell may call somebody so whose surname nobody knows: 運天係長, but not 企画課長."""
    last = part.split()[-1] if part.split() else ""
    title = posts.ending(last)
    name = last.removesuffix(title.text) if title is not None else ""
    return 1 < len(name) <= _LONGEST_SURNAME and not judge.is_term(name) and not headings.names_a_group(name)


def people_in_brackets(text: str, judge: NameJudge) -> tuple[LinePerson, ...]:
    """Those whom brackets behind an entry name with post and whole name: 〔説明：財政課長 佐藤 圭〕. Whoever proposes a petition is not meant."""
    if not text or _PROPOSERS.search(text):
        return ()
    people = _called_so(text, judge) or people_beside(text, judge) or ()
    return people if all(one.person.post for one in people) else ()


def _called_so(text: str, judge: NameJudge) -> tuple[LinePerson, ...] | None:
    """Those whom brackets call by surname and post, behind their section: 企画財政課：桑原課長、堤係長; None unless nothing else stands there."""
    section, colon, called = text.rpartition(":")
    role = not section or _ROLE.match(f"{section}:x") is not None
    if colon and not role and not headings.names_a_group(section):
        return None
    parts = [part for part in _SEVERAL.split(called) if part.strip()]
    if not all(judge.is_called_so(part.split()[-1]) and len(part.split()) < 3 for part in parts):
        return None
    people = _by_surnames(called, judge)
    if people is None or role or not section.endswith(("課", "室", "局", "部", "係")):
        return people
    return tuple(one.with_post(holders_post([section, one.person.post])) for one in people)


def programme_speakers(grid: SheetGrid, judge: NameJudge, seated: str = "議員") -> ProgrammeRead:
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
            people = people_beside(text, judge, column=True, seated=seated)
            if people is None:
                found.unread[number] = as_shown(" ".join(c.text for _, c in sorted(cells.items())))
            named += people or ()
        if named:
            found.people += [(number, one) for one in named]
            found.uses[number] = LineUse.UNREAD if business in cells else LineUse.PEOPLE
        elif number in found.unread:
            found.uses[number] = LineUse.NAMED
    if not found.people:
        found.uses = {}
    return found


def _heads(cells: Mapping[int, GridCell]) -> tuple[int, int] | None:
    """The columns of business and of speakers, if a row is one of such headings."""
    said = {c: compact(cell.text) for c, cell in cells.items()}
    business = [c for c, text in said.items() if headings.field_of(text, ("item",)) or _BUSINESS.fullmatch(text)]
    speakers = [c for c, text in said.items() if is_speakers_column(text)]
    speakers = speakers or [c for c, text in said.items() if business and is_beside_business(text)]
    others = [c for c, text in said.items() if headings.field_of(text, ("name", "post_name")) and c not in speakers]
    return (business[0], speakers[0]) if business and len(speakers) == 1 and not others else None
