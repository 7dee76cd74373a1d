"""What recorders and meeting programs call their recordings (data/recorder_names.toml), and what of it can be relied on."""

from __future__ import annotations

import datetime as dt
import re
import tomllib
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib import resources

JST = dt.timezone(dt.timedelta(hours=9))

_OLDEST = 2020
"""Years of two digits below it may as well be years of an era (060903), or those of a clock that was never set."""


class StampClock(StrEnum):
    """Whose time stands in a name."""

    JAPAN = "japan"
    UTC = "utc"
    STATED = "stated"  # the name says which zone
    UNKNOWN = "unknown"  # no source says it
    NONE = "none"  # no time stands there


@dataclass(frozen=True)
class Stamped:
    """A name that fits a known pattern.

    Attributes:
        date, time: in Japan; None where the pattern leaves them open.
        titles: places (start, end) in the name of what a person called the meeting.
    """

    date: dt.date | None
    time: dt.time | None
    titles: tuple[tuple[int, int], ...]


@dataclass(frozen=True)
class NamePattern:
    """One way of naming recordings, and who vouches for it. `unnamed`: what stands for a title where nobody named the meeting."""

    device: str
    match: re.Pattern[str]
    clock: StampClock
    example: str
    source: str
    unnamed: re.Pattern[str]


@dataclass(frozen=True)
class _Table:
    patterns: tuple[NamePattern, ...]
    unnamed: re.Pattern[str]
    first: re.Pattern[str]
    last: re.Pattern[str]
    sound: re.Pattern[str]
    first_sound: re.Pattern[str]


def patterns() -> tuple[NamePattern, ...]:
    """All patterns, in the order in which they are tried."""
    return _table().patterns


def stamped(folded: str) -> Stamped | None:
    """What the first pattern that fits says of a folded name; None if none fits. Digits that are no day or time leave both open."""
    for pattern in patterns():
        match = pattern.match.fullmatch(folded)
        if match:
            named = (g for g in ("title", "tail") if g in match.re.groupindex and match[g])
            places = tuple(match.span(g) for g in named if not pattern.unnamed.fullmatch(match[g]))
            return Stamped(*_read(pattern.clock, match), places)
    return None


def is_unnamed(folded: str) -> bool:
    """Whether a title is only what a device calls what nobody named: 新規録音 5, REC0001, audio1234567890."""
    return _table().unnamed.fullmatch(folded) is not None


def without_device(folded: str) -> tuple[int, int]:
    """The place (start, end) in a title of what is left when a device's own name with its number stands at either end of it:
    「REC0001 本会議」 is 本会議. Words stay (「WS1 まちづくり」, 「音声 2班」)."""
    table = _table()
    start, end = 0, len(folded)
    if match := table.first.match(folded):
        start = match.end()
    if match := table.last.search(folded, start):
        end = match.start()
    return start, end


def sound_word(folded: str, day: int) -> int:
    """Where a word begins that says nothing but that it is sound, and stands directly before a day; `day` where none does:
    the 0 of 「VOICE_20261127_本会議」."""
    match = _table().sound.search(folded[:day])
    return match.start() if match else day


def sound_word_end(folded: str, start: int) -> int:
    """Where such a word ends that stands at `start` and is set off by a line: 6 of 「VOICE_本会議」; 0 where none does."""
    match = _table().first_sound.match(folded, start)
    return match.end() if match else 0


def _read(clock: StampClock, match: re.Match[str]) -> tuple[dt.date | None, dt.time | None]:
    digits = re.sub(r"\D", "", match["date"])
    short = len(digits) == 6
    try:
        day = dt.date(int(f"20{digits[:2]}" if short else digits[:4]), int(digits[-4:-2]), int(digits[-2:]))
    except ValueError:
        return None, None
    if short and (day.year < _OLDEST or (day.month, day.day) == (1, 1)):
        return None, None  # a clock that was never set begins on a first of January
    if clock is StampClock.NONE:
        return day, None
    hour, minute, second, *_ = *(int(n) for n in re.findall(r"\d\d?", match["time"])), 0
    try:
        written = dt.datetime.combine(day, dt.time(hour, minute, second))
    except ValueError:
        return None, None
    if "half" in match.re.groupindex and match["half"]:
        if not 1 <= hour <= 12:
            return None, None
        written = written.replace(hour=hour % 12 + (12 if match["half"] == "PM" else 0))
    if (
        clock is StampClock.JAPAN
        and (day.month, day.day) == (1, 1)
        and (day.year <= _OLDEST or not any((hour, minute)))
    ):
        return None, None
    if clock is StampClock.UNKNOWN:
        return (day if _in_japan(written, dt.UTC).date() == day else None), None
    zone = (
        _zone(match["zone"]) if clock is StampClock.STATED else {StampClock.UTC: dt.UTC, StampClock.JAPAN: JST}[clock]
    )
    local = _in_japan(written, zone)
    return local.date(), local.time()


def _in_japan(written: dt.datetime, zone: dt.timezone) -> dt.datetime:
    return written.replace(tzinfo=zone).astimezone(JST)


def _zone(text: str) -> dt.timezone:
    """JST, UTC, GMT, GMT+9, GMT-03:30."""
    if text == "JST":
        return JST
    offset = re.search(r"([+-])(\d{1,2})[:_]?(\d\d)?$", text)
    if not offset:
        return dt.UTC
    minutes = int(offset[2]) * 60 + int(offset[3] or 0)
    return dt.timezone(dt.timedelta(minutes=-minutes if offset[1] == "-" else minutes))


@cache
def _table() -> _Table:
    raw = tomllib.loads(
        resources.files("transcriber.minutes").joinpath("data/recorder_names.toml").read_text(encoding="utf-8")
    )
    unnamed = "|".join(f"(?:{u['match']})" for u in raw["unnamed"])
    always = "|".join(f"(?:{u['match']})" for u in raw["unnamed"] if u.get("always"))
    # 2030 may be the year of a plan (UX 2030). A title needs something behind or before it.
    device = (
        rf"(?i:(?:{unnamed})[\s_.#-]*(?!(?:19|20)\d\d(?!\d))\d{{3,}}(?:[SM]\d{{2}})?|(?:{always})(?:[\s_]*\d{{1,3}})?)"
    )
    return _Table(
        patterns=tuple(
            NamePattern(
                p["device"],
                re.compile(p["match"]),
                StampClock(p["clock"]),
                p["example"],
                p["source"],
                re.compile(p.get("unnamed", "(?!)")),
            )
            for p in raw["pattern"]
        ),
        # Numbers, with or without separators and brackets, follow it, or nothing does.
        unnamed=re.compile(rf"(?i:{unnamed})(?:[\s_.()#-]*\d+)*[\s_.()-]*"),
        first=re.compile(rf"{device}[\s_]+(?=\S)"),
        last=re.compile(rf"(?<=\S)[\s_]+{device}$"),
        first_sound=re.compile(rf"[\s_-]*(?i:{raw['sound']})_+(?!(?i:only)(?![A-Za-z]))(?=[^\W\d_])"),
        sound=re.compile(rf"(?<![^\s_.(\[【-])(?i:{raw['sound']})[\s_.-]*$"),
    )
