"""When to look: the system's events about the shared folder bring the next look forward. What is true, only a look says.

An event is an alarm clock and nothing else: it leaves a flag and wakes the service, however many come, and no path is
kept. Observers stand where events can be trusted to come (a local disk of Linux); elsewhere the folder is polled as if
this module did not exist. An observer goes blind without a word when its folder is renamed and made again, and when the
system's limits are met, so each is compared with its folder at every look, and a recording that no event announced takes
the trust away again.
"""

from __future__ import annotations

import logging
import sys
import threading
import time
from collections.abc import Callable, Collection
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from watchdog import events
from watchdog.observers import Observer
from watchdog.utils import BaseThread

from transcriber.profiles.tree import ProfileTree
from transcriber.queue import local_disk

log = logging.getLogger(__name__)

TELLING = frozenset({"ext2", "ext3", "ext4", "xfs", "btrfs", "zfs", "f2fs", "jfs", "tmpfs", "overlay", "vfat", "exfat"})
"""File systems of the machine's own, whose every change passes this kernel, which so can tell of it."""

RETRY = 60.0
"""Seconds until an observer that could not be had is tried again."""

SHORT_LIFE = 10.0
SHORT_LIVES = 3
"""When so many observers in a row die within so many seconds, they count as not to be had. One may: it dies with its folder."""

CLOSING = 2.0
"""Seconds that the observers get to end."""

_FOLDERS = [events.DirCreatedEvent, events.DirMovedEvent, events.DirDeletedEvent]
_ALL = [
    *_FOLDERS,
    events.FileCreatedEvent,
    events.FileMovedEvent,
    events.FileDeletedEvent,
    events.FileClosedEvent,  # after writing; each write of a copy of hours is none of our business
]


class FolderObserver(Protocol):
    """What is used of a watchdog observer."""

    def schedule(
        self,
        event_handler: events.FileSystemEventHandler,
        path: str,
        *,
        recursive: bool,
        event_filter: list[type[events.FileSystemEvent]],
    ) -> object: ...

    def start(self) -> None: ...

    def stop(self) -> None: ...


@dataclass(frozen=True)
class _Place:
    """A folder and what is asked about it."""

    folder: Path
    inbox: bool = False
    deep: bool = False
    files: bool = True


class _Flags:
    """What events have said since the last look began.

    Args:
        wake: called when the first of them comes, and not again before the next look.
    """

    def __init__(self, wake: Callable[[], None]) -> None:
        self._wake = wake
        self._lock = threading.Lock()
        self._rang = self._inbox = self._folders = False

    @property
    def rang(self) -> bool:
        return self._rang

    def ring(self, *, inbox: bool = False, folders: bool = False) -> None:
        with self._lock:
            first, self._rang = not self._rang, True
            self._inbox |= inbox
            self._folders |= folders
        if first:
            self._wake()

    def take(self) -> tuple[bool, bool, bool]:
        """Lower them: whether there was an event, one in the inbox, one about the places themselves."""
        with self._lock:
            raised = self._rang, self._inbox, self._folders
            self._rang = self._inbox = self._folders = False
        return raised


class _Handler(events.FileSystemEventHandler):
    """Raises the flags for one place."""

    def __init__(self, flags: _Flags, place: _Place) -> None:
        self._flags = flags
        self._place = place

    def dispatch(self, event: events.FileSystemEvent) -> None:
        self._flags.ring(inbox=self._place.inbox, folders=not self._place.files)


class FolderEvents:
    """The observers on a watch folder and its profiles. `begin`, `end`: by the thread that looks; all else touches no disk.

    Args:
        wake: called when an event comes; by threads of the observers.
        monotonic: seconds from a clock that never goes back.
        observer: makes an observer that is not started.

    Attributes:
        announced: there was an event between the last two looks.
        trusted: in every profile, recordings that arrived in this run were announced.
    """

    def __init__(
        self,
        watch: Path,
        wake: Callable[[], None],
        *,
        monotonic: Callable[[], float] = time.monotonic,
        observer: Callable[[], FolderObserver] = Observer,
    ) -> None:
        self._watch = watch
        self._wake = wake
        self._monotonic = monotonic
        self._observer = observer
        self._observed: dict[Path, _Observed] = {}  # replaced, never changed: the main thread reads it
        self._closed = False
        self.announced = False
        self.trusted = False

    @property
    def calling(self) -> bool:
        """Whether to look soon: an event came since the last look began, or an observer died."""
        return any(one.calling for one in self._observed.values())

    def begin(self) -> None:
        """A look begins: what changes from now on calls for another. Observers that went blind are made anew first, so
        that the look sees whatever they did not."""
        rang = [one.begin() for one in self._observed.values()]
        self.announced = any(rang)

    def end(self, profiles: Collection[Path], fresh: Collection[Path]) -> None:
        """A look is over.

        Args:
            profiles: the profile folders that are there.
            fresh: those in whose inbox lies what no look before has seen.
        """
        for folder, one in self._observed.items():
            one.judge(fresh=folder in fresh)
        wanted = {self._watch, *profiles}
        kept = {folder: one for folder, one in self._observed.items() if folder in wanted}
        gone = [one for folder, one in self._observed.items() if folder not in wanted]
        begun = {folder: self._observe(folder) for folder in wanted - kept.keys()}
        self._observed = kept | begun
        for one in gone:
            one.close()
        for one in begun.values():
            one.start()
        self.trusted = bool(profiles) and all(self._observed[folder].proven for folder in profiles)
        if self._closed:
            self._close_all()

    def close(self) -> None:
        """End all observers; returns within `CLOSING`."""
        self._closed = True
        _within(CLOSING, self._close_all)

    def _close_all(self) -> None:
        for one in self._observed.values():
            one.close()

    def _observe(self, folder: Path) -> _Observed:
        if folder == self._watch:
            places: tuple[_Place, ...] = (_Place(folder, files=False),)
        else:
            tree = ProfileTree(folder)
            places = (
                _Place(tree.inbox, inbox=True, deep=True),
                _Place(tree.drafts, deep=True),
                _Place(tree.checked, deep=True),
                _Place(tree.settings),
                _Place(folder, files=False),
            )
        return _Observed(places, _Flags(self._wake), self._monotonic, self._observer)


