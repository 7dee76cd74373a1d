"""The real pipeline with the embedded models, run once as its user runs it and looked at by many tests."""

from __future__ import annotations

import pytest
from support.processed import Processed, process


@pytest.fixture(scope="session")
def council(tmp_path_factory: pytest.TempPathFactory) -> Processed:
    return process("council.mp3", "会議録", tmp_path_factory.mktemp("council"))


@pytest.fixture(scope="session")
def consultation(tmp_path_factory: pytest.TempPathFactory) -> Processed:
    return process("consultation.m4a", "相談記録", tmp_path_factory.mktemp("consultation"))


@pytest.fixture(params=["council", "consultation"])
def processed(request: pytest.FixtureRequest) -> Processed:
    """Either, for what must hold for both."""
    found: Processed = request.getfixturevalue(request.param)
    return found
