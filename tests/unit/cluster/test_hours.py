"""A laptop that goes home at five helps until then, and again from the next day on."""

from __future__ import annotations

import datetime as dt

import pytest

from transcriber.cluster.worker_process import hours

JAPAN = dt.timezone(dt.timedelta(hours=9))


@pytest.mark.parametrize(
    ("leaves", "clock", "there", "minutes"),
    [
        ("", "17:30", True, None),
        ("17:00", "08:00", True, 9 * 60),
        ("17:00", "16:59", True, 1),
        ("17:00", "17:00", False, 7 * 60),
        ("17:00", "23:59", False, 1),
        ("00:00", "12:00", False, 12 * 60),
    ],
)
def test_when_a_worker_helps(leaves: str, clock: str, there: bool, minutes: float | None) -> None:
    now = dt.datetime.combine(dt.date(2026, 4, 1), dt.time.fromisoformat(clock), JAPAN)
    assert hours(leaves, now) == (there, None if minutes is None else minutes * 60)
