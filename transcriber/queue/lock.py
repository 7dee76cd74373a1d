"""Kernel locks in the work folder, freed by the system however we end: one instance (shared by daemon and cron), and one
program at a time at what only one may touch."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from transcriber.system import rights

LOCK_FILE = "transcriber.lock"


@contextmanager
def only_instance(work: Path) -> Iterator[bool]:
    """Hold the installation's lock for the time of the block; the block is told False where another process holds it."""
    with held(work / LOCK_FILE) as mine:
        yield mine


@contextmanager
def held(file: Path, *, wait: bool = False) -> Iterator[bool]:
    """Hold a lock for the time of the block.

    Args:
        wait: until another process lets go; without it the block is told False at once.
    """
    rights.make(file.parent)
    lock = FileLock(file, mode=rights.FILE)
    try:
        lock.acquire(timeout=-1 if wait else 0)
    except Timeout:
        yield False
        return
    try:
        yield True
    finally:
        lock.release()
