"""The whole commands, whatever umask they were started with: every file they make is closed to other accounts."""

from __future__ import annotations

import shutil
import stat
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from support import sounds

from transcriber.profiles.tree import READINGS, SETTINGS
from transcriber.settings import HOME

pytestmark = pytest.mark.acceptance

UMASKS = ["000", "022"]


@pytest.fixture
def office(tmp_path: Path) -> Path:
    """A share as `cp -r` makes it (folders 0755), a recording, and settings with the fake engine."""
    in_use = shutil.ignore_patterns("状況.*")  # a checkout may be in use
    shutil.copytree(HOME / "watch_folders", tmp_path / "share", ignore=in_use)
    for folder in (p for p in (tmp_path / "share").rglob("*") if p.is_dir()):
        folder.chmod(0o755)
    (tmp_path / "transcriber.toml").write_text(
        '[folders]\nwatch = "share"\nwork = "work"\n[watching]\nstable_seconds = 0.2\npoll_seconds = 0.2\n'
        '[engine]\ntier = "fake"\n',
        encoding="utf-8",
    )
    sounds.write(tmp_path / "令和6年9月3日_面談.wav", np.concatenate([sounds.tone(3), sounds.silence(1)]), "pcm_s16le")
    return tmp_path


def run(office: Path, umask: str, *arguments: str) -> None:
    command = [sys.executable, "-m", "transcriber", *arguments, "--config", str(office / "transcriber.toml")]
    done = subprocess.run(
        ["sh", "-c", f'umask {umask}; exec "$@"', "sh", *command],
        capture_output=True, text=True, timeout=300, check=False, cwd=HOME,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr


def made(office: Path, before: frozenset[Path]) -> Iterator[tuple[str, str]]:
    """Everything that was not there before, with its mode."""
    for path in sorted(set(office.rglob("*")) - before):
        yield path.relative_to(office).as_posix(), oct(stat.S_IMODE(path.lstat().st_mode))


@pytest.mark.parametrize("umask", UMASKS)
def test_process_leaves_nothing_that_others_can_read(office: Path, umask: str) -> None:
    before = frozenset(office.rglob("*"))
    recording = str(office / "令和6年9月3日_面談.wav")
    run(office, umask, "process", recording, "--profile", "相談記録", "--out", str(office / "out"))
    found = dict(made(office, before))
    assert set(found.values()) <= {"0o600", "0o700"}, found
    assert any(p.endswith("audio.pcm") for p in found)
    assert any(p.endswith("_下書き.docx") and p.startswith("out/") for p in found)


@pytest.mark.parametrize("umask", UMASKS)
def test_scan_leaves_nothing_that_others_can_read_where_the_share_is_one_persons(office: Path, umask: str) -> None:
    inbox = office / "share" / "相談記録" / "1_録音"
    (office / "令和6年9月3日_面談.wav").rename(inbox / "令和6年9月3日_面談.wav")
    before = frozenset(office.rglob("*"))
    run(office, umask, "scan")
    found = dict(made(office, before))
    original = "share/相談記録/処理済み/令和6年9月3日_面談.wav"
    assert found.pop(original)  # moved, with the rights that staff gave it
    assert set(found.values()) <= {"0o600", "0o700"}, found
    for wanted in ("jobs.sqlite3", "audio.pcm", "_下書き.docx", "状況.html"):
        assert any(p.endswith(wanted) for p in found), wanted


def test_on_a_share_of_a_group_drafts_are_the_groups_and_nobody_elses(office: Path) -> None:
    share = office / "share"
    for folder in (share, *(p for p in share.rglob("*") if p.is_dir())):
        folder.chmod(0o2770)
    inbox = share / "相談記録" / "1_録音"
    (office / "令和6年9月3日_面談.wav").rename(inbox / "令和6年9月3日_面談.wav")
    before = frozenset(office.rglob("*"))
    run(office, "077", "scan")
    found = {p: m for p, m in made(office, before) if not p.startswith("share/相談記録/処理済み/")}
    on_share = {p: m for p, m in found.items() if p.startswith("share/")}
    pages = [p for p in on_share if p.endswith(f"/{READINGS}")]  # hold what the sheets hold, and are open to as many
    sheet = stat.S_IMODE((share / "相談記録" / SETTINGS / "名簿.xlsx").stat().st_mode) & ~0o007
    assert pages and all(int(on_share[p], 8) | sheet == sheet for p in pages), on_share
    assert {m for p, m in on_share.items() if p not in pages} == {"0o660", "0o2770"}, on_share
    assert {m for p, m in found.items() if p not in on_share} == {"0o600", "0o700"}, found


def test_doctor_names_folders_that_every_account_can_open_and_closes_the_work_folder(office: Path) -> None:
    """On an installation that was there before, at a place to which the way is open."""
    with tempfile.TemporaryDirectory(dir="/tmp") as place:
        there = Path(place) / "office"
        Path(place).chmod(0o755)
        shutil.copytree(office, there)
        there.chmod(0o755)
        (there / "work").mkdir()
        (there / "work").chmod(0o755)
        (there / "share" / "相談記録" / "2_下書き").chmod(0o750)
        command = [sys.executable, "-m", "transcriber", "doctor", "--config", str(there / "transcriber.toml")]
        said = subprocess.run(command, capture_output=True, text=True, timeout=300, check=False, cwd=HOME).stdout
        assert "どの利用者でも開けるフォルダがあります：相談記録（0755）、1_録音（0755）、3_確認済み（0755）" in said
        assert "ほかの利用者が開ける状態でした。この利用者だけに直しました" in said
        assert stat.S_IMODE((there / "work").stat().st_mode) == 0o700


def test_doctor_says_where_those_who_bring_recordings_cannot_work_on_drafts(office: Path) -> None:
    (office / "share" / "相談記録" / "1_録音").chmod(0o2770)
    command = [sys.executable, "-m", "transcriber", "doctor", "--config", str(office / "transcriber.toml")]
    said = subprocess.run(command, capture_output=True, text=True, timeout=300, check=False, cwd=HOME).stdout
    assert "録音を入れる職員の使えないフォルダがあります：3_確認済み（書き込めません）" in said
