"""Many workers and many recordings, with engines that only take their time: how long the product keeps all of them busy.

    .venv/bin/python -m scripts.bench.cluster.many [--workers 64] [--recordings 500] [--minutes 10] [--faster 2] [--profiles 2] [--at-once N]

Real: the service (store, leases, copying in, whose turn it is, how many at once, publishing, archiving), the coordinator's side (OtherComputers,
WorkerPool; windows kept on the disk in order), the scheduler in its own process, TLS, Dask's workers as the product makes them, the sound of every
window and piece as it is sent, answers of the size of real ones.
Simulated: what a worker does with a task. It waits as long as the embedded models need for it on one core (scripts.bench.cluster, 12 minutes: 6.1 s a
window, 50.4 s a piece of 12 minutes), give or take 40 % by a seed. So 64 workers fit on this computer; they are in a few processes.
Left out: the coordinator's own stages (media, plan, second hearing, drafts), and deaths.

`--faster` divides the waiting, and nothing else: what coordinator, scheduler and network cost a task stays, so its share of a core is that many times what
it would be, and so are the pauses between two looks. `--at-once`: recordings in work at most, where that is not to be the product's own choice.
"""

from __future__ import annotations

import argparse
import asyncio
import datetime as dt
import multiprocessing
import os
import pickle
import random
import socket
import tempfile
import threading
import time
from contextlib import closing
from pathlib import Path

import numpy as np
import psutil

from transcriber import __version__
from transcriber.cluster import cluster_setup
from transcriber.cluster.cluster_files import (
    SPEAKERS,
    SPEECH,
    Address,
    WorkerFile,
    read_coordinator_file,
    read_worker_file,
)
from transcriber.cluster.other_computers import OtherComputers
from transcriber.cluster.pool import WorkerPool
from transcriber.cluster.work_data import Fate, Wanted, WindowWork, WorkAnswer
from transcriber.media.pcm import SAMPLE_RATE, to_bytes
from transcriber.minutes.people import Roster
from transcriber.minutes.terms import Glossary
from transcriber.minutes.transcript import RecordKind
from transcriber.profiles.tree import INBOX, ProfileTree
from transcriber.queue import local_disk
from transcriber.queue.job import Status
from transcriber.queue.store import Store
from transcriber.settings import Engine, Folders, Settings, Tier, Watching
from transcriber.speakers.speaker_engine import DiarizedPiece, SpeakersRequest, cut_of, pending_pieces
from transcriber.speech.audit import WindowText
from transcriber.speech.prompt import Prompt
from transcriber.speech.recogniser import Character
from transcriber.speech.speech_engine import Plan, SpeechRequest, pending_windows
from transcriber.speech.voice import Span
from transcriber.speech.windows import Window
from transcriber.system import devices
from transcriber.transcripts.pieces_ahead import pieces_ahead
from transcriber.work.contract import Assignment, Progress, Result, Stop, Stopped, WaitingPapers

WINDOW, PIECE_MINUTE = 6.1, 50.4 / 12
"""Seconds of one core for a window, and for a minute of a piece: docs/benchmarks.md, several computers."""

WINDOW_SECONDS = 12 * 60 / 28
"""Of sound: 28 windows in 12 minutes."""

IN_ONE_PROCESS = 16


class SimulatedDesk:
    """A worker's desk that takes its time."""

    def __init__(self, name: str, faster: float, seed: int) -> None:
        self.name = name
        self.faster = faster
        self.random = random.Random(seed)
        self.busy = 0.0
        self.done = 0
        self.card = {
            "version": __version__, "models": {"": ""}, "faults": [], "offers": [SPEECH, SPEAKERS],
            "device": "cpu", "threads": 1, "began": time.time(),
        }  # fmt: skip

    def metrics(self) -> dict[str, object]:
        return {"offer": "", "waits": False, "done": self.done}

    def do(self, asked: Wanted, parcel: bytes) -> WorkAnswer:
        work = pickle.loads(parcel)
        if isinstance(work, WindowWork):
            needed, said = WINDOW, window_text(work).model_dump_json()
        else:
            needed = PIECE_MINUTE * (work.piece[1] - work.piece[0]) / 60
            said = DiarizedPiece(exclusive=(), overlapped=(), voices=(), unrelated=0.5).model_dump_json()
        needed *= self.random.uniform(0.6, 1.4) / self.faster
        time.sleep(needed)
        self.busy += needed
        self.done += 1
        return WorkAnswer(Fate.DONE, self.name, said)


def window_text(work: WindowWork) -> WindowText:
    """Some 150 characters, as half a minute has."""
    start, length = work.window.start, (work.window.end - work.window.start) / 150
    characters = tuple(
        Character(text="会", start=start + i * length, end=start + (i + 1) * length, probability=0.9)
        for i in range(150)
    )
    return WindowText(index=work.window.index, start=start, end=work.window.end, characters=characters, doubts=())


