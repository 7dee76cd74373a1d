"""One computer that helps several offices: a worker process for each, under users of their own, and only one of them at a time has its
engines in memory.

They agree by two locks of the system, on files that all of them may open and nothing is written to. Whoever holds the first lock has the
computer; whoever wants it next holds the second and waits. So nobody who just had it gets it again while another waits, and a process that
dies lets go by that.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

LONGEST_TURN = 60.0
"""Seconds after which whoever has the computer gives it up to one who waits, once its task is done: loading a model takes some seconds of it."""

UNUSED = 60.0
"""Seconds without a task after which the engines end though nobody waits."""

_LOOK = 0.5
"""Seconds between two looks at whether somebody waits."""

_FILE = 0o660


class MachineTurns:
    """This process's part in sharing the computer.

    Args:
        file: the first lock; the second lies beside it.
        let_go: ends what holds memory; called before another gets the computer.
    """

    def __init__(self, file: Path, let_go: Callable[[], None], monotonic: Callable[[], float] = time.monotonic) -> None:
        self._room = FileLock(file, mode=_FILE, thread_local=False)
        self._door = FileLock(file.with_suffix(".next"), mode=_FILE, thread_local=False)
        self._let_go = let_go
        self._monotonic = monotonic
        self._lock = threading.Lock()
        self._working = False
        self._since = self._used = 0.0
        self._closing = threading.Event()
        self._watcher = threading.Thread(target=self._watch, name="turns", daemon=True)
        self._watcher.start()
        self.waits = False

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Have the computer for one task; waits for it."""
        with self._lock:
            if self._room.is_locked and self._monotonic() - self._since >= LONGEST_TURN and self._others_wait():
                self._leave()
            if not self._room.is_locked:
                self._enter()
            self._working = True
        try:
            yield
        finally:
            with self._lock:
                self._working = False
                self._used = self._monotonic()

    def close(self) -> None:
        """Let go of everything."""
        self._closing.set()
        self._watcher.join(timeout=10)
        with self._lock:
            if self._room.is_locked:
                self._leave()

    def _enter(self) -> None:
        self.waits = True
        try:
            with self._door:
                self._room.acquire()
        finally:
            self.waits = False
        self._since = self._monotonic()

    def _leave(self) -> None:
        self._let_go()
        self._room.release()

    def _others_wait(self) -> bool:
        try:
            with self._door.acquire(timeout=0):
                return False
        except Timeout:
            return True

    def _watch(self) -> None:
        """While there is no task: give the computer to whoever waits, and its memory back after a while."""
        while not self._closing.wait(_LOOK):
            with self._lock:
                if self._room.is_locked and not self._working:
                    idle = self._monotonic() - self._used
                    if idle >= UNUSED or (idle >= _LOOK and self._others_wait()):
                        self._leave()
