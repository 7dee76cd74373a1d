"""The status pages of all profiles, written in a thread of their own.

Whether a page shows names stands in the profile's 設定.toml, which may take long to read: no look at the folders waits for that.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from transcriber.profiles.tree import ProfileTree
from transcriber.service.side_threads import where
from transcriber.service.status_page import Board

log = logging.getLogger(__name__)


class Boards:
    """Brings the pages up to date after each look.

    Args:
        wake: called when they are.

    Attributes:
        failed: a page could not be written through a fault of ours or of the store.
    """

    def __init__(self, board: Board, wake: Callable[[], None]) -> None:
        self._board = board
        self._wake = wake
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="boards")
        self._lock = threading.Lock()
        self._due: tuple[Path, ...] | None = None
        self._writing = False
        self.failed = False

    @property
    def busy(self) -> bool:
        """Whether there is something left to write."""
        with self._lock:
            return self._writing

    def write(self, profiles: tuple[Path, ...]) -> None:
        """Have the pages of these profiles written, now or as soon as those are that are being written."""
        with self._lock:
            self._due = profiles
            if not self._writing:
                self._writing = True
                self._thread.submit(self._write)

    def close(self) -> None:
        """Begin nothing more."""
        self._thread.shutdown(wait=False, cancel_futures=True)

    def _write(self) -> None:
        while True:
            with self._lock:
                due, self._due = self._due, None
                self._writing = due is not None
            if due is None:
                self._wake()
                return
            for folder in due:
                try:
                    self._board.write(ProfileTree(folder))
                except Exception as e:  # noqa: BLE001 - a border: one page that cannot be written hides no other
                    log.error("board failed: %s", where(e))
                    self.failed = True
