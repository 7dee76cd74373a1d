"""Put a draft where staff find it, and the original where it is kept, without ever overwriting what a person made.

Both steps may be cut off at any instant and be done again: what is already in place is recognised by its hash.
"""

from __future__ import annotations

import contextlib
import errno
import os
import re
import shutil
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from transcriber.errors import StorageError
from transcriber.intake import inbox
from transcriber.minutes.recording_titles import without_ending
from transcriber.system import file_names, rights
from transcriber.system.durable import is_busy, replace, sync_folder
from transcriber.system.opened import What, what_lies_at
from transcriber.system.removal import Below, Examined, Known, Why
from transcriber.untrusted import files
from transcriber.work.contract import Result
from transcriber.work.workfolder import SIDE

TEMPORARY = ".transcriber-"
"""How the temporary names in a drafts folder begin; hidden on Linux, and swept at start."""

_TEMPORARY = re.compile(rf"{re.escape(TEMPORARY)}(\d+)-\d+\.tmp")
_DEEPEST = 3
"""Names on the way from a drafts folder to a temporary file in a draft's 資料, at most."""

_NOTHING = f"{TEMPORARY}-"
"""A name under which nothing lies: asked for, it tells whether the way there is free of links."""

STALE_LOCK = 12 * 3600.0
"""Seconds without a save after which a lock file is taken for one that a crash left behind."""

TOP = PurePosixPath()
"""The draft's folder itself."""


class _Taken(Exception):
    """What lies at the target is not ours (any more)."""


def folder_for(name: str, drafts: Path, taken: frozenset[str], current: str = "") -> str:
    """The name of a recording's own folder in `drafts`: its name without the ending of a file, or that with " (2)" … where that belongs to another.

    Args:
        name: what staff called the recording.
        taken: folder names that belong to other jobs.
        current: the folder it has. It keeps it, unless a person has put a link or a file in its place, or in that of 資料.
    """
    if current and usable(drafts / current):
        return current
    stem = file_names.fit(without_ending(name))
    others = {file_names.same(t) for t in taken}
    wanted, number = stem, 1
    while file_names.same(wanted) in others or os.path.lexists(drafts / wanted):
        number += 1
        wanted = file_names.fit(stem, f" ({number})")
    return wanted


def usable(folder: Path) -> bool:
    """Whether a draft can be put into `folder`: it is a real folder, as is 資料 in it, or not there yet."""
    return all(what_lies_at(place) in (What.NOTHING, What.FOLDER) for place in (folder, folder / SIDE))


def publish(
    source: Path,
    folder: Path,
    *,
    job: int,
    ours: Mapping[str, frozenset[str]],
    announce: Callable[[str, str], None],
    inside: PurePosixPath = TOP,
    root: Path | None = None,
    rename: Callable[[Path, Path], None] = os.replace,
) -> str:
    """Put `source` into `folder` under its own name, or under "name (2)" … where a person has that file open, has edited it, or
    has put something else there. Returns the name it has there.

    Args:
        inside: the folder within `folder` it goes into, made if need be; part of the name, as in 資料/発言一覧.csv.
        ours: name → hashes we put there before; a file with another hash was edited by a person.
        announce: told (name, hash) durably before anything appears under that name.
        root: `folder` or one above it; on the way from there no link is followed.

    Raises:
        OSError: from the disk or share; also where a folder on the way is a link.
    """
    wanted = file_names.fit(source.stem, source.suffix)
    digest = files.sha256_of(source)
    rights.make(folder / inside)
    below = Below(root or folder)
    way = PurePosixPath(folder.relative_to(below.root).as_posix())
    number = 1
    while True:
        name = (inside / file_names.numbered_name(wanted, number)).as_posix()
        known = Known(ours.get(name, frozenset()))
        found = below.examine(way / name, known)
        if found.content is not None and found.content.sha256 == digest:
            announce(name, digest)
            return name
        if found.why is Why.LINK and below.what(way / inside / _NOTHING) is What.LINK:
            raise NotADirectoryError(errno.ENOTDIR, "a link on the way", str(folder / inside))
        if _may_be_replaced(found) and not (found.why is None and is_open(folder / name)):
            announce(name, digest)
            if _put(source, below, way / name, known, f"{TEMPORARY}{os.getpid()}-{job}.tmp", rename):
                return name
        number += 1


@dataclass(frozen=True)
class Published:
    """A draft where staff find it.

    Attributes:
        names: of its files there, in the result's order; the first is the Word draft.
        note: what staff should know of files that an earlier draft left there (Japanese); empty if nothing.
    """

    names: tuple[str, ...]
    note: str = ""


def publish_all(
    result: Result,
    folder: Path,
    *,
    job: int,
    ours: Mapping[str, frozenset[str]],
    announce: Callable[[str, str], None],
    root: Path,
) -> Published:
    """`publish` all files of a result; where it masks what an earlier draft may show, take away what of that one has no successor.

    Args:
        folder: the draft's own.

    Raises:
        OSError: from the disk or share; also where a folder on the way is a link.
    """
    names = [
        publish(file, folder, job=job, ours=ours, announce=announce, inside=result.place(file).parent, root=root)
        for file in result.files
    ]
    if not result.masks:
        return Published(tuple(names))
    followed = {*names, *(result.place(file).as_posix() for file in result.files)}
    stays = _withdrawn({name: hashes for name, hashes in ours.items() if name not in followed}, folder, root)
    return Published(tuple(names), _BEFORE_MASKING if stays else "")


_BEFORE_MASKING = "伏せる前の下書きのファイルが、同じフォルダに残っています（手を加えてあるか、開かれています）。要らなければ消してください。"


