"""Drafts made again from transcript.json: no engine, nothing of a person's overwritten."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
import transcripts
from support import sounds

from transcriber.cli import render_command
from transcriber.errors import NotATranscript
from transcriber.minutes.transcript import RecordKind
from transcriber.settings import HOME


@pytest.fixture
def office(tmp_path: Path) -> Path:
    """A draft's folder with a transcript and sound, and a configuration beside it."""
    side = tmp_path / "会議" / "資料"
    side.mkdir(parents=True)
    made = transcripts.transcript(RecordKind.COUNCIL)
    made = made.model_copy(update={"meeting": made.meeting.model_copy(update={"profile": "会議録"})})
    made.write(side / "transcript.json")
    sounds.write(side / "音声.webm", sounds.tone(2), "libopus")
    shutil.copytree(HOME / "watch_folders" / "会議録", tmp_path / "watch" / "会議録")
    (tmp_path / "transcriber.toml").write_text('[folders]\nwatch = "watch"\nwork = "work"\n', encoding="utf-8")
    return tmp_path


def files(folder: Path) -> set[str]:
    return {p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file()}


def test_everything_is_made_again_where_it_was(office: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source = office / "会議" / "資料" / "transcript.json"
    name = transcripts.transcript(RecordKind.COUNCIL).recording.file_name
    stem = Path(name).stem
    render_command.render(source, profile="", out=None, config=office / "transcriber.toml")
    made = {f"{stem}_下書き.docx", f"{stem}_聞き直し.html", "資料/発言一覧.csv", "資料/字幕.srt", "資料/字幕.vtt"}
    made |= {"資料/話者の時間帯.png", "資料/音声.webm", "資料/transcript.json"}
    made |= {"話者.xlsx", "資料/話者区間.rttm", "資料/解析範囲.uem"}
    assert files(office / "会議") == made
    assert f"{stem}_下書き.docx" in capsys.readouterr().out
    (office / "会議" / f"{stem}_下書き.docx").write_bytes(b"edited")
    render_command.render(source, profile="会議録", out=None, config=office / "transcriber.toml")
    assert files(office / "会議") == made | {f"{stem}_下書き (2).docx"}
    assert (office / "会議" / f"{stem}_下書き.docx").read_bytes() == b"edited"


def test_without_the_sound_there_is_no_player(office: Path) -> None:
    (office / "会議" / "資料" / "音声.webm").unlink()
    render_command.render(
        office / "会議" / "資料" / "transcript.json", profile="", out=office / "new", config=office / "transcriber.toml"
    )
    assert not [f for f in files(office / "new") if f.endswith((".html", ".webm"))]


@pytest.mark.parametrize("content", [b"{}", b"\xff\xfe", b"", b'{"version": 99}'])
def test_another_file_is_refused_in_words(office: Path, content: bytes) -> None:
    wrong = office / "wrong.json"
    wrong.write_bytes(content)
    with pytest.raises(NotATranscript, match=r"wrong\.json は"):
        render_command.read_transcript(wrong)


def test_a_missing_file_is_refused_in_words(office: Path) -> None:
    with pytest.raises(NotATranscript, match="資料"):
        render_command.read_transcript(office / "none.json")
