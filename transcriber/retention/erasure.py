"""Delete files so that it can be proven which: hashed before, gone after, nothing else touched."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from transcriber.system.opened import What
from transcriber.system.removal import Below, Content, Examined, Hashes, Known, Why, why_not

LISTED = 40
"""Files named one by one in a certificate; more are given as one hash over their hashes."""


@dataclass(frozen=True)
class ErasedItem:
    """Something to delete.

    Attributes:
        root: the folder whose meaning we know (removal.Below).
        place: below it.
        known: by what the file is recognised as ours; None: in the work folder, where only we write, whatever lies there.
    """

    root: Path
    place: PurePosixPath
    known: Known | None = None

    @property
    def path(self) -> Path:
        return self.root / self.place

    def there(self) -> bool:
        """Whether anything lies there; also a link, or something behind one."""
        return Below(self.root).what(self.place) is not What.NOTHING

    def examine(self, hashes: Hashes | None = None) -> Examined:
        """Whether it may go."""
        if self.known is not None:
            return Below(self.root).examine(self.place, self.known, hashes)
        return Examined(None if self.there() else Why.ABSENT)

    def contents(self) -> Iterator[Content]:
        """Of the file, or of every regular file in the folder.

        Raises:
            OSError: a folder cannot be listed.
        """
        below = Below(self.root)
        places = [self.place]
        if self.known is None and below.what(self.place) is What.FOLDER:
            places = [place for place, what in below.walk(self.place) if what is What.FILE]
        for place in places:
            content = below.content(place)
            if content is not None:
                yield content

    def remove_empty(self) -> bool:
        """Remove the folder there if it is empty."""
        return Below(self.root).remove_empty(self.place)

    def delete(self) -> Examined:
        """Delete it, if it still is what it should be."""
        if self.known is not None:
            return Below(self.root).remove(self.place, self.known)
        try:
            return Examined(None if Below(self.root).discard(self.place) else Why.LINK)
        except OSError as e:
            return Examined(why_not(e), error=e)


@dataclass(frozen=True)
class Stay:
    """A path that stays although its time is over, and why (Japanese).

    Attributes:
        passing: it is only in use now; the next sweep tries again.
    """

    path: Path
    why: str
    passing: bool = False


@dataclass(frozen=True)
class ErasureOutcome:
    """What a deletion came to: the contents that went, and what stayed after all."""

    gone: tuple[Content, ...]
    kept: tuple[tuple[ErasedItem, Examined], ...]


def certificate(contents: Iterable[Content]) -> dict[str, object]:
    """The facts of a deletion for the audit log: how many files, how many bytes, and which contents."""
    contents = tuple(contents)
    facts: dict[str, object] = {"files": len(contents), "bytes": sum(c.bytes for c in contents)}
    hashes = sorted(c.sha256 for c in contents)
    if len(hashes) <= LISTED:
        facts["sha256"] = tuple(hashes)
    else:
        facts["sha256_of_sha256s"] = hashlib.sha256("\n".join(hashes).encode()).hexdigest()
    return facts


def kept_files(findings: Iterable[Examined]) -> dict[str, object]:
    """What stayed, for the audit log: by reason and number, and by content where it was read; never by name."""
    found = tuple(f for f in findings if f.why not in (None, Why.ABSENT))
    if not found:
        return {}
    numbers = Counter(f.why.value for f in found if f.why is not None)
    hashes = sorted({f.content.sha256 for f in found if f.content is not None})
    return {"kept": dict(sorted(numbers.items())), "kept_sha256": tuple(hashes[:LISTED])}


def delete(items: Iterable[tuple[ErasedItem, tuple[Content, ...]]]) -> ErasureOutcome:
    """Delete each item that still is ours. What is gone already is no error.

    Args:
        items: with the contents they had when the certificate was written.
    """
    gone: list[Content] = []
    left: list[tuple[ErasedItem, Examined]] = []
    for item, contents in items:
        found = item.delete()
        if found.why is None:
            gone += contents
        elif found.why is not Why.ABSENT:
            left.append((item, found))
    return ErasureOutcome(tuple(gone), tuple(left))
