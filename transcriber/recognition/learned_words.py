"""Learned words, between recognition and writing: pieces in which one may have been said are heard again with the recogniser told of
them, and what it then writes is put to the sound before it counts (language/recovery.py says why)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from transcriber.errors import EngineError
from transcriber.language.recovery import Recovered, Recovery
from transcriber.language.weighing import Recalled
from transcriber.speech.audit import WindowText
from transcriber.speech.rehearing import RehearRequest
from transcriber.speech.scoring import Answer, ScoringQuestion
from transcriber.speech.windows import Window

_AT_ONCE = 8
"""Pieces heard again in one call of the child: some seconds of work."""

_LOOK_BACK = 4
"""Windows before one that decide what to expect in it, as at the first hearing."""

_AROUND = 4
"""Characters on either side by which a place is found again in the text to be written."""


@dataclass(frozen=True)
class RehearPiece:
    """A piece to be heard again, and what was heard first."""

    piece: RehearRequest
    first: str


@dataclass(frozen=True)
class RehearingOutcome:
    """What was recalled. With a `failure` it is not all."""

    recalled: tuple[Recalled, ...] = ()
    failure: EngineError | None = None


def doubted(windows: Iterable[Window], texts: Iterable[WindowText], recovery: Recovery) -> list[RehearPiece]:
    """The pieces in which a learned word might have been said and heard as something else."""
    found = []
    said: list[str] = []
    for window, text in zip(windows, texts, strict=True):
        recent = "".join(said[-_LOOK_BACK:])
        for piece in window.pieces:
            own = text.of(piece)
            first = "".join(c.text for c in own)
            if first and recovery.possible(first, [c.probability for c in own for _ in c.text]):
                found.append(RehearPiece(RehearRequest(piece.start, piece.end, recent), first))
        said.append("".join(c.text for c in text.characters))
    return found


def recall(
    pieces: Sequence[RehearPiece],
    recovery: Recovery,
    hear: Callable[[list[RehearRequest]], list[tuple[str, ...]]],
    compare: Callable[[list[ScoringQuestion]], list[Answer] | None],
) -> RehearingOutcome:
    """Hear the pieces again, some at a time.

    Args:
        hear: what the recogniser writes once it is told (rehearing.hear in the engine's child).
        compare: what the sound says (scoring.compare there); None if its recogniser cannot tell.
    """
    found: list[Recalled] = []
    for at in range(0, len(pieces), _AT_ONCE):
        some = list(pieces[at : at + _AT_ONCE])
        try:
            told = hear([d.piece for d in some])
            places = [(d, recovery.recovered(d.first, texts)) for d, texts in zip(some, told, strict=True)]
            asked = [(d, each) for d, each in places if each]
            answers = compare([_question(d, each) for d, each in asked]) if asked else []
        except EngineError as e:
            return RehearingOutcome(tuple(found), e)
        for (d, each), answer in zip(asked, answers or (), strict=bool(answers)):
            found += [_recalled(d, r) for r, sound in zip(each, answer, strict=True) if r.believed(sound)]
    return RehearingOutcome(tuple(found))


def _question(doubted: RehearPiece, places: Sequence[Recovered]) -> ScoringQuestion:
    first = doubted.first
    others = tuple(first[: r.start] + r.after + first[r.end :] for r in places)
    return ScoringQuestion(doubted.piece.start, doubted.piece.end, first, others)


def _recalled(doubted: RehearPiece, place: Recovered) -> Recalled:
    first = doubted.first
    return Recalled(
        start=doubted.piece.start,
        end=doubted.piece.end,
        left=first[max(0, place.start - _AROUND) : place.start],
        before=first[place.start : place.end],
        right=first[place.end : place.end + _AROUND],
        after=place.after,
    )
