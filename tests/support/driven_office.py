"""A shared folder, a work disk, and the program around a small pipeline (acceptance/driver.py) as a real process."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from transcriber.profiles.tree import ProfileTree
from transcriber.queue.job import Job, Status
from transcriber.queue.store import Store

HOME = Path(__file__).resolve().parents[2]
DRIVER = HOME / "tests" / "acceptance" / "driver.py"


class Office:
    """A shared folder, a work disk, and the program as a process."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.tree = ProfileTree(root / "watch" / "会議録")
        for folder in self.tree.folders():
            folder.mkdir(parents=True)
        self.config = root / "transcriber.toml"
        self.config.write_text(
            '[folders]\nwatch = "watch"\nwork = "work"\n[watching]\npoll_seconds = 0.1\nstable_seconds = 0.1\n'
        )
        self.started: list[subprocess.Popen[str]] = []

    def drop(self, name: str, content: str) -> Path:
        path = self.tree.inbox / name
        path.write_text(content)
        return path

    def command(self, verb: str) -> list[str]:
        return [sys.executable, str(DRIVER), verb, str(self.config)]

    def start(self, verb: str, **environment: str) -> subprocess.Popen[str]:
        process = subprocess.Popen(
            self.command(verb), stderr=subprocess.PIPE, text=True, env={**os.environ, **environment}, cwd=HOME
        )
        self.started.append(process)
        return process

    def scan(self) -> tuple[int, str]:
        """(exit code, log) of one pass."""
        process = self.start("scan")
        log = process.communicate(timeout=60)[1]
        return process.returncode, log

    def confined(self, script: str, *flags: str) -> subprocess.CompletedProcess[str]:
        """Run `script` (with the scan's command as "$@") in namespaces of its own."""
        return subprocess.run(
            ["unshare", "--user", *flags, "sh", "-c", script, "sh", *self.command("scan")],
            capture_output=True, text=True, timeout=60, cwd=HOME, check=False,
        )  # fmt: skip

    def jobs(self) -> dict[str, Job]:
        if not (self.root / "work").exists():
            return {}
        store = Store.open(self.root / "work", time.time)
        try:
            return {job.entry: job for job in store.jobs()}
        finally:
            store.close()

    def wait(self, name: str, status: Status, seconds: float = 30) -> Job:
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            job = self.jobs().get(name)
            if job is not None and job.status is status:
                return job
            time.sleep(0.02)
        raise AssertionError(f"{name} did not become {status}: {self.jobs()}")

    def drafts(self) -> list[str]:
        return sorted(p.name for p in self.tree.drafts.rglob("*") if p.is_file())


@contextmanager
def driven(root: Path) -> Iterator[Office]:
    """An office for a test; whatever it started and did not end is killed."""
    office = Office(root)
    yield office
    for process in office.started:
        if process.poll() is None:
            process.kill()
        process.communicate()
