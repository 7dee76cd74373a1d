"""From a transcript to what the template prints."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from transcriber.drafts.word import provenance, wording
from transcriber.drafts.word.vocabulary import DoubtLine, Draft, Member, Speech, Voice
from transcriber.minutes.people import Person
from transcriber.minutes.transcript import Doubt, DoubtKind, Transcript, Utterance, timecode

CONTINUED_WITHIN = 30.0
"""Seconds of pause after which the same speaker is announced again: a recess rarely is shorter, a breath never longer."""


def draft(transcript: Transcript, *, office: str) -> Draft:
    """Everything a template can print of `transcript`; `office` is printed as it is."""
    meeting, recording = transcript.meeting, transcript.recording
    started = meeting.started_at
    numbered = _numbered(transcript)
    return Draft(
        title=meeting.title,
        office=office,
        date=wording.date(meeting.date or (started.astimezone(wording.JST).date() if started else None)),
        started=wording.clock(started),
        ended=wording.clock(started + dt.timedelta(seconds=recording.seconds) if started else None),
        duration=wording.length(recording.seconds),
        file_name=recording.file_name,
        created=provenance.moment(transcript.provenance.created_at),
        staff="、".join(p.name for p in transcript.roster.people if p.name and "相談員" in p.post),
        speech_count=len(transcript.utterances),
        doubt_count=len(numbered),
        unnamed_count=len({u.speaker for u in transcript.utterances if not u.name}),
        members=_people(transcript.roster.members()),
        officials=_people(transcript.roster.officials()),
        speeches=_speeches(transcript, numbered),
        doubts=tuple(_doubt_line(n) for n in numbered),
        voices=_voices(transcript.utterances),
        provenance=provenance.sections(transcript),
    )


@dataclass(frozen=True)
class _Numbered:
    number: int
    doubt: Doubt
    utterance: Utterance | None


def _numbered(transcript: Transcript) -> tuple[_Numbered, ...]:
    """All doubts in order of time, as the reviewer plays them."""
    every: list[tuple[Doubt, Utterance | None]] = [(d, None) for d in transcript.doubts]
    every += [(d, u) for u in transcript.utterances for d in u.doubts]
    every.sort(key=lambda pair: (pair[0].start, pair[0].end))
    return tuple(_Numbered(n, d, u) for n, (d, u) in enumerate(every, start=1))


def _people(people: Iterable[Person]) -> tuple[Member, ...]:
    return tuple(Member(seat=p.seat, post=p.post, name=p.name) for p in people)


def _speeches(transcript: Transcript, numbered: tuple[_Numbered, ...]) -> tuple[Speech, ...]:
    """Utterances in order of time; between them, as lines of their own, the doubts that belong to none of them, and the
    places where one file of the recording ends and the next begins."""
    numbers: dict[str, list[int]] = defaultdict(list)
    for n in numbered:
        if n.utterance is not None:
            numbers[n.utterance.id].append(n.number)
    loose = [n for n in numbered if n.utterance is None]
    # At the same time a joint comes before a gap, and a gap before the utterance that follows it.
    order: list[tuple[float, int, float | Utterance | _Numbered]] = [(at, 0, at) for at in transcript.recording.joints]
    order += [(n.doubt.start, 1, n) for n in loose]
    order += [(u.start, 2, u) for u in transcript.utterances]
    order.sort(key=lambda entry: entry[:2])

    names = voice_names(transcript.utterances)
    speeches: list[Speech] = []
    before: Utterance | None = None
    for _, _, entry in order:
        if isinstance(entry, Utterance):
            speeches.append(_speech(entry, before, numbers[entry.id], voice_of(entry, names)))
            before = entry
        else:
            speeches.append(_gap(entry) if isinstance(entry, _Numbered) else _joint(entry))
            before = None
    return tuple(speeches)


def _speech(utterance: Utterance, before: Utterance | None, numbers: list[int], voice: str) -> Speech:
    continued = (
        before is not None
        and utterance.speaker is not None
        and (utterance.speaker, utterance.name) == (before.speaker, before.name)
        and utterance.start - before.end < CONTINUED_WITHIN
    )
    return Speech(
        id=utterance.id,
        voice=voice,
        speaker=wording.speaker(utterance.speaker, utterance.name),
        text=utterance.text,
        time=timecode(utterance.start),
        mark=wording.mark(numbers),
        continued=continued,
        inaudible=False,
    )


def _gap(numbered: _Numbered) -> Speech:
    doubt = numbered.doubt
    what = "聞き取れなかった区間" if doubt.kind is DoubtKind.GAP else wording.DOUBT_NAMES[doubt.kind]
    return Speech(
        id="",
        voice="",
        speaker="",
        text=f"〔{what} {wording.span(doubt.start, doubt.end)}〕",
        time=timecode(doubt.start),
        mark=wording.mark([numbered.number]),
        continued=False,
        inaudible=True,
    )


def _joint(at: float) -> Speech:
    return Speech(
        id="",
        voice="",
        speaker="",
        text="（ここで録音が切り替わります）",
        time=timecode(at),
        mark="",
        continued=False,
        inaudible=True,
    )


def _doubt_line(numbered: _Numbered) -> DoubtLine:
    doubt, utterance = numbered.doubt, numbered.utterance
    return DoubtLine(
        number=numbered.number,
        kind=wording.DOUBT_NAMES[doubt.kind],
        time=wording.span(doubt.start, doubt.end),
        speaker=wording.speaker(utterance.speaker, utterance.name) if utterance else "",
        reason=doubt.reason,
        alternative=doubt.alternative or "",
    )


def voice_names(utterances: Iterable[Utterance]) -> dict[str, str]:
    """Voice (S1, S2, …) → what the draft calls it: the label that most of its utterances carry, the first of equals."""
    labels: dict[str, Counter[str]] = {}
    for u in utterances:
        if u.speaker is not None:
            labels.setdefault(u.speaker, Counter())[wording.speaker(u.speaker, u.name)] += 1
    return {voice: counted.most_common(1)[0][0] for voice, counted in labels.items()}


def voice_of(utterance: Utterance, names: Mapping[str, str]) -> str:
    """Under which voice an utterance's label is corrected: its own id where it is not called as its voice is."""
    label = wording.speaker(utterance.speaker, utterance.name)
    return utterance.speaker if utterance.speaker and names.get(utterance.speaker) == label else utterance.id


def _voices(utterances: Sequence[Utterance]) -> tuple[Voice, ...]:
    names = voice_names(utterances)
    spoken: dict[tuple[str, str], list[Utterance]] = defaultdict(list)
    for u in utterances:
        label = wording.speaker(u.speaker, u.name)
        voice = voice_of(u, names)
        spoken[(voice if voice in names else "", label)].append(u)
    return tuple(
        Voice(
            voice=voice or said[0].id,
            speaker=label,
            count=len(said),
            length=wording.length(sum(u.end - u.start for u in said)),
            first=timecode(min(u.start for u in said)),
        )
        for (voice, label), said in spoken.items()
    )
