"""Speakers set right by a person: renamed, merged, split. Pure: a transcript and what is wanted give a transcript.

Who speaks is decided for whole utterances; their text, times and ids stay, so marks and links in a draft stay true.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import pairwise

from transcriber.minutes import surnames
from transcriber.minutes.listening_places import samples_within
from transcriber.minutes.people import Roster
from transcriber.minutes.surnames import NameDictionary
from transcriber.minutes.transcript import (
    ABOUT_SPEAKERS,
    Evidence,
    EvidenceKind,
    Speaker,
    SpeakerTurn,
    Transcript,
    Utterance,
)

NOBODY = ("不明", "なし", "－", "-", "―")
"""What staff write where nobody is to be named."""


@dataclass(frozen=True)
class Relabelling:
    """What a person wants. A target is a speaker's id (S2), or a name: that of a speaker, else of a new one.

    Attributes:
        names: speaker id → name or post; empty or one of `NOBODY`: no name.
        merges: speaker id → the speaker it is part of.
        moves: utterance id → who says it.
        ranges: (start, end, who): whoever speaks between these seconds is `who`.
    """

    names: dict[str, str] = field(default_factory=dict)
    merges: dict[str, str] = field(default_factory=dict)
    moves: dict[str, str] = field(default_factory=dict)
    ranges: tuple[tuple[float, float, str], ...] = ()

    def __bool__(self) -> bool:
        return bool(self.names or self.merges or self.moves or self.ranges)


class UnknownTarget(ValueError):
    """An id that the transcript does not have; the argument is that id."""


class AmbiguousName(ValueError):
    """A name that two people of the roster may have.

    Attributes:
        where: whose line it stands in: a voice (S2), an utterance (u0001), or the beginning of a time range in seconds.
        name: as it was written.
        people: how those who may be meant are printed.
    """

    def __init__(self, where: str | float, name: str, people: tuple[str, ...]) -> None:
        super().__init__(name)
        self.where, self.name, self.people = where, name, people


def relabel(transcript: Transcript, wanted: Relabelling, dictionary: NameDictionary | None = None) -> Transcript:
    """The transcript with its speakers set right.

    Ranges and moves come first, then merges, then names; two speakers given one name become one.

    Args:
        dictionary: tells where surnames end in names that the office wrote without a space.

    Raises:
        UnknownTarget: `wanted` speaks of a speaker or utterance that is not there.
        AmbiguousName: it gives a surname that two people of the roster may have.
    """
    return _Work(transcript, dictionary).done(wanted)


class _Work:
    def __init__(self, transcript: Transcript, dictionary: NameDictionary | None) -> None:
        self._transcript = transcript
        self._dictionary = dictionary
        self._names = {s.id: s.name for s in transcript.speakers}
        self._told: dict[str, Evidence] = {}
        self._touched: set[str] = set()
        self._nobody = ""

    def done(self, wanted: Relabelling) -> Transcript:
        said = list(self._transcript.utterances)
        for unknown in ({*wanted.names, *wanted.merges} - set(self._names)) | (
            set(wanted.moves) - {u.id for u in said}
        ):
            raise UnknownTarget(unknown)
        turns = list(self._transcript.turns)
        for i, u in enumerate(said):
            middle = (u.start + u.end) / 2
            where: str | float = u.id
            target = wanted.moves.get(u.id)
            if target is None:
                within = (r for r in reversed(wanted.ranges) if r[0] <= middle <= r[1])
                where, _, target = next(within, (u.id, 0.0, None))
            if target is not None:
                speaker = self._speaker(target, where)
                turns = _moved(turns, u, speaker)
                said[i] = u.model_copy(update={"speaker": speaker})
                self._touched.add(u.id)
        now = {s: s for s in self._names}
        for source, target in wanted.merges.items():
            goal = self._speaker(target, source)
            goal, part = now.get(goal, goal), now.get(source, source)
            if self._names.get(part) and not self._names.get(goal) and goal != self._nobody:
                goal, part = part, goal  # one of the two is known by name
            now = {s: goal if k == part else k for s, k in ({goal: goal} | now).items()}
        for speaker, name in wanted.names.items():
            self._rename(now.get(speaker, speaker), name, now)
        said = [self._relabelled(u, now) for u in said]
        turns = [t.model_copy(update={"speaker": now.get(t.speaker, t.speaker)}) for t in turns]
        return self._transcript.model_copy(
            update={"utterances": tuple(said), "turns": tuple(turns), "speakers": self._speakers(said, turns, now)}
        )

    def _speaker(self, target: str, where: str | float) -> str:
        """The id of `target`; a name nobody has makes a new speaker."""
        if target in self._names:
            return target
        if _looks_like_id(target):
            raise UnknownTarget(target)
        if target.strip() in NOBODY:
            self._nobody = self._nobody or self._new(None)
            return self._nobody
        name = self._printed(target, where)
        known = next((s for s, n in self._names.items() if n == name), None)
        return known if known is not None else self._new(name)

    def _new(self, name: str | None) -> str:
        """A speaker that was not there."""
        new = f"S{max((int(s[1:]) for s in self._names if _looks_like_id(s)), default=0) + 1}"
        self._names[new] = name
        self._told[new] = _by_hand(0.0)
        return new

    def _rename(self, speaker: str, name: str, now: dict[str, str]) -> None:
        printed = None if name.strip() in ("", *NOBODY) else self._printed(name.strip(), speaker)
        same = next((s for s, n in self._names.items() if printed and n == printed and now.get(s, s) == s), None)
        if same is not None and same != speaker:
            for s, k in list(now.items()):
                if k == speaker:
                    now[s] = same
            return
        self._names[speaker] = printed
        self._told[speaker] = _by_hand(0.0)

    def _printed(self, name: str, where: str | float) -> str:
        """`name` as drafts print it; a name that a speaker bears already is that speaker's."""
        if name in self._names.values():
            return name
        roster = self._transcript.roster
        meant = surnames.people_meant(name, roster, self._dictionary)
        if len(meant) > 1 and not any(
            p.post == name for p in roster.people
        ):  # several may hold one post: no name was given
            raise AmbiguousName(where, name, tuple(p.label for p in meant))
        return meant[0].label if len(meant) == 1 else name

    def _relabelled(self, u: Utterance, now: dict[str, str]) -> Utterance:
        if u.speaker is None:
            return u
        speaker = now.get(u.speaker, u.speaker)
        if speaker == u.speaker and speaker not in self._told and u.id not in self._touched:
            return u  # as it was, a name withheld included
        doubts = tuple(d for d in u.doubts if d.kind not in ABOUT_SPEAKERS)
        return u.model_copy(update={"speaker": speaker, "name": self._names.get(speaker), "doubts": doubts})

    def _speakers(self, said: list[Utterance], turns: list[SpeakerTurn], now: dict[str, str]) -> tuple[Speaker, ...]:
        old = {s.id: s for s in self._transcript.speakers}
        seconds: dict[str, float] = {}
        for t in turns or said:
            if t.speaker is not None:
                seconds[t.speaker] = seconds.get(t.speaker, 0.0) + t.end - t.start
        total = sum(seconds.values())
        result = []
        for speaker in dict.fromkeys(u.speaker for u in said if u.speaker is not None):
            before = old.get(speaker)
            first = next(u.start for u in said if u.speaker == speaker)
            told = self._told.get(speaker)
            evidence = (told.model_copy(update={"time": first}),) if told else before.evidence if before else ()
            # By their time: what their utterance was called may be of before it was cut (transcripts of older versions).
            stretches = ((x.start, x.end) for s, k in now.items() if k == speaker and s in old for x in old[s].samples)
            samples = samples_within(stretches, [u for u in said if u.speaker == speaker])
            result.append(
                Speaker(
                    id=speaker,
                    name=self._names.get(speaker),
                    seconds=round(seconds.get(speaker, 0.0), 1),
                    share=round(seconds.get(speaker, 0.0) / total, 4) if total else 0.0,
                    evidence=evidence,
                    samples=samples[:3],
                    suggestions=() if told or before is None else before.suggestions,
                    channel=before.channel if before else None,
                )
            )
        return tuple(result)


def as_on_roster(name: str, roster: Roster, dictionary: NameDictionary | None = None) -> str:
    """A name or post as drafts print it, if exactly one person on the roster is meant; else as it is written."""
    meant = surnames.people_meant(name, roster, dictionary)
    return meant[0].label if len(meant) == 1 else name


def _by_hand(time: float) -> Evidence:
    return Evidence(kind=EvidenceKind.REVIEWER, quote="", time=time)


def _looks_like_id(text: str) -> bool:
    return text[:1] == "S" and text[1:].isdigit() and text.isascii()


def _moved(turns: Iterable[SpeakerTurn], u: Utterance, speaker: str) -> list[SpeakerTurn]:
    """The turns with what `u`'s voice says during it given to `speaker`."""
    result = []
    for t in turns:
        if t.speaker != u.speaker or t.end <= u.start or t.start >= u.end:
            result.append(t)
            continue
        edges = sorted({t.start, *(x for x in (u.start, u.end) if t.start < x < t.end), t.end})
        for start, end in pairwise(edges):
            inside = u.start <= (start + end) / 2 <= u.end
            result.append(SpeakerTurn(speaker=speaker if inside else t.speaker, start=start, end=end))
    return result
