"""transcript.json: the one contract between understanding a recording and rendering it.

A `Transcript` holds everything a draft needs, so that drafts can be made again without running an engine. Times are
seconds (float) from the start of the recording; wall-clock times are timezone-aware. `schema()` is the published JSON
Schema (docs/transcript.schema.json); `VERSION` changes whenever an old reader could misread a new file.
"""

from __future__ import annotations

import datetime as dt
from enum import StrEnum
from itertools import pairwise
from pathlib import Path
from typing import Any

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, model_validator

from transcriber.minutes.capture import FileRead, PartsOrder, UnusedFile
from transcriber.minutes.meeting_clock import ClockStretch
from transcriber.minutes.people import Roster
from transcriber.minutes.personal_data import MaskedPlace, Shown
from transcriber.minutes.procedure import Procedure

TRANSCRIPT_VERSION = 1


class RecordKind(StrEnum):
    """What was recorded."""

    COUNCIL = "council"  # 会議
    CONSULTATION = "consultation"  # 面談

    @property
    def label(self) -> str:
        """What staff call such a record; the usual house style of each bears this name too."""
        return {RecordKind.COUNCIL: "会議録", RecordKind.CONSULTATION: "相談記録"}[self]


class DoubtKind(StrEnum):
    """Why a person should listen again."""

    GAP = "gap"  # speech was detected, but no text came of it
    LOOP = "loop"  # the recogniser repeated itself
    STOCK_PHRASE = "stock_phrase"  # a phrase Whisper is known to invent over silence
    LOW_CONFIDENCE = "low_confidence"  # the recogniser itself was unsure
    OVERLAP = "overlap"  # two people spoke at once
    NAME_CONFLICT = "name_conflict"  # evidence for two names
    SPEAKER = "speaker"  # the words show that another person goes on, the voices do not
    NUMBER = "number"  # a figure to check
    HOMOPHONE = "homophone"  # same sound, other characters
    RISK_WORD = "risk_word"  # a word that weighs heavily on a person and is not plainly heard
    NO_WORD = "no_word"  # characters that make no word
    PROCEDURE = "procedure"  # a step of the procedure was not heard, or does not fit the others


ABOUT_SPEAKERS = frozenset({DoubtKind.NAME_CONFLICT, DoubtKind.SPEAKER})
"""Doubts about who speaks, and about no words: a person who sets the speaker right has answered them."""


class EvidenceKind(StrEnum):
    """What speaks for a speaker's name."""

    NOMINATION = "nomination"  # the chair called this person, then this voice spoke
    INTRODUCTION = "introduction"  # the speaker said it
    CLOSING = "closing"  # the chair closed this person's questions after this voice had asked them
    REQUEST = "request"  # a question was put to this person, then this voice answered
    CHAIR = "chair"  # what only a chair says
    ROLE = "role"  # what only somebody in this role says
    REMAINDER = "remainder"  # everybody else on the roster has another voice
    VOICE = "voice"  # it sounds like a voice that the office enrolled
    CHANNEL = "channel"  # it has a microphone of its own, and the office said whose
    REVIEWER = "reviewer"  # a person said so


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Doubt(_Part):
    """A typed reason to listen again at a time."""

    kind: DoubtKind
    start: float = Field(ge=0)
    end: float = Field(ge=0)
    reason: str = Field(description="what to listen for, in Japanese, for the reviewer")
    alternative: str | None = Field(None, description="another reading the recogniser gave, if any")
    place: tuple[int, int] | None = Field(
        None,
        description="what of the utterance's text it is about: from and up to, in characters; equal where text is missing; "
        "null: not known, or about no text",
    )
    likelihood: float | None = Field(
        None,
        ge=0,
        le=1,
        description="how likely an error is here, as fitted on recordings with known truth; null: not estimated",
    )


class Change(_Part):
    """One correction of what the recogniser wrote; put `before` back in the place of `after` to undo it."""

    before: str
    after: str
    rule: str = Field(description="why, in Japanese: 名簿の氏名, 用語, 誤認識例, …")
    score: float = Field(ge=0, le=1, description="how well the sound agrees; 1 is exactly")
    position: int = Field(ge=0, description="where `after` begins in the utterance's text, in characters")


class Mark(_Part):
    """Where in an utterance's text the recording is at a time: for playing from a sentence, and for subtitles."""

    position: int = Field(ge=0, description="in the text, in characters")
    time: float = Field(ge=0)


