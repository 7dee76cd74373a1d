"""A worker's file that was replaced, or whose computer was taken away, is worth nothing any more."""

from __future__ import annotations

import datetime as dt
import json
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from support.town import until

from transcriber.cluster import cluster_setup, scheduler_process
from transcriber.cluster.cluster_files import Address, read_coordinator_file
from transcriber.settings import HOME

NOW = dt.datetime.now(dt.UTC)

JOIN = """
import asyncio, json, sys, tempfile
from pathlib import Path
from transcriber.cluster import cluster_files, guarded_servers, worker_process

async def main():
    said = {}
    for path in sys.argv[1:]:
        own = cluster_files.read_worker_file(Path(path))
        worker = guarded_servers.GuardedWorker(
            scheduler_ip=str(own.coordinator), host="127.0.0.1", port=0, protocol="tls", name=own.name, nthreads=1,
            security=guarded_servers.security_of(own.keys, asks_coordinator=True), death_timeout=20,
        )
        try:
            await worker
            said[path] = "joined"
        except Exception as e:
            said[path] = worker_process._why_not_joined(e, own)
        await worker.close()
    print(json.dumps(said))

with tempfile.TemporaryDirectory() as scratch:
    guarded_servers.configure_dask(Path(scratch))
    asyncio.run(main())
"""


def free_port() -> int:
    with closing(socket.socket()) as tried:
        tried.bind(("127.0.0.1", 0))
        return int(tried.getsockname()[1])


def joined(*files: Path) -> list[str]:
    """What becomes of workers with these files at their coordinator."""
    done = subprocess.run(
        [sys.executable, "-c", JOIN, *map(str, files)],
        capture_output=True, text=True, check=False, timeout=90, cwd=HOME,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    said = json.loads(done.stdout)
    return [said[str(file)] for file in files]


@pytest.mark.parametrize("how", ["again", "remove"])
def test_what_was_taken_back_joins_no_more(tmp_path: Path, how: str) -> None:
    folder, at = tmp_path / "cluster", {name: Address(host="127.0.0.1", port=free_port()) for name in ("pc-1", "pc-2")}
    cluster_setup.set_up(folder, Address(host="127.0.0.1", port=free_port()), at, NOW)
    lost, other = tmp_path / "lost.toml", folder / "workers" / "pc-2.toml"
    shutil.copy(folder / "workers" / "pc-1.toml", lost)
    path = folder / "coordinator.toml"
    scheduler = scheduler_process.start(read_coordinator_file(path), tmp_path, path)
    try:
        assert joined(lost, other) == ["joined", "joined"]
        if how == "again":
            cluster_setup.set_up(folder, None, {}, NOW, again={"pc-1": None})
            said, *others = joined(lost, folder / "workers" / "pc-1.toml", other)
        else:
            cluster_setup.set_up(folder, None, {}, NOW, remove=["pc-1"])
            said, *others = joined(lost, other)
    finally:
        scheduler.kill()
        scheduler.join()
    assert "取りまとめ役は、この worker.toml をもう受け付けません（「pc-1」を外したか、作り直しました）" in said
    assert set(others) == {"joined"}


@contextmanager
def at_work(file: Path, told: Path) -> Iterator[None]:
    """`transcriber worker` with this file; what it says goes to `told`."""
    with told.open("w", encoding="utf-8") as out:
        command = [sys.executable, "-m", "transcriber", "worker", "--config", str(file)]
        process = subprocess.Popen(command, stdout=out, stderr=subprocess.STDOUT, cwd=HOME)
        try:
            yield
        finally:
            process.terminate()
            process.wait(timeout=60)


def test_whoever_is_at_work_is_sent_away_at_once_and_told_why(tmp_path: Path) -> None:
    folder, at = tmp_path / "cluster", {name: Address(host="127.0.0.1", port=free_port()) for name in ("pc-1", "pc-2")}
    cluster_setup.set_up(folder, Address(host="127.0.0.1", port=free_port()), at, NOW)
    path, lost = folder / "coordinator.toml", tmp_path / "lost.toml"
    shutil.copy(folder / "workers" / "pc-1.toml", lost)
    told, other = tmp_path / "told.txt", tmp_path / "other.txt"
    scheduler = scheduler_process.start(read_coordinator_file(path), tmp_path, path)
    try:
        with at_work(lost, told), at_work(folder / "workers" / "pc-2.toml", other):
            for each in (told, other):
                until(
                    lambda each=each: "につながり、仕事を待っています" in each.read_text(encoding="utf-8"),
                    "did not join",
                    60,
                )
            cluster_setup.set_up(folder, None, {}, NOW, remove=["pc-1"])
            until(lambda: "もう受け付けません（「pc-1」を外したか" in told.read_text(encoding="utf-8"), "stays", 30)
            assert "切れました" not in other.read_text(encoding="utf-8")
    finally:
        scheduler.kill()
        scheduler.join()
