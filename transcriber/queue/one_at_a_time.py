"""What only one recording may do at a time: each waits for its turn, and goes on asking whether it is to stop."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from transcriber.work.contract import Stopped

_LOOK = 0.2


class OneAtATime:
    """Turns, a queue of them for each key: a profile whose folders are written, a content that is compared with what is known."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._there: dict[object, tuple[threading.RLock, int]] = {}

    @contextmanager
    def turn(self, key: object, stop: Callable[[], bool]) -> Iterator[None]:
        """Nobody else is in a block with this key. The same thread may enter again.

        Raises:
            Stopped: `stop` said so before it was our turn.
        """
        with self._lock:
            lock, many = self._there.get(key, (threading.RLock(), 0))
            self._there[key] = lock, many + 1
        try:
            while not lock.acquire(timeout=_LOOK):
                if stop():
                    raise Stopped
            try:
                yield
            finally:
                lock.release()
        finally:
            with self._lock:
                lock, many = self._there.pop(key)
                if many > 1:
                    self._there[key] = lock, many - 1
