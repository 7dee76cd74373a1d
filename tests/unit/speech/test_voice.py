"""The detector is not asked about silence again and again, and says of it what it said the first time."""

from __future__ import annotations

from pathlib import Path

import faster_whisper.vad
import numpy as np
import pytest

from transcriber.media.pcm import Pcm, to_bytes
from transcriber.speech.voice import FRAME, VoiceDetector


class CountingModel:
    """One value for a frame of silence, another for one with sound."""

    def __init__(self) -> None:
        self.asked = 0

    def __call__(self, audio: np.ndarray) -> np.ndarray:
        self.asked += 1
        return np.where(audio.reshape(-1, FRAME).any(axis=1), 0.9, 0.02)


def recording(folder: Path, sound: np.ndarray) -> Pcm:
    path = folder / "audio.pcm"
    path.write_bytes(to_bytes(sound))
    return Pcm(path)


def test_hours_without_a_sound_cost_what_a_few_minutes_cost(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    model = CountingModel()
    monkeypatch.setattr(faster_whisper.vad, "get_vad_model", lambda: model)
    found = VoiceDetector().probabilities(recording(tmp_path, np.zeros(30 * 60 * 16_000, np.float32)))
    assert len(found) == 30 * 60 * 16_000 / FRAME
    assert np.all(found == np.float32(0.02))
    assert model.asked <= 3


def test_a_sound_in_the_middle_of_silence_is_looked_at(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    model = CountingModel()
    monkeypatch.setattr(faster_whisper.vad, "get_vad_model", lambda: model)
    sound = np.zeros(10 * 60 * 16_000, np.float32)
    sound[300 * 16_000 : 301 * 16_000] = 0.1
    found = VoiceDetector().probabilities(recording(tmp_path, sound))
    loud = np.flatnonzero(found > 0.5) * FRAME / 16_000
    assert loud[0] == pytest.approx(300, abs=0.04)
    assert loud[-1] == pytest.approx(301, abs=0.04)
