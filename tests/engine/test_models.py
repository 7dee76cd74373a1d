"""The embedded weights as fetched: stock libraries load them, offline, and the voices come out as they should."""

from __future__ import annotations

import socket
from collections.abc import Callable
from pathlib import Path

import pytest
import torch

from transcriber import models
from transcriber.models.embedded import _write_checkpoint
from transcriber.models.model_store import sha256
from transcriber.settings import Settings, Tier
from transcriber.system import offline

pytestmark = pytest.mark.engine

RATE = 16000


@pytest.fixture(scope="module")
def pair() -> models.TierModels:
    return models.of_tier(models.open_store(Settings()), Tier.EMBEDDED)


@pytest.fixture(scope="module")
def folder(pair: models.TierModels) -> Path:
    assert pair.speakers is not None
    return pair.speakers.path


@pytest.fixture(scope="module")
def voices(folder: Path) -> Callable[..., torch.Tensor]:
    offline.load_pyannote()
    from pyannote.audio import Model

    model = Model.from_pretrained(folder, subfolder="embedding").eval()
    embed: Callable[..., torch.Tensor] = torch.inference_mode()(model.__call__)
    return embed


def buzz(pitch: float, seconds: float, loud: float = 0.1) -> torch.Tensor:
    """A crude voice: pulses at a pitch, (1, 1, samples), with RMS `loud`."""
    time = torch.arange(int(seconds * RATE)) / RATE
    wave = sum(torch.sin(2 * torch.pi * pitch * n * time) / n for n in range(1, 20))
    assert isinstance(wave, torch.Tensor)
    return (loud * wave / wave.square().mean().sqrt())[None, None]


class TestVoices:
    def test_a_voice_is_a_point_on_the_unit_sphere(self, voices: Callable[..., torch.Tensor]) -> None:
        got = voices(torch.cat([buzz(110, 3), buzz(220, 3)]))
        assert got.shape == (2, 256)
        assert torch.allclose(got.norm(dim=1), torch.ones(2), atol=1e-5)

    def test_a_row_does_not_depend_on_its_batch(self, voices: Callable[..., torch.Tensor]) -> None:
        one, other = buzz(110, 3), buzz(220, 3)
        assert torch.allclose(voices(torch.cat([one, other]))[1], voices(other)[0], atol=1e-4)

    def test_only_masked_audio_is_heard(self, voices: Callable[..., torch.Tensor]) -> None:
        both = torch.cat([buzz(110, 2.5), buzz(220, 2.5)], dim=2)
        mask = torch.zeros(2, 293)
        mask[0, :140] = 1
        mask[1, 153:] = 1
        first, second = voices(both.expand(2, -1, -1), weights=mask)
        assert first @ voices(buzz(110, 2.4))[0] > 0.99
        assert second @ voices(buzz(220, 2.4))[0] > 0.99
        assert first @ second < 0.95

    def test_nobody_speaking_is_no_voice(self, voices: Callable[..., torch.Tensor]) -> None:
        got = voices(buzz(110, 5).expand(2, -1, -1), weights=torch.tensor([[0.0] * 293, [1.0] * 293]))
        assert got[0].isnan().all()
        assert not got[1].isnan().any()

    def test_a_word_is_enough(self, voices: Callable[..., torch.Tensor]) -> None:
        mask = torch.zeros(1, 293)
        mask[0, 100:120] = 1  # a third of a second
        assert voices(buzz(110, 5), weights=mask)[0] @ voices(buzz(110, 5))[0] > 0.9

    def test_a_quiet_speaker_sounds_like_the_same_speaker(self, voices: Callable[..., torch.Tensor]) -> None:
        quiet, level = voices(torch.cat([buzz(110, 3, 0.003), buzz(110, 3, 10 ** (-30 / 20))]))
        assert torch.allclose(quiet, level, atol=1e-3)

    def test_audio_too_short_for_any_voice_is_refused(self, voices: Callable[..., torch.Tensor]) -> None:
        with pytest.raises(ValueError, match="too few"):
            voices(buzz(110, 0.1))


def test_the_stock_pipeline_loads_and_runs_without_a_socket(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    offline.load_pyannote()
    from pyannote.audio import Pipeline

    def refuse(*args: object, **kwargs: object) -> None:
        raise AssertionError("the network was used")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    pipeline = Pipeline.from_pretrained(folder)
    silence = pipeline({"waveform": torch.zeros(1, 10 * RATE), "sample_rate": RATE})
    assert len(silence.speaker_diarization) == 0
    assert silence.exclusive_speaker_diarization.labels() == []


def test_the_recogniser_loads_its_folder(pair: models.TierModels) -> None:
    offline.enforce()
    from faster_whisper import WhisperModel

    assert pair.speech is not None
    recogniser = WhisperModel(str(pair.speech.path), device="cpu", compute_type="int8", local_files_only=True)
    assert recogniser.model.is_multilingual


def test_derived_weights_are_the_same_bytes_wherever_they_are_made(tmp_path: Path) -> None:
    # The catalogue pins derived files, so the hash below must hold for every system, Python and file name.
    offline.load_pyannote()
    from pyannote.audio.core.task import Problem, Resolution, Specifications

    specifications = Specifications(Problem.REPRESENTATION, Resolution.CHUNK, duration=5.0)
    state = {"weight": torch.arange(4.0), "bias": torch.zeros(2)}
    for name in ("one.bin", "two.bin"):
        _write_checkpoint(state, {"rate": 16000}, {"module": "m", "class": "C"}, specifications, tmp_path / name)
        assert sha256(tmp_path / name) == "3bad1622ba40af35783353ae8abd80479ab1ebadfe1ff5660fa3aee289abd702"
