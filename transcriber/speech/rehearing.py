"""Pieces heard again, with everything the office knows: what was learned from corrections is told here, and only here.

Runs in the engine's child process. What comes back are texts and no more: what of them is taken over is decided by
language/recovery.py.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from transcriber.media.pcm import Pcm
from transcriber.speech import effort, evidence, quiet
from transcriber.speech.speech_engine import SpeechRequest, loaded_recogniser, prompter_of


@dataclass(frozen=True)
class RehearRequest:
    """From `start` to `end` seconds; `recent` was said before."""

    start: float
    end: float
    recent: str


def hear(request: SpeechRequest, pieces: Sequence[RehearRequest]) -> list[tuple[str, ...]]:
    """What may have been said in each piece, the likeliest first; without what only repeats itself.

    Args:
        request: with all that is to be told.
    """
    recogniser = loaded_recogniser(request)
    prompter = prompter_of(request, recogniser.count_tokens)
    pcm, work = Pcm(request.pcm), effort.effort_of(request.mode)
    sound = recogniser.listen([quiet.audible(pcm.read(p.start, p.end)) for p in pieces])
    found: list[tuple[str, ...]] = [()] * len(pieces)
    for recent in dict.fromkeys(p.recent for p in pieces):
        which = [i for i, p in enumerate(pieces) if p.recent == recent]
        known = prompter.after(recent).known
        heard = recogniser.recognise(sound, which, prompt=known, beam=work.beam, texts=work.texts)
        for i, several in zip(which, heard, strict=True):
            found[i] = tuple(h.text for h in several if not evidence.looping(h))
    return found
