"""The media stage: the parts of one recording, decoded and joined, and what they sound like."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from transcriber.media import parts, preflight
from transcriber.media.parts import MeetingPart
from transcriber.media.pcm import Pcm
from transcriber.minutes.transcript import Recording
from transcriber.system import durable
from transcriber.work.contract import Assignment
from transcriber.work.received import Received
from transcriber.work.workfolder import WorkFolder, artefact_key

MEDIA_FORMAT = 6
"""Of audio.pcm, media.json and levels.npy, or of how recordings are decoded: what an earlier one left is not read."""


def media_key(*tracks: object) -> str:
    """Of what was decoded; the work folder belongs to one recording.

    Args:
        tracks: which tracks the office wished to be read, if it said so.
    """
    return artefact_key(MEDIA_FORMAT, *tracks)


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
    several = len(assignment.parts) > 1
    named = several and len(assignment.part_names) == len(assignment.parts)
    joined = parts.join_parts(
        [
            MeetingPart(path, assignment.part_names[n - 1] if named else path.name, _shown(assignment, n))
            for n, path in enumerate(assignment.parts, start=1)
        ],
        work.pcm,
        wished=wished,
        progress=progress,
    )
    first = joined.first
    found = Recording(
        file_name=assignment.name,
        sha256=assignment.sha256,
        bytes=sum(p.stat().st_size for p in assignment.parts),
        container=first.container,
        codec=first.codec,
        sample_rate=first.sample_rate,
        channels=first.channels.channels,
        container_seconds=joined.container_seconds,
        seconds=joined.seconds,
        damaged_packets=joined.damaged_packets,
        joints=joined.joints,
        wished_tracks=wished,
        files=joined.files,
        order=joined.order,
        unused=joined.unused,
        companions=assignment.companions,
        preflight=preflight.measure_recording(Pcm(work.pcm), joined.channels[0]),
    )
    work.levels.unlink(missing_ok=True)
    if found.preflight.separate and (levels := parts.levels(joined)) is not None:
        np.save(work.levels, levels)
    durable.write_text(work.media, Received(key=key, recording=found).model_dump_json(indent=1))
    return found


def _shown(assignment: Assignment, number: int) -> str:
    """What staff call a part: its folder's name and its own."""
    if len(assignment.parts) == 1:
        return assignment.name
    if len(assignment.part_names) == len(assignment.parts):
        return f"{assignment.name}/{assignment.part_names[number - 1]}"
    return f"{assignment.name}の{number}番目の録音"
