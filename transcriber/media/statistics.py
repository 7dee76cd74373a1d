"""What is collected of the channels while decoding: enough to tell mono, dead and inverted channels, and microphones."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import numpy as np
import numpy.typing as npt

from transcriber.media import channels
from transcriber.media.channels import FrameLevels

_CANCELLED = 0.05
"""Energy of the channels' mean over the mean of their energies; below it the channels cancel each other out."""


@dataclass
class ChannelStatistics:
    """Second moments and levels of the channels.

    Attributes:
        tracks: the channels are tracks of the file, each mixed to one.
    """

    channels: int
    tracks: bool = False
    samples: int = 0
    moments: npt.NDArray[np.float64] = field(default_factory=lambda: np.zeros((0, 0)))
    frames: FrameLevels = field(default_factory=lambda: FrameLevels(0))

    def __post_init__(self) -> None:
        if not self.moments.size:
            self.moments = np.zeros((self.channels, self.channels))
        if self.frames.channels != self.channels:
            self.frames = FrameLevels(self.channels)

    def add(self, block: npt.NDArray[np.float32]) -> None:
        """`block`: (channels, samples)."""
        if block.any():  # hours of digital silence cost next to nothing
            wide = block.astype(np.float64)
            # Not by BLAS: its threads cost more than the few products.
            self.moments += np.einsum("is,js->ij", wide, wide)
        self.samples += block.shape[1]
        if self.channels > 1:
            self.frames.add(block)

    def levels_dbfs(self) -> list[float]:
        """RMS level of each channel."""
        power = np.diag(self.moments) / max(1, self.samples)
        return [float(x) for x in 10 * np.log10(power + 1e-12)]

    def correlation(self) -> float:
        """Smallest correlation between two channels that carry sound; 1 for one channel."""
        power = np.sqrt(np.diag(self.moments))
        live = power > power.max(initial=0) * 0.01
        if live.sum() < 2:
            return 1.0
        return float((self.moments / np.outer(power, power).clip(1e-12))[np.ix_(live, live)].min())

    def separate(self) -> bool:
        """True if the channels are microphones of different people."""
        return self.channels > 1 and channels.own_microphones(self.frames.levels())

    def cancelled(self) -> bool:
        """True if averaging the channels would destroy the sound."""
        own = np.trace(self.moments) / self.channels
        return bool(self.channels > 1 and not self.tracks and own > 0 and self.moments.mean() < _CANCELLED * own)


def joined(parts: Sequence[ChannelStatistics]) -> ChannelStatistics:
    """Of recordings behind each other: of the first, and of all where all have the same channels."""
    first = parts[0]
    if len({(p.channels, p.tracks) for p in parts}) > 1:
        return replace(first, frames=FrameLevels(first.channels))  # nobody has a channel of their own all the time
    return replace(
        first,
        samples=sum(p.samples for p in parts),
        moments=np.sum([p.moments for p in parts], axis=0),
        frames=FrameLevels(first.channels, [p.frames.levels() for p in parts]),
    )
