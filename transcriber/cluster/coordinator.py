"""The coordinator of a command that works on recordings: there while the command runs, and nothing at all without [cluster]."""

from __future__ import annotations

import datetime as dt
import importlib.util
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from transcriber.cluster.cluster_files import RESTORE, read_coordinator_file
from transcriber.errors import ClusterFileError, ClusterNotInstalled
from transcriber.settings import Settings

if TYPE_CHECKING:
    from transcriber.cluster.other_computers import OtherComputers

PACKAGES = ("distributed", "cryptography")
"""Of the optional extra `cluster`."""


def require_packages() -> None:
    """Raises: ClusterNotInstalled."""
    if missing := [name for name in PACKAGES if importlib.util.find_spec(name) is None]:
        raise ClusterNotInstalled(
            f"複数のパソコンで分けて働くための部品（{'、'.join(missing)}）が入っていません。",
            "`scripts/setup cluster`（Windows では requirements\\cluster.txt）で入れてください。"
            "1台だけで使うなら、transcriber.toml の [cluster] を消してください。",
        )


@contextmanager
def helping_computers(settings: Settings) -> Iterator[OtherComputers | None]:
    """Those who help, for as long as the block runs; None where the settings have no [cluster].

    Raises:
        ClusterNotInstalled, ClusterFileError: they have, and it cannot be used.
    """
    if settings.cluster.coordinator is None:
        yield None
        return
    require_packages()
    file = read_coordinator_file(settings.cluster.coordinator)
    from transcriber.cluster.other_computers import OtherComputers
    from transcriber.cluster.pool import WorkerPool
    from transcriber.system import rights

    rights.make(settings.folders.work)
    trouble = ""
    try:
        file.keys.require_usable(settings.cluster.coordinator, dt.datetime.now(dt.UTC), RESTORE)
    except ClusterFileError as e:  # the minutes are written all the same, on this computer
        trouble = f"{e.found}{e.todo}"
    pool = WorkerPool(file, settings.folders.work, trouble, settings.cluster.coordinator)
    try:
        yield OtherComputers(pool, settings.cluster.wait_seconds, time.monotonic)
    finally:
        pool.close()
