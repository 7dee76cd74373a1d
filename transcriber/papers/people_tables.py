"""People in a paper: tables with a column 氏名, and lists of post and name under 名簿 or 出席."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from transcriber.language import numbers
from transcriber.language.readings import Reader
from transcriber.minutes import posts, rule_files
from transcriber.minutes.characters import KANJI, hiragana
from transcriber.minutes.people import Person, Roster
from transcriber.minutes.posts import Branch
from transcriber.minutes.variant_characters import common_form
from transcriber.office_tables import roster_reading
from transcriber.office_tables.grid import grid_of_rows
from transcriber.papers.furigana import Furigana, kana_beside
from transcriber.papers.paper import Paper

_LAYOUT = rule_files.any_of_each(__package__, "layout")
_NAME = re.compile(f"[{KANJI}ぁ-ゖァ-ヺー]{{2,8}}")
_HONORIFIC = re.compile(f"(?:{posts.any_title(Branch.MEMBER, polite=True)})$")
_POST = re.compile(f"[{KANJI}ァ-ヺー・]{{0,14}}(?:{posts.any_title()}|書記|[長員監官事役])")
_SEAT = re.compile(
    rf"(?:議席)?(?:番号)?\s*第?\s*(?P<number>{numbers.INTEGER}(?=\s*番)|[0-9]{{1,2}}(?=\s+\D))\s*(?:番\s*(?:議員\s)?)?"
)
_LISTS = re.compile(_LAYOUT["lists"])
_MEMBER_TABLE = re.compile("議員|通告|質問")

_MOST = 200
_LONGEST_POST = 24


def people(paper: Paper, reader: Reader) -> Roster:
    """Everyone the paper lists, once, in its order. Nobody is taken from running text."""
    furigana = Furigana(paper.readings)
    found: list[Person] = []
    listed = [(p, p.name) for p in _in_tables(paper)] or _in_lines(paper, reader)
    for person, spaced in listed:
        read = person.model_copy(update={"kana": person.kana or furigana.kana(spaced, reader)})
        at = _same_person(read, found)
        if at is None:
            found.append(read)
        else:
            found[at] = _filled(found[at], read)
    return Roster(people=tuple(found[:_MOST]))


def merged_rosters(office: Roster, meeting: Roster) -> Roster:
    """The office's own roster, with what the paper adds: missing readings, posts and seats, and people it does not hold."""
    left = list(meeting.people)
    kept = []
    for person in office.people:
        if (at := _same_person(person, left)) is not None:
            kept.append(_filled(person, left.pop(at)))
        elif not (person.learned and _said_in_full(person, left)):  # one person, whom the paper knows better
            kept.append(person)
    return Roster(people=(*kept, *left))


def _same_person(person: Person, people: Sequence[Person]) -> int | None:
    """The place of this person among `people`: of the same writing, else the only one of the same name in common characters
    (渡辺 for 渡邉) whose seat is no other."""
    for i, other in enumerate(people):
        if other.compact_name == person.compact_name:
            return i
    alike = [
        i
        for i, other in enumerate(people)
        if other.compared_name == person.compared_name
        and not (other.seat and person.seat and other.seat != person.seat)
    ]
    return alike[0] if person.name and len(alike) == 1 else None


def _said_in_full(person: Person, people: Iterable[Person]) -> bool:
    own = person.compared_name
    return any(p.compared_name.startswith(own) and p.compared_name != own for p in people)


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


def _in_lines(paper: Paper, reader: Reader) -> Iterator[tuple[Person, str]]:
    """Each with the name as its parts stand: `3番 南雲 百合子 議員`, `副 町 長 小田切 誠 おだぎり まこと`: only where the analyser finds a surname."""
    listing = 0
    for line in paper.lines:
        if _LISTS.search(line) and len(line) < 40:
            listing = 60
        elif listing and line:
            listing -= 1
            written, beside = kana_beside(line)
            person = _from_tokens(written.split(), reader)
            if person is not None:
                read = person.model_copy(update={"kana": person.kana or beside})
                yield read, _spaced(person.name, written)


def _from_tokens(tokens: Sequence[str], reader: Reader) -> Person | None:
    seat, tokens = _seated(" ".join(tokens))
    for cut in range(min(len(tokens), 8)):
        post = "".join(tokens[:cut])
        if (seat and not post) or (post and _POST.fullmatch(post)):
            for end in range(cut + 1, len(tokens) + 1):
                name, rest = _HONORIFIC.sub("", "".join(tokens[cut:end])), list(tokens[end:])
                kana = [t for t in map(hiragana, rest) if re.fullmatch("[ぁ-ゖー]+", t)]
                if _ends_early(name, rest, reader):
                    continue
                if (len(kana) == len(rest) or seat) and _is_name(name, reader):
                    return Person(name=name, kana=" ".join(kana), post=post or "議員", seat=seat)
    return None


def _spaced(name: str, line: str) -> str:
    """A name with the spaces that stand in it in its line."""
    found = re.search(r"\s*".join(map(re.escape, name)), line)
    return found[0] if found else name


def _seated(line: str) -> tuple[str, list[str]]:
    """(seat in arabic digits, tokens behind it) of a line; 番 may stand apart from its number, and close to the name."""
    match = _SEAT.match(line)
    number = numbers.value(match["number"]) if match else None
    return (str(int(number)), line[match.end() :].split()) if match and number is not None else ("", line.split())


def _ends_early(name: str, rest: Sequence[str], reader: Reader) -> bool:
    """Whether a given name of kanji follows: 南 雲 百合子 ends with its last part."""
    return bool(rest) and re.fullmatch(f"[{KANJI}]+", rest[0]) is not None and _is_name(name + rest[0], reader)


def _is_name(text: str, reader: Reader) -> bool:
    """A surname and what may be a given name, which dictionaries often lack."""
    words = reader.words(text)
    named = [w.part[2] == "人名" for w in words]
    plain = common_form(text)
    return bool(_NAME.fullmatch(plain)) and len(words) >= 2 and named[0] and (all(named) or len(plain) <= 5)
