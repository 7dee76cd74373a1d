"""Dask's scheduler and worker, with all of it switched off that this product does not use.

Dask trusts whoever holds a certificate of its authority with everything, opens an HTTP server even where no dashboard is wanted, and
lets any member run any function anywhere. Here a certificate says its role: only the coordinator gives out work and reads results,
a worker registers under its own name alone, and there is no HTTP server.
"""

from __future__ import annotations

import inspect
import logging
import ssl
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import dask
from distributed import Scheduler, Security, Worker
from distributed.comm import Comm

from transcriber.cluster import certificates
from transcriber.cluster.certificates import COORDINATOR, WORKER
from transcriber.cluster.cluster_files import Keys

log = logging.getLogger(__name__)

MISSING_AFTER = 60.0
"""Seconds without a sign of life after which a worker counts as gone, and what it had is given to another."""

MOST_DEATHS = 2
"""Workers that may die of one task; what killed so many is given to no third."""

NO_LONGER = "no longer this cluster's"
"""What a worker is told whose certificate was taken back."""

_SETTINGS = {
    "distributed.scheduler.worker-ttl": f"{MISSING_AFTER:.0f}s",
    "distributed.scheduler.allowed-failures": MOST_DEATHS - 1,
    "distributed.scheduler.http.routes": [],
    "distributed.scheduler.preload": [],
    "distributed.scheduler.active-memory-manager.start": False,
    "distributed.worker.http.routes": [],
    "distributed.worker.preload": [],
    # Nothing is ever written to disk: what a worker holds is audio and text.
    "distributed.worker.memory.target": False,
    "distributed.worker.memory.spill": False,
    "distributed.worker.memory.pause": False,
    "distributed.worker.memory.terminate": False,
    "distributed.worker.profile.enabled": False,
    # Else each end keeps the last thousand messages of each line, and with them a gigabyte of sound for each worker.
    "distributed.admin.low-level-log-length": 0,
    "distributed.comm.require-encryption": True,
    "distributed.comm.compression": None,
    "distributed.comm.timeouts.connect": "10s",
    "distributed.comm.timeouts.tcp": f"{MISSING_AFTER:.0f}s",
    "distributed.admin.large-graph-warning-threshold": "1GB",
    "distributed.diagnostics.nvml": False,
}

_OF_COORDINATOR = frozenset({"register-client", "gather", "identity", "who_has", "versions", "ncores"})
_OF_WORKER = frozenset({"register-worker", "heartbeat_worker", "unregister"})
_OF_SCHEDULER = frozenset({"get_data", "free_keys", "identity", "ping", "terminate"})
"""What each role may ask: of the scheduler, and (the scheduler) of a worker."""


def configure_dask(scratch: Path | None = None) -> None:
    """For the whole process, before a scheduler, a worker or a client is made.

    Args:
        scratch: a folder of this user's alone, for Dask's own files; None: there is neither scheduler nor worker.
    """
    dask.config.set(_SETTINGS)
    if scratch is not None:  # else in a folder for all users, under a name that anybody can take first
        dask.config.set({"temporary-directory": str(scratch)})
    _quieten()


def _quieten() -> None:
    """The libraries quote what they were asked to do, and with it what was said. Some of their loggers got levels of their own when
    they were imported; those that are made later have none."""
    for name in ("distributed", "tornado", "asyncio"):
        logging.getLogger(name).setLevel(logging.CRITICAL)
        for known in list(logging.root.manager.loggerDict):
            if known.startswith(f"{name}."):
                logging.getLogger(known).setLevel(logging.CRITICAL)


def security_of(keys: Keys, *, asks_coordinator: bool) -> Security:
    """TLS both ways, by certificates of this cluster's authority alone.

    Args:
        asks_coordinator: whatever is connected to has to be the coordinator.
    """
    own = {"cert": keys.certificate, "key": keys.key}
    return (_AsksCoordinator if asks_coordinator else Security)(
        tls_ca_file=keys.authority,
        **{f"tls_{role}_{what}": pem for role in ("scheduler", "worker", "client") for what, pem in own.items()},
        tls_min_version=ssl.TLSVersion.TLSv1_3,
        require_encryption=True,
    )


class _AsksCoordinator(Security):  # type: ignore[misc]
    __slots__ = Security.__slots__  # it names what may be given

    def get_connection_args(self, role: str) -> dict[str, Any]:
        found: dict[str, Any] = super().get_connection_args(role)
        found["ssl_context"].check_hostname = True
        return {**found, "server_hostname": certificates.COORDINATOR_HOST}


