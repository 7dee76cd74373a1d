"""One sheet of an .xlsx file as a grid: a row at a time, so that neither a huge range nor a million empty cells cost memory."""

from __future__ import annotations

import datetime as dt
import re
import zipfile
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from openpyxl.utils.cell import column_index_from_string
from openpyxl.utils.datetime import CALENDAR_MAC_1904, CALENDAR_WINDOWS_1900, from_excel, from_ISO8601

from transcriber.office_tables.grid import (
    MOST_COLUMNS,
    MOST_MERGES,
    GridCell,
    MergedRange,
    SheetGrid,
    TooMuchContent,
    cleaned_text,
    require_bounded,
)
from transcriber.office_tables.xlsx_package import (
    DamagedPart,
    SheetPart,
    XlsxPackage,
    elements,
    rich_text,
    unescaped,
)

_PLACE = re.compile(r"\$?([A-Za-z]{1,3})\$?([0-9]{1,7})")
_DIGITS = "0123456789$"
_NO_RESULT = "の式の計算結果が、ファイルに保存されていません"
_FLAGS = ("1", "true", "on")


@dataclass
class XlsxTally:
    """How much of a file was read so far, over all its sheets."""

    rows: int = 0
    cells: int = 0


@dataclass
class _Reading:
    package: XlsxPackage
    tally: XlsxTally
    rows: dict[int, dict[int, GridCell]] = field(default_factory=dict)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: list[tuple[int, int]] = field(default_factory=list)
    merges: list[MergedRange] = field(default_factory=list)
    last: int = 0
    far: int = 0


def read_sheet(archive: zipfile.ZipFile, part: SheetPart, package: XlsxPackage, tally: XlsxTally) -> SheetGrid:
    """The sheet.

    Raises:
        DamagedPart: its XML is broken; the text says behind which row.
        TooMuchContent: see there.
    """
    reading = _Reading(package, tally)

    def damage() -> Exception:
        behind = f"（{reading.last}行目より後）" if reading.last else ""
        return DamagedPart(f"シート「{part.name}」{behind}")

    for element in elements(archive, part.member, ("row", "cols", "mergeCells"), damage, unit=b"row"):
        match str(element.tag).rpartition("}")[2]:
            case "row":
                _row(element, reading)
            case "cols":
                _columns(element, reading)
            case "mergeCells":
                _merged(element, reading)
    if list(reading.rows) != sorted(reading.rows):  # other programs may write rows in any order
        reading.rows = dict(sorted(reading.rows.items()))
    return SheetGrid(
        name=part.name,
        rows=reading.rows,
        hidden=part.hidden,
        hidden_rows=frozenset(reading.hidden_rows),
        hidden_columns=tuple(reading.hidden_columns),
        merges=tuple(reading.merges),
        far=reading.far,
    )


def _row(element: Any, reading: _Reading) -> None:
    said = element.get("r", "")
    number = int(said) if said.isascii() and said.isdigit() else reading.last + 1
    reading.last = number
    line: dict[int, GridCell] = {}
    before = 0
    cell_tag = str(element.tag)[:-3] + "c"
    package = reading.package
    struck = bool(package.forms.struck)
    for cell in element:
        place = cell.get("r")
        before = before + 1 if place is None else _column(place.rstrip(_DIGITS)) or before + 1
        if not len(cell) or cell.tag != cell_tag:
            continue
        if before > MOST_COLUMNS:
            reading.far = reading.far or number
            break
        read = _cell(cell, package) if struck or len(cell) != 1 else _plain_cell(cell, package)
        if read is not None:
            line[before] = read
    if not line:
        return
    reading.tally.rows += 1
    reading.tally.cells += len(line)
    require_bounded(reading.tally.rows, reading.tally.cells)
    reading.rows[number] = {**reading.rows[number], **line} if number in reading.rows else line
    if element.get("hidden") in _FLAGS or _is_zero(element.get("ht")):
        reading.hidden_rows.add(number)


def _plain_cell(cell: Any, package: XlsxPackage) -> GridCell | None:
    """As `_cell`, quicker for what nearly all cells of an office's sheet are: a text that is not struck out."""
    kind = cell.get("t")
    child = cell[0]
    if kind == "inlineStr" and len(child) == 1 and len(inner := child[0]) == 0:
        text, cleaned = cleaned_text(unescaped(inner.text or ""))
    elif kind == "s" and (value := child.text) is not None and value.isdigit() and int(value) < len(package.strings):
        text, struck, cleaned, furigana = package.strings[int(value)]
        if struck or furigana:
            return _text(text, struck, cleaned, furigana)
    else:
        return _cell(cell, package)
    return GridCell(text, "", "", cleaned) if text and not text.isspace() else None


