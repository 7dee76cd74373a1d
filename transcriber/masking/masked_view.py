"""A transcript as it may be shown: personal data is masked wherever it stands. Everything that staff see is made of this view.

Ids, speakers and times are those of the original, so marks, links and lists of speakers mean the same in both.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from transcriber.language.readings import Reader
from transcriber.masking import names_by_hand, neutral_names
from transcriber.masking.finding import FoundItem, find_personal
from transcriber.masking.personal_spans import SaidText
from transcriber.minutes import my_numbers, posts
from transcriber.minutes.people import Person, Roster
from transcriber.minutes.personal_data import MaskedPlace, PersonalKind, Shown
from transcriber.minutes.transcript import Doubt, Mark, Meeting, Provenance, RecordKind, Transcript, Utterance

HIDDEN_MARK = "■■■"
_LEAST_DIGITS = 4
"""Digits from which on a part of a number is masked in titles, quotes and other texts as well."""

_PAD = 0.3
"""Seconds before and behind a clause that are masked with it: its times are estimates."""

_UNTOUCHED = frozenset(
    ("id", "item", "utterance", "utterances", "speaker", "kind", "sha256", "versions", "models", "settings", "device")
    + (
        "stage_seconds",
        "container",
        "codec",
        "profile",
        "masked",
        "shown",
        "preflight",
        "rule",
        "method",
        "count",
        "result",
        "mask",
    )
)
"""Fields of a transcript that hold nothing that was said or written by people."""

_LABELLED = re.compile(r"(?P<post>[^（）]+)（(?P<name>[^（）]+)）")


@dataclass(frozen=True)
class _Line:
    """A text on its own: a title, a quote."""

    text: str
    speaker: str | None = None


@dataclass(frozen=True)
class _Cut:
    """A stretch of an utterance and what stands there instead."""

    start: int
    end: int
    mask: str
    item: FoundItem


def masked_view(original: Transcript, shown: Shown, reader: Reader) -> Transcript:
    """`original` with everything masked that `shown` does not allow."""
    return _View(original, shown, reader).made()


def items_of(original: Transcript, reader: Reader, shown: Shown) -> tuple[FoundItem, ...]:
    """The personal data of a transcript that such a view hides, with the numbers that it gives them."""
    only = shown is Shown.ALL
    found = find_personal(original.utterances, _people(original, reader, shown), reader, my_number_only=only)
    return tuple(i for i in found if is_hidden(i.kind, shown))


def _people(original: Transcript, reader: Reader, shown: Shown) -> Roster:
    """Those of the roster, and those by whose name a speaker is called."""
    if shown is Shown.ALL:
        return original.roster
    labels = [*(s.name for s in original.speakers), *(u.name for u in original.utterances)]
    return names_by_hand.with_named_speakers(original.roster, labels, reader)


def mask_for(kind: PersonalKind, role: str, shown: Shown) -> str:
    """What stands in the place of such an item."""
    if shown is Shown.HIDDEN:
        return HIDDEN_MARK
    return f"〔{(role if kind is PersonalKind.PERSON else '') or kind.label}〕"


def is_hidden(kind: PersonalKind, shown: Shown) -> bool:
    """Whether a kind is masked; My Number always is."""
    return kind is PersonalKind.MY_NUMBER or shown is not Shown.ALL


class TextMasker:
    """Masks what is known to be personal, and what the rules find, in texts beside the utterances."""

    def __init__(
        self, items: Sequence[FoundItem], roster: Roster, shown: Shown, reader: Reader, said: Sequence[SaidText]
    ):
        self._shown, self._reader, self._roster = shown, reader, roster
        known: dict[str, str] = {}
        for item in items:
            if is_hidden(item.kind, shown):
                mask = mask_for(item.kind, item.role, shown)
                texts = [said[n].text[a:b] for n, a, b in item.pieces]
                known |= dict.fromkeys((t for t in texts if _telling(t, item.kind)), mask)
        if shown is not Shown.ALL:
            for person in client_people(roster):
                role = person.post or ""
                names = (person.name, person.compact_name, person.kana, *person.name.split(), *person.kana.split())
                known |= dict.fromkeys((n for n in names if len(n) >= 2), mask_for(PersonalKind.PERSON, role, shown))
        self.known = known
        longest = sorted(map(re.escape, known), key=len, reverse=True)
        self._pattern = re.compile("|".join(longest)) if longest else None
        self._done: dict[str, str] = {}

    def __call__(self, text: str) -> str:
        if text not in self._done:
            self._done[text] = self._masked(text)
        return self._done[text]

    def _masked(self, text: str) -> str:
        now = self._pattern.sub(lambda m: self.known[m[0]], text) if self._pattern else text
        if self._shown is Shown.ALL and not re.search(r"\d|[〇一二三四五六七八九]{2}|いち|さん|よん", now):
            return now
        only = self._shown is Shown.ALL
        found = find_personal((_Line(now),), self._roster, self._reader, my_number_only=only)
        for item in reversed(found):
            if is_hidden(item.kind, self._shown) and HIDDEN_MARK not in item.text and "〔" not in item.text:
                for _, start, end in reversed(item.pieces):
                    now = now[:start] + mask_for(item.kind, item.role, self._shown) + now[end:]
        return now


def client_people(roster: Roster) -> tuple[Person, ...]:
    """Those of a roster who do not act for the office."""
    return tuple(p for p in roster.people if p.name and posts.branch(p.post) in names_by_hand.CLIENTS)


class _View:
    def __init__(self, original: Transcript, shown: Shown, reader: Reader) -> None:
        self._original, self._shown, self._reader = original, shown, reader
        items = items_of(original, reader, shown)
        self._cuts: dict[int, list[_Cut]] = {}
        for item in items:
            for number, start, end in item.pieces:
                cut = _Cut(start, end, mask_for(item.kind, item.role, shown), item)
                self._cuts.setdefault(number, []).append(cut)
        for cuts in self._cuts.values():
            cuts.sort(key=lambda c: c.start)
        people = _people(original, reader, shown)
        self._text = TextMasker(items, people, shown, reader, original.utterances)
        self._staff = names_by_hand.staff_names(original.roster)
        self._places: list[MaskedPlace] = []
        self._moved: dict[str, Callable[[int], int]] = {}

    def made(self) -> Transcript:
        said = tuple(self._utterance(i, u) for i, u in enumerate(self._original.utterances))
        data = self._original.model_copy(update={"utterances": (), "roster": Roster()}).model_dump()
        walked = {k: v if k in _UNTOUCHED else self._walked(v) for k, v in data.items()}
        made = Transcript.model_validate(walked)
        earlier = [self._carried(p) for p in self._original.masked]
        places = sorted([*earlier, *self._places], key=lambda p: (p.utterance, p.position))
        speakers = tuple(s.model_copy(update={"name": self._label(s.name)}) for s in self._original.speakers)
        whole = self._original.recording.file_name
        neutral = self._shown is not Shown.ALL or my_numbers.holds_my_number(whole)
        day, kind = made.meeting.date, made.meeting.kind
        recording = neutral_names.neutral_recording(made.recording, day, kind) if neutral else made.recording
        return made.model_copy(
            update={
                "meeting": self._meeting(made.meeting, neutral=neutral),
                "recording": recording,
                "provenance": self._provenance(made.provenance),
                "utterances": said,
                "roster": self._roster(),
                "shown": self._shown,
                "masked": tuple(places),
                "speakers": tuple(
                    now.model_copy(update={"name": named.name, "evidence": self._evidence(now)})
                    for now, named in zip(made.speakers, speakers, strict=True)
                ),
                "procedure": self._procedure(made),
            }
        )

    def _meeting(self, meeting: Meeting, *, neutral: bool) -> Meeting:
        consultation = meeting.kind is RecordKind.CONSULTATION
        if neutral and (consultation or self._shown is not Shown.ALL):
            meeting = neutral_names.with_numbered_papers(meeting)
        if neutral and consultation:
            return neutral_names.untitled(meeting)
        return meeting.model_copy(update={"title": self._label(meeting.title) or ""})

    def _provenance(self, provenance: Provenance) -> Provenance:
        """What could not be read in a list of the office is quoted in the log."""
        if self._shown is Shown.ALL:
            return provenance
        log = tuple(neutral_names.without_quotes(line) for line in provenance.engine_log)
        return provenance.model_copy(update={"engine_log": log})

    # -- utterances ------------------------------------------------------------------------------------------------

    def _utterance(self, number: int, u: Utterance) -> Utterance:
        cuts = self._cuts.get(number, [])
        text, at = "", 0
        for cut in cuts:
            text += u.text[at : cut.start]
            self._places.append(self._place(u, cut, len(text)))
            text += cut.mask
            at = cut.end
        text += u.text[at:]
        moved = _mover(cuts)
        self._moved[u.id] = moved
        changes = tuple(
            c.model_copy(
                update={"position": moved(c.position), "before": self._text(c.before), "after": self._text(c.after)}
            )
            for c in u.changes
            if not _touched(cuts, c.position, c.position + max(1, len(c.after)))
        )
        marks = {moved(m.position): Mark(position=moved(m.position), time=m.time) for m in reversed(u.marks)}
        return u.model_copy(
            update={
                "text": text,
                "name": self._label(u.name),
                "doubts": tuple(self._doubt(d, cuts, moved) for d in u.doubts),
                "changes": changes,
                "marks": tuple(m for _, m in sorted(marks.items()) if 0 < m.position < len(text)),
            }
        )

    def _place(self, u: Utterance, cut: _Cut, position: int) -> MaskedPlace:
        start, end = clause_times(u, cut.start, cut.end)
        return MaskedPlace(
            item=cut.item.number,
            kind=cut.item.kind,
            utterance=u.id,
            position=position,
            mask=cut.mask,
            start=round(max(0.0, start - _PAD), 2),
            end=round(end + _PAD, 2),
        )

    def _doubt(self, d: Doubt, cuts: Sequence[_Cut], moved: Callable[[int], int]) -> Doubt:
        place = None if d.place is None else (moved(d.place[0]), moved(d.place[1]))
        hidden = bool(cuts) and (d.place is None or _touched(cuts, d.place[0], max(d.place[1], d.place[0] + 1)))
        other = None if hidden or d.alternative is None else self._text(d.alternative)
        reason = "伏せたところを含みます。元の記録で確かめてください。" if hidden and cuts else self._text(d.reason)
        return d.model_copy(update={"place": place, "alternative": other, "reason": reason})

    # -- everything else -------------------------------------------------------------------------------------------

    def _walked(self, value: Any) -> Any:
        if isinstance(value, str):
            return type(value)(self._text(value)) if type(value) is str else value
        if isinstance(value, Mapping):
            return {k: v if k in _UNTOUCHED else self._walked(v) for k, v in value.items()}
        if isinstance(value, list | tuple):
            return type(value)(self._walked(v) for v in value)
        return value

    def _label(self, name: str | None) -> str | None:
        """What a speaker is called: 相談者（山田花子） becomes 相談者."""
        if name is None or self._shown is Shown.ALL:
            return my_numbers.without_my_numbers(name) if name else name
        labelled = _LABELLED.fullmatch(name)
        if any(
            name == p.label for p in self._original.roster.people if posts.branch(p.post) not in names_by_hand.CLIENTS
        ):
            return name
        if labelled and self._written(labelled["name"]) != labelled["name"]:
            return self._written(labelled["post"])
        return self._written(name)

    def _written(self, text: str) -> str:
        """A text that a person may have written, without names."""
        now = self._text(text)
        for start, end in reversed(names_by_hand.written_names(now, self._reader, self._staff)):
            now = now[:start] + mask_for(PersonalKind.PERSON, "", self._shown) + now[end:]
        return now

    def _evidence(self, speaker: Any) -> tuple[Any, ...]:
        """Quotes from where something is masked are left out: what was recognised there may differ from what is printed."""
        spans = [(p.start, p.end) for p in self._places]

        def kept(e: Any) -> Any:
            near = any(start - 1.0 <= e.time <= end + 1.0 for start, end in spans)
            return e.model_copy(update={"quote": ""}) if near else e

        return tuple(kept(e) for e in speaker.evidence)

    def _procedure(self, made: Transcript) -> Any:
        """Positions in utterances, as they are now."""
        if not self._cuts:
            return made.procedure
        return made.procedure.model_validate(self._placed(made.procedure.model_dump()))

    def _placed(self, value: Any) -> Any:
        if isinstance(value, Mapping):
            now = {k: self._placed(v) for k, v in value.items()}
            if "position" in now and now.get("utterance") in self._moved:
                now["position"] = self._moved[now["utterance"]](now["position"])
            return now
        return type(value)(self._placed(v) for v in value) if isinstance(value, list | tuple) else value

    def _roster(self) -> Roster:
        if self._shown is Shown.ALL:
            return Roster(people=tuple(map(_without_my_numbers, self._original.roster.people)))
        clients = set(client_people(self._original.roster))
        return Roster(
            people=tuple(
                p.model_copy(update={"name": "", "kana": ""}) if p in clients else p
                for p in self._original.roster.people
                if p not in clients or p.post
            )
        )

    def _carried(self, place: MaskedPlace) -> MaskedPlace:
        moved = self._moved.get(place.utterance)
        return place if moved is None else place.model_copy(update={"position": moved(place.position)})


def _without_my_numbers(person: Person) -> Person:
    texts = {"name": person.name, "kana": person.kana, "post": person.post, "seat": person.seat}
    clean = {field: my_numbers.without_my_numbers(text) for field, text in texts.items()}
    return person if clean == texts else person.model_copy(update=clean)


def clause_times(u: Utterance, start: int, end: int) -> tuple[float, float]:
    """When (seconds) the clauses are said that hold the characters from `start` up to `end`."""
    begins = [m.time for m in u.marks if m.position <= start]
    ends = [m.time for m in u.marks if m.position >= end]
    return (max(begins, default=u.start), min(ends, default=u.end))


def _touched(cuts: Sequence[_Cut], start: int, end: int) -> bool:
    return any(c.start < end and start < c.end for c in cuts)


def _mover(cuts: Sequence[_Cut]) -> Callable[[int], int]:
    """Where a position of the original text lies in the masked one; within a mask: where it begins."""

    def moved(position: int) -> int:
        shift = 0
        for cut in cuts:
            if cut.end <= position:
                shift += len(cut.mask) - (cut.end - cut.start)
            elif cut.start < position:
                return cut.start + shift
        return position + shift

    return moved


def _telling(text: str, kind: PersonalKind) -> bool:
    """Whether a text alone gives something away: not a single letter, nor two digits."""
    if kind in (PersonalKind.MY_NUMBER, PersonalKind.ACCOUNT, PersonalKind.PHONE, PersonalKind.ID_NUMBER):
        return sum(c.isalnum() for c in text) >= _LEAST_DIGITS
    return len(text) >= 2


def masks_in(text: str) -> Iterator[re.Match[str]]:
    """What stands in a text in the place of personal data."""
    return re.finditer(r"■+|〔[^〕]{1,20}〕", text)
