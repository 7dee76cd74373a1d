"""The parts of an .xlsx file: which sheets there are, which styles strike out or show dates, and the shared strings.

Read with lxml by local names, so that Strict Open XML and files of other programs are read as Excel's own are. A part that is
missing or damaged beyond its sheets (styles, properties) does not matter; what cannot be told by it is not told.
"""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from io import RawIOBase
from typing import IO, Any, NamedTuple

from lxml import etree
from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format

from transcriber.office_tables.grid import TooMuchContent, cleaned_text

_CONTROLS = bytes(0x7F if b < 0x20 and b not in (9, 10, 13) else b for b in range(256))
"""Control characters are not allowed in XML, and other programs write them all the same: each becomes DEL, which is."""

_NUMBERED = re.compile(rb"&#(?:x0*(?:[0-8bcBCefEF]|1[0-9a-fA-F])|0*(?:[0-8]|1[124-9]|2[0-9]|3[01]));")
_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")
_MOST_OF_A_ROW = 250_000
"""Signs that begin a tag, from one row (or string) to the next. Excel's 16,384 columns need up to 130,000."""

_FORGET = 256
"""Elements that are kept, empty, before they are dropped from the tree."""


class DamagedPart(Exception):
    """A part of the file that is needed cannot be read. `part` as Japanese staff know it."""

    def __init__(self, part: str) -> None:
        super().__init__(part)
        self.part = part


@dataclass(frozen=True)
class SheetPart:
    """A sheet as the workbook names it. `member`: where it lies in the archive."""

    name: str
    member: str
    hidden: bool


@dataclass(frozen=True)
class CellForms:
    """What styles say: the numbers of those that strike a cell out, and of those that show a number as a date."""

    struck: frozenset[int] = frozenset()
    days: frozenset[int] = frozenset()


class SharedText(NamedTuple):
    """A string with what of it is struck out."""

    text: str
    struck: str = ""
    cleaned: bool = False
    furigana: str = ""


@dataclass(frozen=True)
class XlsxPackage:
    """What is known of a workbook before its sheets are read. `date1904`: days count from 1904."""

    sheets: tuple[SheetPart, ...]
    forms: CellForms
    strings: tuple[SharedText, ...]
    date1904: bool


class _Legal(RawIOBase):
    """A member's bytes with control characters replaced, block by block; UTF-16 is left as it is.

    A row is held whole in memory, so one with more elements than Excel's columns allow is not handed on.

    Args:
        unit: the name of what is held whole (row, si).
    """

    def __init__(self, source: IO[bytes], unit: bytes) -> None:
        self._unit = unit
        self._since = 0
        self._source = source
        self._rest = b""
        self._wide: bool | None = None

    def read(self, size: int = -1) -> bytes:
        block = self._source.read(size if size > 0 else -1)
        if self._wide is None:
            self._wide = block[:2] in (b"\xff\xfe", b"\xfe\xff")
        if self._wide:
            return block
        block = self._rest + block
        cut = block.rfind(b"&", max(0, len(block) - 12)) if block[len(self._rest) :] else -1
        if cut > 0 and b";" not in block[cut:]:  # a reference that goes on in the next block
            self._rest, block = block[cut:], block[:cut]
        else:
            self._rest = b""
        last = block.rfind(self._unit)
        self._since = block.count(b"<", last) if last >= 0 else self._since + block.count(b"<")
        if self._since > _MOST_OF_A_ROW:
            raise TooMuchContent("は1行に書かれたセル（または結合、書式）が多すぎて読めません。")
        block = block.translate(_CONTROLS)
        return _NUMBERED.sub(b"\x7f", block) if b"&#" in block else block


def read_package(archive: zipfile.ZipFile) -> XlsxPackage:
    """Sheets, styles and strings.

    Raises:
        KeyError: there is no workbook in the archive.
        DamagedPart: the workbook's list of sheets or its strings cannot be read.
    """
    members = {m.lower().replace("\\", "/"): m for m in archive.namelist()}
    book = next((members[m] for m in members if re.fullmatch(r"(?:xl/)?workbook\.xml", m)), None)
    book = _main_part(archive, members) or book
    if book is None:
        raise KeyError("workbook")
    folder = posixpath.dirname(book)
    related = dict(_related(archive, members, book, folder))
    sheets = []
    date1904 = False
    for element in elements(archive, book, ("sheet", "workbookPr"), lambda: DamagedPart("シートの一覧")):
        if _local(element) == "workbookPr":
            date1904 = element.get("date1904") in ("1", "true")
            continue
        key = next((v for k, v in element.attrib.items() if etree.QName(k).localname == "id"), "")
        kind, member = related.get(key, ("", ""))
        if kind == "worksheet" and member:
            state = element.get("state", "visible")
            sheets.append(SheetPart(element.get("name", ""), member, state in ("hidden", "veryHidden")))
    kinds = dict(related.values())
    return XlsxPackage(
        tuple(sheets),
        _forms(archive, kinds.get("styles", "")),
        tuple(_strings(archive, kinds.get("sharedStrings", ""))),
        date1904,
    )


