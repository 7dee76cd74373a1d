"""The real pipeline with the embedded models, run once as its user runs it and looked at by many tests."""

from __future__ import annotations

import os
import pickle
from pathlib import Path

import pytest
from filelock import FileLock
from support.processed import Processed, process


@pytest.fixture(scope="session")
def council(tmp_path_factory: pytest.TempPathFactory) -> Processed:
    return once("council.mp3", "会議録", tmp_path_factory)


@pytest.fixture(scope="session")
def consultation(tmp_path_factory: pytest.TempPathFactory) -> Processed:
    return once("consultation.m4a", "相談記録", tmp_path_factory)


def once(recording: str, profile: str, folders: pytest.TempPathFactory) -> Processed:
    """`process`, by the first of the processes that share the tests; the others wait for it."""
    base = folders.getbasetemp()
    base = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    folder = base / Path(recording).stem
    done = folder / "processed.pickle"
    with FileLock(base / f"{folder.name}.lock"):
        if not done.exists():
            folder.mkdir()
            done.write_bytes(pickle.dumps(process(recording, profile, folder)))
        found: Processed = pickle.loads(done.read_bytes())
    return found


@pytest.fixture(params=["council", "consultation"])
def processed(request: pytest.FixtureRequest) -> Processed:
    """Either, for what must hold for both."""
    found: Processed = request.getfixturevalue(request.param)
    return found
