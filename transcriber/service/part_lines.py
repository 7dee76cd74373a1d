"""What the status page says of how a recording was read: whether it is whole, and how the parts of a meeting were joined."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from transcriber.work.workfolder import WorkFolder, work_folder

_FAULTY = frozenset({"cut", "damaged", "continued"})
"""Of `minutes.capture.WholenessVerdict`, which takes long to import."""

_TOLD = ("unread_bytes", "damaged", "broken_end", "repeats")
_UNREADABLE = "unreadable"
"""Of a file, and of a track, in the same module."""


class PartLines:
    """Reads what lies in the work folders, each once a change.

    Args:
        work: the folder for all work.
    """

    def __init__(self, work: Path) -> None:
        self._work = work
        self._read: dict[int, tuple[tuple[int, int, bool], tuple[str, ...]]] = {}

    def of(self, job: int, *, hidden: bool = False) -> tuple[str, ...]:
        """The lines of a job; nothing before its recording was read, and after that was deleted.

        Args:
            hidden: with numbers instead of the names of files.
        """
        try:
            found = WorkFolder(work_folder(self._work, job)).media.stat()
        except OSError:
            self._read.pop(job, None)
            return ()
        seen = (found.st_mtime_ns, found.st_size, hidden)
        before = self._read.get(job)
        if before is None or before[0] != seen:
            before = self._read[job] = (seen, read_part_lines(self._work, job, hidden=hidden))
        return before[1]


def read_part_lines(work: Path, job: int, *, joining: bool = True, hidden: bool = False) -> tuple[str, ...]:
    """What the work folder of a job says.

    Args:
        work: the folder for all work.
        joining: with the order of the parts, and why; else only what is wrong with the recording.
        hidden: with numbers instead of the names of files.
    """
    path = WorkFolder(work_folder(work, job)).media
    try:
        text = path.read_text(encoding="utf-8")
        said = json.loads(text)["recording"]
        if not (_is_faulty(said) or (joining and said.get("order"))):
            return ()
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return ()
    return tuple(_lines(text, joining=joining, hidden=hidden))


def _is_faulty(recording: dict[str, Any]) -> bool:
    """Whether it may be that there is something to say, without the models that know for certain."""
    return bool(recording.get("unused")) or any(
        f.get("verdict") in _FAULTY
        or any(f.get(told) for told in _TOLD)
        or any(t.get("use") == _UNREADABLE for t in f.get("tracks") or ())
        for f in recording.get("files") or ()
    )


def _lines(text: str, *, joining: bool, hidden: bool) -> Iterator[str]:
    # They bring what writes drafts, which takes a second that `status` rarely needs.
    from pydantic import ValidationError

    from transcriber.drafts import masked_places
    from transcriber.drafts.word import recorded
    from transcriber.work.received import Received

    try:
        recording = Received.model_validate_json(text).recording
    except ValidationError:
        return
    recording = masked_places.recording_without_names(recording) if hidden else recording
    yield from recorded.faults(recording)
    if joining:
        yield from recorded.parts(recording)
