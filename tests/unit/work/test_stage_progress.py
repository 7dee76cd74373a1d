"""What a stage tells on its way, however often it asks."""

from __future__ import annotations

from concurrent.futures import Future
from pathlib import Path
from typing import Any

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


class _OneCall:
    """An engine's process that answers when it is told to."""

    def __init__(self, *, at_once: bool = False) -> None:
        self.answer: Future[str] = Future()
        if at_once:
            self.answer.set_result("読みました")

    def submit(self, *_: Any) -> Future[str]:
        return self.answer


def test_while_a_process_works_this_one_does_what_it_will_need_anyway(tmp_path: Path) -> None:
    """Tens of thousands of terms are indexed while the recogniser is at work, not before it and not after it."""
    walk = StageProgress(WorkFolder(tmp_path), lambda *_, **__: None, lambda: False)
    engine = _OneCall()
    assert walk.call(engine, print, meanwhile=lambda: engine.answer.set_result("読みました")) == "読みました"  # type: ignore[arg-type]


def test_what_is_answered_already_is_not_held_up(tmp_path: Path) -> None:
    walk = StageProgress(WorkFolder(tmp_path), lambda *_, **__: None, lambda: False)
    assert walk.call(_OneCall(at_once=True), print, meanwhile=pytest.fail) == "読みました"  # type: ignore[arg-type]
