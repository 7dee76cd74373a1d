"""A list of terms, read as a person would read it; every row that is not used is named, with why."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from transcriber.minutes.terms import Term
from transcriber.office_tables import headings
from transcriber.office_tables.grid import RemarkKind, SheetGrid, SheetRemark, compact
from transcriber.office_tables.places import SheetPlaces, visible_sheets
from transcriber.office_tables.table_block import BlockRow, TableBlock
from transcriber.office_tables.written_names import hiragana_reading, is_reading

_ANCHORS = frozenset({"term"})
_LISTED = re.compile(r"[、,，/／;；\n]\s*")
_READ_ALONG = re.compile(r"(.+?)[(（]([ぁ-ゖァ-ヺー・ \u3000]+)[)）]")


@dataclass(frozen=True)
class ListedTerm:
    """A term of a list, and where it stands."""

    place: str
    term: Term


@dataclass(frozen=True)
class GlossaryReading:
    """What a list of terms says. `headed`: headings were found."""

    terms: tuple[ListedTerm, ...] = ()
    remarks: tuple[SheetRemark, ...] = ()
    headed: bool = False


def terms_listed(grids: Sequence[SheetGrid], file: str) -> GlossaryReading:
    """The terms in the visible sheets of a file.

    Args:
        file: what staff know it as.
    """
    terms: list[ListedTerm] = []
    remarks: list[SheetRemark] = []
    shown, unused = visible_sheets(grids, file, headings.GLOSSARY_FIELDS, _ANCHORS)
    remarks += unused
    for blocks, places in shown:
        for block in blocks:
            remarks += places.of_block(block)
            terms += _terms(block, places, remarks)
    return GlossaryReading(tuple(terms), tuple(remarks), any(blocks for blocks, _ in shown))


def _terms(block: TableBlock, places: SheetPlaces, remarks: list[SheetRemark]) -> list[ListedTerm]:
    found = []
    hidden = []
    for row in block.rows:
        if row.hidden:
            hidden += [row.number] if row.cells else []
            continue
        place = places.row(row.number)
        term = _term(row, place, remarks)
        if term is not None:
            found.append(ListedTerm(place, term))
    if hidden:
        text = "表示されていない行なので、使いません。"
        remarks.append(SheetRemark(RemarkKind.NOT_USED, places.rows(hidden), text))
    return found


def _term(row: BlockRow, place: str, remarks: list[SheetRemark]) -> Term | None:
    def tell(kind: RemarkKind, text: str) -> None:
        remarks.append(SheetRemark(kind, place, text))

    cells = row.cells.values()
    odd = any(c.struck or c.fault or c.cleaned or c.day for c in cells)
    struck = [c.struck for c in cells if c.struck] if odd else []
    if struck:
        tell(RemarkKind.NOT_USED, f"取り消し線の引かれた「{'」「'.join(struck)[:60]}」は使いません。")
    cell = row.cells.get("term")
    if odd and cell is not None and (cell.fault or cell.day):
        what = cell.fault or f"が日付（{cell.text}）です。文字として入れ直してください"
        tell(RemarkKind.LEFT_OUT, f"用語の欄{what}。この行は使っていません。")
        return None
    text = row.text("term")
    if "\n" in text:
        text = "".join(line.strip() for line in text.splitlines())
    if not text:
        if not struck and any(c.text or c.fault for c in cells):
            tell(RemarkKind.LEFT_OUT, "用語の欄が空です。この行は使っていません。")
        return None
    alone = len(cells) == 1 or sum(bool(c.text) for c in cells) == 1
    if alone and (text[0] in "※＊*" or re.match("注[:：)）]", text) or row.across):
        tell(RemarkKind.NOT_USED, "注記か見出しの行なので、用語として使いません。")
        return None
    if alone and (compact(text) == "以上" or headings.is_total(text) and any(c.isdigit() for c in text)):
        tell(RemarkKind.NOT_USED, "集計か結びの行なので、用語として使いません。")
        return None
    kana = hiragana_reading(row.text("kana"))
    along = _READ_ALONG.fullmatch(text) if not kana and text[-1] in ")）" else None
    if along is not None:
        text, kana = along[1].strip(), hiragana_reading(along[2])
        tell(RemarkKind.MENDED, "用語の後のかっこ書きを、よみとして読みました。")
    fault = (
        next((row.cells[f].fault for f in ("kana", "misheard") if f in row.cells and row.cells[f].fault), "")
        if odd
        else ""
    )
    if fault:
        tell(RemarkKind.LEFT_OUT, f"よみか誤認識例の欄{fault}。その欄なしで読みました。")
    if kana and not is_reading(kana):
        tell(RemarkKind.LEFT_OUT, f"よみ「{kana[:30]}」はかなで書かれていないので、使っていません。")
        kana = ""
    if odd and any(c.cleaned for c in cells):
        tell(RemarkKind.MENDED, "目に見えない文字（制御文字など）が混じっていたので、取り除いて読みました。")
    misheard = row.text("misheard")
    if misheard:
        misheard = unicodedata.normalize("NFKC", misheard)  # compared, not printed
    listed = tuple(dict.fromkeys(filter(None, map(str.strip, _LISTED.split(misheard))))) if misheard else ()
    return Term(text=text, kana=kana, misheard=listed, note=row.text("note"))
