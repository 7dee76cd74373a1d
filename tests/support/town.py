"""A coordinator and its workers on this computer, as real processes of the program."""

from __future__ import annotations

import datetime as dt
import os
import re
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import ExitStack, closing, suppress
from pathlib import Path

import psutil

from transcriber.cluster import cluster_setup
from transcriber.cluster.cluster_files import Address
from transcriber.minutes.transcript import Transcript
from transcriber.profiles import shipped
from transcriber.system import other_pcs

HOME = Path(__file__).resolve().parents[2]
ODD = HOME / "tests" / "acceptance" / "odd_worker.py"


def free_port() -> int:
    with closing(socket.socket()) as tried:
        tried.bind(("127.0.0.1", 0))
        return int(tried.getsockname()[1])


class Town:
    """A coordinator with a folder tree, and the files of its workers.

    Args:
        names: of the workers.
        tier: "fake", or of real models that are on this machine.
        profile: a profile folder of its own; empty: the shipped one.
    """

    def __init__(
        self,
        root: Path,
        recording: Path,
        wait: float = 90,
        *,
        tier: str = "fake",
        profile: str = "会議録",
        names: tuple[str, ...] = ("pc-1", "pc-2"),
    ) -> None:
        self.root = root
        self.recording = recording
        self.profile = profile
        self.ports = {name: free_port() for name in ("coordinator", *names)}
        shipped.lay_out(root / "office" / "watch_folders")
        at = {name: Address(host="127.0.0.1", port=port) for name, port in self.ports.items()}
        cluster_setup.set_up(root / "cluster", at.pop("coordinator"), at, dt.datetime.now(dt.UTC))
        for name in names:
            path = self.worker_file(name)
            own = 'tier = "fake"\n' if tier == "fake" else ""
            text = f'{own}device = "cpu"\nthreads = 1\n{path.read_text(encoding="utf-8")}'
            path.write_text(text, encoding="utf-8")
        self.config = root / "office" / "transcriber.toml"
        self.config.write_text(
            f'[folders]\nwork = "work"\nwatch = "watch_folders"\n[engine]\ntier = "{tier}"\n'
            f'[cluster]\ncoordinator = "../cluster/coordinator.toml"\nwait_seconds = {wait}\n'
            "[watching]\npoll_seconds = 0.2\nstable_seconds = 0.2\n",
            encoding="utf-8",
        )
        self.started = ExitStack()

    def worker_file(self, name: str) -> Path:
        return self.root / "cluster" / "workers" / f"{name}.toml"

    def transcriber(self, *words: str) -> str:
        command = [sys.executable, "-m", "transcriber", *words]
        done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=HOME, timeout=240)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def worker(self, name: str, *oddly: str, before: tuple[str, ...] = (), **more: str) -> subprocess.Popen[str]:
        """Start a worker; with words of odd_worker.py, a strange one."""
        file = str(self.worker_file(name))
        plain = ["-m", "transcriber", "worker", "--config", file]
        command = [*before, sys.executable, *([str(ODD), file, *oddly] if oddly else plain)]
        log = (self.root / f"{name}.log").open("a", encoding="utf-8")
        process = subprocess.Popen(
            command, stdout=log, stderr=subprocess.STDOUT, text=True, cwd=HOME, env={**self.environment(), **more}
        )
        self.started.callback(log.close)
        self.started.callback(end, process)
        return process

    def environment(self) -> dict[str, str]:
        return {**os.environ, "PYTHONUNBUFFERED": "1"}

    def said(self, name: str) -> str:
        return (self.root / f"{name}.log").read_text(encoding="utf-8")

    def process(self, out: str = "out", before: tuple[str, ...] = ()) -> subprocess.Popen[str]:
        """Start `transcriber process`."""
        command = [
            *before, sys.executable, "-m", "transcriber", "process", str(self.recording), "--profile", self.profile,
            "--out", str(self.root / out), "--config", str(self.config),
        ]  # fmt: skip
        return self._started(command)

    def start(self, command: str, before: tuple[str, ...] = ()) -> subprocess.Popen[str]:
        """Start `transcriber watch` or `scan`."""
        return self._started([*before, sys.executable, "-m", "transcriber", command, "--config", str(self.config)])

    @property
    def tree(self) -> Path:
        """Where staff work."""
        return self.root / "office" / "watch_folders" / self.profile

    def drop(self) -> None:
        """Give the recording to whoever watches."""
        shutil.copy(self.recording, self.tree / "1_録音")

    def drafted(self) -> Transcript:
        """Wait for the draft of what was dropped."""
        until(lambda: list((self.tree / "2_下書き").rglob("transcript.json")), "no draft was made", 240)
        (made,) = (self.tree / "2_下書き").rglob("transcript.json")
        return Transcript.read(made)

    def _started(self, command: list[str]) -> subprocess.Popen[str]:
        started = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, cwd=HOME)
        self.started.callback(end, started)
        return started

    def transcript(self, process: subprocess.Popen[str], out: str = "out") -> Transcript:
        told, _ = process.communicate(timeout=240)
        assert process.returncode == 0, told
        return Transcript.read(self.root / out / "資料" / "transcript.json")

    def pcs(self) -> dict[str, other_pcs.OtherPc]:
        found = other_pcs.read_other_pcs(self.root / "office" / "work")
        return {pc.name: pc for pc in found.listed} if found else {}

    def joined(self, *names: str, seconds: float = 180) -> None:
        """Wait until these are there: beside other tests a program may take a minute to begin."""

        def there() -> bool:
            return all(n in self.pcs() and self.pcs()[n].missing is None for n in names)

        try:
            until(there, f"{names} did not join", seconds)
        except AssertionError as e:
            logs = "".join(f.read_text(encoding="utf-8")[-1500:] for n in names for f in self.root.glob(f"{n}.log"))
            raise AssertionError(f"{e}: {self.pcs()}: {logs}") from e


def until(true: Callable[[], object], what: str, seconds: float = 180) -> None:
    deadline = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < deadline, what
        time.sleep(0.1)


def end(process: subprocess.Popen[str]) -> None:
    """Kill what a test has started, with its children, and wait for it."""
    if process.poll() is None:
        children = psutil.Process(process.pid).children(recursive=True)
        process.kill()
        for child in children:
            with suppress(psutil.NoSuchProcess):
                child.kill()
    process.wait()
    if process.stdout is not None:
        process.stdout.close()


def words(transcript: Transcript) -> list[tuple[float, str, str | None]]:
    return [(u.start, u.text, u.speaker) for u in transcript.utterances]


def shares(transcript: Transcript, what: str = "文字起こし") -> dict[str, int]:
    """Who did how many tasks of a stage, as the draft says it."""
    assert transcript.provenance is not None
    (line,) = [line for line in transcript.provenance.engine_log if line.startswith(what)]
    return {name: int(n) for name, n in re.findall(r"(pc-\d|このパソコン) (\d+)件", line)}
