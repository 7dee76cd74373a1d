"""Which tracks of a file are the recording, told from the levels of made-up talk."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pytest

from transcriber.media import tracks
from transcriber.media.tracks import TrackSound
from transcriber.minutes.capture import TrackUse

Levels = npt.NDArray[np.float32]


def talk(seed: int, seconds: int = 120, busy: float = 0.4) -> Levels:
    """Levels of every 50 ms of somebody who speaks in turns of a few seconds."""
    dice = np.random.default_rng(seed)
    turns = np.repeat(dice.random(seconds // 4) < busy, 80)[: seconds * 20]
    syllables = np.where(dice.random(len(turns)) < 0.8, -25.0, -45.0)
    return (np.where(turns, syllables, -60.0) + dice.normal(0, 2, len(turns))).astype(np.float32)


def uses(*levels: Levels, wished: tuple[int, ...] = ()) -> list[TrackUse]:
    found = tracks.choose_tracks([TrackSound(n, one) for n, one in enumerate(levels, start=1)], wished)
    return [found[n + 1] for n in range(len(levels))]


def test_a_copy_is_left_out_and_the_clearer_one_is_used() -> None:
    dull = np.maximum(talk(1) - 15, -58).astype(np.float32)
    assert uses(dull, talk(1)) == [TrackUse.SAME, TrackUse.USED]
    assert uses(talk(1), dull) == [TrackUse.USED, TrackUse.SAME]


def test_a_copy_that_is_later_is_a_copy() -> None:
    assert TrackUse.SAME in uses(talk(1), np.roll(talk(1), 20))


def test_two_people_are_both_used() -> None:
    assert uses(talk(1), talk(2)) == [TrackUse.MIXED, TrackUse.MIXED]


def test_one_who_speaks_after_the_other_is_used_too() -> None:
    silence = np.full(len(talk(1)), -100, np.float32)
    assert uses(talk(1), np.concatenate([silence, talk(2)])) == [TrackUse.MIXED, TrackUse.MIXED]


@pytest.mark.parametrize("level", [-100.0, -80.0])
def test_a_silent_track_hides_nothing(level: float) -> None:
    silent = np.full(2400, level, np.float32)
    assert uses(silent, talk(1)) == [TrackUse.SILENT, TrackUse.USED]


def test_where_all_is_silent_one_is_read() -> None:
    silent = np.full(2400, -100, np.float32)
    assert uses(silent, silent) == [TrackUse.USED, TrackUse.SILENT]


def test_the_office_may_choose() -> None:
    assert uses(talk(1), talk(2), talk(3), wished=(3,)) == [TrackUse.LEFT_OUT, TrackUse.LEFT_OUT, TrackUse.USED]
    assert uses(talk(1), talk(2), talk(3), wished=(1, 3)) == [TrackUse.MIXED, TrackUse.LEFT_OUT, TrackUse.MIXED]
    assert uses(talk(1), talk(2), wished=(7,)) == [TrackUse.MIXED, TrackUse.MIXED]
