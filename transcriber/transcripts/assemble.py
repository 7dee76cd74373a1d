"""Put together what the stages found: units of recognised text are given to voices, named, and written last.

    recognised characters → units → utterances as recognised → names → utterances as written (written_utterances.py)

Who speaks is told by what was recognised. Nothing is corrected before that, so nothing has to be taken back for it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

import numpy as np
import numpy.typing as npt

from transcriber.language import punctuation
from transcriber.language.readings import Reader
from transcriber.minutes.listening_places import samples_within
from transcriber.minutes.people import Roster
from transcriber.minutes.relabelling import as_on_roster
from transcriber.minutes.transcript import (
    Band,
    Doubt,
    DoubtKind,
    Evidence,
    EvidenceKind,
    RecordKind,
    Speaker,
    Suggestion,
    Utterance,
)
from transcriber.speakers import alignment, exchanges, naming, samples
from transcriber.speakers import units as unit_cutting
from transcriber.speakers.alignment import SpokenRun
from transcriber.speakers.pieces import Stretch
from transcriber.speakers.samples import SampleUnit
from transcriber.speakers.turns import Turns
from transcriber.speakers.units import Unit
from transcriber.speech.audit import WindowText
from transcriber.speech.recogniser import Character

UNITS_FORMAT = 2
"""Of the units, or of how they come about: what an earlier one left is not read."""

_LONG_PAUSE = 1.0
"""Seconds without speech after which a sentence is over, or goes on as if it began anew."""

_LEAST_OVERLAP = 0.7
"""Seconds of two voices at once that are worth listening to again; shorter ones are seams."""


def units_of(
    texts: Iterable[WindowText], turns: Turns, speech: Sequence[Stretch], joints: Sequence[float] = ()
) -> list[Unit[Character]]:
    """The recognised text in the units that are given to voices.

    Args:
        speech: detected speech.
        joints: where one recording ends and the next begins.
    """
    characters = _marked([c for w in texts for c in w.characters], joints)
    return unit_cutting.cut_units(characters, turns.exclusive, speech, _inside_words(characters, joints), joints)


@dataclass(frozen=True)
class Recognised:
    """What was said and by which voice, not yet written.

    Attributes:
        utterances: their text is as it was recognised, with readable marks.
        characters: of each utterance; put together they are its text.
        doubts: those that belong to no utterance.
    """

    utterances: tuple[Utterance, ...]
    characters: tuple[tuple[Character, ...], ...]
    speakers: tuple[Speaker, ...]
    doubts: tuple[Doubt, ...]


def assemble(
    texts: Iterable[WindowText],
    cut: Sequence[Unit[Character]],
    turns: Turns,
    *,
    likeness: npt.NDArray[np.float32] | None = None,
    kind: RecordKind = RecordKind.COUNCIL,
    joints: Sequence[float] = (),
) -> Recognised:
    """The units given to voices.

    Args:
        texts: what was recognised, for its doubts.
        cut: from `units`.
        likeness: (units, voices of `turns`), what each unit sounds like; None: only the turns decide.
        joints: where one recording ends and the next begins, in order.
    """
    doubts = [d for w in texts for d in w.doubts] + [
        Doubt(
            kind=DoubtKind.OVERLAP,
            start=start,
            end=end,
            reason="二人の声が重なっているようです。だれの発言か、抜けがないか聞いてください。",
        )
        for start, end in turns.overlaps(least=_LEAST_OVERLAP)
    ]
    voices = [v.speaker for v in turns.voices]
    led = kind is RecordKind.COUNCIL
    seams = exchanges.unit_seams([u.text for u in cut], face_to_face=not led)
    whose = alignment.decide(cut, turns.exclusive, voices, likeness, seams)
    given = map(_tidied, alignment.spoken_utterances(cut, whose, turns.exclusive, whole=led, joints=joints))
    parts = exchanges.parted([s for s in given if s.characters], face_to_face=not led)
    spoken = [s for s, _ in parts]
    placed, loose = _place(sorted(doubts, key=_by_time), spoken)
    for own, (_, doubt) in zip(placed, parts, strict=True):
        own += [doubt] if doubt else []
    said = tuple(
        Utterance(
            id=f"u{i:04d}",
            speaker=s.speaker,
            start=round(s.start, 3),
            end=round(s.end, 3),
            text=s.text,
            confidence=round(_confidence(s.characters), 3),
            doubts=tuple(own),
        )
        for i, (s, own) in enumerate(zip(spoken, placed, strict=True), start=1)
    )
    told = [
        (i, SampleUnit(s, u.start, u.end)) for i, (u, s) in enumerate(zip(cut, whose, strict=True)) if s is not None
    ]
    rows = None if likeness is None else likeness[[i for i, _ in told]]
    chosen = samples.choose_stretches([c for _, c in told], rows, voices, turns.overlaps(least=0.0))
    return Recognised(said, tuple(s.characters for s in spoken), _speakers(said, turns, chosen), tuple(loose))


def _tidied(s: SpokenRun[Character]) -> SpokenRun[Character]:
    """With tidy marks; without characters where nothing but marks was recognised."""
    texts = punctuation.tidied([c.text for c in s.characters])
    kept = tuple(
        c if c.text == text else c.model_copy(update={"text": text})
        for c, text in zip(s.characters, texts, strict=True)
        if text
    )
    return replace(s, characters=kept, span=s.span or (s.start, s.end))


def _marked(characters: list[Character], joints: Sequence[float]) -> list[Character]:
    """The characters of the recording with readable marks: sentence ends are where text changes speakers."""
    marked: list[Character] = []
    reader = Reader()
    for stretch in _stretches(characters, joints):
        texts = punctuation.punctuated(stretch, reader)
        marked += [c.model_copy(update={"text": t}) for c, t in zip(stretch, texts, strict=True) if t]
    return marked


def _inside_words(characters: Sequence[Character], joints: Sequence[float]) -> frozenset[int]:
    """Indices of the characters that do not begin a word."""
    inside: set[int] = set()
    reader, first = Reader(), 0
    for stretch in _stretches(list(characters), joints):
        begins = {word.start for word in reader.words("".join(c.text for c in stretch))}
        places = accumulate((len(c.text) for c in stretch), initial=0)
        inside.update(
            first + i for i, (_, place) in enumerate(zip(stretch, places, strict=False)) if place not in begins
        )
        first += len(stretch)
    return frozenset(inside)


def _stretches(characters: list[Character], joints: Sequence[float]) -> Iterator[list[Character]]:
    """Cut at long pauses and joints: what lies beyond one is no context for a mark."""
    stretch: list[Character] = []
    for character in characters:
        if stretch and (
            character.start - stretch[-1].end >= _LONG_PAUSE
            or any(_middle(stretch[-1]) < at <= _middle(character) for at in joints)
        ):
            yield stretch
            stretch = []
        stretch.append(character)
    if stretch:
        yield stretch


def _middle(character: Character) -> float:
    return (character.start + character.end) / 2


def name_speakers(said: Recognised, roster: Roster, kind: RecordKind) -> Recognised:
    """With the names that the recording proves."""
    found = naming.name_voices(said.utterances, roster, kind, Reader())
    utterances, speakers = found.named(said.utterances, said.speakers)
    return replace(said, utterances=utterances, speakers=speakers)


def name_channels(
    said: Sequence[Utterance], speakers: Sequence[Speaker], names: Sequence[str], roster: Roster
) -> tuple[tuple[Utterance, ...], tuple[Speaker, ...]]:
    """Names that the office gave to the microphones, over whatever the words suggest.

    Args:
        names: by channel; empty where none was given.
    """
    reader = Reader()
    given = {
        s.id: as_on_roster(names[s.channel - 1], roster, reader)
        for s in speakers
        if s.channel is not None and s.channel <= len(names) and names[s.channel - 1]
    }

    def proof(s: Speaker) -> tuple[Evidence, ...]:
        first = next((u.start for u in said if u.speaker == s.id), 0.0)
        return (Evidence(kind=EvidenceKind.CHANNEL, quote="", time=first),)

    return (
        tuple(
            u.model_copy(
                update={
                    "name": given[u.speaker],
                    "doubts": tuple(d for d in u.doubts if d.kind is not DoubtKind.NAME_CONFLICT),
                }
            )
            if u.speaker in given
            else u
            for u in said
        ),
        tuple(
            s.model_copy(update={"name": given[s.id], "evidence": proof(s)}) if s.id in given else s for s in speakers
        ),
    )


def suggest_names(
    said: Sequence[Utterance],
    speakers: Sequence[Speaker],
    suggested: Mapping[str, tuple[Suggestion, ...]],
    *,
    give: bool,
) -> tuple[tuple[Utterance, ...], tuple[Speaker, ...]]:
    """Enrolled voices as hints; a close one that contradicts a name is a doubt.

    Args:
        suggested: speaker → enrolled people it sounds like.
        give: a close voice without a name and without a rival gets that person's.
    """
    taken = {s.name for s in speakers if s.name}
    first = {s.id: next((u for u in said if u.speaker == s.id), None) for s in speakers}
    named: dict[str, str] = {}
    doubts: dict[str, Doubt] = {}
    heard = []
    for s in speakers:
        found = suggested.get(s.id, ())
        best = next((x for x in found if x.band is Band.CLOSE), None)
        u = first[s.id]
        now = s.model_copy(update={"suggestions": found})
        if best and s.name and u and best.name not in s.name and s.name not in best.name:
            doubts[u.id] = Doubt(
                kind=DoubtKind.NAME_CONFLICT,
                start=u.start,
                end=u.end,
                reason=f"話者名は「{s.name}」ですが、声は登録した「{best.name}」によく似ています。聞いて確かめてください。",
            )
        elif best and give and not s.name and best.name not in taken and u:
            named[s.id] = best.name
            proof = Evidence(kind=EvidenceKind.VOICE, quote="", time=u.start)
            now = now.model_copy(update={"name": best.name, "evidence": (proof,)})
        heard.append(now)

    def told(u: Utterance) -> Utterance:
        name = named.get(u.speaker or "", u.name)
        extra = (doubts[u.id],) if u.id in doubts else ()
        return u.model_copy(update={"name": name, "doubts": (*u.doubts, *extra)})

    return tuple(told(u) for u in said), tuple(heard)


def _by_time(doubt: Doubt) -> tuple[float, float]:
    return doubt.start, doubt.end


def _place(doubts: list[Doubt], spoken: Sequence[SpokenRun[Character]]) -> tuple[list[list[Doubt]], list[Doubt]]:
    """Each doubt to the utterance it overlaps most; those that lie between utterances stay loose."""
    placed: list[list[Doubt]] = [[] for _ in spoken]
    loose = []
    first = 0
    for doubt in doubts:
        while first < len(spoken) and spoken[first].end < doubt.start - 60:
            first += 1
        best, most = None, 0.0
        for i in range(first, len(spoken)):
            if spoken[i].start >= doubt.end:
                break
            shared = min(spoken[i].end, doubt.end) - max(spoken[i].start, doubt.start)
            if shared > most:
                best, most = i, shared
        if best is None:
            loose.append(doubt)
        else:
            placed[best].append(doubt)
    return placed, loose


def _confidence(characters: Sequence[Character]) -> float:
    return sum(c.probability for c in characters) / len(characters)


def _speakers(said: Sequence[Utterance], turns: Turns, chosen: Mapping[str, Sequence[Stretch]]) -> tuple[Speaker, ...]:
    seconds: dict[str, float] = {}
    for turn in turns.exclusive:
        seconds[turn.speaker] = seconds.get(turn.speaker, 0.0) + turn.end - turn.start
    talk = sum(seconds.values())
    heard = {u.speaker for u in said if u.speaker}
    order = sorted(heard, key=lambda s: next(u.start for u in said if u.speaker == s))
    return tuple(
        Speaker(
            id=s,
            seconds=round(seconds.get(s, 0.0), 1),
            share=round(seconds.get(s, 0.0) / talk, 4) if talk else 0.0,
            samples=samples_within(chosen.get(s, ()), [u for u in said if u.speaker == s]),
            channel=turns.channels.get(s),
        )
        for s in order
    )
