"""People in a paper: tables with a column 氏名, and lists of post and name under 名簿 or 出席."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from transcriber.language.readings import Reader, hiragana
from transcriber.minutes import posts, rule_files
from transcriber.minutes.people import Person, Roster
from transcriber.minutes.posts import Branch
from transcriber.office_tables import roster_reading
from transcriber.office_tables.grid import grid_of_rows
from transcriber.papers.paper import Paper

_LAYOUT = rule_files.any_of_each(__package__, "layout")
_NAME = re.compile("[一-鿿々ぁ-ゖァ-ヺーヶ]{2,8}")
_HONORIFIC = re.compile(f"(?:{posts.any_title(Branch.MEMBER, polite=True)})$")
_POST = re.compile(f"[一-鿿ァ-ヺー・]{{0,14}}(?:{posts.any_title()}|書記|[長員監官事役])")
_LISTS = re.compile(_LAYOUT["lists"])
_MEMBER_TABLE = re.compile("議員|通告|質問")

_MOST = 200
_LONGEST_POST = 24


def people(paper: Paper, reader: Reader) -> Roster:
    """Everyone the paper lists, once, in its order. Nobody is taken from running text."""
    found: dict[str, Person] = {}
    for person in list(_in_tables(paper)) or _in_lines(paper, reader):
        known = found.get(person.compact_name)
        found[person.compact_name] = _filled(known, person) if known else person
    return Roster(people=tuple(found.values())[:_MOST])


def merged_rosters(office: Roster, meeting: Roster) -> Roster:
    """The office's own roster, with what the paper adds: missing readings, posts and seats, and people it does not hold."""
    added = {p.compact_name: p for p in meeting.people}
    kept = tuple(
        _filled(p, added.pop(p.compact_name)) if p.compact_name in added else p
        for p in office.people
        if not (p.learned and _said_in_full(p, added))  # one person, whom the paper knows better
    )
    return Roster(people=(*kept, *added.values()))


def _said_in_full(person: Person, names: Iterable[str]) -> bool:
    return any(name.startswith(person.compact_name) and name != person.compact_name for name in names)


def _filled(person: Person, other: Person) -> Person:
    added = {field: getattr(other, field) for field in ("kana", "post", "seat") if not getattr(person, field, "")}
    return person.model_copy(update={**added, "learned": False})  # a list names them now


def _in_tables(paper: Paper) -> Iterator[Person]:
    members = bool(_MEMBER_TABLE.search(paper.text))
    grids = (grid_of_rows("", table) for table in paper.tables)
    listed = (person for grid in grids for person in roster_reading.people_listed([grid], paper.name).persons)
    for person in (*paper.people, *listed):
        if person.name and len(person.post) <= _LONGEST_POST:
            seated = person.seat and not person.post and members
            yield person.model_copy(update={"post": "議員"}) if seated else person


def _in_lines(paper: Paper, reader: Reader) -> Iterator[Person]:
    """`3番 南雲 百合子 議員`, `副 町 長 小田切 誠 おだぎり まこと`: only where the analyser finds a surname."""
    listing = 0
    for line in paper.lines:
        if _LISTS.search(line) and len(line) < 40:
            listing = 60
        elif listing and line:
            listing -= 1
            person = _from_tokens(line.split(), reader)
            if person is not None:
                yield person


def _from_tokens(tokens: Sequence[str], reader: Reader) -> Person | None:
    seat = ""
    if tokens and (match := re.fullmatch(r"(?:第)?(\d{1,2})番?", tokens[0])):
        seat, tokens = match[1], tokens[1:]
    for cut in range(min(len(tokens), 8)):
        post = "".join(tokens[:cut])
        if (seat and not post) or (post and _POST.fullmatch(post)):
            for end in range(cut + 1, len(tokens) + 1):
                name, rest = _HONORIFIC.sub("", "".join(tokens[cut:end])), list(tokens[end:])
                kana = [t for t in map(hiragana, rest) if re.fullmatch("[ぁ-ゖー]+", t)]
                if (len(kana) == len(rest) or seat) and _is_name(name, reader):
                    return Person(name=name, kana=" ".join(kana), post=post or "議員", seat=seat)
    return None


def _is_name(text: str, reader: Reader) -> bool:
    """A surname and what may be a given name, which dictionaries often lack."""
    words = reader.words(text)
    named = [w.part[2] == "人名" for w in words]
    return bool(_NAME.fullmatch(text)) and len(words) >= 2 and named[0] and (all(named) or len(text) <= 5)
