"""Temporary files of libraries and children: inside the work folder, a folder for each process, and gone after a kill as well.

A process holds the lock beside its folder as long as it lives. So what a killed one left is known at once, and goes when the next one
starts or at the hourly sweep of one that runs for months: it may hold what was said.
"""

from __future__ import annotations

import os
import re
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from transcriber.queue import local_disk, lock
from transcriber.system import rights

TEMPORARY_FOLDER = "tmp"
_STALE = 24 * 3600.0
"""Seconds after which a file is nobody's: no library keeps one for so long."""

_JUST_BEGUN = 60.0
"""Seconds in which a process may still be about to take its lock."""

_OF_A_PROCESS = re.compile(r"\d+-[A-Za-z0-9_]+")
_LOCK = ".lock"
_VARIABLES = ("TMPDIR", "TEMP", "TMP")


@contextmanager
def inside(work: Path) -> Iterator[Path]:
    """For the time of the block, temporary files of this process and its children lie in the work folder.

    Raises:
        StorageError: the work folder is another user's.
        OSError: it cannot be made.
    """
    if local_disk.is_remote(work):
        rights.make(work)  # a share decides by itself who may look
    else:
        rights.private(work)
    discard_left(work)
    mine = Path(tempfile.mkdtemp(prefix=f"{os.getpid()}-", dir=_made(work)))
    before, own = {name: os.environ.get(name) for name in _VARIABLES}, tempfile.tempdir
    with lock.held(mine.with_name(f"{mine.name}{_LOCK}")):
        os.environ.update(dict.fromkeys(_VARIABLES, str(mine)))
        tempfile.tempdir = str(mine)
        try:
            yield mine
        finally:
            tempfile.tempdir = own
            for name, value in before.items():
                os.environ.pop(name, None)
                if value is not None:
                    os.environ[name] = value
            _remove(mine)
    _remove(mine.with_name(f"{mine.name}{_LOCK}"))


def temporary_place(work: Path) -> Path:
    """Where this process puts temporary files of its own: never outside the work folder."""
    now = Path(tempfile.gettempdir())
    return now if now.is_relative_to(work) else _made(work)


def discard_left(work: Path) -> None:
    """Delete what processes left that live no more.

    Raises:
        OSError: the folder cannot be listed.
    """
    folder = _made(work)
    for left in folder.iterdir():
        age = _age(left)
        if _OF_A_PROCESS.fullmatch(left.name.removesuffix(_LOCK)):
            if age > _JUST_BEGUN:
                _discard_of_dead(folder / left.name.removesuffix(_LOCK))
        elif age > _STALE:
            _remove(left)
    for left in work.glob("incoming-*.docx"):  # of an older version
        if _age(left) > _STALE:
            _remove(left)


def _discard_of_dead(folder: Path) -> None:
    """Delete the folder of a process, if nobody holds its lock; else only files that it has forgotten."""
    held = folder.with_name(f"{folder.name}{_LOCK}")
    with lock.held(held) as dead:
        if not dead:
            for file in folder.iterdir() if folder.is_dir() else ():
                if file.is_file() and _age(file) > _STALE:
                    _remove(file)
            return
        _remove(folder)
    _remove(held)


def _made(work: Path) -> Path:
    folder = work / TEMPORARY_FOLDER
    rights.make(folder)
    return folder


def _age(path: Path) -> float:
    try:
        return time.time() - path.lstat().st_mtime
    except OSError:  # gone meanwhile
        return 0.0


def _remove(left: Path) -> None:
    if left.is_dir() and not left.is_symlink():
        shutil.rmtree(left, ignore_errors=True)
    else:
        with suppress(OSError):  # gone, or on Windows somebody's who looks at it just now
            left.unlink()
