"""Temporary files of libraries and children: inside the work folder, and gone after a kill as well."""

from __future__ import annotations

import os
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from transcriber.queue import local_disk
from transcriber.system import rights

TEMPORARY_FOLDER = "tmp"
_STALE = 24 * 3600.0
"""Seconds after which what lies there is of a process that was killed."""

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
    folder = work / TEMPORARY_FOLDER
    rights.make(folder)
    for left in folder.iterdir():
        if time.time() - left.lstat().st_mtime > _STALE:
            _remove(left)
    before, own = {name: os.environ.get(name) for name in _VARIABLES}, tempfile.tempdir
    os.environ.update(dict.fromkeys(_VARIABLES, str(folder)))
    tempfile.tempdir = str(folder)
    try:
        yield folder
    finally:
        tempfile.tempdir = own
        for name, value in before.items():
            os.environ.pop(name, None)
            if value is not None:
                os.environ[name] = value


def _remove(left: Path) -> None:
    if left.is_dir() and not left.is_symlink():
        shutil.rmtree(left, ignore_errors=True)
    else:
        left.unlink(missing_ok=True)