class Utterance(_Part):
    """What one speaker says in one go: the unit of a draft."""

    id: str = Field(description="stable within the transcript: u0001, u0002, …")
    speaker: str | None = Field(
        description="cluster of the diarizer (S1, S2, … in order of first speech); null if none"
    )
    name: str | None = Field(None, description="the name or post the draft prints; null where nobody is named")
    start: float = Field(ge=0)
    end: float = Field(ge=0)
    text: str
    confidence: float | None = Field(None, ge=0, le=1, description="mean probability of the characters")
    doubts: tuple[Doubt, ...] = ()
    changes: tuple[Change, ...] = Field((), description="corrections made in `text`, in order of position")
    marks: tuple[Mark, ...] = Field((), description="times of the clauses after the first one, in order of position")

    @model_validator(mode="after")
    def _ends_after_start(self) -> Utterance:
        if self.end < self.start:
            raise ValueError(f"utterance {self.id} ends ({self.end}) before it starts ({self.start})")
        return self

    def time_at(self, position: int) -> float:
        """About when the character at `position` is said: between the clauses whose times are known, by the characters."""
        known = [(0, self.start), *((m.position, m.time) for m in self.marks), (max(1, len(self.text)), self.end)]
        for (first, begun), (last, ended) in pairwise(known):
            if first <= position <= last:
                return round(begun + (ended - begun) * (position - first) / max(1, last - first), 3)
        return self.end


class Evidence(_Part):
    """Why a speaker has a name: something said in the recording, to be listened to again."""

    kind: EvidenceKind
    quote: str = Field(description="as it was recognised, errors included; empty for a remainder")
    time: float = Field(ge=0, description="about when it is said")


class Sample(_Part):
    """A few seconds in which a voice speaks clearly and alone; times in seconds."""

    start: float = Field(ge=0)
    end: float = Field(ge=0)
    utterance: str = Field(description="id of the utterance it is part of")


class Band(StrEnum):
    """How well a voice agrees with one that the office enrolled."""

    CLOSE = "close"
    POSSIBLE = "possible"

    @property
    def label(self) -> str:
        """In the words staff read."""
        return {"close": "よく似ている", "possible": "似ている"}[self.value]


class Suggestion(_Part):
    """An enrolled voice that this one sounds like: a hint for the reviewer, no name."""

    name: str
    band: Band
    likeness: float = Field(description="0: like strangers; 1: the same sound")


class Speaker(_Part):
    """One voice found in the recording."""

    id: str
    name: str | None = Field(None, description="person or post, as the draft prints it; null unless proven")
    seconds: float = Field(ge=0, description="time this voice holds the floor")
    share: float = Field(0.0, ge=0, le=1, description="share of all talk")
    evidence: tuple[Evidence, ...] = Field((), description="what the name rests on, in order of time")
    samples: tuple[Sample, ...] = Field((), description="where to listen to this voice, in order of time")
    suggestions: tuple[Suggestion, ...] = Field((), description="enrolled voices it sounds like, best first")
    channel: int | None = Field(None, ge=1, description="the recording's channel, where each has its own speaker")


class SpeakerTurn(_Part):
    """A stretch of time in which one speaker talks, perhaps while others do; seconds."""

    speaker: str
    start: float = Field(ge=0)
    end: float = Field(ge=0)


class AgendaItem(_Part):
    """One item of the agenda (次第・議事日程), as the papers dropped with the recording have it."""

    number: int | None = Field(None, description="日程第N; null where the papers number nothing")
    title: str = Field(description="件名, without its number and bill")
    bill: str = Field("", description="議案第45号, 陳情第2号, …; empty if the item is none")
    added: bool = Field(False, description="of 追加日程第N, whose numbers begin anew")


class PaperUsed(_Part):
    """One paper dropped with the recording."""

    name: str = Field(description="file name")
    problem: str = Field("", description="why it was not read and what to do, in Japanese; empty if it was read")
    unread: tuple[str, ...] = Field(
        (), description="its places that were not understood, in Japanese; as many as staff would look at"
    )
    told: tuple[str, ...] = Field((), description="how places of it were read that can be read otherwise, in Japanese")
    people: int = Field(0, ge=0, description="people found in it, also those who are not there")
    absent: int = Field(0, ge=0, description="of these, those who are not there")


class Meeting(_Part):
    """What the draft's cover says."""

    kind: RecordKind
    title: str = Field(description="from the recording's name; empty if that holds none")
    date: dt.date | None = Field(None, description="from the recording's name or its metadata; null if unknown")
    started_at: AwareDatetime | None = Field(None, description="wall-clock start of the recording, if known")
    clock: tuple[ClockStretch, ...] = Field(
        (), description="which time of day each recording is at, and how that is known; empty in older transcripts"
    )
    profile: str = Field(description="name of the profile (設定)")
    agenda: tuple[AgendaItem, ...] = Field((), description="items found in the papers, in their order; empty without")
    papers: tuple[PaperUsed, ...] = Field((), description="papers dropped with the recording, those not readable too")


class Preflight(_Part):
    """What the recording sounds like, measured before recognition. Levels are dBFS."""

    peak_dbfs: float
    speech_dbfs: float | None = Field(description="median level of the louder frames; null if the file is silent")
    noise_dbfs: float | None = Field(description="level of the quiet frames")
    clipped_share: float = Field(ge=0, le=1, description="share of samples at full scale")
    silence_share: float = Field(ge=0, le=1)
    channels: str = Field(description="in words a clerk understands")
    separate: bool = Field(False, description="the channels are microphones of different people")
    advice: tuple[str, ...] = Field((), description="what to do better next time, in Japanese; empty if all is well")


