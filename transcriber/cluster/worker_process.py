"""`transcriber worker`: offers this computer to its coordinator until it is told to go, and then ends its task before it goes."""

from __future__ import annotations

import asyncio
import datetime as dt
import errno
import socket
import ssl
import tempfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from distributed import get_worker
from distributed.core import Status

from transcriber.cluster import certificates
from transcriber.cluster.cluster_files import WorkerFile
from transcriber.cluster.guarded_servers import NO_LONGER, GuardedWorker, configure_dask, security_of
from transcriber.cluster.work_data import Wanted
from transcriber.cluster.worker_desk import WorkerDesk
from transcriber.system import offline, wall_clock

AGAIN = 3.0
"""Seconds between two tries to reach the coordinator."""

HEARD = 10.0
"""Seconds in which the coordinator has to answer a call."""

COLLECTED = 30.0
"""Seconds that a worker that goes waits at most for its last result to be fetched."""


def run_task(asked: Wanted, parcel: bytes) -> bytes:
    """What the coordinator submits. Never raises: Dask would log what it was called with."""
    desk: WorkerDesk = get_worker().desk
    return desk.do(asked, parcel).to_bytes()


def told_by_coordinator(text: str) -> None:
    """What the coordinator submits to say why this computer gets no work; empty: it does. Raises nothing, as `run_task`."""
    get_worker().hear(text)


def hours(leaves: str, now: dt.datetime) -> tuple[bool, float | None]:
    """Whether a worker helps at this time of day, and the seconds until that changes (None: never).

    Args:
        leaves: HH:MM from which on it does not help until midnight; empty: it always does.
    """
    if not leaves:
        return True, None
    hour, minute = map(int, leaves.split(":"))
    at = now.replace(hour=hour, minute=minute, second=0, microsecond=0)
    if now < at:
        return True, (at - now).total_seconds()
    midnight = now.replace(hour=0, minute=0, second=0, microsecond=0) + dt.timedelta(days=1)
    return False, (midnight - now).total_seconds()


class WorkerProcess:
    """One worker.

    Args:
        say: tells a person, in Japanese, what happens.
        turn: the file by which workers for several offices on this computer take turns; None: there is only this one.
        now: the wall clock (timezone-aware).
    """

    def __init__(
        self,
        file: WorkerFile,
        say: Callable[[str], None],
        turn: Path | None = None,
        now: Callable[[], dt.datetime] = wall_clock.time_now,
    ) -> None:
        self._file = file
        self._say = say
        self._turn = turn
        self._now = now
        self._leave = asyncio.Event()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._told = ""

    def leave(self) -> None:
        """End what is being done, and go. From any thread or signal handler."""
        if self._loop is not None:
            self._loop.call_soon_threadsafe(self._leave.set)

    async def run(self) -> None:
        """Until `leave`."""
        self._loop = asyncio.get_running_loop()
        offline.enforce()
        with tempfile.TemporaryDirectory(prefix="transcriber-worker-") as scratch:
            configure_dask(Path(scratch))
            desk = await asyncio.to_thread(WorkerDesk, self._file, Path(scratch), self._turn)
            try:
                for fault in desk.card["faults"]:
                    self._say(fault)
                while not self._leave.is_set():
                    there, pause = hours(self._file.leaves, self._now())
                    if not there:
                        self._tell(f"{self._file.leaves} を過ぎたので、明日まで手伝いません。")
                    elif await self._reachable():
                        await self._serve(desk, scratch)
                    with suppress(TimeoutError):
                        await asyncio.wait_for(self._leave.wait(), AGAIN if there else pause)
            finally:
                await asyncio.to_thread(desk.close)
        self._tell("抜けました。")

    async def _serve(self, desk: WorkerDesk, scratch: str) -> None:
        """Until the coordinator is gone, or this worker has to go."""
        file = self._file
        worker = GuardedWorker(
            scheduler_ip=str(file.coordinator),
            host=file.listen.host,
            port=file.listen.port,
            protocol="tls",
            name=file.name,
            nthreads=1,
            resources=dict.fromkeys(file.offers, 1),
            security=security_of(file.keys, asks_coordinator=True),
            local_directory=scratch,
            startup_information={"card": lambda _: desk.card},
            metrics={"desk": lambda _: desk.metrics()},
            death_timeout=HEARD,
        )
        desk.will_leave(leaves=False)
        worker.desk = desk
        worker.hear = self._hear
        try:
            await worker
        except (OSError, TimeoutError, RuntimeError, ValueError) as e:
            self._tell(_why_not_joined(e, file))
            await worker.close()
            return
        self._hear("")
        ended = asyncio.create_task(worker.finished())
        leaving = asyncio.create_task(self._leave.wait())
        _, until = hours(self._file.leaves, self._now())
        await asyncio.wait({ended, leaving}, timeout=until, return_when=asyncio.FIRST_COMPLETED)
        leaving.cancel()
        if ended.done():
            self._tell("取りまとめ役との接続が切れました。続けて試します。")
            return
        await self._drain(worker)
        await worker.close(reason="leaves")
        await ended

    async def _drain(self, worker: GuardedWorker) -> None:
        """Take nothing new, end what runs, and let its result be fetched."""
        self._tell("していた仕事を終えてから抜けます。")
        worker.status = Status.paused
        while worker.state.executing and worker.status is Status.paused:
            await asyncio.sleep(0.1)
        until = asyncio.get_running_loop().time() + COLLECTED
        while worker.data and asyncio.get_running_loop().time() < until:
            await asyncio.sleep(0.1)
        worker.desk.will_leave(leaves=True)
        with suppress(Exception):  # the line: then it counts as cut
            await worker.heartbeat()

    async def _reachable(self) -> bool:
        """Whether the coordinator answers, and takes this certificate; says why not."""
        at = self._file.coordinator
        context = security_of(self._file.keys, asks_coordinator=True).get_connection_args("worker")["ssl_context"]
        writer = None
        try:
            reader, writer = await asyncio.wait_for(
                asyncio.open_connection(at.host, at.port, ssl=context, server_hostname=certificates.COORDINATOR_HOST),
                HEARD,
            )
            if await asyncio.wait_for(reader.read(1), HEARD):
                return True
            self._tell("取りまとめ役が、すぐに接続を切りました。続けて試します。")
        except ssl.SSLError as e:
            self._tell(_why_no_trust(e, f"{at.host}:{at.port}"))
        except (OSError, TimeoutError):
            self._tell(
                f"取りまとめ役 {at.host}:{at.port} が応答しません。続けて試します。続くときは、取りまとめ役で「transcriber watch」が動いているか、"
                f"ポート {at.port} がファイアウォールで閉じていないかを確かめてください。"
            )
        finally:
            if writer is not None:
                writer.close()
        return False

    def _hear(self, why: str) -> None:
        """Tell why no work comes; empty: it may come. From any thread."""
        at = self._file.coordinator
        there = f"取りまとめ役 {at.host}:{at.port} につながり、仕事を待っています。"
        self._tell(f"取りまとめ役につながりましたが、このパソコンには仕事が来ません。{why}" if why else there)

    def _tell(self, text: str) -> None:
        """Once, however often it happens."""
        if text != self._told:
            self._told = text
            self._say(text)


