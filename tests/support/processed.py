"""The real pipeline run once as its user runs it: what it left, and what it asked of the network."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from transcriber.minutes.transcript import Transcript
from transcriber.settings import HOME
from transcriber.speech.speech_engine import read_plan
from transcriber.speech.voice import Span

RECORDINGS = HOME / "tests" / "recordings"


@dataclass(frozen=True)
class Processed:
    """What `transcriber process` left, what it took for speech, and what it asked of the kernel's network."""

    truth: dict[str, Any]
    transcript: Transcript
    draft: Path
    speech: tuple[Span, ...]
    network_calls: tuple[str, ...]


def process(recording: str, profile: str, folder: Path) -> Processed:
    """Run the command in a process of its own, its system calls watched by strace."""
    truth = RECORDINGS / f"{Path(recording).stem}.json"
    shutil.copytree(HOME / "watch_folders" / profile, folder / profile)
    subprocess.run([sys.executable, HOME / "scripts" / "demo_sheets.py", truth, folder / profile / "設定"], check=True)
    config = folder / "transcriber.toml"
    config.write_text('[folders]\nwork = "work"\n[engine]\ntier = "embedded"\n', encoding="utf-8")
    trace = folder / "network.txt"
    watched = ["strace", "--follow-forks", "--seccomp-bpf", "-qq", "-e", "trace=%network", "-o", str(trace)]
    command = [sys.executable, "-m", "transcriber", "process", str(RECORDINGS / recording), "--profile", profile]
    command = [*watched, *command, "--out", str(folder / "out"), "--config", str(config)]
    command[command.index("--profile") + 1] = str(folder / profile)
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    (draft,) = (folder / "out").glob("*_下書き.docx")
    assert str(draft) in done.stdout
    return Processed(
        truth=json.loads(truth.read_text(encoding="utf-8")),
        transcript=Transcript.read(folder / "out" / "資料" / "transcript.json"),
        draft=draft,
        speech=read_plan(next((folder / "work").glob("process/*/speech-*"))).speech,
        network_calls=tuple(trace.read_text(encoding="utf-8").splitlines()),
    )
