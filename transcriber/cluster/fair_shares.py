"""Who gets a free place at another computer, where several recordings are in work.

A computer has two places: what it does, and what waits for it. Profiles share the computers evenly: the next place is for the one whose
recordings have fewest. Among recordings of one profile it is for the one that was begun first, so that its draft is there soon; the others
get what that one leaves. A place that nobody with a better claim has asked for lately is anybody's, so no computer waits while anything is
ready.
"""

from __future__ import annotations

import itertools
import threading
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from types import TracebackType
from typing import Protocol, Self

from transcriber.cluster.cluster_files import SPEAKERS, SPEECH
from transcriber.cluster.pool import TaskFlight
from transcriber.cluster.work_data import Wanted, WorkAnswer

AHEAD = 2
"""Places at each computer: one task runs, one is on its way."""

_TAKES = {SPEECH: 1, SPEAKERS: AHEAD}
"""Places that a task takes. A piece takes both: a window behind it would wait for a minute."""

ASKED_LATELY = 1.0
"""Seconds for which a place is kept for whoever asked in vain and has a better claim. All ask several times a second."""

UNUSED_FOR = 3.0
"""Seconds without a task after which a computer may listen to a piece, however many do so already."""


class TaskPool(Protocol):
    """Whoever gives tasks to computers (pool.py; tests have their own)."""

    def present(self) -> int: ...

    def ready(self, asked: Wanted, without: Sequence[str] = ()) -> list[str]: ...

    def give(self, asked: Wanted, parcel: bytes, names: Sequence[str]) -> TaskFlight | None: ...

    def answer(self, flight: TaskFlight) -> WorkAnswer | None: ...

    def drop(self, flight: TaskFlight) -> None: ...

    def wait(self, seconds: float) -> None: ...


class FairShares:
    """The places at all computers.

    Args:
        monotonic: seconds.
    """

    def __init__(self, pool: TaskPool, monotonic: Callable[[], float]) -> None:
        self.pool = pool
        self.monotonic = monotonic
        self.lock = threading.Lock()
        self.load: Counter[str] = Counter()
        self.listening: Counter[str] = Counter()
        self._numbers = itertools.count()
        self._of_profile: Counter[str] = Counter()
        self._shares: list[RecordingShare] = []
        self._recognise: frozenset[str] = frozenset()
        self._used: dict[str, float] = {}

    def join(self, profile: str) -> RecordingShare:
        """One more recording is in work; its claim comes behind those of its profile that are."""
        with self.lock:
            share = RecordingShare(self, profile, next(self._numbers))
            self._shares.append(share)
        return share

    def leave(self, share: RecordingShare) -> None:
        """It is not any more."""
        with self.lock:
            self._shares.remove(share)

    def reserve(self, share: RecordingShare, offer: str, able: Sequence[str], *, aside: bool) -> str | None:
        """A computer for a task of this recording, its places taken; None: none is free, or others have a better claim.

        Args:
            able: who may do it, those before others that are liked better.
            aside: the recording's windows are in work meanwhile: its pieces leave half of the computers to them.
        """
        with self.lock:
            now = self.monotonic()
            if offer == SPEECH:
                self._recognise = frozenset(able)
            wished = [n for n in able if offer == SPEECH or not self.listening[n]]
            if aside:
                wished = self._aside(wished, able, now)
            better = [s for s in self._shares if s is not share and self._claim(s) < self._claim(share)]
            kept = {
                n for s in better for asked in s.in_vain.values() if now - asked.at < ASKED_LATELY for n in asked.names
            }
            free = [n for n in wished if self.load[n] < AHEAD and n not in kept]
            if not free:
                share.in_vain[offer] = _AskedInVain(now, frozenset(wished))
                return None
            share.in_vain.pop(offer, None)
            name = min(free, key=self.load.__getitem__)
            self._change(share, offer, name, 1)
            return name

    def take(self, share: RecordingShare, offer: str, name: str) -> None:
        """Note a task that needs no free place."""
        with self.lock:
            self._change(share, offer, name, 1)

    def free(self, share: RecordingShare, offer: str, name: str) -> None:
        """A task is over."""
        with self.lock:
            self._change(share, offer, name, -1)

    def are_others(self, share: RecordingShare) -> bool:
        """Whether other recordings are in work."""
        with self.lock:
            return any(s is not share for s in self._shares)

    def least_loaded(self, names: Sequence[str]) -> str:
        with self.lock:
            return min(names, key=self.load.__getitem__)

    def _change(self, share: RecordingShare, offer: str, name: str, sign: int) -> None:
        self.load[name] += sign * _TAKES[offer]
        self._of_profile[share.profile] += sign * _TAKES[offer]
        self.listening[name] += sign * (offer == SPEAKERS)
        self._used[name] = self.monotonic()

    def _aside(self, wished: list[str], able: Sequence[str], now: float) -> list[str]:
        """Of these, those who may listen to a piece while windows wait to be recognised."""
        both = [n for n in able if n in self._recognise]
        if sum(self.listening[n] > 0 for n in both) < len(both) // 2:
            return wished
        unused = {n for n in both if not self.load[n] and now - self._used.setdefault(n, now) >= UNUSED_FOR}
        return [n for n in wished if n not in self._recognise or n in unused]

    def _claim(self, share: RecordingShare) -> tuple[int, int]:
        """The smaller, the better."""
        return self._of_profile[share.profile], share.number


