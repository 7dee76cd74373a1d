"""Whether recordings wait while nobody is at work: what `transcriber doctor` says of the watcher.

Whoever works holds the installation's lock, so a watcher that was killed is known at once; that it hangs is told by the age of its page.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from transcriber.intake import inbox
from transcriber.profiles.tree import ProfileTree
from transcriber.queue import lock
from transcriber.queue.database import STORE_FILE
from transcriber.queue.job import Job, Status
from transcriber.queue.store import Store

STILL = 600.0
"""Seconds without a word after which the watcher counts as standing still: cron looks every five minutes."""


@dataclass(frozen=True)
class Attendance:
    """Whether somebody works on recordings.

    Attributes:
        began: a watcher or `scan` has ever run here.
        at_work: one does now.
        last: when it wrote a page last, in seconds since 1970; None: none can be read.
        since: when whoever worked last began to, in seconds since 1970; None: that is not known.
        broken_off: recordings that one who died left in work.
        waiting: recordings that lie there and could be worked on.
    """

    began: bool
    at_work: bool
    last: float | None
    broken_off: int = 0
    waiting: int = 0
    since: float | None = None

    def hangs(self, now: float) -> bool:
        """Whether it is there and does nothing. What stood on the page before it began says nothing of it."""
        return self.at_work and self.last is not None and now - max(self.last, self.since or self.last) > STILL

    def missed(self, now: float) -> bool:
        """Whether recordings wait for somebody who does not come."""
        quiet = self.last is None or now - self.last > STILL
        return self.began and not self.at_work and (self.broken_off > 0 or (self.waiting > 0 and quiet))


def attendance(profiles: Sequence[Path], last: float | None, work: Path, now: float) -> Attendance:
    """Look, and change nothing.

    Args:
        profiles: their folders.
        last: when a page of theirs was written last, in seconds since 1970; None: none can be read.
        work: the folder for all work.
        now: seconds since 1970.

    Raises:
        TranscriberError: the store cannot be read.
        OSError: the work folder is closed to us.
    """
    if not (work / lock.LOCK_FILE).exists():
        return Attendance(began=False, at_work=False, last=last)
    nobody = lock.is_free(work)
    if not nobody or not (work / STORE_FILE).exists():
        return Attendance(began=True, at_work=not nobody, last=last, since=_since(work))
    store = Store.open(work, lambda: now)
    try:
        jobs = store.jobs()
    finally:
        store.close()
    broken_off = sum(job.status is Status.RUNNING for job in jobs)
    waiting = sum(job.status in (Status.ARRIVING, Status.WAITING) and job.not_before <= now for job in jobs)
    unseen = sum(_unseen(ProfileTree(folder), jobs) for folder in profiles)
    return Attendance(True, False, last, broken_off, waiting + unseen, _since(work))


def _since(work: Path) -> float | None:
    with suppress(OSError):  # of a version that did not note it
        return (work / lock.BEGAN_FILE).stat().st_mtime
    return None


def _unseen(tree: ProfileTree, jobs: Sequence[Job]) -> int:
    """Recordings that nobody has looked at yet."""
    known = {job.entry for job in jobs if job.profile == tree.root.name}
    with suppress(OSError):  # the share, or its rights: told as such
        return sum(bool(entry.parts) and entry.name not in known for entry in inbox.listing(tree.inbox))
    return 0
