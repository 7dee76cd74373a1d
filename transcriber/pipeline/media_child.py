"""The media stage in a child process: FFmpeg reads what outsiders made, and a file that crashes it, or makes it ask for more and
more, must not end the process that owns all jobs.
"""

from __future__ import annotations

import multiprocessing
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from transcriber.errors import NotARecording
from transcriber.minutes.people import Roster
from transcriber.minutes.terms import Glossary
from transcriber.minutes.transcript import Recording
from transcriber.pipeline import media_stage
from transcriber.system import engines, process_limits
from transcriber.work.contract import Assignment
from transcriber.work.progress import StageProgress
from transcriber.work.workfolder import WorkFolder

_TELL = 1.0
_PROGRESS = "media-progress"

_Refused = tuple[int, str, str]
"""What the system said: number, words, path. An OSError keeps its kind on the way back, so that a full disk is one."""


def read_recording(
    assignment: Assignment, work: WorkFolder, key: str, walk: StageProgress, meanwhile: Callable[[], None] | None = None
) -> Recording:
    """`media_stage.recording`, in a child that ends with it. A stop ends it at once.

    Args:
        meanwhile: what is done here while it reads.

    Raises:
        RecordingError, StorageError, OSError: as `media_stage.recording` does.
        EngineDied: the child died.
        Stopped: the job is to stop.
    """
    # What cannot be sent to another process, and what may be tens of thousands of lines: neither is asked there.
    alone = replace(assignment.profile, roster=Roster(), glossary=Glossary(), remarks=(), limited=())
    plain = replace(assignment, profile=alone, others_wait=_nobody)
    told = work.root / _PROGRESS
    told.unlink(missing_ok=True)
    try:
        with engines.EngineProcess(threads=2) as child:
            found = walk.call(
                child, read_as_asked, plain, work.root, key, done=lambda: _done(told), meanwhile=meanwhile
            )
    finally:
        told.unlink(missing_ok=True)
    if isinstance(found, tuple):
        raise OSError(found[0], found[1], found[2] or None)
    return found


def read_as_asked(assignment: Assignment, root: Path, key: str) -> Recording | _Refused:
    """`media_stage.recording`, for `read_recording`: in the child."""
    if (
        multiprocessing.parent_process() is not None
    ):  # never the process that owns the jobs: limits cannot be taken back
        process_limits.limit_to_recording(sum(p.stat().st_size for p in assignment.parts))
    told, last = root / _PROGRESS, [float("-inf")]

    def tell(done: float) -> None:
        if time.monotonic() - last[0] > _TELL:
            last[0] = time.monotonic()
            told.write_text(f"{done:.3f}", encoding="ascii")

    try:
        return media_stage.recording(assignment, WorkFolder(root), key, tell)
    except MemoryError as e:
        raise NotARecording(
            f"{assignment.name} を読むのに要るメモリーが多すぎるので、読めません。",
            "壊れているか、録音ではないおそれがあります。再生できるか確かめ、別の形式（MP3 など）で保存し直してください。",
        ) from e
    except OSError as e:
        if e.errno is None:
            raise
        return e.errno, e.strerror or "", str(e.filename or "")


def _done(told: Path) -> float:
    try:
        return float(told.read_text(encoding="ascii"))
    except (OSError, ValueError):  # not there yet, or just being written
        return 0.0


def _nobody() -> bool:
    return False
