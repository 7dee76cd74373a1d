"""Labels of forms with the person that stands behind them: 相談者氏名 | 大森 礼子 | 担当相談員 | 木村 望."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from transcriber.minutes import posts, rule_files
from transcriber.minutes.people import Person
from transcriber.minutes.variant_characters import common_form
from transcriber.office_tables import headings
from transcriber.office_tables.office_words import is_office
from transcriber.papers import agenda_lines
from transcriber.papers.behind_people import SEAT
from transcriber.papers.line_marks import COLUMNS
from transcriber.papers.list_context import LinePerson, ListContext
from transcriber.papers.other_lines import is_furniture
from transcriber.papers.paper import CELL_BREAK
from transcriber.papers.people_lines import people_of_line
from transcriber.papers.people_signs import beside_label
from transcriber.papers.person_names import NameJudge, may_be_name, may_be_post

_LAYOUT = rule_files.any_of_each(__package__, "layout")
_LABEL = re.compile(rf"(?P<who>{_LAYOUT['form_people']})?の?(?:氏名|お?名前|名)?(?:\(.{{0,10}}\))?:?")
_OTHER_LABEL = re.compile(r"(?P<who>[^\s:()、。0-9A-Za-z]{1,8}?)の?氏名")
_COLON = re.compile(
    r"[\s・○◯〇■□●【\[]*(?P<label>[^\s:].{0,13}?)[】\]]?\s*:\s*(?P<value>[^:(（]+(?:[(（][^()（）]*[)）])?[^:]*)"
)
_BRACKETED = re.compile(r"[【\[〔](?P<label>[^【】\[\]〔〕]{1,14})[】\]〕]\s*(?P<value>\S.*)")
_NOBODY = re.compile(f"(?:{_LAYOUT['beside']}|[-―—・/／]+|印|㊞)")
_SEAT_ALONE = re.compile(f"{SEAT.pattern}|[0-9]{{1,2}}")
_MOST_LABEL = 20
_MOST_NAME = 40
_LONGEST_GIVEN = 3


class FormPerson(NamedTuple):
    """A label of a form and what stands behind it.

    Attributes:
        people: none where that is not understood as anybody.
    """

    text: str
    people: tuple[LinePerson, ...]


def people_of_form(line: str, judge: NameJudge) -> list[FormPerson]:
    """The people of a row of a form; none where it has no label of somebody before a value."""
    found = []
    pairs = list(_labelled(line))
    for label, value in pairs:
        said = _who(label)
        if said is None or _is_label(value) or _NOBODY.fullmatch("".join(value.split())) or len(value) > _MOST_NAME:
            continue
        people = people_of_line(value, judge, ListContext(post=said, alone=True)) or _named_so(
            label, value, said, judge
        )
        found.append(FormPerson(f"{label} {value}", people or ()))
    return [*found, *_beside(found, pairs, judge)] if found else []


def _named_so(label: str, value: str, said: str, judge: NameJudge) -> tuple[LinePerson, ...] | None:
    """Whom a label asks for by 氏名, where the given name is one that the dictionary does not know: 児童氏名 | 森田 陽向."""
    parts = value.split()
    if len(parts) == 3 and parts[2] in posts.honorifics():
        parts.pop()
    name = "".join(parts)
    asked = "".join(label.split()).rstrip(":").endswith("氏名")
    if not asked or len(parts) != 2 or not may_be_name(name) or len(parts[1]) > _LONGEST_GIVEN:
        return None
    if not judge.is_surname(common_form(parts[0])) or may_be_post(parts[1]) or headings.names_a_group(parts[1]):
        return None
    return (LinePerson(Person(name=name, post=said), " ".join(parts)),)


def _beside(found: Sequence[FormPerson], pairs: Sequence[tuple[str, str]], judge: NameJudge) -> Iterator[FormPerson]:
    """Cells of the same row that name somebody, behind labels that ask for nobody that we know: 立会者."""
    taken = {one.text for one in found}
    for label, value in pairs:
        texts = (f"{label} {value}", label, value)
        if any(text in one for text in texts for one in taken) or not judge.holds_name("".join(value.split())):
            continue
        people = people_of_line(value, judge, ListContext())
        sure = people is not None and all(p.sure for p in people)
        yield FormPerson(texts[0], people if people is not None and sure else ())


def people_of_cell(line: str, judge: NameJudge, seated: str) -> tuple[str, tuple[LinePerson, ...]] | None:
    """The label of a cell that holds nothing but people with their posts, and those: 町の出席者 | 町長 …, …; None: it is none.

    Args:
        seated: the post of those who have a seat and no post.
    """
    label, value = beside_label(line)
    if len(label) < 2 or not value or "\t" in value or value[0].isdigit() or agenda_lines.numbered(label) is not None:
        return None  # an entry of an agenda, and who speaks to it
    people = people_of_line(value, judge, ListContext(seated=seated))
    whole = people is not None and all(p.sure and judge.is_whole(p.spaced) for p in people)
    held = is_office(label.split()[0]) or judge.holds_name("".join(label.split()))
    if people is None or not whole or held or people_of_line(label, judge, ListContext()) is not None:
        return None
    return label, people


def pieces_of_row(line: str, judge: NameJudge, context: ListContext) -> list[str]:
    """What the cells of a row hold, each a line of its own; nothing where no cell has several lines, or the row is one line of people."""
    if CELL_BREAK not in line:
        return []
    cells = [_pieces_of_cell(cell, judge) for cell in line.split("\t") if cell.strip()]
    written = [piece for cell in line.split("\t") for piece in cell.split(CELL_BREAK) if piece.strip()]
    seated = not {p for cell in cells for p in cell} <= {*written, *(" ".join(p) for p in pairwise(written))}
    if all(cells) and not seated and people_of_line(line, judge, context):
        return []
    return [piece for cell in cells for piece in cell]


def _pieces_of_cell(cell: str, judge: NameJudge) -> list[str]:
    """What a cell of a plan holds: one person with post and seat over its lines, or as many things as lines; nothing of a seat that is
    empty (３番　空席) or of what stands in the room (演壇)."""
    pieces = _as_seated([piece for piece in cell.split(CELL_BREAK) if piece.strip()], judge)
    said = [piece for piece in pieces if _SEAT_ALONE.fullmatch("".join(piece.split())) is None]
    if all(is_furniture(piece.strip()) or headings.is_vacancy(piece) for piece in said):
        return []
    whole = " ".join(pieces)
    one = people_of_line(whole, judge, ListContext()) if len(pieces) > 1 else None
    return [whole] if one is not None and len(one) == 1 and judge.is_whole(one[0].spaced) else pieces


def _as_seated(pieces: list[str], judge: NameJudge) -> list[str]:
    """The pieces of a cell of a plan of seats, with its number as a seat above a name, and 議長席 above a name as whose seat it is."""
    if len(pieces) != 2 or not judge.is_whole(" ".join(pieces[1].split())):
        return pieces
    first = "".join(pieces[0].split())
    if first.isdigit():
        return [f"{first}番", pieces[1]]
    return [first[:-1], pieces[1]] if first.endswith("席") and may_be_post(first[:-1]) else pieces


def _labelled(line: str) -> Iterator[tuple[str, str]]:
    """Labels and what stands behind each: in the next cell, or behind a colon."""
    if (match := _COLON.fullmatch(line.strip())) is not None and _who(match["label"]) is not None:
        yield match["label"], match["value"]
        return
    if (match := _BRACKETED.fullmatch(line.strip())) is not None and _who(match["label"]):
        yield match["label"], match["value"]
        return
    cells = [c.strip() for c in COLUMNS.split(line.strip()) if c.strip()]
    inline = [m if m is not None and _who(m["label"]) is not None else None for m in map(_COLON.fullmatch, cells)]
    yield from (
        (one, two) for i, (one, two) in enumerate(pairwise(cells)) if inline[i] is None and inline[i + 1] is None
    )
    for cell, match in zip(cells, inline, strict=True) if len(cells) > 1 else ():
        label, _, value = cell.partition(" ")  # 受付日 10月1日　　受付者 都筑 美紀
        if value and _who(label):
            yield label, value
        elif match is not None:
            yield match["label"], match["value"]  # 相談者:都筑 美紀　　続柄:妻


def is_form_row(cells: Sequence[str], judge: NameJudge) -> bool:
    """Whether a row with a heading of people in it is one of a form: a name stands right behind it."""
    for label, value in zip(cells, cells[1:], strict=False):
        if _who(label) is not None and not _is_label(value):
            people = people_of_line(value, judge, ListContext(alone=True))
            if people is not None and len(people) == 1:
                return True
    return False


def _who(label: str) -> str | None:
    """Whose name a label asks for, as a post; empty: it does not say; None: it is no such label."""
    plain = "".join(label.split())
    match = _LABEL.fullmatch(plain) if plain and len(plain) <= _MOST_LABEL else None
    if match is None and (other := _OTHER_LABEL.fullmatch(plain)) is not None:
        return other["who"]
    if match is None or (not match["who"] and "名" not in plain[-3:]) or plain == "名" or plain[0] in "(（":
        return None
    said = match["who"] or ""
    return said.removeprefix("担当") if said.endswith("員") else said


def _is_label(text: str) -> bool:
    plain = "".join(text.split())
    asked = headings.field_of(plain, headings.ROSTER_FIELDS) or headings.is_other_heading(plain)
    return bool(asked) or _who(plain) is not None
