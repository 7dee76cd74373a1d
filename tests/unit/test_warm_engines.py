"""Engines stay for the next recording while one waits and there is memory; else they end, and by themselves when idle."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator

import pytest

from transcriber.errors import EngineFailed
from transcriber.system.warm_engines import ROOM_FOR_NEXT, ROOM_FOR_SPEAKERS, WarmEngines

PLENTY = 100 * ROOM_FOR_SPEAKERS


class Memory:
    """Free memory as a test says it."""

    def __init__(self) -> None:
        self.free = PLENTY

    def __call__(self) -> int:
        return self.free


@pytest.fixture
def memory() -> Memory:
    return Memory()


@pytest.fixture
def warm(memory: Memory) -> Iterator[WarmEngines]:
    engines = WarmEngines(1, memory)
    yield engines
    with engines.borrowed(nobody):
        pass


def somebody() -> bool:
    return True


def nobody() -> bool:
    return False


def process(warm: WarmEngines) -> int:
    """The recogniser's process at the next recording."""
    with warm.borrowed(somebody) as pair:
        return pair.speech.submit(os.getpid).result()


def test_the_next_recording_finds_the_same_process(warm: WarmEngines) -> None:
    assert process(warm) == process(warm)


def test_they_end_when_no_recording_waits(warm: WarmEngines) -> None:
    with warm.borrowed(nobody) as pair:
        first = pair.speech.submit(os.getpid).result()
    assert gone(first)


def test_they_end_when_memory_is_short(warm: WarmEngines, memory: Memory) -> None:
    with warm.borrowed(somebody) as pair:
        first = pair.speech.submit(os.getpid).result()
        memory.free = ROOM_FOR_NEXT - 1
    assert gone(first)


def test_the_recogniser_makes_room_for_the_diarizer_only_where_room_is_short(warm: WarmEngines, memory: Memory) -> None:
    with warm.borrowed(somebody) as pair:
        first = pair.speech.submit(os.getpid).result()
        warm.recognised(somebody)
        assert pair.speech.submit(os.getpid).result() == first
        memory.free = ROOM_FOR_SPEAKERS - 1
        warm.recognised(somebody)
        assert gone(first)


def test_a_single_recording_gives_the_recognisers_memory_back(warm: WarmEngines) -> None:
    with warm.borrowed(nobody) as pair:
        first = pair.speech.submit(os.getpid).result()
        warm.recognised(nobody)
        assert gone(first)


def test_after_a_failure_the_next_recording_gets_fresh_ones(warm: WarmEngines) -> None:
    with pytest.raises(EngineFailed), warm.borrowed(somebody) as pair:
        first = pair.speech.submit(os.getpid).result()
        pair.speech.submit(int, "x").result()
    assert process(warm) != first


def test_other_weights_are_loaded_by_fresh_ones(warm: WarmEngines) -> None:
    with warm.borrowed(somebody) as pair:
        warm.serve("weights")
        first = pair.speech.submit(os.getpid).result()
    with warm.borrowed(somebody) as pair:
        warm.serve("weights")
        assert pair.speech.submit(os.getpid).result() == first
        warm.serve("fetched anew")
        assert pair.speech.submit(os.getpid).result() != first


def test_idle_ones_end_by_themselves(memory: Memory) -> None:
    warm = WarmEngines(1, memory, idle=0.2)
    first = process(warm)
    until = time.monotonic() + 20
    while not gone(first) and time.monotonic() < until:
        time.sleep(0.1)
    assert gone(first)


def gone(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return True
    return False
