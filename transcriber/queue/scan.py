"""The one look at the shared folder, for the daemon, for its start, and for cron.

Each look derives what is true from two things only, what lies in the folders and what the store knows, so it does not
matter what happened since the last one. It brings the store up to date; it reads no content and moves nothing.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from transcriber.errors import ProfileError, ShareUnreachable, StorageError
from transcriber.intake import inbox
from transcriber.intake.arrival import Arrival, Arrivals
from transcriber.intake.inbox import InboxEntry
from transcriber.intake.stability import Stability
from transcriber.profiles.tree import INBOX, ProfileTree, closed_share, settings_state
from transcriber.queue import misplaced, renames
from transcriber.queue.job import SHARE, FileState, Job, Status
from transcriber.queue.originals import Originals
from transcriber.queue.store import Store
from transcriber.retention.rules import FileKind
from transcriber.settings import Settings
from transcriber.system.storage_errors import storage_error


@dataclass(frozen=True)
class Look:
    """What one scan found.

    Attributes:
        profiles: the profile folders that are there.
        unsettled: something lies still but has not been watched for long enough: look again soon.
        arriving: something is on its way, however long that may take.
        fresh: the profile folders in whose inbox lies what no look before has seen.
    """

    profiles: tuple[Path, ...]
    unsettled: bool
    arriving: bool
    fresh: frozenset[Path]


@dataclass(frozen=True)
class _OnItsWay:
    """What of an inbox has yet to arrive: something to look at again soon, anything at all, something never seen before."""

    soon: bool
    any: bool
    fresh: bool


def scan_of(settings: Settings, store: Store, monotonic: Callable[[], float]) -> Scan:
    """The look at an installation's folders.

    Args:
        monotonic: seconds from a clock that never goes back.
    """
    arrivals = Arrivals(Stability(monotonic), settings.watching.stable_seconds)
    return Scan(settings.folders.watch, store, arrivals)


class Scan:
    """Looks at every profile in a watch folder."""

    def __init__(self, watch: Path, store: Store, arrivals: Arrivals) -> None:
        self._watch = watch
        self._store = store
        self._arrivals = arrivals
        self._originals = Originals(store)

    def __call__(self) -> Look:
        """Look once, and bring the store up to date. Folders that cannot be read become notices; nothing is raised for
        them, and what the store knows of them stays as it is.

        Raises:
            StorageError: the store itself cannot be written.
        """
        folders = self._profiles()
        unsettled = arriving = False
        fresh = set()
        self._arrivals.begin()
        taken_up = cache(lambda: frozenset(job.signature for job in self._store.jobs()))
        if folders:
            self._store.notice(misplaced.OUTSIDE, misplaced.beside_profiles(self._watch, frozenset(folders), taken_up))
        for folder in folders:
            tree = ProfileTree(folder)
            # The store is asked before the folder: what the worker archives in between is then a job that is known
            # and missing, which means nothing, and not a recording that is there and unknown.
            known = {job.entry: job for job in self._store.in_inbox(folder.name)}
            try:
                entries = inbox.listing(tree.inbox)
                settings = settings_state(tree)
            except OSError as e:
                self._store.notice(folder.name, _unreadable(tree, e))
                continue
            self._store.notice(folder.name, None)
            self._store.file_notices(folder.name, misplaced.in_profile(tree, taken_up))
            on_its_way = self._profile(tree, known, entries, settings)
            unsettled |= on_its_way.soon
            arriving |= on_its_way.any
            if on_its_way.fresh:
                fresh.add(folder)
        if folders:
            self._arrivals.end()
        return Look(folders, unsettled, arriving, frozenset(fresh))

    def _profiles(self) -> tuple[Path, ...]:
        """The profile folders; a watch folder that cannot be read and a profile in use that is gone become notices."""
        try:
            os.stat(f"{self._watch}/.")  # noqa: PTH116 - a Path would lose the point: who sees names alone has no share
            with os.scandir(self._watch) as found:
                folders = sorted(self._watch / e.name for e in found if e.is_dir() and not _of_the_system(e.name))
        except OSError as e:
            self._store.notice(SHARE, closed_share(self._watch, e))
            return ()
        profiles = tuple(f for f in folders if _is_profile(ProfileTree(f)))
        nothing = ProfileError(
            "監視フォルダに設定（会議録・相談記録など）のフォルダがありません。",
            f"共有フォルダにつながっているか、{INBOX} の入ったフォルダがあるかを確かめてください。",
        )
        self._store.notice(SHARE, None if profiles else nothing)
        here = {p.name for p in profiles}
        in_use = set(self._store.profiles_in_use())
        for name in in_use - here:
            self._store.notice(name, _gone(name))
        for notice in self._store.notices():
            of_a_folder = notice.found in (_gone(notice.place).found, _without_inbox(notice.place).found)
            if profiles and of_a_folder and notice.place not in here | in_use:
                self._store.notice(notice.place, None)  # the folder is no more, and nothing waits for it
        return profiles

    def _profile(
        self, tree: ProfileTree, known: dict[str, Job], entries: tuple[InboxEntry, ...], settings: str
    ) -> _OnItsWay:
        soon = arriving = fresh = False
        known = self._followed(known, entries)
        for entry in entries:
            job = known.pop(entry.name, None)
            if job is not None and not entry.parts and self._was_erased(job):
                self._missing(job)  # the rule took the recording; what lies there is the staff's
                continue
            if job is not None and self._stands(job, entry, settings):
                if job.status is Status.ATTENTION:
                    self._originals.recheck(job, entry, tree)
                continue
            if job is not None and _has_own_copy(job):
                # Another recording under a name we have read already: the old job goes on without its original.
                self._store.detached(job)
                job = None
            fresh |= job is None
            arrival = self._arrival(tree, entry, job)
            soon |= arrival.soon
            arriving |= bool(arrival.reason)
        for job in known.values():
            self._missing(job)
        return _OnItsWay(soon, arriving, fresh)

    def _followed(self, known: dict[str, Job], entries: tuple[InboxEntry, ...]) -> dict[str, Job]:
        """The known jobs under the names that their recordings have now."""
        found = renames.find_renames(known.values(), entries)
        if not found or not self._store.placement.renamed(found):
            return known
        moved = {one.job.id for one in found}
        stayed = {name: job for name, job in known.items() if job.id not in moved}
        now = (self._store.get(one.job.id) for one in found)
        return stayed | {job.entry: job for job in now if job is not None}

    def _stands(self, job: Job, entry: InboxEntry, settings: str) -> bool:
        """Whether the entry is what the job already is, so that there is nothing to find out."""
        if job.status is Status.RUNNING:
            return True
        if job.status in (Status.ARRIVING, Status.WITHDRAWN) or job.signature != entry.signature:
            return False
        if job.status is Status.ATTENTION and job.settings and job.settings != settings:
            self._store.requeue(job, "settings")
        return True

    def _arrival(self, tree: ProfileTree, entry: InboxEntry, job: Job | None) -> Arrival:
        """Note how far an entry has arrived, or that it never will."""
        sight = FileState(tree.root.name, entry.name, entry.size, entry.signature)
        if entry.refused is not None:
            self._store.refused(job, sight, entry.refused)
            return Arrival("")
        arrival = self._arrivals.look(tree.root.name, entry)
        if arrival.reason:
            self._store.arriving(job, sight, arrival.reason + misplaced.belongs_elsewhere(entry))
        else:
            self._store.complete(job, sight)
        return arrival

    def _missing(self, job: Job) -> None:
        """The inbox was read and the original is not in it: a person took it, or we did before we could note it."""
        if job.status in (Status.RUNNING, Status.WITHDRAWN):
            return
        if _has_own_copy(job) or (job.status.settled and self._was_erased(job)):
            return
        self._store.withdrawn(job)

    def _was_erased(self, job: Job) -> bool:
        """Whether the retention rule deleted the recording, so that no person took it away."""
        return FileKind.AUDIO.value in self._store.keeping.erasures(job)


def _of_the_system(name: str) -> bool:
    """Folders that systems and NAS boxes put beside the profiles (lost+found on a disk of its own)."""
    return name.startswith(".") or name.lower() in inbox.IGNORED_FOLDERS


def _is_profile(tree: ProfileTree) -> bool:
    """Whether this looks like a profile: it has an inbox, or had one, or cannot be looked into (which is then said)."""
    try:
        return any(folder.is_dir() for folder in (tree.inbox, tree.drafts, tree.checked, tree.done))
    except OSError:
        return True


def _unreadable(tree: ProfileTree, error: OSError) -> StorageError:
    """Why a profile cannot be looked at: its inbox is gone while the rest is there, or what the system says."""
    if isinstance(error, FileNotFoundError) and not tree.inbox.is_dir():
        return _without_inbox(tree.root.name)
    return storage_error(error, f"{tree.root.name}の{INBOX}")


def _gone(profile: str) -> ShareUnreachable:
    return ShareUnreachable(
        f"フォルダ「{profile}」が見つかりません。", "名前を戻すか、共有フォルダの接続を確かめてください。"
    )


def _without_inbox(profile: str) -> StorageError:
    return StorageError(
        f"{profile}に「{INBOX}」のフォルダがありません。",
        f"名前を変えたときは「{INBOX}」に戻してください。なくなったときは作り直してください。直れば自動で続けます。",
    )


def _has_own_copy(job: Job) -> bool:
    """Its draft is there or will be made from our copy, whatever becomes of the original. (Where the draft is there,
    the runner finds the original in the archive folder, or notes that a person took it.)"""
    return job.status in (Status.DRAFTED, Status.CHECKED) or (job.status is Status.WAITING and job.sha256 is not None)
