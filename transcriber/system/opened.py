"""Opened folders: what lies directly in one is looked at, opened and deleted by name, and no link is ever followed.

Where the system can open relative to an opened folder (Linux, macOS), nobody can exchange a folder under our hands. Windows
cannot; there each name is looked at by its path, just before.
"""

from __future__ import annotations

import os
import shutil
import stat
from collections.abc import Callable
from enum import StrEnum
from pathlib import Path
from typing import Protocol

_BINARY = getattr(os, "O_BINARY", 0)
_NO_FOLLOW = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
_FOLDER = getattr(os, "O_DIRECTORY", 0)

_REPARSED = getattr(stat, "FILE_ATTRIBUTE_REPARSE_POINT", 0x400)
_STANDS_FOR_ANOTHER = 0x20000000
"""Bit of a Windows reparse tag: the entry stands for another place (a link or junction), not for data kept elsewhere."""


class What(StrEnum):
    """What lies at a place, no link followed."""

    NOTHING = "nothing"
    FILE = "file"
    FOLDER = "folder"
    LINK = "link"
    OTHER = "other"


def what(state: os.stat_result) -> What:
    """What a state that was taken without following links is one of."""
    tag = getattr(state, "st_reparse_tag", 0)
    if getattr(state, "st_file_attributes", 0) & _REPARSED and tag & _STANDS_FOR_ANOTHER:
        return What.LINK
    if stat.S_ISLNK(state.st_mode):
        return What.LINK
    if stat.S_ISREG(state.st_mode):
        return What.FILE
    return What.FOLDER if stat.S_ISDIR(state.st_mode) else What.OTHER


def what_lies_at(path: Path) -> What:
    """What lies at `path` itself; links above it are followed.

    Raises:
        OSError: it cannot be looked at.
    """
    try:
        return what(os.lstat(path))
    except (FileNotFoundError, NotADirectoryError):
        return What.NOTHING


class Folder(Protocol):
    """An opened folder; every name is that of something directly in it, and no link is followed."""

    def enter(self, name: str) -> Folder:
        """Open a folder in it. Raises OSError, also where `name` is a link."""

    def look(self, name: str) -> os.stat_result:
        """What lies there."""

    def open(self, name: str) -> int:
        """A descriptor to read a file."""

    def create(self, name: str) -> int:
        """A descriptor to write a file that was not there."""

    def list(self) -> list[str]:
        """Every name."""

    def unlink(self, name: str) -> None:
        """Delete a file or a link."""

    def rmdir(self, name: str) -> None:
        """Delete an empty folder."""

    def rmtree(self, name: str) -> None:
        """Delete a folder with all that is in it."""

    def close(self) -> None:
        """Let go of it."""


class OpenedFolder:
    """By descriptor."""

    def __init__(self, descriptor: int) -> None:
        self._at = descriptor

    @classmethod
    def at(cls, path: Path) -> OpenedFolder:
        return cls(os.open(path, os.O_RDONLY | _FOLDER))

    def enter(self, name: str) -> Folder:
        return OpenedFolder(os.open(name, os.O_RDONLY | _FOLDER | _NO_FOLLOW, dir_fd=self._at))

    def look(self, name: str) -> os.stat_result:
        return os.stat(name, dir_fd=self._at, follow_symlinks=False)

    def open(self, name: str) -> int:
        return os.open(name, os.O_RDONLY | _NO_FOLLOW, dir_fd=self._at)

    def create(self, name: str) -> int:
        return os.open(name, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600, dir_fd=self._at)

    def list(self) -> list[str]:
        with os.scandir(self._at) as found:
            return sorted(each.name for each in found)

    def unlink(self, name: str) -> None:
        os.unlink(name, dir_fd=self._at)

    def rmdir(self, name: str) -> None:
        os.rmdir(name, dir_fd=self._at)

    def rmtree(self, name: str) -> None:
        shutil.rmtree(name, dir_fd=self._at)

    def close(self) -> None:
        os.close(self._at)


class NamedFolder:
    """By path, for systems that cannot open relative to a descriptor."""

    def __init__(self, path: Path) -> None:
        self._path = path

    @classmethod
    def at(cls, path: Path) -> NamedFolder:
        if not path.is_dir():
            raise FileNotFoundError(path)
        return cls(path)

    def enter(self, name: str) -> Folder:
        if what(self.look(name)) is not What.FOLDER:
            raise NotADirectoryError(self._path / name)
        return NamedFolder(self._path / name)

    def look(self, name: str) -> os.stat_result:
        return os.lstat(self._path / name)

    def open(self, name: str) -> int:
        if what(self.look(name)) is not What.FILE:
            raise NotADirectoryError(self._path / name)
        return os.open(self._path / name, os.O_RDONLY | _BINARY)

    def create(self, name: str) -> int:
        return os.open(self._path / name, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _BINARY, 0o600)

    def list(self) -> list[str]:
        with os.scandir(self._path) as found:
            return sorted(each.name for each in found)

    def unlink(self, name: str) -> None:
        try:
            (self._path / name).unlink()
        except PermissionError:  # a junction, on Windows, is a kind of folder
            if what(self.look(name)) is not What.LINK:
                raise
            (self._path / name).rmdir()

    def rmdir(self, name: str) -> None:
        (self._path / name).rmdir()

    def rmtree(self, name: str) -> None:
        shutil.rmtree(self._path / name)

    def close(self) -> None:
        pass


BY_DESCRIPTOR = {os.open, os.unlink, os.rmdir, os.stat} <= os.supports_dir_fd and os.scandir in os.supports_fd
FOLDER_AT: Callable[[Path], Folder] = OpenedFolder.at if BY_DESCRIPTOR else NamedFolder.at
