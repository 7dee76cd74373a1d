"""The switches are thrown before the libraries look at them, and only a fetch opens the hub, for as long as it takes."""

from __future__ import annotations

import os

import pytest
from huggingface_hub import constants

from transcriber.system import offline


@pytest.fixture(autouse=True)
def _restored(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in offline.SWITCHES:
        monkeypatch.setenv(name, "")
    monkeypatch.setattr(constants, "HF_HUB_OFFLINE", False)


def test_telemetry_and_hub_are_off_for_this_process_and_its_children() -> None:
    offline.enforce()
    assert os.environ["PYANNOTE_METRICS_ENABLED"] == "0"
    assert os.environ["HF_HUB_OFFLINE"] == "1"


def test_a_hub_library_that_is_already_loaded_is_told_too() -> None:
    offline.enforce()
    assert constants.is_offline_mode()


def test_the_hub_is_open_inside_a_fetch_only_even_if_that_fails() -> None:
    offline.enforce()
    with pytest.raises(RuntimeError), offline.hub_allowed():
        assert not constants.is_offline_mode()
        raise RuntimeError
    assert constants.is_offline_mode()
