"""Times of day in the course of a meeting: those that nothing contradicts are printed, the others are left open and asked for."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import pytest
from test_procedure import CHAIR, KATO, READER, ROSTER, said

from transcriber.minutes import meeting_clock
from transcriber.minutes.meeting_clock import ClockSource, ClockStretch
from transcriber.minutes.procedure import Procedure, StepKind
from transcriber.minutes.recorder_names import JST
from transcriber.minutes.transcript import Meeting, RecordKind
from transcriber.procedure import follow_meeting, said_times

OPENING = (CHAIR, "ただいまから、定例会を開会いたします。直ちに本日の会議を開きます。日程第一、一般質問を行います。")
RECESS = (CHAIR, "ここで暫時休憩といたします。再開は午後1時といたします。")
RESUMED = (CHAIR, "休憩前に引き続き、会議を開きます。日程第二、会期の決定を議題といたします。")
CLOSING = (CHAIR, "以上で、本日の日程は全部終了いたしました。本日はこれにて散会いたします。")


def at(hour: int, minute: int = 0, second: int = 0) -> dt.datetime:
    return dt.datetime(2026, 11, 20, hour, minute, second, tzinfo=JST)


def stretch(time: float, began: dt.datetime | None, source: ClockSource = ClockSource.NAME) -> ClockStretch:
    return ClockStretch(at=time, began=began, source=source)


def course(*lines: tuple[str, str], clock: Sequence[ClockStretch]) -> tuple[Procedure, list[str]]:
    """Ten seconds a line; the first begins at 10."""
    meeting = Meeting(
        kind=RecordKind.COUNCIL,
        title="",
        date=dt.date(2026, 11, 20),
        profile="会議録",
        started_at=clock[0].began,
        clock=tuple(clock),
    )
    procedure, doubts = follow_meeting(said(*lines), meeting, ROSTER, READER)
    return procedure, [d.reason for group in doubts.values() for d in group]


def hours(procedure: Procedure) -> dict[StepKind, str]:
    kinds = (StepKind.OPENING, StepKind.RECESS, StepKind.RESUMPTION, StepKind.ADJOURNMENT)
    return {s.kind: s.clock.strftime("%H:%M") if s.clock else "" for s in procedure.steps if s.kind in kinds}


def test_a_meeting_that_would_resume_before_it_was_to_has_no_time_from_the_recess_on() -> None:
    """The recorder stood still in the recess: 「再開は午後1時」, and by the recording two minutes past ten."""
    procedure, doubts = course(OPENING, RECESS, RESUMED, CLOSING, clock=[stretch(0, at(10))])
    assert hours(procedure) == {
        StepKind.OPENING: "10:00",
        StepKind.RECESS: "10:00",
        StepKind.RESUMPTION: "",
        StepKind.ADJOURNMENT: "",
    }
    (reason,) = doubts
    assert reason.startswith(
        "休憩のときは午後1時に再開すると言っていますが、録音の時刻では午前10時に再開したことになります。"
    )
    (recess,) = procedure.recesses
    assert recess.ends is not None
    assert recess.ends.clock is None
    assert [c.source for c in procedure.clock] == [ClockSource.NAME, ClockSource.CONTRARY]


def test_where_only_the_usual_hour_was_known_all_of_it_is_open() -> None:
    procedure, doubts = course(OPENING, RECESS, RESUMED, CLOSING, clock=[stretch(0, at(10), ClockSource.SETTINGS)])
    assert set(hours(procedure).values()) == {""}
    assert len(doubts) == 1


def test_a_part_with_its_own_time_resumes_at_that() -> None:
    procedure, doubts = course(
        OPENING, RECESS, RESUMED, CLOSING, clock=[stretch(0, at(11, 55)), stretch(29, at(13, 2), ClockSource.FILE)]
    )
    assert hours(procedure) == {
        StepKind.OPENING: "11:55",
        StepKind.RECESS: "11:55",
        StepKind.RESUMPTION: "13:02",
        StepKind.ADJOURNMENT: "13:02",
    }
    assert doubts == []


def test_a_part_without_a_time_is_asked_for_with_what_was_planned() -> None:
    procedure, doubts = course(
        OPENING, RECESS, RESUMED, CLOSING, clock=[stretch(0, at(10)), stretch(29, None, ClockSource.UNKNOWN)]
    )
    assert hours(procedure)[StepKind.RESUMPTION] == hours(procedure)[StepKind.ADJOURNMENT] == ""
    assert doubts == [
        "再開の時刻が分かりません（休憩のときの予定は午後1時）。休憩の間に録音が切り替わっています。再開の時刻を確かめてください。"
    ]


def test_a_chair_who_says_what_time_it_is_is_believed_where_nothing_else_is_known() -> None:
    resumed = (CHAIR, "休憩前に引き続き、午後1時3分、会議を再開いたします。")
    procedure, doubts = course(
        OPENING, RECESS, resumed, CLOSING, clock=[stretch(0, at(10)), stretch(29, None, ClockSource.UNKNOWN)]
    )
    assert hours(procedure)[StepKind.RESUMPTION] == "13:03"
    assert meeting_clock.moment(procedure.clock, 29) == at(13, 2, 59)
    assert doubts == []


def test_a_chair_who_says_another_time_than_the_clock_leaves_it_open() -> None:
    opening = (
        CHAIR,
        "ただいまの時刻は午後1時30分であります。ただいまの時刻は午後1時30分でありますので、定例会を開会いたします。",
    )
    procedure, doubts = course(opening, (KATO, "はい。"), CLOSING, clock=[stretch(0, at(10))])
    assert set(hours(procedure).values()) == {""}
    assert "午後1時30分と言っていますが、録音の時刻では午前10時になります" in doubts[0]


def test_a_recess_that_lasts_longer_than_planned_is_no_contradiction() -> None:
    procedure, doubts = course(
        OPENING, RECESS, RESUMED, CLOSING, clock=[stretch(0, at(11)), stretch(29, at(14, 40), ClockSource.FILE)]
    )
    assert hours(procedure)[StepKind.RESUMPTION] == "14:40"
    assert doubts == []


@pytest.mark.parametrize(
    ("text", "planned"),
    [
        ("再開は午後1時といたします。", "13:00"),
        ("午後1時30分まで休憩いたします。", "13:30"),
        ("ただいま11時50分です。午後1時まで休憩いたします。", "13:00"),
        ("ただいまの時刻は午前11時50分、再開は午後1時10分とします。", "13:10"),
        ("1時20分まで休憩します。", "13:20"),
        ("10時45分から再開します。", "10:45"),
        ("暫時休憩いたします。", ""),
        ("ただいまの時刻は午前11時50分、暫時休憩いたします。", ""),
    ],
)
def test_when_a_recess_is_to_end(text: str, planned: str) -> None:
    assert said_times.resumption(text) == planned


@pytest.mark.parametrize(
    ("kind", "quote", "now"),
    [
        (StepKind.RESUMPTION, "休憩前に引き続き、午後1時3分、会議を再開いたします。", dt.time(13, 3)),
        (StepKind.OPENING, "午前10時、定例会を開会いたします。", dt.time(10)),
        (StepKind.ADJOURNMENT, "ただいまの時刻は午後3時42分、本日はこれにて散会いたします。", dt.time(15, 42)),
        (StepKind.ADJOURNMENT, "明日は午前10時から会議を開くこととし、本日はこれにて散会いたします。", None),
        (StepKind.RESUMPTION, "明日午前10時に会議を再開いたします。", None),
        (StepKind.RECESS, "午後1時まで休憩いたします。", None),
        (StepKind.SITTING, "会議時間は午後5時までとし、本日の会議を開きます。", None),
        (StepKind.OPENING, "定例会を開会いたします。", None),
    ],
)
def test_what_time_it_is_by_the_chairs_word(kind: StepKind, quote: str, now: dt.time | None) -> None:
    procedure, _ = course(OPENING, clock=[stretch(0, None, ClockSource.UNKNOWN)])
    step = procedure.steps[0].model_copy(update={"kind": kind, "quote": quote})
    assert said_times.now(step) == now