def _why_not_joined(error: Exception, file: WorkerFile) -> str:
    """For people: what keeps a worker out although the coordinator answers."""
    own, again = f"{file.listen.host}:{file.listen.port}", "続けて試します。"
    while error.__cause__ is not None:
        error = error.__cause__  # type: ignore[assignment]
    if isinstance(error, OSError) and error.errno == errno.EADDRINUSE:
        return f"このパソコンの {own} は、ほかのプログラムが使っています。それを止めるか、cluster init で別のポートを指定してください。{again}"
    if isinstance(error, socket.gaierror) or (isinstance(error, OSError) and error.errno == errno.EADDRNOTAVAIL):
        return (
            f"worker.toml の listen にある {file.listen.host} は、このパソコンのアドレスではないか、名前が分かりません。"
            f"このパソコンのための worker.toml かを確かめてください。{again}"
        )
    if NO_LONGER in str(error):
        return (
            f"取りまとめ役は、この worker.toml をもう受け付けません（「{file.name}」を外したか、作り直しました）。{again}"
            "手伝わせるなら、取りまとめ役で作り直した worker.toml に替えてください。"
        )
    if "name taken" in str(error):
        return f"「{file.name}」という名前のパソコンが、もうつながっています。同じ worker.toml を2台で使っていないかを確かめてください。{again}"
    return f"取りまとめ役につながりません（{type(error).__name__}）。{again}"


def _why_no_trust(error: ssl.SSLError, at: str) -> str:
    """For people: why TLS came to nothing."""
    said = f"{error.reason} {getattr(error, 'verify_message', '')}".upper()
    if "EXPIRED" in said or "NOT YET VALID" in said:
        return (
            f"取りまとめ役 {at} かこのパソコンの証明書が切れているか、どちらかの時計が大きくずれています。続けて試します。"
            "取りまとめ役で「transcriber doctor」を実行してください。"
        )
    if "WRONG_VERSION" in said or "UNEXPECTED_EOF" in said or "RECORD_LAYER" in said:
        return f"{at} で答えたのは、取りまとめ役ではありません。worker.toml の coordinator のポート番号を確かめてください。続けて試します。"
    return (
        f"{at} は、この worker.toml と同じ「cluster init」で作られたものではありません。何も送らず、受け取りません。"
        "worker.toml を確かめてください。"
    )
