"""The job store: every change of state. This module is the only writer; what can be asked is in views.py.

The invariant: every recording that was seen in an inbox is one row in one state, and a state changes in one transaction
together with its line in the journal. Times come from the injected clock (seconds since 1970); no decision but the
pause before another attempt depends on them, so a clock that was moved can neither lose nor repeat a recording.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from types import MappingProxyType
from typing import Any

from transcriber.errors import TranscriberError
from transcriber.intake.copying import LocalCopy
from transcriber.queue.database import Database
from transcriber.queue.job import FileState, Job, Status
from transcriber.queue.placement import OriginalPlaces
from transcriber.queue.returns_and_holds import ReturnsAndHolds
from transcriber.queue.views import LONGEST_PAUSE, Views

DEATHS = 2
"""Process deaths at one stage, without progress between them, after which a recording is set aside."""


def pause(attempts: int) -> float:
    """Seconds to wait after the `attempts`-th temporary error in a row: ten seconds, doubled each time."""
    return float(min(10.0 * 2 ** min(attempts - 1, 10), LONGEST_PAUSE))


class Store(Views):
    """All jobs of one installation. Safe to share between the threads of a process."""

    @classmethod
    def open(cls, work: Path, now: Callable[[], float]) -> Store:
        """Open (or create) the store in the work folder.

        Raises:
            NotALocalDisk, StoreDamaged, StorageError: as from Database.open.
        """
        return cls(Database.open(work), now)

    @property
    def keeping(self) -> ReturnsAndHolds:
        """What came back, what is held, what was deleted, and the head of the audit log."""
        return ReturnsAndHolds(self._database, self._now)

    @property
    def placement(self) -> OriginalPlaces:
        """Where the originals lie."""
        return OriginalPlaces(self._database, self._now)

    def close(self) -> None:
        """Let go of the file."""
        self._database.close()

    # -- what the scan sees ----------------------------------------------------------------------------------------

    def arriving(self, job: Job | None, sight: FileState, reason: str) -> None:
        """An entry is there, but not known to be complete, for `reason` (Japanese, for staff). `job`: its row, if any."""
        self._looked(job, sight, Status.ARRIVING, reason, "")

    def complete(self, job: Job | None, sight: FileState) -> None:
        """An entry has arrived."""
        self._looked(job, sight, Status.WAITING, "", "")

    def refused(self, job: Job | None, sight: FileState, error: TranscriberError) -> None:
        """An entry that will never be read."""
        self._looked(job, sight, Status.ATTENTION, error.found, error.todo)

    def withdrawn(self, job: Job) -> None:
        """A person took the original away before the job was done. Nothing of ours is removed."""
        with self._seen_so(job, "withdrawn") as so:
            if so:
                self._set(job, Status.WITHDRAWN)

    def detached(self, job: Job) -> None:
        """The original is no longer in the inbox under its name (moved or replaced by a person)."""
        with self._database.transaction():
            if self._run("detached", id=job.id, entry=job.entry, now=self._now()):  # else just archived, or renamed
                self._event(job.id, "detached")

    def checked(self, job: Job, found: str = "", todo: str = "") -> None:
        """The checked file came back; `found` and `todo` are a note for staff."""
        with self._database.transaction():
            now = self.get(job.id)
            if now is not None and now.has_draft:
                self._run("set_status", id=job.id, status=Status.CHECKED.value, found=found, todo=todo, now=self._now())
                self._event(job.id, "checked")

    def requeue(self, job: Job, why: str) -> None:
        """What held the job up has changed: try again."""
        with self._seen_so(job, "requeued", why) as so:
            if so:
                self._set(job, Status.WAITING)

    def notice(self, place: str, error: TranscriberError | None) -> None:
        """Something is wrong with a folder; None: it is well again."""
        with self._database.transaction():
            if error is None:
                self._run("notice_over", place=place)
            else:
                self._run("notice", place=place, found=error.found, todo=error.todo, now=self._now())

    def file_notices(self, folder: str, errors: Mapping[str, TranscriberError]) -> None:
        """What is wrong with single files of a folder, by their names; with all others in it nothing is any more."""
        standing = {n.place: (n.found, n.todo) for n in self.notices() if n.place.startswith(f"{folder}/")}
        wanted = {f"{folder}/{name}": error for name, error in errors.items()}
        for place in standing.keys() - wanted.keys():
            self.notice(place, None)
        for place, error in wanted.items():
            if standing.get(place) != (error.found, error.todo):
                self.notice(place, error)

    # -- what the runner does --------------------------------------------------------------------------------------

    def lease(self, job: Job, owner: str) -> Job | None:
        """Take a waiting job; None if it is not waiting any more."""
        with self._database.transaction():
            if self._run("lease", id=job.id, owner=owner, now=self._now()) == 0:
                return None
            self._event(job.id, "leased")
        return self.get(job.id)

    def heartbeat(self, owner: str) -> None:
        """`owner` lives."""
        with self._database.transaction():
            self._run("heartbeat", owner=owner, now=self._now())

    def progress(self, job: Job, stage: str, done: float, remaining: float | None, *, rests: bool = False) -> None:
        """How far a running job is; a new stage is journalled. `rests`: it is other recordings' turn."""
        with self._database.transaction():
            before = self.get(job.id)
            values = {"stage": stage, "done": done, "remaining": remaining, "rests": rests}
            self._run("progress", id=job.id, **values, now=self._now())
            if before is not None and before.stage != stage:
                self._event(job.id, "stage", stage)

    def part_copied(self, job: Job, position: int, copy: LocalCopy) -> None:
        """One part lies on the local disk."""
        with self._database.transaction():
            self._run("part", job=job.id, position=position, file=copy.path.name, sha256=copy.sha256, size=copy.size)

    def copied(self, job: Job, sha256: str) -> None:
        """All parts lie on the local disk, and this is the hash of the recording."""
        with self._change(job.id, "copied"):
            self._run("hashed", id=job.id, sha256=sha256, now=self._now())

    def release(self, job: Job, why: str) -> None:
        """Give a job back where it is: the process stops, or lets a shorter recording pass."""
        self._end(job, Status.WAITING, "released", why)

    def delay(self, job: Job, error: TranscriberError) -> None:
        """A temporary error: wait, longer each time, and try again."""
        current = self.get(job.id) or job
        attempts = current.attempts + 1
        self._end(
            job,
            Status.WAITING,
            "delayed",
            type(error).__name__,
            error=error,
            attempts=attempts,
            not_before=self._now() + pause(attempts),
        )

    def attention(self, job: Job, error: TranscriberError, *, settings: str = "", first: Job | None = None) -> None:
        """A person must act.

        Args:
            settings: the state of the profile's settings, where those are at fault; a change of it requeues the job.
            first: the job that already has this content.
        """
        self._end(
            job,
            Status.ATTENTION,
            "attention",
            type(error).__name__,
            error=error,
            settings=settings,
            first=first and first.id,
        )

    def unstable(self, job: Job) -> None:
        """The original changed or vanished while it was copied: back to arriving."""
        with self._change(job.id, "unstable"):
            self._run("parts_forget", id=job.id)
            self._run("end_lease", **self._ending(job, Status.ARRIVING))
            self._run("unread", id=job.id, now=self._now())

    def died(self, job: Job) -> bool:
        """A process died over this job. True if it may be tried again, False if it is set aside."""
        current = self.get(job.id) or job
        same = current.death_stage == current.stage and current.done <= current.death_done
        deaths = current.deaths + 1 if same else 1
        with self._change(job.id, "died", f"{current.stage} {deaths}"):
            self._run("died", id=job.id, deaths=deaths, stage=current.stage, done=current.done)
            if deaths < DEATHS:
                self._run("end_lease", **self._ending(current, Status.WAITING, attempts=current.attempts))
                return True
            error = TranscriberError(
                f"この録音の処理中に{deaths}回続けてプログラムが止まりました（段階：{current.stage or '準備'}）。",
                "ほかの録音を先に進めるため取り分けました。情報担当者に連絡してください（transcriber retry で再開できます）。",
            )
            self._run("end_lease", **self._ending(current, Status.ATTENTION, error=error))
            return False

    def recover(self, owner: str) -> tuple[Job, ...]:
        """Jobs that a dead process left running. Only call it with the instance lock held: then all others are dead."""
        orphans = self._jobs("orphans", owner=owner)
        for job in orphans:
            if job.wish == "cancel":
                self.cancelled(job)
            else:
                self.died(job)
        return orphans

    def draft_folder(self, job: Job, folder: str) -> None:
        """Settle which folder in the drafts folder is the job's, and what its drafts are called, before it is made."""
        with self._database.transaction():
            self._run("draft_folder", id=job.id, folder=folder, called=job.name)

    def publishing(self, job: Job, name: str, sha256: str) -> None:
        """Note, before it happens, that this content goes to that name."""
        with self._database.transaction():
            self._run("publication", job=job.id, name=name, sha256=sha256)

    def drafted(self, job: Job, draft: str, note: str = "") -> None:
        """The draft is durable in the drafts folder. `note`: what staff should know of it."""
        with self._change(job.id, "drafted"):
            self._run("drafted", id=job.id, draft=draft, found=note, now=self._now())

    def archived(self, job: Job, name: str, files: Mapping[str, str] = MappingProxyType({})) -> None:
        """The original is in the archive folder under `name`.

        Args:
            files: place in the archive folder → hash, of each of its files; no hash: a paper.
        """
        with self._change(job.id, "archived"):
            self._run("archived", id=job.id, archive=name, now=self._now())
            for place, sha256 in files.items():
                self._run("original", job=job.id, place=place, sha256=sha256)

    def archive_failed(self, job: Job, error: TranscriberError) -> None:
        """The draft is there, but the original could not be moved yet; it is tried again at each scan."""
        if (job.found, job.todo) == (error.found, error.todo):
            return
        with self._change(job.id, "archive_failed", type(error).__name__):
            self._set(job, job.status, error)

    # -- what people ask for ---------------------------------------------------------------------------------------

    def retry(self, job: Job) -> bool:
        """Take a settled job up again, whatever was wrong with it; False if it is not settled."""
        with self._database.transaction():
            now = self.get(job.id)
            if now is None or not now.status.settled:
                return False
            self._run("again", id=job.id, now=self._now())
            self._event(job.id, "retried")
        return True

    def cancel(self, job: Job) -> bool:
        """Stop a job and leave its original where it is; False if it is settled already."""
        with self._database.transaction():
            now = self.get(job.id)
            if now is None or now.status.settled:
                return False
            if now.status is Status.RUNNING:
                self._run("wish", id=job.id, wish="cancel")
            else:
                self._run("cancelled", id=job.id, now=self._now())
            self._event(job.id, "cancel")
        return True

    def cancelled(self, job: Job) -> None:
        """A running job has stopped because it was cancelled."""
        with self._change(job.id, "cancelled"):
            self._run("cancelled", id=job.id, now=self._now())

    def forget(self, job: Job) -> bool:
        """Remove a job from the store; what lies in its inbox is new again, and so are its copies. False while it runs or
        is held."""
        with self._database.transaction():
            now = self.get(job.id)
            if now is None or now.status is Status.RUNNING or job.id in self.keeping.holds():
                return False
            for copy in self.copies_of(job):
                self._run("reopen", id=copy.id, found="", todo="", now=self._now())
                self._event(copy.id, "requeued", "original")
            self._run("forget", id=job.id)
            self._run("scrub", due=1)
            self._event(job.id, "forgotten")
        return True

    # -- inside ----------------------------------------------------------------------------------------------------

    def _looked(self, job: Job | None, sight: FileState, status: Status, found: str, todo: str) -> None:
        values = {
            "size": sight.size,
            "signature": sight.signature,
            "status": status.value,
            "found": found,
            "todo": todo,
        }
        now = self._now()
        if job is None:
            with self._database.transaction():
                row = self._database.run("add", **{**values, **asdict(sight), "now": now})
                if row.rowcount:
                    self._event(int(row.lastrowid or 0), status.value)
            return
        if all(getattr(job, name) == value for name, value in values.items()):
            return
        with self._seen_so(job, "" if job.status is status else status.value) as so:
            if so:
                if job.signature != sight.signature:
                    self._run("parts_forget", id=job.id)
                self._run("look", **values, id=job.id, now=now)

    @contextmanager
    def _seen_so(self, job: Job, what: str, detail: str = "") -> Iterator[bool]:
        """A change that a look at the share asks for, in one transaction with its event. False to the block: the job is
        not any more what it was when the look began (a slow share, a busy worker), and the next look will tell."""
        with self._database.transaction():
            now = self.get(job.id)
            so = now is not None and (now.status, now.in_inbox, now.entry, now.signature) == (
                job.status,
                job.in_inbox,
                job.entry,
                job.signature,
            )
            yield so
            if so and what:
                self._event(job.id, what, detail)

    def _end(self, job: Job, status: Status, what: str, detail: str, **values: Any) -> None:
        with self._change(job.id, what, detail):
            self._run("end_lease", **self._ending(job, status, **values))

    def _ending(
        self,
        job: Job,
        status: Status,
        *,
        error: TranscriberError | None = None,
        attempts: int = 0,
        not_before: float = 0,
        settings: str = "",
        first: int | None = None,
    ) -> dict[str, Any]:
        return {
            "id": job.id,
            "status": status.value,
            "found": error.found if error else "",
            "todo": error.todo if error else "",
            "attempts": attempts,
            "not_before": not_before,
            "settings": settings,
            "first": first,
            "now": self._now(),
        }

    def _set(self, job: Job, status: Status, error: TranscriberError | None = None) -> None:
        found, todo = (error.found, error.todo) if error else ("", "")
        self._run("set_status", id=job.id, status=status.value, found=found, todo=todo, now=self._now())

    def _run(self, query: str, /, **values: Any) -> int:
        return self._database.run(query, **values).rowcount

    def _event(self, job: int, what: str, detail: str = "") -> None:
        self._run("event", job=job, at=self._now(), what=what, detail=detail)

    @contextmanager
    def _change(self, job: int, what: str, detail: str = "") -> Iterator[None]:
        with self._database.transaction():
            yield
            self._event(job, what, detail)
