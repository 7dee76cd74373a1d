"""Drafts that `transcriber process` made, without shared folder and store: known by their work folder, as long as it is there."""

from __future__ import annotations

from pathlib import Path

from pydantic import ValidationError

from transcriber.jobs.workfolder import WorkFolder
from transcriber.minutes.transcript import Transcript

FOLDER = "process"


def folder(work: Path, sha256: str) -> Path:
    """Where the work on one recording lies. `sha256`: of the recording."""
    return work / FOLDER / sha256[:16]


def every(work: Path) -> tuple[Path, ...]:
    """The work folders there are."""
    return tuple(sorted(p for p in (work / FOLDER).glob("*") if p.is_dir()))


def transcript(work: Path, sha256: str) -> tuple[WorkFolder, Transcript] | None:
    """Work folder and transcript of a recording that was processed so; None if there is none here (any more)."""
    kept = WorkFolder(folder(work, sha256))
    try:
        found = Transcript.read(kept.transcript)
    except (OSError, ValidationError):
        return None
    return (kept, found) if found.recording.sha256 == sha256 else None
