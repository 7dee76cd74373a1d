"""What a returned file says in its tables: which boxes of the checklist are ticked, and how the voices are called."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, TypeAlias

from docx.oxml.ns import qn

from transcriber.drafts.word.reading import speaker_of

_Element: TypeAlias = Any

TICK_SIGNS = "☑☒✓✔☓■●レ"
"""What people type in the place of an empty box."""

_CHECK = re.compile(r"check-[0-9]+")
_CHECKLIST = "確認チェックリスト"
_VOICES = "話者一覧"
_W14 = "http://schemas.microsoft.com/office/word/2010/wordml"


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


def checklist(body: _Element) -> Checklist:
    """By the tags of its boxes; where a program dropped those, by the signs in the table under its heading."""
    states: dict[int, bool] = {}
    for control in body.iter(qn("w:sdt")):
        tag = control.find(f"{qn('w:sdtPr')}/{qn('w:tag')}")
        name = tag.get(qn("w:val"), "") if tag is not None else ""
        if _CHECK.fullmatch(name) and not is_deleted(control):
            checked = control.find(f"{qn('w:sdtPr')}/{{{_W14}}}checkbox/{{{_W14}}}checked")
            on = checked is not None and checked.get(f"{{{_W14}}}val") in ("1", "true", "on")
            row = next(control.iterancestors(qn("w:tr")), control)
            states[int(name.removeprefix("check-"))] = on or _typed(row)
    table = _table_below(body, _CHECKLIST)
    for row in table.iter(qn("w:tr")) if table is not None else ():
        number = re.match(rf"\s*[☐□{TICK_SIGNS}]?\s*(\d+)\s", _row_text(row))
        if number and not _in_deleted(row):
            states.setdefault(int(number[1]), _typed(row))
    return Checklist(len(states), tuple(sorted(n for n, on in states.items() if not on)))


def names_in(body: _Element, named: tuple[str, ...]) -> dict[str, str]:
    """The list of speakers: what stands in the last column (the right name) if anything, else the name itself."""
    names: dict[str, str] = {}
    table = _table_below(body, _VOICES)
    for row in table.iter(qn("w:tr")) if table is not None else ():
        for control in row.iter(qn("w:sdt")):
            voice = speaker_of(control, named)
            if voice and not _in_deleted(row):
                last = list(row.iter(qn("w:tc")))[-1]
                written = "" if last is next(control.iterancestors(qn("w:tc")), None) else _visible(last).strip()
                names.setdefault(voice, written or name_once(_visible(control).strip()))
    return names


def _table_below(body: _Element, heading: str) -> _Element | None:
    """The first table after the paragraph that ends in `heading`."""
    below = False
    for block in body.iter(qn("w:p"), qn("w:tbl")):
        if block.tag == qn("w:tbl"):
            if below:
                return block
        elif _visible(block).strip().endswith(heading):
            below = True
    return None


def _typed(row: _Element) -> bool:
    """A tick typed by hand into the first cell, or beside the box."""
    cell = row.find(qn("w:tc"))
    text = _visible(cell if cell is not None else row)
    return any(c in TICK_SIGNS for c in text)


def _row_text(row: _Element) -> str:
    return " ".join(_visible(cell) for cell in row.iter(qn("w:tc"))) + " "


def _visible(element: _Element) -> str:
    texts = (t for t in element.iter(qn("w:t")) if not is_deleted(t))
    return "".join(t.text or "" for t in texts)


def is_deleted(element: _Element) -> bool:
    return next(element.iterancestors(qn("w:del"), qn("w:moveFrom")), None) is not None


def _in_deleted(row: _Element) -> bool:
    return row.find(f"{qn('w:trPr')}/{qn('w:del')}") is not None
