"""Threads are measured once per machine and model, and the fewest that are fast enough win."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from transcriber.errors import EngineDied
from transcriber.speech import calibration

CHOICES = (1, 2, 4, 8)
FILES = {"model.bin": "d01c"}


@dataclass
class Machine:
    """A processor as it would answer."""

    seconds: Mapping[int, float]
    asked: list[tuple[int, ...]] = field(default_factory=list)

    def __call__(self, model: Path, compute_type: str, choices: Sequence[int]) -> Mapping[int, float]:
        self.asked.append(tuple(choices))
        return {n: self.seconds[n] for n in choices}


def ask(folder: Path, machine: Machine, files: Mapping[str, str] = FILES, compute_type: str = "int8") -> int:
    return calibration.best_threads(folder, Path("model"), files, compute_type, CHOICES, machine)


def test_the_fastest_wins(tmp_path: Path) -> None:
    assert ask(tmp_path, Machine({1: 4.0, 2: 2.0, 4: 1.0, 8: 4.5})) == 4


def test_among_equals_the_fewest_win(tmp_path: Path) -> None:
    assert ask(tmp_path, Machine({1: 4.0, 2: 1.03, 4: 1.0, 8: 1.0})) == 2


def test_it_is_measured_once(tmp_path: Path) -> None:
    machine = Machine({1: 4.0, 2: 2.0, 4: 1.0, 8: 4.5})
    assert [ask(tmp_path, machine), ask(tmp_path, machine)] == [4, 4]
    assert machine.asked == [CHOICES]


@pytest.mark.parametrize("change", ["model", "type", "processor"])
def test_another_model_or_machine_is_measured_afresh(
    tmp_path: Path, change: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    ask(tmp_path, Machine({1: 4.0, 2: 2.0, 4: 1.0, 8: 4.5}))
    if change == "processor":
        monkeypatch.setattr(calibration, "_processor", lambda: "another one")
    files = {"model.bin": "69f7"} if change == "model" else FILES
    other = Machine({1: 1.0, 2: 2.0, 4: 2.0, 8: 4.5})
    assert ask(tmp_path, other, files, "float32" if change == "type" else "int8") == 1
    assert other.asked == [CHOICES]


@pytest.mark.parametrize("rubbish", ["", "[1, 2]", "{ not json", "\x00\x00"])
def test_a_damaged_file_is_measured_afresh(tmp_path: Path, rubbish: str) -> None:
    (tmp_path / calibration.THREADS_FILE).write_text(rubbish, encoding="utf-8")
    assert ask(tmp_path, Machine({1: 4.0, 2: 2.0, 4: 1.0, 8: 4.5})) == 4


def test_a_single_choice_needs_no_measurement(tmp_path: Path) -> None:
    machine = Machine({})
    assert calibration.best_threads(tmp_path, Path("model"), FILES, "int8", (3,), machine) == 3
    assert machine.asked == []


def test_nothing_is_kept_of_a_measurement_that_failed(tmp_path: Path) -> None:
    def dies(model: Path, compute_type: str, choices: Sequence[int]) -> Mapping[int, float]:
        raise EngineDied("止まりました。", "")

    with pytest.raises(EngineDied):
        calibration.best_threads(tmp_path, Path("model"), FILES, "int8", CHOICES, dies)
    assert list(tmp_path.iterdir()) == []
