"""Random faults while recordings are worked on by a coordinator and two workers, with the fake engine; each in a network namespace of its own.

    sudo .venv/bin/python -m scripts.bench.cluster.faults [--faults 60] [--seed 1] [--limit 14] [--minutes 3] [--pause 0.7]

`transcriber watch` always has `--waiting` recordings to work on, of two profiles; three are in work at once while both workers are there. Before each fault it is waited for until one is in work and a worker is there, where that
comes about within a minute. Drawn are, of a worker: killed (and started again at once, or after a while), its engine killed as by a system that is
out of memory, its engine's memory limited, standing still, its network cut for a while (shorter or longer than the scheduler waits), asked to go and
back again; and, until the next fault, slow, its disk full, of another version, with other weights, its clock a day early or late. Of the coordinator: its
scheduler killed, itself killed and started again. After the last fault all is left alone until every recording is settled.

Lost: a recording without a draft. Twice: a recording with two drafts. Orphans: processes that outlive whoever started them, temporary files. Without a
lease: a job that is running for the store, and the living process does not have it. Two kills in the same place set a recording aside, as designed; a
person takes it up again with `transcriber retry`, and so does this.
"""

from __future__ import annotations

import argparse
import os
import random
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

import psutil

from scripts.bench.cluster.__main__ import ADDRESSES, HOME, PORT, SPACES, inside, machines, quietly, strung
from transcriber.minutes.transcript import Transcript
from transcriber.system import other_pcs

ODD = HOME / "tests" / "acceptance" / "odd_worker.py"
WORKERS = ("pc-1", "pc-2")
TRANSCRIBER = [sys.executable, "-m", "transcriber"]

SETTLED = 400.0
"""Seconds after the last fault in which everything has to be settled; what is not then counts as hanging."""

UP = 400.0
"""Seconds after which a coordinator that was started again has looked at what the last one left, or hangs."""

CLOCK = r"""
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdlib.h>
#include <sys/time.h>
#include <time.h>
int clock_gettime(clockid_t which, struct timespec *found) {
  static int (*real)(clockid_t, struct timespec *);
  if (!real) real = dlsym(RTLD_NEXT, "clock_gettime");
  int said = real(which, found);
  if (which == CLOCK_REALTIME || which == CLOCK_REALTIME_COARSE) found->tv_sec += atol(getenv("CLOCK_OFF"));
  return said;
}
time_t time(time_t *found) {
  struct timespec now;
  clock_gettime(CLOCK_REALTIME, &now);
  if (found) *found = now.tv_sec;
  return now.tv_sec;
}
int gettimeofday(struct timeval *found, void *zone) {
  struct timespec now;
  clock_gettime(CLOCK_REALTIME, &now);
  found->tv_sec = now.tv_sec;
  found->tv_usec = now.tv_nsec / 1000;
  return 0;
}
"""
"""A clock that is wrong by CLOCK_OFF seconds, for one process and its children."""

KINDS = {
    "killed": 4,
    "killed, back later": 2,
    "engine killed": 2,
    "out of memory": 2,
    "still": 2,
    "cut": 3,
    "cut longer than a minute": 1,
    "asked to go": 2,
    "slow": 1,
    "disk full": 2,
    "other version": 1,
    "other weights": 1,
    "clock a day off": 2,
    "scheduler killed": 3,
    "coordinator killed": 2,
}
"""And how often each is drawn beside the others."""


@dataclass
class Tally:
    """What was seen."""

    faults: Counter[str] = field(default_factory=Counter)
    met: int = 0
    leaseless: int = 0
    orphans: int = 0
    retried: int = 0
    in_work: Counter[int] = field(default_factory=Counter)


