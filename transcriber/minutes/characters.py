"""What characters are: the kanji as a class of regular expressions, what nobody sees, widths, and hiragana of katakana.

What the office wrote is printed as it stands. Compatibility ideographs (those of 塚, 神 that family registers hold) and marks of
one cell (Ⅱ, ㈱, ㎡, ①) are therefore never normalised away: Unicode's NFKC does that, and even NFC does it to the ideographs.
For comparing there is `variant_characters`.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

KANJI = (
    "々〆\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af\ufe00-\ufe0f\U000e0100-\U000e01ef\ue000-\ue757"
)
"""For use inside the brackets of a regular expression: every ideograph that Unicode knows (extensions A to H, compatibility
ideographs), 々 and 〆, the selectors that stand behind an ideograph to choose its form (葛󠄀), and the places where Windows keeps
characters of an office's own (外字). 〇 and ヶ are no ideographs."""

_IS_KANJI = re.compile(f"[{KANJI}]")
_SELECTORS = re.compile("[\ufe00-\ufe0f\U000e0100-\U000e01ef]")
_SELECTED = re.compile(f"(?<=[{KANJI}])(?:{_SELECTORS.pattern})+")

_EXCEL = re.compile(r"_x([0-9A-Fa-f]{4})_")
"""How a workbook writes a character that XML does not allow; `_x005F_` stands for an underscore before such a sequence."""

_KEPT = "\t\n"
_INVISIBLE = ("Cc", "Cf")
_BREAKS = {0x0B: "\n", 0x0C: "\n", 0x85: "\n", 0x2028: "\n", 0x2029: "\n"}
"""Breaks of a line or a page that other programs write; removed, but they still part what stands around them."""
_TO_HIRAGANA = {code: code - 0x60 for code in range(ord("ァ"), ord("ヶ") + 1)}
_LOOSE_MARKS = re.compile(r"(?s).[\u0300-\u036f\u3099\u309a]+")


@dataclass(frozen=True)
class CleanText:
    """A text without what nobody sees.

    Attributes:
        text: what is left; line breaks and tabs are kept, spaces are ordinary ones.
        removed: what was removed, each once, as `U+200B`.
    """

    text: str
    removed: tuple[str, ...] = ()


def is_kanji(character: str) -> bool:
    """Whether one character is an ideograph, 々 or 〆 (or a selector behind one)."""
    return _IS_KANJI.fullmatch(character) is not None


def is_selector(character: str) -> bool:
    """Whether it only chooses the form of the ideograph before it."""
    return _SELECTORS.fullmatch(character) is not None


def is_own(character: str) -> bool:
    """Whether it is a character of the office's own making (外字), which no other machine can show or read."""
    return "\ue000" <= character <= "\ue757"


def cleaned(text: str) -> CleanText:
    """`text` without control characters, marks of no width and Excel's stand-ins for them (_x000B_); spaces become plain.

    Characters of the office's own (外字) stay, and so do selectors behind an ideograph.
    """
    written = _EXCEL.sub(_unescaped, text).replace("\r\n", "\n").replace("\r", "\n")
    plain = written.translate(_BREAKS)
    kept, removed = [], [_named(c) for c in written if ord(c) in _BREAKS]
    selected = {i for m in _SELECTED.finditer(plain) for i in range(m.start(), m.end())}
    for i, c in enumerate(plain):
        kind = unicodedata.category(c)
        if c not in _KEPT and (kind in _INVISIBLE or kind in ("Cn", "Cs") or (is_selector(c) and i not in selected)):
            removed.append(_named(c))
        else:
            kept.append(" " if kind == "Zs" else c)
    return CleanText("".join(kept), tuple(dict.fromkeys(removed)))


def _unescaped(found: re.Match[str]) -> str:
    character = chr(int(found[1], 16))
    return character if unicodedata.category(character) in (*_INVISIBLE, "Cs") or character == "_" else found[0]


def _named(character: str) -> str:
    return f"U+{ord(character):04X}"


def hiragana(text: str) -> str:
    """Katakana to hiragana; everything else as it is."""
    return text.translate(_TO_HIRAGANA)


def composed(text: str) -> str:
    """Letters and their marks as one character (macOS takes them apart); all other characters as they are."""
    return _LOOSE_MARKS.sub(lambda m: unicodedata.normalize("NFC", m[0]), text)


def in_usual_width(text: str) -> str:
    """Digits, Latin letters and marks in half width, kana in full width; every other character as the office wrote it."""
    return composed("".join(map(_usual, text)))


def _usual(character: str) -> str:
    how = unicodedata.decomposition(character)
    if how.startswith(("<wide>", "<narrow>")):
        return unicodedata.normalize("NFKC", character)
    return character
