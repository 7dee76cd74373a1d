"""What was heard in a gap of a piece is put among its characters where the sound has it.

An alignment must give every frame to some character. Beside speech that was left out they seem to be said earlier or later than they were, so
what is put in by time alone stands among the wrong ones (「の負担にな広の費用は、2る」 for 「費用は、町の負担になる」).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol, runtime_checkable

from transcriber.speech import evidence
from transcriber.speech.recogniser import Character, Recognition, Sound
from transcriber.speech.voice import Span

_NEAR = 1.5
"""Seconds around a gap within which a character may have been put on the wrong side of it."""

_MOST = 16
"""Places that are tried; each costs an alignment."""

AlignTexts = Callable[[Sequence[str]], Sequence[Sequence[Character]]]
"""Texts as said in a piece: the characters of each, on the recording's clock."""


@runtime_checkable
class TextAligner(Protocol):
    """A recogniser that can tell when the characters of a given text are said; the fake one cannot."""

    def alignments(self, sound: Sound, texts: Sequence[str]) -> list[list[Character]]:
        """The characters of each text as said in the first piece of `sound`; times from its start."""


def lies_between(characters: Sequence[Character], gap: Span) -> bool:
    """Whether something was said before the gap and something behind it."""
    return any(c.start < gap.start for c in characters) and any(c.start >= gap.end for c in characters)


def filled(
    characters: Sequence[Character],
    gap: Span,
    new: Sequence[Character],
    speech: Sequence[Span],
    align: AlignTexts | None,
) -> list[Character]:
    """The characters of a piece with what was heard in a gap of it, in one run.

    Args:
        new: what was heard there.
        speech: the detected speech of the piece.
        align: None: it goes by time alone.
    """
    if not align or not new or not lies_between(characters, gap):
        return sorted([*_shortened(characters, gap), *new], key=lambda c: c.start)
    near = [i for i, c in enumerate(characters) if gap.start - _NEAR <= c.start <= gap.end + _NEAR]
    places = sorted({*near, *(i + 1 for i in near)} or {sum(c.start < gap.start for c in characters)})
    middle = (gap.start + gap.end) / 2
    closest = sorted(places, key=lambda i: abs(characters[min(i, len(characters) - 1)].start - middle))[:_MOST]
    texts = ["".join(c.text for c in (*characters[:i], *new, *characters[i:])) for i in closest]
    said = [Recognition(tuple(each), 0.0, 0.0) for each in align(texts)]
    return list(max(said, key=lambda s: evidence.evidence(s, speech)).characters)


def _shortened(characters: Sequence[Character], gap: Span) -> list[Character]:
    """A character that seemed to last into the gap ends where the gap begins."""
    return [c.model_copy(update={"end": gap.start}) if c.start < gap.start < c.end else c for c in characters]
