"""Functions for an engine's child process that fail as engines do: for good, and only once."""

from __future__ import annotations

import os
from collections.abc import Sequence

from transcriber.speech.scoring import Answer, ScoringQuestion
from transcriber.speech.speech_engine import SpeechRequest


def answer_unless_first(request: SpeechRequest, questions: Sequence[ScoringQuestion]) -> list[Answer]:
    """The process dies at the first question it is ever asked about a recording; later ones are answered."""
    asked = request.out / "asked"
    if not asked.exists():
        asked.touch()
        os._exit(3)
    return [(1.0,) * len(q.others) for q in questions]
