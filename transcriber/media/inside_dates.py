"""The day and time that a recording's own file holds, from the tags of its container.

Whether it is when the recording began or when it ended differs from program to program, and only few say it.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import av
import av.error

from transcriber.minutes.recorder_names import JST

_OLDEST = 2010
"""Years before it are those of a clock that nobody set (1904, 1970, 1980, 2000, 2001)."""

_FILETIME_EPOCH = dt.datetime(1601, 1, 1, tzinfo=dt.UTC)
_STAMP = re.compile(
    r"(?P<day>\d{4}-\d\d-\d\d)(?:[T ](?P<time>\d\d:\d\d(?::\d\d)?)(?:\.\d+)?)?(?P<zone>Z|[+-]\d\d:?\d\d)?", re.I
)
_TIME = re.compile(r"\d\d:\d\d(?::\d\d)?")


@dataclass(frozen=True)
class InsideDate:
    """What a file says about itself.

    Attributes:
        moment: timezone-aware, in Japan.
        at_end: whether that is when the recording ended; None: it is not known.
        seconds: the length it declares or that is guessed of it; None if neither.
    """

    moment: dt.datetime
    at_end: bool | None
    seconds: float | None


def read_inside_dates(path: Path) -> InsideDate | None:
    """What the file says; None if it says nothing, or cannot be opened (who decodes it will say why)."""
    try:
        with av.open(str(path), metadata_errors="replace") as media:
            tags = {k.lower(): v for k, v in media.metadata.items()}
            for stream in media.streams:
                tags |= {k.lower(): v for k, v in stream.metadata.items() if k.lower() not in tags}
            length = media.duration / 1e6 if media.duration is not None and media.duration > 0 else None
    except (av.error.FFmpegError, OSError, ValueError, OverflowError):
        return None
    found = of_tags(tags)
    return InsideDate(found[0], found[1], length) if found else None


def of_tags(tags: Mapping[str, str]) -> tuple[dt.datetime, bool | None] | None:
    """(moment, at its end) by a container's tags, their names in lower case. A time without a zone is Japan's."""
    apple = _moment(tags.get("com.apple.quicktime.creationdate", ""))
    if apple:
        return apple, False
    day, time = tags.get("date", ""), tags.get("creation_time", "")
    if _TIME.fullmatch(time):  # Broadcast WAV: OriginationDate and OriginationTime, when its first sample was taken
        written = _moment(f"{day} {time}")
        return (written, False) if written else None
    ends = None
    if "com.android.version" in tags:
        ends = True  # its writer notes the time at which it closes the file
    elif tags.get("encoder", "").startswith("com.apple.VoiceMemos"):
        ends = False
    for text in (time, tags.get("wm/encodingtime", ""), day):
        moment = _filetime(text) if text.isdecimal() and len(text) > 14 else _moment(text)
        if moment:
            return moment, ends
    return None


def _moment(text: str) -> dt.datetime | None:
    match = _STAMP.fullmatch(text.strip())
    if not match or not match["time"]:
        return None
    zone = (match["zone"] or "+09:00").upper().replace("Z", "+00:00")
    try:
        return _plausible(dt.datetime.fromisoformat(f"{match['day']}T{match['time']}{zone}"))
    except ValueError:
        return None


def _filetime(text: str) -> dt.datetime | None:
    """Windows' count of tenths of microseconds."""
    try:
        return _plausible(_FILETIME_EPOCH + dt.timedelta(microseconds=int(text) // 10))
    except OverflowError:
        return None


def _plausible(moment: dt.datetime) -> dt.datetime | None:
    """None for the time of a clock that was never set: it begins on a first of January, on which nobody meets."""
    local = moment.astimezone(JST)
    unset = moment.year < _OLDEST or (1, 1) in ((local.month, local.day), (moment.month, moment.day))
    return None if unset else local
