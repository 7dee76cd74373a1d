"""What a recording's name says: the title, the day and the time of the meeting. Nothing is guessed."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from dataclasses import dataclass
from pathlib import PurePath

_ERAS = {"令和": 2018, "R": 2018, "平成": 1988, "H": 1988}
"""Year before the first year of the era."""

_ERA_DATE = re.compile(r"(?:(令和|平成)|(?<![A-Za-z])([RH]))\s*(元|\d{1,2})[年./-]?(\d{1,2})[月./-]?(\d{1,2})日?(?!\d)")
_DATE = re.compile(r"(?<!\d)(20\d\d)[年./_-]?(\d{1,2})[月./_-]?(\d{1,2})日?(?!\d)")
_TIME = re.compile(
    r"^[ _T-]*(?:(?P<half>午前|午後)\s*)?(?:(?P<hour>\d{1,2})(?:時|[:：])(?:(?P<minute>[0-5]\d)分?)?|(?P<four>(?:[01]\d|2[0-3])[0-5]\d)(?:[0-5]\d)?(?!\d))"
)
"""Right behind the day: 10時, 10時05分, 午後1時30分, 10:05, 1005, 100530."""

JST = dt.timezone(dt.timedelta(hours=9))
_EDGES = " 　_-・（）()[]【】"


@dataclass(frozen=True)
class Named:
    """Title, day and time of day at which the recording begins, as far as the name says them."""

    title: str
    date: dt.date | None
    time: dt.time | None = None

    def started(self, usually: dt.time | None = None) -> dt.datetime | None:
        """When the recording began, in Japan's time; `usually` where the name says the day only."""
        time = self.time or usually
        return dt.datetime.combine(self.date, time, JST) if self.date and time else None


def read(name: str) -> Named:
    """`令和6年9月3日_第3回定例会.mp3` → title 第3回定例会, 2024-09-03. Without a day in it, the whole stem is the title."""
    stem = unicodedata.normalize("NFC", PurePath(name).stem)
    for pattern in (_ERA_DATE, _DATE):
        match = pattern.search(unicodedata.normalize("NFKC", stem))
        day = _day(match) if match else None
        if match and day:
            before, _, after = unicodedata.normalize("NFKC", stem).partition(match[0])
            time, after = _time(after)
            rest = f"{before} {after}".strip(_EDGES)
            return Named(title=re.sub(r"[ 　_]+", " ", rest) or stem, date=day, time=time)
    return Named(title=stem, date=None)


def _day(match: re.Match[str]) -> dt.date | None:
    *era, year, month, day = match.groups()
    first = next((_ERAS[e] for e in era if e), 0)
    try:
        return dt.date(first + (1 if year == "元" else int(year)), int(month), int(day))
    except ValueError:
        return None


def _time(text: str) -> tuple[dt.time | None, str]:
    """The time of day at the head of `text`, and what follows it."""
    found = _TIME.match(text)
    if not found:
        return None, text
    if found["four"]:
        hour, minute = int(found["four"][:2]), int(found["four"][2:])
    else:
        hour, minute = int(found["hour"]), int(found["minute"] or 0)
    if found["half"] == "午後" and hour < 12:
        hour += 12
    return (dt.time(hour, minute), text[found.end() :]) if hour < 24 else (None, text)
