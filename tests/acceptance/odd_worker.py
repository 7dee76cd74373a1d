"""A real worker that is slow, of another version, with other weights, cannot be reached, or dies of a certain window: for tests of what that does to others.

python odd_worker.py worker.toml [--seconds N] [--version V] [--weights HASH] [--dies-of SECOND] [--turn FILE] [--closed]
"""

from __future__ import annotations

import argparse
import os
import pickle
import sys
import time
from pathlib import Path
from typing import Any

import typer

import transcriber

parser = argparse.ArgumentParser()
parser.add_argument("config", type=Path)
parser.add_argument("--seconds", type=float, default=0.0, help="added to each task")
parser.add_argument("--version", default=transcriber.__version__)
parser.add_argument("--weights", default="", help="hash of the weights that it says it has")
parser.add_argument("--closed", action="store_true", help="nobody can connect to the worker")
parser.add_argument("--turn", help="as `transcriber worker` has it")
parser.add_argument("--dies-of", type=float, help="the worker dies of the window with this second of the recording")

if __name__ == "__main__":
    asked = parser.parse_args()
    transcriber.__version__ = asked.version
    from transcriber.cli.main import app
    from transcriber.cluster.work_data import Wanted, WindowWork
    from transcriber.cluster.worker_desk import WorkerDesk

    done, card = WorkerDesk._done, WorkerDesk._card

    def oddly(self: WorkerDesk, wanted: Wanted, parcel: bytes) -> str:
        work = pickle.loads(parcel)
        deadly = asked.dies_of is not None and isinstance(work, WindowWork)
        if deadly and work.window.start <= asked.dies_of < work.window.end:
            os._exit(1)
        time.sleep(asked.seconds)
        found = done(self, wanted, parcel)
        typer.echo(f"did {work.window.index if isinstance(work, WindowWork) else 'a piece'}")
        return found

    def told(self: WorkerDesk) -> dict[str, Any]:
        found = card(self)
        return {**found, "models": dict.fromkeys(found["models"], asked.weights)} if asked.weights else found

    if asked.closed:  # as behind a firewall: it reaches the coordinator, and nobody reaches it
        from distributed import Worker

        register = Worker._register_with_scheduler

        async def behind_a_wall(self: Any) -> None:
            for listener in self.listeners:
                listener.tcp_server.stop()
            await register(self)

        Worker._register_with_scheduler = behind_a_wall

    WorkerDesk._done = oddly  # type: ignore[method-assign]
    WorkerDesk._card = told  # type: ignore[method-assign]
    sys.argv = ["transcriber", "worker", "--config", str(asked.config), *(["--turn", asked.turn] if asked.turn else [])]
    app()
