"""Which files of a meeting were recorded at the same time, told by their sound.

Two envelopes give a few lags at which the files might lie beside each other (coarse, cheap); at each of these the sound itself is
compared in many short places (fine). Noise has no like, so files of different times never agree; two microphones in one room
do, although nobody could tell it from their levels. What agrees in a place or two only (a chime) is no recording of the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import PurePath

import numpy as np
import numpy.typing as npt

from transcriber.media.channels import LEVEL_SECONDS, FrameLevels
from transcriber.media.inside_dates import InsideDate
from transcriber.media.pcm import SAMPLE_RATE, Pcm

_BLOCK = 60.0
"""Seconds of a file that are measured at once."""

_STEP = 4
"""Frames of the envelope that are one of the coarse search: 0.2 s."""

_LAGS = 4
"""Lags of the coarse search that are looked at closely."""

_OVERLAP, _MOST_OF = 60.0, 0.9
"""Seconds that two files have to share, or the share of the shorter: less may be a chime that both begin with."""

_PLACE, _PLACES = 3.0, 12
"""Seconds of a place, and places that are compared."""

_ENOUGH, _SAME = 15.0, 0.9
"""Seconds that both have to hold for their places to be evidence enough, and correlation from which less is the same sound: of
stretches of different times, 26 of 280 pairs of 2 to 10 s agreed in their places by chance, of 100 of 15 s and more none."""

_AROUND = 1.0
"""Seconds around a coarse lag in which the fine one is looked for."""

_BAND = (150.0, 3500.0)
"""Hz that every codec and every microphone keeps."""

_POINT = SAMPLE_RATE // 1000
_SMOOTH = 4
"""Samples of a point of the fine curve (1 ms), and points it is smoothed over: what a room adds comes within them."""

_CLEAR = 15.0
"""Height of the peak of all places together over their noise, in its deviations: that of two microphones in an echoing room is 70
and more, that of independent sounds below 6."""

_HEARD, _SHARE = 3.0, 0.5
"""Energy over the mean from which a place agrees, and the share of the places that has to."""

_ONLY, _ECHO = 0.7, 100
"""Height of a second peak over the first from which the sound repeats itself (a tone) and tells nothing, and points around the
first in which an echo may be as high."""

_MOST_HEIGHT = 10.0
"""Energy up to which one place counts: a chime that both begin with is one place only."""

_DRIFT = 1e-4
"""Seconds a second by which the clocks of two devices differ at most."""

_MORE = 1.02
"""Times as high a peak has to be for a greater drift to be believed."""

_MOST_PAIRS = 2000
_SILENT = -65.0
_FLOOR = 6.0
"""As in tracks.py."""

_ABOVE_NOISE = 12.0
"""dB above a file's noise from which a frame holds speech."""

_AT_ONCE = 0.15
"""Share of the frames with speech in which two people speak at once, where each has a microphone."""

_TRACK = re.compile(r"(?:tr|track|ch|mic|トラック|マイク)[ _-]?\d+", re.I)
_SAME_LENGTH, _SAME_TIME = 0.1, 2.0
"""Seconds by which lengths and beginnings of a recorder's tracks differ at most."""

SpeechLevels = npt.NDArray[np.float32]
"""(frames,), dBFS."""


@dataclass(frozen=True)
class PartSound:
    """One file: what staff call it, its sound, the level of each frame, and what it says of its own time."""

    name: str
    pcm: Pcm
    levels: SpeechLevels
    date: InsideDate | None = None

    @classmethod
    def of(cls, name: str, pcm: Pcm, date: InsideDate | None = None) -> PartSound:
        """With the levels measured."""
        frames = FrameLevels(1)
        for block in pcm.blocks(_BLOCK):
            frames.add(block[None, :])
        return cls(name, pcm, frames.levels()[:, 0], date)


@dataclass(frozen=True)
class Beside:
    """File `other` begins `lag` seconds after file `one` (before it, if negative).

    Attributes:
        drift: seconds by which the lag changes from one end to the other.
        heard: found in the sound; else by what a recorder's tracks have in common.
    """

    one: int
    other: int
    lag: float
    drift: float = 0.0
    heard: bool = True


def simultaneous_pairs(sounds: Sequence[PartSound]) -> list[Beside]:
    """The pairs of files that were recorded at the same time."""
    lengths = [s.pcm.seconds for s in sounds]
    every = sorted(combinations(range(len(sounds)), 2), key=lambda p: abs(lengths[p[0]] - lengths[p[1]]))
    found = (_beside(sounds, one, other) for one, other in every[:_MOST_PAIRS])
    return [b for b in found if b is not None]


def _beside(sounds: Sequence[PartSound], i: int, j: int) -> Beside | None:
    one, other = sounds[i], sounds[j]
    if min(s.levels.max(initial=-100.0) for s in (one, other)) <= _SILENT:
        return None
    for lag in _lags(one, other):
        if (found := _confirmed(one, other, lag)) is not None:
            return Beside(i, j, *found)
    return Beside(i, j, 0.0, heard=False) if _tracks_of_one(one, other) else None


