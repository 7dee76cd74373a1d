"""The last step of a transcript: what was recognised is written as it is printed, with the doubts about its words."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from transcriber.language import (
    broken_figures,
    confidence,
    homophones,
    misheard_units,
    nonsense,
    risk_sounds,
    risk_words,
)
from transcriber.language.clauses import Times
from transcriber.language.confidence import OwnWords
from transcriber.language.confidence_fit import FITTED, Weights
from transcriber.language.edits import Edited
from transcriber.language.readings import Reader
from transcriber.language.weighing import SoundScore, SoundScores
from transcriber.minutes.transcript import Doubt, DoubtKind, Utterance
from transcriber.speech.recogniser import Character
from transcriber.transcripts.assemble import Recognised

WriteUtterance = Callable[[str, float, float], Edited]
"""What is printed for what was recognised between two times (seconds)."""

_JudgeClauses = Callable[[Sequence[Character], Edited, Callable[[int], float]], tuple[Doubt, ...]]


def written_utterances(
    said: Recognised,
    write: WriteUtterance,
    weights: Weights = FITTED,
    own: OwnWords = lambda text: (),
    weighed: SoundScores | None = None,
) -> tuple[Utterance, ...]:
    """The utterances as they are printed: each with its changes, the times of its clauses, and the places of its doubts.

    Args:
        weights: what the signs of an error weigh.
        own: where in a text words of the office stand.
        weighed: what the sound said when it was asked about words.
    """
    reader, asked = Reader(), weighed or SoundScores()
    judge = partial(confidence.confidence_doubts, weights=weights, reader=reader, own=own)
    return tuple(
        _written(u, characters, write, reader, judge, asked.heavy_between(u.start, u.end))
        for u, characters in zip(said.utterances, said.characters, strict=True)
    )


def _written(
    u: Utterance,
    characters: Sequence[Character],
    write: WriteUtterance,
    reader: Reader,
    judge: _JudgeClauses,
    asked: Sequence[SoundScore],
) -> Utterance:
    now = write(u.text, u.start, u.end)
    times = Times(now, characters)
    quoted = [d.reason for d in u.doubts if d.kind is not DoubtKind.NAME_CONFLICT]
    none = [
        d
        for d in nonsense.nonsense_doubts(characters, now, reader)
        if d.place is None
        or not any(now.text[slice(*d.place)] in reason for reason in quoted)  # not the same words twice
    ]
    alike = homophones.homophone_doubts(now.text, u.start, u.end, times.at, reader)
    heavy = risk_words.risk_doubts(characters, now, times.at, reader)
    heavy = (*heavy, *risk_sounds.supported_doubts(now, asked, times.at, reader, heavy))
    pointed = [d.place for d in (*none, *alike, *heavy) if d.place is not None]
    unsure = [
        d
        for d in judge(characters, now, times.at)
        if d.kind is DoubtKind.NUMBER or not any(_within(p, d.place) for p in pointed)  # what points closer is enough
    ]
    unsure = _with_figures(
        unsure, (*broken_figures.broken_figure_doubts(now.text, times.at), *misheard_units.unit_doubts(now, times.at))
    )
    doubts = (risk_words.without_unwritten(d, now.text, reader) for d in (*u.doubts, *heavy, *alike, *none, *unsure))
    return u.model_copy(
        update={
            "text": now.text,
            "changes": now.changes,
            "marks": times.marks(u.start, u.end),
            "doubts": tuple(sorted(map(times.placed, doubts), key=lambda d: (d.start, d.end))),
        }
    )


def _with_figures(unsure: Sequence[Doubt], figures: Sequence[Doubt]) -> list[Doubt]:
    """The doubts with those at `figures`: a clause that is doubted already says what is wrong with its figure, and no likelihood makes that
    lighter."""
    found, left = [], list(figures)
    for d in unsure:
        own = [b for b in left if b.place and d.kind is DoubtKind.NUMBER and _within(b.place, d.place)]
        left = [b for b in left if b not in own]
        found.append(d.model_copy(update={"reason": own[0].reason, "likelihood": None}) if own else d)
    return found + left


def _within(place: tuple[int, int], around: tuple[int, int] | None) -> bool:
    return around is not None and around[0] <= place[0] and place[1] <= around[1]
