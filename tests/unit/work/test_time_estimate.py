"""The time left is said when there is ground for it, and counts only what this run did itself."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from transcriber.work import time_estimate
from transcriber.work.time_estimate import Pace

SHARES = {"decode": 0.1, "speech": 0.7, "speakers": 0.2}


class Clock:
    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def started(known: dict[str, float] | None = None, recording: float = 1000.0) -> tuple[Pace, Clock]:
    clock = Clock()
    run = Pace(SHARES, known or {}, clock)
    run.recording = recording
    return run, clock


def test_without_ground_there_is_no_figure():
    run, _ = started()
    assert run.tell("decode", 0.0)[1] is None
    assert run.tell("speech", 0.0)[1] is None


def test_the_speed_of_this_run_gives_the_rest_of_the_stage_and_of_the_job():
    run, clock = started()
    run.tell("speech", 0.0)
    clock.now = 70
    done, left = run.tell("speech", 0.5)
    assert done == pytest.approx(0.1 + 0.35)
    assert left == pytest.approx(70 + 140 * 0.2 / 0.7)


def test_what_an_interrupted_run_did_is_not_taken_for_speed():
    run, clock = started()
    run.tell("speech", 0.8)  # found done
    clock.now = 10
    assert run.tell("speech", 0.81)[1] is None  # a hundredth shows nothing yet
    clock.now = 100
    assert run.tell("speech", 0.9)[1] == pytest.approx(100 + 1000 * 0.2 / 0.7)


def test_this_machine_s_earlier_recordings_give_a_figure_at_once():
    run, clock = started({"decode": 0.01, "speech": 0.2, "speakers": 0.1})
    assert run.tell("speech", 0.0)[1] == pytest.approx(300)
    clock.now = 50
    assert run.tell("speech", 0.0)[1] == pytest.approx(250)


def test_a_stage_that_tells_nothing_counts_down_and_then_says_that_nobody_knows():
    run, clock = started({"decode": 0.01, "speech": 0.2, "speakers": 0.1})
    run.tell("speakers", 0.0)
    clock.now = 90
    assert run.tell("speakers", 0.0)[1] == pytest.approx(10)
    clock.now = 101
    assert run.tell("speakers", 0.0)[1] is None


def test_a_stage_that_only_some_jobs_have_hides_nothing():
    clock = Clock()
    run = Pace({"papers": 0.0, **SHARES}, {"decode": 0.01, "speech": 0.2, "speakers": 0.1}, clock)
    run.recording = 1000
    assert run.tell("papers", 0.0)[0] == 0
    assert run.tell("speech", 0.0) == pytest.approx((0.01 / 0.31, 300))


@given(st.lists(st.tuples(st.sampled_from(sorted(SHARES)), st.floats(0, 1), st.floats(0, 1e5))))
def test_it_is_never_negative_and_never_more_than_all(told: list[tuple[str, float, float]]):
    run, clock = started({"speech": 0.2})
    for stage, done, seconds in told:
        clock.now += seconds
        whole, left = run.tell(stage, done)
        assert 0 <= whole <= 1
        assert left is None or left >= 0


def test_what_was_learnt_is_kept_for_each_tier_and_device_apart(tmp_path):
    time_estimate.remember_pace(tmp_path, "base, CPU", {"speech": 200}, 1000)
    time_estimate.remember_pace(tmp_path, "base, CPU", {"speech": 400, "speakers": 100}, 1000)
    time_estimate.remember_pace(tmp_path, "large, GPU", {"speech": 50}, 1000)
    assert time_estimate.read_pace(tmp_path, "base, CPU") == pytest.approx({"speech": 0.3, "speakers": 0.1})
    assert time_estimate.read_pace(tmp_path, "large, GPU") == pytest.approx({"speech": 0.05})


def test_a_moment_of_sound_teaches_nothing(tmp_path):
    time_estimate.remember_pace(tmp_path, "base", {"speech": 9}, 3)
    assert time_estimate.read_pace(tmp_path, "base") == {}


@pytest.mark.parametrize("content", ["", "[1]", '{"base": 3}', '{"base": {"speech": "x"}}'])
def test_a_memory_that_cannot_be_read_is_no_fault(tmp_path, content):
    (tmp_path / time_estimate.PACE_FILE).write_text(content)
    assert time_estimate.read_pace(tmp_path, "base") == {}
    time_estimate.remember_pace(tmp_path, "base", {"speech": 100}, 1000)
    assert json.loads((tmp_path / time_estimate.PACE_FILE).read_text()) == {"base": {"speech": 0.1}}


def test_while_it_is_others_turn_no_time_is_promised_and_what_passes_says_nothing_of_speed():
    run, clock = started()
    run.tell("speech", 0.0)
    for _ in range(10):
        clock.now += 60
        run.rest("speech", 60)
    assert run.tell("speech", 0.0)[1] is None and run.rests
    assert run.rest("speech", 0) and not run.rests, "it is its turn again"
    clock.now += 70
    assert run.tell("speech", 0.5)[1] == pytest.approx(70 + 140 * 0.2 / 0.7)
