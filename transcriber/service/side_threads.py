"""What is read of the office's files beside looking and working, so that a file that takes long keeps no recording waiting."""

from __future__ import annotations

import logging
import threading
import time
import traceback
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from transcriber.drafts import word
from transcriber.drafts.word import house_style
from transcriber.errors import StorageError, TranscriberError
from transcriber.exchange.returns import Returns
from transcriber.profiles import learned
from transcriber.profiles.profile import Profile
from transcriber.profiles.tree import CHECKED, ProfileTree, settings_state
from transcriber.queue import publish
from transcriber.queue.job import Job
from transcriber.queue.store import Store
from transcriber.service.status_page import Board
from transcriber.speaker_sheets.edited_speaker_sheets import SpeakerSheets
from transcriber.system.storage_errors import storage_error
from transcriber.untrusted import files
from transcriber.work.contract import Stop, Stopped

log = logging.getLogger(__name__)

PAPERS_AT_ONCE = 2
"""Recordings whose papers are read at a time, each in a small process and a child of it: so one profile whose papers take long keeps no
other waiting."""


@dataclass(frozen=True)
class PapersAhead:
    """Papers of recordings, read before their turn.

    Args:
        read: reads those of a recording (queue/papers_before_turn.py), until it is told to stop.
        bearable: whether this computer can do so beside a recording in work; where it cannot, they are read in the turn.
        stop: true once all is to stop.
    """

    read: Callable[[Job, Stop], None]
    bearable: Callable[[], bool]
    stop: Stop


