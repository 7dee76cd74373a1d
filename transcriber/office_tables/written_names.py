"""A person's name, reading and seat as an office writes them in a cell → as they are used. The characters stay the office's."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from transcriber.language import numbers
from transcriber.minutes import posts
from transcriber.minutes.characters import KANJI, hiragana
from transcriber.minutes.posts import Branch
from transcriber.office_tables.grid import compact

_KANJI = f"{KANJI}〇仝ヶヵ"
_NAME = re.compile(
    rf"(?:[{_KANJI}ぁ-ゖゝゞァ-ヺーヽヾ・\ue000-\uf8ff\uff66-\uff9f゠＝= ]{{1,24}}[A-Za-zＡ-Ｚ0-9０-９①-⑳]{{0,6}}"
    r"|[A-Za-zÀ-ɏＡ-Ｚａ-ｚ.．,'’\-・ ]{2,40})"
)
_SPREAD = re.compile(rf"[{_KANJI}ぁ-ゖァ-ヺ][\ufe00-\ufe0f\U000e0100-\U000e01ef]?")
_BRACKETS = re.compile(r"[(（〔［\[【]([^()（）〔〕［］\[\]【】]*)[)）〕］\]】]")
_MARKS = re.compile(r"^[◎○●◯☆★◇◆□■△▲▽▼※*＊・→>]+\s*")
_NUMBERED = re.compile(r"^(?:第|議席)?\s*([0-9０-９]{1,3})\s*(番|[.．)）、])\s*")
_TWO_PEOPLE = re.compile(rf"[{_KANJI}]{{4,}}\s+[{_KANJI}]{{4,}}")
"""No surname of four characters is known before a given name of four: 田中一郎 鈴木二郎."""

_KANA = re.compile("[ぁ-ゖゝゞー・ ]+")
_SEAT = re.compile(r"(?:議席番号|議席|第|No\.?|no\.?|NO\.?|№)*(\d{1,4})(?:番|号|席)*(?:議員)?")


@dataclass(frozen=True)
class WrittenName:
    """What a name's cell says.

    Attributes:
        name: with one space where the office parts surname and given name; empty: no name can be read.
        post, kana, seat: said in the same cell.
        mended: what was not taken letter by letter, in Japanese.
    """

    name: str
    post: str = ""
    kana: str = ""
    seat: str = ""
    mended: tuple[str, ...] = ()


def usual_honorifics(names: Iterable[str]) -> frozenset[str]:
    """What at least two and half of the names end with, written without a space: 加藤啓二君, 大塚由紀君."""
    ends: Counter[str] = Counter()
    every = 0
    for name in names:
        every += 1
        ends.update(h for h in _honorifics() if name.strip().endswith(h))
    return frozenset(h for h, count in ends.items() if count >= 2 and 2 * count >= every)


def written_name(text: str, kana: str = "", usual: frozenset[str] = frozenset()) -> WrittenName:
    """The name in a cell.

    Args:
        kana: its reading, if the row has one.
        usual: as from `usual_honorifics`.
    """
    plain = re.sub(r"\s+", " ", text).strip()
    post = said_kana = seat = ""
    mended = []
    for content in _BRACKETS.findall(plain):
        if _KANA.fullmatch(hiragana_reading(content)) and len(content) > 1:
            said_kana = hiragana_reading(content)
        elif posts.branch(content) not in (Branch.NONE, Branch.OTHER):
            post = content.strip()
        elif content.strip():
            mended.append(f"氏名の後のかっこ書き「{content.strip()}」は使いません")
    plain = _BRACKETS.sub("", plain).strip()
    if (mark := _MARKS.match(plain)) is not None and plain != mark[0]:
        mended.append(f"氏名の前の印「{mark[0].strip()}」は使いません")
        plain = plain[mark.end() :]
    if (number := _NUMBERED.match(plain)) is not None:
        if number[2] == "番":
            seat = str(int(number[1]))
        else:
            mended.append("氏名の前の番号は使いません")
        plain = plain[number.end() :]
    plain, title = _without_honorific(plain, kana or said_kana, usual)
    if title:
        mended.append(f"氏名の後の「{title}」は敬称なので使いません")
        post = post or (title if posts.branch(title) is Branch.MEMBER else "")
    if _NAME.fullmatch(plain) is None:
        return WrittenName("")
    return WrittenName(_spaced(plain), post, said_kana, seat, tuple(mended))


def name_lines(text: str, known: str = "") -> tuple[str | None, str]:
    """The name in a cell of several lines, and the reading that stands above or below it.

    The name is None where two people stand in one cell.

    Args:
        known: the reading, if the row has one: then no line of the name is one.
    """
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    if len(lines) < 2:
        return (None, "") if _TWO_PEOPLE.fullmatch(text.strip()) else (text, "")
    kana = [line for line in lines if is_reading(hiragana_reading(line))]
    others = [line for line in lines if line not in kana]
    if not known and len(kana) == 1 and len(others) == 1 and (lines[0] == kana[0] or len(kana[0]) > len(others[0]) > 2):
        return others[0], hiragana_reading(kana[0])
    whole = [line for line in lines if len(compact(line)) >= 4 or len(line.split()) > 1 and len(compact(line)) > 2]
    return (None, "") if len(whole) > 1 else (" ".join(lines), "")


def hiragana_reading(text: str) -> str:
    """A reading in hiragana, one space between its parts; what is no kana stays."""
    return " ".join(hiragana(unicodedata.normalize("NFKC", text)).split())


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
    return re.sub(rf"(?<=[{_KANJI}ぁ-ゖァ-ヺー・]) (?=[{_KANJI}ぁ-ゖァ-ヺー・])", "", plain)


def _honorifics() -> tuple[str, ...]:
    members = [t.text for t in posts.titles(Branch.MEMBER)]
    return tuple(sorted({*posts.honorifics(), *members}, key=len, reverse=True))


def _without_honorific(name: str, kana: str, usual: frozenset[str]) -> tuple[str, str]:
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
        given = len(parts[-1]) >= 2 if len(parts) > 1 else len(rest) >= 4
        sure = title in usual or len(title) > 1 and title != "先生" or given
        return (rest.strip(), title) if sure and len(rest) >= 2 else (name, "")
    return name, ""


def _is_spread(parts: list[str]) -> bool:
    return len(parts) > 2 and all(_SPREAD.fullmatch(p) for p in parts)


def _spaced(name: str) -> str:
    """One space between surname and given name; a name spread over its line (大　塚　由　紀) is written together."""
    parts = name.split()
    return (
        "".join(parts)
        if _is_spread(parts) or (len(parts) > 2 and "・" not in name and not name.isascii())
        else " ".join(parts)
    )
