"""Originals in the archive folder that somebody wrote over: told to staff, since nobody would look there."""

from __future__ import annotations

import logging

from transcriber.errors import RecordingError
from transcriber.intake import inbox
from transcriber.profiles.tree import DONE, ProfileTree
from transcriber.queue.job import Job, Status
from transcriber.queue.originals import Originals
from transcriber.queue.store import Store
from transcriber.retention.rules import FileKind

log = logging.getLogger(__name__)


class OverwrittenOriginals:
    """Looks at the archived originals of one installation. A file is read only where its size or times changed, and once a change."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._originals = Originals(store)
        self._other: dict[int, str] = {}
        """Job → the signature of what was found to be another recording."""

    def tell(self, tree: ProfileTree) -> None:
        """Make a notice of each original of a profile that is not what was read, and take back those of which that is no longer true.
        One that was moved away is a person's choice. A share that does not answer changes nothing.

        Raises:
            StorageError: the store cannot be used.
        """
        errors = {}
        try:
            if not tree.done.is_dir():
                return
            for job in self._store.jobs(tree.root.name):
                if self._is_overwritten(job, tree):
                    errors[job.archive] = _notice(job)
        except OSError as e:
            log.info("archived originals: %s", type(e).__name__)
            return
        self._store.file_notices(f"{tree.root.name}の{DONE}", errors)

    def _is_overwritten(self, job: Job, tree: ProfileTree) -> bool:
        """Raises: OSError."""
        if not job.archive or job.in_inbox or job.status not in (Status.DRAFTED, Status.CHECKED):
            return False
        if FileKind.AUDIO.value in self._store.keeping.erasures(job) or self._is_anothers_now(job):
            return False
        place = tree.done / job.archive
        signature = inbox.signature_at(place)
        if signature in ("", job.signature):
            return False
        if self._other.get(job.id) != signature:
            entry = inbox.look_at(place)
            if entry is None or self._originals.is_as_read(job, tree, entry, lambda: False):
                return False
            self._other[job.id] = signature
        return True

    def _is_anothers_now(self, job: Job) -> bool:
        """Whether another recording has this place in the archive folder too: what lies there is that one's."""
        return any(o.id > job.id and o.archive == job.archive for o in self._store.jobs(job.profile))


def _notice(job: Job) -> RecordingError:
    return RecordingError(
        f"{DONE} の「{job.archive}」が、文字起こしをしたときと違う内容になっています（上書きされたか、編集されています）。"
        "下書きはそのままです。",
        "元の録音が要るときは、録音機や控えから戻してください。"
        f"いまの内容でよいときは、そのファイルを {DONE} から別の場所に移してください。この表示は消えます。",
    )
