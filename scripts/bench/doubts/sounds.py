"""The same recording as other rooms and lines would give it: reverberation, noise, a telephone's band, a low level."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np
from scipy import signal

from transcriber.media.pcm import SAMPLE_RATE, Samples

Change = Callable[[Samples, np.random.Generator], Samples]


def _room(audio: Samples, chance: np.random.Generator, seconds: float = 0.5) -> Samples:
    """A tail that falls by 60 dB in `seconds`, 6 dB below the direct sound."""
    time = np.arange(int(SAMPLE_RATE * seconds * 1.2)) / SAMPLE_RATE
    tail = chance.standard_normal(len(time)) * np.exp(-6.9 * time / seconds)
    tail *= 0.5 / np.sqrt((tail**2).sum())
    return _like(audio, audio + signal.fftconvolve(audio, tail)[: len(audio)])


def _noise(audio: Samples, chance: np.random.Generator, below: float) -> Samples:
    """Pink noise `below` dB below the speech."""
    spectrum = np.fft.rfft(chance.standard_normal(len(audio)))
    spectrum /= np.sqrt(np.maximum(np.arange(len(spectrum)), 20.0))
    noise = np.fft.irfft(spectrum, len(audio))
    loud = np.sqrt(np.mean(audio[np.abs(audio) > 0.01 * np.abs(audio).max()] ** 2))
    return _like(audio, audio + noise / noise.std() * loud * 10 ** (-below / 20))


def _telephone(audio: Samples, chance: np.random.Generator) -> Samples:
    """300 to 3400 Hz at 8 kHz, companded to 8 bits as a line does."""
    narrow = signal.sosfilt(signal.butter(6, (300, 3400), "bandpass", fs=SAMPLE_RATE, output="sos"), audio)
    slow = np.clip(signal.resample_poly(narrow, 1, 2), -1, 1)
    coded = np.sign(slow) * np.log1p(255 * np.abs(slow)) / np.log(256)
    coded = np.round(coded * 127) / 127
    return _like(audio, signal.resample_poly(np.sign(coded) * (256 ** np.abs(coded) - 1) / 255, 2, 1)[: len(audio)])


def _like(audio: Samples, changed: np.ndarray) -> Samples:
    changed = np.pad(changed, (0, max(0, len(audio) - len(changed))))
    return np.asarray(changed * min(1.0, 0.99 / max(1e-9, np.abs(changed).max())), dtype=np.float32)


CHANGES: Mapping[str, Change] = {
    "as it is": lambda audio, chance: audio,
    "noise 15 dB, room": lambda audio, chance: _noise(_room(audio, chance), chance, 15.0),
    "noise 10 dB": lambda audio, chance: _noise(audio, chance, 10.0),
    "telephone": _telephone,
    "30 dB quieter": lambda audio, chance: np.asarray(audio * 10 ** (-30 / 20), dtype=np.float32),
}
"""Name → the change; made with a fixed seed."""


def changed(audio: Samples, name: str) -> Samples:
    """`audio` under one of `CHANGES`."""
    return CHANGES[name](audio, np.random.default_rng(sum(map(ord, name))))
