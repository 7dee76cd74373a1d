"""The coordinator's side of the line: its scheduler, who is there, and giving out tasks. Only here is Dask's client used.

What is known of the workers is looked at every two seconds in a thread and written to workers.json. A scheduler that dies is started
again; what was under way is given out anew, and every task may run twice: it changes nothing but its answer.
"""

from __future__ import annotations

import datetime as dt
import logging
import math
import threading
import time
from collections import Counter
from collections.abc import Callable, Collection
from contextlib import suppress
from dataclasses import dataclass, field
from multiprocessing.context import SpawnProcess
from pathlib import Path
from typing import Any

from transcriber.cluster import certificates, guarded_servers, members, scheduler_process, work_data
from transcriber.cluster.cluster_files import COORDINATOR_FILE, SPEAKERS, SPEECH, CoordinatorFile, read_coordinator_file
from transcriber.cluster.members import Member
from transcriber.cluster.work_data import Fate, Wanted, WorkAnswer
from transcriber.errors import ClusterFileError
from transcriber.system import other_pcs, rights
from transcriber.system.other_pcs import OtherPcs

log = logging.getLogger(__name__)

SCRATCH = "cluster"
"""Of the work folder: where Dask's lock files lie."""

LISTEN_AGAIN = 30.0
"""Seconds between two tries to listen where that was not possible."""

_CANNOT_LISTEN = (scheduler_process.PORT_TAKEN, scheduler_process.NOT_OURS)
"""Exit codes of the scheduler."""

LOOK = 2.0
"""Seconds between two looks at who is there."""

_HEAVY = {SPEECH: 1, SPEAKERS: 10}
"""How long a kind of task takes, roughly, beside the others."""

LONGEST_TASK = 1800.0
"""Seconds after which a task counts as lost: a window takes a minute, a piece some ten."""


@dataclass(frozen=True)
class TaskFlight:
    """A task that was given out, and to whom."""

    future: Any = field(repr=False)
    client: Any = field(repr=False)
    began: float
    asked: Wanted
    name: str
    key: str = ""


