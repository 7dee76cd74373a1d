"""The loop behind `transcriber watch` and `transcriber scan`: look, work, tell; the same for daemon and cron.

The main thread only ticks: it never touches the share, so that it can beat the heart, answer the watchdog and obey a
signal within seconds while a share hangs. One thread looks (scan; events bring it forward, see folder_events.py), one writes the boards, one takes up what people edited, and each
recording in work has one (in_work.py; the engines themselves run in child processes). Nothing here holds truth: whatever is cut off is in the store or in the folders.
"""

from __future__ import annotations

import logging
import multiprocessing
import re
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from transcriber.errors import ShareUnreachable, StorageError
from transcriber.exchange.returns import Returns
from transcriber.queue import misplaced, originals, scan
from transcriber.queue.job import SHARE, Status
from transcriber.queue.papers_before_turn import PapersBeforeTurn
from transcriber.queue.runner import Runner, new_owner
from transcriber.queue.scan import Look
from transcriber.queue.store import Store
from transcriber.service import status_page, systemd
from transcriber.service.boards import Boards
from transcriber.service.folder_events import FolderEvents
from transcriber.service.housekeeping import Chores
from transcriber.service.in_work import RecordingsInWork, ThisComputer
from transcriber.service.sheet_notices import SheetNotices
from transcriber.service.side_threads import PapersAhead, TakingUp, sheets_ahead, where
from transcriber.settings import Settings
from transcriber.speaker_sheets import edited_speaker_sheets
from transcriber.system import removal
from transcriber.untrusted import bounded
from transcriber.work.contract import Pipeline

log = logging.getLogger(__name__)

_T = TypeVar("_T")

TICK = 0.5
"""Seconds the main thread sleeps at most; a thread that comes back wakes it."""

HEARTBEAT = 10.0
GRACE = 7.0
"""Seconds that work gets to stop after a signal; then its child processes are ended, and then we go."""

HUNG = 60.0
"""Seconds after which a look at the share that has not come back is told to people."""

LONGEST_LOOK_PAUSE = 60.0
SHORTEST_LOOK_PAUSE = 1.0
"""Seconds between two looks at least, however many events there are."""

IDLE = 6
"""How many times longer a pause gets while nothing happens and events are known to tell when something does."""

KEEP_WITHDRAWN = 24 * 3600.0
"""Seconds for which the work files of a withdrawn or cancelled recording are kept, in case it comes back."""

_OF_A_JOB = re.compile(r"[0-9]{6,}")
_BEING_READ = re.compile(r"(incoming|speakers)-[0-9]+\.[A-Za-z]+")


@dataclass(frozen=True)
class RunOutcome:
    """How a run ended.

    Attributes:
        failed: something in this run could not be done.
        hung: a thread did not come back; the process should end without waiting for it.
    """

    failed: bool
    hung: bool


