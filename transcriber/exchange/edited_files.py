"""Files that people edit and that we take up: returned drafts, 話者.xlsx, 学習候補.xlsx."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from transcriber.errors import EngineDied, SettingsError, TranscriberError
from transcriber.queue import publish
from transcriber.untrusted import files


@dataclass(frozen=True)
class TakenUp:
    """What a look at one file came to.

    Attributes:
        unsettled: the next look will tell more: the file has just changed.
        error: why it is not taken up, for staff; it stands until the file changes or can be read.
        waiting: it is open elsewhere.
    """

    unsettled: bool = False
    error: TranscriberError | None = None
    waiting: bool = False


class EditedFiles:
    """Looks at files over time, takes each state of a file up once, and keeps each file's trouble to itself.

    - just found or changed since the last look: perhaps it is being saved, so the next look takes it up;
    - taken up as it is now (by us since we started, or as the caller knows): nothing;
    - open in Word, Excel or LibreOffice, which lay a lock file beside it: waits until that is gone;
    - with a lock file, but not saved for twelve hours: the lock is left over from a crash and does not count;
    - a link, a folder, a pipe: never opened, an error that says so;
    - cannot be opened or read now: an error that names the file, and tried again at every look;
    - read, but not as it should be: an error, and not read again until it changes;
    - in order, but a sheet or template of the profile is not: an error, and tried again at every look;
    - saved again while it was read: the next look sees another state, and takes that up;
    - gone, or gone between listing and looking: nothing.

    Memory is of this process; a caller that keeps what it took up over a restart says so with `known`.

    Args:
        now: seconds since 1970.
        error: the class of what staff are told of a file that cannot be opened.
    """

    def __init__(self, now: Callable[[], float], error: type[TranscriberError]) -> None:
        self._now = now
        self._error = error
        self._seen: dict[Path, str] = {}
        self._over: dict[Path, tuple[str, TranscriberError | None]] = {}
        self._open: dict[Path, tuple[str, float]] = {}

    def take_up(
        self, path: Path, name: str, take: Callable[[str], None], *, known: str = "", again: bool = False
    ) -> TakenUp:
        """Look at `path`, and call `take` with its signature if it is to be taken up now.

        Args:
            name: what staff are told of it as, e.g. 「提出.docx」.
            known: the signature that was taken up before this process began.
            again: take it up even if that state was taken up before.

        Raises:
            OSError: from `take`, about anything but this file.
        """
        try:
            found = os.lstat(path)
        except (FileNotFoundError, NotADirectoryError):
            self.forget(path)
            return TakenUp()
        except OSError as e:
            return TakenUp(error=self._fault(e, name))
        signature = signature_of(found)
        over, error = self._over.get(path, ("", None))
        if not again and signature in (known, over):
            return TakenUp(error=error if signature == over else None)
        if stat.S_ISREG(found.st_mode):
            if self._held(path, signature):
                return TakenUp(waiting=True)
            if self._seen.get(path) != signature:
                self._seen[path] = signature
                return TakenUp(unsettled=True)
        error = None
        try:
            files.identity(path)
            take(signature)
        except TranscriberError as e:
            error = e
            if e.temporary or isinstance(e, EngineDied | SettingsError):
                return TakenUp(error=e)
        except FileNotFoundError as e:
            if not _about(e, path):
                raise
            return TakenUp()
        except (files.NotRegularFile, files.TooLarge) as e:
            if not _about(e, path):
                raise
            error = self._fault(e, name)
        except OSError as e:
            if not _about(e, path):
                raise
            return TakenUp(error=self._fault(e, name))
        self._over[path] = signature, error
        return TakenUp(error=error)

    def forget(self, path: Path) -> None:
        """Take the file up again, as if it had never been seen."""
        self._seen.pop(path, None)
        self._over.pop(path, None)
        self._open.pop(path, None)

    def _held(self, path: Path, signature: str) -> bool:
        """Whether a lock holds it; one that we watched for twelve hours does not, whatever the share's clock says."""
        now = self._now()
        if not publish.is_open(path, now):
            self._open.pop(path, None)
            return False
        before, since = self._open.get(path, ("", now))
        self._open[path] = signature, since if before == signature else now
        return now - self._open[path][1] < publish.STALE_LOCK

    def _fault(self, error: OSError, name: str) -> TranscriberError:
        found, todo = files.fault(error)
        return self._error(f"{name}{found}", f"{todo}直れば自動で読みます。")


def signature_of(found: os.stat_result) -> str:
    """Changes with every save."""
    return f"{found.st_size}:{found.st_mtime_ns}"


def _about(error: OSError, path: Path) -> bool:
    return error.filename is not None and Path(os.fsdecode(error.filename)) == path
