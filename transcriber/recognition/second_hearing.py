"""Between recognition and writing: what might have been said instead, put to the recogniser once more.

The corrector knows which words sound alike, the recogniser knows the sound; here they are brought together, piece by piece.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from transcriber.errors import EngineError
from transcriber.language.correction import Corrector, WordCandidate
from transcriber.language.matching import without_inner_marks
from transcriber.language.readings import Reader
from transcriber.language.risk_sounds import NearRisk, near_risks
from transcriber.language.weighing import SoundScore, SoundScores
from transcriber.speech.audit import WindowText
from transcriber.speech.scoring import Answer, ScoringQuestion
from transcriber.speech.windows import Window

SECOND_HEARING_FORMAT = 3
"""Of weighed-KEY.json, or of how it comes about (speech/rehearing.py and language/ included): what an earlier one left is not read."""

_MOST = 4
"""Candidates asked about in one piece, and as many learned ones: each costs some 30 ms on two cores."""

_OF_ONE_PLACE = 2
"""Of these, candidates that stand in each other's way: the likeliest one's neighbours begin or end a beat beside it, and would leave
the other places of the piece unasked."""

_MOST_HEAVY = 2
"""Places of a piece where a word that weighs heavily on a person may have been said; four a minute are asked about."""

_AT_ONCE = 8
"""Pieces asked about in one call of the child: some seconds of work."""


LookedAt: TypeAlias = dict[tuple[Corrector, Reader | None, str], tuple[list[WordCandidate], tuple[NearRisk, ...]]]
"""By who looked at a text: what may have been said instead, and the words that weigh heavily on a person."""


@dataclass(frozen=True)
class Asked:
    """A question, and what is behind its other texts, in order: candidates, then words that weigh heavily on a person."""

    question: ScoringQuestion
    candidates: tuple[WordCandidate, ...]
    heavy: tuple[NearRisk, ...] = ()


def questions(
    windows: Iterable[Window],
    texts: Iterable[WindowText],
    corrector: Corrector,
    looked_at: LookedAt | None = None,
    reader: Reader | None = None,
) -> list[Asked]:
    """What is worth asking about a recording.

    Args:
        looked_at: what was found in texts before; what is found in others is added.
        reader: finds what sounds like a word that weighs heavily on a person; None: that is not asked.
    """
    seen = {} if looked_at is None else looked_at
    asked = []
    for window, text in zip(windows, texts, strict=True):
        for piece in window.pieces:
            said = "".join(c.text for c in text.of(piece))
            if not said:
                continue
            if (corrector, reader, said) not in seen:
                heavily = tuple(near_risks(said, reader)[:_MOST_HEAVY]) if reader is not None else ()
                seen[corrector, reader, said] = corrector.candidates(said), heavily
            found, heavy = seen[corrector, reader, said]
            # What was learned takes no other word's turn: the rest is asked about as it would be without it.
            known, learned = (_chosen([c for c in found if c.learned is which]) for which in (False, True))
            candidates = (*known, *learned)
            if candidates or heavy:
                others = tuple(_with(said, c) for c in candidates) + tuple(_with(said, n) for n in heavy)
                asked.append(Asked(ScoringQuestion(piece.start, piece.end, said, others), candidates, heavy))
    return asked


def _with(said: str, other: WordCandidate | NearRisk) -> str:
    return said[: other.start] + other.after + said[other.end :]


def _chosen(candidates: Sequence[WordCandidate]) -> tuple[WordCandidate, ...]:
    """Of candidates, the likeliest first, those worth their time."""
    chosen: list[WordCandidate] = []
    for candidate in candidates:
        rivals = sum(c.start < candidate.end and candidate.start < c.end for c in chosen)
        if rivals < _OF_ONE_PLACE and len(chosen) < _MOST:
            chosen.append(candidate)
    return tuple(chosen)


@dataclass(frozen=True)
class ScoringOutcome:
    """What the sound said. With a `failure` it is not all that was asked: good for this draft, but not to be kept."""

    weighed: SoundScores
    failure: EngineError | None = None


def ask(asked: Sequence[Asked], compare: Callable[[list[ScoringQuestion]], list[Answer] | None]) -> ScoringOutcome:
    """Put the questions to the recogniser, some at a time.

    Args:
        compare: answers questions (scoring.compare in the engine's child); None if its recogniser cannot tell.
    """
    found: list[SoundScore] = []
    heavy: list[SoundScore] = []
    for at in range(0, len(asked), _AT_ONCE):
        some = asked[at : at + _AT_ONCE]
        try:
            answers = compare([a.question for a in some])
        except EngineError as e:
            return ScoringOutcome(SoundScores(heard=tuple(found), heavy=tuple(heavy)), e)
        if answers is None:
            break
        found += heard(some, answers)
        heavy += heavily_heard(some, answers)
    return ScoringOutcome(SoundScores(heard=tuple(found), heavy=tuple(heavy)))


def heard(asked: Sequence[Asked], answers: Sequence[Answer]) -> list[SoundScore]:
    """The answers, by what would be put in the place of what."""
    return [
        _score(each, candidate, sound)
        for each, answer in zip(asked, answers, strict=True)
        for candidate, sound in zip(each.candidates, answer[: len(each.candidates)], strict=True)
    ]


def heavily_heard(asked: Sequence[Asked], answers: Sequence[Answer]) -> list[SoundScore]:
    """The same of words that weigh heavily on a person."""
    return [
        _score(each, near, sound)
        for each, answer in zip(asked, answers, strict=True)
        for near, sound in zip(each.heavy, answer[len(each.candidates) :], strict=True)
    ]


def _score(asked: Asked, other: WordCandidate | NearRisk, sound: float) -> SoundScore:
    question = asked.question
    before = without_inner_marks(question.text[other.start : other.end])
    return SoundScore(start=question.start, end=question.end, before=before, after=other.after, sound=round(sound, 3))
