"""The text of a PDF as a person reads it: without furigana between its lines, and without gaps that only the typesetting made.

PDFium gives glyphs with their places. It puts a space where glyphs stand apart (the quarter that programs leave between 1 and 番, the
characters that furigana pushes apart), and takes furigana for a line of its own, which tears the line below in two.
"""

from __future__ import annotations

import ctypes
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import pypdfium2
import pypdfium2.raw as pdfium

from transcriber.minutes.characters import KANJI

_KANA = re.compile("[ぁ-ゖァ-ヺー・゛゜ ]*[ぁ-ゖァ-ヺー][ぁ-ゖァ-ヺー・ ]*")
_BASE = re.compile(f"[{KANJI}ヶケノ ]+")
_JOINED = re.compile(f"[0-9A-Za-z][{KANJI}ぁ-ゖァ-ヺ]|[{KANJI}ぁ-ゖァ-ヺ][0-9A-Za-z]")

_MOST_GLYPHS = 400_000
"""Looked at by their places, of one paper: some ten seconds. What comes after is taken as PDFium reads it."""

_SMALL = 0.75
"""Of the size of what stands below: furigana is set in half of it, by some programs in all of it."""
_TYPESET_GAP = 0.36
"""Of a character's width: what is left between Latin and Japanese characters without anybody's having typed a space."""
_PUSHED_GAP = {1: 0.5, 2: 1.0}
"""The same, beside one or between two characters that furigana pushes apart."""
_SAME_LINE = 0.4
"""Of a line's height that two pieces of it may differ by."""
_ABOVE = (0.45, 1.45)
"""Of the height of a line: how far above its bottom its furigana's bottom is."""
_CENTRED = 0.6
_WIDER = 1.1
"""Of what it stands over, in the same size: only then has it pushed that apart, and is no line of its own."""


@dataclass(frozen=True)
class _Glyph:
    text: str
    left: float
    right: float
    bottom: float
    height: float
    made: bool
    """Put in by PDFium: a space or the end of a line."""

    @property
    def middle(self) -> float:
        return (self.left + self.right) / 2


_Piece = list[_Glyph]
"""Glyphs of one line in their order, without a break."""


def pdf_text(document: pypdfium2.PdfDocument, most_pages: int) -> tuple[list[str], list[tuple[str, str]]]:
    """The lines of a document, and (writing, kana) of its furigana; both as they are written.

    Raises:
        PdfiumError: a page cannot be read.
    """
    lines: list[str] = []
    readings: list[tuple[str, str]] = []
    left = _MOST_GLYPHS
    for number in range(min(len(document), most_pages)):
        page = document[number].get_textpage()
        left -= page.count_chars()
        if left < 0:
            lines += page.get_text_range().replace("\r", "").split("\n")
        else:
            own, above = _page(_pieces(page))
            lines += own
            readings += above
        page.close()
    return lines, readings


def _pieces(page: pypdfium2.PdfTextPage) -> list[_Piece]:
    pieces: list[_Piece] = [[]]
    for glyph in _glyphs(page):
        if glyph.text in "\r\n":
            pieces.append([])
        elif pieces[-1] and not glyph.made and _leaves(pieces[-1], glyph):
            pieces.append([glyph])
        else:
            pieces[-1].append(glyph)
    return [p for p in pieces if any(not g.text.isspace() for g in p)]


def _leaves(piece: _Piece, glyph: _Glyph) -> bool:
    """Whether a glyph stands above what came before, where PDFium saw no new line: small kana behind their kanji."""
    last = next((g for g in reversed(piece) if not g.made), None)
    return last is not None and abs(glyph.bottom - last.bottom) > _SAME_LINE * max(glyph.height, last.height)


def _glyphs(page: pypdfium2.PdfTextPage) -> Iterator[_Glyph]:
    box = pdfium.FS_RECTF()
    high = ""
    for i in range(page.count_chars()):
        code = pdfium.FPDFText_GetUnicode(page, i)
        if 0xD800 <= code < 0xDC00:  # where PDFium counts in UTF-16
            high = chr(code)
            continue
        text = chr(code)
        if high:
            text = (high + text).encode("utf-16", "surrogatepass").decode("utf-16", "replace")
            high = ""
        pdfium.FPDFText_GetLooseCharBox(page, i, ctypes.byref(box))
        made = pdfium.FPDFText_IsGenerated(page, i) == 1
        yield _Glyph(text, box.left, box.right, box.bottom, abs(box.top - box.bottom), made)


