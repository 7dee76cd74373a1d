"""Between computers something is wrong: whoever looks reads what it is, and what to do."""

from __future__ import annotations

import asyncio
import datetime as dt
import errno
import socket
import ssl
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, closing
from pathlib import Path

import dask
import pytest
from distributed.batched import BatchedSend

from transcriber.cli import doctor_at_work
from transcriber.cluster import certificates, cluster_setup, guarded_servers, scheduler_process, worker_process
from transcriber.cluster.cluster_files import Address, Keys, WorkerFile, read_coordinator_file, read_worker_file
from transcriber.cluster.worker_process import WorkerProcess
from transcriber.errors import ClusterFileError
from transcriber.settings import Cluster, Folders, Settings
from transcriber.system import other_pcs
from transcriber.system.other_pcs import OtherPcs

NOW = dt.datetime.now(dt.UTC)
HERE = Address(host="127.0.0.1", port=8786)


def town(folder: Path, now: dt.datetime = NOW) -> Path:
    cluster_setup.set_up(folder, HERE, {"pc-1": HERE}, now)
    return folder


@pytest.fixture
def file(tmp_path: Path) -> WorkerFile:
    return read_worker_file(town(tmp_path / "own") / "workers" / "pc-1.toml")


@pytest.mark.parametrize(
    ("change", "now", "found", "todo"),
    [
        (lambda k: k, NOW + dt.timedelta(days=6 * 365), "に切れました（このパソコンの時計は", "作り直し"),
        (lambda k: k, NOW - dt.timedelta(days=30), "から使えます", "日付を合わせて"),
        (lambda k: k.model_copy(update={"key": k.key[:120]}), NOW, "証明書か鍵が壊れています", "もう一度運んで"),
        (
            lambda k: k.model_copy(update={"certificate": k.certificate[:200]}),
            NOW,
            "証明書か鍵が壊れています",
            "運んで",
        ),
        (lambda k: k.model_copy(update={"authority": ""}), NOW, "証明書か鍵が壊れています", "もう一度運んで"),
    ],
)
def test_keys_that_are_no_use_are_told_before_anything_is_tried(
    file: WorkerFile, change: Callable[[Keys], Keys], now: dt.datetime, found: str, todo: str
) -> None:
    file.keys.require_usable(Path("worker.toml"), NOW)
    with pytest.raises(ClusterFileError) as caught:
        change(file.keys).require_usable(Path("worker.toml"), now)
    assert found in caught.value.found and "worker.toml" in caught.value.found and todo in caught.value.todo


@pytest.mark.parametrize("part", ["authority", "certificate", "key"])
def test_a_file_put_together_of_two_towns_is_told(file: WorkerFile, tmp_path: Path, part: str) -> None:
    theirs = read_worker_file(town(tmp_path / "other") / "workers" / "pc-1.toml").keys
    mixed = file.keys.model_copy(update={part: getattr(theirs, part)})
    with pytest.raises(ClusterFileError, match="別のもの同士です"):
        mixed.require_usable(Path("worker.toml"), NOW)


@asynccontextmanager
async def answering(context: ssl.SSLContext | None) -> AsyncIterator[int]:
    """Something that listens and talks of its own accord; its port."""

    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.0 400 Bad Request\r\n\r\n")
        writer.close()

    async with await asyncio.start_server(talk, "127.0.0.1", 0, ssl=context) as server:
        yield server.sockets[0].getsockname()[1]


def told_by_worker(file: WorkerFile, keys: Keys | None, *, plain: bool = False) -> tuple[bool, str]:
    """Whether the worker takes what answers for its coordinator, and what it says; with no keys nobody answers."""
    said: list[str] = []

    async def ask() -> bool:
        if keys is None and not plain:
            with closing(socket.socket()) as tried:
                tried.bind(("127.0.0.1", 0))
                nobody = tried.getsockname()[1]
            return await reach(nobody)
        context = None
        if keys is not None:
            security = guarded_servers.security_of(keys, asks_coordinator=False)
            context = security.get_listen_args("scheduler")["ssl_context"]
        async with answering(context) as port:
            return await reach(port)

    async def reach(port: int) -> bool:
        asked = file.model_copy(update={"coordinator": Address(host="127.0.0.1", port=port)})
        return await WorkerProcess(asked, said.append)._reachable()

    return asyncio.run(ask()), "".join(said)


