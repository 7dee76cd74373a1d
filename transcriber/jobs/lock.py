"""One instance: a kernel lock in the work folder, shared by daemon and cron, freed by the system however we end."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

FILE_NAME = "transcriber.lock"


@contextmanager
def only_instance(work: Path) -> Iterator[bool]:
    """Hold the lock for the time of the block; the block is told False where another process holds it."""
    work.mkdir(parents=True, exist_ok=True)
    lock = FileLock(work / FILE_NAME)
    try:
        lock.acquire(timeout=0)
    except Timeout:
        yield False
        return
    try:
        yield True
    finally:
        lock.release()