class Recording(_Part):
    """The media file (or joined files)."""

    file_name: str
    sha256: str
    bytes: int = Field(ge=0)
    container: str
    codec: str
    sample_rate: int
    channels: int
    container_seconds: float | None = Field(description="length by the header; null if it has none")
    seconds: float = Field(description="length decoded")
    damaged_packets: int = Field(0, description="packets that could not be decoded and were skipped")
    joints: tuple[float, ...] = Field(
        (), description="where one recording ends and the next begins: of a meeting in parts, or within a file"
    )
    wished_tracks: tuple[int, ...] = Field(
        (), description="audio tracks that 設定.toml asked for; empty: by their sound"
    )
    files: tuple[FileRead, ...] = Field((), description="how each file was read, in order; empty in older transcripts")
    order: PartsOrder | None = Field(None, description="why the files follow each other so; null where there is one")
    unused: tuple[UnusedFile, ...] = Field((), description="files that were not used, and why")
    companions: tuple[str, ...] = Field(
        (), description="names of what lay in the folder and is neither recording nor paper: chat.txt, playback.m3u"
    )
    preflight: Preflight


class ModelUsed(_Part):
    """One model in the provenance."""

    role: str = Field(description="speech or speakers")
    id: str
    revision: str
    licence: str
    sha256: dict[str, str] = Field(description="file → SHA-256, as verified before loading")
    trial: bool = Field(False, description="a model for trying the program out, not for an office's work")
    fitted: str | None = Field(
        None, description="how the limits were set for this model; empty: they were not; null in older transcripts"
    )


class Provenance(_Part):
    """How this transcript came to be: enough to repeat it and to answer for it."""

    created_at: AwareDatetime
    versions: dict[str, str]
    models: tuple[ModelUsed, ...]
    settings: dict[str, Any]
    device: str = Field(description="device and compute type the engines ran on, e.g. cpu int8")
    engine_log: tuple[str, ...] = Field((), description="fallbacks taken on the way, in order")
    stage_seconds: dict[str, float] = Field(description="stage → wall-clock seconds it took")


class Transcript(_Part):
    """A whole meeting, understood."""

    version: int = TRANSCRIPT_VERSION
    meeting: Meeting
    recording: Recording
    roster: Roster
    speakers: tuple[Speaker, ...]
    utterances: tuple[Utterance, ...]
    doubts: tuple[Doubt, ...] = Field((), description="doubts that belong to no utterance, such as gaps between them")
    turns: tuple[SpeakerTurn, ...] = Field((), description="who spoke when, overlapped speech included")
    analysed: tuple[tuple[float, float], ...] = Field(
        (), description="what was searched for speakers; empty: everything"
    )
    procedure: Procedure = Field(Procedure(), description="the course of a council meeting; empty for a consultation")
    shown: Shown | None = Field(
        None, description="how much of the personal data is in it: a view for people; null: everything, the original"
    )
    masked: tuple[MaskedPlace, ...] = Field((), description="what is masked in the utterances, in their order")
    speech_seconds: float = Field(description="detected speech; each second of it is text or a gap doubt")
    provenance: Provenance

    def all_doubts(self) -> tuple[Doubt, ...]:
        """Doubts of the utterances and of the gaps between them, in order of time."""
        every = [*self.doubts, *(d for u in self.utterances for d in u.doubts)]
        return tuple(sorted(every, key=lambda d: (d.start, d.end)))

    def write(self, path: Path) -> None:
        """Write as UTF-8 JSON (the caller renames it into place)."""
        path.write_text(self.model_dump_json(indent=1), encoding="utf-8")

    @classmethod
    def read(cls, path: Path) -> Transcript:
        """Read a transcript.json of this version.

        Raises:
            pydantic.ValidationError: the file is not a transcript.
        """
        return cls.model_validate_json(path.read_text(encoding="utf-8"))


def schema() -> dict[str, Any]:
    """The JSON Schema of transcript.json."""
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **Transcript.model_json_schema()}


def timecode(seconds: float) -> str:
    """`3723.4` → `01:02:03`: how times are printed for people."""
    whole = int(seconds)
    return f"{whole // 3600:02d}:{whole // 60 % 60:02d}:{whole % 60:02d}"


__all__ = [
    "ABOUT_SPEAKERS",
    "TRANSCRIPT_VERSION",
    "AgendaItem",
    "Band",
    "Change",
    "Doubt",
    "DoubtKind",
    "Evidence",
    "EvidenceKind",
    "RecordKind",
    "Mark",
    "Meeting",
    "ModelUsed",
    "PaperUsed",
    "Preflight",
    "Provenance",
    "Recording",
    "Sample",
    "Speaker",
    "SpeakerTurn",
    "Suggestion",
    "Transcript",
    "Utterance",
    "schema",
    "timecode",
]
