"""The doubts of a draft: numbered in order of time, and ranked by how likely they are to matter."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from transcriber.drafts.word.alternatives import offered_alternative
from transcriber.minutes.transcript import Doubt, DoubtKind, Transcript, Utterance

_WEIGHT = {
    DoubtKind.PROCEDURE: 9.0,
    DoubtKind.RISK_WORD: 8.5,  # of a person something nobody said, or nothing of what was said
    DoubtKind.GAP: 8.0,
    DoubtKind.NAME_CONFLICT: 7.0,
    DoubtKind.SPEAKER: 7.0,
    DoubtKind.NUMBER: 6.0,
    DoubtKind.STOCK_PHRASE: 5.0,
    DoubtKind.LOOP: 5.0,
    DoubtKind.NO_WORD: 4.0,  # a lesser mistake than a wrong figure, but nearly always one
    DoubtKind.OVERLAP: 3.0,
    DoubtKind.HOMOPHONE: 3.0,
    DoubtKind.LOW_CONFIDENCE: 2.0,
}
"""What a mistake of this kind costs a record: a vote, lost speech and a wrong name before a wrong word."""

_MATTERS = re.compile(
    r"[0-9０-９〇一二三四五六七八九十百千万億]+[円名人件%％年月日号条項割]|議案|可決|否決|反対|賛成|ません|ない"
)
_LONG_GAP = 30.0

_SURER = 3
"""Power of the likelihood: the first places are for what is wrong, not for what would be bad if it were (docs/benchmarks.md)."""


@dataclass(frozen=True)
class Numbered:
    """A doubt with the number it has in the draft, and the utterance it belongs to, if any."""

    number: int
    doubt: Doubt
    utterance: Utterance | None


def numbered_doubts(transcript: Transcript) -> tuple[Numbered, ...]:
    """All doubts in order of time, as the reviewer plays them; with another reading only where it is worth hearing."""
    every: list[tuple[Doubt, Utterance | None]] = [(d, None) for d in transcript.doubts]
    every += [(d, u) for u in transcript.utterances for d in u.doubts]
    every.sort(key=lambda pair: (pair[0].start, pair[0].end))
    return tuple(Numbered(n, _shown(d, u), u) for n, (d, u) in enumerate(every, start=1))


def _shown(doubt: Doubt, utterance: Utterance | None) -> Doubt:
    if doubt.alternative is None:
        return doubt
    return doubt.model_copy(update={"alternative": offered_alternative(doubt, utterance) or None})


def ranked(doubts: Sequence[Numbered], most: int) -> tuple[Numbered, ...]:
    """The `most` doubts that matter most, the weightiest first."""
    return tuple(sorted(doubts, key=lambda n: (-weight(n), n.number))[:most])


def weight(numbered: Numbered) -> float:
    """What a mistake here would cost, by how likely it is one; comparable between doubts only."""
    doubt, said = numbered.doubt, numbered.utterance
    value = _WEIGHT.get(doubt.kind, 1.0) * (1.0 if doubt.likelihood is None else 1.5)
    length = doubt.end - doubt.start
    if doubt.kind is DoubtKind.GAP:
        value += min(length, _LONG_GAP) / _LONG_GAP * 3 - (3 if length < 1.5 else 0)
    if said is not None and said.text:
        share = 1 / max(1.0, said.end - said.start)
        first = int(max(0.0, doubt.start - said.start) * share * len(said.text))
        last = int(min(1.0, (doubt.end - said.start) * share) * len(said.text)) + 1
        if _MATTERS.search(said.text[max(0, first - 4) : last + 4]):
            value += 2.5
        if doubt.alternative and doubt.alternative != said.text[first:last]:
            value += 0.5
    return value * (1.0 if doubt.likelihood is None else doubt.likelihood**_SURER)
