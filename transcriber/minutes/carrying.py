"""What a person said about the speakers, carried over to a transcript that the machine made anew. Pure.

When a recording is processed again, voices may get other numbers and utterances other limits. What lasts is time: who spoke
at a moment by the machine's account, and who by the person's. Where the two differ, the person decided.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from pydantic import BaseModel, ConfigDict

from transcriber.minutes.relabelling import NOBODY, Relabelling, relabel
from transcriber.minutes.transcript import DoubtKind, Transcript


class SpeakerSpan(BaseModel):
    """One utterance: who spoke, from when to when (seconds).

    Attributes:
        doubted: there was a doubt about the name; it goes when a person decides.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    start: float
    end: float
    speaker: str | None
    name: str | None
    doubted: bool = False


class ByHand(BaseModel):
    """Who spoke by the machine's account, and after everything that a person set right; both in order of time."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    machine: tuple[SpeakerSpan, ...]
    person: tuple[SpeakerSpan, ...]


def speaker_spans(transcript: Transcript) -> tuple[SpeakerSpan, ...]:
    """Who speaks when in a transcript."""
    return tuple(
        SpeakerSpan(
            start=u.start,
            end=u.end,
            speaker=u.speaker,
            name=u.name,
            doubted=any(d.kind is DoubtKind.NAME_CONFLICT for d in u.doubts),
        )
        for u in transcript.utterances
    )


def by_machine(known: ByHand, transcript: Transcript) -> Mapping[str, SpeakerSpan]:
    """Utterance → who spoke by the machine's account, before a person set it right."""
    moments = _Moments(known.machine)
    found = ((u.id, moments.at((u.start + u.end) / 2)) for u in transcript.utterances)
    return {utterance: spell for utterance, spell in found if spell is not None}


def after(known: ByHand | None, before: Transcript, now: Transcript) -> ByHand:
    """What is known once a person made `now` of `before`; `known`: what was known till then."""
    return ByHand(machine=known.machine if known else speaker_spans(before), person=speaker_spans(now))


def carry(fresh: Transcript, known: ByHand) -> Transcript:
    """`fresh`, as the machine made it, with its speakers set right as a person did it before."""
    return relabel(fresh, _wishes(fresh, known))


def _wishes(fresh: Transcript, known: ByHand) -> Relabelling:
    person = _Moments(known.person)
    today = _voices_today(known.machine, speaker_spans(fresh))
    taken: defaultdict[str, list[tuple[SpeakerSpan, SpeakerSpan]]] = defaultdict(list)
    for spell in known.machine:
        said = person.at(_middle(spell))
        if spell.speaker is not None and said is not None:
            taken[spell.speaker].append((spell, said))

    def target(speaker: str | None, name: str | None) -> str:
        """How `relabel` is told of the person's speaker."""
        return today.get(speaker or "") or name or NOBODY[0]

    names: dict[str, str] = {}
    merges: dict[str, str] = {}
    parted: set[str] = set()
    for voice, pairs in taken.items():
        if voice not in today:
            continue
        owners = {said.speaker for _, said in pairs}
        kept = [(was, said) for was, said in pairs if said.speaker == voice]
        if kept and {was.name for was, _ in kept} != {said.name for _, said in kept}:
            names[today[voice]] = next((said.name for _, said in kept if said.name), None) or NOBODY[0]
        if owners == {voice}:
            continue
        if len(owners) == 1:
            merges[today[voice]] = target(pairs[0][1].speaker, pairs[0][1].name)
        else:
            parted.add(voice)
    machine = _Moments(known.machine)
    ranges = []
    for u in fresh.utterances:
        was, said = machine.at((u.start + u.end) / 2), person.at((u.start + u.end) / 2)
        if was is None or said is None or was.speaker == said.speaker:
            continue
        if was.speaker is None or was.speaker in parted:
            ranges.append((u.start, u.end, target(said.speaker, said.name)))
    return Relabelling(names=names, merges=merges, ranges=tuple(ranges))


def _voices_today(then: Sequence[SpeakerSpan], now: Sequence[SpeakerSpan]) -> Mapping[str, str]:
    """Voice of then → voice of today: those that share the most time first, each once."""
    shared: Counter[tuple[str, str]] = Counter()
    moments = _Moments(now)
    for spell in then:
        for other in moments.between(spell.start, spell.end):
            if spell.speaker and other.speaker:
                seconds = min(spell.end, other.end) - max(spell.start, other.start)
                shared[spell.speaker, other.speaker] += round(1000 * max(0.0, seconds))
    found: dict[str, str] = {}
    for (old, new), milliseconds in shared.most_common():
        if milliseconds and old not in found and new not in found.values():
            found[old] = new
    return found


class _Moments:
    """Spells by time."""

    def __init__(self, spells_: Iterable[SpeakerSpan]) -> None:
        self._spells = sorted(spells_, key=lambda s: s.start)
        self._starts = [s.start for s in self._spells]

    def at(self, time: float) -> SpeakerSpan | None:
        """The last that has begun by `time`, if it has not ended."""
        n = bisect_right(self._starts, time) - 1
        return self._spells[n] if n >= 0 and time <= self._spells[n].end else None

    def between(self, start: float, end: float) -> Sequence[SpeakerSpan]:
        """Those that begin in the time, and the one before."""
        return self._spells[max(0, bisect_right(self._starts, start) - 1) : bisect_right(self._starts, end)]


def _middle(spell: SpeakerSpan) -> float:
    return (spell.start + spell.end) / 2
