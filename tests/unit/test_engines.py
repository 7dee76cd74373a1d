"""The engine's process may die; the one that owns the jobs may not."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from transcriber.errors import EngineDied, EngineFailed, SilentRecording
from transcriber.system.engines import EngineProcess


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


def test_what_the_recogniser_is_given_does_not_depend_on_the_number_of_threads() -> None:
    """Else the text of a recording would depend on how many processors a computer has."""
    digests = set()
    for threads in (1, 2, 8):
        with EngineProcess(threads=threads) as engine:
            digests.add(engine.submit(_features).result())
    assert len(digests) == 1


def test_our_own_errors_arrive_whole(engine: EngineProcess) -> None:
    with pytest.raises(SilentRecording) as caught:
        engine.submit(_silent).result()
    assert (caught.value.found, caught.value.todo) == ("声がありません。", "聞いてください。")


def test_any_other_error_is_named_without_what_was_said(engine: EngineProcess) -> None:
    with pytest.raises(EngineFailed, match="ValueError") as caught:
        engine.submit(_fails_on, "加藤議員の発言").result()
    assert "加藤" not in str(caught.value)


def test_a_killed_engine_answers_with_its_death(engine: EngineProcess) -> None:
    waiting = engine.submit(time.sleep, 60)
    time.sleep(1)
    engine.kill()
    with pytest.raises(EngineDied):
        waiting.result(timeout=10)


def test_an_engine_that_is_gone_can_be_killed(engine: EngineProcess, monkeypatch: pytest.MonkeyPatch) -> None:
    """As when a worker is ended with all its processes at once: which of them dies first is chance."""
    pid = engine.submit(os.getpid).result()

    def gone(asked: int, number: int) -> None:
        assert asked == pid
        raise ProcessLookupError(3, "No such process")

    with monkeypatch.context() as patched:
        patched.setattr(os, "kill", gone)
        engine.kill()
    os.kill(pid, signal.SIGKILL)
    assert engine.submit(os.getpid).result() != pid


def test_an_engine_does_not_outlive_the_process_that_started_it() -> None:
    script = (
        "import os, time\n"
        "from transcriber.system.engines import EngineProcess\n"
        "if __name__ == '__main__':\n"
        "    engine = EngineProcess(threads=1)\n"
        "    print(engine.submit(os.getpid).result(), flush=True)\n"
        "    engine.submit(time.sleep, 600)\n"
        "    time.sleep(600)\n"
    )
    with tempfile.TemporaryDirectory() as folder:
        main = Path(folder, "main.py")
        main.write_text(script, encoding="utf-8")
        with subprocess.Popen([sys.executable, str(main)], stdout=subprocess.PIPE, text=True) as parent:
            assert parent.stdout is not None
            child = int(parent.stdout.readline())
            parent.kill()
        deadline = time.monotonic() + 10
        while Path(f"/proc/{child}").exists() and time.monotonic() < deadline:
            time.sleep(0.05)
        assert not Path(f"/proc/{child}").exists()


def test_telemetry_is_off_before_anything_is_imported(engine: EngineProcess) -> None:
    assert engine.submit(os.getenv, "PYANNOTE_METRICS_ENABLED").result() == "0"
    assert engine.submit(os.getenv, "HF_HUB_OFFLINE").result() == "1"


def _silent() -> None:
    raise SilentRecording("声がありません。", "聞いてください。")


def _fails_on(text: str) -> None:
    raise ValueError(text)


def _features() -> str:
    import hashlib

    import numpy as np
    from faster_whisper.feature_extractor import FeatureExtractor

    noise = np.random.default_rng(0).standard_normal(10 * 16_000).astype(np.float32)
    return hashlib.sha256(np.ascontiguousarray(FeatureExtractor()(noise)).tobytes()).hexdigest()
