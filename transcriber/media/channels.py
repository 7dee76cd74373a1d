"""Whether the channels of a recording carry separate speakers (lapel microphones, a mixer), told from their levels alone.

Of each channel the level of every 50 ms is kept while decoding: 1.4 MB an hour and channel, where the samples would take 115.
It is enough to tell who speaks, because a microphone hears its own person 10 dB and more above the others; the sound itself is
needed once only, mixed.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from transcriber.media.pcm import SAMPLE_RATE

FRAME_SECONDS = 0.05
_FRAME = round(SAMPLE_RATE * FRAME_SECONDS)

Levels = npt.NDArray[np.float32]
"""(frames, channels), dBFS."""

_SILENT = -100.0
_LOUD = 99
"""Percentile of a channel's level that its own speech reaches, also where its person speaks one minute in fifty."""

_LIVE = 30.0
"""dB below the loudest channel within which a channel carries anything of use."""

_ABOVE_NOISE = 12.0
"""dB above a channel's noise from which a frame holds speech."""

_CLEAR = 8.0
"""dB by which one channel leads in a frame that one person's microphone hears; a stereo pair in a room differs by less."""

_LEADS = 0.6
"""Share of the frames with speech in which some channel must lead clearly."""

_SOMEBODY = 2.0
"""Seconds that a channel must lead to have a speaker of its own."""


@dataclass
class FrameLevels:
    """Collects the levels of blocks of any length."""

    channels: int
    _done: list[Levels] = field(default_factory=list)
    _rest: npt.NDArray[np.float32] | None = None

    def add(self, block: npt.NDArray[np.float32]) -> None:
        """`block`: (channels, samples)."""
        joined = block if self._rest is None else np.concatenate([self._rest, block], axis=1)
        whole = joined.shape[1] // _FRAME
        self._rest = joined[:, whole * _FRAME :].copy()
        if whole:
            frames = joined[:, : whole * _FRAME].reshape(self.channels, whole, _FRAME)
            power = np.einsum("cfs,cfs->fc", frames, frames, dtype=np.float64) / _FRAME
            self._done.append((10 * np.log10(power + 10 ** (_SILENT / 10))).astype(np.float32))

    def levels(self) -> Levels:
        return np.concatenate(self._done) if self._done else np.zeros((0, self.channels), np.float32)


@dataclass(frozen=True)
class Microphones:
    """What each channel's levels mean.

    Attributes:
        own: (channels,), level of its own person's speech, dBFS.
        noise: (channels,), level without speech.
        leak: (channels, channels), by how many dB channel j is below channel i while only i's person speaks.
    """

    own: npt.NDArray[np.float64]
    noise: npt.NDArray[np.float64]
    leak: npt.NDArray[np.float64]


def live(levels: Levels) -> list[int]:
    """Channels that carry sound."""
    if not len(levels):
        return []
    loud = np.percentile(levels, _LOUD, axis=0)
    return [int(c) for c in np.flatnonzero((loud > loud.max() - _LIVE) & (loud > -70))]


def separate(levels: Levels) -> bool:
    """Whether at least two channels are microphones of different people."""
    channels = live(levels)
    if len(channels) < 2:
        return False
    chosen = levels[:, channels]
    relative, speech = _relative(chosen)
    if not speech.any():
        return False
    leader = relative.argmax(axis=1)
    ordered = np.sort(relative, axis=1)
    clear = speech & (ordered[:, -1] - ordered[:, -2] >= _CLEAR)
    leading = np.array([(clear & (leader == c)).sum() for c in range(len(channels))]) * FRAME_SECONDS
    return bool(clear.sum() >= _LEADS * speech.sum() and (leading >= _SOMEBODY).sum() >= 2)


def microphones(levels: Levels) -> Microphones:
    """Levels and crosstalk of each channel."""
    count = levels.shape[1]
    relative, speech = _relative(levels)
    leader = relative.argmax(axis=1)
    ordered = np.sort(relative, axis=1)
    clear = speech & (ordered[:, -1] - ordered[:, -2] >= _CLEAR) if count > 1 else speech
    leak = np.full((count, count), -60.0)
    for i in range(count):
        alone = levels[clear & (leader == i)]
        if len(alone):
            # Loud frames tell most about crosstalk: in quiet ones it drowns in the noise.
            loud = alone[alone[:, i] >= np.percentile(alone[:, i], 50)]
            leak[i] = np.median(loud - loud[:, [i]], axis=0)
    return Microphones(own=np.percentile(levels, _LOUD, axis=0), noise=np.percentile(levels, 10, axis=0), leak=leak)


def _relative(levels: Levels) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.bool_]]:
    """Levels relative to each channel's own speech, and the frames in which somebody speaks."""
    own: npt.NDArray[np.float64] = np.percentile(levels, _LOUD, axis=0)
    noise = np.percentile(levels, 10, axis=0)
    speech: npt.NDArray[np.bool_] = (levels > np.minimum(noise + _ABOVE_NOISE, own - 6)).any(axis=1)
    return levels.astype(np.float64) - own, speech
