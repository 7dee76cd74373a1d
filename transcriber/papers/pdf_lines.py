"""Pieces of a PDF's lines → lines as a person reads them: without furigana between them, and without gaps that only the typesetting made."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from transcriber.minutes.characters import KANJI
from transcriber.papers.pdf_glyphs import KANA, SAME_LINE, Glyph, GlyphRun

_BASE = re.compile(f"[{KANJI}ヶケノ0-9A-Za-z]+")
_JOINED = re.compile(f"[0-9A-Za-z][{KANJI}ぁ-ゖァ-ヺ]|[{KANJI}ぁ-ゖァ-ヺ][0-9A-Za-z]")

_SMALL = 0.75
"""Of the size of what stands below: furigana is set in half of it, by some programs in all of it."""
_TYPESET_GAP = 0.36
"""Of a character's width: what is left between Latin and Japanese characters without anybody's having typed a space."""
_LOWER = 1.3
"""Of a line's height that two pieces of it may differ by, beside a text to the right with furigana between them."""
_COLUMN_GAP = 1.6
"""Of a character's width: more than one space of any kind, as between columns. It becomes as many spaces as would fit in."""
_ABOVE = (0.45, 1.45)
"""Of the height of a line: how far above its bottom its furigana's bottom is."""
_APART = 1.2
"""Of a character's size: more than the space before a given name in kana, which may stand above somebody's in the next line."""
_CENTRED = 0.6
_WIDER = 1.1
"""Of what it stands over, in the same size: only then has it pushed that apart, and is no line of its own."""


@dataclass(frozen=True)
class SetLine:
    """A line: its text, and the glyphs it is made of."""

    text: str
    glyphs: tuple[Glyph, ...]

    @property
    def real(self) -> tuple[Glyph, ...]:
        """Without white space."""
        return tuple(g for g in self.glyphs if not g.text.isspace())


def lines_of(pieces: Sequence[GlyphRun]) -> tuple[list[SetLine], list[tuple[str, str]]]:
    """The lines that pieces make, and (writing, kana) of their furigana."""
    over: dict[int, Sequence[Glyph]] = {}
    whole = {line: [g for p in same for g in p.real] for line, same in groupby(pieces, key=lambda p: p.line)}
    for i, piece in enumerate(pieces):
        if KANA.fullmatch(piece.text.strip()) and (base := _below(piece, whole, pieces)):
            over[i] = base
    room = _Room([(base, pieces[i].real) for i, base in over.items()])
    lines: list[list[GlyphRun]] = []
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
    own = [tuple(g for piece in line for g in piece.glyphs) for line in _from_left(lines)]
    return [SetLine(_line(glyphs, room), glyphs) for glyphs in own], readings


def _from_left(lines: Sequence[list[GlyphRun]]) -> list[list[GlyphRun]]:
    """Lines as they are read, whatever is written first: marks in a font of their own come before or after all that they stand between."""
    found: list[list[GlyphRun]] = []
    for line in lines:
        if found and _is_level([*found[-1], *line]) and _is_apart([*found[-1], *line]):
            found[-1] = [*found[-1], *line]
        else:
            found.append(line)
    return [
        sorted(line, key=lambda p: p.real[0].left) if _is_level(line) and _is_apart(line) else line for line in found
    ]


def _is_level(line: Sequence[GlyphRun]) -> bool:
    glyphs = [g for piece in line for g in piece.real]
    return max(g.bottom for g in glyphs) - min(g.bottom for g in glyphs) <= SAME_LINE / 2 * min(
        g.height for g in glyphs
    )


def _is_apart(line: Sequence[GlyphRun]) -> bool:
    """Whether no piece stands on another."""
    ends = sorted((piece.real[0].left, piece.real[-1].right) for piece in line)
    return all(one[1] <= other[0] + 1 for one, other in pairwise(ends))


def indented(lines: Sequence[SetLine]) -> list[str]:
    """The texts of lines, with as many spaces before them as they stand to the right of the one that begins leftmost."""
    left = min((line.real[0].left for line in lines), default=0.0)
    return [" " * _spaces(line.real[0].left - left, line.glyphs) + line.text for line in lines]


