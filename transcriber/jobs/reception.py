"""The media stage: the parts of one recording, decoded and joined, and what they sound like."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import accumulate

import numpy as np
from pydantic import BaseModel, ConfigDict, ValidationError

from transcriber import durable
from transcriber.jobs.assignment import Assignment
from transcriber.jobs.workfolder import WorkFolder
from transcriber.media import decoding, preflight
from transcriber.media.pcm import Pcm
from transcriber.minutes.transcript import Recording

FORMAT = 1
"""Of audio.pcm, media.json and levels.npy, or of how recordings are decoded: what an earlier one left is not read."""


class Received(BaseModel):
    """What media.json holds.

    Attributes:
        key: that of the code that decoded (keys.media).
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


def recording(assignment: Assignment, work: WorkFolder, key: str, progress: Callable[[float], None]) -> Recording:
    """Leave audio.pcm and media.json in the work folder, and levels.npy where channels tell the speakers apart.

    Args:
        key: under which `received` finds it again.
        progress: told how much of a part is decoded, 0 to 1; may raise to stop.

    Raises:
        RecordingError, StorageError: as `media.decoding.decode` does.
    """
    for stale in (work.media, work.pcm, work.sound):
        stale.unlink(missing_ok=True)
    parts = []
    for number, part in enumerate(assignment.parts, start=1):
        name = assignment.name
        if len(assignment.parts) > 1:
            name += f"の{number}番目の録音"
        accepted = decoding.name_accepts_truncated(assignment.name)
        parts.append(decoding.decode(part, work.pcm, name=name, accept_truncated=accepted, progress=progress))
    first = parts[0]
    lengths = [p.container_seconds for p in parts if p.container_seconds is not None]
    found = Recording(
        file_name=assignment.name,
        sha256=assignment.sha256,
        bytes=sum(p.stat().st_size for p in assignment.parts),
        container=first.container,
        codec=first.codec,
        sample_rate=first.sample_rate,
        channels=first.channels.channels,
        container_seconds=sum(lengths) if len(lengths) == len(parts) else None,
        seconds=sum(p.seconds for p in parts),
        damaged_packets=sum(p.damaged_packets for p in parts),
        joints=tuple(accumulate(p.seconds for p in parts[:-1])),
        preflight=preflight.measure(Pcm(work.pcm), first.channels),
    )
    _keep_levels(parts, found, work)
    durable.write_text(work.media, Received(key=key, recording=found).model_dump_json(indent=1))
    return found


def _keep_levels(parts: Sequence[decoding.Decoded], found: Recording, work: WorkFolder) -> None:
    """The levels of the channels, where they tell the speakers apart in every part."""
    work.levels.unlink(missing_ok=True)
    if found.preflight.separate and len({p.channels.channels for p in parts}) == 1:
        np.save(work.levels, np.concatenate([p.channels.frames.levels() for p in parts]))
