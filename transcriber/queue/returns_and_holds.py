"""The store's records of what came back, what is held, what was deleted, and the head of the audit log."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from transcriber.audit.log import FIRST_HASH
from transcriber.queue.database import Database
from transcriber.queue.job import Job
from transcriber.retention.rules import FileKind

_BACK = {
    "drafted": frozenset({FileKind.DECODED, FileKind.WORK, FileKind.DRAFTS}),
    "returned": frozenset({FileKind.FINALS}),
    **dict.fromkeys(("copied", "archived", "reattached"), frozenset({FileKind.AUDIO})),
}
"""Event of the journal → kinds of files that are there again then. (A draft made again brings no sound back.)"""


@dataclass(frozen=True)
class Hold:
    """A recording of which nothing is deleted, since when (seconds since 1970), and why."""

    job: int
    reason: str
    since: float


@dataclass(frozen=True)
class Returned:
    """A content that came back in a folder for checked files. `at` in seconds since 1970.

    Attributes:
        job: None where it could not be read or belongs to no draft.
        matched: how the draft was found: identity, bookmarks, text or name; empty where it was not.
        ticked, items: of the checklist.
        found, todo: a note or an error, for staff; empty if all is well.
    """

    profile: str
    file: str
    signature: str
    sha256: str
    job: int | None
    matched: str
    ticked: int
    items: int
    found: str
    todo: str
    at: float
    id: int = 0


@dataclass(frozen=True)
class Leftover:
    """What the retention rule had to leave of a recording, in words for staff, and since when (seconds since 1970)."""

    job: int
    found: str
    todo: str
    since: float


@dataclass(frozen=True)
class Occurrence:
    """One line of the journal, with its number."""

    id: int
    job: int
    at: float
    what: str
    detail: str


class ReturnsAndHolds:
    """Part of the job store (queue/store.py), over the same database.

    Args:
        now: seconds since 1970.
    """

    def __init__(self, database: Database, now: Callable[[], float]) -> None:
        self._database = database
        self._now = now

    # -- the audit log ---------------------------------------------------------------------------------------------

    def read(self) -> tuple[int, str]:
        """Number and hash of the last line of the audit log (the `Head` of audit/log.py)."""
        (row,) = self._database.read("audit_head")
        return row["number"], row["hash"] or FIRST_HASH

    def write(self, number: int, hash: str) -> None:
        """Note the last line of the audit log."""
        with self._database.transaction():
            self._database.run("audit_head_set", number=number, hash=hash)

    def unaudited(self) -> tuple[Occurrence, ...]:
        """What the journal holds that the audit log has not followed yet, oldest first."""
        (row,) = self._database.read("audit_head")
        return tuple(Occurrence(**dict(r)) for r in self._database.read("events_after", event=row["event"]))

    def audited(self, event: int) -> None:
        """The audit log has followed the journal up to this line."""
        with self._database.transaction():
            self._database.run("audit_followed", event=event)

    # -- holds and deletions ---------------------------------------------------------------------------------------

    def hold(self, job: Job, reason: str) -> None:
        """Delete nothing of this recording until `release`. The reason stays in the store, not in the audit log."""
        with self._change(job.id, "held"):
            self._database.run("hold", job=job.id, reason=reason, now=self._now())

    def release(self, job: Job) -> bool:
        """End a hold; False if there is none."""
        if job.id not in self.holds():
            return False
        with self._change(job.id, "hold_released"):
            self._database.run("release", job=job.id)
        return True

    def holds(self) -> dict[int, Hold]:
        """Job → its hold."""
        return {r["job"]: Hold(**dict(r)) for r in self._database.read("holds")}

    def erased(self, job: Job, what: str) -> None:
        """Files of that kind (retention.rules.Kind) were deleted now. What comes later is due by itself. With a checked file goes
        what staff were told of it: nobody can set it right any more."""
        with self._change(job.id, "erased", what):
            if what == FileKind.FINALS:
                self._database.run("note_of_return_over", job=job.id)

    def erasures(self, job: Job) -> dict[str, float]:
        """Kinds of files (retention.rules.Kind) that the rule deleted and that have not come back since, by the journal; each with
        when (seconds since 1970)."""
        kinds: dict[str, float] = {}
        for event in self._database.read("events", job=job.id):
            if event["what"] == "erased":
                kinds[event["detail"]] = event["at"]
            elif event["what"] in _BACK:
                kinds = {kind: at for kind, at in kinds.items() if kind not in _BACK[event["what"]]}
        return kinds

    def left_over(self, job: Job, found: str, todo: str) -> None:
        """What the rule leaves of a recording, for staff; empty: nothing any more."""
        with self._database.transaction():
            if found:
                self._database.run("left_over", job=job.id, found=found, todo=todo, now=self._now())
            else:
                self._database.run("left_over_no_more", job=job.id)

    def leftovers(self, profile: str) -> tuple[Leftover, ...]:
        """What the rule had to leave in a profile."""
        return tuple(Leftover(**dict(r)) for r in self._database.read("leftovers", profile=profile))

    # -- names -----------------------------------------------------------------------------------------------------

    def named(self, job: Job) -> bool:
        """Whether anything is left here that may hold the recording's name."""
        return any(r["named"] for r in self._database.read("named", id=job.id))

    def erase_names(self, job: Job, neutral: str, found: str, place: str) -> None:
        """Nothing is left of a recording: keep its hashes, numbers and dates, and no name. `scrub` is due then.

        Args:
            neutral: what it is called from now on.
            found: what staff are told.
            place: the notice about its draft's folder, if there is any.
        """
        with self._change(job.id, "names_erased"):
            values = {"id": job.id, "neutral": neutral}
            names = {"entry": job.entry, "called": job.called, "former": job.former, "archive": job.archive}
            self._database.run("erase_names_told", **values, **names, folder=job.draft_folder)
            self._database.run("erase_names_advised", id=job.id, entry=job.entry, called=job.called, former=job.former)
            for query in ("erase_names_published", "erase_names_returned", "erase_originals"):
                self._database.run(query, id=job.id)
            self._database.run("left_over_no_more", job=job.id)
            self._database.run("notice_over", place=place)
            self._database.run("erase_names", **values, found=found, now=self._now())
            self._database.run("scrub", due=1)

    def erase_name_of(self, one: Returned) -> None:
        """A file that came back is gone: keep its hash and date, and no name. `scrub` is due then."""
        with self._database.transaction():
            self._database.run("return_unnamed", id=one.id)
            self._database.run("scrub", due=1)

    def scrub(self) -> None:
        """Make sure that what was erased has left the database file, too. While others read it, the next call tries again."""
        if any(r["due"] for r in self._database.read("scrubbing")) and self._database.scrub():
            with self._database.transaction():
                self._database.run("scrub", due=0)

    # -- what we bring up to date on the share -----------------------------------------------------------------------

    def wrote(self, folder: str, name: str, sha256: str) -> None:
        """This content is about to be put at that name."""
        with self._database.transaction():
            self._database.run("wrote", folder=folder, name=name, sha256=sha256)

    def written(self, folder: str) -> dict[str, frozenset[str]]:
        """Name → hashes of all that we put there."""
        found: dict[str, frozenset[str]] = {}
        for row in self._database.read("written", folder=folder):
            found[row["name"]] = found.get(row["name"], frozenset()) | {row["sha256"]}
        return found

    # -- returns ---------------------------------------------------------------------------------------------------

    def returned(self, one: Returned) -> None:
        """A file in a folder for checked files has been read (or could not be)."""
        values = {k: v for k, v in vars(one).items() if k != "id"}
        with self._database.transaction():
            self._database.run("returned", **values)
            if one.job is not None:
                self._database.run("event", job=one.job, at=self._now(), what="returned", detail=one.sha256)

    def seen_again(self, one: Returned, signature: str) -> None:
        """A file that was read before has another time, but the same content."""
        with self._database.transaction():
            self._database.run("return_signature", id=one.id, signature=signature)

    def told_again(self, one: Returned, found: str, todo: str) -> None:
        """What staff are told of the file that counts for a recording is another note now."""
        values = {"found": found, "todo": todo}
        with self._database.transaction():
            self._database.run("note_of_return", job=one.job, before=one.found, **values)
            self._database.run("return_note", id=one.id, **values)

    def returns(self, profile: str) -> tuple[Returned, ...]:
        """Everything that came back to a profile, oldest first."""
        return self._returns("returns_of_profile", profile=profile)

    def returns_of(self, job: Job) -> tuple[Returned, ...]:
        """Everything that came back for a recording, oldest first; the last one counts."""
        return self._returns("returns_of_job", job=job.id)

    def _returns(self, query: str, **values: Any) -> tuple[Returned, ...]:
        return tuple(_returned(row) for row in self._database.read(query, **values))

    @contextmanager
    def _change(self, job: int, what: str, detail: str = "") -> Iterator[None]:
        with self._database.transaction():
            yield
            self._database.run("event", job=job, at=self._now(), what=what, detail=detail)


def _returned(row: sqlite3.Row) -> Returned:
    return Returned(**dict(row))