def _spaces(gap: float, glyphs: Sequence[Glyph]) -> int:
    """How many spaces, of half a character each, fit into a gap of a line."""
    real = [g for g in glyphs if not g.text.isspace()]
    size = max(max(g.right - g.left for g in real), max(g.height for g in real) / 2)
    return round(gap / (size / 2))


def _below(kana: GlyphRun, lines: Mapping[int, Sequence[Glyph]], pieces: Sequence[GlyphRun]) -> Sequence[Glyph]:
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
    kana: GlyphRun, base: Sequence[Glyph], line: Sequence[Glyph], size: float, pieces: Sequence[GlyphRun]
) -> bool:
    """Whether kana as large as what stands below are furigana all the same: apart from other text in their line, and centred over
    characters that they push apart or away from their neighbours."""
    left, right = kana.real[0].left, kana.real[-1].right
    beside = (
        g
        for other in pieces
        if other is not kana and not KANA.fullmatch(other.text.strip())
        for g in other.real
        if abs(g.bottom - kana.real[0].bottom) <= SAME_LINE * size
    )
    apart = all(g.right <= left - _APART * size or g.left >= right + _APART * size for g in beside)
    centred = abs((left + right) / 2 - (base[0].left + base[-1].right) / 2) <= _CENTRED * size
    clear = all(g in base or g.right <= left + size / 4 or g.left >= right - size / 4 for g in line)
    return apart and centred and clear and right - left >= _WIDER * sum(g.right - g.left for g in base)


class _Room:
    """What room furigana take in the line below: their characters are pushed apart, and others away from them.

    Args:
        annotated: glyphs with the kana above them.
    """

    def __init__(self, annotated: Sequence[tuple[Sequence[Glyph], Sequence[Glyph]]]) -> None:
        self._word: dict[int, int] = {}
        self._left: dict[int, float] = {}
        self._right: dict[int, float] = {}
        for number, (base, kana) in enumerate(annotated):
            self._word |= {id(g): number for g in base}
            self._left[id(base[0])] = min(base[0].left, kana[0].left)
            self._right[id(base[-1])] = max(base[-1].right, kana[-1].right)

    def is_typeset(self, one: Glyph, other: Glyph) -> bool:
        """Whether the gap between two neighbours is only what furigana make of it."""
        words = self._word.get(id(one)), self._word.get(id(other))
        if words[0] == words[1]:
            return words[0] is not None
        gap = self._left.get(id(other), other.left) - self._right.get(id(one), one.right)
        return words != (None, None) and abs(gap) < _TYPESET_GAP * other.height


def _goes_on(before: GlyphRun, piece: GlyphRun) -> bool:
    """Whether a piece goes on in the line that furigana tore. In a cell of a table it may stand lower than its neighbour, whose
    own text has nothing above it."""
    last, first = before.real[-1], piece.real[0]
    down = abs(last.bottom - first.bottom) / max(last.height, first.height)
    return first.left >= last.left and (down <= SAME_LINE or (down <= _LOWER and first.left >= last.right))


def _text(glyphs: Sequence[Glyph]) -> str:
    return "".join(g.text for g in glyphs)


def _line(glyphs: Sequence[Glyph], room: _Room) -> str:
    """The text of a line, with a space where somebody left room."""
    parts: list[str] = []
    before: Glyph | None = None
    space, typed = "", False
    for glyph in glyphs:
        if glyph.text.isspace():
            space = space or (" " if glyph.made else glyph.text)
            typed = typed or not glyph.made
            continue
        if before is not None:
            gap = glyph.left - before.right
            typeset = _JOINED.fullmatch(before.text + glyph.text) and abs(gap) < _TYPESET_GAP * glyph.height
            if abs(glyph.bottom - before.bottom) > SAME_LINE * glyph.height:  # the next cell, which stands lower
                parts.append(" ")
            elif gap > _COLUMN_GAP * glyph.height and not room.is_typeset(before, glyph):
                parts.append(" " * max(2, _spaces(gap, glyphs)))
            elif typed or not (typeset or room.is_typeset(before, glyph)):
                parts.append(space or (" " if gap > _TYPESET_GAP * glyph.height else ""))
        parts.append(glyph.text)
        before, space, typed = glyph, "", False
    return "".join(parts)
