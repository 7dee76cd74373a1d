"""The meeting's clock: which time of day a time of the recording was, and how that is known. Not known is an answer.

Each recording that was joined has a clock of its own, because nobody knows how long the recorder stood still between two of them.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from enum import StrEnum
from pathlib import PurePosixPath

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

from transcriber.minutes import naming
from transcriber.minutes.capture import FileRead
from transcriber.minutes.naming import RecordingName
from transcriber.minutes.recorder_names import JST

_NEAR = dt.timedelta(minutes=10)
"""By how much a time in a name and one inside a file may differ and still be the same: names are rounded."""

_ABOUT = dt.timedelta(minutes=60)
"""How long before or after its usual hour a meeting may begin."""

_EXACT = dt.timedelta(minutes=30)
"""How far a recorder that is known to note its beginning corrects a time that a person wrote."""

_SLACK = dt.timedelta(seconds=60)
"""By how much a part may seem to begin before the one before it ended."""


class ClockSource(StrEnum):
    """How the time of a stretch is known."""

    NAME = "name"  # the recording's name says it
    PART_NAME = "part_name"  # the name of this part says it
    FILE = "file"  # the file holds it
    SETTINGS = "settings"  # 設定.toml says when meetings begin
    CHAIR = "chair"  # the chair says what time it is
    RUNS_ON = "runs_on"  # another file of the same time: the clock goes on
    UNKNOWN = "unknown"
    CONTRARY = "contrary"  # what is known of it contradicts


class ClockStretch(BaseModel):
    """From `at` up to the next stretch, the recording is at a time of day."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    at: float = Field(ge=0, description="seconds of the recording")
    began: AwareDatetime | None = Field(description="the time of day at `at`; null if not known")
    source: ClockSource
    others: tuple[AwareDatetime, ...] = Field((), description="what else says when it was, where that does not agree")


def moment(clock: Sequence[ClockStretch], time: float) -> dt.datetime | None:
    """The time of day at a time of the recording; None if it is not known."""
    here = next((c for c in reversed(clock) if c.at <= time + 1e-3), None)
    return here.began + dt.timedelta(seconds=round(time - here.at)) if here is not None and here.began else None


def assumed(started: dt.datetime | None, joints: Sequence[float]) -> tuple[ClockStretch, ...]:
    """Of a transcript that says only when the recording began."""
    first = ClockStretch(at=0, began=started, source=ClockSource.NAME if started else ClockSource.UNKNOWN)
    return (first, *(ClockStretch(at=at, began=None, source=ClockSource.UNKNOWN) for at in joints))


def estimate(
    named: RecordingName, files: Sequence[FileRead], joints: Sequence[float], usually: dt.time | None
) -> tuple[ClockStretch, ...]:
    """The clock by what names, files and settings say.

    Args:
        named: what the recording's name says.
        usually: when meetings begin, by the settings.
    """
    first = files[0] if files else None
    clock = [_first(named, _part(files, first), first, usually)]
    if first is not None and len(files) > 1:
        at_end = _written_at_end(clock[0], first)
        clock += _later(files, clock[0], at_end)
    known = {c.at for c in clock}
    inner = [ClockStretch(at=at, began=None, source=ClockSource.UNKNOWN) for at in joints if at not in known]
    return tuple(sorted((*clock, *inner), key=lambda c: c.at))


