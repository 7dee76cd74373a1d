"""`transcriber init`: an office's tree and settings, made anywhere and never over anything."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from transcriber import settings
from transcriber.cli.main import app
from transcriber.errors import SettingsFileError, StorageError
from transcriber.profiles.profile import profile_folders


def init(folder: Path) -> str:
    """What the command says, its lines joined as the terminal would show them on a wide screen."""
    done = CliRunner().invoke(app, ["init", str(folder)], catch_exceptions=False)
    assert done.exit_code == 0
    return done.stdout


def test_the_settings_lead_to_the_tree_beside_them(tmp_path: Path) -> None:
    told = init(tmp_path / "文字起こし")
    config = tmp_path / "文字起こし" / "transcriber.toml"
    assert [f.name for f in profile_folders(settings.load_settings(config).folders.watch)] == ["会議録", "相談記録"]
    assert settings.load_settings(config).folders.watch == config.parent / "watch_folders"
    for part in (str(config), "作りました", f'models fetch standard --config "{config}"', "doctor", "watch --config"):
        assert part in told


def test_every_other_setting_keeps_its_default_and_is_named(tmp_path: Path) -> None:
    init(tmp_path)
    made, plain = settings.load_settings(tmp_path / "transcriber.toml"), settings.Settings()
    assert made.watching == plain.watching
    assert made.engine == plain.engine
    assert made.folders.model_copy(update={"watch": plain.folders.watch}) == plain.folders
    text = (tmp_path / "transcriber.toml").read_text(encoding="utf-8")
    for section in ("folders", "watching", "engine"):
        for name in type(getattr(plain, section)).model_fields:
            assert f"{name} = " in text


def test_the_defaults_in_the_comments_can_be_used_as_they_stand(tmp_path: Path) -> None:
    init(tmp_path)
    config = tmp_path / "transcriber.toml"
    text = config.read_text(encoding="utf-8")
    used = "\n".join(line.removeprefix("# ") if " = " in line else line for line in text.splitlines())
    config.write_text(used, encoding="utf-8")
    assert settings.load_settings(config).engine == settings.Settings().engine


def test_a_second_time_nothing_changes_and_that_is_said(tmp_path: Path) -> None:
    init(tmp_path)
    before = {p: p.read_bytes() for p in tmp_path.rglob("*") if p.is_file()}
    told = init(tmp_path)
    assert {p: p.read_bytes() for p in tmp_path.rglob("*") if p.is_file()} == before
    assert "そのままにしました" in told
    assert "作りました" not in told


def test_the_tree_goes_where_settings_that_are_there_say(tmp_path: Path) -> None:
    office = tmp_path / "office"
    office.mkdir()
    (office / "transcriber.toml").write_text('[folders]\nwatch = "../share/文字起こし"\n', encoding="utf-8")
    init(office)
    assert len(profile_folders(tmp_path / "share" / "文字起こし")) == 2
    assert not (office / "watch_folders").exists()


def test_settings_with_a_mistake_are_named_and_nothing_is_made(tmp_path: Path) -> None:
    (tmp_path / "transcriber.toml").write_text("[folders]\nwatched = 1\n", encoding="utf-8")
    with pytest.raises(SettingsFileError, match="watched"):
        init(tmp_path)
    assert [p.name for p in tmp_path.iterdir()] == ["transcriber.toml"]


def test_a_file_in_the_folders_place_is_named(tmp_path: Path) -> None:
    (tmp_path / "office").write_text("a file", encoding="utf-8")
    with pytest.raises(StorageError, match="office"):
        init(tmp_path / "office")
