"""A few places at something that not all may use at once: whoever began first goes first."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager

_LOOK = 0.2


class OrderedPlaces:
    """Args: count: how many may be in a block of `place` at a time."""

    def __init__(self, count: int) -> None:
        self._count = count
        self._changed = threading.Condition()
        self._holders: Counter[int] = Counter()
        self._waiting: list[int] = []

    @contextmanager
    def place(self, number: int, heed: Callable[[], None]) -> Iterator[None]:
        """Have a place. Whoever has one may enter again.

        Args:
            number: of whoever asks; the smaller, the sooner.
            heed: called while it waits; raises to stop.
        """
        with self._changed:
            if number not in self._holders:
                self._wait(number, heed)
            self._holders[number] += 1
        try:
            yield
        finally:
            with self._changed:
                self._holders[number] -= 1
                if not self._holders[number]:
                    del self._holders[number]
                self._changed.notify_all()

    def _wait(self, number: int, heed: Callable[[], None]) -> None:
        self._waiting.append(number)
        try:
            while number not in self._next():
                self._changed.wait(_LOOK)
                heed()
        finally:
            self._waiting.remove(number)
            self._changed.notify_all()

    def _next(self) -> list[int]:
        return sorted(self._waiting)[: max(0, self._count - len(self._holders))]