class WorkerPool:
    """Those who work for this coordinator.

    Args:
        work: the folder for all work, where workers.json lies.
        path: of coordinator.toml, in which workers may come and go meanwhile; None: they do not.
        trouble: why nobody can be given work, for people; empty: nothing is known that speaks against it.
    """

    def __init__(
        self,
        file: CoordinatorFile,
        work: Path,
        trouble: str = "",
        path: Path | None = None,
        monotonic: Callable[[], float] = time.monotonic,
        now: Callable[[], float] = time.time,
    ) -> None:
        self._file = file
        self._ends = certificates.valid_until(file.keys.certificate).timestamp() if not trouble else math.inf
        self._path, self._changed = path, _changed(path)
        self._work = work
        self._monotonic = monotonic
        self._now = now
        self._lock = threading.Lock()
        self._members: dict[str, Member] = {}
        self._take_in(file)
        self._client: Any = None
        self._scheduler: SpawnProcess | None = None
        self._closing = threading.Event()
        self._looked = threading.Event()
        self._number = 0
        self._unusable = self._trouble_here = trouble
        self._try_again = 0.0
        self._told: dict[str, tuple[str, Any]] = {}
        self._asked: dict[str, Wanted] = {}
        self._given: dict[str, tuple[str, str]] = {}
        before = other_pcs.read_other_pcs(work)
        for pc in before.listed if before else ():  # noted by a process before this one
            if member := self._members.get(pc.name):
                member.seen, member.left = pc.seen, pc.left
                member.missing = member.missing if pc.missing is None else pc.missing
        self._scratch = work / SCRATCH
        rights.make(self._scratch)
        guarded_servers.configure_dask(self._scratch)
        self._watcher = threading.Thread(target=self._watch, name="cluster", daemon=True)
        self._watcher.start()

    def close(self) -> None:
        """End the scheduler, and let go of everything."""
        self._closing.set()
        self._watcher.join(timeout=3)
        self._note(stopped=True)
        with suppress(Exception):
            if self._client is not None:
                self._client.close(timeout=2)
        if self._scheduler is not None:
            self._scheduler.kill()

    def ready(self, asked: Wanted, without: Collection[str] = ()) -> list[str]:
        """Names of those who may do a task now: there, of this version, with the same weights, and not just failing."""
        with self._lock:
            self._asked[asked.offer] = asked
            may = [m for m in self._members.values() if m.running and m.name not in without]
            return [m.name for m in may if not m.trouble(asked, self._asked, self._monotonic())]

    def present(self) -> int:
        """How many are there that may be given some kind of work."""
        with self._lock:
            return sum(m.running and m.of_use(self._asked, self._monotonic()) for m in self._members.values())

    def give(self, asked: Wanted, parcel: bytes, names: Collection[str]) -> TaskFlight | None:
        """Give out a task to the one of `names` who has least to do; None where the line is down.

        To one, so that it is known whose a task is: Dask does not know beforehand that a piece takes ten times as long as a window.
        """
        from transcriber.cluster import worker_process  # named in what is sent, and not run here

        with self._lock:
            client = self._client
            if client is None or client.status != "running" or not names:
                return None
            loads: Counter[str] = Counter()
            for worker, offer in self._given.values():
                loads[worker] += _HEAVY[offer]
            there = [name for name in names if name in self._members]
            if not there:
                return None
            name = min(there, key=loads.__getitem__)
            address = self._members[name].address
            self._number += 1
            key = f"{asked.offer}-{id(self):x}-{self._number}"
            self._given[key] = name, asked.offer
        try:
            future = client.submit(
                worker_process.run_task,
                asked,
                parcel,
                key=key,
                pure=False,
                workers=[address],
                allow_other_workers=False,
                resources={asked.offer: 1},
            )
        except Exception as e:  # noqa: BLE001 - whatever Dask says of a line that just broke
            log.info("not given out: %s", type(e).__name__)
            self._forget(key)
            return None
        return TaskFlight(future, client, self._monotonic(), asked, name, key)

    def answer(self, flight: TaskFlight) -> WorkAnswer | None:
        """What became of a task; None: it is still under way."""
        answer = self._answer(flight)
        if answer is not None:
            self._forget(flight.key)
        return answer

    def _answer(self, flight: TaskFlight) -> WorkAnswer | None:
        status = flight.future.status
        if status == "pending":
            if flight.client.status != "running" or self._monotonic() - flight.began >= LONGEST_TASK:
                return WorkAnswer(Fate.FAILED, "", "時間内に答えがありませんでした。")
            return self._deserted(flight)
        try:
            answer = work_data.answer_of(flight.future.result(timeout=15))
        except Exception as e:  # noqa: BLE001 - Dask's own: the worker died, or its answer was lost on the way
            died = type(e).__name__ == "KilledWorker"
            log.info("a task was lost: %s", type(e).__name__)
            if not died and "Cancelled" not in type(e).__name__ and flight.client.status == "running":
                with self._lock:
                    if member := self._members.get(flight.name):
                        member.count_loss(self._monotonic())
            said = "仕事の途中でパソコンが抜けました。"
            return WorkAnswer(Fate.DIED if died else Fate.FAILED, "", said)
        self._count(answer)
        return answer

    def _deserted(self, flight: TaskFlight) -> WorkAnswer | None:
        """That the one to whom a task was given is gone, while another could do it: Dask would wait for it for ever."""
        with self._lock:
            member = self._members.get(flight.name)  # none: it was taken away by `transcriber cluster init`
            if member is not None and member.missing is None:
                return None
            fate = Fate.DIED if member is not None and flight.key == member.died_of else Fate.FAILED
        if not self.ready(flight.asked, without=[flight.name]):
            return None
        return WorkAnswer(fate, flight.name if fate is Fate.DIED else "", "パソコンが抜けました。")

    def _forget(self, key: str) -> None:
        with self._lock:
            self._given.pop(key, None)

    def drop(self, flight: TaskFlight) -> None:
        """Nobody waits for it any more; where it runs, it runs to its end."""
        self._forget(flight.key)
        with suppress(Exception):
            flight.future.cancel()

    def wait(self, seconds: float) -> None:
        """Until the next look, at most so long: for whoever has nothing to do."""
        self._looked.clear()
        self._looked.wait(seconds)

    # -- the thread that looks --------------------------------------------------------------------------------------

    def _watch(self) -> None:
        while not self._closing.is_set():
            try:
                self._read_again()
                if not self._unusable:
                    self._connect()
                info = self._client.scheduler_info(n_workers=-1) if self._client else {"workers": {}}
                self._see(info["workers"], info.get("left", ()))
                self._trouble_here = self._unusable or ("" if self._any_there() else self._over())
            except Exception as e:  # noqa: BLE001 - the line; the next look tries again
                log.info("cluster: %s", type(e).__name__)
                self._disconnect()
                self._see({})
                self._trouble_here = self._over() or self._why_no_scheduler()
            if self._closing.is_set():
                return
            self._note()
            self._tell()
            self._looked.set()
            self._closing.wait(LOOK)

    def _read_again(self) -> None:
        """Follow what `transcriber cluster init` changed meanwhile."""
        if self._path is None or (changed := _changed(self._path)) == self._changed:
            return
        with suppress(ClusterFileError):  # it is just being written: the next look reads it
            file = read_coordinator_file(self._path)
            self._changed = changed
            if (file.listen, file.keys) == (self._file.listen, self._file.keys):
                self._take_in(file)

    def _take_in(self, file: CoordinatorFile) -> None:
        with self._lock:
            before, self._members = self._members, {}
            for name, at in file.workers.items():
                host = f"{at.host}:{at.port}"
                member = self._members[name] = before.get(name) or Member(name, host, missing=self._now())
                member.host = host

    def _connect(self) -> None:
        from distributed import Client

        if self._scheduler is None or not self._scheduler.is_alive():
            cannot = self._scheduler is not None and self._scheduler.exitcode in _CANNOT_LISTEN
            # Where another command of this installation has its scheduler there, that one serves us, too.
            if not cannot or (self._client is None and self._monotonic() >= self._try_again):
                self._try_again = self._monotonic() + LISTEN_AGAIN
                self._scheduler = scheduler_process.start(self._file, self._scratch, self._path)
        if self._client is not None and self._client.status == "running":
            return
        self._disconnect()
        security = guarded_servers.security_of(self._file.keys, asks_coordinator=True)
        self._client = Client(
            str(self._file.listen), security=security, timeout=10, set_as_default=False, direct_to_workers=False
        )

    def _why_no_scheduler(self) -> str:
        """For people; empty where the next look may do better."""
        at = self._file.listen
        code = self._scheduler.exitcode if self._scheduler is not None else None
        if code == scheduler_process.PORT_TAKEN:
            return (
                f"このパソコンの {at.host}:{at.port} は、ほかのプログラムが使っています。そのプログラムを止めるか、"
                "別のポートで「transcriber cluster init」を作り直してください。"
            )
        if code == scheduler_process.NOT_OURS:
            return (
                f"coordinator.toml の {at.host} は、このパソコンのアドレスではないか、名前が分かりません。"
                "正しいアドレスで「transcriber cluster init」を作り直してください。"
            )
        return ""

    def _any_there(self) -> bool:
        with self._lock:
            return any(m.running for m in self._members.values())

    def _over(self) -> str:
        """For people, where the certificates have ended meanwhile: who is connected stays, and nobody joins."""
        if self._now() <= self._ends:
            return ""
        try:
            now = dt.datetime.fromtimestamp(self._now(), dt.UTC)
            self._file.keys.require_usable(self._path or Path(COORDINATOR_FILE), now)
        except ClusterFileError as e:
            return f"{e.found}{e.todo}"
        return ""

    def _disconnect(self) -> None:
        client, self._client = self._client, None
        if client is not None:
            with suppress(Exception):
                client.close(timeout=2)

    def _see(self, workers: dict[str, Any], left: Collection[str] = ()) -> None:
        now = self._now()
        found = {str(seen["name"]): (address, seen) for address, seen in workers.items()}
        with self._lock:
            known, at = [m for m in self._members.values() if m.name in found], self._monotonic()
            due = [m.name for m in known if m.way_is_due(found[m.name][0], at)]
        ways = dict(zip(due, members.ways(found[name][0] for name in due), strict=True))
        with self._lock:
            for name, member in self._members.items():
                address, seen = found.get(name, ("", {}))
                member.running = seen.get("status") == "running"
                if not seen:  # it works on its tasks in the order in which they were given out
                    task = next((key for key, (worker, _) in self._given.items() if worker == name), "")
                    member.miss(task, now, left=name in left)
                    continue
                if name in ways:
                    member.way, member.way_due = ways[name], self._monotonic() + members.WAY_AGAIN
                member.see(address, seen, now)

    def _note(self, *, stopped: bool = False) -> None:
        with self._lock:
            over = self._over()
            listed = tuple(m.listed(self._asked, self._monotonic(), over) for m in self._members.values())
        with suppress(OSError):
            other_pcs.write_other_pcs(self._work, OtherPcs(self._now(), listed, self._trouble_here, stopped))

    def _tell(self) -> None:
        """Each worker why it gets no work: who sits there reads it on its screen."""
        from transcriber.cluster import worker_process

        with self._lock:
            there = [m for m in self._members.values() if m.missing is None]
            at = self._monotonic()
            said = {m.name: (m.address, members.read_there(m.name, m.trouble(None, self._asked, at))) for m in there}
        self._told = {name: told for name, told in self._told.items() if name in said}
        for name, (address, text) in said.items():
            before, under_way = self._told.get(name, ("", None))
            if under_way is not None and under_way.done():  # it is kept there until nobody wants it
                self._told[name] = before, None
            if self._client is None or text in (before, members.TRYING):
                continue
            with suppress(Exception):  # the line: the next look tells it
                to = {"workers": [address], "allow_other_workers": False, "pure": False}
                self._told[name] = text, self._client.submit(worker_process.told_by_coordinator, text, **to)

    def _count(self, answer: WorkAnswer) -> None:
        with self._lock:
            if answer.worker in self._members:
                self._members[answer.worker].count(answer.fate, self._monotonic())


def _changed(path: Path | None) -> tuple[int, int]:
    """By which a file that was written again is known."""
    try:
        found = path.stat() if path is not None else None
    except OSError:
        found = None
    return (found.st_mtime_ns, found.st_size) if found is not None else (0, 0)
