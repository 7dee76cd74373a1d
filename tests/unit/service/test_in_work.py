"""How many recordings are in work."""

import pytest

from transcriber.service.in_work import FREE, ON_DISK, ThisComputer, most_at_once

GIB = 1024**3


@pytest.mark.parametrize(
    ("helping", "memory", "most"),
    [(0, 64, 1), (1, 16, 2), (2, 16, 3), (64, 16, 16), (64, 128, 65), (3, 8, 4), (9, 8, 5), (2, 4, 1), (5, 2, 1)],
)
def test_one_more_than_computers_help_as_far_as_memory_goes(helping: int, memory: int, most: int) -> None:
    assert most_at_once(helping, memory * GIB) == most


def test_nothing_more_is_begun_on_a_disk_or_in_a_memory_that_is_nearly_full(
    tmp_path, monkeypatch: pytest.MonkeyPatch
) -> None:
    computer = ThisComputer(tmp_path, lambda: 5)
    free = {"memory": FREE, "disk": ON_DISK + 100}
    monkeypatch.setattr("psutil.virtual_memory", lambda: type("", (), {"available": free["memory"]}))
    monkeypatch.setattr("shutil.disk_usage", lambda _: type("", (), {"free": free["disk"]}))
    assert computer.largest_beside() == 100
    free["memory"] -= 1
    assert computer.largest_beside() < 0
