"""The engine's process may die; the one that owns the jobs may not."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator

import pytest

from transcriber.engines import EngineProcess
from transcriber.errors import EngineDied, EngineFailed, SilentRecording


@pytest.fixture
def engine() -> Iterator[EngineProcess]:
    with EngineProcess(threads=2) as engine:
        yield engine


def test_an_answer_comes_back_from_another_process(engine: EngineProcess) -> None:
    assert engine.submit(os.getpid).result() != os.getpid()


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGSEGV, signal.SIGABRT])
def test_a_death_is_an_error_and_the_next_call_gets_a_fresh_process(engine: EngineProcess, number: int) -> None:
    first = engine.submit(os.getpid).result()
    with pytest.raises(EngineDied, match="途中で止まりました"):
        engine.submit(signal.raise_signal, number).result()
    assert engine.submit(os.getpid).result() != first


def test_our_own_errors_arrive_whole(engine: EngineProcess) -> None:
    with pytest.raises(SilentRecording) as caught:
        engine.submit(_silent).result()
    assert (caught.value.found, caught.value.todo) == ("声がありません。", "聞いてください。")


def test_any_other_error_is_named_without_what_was_said(engine: EngineProcess) -> None:
    with pytest.raises(EngineFailed, match="ValueError") as caught:
        engine.submit(_fails_on, "加藤議員の発言").result()
    assert "加藤" not in str(caught.value)


def test_a_killed_engine_answers_with_its_death(engine: EngineProcess) -> None:
    import time

    waiting = engine.submit(time.sleep, 60)
    time.sleep(1)
    engine.kill()
    with pytest.raises(EngineDied):
        waiting.result(timeout=10)


def test_telemetry_is_off_before_anything_is_imported(engine: EngineProcess) -> None:
    assert engine.submit(os.getenv, "PYANNOTE_METRICS_ENABLED").result() == "0"
    assert engine.submit(os.getenv, "HF_HUB_OFFLINE").result() == "1"


def _silent() -> None:
    raise SilentRecording("声がありません。", "聞いてください。")


def _fails_on(text: str) -> None:
    raise ValueError(text)
