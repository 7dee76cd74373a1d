"""Who may read what the program writes, where files have POSIX modes (Windows folders pass their own rules on).

Two rules:

- What lies on this machine (work folder, store, audio, voices, logs, temporary files) is for the user alone who runs the
  program: folders 0700, files 0600, whatever the umask was.
- What is put into a folder of the office (drafts, status pages, reports) gets from that folder who may read and write it,
  never more, and only for those who work there: the group, or all others, if they may put files into it or into the profile's
  inbox. What all may merely read is so by a default, not on purpose. So the folders are the setting: `chgrp -R GROUP FOLDER`
  and `chmod -R 2770 FOLDER` make them a group's. What staff put in and we move (originals, to 処理済み) gets the same there, where
  its owner or root is the one who moves it: nobody else may change its mode.
"""

from __future__ import annotations

import os
import stat
import sys
from pathlib import Path
from typing import BinaryIO

from transcriber.errors import StorageError

FOLDER, FILE = 0o700, 0o600
_OTHERS = 0o077

DROP_FOLDER = "1_録音"
"""The folder of a profile into which staff put recordings: who may do that, works there."""

_DEEPEST = 4
"""Folders between what we put anywhere in a profile and the profile itself: 2_下書き/会議/資料, and one to spare."""


def private_by_default() -> None:
    """For the whole process and its children: new files are the user's alone, and a crash leaves no image of what was in memory."""
    if sys.platform != "win32":
        import resource

        os.umask(_OTHERS)
        resource.setrlimit(resource.RLIMIT_CORE, (0, resource.getrlimit(resource.RLIMIT_CORE)[1]))


def private(folder: Path) -> bool:
    """Make `folder` the user's alone, so that nothing inside can be reached by others; True if it could be before.

    Raises:
        StorageError: it belongs to another user, so that files made here would be closed to that one.
        OSError: it cannot be made.
    """
    fresh = not folder.is_dir()
    if fresh:
        folder.parent.mkdir(parents=True, exist_ok=True)
        folder.mkdir(mode=FOLDER, exist_ok=True)
    if sys.platform == "win32":
        return False
    found = folder.stat()
    if found.st_uid != os.geteuid():
        owner = _name(found.st_uid)
        raise StorageError(
            f"作業用フォルダ {folder} は、利用者 {owner} のものです。",
            f"その利用者として実行してください（例：sudo -u {owner} transcriber status）。",
        )
    if not found.st_mode & _OTHERS:
        return False
    folder.chmod(FOLDER)
    return not fresh


def private_file(file: Path) -> None:
    """Make sure that `file` is there and the user's alone, before a library opens it its own way."""
    os.close(os.open(file, os.O_RDWR | os.O_CREAT, FILE))
    if sys.platform != "win32" and file.stat().st_mode & _OTHERS:
        file.chmod(FILE)


def make(folder: Path, *, parents: bool = True) -> None:
    """Make `folder`, if it is not there, with the rights of the folder it is made in.

    Raises:
        OSError: it cannot be made, or (without `parents`) the folder above it is not there.
    """
    missing = [folder]
    while parents and not missing[-1].parent.is_dir() and missing[-1].parent != missing[-1]:
        missing.append(missing[-1].parent)
    for each in reversed(missing):
        try:
            each.mkdir(mode=FOLDER)
        except FileExistsError:
            if not each.is_dir():
                raise
        else:
            like_its_folder(each)


def opened(file: Path) -> BinaryIO:
    """`file`, emptied and open for writing, and nobody else's until `like_its_folder`."""
    flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0)
    return os.fdopen(os.open(file, flags, FILE), "wb")


def like_its_folder(path: Path) -> None:
    """Give a file or folder of ours the rights that the folder gives in which it lies. A share that knows no modes keeps its own."""
    if sys.platform == "win32":
        return
    above, own = path.parent.stat(), path.lstat()
    shared = _shared(path.parent)
    try:
        if shared & 0o070 and own.st_gid != above.st_gid:
            os.chown(path, -1, above.st_gid, follow_symlinks=False)
    except OSError:  # we are not in that group: ours must not get what was meant for it
        shared = shared & 0o007 | (shared & 0o007) << 3
    folder = stat.S_ISDIR(own.st_mode)
    mode = (FOLDER | shared | above.st_mode & stat.S_ISGID) if folder else (FILE | shared & 0o066)
    if stat.S_IMODE(own.st_mode) != mode and not stat.S_ISLNK(own.st_mode):
        try:
            path.chmod(mode)
        except OSError:
            return  # CIFS, FUSE: the mount decides


def open_to_others(folder: Path) -> bool:
    """Whether every local account can look into `folder`: it is open, and so is the way to it."""
    if sys.platform == "win32":
        return False
    whole = folder.resolve()
    return bool(whole.stat().st_mode & 0o007) and all(p.stat().st_mode & 0o001 for p in whole.parents)


def writable_by_all(path: Path) -> Path | None:
    """What lets every local account put another file at `path`: it, or a folder on the way; None: nothing does."""
    if sys.platform == "win32":
        return None
    whole = path.resolve()
    for place in (whole, *whole.parents):
        bits = place.stat().st_mode
        if bits & stat.S_IWOTH and not (stat.S_ISDIR(bits) and bits & stat.S_ISVTX):  # /tmp: nobody exchanges another's
            return place
    return None


def lacks(inbox: Path, folder: Path, wanted: int) -> bool:
    """Whether some who may put files into `inbox` may not do in `folder` what `wanted` says (4: read, 6: read and write)."""
    found, bits = folder.stat(), inbox.stat()
    needed = (wanted << 3 if bits.st_mode & stat.S_IWGRP else 0) | (wanted if bits.st_mode & stat.S_IWOTH else 0)
    if needed & 0o070 and bits.st_gid != found.st_gid and not needed & 0o007:
        return True
    return sys.platform != "win32" and bool(needed & ~found.st_mode)


def impassable(inbox: Path) -> Path | None:
    """The first folder on the way that keeps out some who may put files into `inbox`, of which they are no owners; None: none does."""
    own = inbox.stat()
    if sys.platform == "win32" or not own.st_mode & (stat.S_IWGRP | stat.S_IWOTH):
        return None
    for place in reversed(inbox.resolve().parents):
        bits = place.stat()
        same_group = bits.st_gid == own.st_gid and not own.st_mode & stat.S_IWOTH
        if not bits.st_mode & (stat.S_IXGRP if same_group else stat.S_IXOTH):
            return place
    return None


def mode(folder: Path) -> str:
    """As `ls` and `chmod` say it: 2770."""
    return f"{stat.S_IMODE(folder.stat().st_mode):04o}"


def _shared(folder: Path) -> int:
    """What `folder` gives to its group and to others, as far as they work there."""
    inbox = next((p / DROP_FOLDER for p in (folder, *folder.parents[:_DEEPEST]) if (p / DROP_FOLDER).is_dir()), None)
    own = folder.stat()
    given = 0
    for place in (own, *([inbox.stat()] if inbox else [])):
        if place.st_mode & stat.S_IWGRP and place.st_gid == own.st_gid:
            given |= own.st_mode & 0o070
        if place.st_mode & stat.S_IWOTH and (inbox or not place.st_mode & stat.S_ISVTX):  # /tmp is no office's
            given |= own.st_mode & 0o007
    return given


def _name(user: int) -> str:
    if sys.platform == "win32":
        return str(user)
    import pwd

    try:
        return pwd.getpwuid(user).pw_name
    except KeyError:
        return str(user)
