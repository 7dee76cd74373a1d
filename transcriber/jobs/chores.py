"""What the service does between recordings: follow the journal in the audit log, and apply the retention rule."""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Callable
from pathlib import Path

from transcriber.audit import AuditLog
from transcriber.errors import StorageError, TranscriberError
from transcriber.jobs import auditing, effects, learning, voices
from transcriber.jobs.retention import Sweep
from transcriber.jobs.store import Store
from transcriber.profiles import profile as profiles
from transcriber.profiles.profile import Voices
from transcriber.profiles.tree import SETTINGS, ProfileTree
from transcriber.settings import Settings

log = logging.getLogger(__name__)

SWEEP_EVERY = 3600.0
"""Seconds between two applications of the retention rule; it counts in days."""


class Chores:
    """Call it when no recording is being worked on.

    Args:
        now: seconds since 1970.
    """

    def __init__(self, settings: Settings, store: Store, now: Callable[[], float]) -> None:
        self._settings = settings
        self._store = store
        self._now = now
        self._audit: AuditLog = auditing.open_log(store, settings.folders.work)
        self._sweep = Sweep(store, settings.folders.watch, settings.folders.work, self._audit, self._moment)
        self._swept = float("-inf")
        self._told: object = None
        self._ticked: dict[Path, object] = {}

    def __call__(self) -> bool:
        """Do what is due. What fails is shown to staff and tried again at the next call; a recording never waits for it.

        Returns:
            Whether the retention rule changed anything that staff see.

        Raises:
            StorageError: the store itself cannot be written.
        """
        changed = False
        try:
            auditing.follow(self._store, self._audit)
            if not 0 <= self._now() - self._swept < SWEEP_EVERY:
                before = self._seen_by_staff()
                self._sweep()
                self._swept = self._now()
                changed = self._seen_by_staff() != before
            self._learn()
            self._enrol()
        except StorageError as e:
            log.warning("chores: %s", type(e).__name__)
            self._store.notice("監査記録・保存期間", e)
        else:
            self._store.notice("監査記録・保存期間", None)
        return changed

    def _seen_by_staff(self) -> object:
        jobs = self._store.jobs()
        left = (self._store.keeping.leftovers(profile) for profile in sorted({job.profile for job in jobs}))
        return [(job.entry, job.erased) for job in jobs], list(left)

    def _learn(self) -> None:
        """The month's tables and reports, and proposals, where something came back since the last time."""
        state = (
            tuple((r.job, r.sha256) for job in self._store.jobs() for r in self._store.keeping.returns_of(job)),
            effects.one_offs(self._settings.folders.work),
        )
        today = self._moment().date()
        if (state, today) == self._told:
            return
        try:
            effects.keep_current(self._settings, self._store, today)
            done = learning.propose_all(self._store, self._settings.folders.watch, self._settings.folders.work)
        except OSError as e:
            log.warning("figures: %s", type(e).__name__)
        else:
            self._told = (state, today) if done else None

    def _enrol(self) -> None:
        """Voices that were ticked, or are ticked no more, in the sheets that changed since the last time."""
        for folder in profiles.every(self._settings.folders.watch):
            tree = ProfileTree(folder)
            place = f"{folder.name}の{SETTINGS}"
            try:
                state = tree.learned.stat() if tree.learned.exists() else None
                sight = (state.st_size, state.st_mtime_ns) if state else None
                if self._ticked.get(folder) == sight or profiles.read_options(tree.options).voices is Voices.OFF:
                    continue
                lessons = learning.lessons(self._store, self._settings.folders.work, folder.name)
                voices.Ticks(self._settings, self._store).follow(tree, lessons)
            except TranscriberError as e:
                self._store.notice(place, e)
            except OSError as e:
                log.warning("voices: %s", type(e).__name__)
                continue  # the share, perhaps: the next call tries again
            else:
                self._store.notice(place, None)
            self._ticked[folder] = sight

    def _moment(self) -> dt.datetime:
        return dt.datetime.fromtimestamp(self._now()).astimezone()
