"""How the times of day in a draft are known, in words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from transcriber.drafts.word import wording
from transcriber.minutes import meeting_clock
from transcriber.minutes.meeting_clock import ClockSource, ClockStretch
from transcriber.minutes.transcript import Transcript, timecode

_SOURCES = {
    ClockSource.NAME: "録音の名前にある時刻",
    ClockSource.PART_NAME: "このファイルの名前にある時刻",
    ClockSource.FILE: "ファイルの中にある録音日時",
    ClockSource.SETTINGS: "設定.toml の開始時刻（いつもの時刻なので、当日の時刻を確かめてください）",
    ClockSource.CHAIR: "議長（委員長）が言った時刻",
    ClockSource.RUNS_ON: "前のファイルから続いている時刻",
}


def clock_tags(transcript: Transcript) -> tuple[ClockStretch, ...]:
    """The clock as it is printed: beside what the chair says, where a course was followed."""
    meeting = transcript.meeting
    return (
        transcript.procedure.clock
        or meeting.clock
        or meeting_clock.assumed(meeting.started_at, transcript.recording.joints)
    )


def clock_rows(transcript: Transcript) -> Iterator[tuple[str, str]]:
    """A row of the block 録音: each stretch with its time and the reason; nothing where no time is known at all."""
    clock = clock_tags(transcript)
    if any(c.began or c.others for c in clock):
        yield "時刻の根拠", "\n".join(_lines(clock))


def _lines(clock: Sequence[ClockStretch]) -> Iterator[str]:
    for c in clock:
        head = f"{timecode(c.at)}から　" if len(clock) > 1 else ""
        if c.began is not None:
            yield f"{head}{wording.clock(c.began)}（{_SOURCES[c.source]}）"
        elif c.source is ClockSource.CONTRARY:
            times = "と".join(map(wording.clock, c.others))
            yield f"{head}空けました（{times}があり、合いません。確かめて書き入れてください）"
        elif c.at > 0:
            yield f"{head}分かりません（録音が切り替わっていて、間の長さが分かりません）"
        else:
            yield f"{head}分かりません"
