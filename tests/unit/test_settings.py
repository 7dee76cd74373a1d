"""transcriber.toml: every mistake is named, and relative paths are the file's."""

from __future__ import annotations

from pathlib import Path

import pytest

from transcriber import settings
from transcriber.errors import SettingsFileError
from transcriber.settings import Device, Tier


def written(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "transcriber.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_defaults_hold_without_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("TRANSCRIBER_CONFIG", raising=False)
    loaded = settings.load_settings()
    assert loaded.engine.tier is Tier.AUTO
    assert loaded.folders.watch == settings.HOME / "watch_folders"


def test_paths_are_relative_to_the_file(tmp_path: Path) -> None:
    loaded = settings.load_settings(written(tmp_path, '[folders]\nwork = "work"\n[engine]\ndevice = "cpu"\n'))
    assert loaded.folders.work == tmp_path / "work"
    assert loaded.engine.device is Device.CPU


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("[engine]\ntier = 'best'", "engine.tier"),
        ("[engine]\nspeed = 3", "engine.speed"),
        ("[watching]\npoll_seconds = 0", "watching.poll_seconds"),
        ("engine = ", "TOML"),
    ],
)
def test_a_mistake_is_named(tmp_path: Path, text: str, named: str) -> None:
    with pytest.raises(SettingsFileError, match=named):
        settings.load_settings(written(tmp_path, text))


def test_every_setting_is_documented() -> None:
    rows = settings.settings_table().splitlines()
    assert len(rows) > 8
    assert not [row for row in rows if "None" in row.split("|")[-2]]


def test_no_other_computers_are_named_by_an_empty_name(tmp_path: Path) -> None:
    assert settings.load_settings(written(tmp_path, "[cluster]\ncoordinator = ''\n")).cluster.coordinator is None
