"""How the file of a recording was read: whether it is whole, what its clock did, and which of its tracks were used.

Part of transcript.json (`Recording.files`). Times are seconds on the recording's timeline, which is what the player plays.
"""

from __future__ import annotations

from enum import StrEnum

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field


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
    UNREADABLE = "unreadable"  # nothing here can decode it, or any of it
    LEFT_OUT = "left_out"  # 設定.toml chose others
    EMPTY = "empty"  # no sound came of it


class OrderBasis(StrEnum):
    """What the order of a meeting's parts rests on."""

    STAMPS = "stamps"  # day and time in their names
    NUMBERS = "numbers"  # numbers in their names, in any script
    WORDS = "words"  # words of order in their names: 午前 and 午後, 上 and 下
    SUFFIX = "suffix"  # the one without a number or an addition comes first
    COPIES = "copies"  # what a system calls a copy comes last
    DATES = "dates"  # day and time inside the files
    NAMES = "names"  # nothing else: the order of their names as text


class PartsOrder(_Read):
    """Why the parts of a recording follow each other as they do."""

    bases: tuple[OrderBasis, ...]
    contrary: OrderBasis | None = Field(None, description="evidence that says otherwise; null if none does")

    @property
    def sure(self) -> bool:
        """Whether nobody has to look at it."""
        return self.contrary is None and OrderBasis.NAMES not in self.bases


class UnusedReason(StrEnum):
    """Why a file of a meeting was not used."""

    COPY = "copy"  # the same bytes as another
    SAME_SOUND = "same_sound"  # the same recording as another, in another form
    OTHER_MICROPHONE = "other_microphone"  # recorded at the same time by another microphone
    NO_SOUND = "no_sound"  # a picture without sound


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
    skipped: float = Field(0.0, ge=0, description="seconds at its beginning that another file holds already")
    mixed: bool = Field(
        False, description="one of several files recorded at once, which are mixed: the tracks of a recorder"
    )
    runs_on: bool = Field(
        False, description="it goes on where the file before it ends, without a gap: of two recorders"
    )
    repeats: str = Field(
        "", description="a file with the same sound; both are used, since their names say that they follow each other"
    )
    recorded_at: AwareDatetime | None = Field(None, description="the day and time that the file itself holds")
    recorded_at_end: bool | None = Field(None, description="whether that is when it ended; null if not known")


class UnusedFile(_Read):
    """A file that was dropped with the others and not used."""

    name: str
    reason: UnusedReason
    instead: str = Field("", description="the file that was used for this time; empty if none")
