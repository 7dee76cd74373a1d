"""Days and times of day as people write them into names: 令和6年9月3日（火）午前10時, R6.9.3, 2024-09-03, 20240903.

Only what can be read in one way is taken. A day that does not exist, contradicts its weekday, is one of several or can be
split in two ways (R0611, 24.9.3) is found, so that it is no part of a title, and left open.
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from dataclasses import dataclass, replace

from transcriber.minutes.characters import KANJI

_ERAS = {"令和": 2018, "㋿": 2018, "R": 2018, "平成": 1988, "㍻": 1988, "H": 1988}
"""Year before the first year of the era."""

_BOUNDS = {
    2018: (dt.date(2019, 5, 1), dt.date.max),
    1988: (dt.date(1989, 1, 8), dt.date(2019, 4, 30)),
}
"""First and last day of the eras."""

_LAST_YEAR = 30
"""Of Reiwa: a later one is a slip of the hand."""

_WEEKDAYS = "月火水木金土日"
_ENGLISH = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")

_DASHES = str.maketrans({**dict.fromkeys("‐‑‒–—−", "-"), "〜": "~"})

_ERA = r"(?P<era>令和|平成|㋿|㍻|(?<![A-Za-z])[RHrh])\s*"
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = rf"(?i:(?:{'|'.join(_MONTHS)})[a-z]{{0,6}}\.?)"
_NUMBER = r"(?:\d{1,2}|[一二三四五六七八九十]{1,3})"
_ALSO_ERA = r"[(\[【〔]\s*(?:令和|平成|[RHrh])\s*(?P<of_era>元|\d{1,2})\s*年?\s*[)\]】〕]"
_ALSO_YEAR = r"[(\[【〔]\s*(?P<western>20\d\d)\s*年?\s*[)\]】〕]"
"""2025年（令和7年）, 令和7年（2025年）: both have to say the same year."""
_DAYS = tuple(
    re.compile(p)
    for p in (
        rf"(?<!\d)(?P<year>20\d\d)\s*年?\s*{_ALSO_ERA}\s*年?\s*(?P<month>\d{{1,2}})\s*月\s*(?P<day>\d{{1,2}})\s*日",
        rf"{_ERA}(?P<year>元|\d{{1,2}})\s*年?\s*{_ALSO_YEAR}\s*年?\s*(?P<month>\d{{1,2}})\s*月\s*(?P<day>\d{{1,2}})\s*日",
        rf"{_ERA}(?P<year>元|{_NUMBER})\s*年\s*(?P<month>{_NUMBER})\s*月\s*(?P<day>{_NUMBER})\s*日",
        rf"{_ERA}(?P<year>元|\d{{1,2}})(?P<sep>[./_・-])(?P<month>\d{{1,2}})(?P=sep)(?P<day>\d{{1,2}})(?!\d)(?:日(?![{KANJI}]))?",
        rf"(?<![A-Za-z0-9]){_ERA}(?P<year>\d\d)(?P<month>\d\d)(?P<day>\d\d)(?!\d)",
        rf"(?<!\d)(?P<year>(?:19|20)\d\d)\s*年\s*(?P<month>{_NUMBER})\s*月\s*(?P<day>{_NUMBER})\s*日",
        r"(?<!\d)(?P<year>20\d\d)(?P<sep>[./_ -])(?P<month>\d{1,2})(?P=sep)(?P<day>\d{1,2})(?!\d)",
        rf"(?<!\d)(?P<day>\d{{1,2}})[\s-](?P<month>{_MONTH})[\s,-]{{1,2}}(?P<year>20\d\d)(?!\d)",
        rf"(?<![A-Za-z])(?P<month>{_MONTH})[\s-](?P<day>\d{{1,2}}),?[\s-]{{1,2}}(?P<year>20\d\d)(?!\d)",
        r"(?<!\d)(?P<year>20\d\d)(?P<month>0[1-9]|1[0-2])(?P<day>0[1-9]|[12]\d|3[01])(?:\d{4}(?:\d\d)?)?(?!\d)",
    )
)
_UNCLEAR = tuple(
    re.compile(p)
    for p in (
        r"(?<![A-Za-z0-9])(?:令和|平成|[RH])\d{4,5}(?!\d)",  # R0611: November of year 6, or the 1st of January of year 6 …
        rf"(?<![A-Za-z0-9]){_ERA}(?:元|\d{{1,2}})\s*年?[\s._-](?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(?!\d)",  # H30_0611: or a recorder's number
        rf"(?<![\d一二三四五六七八九十]){_NUMBER}年\s*{_NUMBER}月\s*{_NUMBER}日",  # 6年9月3日: of which era?
        r"(?<![\d.])\d\d([./-])\d{1,2}\1\d{1,2}(?![\d.])",  # 24.9.3: 2024, or year 24 of an era
        r"(?<![A-Za-z0-9])\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(?![\dA-Za-z])",  # 240903
    )
)
_OF_THE_PAST = re.compile(
    r"(?:昭和|大正|明治|(?<![A-Za-z])(?!T\d\d-\d\d-\d\d|T\d\d\.\d\d\.\d\d)[STMstm])\s*(?:元|\d{1,2})(?:\s*年\s*\d{1,2}\s*月\s*\d{1,2}\s*日|([./・-])\d{1,2}\1\d{1,2}(?!\d))"
    r"|(?<!\d)19\d\d(?:\s*年\s*\d{1,2}\s*月\s*\d{1,2}\s*日|([./-])\d{1,2}\2\d{1,2}(?!\d))"
)
"""Before anything was recorded: what the meeting is about. T10-05-00 is a time of day, T12.9.1 a day of Taisho."""
_OTHER_DAY = "作成|更新|改訂|改定|締め?切り?|〆切"
_TURNED_BEFORE = re.compile(
    r"(?:番号|(?<![A-Za-z])(?i:no)|№|ケース)[\s_:.#-]*$"
    r"|(?:第|[県国市町]道|規則|(?<![A-Za-z])(?i:v|ver|version))[\s.:]*$"
    rf"|(?:{_OTHER_DAY}|生年月)日?[\s_:]*$"
)
_TURNED_BEHIND = re.compile(
    rf"\s*生(?:まれ|年月日|(?![^\W_]))|号|{_OTHER_DAY}|[\s_]+(?:{_OTHER_DAY})[日版分]?(?![^\W_])"
    rf"|\s*[・、,&と]\d{{1,2}}(?=[{KANJI}])(?![時回号件名人年月日班組部期区番])"
)
"""What makes a number or another day of it: 受付番号20240903, 2010.4.1生, 2024.9.3改訂."""

_WEEKDAY = re.compile(
    rf"[\s_]*[(\[【〔<]\s*(?P<bracketed>[{_WEEKDAYS}])(?:曜日?)?[・\s]*[祝休振]?日?\s*[)\]】〕>]"
    rf"|[\s_]*(?P<whole>[{_WEEKDAYS}])曜(?:日|(?![{KANJI}]))"
    rf"|[\s_]*(?P<bare>[{_WEEKDAYS}])(?=[\s_-]|$)"
    rf"|[\s_]*[(\[]?(?P<english>(?i:{'|'.join(_ENGLISH)}))(?i:day|sday|nesday|rsday|urday)?\.?[)\]]?(?![A-Za-z])"
)
_MORE_DAYS = re.compile(
    r"\s*(?:[~・、,&と]|[、,]?(?:及び|および|並びに|ならびに)|から|-)\s*(?:\d{1,2}[./月]\s*)?\d{1,2}日"
    r"|(?<=日)\s*\d{1,2}日(?![間目])"
    r"|\s*~\s*(?:\d{1,2}[./-])?\d{1,2}(?!\d|時|:|[~-]\d)"
    r"|\s*(?:[・、,&と]|及び|および)\s*(?:\d{1,2}[./])?\d{1,2}(?![\d時:.回号件名人年月班組部期区番~-])"
    r"|[\s_-](?P<month>\d{1,2})(?P<sep>[./])(?P<in_month>\d{1,2})(?![\d時:./])"
    r"|-(?P<mm>0[1-9]|1[0-2])(?P<dd>0[1-9]|[12]\d|3[01])(?!\d)"
    r"|\.(?P<dotted>\d{1,2})(?![\d時:.])"
    r"|-(?P<later>\d{1,2})(?![\d時:]|[.:_-]\d)"
)
"""Right behind a day: 3日～5日, 3日・4日, 20240903-05, R6.9.3 9.10."""

_HOUR = r"(?P<half>午前|午後|(?i:am|pm))?\s*(?P<hour>\d{1,2})(?:時(?!間)(?:\s*(?P<minute>[0-5]?\d)分|(?P<thirty>半))?|:(?P<minutes>[0-5]\d)(?::[0-5]\d(?:\.\d+)?)?)\s*(?P<after>(?i:am|pm)(?![A-Za-z]))?"
_ISO = (
    r"(?:T(?P<hh>[01]\d|2[0-3])(?P<within>[.:_-]?)(?P<mm>[0-5]\d)(?:(?P=within)[0-5]\d(?:[.,]\d+)?)?(?!\d)"
    r"|[\s_-](?P<hh_utc>[01]\d|2[0-3])[.-]?(?P<mm_utc>[0-5]\d)(?:[.-]?[0-5]\d)?(?=\s?(?:Z|UTC|GMT|JST)(?![A-Za-z])))"
)
_LETTERED = r"(?P<hh_lettered>[01]\d|2[0-3])[hH](?P<mm_lettered>[0-5]\d)(?:[mM](?:[0-5]\d[sS]?)?)?(?![A-Za-z0-9])"
_DOTTED = r"(?P<half_dotted>午前|午後)\s*(?P<hour_dotted>\d{1,2})\.(?P<mm_dotted>[0-5]\d)(?![\d.])"
"""10h05m00s, 午前10.05: with these words it is no day."""
_CLOCK = re.compile(rf"{_ISO}|[\s_T-]*(?:{_LETTERED}|{_DOTTED}|{_HOUR}|(?P<noon>正午))")
_ZONE = re.compile(
    r"(?P<zulu>Z)(?![A-Za-z0-9])"
    r"|\s?[(\[]?(?:(?P<utc>(?i:utc|gmt))|(?P<japan>JST)|(?:[ECMP][SD]|AK[SD]|H[SD]|CE|CES|EE|EES|WE|WES|BS|IS|KS|AE[SD]|NZ[SD]|SG|HK)T)"
    r"(?![A-Za-z])(?P<off>[+-]\d{1,2}(?:[:_-]?\d\d)?)?[)\]]?"
    r"|(?P<offset>\+\d\d(?:[:_-]?\d\d)?)(?!\d)"
)
_NOT_BEGIN = re.compile(r"\s*(?:まで|終了|終わり|閉会|散会|休憩|~?\s*再開)")
_HELD = re.compile(r"\s*(?:に?(?:開催|実施|収録|録音|開会|開議|招集)|分|付け?)(?=\s*[)\]】〕])")
"""Behind a day that stands in brackets."""
_HOURS_ONLY = re.compile(
    r"[\s_]*\d{1,2}\s*[~-]\s*\d{1,2}時(?!間)(?:まで)?"
    r"|[\s_]*(?!(?i:pm)\s?(?:2\.5|10)(?!\d))(?:午前|午後|(?i:am|pm))\s*\d{1,2}(?=[\s_.-]|$)"
)
"""10-12時, pm1: no part of a title, and no time. PM2.5 and PM10 are what the air is measured for."""
_UNTIL = re.compile(
    r"\s*(?:~|-|から)\s*(?:午前|午後)?\s*\d{1,2}(?:時(?:\d{1,2}分|半)?|:[0-5]\d)(?:まで|終了)?|\s*(?:開始|開会|開議|から|より|~)"
)
_FIRST_PLAIN_HOUR = 7
_FIRST_SHORT_HOUR = 9
"""Before it, an hour without 午前 or 午後 may be either: meetings begin at 1時30分 in the afternoon, and at 7時. 07:30 is a clock's."""

