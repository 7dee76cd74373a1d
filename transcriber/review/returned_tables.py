"""What a returned file says in its tables: which boxes of the checklist are ticked, and how the voices are called."""

from __future__ import annotations

import itertools
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, TypeAlias

from docx.oxml.ns import qn

from transcriber.drafts.word import ticks
from transcriber.drafts.word.reading import speaker_of

_Element: TypeAlias = Any

_CHECK = re.compile(r"check-[0-9]+")
_CHECKLIST = "確認チェックリスト"
_VOICES = "話者一覧"
_SIGN_HEADINGS = ("確認", "確認欄", "チェック", "済", "✓", "☑")
_NUMBER_HEADINGS = ("番号", "No", "No.", "№")
_NUMBER = re.compile("[0-9]{1,3}")
_SIGN_AND_NUMBER = re.compile(r"(?P<sign>[^0-9]{0,12}?)\s*(?P<number>[0-9]{1,3})[.)]?")
_LINE = re.compile(r"(?P<sign>[^0-9\t]{0,12}?)\s*(?P<number>[0-9]{1,3})[\s.)]")


@dataclass(frozen=True)
class Checklist:
    """How many of the boxes are ticked, and the numbers (1, 2, …) of those that are not."""

    items: int
    open: tuple[int, ...]

    @property
    def ticked(self) -> int:
        return self.items - len(self.open)


