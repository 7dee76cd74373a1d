"""What forty hostile files cost the service, and whether another profile waits for them.

    python -m scripts.bench.hostile [--only WORD] [--behind]

A real `transcriber watch` (with the fake engine, so that all time is for reading) watches two profiles. Each file is put into the
first, with an ordinary recording that needs it read; at the same moment an ordinary recording goes into the second. Told are: how
much the main process grew (its own memory over the most that it had with ordinary files; not what is mapped from files, as the dictionary is, a
dozen times and once in memory), the most memory of any one of its children, the seconds until the first
profile's recording was settled (drafted, or told why not), the processor seconds of the service and its children in that time (which count where other
work shares the machine), and the seconds until the second profile's recording was begun. Before the next file all recordings are settled: those that a
template held back are no work of the file behind it.

These are told apart by the store's journal (waits.py): `others s` is what the second recording waited for files, for looks and for whatever
else the service did; `behind s` is while the first one was in work beyond its papers (decoded, recognised, drafted), beside which by design nothing
is begun. What took longest of it stands at the end of the line.

With --behind the second recording is dropped only when the first is in work, or five seconds later where it has not begun: else it
is a matter of chance whether it goes first.
"""

from __future__ import annotations

import argparse
import contextlib
import heapq
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from operator import itemgetter
from pathlib import Path

from support import hostile

from scripts.bench.hostile.files import FILES, ORDINARY, HostileFile, _wave
from scripts.bench.hostile.waits import Wait, wait_of
from scripts.bench.process_tree import processor_seconds
from transcriber.minutes.stage_names import Stage
from transcriber.profiles.tree import ProfileTree
from transcriber.queue.job import Job, Status
from transcriber.queue.store import Store

HOME = Path(__file__).resolve().parents[3]
LONGEST = 180.0
MAIN, CHILD, SECONDS, OTHERS = 20, 500, 30.0, 10.0
"""What is allowed: megabytes more of the main process, megabytes of a child, seconds for a file, seconds that others wait."""
BEGINS = 5.0
"""Seconds within which the first recording is in work, unless its sheets are being read."""


class Memory(threading.Thread):
    """Looks at the service and its children until told to stop.

    Attributes:
        own: most of the service's own process; most: of any one of its children. Megabytes.
    """

    def __init__(self, pid: int) -> None:
        super().__init__(daemon=True)
        self.pid, self.own, self.most, self.over = pid, 0, 0, threading.Event()

    def run(self) -> None:
        while not self.over.wait(0.02):
            self.own = max(self.own, self._of(self.pid, "RssAnon:"))
            for child in self._descendants(self.pid):
                self.most = max(self.most, self._of(child, "VmHWM:") if self._is_ours(child) else 0)

    def end(self) -> None:
        self.over.set()
        self.join()

    @staticmethod
    def _is_ours(pid: int) -> bool:
        """Past its exec: before that a child is a copy of its parent."""
        try:
            return b"\0-c\0" in Path(f"/proc/{pid}/cmdline").read_bytes()
        except OSError:
            return False

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

    def in_work(self, entry: str) -> bool:
        return any(job.entry == entry and (job.started is not None or job.status.settled) for job in self.jobs())

    def drafted(self, entry: str) -> bool:
        return any(job.entry == entry and job.status is Status.DRAFTED for job in self.jobs())

    def waited(self, entry: str, dropped: float) -> Wait:
        """What a recording waited for until it was begun, or until now."""
        jobs = self.jobs()
        journal = {job.entry: self.store.events(job.id) for job in jobs} if self.store is not None else {}
        return wait_of(dropped, journal.pop(entry, ()), journal.values(), time.time())

    def jobs(self) -> Sequence[Job]:
        if self.store is None:
            self.store = Store.open(self.root / "work", time.time)
        return self.store.jobs()


@dataclass(frozen=True)
class Tried:
    """What one file cost. `wait`: of the other profile's recording, until LONGEST."""

    main: int
    child: int
    seconds: float
    processor: float
    wait: Wait
    said: str

    @property
    def behind(self) -> float:
        """Seconds that the other recording waited while one was in work that was beyond its papers."""
        return sum(s for stage, s in self.wait.behind.items() if stage != Stage.PAPERS.label)

    @property
    def others(self) -> float:
        """Seconds that it waited for anything else."""
        return self.wait.whole - self.behind

    @property
    def longest(self) -> str:
        stages = heapq.nlargest(2, self.wait.behind.items(), key=itemgetter(1))
        return "、".join(f"{stage} {seconds:.1f}" for stage, seconds in stages if seconds >= 0.5)


