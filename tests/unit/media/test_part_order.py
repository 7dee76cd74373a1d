"""The order of a meeting's parts: names and the times inside the files, and what is said where they contradict."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

import pytest

from transcriber.media import inside_dates, part_order
from transcriber.media.inside_dates import InsideDate
from transcriber.minutes.capture import OrderBasis, PartsOrder
from transcriber.minutes.recorder_names import JST


def inside(hour: int, minute: int = 0, second: int = 0, *, minutes: float = 30) -> InsideDate:
    return InsideDate(dt.datetime(2026, 11, 20, hour, minute, second, tzinfo=JST), None, minutes * 60)


def decided(*parts: tuple[str, InsideDate | None]) -> tuple[list[str], PartsOrder]:
    order, why = part_order.decide_order([n for n, _ in parts], [d for _, d in parts])
    return [parts[i][0] for i in order], why


def test_names_without_any_order_follow_the_times_inside() -> None:
    names, why = decided(("質疑.m4a", inside(13)), ("開式.m4a", inside(10)), ("採決.m4a", inside(15)))
    assert names == ["開式.m4a", "質疑.m4a", "採決.m4a"]
    assert why == PartsOrder(bases=(OrderBasis.DATES,))
    assert why.sure


def test_where_nothing_tells_somebody_has_to_look() -> None:
    names, why = decided(("質疑.m4a", None), ("採決.m4a", None))
    assert names == ["採決.m4a", "質疑.m4a"]
    assert why == PartsOrder(bases=(OrderBasis.NAMES,))
    assert not why.sure


def test_names_that_a_person_gave_win_over_the_times_inside_and_it_is_told() -> None:
    names, why = decided(("午後.m4a", inside(10)), ("午前.m4a", inside(13)))
    assert names == ["午前.m4a", "午後.m4a"]
    assert why == PartsOrder(bases=(OrderBasis.WORDS,), contrary=OrderBasis.DATES)
    assert not why.sure


def test_a_number_that_a_phone_gave_again_loses_against_the_times_inside_and_it_is_told() -> None:
    names, why = decided(("新規録音 2.m4a", inside(15)), ("新規録音 3.m4a", inside(13)), ("新規録音.m4a", inside(10)))
    assert names == ["新規録音.m4a", "新規録音 3.m4a", "新規録音 2.m4a"]
    assert why == PartsOrder(bases=(OrderBasis.DATES,), contrary=OrderBasis.SUFFIX)


def test_times_within_a_moment_are_those_of_a_conversion_and_tell_nothing() -> None:
    parts = (("2.m4a", inside(18, 0, 1)), ("1.m4a", inside(18, 0, 3)), ("3.m4a", inside(18, 0, 5)))
    names, why = decided(*parts)
    assert names == ["1.m4a", "2.m4a", "3.m4a"]
    assert why == PartsOrder(bases=(OrderBasis.NUMBERS,))


@pytest.mark.parametrize("dates", [(inside(10), None), (inside(10), inside(10))])
def test_times_that_are_missing_or_the_same_tell_nothing(dates: tuple[InsideDate | None, InsideDate | None]) -> None:
    assert decided(("質疑.m4a", dates[0]), ("採決.m4a", dates[1]))[1].bases == (OrderBasis.NAMES,)


def test_times_at_the_end_of_the_parts_tell_their_order_too() -> None:
    """A part of two hours that ended at 12:00, and one of ten minutes at 12:05: from their ends back they do not overlap."""
    names, why = decided(("質疑.m4a", inside(12, 15, minutes=10)), ("開式.m4a", inside(12, minutes=120)))
    assert names == ["開式.m4a", "質疑.m4a"]
    assert why.bases == (OrderBasis.DATES,)


MORNING = dt.datetime(2026, 11, 20, 10, 0, tzinfo=JST)


@pytest.mark.parametrize(
    ("tags", "found"),
    [
        ({"creation_time": "2026-11-20T01:00:00.000000Z"}, (MORNING, None)),
        ({"creation_time": "2026-11-20T01:00:00.000000Z", "com.android.version": "14"}, (MORNING, True)),
        (
            {"creation_time": "2026-11-27T01:00:00Z", "com.apple.quicktime.creationdate": "2026-11-20T10:00:00+0900"},
            (MORNING, False),
        ),
        (
            {
                "creation_time": "2026-11-20T01:00:00Z",
                "encoder": "com.apple.VoiceMemos (iPhone Version 18.1 (Build 22B83))",
            },
            (MORNING, False),
        ),
        ({"date": "2026-11-20", "creation_time": "10:00:00"}, (MORNING, False)),
        ({"date": "2026-11-20 10:00:00"}, (MORNING, None)),
        ({"date": "2026-11-20T10:00"}, (MORNING, None)),
        ({"wm/encodingtime": "134082612000000000"}, (dt.datetime(2025, 11, 22, 14, 0, tzinfo=JST), None)),
        ({"date": "2026"}, None),
        ({"date": "2026-11-20"}, None),
        ({"creation_time": "1904-01-01T00:00:00Z"}, None),
        ({"creation_time": "1970-01-01T00:00:10Z"}, None),
        ({"creation_time": "2000-02-03T00:00:10Z"}, None),
        ({"date": "2026-01-01", "creation_time": "00:03:00"}, None),
        ({"creation_time": "2026-13-45T01:00:00Z"}, None),
        ({"wm/encodingtime": "9" * 40}, None),
        ({}, None),
    ],
)
def test_what_tags_say_and_whether_it_is_the_end(
    tags: Mapping[str, str], found: tuple[dt.datetime, bool | None] | None
) -> None:
    assert inside_dates.of_tags(tags) == found
