"""File names as the world has them: any script, any length, and still usable on every PC of the share."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from pathlib import PurePath

from transcriber.minutes.characters import composed

MAX_BYTES = 255
"""The longest name ext4, NFS and Samba take, in UTF-8 bytes (NTFS counts 255 UTF-16 units: never stricter)."""

_RESERVED = str.maketrans('<>:"/\\|?*', "＜＞：”／＼｜？＊")
_COPY = re.compile(
    r"(?i)^(copy(?: \(\d+\))? of |コピー(?: ?\(\d+\))? ?[~〜] ?)"  # Windows, of old
    r"|[ _]?-?[ _]?の?(コピー|copy)( ?\d+| ?\(\d+\))?$"  # Windows: X - コピー (2); macOS: Xのコピー2, X copy 2
    r"|[ _]?\(\d+\)$"  # browsers, and Windows where both are kept
)
_ENDING = re.compile(r"\.(?=[0-9]*[A-Za-z])[A-Za-z0-9]{1,10}")
_DEVICES = re.compile(r"(?i)^(con|prn|aux|nul|com[1-9]|lpt[1-9])(\.|$)")


def fit(stem: str, ending: str = "") -> str:
    """`stem` + `ending` as a name that every system of the share can hold.

    Marks joined to their letters (か + ゛ as macOS writes them), but no other character replaced, as NFC would (神 of a registered name); at most `MAX_BYTES` bytes, without characters or endings Windows refuses. A shortened stem ends in
    four digits of its own hash, so that two long names that differ only at the end stay two names.
    """
    clean = composed(stem).translate(_RESERVED)
    clean = "".join(c for c in clean if unicodedata.category(c) != "Cc").strip()
    if not ending:
        clean = clean.rstrip(". ")
    clean = clean or "名前なし"
    if _DEVICES.match(clean):
        clean = f"_{clean}"
    room = MAX_BYTES - len(ending.encode())
    if len(clean.encode()) <= room:
        return clean + ending
    mark = "~" + hashlib.sha256(clean.encode()).hexdigest()[:4]
    return _cut(clean, room - len(mark)).rstrip(". ") + mark + ending


def numbered_name(name: str, number: int) -> str:
    """`name` itself for 1, else with " (number)" before its suffix, still within `MAX_BYTES`."""
    if number == 1:
        return name
    return fit(stem(name), f" ({number}){name.removeprefix(stem(name))}")


def stem(name: str) -> str:
    """`name` without what looks like the ending of a file; a date (R8.11.10) or a word (定例会.午後) at its end is none."""
    ending = PurePath(name).suffix
    return name.removesuffix(ending) if _ENDING.fullmatch(ending) else name


def natural(name: str) -> tuple[tuple[int, int, str], ...]:
    """A sort key in which part 2 comes before part 10, and full-width digits count as digits."""
    pieces = re.split(r"(\d+)", unicodedata.normalize("NFKC", name).casefold())
    return tuple((0, int(p), "") if p.isdigit() else (1, 0, p) for p in pieces if p)


def without_copy_mark(name: str) -> str:
    """`name` (with its suffix) without what systems add when a file is copied beside itself: 録音 - コピー (2).wav was
    録音.wav. Only a hint: a person may call a recording so.
    """
    plain = unicodedata.normalize("NFKC", name)
    bare = stem(plain)
    ending = plain.removeprefix(bare)
    while (shorter := _COPY.sub("", bare).strip()) and shorter != bare:
        bare = shorter
    return bare + ending


def same(name: str) -> str:
    """A key under which two spellings of one name (NFC or NFD, upper or lower case) are equal."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())


def readable(name: str) -> str:
    """`name` without the stand-ins for bytes that are no UTF-8 (names of old Japanese PCs are read as Shift_JIS)."""
    raw = name.encode("utf-8", "surrogateescape")
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("cp932", "backslashreplace")


def is_text(name: str) -> bool:
    """Whether `name` is made of characters at all, not of bytes in some other coding."""
    return not any("\ud800" <= c <= "\udfff" for c in name)


def _cut(text: str, room: int) -> str:
    """The longest beginning of `text` within `room` bytes that does not split a character from its marks."""
    end = used = 0
    for c in text:
        used += len(c.encode())
        if used > room:
            break
        end += 1
    while 0 < end < len(text) and (unicodedata.combining(text[end]) or text[end] in "\u200d\ufe0e\ufe0f"):
        end -= 1
    return text[:end].rstrip("\u200d")