_SERIAL = re.compile(r"(?:[\s_.-]+(?!20\d\d[./_ -]\d{1,2}[./_ -]\d{1,2}(?!\d))\d{1,6}(?![^\s_.-]))+")
"""Digits alone behind a day: a recording's number, or a time that nothing vouches for."""


@dataclass(frozen=True)
class WrittenDay:
    """A day found in a name, with all that belongs to it (weekday, time, number of the recording).

    Attributes:
        start, end: its place in the text.
        day: None where it cannot be told which day it is.
        time: None where none stands there, or it can be read in two ways.
        unclear: it may not be a day at all, so that it says nothing against another one.
        kept: what stands beside it makes something else of it; it belongs to the title.
    """

    start: int
    end: int
    day: dt.date | None
    time: dt.time | None = None
    unclear: bool = False
    kept: bool = False


def fold(text: str) -> str:
    """`text` with full-width letters, digits, brackets and dashes as plain ones; of the same length, so that places agree."""
    return "".join(_plain(c) for c in text).translate(_DASHES)


def days_in(folded: str) -> list[WrittenDay]:
    """Every day in a folded text, in order."""
    found = [WrittenDay(m.start(), m.end(), None, kept=True) for m in _OF_THE_PAST.finditer(folded)]
    for pattern in (*_DAYS, *_UNCLEAR):
        for match in pattern.finditer(folded):
            if not any(match.start() < f.end and f.start < match.end() for f in found):
                if _is_turned(folded, match):
                    found.append(WrittenDay(match.start(), match.end(), None, kept=True))
                else:
                    found.append(replace(_whole(folded, match), unclear=pattern in _UNCLEAR))
    return sorted(found, key=lambda f: f.start)


