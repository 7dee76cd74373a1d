"""Sheets are read before anybody who must not wait needs them."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from transcriber.drafts.word import house_style
from transcriber.errors import TranscriberError
from transcriber.learning import sheet
from transcriber.profiles.tree import ProfileTree
from transcriber.service import side_threads
from transcriber.service.side_threads import SheetsAhead


class Reading:
    """A reader of one profile's sheets, and how often it has read them."""

    def __init__(self, watch: Path) -> None:
        self.watch = watch
        self.tree = ProfileTree(watch / "会議録")
        self.tree.settings.mkdir(parents=True)
        self.read = threading.Semaphore(0)

    def ahead(self, *, once: bool) -> SheetsAhead:
        return SheetsAhead(self.watch, self.read.release, 60.0, once=once, threads=1, told=lambda tree: None)

    def has_read(self) -> bool:
        """Wait until it has."""
        return self.read.acquire(timeout=30)


@pytest.fixture
def reading(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Reading:
    for name in ("_profile_and_template", "_style", "_learned"):
        monkeypatch.setattr(side_threads, name, lambda tree: None)
    return Reading(tmp_path)


def test_what_is_done_between_recordings_waits_until_a_sheet_is_read_that_was_just_saved(reading: Reading) -> None:
    """All recordings wait for that, so it must not read a sheet that takes long."""
    ahead = reading.ahead(once=False)
    assert not ahead.ready("会議録")
    assert reading.has_read()
    assert ahead.ready("会議録")
    assert ahead.ready("会議録")
    reading.tree.options.write_text('kind = "council"')
    assert not ahead.ready("会議録")
    assert reading.has_read()
    assert ahead.ready("会議録")
    ahead.close()


def test_a_recording_asks_anew(reading: Reading) -> None:
    ahead = reading.ahead(once=True)
    assert not ahead.ready("会議録")
    assert reading.has_read()
    assert ahead.ready("会議録")
    assert not ahead.ready("会議録")
    ahead.close()


def _refuse(*_: object) -> None:
    raise TranscriberError("読めません。", "直してください。")


@pytest.mark.parametrize("refusing", ["Profile.read", "", "house_style"])
def test_all_that_anybody_will_ask_for_is_read_also_beside_a_bad_sheet(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, refusing: str
) -> None:
    tree = ProfileTree(tmp_path / "会議録")
    tree.settings.mkdir(parents=True)
    tree.style.write_text("")
    asked: list[str] = []

    def noting(name: str) -> Callable[..., None]:
        def read(*_: object) -> None:
            asked.append(name)
            if name == refusing:
                _refuse()

        return read

    monkeypatch.setattr(side_threads, "_profile_and_template", noting("Profile.read"))
    monkeypatch.setattr(house_style, "read_own", noting("house_style"))
    monkeypatch.setattr(sheet, "read_candidates", noting("candidates"))
    monkeypatch.setattr(sheet, "keys", noting("keys"))
    done = threading.Event()
    ahead = SheetsAhead(tmp_path, done.set, 60.0, once=True, threads=1, told=lambda tree: None)
    ahead.ready("会議録")
    assert done.wait(30)
    ahead.close()
    assert asked == ["Profile.read", "house_style", "candidates", "keys"]
