"""What naming found out, and how it is put onto a transcript."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from transcriber.minutes.transcript import Doubt, Evidence, Speaker, Utterance


@dataclass(frozen=True)
class Naming:
    """Names for voices, with what they rest on.

    Attributes:
        names: voice → person or post, as it is printed.
        evidence: voice → what the name rests on.
        doubts: utterance → why its speaker should be checked.
        withheld: utterances that stay without a name although their voice has one, because they contradict it.
    """

    names: Mapping[str, str] = field(default_factory=dict)
    evidence: Mapping[str, tuple[Evidence, ...]] = field(default_factory=dict)
    doubts: Mapping[str, tuple[Doubt, ...]] = field(default_factory=dict)
    withheld: frozenset[str] = frozenset()

    def named(
        self, said: Iterable[Utterance], speakers: Iterable[Speaker]
    ) -> tuple[tuple[Utterance, ...], tuple[Speaker, ...]]:
        """The same utterances and speakers with names, evidence and doubts."""
        return tuple(self._utterance(u) for u in said), tuple(self._speaker(s) for s in speakers)

    def _utterance(self, u: Utterance) -> Utterance:
        name = None if u.speaker is None or u.id in self.withheld else self.names.get(u.speaker)
        doubts = sorted((*u.doubts, *self.doubts.get(u.id, ())), key=lambda d: (d.start, d.end))
        return u.model_copy(update={"name": name, "doubts": tuple(doubts)})

    def _speaker(self, s: Speaker) -> Speaker:
        return s.model_copy(update={"name": self.names.get(s.id), "evidence": self.evidence.get(s.id, ())})
