"""What forty hostile files cost the service, and whether another profile waits for them.

    python -m scripts.bench.hostile [--only WORD]

A real `transcriber watch` (with the fake engine, so that all time is for reading) watches two profiles. Each file is put into the
first, with an ordinary recording that needs it read; at the same moment an ordinary recording goes into the second. Told are: how
much the main process grew (its peak over its peak with ordinary files), the most memory of any one of its children, the seconds until the first
profile's recording was settled (drafted, or told why not), and the seconds until the second profile's recording was begun.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

from scripts.bench.hostile.files import FILES, ORDINARY, HostileFile, _wave
from tests.support import hostile
from transcriber.profiles.tree import ProfileTree
from transcriber.queue.job import Status
from transcriber.queue.store import Store

HOME = Path(__file__).resolve().parents[3]
LONGEST = 90.0
MAIN, CHILD, SECONDS, OTHERS = 20, 500, 30.0, 10.0
"""What is allowed: megabytes more of the main process, megabytes of a child, seconds for a file, seconds that others wait."""


class Memory(threading.Thread):
    """Looks at the service and its children until told to stop."""

    def __init__(self, pid: int, usual: int) -> None:
        super().__init__(daemon=True)
        self.pid, self.usual, self.most, self.over = pid, usual, 0, threading.Event()
        Path(f"/proc/{pid}/clear_refs").write_text("5")

    def run(self) -> None:
        while not self.over.wait(0.02):
            for child in self._descendants(self.pid):
                self.most = max(self.most, self._of(child, "VmHWM:") if self._is_ours(child) else 0)

    def grown(self) -> int:
        return max(0, self._of(self.pid, "VmHWM:") - self.usual)

    @staticmethod
    def _is_ours(pid: int) -> bool:
        """Past its exec: before that a child is a copy of its parent."""
        try:
            return b"-c" in Path(f"/proc/{pid}/cmdline").read_bytes()
        except OSError:
            return False

    @staticmethod
    def peak(pid: int) -> int:
        return Memory._of(pid, "VmHWM:")

    @staticmethod
    def _of(pid: int, what: str) -> int:
        with contextlib.suppress(OSError):
            for line in Path(f"/proc/{pid}/status").read_text().splitlines():
                if line.startswith(what):
                    return int(line.split()[1]) // 1024
        return 0

    def _descendants(self, pid: int) -> list[int]:
        found: list[int] = []
        with contextlib.suppress(OSError):
            for task in Path(f"/proc/{pid}/task").iterdir():
                for child in (task / "children").read_text().split():
                    found += [int(child), *self._descendants(int(child))]
        return found


class Office:
    def __init__(self, root: Path) -> None:
        self.root = root
        self.attacked, self.other = ProfileTree(root / "watch" / "会議録"), ProfileTree(root / "watch" / "委員会")
        for tree in (self.attacked, self.other):
            for folder in tree.folders():
                folder.mkdir(parents=True)
            tree.options.write_text(
                'kind = "council"\nplayer = false\ntables = false\ntimeline = false\n', encoding="utf-8"
            )
        self.config = root / "transcriber.toml"
        self.config.write_text(
            '[folders]\nwatch = "watch"\nwork = "work"\n[engine]\ntier = "fake"\n'
            "[watching]\npoll_seconds = 0.5\nstable_seconds = 0.2\n",
            encoding="utf-8",
        )
        self.number = 0
        self.store: Store | None = None

    def recording(self, inbox: Path, name: str, *, folder: bool = False) -> str:
        self.number += 1
        entry = f"{name}{self.number:03d}"
        place = inbox / entry / "1.wav" if folder else inbox / f"{entry}.wav"
        place.parent.mkdir(exist_ok=True)
        fresh = _wave(self.root / "fresh.wav", seconds=3 + self.number / 1000)
        shutil.copy(fresh, place)
        return entry if folder else f"{entry}.wav"

    def put(self, file: HostileFile) -> tuple[list[Path], str]:
        """Where it lies, and the entry of the recording that needs it."""
        ready = self.root / "ready" / file.file
        ready.parent.mkdir(exist_ok=True)
        ready.unlink(missing_ok=True)
        file.build(ready)
        tree = self.attacked
        if file.kind == "recording":
            self.number += 1
            target = tree.inbox / f"{self.number:03d}{file.file}"
            shutil.move(ready, target)
            return [], target.name
        if file.kind == "paper":
            entry = self.recording(tree.inbox, "資料付き", folder=True)
            shutil.move(ready, tree.inbox / entry / file.file)
            return [], entry
        target = (tree.checked if file.kind == "returned" else tree.settings) / file.file
        if file.kind == "options":
            self.kept = target.read_bytes()
            target.unlink()
        shutil.move(ready, target)
        return [target], self.recording(tree.inbox, "会議")

    def settled(self, entry: str) -> str | None:
        for job in self.jobs():
            if job.entry == entry:
                if job.status.settled:
                    return f"{job.status.label}{'：' + job.found if job.status is Status.ATTENTION else ''}"
                if job.found and job.status is Status.WAITING:
                    return f"待ち：{job.found}"
        return None

    def begun(self, entry: str) -> bool:
        return any(job.entry == entry and (job.started is not None or job.status.settled) for job in self.jobs())

    def jobs(self):
        if self.store is None:
            self.store = Store.open(self.root / "work", time.time)
        return self.store.jobs()


def tried(office: Office, file: HostileFile, pid: int, usual: int) -> tuple[int, int, float, float, str]:
    memory = Memory(pid, usual)
    memory.start()
    began = time.monotonic()
    lying, entry = office.put(file)
    if file.kind not in ("recording", "paper"):
        began = time.monotonic()  # making the file is not the product's time
    other = office.recording(office.other.inbox, "ほか")
    first = second = None
    said = None
    while time.monotonic() - began < LONGEST and (first is None or second is None):
        time.sleep(0.1)
        if second is None and office.begun(other):
            second = time.monotonic() - began
        if first is None and (said := office.settled(entry)):
            first = time.monotonic() - began
    if file.kind == "returned":  # taken up beside the recording
        time.sleep(4)
        notices = [n.found for n in office.store.notices()] if office.store else []
        said = next((n for n in notices if RETURNED_NAME in n), said)
    memory.over.set()
    memory.join()
    for path in lying:
        path.unlink(missing_ok=True)
        if file.kind == "options":
            path.write_bytes(office.kept)
    return memory.grown(), memory.most, first or LONGEST, second or LONGEST, said or "nothing was said"


RETURNED_NAME = "確認.docx"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", default="")
    chosen = [f for f in FILES if parser.parse_args().only in f"{f.kind} {f.name}"]
    root = Path(tempfile.mkdtemp(prefix="hostile-"))
    office = Office(root)
    log = (root / "log.txt").open("w")
    service = subprocess.Popen(
        [sys.executable, "-m", "transcriber", "watch", "--config", str(office.config)], stderr=log, stdout=log, cwd=HOME
    )
    over = 0
    try:
        for path, build in (
            (office.attacked.settings / "名簿.xlsx", hostile.workbook),
            (office.attacked.template, ORDINARY),
        ):
            build(path)  # everything was loaded once before anything is measured
        warm = [office.recording(t.inbox, "慣らし") for t in (office.attacked, office.other) for _ in range(2)]
        until = time.monotonic() + 180
        while time.monotonic() < until and not all(
            (root / "work" / "jobs.sqlite3").exists() and office.settled(e) for e in warm
        ):
            time.sleep(0.5)
        office.attacked.template.unlink()
        usual = Memory.peak(service.pid)
        print(
            f"with ordinary files the main process takes {usual} MB at its peak; load {os.getloadavg()[0]:.0f} on {os.cpu_count()} processors"
        )
        print(f"{'file':64} {'main MB':>8} {'child MB':>9} {'s':>6} {'others s':>9}  said")
        for file in chosen:
            main_mb, child_mb, seconds, others, said = tried(office, file, service.pid, usual)
            bad = (
                main_mb > MAIN or child_mb > CHILD or seconds > SECONDS or others > OTHERS or service.poll() is not None
            )
            over += bad
            print(f"{file.kind + ': ' + file.name:64} {main_mb:8} {child_mb:9} {seconds:6.1f} {others:9.1f} {'!' if bad else ' '} {said[:70]}", flush=True)  # fmt: skip
            for name in ("名簿.xlsx",):
                hostile.workbook(office.attacked.settings / name)
    finally:
        service.terminate()
        service.wait(30)
        if office.store:
            office.store.close()
        shutil.rmtree(root, ignore_errors=True)
    print(f"{len(chosen)} files, over a limit: {over}")
    return bool(over)


if __name__ == "__main__":
    sys.exit(main())
