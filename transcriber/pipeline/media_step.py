"""The media stage: the parts of one recording, decoded and joined, and what they sound like."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import accumulate

import numpy as np
from pydantic import BaseModel, ConfigDict, ValidationError

from transcriber.media import decoding, preflight
from transcriber.media.pcm import Pcm
from transcriber.minutes.capture import FileRead, TimeSpan
from transcriber.minutes.transcript import Recording
from transcriber.system import durable
from transcriber.work.contract import Assignment
from transcriber.work.workfolder import WorkFolder, artefact_key

MEDIA_FORMAT = 2
"""Of audio.pcm, media.json and levels.npy, or of how recordings are decoded: what an earlier one left is not read."""


def media_key(*tracks: object) -> str:
    """Of what was decoded; the work folder belongs to one recording.

    Args:
        tracks: which tracks the office wished to be read, if it said so.
    """
    return artefact_key(MEDIA_FORMAT, *tracks)


class Received(BaseModel):
    """What media.json holds.

    Attributes:
        key: that of the code that decoded (`media_key`).
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
    wished = assignment.profile.options.recording.wished
    parts: list[decoding.Decoded] = []
    for number, part in enumerate(assignment.parts, start=1):
        name = _shown(assignment, number)
        parts.append(decoding.decode(part, work.pcm, name=name, wished=wished, progress=progress))
    first = parts[0]
    lengths = [p.container_seconds for p in parts if p.container_seconds is not None]
    *starts, seconds = accumulate((p.seconds for p in parts), initial=0.0)
    joints = [*starts[1:], *(start + at for start, p in zip(starts, parts, strict=True) for at in p.joints)]
    found = Recording(
        file_name=assignment.name,
        sha256=assignment.sha256,
        bytes=sum(p.stat().st_size for p in assignment.parts),
        container=first.container,
        codec=first.codec,
        sample_rate=first.sample_rate,
        channels=first.channels.channels,
        container_seconds=sum(lengths) if len(lengths) == len(parts) else None,
        seconds=seconds,
        damaged_packets=sum(p.damaged_packets for p in parts),
        joints=tuple(sorted(joints)),
        wished_tracks=wished,
        files=tuple(
            _moved(p.file, start, _shown(assignment, number))
            for number, (p, start) in enumerate(zip(parts, starts, strict=True), start=1)
        ),
        preflight=preflight.measure_recording(Pcm(work.pcm), first.channels),
    )
    _keep_levels(parts, found, work)
    durable.write_text(work.media, Received(key=key, recording=found).model_dump_json(indent=1))
    return found


def _shown(assignment: Assignment, number: int) -> str:
    """What staff call a part: its folder's name and its own."""
    if len(assignment.parts) == 1:
        return assignment.name
    if len(assignment.part_names) == len(assignment.parts):
        return f"{assignment.name}/{assignment.part_names[number - 1]}"
    return f"{assignment.name}の{number}番目の録音"


def _moved(file: FileRead, start: float, name: str) -> FileRead:
    """What is known of a file, with its times on the timeline of the whole recording."""
    spans = tuple(TimeSpan(start=s.start + start, end=s.end + start) for s in file.damaged)
    clock = tuple(e.model_copy(update={"at": e.at + start}) for e in file.clock)
    return file.model_copy(update={"name": name, "start": start, "damaged": spans, "clock": clock})


def _keep_levels(parts: Sequence[decoding.Decoded], found: Recording, work: WorkFolder) -> None:
    """The levels of the channels, where they tell the speakers apart in every part."""
    work.levels.unlink(missing_ok=True)
    if found.preflight.separate and len({p.channels.channels for p in parts}) == 1:
        np.save(work.levels, np.concatenate([p.channels.frames.levels() for p in parts]))
