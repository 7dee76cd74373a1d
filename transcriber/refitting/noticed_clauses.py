"""The clauses of a recording with the signs of an error in each, as the doubts see them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from transcriber.language import confidence
from transcriber.language.clauses import Times
from transcriber.language.confidence_fit import FITTED, Weights
from transcriber.language.readings import Reader
from transcriber.minutes.text_style import TextStyle
from transcriber.minutes.transcript import DoubtKind
from transcriber.profiles.profile import Profile
from transcriber.transcripts import transcript_stage
from transcriber.transcripts.transcript_stage import Understood


@dataclass(frozen=True)
class NoticedClause:
    """One clause as it is printed.

    Attributes:
        start: seconds from the start of the recording.
        signs: language.confidence.clause_signs.
        figure: whether it holds a figure.
        shipped: how likely it is wrong by the shipped weights.
    """

    text: str
    start: float
    signs: Mapping[str, float]
    figure: bool
    shipped: float


@dataclass(frozen=True)
class _Noting(Weights):
    """Doubts every clause, and keeps what it was told of each."""

    told: list[Mapping[str, float]] = field(default_factory=list)

    def likelihood(self, signs: Mapping[str, float]) -> float:
        self.told.append(signs)
        return 1.0


def noticed_clauses(found: Understood, profile: Profile, style: TextStyle) -> tuple[NoticedClause, ...]:
    """Every clause that could carry a doubt, in the order of the utterances; none where nothing else listened."""
    write, reader, clauses = transcript_stage.writer_of(found, style), Reader(), []
    said = transcript_stage.recognised_with_names(found, profile)
    for u, characters in zip(said.utterances, said.characters, strict=True):
        now = write(u.text, u.start, u.end)
        noting = _Noting(bias=0.0, by_sign={}, doubted=0.0, figures_doubted=0.0)
        at = Times(now, characters).at
        doubts = confidence.confidence_doubts(characters, now, at, noting, reader, found.corrector.own_words)
        for doubt, signs in zip(doubts, noting.told, strict=True):
            assert doubt.place is not None
            clauses.append(
                NoticedClause(
                    text=now.text[slice(*doubt.place)],
                    start=doubt.start,
                    signs=signs,
                    figure=doubt.kind is DoubtKind.NUMBER,
                    shipped=FITTED.likelihood(signs),
                )
            )
    return tuple(clauses)
