"""The same files through the whole program: dropped into a watched folder, taken up by `scan` with the fake engine, and judged
by what lies in the job's work folder and by what its line in the store says."""

from __future__ import annotations

import hashlib
import sqlite3
import subprocess
import sys
from pathlib import Path

from scripts.bench.media.judging import Judged, Truth, judge
from transcriber.media.pcm import Pcm
from transcriber.work.received import Received
from transcriber.work.workfolder import WorkFolder, work_folder

HOME = Path(__file__).resolve().parents[3]

_SETTINGS = f"""\
[folders]
watch = "watch"
work = "work"
models = "{HOME / "models"}"
templates = "{HOME / "templates"}"
[watching]
poll_seconds = 0.1
stable_seconds = 0
[engine]
tier = "fake"
"""

PROGRAM_ERROR = "プログラム"
"""In the words by which staff are told of an error that is no message."""


class Office:
    """One installation with one profile; `drop` files, `work`, then ask `of` each."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.inbox = root / "watch" / "会議録" / "1_録音"
        for name in ("1_録音", "2_下書き", "3_確認済み", "設定"):
            (root / "watch" / "会議録" / name).mkdir(parents=True)
        (root / "transcriber.toml").write_text(_SETTINGS)
        self._hashes: dict[str, str] = {}

    def drop(self, path: Path) -> None:
        """Put a file into the inbox."""
        self._hashes[path.name] = hashlib.sha256(path.read_bytes()).hexdigest()
        path.rename(self.inbox / path.name)

    def work(self) -> None:
        """One run of `scan`, to its end."""
        command = [sys.executable, "-m", "transcriber", "scan", "--config", str(self.root / "transcriber.toml")]
        subprocess.run(command, cwd=self.root, check=False, capture_output=True, timeout=3600)

    def of(self, name: str, truth: Truth) -> tuple[Judged, str]:
        """What became of the file dropped under `name`: what is missing, and the error if there was one."""
        store = sqlite3.connect(self.root / "work" / "jobs.sqlite3")
        try:
            row = store.execute(
                "SELECT id, status, found FROM jobs WHERE sha256 = ? OR entry = ? ORDER BY id",
                (self._hashes[name], name),
            ).fetchone()
        finally:
            store.close()
        if row is None:
            return Judged(), "program error: no job"
        job, status, found = row
        folder = WorkFolder(work_folder(self.root / "work", job))
        if status != "drafted":
            return Judged(), f"program error: {found}" if PROGRAM_ERROR in found else f"{status}: {found}"
        received = Received.model_validate_json(folder.media.read_text())
        pcm = Pcm(folder.pcm)
        return judge(truth, pcm.read(0, pcm.seconds), received.recording.files[0]), ""