def serve(files: list[WorkerFile], faster: float, told: multiprocessing.connection.Connection) -> None:
    """Several workers in one process, until told to end; then how long they worked."""
    from transcriber.cluster.guarded_servers import GuardedWorker, configure_dask, security_of

    async def run(scratch: str) -> None:
        configure_dask(Path(scratch))
        desks = [SimulatedDesk(file.name, faster, int(file.name[2:])) for file in files]
        workers = []
        for file, desk in zip(files, desks, strict=True):
            worker = GuardedWorker(
                scheduler_ip=str(file.coordinator), host=file.listen.host, port=file.listen.port, protocol="tls",
                name=file.name, nthreads=1, resources={SPEECH: 1, SPEAKERS: 1},
                security=security_of(file.keys, asks_coordinator=True), local_directory=scratch,
                startup_information={"card": lambda _, desk=desk: desk.card},
                metrics={"desk": lambda _, desk=desk: desk.metrics()},
            )  # fmt: skip
            worker.desk = desk
            workers.append(worker)
        await asyncio.gather(*workers)
        await asyncio.to_thread(told.recv)
        told.send(sum(desk.busy for desk in desks))
        os._exit(0)

    with tempfile.TemporaryDirectory() as scratch:
        asyncio.run(run(scratch))


class Office:
    """A pipeline of the stages that others share; all recordings have the same sound."""

    def __init__(self, root: Path, elsewhere: OtherComputers, minutes: float) -> None:
        self.elsewhere = elsewhere
        self.took: list[float] = []
        self.in_work = self.most = 0
        self.pcm = root / "audio.pcm"
        noise = np.random.default_rng(1).normal(0, 0.05, round(minutes * 60 * SAMPLE_RATE)).astype(np.float32)
        self.pcm.write_bytes(to_bytes(noise))
        count = round(minutes * 60 / WINDOW_SECONDS)
        spans = tuple(Span(WINDOW_SECONDS * i, WINDOW_SECONDS * (i + 1) - 0.5) for i in range(count))
        self.plan = Plan(spans, tuple(Window(i, (span,)) for i, span in enumerate(spans)))
        self.stretches = tuple((span.start, span.end) for span in spans)

    def read_papers(self, waiting: WaitingPapers, *, stop: Stop) -> None:
        """Nothing in them is read."""

    def __call__(self, assignment: Assignment, *, progress: Progress, stop: Stop) -> Result:
        began = time.monotonic()
        self.in_work += 1
        self.most = max(self.most, self.in_work)
        try:
            self._shared(assignment, stop)
        finally:
            self.in_work -= 1
        self.took.append(time.monotonic() - began)
        draft = assignment.work / f"{Path(assignment.name).stem}_下書き.docx"
        draft.write_text(assignment.sha256)
        return Result(draft, (draft,))

    def _shared(self, assignment: Assignment, stop: Stop) -> None:
        folder, at = assignment.work, devices.CPU
        (folder / "speech").mkdir(exist_ok=True)
        speech = SpeechRequest(
            self.pcm, folder / "speech", None, at.device, at.compute_type, at.batch, 1, RecordKind.COUNCIL,
            Roster(people=()), Glossary(),
        )  # fmt: skip
        speakers = SpeakersRequest(self.pcm, folder / "turns.json", None, "cpu", 1, self.stretches)
        told = lambda recent: [Prompt("", "") for _ in recent]  # noqa: E731

        def heed(_: float) -> None:
            if stop():
                raise Stopped

        with self.elsewhere.recording(assignment.profile.name) as elsewhere, pieces_ahead(elsewhere) as ahead:
            assert ahead is not None
            ahead.begin(speakers, None)
            elsewhere.windows(speech, self.plan, None, told, heed)
            ahead.finished(heed)
        assert not pending_windows(speech, self.plan) and not pending_pieces(speakers)


def dropped(root: Path, recordings: int, profiles: int) -> Settings:
    """An office with these recordings in its folders, of a few bytes each."""
    watch = root / "watch"
    for number in range(profiles):
        tree = ProfileTree(watch / f"会議録{number + 1}")
        for folder in tree.folders():
            folder.mkdir(parents=True)
    for number in range(recordings):
        place = watch / f"会議録{number % profiles + 1}" / INBOX / f"会議{number:04d}.wav"
        place.write_text(f"recording {number}")
    return Settings(
        folders=Folders(watch=watch, work=root / "work"),
        engine=Engine(tier=Tier.FAKE),
        watching=Watching(poll_seconds=5, stable_seconds=0.5),
    )


def free_ports(count: int) -> list[int]:
    tried = [socket.create_server(("127.0.0.1", 0)) for _ in range(count)]
    ports = [each.getsockname()[1] for each in tried]
    for each in tried:
        each.close()
    return ports


