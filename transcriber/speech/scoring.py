"""Which of several texts a piece of sound speaks for: the recogniser asked about words that the office knows.

Runs in the engine's child process. For each text two figures: its log probability given the sound, and given silence, which
is what the recogniser would expect of such a sentence anyway. Their difference is what the sound itself says; rare names
are improbable as language, however clearly they were said.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from transcriber.media.pcm import SAMPLE_RATE, Pcm
from transcriber.speech.recogniser import WhisperRecogniser
from transcriber.speech.stage import SpeechRequest, loaded

_SILENCE = np.zeros(2 * SAMPLE_RATE, dtype=np.float32)


@dataclass(frozen=True)
class Question:
    """The text recognised between `start` and `end` (seconds), and others that might have been said instead."""

    start: float
    end: float
    text: str
    others: tuple[str, ...]


@dataclass(frozen=True)
class Answer:
    """How much better the sound, and silence, speak for each other text than for the one recognised (log probability)."""

    sound: tuple[float, ...]
    silence: tuple[float, ...]


def compare(request: SpeechRequest, questions: Sequence[Question]) -> list[Answer] | None:
    """An answer to each question; None if the recogniser cannot tell (the fake one)."""
    judge = loaded(request)
    if not isinstance(judge, WhisperRecogniser):
        return None
    pcm = Pcm(request.pcm)
    answers = []
    for question in questions:
        texts = [question.text, *question.others]
        given_sound = judge.log_probabilities(pcm.read(question.start, question.end), texts)
        given_silence = judge.log_probabilities(_SILENCE, texts)
        answers.append(
            Answer(
                sound=tuple(p - given_sound[0] for p in given_sound[1:]),
                silence=tuple(p - given_silence[0] for p in given_silence[1:]),
            )
        )
    return answers
