"""The engines' processes, kept from one recording to the next: imports and loading models take longer than a short recording.

They stay while other recordings wait and there is memory for what comes; nobody has to end them: after a while without work
they end by themselves.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import psutil

from transcriber.system import engines

_GIB = 1024**3

ROOM_FOR_SPEAKERS = 3 * _GIB
"""Bytes that must be free for the recogniser to stay loaded while voices are told apart: twice what that takes at its peak."""

ROOM_FOR_NEXT = 2 * _GIB
"""Bytes that must be free for both to wait for the next recording: what decoding it and writing its draft take, and the office's
own programs."""

LONGEST_REST = 60.0
"""Seconds after which engines without work end, whatever was said to wait."""


def free_memory() -> int:
    """Bytes that programs can still get without swapping."""
    return int(psutil.virtual_memory().available)


@dataclass(frozen=True)
class EnginePair:
    """The two processes that a recording is worked on in."""

    speech: engines.EngineProcess
    speakers: engines.EngineProcess

    def shutdown(self) -> None:
        """End both; the next call starts them anew."""
        self.speech.shutdown()
        self.speakers.shutdown()


class WarmEngines:
    """One pair of engines, borrowed by one recording after another.

    Args:
        threads: processor threads the engines may use.
        free: bytes of memory that are free now.
        idle: seconds without a borrower after which they end.
    """

    def __init__(self, threads: int, free: Callable[[], int] = free_memory, idle: float = LONGEST_REST) -> None:
        self._pair = EnginePair(engines.EngineProcess(threads=threads), engines.EngineProcess(threads=threads))
        self._free = free
        self._idle = idle
        self._lock = threading.Lock()
        self._borrowed = 0
        self._timer: threading.Timer | None = None
        self._weights: object = None

    @contextmanager
    def borrowed(self, others_wait: Callable[[], bool], room: int = ROOM_FOR_NEXT) -> Iterator[EnginePair]:
        """The engines, for one recording at a time. After a failure they end: the next recording gets fresh ones.

        Args:
            others_wait: whether other recordings are to follow; asked at the end.
            room: bytes of memory that must be free then for the engines to stay.
        """
        with self._lock:
            self._borrowed += 1
            if self._timer is not None:
                self._timer.cancel()
                self._timer = None
        stay = False
        try:
            yield self._pair
            stay = others_wait() and self._free() >= room
        finally:
            with self._lock:
                self._borrowed -= 1
                if stay:
                    self._timer = threading.Timer(self._idle, self._end)
                    self._timer.daemon = True
                    self._timer.start()
                else:
                    self._pair.shutdown()

    def serve(self, weights: object) -> None:
        """Say what the borrowed engines are to load. Where that is not what the last recording had (a model was fetched anew), they
        start afresh: they keep what they loaded by its folder."""
        if self._weights not in (None, weights):
            self._pair.shutdown()
        self._weights = weights

    def recognised(self, others_wait: Callable[[], bool]) -> None:
        """The recogniser has done its part: it ends, so that its memory is the diarizer's, unless there is enough for both."""
        if not (others_wait() and self._free() >= ROOM_FOR_SPEAKERS):
            self._pair.speech.shutdown()

    def _end(self) -> None:
        with self._lock:
            if not self._borrowed:
                self._pair.shutdown()
