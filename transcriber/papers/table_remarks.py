"""What the cells of a table of people say besides their names: who is absent, who leads, what stands in no column of its own."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from transcriber.minutes import posts, rule_files
from transcriber.minutes.people import Person
from transcriber.office_tables import headings
from transcriber.office_tables.grid import SheetGrid, compact
from transcriber.office_tables.table_block import TableBlock
from transcriber.papers.list_context import is_own_post
from transcriber.papers.list_headings import context_of, heading_of
from transcriber.papers.people_doubts import perhaps_absent
from transcriber.papers.person_names import may_be_post

_LAYOUT = rule_files.any_of_each(__package__, "layout")
_ATTENDANCE = re.compile(f"(?:{_LAYOUT['attendance_columns']})|備考")
_ABSENT = re.compile(f"[(（]?(?:{_LAYOUT['absent']})[)）]?")
_SAID_ABSENT = re.compile(f"[(（](?:[^()（）]*(?:のため|により|につき))?(?:{_LAYOUT['absent']})[)）]")
_CROSS = re.compile("[×✕✖✗]")
_ABSENT_FOR = re.compile(f".{{1,14}}(?:のため|により|につき)、?(?:{_LAYOUT['absent']})")
_DAY = re.compile(r"(?:(?:[0-9]+月)?[0-9]+日|[0-9]+/[0-9]+|第?[0-9]+回|[0-9]+日目|[0-9]{1,2}月|\(.\))+")
_SUBSTITUTE = re.compile(f"(?:{_LAYOUT['substitutes']})")
_THERE = re.compile(f"[(（]?(?:{_LAYOUT['remarks']})[)）]?")
_OF_ATTENDANCE = re.compile(_LAYOUT["attendance_columns"])
"""Columns that say nothing but who is there; 備考 says other things, too."""
_BESIDE_NAME = re.compile(
    rf"[○◎●◇◆※*]?(?:[ぁ-ゖァ-ヺー]{{2,}})?\0(?:{'|'.join(map(re.escape, posts.honorifics()))})?(?:[(（][ぁ-ゖァ-ヺー]+[)）]|[ぁ-ゖァ-ヺー]{{3,}})?"
)
_PARTS = re.compile("[・、,／/]")
"""新任・欠席"""
_NOTED = re.compile(r"[(（][^()（）]*[)）]")
_INSIDE = re.compile(r"[(（]([^()（）]+)[)）]")
_MEANING = re.compile(r"([○◯〇●◎△▲☆★◇◆□■])\s*(?:印)?\s*(?:[::=＝…]|は)?\s*([^\s、,。()○◯〇●◎△▲☆★◇◆□■]{1,10})")
_LONGEST_LEGEND = 80
_NUMBER_ALONE = re.compile("[0-9]{1,3}|[○◎●×△〃]")


def group_posts(grid: SheetGrid, blocks: Sequence[TableBlock]) -> Iterator[tuple[str, str]]:
    """(name, post) of those above whose columns a post stands for all of them: 農業委員 | 推進委員."""
    spans = {(m.top, m.left): m.right for m in grid.merges}
    for block in blocks:
        above = max((n for n in grid.rows if n < block.top), default=0)
        for column, cell in grid.rows.get(above, {}).items():
            text = compact(cell.text)
            last = spans.get((above, column), column)
            if column > block.right or last < block.left or len(grid.rows[above]) < 2 or not may_be_post(text):
                continue
            heading = context_of(text) if heading_of(text) is not None else None
            for row in block.rows:
                yield compact(row.text("name")), heading.post if heading is not None else text


def texts_without_heading(grid: SheetGrid, blocks: Sequence[TableBlock]) -> Iterator[tuple[str, str]]:
    """(name, text) of what stands beside people in columns without a heading: a post, or what nobody can tell."""
    first = min((b.left for b in blocks), default=0)
    for block in blocks:
        head = grid.rows[block.top]
        spans = [m for m in grid.merges if m.top <= block.top <= m.bottom]
        covered = {c for m in spans for c in range(m.left, m.right + 1)} | set(head) | block.headed
        for row in block.rows:
            name = compact(row.text("name"))
            for column, cell in grid.rows.get(row.number, {}).items():
                mine = block.left <= column <= block.right or (block.left == first and column < first)
                text = compact(cell.text)
                if name and mine and column not in covered and not _NUMBER_ALONE.fullmatch(text) and text:
                    yield name, text


def texts_of_somebody_else(grids: Sequence[SheetGrid], blocks: Sequence[Sequence[TableBlock]]) -> Iterator[str]:
    """What is to be said of each text in columns that speak of somebody else than the person of the row: 代理者."""
    for grid, block in ((g, b) for g, own in zip(grids, blocks, strict=True) for b in own):
        for row in block.rows:
            cells = grid.rows.get(row.number, {})
            texts = [(heading, cells[c].text.strip()) for c, heading in block.beside.items() if c in cells]
            if texts:
                said = "　".join(text for _, text in texts)
                yield f"「{row.text('name')}」の行の「{texts[0][0]}」の「{said[:40]}」は使っていません。"


def _called(text: str, names: Collection[str]) -> str:
    """The one whose name a cell holds, with nothing but a form of address, a reading or a mark beside it; empty: nobody's."""
    if text in names:
        return text
    return next((n for n in names if n in text and _BESIDE_NAME.fullmatch(text.replace(n, "\0", 1))), "")


