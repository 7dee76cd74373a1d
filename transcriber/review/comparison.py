"""Compare a draft with the file that came back: corrections, speakers, doubts, and the parts of the paper that are speech."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from rapidfuzz.distance import Levenshtein

from transcriber.drafts.word import wording
from transcriber.minutes import posts
from transcriber.minutes.carrying import SpeakerSpan
from transcriber.minutes.characters import composed
from transcriber.minutes.people import Roster
from transcriber.minutes.posts import Branch
from transcriber.minutes.surnames import surname
from transcriber.minutes.transcript import ABOUT_SPEAKERS, Doubt, DoubtKind, Transcript, Utterance
from transcriber.review import speaker_labels, speech
from transcriber.review.kinds import Classifier, CorrectionKind
from transcriber.review.paragraph_reading import Line
from transcriber.review.returned_document import ReturnedDocument
from transcriber.review.text_alignment import Aligned, DraftUtterance, ReturnedLine, ReviewerEdit, align

_NEAR = 15
"""Characters around the place that a doubt's time points to (by proportion within its utterance) that count as its place, in
drafts of versions that did not keep the place itself."""

_CONTEXT = 12
"""Characters of unchanged text kept on both sides of a correction."""


@dataclass(frozen=True)
class Correction:
    """One change a reviewer made.

    Attributes:
        utterance: its id; the one before it where something was added between two.
        left, right: the draft's own text around it.
        time: about when it is said, seconds from the start of the recording.
    """

    kind: CorrectionKind
    utterance: str
    before: str
    after: str
    left: str
    right: str
    time: float

    @property
    def characters(self) -> int:
        """How many characters were put in, taken out or exchanged."""
        return int(Levenshtein.distance(self.before, self.after))


@dataclass(frozen=True)
class DoubtOutcome:
    """What became of a doubt: `right` if something was corrected at its place."""

    kind: DoubtKind
    right: bool


@dataclass(frozen=True)
class Renamed:
    """A voice that has another name now, or one utterance that belongs to somebody else."""

    voice: str | None
    utterance: str
    before: str
    after: str


@dataclass(frozen=True)
class Comparison:
    """All that differs.

    Attributes:
        drafted, final: characters of speech in the draft and in the returned file (white space not counted).
        distance: Levenshtein's distance between both texts, by the alignment.
        compared: utterances of the draft.
        gone: utterances of which nothing is left.
        moved: utterances that stand in another place.
        lines: lines of speech in the draft and in the returned file (merged and split paragraphs change it).
        voices: voices that got another name.
        reassigned: utterances that were given to another speaker than the rest of their voice.
        doubts: what became of each doubt, in order of time.
        missed: corrections of content at places without a doubt.
        final_text: the returned speech, line by line.
        pairs: each utterance as drafted and as returned, in order of the draft.
    """

    drafted: int
    final: int
    distance: int
    compared: int
    gone: int
    moved: int
    lines: tuple[int, int]
    corrections: tuple[Correction, ...]
    voices: tuple[Renamed, ...]
    reassigned: tuple[Renamed, ...]
    doubts: tuple[DoubtOutcome, ...]
    missed: int
    final_text: tuple[str, ...]
    pairs: tuple[tuple[str, str], ...]


def labels_of(transcript: Transcript) -> frozenset[str]:
    """How speakers may be called: as the transcript does, and as the roster knows them."""
    named = {u.name for u in transcript.utterances if u.name}
    named |= {s.name for s in transcript.speakers if s.name}
    for person in transcript.roster.people:
        named |= {
            person.label,
            person.post,
            person.compact_name,
            person.compact_name + person.post,
            person.post + person.compact_name,
        }
        if family := surname(person).text:
            member = (t.text for t in posts.titles(Branch.MEMBER))  # whatever the post is
            titles = {person.post, *member, *posts.honorifics()}
            named |= {name + title for title in titles for name in (family, person.compact_name)}
    clusters = {s.id for s in transcript.speakers} | {u.speaker for u in transcript.utterances if u.speaker}
    named |= {f"話者{c.removeprefix('S')}" for c in clusters}
    return frozenset(n for n in named if n) | {"話者不明"}


def compare_with_draft(
    transcript: Transcript,
    draft: ReturnedDocument | None,
    final: ReturnedDocument,
    classify: Classifier,
    *,
    printed: ReturnedDocument | None = None,
    machine: Mapping[str, SpeakerSpan] | None = None,
) -> Comparison:
    """Compare.

    Args:
        printed: the draft that the reviewer had, where `draft` is another one of the same recording: by it the parts of
            the paper that are no speech are known.
        machine: utterance → who spoke by the machine's account, where a person set that right before the draft was checked
            (話者.xlsx, `transcriber relabel`): speakers are compared with that, so that these corrections count too.
        draft: the draft as it was published, read by the same reader; None where it is not at hand: then the
            transcript's own text stands for it.
    """
    utterances = spoken(transcript, draft)
    lines = speech.speech_lines(final, utterances, printed or draft)
    aligned = align(utterances, [ReturnedLine(line.text, line.marks) for line in lines])
    by_id = {u.id: u for u in transcript.utterances}
    corrections = tuple(_correction(edit, utterances, by_id, classify) for edit in aligned.edits)
    given = _given(transcript, utterances, machine or {})
    voices, reassigned = _speakers(given, utterances, lines, aligned, draft, final, transcript.roster)
    renamed = {(v.voice, v.before) for v in voices}
    spoken_otherwise = {r.utterance for r in reassigned} | {u for u, held in given.items() if held in renamed}
    doubts, missed = _doubts(transcript, utterances, corrections, aligned, spoken_otherwise, machine or {})
    return Comparison(
        drafted=sum(len(u.text) for u in utterances),
        final=sum(len(line.text) for line in lines),
        distance=sum(c.characters for c in corrections),
        compared=len(utterances),
        gone=sum(row is None for row, u in zip(aligned.rows, utterances, strict=True) if u.text),
        moved=aligned.moved,
        lines=(len(utterances), len(lines)),
        corrections=corrections,
        voices=voices,
        reassigned=reassigned,
        doubts=doubts,
        missed=missed,
        final_text=tuple(line.text for line in lines),
        pairs=tuple(pairs(utterances, aligned.edits)),
    )


def pairs(utterances: Sequence[DraftUtterance], edits: Sequence[ReviewerEdit]) -> Iterator[tuple[str, str]]:
    """Each utterance as drafted and as returned."""
    by_utterance: dict[int, list[ReviewerEdit]] = {}
    for edit in edits:
        by_utterance.setdefault(edit.utterance, []).append(edit)
    for n, one in enumerate(utterances):
        final, at = [], 0
        for edit in sorted(by_utterance.get(n, ()), key=lambda e: (e.start, e.row, e.position)):
            final += [one.text[at : edit.start], edit.after]
            at = max(at, edit.end)
        yield one.text, "".join([*final, one.text[at:]])


def squeezed(text: str) -> str:
    """Text without white space, composed, as lines are read."""
    return "".join(c for c in composed(text) if not c.isspace())


# -- what is speech ------------------------------------------------------------------------------------------------


def spoken(transcript: Transcript, draft: ReturnedDocument | None) -> list[DraftUtterance]:
    """The utterances as the draft prints them; by the transcript where the draft has no bookmarks."""
    printed: dict[str, DraftUtterance] = {}
    label = ""
    for line in draft.lines if draft is not None else ():
        label = line.label or label
        for n, (name, offset) in enumerate(line.marks):
            end = line.marks[n + 1][1] if n + 1 < len(line.marks) else len(line.text)
            printed.setdefault(name, DraftUtterance(name, line.text[offset:end], label))
    if printed:
        return list(printed.values())
    return [DraftUtterance(u.id, squeezed(u.text), u.name or _voice_label(u.speaker)) for u in transcript.utterances]


def _voice_label(speaker: str | None) -> str:
    return f"話者{speaker.removeprefix('S')}" if speaker else "話者不明"


# -- corrections, speakers, doubts ---------------------------------------------------------------------------------


def _correction(
    edit: ReviewerEdit, spoken: Sequence[DraftUtterance], by_id: dict[str, Utterance], classify: Classifier
) -> Correction:
    one = spoken[edit.utterance]
    left = one.text[max(0, edit.start - _CONTEXT) : edit.start]
    right = one.text[edit.end : edit.end + _CONTEXT]
    said = by_id.get(one.id)
    share = edit.start / max(len(one.text), 1)
    return Correction(
        kind=classify(edit.before, edit.after, left=left, right=right),
        utterance=one.id,
        before=edit.before,
        after=edit.after,
        left=left,
        right=right,
        time=round(said.start + share * (said.end - said.start), 1) if said else 0.0,
    )


def _given(
    transcript: Transcript, spoken: Sequence[DraftUtterance], machine: Mapping[str, SpeakerSpan]
) -> dict[str, tuple[str, str]]:
    """Utterance → the machine's voice for it, and how the machine called it."""
    by_id = {u.id: u for u in transcript.utterances}
    found = {}
    for one in spoken:
        u, spell = by_id.get(one.id), machine.get(one.id)
        voice = (spell.speaker if spell else u.speaker if u else None) or ""
        # The draft may print a name in a way of its own: only where a person changed it, it is as the machine had it.
        changed = spell is not None and u is not None and (spell.speaker, spell.name) != (u.speaker, u.name)
        found[one.id] = voice, (spell.name or _voice_label(spell.speaker)) if spell and changed else one.label
    return found