class Rehearsal:
    """A coordinator that watches, its workers, and what is done to them."""

    def __init__(
        self, root: Path, sample: Path, pause: float, kinds: list[str], waiting: int, random_: random.Random
    ) -> None:
        self.root = root
        self.kinds = kinds
        self.sample = sample
        self.pause = pause
        self.random = random_
        self.workers: dict[str, subprocess.Popen[bytes]] = {}
        self.odd: set[str] = set()
        self.coordinator: subprocess.Popen[bytes] | None = None
        self.began = 0.0
        self.every: set[psutil.Process] = set()
        self.dropped = 0
        self.tally = Tally()
        self.waiting = waiting
        self.profiles = [root / "watch_folders" / name for name in ("会議録", "委員会の会議録")]
        quietly([*TRANSCRIBER, "init", str(root)])
        shutil.copytree(self.profiles[0], self.profiles[1])
        named = [part for n in WORKERS for part in ("--worker", f"{n}={ADDRESSES[n]}:{PORT}")]
        quietly(
            [*TRANSCRIBER, "cluster", "init", str(root / "c"), "--host", f"{ADDRESSES['coordinator']}:{PORT}", *named]
        )
        (root / "transcriber.toml").write_text(
            '[folders]\nwork = "work"\nwatch = "watch_folders"\n[engine]\ntier = "fake"\n'
            '[cluster]\ncoordinator = "c/coordinator.toml"\nwait_seconds = 20\n'
            "[watching]\npoll_seconds = 0.5\nstable_seconds = 0.5\n"
        )
        for name in WORKERS:
            file = root / "c" / "workers" / f"{name}.toml"
            file.write_text(f'tier = "fake"\ndevice = "cpu"\nthreads = 1\n{file.read_text()}')
        self.clock = root / "clock.so"
        (root / "clock.c").write_text(CLOCK)
        subprocess.run(["gcc", "-shared", "-fPIC", "-o", self.clock, root / "clock.c", "-ldl"], check=True)
        self.full = root / "full"
        self.full.mkdir()
        subprocess.run(["mount", "-t", "tmpfs", "-o", "size=16k", "none", str(self.full)], check=True)
        (self.full / "hog").write_bytes(bytes(16 << 10))

    def start_worker(self, name: str, *oddly: str, **more: str) -> None:
        command = [
            sys.executable,
            str(ODD),
            str(self.root / "c" / "workers" / f"{name}.toml"),
            *(oddly or ("--seconds", str(self.pause))),
        ]
        log = (self.root / f"{name}.log").open("ab")
        environment = {**os.environ, "PYTHONUNBUFFERED": "1", **more}
        self.workers[name] = subprocess.Popen(inside(name, command), cwd=HOME, stdout=log, stderr=log, env=environment)

    def start_coordinator(self) -> None:
        job = [*TRANSCRIBER, "watch", "--config", str(self.root / "transcriber.toml")]
        log = (self.root / "watch.log").open("ab")
        self.coordinator = subprocess.Popen(inside("coordinator", job), cwd=HOME, stdout=log, stderr=log)
        self.began = time.monotonic()

    def drop(self) -> None:
        """One more recording, of which only a bit nobody hears is its own."""
        content = bytearray(self.sample.read_bytes())
        self.dropped += 1
        content[-2 * self.dropped] ^= 1
        profile = self.profiles[self.dropped % 2]
        (profile / "1_録音" / f"会議{self.dropped:03d}.wav").write_bytes(content)

    def jobs(self) -> list[tuple[str, str]]:
        """Status and owner of each."""
        path = self.root / "work" / "jobs.sqlite3"
        if not path.exists():
            return []
        with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True, timeout=10)) as store:
            try:
                return list(store.execute("SELECT status, owner FROM jobs"))
            except sqlite3.OperationalError:  # it is just being made
                return []

    def there(self) -> list[str]:
        """Workers that the coordinator sees."""
        found = other_pcs.read_other_pcs(self.root / "work")
        return [pc.name for pc in found.listed if pc.missing is None] if found else []

    def work_waits(self) -> bool:
        """Keep something to do; whether something is in work and a worker is there."""
        states = Counter(status for status, _ in self.jobs())
        self.tally.in_work[states["running"]] += 1
        if self.dropped - states["drafted"] < self.waiting:
            self.drop()
        return bool(self.there()) and any(status == "running" for status, _ in self.jobs())

    def children(self, process: subprocess.Popen[bytes]) -> list[psutil.Process]:
        with suppress(psutil.NoSuchProcess):
            found: list[psutil.Process] = psutil.Process(process.pid).children(recursive=True)
            self.every |= set(found)
            return found
        return []

    def fault(self) -> str:
        """Mend what the last one left, and do something bad."""
        for name in sorted(self.odd):
            self._again(name)
        self.odd.clear()
        kind = self.random.choices(self.kinds, weights=[KINDS[kind] for kind in self.kinds])[0]
        name = self.random.choice(self.there() or list(WORKERS))
        assert self.coordinator is not None
        self.children(self.workers[name])
        self.children(self.coordinator)
        {
            "killed": lambda: self._again(name),
            "killed, back later": lambda: self._back_later(name),
            "engine killed": lambda: self._engine_killed(name),
            "out of memory": lambda: self._out_of_memory(name),
            "still": lambda: self._still(name),
            "cut": lambda: self._cut(name, self.random.uniform(1, 10)),
            "cut longer than a minute": lambda: self._cut(name, 75),
            "asked to go": lambda: self._asked_to_go(name),
            "slow": lambda: self._oddly(name, "--seconds", "6"),
            "disk full": lambda: self._oddly(name, TMPDIR=str(self.full)),
            "other version": lambda: self._oddly(name, "--version", "0.0.9"),
            "other weights": lambda: self._oddly(name, "--weights", "0" * 64),
            "clock a day off": lambda: self._clock_off(name),
            "scheduler killed": self._scheduler_killed,
            "coordinator killed": self._coordinator_killed,
        }[kind]()
        self.tally.faults[kind] += 1
        self._check_lease()
        return kind

    def _again(self, name: str, *oddly: str, **more: str) -> None:
        self.children(self.workers[name])
        self.workers[name].kill()
        self.workers[name].wait()
        self.start_worker(name, *oddly, **more)

    def _oddly(self, name: str, *oddly: str, **more: str) -> None:
        self._again(name, *oddly, **more)
        self.odd.add(name)
        time.sleep(15)  # it takes some seconds to be there, and then it is to be asked

    def _back_later(self, name: str) -> None:
        self.workers[name].kill()
        self.workers[name].wait()
        time.sleep(self.random.uniform(5, 20))
        self.start_worker(name)

    def _engine_killed(self, name: str) -> None:
        for child in self.children(self.workers[name]):
            with suppress(psutil.NoSuchProcess):
                if not any("resource_tracker" in part for part in child.cmdline()):
                    child.kill()

    def _out_of_memory(self, name: str) -> None:
        for child in self.children(self.workers[name]):
            with suppress(psutil.NoSuchProcess):
                child.rlimit(psutil.RLIMIT_AS, (child.memory_info().vms, -1))

    def _still(self, name: str) -> None:
        self.workers[name].send_signal(signal.SIGSTOP)
        time.sleep(self.random.uniform(1, 8))
        self.workers[name].send_signal(signal.SIGCONT)

    def _cut(self, name: str, seconds: float) -> None:
        self._link(name, "down")
        time.sleep(seconds)
        self._link(name, "up")

    def _asked_to_go(self, name: str) -> None:
        self.workers[name].send_signal(signal.SIGTERM)
        try:
            self.workers[name].wait(timeout=60)
            self.start_worker(name)
        except subprocess.TimeoutExpired:
            self.tally.faults["  (did not go within a minute)"] += 1
            self._again(name)

    def _clock_off(self, name: str) -> None:
        off = str(self.random.choice((-86_400, 86_400)))
        self._oddly(name, LD_PRELOAD=str(self.clock), CLOCK_OFF=off)

    def _scheduler_killed(self) -> None:
        assert self.coordinator is not None
        for child in self.children(self.coordinator):
            with suppress(psutil.NoSuchProcess, psutil.AccessDenied):
                if any(c.status == psutil.CONN_LISTEN for c in child.net_connections("tcp")):
                    child.kill()

    def _coordinator_killed(self) -> None:
        assert self.coordinator is not None
        self.coordinator.kill()
        self.coordinator.wait()
        self.start_coordinator()

    def _check_lease(self) -> None:
        """As soon as the living process has leased anything, no running job is a dead one's. On a busy machine it takes minutes to begin."""
        assert self.coordinator is not None
        # The pid in the owner is the product's own; a network namespace does not change it.
        mine = f":{self.coordinator.pid}:"
        owners = [owner for status, owner in self.jobs() if status == "running"]
        if any(mine in owner for owner in owners) or time.monotonic() - self.began > UP:
            self.tally.leaseless += sum(mine not in owner for owner in owners)

    def settle(self) -> bool:
        """Until every recording is settled; whether that came about."""
        for name in sorted(self.odd):
            self._again(name)
        self.odd.clear()
        until = time.monotonic() + SETTLED
        while time.monotonic() < until:
            states = Counter(status for status, _ in self.jobs())
            if states["attention"]:
                self.tally.retried += states["attention"]
                again = [*TRANSCRIBER, "retry", "--all", "--config", str(self.root / "transcriber.toml")]
                subprocess.run(again, check=False, cwd=HOME, stdout=subprocess.DEVNULL)
            elif states["drafted"] == self.dropped:
                return True
            time.sleep(2)
        return False

    def end(self) -> None:
        """End everything as a service does, and count what is left."""
        assert self.coordinator is not None
        processes = [self.coordinator, *self.workers.values()]
        for name, process in zip(("", *self.workers), processes, strict=True):
            if name:
                self._link(name, "up")
            self.children(process)
            process.send_signal(signal.SIGTERM)
        for process in processes:
            with suppress(subprocess.TimeoutExpired):
                process.wait(timeout=60)
            process.kill()
            process.wait()
        _, left = psutil.wait_procs(list(self.every), timeout=20)
        for each in left:
            each.kill()
        watch, work = self.root / "watch_folders", self.root / "work"
        places = (
            watch.rglob(".transcriber-*"),
            watch.rglob(".*.tmp"),
            work.rglob("*.copying"),
            work.rglob("*.part"),
        )
        self.tally.orphans += len(left) + sum(len(list(place)) for place in places)
        self.tally.leaseless += sum(status == "running" for status, _ in self.jobs())

    def drafts(self) -> list[Transcript]:
        found = (path for profile in self.profiles for path in (profile / "2_下書き").rglob("transcript.json"))
        return [Transcript.read(path) for path in found]

    def repeated(self) -> int:
        """Tasks that workers did, beyond one for each window and piece of what was drafted, less what was done here."""
        did = sum(len(re.findall(r"^did ", (self.root / f"{n}.log").read_text(), re.MULTILINE)) for n in WORKERS)
        used = 0
        for draft in self.drafts():
            assert draft.provenance is not None
            used += sum(int(n) for line in draft.provenance.engine_log for n in re.findall(r"pc-\d (\d+)件", line))
        return did - used

    def _link(self, name: str, state: str) -> None:
        subprocess.run(["ip", "-n", SPACES["coordinator"], "link", "set", f"to-{name}", state], check=False)


