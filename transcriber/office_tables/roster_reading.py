"""A list of people, read as a person would read it; every row that is not used is named, with why.

Hidden sheets, rows and columns and what is struck out are not used; totals, notes and vacant seats are no members.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from transcriber.minutes import posts
from transcriber.minutes.people import Person
from transcriber.minutes.posts import Branch
from transcriber.minutes.terms import Term
from transcriber.office_tables import headings, titles_between
from transcriber.office_tables.grid import GridCell, RemarkKind, SheetGrid, SheetRemark, compact
from transcriber.office_tables.listed_people import ListedPerson, each_once, former_term, same_person
from transcriber.office_tables.name_cells import NameCell, name_in_cell
from transcriber.office_tables.office_words import is_group, is_no_name, is_office, legend, named_deputy
from transcriber.office_tables.people_beside import person_beside
from transcriber.office_tables.places import SheetPlaces, visible_sheets
from transcriber.office_tables.reading_rows import goes_on_with_given_name, readings_in_rows
from transcriber.office_tables.roster_cells import COLUMN_NAMES, RosterCells, name_text
from transcriber.office_tables.table_block import BlockRow, TableBlock
from transcriber.office_tables.time_in_office import TimeInOffice, says_only_moved, time_said
from transcriber.office_tables.titled_posts import TitledPosts
from transcriber.office_tables.told_by_look import looks_that_tell
from transcriber.office_tables.written_names import one_line, seat_number, shortened, usual_honorifics

ANCHORS = frozenset({"name", "surname", "post_name"})
"""The headings by one of which a list of people is known."""
_DATED = re.compile(r"[(（][^()（）]*[0-9０-９元][.．/年][0-9０-９]{1,2}[^()（）]*[)）]$")
"""Behind a post: since when somebody holds it."""
_AROUND = ("remark", "left_on", "term_of_office", "committee")
"""Fields that say nothing by themselves."""

_OUTSIDE = (Branch.GUEST, Branch.OTHER, Branch.COMPANY)
"""Of organisations that send people to a list: their name alone is nobody."""

_SHORTEST_SHARED = 3
"""Characters from which on a name without space and reading is looked at twice, where all others have both."""
_SHORT_TITLE = 6
"""Characters of a word alone in its row that may be a group's name (創政) as well as a person's."""


@dataclass(frozen=True)
class RosterReading:
    """What a list of people says.

    Attributes:
        former: who is in the list and in office no more: a name that may still be spoken.
        headed: headings were found.
        posted: and among them one that tells posts or seats.
    """

    people: tuple[ListedPerson, ...] = ()
    remarks: tuple[SheetRemark, ...] = ()
    former: tuple[Term, ...] = ()
    headed: bool = False
    posted: bool = False

    @property
    def persons(self) -> tuple[Person, ...]:
        """The people alone, in order."""
        return tuple(p.person for p in self.people)


def people_listed(grids: Sequence[SheetGrid], file: str) -> RosterReading:
    """The people in the visible sheets of a file.

    Args:
        file: what staff know it as.
    """
    people: list[ListedPerson] = []
    remarks: list[SheetRemark] = []
    former: list[Term] = []
    headed = posted = False
    shown, unused = visible_sheets(grids, file, headings.ROSTER_FIELDS, ANCHORS)
    remarks += unused
    marks = legend(
        cell.text for grid in grids if not grid.hidden for row in grid.rows.values() for cell in row.values()
    )
    for blocks, places in shown:
        for block in blocks:
            headed = True
            posted |= any(f in block.fields for f in ("post", "department", "post_name", "seat"))
            posted |= any(is_office(row.text("remark")) for row in block.rows)
            reader = _BlockReader(block, places, marks)
            posted |= reader.titled.for_all
            people += reader.people()
            former += reader.former
            remarks += [*places.of_block(block), *reader.remarks]
    remarks += looks_that_tell(grids, file)
    kept, doubled = each_once(people)
    now = {listed.person.compact_name for listed in kept}
    gone = tuple(term for term in former if term.text not in now)
    return RosterReading(tuple(kept), (*remarks, *doubled), gone, headed, posted)


class _BlockReader:
    """Reads one block, row by row."""

    def __init__(self, block: TableBlock, places: SheetPlaces, marks: Mapping[str, str]) -> None:
        self._marks = marks
        self._block = block
        self._places = places
        shown = [r for r in block.rows if not r.hidden]
        self._usual = usual_honorifics(r.text("name") for r in shown if r.text("name"))
        self._reading_rows = readings_in_rows(block.rows)
        self._readings = dict(self._reading_rows.values())
        self._cells = RosterCells(block.fields, self._say, parted="post" in block.parted)
        titles = (titles_between.bare_title(block.title), places.sheet)
        self._committee = next((t for t in titles if t.endswith("委員会")), "")
        named = [r for r in shown if r.text("name")]
        full = sum(bool(r.text("seat") or r.text("kana")) for r in named)
        self._numbered = full > 1 and 2 * full >= len(named)
        spelled = sum(bool(r.text("kana")) and len(r.text("name").split()) > 1 for r in named)
        self._spelled = spelled > 2 and 4 * spelled >= 3 * len(named)
        terms = {compact(r.text("term_of_office")) for r in shown} - {""}
        self._gone = headings.tells_of_other_days(block.title)
        self._unit = ""
        self.titled = TitledPosts(block, places)
        self._empty: list[int] = []
        self._own_terms = len(terms) > 1  # one for all is that of the list
        self.remarks: list[SheetRemark] = []
        self.former: list[Term] = []

    def people(self) -> list[ListedPerson]:
        found: list[ListedPerson] = []
        seated: dict[str, tuple[ListedPerson, int]] = {}
        hidden = []
        before_row: BlockRow | None = None
        for row in self._block.rows:
            if row.hidden:
                if row.cells:
                    hidden.append(row.number)
                continue
            if row.number in self._reading_rows:
                of = self._places.at(self._reading_rows[row.number][0])
                self._say(RemarkKind.MENDED, row, f"{of}の氏名のふりがなとして読みました。")
                continue
            if found and (row.again or before_row is not None and titles_between.goes_on_with_post(row)):
                self._continue(row, found[-1].person)
                continue
            if found and before_row is not None and goes_on_with_given_name(row, before_row):
                person = found[-1].person
                joined = f"{person.name} {row.text('name')}"
                found[-1] = replace(found[-1], person=person.model_copy(update={"name": joined}))
                self._say(RemarkKind.MENDED, row, f"上の行と合わせて、1人の氏名「{joined}」として読みました。")
                continue
            listed = self._person(row)
            before_row = row if listed is not None else None
            if listed is not None:
                found.append(listed)
                seat = listed.person.seat if not listed.time.limited else ""
                before, there = seated.setdefault(seat, (listed, row.number)) if seat else (listed, row.number)
                if there != row.number and not same_person(before, listed):
                    text = f"議席番号 {seat} は {self._places.at(there)}にもあります。どちらかを直してください。"
                    self._say(RemarkKind.LEFT_OUT, row, text)
        self.remarks += [*self._cells.remarks(self._places, self._block.top), *self.titled.remarks()]
        if self._empty:
            place = self._places.rows(self._empty)
            self.remarks.append(SheetRemark(RemarkKind.NOT_USED, place, "氏名などの欄が空なので、使いません。"))
        if hidden:
            place = self._places.rows(hidden)
            self.remarks.append(SheetRemark(RemarkKind.NOT_USED, place, "表示されていない行なので、使いません。"))
        return found

    def _person(self, row: BlockRow) -> ListedPerson | None:
        self._say_struck(row)
        if not row.cells and not row.unread:
            return None
        if self._is_beside(row):
            return None
        if (wrong := self._faulty(row, ("name", "surname", "given", "post_name"))) is not None:
            text = f"{COLUMN_NAMES[wrong[0]]}の欄{wrong[1].fault}。この行は使っていません。直して保存してください。"
            self._left_out(row, text)
            return None
        if any(row.cells[f].day for f in ("name", "surname", "post_name") if f in row.cells):
            self._left_out(row, "氏名の欄が日付です。この行は使っていません。")
            return None
        text, post = name_text(row)
        kana = self._cells.kana(row, text) or self._readings.get(row.number, "")
        name = name_in_cell(text, kana, self._usual)
        if name.trouble:
            self._left_out(row, name.trouble)
            return None
        if not kana and not name.kana and compact(name.name) == compact(text):
            kana = self._cells.furigana(row)
        post, seat = self._post(row, name, post), self._seat(row, name)
        if not text:
            return self._nameless(row, post, seat, kana)
        if self._looks_like_title(row, name, post):
            self._left_out(row, f"「{shortened(text)}」を氏名として読めません。この行は使っていません。")
            return None
        return self._listed(row, name, Person(name=name.name, kana=kana or name.kana, post=post, seat=seat))

    def _listed(self, row: BlockRow, name: NameCell, person: Person) -> ListedPerson | None:
        """The person, unless the list says that they are in office no more."""
        for mended in name.said:
            self._say(RemarkKind.MENDED, row, f"{mended}。")
        if any(cell.cleaned for cell in row.cells.values()):
            text = "目に見えない文字（制御文字など）が混じっていたので、取り除いて読みました。"
            self._say(RemarkKind.MENDED, row, text)
        if any("\ue000" <= c <= "\uf8ff" for c in person.name):
            text = "氏名に外字があります。書かれたとおりに使いますが、ほかのパソコンでは別の字に見えることがあります。"
            self._say(RemarkKind.MENDED, row, text)
        time = self._time(row, name)
        if time.left:
            text = f"「{person.name}」は、辞職・退任・死亡などの書き込みがあるので、出席者に入れません。氏名は用語として使います。"
            self._say(RemarkKind.NOT_USED, row, text)
            if len(person.compact_name) > 1:
                self.former.append(former_term(person))
            return None
        if time.limited:
            days = [
                f"{d.year}年{d.month}月{d.day}日{what}" for d, what in ((time.since, "から"), (time.until, "まで")) if d
            ]
            text = f"「{person.name}」は、書き込みにより、{'、'.join(days)}の会議の出席者として使います。それ以外の日の会議では、氏名を用語として使います。"
            self._say(RemarkKind.MENDED, row, text)
        return ListedPerson(self._places.row(row.number), person, self._places.sheet, time)

    def _time(self, row: BlockRow, name: NameCell) -> TimeInOffice:
        """Since when and until when, by the name's cell and by remarks beside it."""
        time = TimeInOffice(left=True) if self._gone else name.time
        cell = row.cells.get("left_on")
        if cell is not None and (cell.day is not None or cell.text.strip()):
            said = time_said(f"{cell.text.strip()}退任")
            time = TimeInOffice(until=cell.day) if cell.day is not None else said.time if said is not None else time
            if not time.limited and not headings.is_vacancy(cell.text):
                self._left_out(
                    row, f"退任の日「{shortened(cell.text)}」を読めません。在職しているものとして読みました。"
                )
        term = row.text("term_of_office") if self._own_terms else ""
        for text in filter(None, (row.text("remark"), term, *row.unread)):
            said = time_said(text)
            if said is None or (text in row.unread and not said.leaving and not says_only_moved(text)):
                continue
            if said.time.limited and not time.limited:
                time = said.time
            elif not said.time.limited:
                what = f"「{shortened(text, 40)}」とありますが、この人のいまの在職のことか分からないので、在職しているものとして読みました。"
                self._say(RemarkKind.MENDED, row, what)
        return time

    def _post(self, row: BlockRow, name: NameCell, beside: str) -> str:
        post = beside or self._cells.post(row, self._committee, self._unit)
        if name.marks:
            meant = next((self._marks[m] for m in name.marks if m in self._marks), "")
            meant = "" if post and not (posts.leads(meant) and not posts.leads(post)) else meant
            what = f"、凡例により役職「{meant}」と読みました" if meant else "使いません"
            self._say(RemarkKind.MENDED, row, f"氏名の前の印「{name.marks}」は{what}。")
            post = meant or post
        if (since := _DATED.search(post)) is not None:
            self._say(RemarkKind.MENDED, row, f"役職に付いたかっこ書き「{since[0]}」は使いません。")
            post = _DATED.sub("", post).strip()
        remark = one_line(row.text("remark"))
        if (deputy := named_deputy(row.text("remark"))) and name.name:
            text = f"備考の「{shortened(remark, 40)}」の「{deputy}」は、人として読んでいません。出席するなら、行を足してください。"
            self._say(RemarkKind.LEFT_OUT, row, text)
        if not post and not name.post and "post" not in self._block.fields and is_office(remark):
            self._say(RemarkKind.MENDED, row, f"備考の「{remark}」を役職として読みました。")
            post = remark
        if post and posts.only_leads(remark) and not posts.leads(post):
            text = f"備考の「{remark}」を役職として読みました。役職の欄の「{post}」は使いません。"
            self._say(RemarkKind.MENDED, row, text)
            post = remark
        if post and name.post and compact(name.post) != compact(post) and name.post not in post and name.post != "議員":
            self._say(
                RemarkKind.NOT_USED, row, f"氏名の欄の役職「{name.post}」は使わず、役職の欄の「{post}」を使います。"
            )
        return post or name.post or (self.titled.given(row, self._unit) if name.name else "")

    def _seat(self, row: BlockRow, name: NameCell) -> str:
        seat = self._cells.seat(row)
        if seat and name.seat and seat != name.seat:
            text = f"氏名の欄の議席番号 {name.seat} と議席番号の欄の {seat} が違います。{seat} として読みました。"
            self._left_out(row, text)
        return seat or name.seat

    def _nameless(self, row: BlockRow, post: str, seat: str, kana: str) -> ListedPerson | None:
        """A row without a name: with a post it is an office that the list names without its holder."""
        if seat:
            text = f"議席 {seat} に氏名がありません。この行は使っていません。埋めるか、行ごと消してください。"
        elif post:
            if headings.is_no_post(post):
                self._say(RemarkKind.NOT_USED, row, "注記か集計の行なので、人として使いません。")
                return None
            if unit := titles_between.unit_in_title(row.text("post") or post):
                self._heading(row, unit)
                return None
            if is_group(post) and posts.branch(post) in _OUTSIDE:
                self._left_out(row, f"「{shortened(post)}」に氏名がありません。この行は使っていません。")
                return None
            return ListedPerson(self._places.row(row.number), Person(name="", kana=kana, post=post), self._places.sheet)
        else:
            text = "氏名も役職もありません。この行は使っていません。埋めるか、行ごと消してください。"
        self._left_out(row, text)
        return None

    def _is_beside(self, row: BlockRow) -> bool:
        """Totals, notes, vacant seats and titles within the table: said, and no members."""
        texts = [c.text.strip() for f, c in row.cells.items() if c.text.strip() and f not in _AROUND]
        name = row.text("name") or row.text("surname") or row.text("post_name")
        alone = len(texts) <= 1 and not any(c.fault for c in row.cells.values())
        every = (*texts, *row.unread, row.text("remark"))
        vacant = next((t for t in every if not name and (headings.is_empty_seat(t) or is_no_name(t))), "")
        if headings.begins_as_example(name) or any(headings.is_example(t) for t in every):
            reason = "記入例の行なので、人として使いません。"
        elif any(headings.is_total(t) for t in (texts if self._is_numbered_person(row) else every)):
            reason = "集計の行なので、人として使いません。"
        elif name and headings.is_empty_seat(name):
            reason = f"「{shortened(name)}」なので、人として使いません。"
        elif vacant and "name" in self._block.fields and (row.text("post") or row.text("department")):
            reason = f"氏名がなく「{shortened(vacant)}」とあるので、人として使いません。"
        elif alone and texts and (row.across or self._heads_group(row, texts[0])):
            self._heading(row, texts[0])
            return True
        elif texts and headings.is_note(texts[0]) and (alone or texts[0].lstrip()[:1] not in "※*＊"):
            reason = "注記の行なので、人として使いません。"
        elif alone and (seat := row.text("seat")) and titles_between.is_no_number(seat) and seat_number(seat) is None:
            self._heading(row, seat)
            return True
        elif (
            not texts
            and (row.unread or row.text("remark"))
            and not any(c.fault or c.struck for c in row.cells.values())
        ):
            if len(row.unread) == 1 and titles_between.heads_group(row.unread[0], maybe_name=False):
                self._heading(row, row.unread[0])
            elif person := person_beside(row.unread):
                text = f"「{person}」は人のようですが、氏名の欄にないので使っていません。氏名と役職を、見出しの下の欄に分けて書いてください。"
                self._left_out(row, text)
            else:
                self._empty.append(row.number)
            return True
        else:
            return False
        self._say(RemarkKind.NOT_USED, row, reason)
        return True

    def _is_numbered_person(self, row: BlockRow) -> bool:
        """Whether a row is somebody's, whatever stands beside the list in it."""
        return bool(row.text("name") and (row.text("seat") or row.text("kana")))

    def _heads_group(self, row: BlockRow, text: str) -> bool:
        """Whether a text alone in its row is the title of the rows below: 【清風会】, 総務文教委員会, and 清風会 where all else is numbered."""
        if row.unread or row.text("remark"):
            return False
        return titles_between.heads_group(text, maybe_name=bool(row.text("name")) and not self._numbered)

    def _heading(self, row: BlockRow, text: str) -> None:
        plain = titles_between.plain_title(text)
        self._unit = compact(plain)
        if self._unit.endswith("委員会"):
            self._committee = self._unit
        said = time_said(plain)
        self._gone = headings.tells_of_other_days(plain) or said is not None and said.leaving and said.time.left
        if self._gone:
            text = f"表の中の見出し「{shortened(plain)}」の下の人は、次の見出しまで、出席者に入れません。"
            self._say(RemarkKind.NOT_USED, row, text)
            return
        self._say(RemarkKind.NOT_USED, row, f"表の中の見出し「{shortened(plain)}」なので、人として使いません。")

    def _looks_like_title(self, row: BlockRow, name: NameCell, post: str) -> bool:
        """A word alone in its row that ends as offices and groups do (総務課), or where every person has a number (創政)."""
        if post or row.text("kana") or row.text("seat"):
            return False
        if any(c.isdigit() for c in name.name):
            return True
        if " " in name.name or name.seat or name.post:
            return False
        alone = self._numbered and not row.unread and len(name.name) <= _SHORT_TITLE
        shared = self._spelled and len(name.name) > _SHORTEST_SHARED  # an account of several: 総務課共有
        return alone or shared or (len(name.name) >= 3 and headings.names_a_group(name.name))

    def _faulty(self, row: BlockRow, fields: Sequence[str]) -> tuple[str, GridCell] | None:
        return next(((f, row.cells[f]) for f in fields if f in row.cells and row.cells[f].fault), None)

    def _continue(self, row: BlockRow, person: Person) -> None:
        """The name is merged over several rows: what else they say of the same person is not used."""
        other = self._cells.post(row, self._committee)
        if other and other != person.post:
            self._say(RemarkKind.NOT_USED, row, f"同じ人の2つ目の役職「{other}」は使いません。")

    def _say_struck(self, row: BlockRow) -> None:
        struck = [c.struck for c in row.cells.values() if c.struck]
        if struck:
            text = f"取り消し線の引かれた「{shortened('」「'.join(struck), 60)}」は使いません。"
            self._say(RemarkKind.NOT_USED, row, text)
        for name in [f for f, c in row.cells.items() if c.struck and not c.text and not c.fault]:
            del row.cells[name]

    def _left_out(self, row: BlockRow, text: str) -> None:
        """Say that a row is not understood; nobody is made of it."""
        self._say(RemarkKind.LEFT_OUT, row, text)

    def _say(self, kind: RemarkKind, row: BlockRow, text: str) -> None:
        self.remarks.append(SheetRemark(kind, self._places.row(row.number), text))
