"""From a transcript to what the template prints."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from transcriber.drafts.word import (
    attending,
    checklist_answers,
    clock_lines,
    decision_rows,
    docket,
    provenance_page,
    recorded,
    spoken_subjects,
    wording,
)
from transcriber.drafts.word.course import Course, goes_on, heading, may_be_anothers, speech_beginnings
from transcriber.drafts.word.house_style import HouseStyle
from transcriber.drafts.word.numbering import Numbered, numbered_doubts
from transcriber.drafts.word.vocabulary import (
    Break,
    Business,
    DoubtLine,
    Draft,
    Promise,
    SignerTags,
    Speech,
    SubjectTags,
    VoiceTags,
)
from transcriber.language.readings import Reader
from transcriber.minutes import meeting_clock, record_forms
from transcriber.minutes.people import Person
from transcriber.minutes.procedure import BusinessItem, StepKind
from transcriber.minutes.record_forms import RecordForm
from transcriber.minutes.recorder_names import JST
from transcriber.minutes.transcript import DoubtKind, RecordKind, Transcript, Utterance, timecode


@dataclass(frozen=True)
class Contents:
    """What a template prints, and what goes with it.

    Attributes:
        draft: the values of the tags.
        names: voice (S1, …) → what the draft calls it.
        doubts: as numbered in the draft.
        form: the kind of record.
    """

    draft: Draft
    names: Mapping[str, str]
    doubts: tuple[Numbered, ...]
    form: RecordForm


def contents(transcript: Transcript, *, office: str, house: HouseStyle, timeline: bool = False) -> Contents:
    """Everything a template can print of `transcript`; `office` is printed as it is.

    Args:
        timeline: whether there is a picture of who spoke when.
    """
    meeting, recording = transcript.meeting, transcript.recording
    procedure = transcript.procedure
    clock = clock_lines.clock_tags(transcript)
    started, ended = meeting_clock.moment(clock, 0), meeting_clock.moment(clock, recording.seconds)
    doubts = numbered_doubts(transcript)
    chosen = record_forms.choose_form(transcript, said=house.form, style=house.name)
    form = chosen.form
    house = house if form.plenary else house.without_seats()
    people = {u: form.as_called(p) for u, p in _speaking(transcript).items()}
    reader = Reader()
    labels = {
        u.id: house.label(people[u.id], reader) if u.id in people else wording.speaker(u.speaker, u.name)
        for u in transcript.utterances
    }
    names = voice_names(transcript.utterances, labels)
    voices = {u.id: voice_of(u, names, labels) for u in transcript.utterances}
    course = Course(transcript, house, doubts, labels, voices, people, reader)
    words = docket.checked(transcript, reader)
    opening = procedure.first(StepKind.OPENING) or procedure.first(StepKind.SITTING)
    closing = procedure.last(StepKind.ADJOURNMENT)
    draft = Draft(
        title=meeting.title or wording.BLANK_TITLE,
        office=office,
        date=wording.date(meeting.date or (started.astimezone(JST).date() if started else None)),
        started=wording.clock(started),
        ended=wording.clock(ended),
        opened=(house.time(opening.clock) if opening else "") or wording.BLANK_CLOCK,
        closed=(house.time(closing.clock) if closing else "") or wording.BLANK_CLOCK,
        closing=closing.detail if closing else "散会（閉会）",
        attendance=f"{procedure.attendance}名" if procedure.attendance else "",
        duration=wording.length(recording.seconds),
        file_name=recording.file_name,
        warning=recorded.warning(recording) + provenance_page.about_models(transcript.provenance),
        created=provenance_page.spelled_moment(transcript.provenance.created_at),
        form=form.name,
        form_reason=chosen.reason,
        plenary=form.plenary,
        members_called=form.members,
        attending=tuple(attending.attending_groups(transcript, form, house)),
        oath=form.oath,
        signers=tuple(SignerTags(post=s) for s in form.signed_by({p.post for p in people.values()})),
        taken=tuple(_business(i, house) for i in procedure.items if i.utterance is not None),
        style=house.name,
        editing=house.text.editing.label,
        staff="、".join(attending.advisers(transcript, reader)),
        speech_count=len(speech_beginnings(transcript.utterances)),
        doubt_count=len(doubts),
        unnamed_count=len({u.speaker for u in transcript.utterances if not u.name}),
        members=attending.member_tags(map(form.as_called, attending.members_on(transcript.roster)), house),
        officials=attending.member_tags(attending.by_rank(transcript.roster.officials()), house),
        explainers=attending.member_tags(attending.explainers_on(transcript), house),
        secretariat=attending.member_tags(attending.secretariat_on(transcript), house),
        items=tuple(_business(i, house) for i in procedure.items),
        decisions=tuple(decision_rows.decision_rows(procedure)),
        breaks=tuple(
            Break(
                begins=house.time(r.begins.clock) or wording.BLANK_CLOCK,
                ends=(house.time(r.ends.clock) if r.ends else "") or wording.BLANK_CLOCK,
                places=docket.place_list([(s.utterance, s.time) for s in (r.begins, r.ends) if s is not None]),
            )
            for r in procedure.recesses
        ),
        promises=tuple(
            Promise(speaker=labels[c.utterance], text=c.quote, places=docket.place_list([(c.utterance, c.time)]))
            for c in procedure.commitments
        ),
        course=tuple(course.entries()),
        speeches=_speeches(transcript, doubts, labels, voices, people, house),
        doubts=tuple(_doubt_line(n, labels) for n in doubts),
        checked=words,
        groups_checked=docket.grouped(words),
        fixes=docket.corrected(transcript),
        voices=_voices(transcript.utterances, labels, names),
        timeline="話者の時間帯" if timeline else "",
        answers=checklist_answers.answers(transcript, doubts),
        subjects=SubjectTags(**spoken_subjects.subject_hints(transcript))
        if meeting.kind is RecordKind.CONSULTATION
        else SubjectTags(),
        provenance=provenance_page.sections(transcript),
    )
    return Contents(draft, names, doubts, form)


def _speaking(transcript: Transcript) -> dict[str, Person]:
    """Utterance → the person of the roster whose name it carries."""
    known = {p.label: p for p in transcript.roster.people}
    return {u.id: known[u.name] for u in transcript.utterances if u.name in known}


# --- what was decided --------------------------------------------------------------------------------------------


def _business(item: BusinessItem, house: HouseStyle) -> Business:
    return Business(
        heading=heading(item, house),
        number=f"{'追加' if item.added else ''}{house.number(str(item.number))}" if item.number is not None else "",
        bill=item.bill,
        title=item.title or wording.NO_TITLE,
        outcome=decision_rows.outcome(item),
        source="資料" if item.from_papers else "録音",
        places=docket.place_list([(item.utterance, item.time or 0.0)] if item.utterance else []),
        heard=item.utterance is not None,
    )


# --- who said what (for templates that loop over 発言一覧) --------------------------------------------------------


def _speeches(
    transcript: Transcript,
    doubts: Sequence[Numbered],
    labels: Mapping[str, str],
    voices: Mapping[str, str],
    people: Mapping[str, Person],
    house: HouseStyle,
) -> tuple[Speech, ...]:
    """Utterances in order of time; between them, as lines of their own, the doubts that belong to none of them, and the
    places where one file of the recording ends and the next begins."""
    numbers: dict[str, list[int]] = defaultdict(list)
    for n in doubts:
        if n.utterance is not None:
            numbers[n.utterance.id].append(n.number)
    # At the same time a joint comes before a gap, and a gap before the utterance that follows it.
    order: list[tuple[float, int, float | Utterance | Numbered]] = [(at, 0, at) for at in transcript.recording.joints]
    order += [(n.doubt.start, 1, n) for n in doubts if n.utterance is None]
    order += [(u.start, 2, u) for u in transcript.utterances]
    order.sort(key=lambda entry: entry[:2])

    speeches: list[Speech] = []
    before: Utterance | None = None
    for _, _, entry in order:
        if isinstance(entry, Utterance):
            continued = before is not None and goes_on(before, entry)
            speeches.append(
                Speech(
                    id=entry.id,
                    voice=voices[entry.id],
                    sign=house.mark(people.get(entry.id)),
                    speaker=labels[entry.id],
                    text=entry.text,
                    time=timecode(entry.start),
                    mark=wording.mark(numbers[entry.id]),
                    continued=continued,
                    inaudible=False,
                )
            )
            before = entry
        else:
            speeches.append(_gap(entry) if isinstance(entry, Numbered) else _joint(entry))
            before = None
    return tuple(speeches)


def _gap(numbered: Numbered) -> Speech:
    doubt = numbered.doubt
    what = "聞き取れなかった区間" if doubt.kind is DoubtKind.GAP else wording.DOUBT_NAMES[doubt.kind]
    return _aside(
        f"〔{what} {wording.span(doubt.start, doubt.end)}〕", doubt.start, mark=wording.mark([numbered.number])
    )


def _joint(at: float) -> Speech:
    return _aside(wording.JOINT, at)


def _aside(text: str, at: float, *, mark: str = "") -> Speech:
    """A line that nobody said. Args: at: seconds."""
    return Speech(
        id="", voice="", sign="", speaker="", text=text, time=timecode(at), mark=mark, continued=False, inaudible=True
    )


def _doubt_line(n: Numbered, labels: Mapping[str, str]) -> DoubtLine:
    doubt = n.doubt
    return DoubtLine(
        number=n.number,
        kind=wording.DOUBT_NAMES[doubt.kind],
        time=wording.span(doubt.start, doubt.end),
        speaker=labels[n.utterance.id] if n.utterance else "",
        reason=doubt.reason,
        alternative=doubt.alternative or "",
    )


def voice_names(utterances: Iterable[Utterance], labels: Mapping[str, str]) -> dict[str, str]:
    """Voice (S1, S2, …) → what the draft calls it: the label that most of its utterances carry, the first of equals."""
    counted: dict[str, Counter[str]] = {}
    for u in utterances:
        if u.speaker is not None:
            counted.setdefault(u.speaker, Counter())[labels[u.id]] += 1
    return {voice: count.most_common(1)[0][0] for voice, count in counted.items()}


def voice_of(utterance: Utterance, names: Mapping[str, str], labels: Mapping[str, str]) -> str:
    """Under which voice an utterance's label is corrected: its own id where it is not called as its voice is, or may be another's."""
    if not _called_as_its_voice(utterance, names, labels) or may_be_anothers(utterance):
        return utterance.id
    return str(utterance.speaker)


def _called_as_its_voice(utterance: Utterance, names: Mapping[str, str], labels: Mapping[str, str]) -> bool:
    return utterance.speaker is not None and names.get(utterance.speaker) == labels[utterance.id]


def _voices(
    utterances: Sequence[Utterance], labels: Mapping[str, str], names: Mapping[str, str]
) -> tuple[VoiceTags, ...]:
    spoken: dict[tuple[str, str], list[Utterance]] = defaultdict(list)
    begun = speech_beginnings(utterances)
    for u in utterances:
        voice = str(u.speaker) if _called_as_its_voice(u, names, labels) else ""
        spoken[voice, labels[u.id]].append(u)
    return tuple(
        VoiceTags(
            voice=voice or said[0].id,
            speaker=label,
            count=sum(u.id in begun for u in said),
            length=wording.length(sum(u.end - u.start for u in said)),
            first=timecode(min(u.start for u in said)),
        )
        for (voice, label), said in spoken.items()
    )
