"""How the parts of a meeting were joined, in the words of the status page."""

from __future__ import annotations

from pathlib import Path

from pydantic import ValidationError

from transcriber.drafts.word import recorded
from transcriber.work.received import Received
from transcriber.work.workfolder import WorkFolder, work_folder


def read_part_lines(work: Path, job: int) -> tuple[str, ...]:
    """What the work folder of a job says; nothing before its parts were read, and after that was deleted.

    Args:
        work: the folder for all work.
    """
    try:
        kept = Received.model_validate_json(WorkFolder(work_folder(work, job)).media.read_text(encoding="utf-8"))
    except (OSError, ValidationError):
        return ()
    return tuple(recorded.parts(kept.recording))
