"""The one guard before a file outside our own temporary ones is deleted or replaced.

A name proves nothing: staff put files of their own beside ours, edit ours, move them, and put links in their place. So what is
to go is named by a folder whose meaning we know, a place below it, and the content that we put or read there. On the way from
that folder to the file no link is followed; only a regular file is touched; its content is compared on the opened file, and
just before it goes its name must still stand for that very file. Whatever differs stays, with the reason.
"""

from __future__ import annotations

import errno
import hashlib
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path, PurePosixPath

from transcriber.system.opened import BY_DESCRIPTOR, FOLDER_AT, Folder, What, what, what_lies_at


class Why(StrEnum):
    """Why something stays. The value is for the audit log, `label` for staff."""

    ABSENT = "absent"
    LINK = "link"
    NO_FILE = "no_file"
    CHANGED = "changed"
    STRANGE = "strange"
    MOVED = "moved"
    OPEN = "open"
    BUSY = "busy"
    REFUSED = "refused"

    @property
    def passing(self) -> bool:
        """Whether it ends without anybody doing something about it."""
        return self in (Why.OPEN, Why.BUSY)

    @property
    def label(self) -> str:
        return _LABELS[self]


_LABELS = {
    Why.ABSENT: "ありません",
    Why.LINK: "リンク（ショートカット）に置き換わっています",
    Why.NO_FILE: "ふつうのファイルではありません",
    Why.CHANGED: "製品が置いたときから中身が変わっています",
    Why.STRANGE: "製品が置いたものではありません",
    Why.MOVED: "場所か名前が変わっています",
    Why.OPEN: "開いている人がいます",
    Why.BUSY: "いまは読めないか、消せません（使用中か、共有フォルダの不調です）",
    Why.REFUSED: "読み取り専用か、権限の設定のために、読めないか消せません",
}

_FORBIDDEN = frozenset((errno.EACCES, errno.EPERM, errno.EROFS))
_IN_USE = frozenset((32, 33))
"""Codes of Windows for a file that another program has open or locked, which Python calls a lack of rights as well."""


def why_not(error: OSError) -> Why:
    """Why the system did not let us read or delete something."""
    if getattr(error, "winerror", None) in _IN_USE:
        return Why.BUSY
    return Why.REFUSED if error.errno in _FORBIDDEN else Why.BUSY


@dataclass(frozen=True)
class Content:
    """What one file holds, not what it is called."""

    sha256: str
    bytes: int


@dataclass(frozen=True)
class Known:
    """By what a file of ours is recognised: any of these.

    Attributes:
        hashes: SHA-256 of contents that we put or read there.
        seen: (bytes, mtime in nanoseconds) of a file that we only looked at.
    """

    hashes: frozenset[str] = frozenset()
    seen: frozenset[tuple[int, int]] = frozenset()


@dataclass(frozen=True)
class Examined:
    """What was found at a place. `why` it is not (or no more) ours to delete; None: it is. `content` where it was read; `error`
    where it could not be (BUSY, REFUSED)."""

    why: Why | None
    content: Content | None = None
    error: OSError | None = None


class Hashes:
    """Remembers hashes for as long as a file's place, inode, size and time stay the same. For plans only: what is deleted is read
    again."""

    def __init__(self) -> None:
        self._known: dict[tuple[Path, PurePosixPath], tuple[tuple[int, ...], Content]] = {}

    def get(self, root: Path, place: PurePosixPath, state: os.stat_result) -> Content | None:
        """The content, if it was read before and nothing has changed since."""
        known = self._known.get((root, place))
        return known[1] if known is not None and known[0] == _identity(state) else None

    def keep(self, root: Path, place: PurePosixPath, state: os.stat_result, content: Content) -> None:
        """Remember what was read."""
        self._known[root, place] = (_identity(state), content)


