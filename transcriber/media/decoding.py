"""Decode anything PyAV reads into one PCM file, once, streaming.

A file holds one recording or several, one behind the other (`media/wholeness`); each is decoded with all of its audio tracks on
the timeline of its presentation times (`media/track_reading.py`), of which one is used or several are mixed (`media/tracks.py`).
Channels are averaged, unless they cancel each other out (a wiring fault: then the loudest is used).

A recording that is cut or damaged is read as far as it goes, and says so (`Decoded.file`); refused is only what gives no sound.
"""

from __future__ import annotations

import errno
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path

from transcriber.errors import DiskFull, EmptyRecording, RecordingError
from transcriber.media import section, statistics, wholeness
from transcriber.media.pcm import SAMPLE_RATE
from transcriber.media.section import Section
from transcriber.media.statistics import ChannelStatistics
from transcriber.media.wholeness import Ending
from transcriber.minutes.capture import FileRead, TimeSpan, TrackRead, TrackUse, WholenessVerdict

_INDEX_SLACK = 1.0
"""Seconds that may be missing of what an index lists: edits leave packets out on purpose."""


@dataclass(frozen=True)
class Decoded:
    """What the decoder learned about one media file. Times are seconds.

    Attributes:
        joints: where one of the recordings in the file ends and the next begins.
        file: how it was read.
    """

    container: str
    codec: str
    sample_rate: int
    channels: ChannelStatistics
    container_seconds: float | None
    seconds: float
    damaged_packets: int
    joints: tuple[float, ...]
    file: FileRead


def decode(
    source: Path,
    out: Path,
    *,
    name: str,
    wished: Sequence[int] = (),
    progress: Callable[[float], None] = lambda done: None,
) -> Decoded:
    """Append the audio of `source` to `out` as PCM.

    Args:
        name: what staff call the file; messages use it.
        wished: numbers of the audio tracks to use, from 1; empty: by their sound.
        progress: told the share done, 0..1, about every packet; what it raises ends the decoding.

    Raises:
        EmptyRecording, NotARecording, NoAudioTrack, TruncatedRecording, UnreadableSound: no sound can be had of the file;
            `out` is unchanged or holds a partial tail that the caller discards.
        DiskFull: no room for the PCM.
    """
    if source.stat().st_size == 0:
        raise EmptyRecording(
            f"「{name}」は中身が空（0バイト）です。",
            "録音機からコピーし直し、再生できることを確かめて入れ直してください。",
        )
    try:
        inspection = wholeness.inspect(source)
        parts: list[Section] = []
        unread, first_error = inspection.unread, None
        for stretch in inspection.stretches:
            before = out.stat().st_size if out.exists() else 0
            try:
                parts.append(section.read_section(stretch, source, out, name, wished, progress))
            except RecordingError as e:  # the others may hold sound
                section.truncate(out, before)
                first_error = first_error or e
                unread += stretch.end - stretch.start
    except OSError as e:
        if e.errno == errno.ENOSPC:
            raise disk_full(name) from e
        raise
    if not parts:
        raise first_error or section.not_a_recording(name)
    return _decoded(parts, unread)


def _decoded(parts: list[Section], unread: int) -> Decoded:
    first = parts[0].used[0]
    *starts, seconds = accumulate((p.seconds for p in parts), initial=0.0)
    lengths = [_declared(p) for p in parts]
    known = [x for x in lengths if x is not None]
    verdict, missing = _verdict(parts)
    beyond = any(p.stretch.beyond for p in parts)
    readers = [(start, r) for start, p in zip(starts, parts, strict=True) for r in p.used]
    places = [
        TimeSpan(start=round(start + s.start, 3), end=round(start + s.end, 3))
        for start, r in readers
        for s in r.damage.places
    ]
    several = len(parts[0].container.readers) + len(parts[0].container.unreadable) > 1
    return Decoded(
        container=parts[0].container.name,
        codec=first.stream.codec_context.name,
        sample_rate=first.stream.codec_context.sample_rate,
        channels=statistics.joined([p.channels for p in parts]),
        container_seconds=sum(known) if len(known) == len(lengths) else None,
        seconds=seconds,
        damaged_packets=sum(r.damage.packets - r.damage.at_end for _, r in readers),
        joints=tuple(starts[1:]),
        file=FileRead(
            name="",
            seconds=seconds,
            verdict=verdict,
            missing_seconds=missing,
            recordings=len(parts),
            declared_seconds=sum(known) if beyond else None,
            unread_bytes=unread,
            damaged=tuple(sorted(places, key=lambda s: s.start)),
            broken_end=any(r.damage.at_end for r in parts[-1].used),
            clock=tuple(
                e.model_copy(update={"at": round(start + e.at, 3), "track": r.number})
                for start, r in readers
                for e in r.timeline.events
            ),
            more_events=sum(r.timeline.more for _, r in readers),
            added_silence=round(sum(r.timeline.silence for _, r in readers), 3),
            tracks=_tracks(parts[0]) if several else (),
        ),
    )


def _tracks(part: Section) -> tuple[TrackRead, ...]:
    title = part.container.titles
    read = [
        TrackRead(
            number=r.number,
            use=part.uses[r.number],
            codec=r.codec,
            channels=max(r.statistics, default=0),
            seconds=round(r.written / SAMPLE_RATE, 3),
            title=title.get(r.number, ""),
        )
        for r in part.container.readers
    ]
    unreadable = [
        TrackRead(number=n, use=TrackUse.UNREADABLE, title=title.get(n, "")) for n in part.container.unreadable
    ]
    return tuple(sorted((*read, *unreadable), key=lambda t: t.number))


def _declared(part: Section) -> float | None:
    """The length the file declares: never one that FFmpeg guessed."""
    found = part.stretch.found
    return found.seconds if found.seconds is not None else part.container.promised if part.stretch.promised else None


def _ending(part: Section) -> Ending:
    found, end = part.stretch.found, part.seconds
    if found.ending is Ending.CUT or part.stretch.beyond:
        return found.ending
    if found.exact and found.seconds is not None:
        return Ending.CUT if end < found.seconds - found.slack else Ending.WHOLE
    promised = part.container.promised if part.stretch.promised else None
    if promised is not None and end < promised - _INDEX_SLACK and part.container.short:
        return Ending.CUT
    return found.ending


def _verdict(parts: Sequence[Section]) -> tuple[WholenessVerdict, float | None]:
    """The verdict, and how much is missing at the end if that is known."""
    last, missing = parts[-1], None
    endings = [_ending(p) for p in parts]
    if Ending.CUT in endings:
        declared = _declared(last)
        if endings[-1] is Ending.CUT and declared is not None and declared > last.seconds:
            missing = round(declared - last.seconds, 3)
        return WholenessVerdict.CUT, missing
    if any(r.damage.places for p in parts for r in p.used):
        return WholenessVerdict.DAMAGED, None
    if len(parts) > 1 or any(p.stretch.beyond for p in parts):
        return WholenessVerdict.CONTINUED, None
    return (WholenessVerdict.WHOLE if endings[-1] is Ending.WHOLE else WholenessVerdict.NOT_KNOWN), None


def disk_full(name: str) -> DiskFull:
    """The error for a work disk without room for the PCM of the file that staff call `name`."""
    return DiskFull(
        f"作業用のディスクがいっぱいで「{name}」を展開できません。",
        "作業フォルダのあるディスクの空きを増やしてください（録音1時間あたり約120MB）。空けば自動で続けます。",
    )
