"""The files of a job on the work disk, when nobody needs them any more."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from transcriber.system import removal
from transcriber.work.workfolder import work_folder


def remove_work(work: Path, job: int) -> None:
    """Remove a job's work folder, with its copies of the recording; of a link in its place, the link."""
    with suppress(OSError):
        removal.discard(work_folder(work, job))
