"""Which audio tracks of a file make the recording: one of those that hold the same sound, all of those that hold different voices.

Told from the levels of every 50 ms (`media/channels.py`): the envelopes of two copies of a meeting rise and fall together, also
where one is louder, later or of another codec; those of two people's microphones do not.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from transcriber.media import channels
from transcriber.media.channels import LEVEL_SECONDS, Levels
from transcriber.minutes.capture import TrackUse

_SILENT = -65.0
"""dBFS that no frame of a track exceeds for its being silent; the noise of a microphone that is switched on is louder."""

_SAME, _SURELY_SAME = 0.75, 0.9
"""Correlation of two envelopes from which two tracks are one recording: if they are no microphones by their levels, and anyhow."""

_LAG = round(2.0 / LEVEL_SECONDS)
"""Frames by which one copy may be later than the other."""

_FLOOR = 6.0
"""dB above a track's noise below which its level says nothing."""


@dataclass(frozen=True)
class TrackSound:
    """One track: its number among the audio tracks (from 1) and the level of every frame, dBFS."""

    number: int
    levels: npt.NDArray[np.float32]


def choose_tracks(sounds: Sequence[TrackSound], wished: Sequence[int] = ()) -> dict[int, TrackUse]:
    """What becomes of each track.

    Args:
        sounds: the tracks that were decoded.
        wished: numbers that 設定.toml names; those that there are count, and if there are none it is as if none were named.
    """
    chosen = [s for s in sounds if s.number in wished]
    if chosen:
        use = TrackUse.USED if len(chosen) == 1 else TrackUse.MIXED
        return {s.number: use if s in chosen else TrackUse.LEFT_OUT for s in sounds}
    loud = [s for s in sounds if s.levels.max(initial=-100.0) > _SILENT]
    if not loud:  # nothing to choose between: the recogniser will say that there is no voice
        return {s.number: TrackUse.USED if s is sounds[0] else TrackUse.SILENT for s in sounds}
    uses = {s.number: TrackUse.SILENT for s in sounds}
    kept: list[TrackSound] = []
    for sound in sorted(
        loud, key=lambda s: clearness(s.levels), reverse=True
    ):  # the clearest of those that are the same
        same = any(_same(sound, other) for other in kept)
        uses[sound.number] = TrackUse.SAME if same else TrackUse.MIXED
        if not same:
            kept.append(sound)
    if len(kept) == 1:
        uses[kept[0].number] = TrackUse.USED
    return uses


def together(levels: Sequence[npt.NDArray[np.float32]]) -> Levels:
    """Levels of several tracks side by side, silence where one has ended."""
    length = max(len(one) for one in levels)
    return np.stack([np.pad(one, (0, length - len(one)), constant_values=-100.0) for one in levels], axis=1)


def clearness(levels: npt.NDArray[np.float32]) -> float:
    """dB between what is loud and what is quiet in a track: how clearly speech stands out. `levels`: of every frame, dBFS."""
    low, high = np.percentile(levels, (10, 95))
    return float(high - max(low, -80.0))


def _same(one: TrackSound, other: TrackSound) -> bool:
    levels = together([one.levels, other.levels])
    alike = alikeness(levels[:, 0], levels[:, 1])
    # Of a copy that is later, now the one and now the other is louder, as of two microphones.
    return alike >= _SURELY_SAME or (alike >= _SAME and not channels.separate(levels))


def alikeness(one: npt.NDArray[np.float32], other: npt.NDArray[np.float32]) -> float:
    """The largest correlation of two envelopes at any lag up to two seconds; -1 to 1."""
    a, b = _envelope(one), _envelope(other)
    power = float(np.sqrt((a**2).sum() * (b**2).sum()))
    if not power:
        return 0.0
    size = 1 << (len(a) + len(b)).bit_length()
    crossed = np.fft.irfft(np.fft.rfft(a, size) * np.conj(np.fft.rfft(b, size)), size)
    near = np.concatenate([crossed[: _LAG + 1], crossed[-_LAG:]])
    return float(near.max()) / power


def _envelope(levels: npt.NDArray[np.float32]) -> npt.NDArray[np.float64]:
    floor = float(np.percentile(levels, 10)) + _FLOOR if len(levels) else 0.0
    above = np.maximum(levels.astype(np.float64), max(floor, _SILENT))
    return np.asarray(above - above.mean(), dtype=np.float64)