def _first(
    named: RecordingName, part: dt.datetime | None, file: FileRead | None, usually: dt.time | None
) -> ClockStretch:
    """Names count more than files, whose time may be that of a conversion, and files more than what is usual."""
    noted = file.recorded_at if file else None
    if named.date and noted and noted.astimezone(JST).date() != named.date:
        noted = None  # of a conversion or of a clock that was not set
    known = file is not None and file.recorded_at_end is not None
    begun = _begun(file, noted, bool(file and file.recorded_at_end))
    written = named.started() or part
    if written:
        source = ClockSource.NAME if named.started() else ClockSource.PART_NAME
        if noted is None or begun is None or file is None:
            return _known(written, source)
        if known and abs(begun - written) <= _EXACT:
            return _known(begun, ClockSource.FILE)
        end = written + dt.timedelta(seconds=file.seconds)
        if abs(begun - written) <= _NEAR or noted > end - _NEAR:  # at its end, or converted after it
            return _known(written, source)
        return _contrary(written, begun)
    usual = named.started(usually)
    if begun is None or file is None:
        return _known(usual, ClockSource.SETTINGS)
    if named.date is None and not known:
        return _known(None, ClockSource.UNKNOWN)  # nothing says that it is not the day of a conversion
    if usual is None or abs(begun - usual) <= _ABOUT:
        return _known(begun, ClockSource.FILE)
    from_end = _begun(file, noted, True)
    if not known and from_end and abs(from_end - usual) <= _ABOUT:
        return _known(from_end, ClockSource.FILE)
    if known:
        return _known(begun, ClockSource.FILE)
    return _contrary(usual, begun)


def _known(began: dt.datetime | None, source: ClockSource) -> ClockStretch:
    return ClockStretch(at=0, began=began, source=source if began else ClockSource.UNKNOWN)


def _contrary(*times: dt.datetime) -> ClockStretch:
    return ClockStretch(at=0, began=None, source=ClockSource.CONTRARY, others=times)


def _written_at_end(first: ClockStretch, file: FileRead) -> bool | None:
    """Whether the files of this meeting note their end, by how that of the first agrees with its beginning; None: not known."""
    if file.recorded_at_end is not None:
        return file.recorded_at_end
    if first.began is None or file.recorded_at is None:
        return None
    for at_end in (False, True):
        begun = _begun(file, file.recorded_at, at_end)
        if begun and abs(begun - first.began) <= _NEAR:
            return at_end
    return None


def _later(files: Sequence[FileRead], first: ClockStretch, at_end: bool | None) -> Iterator[ClockStretch]:
    """The clocks of the parts after the first."""
    before = first
    for last, file in zip(files[:-1], files[1:], strict=True):
        if file.start == last.start:
            continue  # mixed with the one before
        ended = moment([before], file.start)
        if file.runs_on:
            now = ClockStretch(at=file.start, began=ended, source=ClockSource.RUNS_ON if ended else ClockSource.UNKNOWN)
        else:
            now = _part_clock(files, file, ended, at_end)
        yield now
        before = now


def _part_clock(
    files: Sequence[FileRead], file: FileRead, ended: dt.datetime | None, at_end: bool | None
) -> ClockStretch:
    told = file.recorded_at_end if file.recorded_at_end is not None else at_end
    noted = None if told is None else _begun(file, file.recorded_at, told)
    for began, source in ((_part(files, file), ClockSource.PART_NAME), (noted, ClockSource.FILE)):
        if began is None:
            continue
        if ended and (began < ended - _SLACK or began.astimezone(JST).date() != ended.astimezone(JST).date()):
            return ClockStretch(at=file.start, began=None, source=ClockSource.CONTRARY, others=(ended, began))
        return ClockStretch(at=file.start, began=began, source=source)
    return ClockStretch(at=file.start, began=None, source=ClockSource.UNKNOWN)


def _part(files: Sequence[FileRead], file: FileRead | None) -> dt.datetime | None:
    """The time in the part's own name."""
    return (
        naming.read_recording_name(PurePosixPath(file.name).name).started()
        if file is not None and len(files) > 1
        else None
    )


def _begun(file: FileRead | None, noted: dt.datetime | None, at_end: bool) -> dt.datetime | None:
    """When what is used of a file began, if the time it notes is its beginning, or its end."""
    if file is None or noted is None:
        return None
    return (
        noted - dt.timedelta(seconds=file.seconds) if at_end else noted + dt.timedelta(seconds=file.skipped)
    ).astimezone(JST)
