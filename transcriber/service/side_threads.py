"""What is read of the office's files beside looking and working, so that a file that takes long keeps no recording waiting."""

from __future__ import annotations

import logging
import threading
import time
import traceback
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

from transcriber.drafts import word
from transcriber.errors import StorageError, TranscriberError
from transcriber.exchange.returns import Returns
from transcriber.profiles.profile import Profile
from transcriber.profiles.tree import CHECKED, ProfileTree
from transcriber.queue import publish
from transcriber.queue.store import Store
from transcriber.service.status_page import Board
from transcriber.speaker_sheets.edited_speaker_sheets import SpeakerSheets
from transcriber.system.storage_errors import storage_error

log = logging.getLogger(__name__)


class SheetsAhead:
    """Reads the sheets and templates of profiles before somebody who must not wait needs them: what cannot be read quickly
    delays its own profile only. What was read is remembered (untrusted/bounded.py), so to read sheets that are as they were
    costs a look at each.

    Args:
        wake: called when a profile has been read.
        fresh: seconds for which a profile counts as read.
        once: it counts for one question only: by the next one, somebody may have saved a sheet.
        threads: how many profiles are read at a time, each by a child of its own.
        told: called with a profile that was read, in the thread that read it.
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
        self._reading: set[str] = set()
        self._read_at: dict[str, float] = {}

    def ready(self, profile: str) -> bool:
        """Whether the profile's sheets have just been read, or found to be bad; if not, reading begins."""
        with self._lock:
            if self._monotonic() - self._read_at.get(profile, float("-inf")) < self._fresh:
                if self._once:
                    del self._read_at[profile]
                return True
            if profile not in self._reading:
                self._reading.add(profile)
                self._pool.submit(self._read, profile)
            return False

    @property
    def busy(self) -> bool:
        """Whether a profile is being read now."""
        with self._lock:
            return bool(self._reading)

    def close(self) -> None:
        """Begin nothing more."""
        self._pool.shutdown(wait=False, cancel_futures=True)

    def _read(self, profile: str) -> None:
        try:
            found = Profile.read(self._watch / profile)
            if found.template is not None:
                word.check_template(found.template)
        except Exception as e:  # noqa: BLE001 - whatever it is, the profile's own recording meets it again and says it
            log.info("sheets read ahead: %s", type(e).__name__)
        try:
            self._told(ProfileTree(self._watch / profile))
        except Exception as e:  # noqa: BLE001 - the page about the sheets; nothing waits for it
            log.info("page of what was read: %s", type(e).__name__)
        with self._lock:
            self._read_at[profile] = self._monotonic()
            self._reading.discard(profile)
        self._wake()


def sheets_ahead(
    watch: Path, wake: Callable[[], None], told: Callable[[ProfileTree], None], monotonic: Callable[[], float]
) -> tuple[SheetsAhead, SheetsAhead]:
    """The readers for recordings, each of which asks anew, and for what is done between them."""
    return (
        SheetsAhead(watch, wake, 5.0, once=True, threads=4, told=told, monotonic=monotonic),
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
