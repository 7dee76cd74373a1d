"""Workers for two offices on one computer: never both at once, neither for long while the other waits, and no memory kept meanwhile."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from transcriber.cluster import machine_turns
from transcriber.cluster.machine_turns import MachineTurns


class Office:
    """A worker that notes when its engines are in memory."""

    def __init__(self, name: str, file: Path, seen: list[str]) -> None:
        self.name = name
        self.seen = seen
        self.loaded = False
        self.turns = MachineTurns(file, self._end_engines)

    def _end_engines(self) -> None:
        self.loaded = False
        self.seen.append(f"{self.name} ends its engines")

    def task(self) -> None:
        with self.turns.turn():
            self.loaded = True
            self.seen.append(self.name)
            time.sleep(0.02)


@pytest.fixture
def offices(tmp_path: Path) -> Iterator[tuple[Office, Office]]:
    seen: list[str] = []
    made = Office("A", tmp_path / "turn", seen), Office("B", tmp_path / "turn", seen)
    yield made
    for office in made:
        office.turns.close()


def test_two_offices_take_turns_and_never_have_engines_in_memory_together(
    offices: tuple[Office, Office], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(machine_turns, "LONGEST_TURN", 0.0)
    first, second = offices
    both: list[bool] = []

    def many(office: Office, other: Office) -> None:
        for _ in range(8):
            with office.turns.turn():
                office.loaded = True
                both.append(other.loaded)
                office.seen.append(office.name)
                time.sleep(0.1)  # longer than the other takes to come to the door

    threads = [threading.Thread(target=many, args=pair) for pair in ((first, second), (second, first))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert both == [False] * 16
    tasks = [entry for entry in first.seen if len(entry) == 1]
    changes = sum(a != b for a, b in zip(tasks, tasks[1:], strict=False))
    assert changes >= 4, f"they alternate while both have work: {tasks}"


def test_a_turn_lasts_for_several_tasks_so_that_models_are_not_loaded_for_each(
    offices: tuple[Office, Office], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(machine_turns, "_LOOK", 2.0)
    first, second = offices
    first.task()
    waiting = threading.Thread(target=second.task)
    waiting.start()
    while not second.turns.waits:
        time.sleep(0.01)
    first.task()
    first.task()
    assert first.seen == ["A", "A", "A"], "its minute is not over"
    waiting.join()
    assert first.seen == ["A", "A", "A", "A ends its engines", "B"], (
        "it has nothing to do, so it does not keep its minute"
    )


def test_engines_end_after_a_while_without_work_though_nobody_waits(
    offices: tuple[Office, Office], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(machine_turns, "UNUSED", 0.1)
    first, _ = offices
    first.task()
    deadline = time.monotonic() + 10
    while first.loaded and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not first.loaded
    first.task()
    assert first.loaded