class Spent(threading.Thread):
    """Processor time of processes while they live."""

    def __init__(self, *pids: int) -> None:
        super().__init__(daemon=True)
        self.seconds = dict.fromkeys(pids, 0.0)
        self.memory = dict.fromkeys(pids, 0)
        self.over = threading.Event()
        self.before = {pid: sum(psutil.Process(pid).cpu_times()[:2]) for pid in pids}
        self.start()

    def run(self) -> None:
        while not self.over.wait(1):
            for pid in self.seconds:
                process = psutil.Process(pid)
                self.seconds[pid] = sum(process.cpu_times()[:2]) - self.before[pid]
                self.memory[pid] = max(self.memory[pid], process.memory_info().rss)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--workers", type=int, default=64)
    parser.add_argument("--recordings", type=int, default=500)
    parser.add_argument("--at-once", type=int, help="recordings in work at most; else as many as the product takes")
    parser.add_argument("--profiles", type=int, default=2)
    parser.add_argument("--minutes", type=float, default=10, help="of sound, each recording")
    parser.add_argument("--faster", type=float, default=2.0)
    asked = parser.parse_args()
    from transcriber.service.loop import Service  # the workers' processes would import it, too

    names = [f"pc{i + 1}" for i in range(asked.workers)]
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        ports = dict(zip(["coordinator", *names], free_ports(asked.workers + 1), strict=True))
        at = {name: Address(host="127.0.0.1", port=port) for name, port in ports.items()}
        settings = dropped(root, asked.recordings, asked.profiles)
        local_disk.prepare(settings.folders.work)
        made = cluster_setup.set_up(root / "c", at.pop("coordinator"), at, dt.datetime.now(dt.UTC))
        spawn = multiprocessing.get_context("spawn")
        pool = WorkerPool(read_coordinator_file(made.coordinator), settings.folders.work)
        lines, processes = [], []
        files = [read_worker_file(path) for path in made.made]
        while pool._scheduler is None or pool._client is None:
            time.sleep(0.2)
        for i in range(0, len(files), IN_ONE_PROCESS):
            line, other = spawn.Pipe()
            process = spawn.Process(
                target=serve, args=(files[i : i + IN_ONE_PROCESS], asked.faster, other), daemon=True
            )
            process.start()
            lines.append(line)
            processes.append(process)
        with closing(pool):
            while len(pool.ready(Wanted(SPEECH, "", ""))) < asked.workers:
                time.sleep(0.5)
            elsewhere = OtherComputers(pool, 120, time.monotonic)
            office = Office(root, elsewhere, asked.minutes)
            helping = (lambda: asked.at_once - 1) if asked.at_once else elsewhere.helping
            store = Store.open(settings.folders.work, time.time)
            service = Service(settings, store, office, threading.Event(), helping=helping)
            scheduler = pool._scheduler.pid
            assert scheduler is not None
            spent = Spent(os.getpid(), scheduler, *(p.pid for p in processes if p.pid is not None))
            began = time.monotonic()
            outcome = service.run(once=True)
            wall = time.monotonic() - began
            assert not outcome.failed and not outcome.hung
            done = sum(job.status is Status.DRAFTED for job in store.jobs())
            assert done == len(office.took) == asked.recordings, (done, len(office.took))
            spent.over.set()
            spent.join()
            for line in lines:
                line.send("end")
            busy = sum(line.recv() for line in lines)
            pieces = cut_of(SpeakersRequest(office.pcm, root, None, "cpu", 1, office.stretches))
        tasks = asked.recordings * (len(office.plan.windows) + len(pieces))
        own, of_scheduler, *others = spent.seconds.values()
        print(f"{asked.workers} workers, {asked.recordings} recordings of {asked.minutes:g} minutes, {office.most} at once, "
              f"{asked.faster:g} times as fast as real engines, load {os.getloadavg()[1]:.1f}")  # fmt: skip
        print(f"efficiency {busy / (asked.workers * wall):.3f}: {busy:.0f} worker-seconds in {wall:.0f} s; {tasks} tasks, {tasks / wall:.1f} a second; "
              f"a recording {np.median(office.took):.1f} s (longest {max(office.took):.1f})")  # fmt: skip
        for what, seconds in (("coordinator", own), ("scheduler", of_scheduler), ("all workers", sum(others))):
            print(f"{what}: {seconds:.1f} s of a core, {1000 * seconds / tasks:.1f} ms a task, {seconds / wall / asked.faster:.3f} of a core at real speed, "
                  f"{seconds / wall / asked.faster / asked.workers:.4f} a worker")  # fmt: skip
        print(
            f"most memory: coordinator {spent.memory[os.getpid()] / 1e6:.0f} MB, scheduler {spent.memory[scheduler] / 1e6:.0f} MB"
        )


if __name__ == "__main__":
    main()
