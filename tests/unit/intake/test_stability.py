"""A file is complete when our own clock says that it has been still for long enough."""

from transcriber.intake.stability import Stability


class Clock:
    def __init__(self) -> None:
        self.seconds = 100.0

    def __call__(self) -> float:
        return self.seconds


def test_one_look_is_never_enough():
    assert not Stability(Clock()).observe("a", 1).lasts(0)


def test_two_looks_apart_by_the_waiting_time_are():
    clock = Clock()
    stability = Stability(clock)
    stability.observe("a", (10, 5))
    clock.seconds += 9.9
    assert not stability.observe("a", (10, 5)).lasts(10)
    clock.seconds += 0.1
    assert stability.observe("a", (10, 5)).lasts(10)


def test_any_change_starts_the_wait_again():
    clock = Clock()
    stability = Stability(clock)
    stability.observe("a", (10, 5))
    clock.seconds += 60
    seen = stability.observe("a", (11, 5))
    assert seen.changed
    assert not seen.lasts(0)
    clock.seconds += 10
    assert stability.observe("a", (11, 5)).lasts(10)


def test_what_is_no_longer_there_is_forgotten():
    clock = Clock()
    stability = Stability(clock)
    stability.observe("a", 1)
    stability.keep([])
    clock.seconds += 60
    assert not stability.observe("a", 1).lasts(10)


def test_files_are_watched_apart():
    clock = Clock()
    stability = Stability(clock)
    stability.observe("a", 1)
    clock.seconds += 10
    stability.observe("b", 1)
    assert stability.observe("a", 1).lasts(10)
    assert not stability.observe("b", 1).lasts(10)