def noted_posts(grid: SheetGrid, people: Sequence[Person]) -> Iterator[tuple[str, str]]:
    """(name, post) of those behind whose name a remark says that they lead: 会長 in a column 備考."""
    names = {p.compact_name for p in people if p.name}
    for number, cells in grid.rows.items():
        if number in grid.hidden_rows:
            continue
        holder = ""
        for _, cell in sorted(cells.items()):
            text = "".join(cell.text.split())
            holder = _called(text, names) or holder
            if not holder or _called(text, names):
                continue
            own = next((t for t in (text, *_INSIDE.findall(text)) if posts.only_leads(t) or is_own_post(t)), "")
            if own:
                yield holder, own


def _days(grid: SheetGrid) -> set[int]:
    """Columns of days, where there are several: who is absent on one of them may be there on another."""
    for cells in grid.rows.values():
        days = {c for c, cell in cells.items() if _DAY.fullmatch(compact(cell.text))}
        if len(days) > 1:
            return days
    return set()


def left_over(grid: SheetGrid, people: Sequence[Person], replaced: Collection[str] = ()) -> Iterator[str]:
    """What the rows of people say besides, that may change who is there, and is not used.

    Args:
        replaced: names of those whose deputies are told of.
    """
    names = {p.compact_name for p in people if p.name}
    days = _days(grid)
    columns = {
        c
        for cells in grid.rows.values()
        if any(headings.field_of(x.text, headings.ROSTER_FIELDS) for x in cells.values())
        for c, cell in cells.items()
        if _OF_ATTENDANCE.fullmatch(compact(cell.text))
    }
    for cells in grid.rows.values():
        texts = {c: "".join(cell.text.split()) for c, cell in cells.items()}
        own = next((n for t in texts.values() if (n := _called(t, names))), None)
        if own is None or own in replaced:
            continue
        texts = {c: own if _called(t, names) == own else t for c, t in texts.items()}
        yield from (
            f"「{own}」の行の「{t[:40]}」は、欠席かどうか分からないので使っていません（出席として読みました）。"
            for c, t in texts.items()
            if c not in days and t != own and _leaves_open(t, attendance=c in columns)
        )
        if any(c in days and (_ABSENT.fullmatch(t) or _CROSS.fullmatch(t)) for c, t in texts.items()):
            yield f"「{own}」の出欠は日によって違うので、欠席として使っていません。"
        yield from (
            f"「{own}」の行の「{t[:40]}」は使っていません。"
            for t in texts.values()
            if _SUBSTITUTE.search(t) and t != own and not is_own_post(t)
        )


def may_tell_post(text: str) -> bool:
    """Whether a remark in letters or kana may say what somebody is: ALT; 公募, 再任 and where somebody comes from do not."""
    return len(text) > 1 and re.fullmatch("[A-Za-zァ-ヺー・]+", text) is not None and not _THERE.fullmatch(text)


def _leaves_open(text: str, *, attendance: bool) -> bool:
    """Whether a cell says something of whether its person is there, and not what. Args: attendance: nothing else stands in its column."""
    text = _INSIDE.sub(lambda inside: "" if is_own_post(inside[1]) else inside[0], text)  # 出席（会長）
    if perhaps_absent(text.strip("()（）")):
        return True
    known = (_ABSENT, _ABSENT_FOR, _CROSS, _THERE, _NUMBER_ALONE)
    understood = any(k.fullmatch(text) for k in known) or _SAID_ABSENT.search(text) or _SUBSTITUTE.search(text)
    return attendance and bool(text) and (text == "△" or not understood) and not _OF_ATTENDANCE.fullmatch(text)


def with_meanings(grid: SheetGrid, lines: Sequence[str]) -> SheetGrid:
    """The table with the words for marks of attendance by which somebody is not there, as the paper explains them: ●欠席　◎代理出席.

    Args:
        lines: of the paper.
    """
    legends = [line for line in lines if len(line) <= _LONGEST_LEGEND and "\t" not in line.strip()]
    pairs = [m.groups() for line in legends for m in _MEANING.finditer(line)]
    told = {m: word for m, word in pairs if _ABSENT.fullmatch(word) or _SUBSTITUTE.match(word)}
    columns = {c for cells in grid.rows.values() for c, x in cells.items() if _OF_ATTENDANCE.fullmatch(compact(x.text))}
    if not told or not columns:
        return grid
    rows = {
        n: {c: x._replace(text=told.get(compact(x.text), x.text)) if c in columns else x for c, x in cells.items()}
        for n, cells in grid.rows.items()
    }
    return replace(grid, rows=rows)


def absent_names(grid: SheetGrid, people: Sequence[Person]) -> set[str]:
    """Names of those whose row says that they are not there: in the cell of the name, or in one that belongs to it."""
    names = {p.compact_name for p in people if p.name}
    marked = {
        c
        for cells in grid.rows.values()
        for c, cell in cells.items()
        if _ATTENDANCE.fullmatch(compact(cell.text))
        and any(headings.field_of(x.text, headings.ROSTER_FIELDS) for x in cells.values())
    }
    days = _days(grid)
    found: set[str] = set()
    for number, cells in grid.rows.items():
        if number in grid.hidden_rows:
            continue
        texts = {c: "".join(cell.text.split()) for c, cell in sorted(cells.items())}
        holders = {c: n for c, text in texts.items() for n in names if n in text}
        joined = "".join(texts.values())
        if not holders and (whole := next((n for n in names if n in joined), None)):
            holders = {min(texts): whole}  # 姓 and 名 in two cells
        for column, text in texts.items():
            if column in days:
                continue
            said = (
                any(map(_ABSENT.fullmatch, (text, *_PARTS.split(_NOTED.sub("", text)))))
                or _ABSENT_FOR.fullmatch(text)
                or _SAID_ABSENT.search(text)
                or (column in marked and _CROSS.fullmatch(text))
            )
            if said and holders:
                left = [c for c in holders if c <= column]
                found.add(holders[max(left) if left else min(holders)])
    return found