def is_number(before: str, text: str, end: int) -> bool:
    """Whether what ends at `end` is a number of something, by the words directly beside it: No.10.05, 10.05号."""
    return bool(_TURNED_BEFORE.search(before) or _TURNED_BEHIND.match(text, end))


def zone_end(folded: str, time: re.Match[str]) -> int:
    """Where a time ends with its zone, if one stands behind it: 10:05 GMT+9, T10-05-00+0900."""
    zone = _zone_at(folded, time.end(), time)
    return zone.end() if zone else time.end()


def _is_turned(text: str, match: re.Match[str]) -> bool:
    """Whether what stands directly beside a day makes something else of it than the meeting's."""
    weekday = _WEEKDAY.match(text, match.end())
    ends = (match.end(), weekday.end()) if weekday else (match.end(),)
    return bool(_TURNED_BEFORE.search(text[: match.start()]) or any(_TURNED_BEHIND.match(text, end) for end in ends))


def _zone_at(text: str, place: int, clock: re.Match[str]) -> re.Match[str] | None:
    """The zone behind a time; 10:00Z世代 has none."""
    zone = _ZONE.match(text, place)
    is_word = zone and zone["zulu"] and text[zone.end() : zone.end() + 1].isalnum() and "T" not in clock[0]
    return None if is_word else zone


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
    if clock and _NOT_BEGIN.match(text, clock.end()):
        return WrittenDay(match.start(), end, day)
    if clock:
        time, end = _time(clock), clock.end()
        zone = _zone_at(text, end, clock)
        while not zone and (until := _UNTIL.match(text, end)):
            end = until.end()
        if zone := zone or _zone_at(text, end, clock):
            day, time = _in_japan(day, clock, zone)
            end = zone.end()
    elif hours := _HOURS_ONLY.match(text, end):
        end = hours.end()
    elif serial := _SERIAL.match(text, end):
        end = serial.end()
    if held := _HELD.match(text, end):
        end = held.end()
    return WrittenDay(match.start(), end, day, time)


