"""The GE2E voice encoder (Wan et al. 2018; weights: Resemblyzer) as a pyannote.audio embedding model.

A mel spectrogram of power (not its logarithm) goes through three LSTM layers in pieces of 1.6 s; the last state, through
a linear layer, a ReLU and the unit sphere, is the voice of that piece, and the mean over pieces is the voice of a row.
The stock SpeakerDiarization pipeline finds this class by the name written in the checkpoint (models/embedded.py).
"""

from __future__ import annotations

import torch
from torch import Tensor, nn
from torch.nn import functional

from transcriber.system import offline

offline.load_pyannote()

import torchaudio.functional as audio  # noqa: E402
from pyannote.audio import Model  # noqa: E402

GE2E_SAMPLE_RATE = 16000
WINDOW = 400  # samples: 25 ms
HOP = 160  # samples: 10 ms
MELS = 40
PARTIAL = 160  # mel frames: 1.6 s, the length the encoder was trained on
STEP = PARTIAL // 2
LEVEL = 10 ** (-30 / 20)  # quieter rows are raised to this RMS (-30 dBFS), louder ones stay
DIMENSION = 256
SHORTEST_STRETCH = (
    GE2E_SAMPLE_RATE // 4
)  # samples: below this a voice cannot be told; an input this short is a caller's error


class GE2E(Model):
    """Voice encoder: (batch, 1, samples) at 16 kHz → (batch, 256), rows of length one.

    A row without any speech (an empty mask) has no voice: it comes back as NaN, which pyannote's clustering leaves out.
    """

    filters: Tensor
    window: Tensor

    unrelated = 0.57
    """Cosine between the mean voices of two strangers (median over the acted recordings' 12 voices)."""

    def __init__(self, sample_rate: int = GE2E_SAMPLE_RATE, num_channels: int = 1, task: None = None) -> None:
        super().__init__(sample_rate=sample_rate, num_channels=num_channels, task=task)
        self.lstm = nn.LSTM(MELS, DIMENSION, num_layers=3, batch_first=True)
        self.linear = nn.Linear(DIMENSION, DIMENSION)
        # The filters the weights were trained with (librosa's defaults): triangles of equal area on Slaney's scale.
        filters = audio.melscale_fbanks(
            WINDOW // 2 + 1, 0.0, GE2E_SAMPLE_RATE / 2, MELS, GE2E_SAMPLE_RATE, norm="slaney", mel_scale="slaney"
        )
        self.register_buffer("filters", filters, persistent=False)
        self.register_buffer("window", torch.hann_window(WINDOW), persistent=False)

    @property
    def dimension(self) -> int:
        """Numbers in an embedding."""
        return DIMENSION

    def forward(self, waveforms: Tensor, weights: Tensor | None = None) -> Tensor:  # type: ignore[override]  # named kwargs
        """Embed each row.

        Args:
            waveforms: (batch, 1, samples), 16 kHz, full scale ±1.
            weights: (batch, frames), above 0.5 where the row's speaker talks; any frame rate. None: everywhere.

        Returns:
            (batch, 256); NaN in rows whose mask is empty.

        Raises:
            ValueError: less than 0.25 s of audio (pyannote probes with ever shorter noise for this).
        """
        return self.forward_embedding(self.forward_frames(waveforms), weights)

    def forward_frames(self, waveforms: Tensor) -> Tensor:
        """(batch, 1, samples) → (batch, frames, bins) of power: what does not depend on who speaks. Raises as `forward`."""
        if waveforms.shape[-1] < SHORTEST_STRETCH:
            raise ValueError(f"{waveforms.shape[-1]} samples are too few for a voice; at least {SHORTEST_STRETCH}")
        return self._power(waveforms[:, 0])

    def forward_embedding(self, frames: Tensor, weights: Tensor | None = None) -> Tensor:
        """The voice of each row of `forward_frames`; arguments and result as of `forward`."""
        power = frames
        mels = power @ self.filters
        keep = (
            _stretch(weights, mels.shape[1]) if weights is not None else torch.ones_like(mels[..., 0], dtype=torch.bool)
        )

        partials: list[Tensor] = []
        owners: list[int] = []
        for row, (mel, kept) in enumerate(zip(mels, keep, strict=True)):
            if kept.any():
                pieces = _cut(_raise_level(mel[kept], power[row][kept]))
                partials.append(pieces)
                owners += [row] * len(pieces)
        voices = torch.full((len(mels), DIMENSION), torch.nan, device=mels.device)
        if partials:
            each = self._encode(torch.cat(partials))
            owner = torch.tensor(owners, device=mels.device)
            total = torch.zeros_like(voices).index_add_(0, owner, each)
            rows = torch.unique(owner)
            voices[rows] = functional.normalize(total[rows], dim=-1)
        return voices

    def _power(self, waveforms: Tensor) -> Tensor:
        spectrum = torch.stft(
            waveforms, WINDOW, HOP, window=self.window, center=True, pad_mode="constant", return_complex=True
        )
        return spectrum.abs().square().transpose(1, 2)

    def _encode(self, partials: Tensor) -> Tensor:
        """(pieces, PARTIAL, MELS) → (pieces, 256)"""
        _, (hidden, _) = self.lstm(partials)
        return functional.normalize(functional.relu(self.linear(hidden[-1])), dim=-1)


def _stretch(weights: Tensor, frames: int) -> Tensor:
    """The mask at mel frame rate."""
    return functional.interpolate(weights[:, None].float(), size=frames, mode="nearest")[:, 0] > 0.5


def _raise_level(mel: Tensor, power: Tensor) -> Tensor:
    """Scale as if the waveform had been brought up to LEVEL: the encoder hears power, so loudness matters to it."""
    # Parseval: a Hann window holds 3/8 of its length in power; bins other than 0 and Nyquist stand for two.
    energy = 2 * power.sum(-1) - power[:, 0] - power[:, -1]
    mean_square = energy.mean() / (WINDOW * WINDOW * 3 / 8)
    gain = LEVEL**2 / mean_square.clamp_min(1e-12)
    return mel * gain.clamp_min(1.0)


def _cut(mel: Tensor) -> Tensor:
    """(frames, MELS) → (pieces, PARTIAL, MELS), half overlapping, the last one flush with the end."""
    frames = len(mel)
    if frames < PARTIAL:  # repeated rather than padded: silence would wash the voice out of the last state
        mel = mel.repeat(-(-PARTIAL // frames), 1)[:PARTIAL]
        frames = PARTIAL
    starts = list(range(0, frames - PARTIAL, STEP)) + [frames - PARTIAL]
    return torch.stack([mel[start : start + PARTIAL] for start in starts])
