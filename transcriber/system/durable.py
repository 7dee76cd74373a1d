"""Writes that are either there completely or not at all, also after a power cut."""

from __future__ import annotations

import errno
import os
import sys
import time
import zlib
from collections.abc import Callable
from pathlib import Path

from transcriber.system import rights
from transcriber.system.opened import What, what_lies_at

RETRIES = (0.05, 0.1, 0.2, 0.4, 0.75, 1.0)
"""Pauses in seconds (2.5 s in all) while a virus scanner, an indexer or a reader holds a file on Windows."""

_BUSY = {5, 32, 33}  # ERROR_ACCESS_DENIED, ERROR_SHARING_VIOLATION, ERROR_LOCK_VIOLATION


def is_busy(error: OSError) -> bool:
    """Windows says that someone else holds the file."""
    return getattr(error, "winerror", None) in _BUSY


def replace(
    source: Path,
    target: Path,
    *,
    rename: Callable[[Path, Path], None] = os.replace,
    sleep: Callable[[float], None] = time.sleep,
) -> None:
    """Rename `source` over `target` durably, patient for a moment where Windows says it is busy.

    Raises:
        OSError: as from os.replace; `is_busy` tells whether `target` stayed in use to the end.
    """
    for pause in (*RETRIES, None):
        try:
            rename(source, target)
        except OSError as e:
            if pause is None or not is_busy(e):
                raise
            sleep(pause)
        else:
            break
    sync_folder(target.parent)


def write(target: Path, data: bytes, *, temporary: str) -> None:
    """Put `data` at `target` by way of the name `temporary` in the same folder. Where something else than a file has one of these
    names (a link, a folder), nothing is written: it is somebody's, and a link may lead anywhere.

    Raises:
        OSError: that is so (ELOOP), or as the disk or share says.
    """
    part = target.with_name(temporary)
    for place in (part, target):
        if what_lies_at(place) not in (What.NOTHING, What.FILE):
            raise OSError(errno.ELOOP, "a link or a folder, not a file", str(place))
    part.unlink(missing_ok=True)  # half a file of a process that was killed
    with rights.opened(part) as f:
        f.write(data)
        f.flush()
        os.fsync(f.fileno())
    rights.like_its_folder(part)
    replace(part, target)


def write_text(target: Path, text: str) -> None:
    """Put `text` at `target` as UTF-8, its line ends as they are."""
    # Not the target's own name with something added: that may be as long as names can be.
    write(target, text.encode("utf-8"), temporary=f".{zlib.crc32(target.name.encode()):08x}.part")


def sync_folder(folder: Path) -> None:
    """Make a rename in `folder` survive a power cut, where the system lets folders be synced at all."""
    if sys.platform == "win32":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    except OSError as e:
        if e.errno not in (errno.EINVAL, errno.ENOTSUP, errno.EBADF):  # CIFS and FUSE: nothing to sync
            raise
    finally:
        os.close(descriptor)
