"""What can be asked of the job store. Changes nothing."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from dataclasses import fields
from typing import Any

from transcriber.queue.database import Database
from transcriber.queue.job import Event, Job, Notice, Status

LONGEST_PAUSE = 15 * 60.0
"""Seconds between two attempts at a recording, at most."""


class Views:
    """The jobs of one installation, to be read.

    Args:
        now: seconds since 1970.
    """

    def __init__(self, database: Database, now: Callable[[], float]) -> None:
        self._database = database
        self._now = now

    def get(self, job: int) -> Job | None:
        """The job with that number."""
        return next(iter(self._jobs("job", id=job)), None)

    def jobs(self, profile: str | None = None) -> tuple[Job, ...]:
        """All jobs, or those of one profile, oldest first."""
        return self._jobs("jobs") if profile is None else self._jobs("jobs_of_profile", profile=profile)

    def on_board(self, profile: str, since: float) -> tuple[Job, ...]:
        """What staff should see: all that is open, and what was finished after `since`, oldest first."""
        return self._jobs("on_board", profile=profile, since=since)

    def unchecked(self, profile: str) -> tuple[Job, ...]:
        """The jobs whose draft is out and has not come back."""
        return self._jobs("unchecked", profile=profile)

    def checked_since(self, profile: str, since: float) -> tuple[Job, ...]:
        """The jobs whose checked file came back at `since` or later."""
        return self._jobs("checked_since", profile=profile, since=since)

    def in_inbox(self, profile: str) -> tuple[Job, ...]:
        """The jobs whose original should still lie in the inbox."""
        return self._jobs("in_inbox", profile=profile)

    def profiles_in_use(self) -> tuple[str, ...]:
        """Profiles with a job whose original should still lie in an inbox."""
        return tuple(r["profile"] for r in self._database.read("profiles"))

    def due(self) -> tuple[Job, ...]:
        """The jobs that may be taken up now, oldest first."""
        now = self._now()
        return self._jobs("due", now=now, latest=now + LONGEST_PAUSE)

    def parts(self, job: Job) -> tuple[tuple[str, str, int], ...]:
        """(local name, hash, bytes) of each part copied in, in playing order."""
        return tuple((r["file"], r["sha256"], r["size"]) for r in self._database.read("parts", job=job.id))

    def originals(self, job: Job) -> dict[str, str]:
        """Place in the archive folder → hash, of every file of the recording that was moved there; of papers, which are the
        office's own, no hash. Empty for one that was archived before this was noted."""
        return {r["place"]: r["sha256"] for r in self._database.read("originals", job=job.id)}

    def published(self, job: Job) -> dict[str, frozenset[str]]:
        """Name in the drafts folder → hashes of every content that we put there or set out to put there."""
        found: dict[str, set[str]] = {}
        for row in self._database.read("publications", job=job.id):
            if not row["name"]:
                continue  # erased
            found.setdefault(row["name"], set()).add(row["sha256"])
        return {name: frozenset(hashes) for name, hashes in found.items()}

    def draft_folders(self, job: Job) -> frozenset[str]:
        """Folders in the drafts folder that belong to other jobs of the profile."""
        return frozenset(
            r["draft_folder"] for r in self._database.read("draft_folders", profile=job.profile, id=job.id)
        )

    def with_content(self, job: Job, sha256: str) -> tuple[Job, ...]:
        """The other jobs of the profile with that content that are done or will be, oldest first."""
        return self._jobs("with_content", profile=job.profile, sha256=sha256, id=job.id)

    def copies_of(self, job: Job) -> tuple[Job, ...]:
        """The jobs that are told to be copies of this one."""
        return self._jobs("copies_of", id=job.id)

    def archives(self, profile: str) -> frozenset[str]:
        """The names in the profile's archive folder that belong to jobs."""
        return frozenset(r["archive"] for r in self._database.read("archives", profile=profile))

    def events(self, job: int) -> tuple[Event, ...]:
        """The journal of a job, also of a forgotten one."""
        return tuple(Event(r["at"], r["what"], r["detail"]) for r in self._database.read("events", job=job))

    def notices(self) -> tuple[Notice, ...]:
        """What is wrong with folders, oldest first."""
        return tuple(Notice(r["place"], r["found"], r["todo"], r["since"]) for r in self._database.read("notices"))

    def _jobs(self, query: str, /, **values: Any) -> tuple[Job, ...]:
        return tuple(_job(row) for row in self._database.read(query, **values))


_COLUMNS = tuple(f.name for f in fields(Job))


def _job(row: sqlite3.Row) -> Job:
    values = {name: row[name] for name in _COLUMNS}
    told = {name: bool(row[name]) for name in ("again", "in_inbox", "rests")}
    return Job(**{**values, **told, "status": Status(row["status"])})
