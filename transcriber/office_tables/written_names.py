"""Parts of what an office writes about a person → as they are used: honorifics, readings, seats, spaces."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from functools import cache

from transcriber.language import numbers
from transcriber.minutes import posts, rule_files
from transcriber.minutes.characters import KANJI, hiragana
from transcriber.minutes.posts import Branch
from transcriber.office_tables.grid import compact

NAME_KANJI = f"{KANJI}〇仝ヶヵ"
_SPREAD = re.compile(rf"[{NAME_KANJI}ぁ-ゖァ-ヺ][\ufe00-\ufe0f\U000e0100-\U000e01ef]?")
_FOREIGN = re.compile("[A-Za-zÀ-ɏＡ-Ｚａ-ｚァ-ヺー・゠＝=.．\uff66-\uff9f]{2,}")
_KANA = re.compile("[ぁ-ゖゝゞー・ ]+")
_SEAT = re.compile(r"(?:議席番号|議席|第|No\.?|no\.?|NO\.?|№)*(\d{1,4})(?:番|号|席)*(?:議員)?")


def usual_honorifics(names: Iterable[str]) -> frozenset[str]:
    """What at least two and half of the names end with, written without a space: 加藤啓二君, 大塚由紀君."""
    ends: Counter[str] = Counter()
    every = 0
    for name in names:
        every += 1
        ends.update(h for h in _honorifics() if name.strip().endswith(h))
    return frozenset(h for h, count in ends.items() if count >= 2 and 2 * count >= every)


def hiragana_reading(text: str) -> str:
    """A reading in hiragana, one space between its parts; what is no kana stays."""
    if _KANA.fullmatch(text) is None:
        text = hiragana(unicodedata.normalize("NFKC", text))
    return " ".join(text.split())


def is_reading(text: str) -> bool:
    """Whether a reading is written in kana."""
    return _KANA.fullmatch(text) is not None


def seat_number(text: str) -> str | None:
    """The digits of a seat: 5, ５番, 第11番, 十一番; empty for an empty cell, None if it is no seat number."""
    plain = compact(text)
    if not plain or plain in ("-", "―", "ー", "—"):
        return ""
    found = _SEAT.fullmatch(re.sub(r"\.0$", "", plain))
    if found is not None:
        return str(int(found[1]))
    kanji = re.fullmatch("(?:議席|第)*([一二三四五六七八九十〇]{1,3})(?:番|号|席)*(?:議員)?", plain)
    value = numbers.value(kanji[1]) if kanji is not None else None
    return str(value) if value is not None else None


def one_line(text: str) -> str:
    """A post in one line, without the spaces by which 議　員 is spread."""
    plain = re.sub(r"\s+", " ", text).strip()
    return re.sub(rf"(?<=[{NAME_KANJI}ぁ-ゖァ-ヺー・]) (?=[{NAME_KANJI}ぁ-ゖァ-ヺー・])", "", plain)


def shortened(text: str, most: int = 30) -> str:
    """A text as it is quoted in a remark: in one line, cut behind `most` characters."""
    plain = " ".join(text.split())
    return plain if len(plain) <= most else plain[: most - 1] + "…"


@cache
def _honorifics() -> tuple[str, ...]:
    members = [t.text for t in posts.titles(Branch.MEMBER)]
    return tuple(sorted({*posts.honorifics(), *members}, key=len, reverse=True))


def without_honorific(name: str, kana: str, usual: frozenset[str]) -> tuple[str, str]:
    """The name, and the honorific at its end that is no part of it (王昭君, 鵜殿)."""
    for title in _honorifics():
        if not name.endswith(title):
            continue
        rest = name.removesuffix(title)
        if not rest.strip():
            return name, ""
        parts, read = rest.split(), kana.split()
        if rest != rest.rstrip():
            # 山田 君 with the reading やまだ きみ: the reading has a part for it.
            ends = len(read) > len(parts) and not read[-1].endswith(("くん", "さま", "どの", "し", "さん"))
            return (name, "") if ends and not _is_spread(parts) else (rest.strip(), title)
        unread = bool(kana) and is_reading(kana) and not _reads_honorific(kana) and len(rest) >= 2
        given = len(parts[-1]) >= 2 if len(parts) > 1 else len(rest) >= 4
        letter = re.fullmatch("[A-ZＡ-Ｚ]", rest) is not None
        sure = title in usual or unread or len(title) > 1 and title != "先生" or given
        return (rest.strip(), title) if letter or (sure and len(rest) >= 2) else (name, "")
    return name, ""


def _reads_honorific(kana: str) -> bool:
    """Whether a reading ends as honorifics are read."""
    return re.search(f"(?:{rule_files.any_of_each(__package__, 'remarks')['honorifics_read']})$", kana) is not None


def _is_spread(parts: list[str]) -> bool:
    return len(parts) > 2 and all(_SPREAD.fullmatch(p) for p in parts)


def spaced_name(name: str) -> str:
    """One space between surname and given name; a name spread over its line (大　塚　由　紀) is written together."""
    parts = name.split()
    foreign = any(_FOREIGN.fullmatch(part) for part in parts)
    return "".join(parts) if _is_spread(parts) or (len(parts) > 2 and not foreign) else " ".join(parts)
