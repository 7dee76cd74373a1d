"""The speech stage with the real model and the real detector: both modes, quiet speech, threads measured where they are used."""

from __future__ import annotations

import json
import re
import unicodedata
from pathlib import Path

import jiwer
import numpy as np
import pytest

from transcriber import models
from transcriber.media import decoding
from transcriber.media.pcm import Pcm, Samples, to_bytes
from transcriber.minutes.people import Roster
from transcriber.minutes.terms import Glossary
from transcriber.minutes.transcript import DoubtKind, RecordKind
from transcriber.settings import HOME, Mode, Settings
from transcriber.speech import calibration, speech_engine
from transcriber.speech.voice import outside
from transcriber.system import devices
from transcriber.system.engines import EngineProcess

pytestmark = pytest.mark.engine

SECONDS = 60.0
"""Of the recording that are recognised: enough for two windows."""


@pytest.fixture(scope="module")
def model() -> Path:
    return models.open_store(Settings()).verified("faster-whisper-base").path


@pytest.fixture(scope="module")
def voices(tmp_path_factory: pytest.TempPathFactory) -> Samples:
    path = tmp_path_factory.mktemp("voices") / "audio.pcm"
    decoding.decode(HOME / "tests" / "recordings" / "consultation.m4a", path, name="consultation")
    return Pcm(path).read(0, SECONDS)


def request(audio: Samples, folder: Path, model: Path, mode: Mode = Mode.CAREFUL) -> speech_engine.SpeechRequest:
    (folder / "audio.pcm").write_bytes(to_bytes(audio))
    return speech_engine.SpeechRequest(
        pcm=folder / "audio.pcm",
        out=folder / mode.value,
        model=model,
        device="cpu",
        compute_type="int8",
        batch=devices.CPU.batch,
        threads=2,
        kind=RecordKind.CONSULTATION,
        roster=Roster(),
        glossary=Glossary(),
        mode=mode,
    )


def said() -> str:
    truth = json.loads((HOME / "tests" / "recordings" / "consultation.json").read_text(encoding="utf-8"))
    return plain("".join(u["clean"] for u in truth["utterances"] if u["end"] < SECONDS))


def plain(text: str) -> str:
    return re.sub(r"[\W_ー]", "", unicodedata.normalize("NFKC", text))


@pytest.mark.parametrize("mode", list(Mode))
def test_both_modes_hear_what_was_said_and_account_for_every_second(
    mode: Mode, voices: Samples, model: Path, tmp_path: Path
) -> None:
    asked = request(voices, tmp_path, model, mode)
    plan = speech_engine.plan(asked)
    speech_engine.recognise(asked, plan, speech_engine.pending_windows(asked, plan))
    texts = speech_engine.read_window_texts(asked.out, plan).texts
    written = plain("".join(c.text for t in texts for c in t.characters))
    errors = jiwer.process_characters(said(), written[: len(said()) + 20])
    assert errors.cer < 0.35  # numerals are not folded here, and the last sentence is cut
    assert errors.deletions / len(said()) < 0.05
    assert all(t.characters or any(d.kind is DoubtKind.GAP for d in t.doubts) for t in texts)


def test_a_voice_thirty_decibels_down_is_found(voices: Samples, model: Path, tmp_path: Path) -> None:
    rng = np.random.default_rng(1)
    silence = np.zeros(3 * 16_000, np.float32)
    loud, low = voices[: 20 * 16_000], voices[20 * 16_000 : 35 * 16_000] * np.float32(10 ** (-45 / 20))
    audio = np.concatenate([loud, silence, low, silence]) + rng.standard_normal(41 * 16_000).astype(np.float32) * 2e-5
    plan = speech_engine.plan(request(audio, tmp_path, model))
    before, after = 23.0, 38.0
    missed = outside([s for s in plan.speech if s.end < before], [], least=0)
    assert missed  # the loud part has speech
    heard = sum(max(0.0, min(s.end, after) - max(s.start, before)) for s in plan.speech)
    assert heard > 0.6 * (after - before)
    assert all(s.end <= before or s.start >= before - 1 for s in plan.speech)


def test_nothing_is_heard_in_noise(model: Path, tmp_path: Path) -> None:
    noise = np.random.default_rng(2).standard_normal(20 * 16_000).astype(np.float32) * 0.02
    assert speech_engine.plan(request(noise, tmp_path, model)).speech == ()


def test_threads_are_measured_in_the_engines_process_and_kept(model: Path, tmp_path: Path) -> None:
    with EngineProcess(threads=2) as engine:

        def run(*arguments: object) -> dict[int, float]:
            return engine.submit(calibration.measure_threads, *arguments).result()  # type: ignore[arg-type]

        first = calibration.best_threads(tmp_path, model, {"model.bin": "1"}, "int8", (1, 2), run)
    kept = json.loads((tmp_path / calibration.THREADS_FILE).read_text(encoding="utf-8"))
    assert first in (1, 2)
    assert all(seconds > 0 for each in kept.values() for seconds in each.values())
    assert (
        calibration.best_threads(tmp_path, model, {"model.bin": "1"}, "int8", (1, 2), run) == first
    )  # the child is gone
