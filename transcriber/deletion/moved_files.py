"""What is a recording's by its content and lies where we did not put it: somebody renamed, moved or copied it.

Nobody said whose it is now, so it is never deleted; but that it lies there is told when its time is over.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path, PurePosixPath

from transcriber.profiles.tree import ProfileTree
from transcriber.queue.store import Store
from transcriber.system.opened import What
from transcriber.system.removal import Below, Hashes

_LARGE = 32 << 20
"""Bytes above which a file that is no part of a recording is not read to find out: no draft is so large."""


class MovedFiles:
    """The files of one profile's folders at places that belong to no recording, looked at once, when they are first asked for.

    Args:
        hashes: remembers what lies on the share, so that it is not read at every sweep.
    """

    def __init__(self, store: Store, root: Path, hashes: Hashes) -> None:
        self._store = store
        self._tree = ProfileTree(root)
        self._hashes = hashes

    def holding(self, contents: frozenset[str]) -> Iterator[Path]:
        """Where one of these contents (SHA-256) lies, in order.

        Raises:
            OSError: a folder cannot be looked at.
        """
        if contents:
            places = (place for sha256 in contents for place in self._places.get(sha256, ()))
            yield from (self._tree.root / place for place in sorted(places))

    @cached_property
    def _places(self) -> dict[str, list[PurePosixPath]]:
        below = Below(self._tree.root)
        found: defaultdict[str, list[PurePosixPath]] = defaultdict(list)
        for place in self._strange(below):
            size = (self._tree.root / place).lstat().st_size
            if size > _LARGE and size not in self._sizes:
                continue
            content = below.content(place, self._hashes)
            if content is not None:
                found[content.sha256].append(place)
        return found

    @cached_property
    def _sizes(self) -> frozenset[int]:
        jobs = self._store.jobs(self._tree.root.name)
        return frozenset(size for job in jobs for _, _, size in self._store.parts(job))

    def _strange(self, below: Below) -> Iterator[PurePosixPath]:
        jobs = self._store.jobs(self._tree.root.name)
        folders = {job.draft_folder for job in jobs}
        archived = {job.archive for job in jobs}
        returned = {r.file for r in self._store.keeping.returns(self._tree.root.name) if r.job is not None}
        for top, known in ((self._tree.drafts, folders), (self._tree.done, archived), (self._tree.checked, returned)):
            for name in below.names(PurePosixPath(top.name)):
                place = PurePosixPath(top.name, name)
                if name in known:
                    continue
                for file, what in ((place, below.what(place)), *below.walk(place)):
                    if what is What.FILE and PurePosixPath(*file.parts[1:]).as_posix() not in known:
                        yield file
