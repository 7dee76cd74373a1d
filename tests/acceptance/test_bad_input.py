"""Whatever is dropped into the folder, staff read one clear message, and the next recording goes on.

The real command in a process of its own; recognition is the shipped fake engine, everything else is real.
"""

from __future__ import annotations

import csv
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import docx
import numpy as np
import pytest
from support import sounds

from transcriber.settings import HOME

pytestmark = pytest.mark.acceptance


@pytest.fixture
def share(tmp_path: Path) -> Path:
    """The tree staff see, with its settings file beside it."""
    shutil.copytree(HOME / "watch_folders", tmp_path / "share")
    (tmp_path / "transcriber.toml").write_text(
        '[folders]\nwatch = "share"\nwork = "work"\n[watching]\nstable_seconds = 0.2\npoll_seconds = 0.2\n'
        '[engine]\ntier = "fake"\n',
        encoding="utf-8",
    )
    return tmp_path / "share"


def scan(share: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "transcriber", "scan", "--config", str(share.parent / "transcriber.toml")]
    return subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)


def board(share: Path, profile: str = "会議録") -> dict[str, str]:
    """What 状況.csv says: recording → everything told about it."""
    with (share / profile / "状況.csv").open(encoding="utf-8-sig", newline="") as table:
        rows = list(csv.DictReader(table))
    return {row["録音"]: f"{row['状態']} {row['説明']} {row['すること']}" for row in rows}


def good(path: Path) -> Path:
    talk = np.concatenate([sounds.tone(3), sounds.silence(1), sounds.tone(3)])
    return sounds.write(path, talk, "pcm_s16le")


def empty(path: Path) -> None:
    path.touch()


def text(path: Path) -> None:
    path.write_text("これは会議のメモです。\n" * 30, encoding="utf-8")


def truncated(path: Path) -> None:
    whole = good(path.parent.parent / "whole.wav")
    sounds.first_half(whole, path)
    whole.unlink()


def quiet(path: Path) -> None:
    sounds.write(path, sounds.silence(5), "pcm_s16le")


FILES: list[tuple[str, Callable[[Path], object], str]] = [
    ("からのファイル.mp3", empty, "0バイト"),
    ("メモ.wav", text, "録音として読めません"),
    ("カメラ.mp4", sounds.video_without_sound, "音声が入っていません"),
    ("無音.wav", quiet, "声が見つかりませんでした"),
]


def test_bad_recordings_are_explained_and_the_good_one_is_done(share: Path) -> None:
    inbox = share / "会議録" / "1_録音"
    for name, make, _ in FILES:
        make(inbox / name)
    good(inbox / "令和6年9月3日_定例会.wav")
    truncated(inbox / "令和6年9月4日_途中.wav")
    done = scan(share)
    told = board(share)
    for name, _, message in FILES:
        assert message in told[name], (name, told[name], done.stderr)
    drafts = list((share / "会議録" / "2_下書き").glob("*/*_下書き.docx"))
    assert sorted(d.name for d in drafts) == ["令和6年9月3日_定例会_下書き.docx", "令和6年9月4日_途中_下書き.docx"]
    said = {d.name: [p.text for p in docx.Document(str(d)).paragraphs] for d in drafts}
    assert not any("途中で切れています" in line for line in said["令和6年9月3日_定例会_下書き.docx"])
    assert any("途中で切れています" in line for line in said["令和6年9月4日_途中_下書き.docx"][:5])
    assert (share / "会議録" / "処理済み" / "令和6年9月3日_定例会.wav").exists()
    assert done.returncode == 1  # cron is told that something needs a person
    for name, _, _ in FILES:
        assert (inbox / name).exists(), "a recording that failed stays where it is"


def broken_roster(profile: Path) -> None:
    (profile / "設定" / "名簿.xlsx").write_bytes(b"PK\x03\x04 not a workbook")


def misspelt_template(profile: Path) -> None:
    template = docx.Document()
    template.add_paragraph("{{ 会議めい }}")
    template.save(str(profile / "設定" / "ひな形.docx"))


@pytest.mark.parametrize(
    ("spoil", "message"), [(broken_roster, "名簿.xlsx"), (misspelt_template, "会議めい")], ids=["roster", "template"]
)
def test_a_mistake_in_one_profile_does_not_stop_the_other(
    share: Path, spoil: Callable[[Path], None], message: str
) -> None:
    spoil(share / "会議録")
    good(share / "会議録" / "1_録音" / "定例会.wav")
    good(share / "相談記録" / "1_録音" / "面談.wav")
    done = scan(share)
    page = (share / "会議録" / "状況.html").read_text(encoding="utf-8")
    assert message in board(share).get("定例会.wav", "") + page, done.stderr
    assert len(list((share / "相談記録" / "2_下書き").glob("*/*_下書き.docx"))) == 1

    shutil.copy(HOME / "watch_folders" / "会議録" / "設定" / "名簿.xlsx", share / "会議録" / "設定" / "名簿.xlsx")
    (share / "会議録" / "設定" / "ひな形.docx").unlink(missing_ok=True)
    config = ["--config", str(share.parent / "transcriber.toml")]
    subprocess.run([sys.executable, "-m", "transcriber", "retry", *config], capture_output=True, check=False)
    scan(share)
    assert len(list((share / "会議録" / "2_下書き").glob("*/*_下書き.docx"))) == 1


def test_a_missing_model_is_named_with_the_command_that_gets_it(share: Path) -> None:
    settings = share.parent / "transcriber.toml"
    models = share.parent / "models"
    models.mkdir()
    shutil.copy(HOME / "models" / "models.toml", models)
    changed = settings.read_text(encoding="utf-8").replace("[folders]", '[folders]\nmodels = "models"')
    settings.write_text(changed.replace('"fake"', '"embedded"\ndevice = "cpu"'), encoding="utf-8")
    good(share / "会議録" / "1_録音" / "定例会.wav")
    done = scan(share)
    page = (share / "会議録" / "状況.html").read_text(encoding="utf-8")
    assert "transcriber models fetch" in board(share).get("定例会.wav", "") + page, done.stderr
    assert (share / "会議録" / "1_録音" / "定例会.wav").exists()
