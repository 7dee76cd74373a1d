"""The glyphs of a PDF with their places, and the pieces of lines that they make.

PDFium gives glyphs with their places. It puts a space where glyphs stand apart (the quarter that programs leave between 1 and 番, the
characters that furigana pushes apart), and takes furigana for a line of its own, which tears the line below in two.
"""

from __future__ import annotations

import ctypes
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import pypdfium2
import pypdfium2.raw as pdfium

KANA = re.compile("[ぁ-ゖァ-ヺー・゛゜ ]*[ぁ-ゖァ-ヺー][ぁ-ゖァ-ヺー・ ]*")
"""What furigana is."""

SAME_LINE = 0.4
"""Of a line's height that two pieces of it may differ by."""
WIDE_GAP = 0.8
"""Of a character's width: beyond it something else begins, a name behind a seat or the next cell of a table."""
_LEVEL = 0.1
"""Of a line's height that glyphs beside each other differ by."""
_BESIDE = 12
"""Of a character's width: as far as the next column may stand."""


@dataclass(frozen=True)
class Glyph:
    """A character and where it stands."""

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
class GlyphRun:
    """Glyphs that follow each other in one line without a wide gap."""

    glyphs: tuple[Glyph, ...]
    line: int
    """As PDFium tells lines apart, from 0 on."""

    @property
    def real(self) -> tuple[Glyph, ...]:
        """Without white space."""
        return tuple(g for g in self.glyphs if not g.text.isspace())

    @property
    def text(self) -> str:
        return "".join(g.text for g in self.glyphs)


def pieces_of(glyphs: Iterable[Glyph]) -> list[GlyphRun]:
    """The pieces that glyphs make, in their order."""
    found: list[tuple[list[Glyph], int]] = [([], 0)]
    last: Glyph | None = None
    ended = False
    for glyph in glyphs:
        line = found[-1][1]
        if glyph.text in "\r\n":
            ended = True
            continue
        if not glyph.text.isspace():
            if last is not None and (
                (ended and not _follows(last, glyph)) or _leaves(last, glyph) or _returns(last, glyph)
            ):
                found.append(([], line + 1))
            elif last is not None and abs(glyph.left - last.right) > WIDE_GAP * glyph.height:
                found.append(([], line))
            last, ended = glyph, False
        elif ended:
            continue
        found[-1][0].append(glyph)
    pieces = (GlyphRun(tuple(own), line) for own, line in found)
    return [piece for piece in pieces if piece.real]


def _follows(last: Glyph, glyph: Glyph) -> bool:
    """Whether a glyph stands beside the last one though PDFium ends the line between them, as at a change of fonts in a table."""
    height = max(glyph.height, last.height)
    level = abs(glyph.bottom - last.bottom) <= _LEVEL * height
    return level and last.right - height / 4 <= glyph.left <= last.right + _BESIDE * height


def _returns(last: Glyph, glyph: Glyph) -> bool:
    """Whether a glyph begins the next row of a table where PDFium saw no new line."""
    return glyph.right < last.right and last.bottom - glyph.bottom > SAME_LINE * max(glyph.height, last.height)


def _leaves(last: Glyph, glyph: Glyph) -> bool:
    """Whether a glyph stands above what came before, where PDFium saw no new line: small kana behind their kanji."""
    is_kana = KANA.fullmatch(glyph.text) or KANA.fullmatch(last.text)  # else a power or a note: m², 注1
    return bool(is_kana) and abs(glyph.bottom - last.bottom) > SAME_LINE * max(glyph.height, last.height)


def glyphs_of(page: pypdfium2.PdfTextPage) -> Iterator[Glyph]:
    """The glyphs of a page, in the order in which it is written."""
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
        yield Glyph(text, box.left, box.right, y.value, height, made)
