"""Days and times of day as people write them into names: 令和6年9月3日（火）午前10時, R6.9.3, 2024-09-03, 20240903.

Only what can be read in one way is taken. A day that does not exist, contradicts its weekday, is one of several or can be
split in two ways (R0611, 24.9.3) is found, so that it is no part of a title, and left open.
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from dataclasses import dataclass, replace

_ERAS = {"令和": 2018, "㋿": 2018, "R": 2018, "平成": 1988, "㍻": 1988, "H": 1988}
"""Year before the first year of the era."""

_BOUNDS = {
    2018: (dt.date(2019, 5, 1), dt.date.max),
    1988: (dt.date(1989, 1, 8), dt.date(2019, 4, 30)),
}
"""First and last day of the eras."""

_WEEKDAYS = "月火水木金土日"
_ENGLISH = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")

_DASHES = str.maketrans({**dict.fromkeys("‐‑‒–—−", "-"), "〜": "~"})

_ERA = r"(?P<era>令和|平成|㋿|㍻|(?<![A-Za-z])[RHrh])\s*"
_NUMBER = r"(?:\d{1,2}|[一二三四五六七八九十]{1,3})"
_DAYS = tuple(
    re.compile(p)
    for p in (
        rf"{_ERA}(?P<year>元|{_NUMBER})\s*年\s*(?P<month>{_NUMBER})\s*月\s*(?P<day>{_NUMBER})\s*日",
        rf"{_ERA}(?P<year>元|\d{{1,2}})(?P<sep>[./_・-])(?P<month>\d{{1,2}})(?P=sep)(?P<day>\d{{1,2}})(?!\d)(?:日(?![一-鿿]))?",
        rf"(?<![A-Za-z0-9]){_ERA}(?P<year>\d\d)(?P<month>\d\d)(?P<day>\d\d)(?!\d)",
        rf"(?<!\d)(?P<year>(?:19|20)\d\d)\s*年\s*(?P<month>{_NUMBER})\s*月\s*(?P<day>{_NUMBER})\s*日",
        r"(?<!\d)(?P<year>20\d\d)(?P<sep>[./_ -])(?P<month>\d{1,2})(?P=sep)(?P<day>\d{1,2})(?!\d)",
        r"(?<!\d)(?P<year>20\d\d)(?P<month>0[1-9]|1[0-2])(?P<day>0[1-9]|[12]\d|3[01])(?:\d{4}(?:\d\d)?)?(?!\d)",
    )
)
_UNCLEAR = tuple(
    re.compile(p)
    for p in (
        r"(?<![A-Za-z0-9])(?:令和|平成|[RH])\d{4,5}(?!\d)",  # R0611: November of year 6, or the 1st of January of year 6 …
        rf"(?<![\d一二三四五六七八九十]){_NUMBER}年\s*{_NUMBER}月\s*{_NUMBER}日",  # 6年9月3日: of which era?
        r"(?<![\d.])\d\d([./-])\d{1,2}\1\d{1,2}(?![\d.])",  # 24.9.3: 2024, or year 24 of an era
        r"(?<![A-Za-z0-9])\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(?![\dA-Za-z])",  # 240903
    )
)
_WEEKDAY = re.compile(
    rf"[\s_]*[(\[【〔<]\s*(?P<bracketed>[{_WEEKDAYS}])(?:曜日?)?[・\s]*[祝休振]?日?\s*[)\]】〕>]"
    rf"|[\s_]*(?P<whole>[{_WEEKDAYS}])曜(?:日|(?![一-鿿]))"
    rf"|[\s_]*(?P<bare>[{_WEEKDAYS}])(?=[\s_-]|$)"
    rf"|[\s_]*[(\[]?(?P<english>(?i:{'|'.join(_ENGLISH)}))(?i:day|sday|nesday|rsday|urday)?\.?[)\]]?(?![A-Za-z])"
)
_MORE_DAYS = re.compile(
    r"\s*(?:[~・、,と]|から|-)\s*(?:\d{1,2}[./月]\s*)?\d{1,2}日"
    r"|\s*~\s*(?:\d{1,2}[./])?\d{1,2}(?!\d|時|:)"
    r"|-(?P<later>\d{1,2})(?![\d時:]|[.:_-]\d)"
)
"""Right behind a day: 3日～5日, 3日・4日, 20240903-05."""

_HOUR = r"(?P<half>午前|午後|(?i:am|pm))?\s*(?P<hour>\d{1,2})(?:時(?!間)(?:\s*(?P<minute>[0-5]?\d)分|(?P<thirty>半))?|:(?P<minutes>[0-5]\d)(?::[0-5]\d)?)\s*(?P<after>(?i:am|pm)(?![A-Za-z]))?"
_CLOCK = re.compile(rf"[\s_T-]*(?:{_HOUR}|(?P<noon>正午))")
_UNTIL = re.compile(
    r"\s*(?:~|-|から)\s*(?:午前|午後)?\s*\d{1,2}(?:時(?:\d{1,2}分|半)?|:[0-5]\d)(?:まで)?|\s*(?:開始|開会|開議|から|より|~)"
)
_FIRST_PLAIN_HOUR = 7
"""Before it, an hour without 午前 or 午後 may be either: meetings begin at 1時30分 in the afternoon."""

_SERIAL = re.compile(r"(?:[\s_.-]+\d{1,6}(?![^\s_.-]))+")
"""Digits alone behind a day: a recording's number, or a time that nothing vouches for."""