def _is_later(more: re.Match[str], match: re.Match[str]) -> bool:
    """Whether more days follow; 20240903-1 is the first recording of that day, 20240903-05 may be three days."""
    groups = match.re.groupindex
    first = match["day"] if "day" in groups else "0"
    if not first.isdigit():
        return more.lastgroup is None
    sep = match["sep"] if "sep" in groups else ""
    if month := more["month"] or more["mm"]:
        if "day" not in groups or (more["sep"] or "") != (sep or ""):
            return False
        then = (int(month), int(more["in_month"] or more["dd"]))
        return (_number(match["month"]), int(first)) < then <= (12, 31) and 1 <= then[1] <= 31
    if more["dotted"]:
        return sep == "." and int(first) < int(more["dotted"]) <= 31
    return more["later"] is None or int(first) < int(more["later"]) <= 31


def _day(match: re.Match[str]) -> dt.date | None:
    era = match["era"] if "era" in match.re.groupindex else None
    year = 1 if match["year"] == "元" else _number(match["year"])
    try:
        before = _ERAS[era.upper()] if era else 0
        if not _agree(match, before + year):
            return None
        day = dt.date(before + year, _number(match["month"]), _number(match["day"]))
    except ValueError:
        return None
    if era and before == _ERAS["令和"] and year > _LAST_YEAR:
        return None
    first, last = _BOUNDS.get(before, (dt.date.min, dt.date.max))
    return day if first <= day <= last else None


