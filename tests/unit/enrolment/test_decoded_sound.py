"""Recordings from which voices are taken are read like all others: never in the process that asks, and within limits."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from support import sounds
from typer.testing import CliRunner

from transcriber.cli.main import app
from transcriber.enrolment import decoded_sound
from transcriber.errors import NotARecording
from transcriber.media import decoding
from transcriber.system import engines

SECONDS, RATE = 2, 16_000


@pytest.fixture
def recording(tmp_path: Path) -> Path:
    path = tmp_path / "本人.wav"
    sounds.write(path, sounds.tone(SECONDS), "pcm_s16le")
    return path


def test_this_process_does_not_read_it(recording: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(decoding, "decode", lambda *_, **__: pytest.fail("read in the process that asks"))
    decoded_sound.decode_in_child([recording, recording], tmp_path / "audio.pcm", name="本人.wav")
    assert (tmp_path / "audio.pcm").stat().st_size == pytest.approx(2 * SECONDS * RATE * 2, rel=0.02)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no rlimits")
def test_its_process_has_limits(recording: Path, tmp_path: Path) -> None:
    import resource

    with engines.EngineProcess(threads=1) as child:
        child.submit(decoded_sound.decode_as_asked, recording, tmp_path / "audio.pcm", "本人.wav").result()
        assert child.submit(resource.getrlimit, resource.RLIMIT_DATA).result()[0] <= 2 * 1024**3
        assert child.submit(resource.getrlimit, resource.RLIMIT_CORE).result() == (0, 0)
        assert child.submit(resource.getrlimit, resource.RLIMIT_CPU).result()[0] < 1000


def test_the_command_says_that_a_file_is_no_recording(tmp_path: Path) -> None:
    settings = tmp_path / "transcriber.toml"
    settings.write_text(f'[folders]\nwatch = "{tmp_path}"\nwork = "{tmp_path / "work"}"\n', encoding="utf-8")
    wrong = tmp_path / "声.m4a"
    wrong.write_text("これは録音ではありません。" * 50, encoding="utf-8")
    arguments = ["voices", "enrol", "西野香織", "--recording", str(wrong), "--consent", "--config", str(settings)]
    failed = CliRunner().invoke(app, arguments)
    assert isinstance(failed.exception, NotARecording)
    assert "声.m4a" in failed.exception.found
