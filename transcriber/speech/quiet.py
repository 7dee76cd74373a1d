"""Quiet speech that the detector misses: a second, more sensitive look at what it took for silence.

A detector trained on speech at ordinary levels passes over someone far from the microphone, or whispering. Where a silence is
not as silent as its surroundings, it is made louder and looked at again.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Protocol

import numpy as np
import numpy.typing as npt

from transcriber.media.pcm import Pcm, Samples
from transcriber.speech.voice import DETECTOR_FRAME_SECONDS, FRAME, Span, VoiceOptions, spans

_LEAST_SILENCE = 1.0
"""Seconds of a silence worth looking at."""

_AT_ONCE = 60.0
"""Seconds looked at in one go; a long silence is looked at in parts, so that memory stays bounded."""

_ABOVE_FLOOR = 8.0
"""dB above the silence's own floor that make a frame worth a second look."""

_INAUDIBLE = -75.0
"""dBFS below which nothing was recorded, whatever the recorder wrote."""

_NOTHING = -120.0
"""dBFS of a frame that holds no sound at all."""

_BINS = 128
"""Of the histogram of levels, one a dB."""

_LEAST_SOUND = 0.4
"""Seconds of such frames in a silence."""

_LEVEL = 0.05
"""RMS that the loudest frames of a silence are brought to: ordinary speech."""

_MOST_GAIN = 100.0
"""40 dB: beyond that there is only the recorder's own noise."""

SENSITIVE = VoiceOptions(onset=0.25, offset=0.12, least_pause=0.4, least_speech=0.35, padding=0.2)
"""Looser than for ordinary speech: only what stands out of the silence is heard at all."""


class Detector(Protocol):
    """What voice.VoiceDetector does for samples at hand."""

    def listen(self, audio: Samples) -> npt.NDArray[np.float32]:
        """Speech probability of each frame."""


def find_quiet_speech(pcm: Pcm, speech: Sequence[Span], detector: Detector) -> list[Span]:
    """Spans of quiet speech outside of `speech`, in order."""
    found: list[Span] = []
    floor = _floor(pcm, speech)
    for silence in _silences(speech, pcm.seconds):
        audio = pcm.read(silence.start, silence.end)
        gain = _gain(audio, floor)
        if gain is None:
            continue
        probabilities = detector.listen(audio * gain)
        for span in spans(probabilities, SENSITIVE):
            start, end = silence.start + span.start, min(silence.start + span.end, silence.end)
            if end > start:
                found.append(Span(start, end))
    return found


def audible(audio: Samples) -> Samples:
    """Quiet audio at the level of ordinary speech, other audio as it is: what the recogniser gets."""
    loud = float(np.percentile(np.abs(audio), 99.5)) if len(audio) else 0.0
    return audio * min(_MOST_GAIN, 0.2 / loud) if 0 < loud < 0.03 else audio


def _silences(speech: Sequence[Span], seconds: float) -> Iterator[Span]:
    at = 0.0
    for edge in (*speech, Span(seconds, seconds)):
        while edge.start - at >= _LEAST_SILENCE:
            end = min(edge.start, at + _AT_ONCE)
            yield Span(at, end)
            at = end
        at = max(at, edge.end)


def _floor(pcm: Pcm, speech: Sequence[Span]) -> float:
    """dBFS below which a fifth of the recording's silence lies: the room's and the recorder's own noise."""
    counts = np.zeros(_BINS, np.int64)
    for silence in _silences(speech, pcm.seconds):
        levels = _levels(pcm.read(silence.start, silence.end))
        counts += np.bincount(np.clip(-levels, 0, _BINS - 1).astype(int), minlength=_BINS)
    louder = np.cumsum(counts)
    return -float(np.searchsorted(louder, 0.8 * louder[-1])) if louder[-1] else 0.0


def _levels(audio: Samples) -> npt.NDArray[np.float32]:
    """dBFS of each frame."""
    frames = audio[: len(audio) // FRAME * FRAME].reshape(-1, FRAME)
    if not frames.any():
        return np.full(len(frames), _NOTHING, np.float32)
    return np.asarray(20 * np.log10(np.sqrt((frames**2).mean(axis=1)) + 10 ** (_NOTHING / 20)), np.float32)


def _gain(audio: Samples, floor: float) -> float | None:
    """What brings the sound in a silence to an ordinary level; None if there is nothing in it."""
    levels = _levels(audio)
    if not len(levels):
        return None
    # A silence full of whispering has no floor of its own, a noisy one lies above the others'.
    sounding = levels > min(max(floor, _INAUDIBLE), float(np.percentile(levels, 15))) + _ABOVE_FLOOR
    if sounding.sum() * DETECTOR_FRAME_SECONDS < _LEAST_SOUND:
        return None
    loud = 10 ** (float(np.percentile(levels[sounding], 75)) / 20)
    return float(np.clip(_LEVEL / loud, 1.0, _MOST_GAIN))