def _lags(one: PartSound, other: PartSound) -> Iterator[float]:
    """Where to look, in order: both from their beginnings, by their own times, and where their envelopes agree."""
    tried = [0.0]
    if one.date and other.date:
        tried.append((other.date.moment - one.date.moment).total_seconds())
    yield from (lag for lag in tried if _shared(one, other, lag))
    yield from _coarse(one, other)


def _shared(one: PartSound, other: PartSound, lag: float) -> float:
    """Seconds that both hold at this lag; 0 if they are too few."""
    lengths = one.pcm.seconds, other.pcm.seconds
    shared = min(lengths[0], lag + lengths[1]) - max(0.0, lag)
    return shared if shared >= min(_OVERLAP, _MOST_OF * min(lengths)) else 0.0


def _coarse(one: PartSound, other: PartSound) -> list[float]:
    a, b = _envelope(one.levels), _envelope(other.levels)
    if not len(a) or not len(b):
        return []
    size = 1 << (len(a) + len(b)).bit_length()
    spectra = np.fft.rfft(a, size), np.fft.rfft(b, size)
    powers = np.fft.rfft(a**2, size), np.fft.rfft(b**2, size)
    here = np.fft.rfft(np.ones(len(a)), size), np.fft.rfft(np.ones(len(b)), size)

    def crossed(x: npt.NDArray[np.complex128], y: npt.NDArray[np.complex128]) -> npt.NDArray[np.float64]:
        return np.asarray(np.fft.irfft(x * np.conj(y), size), dtype=np.float64)

    count = np.rint(crossed(here[0], here[1]))
    power = np.sqrt(np.clip(crossed(powers[0], here[1]) * crossed(here[0], powers[1]), 1e-9, None))
    # What agrees over a longer time counts more.
    score = crossed(*spectra) / power * np.sqrt(np.clip(count, 0, None))
    step = _STEP * LEVEL_SECONDS
    lags = np.arange(size)
    lags[lags > size // 2] -= size
    found: list[float] = []
    for place in np.argsort(-score)[: 50 * _LAGS]:
        lag = float(lags[place]) * step
        if all(abs(lag - f) > _AROUND for f in found) and _shared(one, other, lag):
            found.append(lag)
            if len(found) == _LAGS:
                break
    return found


def _envelope(levels: SpeechLevels) -> npt.NDArray[np.float64]:
    whole = len(levels) // _STEP * _STEP
    means: npt.NDArray[np.float64] = np.asarray(levels[:whole].reshape(-1, _STEP).mean(axis=1), dtype=np.float64)
    if not len(means):
        return means
    above = np.maximum(means, max(float(np.percentile(means, 10)) + _FLOOR, _SILENT))
    return np.asarray(above - above.mean(), dtype=np.float64)


def _confirmed(one: PartSound, other: PartSound, lag: float) -> tuple[float, float] | None:
    """(lag, drift) if the sound itself agrees near `lag` in most places of what both hold."""
    begin, end = max(0.0, lag), min(one.pcm.seconds, lag + other.pcm.seconds)
    told = [(p, c) for p in _loud_places(one, other, begin, end, lag) if (c := _curve(one, other, p, lag)) is not None]
    if len(told) < 2:
        return None
    middle = (begin + end) / 2
    ahead = np.array([place - middle for place, _ in told])
    curves = np.array([curve for _, curve in told])
    reach = _DRIFT * float(np.abs(ahead).max()) * 1000
    steps = (
        np.linspace(-_DRIFT, _DRIFT, 2 * max(1, int(reach / _SMOOTH * 2)) + 1) if reach > _SMOOTH / 2 else np.zeros(1)
    )
    steps = steps[np.argsort(np.abs(steps))]
    best: tuple[float, float, int, npt.NDArray[np.float64]] | None = None
    for drift in steps:
        turned = np.array([np.roll(c, round(drift * a * 1000)) for c, a in zip(curves, ahead, strict=True)])
        total = np.minimum(turned, _MOST_HEIGHT).mean(axis=0)
        peak = int(total.argmax())
        if best is None or total[peak] > _MORE * best[0]:
            best = float(total[peak]), float(drift), peak, turned
    assert best is not None
    height, drift, peak, turned = best
    total = np.minimum(turned, _MOST_HEIGHT).mean(axis=0)
    usual = float(np.median(total))
    noise = 1.48 * float(np.median(np.abs(total - usual)))
    rest = np.concatenate([total[: max(0, peak - _ECHO)], total[peak + _ECHO :]])
    near = turned[:, max(0, peak - 2) : peak + 3].max(axis=1)
    if (
        height - usual < _CLEAR * noise
        or (near >= _HEARD).mean() < _SHARE
        or rest.max(initial=0.0) - usual > _ONLY * (height - usual)
    ):
        return None
    found = lag + _AROUND - peak / 1000
    if end - begin < _ENOUGH and not _same_sound(one, other, found):
        return None
    return found, abs(drift) * (end - begin)


def _same_sound(one: PartSound, other: PartSound, lag: float) -> bool:
    """Whether what both hold at about this lag is one sound, up to its loudness and a codec's loss."""
    begin, end = max(0.0, lag), min(one.pcm.seconds, lag + other.pcm.seconds)
    mine, theirs = one.pcm.read(begin, end), other.pcm.read(begin - lag, end - lag)
    size = 1 << (len(mine) + len(theirs)).bit_length()
    crossed = np.fft.irfft(np.fft.rfft(mine, size) * np.conj(np.fft.rfft(theirs, size)), size)
    power = float(np.linalg.norm(mine)) * float(np.linalg.norm(theirs))
    return bool(power and float(crossed.max()) >= _SAME * power)


def _loud_places(one: PartSound, other: PartSound, begin: float, end: float, lag: float) -> list[float]:
    """Beginnings (by `one`) of places spread over what both hold, in each stretch where it is loudest."""
    count = max(2, min(_PLACES, int((end - begin) / _PLACE)))
    size = round(_PLACE / LEVEL_SECONDS)
    edges = np.linspace(begin, end, count + 1)
    floors = [max(_SILENT, float(np.percentile(s.levels, 10)) + _FLOOR) for s in (one, other)]
    found = []
    for a, b in zip(edges[:-1], edges[1:], strict=True):
        mine = one.levels[round(a / LEVEL_SECONDS) : round(b / LEVEL_SECONDS)]
        first = round((a - lag) / LEVEL_SECONDS)
        theirs = other.levels[max(0, first) : first + len(mine)]
        length = min(len(mine), len(theirs))
        if length < 2:
            continue
        # One of two people's microphones hears little of the other: it is enough that one of them speaks.
        loud = np.maximum(mine[:length] - floors[0], theirs[:length] - floors[1])
        sums = np.convolve(loud, np.ones(min(size, length)), "valid")
        best = int(sums.argmax())
        if loud[best : best + size].max() > 0:
            found.append(float(a + best * LEVEL_SECONDS))
    return found


def _curve(one: PartSound, other: PartSound, place: float, lag: float) -> npt.NDArray[np.float64] | None:
    """How much of the sound of one place agrees with the other file's at each lag from `lag` + `_AROUND` down to `lag` -
    `_AROUND`, a point a millisecond; 1 on average. None where too little of the two lies there.

    Correlated are the phases only: so a hum, and a voice's own pitch, count no more than the rest.
    """
    begins = place - lag - _AROUND
    mine = one.pcm.read(place, place + _PLACE)
    theirs = other.pcm.read(max(0.0, begins), place - lag + _PLACE + _AROUND)
    theirs = np.pad(theirs, (max(0, round(-begins * SAMPLE_RATE)), 0))
    if len(mine) < SAMPLE_RATE or len(theirs) < SAMPLE_RATE or not mine.any() or not theirs.any():
        return None
    size = 1 << (len(mine) + len(theirs)).bit_length()
    crossed = np.fft.rfft(mine, size) * np.conj(np.fft.rfft(theirs, size))
    hertz = np.fft.rfftfreq(size, 1 / SAMPLE_RATE)
    weight = ((hertz >= _BAND[0]) & (hertz <= _BAND[1])) / (np.abs(crossed) + 1e-12)
    curve = np.fft.irfft(crossed * weight, size)
    points = round(2 * _AROUND * 1000)
    back = curve[-np.arange(points * _POINT)] ** 2  # mine[n] is theirs[n + m]: at -m
    coarse = np.convolve(back.reshape(points, _POINT).mean(axis=1), np.ones(_SMOOTH) / _SMOOTH, "same")
    return np.asarray(coarse / (coarse.mean() + 1e-30), dtype=np.float64)


def _tracks_of_one(one: PartSound, other: PartSound) -> bool:
    """Whether two files without a sound in common are a recorder's tracks: of the same length, begun at the same time by their own
    clock or called tracks of one recording, and never loud at once.
    """
    if abs(one.pcm.seconds - other.pcm.seconds) > _SAME_LENGTH:
        return False
    begun = (
        one.date is not None
        and other.date is not None
        and abs((one.date.moment - other.date.moment).total_seconds()) <= _SAME_TIME
    )
    rest = {_TRACK.sub("", PurePath(s.name).stem) for s in (one, other)}
    named = len(rest) == 1 and all(_TRACK.search(PurePath(s.name).stem) for s in (one, other))
    return (begun or named) and _take_turns(one.levels, other.levels)


def _take_turns(one: SpeechLevels, other: SpeechLevels) -> bool:
    """Whether hardly ever both are loud: two halves of a meeting laid over each other often are."""
    length = min(len(one), len(other))
    a, b = (x[:length] > speech_from(x) for x in (one, other))
    either = (a | b).sum()
    return bool(a.any() and b.any() and (a & b).sum() <= _AT_ONCE * either)


def speech_from(levels: SpeechLevels) -> float:
    """The level, dBFS, from which a frame holds more than the file's noise."""
    return max(_SILENT, float(np.percentile(levels, 10)) + _ABOVE_NOISE) if len(levels) else _SILENT