def role_and_name(comm: Comm) -> tuple[str, str]:
    """What the certificate at the other end says; empty where there is none."""
    subject = comm.extra_info.get("peercert", {}).get("subject", ())
    said = {key: value for part in subject for key, value in part}
    return said.get("organizationalUnitName", ""), said.get("commonName", "")


def serial(comm: Comm) -> str:
    """Of the certificate at the other end."""
    return str(comm.extra_info.get("peercert", {}).get("serialNumber", "")).lstrip("0").lower()


def _only(role: str, handler: Callable[..., Any]) -> Callable[..., Any]:
    """`handler`, for those of one role."""
    wants_comm = next(iter(inspect.signature(handler).parameters), "") == "comm"

    async def guarded(comm: Comm, **message: Any) -> Any:
        if role_and_name(comm)[0] != role:
            log.warning("refused: %s is not for this role", handler.__name__)
            raise PermissionError(handler.__name__)
        found = handler(comm, **message) if wants_comm else handler(**message)
        return await found if inspect.isawaitable(found) else found

    return guarded


class GuardedScheduler(Scheduler):  # type: ignore[misc]
    """Gives out work for the coordinator, to workers.

    Args:
        known: asked at each one: name → serial of the one certificate that counts for it; empty: any does that bears the name.
    """

    handlers: dict[str, Callable[..., Any]]

    def __init__(self, known: Callable[[], Mapping[str, str]], **arguments: Any) -> None:
        super().__init__(dashboard=False, **arguments)
        self.left: set[str] = set()
        self._known = known
        there = self.handlers
        own = {name: _only(COORDINATOR, there[name]) for name in _OF_COORDINATOR & there.keys()}
        of_worker = {name: there[name] for name in _OF_WORKER & there.keys()} | {"heartbeat_worker": self._hear_from}
        self.handlers = own | {name: _only(WORKER, handler) for name, handler in of_worker.items()}

    def start_http_server(self, *arguments: Any, **more: Any) -> None:
        """There is none."""

    async def add_worker(self, comm: Comm, *, name: str, **more: Any) -> None:
        """Take in a worker under the name that its certificate has."""
        if role_and_name(comm)[1] != name:
            raise PermissionError("another worker's name")
        if not self._counts(comm):
            await comm.write({"status": "error", "message": NO_LONGER, "time": time.time()})
            return
        self.left.discard(name)
        await super().add_worker(comm, name=name, **more)

    def _counts(self, comm: Comm) -> bool:
        """Whether the certificate at the other end is the one that counts for its name."""
        return self._known().get(role_and_name(comm)[1]) in ("", serial(comm))

    async def _hear_from(self, comm: Comm, *, address: str, **more: Any) -> dict[str, Any]:
        """A sign of life. Whose certificate was taken back meanwhile is no longer there, whatever it has to do."""
        if self._counts(comm):
            found: dict[str, Any] = self.heartbeat_worker(address=address, **more)
            return found
        there = self.workers.get(address)
        if there is not None and there.name == role_and_name(comm)[1]:
            log.warning("a worker is no longer known, and is sent away")
            await self.remove_worker(address, stimulus_id="taken-back", close=True)
        return {"status": "missing"}

    async def remove_worker(self, address: str, **more: Any) -> Any:
        """Remember of one that goes whether it had said so."""
        seen = self.workers.get(address)
        if seen is not None and seen.metrics.get("desk", {}).get("leaves"):
            self.left.add(str(seen.name))
        return await super().remove_worker(address, **more)

    def identity(self, n_workers: int = -1) -> dict[str, Any]:
        """Who is there, and who left as he had said."""
        return {**super().identity(n_workers), "left": sorted(self.left)}


class GuardedWorker(Worker):  # type: ignore[misc]
    """Takes work from the coordinator, and answers nobody else."""

    handlers: dict[str, Callable[..., Any]]

    def __init__(self, **arguments: Any) -> None:
        super().__init__(dashboard=False, memory_limit=0, **arguments)
        self.handlers = {name: _only(COORDINATOR, self.handlers[name]) for name in _OF_SCHEDULER & self.handlers.keys()}

    def start_http_server(self, *arguments: Any, **more: Any) -> None:
        """There is none."""