class _Observed:
    """A profile (or the watch folder) with its observer.

    Attributes:
        proven: a recording that arrived was announced, and none since was not.
    """

    def __init__(
        self,
        places: tuple[_Place, ...],
        flags: _Flags,
        monotonic: Callable[[], float],
        make: Callable[[], FolderObserver],
    ) -> None:
        self._places = places
        self._flags = flags
        self._monotonic = monotonic
        self._make = make
        self._observer: FolderObserver | None = None
        self._threads: tuple[threading.Thread, ...] = ()
        self._identity: tuple[object, ...] = ()
        self._built = 0.0
        self._retry = float("-inf")
        self._short_lives = 0
        self._told = False
        self._hears_inbox = False
        self._inbox_rang = False
        self._doubt = False
        self._blind = False
        self._unjudged = False
        self.proven = False

    @property
    def calling(self) -> bool:
        return self._flags.rang or self._died

    @property
    def _died(self) -> bool:
        return not all(thread.is_alive() for thread in self._threads)

    def begin(self) -> bool:
        """Lower the flags and see that the observer is one of these very folders; True if there was an event, or might have
        been one that was not seen."""
        rang, self._inbox_rang, folders = self._flags.take()
        identity = self._identities()
        if self._observer is not None:
            if identity == self._identity and not (self._died or self._blind or folders):
                return rang
            now = self._monotonic()
            self._short_lives = self._short_lives + 1 if self._died and now - self._built < SHORT_LIFE else 0
            if self._short_lives >= SHORT_LIVES:
                self._retry = now + RETRY
            log.info("folder events: an observer is made anew")
            self.close()
            rang = True  # what happened meanwhile was announced by nobody: as if it had been
        self._build(identity)
        return rang

    def start(self) -> None:
        """The first observer of these folders; what came before it is for one more look."""
        self._build(self._identities())
        if self._observer is not None:
            self._flags.ring()

    def judge(self, *, fresh: bool) -> None:
        """Compare what a look found (`fresh`: something new in the inbox) with what events said before it.

        A look may be quicker than an event, so what came unannounced is held against them at the next look only.
        """
        late, self._doubt = self._doubt, False
        if self._observer is None or self._unjudged or not self._hears_inbox:
            self._unjudged = False
        elif self._inbox_rang:
            self.proven |= fresh or late
        elif late:
            log.warning("folder events: a recording came and none was seen; back to polling")
            self.proven, self._blind = False, True
        else:
            self._doubt = fresh

    def close(self) -> None:
        """End the observer."""
        observer, self._observer, self._threads = self._observer, None, ()
        self.proven = self._blind = self._doubt = False
        if observer is not None:
            _end(observer)

    def _build(self, identity: tuple[object, ...]) -> None:
        now = self._monotonic()
        if now < self._retry:
            return
        there = [place for place in self._places if _tells(place.folder)]
        if not there:
            self._retry = now + RETRY
            return
        before = set(threading.enumerate())
        observer: FolderObserver | None = None
        try:
            observer = self._make()
            for place in there:
                observer.schedule(
                    _Handler(self._flags, place),
                    str(place.folder.resolve()),
                    recursive=place.deep,
                    event_filter=list(_ALL if place.files else _FOLDERS),
                )
            observer.start()
        except Exception as e:  # noqa: BLE001 - a border: whatever the library met, polling goes on
            self._retry = now + RETRY
            if observer is not None:
                _end(observer)
            if not self._told:
                log.warning("folder events: not to be had (%s); polling", type(e).__name__)
            self._told = True
            return
        self._told, self._unjudged = False, True
        self._hears_inbox = any(place.inbox for place in there)
        self._identity, self._built = identity, now
        # Only this thread starts observers, so these are its own: the one that reads from the system has no public name.
        self._threads = tuple(t for t in threading.enumerate() if t not in before and isinstance(t, BaseThread))
        self._observer = observer

    def _identities(self) -> tuple[object, ...]:
        return tuple(_identity(place.folder) for place in self._places)


def _end(observer: FolderObserver) -> None:
    def stop() -> None:
        with suppress(OSError, RuntimeError):
            observer.stop()

    _within(CLOSING, stop)


def _within(seconds: float, act: Callable[[], None]) -> None:
    """Do `act`, and go on without it after so many seconds: the library waits for its threads without end."""
    acting = threading.Thread(target=act, name="folder-events-end", daemon=True)
    acting.start()
    acting.join(seconds)


def _identity(folder: Path) -> tuple[int, int] | None:
    try:
        state = folder.stat()
    except OSError:
        return None
    return state.st_dev, state.st_ino


def _tells(folder: Path) -> bool:
    """Whether the system tells of every change in `folder`, so far as its mount shows.

    On Windows an open folder keeps those above it from being renamed by staff: there, too, it is polled.
    """
    if sys.platform != "linux" or not folder.is_dir():
        return False
    try:
        return local_disk.file_system(folder.resolve()) in TELLING
    except OSError:
        return False
