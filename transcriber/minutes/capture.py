"""How the file of a recording was read: whether it is whole, what its clock did, and which of its tracks were used.

Part of transcript.json (`Recording.files`). Times are seconds on the recording's timeline, which is what the player plays.
"""

from __future__ import annotations

from enum import StrEnum

from pydantic import BaseModel, ConfigDict, Field


class _Read(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class WholenessVerdict(StrEnum):
    """Whether everything that was recorded is in the file, by what its container says. Where two hold, the first counts."""

    CUT = "cut"  # it ends before its own end
    DAMAGED = "damaged"  # parts of it cannot be decoded
    CONTINUED = "continued"  # several recordings, one behind the other, or sound behind the declared end
    WHOLE = "whole"
    NOT_KNOWN = "not_known"  # the container does not tell


class ClockEventKind(StrEnum):
    """What the time stamps of a track did other than run on."""

    LATE = "late"  # the sound begins later than the recording: silence first
    HOLE = "hole"  # a time without sound: silence
    OVERLAP = "overlap"  # a time given twice: everything is kept, so what follows is later by this much
    JUMP = "jump"  # the clock was set anew: what follows is joined without a pause


class TrackUse(StrEnum):
    """What became of an audio track."""

    USED = "used"
    MIXED = "mixed"  # one of several that hold different voices; all of them are used
    SAME = "same"  # the same recording as a better one
    SILENT = "silent"
    UNREADABLE = "unreadable"  # nothing here can decode it
    LEFT_OUT = "left_out"  # 設定.toml chose others
    EMPTY = "empty"  # no sound came of it


class TimeSpan(_Read):
    """A stretch of time."""

    start: float = Field(ge=0)
    end: float = Field(ge=0)


class ClockEvent(_Read):
    """One event of the clock."""

    kind: ClockEventKind
    at: float = Field(ge=0, description="where it is on the timeline")
    seconds: float = Field(description="how long the silence or the overlap is; by how much the clock jumped")
    track: int = Field(1, ge=1)


class TrackRead(_Read):
    """One audio track of a file."""

    number: int = Field(ge=1, description="counted among the audio tracks")
    use: TrackUse
    codec: str = ""
    channels: int = 0
    seconds: float = Field(0.0, ge=0, description="where it ends on the timeline")
    title: str = Field("", description="what the file calls it")


class FileRead(_Read):
    """How one file of a recording was read."""

    name: str
    start: float = Field(0.0, ge=0, description="where it begins on the recording's timeline")
    seconds: float = Field(ge=0)
    verdict: WholenessVerdict = WholenessVerdict.NOT_KNOWN
    missing_seconds: float | None = Field(None, description="how much is missing at the end; null if not known")
    recordings: int = Field(1, ge=1, description="recordings in the file, one behind the other")
    declared_seconds: float | None = Field(None, description="the length it declares, where sound lies behind it too")
    unread_bytes: int = Field(0, ge=0, description="bytes behind the end that are no recording")
    damaged: tuple[TimeSpan, ...] = Field((), description="what could not be decoded and is silence")
    broken_end: bool = Field(False, description="the last piece of sound could not be decoded")
    clock: tuple[ClockEvent, ...] = Field((), description="what the clock did, of the tracks that were used")
    more_events: int = Field(0, ge=0, description="events of the clock beyond those listed")
    added_silence: float = Field(0.0, ge=0, description="seconds of silence that stand for holes, all together")
    tracks: tuple[TrackRead, ...] = Field((), description="the audio tracks; empty where there is one")