def tried(office: Office, file: HostileFile, pid: int, usual: int, *, behind: bool) -> Tried:
    memory = Memory(pid)
    memory.start()
    lying, entry = office.put(file)
    began, worked = time.monotonic(), processor_seconds(pid)  # making the file is not the product's time
    while behind and time.monotonic() - began < BEGINS and not office.in_work(entry):
        time.sleep(0.02)
    dropped = time.time()
    other = office.recording(office.other.inbox, "ほか")
    first = said = spent = None
    while time.monotonic() - began < LONGEST and (first is None or not office.in_work(other)):
        time.sleep(0.1)
        if first is None and (said := office.settled(entry)):
            first, spent = time.monotonic() - began, processor_seconds(pid) - worked
    wait, spent = office.waited(other, dropped), spent or processor_seconds(pid) - worked
    if file.kind == "returned":  # taken up beside the recording
        time.sleep(4)
        notices = [n.found for n in office.store.notices()] if office.store else []
        said = next((n for n in notices if RETURNED_NAME in n), said)
    memory.end()
    for path in lying:
        path.unlink(missing_ok=True)
        if file.kind == "options":
            path.write_bytes(office.kept)
    until = time.monotonic() + LONGEST
    mended = file.kind not in ("recording", "paper")  # what it held back is taken up again
    while time.monotonic() < until and not (
        all(j.status.settled for j in office.jobs()) and (not mended or office.drafted(entry))
    ):
        time.sleep(0.2)
    return Tried(max(0, memory.own - usual), memory.most, first or LONGEST, spent, wait, said or "nothing was said")


RETURNED_NAME = "確認.docx"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", default="")
    parser.add_argument("--behind", action="store_true")
    asked = parser.parse_args()
    chosen = [f for f in FILES if re.search(asked.only, f"{f.kind} {f.name}")]
    root = Path(tempfile.mkdtemp(prefix="hostile-"))
    office = Office(root)
    log = (root / "log.txt").open("w")
    service = subprocess.Popen(
        [sys.executable, "-m", "transcriber", "watch", "--config", str(office.config)], stderr=log, stdout=log, cwd=HOME
    )
    over, costs, ordinary = 0, list[Tried](), Memory(service.pid)
    ordinary.start()
    try:
        for path, build in (
            (office.attacked.settings / "名簿.xlsx", hostile.workbook),
            (office.attacked.template, ORDINARY),
        ):
            build(path)  # everything was loaded once before anything is measured
        warm = [office.recording(t.inbox, "慣らし") for t in (office.attacked, office.other) for _ in range(2)]
        until = time.monotonic() + 180
        while (
            service.poll() is None
            and time.monotonic() < until
            and not all((root / "work" / "jobs.sqlite3").exists() and office.settled(e) for e in warm)
        ):
            time.sleep(0.5)
        if service.poll() is not None:
            sys.exit(f"the service ended: {(root / 'log.txt').read_text()[-2000:]}")
        office.attacked.template.unlink()
        ordinary.end()
        usual = ordinary.own
        print(
            f"with ordinary files the main process takes {usual} MB of its own at most; load {os.getloadavg()[0]:.0f} on {os.cpu_count()} processors"
        )
        print(f"{'file':52} {'main MB':>8} {'child MB':>9} {'s':>6} {'cpu s':>6} {'others s':>9} {'behind s':>9}  said")
        for file in chosen:
            cost = tried(office, file, service.pid, usual, behind=asked.behind)
            costs.append(cost)
            bad = cost.main > MAIN or cost.child > CHILD or cost.seconds > SECONDS or cost.others > OTHERS
            bad = bad or service.poll() is not None
            over += bad
            print(f"{file.kind + ': ' + file.name:52} {cost.main:8} {cost.child:9} {cost.seconds:6.1f} {cost.processor:6.1f} {cost.others:9.1f} {cost.behind:9.1f} {'!' if bad else ' '} {cost.said[:50]}  {cost.longest}", flush=True)  # fmt: skip
            for name in ("名簿.xlsx",):
                hostile.workbook(office.attacked.settings / name)
    finally:
        service.terminate()
        service.wait(30)
        if office.store:
            office.store.close()
        shutil.rmtree(root, ignore_errors=True)
    for name, figures in (("others", [c.others for c in costs]), ("behind", [c.behind for c in costs])):
        print(f"{name} s: median {statistics.median(figures):.1f}, most {max(figures):.1f}")
    print(f"{len(chosen)} files, over a limit: {over}; load {os.getloadavg()[0]:.0f}")
    return bool(over)


if __name__ == "__main__":
    sys.exit(main())
