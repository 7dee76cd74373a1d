"""The meeting's clock: a time of day where something says it, and an open one where nothing does or two things contradict."""

from __future__ import annotations

import datetime as dt

import pytest

from transcriber.minutes import meeting_clock, naming
from transcriber.minutes.capture import FileRead
from transcriber.minutes.meeting_clock import ClockSource, ClockStretch
from transcriber.minutes.recorder_names import JST

DAY = "令和8年11月20日_議会運営委員会"
AT_TEN = "令和8年11月20日 10時00分_議会運営委員会"


def at(hour: int, minute: int = 0, second: int = 0, *, day: int = 20) -> dt.datetime:
    return dt.datetime(2026, 11, day, hour, minute, second, tzinfo=JST)


def file(
    name: str = "会議/1.m4a",
    *,
    start: float = 0,
    minutes: float = 60,
    noted: dt.datetime | None = None,
    at_end: bool | None = None,
) -> FileRead:
    return FileRead(name=name, start=start, seconds=minutes * 60, recorded_at=noted, recorded_at_end=at_end)


def clock(name: str, *files: FileRead, usually: dt.time | None = None) -> tuple[ClockStretch, ...]:
    return meeting_clock.estimate(naming.read_recording_name(name), files, [f.start for f in files[1:]], usually)


def first(
    name: str, noted: dt.datetime | None, *, at_end: bool | None = None, usually: dt.time | None = None
) -> ClockStretch:
    return clock(name, file(noted=noted, at_end=at_end), usually=usually)[0]


@pytest.mark.parametrize(
    ("name", "noted", "at_end", "usually", "began", "source"),
    [
        # the name says it; what the file holds agrees, is its end, is that of a conversion, or of another day
        (AT_TEN, None, None, None, at(10), ClockSource.NAME),
        (AT_TEN, at(10, 4), None, None, at(10), ClockSource.NAME),
        (AT_TEN, at(11, 1), None, None, at(10), ClockSource.NAME),
        (AT_TEN, at(15, 30), None, None, at(10), ClockSource.NAME),
        (AT_TEN, at(9, day=25), None, None, at(10), ClockSource.NAME),
        # a recorder that notes its beginning is more exact than a person
        (AT_TEN, at(9, 48), False, None, at(9, 48), ClockSource.FILE),
        (AT_TEN, at(10, 50), True, None, at(9, 50), ClockSource.FILE),
        # the two contradict: left open
        (AT_TEN, at(9, 20), None, None, None, ClockSource.CONTRARY),
        (AT_TEN, at(10, 40), None, None, None, ClockSource.CONTRARY),
        # the name says the day only
        (DAY, None, None, None, None, ClockSource.UNKNOWN),
        (DAY, None, None, dt.time(10), at(10), ClockSource.SETTINGS),
        (DAY, at(9, 58), None, dt.time(10), at(9, 58), ClockSource.FILE),
        (DAY, at(11, 2), None, dt.time(10), at(10, 2), ClockSource.FILE),
        (DAY, at(15, 30), None, dt.time(10), None, ClockSource.CONTRARY),
        (DAY, at(13, 28), False, dt.time(10), at(13, 28), ClockSource.FILE),
        (DAY, at(9, day=25), None, dt.time(10), at(10), ClockSource.SETTINGS),
        # the name says nothing: only a file of which it is known what it notes
        ("新規録音.m4a", at(9, 58), None, dt.time(10), None, ClockSource.UNKNOWN),
        ("新規録音.m4a", at(9, 58), False, None, at(9, 58), ClockSource.FILE),
        ("新規録音.m4a", at(11, 0), True, None, at(10, 0), ClockSource.FILE),
    ],
)
def test_when_the_recording_began(
    name: str,
    noted: dt.datetime | None,
    at_end: bool | None,
    usually: dt.time | None,
    began: dt.datetime | None,
    source: ClockSource,
) -> None:
    found = first(name, noted, at_end=at_end, usually=usually)
    assert (found.began, found.source) == (began, source)


def test_what_contradicts_is_kept_for_the_person_who_decides() -> None:
    assert first(AT_TEN, at(9, 20)).others == (at(10), at(9, 20))


def test_after_a_joint_nothing_is_known_unless_the_part_says_it() -> None:
    both = clock(AT_TEN, file("会議/午前1.mp3"), file("会議/午後2.mp3", start=3600))
    assert [(c.at, c.began) for c in both] == [(0, at(10)), (3600, None)]
    assert meeting_clock.moment(both, 3599) == at(10, 59, 59)
    assert meeting_clock.moment(both, 3600) is None


@pytest.mark.parametrize(
    ("noted", "at_end", "began"),
    [
        ((at(10), at(13, 2)), None, at(13, 2)),
        ((at(11), at(14, 2)), None, at(13, 2)),  # both note their end, as the first shows
        ((at(11), at(14, 2)), True, at(13, 2)),
        ((at(18), at(18, 0, 20)), None, None),  # converted in the evening
        ((None, at(13, 2)), None, None),
    ],
)
def test_the_next_part_has_its_own_time(
    noted: tuple[dt.datetime | None, dt.datetime], at_end: bool | None, began: dt.datetime | None
) -> None:
    parts = (
        file(noted=noted[0], at_end=at_end),
        file("会議/2.m4a", start=3600, noted=noted[1], at_end=at_end),
    )
    assert clock(AT_TEN, *parts)[1].began == began


def test_the_name_of_a_part_says_its_time() -> None:
    parts = (file("会議/GMT20261120-010000_Recording.m4a"), file("会議/GMT20261120-040200_Recording.m4a", start=3600))
    found = clock("会議", *parts)
    assert [(c.began, c.source) for c in found] == [
        (at(10), ClockSource.PART_NAME),
        (at(13, 2), ClockSource.PART_NAME),
    ]


def test_a_part_that_would_begin_before_the_one_before_it_ended_is_left_open() -> None:
    parts = (file(noted=at(10), at_end=False), file("会議/2.m4a", start=3600, noted=at(10, 20), at_end=False))
    assert clock(AT_TEN, *parts)[1].source is ClockSource.CONTRARY


def test_what_a_second_recorder_goes_on_with_has_the_same_clock() -> None:
    spare = file("会議/予備.m4a", start=3600).model_copy(update={"runs_on": True, "skipped": 100.0})
    assert clock(AT_TEN, file(), spare)[1].began == at(11)


def test_recordings_within_one_file_have_no_time_of_their_own() -> None:
    found = meeting_clock.estimate(naming.read_recording_name(AT_TEN), [file()], [1800.0], None)
    assert [(c.at, c.began) for c in found] == [(0, at(10)), (1800, None)]
