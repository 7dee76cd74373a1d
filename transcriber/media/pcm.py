"""The decoded recording on disk: raw 16-bit mono at 16 kHz, memory-mapped window by window.

One hour is 115 MB. Everything after the decoder reads windows of this file, so memory does not grow with length: a map of the
whole file would count every page once touched.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

import numpy as np
import numpy.typing as npt

SAMPLE_RATE = 16_000
"""Hz; what Whisper, Silero and pyannote all expect."""

Samples = npt.NDArray[np.float32]
"""Mono float32 at `SAMPLE_RATE`, full scale ±1."""

_FULL_SCALE = 32_768
_SAMPLE_BYTES = 2


class ReadableSound(Protocol):
    """Sound on the clock of its recording."""

    @property
    def seconds(self) -> float:
        """Length of the recording."""

    def read(self, start: float, end: float) -> Samples:
        """The audio from `start` to `end` seconds."""


class Pcm:
    """A decoded recording, or a stretch of one. Cheap to open; holds no audio in memory.

    Args:
        first, last: samples from and up to which it goes; None: to the end.
    """

    def __init__(self, path: Path, first: int = 0, last: int | None = None) -> None:
        self.path = path
        self._first = first
        self._size = (path.stat().st_size // _SAMPLE_BYTES if last is None else last) - first

    def __len__(self) -> int:
        return self._size

    @property
    def seconds(self) -> float:
        """Length of the recording."""
        return len(self) / SAMPLE_RATE

    def read(self, start: float, end: float) -> Samples:
        """The audio from `start` to `end` seconds, clipped to the recording; a copy."""
        first, last = max(0, round(start * SAMPLE_RATE)), max(0, round(end * SAMPLE_RATE))
        return self._part(first, last)

    def blocks(self, seconds: float) -> Iterator[Samples]:
        """The whole recording in consecutive blocks of `seconds`; the last may be shorter."""
        size = round(seconds * SAMPLE_RATE)
        for first in range(0, len(self), size):
            yield self._part(first, first + size)

    def raw(self, first: int, last: int) -> bytes:
        """The samples from `first` up to `last` as they lie in the file."""
        with self.path.open("rb") as stream:
            stream.seek((self._first + first) * _SAMPLE_BYTES)
            return stream.read((last - first) * _SAMPLE_BYTES)

    def _part(self, first: int, last: int) -> Samples:
        first, last = min(first, self._size), min(last, self._size)
        if last <= first:
            return np.zeros(0, np.float32)
        offset = (self._first + first) * _SAMPLE_BYTES
        part = np.memmap(self.path, dtype="<i2", mode="r", offset=offset, shape=last - first)
        return _to_float(part)


@dataclass(frozen=True)
class SoundPart:
    """A stretch of a recording in memory, to be worked on elsewhere. It answers as the recording would, as far as it goes.

    Attributes:
        samples: 16 bit, as in the file.
        first: the recording's sample at which they begin.
        whole: samples of the recording.
    """

    samples: bytes = field(repr=False)
    first: int
    whole: int

    @property
    def seconds(self) -> float:
        """Length of the recording."""
        return self.whole / SAMPLE_RATE

    def read(self, start: float, end: float) -> Samples:
        """The audio from `start` to `end` seconds, clipped to the part; a copy."""
        held = len(self.samples) // _SAMPLE_BYTES
        first, last = (min(max(0, round(at * SAMPLE_RATE) - self.first), held) for at in (start, end))
        part = np.frombuffer(self.samples, dtype="<i2")[first : max(first, last)]
        return _to_float(part)


def sound_part(pcm: Pcm, start: float, end: float) -> SoundPart:
    """From `start` to `end` seconds of a recording, clipped to it."""
    first, last = (min(max(0, round(at * SAMPLE_RATE)), len(pcm)) for at in (start, end))
    return SoundPart(pcm.raw(first, max(first, last)), first, len(pcm))


def to_bytes(samples: npt.NDArray[np.floating]) -> bytes:
    """Float samples as the bytes of a PCM file, clipped at full scale."""
    if not samples.any():
        return bytes(len(samples) * _SAMPLE_BYTES)
    scaled = np.clip(np.rint(samples * _FULL_SCALE), -_FULL_SCALE, _FULL_SCALE - 1)
    return bytes(scaled.astype("<i2").tobytes())


def _to_float(samples: npt.NDArray[np.int16]) -> Samples:
    return np.divide(samples, _FULL_SCALE, dtype=np.float32)
