"""What a recording's name says: the title and the day of the meeting. Nothing is guessed."""

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
_EDGES = " 　_-・（）()[]【】"


@dataclass(frozen=True)
class Named:
    """Title and day, as far as the name says them."""

    title: str
    date: dt.date | None


def read(name: str) -> Named:
    """`令和6年9月3日_第3回定例会.mp3` → title 第3回定例会, 2024-09-03. Without a day in it, the whole stem is the title."""
    stem = unicodedata.normalize("NFC", PurePath(name).stem)
    for pattern in (_ERA_DATE, _DATE):
        match = pattern.search(unicodedata.normalize("NFKC", stem))
        day = _day(match) if match else None
        if match and day:
            rest = unicodedata.normalize("NFKC", stem).replace(match[0], " ").strip(_EDGES)
            return Named(title=re.sub(r"[ 　_]+", " ", rest) or stem, date=day)
    return Named(title=stem, date=None)


def _day(match: re.Match[str]) -> dt.date | None:
    *era, year, month, day = match.groups()
    first = next((_ERAS[e] for e in era if e), 0)
    try:
        return dt.date(first + (1 if year == "元" else int(year)), int(month), int(day))
    except ValueError:
        return None
