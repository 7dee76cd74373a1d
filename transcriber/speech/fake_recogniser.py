"""The shipped fake engine's ear: no weights, instant, deterministic. For tests of everything around recognition."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from transcriber.media.pcm import Pcm, Samples
from transcriber.speech.recogniser import Character, Recognition, Sound, duration
from transcriber.speech.voice import FRAME

_LOUD = 0.01
"""RMS above which a frame counts as speech."""


class FakeVoice:
    """Loud is speech."""

    def probabilities(self, pcm: Pcm) -> npt.NDArray[np.float32]:
        parts = [self.listen(block) for block in pcm.blocks(60)]
        return np.concatenate(parts) if parts else np.zeros(0, np.float32)

    def listen(self, audio: Samples) -> npt.NDArray[np.float32]:
        frames = np.pad(audio, (0, -len(audio) % FRAME)).reshape(-1, FRAME)
        if not frames.any():
            return np.zeros(len(frames), np.float32)
        return np.asarray(np.sqrt((frames**2).mean(axis=1)) > _LOUD, np.float32)


class FakeRecogniser:
    """Writes one character a fifth of a second, so that every second of speech has text."""

    _TEXT = "これは試験用の発言です。"

    def listen(self, pieces: Sequence[Samples]) -> Sound:
        return Sound(seconds=tuple(map(duration, pieces)))

    def recognise(
        self,
        sound: Sound,
        which: Sequence[int],
        *,
        prompt: str,
        beam: int = 5,
        texts: int = 1,
    ) -> list[tuple[Recognition, ...]]:
        return [(self._heard(sound.seconds[i]),) for i in which]

    def count_tokens(self, text: str) -> int:
        return len(text)

    def _heard(self, seconds: float) -> Recognition:
        step = 0.2
        characters = tuple(
            Character(text=self._TEXT[i % len(self._TEXT)], start=i * step, end=(i + 1) * step, probability=0.9)
            for i in range(max(1, int(seconds / step)))
        )
        return Recognition(characters=characters, log_probability=-0.1, no_speech=0.0)