class SheetsAhead:
    """Reads the sheets and templates of profiles, and papers of recordings, before somebody who must not wait needs them: what cannot be
    read quickly delays its own profile only. What was read is remembered (untrusted/bounded.py; papers in the recording's work folder), so
    to read sheets that are as they were costs a look at each.

    Args:
        wake: called when a profile has been read.
        fresh: seconds for which a profile counts as read.
        once: it counts for one question only: by the next one, somebody may have saved a sheet. Else it counts while the sheets are as they
            were, and whoever asks looks at the folder.
        threads: how many profiles are read at a time, each by a child of its own.
        told: called with a profile that was read, in the thread that read it.
        papers: read after the sheets, where a recording is asked for.
    """

    def __init__(
        self,
        watch: Path,
        wake: Callable[[], None],
        fresh: float,
        *,
        once: bool,
        threads: int,
        told: Callable[[ProfileTree], None],
        papers: PapersAhead | None = None,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._told = told
        self._watch = watch
        self._wake = wake
        self._fresh = fresh
        self._once = once
        self._monotonic = monotonic
        self._lock = threading.Lock()
        self._pool = ThreadPoolExecutor(threads, thread_name_prefix="sheets")
        self._papers = papers
        self._papers_pool = ThreadPoolExecutor(PAPERS_AT_ONCE, thread_name_prefix="papers")
        self._reading: set[str] = set()
        self._read_at: dict[str, tuple[tuple[int | None, str], float]] = {}

    def ready(self, profile: str, recording: Job | None = None) -> bool:
        """Whether the profile's sheets have just been read, or found to be bad; if not, reading begins.

        Args:
            recording: one of that profile, whose papers are to be read too.
        """
        asked = self._as_now(profile, recording)
        with self._lock:
            read, at = self._read_at.get(profile, (None, float("-inf")))
            if read == asked and self._monotonic() - at < self._fresh:
                if self._once:
                    del self._read_at[profile]
                return True
            if profile not in self._reading:
                self._reading.add(profile)
                self._pool.submit(self._read, profile, recording, asked)
            return False

    def ready_for(self, recording: Job) -> bool:
        """Whether what a recording needs beside its sound has just been read; if not, reading begins."""
        return self.ready(recording.profile, recording)

    @property
    def busy(self) -> bool:
        """Whether a profile is being read now."""
        with self._lock:
            return bool(self._reading)

    def close(self) -> None:
        """Begin nothing more."""
        self._pool.shutdown(wait=False, cancel_futures=True)
        self._papers_pool.shutdown(wait=False, cancel_futures=True)

    def _as_now(self, profile: str, recording: Job | None) -> tuple[int | None, str]:
        """What is asked for."""
        state = ""
        if not self._once:
            with suppress(OSError):
                state = settings_state(ProfileTree(self._watch / profile))
        return None if recording is None else recording.id, state

    def _read(self, profile: str, recording: Job | None, asked: tuple[int | None, str]) -> None:
        tree = ProfileTree(self._watch / profile)
        for read in (_profile_and_template, _style, _learned):
            try:
                read(tree)
            except Exception as e:  # noqa: BLE001 - whatever it is, the profile's own recording meets it again and says it
                log.info("sheets read ahead: %s", type(e).__name__)
        try:
            self._told(tree)
        except Exception as e:  # noqa: BLE001 - the page about the sheets; nothing waits for it
            log.info("page of what was read: %s", type(e).__name__)
        if recording is not None and self._papers is not None and self._papers.bearable():
            self._papers_pool.submit(self._read_papers, self._papers, recording, asked)
        else:
            self._is_read(profile, asked)

    def _read_papers(self, papers: PapersAhead, recording: Job, asked: tuple[int | None, str]) -> None:
        try:
            papers.read(recording, papers.stop)
        except Stopped:
            pass
        except Exception as e:  # noqa: BLE001 - whatever it is, the recording meets it again in its turn and says it
            log.info("papers read ahead: %s", type(e).__name__)
        self._is_read(recording.profile, asked)

    def _is_read(self, profile: str, asked: tuple[int | None, str]) -> None:
        with self._lock:
            self._read_at[profile] = asked, self._monotonic()
            self._reading.discard(profile)
        self._wake()


def _profile_and_template(tree: ProfileTree) -> None:
    found = Profile.read(tree.root)
    if found.template is not None:
        word.check_template(found.template)


def _style(tree: ProfileTree) -> None:
    if files.present(tree.style):
        house_style.read_own(tree.style)


def _learned(tree: ProfileTree) -> None:
    learned.have_read(tree.learned)


def sheets_ahead(
    watch: Path,
    wake: Callable[[], None],
    told: Callable[[ProfileTree], None],
    papers: PapersAhead,
    monotonic: Callable[[], float],
) -> tuple[SheetsAhead, SheetsAhead]:
    """The readers for recordings, each of which asks anew, and for what is done between them."""
    return (
        SheetsAhead(watch, wake, 5.0, once=True, threads=4, told=told, papers=papers, monotonic=monotonic),
        SheetsAhead(watch, wake, 60.0, once=False, threads=1, told=told, monotonic=monotonic),
    )


@dataclass
class TakingUp:
    """Takes up what people edited, profile by profile: checked files, lists of speakers. Runs in one thread at a time."""

    store: Store
    returns: Returns
    lists: SpeakerSheets
    board: Board
    failed: bool = False
    _swept: set[Path] = field(default_factory=set)

    def __call__(self, profiles: tuple[Path, ...]) -> bool:
        """True if something has yet to settle.

        Raises:
            StorageError: the store cannot be written.
        """
        unsettled = False
        for folder in profiles:
            tree = ProfileTree(folder)
            try:
                unsettled |= self._checked(tree) | self.lists.look(tree)
                if folder not in self._swept:
                    self._sweep(tree)
            except StorageError:
                raise
            except Exception as e:  # noqa: BLE001 - a border: what is wrong in one profile hides no other
                log.error("taking up in a profile failed: %s", where(e))
                self.failed = True
                self.store.notice(f"{tree.root.name}の{CHECKED}", unexpected(e))
            self.board.write(tree)
        return unsettled

    def _checked(self, tree: ProfileTree) -> bool:
        """Read what came back; True if something there has yet to settle. A folder that cannot be read is no reason to
        stop: it is looked at again."""
        place = f"{tree.root.name}の{CHECKED}"
        try:
            unsettled = self.returns.look(tree)
        except OSError as e:
            self.store.notice(place, storage_error(e, place))
            return False
        self.store.notice(place, None)
        return unsettled

    def _sweep(self, tree: ProfileTree) -> None:
        try:
            publish.sweep(tree.drafts)
        except OSError as e:
            log.warning("sweep: %s", type(e).__name__)
        else:
            self._swept.add(tree.root)


def where(error: BaseException) -> str:
    """The type of an error and the lines of our code it came through; never its text, which may quote what was said."""
    if isinstance(error, TranscriberError):
        return type(error).__name__
    return f"{type(error).__name__}\n{''.join(traceback.format_tb(error.__traceback__))}"


def unexpected(error: BaseException) -> TranscriberError:
    """What staff are told of an error that nobody foresaw."""
    if isinstance(error, TranscriberError):
        return error
    return TranscriberError(
        f"プログラムの誤りで止まりました（エラーの種類：{type(error).__name__}）。",
        "ほかの録音は続けます。情報担当者に、ログを添えて開発元へ知らせるよう伝えてください。",
    )
