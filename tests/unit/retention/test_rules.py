"""Days are counted from the meeting's day only where that day can be believed."""

from __future__ import annotations

import datetime as dt

import pytest

from transcriber.retention import rules
from transcriber.retention.rules import CountFrom, FileKind, Life, Retention

ARRIVED = dt.datetime(2026, 11, 28, 9, 0, tzinfo=dt.timezone(dt.timedelta(hours=9)))
RULE = Retention(count_from=CountFrom.MEETING, audio_days=30)


def audio_goes(meeting: dt.date | None) -> dt.datetime:
    life = Life(arrived=ARRIVED, drafted=ARRIVED, meeting=meeting)
    (due,) = (d for d in rules.due(RULE, life) if d.kind is FileKind.AUDIO)
    return due.at


def test_a_meeting_a_few_days_ago_counts() -> None:
    assert audio_goes(dt.date(2026, 11, 20)).date() == dt.date(2026, 12, 20)


@pytest.mark.parametrize(
    "meeting",
    [
        dt.date(2000, 1, 1),  # a recorder whose clock was never set
        dt.date(2010, 4, 1),  # a birth date in the name
        dt.date(2078, 9, 3),  # a slip of the keyboard
        None,
    ],
)
def test_a_day_that_cannot_be_believed_deletes_nothing_that_has_just_arrived(meeting: dt.date | None) -> None:
    assert audio_goes(meeting) == ARRIVED + dt.timedelta(days=30)
