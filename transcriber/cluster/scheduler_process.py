"""Dask's scheduler in a child process of the coordinator: it may die and be started again, and holds nothing that is not done again."""

from __future__ import annotations

import asyncio
import multiprocessing
import socket
import threading
from contextlib import suppress
from multiprocessing.context import SpawnProcess
from pathlib import Path

from transcriber.cluster.cluster_files import CoordinatorFile, read_coordinator_file
from transcriber.errors import ClusterFileError
from transcriber.system import engines

PORT_TAKEN, NOT_OURS = 3, 4
"""Exit codes: something listens there already; the address is none of this computer."""


def start(file: CoordinatorFile, scratch: Path, path: Path | None = None) -> SpawnProcess:
    """The child, which ends with this process.

    Args:
        scratch: a folder of this user's alone, for Dask's own files.
        path: of coordinator.toml, in which workers may change meanwhile; None: they do not.
    """
    process = multiprocessing.get_context("spawn").Process(
        target=serve_workers, args=(file, scratch, path), daemon=True
    )
    process.start()
    return process


def serve_workers(file: CoordinatorFile, scratch: Path, path: Path | None) -> None:
    """In the child: until it is killed."""
    threading.Thread(target=engines.end_with_parent, daemon=True).start()
    engines.leave_interrupts_to_parent()
    from transcriber.cluster import guarded_servers

    guarded_servers.configure_dask(scratch)

    latest = file

    def known() -> dict[str, str]:
        nonlocal latest
        with suppress(ClusterFileError):  # it is just being written
            if path is not None and (there := read_coordinator_file(path)).keys == file.keys:
                latest = there
        return {name: latest.serials.get(name, "") for name in latest.workers}

    async def until_killed() -> None:
        scheduler = guarded_servers.GuardedScheduler(
            known=known,
            host=file.listen.host,
            port=file.listen.port,
            protocol="tls",
            security=guarded_servers.security_of(file.keys, asks_coordinator=False),
        )
        async with scheduler:
            await scheduler.finished()

    try:
        asyncio.run(until_killed())
    except (OSError, RuntimeError) as e:
        if not isinstance(e, OSError) and not isinstance(e.__cause__, OSError):  # Dask wraps it
            raise
        raise SystemExit(PORT_TAKEN if _is_ours(file.listen.host) else NOT_OURS) from None


def _is_ours(host: str) -> bool:
    """Whether a program of this computer can listen at that address at all."""
    try:
        family, kind, protocol, _, at = socket.getaddrinfo(host, 0, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind, protocol) as tried:
            tried.bind(at)
    except OSError:
        return False
    return True
