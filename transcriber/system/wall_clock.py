"""Japan's time: all that people read is told in it, whatever zone this computer is set to (servers often run in UTC)."""

from __future__ import annotations

import datetime as dt

from transcriber.minutes.recorder_names import JST


def moment_at(seconds: float) -> dt.datetime:
    """Seconds since 1970, in Japan's time."""
    return dt.datetime.fromtimestamp(seconds, JST)


def in_japan(moment: dt.datetime) -> dt.datetime:
    """The same moment in Japan's time."""
    return moment.astimezone(JST)


def time_now() -> dt.datetime:
    """The moment it is, in Japan's time."""
    return dt.datetime.now(JST)
