"""What a person names on the command line is looked at before it is opened: the message says what lies there."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from transcriber import settings
from transcriber.cli import paths
from transcriber.cli.main import app
from transcriber.errors import SettingsFileError, TranscriberError
from transcriber.queue import paper_copies

pytestmark = pytest.mark.timeout(60)

FILES = {
    "process": ["process", "{}", "--profile", "会議録", "--out", "out"],
    "finalise": ["finalise", "{}"],
    "render": ["render", "{}"],
    "style from": ["style", "from", "{}"],
    "style check": ["style", "check", "{}"],
    "voices enrol": ["voices", "enrol", "山田", "--consent", "--recording", "{}"],
    "models import": ["models", "import", "{}"],
}

EITHER = {
    "models fetch": ["models", "fetch", "standard", "--from", "{}"],
    "papers": ["process", "録音.wav", "--profile", "会議録", "--out", "out", "--papers", "{}"],
}

FOLDERS = {
    "process": ["process", "録音.wav", "--profile", "会議録", "--out", "{}"],
    "finalise": ["finalise", "確認済み.docx", "--out", "{}"],
    "render": ["render", "transcript.json", "--out", "{}"],
    "style preview": ["style", "preview", "council", "--out", "{}"],
    "effect": ["effect", "--out", "{}"],
    "relabel": ["relabel", "{}"],
}


@pytest.fixture
def strange(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, Path]:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "transcriber.toml").write_text('[folders]\nwatch = "watch"\nwork = "work"\n')
    for name in ("録音.wav", "確認済み.docx", "transcript.json", "file.docx"):
        (tmp_path / name).write_text("x")
    os.mkfifo(tmp_path / "pipe.docx")
    (tmp_path / "folder.docx").mkdir()
    (tmp_path / "link.docx").symlink_to("nowhere")
    return {kind: tmp_path / f"{kind}.docx" for kind in ("pipe", "folder", "link", "file")}


WORDS = {
    "pipe": "ふつうのファイルではありません",
    "folder": "フォルダです",
    "link": "その先に何もありません",
    "file": "フォルダではなく、ファイルです",
}


def said(words: list[str], path: Path) -> str:
    done = CliRunner().invoke(app, [w.format(path) for w in words])
    assert isinstance(done.exception, TranscriberError), done.output
    assert done.exception.todo.endswith("ください。")
    return done.exception.found


@pytest.mark.parametrize(
    ("command", "kind"),
    [
        *((command, kind) for command in FILES for kind in ("pipe", "folder", "link")),
        *((command, "pipe") for command in EITHER),
    ],
)
def test_a_path_that_should_be_a_file_is_told_as_what_it_is(strange, command, kind):
    found = said((FILES | EITHER)[command], strange[kind])
    assert str(strange[kind]) in found
    assert WORDS[kind] in found


@pytest.mark.parametrize("command", list(FOLDERS))
@pytest.mark.parametrize("kind", ["pipe", "link", "file"])
def test_a_path_that_should_be_a_folder_is_told_as_what_it_is(strange, command, kind):
    found = said(FOLDERS[command], strange[kind])
    assert str(strange[kind]) in found
    assert WORDS[kind] in found


WRITTEN = {
    **{command: words for command, words in FOLDERS.items() if command != "relabel"},
    "style from": ["style", "from", "確認済み.docx", "--out", "{}"],
    "models bundle": ["models", "bundle", "standard", "--out", "{}"],
    "replay": ["replay", "--out", "{}"],
}


@pytest.mark.parametrize("command", list(WRITTEN))
@pytest.mark.parametrize("place", ["file.docx/below", "file.docx/far/below", "/proc/made", "長" * 100])
def test_a_place_that_cannot_be_written_is_told_before_the_work(strange, command, place, tmp_path):
    before = set(tmp_path.rglob("*"))
    found = said(WRITTEN[command], Path(place))
    assert place.split("/")[0] in found
    assert set(tmp_path.rglob("*")) == before


def test_a_place_that_can_be_made_is_no_fault_and_is_not_made_yet(tmp_path):
    place = tmp_path / "年" / "月"
    assert paths.an_output_folder(place) == place
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("text", ["", "# nothing\n"])
def test_settings_that_say_nothing_are_refused(tmp_path, text):
    (tmp_path / "empty.toml").write_text(text)
    with pytest.raises(SettingsFileError, match="何も書かれていません"):
        settings.load_settings(tmp_path / "empty.toml")


def test_a_number_that_no_recording_has_is_told(strange):
    done = CliRunner().invoke(app, ["status", "99"])
    assert (done.exit_code, "番号 99 の録音はありません" in done.output) == (1, True)


def test_to_try_all_again_where_nothing_waits_is_no_fault(strange):
    done = CliRunner().invoke(app, ["retry", "--all"])
    assert (done.exit_code, done.output) == (0, "要対応の録音はありません。\n")


def test_a_link_to_a_file_is_as_good_as_the_file(strange, tmp_path):
    (tmp_path / "way.toml").symlink_to(tmp_path / "transcriber.toml")
    assert settings.load_settings(tmp_path / "way.toml").folders.work == tmp_path / "work"


@pytest.mark.parametrize("kind", ["pipe", "folder", "link"])
def test_settings_that_are_no_file_are_told_as_what_they_are(strange, kind, monkeypatch):
    with pytest.raises(SettingsFileError, match=WORDS[kind]):
        settings.load_settings(strange[kind])
    monkeypatch.setenv("TRANSCRIBER_CONFIG", str(strange[kind]))
    with pytest.raises(SettingsFileError, match=WORDS[kind]):
        settings.load_settings()


def test_no_command_waits_for_a_pipe_as_its_settings(strange):
    done = subprocess.run(
        [sys.executable, "-m", "transcriber.cli.main", "status", "--config", str(strange["pipe"])],
        capture_output=True, text=True, timeout=30, check=False,
    )  # fmt: skip
    assert done.returncode == 1
    assert "ふつうのファイルではありません" in done.stderr


@pytest.fixture
def denied(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever is named closed.* cannot be opened (also not by root, whom a mode of 000 would not stop)."""
    real = os.open

    def opening(path, flags, mode=0o777, **more):
        if Path(os.fsdecode(path)).stem == "closed":
            raise PermissionError(13, "Permission denied", os.fsdecode(path))
        return real(path, flags, mode, **more)

    monkeypatch.setattr(os, "open", opening)


def test_a_recording_that_cannot_be_opened_is_named(strange, denied, tmp_path):
    (tmp_path / "closed.wav").write_text("x")
    (tmp_path / "会議録").mkdir()
    found = said(["process", "closed.wav", "--profile", "会議録", "--out", "out"], tmp_path)
    assert "closed.wav" in found and "開けません" in found


def test_papers_that_cannot_be_opened_are_left_out_and_named(denied, tmp_path):
    good, bad = tmp_path / "次第.txt", tmp_path / "closed.docx"
    for each in (good, bad):
        each.write_text("x")
    readable, (left,) = paper_copies.readable_papers((bad, good))
    assert readable == (good,)
    assert (left.name, "開けません" in left.problem) == ("closed.docx", True)