def name_once(name: str) -> str:
    """A name that stands there several times in a row, once: LibreOffice 7 writes a bound control again for each of its
    pieces, each time with the whole name."""
    for length in range(2, len(name) // 2 + 1):
        if len(name) % length == 0 and name == name[:length] * (len(name) // length):
            return name[:length]
    return name


def checklist(body: _Element, items: int = 0) -> Checklist:
    """By the tags of its boxes; where a program dropped those, by what stands in the table under its heading, or in the lines
    that were left of that table.

    Args:
        items: how many the draft had; 0: not known.
    """
    states: dict[int, bool] = {}
    for control in filter(_is_box, body.iter(qn("w:sdt"))):
        name = control.find(f"{qn('w:sdtPr')}/{qn('w:tag')}").get(qn("w:val"))
        if not ticks.is_deleted(control):
            cell = next(control.iterancestors(qn("w:tc")), control)
            alone = sum(_is_box(c) for c in cell.iter(qn("w:sdt"))) == 1  # in merged cells each box is its own
            states[int(name.removeprefix("check-"))] = ticks.ticked(control) or alone and ticks.ticked(cell)
    for number, on in _in_tables(body) or _in_lines(body) or _by_columns(body, items):
        states.setdefault(number, on)
    for number in range(1, max(items, *states, 0) + 1):
        states.setdefault(number, False)  # its row was deleted: nobody ticked it
    return Checklist(len(states), tuple(sorted(n for n, on in states.items() if not on)))


def _is_box(control: _Element) -> bool:
    tag = control.find(f"{qn('w:sdtPr')}/{qn('w:tag')}")
    return tag is not None and _CHECK.fullmatch(tag.get(qn("w:val"), "")) is not None


def _in_tables(body: _Element) -> list[tuple[int, bool]]:
    """(number, ticked) of each row of the first table under the heading that has such rows."""
    for table in _tables_below(body, _CHECKLIST):
        rows = [row for row in table.iter(qn("w:tr")) if not _in_deleted(row)]
        cells = [[c for c in row.iter(qn("w:tc")) if next(c.iterancestors(qn("w:tr"))) is row] for row in rows]
        _fill_merged(cells)
        columns = _columns([ticks.written(c).strip() for c in cells[0]]) if cells else None
        found = [item for row in cells if (item := _item(row, columns)) is not None]
        if found:
            return found
    return []


def _by_columns(body: _Element, items: int) -> list[tuple[int, bool]]:
    """As `_in_tables`, of the table with columns for tick and number and as many rows as the draft had, whatever stands above it."""
    for table in body.iter(qn("w:tbl")):
        found = _rows_ticked(table)
        if items and found is not None and [number for number, _ in found] == list(range(1, items + 1)):
            return found
    return []


def _rows_ticked(table: _Element) -> list[tuple[int, bool]] | None:
    """(number, ticked) of each row; None where the table has no columns for tick and number."""
    rows = [row for row in table.iter(qn("w:tr")) if not _in_deleted(row)]
    cells = [[c for c in row.iter(qn("w:tc")) if next(c.iterancestors(qn("w:tr"))) is row] for row in rows]
    _fill_merged(cells)
    columns = _columns([ticks.written(c).strip() for c in cells[0]]) if cells else None
    if columns is None:
        return None
    return [item for row in cells[1:] if (item := _item(row, columns)) is not None]


def _fill_merged(rows: list[list[_Element]]) -> None:
    """Put the first cell of several that are merged downwards into the place of all of them: one sign stands for all."""
    for before, row in itertools.pairwise(rows):
        for n, cell in enumerate(row[: len(before)]):
            merge = cell.find(f"{qn('w:tcPr')}/{qn('w:vMerge')}")
            if len(before) == len(row) and merge is not None and merge.get(qn("w:val"), "continue") == "continue":
                row[n] = before[n]


def _columns(heading: list[str]) -> tuple[int, int] | None:
    """Where a table says that tick and number stand."""
    signs = [n for n, text in enumerate(heading) if text in _SIGN_HEADINGS]
    numbers = [n for n, text in enumerate(heading) if text in _NUMBER_HEADINGS]
    return (signs[0], numbers[0]) if signs and numbers else None


def _item(cells: list[_Element], columns: tuple[int, int] | None) -> tuple[int, bool] | None:
    """(number, ticked) of one row; None if it is none of the list."""
    texts = [unicodedata.normalize("NFKC", ticks.written(c)).strip() for c in cells]
    sign, number = columns or (0, 1)
    if max(sign, number) < len(cells) and _NUMBER.fullmatch(texts[number]):
        return int(texts[number]), ticks.ticked(cells[sign])
    together = _SIGN_AND_NUMBER.fullmatch(texts[0]) if texts else None
    return (int(together["number"]), ticks.ticked(cells[0])) if together else None


def _in_lines(body: _Element) -> list[tuple[int, bool]]:
    """(number, ticked) of each line under the heading, where the table was pasted as text."""
    found: list[tuple[int, bool]] = []
    below = False
    for paragraph in body.iter(qn("w:p")):
        text = unicodedata.normalize("NFKC", ticks.written(paragraph)).strip()
        if text.endswith(_CHECKLIST):
            below, found = True, []
            continue
        item = _LINE.match(text) if below else None
        if item and int(item["number"]) == len(found) + 1:
            found.append((int(item["number"]), ticks.says_done(item["sign"])))
    return found


def names_in(body: _Element, named: tuple[str, ...]) -> dict[str, str]:
    """The list of speakers: what stands in the last column (the right name) if anything, else the name itself."""
    names: dict[str, str] = {}
    table = next(_tables_below(body, _VOICES), None)
    for row in table.iter(qn("w:tr")) if table is not None else ():
        for control in row.iter(qn("w:sdt")):
            voice = speaker_of(control, named)
            if voice and not _in_deleted(row):
                last = list(row.iter(qn("w:tc")))[-1]
                written = "" if last is next(control.iterancestors(qn("w:tc")), None) else _visible(last).strip()
                names.setdefault(voice, written or name_once(_visible(control).strip()))
    return names


def _tables_below(body: _Element, heading: str) -> Iterator[_Element]:
    """The first table after each paragraph that ends in `heading`."""
    below = False
    for block in body.iter(qn("w:p"), qn("w:tbl")):
        if block.tag == qn("w:tbl"):
            if below:
                below = False
                yield block
        elif _visible(block).strip().endswith(heading):
            below = True


def _visible(element: _Element) -> str:
    texts = (t for t in element.iter(qn("w:t")) if not ticks.is_deleted(t))
    return "".join(t.text or "" for t in texts)


def _in_deleted(row: _Element) -> bool:
    return row.find(f"{qn('w:trPr')}/{qn('w:del')}") is not None
