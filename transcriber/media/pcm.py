"""The decoded recording on disk: raw 16-bit mono at 16 kHz, memory-mapped window by window.

One hour is 115 MB. Everything after the decoder reads windows of this file, so memory does not grow with length: a map of the
whole file would count every page once touched.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import numpy.typing as npt

SAMPLE_RATE = 16_000
"""Hz; what Whisper, Silero and pyannote all expect."""

Samples = npt.NDArray[np.float32]
"""Mono float32 at `SAMPLE_RATE`, full scale ±1."""

_FULL_SCALE = 32_768
_SAMPLE_BYTES = 2


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

    def _part(self, first: int, last: int) -> Samples:
        first, last = min(first, self._size), min(last, self._size)
        if last <= first:
            return np.zeros(0, np.float32)
        offset = (self._first + first) * _SAMPLE_BYTES
        part = np.memmap(self.path, dtype="<i2", mode="r", offset=offset, shape=last - first)
        return _to_float(part)


def to_bytes(samples: npt.NDArray[np.floating]) -> bytes:
    """Float samples as the bytes of a PCM file, clipped at full scale."""
    scaled = np.clip(np.rint(samples * _FULL_SCALE), -_FULL_SCALE, _FULL_SCALE - 1)
    return bytes(scaled.astype("<i2").tobytes())


def _to_float(samples: npt.NDArray[np.int16]) -> Samples:
    return np.divide(samples, _FULL_SCALE, dtype=np.float32)
