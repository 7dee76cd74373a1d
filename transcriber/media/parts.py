"""The files of one meeting → one PCM file: in their order, each time once, and with a record of what became of each."""

from __future__ import annotations

import errno
import filecmp
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate
from pathlib import Path

import numpy as np
import numpy.typing as npt

from transcriber.errors import NoAudioTrack
from transcriber.media import decoding, inside_dates, joining, part_order, section
from transcriber.media.channels import LEVEL_SECONDS, FrameLevels
from transcriber.media.decoding import Decoded
from transcriber.media.inside_dates import InsideDate
from transcriber.media.joining import JoiningPlan, Piece
from transcriber.media.pcm import SAMPLE_RATE, Pcm, to_bytes
from transcriber.media.simultaneous import PartSound
from transcriber.media.statistics import ChannelStatistics
from transcriber.minutes import part_names
from transcriber.minutes.capture import FileRead, PartsOrder, TimeSpan, UnusedFile, UnusedReason

_BLOCK = 60.0
"""Seconds that are copied at once."""


@dataclass(frozen=True)
class MeetingPart:
    """One file.

    Attributes:
        name: what staff call it within its folder; tells the order.
        shown: what messages and the draft call it.
    """

    path: Path
    name: str
    shown: str


@dataclass(frozen=True)
class Joined:
    """What the files make together. Times are seconds on the timeline of the whole.

    Attributes:
        first: how the file that begins it was decoded.
        channels: of each piece, in order.
        order: why they follow each other so; None where there is one.
    """

    first: Decoded
    channels: tuple[ChannelStatistics, ...]
    container_seconds: float | None
    seconds: float
    damaged_packets: int
    joints: tuple[float, ...]
    files: tuple[FileRead, ...]
    order: PartsOrder | None
    unused: tuple[UnusedFile, ...]


@dataclass(frozen=True)
class _Read:
    """A part that was decoded, and which samples of the PCM file are its sound."""

    part: MeetingPart
    date: InsideDate | None
    decoded: Decoded
    first: int
    last: int

    def pcm(self, path: Path) -> Pcm:
        return Pcm(path, self.first, self.last)


def join_parts(
    parts: Sequence[MeetingPart],
    out: Path,
    *,
    wished: Sequence[int] = (),
    progress: Callable[[float], None] = lambda done: None,
) -> Joined:
    """Write the sound of all parts to `out`, which must not exist.

    Args:
        parts: in any order.
        wished, progress: as in `decoding.decode`, for each part.

    Raises:
        RecordingError, DiskFull: as `decoding.decode` does; the message names the part.
    """
    dates = [inside_dates.read_inside_dates(p.path) for p in parts]
    order: PartsOrder | None = None
    indices: tuple[int, ...] = (0,)
    if len(parts) > 1:
        indices, order = part_order.decide_order([p.name for p in parts], dates)
    ordered = [(parts[i], dates[i]) for i in indices]
    copies = _copies([p for p, _ in ordered])
    unused = [UnusedFile(name=c.shown, reason=UnusedReason.COPY, instead=o.shown) for c, o in copies.items()]
    read, silent = _decoded([o for o in ordered if o[0] not in copies], out, wished, progress)
    unused += [UnusedFile(name=p.shown, reason=UnusedReason.NO_SOUND) for p in silent]
    sounds = [PartSound.of(r.part.name, r.pcm(out), r.date) for r in read] if len(read) > 1 else []
    plan = (
        joining.joining_plan(sounds)
        if sounds
        else JoiningPlan((Piece((0,), 0.0, read[0].decoded.seconds, whole=True),))
    )
    unused += [
        UnusedFile(name=read[u.part].part.shown, reason=u.reason, instead=read[u.instead].part.shown)
        for u in plan.unused
    ]
    statistics = _written(read, plan.pieces, out)
    joined = _joined(read, plan.pieces, statistics, order, unused)
    return replace(joined, files=tuple(_repeated(f, read, plan) for f in joined.files))


def _copies(ordered: Sequence[MeetingPart]) -> dict[MeetingPart, MeetingPart]:
    """Copy → what it is a copy of, to the byte; the original is what no system called a copy, else what comes first."""
    found: dict[MeetingPart, MeetingPart] = {}
    kept: list[MeetingPart] = []
    for part in sorted(ordered, key=lambda p: part_names.is_copy(p.name)):
        same = next((k for k in kept if _same_bytes(k.path, part.path)), None)
        if same is None:
            kept.append(part)
        else:
            found[part] = same
    return found


def _same_bytes(one: Path, other: Path) -> bool:
    return one.stat().st_size == other.stat().st_size > 0 and filecmp.cmp(one, other, shallow=False)