@contextmanager
def rehearsed(
    root: Path, sample: Path, pause: float, kinds: list[str], waiting: int, random_: random.Random
) -> Iterator[Rehearsal]:
    """Everything started; ended and unmounted whatever happens."""
    rehearsal = Rehearsal(root, sample, pause, kinds, waiting, random_)
    try:
        rehearsal.start_coordinator()
        for name in WORKERS:
            rehearsal.start_worker(name)
        yield rehearsal
    finally:
        for process in (rehearsal.coordinator, *rehearsal.workers.values()):
            if process is not None and process.poll() is None:
                process.kill()
                process.wait()
        subprocess.run(["umount", str(rehearsal.full)], check=False)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--faults", type=int, default=60)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--limit", type=float, default=14, help="minutes after which no more faults are drawn")
    parser.add_argument("--minutes", type=float, default=3, help="of sound, each recording")
    parser.add_argument("--pause", type=float, default=0.7, help="seconds that a worker takes longer for a task")
    parser.add_argument("--kinds", nargs="+", default=list(KINDS), choices=list(KINDS), help="only these")
    parser.add_argument("--waiting", type=int, default=5, help="recordings that are there and not drafted")
    parser.add_argument("--keep", type=Path, help="a new folder for everything; stays")
    asked = parser.parse_args()
    if os.geteuid() != 0:
        sys.exit("Needs root: makes network namespaces.")
    random_ = random.Random(asked.seed)
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as folder, machines():
        root = asked.keep or Path(folder)
        root.mkdir(exist_ok=True)
        sample = strung(root / "meeting.wav", asked.minutes * 60)
        alone = _alone(root / "alone", sample)
        with rehearsed(root / "office", sample, asked.pause, asked.kinds, asked.waiting, random_) as rehearsal:
            tally = rehearsal.tally
            while tally.faults.total() < asked.faults and time.monotonic() - began < asked.limit * 60:
                ready = time.monotonic() + 60
                while not (met := rehearsal.work_waits()) and time.monotonic() < ready:
                    rehearsal._check_lease()
                    time.sleep(0.5)
                time.sleep(random_.uniform(0, 3))
                tally.met += met
                print(f"{time.monotonic() - began:.0f} s: {rehearsal.fault()}", flush=True)
            settled = rehearsal.settle()
            rehearsal.end()
            drafts = rehearsal.drafts()
            names = Counter(d.recording.file_name for d in drafts)
            other = sum(_words(d) != alone for d in drafts)
            print(f"\nseed {asked.seed}, {time.monotonic() - began:.0f} s, load {os.getloadavg()[1]:.1f}")
            print(f"faults {tally.faults.total()}, of them while a recording was in work {tally.met}: "
                  + ", ".join(f"{k} {n}" for k, n in sorted(tally.faults.items())))  # fmt: skip
            print(f"recordings {rehearsal.dropped}: lost {rehearsal.dropped - len(names)}, twice {len(drafts) - len(names)}, "
                  f"other text {other}, not settled {0 if settled else 1}, taken up by retry {tally.retried}")  # fmt: skip
            print("looks with so many in work: " + ", ".join(f"{k}: {n}" for k, n in sorted(tally.in_work.items())))
            print(
                f"orphans {tally.orphans}, running without a lease {tally.leaseless}, tasks done and not used {rehearsal.repeated()}"
            )


def _alone(root: Path, recording: Path) -> list[tuple[float, str, str | None]]:
    quietly([*TRANSCRIBER, "init", str(root)])
    (root / "transcriber.toml").write_text(
        '[folders]\nwork = "work"\nwatch = "watch_folders"\n[engine]\ntier = "fake"\n'
    )
    job = [*TRANSCRIBER, "process", str(recording), "--profile", "会議録", "--out", str(root / "out")]
    quietly([*job, "--config", str(root / "transcriber.toml")])
    return _words(Transcript.read(root / "out" / "資料" / "transcript.json"))


def _words(transcript: Transcript) -> list[tuple[float, str, str | None]]:
    return [(u.start, u.text, u.speaker) for u in transcript.utterances]


if __name__ == "__main__":
    main()