def elements(
    archive: zipfile.ZipFile,
    member: str,
    names: tuple[str, ...],
    damage: Callable[[], Exception],
    *,
    unit: bytes = b"<",
) -> Iterator[Any]:
    """The elements of these local names, each whole; forgotten when the next is asked for.

    Args:
        unit: the name of an element that may not be large beyond measure, as bytes.

    Raises:
        the result of `damage`: the XML is broken, or what is packed cannot be unpacked.
    """
    try:
        with archive.open(member) as source:
            parser = etree.iterparse(
                _Legal(source, unit), events=("end",), tag=tuple(f"{{*}}{n}" for n in names),
                resolve_entities=False, no_network=True, huge_tree=False,
            )  # fmt: skip
            for number, (_, element) in enumerate(parser):
                yield element
                element.clear()
                parent = element.getparent()
                if number % _FORGET == _FORGET - 1 and parent is not None:
                    del parent[: len(parent) - 1]
    except (etree.XMLSyntaxError, zipfile.BadZipFile, EOFError, KeyError, zipfile.zlib.error) as e:  # type: ignore[attr-defined]
        raise damage() from e


def rich_text(element: Any) -> SharedText:
    """The text of a string element (si, is): runs that are struck out apart, and so is furigana."""
    if len(element) == 1 and str(element[0].tag).endswith("}t"):
        text, cleaned = cleaned_text(unescaped(element[0].text or ""))
        return SharedText(text, "", cleaned)
    kept: list[str] = []
    struck: list[str] = []
    ruby: list[tuple[int, int, str]] = []
    for child in element:
        name = _local(child)
        if name == "rPh":
            ruby.append(_ruby(child))
        elif name == "t":
            kept.append(child.text or "")
        elif name == "r":
            out = kept
            for part in child:
                if _local(part) == "rPr" and any(_local(p) == "strike" and _is_on(p) for p in part):
                    out = struck
                elif _local(part) == "t":
                    out.append(part.text or "")
    text, cleaned = cleaned_text(unescaped("".join(kept)))
    read = _with_readings(text, ruby) if ruby and not struck else ""
    return SharedText(text, cleaned_text(unescaped("".join(struck)))[0], cleaned, read)


def _ruby(element: Any) -> tuple[int, int, str]:
    """Where a piece of furigana begins and ends, counted as Excel counts (UTF-16), and the furigana."""
    first, last = (int(n) if (n := element.get(at, "")).isdigit() else -1 for at in ("sb", "eb"))
    return first, last, "".join(part.text or "" for part in element if _local(part) == "t")


def _with_readings(text: str, ruby: list[tuple[int, int, str]]) -> str:
    """The text with its furigana in the place of what it reads; empty where they do not fit."""
    units = text.encode("utf-16-le", "surrogatepass")
    read, at = "", 0
    for first, last, reading in sorted(ruby):
        if not at <= first < last <= len(units) // 2:
            return ""
        read += units[2 * at : 2 * first].decode("utf-16-le", "replace") + reading
        at = last
    return read + units[2 * at :].decode("utf-16-le", "replace")


def unescaped(text: str) -> str:
    """`_x000B_` as the character that it stands for (ECMA-376 part 1, 22.9.2.19)."""
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text) if "_x" in text else text


def _strings(archive: zipfile.ZipFile, member: str) -> Iterator[SharedText]:
    if member:
        for element in elements(
            archive, member, ("si",), lambda: DamagedPart("文字の一覧（sharedStrings）"), unit=b"si"
        ):
            yield rich_text(element)


def _forms(archive: zipfile.ZipFile, member: str) -> CellForms:
    if not member:
        return CellForms()
    formats = dict(BUILTIN_FORMATS)
    fonts: list[bool] = []
    struck, days = set(), set()
    try:
        for element in elements(archive, member, ("numFmts", "fonts", "cellXfs"), lambda: DamagedPart("書式")):
            match _local(element):
                case "numFmts":
                    formats |= {int(f.get("numFmtId", -1)): f.get("formatCode", "") for f in element}
                case "fonts":
                    fonts = [any(_local(p) == "strike" and _is_on(p) for p in font) for font in element]
                case _:
                    for number, form in enumerate(element):
                        font, shown = int(form.get("fontId", 0)), int(form.get("numFmtId", 0))
                        if font < len(fonts) and fonts[font]:
                            struck.add(number)
                        if 27 <= shown <= 36 or 50 <= shown <= 58 or is_date_format(formats.get(shown, "")):
                            days.add(number)  # 27 to 36 and 50 to 58 are Japanese dates that only Excel knows
    except (DamagedPart, ValueError):
        return CellForms()
    return CellForms(frozenset(struck), frozenset(days))


def _main_part(archive: zipfile.ZipFile, members: dict[str, str]) -> str | None:
    if "_rels/.rels" not in members:
        return None
    try:
        found = dict(_related(archive, members, "", ""))
    except DamagedPart:
        return None
    return next(
        (member for kind, member in found.values() if kind == "officeDocument" and member.endswith(".xml")), None
    )


def _related(
    archive: zipfile.ZipFile, members: dict[str, str], part: str, folder: str
) -> Iterator[tuple[str, tuple[str, str]]]:
    rels = members.get(posixpath.join(folder, "_rels", posixpath.basename(part) + ".rels").lower())
    if rels is None:
        raise DamagedPart("シートの一覧")
    for element in elements(archive, rels, ("Relationship",), lambda: DamagedPart("シートの一覧")):
        target = element.get("Target", "").replace("\\", "/")
        whole = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
        kind = element.get("Type", "").rstrip("/").rsplit("/", 1)[-1]
        yield element.get("Id", ""), (kind, members.get(whole.lower(), ""))


def _is_on(element: Any) -> bool:
    return element.get(next((k for k in element.attrib if etree.QName(k).localname == "val"), "val"), "1") not in (
        "0", "false", "off",
    )  # fmt: skip


def _local(element: Any) -> str:
    return str(etree.QName(element).localname) if isinstance(element.tag, str) else ""