def _cell(cell: Any, package: XlsxPackage) -> GridCell | None:
    kind = cell.get("t", "n")
    value = None
    formula = False
    inline = None
    for child in cell:
        name = child.tag[-2:] if isinstance(child.tag, str) else ""
        if name == "}v":
            value = child.text
        elif name == "}f":
            formula = True
        elif name == "is":
            inline = child
    said = cell.get("s")
    form = int(said) if said is not None and said.isdigit() else 0
    read = _valued(kind, value, inline, formula, form, package)
    if read is None or form not in package.forms.struck:
        return read
    return GridCell("", read.fault, read.text + read.struck, read.cleaned)


def _valued(
    kind: str, value: str | None, inline: Any, formula: bool, form: int, package: XlsxPackage
) -> GridCell | None:
    if kind == "s":
        at = int(value) if value and value.strip().isdigit() else -1
        if not 0 <= at < len(package.strings):
            return GridCell("", "の文字が、ファイルの中に見つかりません") if value else None
        shared = package.strings[at]
        return _text(shared.text, shared.struck, shared.cleaned, shared.furigana)
    if inline is not None:
        rich = rich_text(inline)
        return _text(rich.text, rich.struck, rich.cleaned, rich.furigana)
    if not value:
        return GridCell("", _NO_RESULT) if formula and kind != "str" else None
    if kind == "e":
        return GridCell("", f"は「{value}」（Excel の式の誤り）です")
    if kind == "b":
        return GridCell("TRUE" if value.strip() in _FLAGS else "FALSE")
    if kind == "d":
        return _day(value, from_ISO8601)
    if kind == "n":
        return _number(value, form, package)
    text, cleaned = cleaned_text(unescaped(value))
    return _text(text, "", cleaned)


def _text(text: str, struck: str, cleaned: bool, furigana: str = "") -> GridCell | None:
    if not text or text.isspace():
        return GridCell("", struck=struck.strip()) if struck and not struck.isspace() else None
    return GridCell(text, "", struck.strip(), cleaned, furigana=furigana)


def _number(value: str, form: int, package: XlsxPackage) -> GridCell | None:
    try:
        number = float(value)
    except ValueError:
        text, cleaned = cleaned_text(unescaped(value))
        return _text(text, "", cleaned)
    if form in package.forms.days:
        epoch = CALENDAR_MAC_1904 if package.date1904 else CALENDAR_WINDOWS_1900
        return _day(value, lambda _: from_excel(number, epoch), number)
    text = str(int(number)) if number.is_integer() and abs(number) < 1e15 else value.strip()
    return GridCell(text, number=number)


def _day(value: str, convert: Any, number: float | None = None) -> GridCell:
    try:
        found = convert(value)
    except (ValueError, OverflowError, TypeError):
        return GridCell(value.strip(), number=number)
    if isinstance(found, dt.datetime):
        text = f"{found:%Y-%m-%d}" if found.time() == dt.time() else f"{found:%Y-%m-%d %H:%M:%S}"
        return GridCell(text, day=found.date(), number=number)
    if isinstance(found, dt.date):
        return GridCell(f"{found:%Y-%m-%d}", day=found, number=number)
    return GridCell(str(found), number=number)  # a time of day or a length: as Excel shows it


def _columns(element: Any, reading: _Reading) -> None:
    for each in element:
        first, last = each.get("min", ""), each.get("max", "")
        if first.isdigit() and last.isdigit() and (each.get("hidden") in _FLAGS or _is_zero(each.get("width"))):
            reading.hidden_columns.append((int(first), int(last)))


def _merged(element: Any, reading: _Reading) -> None:
    for each in element:
        corners = [_PLACE.fullmatch(c) for c in each.get("ref", "").split(":")]
        if len(corners) != 2 or corners[0] is None or corners[1] is None:
            continue
        (left, right), (top, bottom) = (
            sorted(_column(c[1]) for c in corners if c), sorted(int(c[2]) for c in corners if c),
        )  # fmt: skip
        if len(reading.merges) >= MOST_MERGES:
            raise TooMuchContent(f"は結合されたセルが多すぎて読めません（読めるのは {MOST_MERGES:,} 個まで）。")
        if left <= MOST_COLUMNS:
            reading.merges.append(MergedRange(top, left, bottom, right))


@lru_cache(maxsize=2048)
def _column(letters: str) -> int:
    """Its number; 0 for what is no column."""
    plain = letters.replace("$", "").upper()
    return column_index_from_string(plain) if plain.isascii() and plain.isalpha() and len(plain) <= 3 else 0


def _is_zero(size: str | None) -> bool:
    try:
        return size is not None and float(size) == 0
    except ValueError:
        return False
