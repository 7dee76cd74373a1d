"""Numbers as Japanese writes them, to values and back: 1,234, １２３４, 千二百三十四, 1億2,000万, 二〇二四, 三点五.

`PATTERN` matches well-formed numbers only: 十三百 is none. `value` and the writers are inverse to each other.
"""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal

_DIGITS = "〇一二三四五六七八九"
_DIGIT = {c: i for i, c in enumerate(_DIGITS)} | {"零": 0}
_UNITS = {"千": 1000, "百": 100, "十": 10}
_MYRIADS = {"兆": 10**12, "億": 10**8, "万": 10**4}

_A = r"[0-9０-９]"
_PLAIN = rf"(?:{_A}{{1,3}}(?:[,，]{_A}{{3}})+|{_A}+)"
ARABIC = rf"{_PLAIN}(?:[.．]{_A}+)?"
"""Arabic digits, either width, with thousands separators and decimals."""

_D = "[一二三四五六七八九]"
_SMALL = rf"(?=[一二三四五六七八九十百千])(?:{_D}?千)?(?:{_D}?百)?(?:{_D}?十)?{_D}?"
_MIXED = rf"(?=[千百0-9０-９])(?:{_A}千)?(?:{_A}百)?(?:{_A}{{1,2}}(?!{_A}))?"
_SECTION = rf"(?:{ARABIC}|{_MIXED}|{_SMALL})"
_RUN = rf"(?:[一二三四五六七八九〇零]{{3,}}|{_D}[〇零])(?![十百千万億兆])"
_BIG = rf"(?:{_SECTION}兆)?(?:{_SECTION}億)?(?:{_SECTION}万)?{_SECTION}?"
_WHOLE = rf"(?=[0-9０-９一二三四五六七八九十百千〇零])(?<![0-9０-９一二三四五六七八九十百千万億兆〇零])(?:{_RUN}|[〇零]|(?![〇零]){_BIG})(?![0-9０-９一二三四五六七八九十百千万億兆〇零])"

INTEGER = rf"(?:{_WHOLE})"
"""A whole number in any writing, not in the middle of another one."""

PATTERN = rf"(?:{_WHOLE}(?:[点・](?:{_A}+|[〇零一二三四五六七八九]+)(?![十百千]))?)"
"""Any number, decimals included."""


def value(text: str) -> Decimal | None:
    """The value of one number in any writing; None if `text` is none.

    >>> value("1億2,000万") == value("一億二千万") == Decimal(120000000)
    True
    """
    plain = re.sub(r"(?<=\d),(?=\d{3})", "", unicodedata.normalize("NFKC", text))
    whole, _, decimals = re.sub("[点・]", ".", plain).partition(".")
    after = re.match(r"[0-9〇零一二三四五六七八九]*", decimals)
    assert after is not None
    rest = decimals[after.end() :]  # 1.5億: the unit stands after the decimals
    digits = "".join(str(_DIGIT.get(c, c)) for c in after[0])
    if rest:
        return _scaled(whole, digits, rest)
    number = _whole(whole)
    if number is None:
        return None
    return Decimal(f"{number}.{digits}") if digits else Decimal(number)


def arabic(number: Decimal, *, comma: str = ",", myriads: bool = False) -> str:
    """Arabic digits with thousands separators; with 万, 億 and 兆 kept as characters if `myriads`."""
    whole, _, decimals = f"{number:f}".partition(".")
    if not myriads or int(whole) < 10000:
        text = f"{int(whole):,}".replace(",", comma)
        return f"{text}.{decimals}" if decimals else text
    parts, rest = [], int(whole)
    for character, size in _MYRIADS.items():
        if rest >= size:
            parts.append(f"{rest // size:,}".replace(",", comma) + character)
            rest %= size
    if rest:
        parts.append(f"{rest:,}".replace(",", comma))
    return "".join(parts) + (f".{decimals}" if decimals else "")


def kanji(number: Decimal) -> str:
    """Positional kanji numerals: 百二十三, 一億二千万, 三・五."""
    whole, _, decimals = f"{number:f}".partition(".")
    return _kanji_whole(int(whole)) + ("・" + "".join(_DIGITS[int(d)] for d in decimals) if decimals else "")


def _kanji_whole(number: int) -> str:
    if number == 0:
        return "〇"
    text = ""
    for character, size in _MYRIADS.items():
        if number >= size:
            text += _section(number // size, whole=True) + character
            number %= size
    return text + _section(number)


def _section(number: int, *, whole: bool = False) -> str:
    """1 to 9999; 一千 only before 万 and the like (一千万, but 千円)."""
    if number >= 10000:
        return _kanji_whole(number)
    text = ""
    for character, size in _UNITS.items():
        count, number = divmod(number, size)
        if count:
            text += ("" if count == 1 and not (whole and size == 1000) else _DIGITS[count]) + character
    return text + (_DIGITS[number] if number else "")


def _scaled(whole: str, decimals: str, rest: str) -> Decimal | None:
    size = _MYRIADS.get(rest[0])
    number, after = _whole(whole), _whole(rest[1:]) if rest[1:] else 0
    if size is None or number is None or after is None:
        return None
    return (Decimal(f"{number}.{decimals}") * size + after).quantize(Decimal(1))


def _whole(text: str) -> int | None:
    if not text:
        return None
    if all(c in _DIGIT for c in text):
        return int("".join(str(_DIGIT[c]) for c in text))
    total = section = 0
    number: int | None = None
    for c in text:
        if c in _DIGIT or c.isdecimal():
            number = (number or 0) * 10 + (_DIGIT[c] if c in _DIGIT else int(c))
        elif c in _UNITS:
            section += (1 if number is None else number) * _UNITS[c]
            number = None
        elif c in _MYRIADS:
            total += (section + (number or 0) or 1) * _MYRIADS[c]
            section, number = 0, None
        else:
            return None
    return total + section + (number or 0)