@dataclass(frozen=True)
class _AskedInVain:
    at: float
    names: frozenset[str]


@dataclass(eq=False)
class RecordingShare:
    """One recording's claim on other computers, for as long as the block runs; gives out its tasks.

    Attributes:
        number: the smaller, the earlier it was begun.
        in_vain: kind of task → when and for whom it asked last without getting a place.
    """

    _all: FairShares = field(repr=False)
    profile: str
    number: int
    in_vain: dict[str, _AskedInVain] = field(default_factory=dict)
    _places: dict[int, tuple[str, str]] = field(default_factory=dict)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._all.leave(self)

    def waits(self, offer: str) -> bool:
        """Whether a task of this kind is ready and has no place, and not for what this recording itself has in work."""
        return offer in self.in_vain and self._all.are_others(self)

    def ready(self, asked: Wanted, without: Sequence[str] = ()) -> list[str]:
        """Who may do a task."""
        return self._all.pool.ready(asked, without)

    def give_in_turn(
        self, asked: Wanted, parcel: Callable[[], bytes], able: Sequence[str], *, aside: bool = False
    ) -> TaskFlight | None:
        """Give a task to one of `able`, if it is this recording's turn; None: it is not, or the line is down.

        Args:
            parcel: makes it, when there is a place for it.
            aside: as of `FairShares.reserve`.
        """
        name = self._all.reserve(self, asked.offer, able, aside=aside)
        return self._given(asked, parcel, name) if name is not None else None

    def give(self, asked: Wanted, parcel: bytes, names: Sequence[str]) -> TaskFlight | None:
        """Give a short task to one of `names` at once: one that others wait for, or that only this one does well."""
        if not names:
            return None
        name = self._all.least_loaded(names)
        self._all.take(self, asked.offer, name)
        return self._given(asked, lambda: parcel, name)

    def answer(self, flight: TaskFlight) -> WorkAnswer | None:
        """What became of it; None: it is still under way."""
        answer = self._all.pool.answer(flight)
        if answer is not None:
            self._over(flight)
        return answer

    def drop(self, flight: TaskFlight) -> None:
        """Nobody waits for it any more."""
        self._over(flight)
        self._all.pool.drop(flight)

    def wait(self, seconds: float) -> None:
        """Until there may be news."""
        self._all.pool.wait(seconds)

    def _given(self, asked: Wanted, parcel: Callable[[], bytes], name: str) -> TaskFlight | None:
        flight = None
        try:
            flight = self._all.pool.give(asked, parcel(), [name])
        finally:
            if flight is None:
                self._all.free(self, asked.offer, name)
        self._places[id(flight)] = asked.offer, name
        return flight

    def _over(self, flight: TaskFlight) -> None:
        if place := self._places.pop(id(flight), None):
            self._all.free(self, *place)
