"""Reading, post and seat in a row of a list of people; what of them is not used is said."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator, Mapping

from transcriber.minutes import posts
from transcriber.office_tables import headings
from transcriber.office_tables.grid import GridCell, RemarkKind, SheetRemark
from transcriber.office_tables.office_words import is_group, is_office
from transcriber.office_tables.places import SheetPlaces
from transcriber.office_tables.table_block import BlockRow
from transcriber.office_tables.written_names import hiragana_reading, is_reading, one_line, seat_number, shortened

COLUMN_NAMES = {
    "name": "氏名", "surname": "姓", "given": "名", "kana": "ふりがな", "surname_kana": "姓のふりがな", "given_kana": "名のふりがな",
    "post": "役職", "department": "所属", "post_name": "職・氏名", "seat": "議席番号",
}  # fmt: skip

_POST_AND_NAME = re.compile(r"(?P<post>[^：:／/(（]+?)\s*(?:[：:／/]\s*(?P<name>.+)|[(（](?P<held>[^()（）]+)[)）])")
_AS_ABOVE = re.compile(r"(?:[同仝々〃″”\"](?P<gap>[\s\u3000]*))+(?P<rest>\S.*)")
_IN_TWO_LANGUAGES = re.compile(r"(?P<ours>[^A-Za-z]+?)[\s/／(（]*[A-Za-z][A-Za-z .,'/-]*[)）]?")
"""委員 Member"""
_PARTED = re.compile(r"[、,，／/・]")
_ALSO = re.compile(r"[(（]|[兼併](?=[^務])")
_PATH = re.compile(r"\s*[/／>＞\\￥→]\s*")
"""総務部/総務課/文書係, as directories write it."""
_UNITS = frozenset("部課局室係所")
_NOTED = re.compile(r"[(（][^()（）]*[)）]")
_LED = ("委員長", "副委員長")


class RosterCells:
    """Reads the cells around a name.

    Args:
        fields: the block's.
        say: takes what is to be said of a row.
        parted: each column of posts holds one of its own.

    Attributes:
        furigana_rows: numbers of the rows whose reading is Excel's own.
    """

    def __init__(
        self,
        fields: Mapping[str, tuple[int, ...]],
        say: Callable[[RemarkKind, BlockRow, str], None],
        *,
        parted: bool = False,
    ) -> None:
        self._fields = fields
        self._parted = parted
        self._say = say
        self.furigana_rows: list[int] = []
        self._affiliations: list[str] = []
        self._above = ""

    def remarks(self, places: SheetPlaces, top: int) -> Iterator[SheetRemark]:
        """What is to be said of the whole list, when all its rows were read.

        Args:
            top: the row of its headings.
        """
        if self.furigana_rows:
            text = "氏名のセルに付いた Excel のふりがな（入力したときの読み）を、読みとして使いました。違う人は、ふりがなの列に書いてください。"
            yield SheetRemark(RemarkKind.MENDED, places.rows(self.furigana_rows), text)
        if self._affiliations:
            shown = "」「".join(list(dict.fromkeys(self._affiliations))[:3])
            text = (
                f"役職の列がないので、役職には所属（「{shown}」など）が入っています。"
                "会議で呼ばれる役職があれば、役職の列を作って書いてください。"
            )
            yield SheetRemark(RemarkKind.MENDED, places.row(top), text)

    def kana(self, row: BlockRow, name: str) -> str:
        """The reading; empty where the row has none that can be used.

        Args:
            name: what stands for the name; a reading has no more parts between ・ than it.
        """
        written = " ".join(row.text(f) for f in ("kana", "surname_kana", "given_kana") if row.text(f))
        kana = hiragana_reading(written)
        for fault in (row.cells[f].fault for f in ("kana", "surname_kana", "given_kana") if f in row.cells):
            if fault:
                self._say(RemarkKind.LEFT_OUT, row, f"ふりがなの欄{fault}。ふりがななしで読みました。")
        bare = " ".join(_NOTED.sub("", kana).split())
        if kana and not is_reading(kana) and bare and is_reading(bare):
            self._say(RemarkKind.MENDED, row, f"ふりがな「{shortened(kana)}」のかっこ書きは使いません。")
            kana = bare
        parts = max(hiragana_reading(name).count("・"), len(re.findall(r"[A-Za-zÀ-ɏ'’-]+", name)) - 1)
        if not kana or is_reading(kana) and kana.count("・") <= parts:
            return kana
        if not headings.is_vacancy(kana):
            what = "は1人の読みではない" if is_reading(kana) else "はかなで書かれていない"
            self._say(RemarkKind.LEFT_OUT, row, f"ふりがな「{shortened(kana)}」{what}ので、使っていません。")
        return ""

    def furigana(self, row: BlockRow) -> str:
        """The reading that Excel keeps with the name's own cells, as it was typed; `furigana_rows` counts those that were used."""
        cells = [row.cells[f] for f in ("name", "surname", "given") if f in row.cells]
        written = hiragana_reading(" ".join(c.furigana for c in cells))
        if not written or not all(c.furigana for c in cells) or not is_reading(written):
            return ""
        self.furigana_rows.append(row.number)
        return written

    def post(self, row: BlockRow, committee: str, unit: str = "") -> str:
        """The post; empty where the row has none.

        Args:
            committee: the one that the list around the row is of, if it is told; 委員長 alone is its.
            unit: the title above the row, if it is that of an office: 総務部; 部長 alone is its.
        """
        for field in ("post", "department"):
            if field in row.cells and row.cells[field].fault:
                fault = row.cells[field].fault
                self._say(RemarkKind.LEFT_OUT, row, f"{COLUMN_NAMES[field]}の欄{fault}。役職なしで読みました。")
        post = self._above = self._as_above(row, self._first_post(row))
        if (both := _IN_TWO_LANGUAGES.fullmatch(post)) is not None and is_office(both["ours"]):
            self._say(RemarkKind.MENDED, row, f"役職の「{post}」は、「{both['ours']}」として読みました。")
            post = both["ours"]
        department = self._department(row, post)
        if headings.is_ditto(post):
            self._say(RemarkKind.LEFT_OUT, row, f"役職の「{post}」の上の欄に役職がありません。役職なしで読みました。")
            post = ""
        if headings.is_vacancy(post):
            post = ""
        if post in _LED:
            post = _of_committee(post, one_line(row.text("committee")) or committee)
        if post[:1] in _UNITS and not department and unit[-1:] == post[:1]:
            department = unit
        if not department or not post:
            if department and "post" not in self._fields and not is_office(department):
                self._affiliations.append(department)
            return post or (department if "post" not in self._fields else "")
        first = _ALSO.split(post, maxsplit=1)[0]  # 部長 of 部長（兼）高齢福祉課長
        title = posts.ending(first)
        if title is None or title.text != first or first in department:
            return post
        own = post[0] in _UNITS and post[0] == department[-1]  # こども課 and 課長補佐
        if not title.shared and not own:
            return post  # 副町長 says who it is, 部長 does not
        return department[:-1] + post if department[-1] == post[0] else department + post

    def _as_above(self, row: BlockRow, post: str) -> str:
        """The post written out where 同 stands for the beginning of the one above it: 同　副委員長 below 総務委員会委員長."""
        marked = _AS_ABOVE.fullmatch(row.text("post"))
        rest = one_line(marked["rest"]) if marked is not None else ""
        title = posts.ending(rest)
        if marked is None or title is None or not (marked["gap"] or title.text == rest):
            return post
        over = posts.ending(self._above)
        whole = (self._above.removesuffix(over.text) if over is not None else "") + rest
        self._say(
            RemarkKind.MENDED, row, f"役職の「{one_line(row.text('post'))}」を、上の欄に続けて「{whole}」と読みました。"
        )
        return whole

    def _department(self, row: BlockRow, post: str) -> str:
        """The department; of several columns the one that the post is of (部長 of 総務部), else the last (課 behind 部)."""
        text = row.text("department")
        path = [unit for unit in _PATH.split(text) if unit.strip()]
        if len(path) > 1 and all(u.strip()[-1] in _UNITS or is_group(u) for u in path):
            units = [one_line(unit) for unit in path]
        elif len(self._fields.get("department", ())) < 2:
            return one_line(text)
        else:
            units = [one_line(line) for line in text.splitlines() if line.strip()]
        return next(
            (u for u in reversed(units) if post[:1] in _UNITS and u[-1] == post[:1]), units[-1] if units else ""
        )

    def _first_post(self, row: BlockRow) -> str:
        """The post; the first of several that stand below each other in the cell, the others are said."""
        text = row.text("post")
        joined = one_line(text)
        lines = [one_line(line) for line in text.splitlines() if line.strip()]
        last = posts.ending(joined)
        # 総務課長 above 補佐 is one post in two lines, and so is what goes on with 兼.
        if self._parted:  # 役職 over 議会 and 委員会
            offices = [line for line in lines if is_office(line)]
            if others := [line for line in lines if line not in offices[:1]]:
                self._say(RemarkKind.NOT_USED, row, f"同じ人の2つ目の役職「{'」「'.join(others)}」は使いません。")
            return offices[0] if offices else ""
        if len(lines) < 2 or any(posts.ending(line) is None for line in lines):
            return joined
        if posts.ending(lines[-1]) != last or any("兼" in line[:2] for line in lines[1:]):
            return joined
        if others := [line for line in lines[1:] if line != lines[0]]:
            self._say(RemarkKind.NOT_USED, row, f"同じ人の2つ目の役職「{'」「'.join(others)}」は使いません。")
        return lines[0]

    def seat(self, row: BlockRow) -> str:
        """The seat in arabic digits; empty where the row has none that can be used."""
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
            text = f"議席番号「{shortened(cell.text)}」を番号として読めません。議席番号なしで読みました。"
            self._say(RemarkKind.LEFT_OUT, row, text)
        return seat or ""

    def _dated_seat(self, row: BlockRow, cell: GridCell, day: dt.date) -> str:
        if cell.number is not None and 0 < cell.number < 366 and cell.number.is_integer():
            text = f"議席番号の欄が日付の書式です。入力された数字 {cell.number:.0f} として読みました。"
            self._say(RemarkKind.MENDED, row, text)
            return f"{cell.number:.0f}"
        self._say(
            RemarkKind.LEFT_OUT,
            row,
            f"議席番号が日付（{day.month}月{day.day}日）になっています。Excel が「{day.month}-{day.day}」のような番号を日付に変えたようです。"
            "議席番号なしで読みました。セルの書式を「文字列」にして、番号を入れ直してください。",
        )
        return ""


def _of_committee(post: str, committee: str) -> str:
    """委員長 of 総務文教委員会 → 総務文教委員長; as it stands where no one committee is told."""
    stem = committee.removesuffix("委員会")
    return stem + post if stem and not _PARTED.search(stem) and len(stem) <= 20 else post


def name_text(row: BlockRow) -> tuple[str, str]:
    """What stands for the name, and the post where both share a cell."""
    if "post_name" in row.cells and not row.text("name"):
        parted = _POST_AND_NAME.fullmatch(row.text("post_name"))
        if parted is not None and is_office(parted["post"]):
            return parted["name"] or parted["held"], one_line(parted["post"])
        words = row.text("post_name").split()
        for cut in range(len(words) - 1, 0, -1):
            post = "".join(words[:cut])
            if is_office(post):
                return " ".join(words[cut:]), one_line(" ".join(words[:cut]))
        if len(words) == 2 or len(words) > 2 and len(words[0]) > 2:
            return " ".join(words[1:]), words[0]
        return " ".join(words), ""
    whole = row.text("name") or row.text("surname")
    given = row.text("given")
    return (f"{whole} {given}" if given and whole else whole or given), ""