def test_a_worker_says_what_answers_in_the_place_of_its_coordinator(file: WorkerFile, tmp_path: Path) -> None:
    own = read_coordinator_file(tmp_path / "own" / "coordinator.toml").keys
    other = read_coordinator_file(town(tmp_path / "other") / "coordinator.toml").keys
    assert told_by_worker(file, own) == (True, "")
    there, said = told_by_worker(file, other)
    assert not there and "同じ「cluster init」で作られたものではありません" in said
    there, said = told_by_worker(file, None, plain=True)
    assert not there and "取りまとめ役ではありません" in said and "ポート番号を確かめて" in said
    there, said = told_by_worker(file, None)
    assert not there and "応答しません" in said and "transcriber watch" in said


def test_a_worker_says_that_the_coordinators_certificate_is_over(file: WorkerFile, tmp_path: Path) -> None:
    folder = town(tmp_path / "old", NOW - dt.timedelta(days=5 * 365 + 30))
    old = read_coordinator_file(folder / "coordinator.toml").keys
    own = read_worker_file(folder / "workers" / "pc-1.toml")
    there, said = told_by_worker(own, old)
    assert not there and "証明書が切れているか、どちらかの時計が大きくずれています" in said


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (OSError(errno.EADDRINUSE, ""), "ほかのプログラムが使っています"),
        (OSError(errno.EADDRNOTAVAIL, ""), "このパソコンのアドレスではないか"),
        (socket.gaierror(-2, "Name or service not known"), "このパソコンのアドレスではないか"),
        (ValueError("name taken, pc-1"), "同じ worker.toml を2台で使っていないか"),
        (TimeoutError(), "TimeoutError"),
    ],
)
def test_a_worker_says_why_it_could_not_join(file: WorkerFile, error: Exception, said: str) -> None:
    wrapped = RuntimeError("GuardedWorker failed to start.")
    wrapped.__cause__ = error
    told = worker_process._why_not_joined(wrapped, file)
    assert said in told and told.endswith("続けて試します。")


@pytest.mark.parametrize(
    ("host", "code"), [("127.0.0.1", scheduler_process.PORT_TAKEN), ("192.0.2.7", scheduler_process.NOT_OURS)]
)
def test_a_scheduler_that_cannot_listen_says_by_its_exit_why(tmp_path: Path, host: str, code: int) -> None:
    with closing(socket.create_server(("127.0.0.1", 0))) as other:
        file = read_coordinator_file(town(tmp_path / "own") / "coordinator.toml")
        at = Address(host=host, port=other.getsockname()[1])
        started = scheduler_process.start(file.model_copy(update={"listen": at}), tmp_path)
        started.join(60)
    assert started.exitcode == code


def test_doctor_and_status_say_why_nobody_is_given_work(tmp_path: Path) -> None:
    folder = town(tmp_path / "own")
    settings = Settings(folders=Folders(work=tmp_path), cluster=Cluster(coordinator=folder / "coordinator.toml"))
    other_pcs.write_other_pcs(tmp_path, OtherPcs(NOW.timestamp(), (), "127.0.0.1:8786 は使われています。"))
    found = other_pcs.read_other_pcs(tmp_path)
    assert found is not None
    assert other_pcs.lines(found, NOW.timestamp()) == (
        "手伝うパソコンに仕事を渡せません。127.0.0.1:8786 は使われています。",
    )
    findings = {f.about: f for f in doctor_at_work.computers(settings, time.time())}
    assert "使われています" in findings["手伝うパソコン"].todo
    assert findings["手伝うパソコンの鍵"].todo == "" and "まで使えます" in findings["手伝うパソコンの鍵"].found


def test_doctor_says_before_a_certificate_is_over_and_when_others_can_read_it(tmp_path: Path) -> None:
    folder = town(tmp_path / "old", NOW - dt.timedelta(days=5 * 365 - 30))
    path = folder / "coordinator.toml"
    assert "作り直し" in next(f for f in doctor_at_work.key_findings(path)).todo
    path.chmod(0o644)
    assert any("chmod 600" in f.todo for f in doctor_at_work.key_findings(path))
    until = certificates.valid_until(read_coordinator_file(path).keys.certificate)
    assert dt.timedelta(days=29) < until - NOW < dt.timedelta(days=31)


def test_no_end_of_a_line_keeps_the_messages_that_it_sent() -> None:
    """Dask keeps the last thousand of each line for developers: a gigabyte of sound for each worker, and what was said."""
    with dask.config.set(guarded_servers._SETTINGS):
        sent = BatchedSend(interval="2ms").recent_message_log
    sent.append({"op": "compute-task", "sound": b"..."})
    assert list(sent) == []
