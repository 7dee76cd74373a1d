"""Open a file that somebody else put there: a regular file, at once, no larger than expected; or say what it is.

A pipe (FIFO) under the name of a sheet would make a plain `open` wait for ever, a device may do anything, and a link may
lead out of the shared folder. None of them is opened.
"""

from __future__ import annotations

import hashlib
import os
import stat
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BufferedReader
from pathlib import Path

from transcriber import named_paths, reasons

MOST_BYTES = 100 * 1024 * 1024
"""No sheet, checked draft, template or paper is larger; pictures in a Word file are what makes one large."""

MOST_SETTINGS = 256 * 1024
"""Bytes of a TOML file."""

_BLOCK = 1 << 20
_FLAGS = (
    os.O_RDONLY
    | getattr(os, "O_BINARY", 0)
    | getattr(os, "O_CLOEXEC", 0)
    | getattr(os, "O_NOCTTY", 0)
    | getattr(os, "O_NOFOLLOW", 0)
    # With this the kernel may also say EAGAIN where it would wait for an SMB client to give a file back.
    | getattr(os, "O_NONBLOCK", 0)
)


class NotRegularFile(OSError):
    """What lies there is no regular file. `what` in Japanese, for staff."""

    def __init__(self, path: Path, what: str) -> None:
        super().__init__(0, what, str(path))
        self.what = what


class TooLarge(OSError):
    """A file is larger than `most` bytes."""

    def __init__(self, path: Path, most: int) -> None:
        super().__init__(0, f"大きすぎます。読めるのは {_size(most)} までです", str(path))
        self.most = most


class UnreadableFile(Exception):
    """A file whose content cannot be read as what it should be.

    Attributes:
        found: what it is, in Japanese, as it goes on after the file's name.
        todo: what to do about it.
    """

    def __init__(self, found: str, todo: str) -> None:
        super().__init__(found)
        self.found = found
        self.todo = todo


@dataclass(frozen=True)
class FileIdentity:
    """Which content lies at a path: differs whenever the file was saved again or replaced."""

    device: int
    inode: int
    size: int
    modified: int
    changed: int


def present(path: Path) -> bool:
    """Whether anything lies there, be it a link that leads nowhere."""
    return os.path.lexists(path)


def identity(path: Path) -> FileIdentity:
    """What `path` holds now, without opening it.

    Raises:
        NotRegularFile: a folder, a link, a pipe, a device.
        OSError: it is not there, or cannot be looked at.
    """
    found = os.lstat(path)
    _require_regular(path, found)
    return FileIdentity(found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns, found.st_ctime_ns)


@contextmanager
def open_regular(path: Path, most: int | None = MOST_BYTES) -> Iterator[BufferedReader]:
    """Open for reading, never waiting; the file is closed at the end.

    Args:
        most: bytes that the file may have; None: any number.

    Raises:
        NotRegularFile, TooLarge: see there.
        OSError: it cannot be opened or read now; `filename` is the path.
    """
    identity(path)  # so that a device is not opened to find out that it is one
    descriptor = os.open(path, _FLAGS)
    try:
        found = os.fstat(descriptor)
        _require_regular(path, found)
        if most is not None and found.st_size > most:
            raise TooLarge(path, most)
        if sys.platform != "win32":
            os.set_blocking(descriptor, True)
        reader = os.fdopen(descriptor, "rb")
    except BaseException:
        os.close(descriptor)
        raise
    with reader, with_path(path):
        yield reader


def read_bytes(path: Path, most: int = MOST_BYTES) -> bytes:
    """The content.

    Raises:
        NotRegularFile, TooLarge, OSError: as `open_regular`.
    """
    with open_regular(path, most) as reader:
        data = reader.read(most + 1)
        if len(data) > most:  # it grew
            raise TooLarge(path, most)
        return data


def copy(path: Path, target: Path, most: int = MOST_BYTES) -> None:
    """Copy the content to `target`, a path of our own, a block at a time.

    Raises:
        NotRegularFile, TooLarge: see there.
        OSError: `filename` says whether `path` or `target` is the one that cannot be used.
    """
    done = 0
    with open_regular(path, most) as reader, target.open("wb") as writer:
        while block := reader.read(_BLOCK):
            done += len(block)
            if done > most:
                raise TooLarge(path, most)
            with with_path(target):
                writer.write(block)


def fault(error: OSError) -> tuple[str, str]:
    """What to say of a file that cannot be opened or read: (how it goes on after its name, what to do)."""
    if isinstance(error, NotRegularFile):
        return f"は{error.what}", "それを取り除き、ファイル自体をコピーして入れてください。"
    if isinstance(error, TooLarge):
        return (
            f"は大きすぎます（読めるのは {_size(error.most)} まで）。",
            "要らない画像や、使っていない行と列を消して保存し直してください。",
        )
    if isinstance(error, FileNotFoundError):
        return "がありません。", "ファイルの場所と名前を確かめてください。"
    return (
        f"を開けません（{reasons.of_system(error)}）。",
        "ほかの人が開いていないか、読む権限があるかを確かめてください。",
    )


def _require_regular(path: Path, found: os.stat_result) -> None:
    if stat.S_ISREG(found.st_mode):
        return
    if stat.S_ISLNK(found.st_mode):
        nowhere = named_paths.lies_behind(path) == named_paths.NOWHERE
        raise NotRegularFile(
            path,
            named_paths.NOWHERE if nowhere else "ファイルそのものではなく、別の場所へのリンク（ショートカット）です。",
        )
    if stat.S_ISDIR(found.st_mode):
        raise NotRegularFile(path, named_paths.A_FOLDER)
    raise NotRegularFile(path, named_paths.NO_PLAIN_FILE)


@contextmanager
def with_path(path: Path) -> Iterator[None]:
    """Give an error of reading or writing the path that it is about, where the system names none."""
    try:
        yield
    except OSError as e:
        if e.filename is None:
            e.filename = str(path)
        raise


def _size(count: int) -> str:
    return f"{count // 1024**2} MB" if count >= 1024**2 else f"{count // 1024} KB"


def sha256_of(file: Path) -> str:
    """Hash of the content, hex.

    Raises:
        NotRegularFile, OSError: it is no file, or cannot be read now.
    """
    with open_regular(file, most=None) as f:
        return hashlib.file_digest(f, "sha256").hexdigest()
