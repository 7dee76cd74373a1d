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

LEVEL_SECONDS = 0.05
_FRAME = round(SAMPLE_RATE * LEVEL_SECONDS)

_LONG = 60 * SAMPLE_RATE
"""Samples of silence added at once."""

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

_ROUNDS = 6
"""Rounds until the scale of the channels stands."""

_LEADS = 0.6
"""Share of the frames with speech in which some channel must lead clearly."""

_SOMEBODY = 2.0
"""Seconds that a channel must lead to have a speaker of its own."""

_HELD = 0.25
"""Share of a second in which a channel must lead clearly to have that second."""


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

    def add_silence(self, samples: int) -> None:
        """As `add` with so many samples of silence. Of one channel no levels are kept."""
        while samples > 0 and self.channels > 1:
            size = min(samples, _LONG)
            self.add(np.zeros((self.channels, size), np.float32))
            samples -= size

    def levels(self) -> Levels:
        return np.concatenate(self._done) if self._done else np.zeros((0, self.channels), np.float32)


@dataclass(frozen=True)
class Microphones:
    """What each channel's levels mean.

    Attributes:
        scale: (channels,), what to take off each level so that the channel of whoever speaks leads, dB.
        noise: (channels,), level without speech.
        leak: (channels, channels), by how many dB channel j is below channel i while only i's person speaks.
    """

    scale: npt.NDArray[np.float64]
    noise: npt.NDArray[np.float64]
    leak: npt.NDArray[np.float64]


def live(levels: Levels) -> list[int]:
    """Channels that carry sound."""
    if not len(levels):
        return []
    loud = np.percentile(levels, _LOUD, axis=0)
    return [int(c) for c in np.flatnonzero((loud > loud.max() - _LIVE) & (loud > -70))]


def separate(levels: Levels) -> bool:
    """Whether at least two channels hear different people, or different times."""
    return _differ(*_clear_leaders(levels))


def own_microphones(levels: Levels) -> bool:
    """Whether at least two channels are microphones of different people: they differ, and one is heard again after another was.

    Where each has its own time (a second device took over, a track was begun anew), all may have spoken into any of them.
    """
    leaders, speech = _clear_leaders(levels)
    return _differ(leaders, speech) and _take_turns(leaders)


def _differ(leaders: npt.NDArray[np.int64], speech: int) -> bool:
    seconds = np.unique(leaders[leaders >= 0], return_counts=True)[1] * LEVEL_SECONDS
    return bool((leaders >= 0).sum() >= _LEADS * speech and (seconds >= _SOMEBODY).sum() >= 2)


def _take_turns(leaders: npt.NDArray[np.int64]) -> bool:
    size = round(1 / LEVEL_SECONDS)
    held: list[int] = []
    for at in range(0, len(leaders), size):
        second = leaders[at : at + size]
        counts = np.bincount(second[second >= 0], minlength=1)
        if counts.max() >= _HELD * size and (not held or held[-1] != counts.argmax()):
            held.append(int(counts.argmax()))
    return len(held) > len(set(held))


def _clear_leaders(levels: Levels) -> tuple[npt.NDArray[np.int64], int]:
    """For each frame the channel that leads clearly while somebody speaks (of those that carry sound; -1 where none does), and how many
    frames hold speech."""
    nobody = np.full(len(levels), -1, np.int64)
    channels = live(levels)
    if len(channels) < 2:
        return nobody, 0
    relative, speech = _relative(levels[:, channels])
    if not speech.any():
        return nobody, 0
    ordered = np.sort(relative, axis=1)
    clear = speech & (ordered[:, -1] - ordered[:, -2] >= _CLEAR)
    return np.where(clear, relative.argmax(axis=1), -1), int(speech.sum())


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
    return Microphones(
        scale=levels[0] - relative[0] if len(levels) else np.zeros(count),
        noise=np.percentile(levels, 10, axis=0),
        leak=leak,
    )


def _relative(levels: Levels) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.bool_]]:
    """Levels on a common scale, on which the channel of whoever speaks leads, and the frames in which somebody speaks."""
    noise = np.percentile(levels, 10, axis=0)
    speech = np.asarray((levels > noise + _ABOVE_NOISE).any(axis=1), dtype=np.bool_)
    wide = levels.astype(np.float64)
    starts = (np.zeros(levels.shape[1]), np.percentile(wide, _LOUD, axis=0))
    scales = [_balanced(wide[speech], start) for start in starts]
    best = max(scales, key=lambda scale: _clear_share(wide[speech] - scale))
    return wide - best, speech


def _balanced(levels: npt.NDArray[np.float64], scale: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """Offsets of the channels, midway between the two heaps that the difference of two microphones has.

    Neither a loud voice nor a microphone turned up moves that middle: a voice changes both channels alike, and what a
    microphone adds, it adds to both heaps.
    """
    count = levels.shape[1]
    for _ in range(_ROUNDS):
        leader = (levels - scale).argmax(axis=1)
        rows, middles = [np.ones(count)], [0.0]
        for i in range(count):
            for j in range(i):
                difference = levels[:, i] - levels[:, j]
                mine, other = difference[leader == i], difference[leader == j]
                if len(mine) and len(other):
                    row = np.zeros(count)
                    row[i], row[j] = 1.0, -1.0
                    rows.append(row)
                    middles.append((float(np.median(mine)) + float(np.median(other))) / 2)
        if len(rows) == 1:
            break
        scale = np.linalg.lstsq(np.array(rows), np.array(middles), rcond=None)[0]
    return scale


def _clear_share(relative: npt.NDArray[np.float64]) -> float:
    ordered = np.sort(relative, axis=1)
    return float((ordered[:, -1] - ordered[:, -2] >= _CLEAR).mean()) if len(ordered) else 0.0
