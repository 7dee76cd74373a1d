"""Which of several texts a piece of sound speaks for: the recogniser asked about words that the office knows.

Runs in the engine's child process. What the recogniser would expect of such a sentence anyway (its log probability given
silence) was asked too at first, and cost as much again; the corrections that it decided were no better (docs/benchmarks.md).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from transcriber.media.pcm import Pcm, ReadableSound
from transcriber.speech.recogniser import WhisperRecogniser
from transcriber.speech.speech_engine import SpeechRequest, loaded_recogniser


@dataclass(frozen=True)
class ScoringQuestion:
    """The text recognised between `start` and `end` (seconds), and others that might have been said instead."""

    start: float
    end: float
    text: str
    others: tuple[str, ...]


Answer = tuple[float, ...]
"""How much better the sound speaks for each other text than for the one recognised (log probability)."""


def score_alternatives(request: SpeechRequest, questions: Sequence[ScoringQuestion]) -> list[Answer] | None:
    """An answer to each question; None if the recogniser cannot tell (the fake one)."""
    return answers_by(request, Pcm(request.pcm), questions)


def answers_by(request: SpeechRequest, pcm: ReadableSound, questions: Sequence[ScoringQuestion]) -> list[Answer] | None:
    """As `score_alternatives`; the sound is given along, and the request's files are not looked at: this may be another computer."""
    judge = loaded_recogniser(request)
    if not isinstance(judge, WhisperRecogniser):
        return None
    answers = []
    for question in questions:
        sound = judge.listen([pcm.read(question.start, question.end)])
        recognised, *others = judge.log_probabilities(sound, [question.text, *question.others])
        answers.append(tuple(p - recognised for p in others))
    return answers