def _speakers(
    given: Mapping[str, tuple[str, str]],
    spoken: Sequence[DraftUtterance],
    lines: Sequence[Line],
    aligned: Aligned,
    draft: ReturnedDocument | None,
    final: ReturnedDocument,
    roster: Roster,
) -> tuple[tuple[Renamed, ...], tuple[Renamed, ...]]:
    """Voices with another name, and utterances given to somebody else than the rest of their voice."""
    renamed = _renamed_in_list(draft, final)
    holds: list[str | None] = []
    label: str | None = None
    for line in lines:
        if line.label is not None and speaker_labels.is_unsettled(line.label):
            label = None  # whoever the draft named: nothing is learnt from it
        elif line.label is not None and not speaker_labels.is_same_as_before(line.label):
            voice = line.voice or ""
            label = renamed[voice][1] if renamed.get(voice, ("", ""))[0] == line.label else line.label
        holds.append(label)
    pairs: dict[tuple[str, str], list[tuple[DraftUtterance, str]]] = {}
    for one, row in zip(spoken, aligned.rows, strict=True):
        now = holds[row] if row is not None else None
        if now is not None:
            pairs.setdefault(given[one.id], []).append((one, now))
    voices, reassigned = [], []
    for (voice, before), found in pairs.items():
        found = [(one, speaker_labels.drafted_for_seat(now, before, roster)) for one, now in found]
        (most, count), *_ = Counter(speaker_labels.whom_label_names(now) for _, now in found).most_common(1)
        other = most != speaker_labels.whom_label_names(before) and (count * 2 > len(found) or len(found) == 1)
        usual = most if other else speaker_labels.whom_label_names(before)
        if other:
            after = next(now for _, now in found if speaker_labels.whom_label_names(now) == most)
            voices.append(Renamed(voice, found[0][0].id, before, after))
        reassigned += [
            Renamed(voice, one.id, before, now) for one, now in found if speaker_labels.whom_label_names(now) != usual
        ]
    return tuple(voices), tuple(sorted(reassigned, key=lambda r: r.utterance))


