"""Other hearings: the same sound understood once more, otherwise. Where they differ from the text that stays, it may be wrong.

Each hears a changed sound (`ChangedSound`): at another speed, and cut otherwise. They are told what the first hearing was told: without
that they differ at every name. A recogniser of another family is one more `OtherListener`; with none, all works as before.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Protocol

from transcriber.media.pcm import Samples
from transcriber.speech import seams
from transcriber.speech.better_words import with_better_words
from transcriber.speech.effort import Effort
from transcriber.speech.recogniser import Character, Recogniser, WhisperRecogniser
from transcriber.speech.rescoring import Rescorer
from transcriber.speech.seams import Support
from transcriber.speech.side_by_side import aligned
from transcriber.speech.speeds import at_speed
from transcriber.speech.voice import Span


@dataclass(frozen=True)
class OtherHearing:
    """What another listener understood.

    Attributes:
        texts: one a sound; empty where nothing was said.
        support: log probability (nats) of each of some texts given the first sound; None where the listener cannot say.
        rescorer: tells which of two texts is the likelier in a meeting; None: nobody can.
    """

    texts: Sequence[str]
    support: Support | None = None
    rescorer: Rescorer | None = None


class OtherListener(Protocol):
    """Understands audio by itself."""

    @property
    def whole(self) -> bool:
        """Whether it hears a window in one go; else piece by piece."""

    def hear(self, sounds: Sequence[Samples], told: str) -> OtherHearing:
        """Understand each of `sounds` (≤ 30 s each).

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

    def hear(self, sounds: Sequence[Samples], told: str) -> OtherHearing:
        sound = self.recogniser.listen([at_speed(s, self.speed) for s in sounds])
        texts = self.recogniser.texts(sound, range(len(sounds)), prompt=told)
        return OtherHearing(
            texts, lambda asked: self.recogniser.log_probabilities(sound, asked), self.recogniser.rescorer
        )


def listeners_of(recogniser: Recogniser, effort: Effort) -> tuple[OtherListener, ...]:
    """Who else listens: nobody beside the fake recogniser."""
    if not isinstance(recogniser, WhisperRecogniser):
        return ()
    return tuple(ChangedSound(recogniser, speed, whole) for speed, whole in effort.other_hearings)


def compared(
    pieces: Sequence[Sequence[Character]],
    spans: Sequence[Span],
    sounds: Sequence[Samples],
    whole: Samples,
    listeners: Sequence[OtherListener],
    told: str,
) -> tuple[list[list[Character]], list[Span]]:
    """The characters of each piece of a window, each with what every other hearing has in its place; and where words around a cut were
    joined (seams.py). A few words are those of the other hearing, where its sound supports them better (better_words.py).

    Args:
        spans: when each piece is said.
        sounds: of each piece.
        whole: of the window.
        told: what the first hearing was told.
    """
    every = [c.text for piece in pieces for c in piece]
    found: list[list[str]] = []
    asked: list[tuple[int, OtherHearing]] = []
    for number, listener in enumerate(listeners):
        if listener.whole:
            heard = listener.hear([whole], told)
            found.append(aligned(every, heard.texts[0]))
            if heard.support is not None:
                asked.append((number, heard))
        else:
            heard = listener.hear(sounds, told)
            texts = zip(pieces, heard.texts, strict=True)
            found.append([t for piece, text in texts for t in aligned([c.text for c in piece], text)])
    others = zip(*found, strict=True)
    kept = [[c.model_copy(update={"others": next(others)}) for c in piece] for piece in pieces]
    if not asked:
        return kept, []
    number, heard = asked[0]
    assert heard.support is not None
    pauses = [after.start - before.end for before, after in pairwise(spans)]
    cut_words = seams.joins([[c.text for c in p] for p in pieces], pauses, found[number], heard.support)
    kept, joined = seams.with_joins(kept, cut_words)
    if heard.rescorer is not None:
        kept = with_better_words(kept, number, heard.support, heard.rescorer, told)
    return kept, joined
