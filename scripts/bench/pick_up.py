"""How soon a finished copy is taken up, for scripts/bench/intake: with events, by polling, and when the observer dies.

Each way is the product's own service in a process of its own, with the tests' small pipeline, on a folder of this machine.
Before each copy of the third way the thread that reads from the system is ended in every observer.
"""

import functools
import os
import random
import signal
import statistics
import sys
import threading
import time
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import ParamSpec, TypeVar
from unittest import mock

_P = ParamSpec("_P")
_T = TypeVar("_T")

STABLE = 1.0
POLL = 10.0
"""Seconds, as in an installation."""

LIFE = 10.5
"""Seconds from one end of an observer to the next: three that die sooner are left alone for a minute (folder_events.py)."""

SETTLING = 15.0
PROFILE = "watch/会議録"
WAYS = ("events", "polling", "dying")

PARTS = 100
FOLDERS = ("1_録音", "2_下書き", "3_確認済み", "設定", "処理済み")
SIGNALS = {"reader ended": signal.SIGUSR1, "emitters ended": signal.SIGUSR2}
FAULTS = (*SIGNALS, "folder renamed, made again", "folder removed, made again", "profile moved out, made again")


@dataclass
class Found:
    """What one way came to: seconds from the end of each copy to its work; of the idle process CPU in %, times that a
    thread of it was woken a second, and looks a minute."""

    seconds: list[float]
    missed: int
    cpu: float
    woken: float
    looks: float


def start(root: Path, way: str) -> int:
    """Start the service on an empty folder; its process."""
    for name in FOLDERS:
        (root / PROFILE / name).mkdir(parents=True)
    (root / "begun").mkdir()
    pid = os.fork()
    if pid == 0:
        code = 1
        try:
            _serve(root, way)
            code = 0
        except BaseException:  # noqa: BLE001 - the end of a process: nobody else could tell
            traceback.print_exc()
        finally:
            os._exit(code)
    return pid


def measure(root: Path, way: str, pid: int, copies: int, idle: float, seed: int) -> Found:
    """Make `copies` copies one after the other, leave the service alone for `idle` seconds, and end it."""
    chance = random.Random(seed)
    inbox = root / PROFILE / "1_録音"
    try:
        time.sleep(SETTLING)
        seconds, missed = [], 0
        for number in range(copies):
            time.sleep(chance.uniform(0, POLL) if way == "polling" else chance.uniform(0.5, 3))
            if way == "dying":
                time.sleep(LIFE)
                os.kill(pid, signal.SIGUSR1)
            path = inbox / f"会議{number}.wav"
            with path.open("wb") as copy:
                copy.write(f"WINDOWS 1 {chance.random()} ".encode())
                for _ in range(10):
                    copy.write(chance.randbytes(100_000))
                    copy.flush()
                    time.sleep(chance.uniform(0, 0.2))
            ended = time.monotonic()
            begun = root / "begun" / path.name
            while not begun.exists() and time.monotonic() < ended + 90:
                time.sleep(0.01)
            if begun.exists():
                seconds.append(float(begun.read_text()) - ended)
            else:
                missed += 1
        time.sleep(SETTLING)
        before = _spent(root, pid)
        time.sleep(idle)
        after = _spent(root, pid)
        cpu, woken, looks = ((b - a) / idle for a, b in zip(before, after, strict=True))
    finally:
        os.kill(pid, signal.SIGTERM)
        os.waitpid(pid, 0)
    return Found(seconds, missed, 100 * cpu, woken, 60 * looks)


def report(root: Path, copies: int, idle: float, seed: int) -> bool:
    """All ways at the same time; print the figures; True if nothing was missed and events are as quick as promised."""
    found: dict[str, Found] = {}

    def one(way: str, pid: int) -> None:
        found[way] = measure(root / way, way, pid, copies, idle, seed)

    started = {way: start(root / way, way) for way in WAYS}
    threads = [threading.Thread(target=one, args=way) for way in started.items()]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    print(f"end of a copy → work      polls every {POLL:.0f} s; beside the {STABLE:.0f} s that a file must keep still")
    for way, f in found.items():
        over = [s - STABLE for s in f.seconds]
        print(
            f"  {way:<8}                median {statistics.median(over):.2f} s, longest {max(over):.2f} s of {len(over)}, missed {f.missed};"
            f" idle {f.cpu:.2f} % CPU, woken {f.woken:.1f} times a second, {f.looks:.0f} looks a minute"
        )
    return not any(f.missed for f in found.values()) and statistics.median(found["events"].seconds) - STABLE <= 2


