"""Delete files so that it can be proven which: hashed before, gone after, nothing else touched."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

LISTED = 40
"""Files named one by one in a certificate; more are given as one hash over their hashes."""


@dataclass(frozen=True)
class Content:
    """One file: what it holds, not what it is called."""

    sha256: str
    bytes: int


@dataclass(frozen=True)
class Item:
    """A file or folder to delete.

    Attributes:
        contents: of the file, or of every file in the folder, in a fixed order.
    """

    path: Path
    contents: tuple[Content, ...]

    @classmethod
    def of(cls, path: Path) -> Item:
        """Hash what lies at `path`.

        Raises:
            OSError: it cannot be read.
        """
        return cls(path, tuple(_content(f) for f in _files(path)))

    @property
    def bytes(self) -> int:
        return sum(c.bytes for c in self.contents)


def certificate(items: Iterable[Item]) -> dict[str, object]:
    """The facts of a deletion for the audit log: how many files, how many bytes, and which contents."""
    contents = [c for item in items for c in item.contents]
    hashes = sorted(c.sha256 for c in contents)
    facts: dict[str, object] = {"files": len(contents), "bytes": sum(c.bytes for c in contents)}
    if len(hashes) <= LISTED:
        facts["sha256"] = tuple(hashes)
    else:
        facts["sha256_of_sha256s"] = hashlib.sha256("\n".join(hashes).encode()).hexdigest()
    return facts


def delete(items: Iterable[Item]) -> None:
    """Delete; a link is removed, never what it points to. What is gone already is no error.

    Raises:
        OSError: something could not be deleted (the others may be gone).
    """
    for item in items:
        if item.path.is_dir() and not item.path.is_symlink():
            shutil.rmtree(item.path)
        else:
            item.path.unlink(missing_ok=True)


def _files(path: Path) -> Iterator[Path]:
    if path.is_symlink():
        return
    if path.is_file():
        yield path
    elif path.is_dir():
        for each in sorted(path.iterdir()):
            yield from _files(each)


def _content(file: Path) -> Content:
    with file.open("rb") as f:
        digest = hashlib.file_digest(f, "sha256").hexdigest()
        return Content(digest, f.tell())
