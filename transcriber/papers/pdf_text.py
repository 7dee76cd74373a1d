"""The text of a PDF as a person reads it: without furigana between its lines, and without gaps that only the typesetting made.

PDFium gives glyphs with their places. It puts a space where glyphs stand apart (the quarter that programs leave between 1 and 番, the
characters that furigana pushes apart), and takes furigana for a line of its own, which tears the line below in two.
"""

from __future__ import annotations

import ctypes
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

import pypdfium2
import pypdfium2.raw as pdfium

from transcriber.minutes.characters import KANJI

_KANA = re.compile("[ぁ-ゖァ-ヺー・゛゜ ]*[ぁ-ゖァ-ヺー][ぁ-ゖァ-ヺー・ ]*")
_BASE = re.compile(f"[{KANJI}ヶケノ0-9A-Za-z]+")
_JOINED = re.compile(f"[0-9A-Za-z][{KANJI}ぁ-ゖァ-ヺ]|[{KANJI}ぁ-ゖァ-ヺ][0-9A-Za-z]")

_MOST_GLYPHS = 400_000
"""Looked at by their places, of one paper: some ten seconds. What comes after is taken as PDFium reads it."""

_SMALL = 0.75
"""Of the size of what stands below: furigana is set in half of it, by some programs in all of it."""
_TYPESET_GAP = 0.36
"""Of a character's width: what is left between Latin and Japanese characters without anybody's having typed a space."""
_SAME_LINE = 0.4
"""Of a line's height that two pieces of it may differ by."""
_LOWER = 1.3
"""The same, beside a text to the right with furigana between them."""
_WIDE_GAP = 0.8
"""Of a character's width: beyond it something else begins, a name behind a seat or the next cell of a table."""
_COLUMN_GAP = 1.6
"""Of a character's width: more than one space of any kind, as between columns. It is kept as a tab."""
_LEVEL = 0.1
"""Of a line's height that glyphs beside each other differ by."""
_BESIDE = 12
"""Of a character's width: as far as the next column may stand."""
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
    """Where it stands: the baseline."""
    height: float
    made: bool
    """Put in by PDFium: a space or the end of a line."""

    @property
    def middle(self) -> float:
        return (self.left + self.right) / 2


@dataclass(frozen=True)
class _Piece:
    """Glyphs that follow each other in one line without a wide gap."""

    glyphs: tuple[_Glyph, ...]
    line: int
    """As PDFium tells lines apart, from 0 on."""

    @property
    def real(self) -> tuple[_Glyph, ...]:
        """Without white space."""
        return tuple(g for g in self.glyphs if not g.text.isspace())

    @property
    def text(self) -> str:
        return "".join(g.text for g in self.glyphs)


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
    found: list[tuple[list[_Glyph], int]] = [([], 0)]
    last: _Glyph | None = None
    ended = False
    for glyph in _glyphs(page):
        line = found[-1][1]
        if glyph.text in "\r\n":
            ended = True
            continue
        if not glyph.text.isspace():
            if last is not None and (
                (ended and not _follows(last, glyph)) or _leaves(last, glyph) or _returns(last, glyph)
            ):
                found.append(([], line + 1))
            elif last is not None and abs(glyph.left - last.right) > _WIDE_GAP * glyph.height:
                found.append(([], line))
            last, ended = glyph, False
        elif ended:
            continue
        found[-1][0].append(glyph)
    pieces = (_Piece(tuple(glyphs), line) for glyphs, line in found)
    return [piece for piece in pieces if piece.real]


def _follows(last: _Glyph, glyph: _Glyph) -> bool:
    """Whether a glyph stands beside the last one though PDFium ends the line between them, as at a change of fonts in a table."""
    height = max(glyph.height, last.height)
    level = abs(glyph.bottom - last.bottom) <= _LEVEL * height
    return level and last.right - height / 4 <= glyph.left <= last.right + _BESIDE * height


def _returns(last: _Glyph, glyph: _Glyph) -> bool:
    """Whether a glyph begins the next row of a table where PDFium saw no new line."""
    return glyph.right < last.right and last.bottom - glyph.bottom > _SAME_LINE * max(glyph.height, last.height)


def _leaves(last: _Glyph, glyph: _Glyph) -> bool:
    """Whether a glyph stands above what came before, where PDFium saw no new line: small kana behind their kanji."""
    is_kana = _KANA.fullmatch(glyph.text) or _KANA.fullmatch(last.text)  # else a power or a note: m², 注1
    return bool(is_kana) and abs(glyph.bottom - last.bottom) > _SAME_LINE * max(glyph.height, last.height)


def _glyphs(page: pypdfium2.PdfTextPage) -> Iterator[_Glyph]:
    box = pdfium.FS_RECTF()
    x, y = ctypes.c_double(), ctypes.c_double()
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
        pdfium.FPDFText_GetCharOrigin(page, i, ctypes.byref(x), ctypes.byref(y))
        height = max(abs(box.top - box.bottom), box.right - box.left)  # the box of 一 may be as flat as its stroke
        made = pdfium.FPDFText_IsGenerated(page, i) == 1
        yield _Glyph(text, box.left, box.right, y.value, height, made)


