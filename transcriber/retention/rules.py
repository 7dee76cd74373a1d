"""The rule of one profile: days for each kind of file, counted from the return, the draft or the meeting's day.

Nothing is deleted unless the office sets it, with one exception that loses nothing: the decoded audio in the work folder
(`Kind.DECODED`), once the checked file is back and while the original lies in 処理済み; it can be made again from that.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from pydantic import BaseModel, ConfigDict, Field


class FileKind(StrEnum):
    """What is kept or deleted together."""

    DECODED = "decoded"  # the decoded copy of the audio in the work folder
    AUDIO = "audio"  # the original, its copies, and the sound the player plays
    WORK = "work"  # what the stages left on the local disk
    DRAFTS = "drafts"  # the draft and everything beside it that holds words: the player too
    FINALS = "finals"  # the checked files that came back

    @property
    def label(self) -> str:
        """In the words staff read."""
        return _LABELS[self]


_LABELS = {
    FileKind.DECODED: "作業用に取り出した音声",
    FileKind.AUDIO: "録音",
    FileKind.WORK: "作業ファイル",
    FileKind.DRAFTS: "下書き",
    FileKind.FINALS: "確認済みのファイル",
}


class CountFrom(StrEnum):
    """From which day on the days are counted."""

    RETURN = "return"  # the checked file came back (last)
    DRAFT = "draft"  # the draft was made
    MEETING = "meeting"  # the meeting's day, or the recording's arrival where it is not known or cannot be believed


class Retention(BaseModel):
    """[retention] in 設定.toml."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    count_from: CountFrom = Field(
        CountFrom.RETURN,
        description="日数を数え始める日。return（確認済みのファイルが戻った日）、draft（下書きができた日）、"
        "meeting（会議の日。分からなければ録音が届いた日）",
    )
    audio_days: int | None = Field(
        None,
        ge=0,
        description="録音（処理済みの原本、写し、再生用の音声）を残す日数。再生用の音声は、下書きが先に消えるときは一緒に消えます。書かなければ消しません",
    )
    work_days: int | None = Field(
        None, ge=0, description="作業ファイル（認識の途中結果など）を残す日数。書かなければ消しません"
    )
    draft_days: int | None = Field(
        None,
        ge=0,
        description="下書きと、付属のもの全部（聞き直しの画面、再生用の音声、表など）を残す日数。書かなければ消しません",
    )
    final_days: int | None = Field(None, ge=0, description="確認済みのファイルを残す日数。書かなければ消しません")
    failed_days: int | None = Field(
        None,
        ge=0,
        description="要対応・取りやめ・取り下げのまま動きのない録音（1_録音 の原本を含む）を残す日数。書かなければ消しません",
    )

    def days(self, kind: FileKind) -> int | None:
        """Days for which files of that kind stay; None: for ever."""
        return {
            FileKind.DECODED: 0,
            FileKind.AUDIO: self.audio_days,
            FileKind.WORK: self.work_days,
            FileKind.DRAFTS: self.draft_days,
            FileKind.FINALS: self.final_days,
        }[kind]


@dataclass(frozen=True)
class Life:
    """What the rule needs to know of one recording. All moments are timezone-aware.

    Attributes:
        arrived: when the recording was seen first.
        drafted: when its draft was made last; None: there is none.
        returned: when a checked file came back last; None: never.
        meeting: the meeting's day, if known.
        failed_since: since when it stands still without a draft; None: it does not.
    """

    arrived: dt.datetime
    drafted: dt.datetime | None = None
    returned: dt.datetime | None = None
    meeting: dt.date | None = None
    failed_since: dt.datetime | None = None


@dataclass(frozen=True)
class Due:
    """From `at` on, files of `kind` are to go, by `rule` (ASCII, for the audit log), which gives them `days`."""

    kind: FileKind
    at: dt.datetime
    rule: str
    days: int = 0

    def of_what_came(self, came: dt.datetime) -> Due:
        """The same for a file that came at a moment: where its time was over by then, its days count from its own coming."""
        return self if came <= self.at else replace(self, at=came + dt.timedelta(days=self.days))


def due(rule: Retention, life: Life) -> Iterator[Due]:
    """For each kind of file that has an end, when it is."""
    if life.failed_since is not None:
        if rule.failed_days is not None:
            at = life.failed_since + dt.timedelta(days=rule.failed_days)
            for kind in (FileKind.AUDIO, FileKind.WORK, FileKind.DRAFTS, FileKind.FINALS):
                yield Due(kind, at, f"failed_days={rule.failed_days}", rule.failed_days)
        return
    if life.returned is not None:
        yield Due(FileKind.DECODED, life.returned, "decoded audio after return")
    start = _start(rule.count_from, life)
    if start is None:
        return
    for kind, name in _NAMES.items():
        days = rule.days(kind)
        if days is not None:
            yield Due(kind, start + dt.timedelta(days=days), f"{name}={days} count_from={rule.count_from.value}", days)


_NAMES = {
    FileKind.AUDIO: "audio_days",
    FileKind.WORK: "work_days",
    FileKind.DRAFTS: "draft_days",
    FileKind.FINALS: "final_days",
}


def _start(count_from: CountFrom, life: Life) -> dt.datetime | None:
    match count_from:
        case CountFrom.RETURN:
            return life.returned
        case CountFrom.DRAFT:
            return life.drafted
        case CountFrom.MEETING:
            if life.drafted is None:
                return None
            if life.meeting is None or not _believed(life.meeting, life.arrived):
                return life.arrived
            return dt.datetime.combine(life.meeting, dt.time(), life.arrived.tzinfo)


_LATE_DAYS = 400
"""Days by which a recording may come after its meeting: a council year and some. A day further back is more likely a recorder whose
clock was never set, or a birth date in the name, than the meeting's."""


def _believed(meeting: dt.date, arrived: dt.datetime) -> bool:
    """Whether days may be counted from that day: files that just arrived must not go because of a date in a name."""
    return dt.timedelta() <= arrived.date() - meeting <= dt.timedelta(days=_LATE_DAYS)
