"""What Dask and what it stands on log: nothing, for they quote what they were asked to do."""

from __future__ import annotations

import logging
import subprocess
import sys
from pathlib import Path

import pytest

from transcriber.cluster import guarded_servers

KILLED_TWICE = """
import datetime as dt, logging, sys, time
from pathlib import Path
from support.town import free_port, until
from transcriber.cluster import cluster_setup
from transcriber.cluster.cluster_files import Address, read_coordinator_file
from transcriber.cluster.pool import WorkerPool

def killed_twice(folder):
    logging.basicConfig()
    here = Address(host="127.0.0.1", port=free_port())
    path = cluster_setup.set_up(folder / "c", here, {}, dt.datetime.now(dt.UTC)).coordinator
    pool = WorkerPool(read_coordinator_file(path), folder / "work", path=path)
    up = lambda: pool._client is not None and pool._client.status == "running" and pool._scheduler.is_alive()
    for _ in range(2):
        until(up, "up")
        pool._scheduler.kill()
        pool._scheduler.join()
        time.sleep(0.5)
    until(up, "up again")
    pool.close()

if __name__ == "__main__":
    killed_twice(Path(sys.argv[1]))
"""


def test_a_scheduler_that_is_killed_leaves_nothing_in_the_log(tmp_path: Path) -> None:
    script = tmp_path / "killed_twice.py"
    script.write_text(KILLED_TWICE)
    path = [str(Path(__file__).parents[2]), str(Path(__file__).parents[3])]
    done = subprocess.run(
        [sys.executable, str(script), str(tmp_path)], env={"PYTHONPATH": ":".join(path), "PATH": "/usr/bin:/bin"},
        capture_output=True, text=True, check=False, timeout=120,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize("name", ["distributed.client", "tornado.application", "distributed.made.later", "asyncio"])
def test_no_logger_of_theirs_speaks(name: str) -> None:
    guarded_servers.configure_dask()
    assert not logging.getLogger(name).isEnabledFor(logging.ERROR)
