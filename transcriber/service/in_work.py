"""The recordings that are in work: one, or with other computers several; each in a thread of its own, under its own lease.

How many: one more than computers help, so that all of them have something to do while this computer prepares the next one; but no
more than this computer has memory and disk for. Without other computers it is one.
"""

from __future__ import annotations

import gc
import logging
import shutil
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

import psutil

from transcriber.errors import TranscriberError
from transcriber.queue import order, originals
from transcriber.queue.job import Job, Status
from transcriber.queue.runner import Runner
from transcriber.queue.store import Store
from transcriber.service.side_threads import unexpected, where
from transcriber.settings import Order
from transcriber.work.contract import Stop

log = logging.getLogger(__name__)

_GIB = 1024**3

FOR_ALL = 4 * _GIB
"""Bytes of memory that do not count: the system, the office's own programs, and one pair of models for what is done here."""

FOR_EACH = 3 * _GIB // 4
"""Bytes of memory for each recording in work: its processes and its part of this one, at most 0.5 GB together in a recording of an hour."""

FREE = 2 * _GIB
"""Bytes of memory that must be free for one more to be begun beside others."""

ON_DISK = 2 * _GIB
"""Bytes that must be free on the work disk for one more beside others, with its own size: twelve hours of sound are 1.4 GB."""

KEPT_FOR = 60.0
"""Seconds for which a place that was made for a profile waits for its sheets to be read."""