def _withdrawn(ours: Mapping[str, frozenset[str]], folder: Path, root: Path) -> bool:
    """Delete files that we put into a draft's folder; True if one stays, since a person edited it or has it open."""
    below = Below(root)
    way = PurePosixPath(folder.relative_to(root).as_posix())
    stays = False
    for name, hashes in ours.items():
        if not name or below.what(way / name) is What.NOTHING:
            continue
        stays |= is_open(folder / name) or below.remove(way / name, Known(hashes)).why not in (None, Why.ABSENT)
    return stays


def is_open(file: Path, now: float | None = None) -> bool:
    """Whether a person has `file` open: a lock file of Word, Excel or LibreOffice lies beside it, and one of the two was
    saved within the last twelve hours. A time in the future is of a clock that is not ours, and counts as just now.

    Args:
        now: seconds since 1970; None: by the clock of this machine.
    """
    held = [at for lock in locks_of(file.name) for at in _saved(file.with_name(lock))]
    return bool(held) and (time.time() if now is None else now) - max((*held, *_saved(file))) < STALE_LOCK


def locks_of(name: str) -> tuple[str, ...]:
    """What a file beside `name` may be called by which Word, Excel or LibreOffice say that it is open; each holds who opened it."""
    return (f".~lock.{name}#", f"~${name}", f"~${name[1:]}", f"~${name[2:]}")


def _saved(path: Path) -> tuple[float, ...]:
    try:
        return (os.lstat(path).st_mtime,)
    except OSError:
        return ()


def archive(original: Path, done: Path) -> str:
    """Move an original (file or folder) into `done`, never over anything and never by way of a link. Returns its name there.

    Raises:
        StorageError: the original lies on another volume than `done`, or one of them is a link.
        OSError: from the share.
    """
    rights.make(done, parents=False)
    if what_lies_at(done) is not What.FOLDER:
        raise StorageError(
            f"{done.name} が、ふつうのフォルダではなく、別の場所へのリンクになっています。元の録音を移せません。",
            f"{done.name} を同じ共有フォルダの中に、ふつうのフォルダとして作り直してください。",
        )
    if what_lies_at(original) not in (What.FILE, What.FOLDER):
        raise FileNotFoundError(errno.ENOENT, "not what was looked at", str(original))
    number = 1
    while os.path.lexists(done / file_names.numbered_name(original.name, number)):
        number += 1
    target = done / file_names.numbered_name(original.name, number)
    try:
        original.rename(target)
    except OSError as e:
        if e.errno == errno.EXDEV:
            raise StorageError(
                f"{done.name} が {original.parent.name} と別のディスクにあるため、元の録音を移せません。",
                f"{done.name} を同じ共有フォルダの中に作り直してください。",
            ) from e
        raise
    _given_to_the_office(target)
    sync_folder(done)
    sync_folder(original.parent)
    return target.name


def _given_to_the_office(moved: Path) -> None:
    """Let what was moved be read by those who work in the folder it lies in now, and by nobody else. Whose files they are stays;
    where they are not ours to change, so do their rights."""
    below = Below(moved.parent)
    inside = [place for place, what in below.walk(PurePosixPath(moved.name)) if what in (What.FILE, What.FOLDER)]
    for place in sorted(
        {PurePosixPath(moved.name), *inside}, key=lambda p: len(p.parts)
    ):  # a folder before what is in it
        with contextlib.suppress(OSError):
            rights.like_its_folder(moved.parent / place)


def archived_as(name: str, signature: str, done: Path) -> str:
    """The name under which `done` already holds the recording `name` with that signature; empty if it does not.

    Asked where the original is not in the inbox any more: it may have been moved and the move not been noted.
    """
    number = 1
    while os.path.lexists(target := done / file_names.numbered_name(name, number)):
        number += 1
        entry = inbox.look_at(target)
        if entry is not None and entry.signature == signature:
            return target.name
    return ""


def sweep(drafts: Path) -> int:
    """Remove temporary files that killed processes left; only call it with the instance lock held. Only regular files whose name
    is exactly of our making go.

    Raises:
        OSError: the folder cannot be listed.
    """
    below = Below(drafts.parent)
    left = 0
    for place, what in below.walk(PurePosixPath(drafts.name)):
        made = _TEMPORARY.fullmatch(place.name)
        if what is What.FILE and made and int(made[1]) != os.getpid() and len(place.parts) <= 1 + _DEEPEST:
            left += below.discard(place)
    return left


def _may_be_replaced(found: Examined) -> bool:
    """Nothing lies there, or what we put there.

    Raises:
        OSError: it cannot be told, and not because somebody holds it.
    """
    if found.error is not None and not is_busy(found.error):
        raise found.error
    return found.why in (None, Why.ABSENT)


def _put(
    source: Path,
    below: Below,
    place: PurePosixPath,
    known: Known,
    temporary: str,
    rename: Callable[[Path, Path], None],
) -> bool:
    """Copy and rename; False if the target stayed in use to the end, or became a person's meanwhile."""
    part = place.with_name(temporary)
    if below.what(part) is What.FILE:
        below.discard(part)  # of a process that was killed and had our number
    with below.created(part) as descriptor, os.fdopen(descriptor, "wb") as writer, source.open("rb") as reader:
        shutil.copyfileobj(reader, writer, 1 << 20)
        writer.flush()
        os.fsync(writer.fileno())
    rights.like_its_folder(below.root / part)

    def rename_over_ours(a: Path, b: Path) -> None:
        if not _may_be_replaced(below.examine(place, known)):
            raise _Taken
        rename(a, b)

    try:
        replace(below.root / part, below.root / place, rename=rename_over_ours)
    except _Taken:
        below.discard(part)
        return False
    except OSError as e:
        below.discard(part)
        if is_busy(e):
            return False
        raise
    return True
