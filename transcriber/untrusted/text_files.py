"""Text files (.txt, .csv), in whichever of the encodings that Japanese programs write."""

from __future__ import annotations

import re
import unicodedata

from transcriber.minutes.characters import KANJI


def decoded(raw: bytes) -> str:
    """The text of a file that does not say its encoding: UTF-8, UTF-16 with its mark, JIS, Shift_JIS (cp932) or EUC-JP."""
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return raw.decode("utf-16", errors="replace")
    if b"\x1b$" in raw:
        return raw.decode("iso2022_jp", errors="replace")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        pass
    tried = [raw.decode(encoding, errors="replace") for encoding in ("cp932", "euc_jp")]
    return max(tried, key=_likely)


_MOST_STRANGE = 0.05
"""Share of a text's characters that may be none: a few are where a file is damaged or letters of another country stand."""


def holds_text(text: str) -> bool:
    """Whether what was `decoded` is text, and not bytes of another kind (a picture, a Word file) under a text's name."""
    strange = sum(c == "\ufffd" or (unicodedata.category(c) in ("Cc", "Cn", "Cs") and not c.isspace()) for c in text)
    return strange <= _MOST_STRANGE * len(text)


def _likely(text: str) -> float:
    """More for kana and common kanji, less for what cannot be decoded and half-width kana (EUC-JP read as Shift_JIS)."""
    good = len(re.findall(f"[ぁ-ゖァ-ヺ{KANJI}、。]", text))
    return good - 5 * text.count("\ufffd") - 2 * len(re.findall("[\uff61-\uff9f]", text))