class Service:
    """Watches and works until told to stop, or until there is nothing left to do.

    Args:
        stop: set from a signal handler.
        helping: how many other computers share the work now; None: there never are any.
        monotonic, now: clocks in seconds; `now` since 1970.
    """

    def __init__(
        self,
        settings: Settings,
        store: Store,
        pipeline: Pipeline,
        stop: threading.Event,
        *,
        helping: Callable[[], int] | None = None,
        monotonic: Callable[[], float] = time.monotonic,
        now: Callable[[], float] = time.time,
    ) -> None:
        self._settings = settings
        self._store = store
        self._stop = stop
        self._monotonic = monotonic
        self._now = now
        self._owner = new_owner()
        self._work = settings.folders.work
        self._runner = Runner(store, settings.folders.watch, self._work, pipeline, self._owner, monotonic)
        self._scan = scan.scan_of(settings, store, monotonic)
        returns = Returns(store, settings.folders.watch, self._work, now)
        lists = edited_speaker_sheets.SpeakerSheets(
            store, settings.folders.watch, self._work, settings.folders.templates, now
        )
        notices = SheetNotices(now)
        self._wake = threading.Event()
        watch, wake = settings.folders.watch, self._wake.set
        board = status_page.Board(store, now, self._work, notices.of)
        self._boards = Boards(board, wake)
        self._take = TakingUp(store, returns, lists, board)
        computer, wanted = ThisComputer(self._work, helping), settings.watching.order
        self._recordings = RecordingsInWork(store, self._runner, wanted, computer, stop, wake, monotonic, now)
        self._events = FolderEvents(watch, wake, monotonic=monotonic)
        reading = PapersBeforeTurn(store, watch, self._work, pipeline)
        papers = PapersAhead(reading.read, lambda: computer.largest_beside() >= 0, stop.is_set)
        self._ahead, self._ahead_of_chores = sheets_ahead(watch, wake, notices.read, papers, monotonic)
        self._chores = Chores(settings, store, now, self._ahead_of_chores.ready, self._recording_waits)
        self._taking: Future[bool] | None = None
        self._untaken: tuple[Path, ...] | None = None
        self._edits_unsettled = False
        self._looking: Future[Look] | None = None
        self._look_began = 0.0
        self._look_next = self._look_ended = 0.0
        self._look_failures = 0
        self._last: Look | None = None
        self._current = False  # a look that began after the last change of ours has come back
        self._outdated = False  # a job ended after the look in flight began
        self._cleaning: Future[None] | None = None
        self._archive_due = True
        self._beat = float("-inf")
        self._failed = False
        self._looked = False
        self._once = False
        self._erased = False  # the last chores deleted something, or told staff what they could not

    def run(self, *, once: bool) -> RunOutcome:
        """Run until stopped; with `once`, until everything that lies complete in the folders has been dealt with.

        Raises:
            StorageError: the store cannot be used at the start.
        """
        self._once = once
        attention = self._in_attention()
        self._recordings.recover(self._owner)
        self._tidy()
        systemd.notify("READY=1")
        looker = ThreadPoolExecutor(1, thread_name_prefix="look")
        taker = ThreadPoolExecutor(1, thread_name_prefix="take")
        cleaner = ThreadPoolExecutor(1, thread_name_prefix="chores")
        try:
            while not self._stop.is_set():
                try:
                    self._tick(looker, taker, cleaner)
                    if once and self._idle():
                        break
                except StorageError as e:  # the store's disk: say so, wait, go on
                    log.error("store: %s", type(e).__name__)
                    self._failed = True
                    if once:
                        break
                    self._stop.wait(5)
                no_look = self._looking is not None or self._held_back()
                until_look = TICK if no_look else self._look_next - self._monotonic()
                self._wake.wait(min(TICK, max(0.0, until_look)))
                self._wake.clear()
        finally:
            systemd.notify("STOPPING=1")
            self._stop.set()
            hung = not self._wind_down()
            self._events.close()
            looker.shutdown(wait=False, cancel_futures=True)
            taker.shutdown(wait=False, cancel_futures=True)
            cleaner.shutdown(wait=False, cancel_futures=True)
            self._recordings.close()
            self._ahead.close()
            self._ahead_of_chores.close()
            self._boards.close()
        failed = self._failed or self._boards.failed or bool(self._in_attention() - attention)
        # What the last look counted may be well again since: other threads find that out after it.
        failed = failed or not all(misplaced.tells(n) for n in self._store.notices())
        return RunOutcome(failed=failed, hung=hung)

    # -- one tick --------------------------------------------------------------------------------------------------

    def _tick(self, looker: ThreadPoolExecutor, taker: ThreadPoolExecutor, cleaner: ThreadPoolExecutor) -> None:
        now = self._monotonic()
        if now - self._beat >= HEARTBEAT:
            self._beat = now
            systemd.notify("WATCHDOG=1")
            if self._recordings:
                self._store.heartbeat(self._owner)
                self._recordings.let_pass()
        self._look(looker, now)
        self._take_up(taker, now)
        self._do(cleaner, now)

    def _look(self, looker: ThreadPoolExecutor, now: float) -> None:
        if self._looking is None:
            if self._events.calling:
                self._look_next = min(self._look_next, self._look_ended + SHORTEST_LOOK_PAUSE)
            if now >= self._look_next and not self._held_back():
                self._look_began = now
                self._outdated = False
                self._looking = self._woken(looker.submit(self._look_once))
            return
        if not self._looking.done():
            if now - self._look_began > HUNG:
                self._look_began = now
                self._store.notice(
                    SHARE,
                    ShareUnreachable(
                        "共有フォルダが応答しません。", "接続を確かめてください。つながれば自動で続けます。"
                    ),
                )
            return
        error = self._looking.exception()
        self._last = None if error else self._looking.result()
        self._untaken = self._last.profiles if self._last is not None else None
        self._looking = None
        self._current = not self._outdated
        if error is not None:
            log.error("look failed: %s", where(error))
            self._failed = True
        well = self._last is not None and bool(self._last.profiles)
        self._look_failures = 0 if well else self._look_failures + 1
        self._looked = True
        self._look_ended = now
        self._look_next = now + (0 if self._outdated else self._pause())
        self._archive_due |= self._untaken is None

    def _look_once(self) -> Look:
        if not self._once:
            self._events.begin()
        look = self._scan()
        if not self._once:  # a run that is to end observes nothing
            self._events.end(look.profiles, look.fresh)
        self._boards.write(look.profiles)
        return look

    def _take_up(self, taker: ThreadPoolExecutor, now: float) -> None:
        """After each look: what people edited, in a thread of its own; a slow file there delays no look."""
        if self._taking is not None and self._taking.done():
            error = self._taking.exception()
            self._edits_unsettled = error is None and self._taking.result()
            self._taking = None
            self._archive_due = True  # what came back may be learned from
            self._failed |= error is not None or self._take.failed
            if error is not None:
                log.error("taking up failed: %s", where(error))
            if self._edits_unsettled:
                self._look_next = min(self._look_next, now + self._pause())
        if self._taking is None and self._untaken is not None:
            profiles, self._untaken = self._untaken, None
            self._taking = self._woken(taker.submit(self._take, profiles))

    def _pause(self) -> float:
        """Seconds until the next look."""
        watching = self._settings.watching
        if self._look_failures:
            return float(min(watching.poll_seconds * 2 ** min(self._look_failures, 10), LONGEST_LOOK_PAUSE))
        last = self._last
        unsettled = self._chores.unsettled or self._edits_unsettled or (last is not None and last.unsettled)
        if unsettled or self._events.announced:
            return min(watching.poll_seconds, max(watching.stable_seconds, TICK))
        if self._events.trusted and not self._recordings and last is not None and not last.arriving:
            return max(watching.poll_seconds, min(watching.poll_seconds * IDLE, LONGEST_LOOK_PAUSE))
        return watching.poll_seconds

    def _do(self, cleaner: ThreadPoolExecutor, now: float) -> None:
        wanted = self._settle() | self._cleaned(now)
        if self._cleaning is not None or not self._looked:
            return
        while self._recordings.has_place:
            if self._recordings.begin(originals.ready(self._store, self._now()), self._ahead.ready_for) is None:
                break
            wanted = False
        if self._recordings:
            return
        if wanted:
            self._look_next = now  # the last job of a row is over: show it at once
        elif self._archive_due and not self._recording_waits() and not self._ahead_of_chores.busy:
            self._archive_due = False
            self._cleaning = self._woken(cleaner.submit(self._between))

    def _settle(self) -> bool:
        """Note the recordings that have ended; whether any has."""
        ended = self._recordings.collect()
        for job in ended:
            self._current, self._outdated = False, True
            after = self._store.get(job.id)
            self._failed |= after is not None and after.status is Status.WAITING and bool(after.found)
        return bool(ended)

    def _cleaned(self, now: float) -> bool:
        """Note that what is done between recordings has come back; whether the boards are to be written."""
        if self._cleaning is None or not self._cleaning.done():
            return False
        error, self._cleaning = self._cleaning.exception(), None
        self._archive_due |= self._chores.waiting
        if error is not None:
            # a share that cannot be read is told to people as what it is: no fault of the program to look for
            log.error("archiving: %s", type(error).__name__ if isinstance(error, OSError) else where(error))
        if self._chores.notices_changed:
            self._current, self._look_next = False, now
        if not self._erased:
            return False
        # What was deleted must not stand on the board until something else happens.
        self._erased, self._current, self._outdated = False, False, True
        return True

    def _between(self) -> None:
        """What is done when no recording waits. Where one comes, it ends after the step that it is at; the rest is done later."""
        self._runner.archive_pending(lambda: self._stop.is_set() or self._recording_waits())
        self._erased = self._chores()

    def _recording_waits(self) -> bool:
        return bool(originals.ready(self._store, self._now()))

    def _woken(self, future: Future[_T]) -> Future[_T]:
        """Let the end of `future` wake the main thread."""
        future.add_done_callback(lambda _: self._wake.set())
        return future

    def _held_back(self) -> bool:
        """A run that is to end looks again only after what the last look found was taken up, and after what is done between
        recordings: on a slow share the next look would come back before, and so on without end. During a recording it looks as
        usual."""
        between = not self._recordings and (self._cleaning is not None or self._archive_due)
        untold = self._taking is not None or self._untaken is not None or self._boards.busy
        return self._once and self._current and (between or untold)

    def _idle(self) -> bool:
        """Nothing runs, nothing is due, and a look since then found nothing that time alone would settle."""
        quiet = not self._recordings and not self._recordings.unsettled and self._cleaning is None
        quiet = (
            quiet and self._taking is None and self._untaken is None and not self._archive_due and not self._boards.busy
        )
        unsettled = (
            self._chores.unsettled
            or self._chores.waiting
            or self._edits_unsettled
            or (self._last is not None and self._last.unsettled)
        )
        return quiet and self._current and not unsettled and not self._store.due()

    # -- start and end ---------------------------------------------------------------------------------------------

    def _tidy(self) -> None:
        """Remove the work files of jobs that are gone for good."""
        jobs = {job.id: job for job in self._store.jobs()}
        held = self._store.keeping.holds()
        root = self._work / "jobs"
        for folder in root.iterdir() if root.is_dir() else ():
            if not _OF_A_JOB.fullmatch(folder.name):
                continue  # nobody of ours put it there
            job = jobs.get(int(folder.name))
            over = job is not None and job.status in (Status.WITHDRAWN, Status.CANCELLED) and job.id not in held
            if job is None or (over and self._now() - job.changed > KEEP_WITHDRAWN):
                with suppress(OSError):
                    removal.discard(folder)
        for left in self._work.iterdir():  # copies that killed processes were reading
            with suppress(OSError):
                if _BEING_READ.fullmatch(left.name) and time.time() - left.lstat().st_mtime > KEEP_WITHDRAWN:
                    removal.discard(left)

    def _wind_down(self) -> bool:
        """Wait for the threads; True if they came back."""
        began = self._monotonic()
        while self._monotonic() - began < GRACE and self._busy():
            time.sleep(0.05)
        if self._busy():
            for child in multiprocessing.active_children():
                child.kill()
            bounded.shared().close()
            time.sleep(0.5)
        hung = self._busy()
        if hung:
            self._recordings.give_back("stopped hard")
        return not hung

    def _busy(self) -> bool:
        side = any(f is not None and not f.done() for f in (self._cleaning, self._taking, self._looking))
        return side or self._recordings.running or self._boards.busy

    def _in_attention(self) -> frozenset[int]:
        return frozenset(job.id for job in self._store.jobs() if job.status is Status.ATTENTION)
