"""Other hearings: the same sound understood once more, otherwise. Where they differ from the text that stays, it may be wrong.

Each hears a changed sound (`ChangedSound`): at another speed, and cut otherwise. They are told what the first hearing was told: without
that they differ at every name. A recogniser of another family is one more `OtherListener`; with none, all works as before.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from rapidfuzz.distance import Levenshtein

from transcriber.media.pcm import Samples
from transcriber.speech.effort import Effort
from transcriber.speech.recogniser import Character, Recogniser, WhisperRecogniser


class OtherListener(Protocol):
    """Understands audio by itself."""

    @property
    def whole(self) -> bool:
        """Whether it hears a window in one go; else piece by piece."""

    def texts(self, sounds: Sequence[Samples], told: str) -> list[str]:
        """What is said in each of `sounds` (≤ 30 s each); empty where nothing is.

        Args:
            told: what the office knows, as the first hearing was told it.
        """


@dataclass(frozen=True)
class ChangedSound:
    """The product's own recogniser over the sound at another speed.

    Attributes:
        speed: above 1 is faster, and higher.
        whole: hears a window in one go.
    """

    recogniser: WhisperRecogniser
    speed: float
    whole: bool

    def texts(self, sounds: Sequence[Samples], told: str) -> list[str]:
        from scipy import signal  # 45 MB that a waiting service does without

        parts = (100, round(100 * self.speed))
        changed = [np.asarray(signal.resample_poly(s, *parts), dtype=np.float32) for s in sounds]
        return self.recogniser.texts(self.recogniser.listen(changed), range(len(sounds)), prompt=told)


def listeners_of(recogniser: Recogniser, effort: Effort) -> tuple[OtherListener, ...]:
    """Who else listens: nobody beside the fake recogniser."""
    if not isinstance(recogniser, WhisperRecogniser):
        return ()
    return tuple(ChangedSound(recogniser, speed, whole) for speed, whole in effort.other_hearings)


def compared(
    pieces: Sequence[Sequence[Character]],
    sounds: Sequence[Samples],
    whole: Samples,
    listeners: Sequence[OtherListener],
    told: str,
) -> list[list[Character]]:
    """The characters of each piece of a window, each with what every other hearing has in its place.

    Args:
        sounds: of each piece.
        whole: of the window.
        told: what the first hearing was told.
    """
    every = [c.text for piece in pieces for c in piece]
    found = []
    for listener in listeners:
        if listener.whole:
            found.append(aligned(every, listener.texts([whole], told)[0]))
        else:
            heard = listener.texts(sounds, told)
            found.append(
                [t for piece, text in zip(pieces, heard, strict=True) for t in aligned([c.text for c in piece], text)]
            )
    others = zip(*found, strict=True)
    return [[c.model_copy(update={"others": next(others)}) for c in piece] for piece in pieces]


def aligned(texts: Sequence[str], other: str) -> list[str]:
    """What `other` has in the place of each of `texts`.

    What it has beside is given to the text before, at the beginning to the first; so put together they are `other` again.
    """
    if not texts:
        return []
    said = "".join(texts)
    owner = [i for i, text in enumerate(texts) for _ in text]
    found = [""] * len(texts)
    for step in Levenshtein.opcodes(said, other):
        here, there = step.src_end - step.src_start, other[step.dest_start : step.dest_end]
        if not here:
            found[owner[max(0, step.src_start - 1)]] += there
        for k in range(here):
            found[owner[step.src_start + k]] += there[k : k + 1] if k < here - 1 else there[k:]
    return found