@dataclass(frozen=True)
class WrittenDay:
    """A day found in a name, with all that belongs to it (weekday, time, number of the recording).

    Attributes:
        start, end: its place in the text.
        day: None where it cannot be told which day it is.
        time: None where none stands there, or it can be read in two ways.
        unclear: it may not be a day at all, so that it says nothing against another one.
    """

    start: int
    end: int
    day: dt.date | None
    time: dt.time | None = None
    unclear: bool = False


def fold(text: str) -> str:
    """`text` with full-width letters, digits, brackets and dashes as plain ones; of the same length, so that places agree."""
    return "".join(_plain(c) for c in text).translate(_DASHES)


def days_in(folded: str) -> list[WrittenDay]:
    """Every day in a folded text, in order."""
    found: list[WrittenDay] = []
    for pattern in (*_DAYS, *_UNCLEAR):
        for match in pattern.finditer(folded):
            if not any(match.start() < f.end and f.start < match.end() for f in found):
                found.append(replace(_whole(folded, match), unclear=pattern in _UNCLEAR))
    return sorted(found, key=lambda f: f.start)


def _whole(text: str, match: re.Match[str]) -> WrittenDay:
    day = _day(match) if "day" in match.re.groupindex else None
    end = match.end()
    if said := _WEEKDAY.match(text, end):
        weekday = next(g for g in said.groups() if g)
        number = _WEEKDAYS.find(weekday) if weekday in _WEEKDAYS else _ENGLISH.index(weekday.lower())
        day = day if day and day.weekday() == number else None
        end = said.end()
    if (more := _MORE_DAYS.match(text, end)) and _is_later(more, match):
        last = _WEEKDAY.match(text, more.end())
        return WrittenDay(match.start(), (last or more).end(), None)
    clock = _CLOCK.match(text, end)
    time = None
    if clock:
        time, end = _time(clock), clock.end()
        while until := _UNTIL.match(text, end):
            end = until.end()
    elif serial := _SERIAL.match(text, end):
        end = serial.end()
    return WrittenDay(match.start(), end, day, time)


def _is_later(more: re.Match[str], match: re.Match[str]) -> bool:
    """Whether more days follow; 20240903-1 is the first recording of that day, 20240903-05 may be three days."""
    if more["later"] is None:
        return True
    first = match["day"] if "day" in match.re.groupindex else "0"
    return first.isdigit() and int(first) < int(more["later"]) <= 31


def _day(match: re.Match[str]) -> dt.date | None:
    era = match["era"] if "era" in match.re.groupindex else None
    year = 1 if match["year"] == "元" else _number(match["year"])
    try:
        before = _ERAS[era.upper()] if era else 0
        day = dt.date(before + year, _number(match["month"]), _number(match["day"]))
    except ValueError:
        return None
    first, last = _BOUNDS.get(before, (dt.date.min, dt.date.max))
    return day if first <= day <= last else None


def _number(text: str) -> int:
    """9, 十二 or 二十三.

    Raises:
        ValueError: 三三十: no number.
    """
    if text.isdigit():
        return int(text)
    tens, ten, ones = text.partition("十")
    figures = " 一二三四五六七八九"
    if len(tens) > 1 or len(ones) > 1 or (not ten and ones):
        raise ValueError(text)
    return (figures.index(tens or "一") * 10 + (figures.index(ones) if ones else 0)) if ten else figures.index(tens)


def _time(match: re.Match[str]) -> dt.time | None:
    if match["noon"]:
        return dt.time(12)
    half = (match["half"] or match["after"] or "").lower()
    hour = int(match["hour"])
    minute = 30 if match["thirty"] else int(match["minute"] or match["minutes"] or 0)
    if not half:
        return dt.time(hour, minute) if _FIRST_PLAIN_HOUR <= hour < 24 else None
    if hour == 12 or hour > 23 or (half in ("午前", "am") and hour > 12):
        return None  # 午後12時 is noon to some and midnight to others
    return dt.time(hour + 12 if half in ("午後", "pm") and hour < 12 else hour, minute)


def _plain(c: str) -> str:
    plain = unicodedata.normalize("NFKC", c)
    return plain if len(plain) == 1 else c