def _page(pieces: Sequence[_Piece]) -> tuple[list[str], list[tuple[str, str]]]:
    over: dict[int, Sequence[_Glyph]] = {}
    whole = {line: [g for p in same for g in p.real] for line, same in groupby(pieces, key=lambda p: p.line)}
    for i, piece in enumerate(pieces):
        if _KANA.fullmatch(piece.text.strip()) and (base := _below(piece, whole, pieces)):
            over[i] = base
    room = _Room([(base, pieces[i].real) for i, base in over.items()])
    lines: list[list[_Piece]] = []
    torn = False
    for i, piece in enumerate(pieces):
        if i in over:
            torn = True
        elif lines and (lines[-1][-1].line == piece.line or (torn and _goes_on(lines[-1][-1], piece))):
            lines[-1].append(piece)
        else:
            lines.append([piece])
            torn = False
    readings = [(_text(base), _text(pieces[i].real)) for i, base in over.items()]
    return [_line([g for piece in line for g in piece.glyphs], room) for line in lines], readings


def _below(kana: _Piece, lines: Mapping[int, Sequence[_Glyph]], pieces: Sequence[_Piece]) -> Sequence[_Glyph]:
    """The glyphs that kana stand over, if they are furigana; else none."""
    left, right = kana.real[0].left, kana.real[-1].right
    height = max(g.height for g in kana.real)
    for number, line in lines.items():
        base = [g for g in line if left - g.height / 4 <= g.middle <= right + g.height / 4]
        if number == kana.line or not base or not _BASE.fullmatch(_text(base)):
            continue  # kana over kana, or over marks
        size = max(g.height for g in base)
        up = (kana.real[0].bottom - min(g.bottom for g in base)) / size
        if not _ABOVE[0] <= up <= _ABOVE[1]:
            continue
        if height < _SMALL * size or _has_pushed(kana, base, line, size, pieces):
            return base
    return ()


def _has_pushed(
    kana: _Piece, base: Sequence[_Glyph], line: Sequence[_Glyph], size: float, pieces: Sequence[_Piece]
) -> bool:
    """Whether kana as large as what stands below are furigana all the same: apart from other text in their line, and centred over
    characters that they push apart or away from their neighbours."""
    left, right = kana.real[0].left, kana.real[-1].right
    beside = (
        g
        for other in pieces
        if other is not kana and not _KANA.fullmatch(other.text.strip())
        for g in other.real
        if abs(g.bottom - kana.real[0].bottom) <= _SAME_LINE * size
    )
    apart = all(g.right <= left - _WIDE_GAP * size or g.left >= right + _WIDE_GAP * size for g in beside)
    centred = abs((left + right) / 2 - (base[0].left + base[-1].right) / 2) <= _CENTRED * size
    clear = all(g in base or g.right <= left + size / 4 or g.left >= right - size / 4 for g in line)
    return apart and centred and clear and right - left >= _WIDER * sum(g.right - g.left for g in base)


class _Room:
    """What room furigana take in the line below: their characters are pushed apart, and others away from them.

    Args:
        annotated: glyphs with the kana above them.
    """

    def __init__(self, annotated: Sequence[tuple[Sequence[_Glyph], Sequence[_Glyph]]]) -> None:
        self._word: dict[int, int] = {}
        self._left: dict[int, float] = {}
        self._right: dict[int, float] = {}
        for number, (base, kana) in enumerate(annotated):
            self._word |= {id(g): number for g in base}
            self._left[id(base[0])] = min(base[0].left, kana[0].left)
            self._right[id(base[-1])] = max(base[-1].right, kana[-1].right)

    def is_typeset(self, one: _Glyph, other: _Glyph) -> bool:
        """Whether the gap between two neighbours is only what furigana make of it."""
        words = self._word.get(id(one)), self._word.get(id(other))
        if words[0] == words[1]:
            return words[0] is not None
        gap = self._left.get(id(other), other.left) - self._right.get(id(one), one.right)
        return words != (None, None) and abs(gap) < _TYPESET_GAP * other.height


def _goes_on(before: _Piece, piece: _Piece) -> bool:
    """Whether a piece goes on in the line that furigana tore. In a cell of a table it may stand lower than its neighbour, whose
    own text has nothing above it."""
    last, first = before.real[-1], piece.real[0]
    down = abs(last.bottom - first.bottom) / max(last.height, first.height)
    return first.left >= last.left and (down <= _SAME_LINE or (down <= _LOWER and first.left >= last.right))


def _text(glyphs: Sequence[_Glyph]) -> str:
    return "".join(g.text for g in glyphs)


def _line(glyphs: Sequence[_Glyph], room: _Room) -> str:
    """The text of a line, with a space where somebody left room."""
    parts: list[str] = []
    before: _Glyph | None = None
    space, typed = "", False
    for glyph in glyphs:
        if glyph.text.isspace():
            space = space or (" " if glyph.made else glyph.text)
            typed = typed or not glyph.made
            continue
        if before is not None:
            gap = glyph.left - before.right
            typeset = _JOINED.fullmatch(before.text + glyph.text) and abs(gap) < _TYPESET_GAP * glyph.height
            if abs(glyph.bottom - before.bottom) > _SAME_LINE * glyph.height:  # the next cell, which stands lower
                parts.append(" ")
            elif gap > _COLUMN_GAP * glyph.height and not room.is_typeset(before, glyph):
                parts.append("\t")
            elif typed or not (typeset or room.is_typeset(before, glyph)):
                parts.append(space or (" " if gap > _TYPESET_GAP * glyph.height else ""))
        parts.append(glyph.text)
        before, space, typed = glyph, "", False
    return "".join(parts)