def _decoded(
    ordered: Sequence[tuple[MeetingPart, InsideDate | None]],
    out: Path,
    wished: Sequence[int],
    progress: Callable[[float], None],
) -> tuple[list[_Read], list[MeetingPart]]:
    """The parts one behind the other in `out`, and those that are pictures without sound beside them."""
    read: list[_Read] = []
    silent: list[MeetingPart] = []
    error: NoAudioTrack | None = None
    for part, date in ordered:
        first = len(Pcm(out)) if out.exists() else 0
        try:
            decoded = decoding.decode(part.path, out, name=part.shown, wished=wished, progress=progress)
        except NoAudioTrack as e:
            silent.append(part)
            error = error or e
        else:
            read.append(_Read(part, date, decoded, first, len(Pcm(out))))
    if not read and error is not None:
        raise error
    return read, silent


def _written(read: Sequence[_Read], pieces: Sequence[Piece], out: Path) -> list[ChannelStatistics]:
    """Make `out` hold the pieces, if it holds anything else; and what is known of the channels of each."""
    if all(p.whole and len(p.parts) == 1 for p in pieces) and [p.parts[0] for p in pieces] == list(range(len(read))):
        return [r.decoded.channels for r in read]
    made = out.with_name(f"{out.name}.joined")
    made.unlink(missing_ok=True)
    statistics: list[ChannelStatistics] = []
    try:
        for piece in pieces:
            if len(piece.parts) > 1:
                statistics.append(section.mix([read[k].pcm(out) for k in piece.parts], made)[0])
                continue
            one = read[piece.parts[0]]
            pcm = Pcm(out, one.first + round(piece.start * SAMPLE_RATE), one.first + round(piece.end * SAMPLE_RATE))
            with made.open("ab") as sink:
                for block in pcm.blocks(_BLOCK):
                    sink.write(to_bytes(block))
            statistics.append(one.decoded.channels if piece.whole else _within(one.decoded.channels, piece))
    except OSError as e:
        made.unlink(missing_ok=True)
        if e.errno == errno.ENOSPC:
            raise decoding.disk_full(read[0].part.shown) from e
        raise
    made.replace(out)
    return statistics


def _within(channels: ChannelStatistics, piece: Piece) -> ChannelStatistics:
    """With the levels of a piece only."""
    frames = [round(t / LEVEL_SECONDS) for t in (piece.start, piece.end)]
    return replace(channels, frames=FrameLevels(channels.channels, [channels.frames.levels()[slice(*frames)]]))


def _joined(
    read: Sequence[_Read],
    pieces: Sequence[Piece],
    statistics: Sequence[ChannelStatistics],
    order: PartsOrder | None,
    unused: Sequence[UnusedFile],
) -> Joined:
    *starts, seconds = accumulate((p.end - p.start for p in pieces), initial=0.0)
    placed = [(start, piece, read[k]) for start, piece in zip(starts, pieces, strict=True) for k in piece.parts]
    inner = [
        start + at - piece.start
        for start, piece, r in placed
        for at in r.decoded.joints
        if piece.start < at < piece.end
    ]
    lengths = [r.decoded.container_seconds for _, p, r in placed if p.whole]
    known = [x for x in lengths if x is not None]
    mixed = any(len(p.parts) > 1 for p in pieces)
    return Joined(
        first=placed[0][2].decoded,
        channels=tuple(statistics),
        container_seconds=sum(known) if len(known) == len(placed) and not mixed else None,
        seconds=seconds,
        damaged_packets=sum(r.decoded.damaged_packets for _, _, r in placed),
        joints=tuple(sorted({*starts[1:], *inner})),
        files=tuple(_placed(start, piece, r) for start, piece, r in placed),
        order=order,
        unused=tuple(unused),
    )


def _repeated(file: FileRead, read: Sequence[_Read], plan: JoiningPlan) -> FileRead:
    repeats = {read[k].part.shown: read[first].part.shown for k, first in plan.repeated.items()}
    return file.model_copy(update={"repeats": repeats.get(file.name, "")})


def _placed(start: float, piece: Piece, r: _Read) -> FileRead:
    """What is known of a file, with its times on the timeline of the whole recording."""
    file, shift = r.decoded.file, start - piece.start

    def inside(at: float) -> bool:
        return piece.start <= at <= piece.end

    return file.model_copy(
        update={
            "name": r.part.shown,
            "start": start,
            "seconds": min(file.seconds, piece.end - piece.start),
            "skipped": round(piece.start, 3),
            "mixed": len(piece.parts) > 1,
            "runs_on": piece.runs_on,
            "recorded_at": r.date.moment if r.date else None,
            "recorded_at_end": r.date.at_end if r.date else None,
            "damaged": tuple(
                TimeSpan(start=max(s.start, piece.start) + shift, end=min(s.end, piece.end) + shift)
                for s in file.damaged
                if s.start < piece.end and s.end > piece.start
            ),
            "clock": tuple(e.model_copy(update={"at": e.at + shift}) for e in file.clock if inside(e.at)),
        }
    )


def levels(joined: Joined) -> npt.NDArray[np.float32] | None:
    """(frames, channels): the levels of the channels over the whole; None where the pieces differ in their channels."""
    if len({c.channels for c in joined.channels}) != 1:
        return None
    return np.concatenate([c.frames.levels() for c in joined.channels])
