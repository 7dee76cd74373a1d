"""Parts of a meeting, some of them recorded at the same time → what is joined behind each other, what is mixed, what is left out.

Of files that hold the same time the one is used in which most speech is heard, of these the clearest. What another one holds
before it began, or after it ended, is used too. The tracks of one recorder, each with a person of its own, are mixed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import permutations

import numpy as np

from transcriber.media import channels, simultaneous, tracks
from transcriber.media.channels import LEVEL_SECONDS
from transcriber.media.simultaneous import Beside, PartSound, SpeechLevels
from transcriber.minutes import part_names
from transcriber.minutes.capture import UnusedReason

_BEYOND = 2.0
"""Seconds that another file must hold beyond the one used for them to be used too."""

_IN_STEP = 0.015
"""Seconds by which tracks may lie apart for their sum not to echo."""

_SAME_LENGTH = 1.0
_SAME_SOUND = 0.9
"""Correlation of two envelopes from which it is the same sound, and not another microphone."""

_AS_MUCH = 0.9
"""Share of the most speech from which a file holds as much."""

_AS_LOUD = 8.0
"""dB below a file's own loud speech that another's may be in it; through two lapel microphones it is 10 and more."""


@dataclass(frozen=True)
class Piece:
    """What is joined: a file, or its part from `start` to `end` seconds; or several files mixed.

    Attributes:
        parts: indices; several are mixed.
        whole: nothing of it is left out.
        runs_on: it goes on where the piece before it ends, without a gap.
    """

    parts: tuple[int, ...]
    start: float
    end: float
    whole: bool
    runs_on: bool = False


@dataclass(frozen=True)
class Unused:
    """A file of which nothing is used.

    Attributes:
        instead: index of the file used for this time.
        lag: seconds by which it begins after that one.
    """

    part: int
    reason: UnusedReason
    instead: int
    lag: float


@dataclass(frozen=True)
class JoiningPlan:
    """What becomes of each file.

    Attributes:
        repeated: index → index of a file with the same sound before it; both are used, since their names say that they follow each
            other. Somebody may have taken the wrong file.
    """

    pieces: tuple[Piece, ...]
    unused: tuple[Unused, ...] = ()
    repeated: Mapping[int, int] = field(default_factory=dict)


def joining_plan(sounds: Sequence[PartSound]) -> JoiningPlan:
    """What becomes of each file. `sounds`: in playing order."""
    if len(sounds) == 1:
        return JoiningPlan((_whole(sounds, 0),))
    every = simultaneous.simultaneous_pairs(sounds)
    apart = [b for b in every if part_names.follow_each_other(sounds[b.one].name, sounds[b.other].name)]
    found = [b for b in every if b not in apart]
    pieces: list[Piece] = []
    unused: list[Unused] = []
    done: set[int] = set()
    for i in range(len(sounds)):
        if i in done:
            continue
        offsets = _group(i, found)
        done |= offsets.keys()
        if len(offsets) == 1:
            pieces.append(_whole(sounds, i))
        elif _tracks_of_a_recorder(sounds, offsets, found):
            longest = max(sounds[k].pcm.seconds for k in offsets)
            pieces.append(Piece(tuple(sorted(offsets)), 0.0, longest, whole=True))
        else:
            used, left = _covered(sounds, offsets)
            pieces += used
            unused += left
    return JoiningPlan(tuple(pieces), tuple(unused), {b.other: b.one for b in reversed(apart) if b.heard})


def _whole(sounds: Sequence[PartSound], i: int) -> Piece:
    return Piece((i,), 0.0, sounds[i].pcm.seconds, whole=True)


def _group(first: int, found: Sequence[Beside]) -> dict[int, float]:
    """Index → where it begins, seconds after `first`, of all files that lie beside it or beside one that does."""
    offsets = {first: 0.0}
    waiting = [first]
    while waiting:
        here = waiting.pop()
        for b in found:
            for one, other, lag in ((b.one, b.other, b.lag), (b.other, b.one, -b.lag)):
                if one == here and other not in offsets:
                    offsets[other] = offsets[here] + lag
                    waiting.append(other)
    return offsets


def _tracks_of_a_recorder(sounds: Sequence[PartSound], offsets: dict[int, float], found: Sequence[Beside]) -> bool:
    """Whether the files are tracks of one device, each with a person of its own."""
    lengths = [sounds[k].pcm.seconds for k in offsets]
    in_step = max(offsets.values()) - min(offsets.values()) <= _IN_STEP and all(
        b.drift <= _IN_STEP for b in found if b.one in offsets
    )
    if not in_step or max(lengths) - min(lengths) > _SAME_LENGTH:
        return False
    levels = [sounds[k].levels for k in offsets]
    if any(_holds(one, other) for one, other in permutations(levels, 2)):
        return False
    return channels.separate(tracks.together(levels))


def _holds(whole: SpeechLevels, other: SpeechLevels) -> bool:
    """Whether what is said in `other` is said in `whole` too, as loud as everything else there."""
    length = min(len(whole), len(other))
    said = whole[:length][other[:length] > simultaneous.speech_from(other)]
    loud = whole[whole > simultaneous.speech_from(whole)]
    return bool(len(said) and len(loud) and float(np.median(said)) >= float(np.percentile(loud, 75)) - _AS_LOUD)


def _covered(sounds: Sequence[PartSound], offsets: dict[int, float]) -> tuple[list[Piece], list[Unused]]:
    """The pieces that hold all the time of a group, and the files that are not needed."""
    order = _best_first(sounds, sorted(offsets))
    main = order[0]
    taken: list[tuple[float, float, int]] = []
    unused: list[Unused] = []
    for k in order:
        begin, end = offsets[k], offsets[k] + sounds[k].pcm.seconds
        free = [(a, b, k) for a, b in _free(begin, end, taken) if b - a > (_BEYOND if taken else 0)]
        if free:
            taken = sorted(taken + free)
        else:
            lag = offsets[k] - offsets[main]
            same = _alike(sounds[main], sounds[k], lag) >= _SAME_SOUND
            reason = UnusedReason.SAME_SOUND if same else UnusedReason.OTHER_MICROPHONE
            unused.append(Unused(k, reason, main, lag))
    pieces = [
        Piece((k,), a - offsets[k], b - offsets[k], whole=b - a >= sounds[k].pcm.seconds - 1e-6, runs_on=n > 0)
        for n, (a, b, k) in enumerate(taken)
    ]
    return pieces, unused


def _free(begin: float, end: float, taken: Sequence[tuple[float, float, int]]) -> list[tuple[float, float]]:
    """What of `begin` to `end` is not taken yet. `taken`: in order of time."""
    edges = [begin, *(x for a, b, _ in taken for x in (a, b)), end]  # from each end to the next beginning
    return [
        (max(begin, a), min(end, b))
        for a, b in zip(edges[::2], edges[1::2], strict=True)
        if min(end, b) > max(begin, a)
    ]


def _best_first(sounds: Sequence[PartSound], group: Sequence[int]) -> list[int]:
    """Those with most speech first, the clearest of them before; of equals the first in playing order."""
    spoken = {k: _speech(sounds[k]) for k in group}
    most = max(spoken.values())

    def rank(k: int) -> tuple[bool, float]:
        enough = spoken[k] >= _AS_MUCH * most
        return not enough, -round(tracks.clearness(sounds[k].levels)) if enough else -spoken[k]

    return sorted(group, key=rank)


def _speech(sound: PartSound) -> float:
    """Seconds in which something is louder than the file's noise."""
    return float((sound.levels > simultaneous.speech_from(sound.levels)).sum()) * LEVEL_SECONDS


def _alike(one: PartSound, other: PartSound, lag: float) -> float:
    """Correlation of the two envelopes where both lie."""
    frames = round(lag / LEVEL_SECONDS)
    a, b = one.levels[max(0, frames) :], other.levels[max(0, -frames) :]
    length = min(len(a), len(b))
    return tracks.alikeness(a[:length], b[:length]) if length else 0.0