@dataclass(frozen=True)
class Below:
    """Everything below a folder whose meaning we know: a profile's folder on the share, or the work folder.

    Args:
        root: that folder. It may itself be reached by a link: where it lies is for the installation to say.
        folder_at: how folders are opened.
    """

    root: Path
    folder_at: Callable[[Path], Folder] = field(default=FOLDER_AT, compare=False)

    def what(self, place: PurePosixPath) -> What:
        """What lies there; LINK also where a folder above it is a link.

        Raises:
            OSError: it cannot be looked at.
        """
        try:
            with self._parent(place) as (folder, name):
                return what(folder.look(name))
        except _Linked:
            return What.LINK
        except (FileNotFoundError, NotADirectoryError):
            return What.NOTHING

    def examine(self, place: PurePosixPath, known: Known, hashes: Hashes | None = None) -> Examined:
        """Whether the file there is ours as `known` says. Deletes nothing."""
        return self._handled(place, known, hashes, lambda folder, name, state: None)

    def content(self, place: PurePosixPath, hashes: Hashes | None = None) -> Content | None:
        """The content of the regular file there; None where there is none."""
        return self.examine(place, Known(), hashes).content

    def remove(self, place: PurePosixPath, known: Known) -> Examined:
        """Delete the file there if it is ours as `known` says; `Finding.why` is None if it is gone now."""

        def unlink(folder: Folder, name: str, state: os.stat_result) -> None:
            folder.unlink(name)

        return self._handled(place, known, None, unlink)

    def remove_empty(self, place: PurePosixPath) -> bool:
        """Delete the folder there if it is a real one and empty; False if it stays."""
        try:
            with self._parent(place) as (folder, name):
                if what(folder.look(name)) is not What.FOLDER:
                    return False
                folder.rmdir(name)
        except (OSError, _Linked):
            return False
        return True

    def discard(self, place: PurePosixPath) -> bool:
        """Delete whatever lies there with all that is in it, for places where only we write; a link there, or in it, is removed as
        a link. False if a folder above it is a link: then nothing is done.

        Raises:
            OSError: something could not be deleted.
        """
        try:
            with self._parent(place) as (folder, name):
                if what(folder.look(name)) is What.FOLDER:
                    folder.rmtree(name)
                else:
                    folder.unlink(name)
        except _Linked:
            return False
        except FileNotFoundError:
            pass
        return True

    def names(self, place: PurePosixPath) -> tuple[str, ...]:
        """Names of what lies directly in the folder there.

        Raises:
            OSError: it cannot be listed.
        """
        try:
            with self._parent(place / "-") as (folder, _):
                return tuple(folder.list())
        except (_Linked, FileNotFoundError, NotADirectoryError):
            return ()

    def walk(self, place: PurePosixPath) -> Iterator[tuple[PurePosixPath, What]]:
        """Everything below the folder there, each folder before what is in it; no link is followed.

        Raises:
            OSError: a folder cannot be listed.
        """
        try:
            with self._parent(place / "-") as (folder, _):
                yield from _walk(folder, place)
        except (_Linked, FileNotFoundError, NotADirectoryError):
            return

    @contextmanager
    def created(self, place: PurePosixPath) -> Iterator[int]:
        """A descriptor of a new file there, which did not exist, in a folder reached without a link.

        Raises:
            OSError: something lies there, or the disk or share refuses.
        """
        try:
            with self._parent(place) as (folder, name):
                yield folder.create(name)
        except _Linked as e:
            raise NotADirectoryError(self.root / place) from e

    def _handled(
        self,
        place: PurePosixPath,
        known: Known,
        hashes: Hashes | None,
        act: Callable[[Folder, str, os.stat_result], None],
    ) -> Examined:
        try:
            with self._parent(place) as (folder, name):
                state = folder.look(name)
                kind = what(state)
                if kind is not What.FILE:
                    return Examined(Why.LINK if kind is What.LINK else Why.NO_FILE)
                content = hashes.get(self.root, place, state) if hashes is not None else None
                if content is not None:
                    return _judged(content, state, known)
                with _reading(folder, name) as descriptor:
                    content = _hashed(descriptor)
                    if _state(os.fstat(descriptor)) != _state(state):
                        return Examined(Why.CHANGED)
                    found = _judged(content, state, known)
                    if hashes is not None:
                        hashes.keep(self.root, place, state, content)
                    if (
                        found.why is None and BY_DESCRIPTOR
                    ):  # held open, so that its inode cannot be another's meanwhile
                        return self._acted(folder, name, state, found, act)
                return self._acted(folder, name, state, found, act) if found.why is None else found
        except _Linked:
            return Examined(Why.LINK)
        except (FileNotFoundError, NotADirectoryError):
            return Examined(Why.ABSENT)
        except OSError as e:
            return Examined(why_not(e), error=e)

    @staticmethod
    def _acted(
        folder: Folder,
        name: str,
        state: os.stat_result,
        found: Examined,
        act: Callable[[Folder, str, os.stat_result], None],
    ) -> Examined:
        now = folder.look(name)
        if what(now) is not What.FILE or _state(now) != _state(state):
            return Examined(Why.CHANGED, found.content)
        act(folder, name, state)
        return found

    @contextmanager
    def _parent(self, place: PurePosixPath) -> Iterator[tuple[Folder, str]]:
        """The opened folder that holds `place`, and its name there."""
        parts = place.parts
        if not parts or place.is_absolute() or ".." in parts:
            raise ValueError("a place is below its root")
        folder = self.folder_at(self.root)
        try:
            for part in parts[:-1]:
                inner = _entered(folder, part)
                folder.close()
                folder = inner
            yield folder, parts[-1]
        finally:
            folder.close()


class _Linked(Exception):
    """A folder on the way is a link."""


def discard(path: Path) -> None:
    """Delete a file or folder where only we write; a link there, or in it, is removed as a link.

    Raises:
        OSError: something could not be deleted.
    """
    if what_lies_at(path.parent) is not What.NOTHING:
        Below(path.parent).discard(PurePosixPath(path.name))


def _entered(folder: Folder, name: str) -> Folder:
    try:
        return folder.enter(name)
    except OSError as e:
        try:
            linked = what(folder.look(name)) is What.LINK
        except OSError:
            linked = False
        if linked:
            raise _Linked from e
        raise


def _walk(folder: Folder, place: PurePosixPath) -> Iterator[tuple[PurePosixPath, What]]:
    for name in folder.list():
        try:
            kind = what(folder.look(name))
            yield place / name, kind
            if kind is not What.FOLDER:
                continue
            inner = folder.enter(name)
        except FileNotFoundError:
            continue  # gone meanwhile
        try:
            yield from _walk(inner, place / name)
        finally:
            inner.close()


@contextmanager
def _reading(folder: Folder, name: str) -> Iterator[int]:
    descriptor = folder.open(name)
    try:
        yield descriptor
    finally:
        os.close(descriptor)


def _hashed(descriptor: int) -> Content:
    digest = hashlib.sha256()
    size = 0
    while block := os.read(descriptor, 1 << 20):
        digest.update(block)
        size += len(block)
    return Content(digest.hexdigest(), size)


def _judged(content: Content, state: os.stat_result, known: Known) -> Examined:
    ours = content.sha256 in known.hashes or (state.st_size, state.st_mtime_ns) in known.seen
    return Examined(None if ours else Why.CHANGED, content)


def _identity(state: os.stat_result) -> tuple[int, ...]:
    return (*_state(state), state.st_ctime_ns)


def _state(state: os.stat_result) -> tuple[int, ...]:
    return state.st_dev, state.st_ino, state.st_size, state.st_mtime_ns
