"""A list of people, read as a person would read it; every row that is not used is named, with why.

Hidden sheets, rows and columns and what is struck out are not used; totals, notes and vacant seats are no members.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from transcriber.minutes import posts
from transcriber.minutes.people import Person
from transcriber.minutes.posts import Branch
from transcriber.office_tables import headings
from transcriber.office_tables.blocks import BlockRow, TableBlock
from transcriber.office_tables.grid import GridCell, RemarkKind, SheetGrid, SheetRemark, compact
from transcriber.office_tables.places import SheetPlaces, visible_sheets
from transcriber.office_tables.reading_rows import readings_in_rows
from transcriber.office_tables.written_names import (
    WrittenName,
    hiragana_reading,
    is_reading,
    name_lines,
    one_line,
    seat_number,
    usual_honorifics,
    written_name,
)

ANCHORS = frozenset({"name", "surname", "post_name"})
"""The headings by one of which a list of people is known."""
_COLUMNS = {
    "name": "氏名", "surname": "姓", "given": "名", "kana": "ふりがな", "surname_kana": "姓のふりがな", "given_kana": "名のふりがな",
    "post": "役職", "department": "所属", "post_name": "職・氏名", "seat": "議席番号",
}  # fmt: skip


@dataclass(frozen=True)
class ListedPerson:
    """A person of a list, and where it stands.

    Attributes:
        sheet: the name of the sheet; empty where the file has only one with content.
    """

    place: str
    person: Person
    sheet: str = ""


@dataclass(frozen=True)
class RosterReading:
    """What a list of people says.

    Attributes:
        headed: headings were found.
        posted: and among them one that tells posts or seats.
    """

    people: tuple[ListedPerson, ...] = ()
    remarks: tuple[SheetRemark, ...] = ()
    headed: bool = False
    posted: bool = False

    @property
    def persons(self) -> tuple[Person, ...]:
        """The people alone, in order."""
        return tuple(p.person for p in self.people)


def people_by_sheet(people: Sequence[ListedPerson]) -> str:
    """How many people each sheet gave, for staff; empty where all stand in one."""
    counts = Counter(p.sheet for p in people)
    if len(counts) < 2:
        return ""
    return "、".join(f"シート「{sheet}」{count:,}人" for sheet, count in counts.items())


def people_listed(grids: Sequence[SheetGrid], file: str) -> RosterReading:
    """The people in the visible sheets of a file.

    Args:
        file: what staff know it as.
    """
    people: list[ListedPerson] = []
    remarks: list[SheetRemark] = []
    headed = posted = False
    shown, unused = visible_sheets(grids, file, headings.ROSTER_FIELDS, ANCHORS)
    remarks += unused
    for blocks, places in shown:
        for block in blocks:
            headed = True
            posted |= any(f in block.fields for f in ("post", "department", "post_name", "seat"))
            reader = _BlockReader(block, places)
            people += reader.people()
            remarks += [*places.of_block(block), *reader.remarks]
    kept, doubled = _once(people)
    return RosterReading(tuple(kept), (*remarks, *doubled), headed, posted)


class _BlockReader:
    """Reads one block, row by row."""

    def __init__(self, block: TableBlock, places: SheetPlaces) -> None:
        self._block = block
        self._places = places
        self._usual = usual_honorifics(r.text("name") for r in block.rows if not r.hidden and r.text("name"))
        self._reading_rows = readings_in_rows(block.rows)
        self._readings = dict(self._reading_rows.values())
        self.remarks: list[SheetRemark] = []

    def people(self) -> list[ListedPerson]:
        found: list[ListedPerson] = []
        seated: dict[str, int] = {}
        hidden = []
        for row in self._block.rows:
            if row.hidden:
                if row.cells:
                    hidden.append(row.number)
                continue
            if row.number in self._reading_rows:
                of = self._reading_rows[row.number][0]
                self._say(RemarkKind.MENDED, row, f"{of}行目の氏名のふりがなとして読みました。")
                continue
            if row.again and found:
                self._continue(row, found[-1].person)
                continue
            person = self._person(row)
            if person is not None:
                found.append(ListedPerson(self._places.row(row.number), person, self._places.sheet))
                before = seated.setdefault(person.seat, row.number) if person.seat else row.number
                if before != row.number:
                    text = f"議席番号 {person.seat} は {before}行目にもあります。どちらかを直してください。"
                    self._say(RemarkKind.LEFT_OUT, row, text)
        if hidden:
            place = self._places.rows(hidden)
            self.remarks.append(SheetRemark(RemarkKind.NOT_USED, place, "表示されていない行なので、使いません。"))
        return found

    def _person(self, row: BlockRow) -> Person | None:
        self._say_struck(row)
        if not row.cells or self._is_beside(row):
            return None
        if (wrong := self._faulty(row, ("name", "surname", "given", "post_name"))) is not None:
            self._left_out(
                row, f"{_COLUMNS[wrong[0]]}の欄{wrong[1].fault}。この行は使っていません。直して保存してください。"
            )
            return None
        if any(row.cells[f].day for f in ("name", "surname", "post_name") if f in row.cells):
            self._left_out(row, "氏名の欄が日付です。この行は使っていません。")
            return None
        text, post = self._name_text(row)
        if _is_post(text):
            self._left_out(
                row,
                f"氏名の欄の「{_short(text)}」は職名のようです。この行は使っていません。氏名と職名を別の列にしてください。",
            )
            return None
        kana = self._kana(row) or self._readings.get(row.number, "")
        alone, above = name_lines(text, kana)
        if alone is None:
            self._left_out(row, "1つの欄に2人以上の氏名があるようです。この行は使っていません。1人1行にしてください。")
            return None
        kana = kana or above
        name = written_name(alone, kana, self._usual)
        post = post or self._post(row) or name.post
        seat = self._seat(row) or name.seat
        if not text:
            if post and not seat:
                return self._posted(row, post, kana)
            if seat:
                self._left_out(
                    row, f"議席 {seat} に氏名がありません。この行は使っていません。埋めるか、行ごと消してください。"
                )
            else:
                self._left_out(row, "氏名も役職もありません。この行は使っていません。埋めるか、行ごと消してください。")
            return None
        if (
            not name.name
            or headings.field_of(name.name, headings.ROSTER_FIELDS)
            or self._looks_like_title(row, name, post)
        ):
            self._left_out(row, f"「{_short(text)}」を氏名として読めません。この行は使っていません。")
            return None
        for mended in name.mended:
            self._say(RemarkKind.MENDED, row, f"{mended}。")
        if any(cell.cleaned for cell in row.cells.values()):
            self._say(
                RemarkKind.MENDED, row, "目に見えない文字（制御文字など）が混じっていたので、取り除いて読みました。"
            )
        if any("\ue000" <= c <= "\uf8ff" for c in name.name):
            self._say(
                RemarkKind.MENDED,
                row,
                "氏名に外字があります。書かれたとおりに使いますが、ほかのパソコンでは別の字に見えることがあります。",
            )
        return Person(name=name.name, kana=kana or name.kana, post=post, seat=seat)

    def _posted(self, row: BlockRow, post: str, kana: str) -> Person | None:
        """A row with a post and no name: an office that the list names without its holder."""
        if headings.is_vacancy(post) or headings.is_note(post) or headings.is_total(post):
            self._say(RemarkKind.NOT_USED, row, "注記か集計の行なので、人として使いません。")
            return None
        return Person(name="", kana=kana, post=post)

    def _is_beside(self, row: BlockRow) -> bool:
        """Totals, notes, vacant seats and titles within the table: said, and no members."""
        texts = [c.text.strip() for c in row.cells.values() if c.text.strip()]
        name = row.text("name") or row.text("surname") or row.text("post_name")
        alone = len(texts) <= 1 and not any(c.fault for c in row.cells.values())
        every = (*texts, *row.unread)
        if any(headings.is_total(t) for t in every):
            reason = "集計の行なので、人として使いません。"
        elif name and headings.is_vacancy(name):
            reason = f"「{_short(name)}」なので、人として使いません。"
        elif row.across and alone:
            reason = "表の中の見出し（結合された行）なので、人として使いません。"
        elif texts and headings.is_note(texts[0]) and (alone or texts[0].lstrip()[:1] not in "※*＊"):
            reason = "注記の行なので、人として使いません。"
        elif not texts and row.unread and not any(c.fault or c.struck for c in row.cells.values()):
            reason = "氏名などの欄が空の行です。"
        else:
            return False
        self._say(RemarkKind.NOT_USED, row, reason)
        return True

    def _looks_like_title(self, row: BlockRow, name: WrittenName, post: str) -> bool:
        """A word alone in its row that ends as offices and groups do: 総務課, 日本共産党議員団."""
        if post or row.text("kana") or row.text("seat"):
            return False
        numbered = any(c.isdigit() for c in name.name)
        return numbered or (" " not in name.name and len(name.name) >= 3 and headings.names_a_group(name.name))

    def _name_text(self, row: BlockRow) -> tuple[str, str]:
        """What stands for the name, and the post where both share a cell."""
        if "post_name" in row.cells and not row.text("name"):
            words = row.text("post_name").split()
            for cut in range(len(words) - 1, 0, -1):
                post = "".join(words[:cut])
                if posts.branch(post) not in (Branch.NONE, Branch.OTHER):
                    return " ".join(words[cut:]), one_line(" ".join(words[:cut]))
            if len(words) < 2:
                return ("".join(words)), ""
            return " ".join(words[1:]), words[0]
        whole = row.text("name") or row.text("surname")
        given = row.text("given")
        return (f"{whole} {given}" if given and whole else whole or given), ""

    def _kana(self, row: BlockRow) -> str:
        parts = [row.text(f) for f in ("kana", "surname_kana", "given_kana") if row.text(f)]
        kana = hiragana_reading(" ".join(parts))
        for fault in (row.cells[f].fault for f in ("kana", "surname_kana", "given_kana") if f in row.cells):
            if fault:
                self._say(RemarkKind.LEFT_OUT, row, f"ふりがなの欄{fault}。ふりがななしで読みました。")
        if kana and not is_reading(kana):
            if not headings.is_vacancy(kana):
                self._say(
                    RemarkKind.LEFT_OUT, row, f"ふりがな「{_short(kana)}」はかなで書かれていないので、使っていません。"
                )
            return ""
        return kana

    def _post(self, row: BlockRow) -> str:
        for field in ("post", "department"):
            if field in row.cells and row.cells[field].fault:
                self._say(
                    RemarkKind.LEFT_OUT, row, f"{_COLUMNS[field]}の欄{row.cells[field].fault}。役職なしで読みました。"
                )
        post, department = self._first_post(row), one_line(row.text("department"))
        if headings.is_vacancy(post):
            post = ""
        if not department or not post:
            return post or (department if "post" not in self._block.fields else "")
        title = posts.ending(post)
        if title is None or not title.shared or title.text != post or post in department:
            return post  # 副町長 says who it is, 部長 does not
        return department[:-1] + post if department[-1] == post[0] else department + post

    def _first_post(self, row: BlockRow) -> str:
        """The post; the first of several that stand below each other in the cell, the others are said."""
        text = row.text("post")
        joined = one_line(text)
        lines = [one_line(line) for line in text.splitlines() if line.strip()]
        last = posts.ending(joined)
        # 総務課長 above 補佐 is one post in two lines, and so is what goes on with 兼.
        if len(lines) < 2 or any(posts.ending(line) is None for line in lines):
            return joined
        if posts.ending(lines[-1]) != last or any("兼" in line[:2] for line in lines[1:]):
            return joined
        self._say(RemarkKind.NOT_USED, row, f"同じ人の2つ目の役職「{'」「'.join(lines[1:])}」は使いません。")
        return lines[0]

    def _seat(self, row: BlockRow) -> str:
        cell = row.cells.get("seat")
        if cell is None:
            return ""
        if cell.fault:
            self._say(RemarkKind.LEFT_OUT, row, f"議席番号の欄{cell.fault}。議席番号なしで読みました。")
            return ""
        if cell.day is not None:
            return self._dated_seat(row, cell, cell.day)
        seat = seat_number(cell.text)
        if seat is None:
            self._say(
                RemarkKind.LEFT_OUT,
                row,
                f"議席番号「{_short(cell.text)}」を番号として読めません。議席番号なしで読みました。",
            )
        return seat or ""

    def _dated_seat(self, row: BlockRow, cell: GridCell, day: dt.date) -> str:
        if cell.number is not None and 0 < cell.number < 366 and cell.number.is_integer():
            self._say(
                RemarkKind.MENDED,
                row,
                f"議席番号の欄が日付の書式です。入力された数字 {cell.number:.0f} として読みました。",
            )
            return f"{cell.number:.0f}"
        self._say(
            RemarkKind.LEFT_OUT,
            row,
            f"議席番号が日付（{day.month}月{day.day}日）になっています。Excel が「{day.month}-{day.day}」のような番号を日付に変えたようです。"
            "議席番号なしで読みました。セルの書式を「文字列」にして、番号を入れ直してください。",
        )
        return ""

    def _faulty(self, row: BlockRow, fields: Sequence[str]) -> tuple[str, GridCell] | None:
        return next(((f, row.cells[f]) for f in fields if f in row.cells and row.cells[f].fault), None)

    def _continue(self, row: BlockRow, person: Person) -> None:
        """The name is merged over several rows: what else they say of the same person is not used."""
        other = self._post(row)
        if other and other != person.post:
            self._say(RemarkKind.NOT_USED, row, f"同じ人の2つ目の役職「{other}」は使いません。")

    def _say_struck(self, row: BlockRow) -> None:
        struck = [c.struck for c in row.cells.values() if c.struck]
        if struck:
            self._say(
                RemarkKind.NOT_USED, row, f"取り消し線の引かれた「{_short('」「'.join(struck), 60)}」は使いません。"
            )
        for name in [f for f, c in row.cells.items() if c.struck and not c.text and not c.fault]:
            del row.cells[name]

    def _left_out(self, row: BlockRow, text: str) -> None:
        """Say that a row is not understood; nobody is made of it."""
        self._say(RemarkKind.LEFT_OUT, row, text)

    def _say(self, kind: RemarkKind, row: BlockRow, text: str) -> None:
        self.remarks.append(SheetRemark(kind, self._places.row(row.number), text))


def _once(people: Sequence[ListedPerson]) -> tuple[list[ListedPerson], list[SheetRemark]]:
    """Everybody once: who stands in two lists of a file is one person, unless seat or reading say otherwise."""
    kept: dict[tuple[str, int], ListedPerson] = {}
    same: dict[str, list[tuple[str, int]]] = {}
    remarks = []
    for number, listed in enumerate(people):
        key = listed.person.compact_name
        known = [k for k in same.get(key, ()) if _may_be_one(kept[k].person, listed.person)] if key else []
        if not known:
            kept[key, number] = listed
            same.setdefault(key, []).append((key, number))
            continue
        before = kept[known[0]]
        added = {f: getattr(listed.person, f) for f in ("kana", "post", "seat") if not getattr(before.person, f)}
        kept[known[0]] = replace(before, person=before.person.model_copy(update=added))
        post = listed.person.post
        other = f"役職「{post}」は使わず、" if post and post != kept[known[0]].person.post else ""
        text = f"同じ氏名が {before.place} にもあります。{other}同じ人として読みました。"
        if other and listed.sheet != before.sheet:
            text += "役職が会議ごとに違うときは、会議ごとに設定のフォルダを分けてください。"
        remarks.append(SheetRemark(RemarkKind.MENDED, listed.place, text))
    return list(kept.values()), remarks


def _may_be_one(one: Person, other: Person) -> bool:
    kana = {p.kana.replace(" ", "") for p in (one, other)} - {""}
    return len({one.seat, other.seat} - {""}) < 2 and (
        len(kana) < 2 or any(a.startswith(b) for a in kana for b in kana - {a})
    )


def _is_post(text: str) -> bool:
    """Whether what stands for a name is a post, or ends with one that is no form of address: 監査委員, 佐藤課長."""
    plain = compact(text)
    title = posts.ending(plain)
    if title is None or title.branch in (Branch.CLIENT, Branch.COMPANY, Branch.GUEST):
        return False  # 本人, 家族: an office may list nobody by name
    return title.text == plain or title.branch is not Branch.MEMBER


def _short(text: str, most: int = 30) -> str:
    plain = " ".join(text.split())
    return plain if len(plain) <= most else plain[: most - 1] + "…"
