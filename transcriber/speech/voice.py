"""Where somebody speaks: Silero's voice activity detector, streamed over the PCM on disk."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from transcriber.media.pcm import SAMPLE_RATE, Pcm, Samples

FRAME = 512
"""Samples of one VAD decision: Silero's fixed frame, 32 ms."""

DETECTOR_FRAME_SECONDS = FRAME / SAMPLE_RATE

_BLOCK = 1_875 * FRAME
"""Samples per run of the detector: one minute. Its state starts afresh each time, so each block begins a little early."""

_WARM_UP = 63 * FRAME
"""Two seconds: after that a fresh state agrees with a carried one."""


@dataclass(frozen=True)
class Span:
    """A stretch of time, in seconds."""

    start: float
    end: float

    @property
    def seconds(self) -> float:
        return self.end - self.start


@dataclass(frozen=True)
class VoiceOptions:
    """When a frame counts as speech. Looser than Silero's defaults: lost speech is worse than a pause recognised."""

    onset: float = 0.35
    offset: float = 0.2
    least_pause: float = 0.25
    """A shorter pause does not end a span."""
    least_speech: float = 0.1
    """A shorter span is a click."""
    padding: float = 0.15
    """Kept on both sides: consonants begin before the detector is sure."""


WIDE = VoiceOptions(padding=0.4)
"""Speech with the breath before and behind it: what is faint there is no speech of its own."""


class VoiceDetector:
    """Silero VAD v6, the copy that faster-whisper ships (MIT)."""

    def __init__(self) -> None:
        import onnxruntime
        from faster_whisper.vad import get_vad_model

        onnxruntime.disable_telemetry_events()  # on Windows there is no environment variable for it
        self._model = get_vad_model()
        self._silence: dict[int, npt.NDArray[np.float32]] = {}
        """What it says of so many samples that are all 0."""

    def probabilities(self, pcm: Pcm) -> npt.NDArray[np.float32]:
        """Speech probability of each `FRAME` of the recording, (frames,)."""
        parts = []
        for first in range(0, len(pcm), _BLOCK):
            begin = max(0, first - _WARM_UP)
            audio = pcm.read(begin / SAMPLE_RATE, (first + _BLOCK) / SAMPLE_RATE)
            parts.append(self.listen(audio)[(first - begin) // FRAME :])
        return np.concatenate(parts) if parts else np.zeros(0, np.float32)

    def listen(self, audio: Samples) -> npt.NDArray[np.float32]:
        """Speech probability of each `FRAME` of `audio`, from a fresh state."""
        padded = np.pad(audio, (0, -len(audio) % FRAME))
        if padded.any():
            return self._judged(padded)
        # Hours of it stand in a recording whose microphone was off: nine seconds of the processor for each.
        if len(padded) not in self._silence:
            self._silence = {len(padded): self._judged(padded)}
        return self._silence[len(padded)]

    def _judged(self, padded: Samples) -> npt.NDArray[np.float32]:
        return np.asarray(self._model(padded), dtype=np.float32).reshape(-1)


def spans(probabilities: npt.NDArray[np.float32], options: VoiceOptions = VoiceOptions()) -> list[Span]:
    """Spans of speech, in order and apart, from frame probabilities with hysteresis."""
    total = len(probabilities) * DETECTOR_FRAME_SECONDS
    found: list[Span] = []
    for start, end in _runs(probabilities, options):
        if end - start < options.least_speech:
            continue
        start, end = max(0.0, start - options.padding), min(total, end + options.padding)
        if found and start <= found[-1].end:
            found[-1] = Span(found[-1].start, end)
        else:
            found.append(Span(start, end))
    return found


def _runs(probabilities: npt.NDArray[np.float32], options: VoiceOptions) -> Iterator[tuple[float, float]]:
    start: int | None = None
    last = 0
    for i, p in enumerate(probabilities):
        if p >= options.onset and start is None:
            start = i
        if start is None:
            continue
        if p >= options.offset:
            last = i
        elif (i - last) * DETECTOR_FRAME_SECONDS >= options.least_pause:
            yield start * DETECTOR_FRAME_SECONDS, (last + 1) * DETECTOR_FRAME_SECONDS
            start = None
    if start is not None:
        yield start * DETECTOR_FRAME_SECONDS, (last + 1) * DETECTOR_FRAME_SECONDS


def outside(speech: list[Span], covered: list[Span], *, least: float) -> list[Span]:
    """The parts of `speech` longer than `least` seconds that no span of `covered` touches."""
    missing = []
    for span in speech:
        at = span.start
        for c in sorted(covered, key=lambda c: c.start):
            if c.end <= at or c.start >= span.end:
                continue
            if c.start - at > least:
                missing.append(Span(at, c.start))
            at = max(at, c.end)
        if span.end - at > least:
            missing.append(Span(at, span.end))
    return missing
