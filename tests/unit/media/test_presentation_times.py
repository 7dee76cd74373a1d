"""Where blocks of sound go by their presentation times: nothing is thrown away, and everything odd is told."""

from __future__ import annotations

import pytest

from transcriber.media.presentation_timeline import Timeline
from transcriber.minutes.capture import ClockEventKind


def play(line: Timeline, *times: float | None, length: float = 1.0) -> list[float]:
    """Blocks of `length` seconds at these times → where each begins."""
    places = []
    for time in times:
        line.position += line.before(time)
        places.append(round(line.position, 3))
        line.position += length
    return places


def told(line: Timeline) -> list[tuple[ClockEventKind, float, float]]:
    return [(e.kind, e.at, e.seconds) for e in line.events]


def test_blocks_without_times_follow_each_other() -> None:
    line = Timeline()
    assert play(line, None, None, None) == [0, 1, 2]
    assert not line.events


def test_a_hole_becomes_silence() -> None:
    line = Timeline()
    assert play(line, 0, 1, 14, 15) == [0, 1, 14, 15]
    assert told(line) == [(ClockEventKind.HOLE, 2, 12)]
    assert line.silence == 12


def test_a_late_beginning_starts_late() -> None:
    line = Timeline(origin=100)
    assert play(line, 112, 113) == [12, 13]
    assert told(line) == [(ClockEventKind.LATE, 0, 12)]


def test_small_holes_do_not_add_up() -> None:
    line = Timeline()
    places = play(line, *(n * 1.03 for n in range(100)))
    assert max(abs(place - n * 1.03) for n, place in enumerate(places)) <= 0.1


def test_times_that_are_rounded_are_no_holes() -> None:
    line = Timeline()
    assert play(line, 0, 1.04, 1.97, 3.06, 3.95) == [0, 1, 2, 3, 4]
    assert not line.events


def test_a_gap_where_the_container_marks_another_clock_is_none_of_time_and_a_later_one_is() -> None:
    line = Timeline(stream=True)
    assert play(line, 0, 1) == [0, 1]
    line.clock_is_anew()
    assert play(line, 2, 33, 34, 40) == [2, 3, 4, 10], "a decoder may still hold a block of before"
    assert told(line) == [(ClockEventKind.JUMP, 3, 30), (ClockEventKind.HOLE, 5, 5)]


def test_a_mark_without_a_gap_is_forgotten() -> None:
    line = Timeline(stream=True)
    play(line, 0)
    line.clock_is_anew()
    assert play(line, 1, 2, 3, 4, 10) == [1, 2, 3, 4, 10]
    assert told(line) == [(ClockEventKind.HOLE, 5, 5)]


def test_a_clock_that_goes_back_is_followed_and_later_holes_count_from_there() -> None:
    line = Timeline(origin=1.4)
    assert play(line, 1.4, 2.4, 3.4, 1.4, 2.4, 8.4) == [0, 1, 2, 3, 4, 10]
    assert told(line) == [(ClockEventKind.JUMP, 3, -3), (ClockEventKind.HOLE, 5, 5)]


@pytest.mark.parametrize(("stream", "kind"), [(True, ClockEventKind.JUMP), (False, ClockEventKind.HOLE)])
def test_half_an_hour_is_a_jump_in_a_broadcast_stream_and_a_hole_in_a_file(stream: bool, kind: ClockEventKind) -> None:
    line = Timeline(stream=stream)
    play(line, 0, 1801)
    assert [e.kind for e in line.events] == [kind]


def test_an_overlap_keeps_both_and_later_holes_make_up_for_it() -> None:
    line = Timeline()
    assert play(line, 0, 0.5, 1.5, 4) == [0, 1, 2, 4]
    assert told(line) == [(ClockEventKind.OVERLAP, 1, 0.5), (ClockEventKind.HOLE, 3, 1)]


def test_a_damaged_time_stamp_does_not_fill_the_disk() -> None:
    line = Timeline()
    play(line, 0, 1e9, 1e9 + 1)
    assert line.silence == 0
    play(line, *(1e9 + 2 + n * 20_000 for n in range(10)))
    assert line.silence <= 12 * 3600


def test_many_events_are_counted_and_a_few_listed() -> None:
    line = Timeline()
    play(line, *(2.0 * n for n in range(1000)))
    assert len(line.events) + line.more == 999
    assert len(line.events) < 100
