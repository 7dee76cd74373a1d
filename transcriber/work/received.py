"""What is known of a decoded recording, as it stands beside its sound in the work folder."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, ValidationError

from transcriber.minutes.transcript import Recording
from transcriber.work.workfolder import WorkFolder


class Received(BaseModel):
    """What media.json holds.

    Attributes:
        key: that of the code that decoded (pipeline/media_stage.py).
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    key: str
    recording: Recording


def received(work: WorkFolder, key: str) -> Recording | None:
    """What was decoded before under this key; None if nothing was."""
    try:
        kept = Received.model_validate_json(work.media.read_text(encoding="utf-8"))
    except (FileNotFoundError, ValidationError):
        return None
    return kept.recording if kept.key == key else None
