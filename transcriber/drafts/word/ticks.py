"""Whether a person ticked a box: by a click, by a sign or a word in its place, by a symbol, by a stamp.

ticked(cell)    of the cell of a table that is there for the tick
says_done(text) of what a person wrote there
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import Any, TypeAlias

from docx.oxml.ns import qn

_Element: TypeAlias = Any

TICKS = "☑☒✓✔✅🗹🗸🆗√レㇾ■●○◯◎〇⭕⬤◉◆▣◼⬛▪"
"""Signs that say that it is done. ☒ is what Word shows in a box that was clicked, so it is no refusal."""

BOXES = "☐□◻▢⬜▫❏❐❑❒◇"
"""Empty boxes."""

_LONGEST = 24
"""Characters above which what stands in a cell is a sentence, and no sign."""

_FINE = re.compile("(?:問題|異常|誤り|間違い|相違|修正|訂正|変更|指摘)(?:は|事項)*(?:なし|無し|ない|ありません)")
_NOT = re.compile(
    r"[×✕✖✗✘☓❌❎╳?△▲]|未|否|不[可良備明足要]|無し|なし|ない|ません|要|保留|途中|待ち|予定|後で|あとで|ください|下さい|願"
    r"|(?:確認|作業|修正|対応|調整|検討)中|一部|半分|半ば|\bNG\b",
    re.IGNORECASE,
)
_DONE = re.compile(rf"[{TICKS}]|(?<![経救])済|印$|^(?:確認|完|はい|可|良|了|印|チェック)")
_LETTERS = re.compile(r"OK(?:です|でした)?|V|CHECKED|DONE|YES", re.IGNORECASE)
_W14 = "http://schemas.microsoft.com/office/word/2010/wordml"
_OFF = {"0", "false", "off"}
_SYMBOLS = {
    "wingdings": {0xFC: "✓", 0xFE: "☑", 0xFD: "☒", 0x78: "☒", 0xFB: "×", 0x6C: "●", 0x6E: "■", 0xA4: "◉"}
    | {0xA1: "○", 0xA2: "○", 0x6F: "□", 0x70: "□", 0xA8: "□", 0x71: "□", 0x72: "□"},
    "wingdings 2": {0x50: "✓", 0x52: "☑", 0x54: "☒", 0x53: "☒", 0x4F: "×", 0x51: "☒", 0xA2: "■", 0xA3: "□", 0x97: "●"},
    "webdings": {0x61: "✓", 0x72: "×", 0x63: "□", 0x67: "■", 0x6E: "●"},
    "marlett": {0x61: "✓", 0x62: "✓", 0x72: "×"},
}
"""Font → what its characters look like, for those that stand for a tick, a cross or a box."""


def ticked(cell: _Element) -> bool:
    """Whether a cell, or whatever holds the box, is ticked."""
    if any(_clicked(box) for box in cell.iter(qn("w:sdt"), qn("w:ffData"))):
        return True
    text = written(cell)
    if says_done(text):
        return True
    stamps = [s for s in cell.iter(qn("w:drawing"), qn("w:pict")) if not is_deleted(s)]
    return bool(stamps) and not _bare(text)


def says_done(text: str) -> bool:
    """Whether what stands in the place of a box says that it is done: 済, ○, ✓; but not ×, 未, or nothing."""
    bare = _FINE.sub("済", _bare(text))
    if not bare or len(bare) > _LONGEST or _NOT.search(bare):
        return False
    return bool(_DONE.search(bare) or _LETTERS.fullmatch(bare))


def written(element: _Element) -> str:
    """What is to be read under an element, tracked changes accepted; symbols of Word's fonts as the signs they look like."""
    return "".join(_pieces(element))


def is_deleted(element: _Element) -> bool:
    """Whether a tracked change removed it."""
    return next(element.iterancestors(qn("w:del"), qn("w:moveFrom")), None) is not None


def is_clicked_box(control: _Element) -> bool:
    """Whether a content control is a box, and clicked."""
    box = control.find(f"{qn('w:sdtPr')}/{{{_W14}}}checkbox")
    if box is None:
        return False
    checked = box.find(f"{{{_W14}}}checked")
    return checked is not None and checked.get(f"{{{_W14}}}val", "1").lower() not in _OFF


def _clicked(box: _Element) -> bool:
    if is_deleted(box):
        return False
    if box.tag == qn("w:sdt"):
        return is_clicked_box(box)
    check = box.find(qn("w:checkBox"))  # a field of Word's older forms
    if check is None:
        return False
    state = check.find(qn("w:checked"))
    state = check.find(qn("w:default")) if state is None else state
    return state is not None and state.get(qn("w:val"), "1").lower() not in _OFF


def _bare(text: str) -> str:
    folded = unicodedata.normalize("NFKC", text)
    return "".join(
        c for c in folded if not c.isspace() and c not in BOXES and unicodedata.category(c) not in ("Cf", "Mn")
    )


def _pieces(element: _Element) -> Iterator[str]:
    for node in element.iter(qn("w:t"), qn("w:sym"), qn("w:instrText"), qn("w:tab"), qn("w:br")):
        if is_deleted(node):
            continue
        run = next(node.iterancestors(qn("w:r")), None)
        if run is not None and is_unseen(run):
            continue
        if node.tag == qn("w:t"):
            yield _in_font(node.text or "", run)
        elif node.tag == qn("w:sym"):
            yield _symbol(node.get(qn("w:font"), ""), int(node.get(qn("w:char"), "0"), 16))
        elif node.tag == qn("w:instrText"):
            circled = re.match(r"\s*eq\s.*\\ac\s*\((.*)\)\s*$", node.text or "", re.IGNORECASE)
            yield circled[1].rpartition(",")[2] if circled else ""  # 囲い文字: a character in a circle
        elif next(node.iterancestors(qn("w:tabs")), None) is None:
            yield "\t"


def is_unseen(run: _Element) -> bool:
    """Whether a run is hidden, or struck out by hand."""
    properties = run.find(qn("w:rPr"))
    for name in ("w:vanish", "w:strike", "w:dstrike"):
        found = properties.find(qn(name)) if properties is not None else None
        if found is not None and found.get(qn("w:val"), "1").lower() not in _OFF:
            return True
    return False


def _in_font(text: str, run: _Element | None) -> str:
    """Text that is set in a font of symbols, as it looks."""
    fonts = run.find(f"{qn('w:rPr')}/{qn('w:rFonts')}") if run is not None else None
    font = fonts.get(qn("w:ascii"), "") if fonts is not None else ""
    if font.lower() not in _SYMBOLS:
        return text
    return "".join(_symbol(font, ord(c)) if ord(c) < 0x100 or 0xF000 <= ord(c) < 0xF100 else c for c in text)


def _symbol(font: str, code: int) -> str:
    code = code - 0xF000 if 0xF000 <= code < 0xF100 else code
    known = _SYMBOLS.get(font.lower())
    if known is not None:
        return known.get(code, "")
    return chr(code) if 0x20 <= code < 0x110000 else ""