def faults(root: Path, count: int, seed: int) -> bool:
    """Break the observers `count` times in turn, and let a folder of `PARTS` files come each time; True if none was missed."""
    chance = random.Random(seed)
    pid = start(root, "dying")
    profile = root / PROFILE
    inbox = profile / "1_録音"
    took: dict[str, list[float]] = {fault: [] for fault in FAULTS}
    missed = 0
    try:
        time.sleep(SETTLING)
        for number in range(count):
            fault = FAULTS[number % len(FAULTS)]
            time.sleep(chance.uniform(0, 2))
            if fault == "folder renamed, made again":
                inbox.rename(profile / f"1_録音_{number}")
                inbox.mkdir()
            elif fault == "folder removed, made again":
                inbox.rmdir()
                inbox.mkdir()
            elif fault == "profile moved out, made again":
                profile.rename(root / f"aside-{number}")
                for name in FOLDERS:
                    (profile / name).mkdir(parents=True)
            here = inbox / f"会議{number}"
            here.mkdir()
            for part in range(PARTS):
                if part == PARTS // 2 and fault in SIGNALS:
                    os.kill(pid, SIGNALS[fault])
                (here / f"録音{part}.wav").write_bytes(f"WINDOWS 1 {chance.random()} ".encode())
                time.sleep(0.005)
            ended = time.monotonic()
            begun = root / "begun" / here.name
            while not begun.exists() and time.monotonic() < ended + 90:
                time.sleep(0.01)
            if begun.exists():
                took[fault].append(float(begun.read_text()) - ended - STABLE)
            else:
                missed += 1
            while any(inbox.iterdir()) and time.monotonic() < ended + 120:  # until it is archived
                time.sleep(0.05)
    finally:
        os.kill(pid, signal.SIGTERM)
        os.waitpid(pid, 0)
    print(f"observers broken          {count} times, {count * PARTS} files: {missed} of {count} recordings missed")
    for fault, seconds in took.items():
        if seconds:
            print(
                f"  {fault:<30} median {statistics.median(seconds):.2f} s, longest {max(seconds):.2f} s of {len(seconds)}"
            )
    return not missed


def _serve(root: Path, way: str) -> None:
    """The command `watch`, as it is but for what is measured and broken here."""
    out = os.open(root / "log", os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    os.dup2(out, 1)
    os.dup2(out, 2)
    from acceptance import driver
    from watchdog.observers.inotify import InotifyObserver

    from transcriber.cli import folder_commands
    from transcriber.queue import scan
    from transcriber.service import loop
    from transcriber.service.folder_events import FolderEvents
    from transcriber.settings import Engine, Folders, Settings, Watching
    from transcriber.work.contract import Assignment, Progress, Result, Stop

    made: list[InotifyObserver] = []

    def observer() -> InotifyObserver:
        if way == "polling":
            raise OSError("none here")
        made.append(InotifyObserver())
        return made[-1]

    def die(number: int, _: object) -> None:
        for each in made:
            for thread in [each._inotify_fd] if number == signal.SIGUSR1 else list(each.emitters):
                thread.stop()
        made.clear()

    for number in SIGNALS.values():
        signal.signal(number, die)
    noted = _noting(scan.Scan.__call__, lambda: _append(root / "looks"))
    mock.patch.object(loop, "FolderEvents", functools.partial(FolderEvents, observer=observer)).start()
    mock.patch.object(scan.Scan, "__call__", noted).start()

    class Noted(driver.Small):
        def __call__(self, assignment: Assignment, *, progress: Progress, stop: Stop) -> Result:
            part = root / "begun.part"
            part.write_text(str(time.monotonic()))
            part.replace(root / "begun" / assignment.name)
            return super().__call__(assignment, progress=progress, stop=stop)

    settings = Settings(
        folders=Folders(watch=root / "watch", work=root / "work"),
        watching=Watching(poll_seconds=POLL, stable_seconds=STABLE),
        engine=Engine(tier="fake"),
    )
    sys.exit(folder_commands.serve(settings, lambda _: Noted(), once=False))


def _noting(function: Callable[_P, _T], note: Callable[[], None]) -> Callable[_P, _T]:
    def noted(*given: _P.args, **named: _P.kwargs) -> _T:
        note()
        return function(*given, **named)

    return noted


def _append(path: Path) -> None:
    with path.open("ab") as f:
        f.write(b".")


def _spent(root: Path, pid: int) -> tuple[float, float, float]:
    """Seconds of CPU, times that a thread was woken, and looks, since the start."""
    fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    cpu = (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
    woken = 0
    for status in Path(f"/proc/{pid}/task").glob("*/status"):
        line = next(x for x in status.read_text().splitlines() if x.startswith("voluntary_ctxt_switches"))
        woken += int(line.split()[1])
    return cpu, woken, (root / "looks").stat().st_size
