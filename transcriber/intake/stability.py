"""Has a file stopped changing? Answered by our own observations and our own clock, never by a file's time stamp."""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable
from dataclasses import dataclass


@dataclass(frozen=True)
class Steadiness:
    """How long something has looked the same.

    Attributes:
        looks: how often it was seen just so, this time included.
        seconds: from the first of those looks to the last.
        changed: it looked different the time before.
    """

    looks: int
    seconds: float
    changed: bool

    def lasts(self, seconds: float) -> bool:
        """Seen the same at least twice, over at least `seconds`."""
        return self.looks >= 2 and self.seconds >= seconds


@dataclass(frozen=True)
class _Seen:
    signature: Hashable
    since: float
    looks: int


class Stability:
    """Remembers what was seen. Kept in memory only: a restart begins to watch afresh, which costs one waiting time and
    cannot be fooled by a clock that was moved or by a file that changed while nobody looked.

    Args:
        monotonic: seconds from a clock that never goes back (time.monotonic).
    """

    def __init__(self, monotonic: Callable[[], float]) -> None:
        self._monotonic = monotonic
        self._seen: dict[Hashable, _Seen] = {}

    def observe(self, key: Hashable, signature: Hashable) -> Steadiness:
        """Note how `key` looks now, and say for how long it has looked so."""
        now = self._monotonic()
        before = self._seen.get(key)
        same = before is not None and before.signature == signature
        seen = _Seen(signature, before.since, before.looks + 1) if before and same else _Seen(signature, now, 1)
        self._seen[key] = seen
        return Steadiness(seen.looks, now - seen.since, changed=before is not None and not same)

    def keep(self, keys: Collection[Hashable]) -> None:
        """Forget everything but `keys`."""
        self._seen = {k: v for k, v in self._seen.items() if k in keys}
