"""What a user of a machine gets at of what others on it have: tried, not looked up.

python intruder.py < {"files": [...], "folders": [...], "processes": [...], "servers": [[host, port], ...], "keys": {...}, "own": "/folder"}

Printed is what it got at: files read, folders listed, both written to (they are only opened for that), memory and open files of processes, processes
that took a signal, sockets of this machine that took a connection, servers that answered.
"""

from __future__ import annotations

import asyncio
import json
import os
import socket
import ssl
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from transcriber.cluster import certificates, cluster_files, guarded_servers


def through(deed: Callable[[], object]) -> bool:
    """Whether the system lets it be done."""
    try:
        deed()
    except OSError:
        return False
    return True


def memory(pid: int) -> None:
    with Path(f"/proc/{pid}/maps").open() as maps, Path(f"/proc/{pid}/mem").open("rb", buffering=0) as held:
        held.seek(int(maps.readline().split("-")[0], 16))
        held.read(16)


def read(path: str) -> None:
    with Path(path).open("rb") as file:
        file.read(1)


def local_sockets(own: str) -> list[str]:
    """Names of sockets of this machine that take a connection, beside those in `own`."""
    with Path("/proc/net/unix").open() as listed:
        names = {line.split(maxsplit=7)[7].strip() for line in listed.readlines()[1:] if len(line.split()) > 7}
    found = []
    for name in sorted(n for n in names if not n.startswith(own)):
        with socket.socket(socket.AF_UNIX) as tried:
            if through(lambda: tried.connect("\0" + name[1:] if name.startswith("@") else name)):  # noqa: B023 - called at once
                found.append(name)
    return found


async def answered(host: str, port: int, context: ssl.SSLContext) -> bool:
    """Whether a server takes this certificate and says something of Dask's."""
    try:
        reader, writer = await asyncio.wait_for(
            asyncio.open_connection(host, port, ssl=context, server_hostname=certificates.COORDINATOR_HOST), 10
        )
    except (OSError, TimeoutError):
        return False
    try:
        return bool(await asyncio.wait_for(reader.read(1), 10))
    except (OSError, TimeoutError):
        return False
    finally:
        writer.close()


def main() -> None:
    asked: dict[str, Any] = json.load(sys.stdin)
    keys = cluster_files.Keys(**asked["keys"])
    context = guarded_servers.security_of(keys, asks_coordinator=False).get_connection_args("client")["ssl_context"]
    files, folders = asked["files"], asked["folders"]
    found = {
        "read": [p for p in files if through(lambda: read(p))],  # noqa: B023
        "listed": [p for p in folders if through(lambda: list(Path(p).iterdir()))],  # noqa: B023
        "written": [p for p in files if through(lambda: os.close(os.open(p, os.O_WRONLY)))]  # noqa: B023
        + [p for p in folders if os.access(p, os.W_OK | os.X_OK)],
        "memory": [p for p in asked["processes"] if through(lambda: memory(p))],  # noqa: B023
        "opened": [p for p in asked["processes"] if through(lambda: list(Path(f"/proc/{p}/fd").iterdir()))],  # noqa: B023
        "signalled": [p for p in asked["processes"] if through(lambda: os.kill(p, 0))],  # noqa: B023
        "sockets": local_sockets(asked["own"]),
        "answered": [at for at in asked["servers"] if asyncio.run(answered(*at, context))],
    }
    sys.stdout.write(json.dumps(found, ensure_ascii=False))


if __name__ == "__main__":
    main()