def _renamed_in_list(draft: ReturnedDocument | None, final: ReturnedDocument) -> dict[str, tuple[str, str]]:
    """Voice → (name in the draft, name now), where the list of speakers or the bound names say another one."""
    if draft is None:
        return {}
    before = dict(draft.identity.names) if draft.identity else {}
    before.update(draft.names)
    now = dict(final.identity.names) if final.identity else {}
    found = {v: (before[v], n) for v, n in now.items() if n and v in before and n != before[v]}
    found.update({v: (before[v], n) for v, n in final.names.items() if n and v in before and n != before[v]})
    return found


def _doubts(
    transcript: Transcript,
    spoken: Sequence[DraftUtterance],
    corrections: Sequence[Correction],
    aligned: Aligned,
    spoken_otherwise: set[str],
    machine: Mapping[str, SpeakerSpan],
) -> tuple[tuple[DoubtOutcome, ...], int]:
    """Each doubt, whether something was corrected at its place; and corrections of content where no doubt was.

    Args:
        spoken_otherwise: utterances that have another speaker now: these corrections prove a doubt about a name, and those
            of the text do not.
        machine: as for `compare`: doubts about names that went when a person decided before the return count as well.
    """
    length = {u.id: len(u.text) for u in spoken}
    content = [
        (edit, correction)
        for edit, correction in zip(aligned.edits, corrections, strict=True)
        if correction.kind is not CorrectionKind.TIDIED
    ]
    by_utterance: dict[str, list[tuple[ReviewerEdit, Correction]]] = {}
    for edit, correction in content:
        by_utterance.setdefault(correction.utterance, []).append((edit, correction))
    found: list[tuple[float, DoubtOutcome]] = []
    covered: set[int] = set()
    for u in transcript.utterances:
        for doubt in u.doubts:
            hit: list[ReviewerEdit] = []
            if doubt.kind not in ABOUT_SPEAKERS:
                first, last = _place(doubt, u, length.get(u.id, 0))
                hit = [e for e, _ in by_utterance.get(u.id, ()) if _meets(e, first, last)]
            covered |= {id(e) for e in hit}
            of_speakers = doubt.kind in ABOUT_SPEAKERS or doubt.kind is DoubtKind.OVERLAP
            right = bool(hit) or (of_speakers and u.id in spoken_otherwise)
            found.append((doubt.start, DoubtOutcome(doubt.kind, right)))
        answered = u.id in machine and machine[u.id].doubted
        if answered and not any(d.kind is DoubtKind.NAME_CONFLICT for d in u.doubts):
            found.append((u.start, DoubtOutcome(DoubtKind.NAME_CONFLICT, u.id in spoken_otherwise)))
    for doubt in transcript.doubts:
        before = [u for u in transcript.utterances if u.start <= doubt.start]
        near = {u.id for u in before[-1:]} | {u.id for u in transcript.utterances[len(before) : len(before) + 1]}
        hit = [
            e
            for e, c in content
            if c.kind is CorrectionKind.ADDED
            and c.utterance in near
            and (e.end >= length.get(c.utterance, 0) if before and c.utterance == before[-1].id else e.start == 0)
        ]
        covered |= {id(e) for e in hit}
        found.append((doubt.start, DoubtOutcome(doubt.kind, bool(hit))))
    found.sort(key=lambda pair: pair[0])
    return tuple(d for _, d in found), sum(id(e) not in covered for e, _ in content)


def _meets(edit: ReviewerEdit, first: float, last: float) -> bool:
    """Whether they share a character; what was put in, or is missing, has none and need only touch."""
    if edit.start == edit.end or first == last:
        return edit.start <= last and edit.end >= first
    return edit.start < last and edit.end > first


def _place(doubt: Doubt, utterance: Utterance, length: int) -> tuple[float, float]:
    """The characters of the utterance, as printed, that a doubt is about; where the transcript does not tell, those that its
    time points to, with some room."""
    if doubt.place is not None:
        first, last = (len(squeezed(wording.printable(utterance.text[:at]))) for at in doubt.place)
        return first, last
    seconds = max(utterance.end - utterance.start, 0.001)
    first_ = (doubt.start - utterance.start) / seconds * length
    last_ = (doubt.end - utterance.start) / seconds * length
    return max(0.0, first_) - _NEAR, min(float(length), last_) + _NEAR
