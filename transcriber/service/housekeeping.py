"""What the service does between recordings: follow the journal in the audit log, and apply the retention rule."""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from pathlib import Path

from transcriber.deletion import audit_journal
from transcriber.deletion.due_files import Sweep
from transcriber.enrolment import voice_enrolment
from transcriber.errors import GlossaryError, StorageError, TranscriberError
from transcriber.exchange import monthly_reports, proposals
from transcriber.exchange.edited_files import EditedFiles
from transcriber.profiles import profile as profiles
from transcriber.profiles.profile import Voices
from transcriber.profiles.tree import SETTINGS, ProfileTree, settings_state
from transcriber.queue import temporary
from transcriber.queue.overwritten import OverwrittenOriginals
from transcriber.queue.store import Store
from transcriber.settings import Settings
from transcriber.system import wall_clock

log = logging.getLogger(__name__)

SWEEP_EVERY = 3600.0
"""Seconds between two applications of the retention rule; it counts in days."""


class Chores:
    """Call it when no recording is being worked on.

    Args:
        now: seconds since 1970.
        ready: whether a profile's sheets are read (side_threads.SheetsAhead); where they are not, the next call does its part.
        gives_way: asked between two steps; true: somebody waits, and the next call does the rest.

    Attributes:
        unsettled: a sheet has just changed: a later call takes it up.
        notices_changed: the last call changed what staff are told, so the status page is due.
        waiting: something is left to do: sheets had to be read first, or somebody waited. Call again.
    """

    def __init__(
        self,
        settings: Settings,
        store: Store,
        now: Callable[[], float],
        ready: Callable[[str], bool] = lambda _: True,
        gives_way: Callable[[], bool] = lambda: False,
    ) -> None:
        self._settings = settings
        self._store = store
        self._now = now
        self._audit = audit_journal.open_log(store, settings.folders.work)
        self._sweep = Sweep(store, settings.folders.watch, settings.folders.work, self._audit, self._moment)
        self._overwritten = OverwrittenOriginals(store)
        self._swept = float("-inf")
        self._told: object = None
        self._unproposed: dict[str, TranscriberError] = {}
        self._ready = ready
        self._gives_way = gives_way
        self._sheets = EditedFiles(now, GlossaryError)
        self.unsettled = False
        self.waiting = False
        self.notices_changed = False

    def __call__(self) -> bool:
        """Do what is due. What fails is shown to staff and tried again at the next call; a recording never waits for it.

        Returns:
            Whether the retention rule changed anything that staff see.

        Raises:
            StorageError: the store itself cannot be written.
        """
        changed = False
        self.waiting = self.notices_changed = False
        try:
            audit_journal.follow_journal(self._store, self._audit)
            if not 0 <= self._now() - self._swept < SWEEP_EVERY:
                before = self._seen_by_staff()
                self._sweep()
                with suppress(OSError):
                    temporary.discard_left(self._settings.folders.work)
                self._swept = self._now()
                for folder in profiles.profile_folders(self._settings.folders.watch):
                    self._overwritten.tell(ProfileTree(folder))
                changed = self._seen_by_staff() != before
            ready = [self._ready(folder.name) for folder in profiles.profile_folders(self._settings.folders.watch)]
            self.waiting = not all(ready) or not self._learnt()
        except StorageError as e:
            log.warning("chores: %s", type(e).__name__)
            self._store.notice("監査記録・保存期間", e)
        else:
            self._store.notice("監査記録・保存期間", None)
        return changed

    def _may_read(self, profile: str) -> bool:
        """Asked right before the sheets of a profile are read: nobody waits for us, and they have been read as they are now."""
        return not self._gives_way() and self._ready(profile)

    def _learnt(self) -> bool:
        """Whether what was edited is learned from; else something is left to do."""
        if self._gives_way():
            return False
        self._learn()
        errors = self._enrol()
        if errors is None:
            return False
        self._tell(self._unproposed | errors)
        return True

    def _seen_by_staff(self) -> object:
        jobs = self._store.jobs()
        left = (self._store.keeping.leftovers(profile) for profile in sorted({job.profile for job in jobs}))
        told = [(j.entry, j.erased, j.found, j.todo, self._store.keeping.erasures(j)) for j in jobs]
        return told, list(left), self._store.notices()

    def _learn(self) -> None:
        """The month's tables and reports, and proposals, where something came back or settings changed since the last time."""
        state = (
            tuple((r.job, r.sha256) for job in self._store.jobs() for r in self._store.keeping.returns_of(job)),
            monthly_reports.one_offs(self._settings.folders.work),
            tuple(_settings(folder) for folder in profiles.profile_folders(self._settings.folders.watch)),
            # What was erased must leave the proposals, too.
            tuple(job.id for job in self._store.jobs() if proposals.taught(self._settings.folders.work, job.id)),
        )
        today = self._moment().date()
        if (state, today) == self._told:
            return
        folders = self._settings.folders
        try:
            monthly_reports.keep_current(self._settings, self._store, today)
            done, self._unproposed = proposals.propose_all(
                self._store,
                folders.watch,
                folders.work,
                self._now,
                voice_enrolment.Ticks(self._settings, self._store).standing,
                self._may_read,
            )
        except OSError as e:
            log.warning("figures: %s", type(e).__name__)
        else:
            self._told = (state, today) if done else None

    def _enrol(self) -> dict[str, TranscriberError] | None:
        """Voices that were ticked, or are ticked no more, in the sheets that changed since the last time.

        Returns:
            profile → why that cannot be done. None: it is not done for all, since somebody waits for us, or a sheet was saved just now.
        """
        errors: dict[str, TranscriberError] = {}
        self.unsettled = False
        for folder in profiles.profile_folders(self._settings.folders.watch):
            if not self._may_read(folder.name):
                return None
            tree = ProfileTree(folder)
            try:
                if profiles.read_options(tree.options).voices is Voices.OFF:
                    continue
                taken = self._sheets.take_up(tree.learned, tree.learned.name, partial(self._follow, tree))
            except TranscriberError as e:
                errors[folder.name] = e
            except OSError as e:
                log.warning("voices: %s", type(e).__name__)  # the share, perhaps: the next call tries again
            else:
                self.unsettled |= taken.unsettled
                if taken.error is not None:
                    errors[folder.name] = taken.error
        return errors

    def _follow(self, tree: ProfileTree, _: str) -> None:
        lessons = proposals.lessons(self._store, self._settings.folders.work, tree.root.name)
        voice_enrolment.Ticks(self._settings, self._store).follow(tree, lessons)

    def _tell(self, errors: dict[str, TranscriberError]) -> None:
        """One notice for each profile whose settings keep something from being done."""
        standing = {n.place: (n.found, n.todo) for n in self._store.notices()}
        for folder in profiles.profile_folders(self._settings.folders.watch):
            place = f"{folder.name}の{SETTINGS}"
            error = errors.get(folder.name)
            if standing.get(place) != ((error.found, error.todo) if error else None):
                self._store.notice(place, error)
                self.notices_changed = True

    def _moment(self) -> dt.datetime:
        return wall_clock.moment_at(self._now())


def _settings(folder: Path) -> str:
    try:
        return settings_state(ProfileTree(folder))
    except OSError:
        return ""
