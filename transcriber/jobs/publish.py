"""Put a draft where staff find it, and the original where it is kept, without ever overwriting what a person made.

Both steps may be cut off at any instant and be done again: what is already in place is recognised by its hash.
"""

from __future__ import annotations

import errno
import hashlib
import os
import shutil
import time
from collections.abc import Callable
from pathlib import Path, PurePosixPath

from transcriber.durable import is_busy, replace, sync_folder
from transcriber.errors import StorageError
from transcriber.intake import inbox, names
from transcriber.untrusted import files

TEMPORARY = ".transcriber-"
"""How the temporary names in a drafts folder begin; hidden on Linux, and swept at start."""


STALE_LOCK = 12 * 3600.0
"""Seconds without a save after which a lock file is taken for one that a crash left behind."""

TOP = PurePosixPath()
"""The draft's folder itself."""


def folder_for(name: str, drafts: Path, taken: frozenset[str]) -> str:
    """The name of a recording's own folder in `drafts`: its stem, or "stem (2)" … where that belongs to another.

    Args:
        name: what staff called the recording.
        taken: folder names that belong to other jobs.
    """
    stem = names.fit(Path(name).stem)
    others = {names.same(t) for t in taken}
    number = 1
    while names.same(names.numbered(stem, number)) in others or (drafts / names.numbered(stem, number)).exists():
        number += 1
    return names.numbered(stem, number)


def publish(
    source: Path,
    folder: Path,
    *,
    job: int,
    ours: dict[str, frozenset[str]],
    announce: Callable[[str, str], None],
    inside: PurePosixPath = TOP,
    rename: Callable[[Path, Path], None] = os.replace,
) -> str:
    """Put `source` into `folder` under its own name, or under "name (2)" … where a person has that file open or has
    edited it. Returns the name it has there.

    Args:
        inside: the folder within `folder` it goes into, made if need be; part of the name, as in 資料/発言一覧.csv.
        ours: name → hashes we put there before; a file with another hash was edited by a person.
        announce: told (name, hash) durably before anything appears under that name.

    Raises:
        OSError: from the disk or share.
    """
    wanted = names.fit(source.stem, source.suffix)
    digest = sha256_of(source)
    (folder / inside).mkdir(parents=True, exist_ok=True)
    number = 1
    while True:
        name = (inside / names.numbered(wanted, number)).as_posix()
        target = folder / name
        there = _content(target)
        if there == digest:
            announce(name, digest)
            return name
        if there is None or (there in ours.get(name, ()) and not is_open(target)):
            announce(name, digest)
            if _put(source, target, f"{TEMPORARY}{os.getpid()}-{job}.tmp", rename):
                return name
        number += 1


def is_open(file: Path, now: float | None = None) -> bool:
    """Whether a person has `file` open: a lock file of Word, Excel or LibreOffice lies beside it, and one of the two was
    saved within the last twelve hours. A time in the future is of a clock that is not ours, and counts as just now.

    Args:
        now: seconds since 1970; None: by the clock of this machine.
    """
    name = file.name
    locks = (f".~lock.{name}#", f"~${name}", f"~${name[1:]}", f"~${name[2:]}")
    held = [at for lock in locks for at in _saved(file.with_name(lock))]
    return bool(held) and (time.time() if now is None else now) - max(*held, *_saved(file)) < STALE_LOCK


def _saved(path: Path) -> tuple[float, ...]:
    try:
        return (os.lstat(path).st_mtime,)
    except OSError:
        return ()


def archive(original: Path, done: Path) -> str:
    """Move an original (file or folder) into `done`, never over anything. Returns its name there.

    Raises:
        StorageError: the original lies on another volume than `done`.
        OSError: from the share.
    """
    done.mkdir(exist_ok=True)
    number = 1
    while os.path.lexists(done / names.numbered(original.name, number)):
        number += 1
    target = done / names.numbered(original.name, number)
    try:
        original.rename(target)
    except OSError as e:
        if e.errno == errno.EXDEV:
            raise StorageError(
                f"{done.name} が {original.parent.name} と別のディスクにあるため、元の録音を移せません。",
                f"{done.name} を同じ共有フォルダの中に作り直してください。",
            ) from e
        raise
    sync_folder(done)
    sync_folder(original.parent)
    return target.name


def archived_as(name: str, signature: str, done: Path) -> str:
    """The name under which `done` already holds the recording `name` with that signature; empty if it does not.

    Asked where the original is not in the inbox any more: it may have been moved and the move not been noted.
    """
    number = 1
    while os.path.lexists(target := done / names.numbered(name, number)):
        number += 1
        entry = inbox.look_at(target)
        if entry is not None and entry.signature == signature:
            return target.name
    return ""


def sweep(drafts: Path) -> int:
    """Remove temporary files that killed processes left; only call it with the instance lock held."""
    found = [p for depth in ("", "*/", "*/*/") for p in drafts.glob(f"{depth}{TEMPORARY}*.tmp")]
    left = [p for p in found if not p.name.startswith(f"{TEMPORARY}{os.getpid()}-")]
    for path in left:
        path.unlink(missing_ok=True)
    return len(left)


def sha256_of(file: Path) -> str:
    """Hash of the content, hex.

    Raises:
        NotRegularFile, OSError: it is no file, or cannot be read now.
    """
    with files.open_regular(file, most=None) as f:
        return hashlib.file_digest(f, "sha256").hexdigest()


def _content(target: Path) -> str | None:
    """The hash of what lies at `target`; None: nothing; empty: it is no file, or someone holds it."""
    try:
        return sha256_of(target)
    except FileNotFoundError:
        return None
    except files.NotRegularFile:
        return ""
    except OSError as e:
        if is_busy(e):
            return ""
        raise


def _put(source: Path, target: Path, temporary: str, rename: Callable[[Path, Path], None]) -> bool:
    """Copy and rename; False if the target stayed in use to the end."""
    part = target.with_name(temporary)
    with source.open("rb") as reader, part.open("wb") as writer:
        shutil.copyfileobj(reader, writer, 1 << 20)
        writer.flush()
        os.fsync(writer.fileno())
    try:
        replace(part, target, rename=rename)
    except OSError as e:
        part.unlink(missing_ok=True)
        if is_busy(e):
            return False
        raise
    return True
