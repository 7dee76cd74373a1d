"""Kernel locks in the work folder, freed by the system however we end: one instance (shared by daemon and cron), and one
program at a time at what only one may touch."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from filelock import FileLock, Timeout

from transcriber.system import rights

LOCK_FILE = "transcriber.lock"
BEGAN_FILE = "transcriber.began"
"""Its time is when whoever works began to: whoever only asks for the lock touches that of the lock's own file."""


@contextmanager
def only_instance(work: Path) -> Iterator[bool]:
    """Hold the installation's lock for the time of the block; the block is told False where another process holds it."""
    with held(work / LOCK_FILE) as mine:
        yield mine


def is_free(work: Path) -> bool:
    """Whether nobody is at work, by the installation's lock. Raises: OSError: the work folder is closed to us."""
    if not (work / LOCK_FILE).exists():
        return True
    with only_instance(work) as mine:
        return mine


def note_beginning(work: Path) -> None:
    """Whoever holds the installation's lock begins to work."""
    with suppress(OSError):  # a full disk: told where it matters
        rights.private_file(work / BEGAN_FILE)
        os.utime(work / BEGAN_FILE)


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
