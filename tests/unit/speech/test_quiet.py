"""What is too quiet for the detector gets a second, louder look; silence and steady noise do not become speech."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest
from support.speech_requests import fake_request

from transcriber.media.pcm import Pcm, Samples, to_bytes
from transcriber.speech import quiet, speech_engine, windows
from transcriber.speech.fake_recogniser import FakeVoice
from transcriber.speech.voice import DETECTOR_FRAME_SECONDS, Span


def recording(folder: Path, *parts: tuple[float, float]) -> Pcm:
    """Parts of (seconds, RMS) of sound that rises and falls like syllables, over a little noise."""
    rng = np.random.default_rng(4)
    sound = [
        level * rng.standard_normal(int(s * 16_000)) * (1 + np.sin(np.arange(int(s * 16_000)) / 1_000))
        for s, level in parts
    ]
    audio = np.concatenate(sound) + 1e-4 * rng.standard_normal(sum(map(len, sound)))
    path = folder / "audio.pcm"
    path.write_bytes(to_bytes(audio))
    return Pcm(path)


def test_a_quiet_voice_after_a_loud_one_is_found(tmp_path: Path) -> None:
    pcm = recording(tmp_path, (3, 0.1), (2, 0), (4, 0.003), (2, 0))
    (found,) = quiet.find_quiet_speech(pcm, [Span(0, 3)], FakeVoice())
    assert found.start == pytest.approx(5, abs=0.3)
    assert found.end == pytest.approx(9, abs=0.3)


@pytest.mark.parametrize("level", [0.0, 0.02])
def test_even_silence_stays_silence(tmp_path: Path, level: float) -> None:
    rng = np.random.default_rng(5)
    path = tmp_path / "audio.pcm"
    path.write_bytes(to_bytes(level * rng.standard_normal(16_000 * 30)))
    assert quiet.find_quiet_speech(Pcm(path), [], FakeVoice()) == []


def test_digital_silence_has_no_level_to_raise(tmp_path: Path) -> None:
    path = tmp_path / "audio.pcm"
    path.write_bytes(bytes(2 * 16_000 * 10))
    assert quiet.find_quiet_speech(Pcm(path), [], FakeVoice()) == []
    assert np.all(quiet.audible(np.zeros(1600, np.float32)) == 0)
    assert len(quiet.audible(np.zeros(0, np.float32))) == 0


def test_long_silences_are_looked_at_in_parts(tmp_path: Path) -> None:
    longest = 0

    class Watched(FakeVoice):
        def listen(self, audio: Samples) -> npt.NDArray[np.float32]:
            nonlocal longest
            longest = max(longest, len(audio))
            return super().listen(audio)

    pcm = recording(tmp_path, *[(20, 0), (3, 0.003)] * 8)
    assert len(quiet.find_quiet_speech(pcm, [], Watched())) >= 8
    assert longest <= 60 * 16_000


def test_the_recogniser_hears_quiet_speech_at_an_ordinary_level_and_loud_speech_as_it_is() -> None:
    rng = np.random.default_rng(6)
    voice = rng.standard_normal(16_000).astype(np.float32)
    assert np.percentile(np.abs(quiet.audible(voice * 0.002)), 99.5) == pytest.approx(0.2, rel=0.01)
    assert np.array_equal(quiet.audible(voice * 0.1), voice * np.float32(0.1))


def test_quiet_speech_is_recognised_by_itself() -> None:
    speech = [Span(0, 3), Span(3.5, 5), Span(5.5, 8)]
    frames = np.full(int(9 / DETECTOR_FRAME_SECONDS), 0.9, np.float32)
    together = windows.cut_windows(speech, frames)
    apart = windows.cut_windows(speech, frames, quiet=[speech[1]])
    assert [len(w.pieces) for w in together] == [1]
    assert [p for w in apart for p in w.pieces] == speech


def test_a_breath_beside_speech_is_no_quiet_speech(tmp_path: Path) -> None:
    breath, whisper = (0.6, 0.004), (2, 0.004)
    recording(tmp_path, (3, 0), breath, (4, 0.1), (20, 0), whisper, (3, 0))
    plan = speech_engine.plan(fake_request(tmp_path))
    first, alone = (piece for window in plan.windows for piece in window.pieces)
    assert first.start == pytest.approx(3.45, abs=0.1)
    assert alone.start == pytest.approx(27.6, abs=0.5)