def _agree(match: re.Match[str], year: int) -> bool:
    """Whether a year that is written in both calendars is one."""
    groups = match.groupdict()
    also, western = groups.get("of_era"), groups.get("western")
    if also:
        count = 1 if also == "元" else int(also)
        return year in (2018 + count, 1988 + count)
    return western is None or int(western) == year


def _number(text: str) -> int:
    """9, 十二, 二十三 or November.

    Raises:
        ValueError: 三三十: no number.
    """
    if text.isdigit():
        return int(text)
    if text[:3].lower() in _MONTHS:
        return _MONTHS.index(text[:3].lower()) + 1
    tens, ten, ones = text.partition("十")
    figures = " 一二三四五六七八九"
    if len(tens) > 1 or len(ones) > 1 or (not ten and ones):
        raise ValueError(text)
    return (figures.index(tens or "一") * 10 + (figures.index(ones) if ones else 0)) if ten else figures.index(tens)


def _in_japan(day: dt.date | None, clock: re.Match[str], zone: re.Match[str]) -> tuple[dt.date | None, dt.time | None]:
    """Day and time in Japan; open where the zone is another than Greenwich's or Japan's."""
    hour = clock["hh"] or clock["hh_utc"] or clock["hh_lettered"] or clock["hour"]
    offset = re.sub(r"\D", "", zone["offset"] or "")
    if (
        day is None
        or hour is None
        or clock["half"]
        or clock["half_dotted"]
        or clock["after"]
        or zone["off"]
        or int(hour) > 23
    ):
        return None, None
    minute = next(
        (m for m in (clock[g] for g in ("mm", "mm_utc", "mm_lettered", "minutes", "minute")) if m),
        "30" if clock["thirty"] else "0",
    )
    at = dt.datetime.combine(day, dt.time(int(hour), int(minute)))
    if zone["zulu"] or zone["utc"] or offset in ("00", "0000"):
        at += dt.timedelta(hours=9)
    elif not zone["japan"] and offset not in ("09", "0900"):
        return None, None
    return at.date(), at.time()


def _time(match: re.Match[str]) -> dt.time | None:
    if match["hh_utc"]:
        return None  # 10.05.00Z世代
    if match["hh"]:
        return dt.time(int(match["hh"]), int(match["mm"]))
    if match["hh_lettered"]:
        return dt.time(int(match["hh_lettered"]), int(match["mm_lettered"]))
    if match["noon"]:
        return dt.time(12)
    half = (match["half"] or match["half_dotted"] or match["after"] or "").lower()
    hour = int(match["hour"] or match["hour_dotted"])
    minute = 30 if match["thirty"] else int(match["minute"] or match["minutes"] or match["mm_dotted"] or 0)
    if not half:
        first = _FIRST_PLAIN_HOUR if len(match["hour"]) > 1 else _FIRST_SHORT_HOUR
        return dt.time(hour, minute) if first <= hour < 24 else None
    if hour == 12 or hour > 23 or (half in ("午前", "am") and hour > 12):
        return None  # 午後12時 is noon to some and midnight to others
    return dt.time(hour + 12 if half in ("午後", "pm") and hour < 12 else hour, minute)


def _plain(c: str) -> str:
    plain = unicodedata.normalize("NFKC", c)
    return plain if len(plain) == 1 else c