def most_at_once(helping: int, memory: int) -> int:
    """How many recordings are in work at most.

    Args:
        helping: other computers that are there.
        memory: bytes that this computer has.
    """
    return max(1, min(helping + 1, (memory - FOR_ALL) // FOR_EACH)) if helping else 1


@dataclass(frozen=True)
class ThisComputer:
    """What it has room for.

    Args:
        work: a folder on the work disk.
        helping: how many other computers are there now; None: there never are any.
    """

    work: Path
    helping: Callable[[], int] | None = None

    def most(self) -> int:
        """Recordings in work at most."""
        helping = self.helping() if self.helping is not None else 0
        return most_at_once(helping, psutil.virtual_memory().total) if helping else 1

    def largest_beside(self) -> int:
        """The most bytes that one more may have to be begun beside others; negative: none may."""
        if psutil.virtual_memory().available < FREE:
            return -1
        try:
            return shutil.disk_usage(self.work).free - ON_DISK
        except OSError:
            return -1


@dataclass
class _Task:
    """One recording in its thread.

    Attributes:
        alone: nothing is begun beside it: it may have ended the last process that worked on it.
    """

    job: Job
    began: float
    alone: bool
    lets_pass: threading.Event = field(default_factory=threading.Event)
    future: Future[None] = field(default_factory=Future)


class RecordingsInWork:
    """Begins recordings and follows them.

    Args:
        stop: set when all is to stop.
        wake: called when one has ended.
        monotonic, now: clocks in seconds; `now` since 1970.
    """

    def __init__(
        self,
        store: Store,
        runner: Runner,
        order_: Order,
        computer: ThisComputer,
        stop: threading.Event,
        wake: Callable[[], None],
        monotonic: Callable[[], float],
        now: Callable[[], float],
    ) -> None:
        self._store = store
        self._runner = runner
        self._order = order_
        self._computer = computer
        self._stop = stop
        self._wake = wake
        self._monotonic = monotonic
        self._now = now
        self._tasks: list[_Task] = []
        self._ended: list[Job] = []
        self._unsettled: list[tuple[Job, TranscriberError]] = []
        # How many there are is decided in `begin`; a thread is made when there is none to use again.
        self._threads = ThreadPoolExecutor(4096, thread_name_prefix="work")
        self._kept: tuple[str, float] | None = None
        self._suspects = frozenset[int]()

    def __bool__(self) -> bool:
        return bool(self._tasks)

    @property
    def running(self) -> bool:
        """Whether a thread has not come back."""
        return any(not task.future.done() for task in self._tasks)

    @property
    def unsettled(self) -> bool:
        """Whether the end of one is not in the store yet."""
        return bool(self._unsettled)

    @property
    def has_place(self) -> bool:
        """Whether one more may be begun, as far as can be told without knowing which."""
        return not self._tasks or (
            len(self._tasks) < self._computer.most() and not self._alone() and self._computer.largest_beside() >= 0
        )

    def recover(self, owner: str) -> None:
        """Take notice of what a process that died has left. Of several that were in work nobody knows which one ended it: so those are
        begun one by one, until each is past the place where it stood."""
        for job in self._store.recover(owner):
            log.warning("job %d was left running by a process that died", job.id)
        if self._computer.helping is None:
            return
        waiting = (job for job in self._store.jobs() if job.status is Status.WAITING)
        self._suspects = frozenset(job.id for job in waiting if job.deaths and job.done <= job.death_done)

    def collect(self) -> list[Job]:
        """Those that have ended since the last call; what nobody foresaw is in the store then.

        Raises:
            StorageError: the store cannot be written; the next call tries again.
        """
        ended = [task for task in self._tasks if task.future.done()]
        self._tasks = [task for task in self._tasks if task not in ended]
        for task in ended:
            self._ended.append(task.job)
            self._suspects -= {task.job.id}
            if error := task.future.exception():
                if isinstance(error, TranscriberError):  # the store could not be written, mostly
                    log.warning("job %d: %s", task.job.id, where(error))
                else:
                    log.error("job %d: unexpected %s", task.job.id, where(error))
                self._unsettled.append((task.job, unexpected(error)))
        while self._unsettled:
            job, fault = self._unsettled[0]
            (self._store.delay if fault.temporary else self._store.attention)(job, fault)
            del self._unsettled[0]
        told, self._ended = self._ended, []
        return told

    def begin(self, due: Sequence[Job], ready: Callable[[Job], bool]) -> Job | None:
        """Begin the one whose turn it is; None: nobody's.

        Args:
            due: those that may be begun now.
            ready: whether what a recording needs beside its sound has just been read. Only asked of the next one of each profile, where that
                may be begun: it is read anew then. One that is not ready holds up its own profile, and no other.
        """
        jobs = [task.job for task in self._tasks]
        free = self._free(due, jobs)
        now = self._now()
        nexts = (
            order.next_job((job for job in free if job.profile == profile), now, self._order, jobs)
            for profile in {job.profile for job in free}
        )
        job = order.next_job((one for one in nexts if one is not None and ready(one)), now, self._order, jobs)
        if job is None:
            return None
        if self._kept is not None and job.profile == self._kept[0]:
            self._kept = None
        task = _Task(job, self._monotonic(), job.id in self._suspects)
        task.future = self._threads.submit(self._run, job, lambda: self._stop.is_set() or task.lets_pass.is_set())
        self._tasks.append(task)
        task.future.add_done_callback(lambda _: self._wake())
        return job

    def _run(self, job: Job, stop: Stop) -> None:
        """Work on it, and give back what is left in cycles: a megabyte a recording, which nothing collects by itself, since a program
        that holds long lists looks for them almost never (`__main__`)."""
        try:
            self._runner.run(job, stop)
        finally:
            gc.collect()

    def let_pass(self) -> None:
        """Where no more can be begun: ask one to let another pass, if one should."""
        if len(self._tasks) != self._computer.most():
            return
        if any(task.lets_pass.is_set() for task in self._tasks):
            return  # it is about to
        now = self._monotonic()
        current = [(self._store.get(task.job.id) or task.job, now - task.began) for task in self._tasks]
        due = originals.ready(self._store, self._now())
        chosen = order.lets_pass(current, due, self._now(), self._order)
        for task in self._tasks:
            if chosen is not None and task.job.id == chosen.id:
                task.lets_pass.set()
                others = [job for job, _ in current if job.id != chosen.id]
                wanted = order.next_job(due, self._now(), self._order, others)
                self._kept = (wanted.profile, now + KEPT_FOR) if wanted is not None else None

    def give_back(self, why: str) -> None:
        """Those whose threads hang: their leases end."""
        for task in self._tasks:
            if not task.future.done():
                self._store.release(task.job, why)

    def close(self) -> None:
        """Begin nothing more."""
        self._threads.shutdown(wait=False, cancel_futures=True)

    def _free(self, due: Sequence[Job], in_work: Sequence[Job]) -> Sequence[Job]:
        """Of these, those beside which and what is in work nothing speaks against."""
        suspects = [job for job in due if job.id in self._suspects]
        if not in_work:
            return suspects or due
        if suspects:
            return ()  # the first of them is begun when nothing else is in work
        most, there = self._computer.largest_beside(), {job.id for job in in_work}
        free = [job for job in due if job.id not in there and job.size <= most]
        if self._kept is not None:
            kept = [job for job in free if job.profile == self._kept[0]]
            if kept and self._monotonic() < self._kept[1]:
                return kept
            self._kept = None
        return free

    def _alone(self) -> bool:
        """Whether one is in work beside which nothing is begun."""
        for task in self._tasks:
            if task.alone:
                job = self._store.get(task.job.id)
                task.alone = job is not None and job.done <= job.death_done
                if not task.alone:
                    self._suspects -= {task.job.id}
        return any(task.alone for task in self._tasks)
