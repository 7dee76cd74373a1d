"""The first look at a recording tells a clerk what to do better next time."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from support import sounds

from transcriber.media import decoding, preflight
from transcriber.media.pcm import Pcm, to_bytes
from transcriber.media.statistics import ChannelStatistics
from transcriber.minutes.transcript import Preflight


def measure(folder: Path, audio: np.ndarray) -> Preflight:
    source = sounds.write(folder / "a.wav", audio, "pcm_s16le")
    decoded = decoding.decode(source, folder / "audio.pcm", name="a.wav")
    return preflight.measure_recording(Pcm(folder / "audio.pcm"), decoded.channels)


def speechlike(level: float, noise: float) -> np.ndarray:
    rng = np.random.default_rng(7)
    talk = np.concatenate([np.concatenate([sounds.tone(1.5, level=level), sounds.silence(0.5)]) for _ in range(5)])
    return (talk + noise * rng.standard_normal(len(talk))).astype(np.float32)


def test_a_good_recording_needs_no_advice(tmp_path: Path) -> None:
    found = measure(tmp_path, speechlike(0.3, 0.0005))
    assert found.advice == ()
    assert found.speech_dbfs == pytest.approx(-13.5, abs=1)
    assert found.silence_share == pytest.approx(0.25, abs=0.05)
    assert found.channels == "モノラル（1チャンネル）"


@pytest.mark.parametrize(
    ("audio", "advice"),
    [
        (speechlike(0.004, 0.00001), "声が小さく"),
        (np.clip(speechlike(3, 0.0005), -1, 1), "割れている"),
        (speechlike(0.1, 0.03), "雑音"),
        (sounds.silence(5), "ほとんど入っていません"),
        (np.stack([speechlike(0.3, 0), -speechlike(0.3, 0)]), "打ち消し合って"),
    ],
    ids=["quiet", "clipped", "noisy", "silent", "inverted"],
)
def test_each_fault_has_its_advice(tmp_path: Path, audio: np.ndarray, advice: str) -> None:
    assert any(advice in line for line in measure(tmp_path, audio).advice)


def test_tracks_of_a_file_are_not_called_stereo(tmp_path: Path) -> None:
    statistics = ChannelStatistics(2, tracks=True)
    voice = speechlike(0.3, 0.001)
    statistics.add(np.stack([voice, voice]))
    pcm = tmp_path / "audio.pcm"
    pcm.write_bytes(to_bytes(voice))
    assert preflight.measure_recording(Pcm(pcm), statistics).channels == "2トラック（どのトラックも同じ音です）"


@pytest.mark.parametrize(
    ("second", "words"),
    [(1.0, "同じ音"), (0.0, "入っていないチャンネル"), (-1.0, "逆位相")],
    ids=["same", "dead", "inverted"],
)
def test_channel_layouts_in_words(tmp_path: Path, second: float, words: str) -> None:
    voice = speechlike(0.3, 0.001)
    assert words in measure(tmp_path, np.stack([voice, second * voice])).channels
