"""Random faults while one recording is worked on by two workers, with the fake engine; each in a network namespace of its own.

    sudo .venv/bin/python -m scripts.bench.cluster.faults [--faults 50] [--seed 1] [--minutes 5] [--pause 0.7]

A fault is drawn every few seconds: a worker is killed (and started again), stands still for a while, loses its network for a while (longer than the
scheduler waits, or shorter), or is asked to go and comes back; the scheduler is killed; the coordinator is killed, and started again. When the
recording is done its text has to be that of one computer, each window kept once, and no process left. Printed: a line a recording.
"""

from __future__ import annotations

import argparse
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from contextlib import suppress
from pathlib import Path

import psutil

from scripts.bench.cluster.__main__ import ADDRESSES, HOME, PORT, SPACES, inside, machines, strung
from transcriber.minutes.transcript import Transcript

ODD = HOME / "tests" / "acceptance" / "odd_worker.py"
WORKERS = ("pc-1", "pc-2")
LONGEST = 900.0
"""Seconds after which a recording counts as hanging."""


class Rehearsal:
    """One recording, its coordinator and workers, and what is done to them."""

    def __init__(self, root: Path, recording: Path, pause: float, random_: random.Random) -> None:
        self.root = root
        self.recording = recording
        self.pause = pause
        self.random = random_
        self.workers: dict[str, subprocess.Popen[bytes]] = {}
        self.coordinator: subprocess.Popen[bytes] | None = None
        self.every: set[psutil.Process] = set()
        self.done: Counter[str] = Counter()
        quiet = {"check": True, "cwd": HOME, "stdout": subprocess.DEVNULL}
        transcriber = [sys.executable, "-m", "transcriber"]
        subprocess.run([*transcriber, "init", str(root)], **quiet)
        named = [part for n in WORKERS for part in ("--worker", f"{n}={ADDRESSES[n]}:{PORT}")]
        subprocess.run(
            [*transcriber, "cluster", "init", str(root / "c"), "--host", f"{ADDRESSES['coordinator']}:{PORT}", *named],
            **quiet,
        )
        (root / "transcriber.toml").write_text(
            '[folders]\nwork = "work"\nwatch = "watch_folders"\n[engine]\ntier = "fake"\n'
            '[cluster]\ncoordinator = "c/coordinator.toml"\nwait_seconds = 120\n'
        )
        for name in WORKERS:
            file = root / "c" / "workers" / f"{name}.toml"
            file.write_text(f'tier = "fake"\ndevice = "cpu"\nthreads = 1\n{file.read_text()}')

    def start_worker(self, name: str) -> None:
        command = [
            sys.executable,
            str(ODD),
            str(self.root / "c" / "workers" / f"{name}.toml"),
            "--seconds",
            str(self.pause),
        ]
        log = (self.root / f"{name}.log").open("ab")
        self.workers[name] = subprocess.Popen(inside(name, command), cwd=HOME, stdout=log, stderr=log)

    def start_coordinator(self) -> None:
        job = [sys.executable, "-m", "transcriber", "process", str(self.recording), "--profile", "会議録"]
        job += ["--out", str(self.root / "out"), "--config", str(self.root / "transcriber.toml")]
        log = (self.root / "process.log").open("ab")
        self.coordinator = subprocess.Popen(inside("coordinator", job), cwd=HOME, stdout=log, stderr=log)

    def children(self, process: subprocess.Popen[bytes]) -> list[psutil.Process]:
        with suppress(psutil.NoSuchProcess):
            found = psutil.Process(process.pid).children(recursive=True)
            self.every |= set(found)
            return found
        return []

    def fault(self) -> str:
        """Do something bad."""
        name = self.random.choice(WORKERS)
        kinds = ["kill", "still", "cut", "long cut", "leave", "scheduler", "coordinator"]
        kind = self.random.choices(kinds, weights=[4, 2, 3, 1, 2, 3, 2])[0]
        assert self.coordinator is not None
        worker = self.workers[name]
        self.children(worker)
        own = self.children(self.coordinator)
        if kind == "kill":
            worker.kill()
            worker.wait()
            self.start_worker(name)
        elif kind == "still":
            worker.send_signal(signal.SIGSTOP)
            time.sleep(self.random.uniform(1, 8))
            worker.send_signal(signal.SIGCONT)
        elif kind in ("cut", "long cut"):
            self._link(name, "down")
            time.sleep(75 if kind == "long cut" else self.random.uniform(1, 10))
            self._link(name, "up")
        elif kind == "leave":
            worker.send_signal(signal.SIGTERM)
            with suppress(subprocess.TimeoutExpired):
                worker.wait(timeout=60)
            if worker.poll() is None:
                worker.kill()
                worker.wait()
                kind = "leave (did not end in a minute)"
            self.start_worker(name)
        elif kind == "scheduler":
            for child in own:
                with suppress(psutil.NoSuchProcess, psutil.AccessDenied):
                    if any(c.status == psutil.CONN_LISTEN for c in child.net_connections("tcp")):
                        child.kill()
        else:
            self.coordinator.kill()
            self.coordinator.wait()
            self.start_coordinator()
        self.done[kind] += 1
        return kind

    def finished(self) -> bool:
        assert self.coordinator is not None
        return self.coordinator.poll() is not None

    def transcript(self) -> Transcript | None:
        path = self.root / "out" / "資料" / "transcript.json"
        return Transcript.read(path) if path.exists() else None

    def end(self) -> int:
        """End everything; how many processes were left that should have ended by themselves."""
        for name, worker in self.workers.items():
            self._link(name, "up")
            self.children(worker)
            worker.kill()
            worker.wait()
        if self.coordinator is not None and self.coordinator.poll() is None:
            self.children(self.coordinator)
            self.coordinator.kill()
            self.coordinator.wait()
        _, left = psutil.wait_procs(list(self.every), timeout=20)
        for each in left:
            each.kill()
        return len(left)

    def _link(self, name: str, state: str) -> None:
        subprocess.run(["ip", "-n", SPACES["coordinator"], "link", "set", f"to-{name}", state], check=False)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--faults", type=int, default=50)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--minutes", type=float, default=5)
    parser.add_argument("--pause", type=float, default=0.7, help="seconds that a worker takes longer for a task")
    asked = parser.parse_args()
    if os.geteuid() != 0:
        sys.exit("Needs root: makes network namespaces.")
    random_ = random.Random(asked.seed)
    total: Counter[str] = Counter()
    bad = Counter(lost=0, other=0, left=0, hung=0)
    with tempfile.TemporaryDirectory() as folder, machines():
        recording = strung(Path(folder) / "meeting.wav", asked.minutes * 60)
        alone = _alone(Path(folder) / "alone", recording)
        number = 0
        while total.total() < asked.faults:
            number += 1
            rehearsal = Rehearsal(Path(folder) / str(number), recording, asked.pause, random_)
            rehearsal.start_coordinator()
            for name in WORKERS:
                rehearsal.start_worker(name)
            began = time.monotonic()
            while not rehearsal.finished() and time.monotonic() - began < LONGEST:
                time.sleep(random_.uniform(1, 5))
                if not rehearsal.finished() and total.total() + rehearsal.done.total() < asked.faults:
                    rehearsal.fault()
            hung, found = not rehearsal.finished(), rehearsal.transcript()
            left = rehearsal.end()
            same = found is not None and _words(found) == alone
            bad.update(lost=found is None, other=found is not None and not same, left=left, hung=hung)
            total += rehearsal.done
            took = time.monotonic() - began
            kinds = ", ".join(f"{k} {n}" for k, n in sorted(rehearsal.done.items()))
            print(
                f"{number}: {took:.0f} s; {kinds or 'no faults'}; text {'the same' if same else 'NOT THE SAME'}; left {left}",
                flush=True,
            )
    print(f"faults {total.total()} ({', '.join(f'{k} {n}' for k, n in sorted(total.items()))}); "
          f"recordings {number}: lost {bad['lost']}, other text {bad['other']}, hung {bad['hung']}, processes left {bad['left']}")  # fmt: skip


def _alone(root: Path, recording: Path) -> list[tuple[float, str, str | None]]:
    transcriber = [sys.executable, "-m", "transcriber"]
    quiet = {"check": True, "cwd": HOME, "stdout": subprocess.DEVNULL}
    subprocess.run([*transcriber, "init", str(root)], **quiet)
    (root / "transcriber.toml").write_text(
        '[folders]\nwork = "work"\nwatch = "watch_folders"\n[engine]\ntier = "fake"\n'
    )
    job = [*transcriber, "process", str(recording), "--profile", "会議録", "--out", str(root / "out")]
    subprocess.run([*job, "--config", str(root / "transcriber.toml")], **quiet)
    return _words(Transcript.read(root / "out" / "資料" / "transcript.json"))


def _words(transcript: Transcript) -> list[tuple[float, str, str | None]]:
    return [(u.start, u.text, u.speaker) for u in transcript.utterances]


if __name__ == "__main__":
    main()
