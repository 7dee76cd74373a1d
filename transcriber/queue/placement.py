"""The store's records of where originals lie: renames, and which of two equal files is the original."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from transcriber.errors import TranscriberError
from transcriber.queue.database import Database
from transcriber.queue.job import Job, Status
from transcriber.queue.renames import Rename
from transcriber.queue.views import Views


class OriginalPlaces:
    """Part of the job store (queue/store.py), over the same database. The journal lines hold no names.

    Args:
        now: seconds since 1970.
    """

    def __init__(self, database: Database, now: Callable[[], float]) -> None:
        self._database = database
        self._now = now
        self._views = Views(database, now)

    def renamed(self, renames: tuple[Rename, ...]) -> bool:
        """Let jobs follow their recordings to new names, all together, since names may swap. False, and nothing is
        changed, if one of the jobs or names is not any more what it was when the look began.
        """
        with self._database.transaction():
            if not self._still_so(renames):
                return False
            for one in renames:
                self._database.run("rename_aside", id=one.job.id)
            for one in renames:
                self._database.run("rename", id=one.job.id, before=one.job.entry, entry=one.entry.name, now=self._now())
                self._event(one.job.id, "renamed")
        return True

    def proved(self, job: Job) -> None:
        """What lies under the job's name has the content that was read."""
        with self._database.transaction():
            self._database.run("rename_proved", id=job.id, entry=job.entry)

    def disproved(self, job: Job) -> None:
        """What lies under the job's name is another recording: the job has its former name again, and no original."""
        with self._change(job.id, "detached"):
            self._database.run("rename_disproved", id=job.id, now=self._now())

    def reattach(self, job: Job, newer: Job, note: str = "") -> None:
        """`newer` proved to be the original of `job` (renamed, touched, or the only copy left): one job again.

        Args:
            note: what staff should know (Japanese), if anything.
        """
        with self._change(job.id, "reattached"):
            self._database.run("hold_over", id=job.id, newer=newer.id)
            self._database.run("release", job=newer.id)
            self._database.run("forget", id=newer.id)
            self._database.run(
                "reattach",
                id=job.id,
                entry=newer.entry,
                signature=newer.signature,
                found=note,
                now=self._now(),
            )

    def touched(self, job: Job, signature: str) -> None:
        """The archived original has other times than before, and the same content."""
        with self._database.transaction():
            self._database.run("touched", id=job.id, signature=signature)

    def read_whole(self, job: Job, files: str) -> None:
        """The original was read just now and has the content it should. `files`: what told then that it is this file."""
        with self._database.transaction():
            self._database.run("whole_set", job=job.id, files=files, now=self._now())

    def seconds_since_whole(self, job: Job, files: str) -> float | None:
        """How long ago the original was read and had the content it should; None where it was not, as it is now."""
        return next((self._now() - row["at"] for row in self._database.read("whole", job=job.id, files=files)), None)

    def advise(self, copy: Job, error: TranscriberError) -> None:
        """Say of a copy what is true now."""
        if (copy.found, copy.todo) == (error.found, error.todo):
            return
        with self._database.transaction():
            now = self._views.get(copy.id)
            if now is not None and (now.status, now.first) == (Status.ATTENTION, copy.first):
                self._database.run("advise", id=copy.id, found=error.found, todo=error.todo, now=self._now())

    def reopen(self, copy: Job, found: str = "") -> None:
        """What a copy was a copy of is not there any more: read it again. `found`: what staff should know meanwhile."""
        with self._database.transaction():
            if self._database.run("reopen", id=copy.id, found=found, todo="", now=self._now()).rowcount:
                self._event(copy.id, "requeued", "original")

    def superseded(self, job: Job, error: TranscriberError) -> None:
        """Another recording holds all parts of this one, and more or in another order: say so beside its draft, unless that is
        checked already."""
        now = self._views.get(job.id)
        if now is None or now.status is not Status.DRAFTED or (now.found, now.todo) == (error.found, error.todo):
            return
        with self._change(job.id, "superseded"):
            self._database.run(
                "set_status", id=job.id, status=now.status.value, found=error.found, todo=error.todo, now=self._now()
            )

    def _still_so(self, renames: tuple[Rename, ...]) -> bool:
        profiles = {one.job.profile for one in renames}
        moving = {one.job.id for one in renames}
        taken = {
            (other.profile, other.entry)
            for profile in profiles
            for other in self._views.in_inbox(profile)
            if other.id not in moving
        }
        for one in renames:
            now = self._views.get(one.job.id)
            if now is None or (now.entry, now.in_inbox, now.signature) != (one.job.entry, True, one.job.signature):
                return False
            if (one.job.profile, one.entry.name) in taken:
                return False
        return True

    def _event(self, job: int, what: str, detail: str = "") -> None:
        self._database.run("event", job=job, at=self._now(), what=what, detail=detail)

    @contextmanager
    def _change(self, job: int, what: str) -> Iterator[None]:
        with self._database.transaction():
            yield
            self._event(job, what)
