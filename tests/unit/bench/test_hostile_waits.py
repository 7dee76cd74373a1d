"""What a recording waited for, as the bench of hostile files tells it from the journal."""

from __future__ import annotations

import pytest

from scripts.bench.hostile.waits import BEFORE_ITS_STAGES, wait_of
from transcriber.queue.job import Event


def journal(*lines: tuple[float, str] | tuple[float, str, str]) -> tuple[Event, ...]:
    return tuple(Event(line[0], line[1], line[2] if len(line) > 2 else "") for line in lines)


OWN = journal((10.5, "arriving"), (11, "waiting"), (30, "leased"), (31, "stage", "音声の読み込み"))


def test_what_is_in_work_is_told_by_stage_and_the_rest_is_nobodys():
    first = journal(
        (5, "waiting"), (8, "leased"), (12, "stage", "資料の読み取り"), (20, "stage", "音声の読み込み"), (26, "drafted")
    )
    wait = wait_of(10, OWN, [first], 99)
    assert wait.arriving == pytest.approx(1)
    assert wait.behind == {BEFORE_ITS_STAGES: 1, "資料の読み取り": 8, "音声の読み込み": 6}
    assert wait.free == pytest.approx(4)
    assert wait.whole == pytest.approx(20)


def test_what_was_over_before_or_begins_after_it_is_nothing_it_waited_for():
    before = journal((1, "leased"), (2, "stage", "音声の読み込み"), (9, "attention", "NoAudioTrack"))
    after = journal((31, "leased"))
    assert wait_of(10, OWN, [before, after], 99).behind == {}


def test_one_that_has_not_begun_waits_until_now():
    still = journal((1, "leased"), (2, "stage", "音声の読み込み"))
    wait = wait_of(10, OWN[:2], [still], 50)
    assert (wait.arriving, wait.free, wait.behind) == (1, 0, {"音声の読み込み": 39})
    assert wait_of(10, (), [still], 50).arriving == 40
