"""What a stage tells on its way, however often it asks."""

from __future__ import annotations

from pathlib import Path

import pytest

from transcriber.minutes.stage_names import Stage
from transcriber.work import progress
from transcriber.work.contract import Stopped
from transcriber.work.progress import StageProgress
from transcriber.work.workfolder import WorkFolder


def test_what_is_asked_several_times_a_second_is_told_when_it_changes(tmp_path: Path) -> None:
    """Each telling is a write to the store, which goes to the disk at once."""
    told: list[float] = []
    walk = StageProgress(WorkFolder(tmp_path), lambda stage, done, left, **_: told.append(done), lambda: False)
    for done in (0.0, 0.0, 0.0, 0.5, 0.5, 1.0):
        walk.tell_change(Stage.SPEECH, done)
    assert len(told) == 3


def test_without_news_it_is_told_again_after_a_while_so_that_the_time_left_counts_down(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[float] = []
    walk = StageProgress(WorkFolder(tmp_path), lambda stage, done, left, **_: told.append(done), lambda: False)
    walk.tell_change(Stage.SPEECH, 0.5)
    monkeypatch.setattr(progress, "_TELL", -1.0)
    walk.tell_change(Stage.SPEECH, 0.5)
    assert len(told) == 2


def test_a_stop_is_obeyed_at_once(tmp_path: Path) -> None:
    walk = StageProgress(WorkFolder(tmp_path), lambda *_, **__: None, lambda: True)
    with pytest.raises(Stopped):
        walk.tell_change(Stage.SPEECH, 0.5)
