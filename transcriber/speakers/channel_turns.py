"""Who speaks when, where each channel is one person's microphone: by level, without any clustering.

A channel is active where it is louder than what the others' voices leak into it; of several active ones the one that is
loudest for its own person holds the floor.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from transcriber.media import channels as media
from transcriber.media.channels import LEVEL_SECONDS, Levels
from transcriber.speakers.pieces import Stretch
from transcriber.speakers.turns import Turn

_ABOVE_LEAK = 6.0
"""dB above the leak that is to be expected."""

_ABOVE_NOISE = 8.0
_HOLD = 0.4
"""Seconds: a shorter gap is a gap between two words."""

_SHORTEST = 0.15
"""Seconds: less is a click."""

_PLAIN = 4.0
"""dB by which a channel leads plainly: less may be two noises compared."""

_STEADY = 0.25
"""Seconds over which the floor is settled."""


def turns_by_level(levels: Levels, speech: Sequence[Stretch]) -> tuple[list[Turn], list[Turn]]:
    """Exclusive and overlapped turns; the label of a turn is its channel's number, 1, 2, …

    Args:
        levels: of all channels (media/channels.py).
        speech: detected speech in the mix, in order and apart; nobody speaks outside of it. Empty: not known.
    """
    chosen = media.live(levels)
    mine = levels[:, chosen]
    microphones = media.microphones(mine)
    expected = np.full_like(mine, -200.0, dtype=np.float64)
    for i in range(len(chosen)):
        for j in range(len(chosen)):
            if i != j:
                expected[:, j] = np.maximum(expected[:, j], mine[:, i] + microphones.leak[i, j])
    relative = mine - microphones.scale
    inside = _inside(len(levels), speech)
    sounding = mine > microphones.noise + _ABOVE_NOISE
    active = (mine > expected + _ABOVE_LEAK) & sounding & inside[:, None]
    # Whoever is loudest for their own microphone speaks, whatever the estimate of the leaks says; where speech was detected,
    # however softly.
    leader = _leader(relative)
    somebody = inside & (sounding.any(axis=1) | bool(speech))
    active |= somebody[:, None] & (leader[:, None] == np.arange(len(chosen)))
    steady = np.stack([_smoothed(active[:, c]) for c in range(len(chosen))], axis=1)
    held = np.where(steady[np.arange(len(leader)), leader], leader, steady.argmax(axis=1))
    floor = np.where(steady.any(axis=1), held, -1)
    exclusive = [t for c, n in enumerate(chosen) for t in _turns(floor == c, n + 1)]
    overlapped = [t for c, n in enumerate(chosen) for t in _turns(steady[:, c], n + 1)]
    return sorted(exclusive, key=lambda t: t.start), sorted(overlapped, key=lambda t: t.start)


def _inside(frames: int, speech: Sequence[Stretch]) -> npt.NDArray[np.bool_]:
    if not speech:
        return np.ones(frames, dtype=bool)
    inside = np.zeros(frames, dtype=bool)
    for start, end in speech:
        inside[int(start / LEVEL_SECONDS) : int(end / LEVEL_SECONDS) + 1] = True
    return inside


def _smoothed(active: npt.NDArray[np.bool_]) -> npt.NDArray[np.bool_]:
    """Gaps between words filled, clicks dropped."""
    result = active.copy()
    for start, end, value in _runs(active):
        if not value and start > 0 and end < len(active) and (end - start) * LEVEL_SECONDS < _HOLD:
            result[start:end] = True
    for start, end, value in _runs(result.copy()):
        if value and (end - start) * LEVEL_SECONDS < _SHORTEST:
            result[start:end] = False
    return result


def _leader(relative: npt.NDArray[np.float64]) -> npt.NDArray[np.int_]:
    """The channel that leads in each frame; where none does plainly, the one that did nearest to it."""
    width = max(1, round(_STEADY / LEVEL_SECONDS))
    kernel = np.ones(width) / width
    smooth = np.stack([np.convolve(relative[:, c], kernel, mode="same") for c in range(relative.shape[1])], axis=1)
    leader: npt.NDArray[np.int_] = np.asarray(smooth.argmax(axis=1), dtype=np.int_)
    ordered = np.sort(smooth, axis=1)
    plain = np.flatnonzero(ordered[:, -1] - ordered[:, -2] >= _PLAIN)
    if not len(plain):
        return leader
    frames = np.arange(len(leader))
    after = np.searchsorted(plain, frames).clip(max=len(plain) - 1)
    before = (after - 1).clip(min=0)
    nearest = np.where(frames - plain[before] < plain[after] - frames, before, after)
    return np.asarray(leader[plain[nearest]], dtype=np.int_)


def _turns(active: npt.NDArray[np.bool_], channel: int) -> list[Turn]:
    return [
        Turn(speaker=str(channel), start=round(start * LEVEL_SECONDS, 3), end=round(end * LEVEL_SECONDS, 3))
        for start, end, value in _runs(active)
        if value
    ]


def _runs(values: npt.NDArray[np.bool_]) -> list[tuple[int, int, bool]]:
    """Runs of equal values: first frame, frame after the last, value."""
    if not len(values):
        return []
    edges = [0, *(np.flatnonzero(np.diff(values)) + 1).tolist(), len(values)]
    return [(a, b, bool(values[a])) for a, b in zip(edges, edges[1:], strict=False)]
