"""People in a paper: tables with a column 氏名, and lists of post and name under 名簿 or 出席."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from transcriber.minutes import posts, rule_files
from transcriber.minutes.people import Person, Roster
from transcriber.office_tables import headings, roster_reading
from transcriber.office_tables.blocks import find_blocks
from transcriber.office_tables.grid import RemarkKind, SheetGrid, compact
from transcriber.office_tables.office_words import is_office
from transcriber.office_tables.table_block import TableBlock
from transcriber.office_tables.titles_between import post_in_title
from transcriber.papers import meeting_rosters, people_doubts, people_lists, rows_of_lists, seat_doubts, table_remarks
from transcriber.papers.column_lists import column_lists
from transcriber.papers.deputies import deputies
from transcriber.papers.form_labels import is_form_row
from transcriber.papers.furigana import Furigana
from transcriber.papers.line_accounts import LineUse, Said, placed
from transcriber.papers.list_context import as_parted, is_own_post, seated_post
from transcriber.papers.list_headings import context_of, group_of, heading_of
from transcriber.papers.paper import Paper, PaperTable
from transcriber.papers.person_names import NameJudge, may_be_post
from transcriber.papers.posts_as_headings import headed_people
from transcriber.papers.posts_beside import (
    BEHIND_NAME,
    is_secretariat,
    offices_of_groups,
    remarks_beside,
    titles_beside,
)
from transcriber.papers.seat_columns import with_seats, with_seats_behind_names
from transcriber.papers.speakers_beside import programme_speakers

_LAYOUT = rule_files.any_of_each(__package__, "layout")
_ASKS = re.compile("質問|通告")
_ASKED = re.compile("(?:一般)?(?:質問|発言|通告)の?(?:事項|内容|要旨|項目|件名).*")
_ELSEWHERE = re.compile(_LAYOUT["held_in_column"])
"""In the heading of a column of posts: they are held where somebody comes from."""
_MEMBER_TABLE = re.compile("議員|通告|質問|議席")
_MEMBERS_ONLY = re.compile("議席|議員(?:名簿|一覧)|出席議員|議員氏名")
_SUBJECTS = re.compile("件名|項目|内容")


_SHORT = 6
"""Characters that a heading may have in a column nobody asks for."""
_MOST = 200
_LONGEST_POST = 24


@dataclass(frozen=True)
class PeopleRead:
    """The people of a paper.

    Attributes:
        unread: places of tables that were not understood, Japanese.
        said: lines that were not.
        told: places that were read in a way staff should know.
        uses: lines that are explained by it.
    """

    roster: Roster = Roster()
    unread: tuple[str, ...] = ()
    said: tuple[Said, ...] = ()
    told: tuple[str, ...] = ()
    uses: Mapping[int, LineUse] = field(default_factory=dict)


def people(paper: Paper, judge: NameJudge) -> PeopleRead:
    """Everyone the paper lists, once, in its order. Nobody is taken from running text."""
    furigana = Furigana(paper.readings)
    found: list[Person] = []
    read = _listed(paper, judge)
    listed, unread = read.people, read.unread
    twice: dict[str, list[str]] = {}
    seats: list[str] = []
    for person, spaced in listed:
        if _again_by_surname(person, listed):
            continue
        voiced = person.model_copy(
            update={"kana": person.kana or furigana.kana(spaced, judge.reader), "name": as_parted(person.name, spaced)}
        )
        at = meeting_rosters.same_person_at(voiced, found)
        if at is None:
            found.append(voiced)
        else:
            if people_doubts.is_passing_role(found[at].post) and voiced.post:
                found[at] = found[at].model_copy(update={"post": voiced.post})
            elif people_doubts.are_two_posts(found[at].post, voiced.post):
                twice.setdefault(found[at].compact_name, [found[at].post]).append(voiced.post)
            seats += seat_doubts.two_seats(paper.name, found[at], voiced)
            found[at] = meeting_rosters.filled_person(found[at], voiced)
    told = [*read.told, *people_doubts.of_several_posts(paper.name, twice), *seats]
    told += seat_doubts.in_one_paper(paper.name, found, unread)
    told += people_doubts.of_two_who_lead(paper.name, found)
    if len(found) > _MOST:
        unread.append(
            f"{paper.name}：人が{len(found)}人います。先の{_MOST}人だけを使います。名簿のところだけを別のファイルにしてください。"
        )
    return PeopleRead(Roster(people=tuple(found[:_MOST])), tuple(unread), tuple(read.said), tuple(told), read.uses)


def _again_by_surname(person: Person, listed: Sequence[tuple[Person, str]]) -> bool:
    """Whether the surname of one who is listed in full stands again by itself: 司会：木村."""
    if person.seat or person.absent:
        return False
    own = person.compared_name
    same = [p for p, s in listed if len(s.split()) == 2 and s.split()[0] == person.name and p.compared_name != own]
    return len(same) == 1 and not people_doubts.are_of_two_sides(person.post, same[0].post)


class _Listed(NamedTuple):
    """`people` in the order of the lines, each with the name as its parts stand."""

    people: list[tuple[Person, str]]
    unread: list[str]
    said: list[Said]
    told: list[str]
    uses: dict[int, LineUse]


def _listed(paper: Paper, judge: NameJudge) -> _Listed:
    found: list[tuple[int, Person, str]] = []
    unread: list[str] = []
    uses: dict[int, LineUse] = {}
    told: list[str] = []
    headed: list[PaperTable] = []
    for table in paper.tables:
        programme = programme_speakers(table.grid, judge, seated_post(paper.text))
        unread += [
            f"{paper.name}：「{text}」の人を読めません。この行の人は使っていません。"
            for text in programme.unread.values()
        ]
        if programme.people:
            headed.append(table)
            places = {row: table.first + at for at, row in reversed(list(enumerate(table.rows)))}
            uses |= {
                table.first + at: programme.uses[row] for at, row in enumerate(table.rows) if row in programme.uses
            }
            found += [(places[row], one.person, one.spaced) for row, one in programme.people if row in places]
            continue
        below = headed_people(table.grid, judge, absent=_is_of_absent(paper, table))
        if below.people:
            headed.append(table)
            places = {row: table.first + at for at, row in reversed(list(enumerate(table.rows)))}
            uses |= {table.first + at: below.uses[row] for at, row in enumerate(table.rows) if row in below.uses}
            found += [(places[row], one.person, one.spaced) for row, one in below.people if row in places]
            unread += [
                f"{paper.name}：「{text}」を人の一覧として読めません。この行は使っていません。"
                for text in below.unread.values()
            ]
    for tables, name in _files_of_tables(paper):
        read = _in_tables([t for t in tables if t not in headed], name, paper, judge)
        uses |= read.uses
        found += read.people
        unread += read.unread
        told += read.told
    columns = column_lists(paper.lines, set(uses), judge)
    uses |= columns.uses
    found += [(number, each.person, each.spaced) for number, each in columns.people]
    lists = people_lists.listed_in_lines(Path(paper.name).stem, paper.lines, set(uses), judge)
    uses |= lists.uses
    found += [(number, each.person, each.spaced) for number, each in lists.people]
    found.sort(key=lambda each: each[0])
    people = [(person, spaced) for _, person, spaced in found]
    in_lines = {n for uses_of in (columns.uses, lists.uses) for n, use in uses_of.items() if use is LineUse.PEOPLE}
    in_lines -= {n for n, p, _ in found if p.absent} - {
        n for n, p, _ in found if not p.absent
    }  # nothing is open of them
    open_ = people_doubts.remarks_left_open(
        paper.lines, in_lines, judge, {one.compact_name for one, _ in people if one.name}
    )
    told += placed(lists.told, paper.name)
    return _Listed(people, unread, [*columns.unread, *lists.unread, *open_], told, uses)


def _is_of_absent(paper: Paper, table: PaperTable) -> bool:
    """Whether the line above a table says that those in it are not there."""
    above = next((line for line in reversed(paper.lines[: table.first]) if line.strip()), "")
    head = heading_of(above.strip())
    context = context_of(head[0]) if head is not None and not head[1].strip() else None
    return context is not None and context.absent


def _files_of_tables(paper: Paper) -> Iterator[tuple[list[PaperTable], str]]:
    """Tables that belong together, with what staff know them as: the sheets of a workbook; each table of a Word paper alone."""
    if any(table.grid.name for table in paper.tables):
        yield list(paper.tables), paper.name
        return
    for number, table in enumerate(paper.tables, start=1):
        yield [table], f"{paper.name} の表" if len(paper.tables) == 1 else f"{paper.name} の{number}番目の表"


class _TablesRead(NamedTuple):
    """`people` with the line of their table and the name as its parts stand; `uses`: lines of the paper that are read so."""

    people: list[tuple[int, Person, str]]
    unread: tuple[str, ...]
    uses: dict[int, LineUse]
    told: tuple[str, ...] = ()


def _in_tables(tables: Sequence[PaperTable], name: str, paper: Paper, judge: NameJudge) -> _TablesRead:
    """The people of tables with headings of a list of people."""
    seated = bool(_MEMBERS_ONLY.search(paper.text))
    grids = [table_remarks.with_meanings(t.grid, paper.lines) for t in tables]
    grids = [with_seats_behind_names(with_seats(g, seated=seated)) for g in grids]
    blocks = [find_blocks(g, headings.ROSTER_FIELDS, roster_reading.ANCHORS) for g in grids]
    grids = [rows_of_lists.without_others(g, own, judge) for g, own in zip(grids, blocks, strict=True)]
    blocks = [find_blocks(g, headings.ROSTER_FIELDS, roster_reading.ANCHORS) for g in grids]
    several = [dict(rows_of_lists.several_in_cells(own, judge)) for own in blocks]
    forms = any(
        _is_label(g, block.top, judge) or _is_title(g, block)
        for g, own in zip(grids, blocks, strict=True)
        for block in own
    )
    if forms or not any(blocks):
        return _TablesRead([], (), {})
    read = roster_reading.people_listed(
        [rows_of_lists.without_rows(g, own) for g, own in zip(grids, several, strict=True)], name
    )
    members = seated_post(paper.text) if _MEMBER_TABLE.search(paper.text) else ""
    absent = {n for grid in grids for n in table_remarks.absent_names(grid, read.persons)}
    stand_in = {d.member: d for g, own in zip(grids, blocks, strict=True) for d in deputies(g, own, judge)}
    absent |= {name for name, d in stand_in.items() if d.person is not None}
    noted = {n: post for grid in grids for n, post in table_remarks.noted_posts(grid, read.persons)}
    tables_read = list(zip(grids, blocks, strict=True))
    unheaded = [each for g, own in tables_read for each in table_remarks.texts_without_heading(g, own)]
    noted = {**{n: text for n, text in unheaded if may_be_post(text)}, **noted}
    grouped = {name: post for g, own in tables_read for name, post in table_remarks.group_posts(g, own)}
    remarks = list(remarks_beside(grids, blocks))
    offices_beside = {n: text for n, text in remarks if is_office(text) and posts.ending(text) is not None}
    rows = [row for own in blocks for block in own for row in block.rows]
    held = {compact(row.text("name")): compact(row.text("post")) for row in rows}
    of_titles = {post_in_title(block.title) for own in blocks for block in own}
    offices = dict(offices_of_groups(blocks))
    titles = dict(titles_beside(blocks))
    askers = {n for g, own in tables_read for n in _below(g, own, "name", _ASKS)}
    elsewhere = {n for g, own in tables_read for n in _below(g, own, "post", _ELSEWHERE)}
    people = [
        (table.first, one.person.model_copy(update={"name": as_parted(one.person.name, one.spaced)}), one.spaced)
        for table, own in zip(tables, several, strict=True)
        for listed in own.values()
        for one in listed
    ]
    for person in read.persons:
        if person.name and len(person.post) <= _LONGEST_POST:
            update: dict[str, object] = {"absent": True} if person.compact_name in absent else {}
            alone = held.get(person.compact_name, "")
            if is_own_post(alone) and person.post.endswith(alone):
                update["post"] = alone  # not with what is in the column of where somebody comes from
            # 委員 of the title says less than what stands beside somebody
            posted = bool(person.post) and (person.post not in of_titles or bool(alone))
            leads = posts.leads(person.post) and person.compact_name not in elsewhere
            if person.compact_name in offices and is_secretariat(person.post):
                update["post"] = offices[person.compact_name]
            elif person.compact_name in noted and not leads:
                update["post"] = noted[person.compact_name]
            elif not posted and person.compact_name in grouped:
                update["post"] = grouped[person.compact_name]
            elif not posted and person.compact_name in titles:
                update["post"] = titles[person.compact_name]
            elif not posted and person.compact_name in offices_beside and person.compact_name not in askers:
                update["post"] = offices_beside[person.compact_name]
            elif not posted and (person.seat or person.compact_name in askers) and members:
                update["post"] = members
            people.append((tables[0].first, person.model_copy(update=update), person.name))
            deputy = stand_in.get(person.compact_name)
            if deputy is not None and deputy.person is not None:
                people.append((tables[0].first, deputy.person, deputy.person.name))
    uses: dict[int, LineUse] = {}
    left = any(r.kind is RemarkKind.LEFT_OUT for r in read.remarks)
    names = {p.compact_name for p in (*read.persons, *(p for _, p, _ in people)) if p.name}
    for table, own in zip(tables, blocks, strict=True):
        used = {row.number: LineUse.PEOPLE for block in own for row in block.rows}
        used |= {block.top: LineUse.HEADING for block in own}
        for block in own:
            if any(table_remarks.group_posts(table.grid, [block])):
                used[max(n for n in table.grid.rows if n < block.top)] = LineUse.HEADING
        passed = headings.is_of_other_days(table.grid.name) and len(tables) > 1
        for at, number in enumerate(table.rows):
            if (
                left
                and number in used
                and not any(n in _row_text(table.grid, number) for n in names)
                and number not in {b.top for b in own}
            ):
                uses[table.first + at] = LineUse.UNREAD
            elif passed or number in used:
                uses[table.first + at] = used.get(number, LineUse.NOTE)
    unread = [str(r) for r in read.remarks if r.kind is RemarkKind.LEFT_OUT]
    unread += [
        f"{name}：「{n}」の行の「{text[:40]}」は、見出しのない列にあるので使っていません。"
        for n, text in unheaded
        if not may_be_post(text)
    ]
    unread += [
        f"{name}：「{former.text}」は、辞職・退任などの書き込みがあるので、出席者に入れていません。"
        for former in read.former
    ]
    unread += [f"{name}：{text}" for grid in grids for text in table_remarks.left_over(grid, read.persons, stand_in)]
    unread += [f"{name}：{d.told}" for d in stand_in.values() if d.person is None]
    unread += [f"{name}：{text}" for text in table_remarks.texts_of_somebody_else(grids, blocks)]
    told = [*_told_of_tables(name, grids, blocks, people)]
    bare = {p.compact_name for _, p, _ in people if not p.post or p.post in of_titles and not held.get(p.compact_name)}
    told += [
        f"{name}：「{who}」の備考の「{text[:20]}」は使っていません。職名が分かりません。"
        for who, text in remarks
        if who in bare and table_remarks.may_tell_post(text)
    ]
    told += [f"{name}：{d.told}" for d in stand_in.values() if d.person is not None]
    return _TablesRead(people, tuple(unread), uses, tuple(told))


def _told_of_tables(
    name: str,
    grids: Sequence[SheetGrid],
    blocks: Sequence[Sequence[TableBlock]],
    people: Sequence[tuple[int, Person, str]],
) -> Iterator[str]:
    """What was read of tables in a way staff should know: where somebody comes from as his post, questions as no business."""
    rows = [row for own in blocks for block in own for row in block.rows]
    bare = {
        compact(row.text("name")): compact(row.text("department"))
        for row in rows
        if not (compact(row.text("post")) or may_be_post(compact(row.text("department"))))
    }
    stood_in = [p for _, p, _ in people if p.post and compact(p.post) == bare.get(p.compact_name)]
    if stood_in:
        named = "、".join(p.name for p in stood_in)
        yield f"{name}：職名の列がないので、{named}の職名の欄には所属が入っています。"
    heads = [c.text for g, own in zip(grids, blocks, strict=True) for b in own for c in g.rows[b.top].values()]
    asked = any(_ASKS.search(compact(t)) and headings.field_of(t, ("name",)) for t in heads)
    subjects = asked and any(_SUBJECTS.fullmatch(compact(text)) for text in heads)
    if people and (subjects or any(_ASKED.fullmatch(compact(text)) for text in heads)):
        yield f"{name}：{people_doubts.QUESTIONS}"


def _below(grid: SheetGrid, blocks: Sequence[TableBlock], asked: str, said: re.Pattern[str]) -> Iterator[str]:
    """The names of those whose column of a field has a heading that says something."""
    for block in blocks:
        head = grid.rows[block.top]
        if any(said.search(compact(head[c].text)) for c in block.fields.get(asked, ()) if c in head):
            yield from (BEHIND_NAME.sub("", compact(row.text("name"))) for row in block.rows)


def _row_text(grid: SheetGrid, number: int) -> str:
    return compact("".join(c.text for _, c in sorted(grid.rows[number].items())))


def _is_title(grid: SheetGrid, block: TableBlock) -> bool:
    """Whether what looks like the heading of a column is the title above a table of several: 出席者."""
    wide = sum(len(grid.rows[row.number]) > 1 for row in block.rows)
    return len(grid.rows[block.top]) == 1 and wide > 0


def _is_label(grid: SheetGrid, number: int, judge: NameJudge) -> bool:
    """Whether what looks like the heading of a list is the label of a form: 出席者 | 保健師 木村 望."""
    cells = list(grid.rows[number].values())
    if is_form_row([c.text for _, c in sorted(grid.rows[number].items())], judge):
        return True
    said = [c for c in cells if headings.field_of(c.text, headings.ROSTER_FIELDS)]
    others = [c.text.strip() for c in cells if c not in said]
    if len(said) == 1 and any(t[:1] in tuple("【〔〈《") and (heading_of(t) or group_of(t)) for t in others):
        return True  # 出席者 | 【出席委員】5名
    return len(said) == 1 and any("\n" in t or len(t.split()) > 1 and len(compact(t)) > _SHORT for t in others)