def _page(pieces: Sequence[_Piece]) -> tuple[list[str], list[tuple[str, str]]]:
    over: dict[int, tuple[int, Sequence[_Glyph]]] = {}
    for i, piece in enumerate(pieces):
        if _KANA.fullmatch(_plain(piece)) and (found := _below(i, pieces)):
            over[i] = found
    pushed = {id(g) for _, base in over.values() for g in base}
    lines: list[_Piece] = []
    torn = False
    for i, piece in enumerate(pieces):
        if i in over:
            torn = True
        elif lines and torn and _goes_on(lines[-1], piece):
            lines[-1] = [*lines[-1], *piece]
        else:
            lines.append(list(piece))
            torn = False
    readings = [(_line(list(base), pushed), _plain(pieces[i])) for i, (_, base) in over.items()]
    return [_line(line, pushed) for line in lines], readings


def _below(number: int, pieces: Sequence[_Piece]) -> tuple[int, Sequence[_Glyph]] | None:
    """(number of the piece, glyphs) that the kana of a piece stand over, if they are furigana."""
    kana = [g for g in pieces[number] if not g.text.isspace()]
    left, right = kana[0].left, kana[-1].right
    height = max(g.height for g in kana)
    for other, piece in enumerate(pieces):
        real = [g for g in piece if not g.text.isspace()]
        size = max(g.height for g in real)
        up = (kana[0].bottom - min(g.bottom for g in real)) / size
        if other == number or not _ABOVE[0] <= up <= _ABOVE[1]:
            continue
        slack = size / 4
        base = [g for g in real if left - slack <= g.middle <= right + slack]
        if not base or not _BASE.fullmatch("".join(g.text for g in base)):
            continue
        if height < _SMALL * size or _has_pushed(kana, base, real, size, number, pieces):
            first, last = piece.index(base[0]), piece.index(base[-1])
            return other, piece[first : last + 1]
    return None


def _has_pushed(
    kana: Sequence[_Glyph],
    base: Sequence[_Glyph],
    line: Sequence[_Glyph],
    size: float,
    number: int,
    pieces: Sequence[_Piece],
) -> bool:
    """Whether kana as large as what stands below are furigana all the same: alone in their line, and centred over characters that
    they push apart or away from their neighbours."""
    left, right = kana[0].left, kana[-1].right
    alone = all(
        i == number or abs(g.bottom - kana[0].bottom) > _SAME_LINE * size
        for i, piece in enumerate(pieces)
        for g in piece
        if not g.text.isspace()
    )
    width = sum(g.right - g.left for g in base)
    centred = abs((left + right) / 2 - (base[0].left + base[-1].right) / 2) <= _CENTRED * size
    clear = all(g in base or g.right <= left + size / 4 or g.left >= right - size / 4 for g in line)
    return alone and centred and clear and right - left >= _WIDER * width


def _goes_on(line: _Piece, piece: _Piece) -> bool:
    last = next(g for g in reversed(line) if not g.text.isspace())
    first = next(g for g in piece if not g.text.isspace())
    return abs(last.bottom - first.bottom) <= _SAME_LINE * max(last.height, first.height) and first.left >= last.left


def _line(line: _Piece, pushed: set[int]) -> str:
    """The text of a line, with a space where somebody left room."""
    parts: list[str] = []
    before: _Glyph | None = None
    space = ""
    for glyph in line:
        if glyph.text.isspace():
            space = space or (" " if glyph.made else glyph.text)
            continue
        if before is not None:
            gap = glyph.left - before.right
            made = space in ("", " ") and all(g.made for g in _between(line, before, glyph))
            typeset = _JOINED.fullmatch(before.text + glyph.text) and abs(gap) < _TYPESET_GAP * glyph.height
            under = (id(before) in pushed) + (id(glyph) in pushed)
            if not (made and (typeset or (under and gap < _PUSHED_GAP[under] * glyph.height))):
                parts.append(space or (" " if gap > _TYPESET_GAP * glyph.height else ""))
        parts.append(glyph.text)
        before, space = glyph, ""
    return "".join(parts)


def _between(line: _Piece, one: _Glyph, other: _Glyph) -> _Piece:
    return line[line.index(one) + 1 : line.index(other)]


def _plain(piece: Sequence[_Glyph]) -> str:
    return re.sub(r"\s+", " ", "".join(g.text for g in piece)).strip()
