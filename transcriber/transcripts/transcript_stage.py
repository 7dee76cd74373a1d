"""The transcript stage: what was recognised and by whom becomes a transcript, written and followed as a meeting."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from transcriber import procedure
from transcriber.language import bills, unknown_words
from transcriber.language.bills import Bills
from transcriber.language.confidence_fit import FITTED, Weights
from transcriber.language.correction import Corrector
from transcriber.language.readings import Reader
from transcriber.language.targets import base_terms
from transcriber.language.weighing import SoundScores
from transcriber.language.writing import Writer
from transcriber.minutes import meeting_clock, naming
from transcriber.minutes.text_style import TextStyle
from transcriber.minutes.transcript import Meeting, PaperUsed, Provenance, Recording, SpeakerTurn, Transcript
from transcriber.models import VerifiedModel
from transcriber.profiles.profile import Profile, Voices
from transcriber.recognition.knowledge import MeetingKnowledge
from transcriber.speakers import enrolled
from transcriber.speech.speech_engine import RecognisedSpeech
from transcriber.transcripts import assemble
from transcriber.transcripts.assemble import Recognised
from transcriber.transcripts.speakers_stage import Voiced
from transcriber.transcripts.written_utterances import written_utterances
from transcriber.work import by_hand
from transcriber.work.workfolder import WorkFolder


@dataclass(frozen=True)
class Understood:
    """What the stages before found of one recording.

    Attributes:
        name: what staff called the recording.
        known: what the office and its papers say.
        papers: which papers were read.
        speaker_model: None: the fake diarizer.
        weights: what the signs of an error weigh for the recogniser that was used.
        work: the folder for all work, where the voices lie that the office enrolled.
    """

    name: str
    recording: Recording
    known: MeetingKnowledge
    papers: tuple[PaperUsed, ...]
    recognised: RecognisedSpeech
    voiced: Voiced
    corrector: Corrector
    weighed: SoundScores
    speaker_model: VerifiedModel | None
    work: Path
    weights: Weights = FITTED


def doubt_weights(model: VerifiedModel | None) -> Weights:
    """What was fitted on this recogniser, or on the embedded one.

    Args:
        model: None: the fake recogniser.
    """
    if model is None or model.limits is None:
        return FITTED
    own = model.limits.doubts
    return Weights(own.bias, own.by_sign, own.doubted, own.figures_doubted)


def transcript_of(
    found: Understood, profile: Profile, style: TextStyle, work: WorkFolder, provenance: Provenance
) -> Transcript:
    """The transcript, with what a person decided before about its speakers, and the course of the meeting."""
    made = _written(found, profile, writer_of(found, style), provenance)
    return procedure.attach_procedure(by_hand.with_earlier_decisions(work, made), Reader())


def _office_wrote(found: Understood, title: str) -> str:
    """All that the office wrote about a meeting, a line each."""
    known = found.known
    people = (text for p in known.roster.people for text in (p.name, p.compact_name, p.post))
    terms = (t.text for t in known.glossary.terms)
    agenda = (text for item in known.agenda for text in (item.title, item.bill or ""))
    return "\n".join((known.office, title, *people, *terms, *agenda, *(t.text for t in base_terms(known.kind))))


def writer_of(found: Understood, style: TextStyle) -> Writer:
    """Writes what was recognised of a recording."""
    papers = bills.named(item.bill for item in found.known.agenda)
    meeting = Bills(said=bills.named(found.recognised.plain()), papers=papers)
    return Writer(found.corrector, style, Reader(), found.weighed, meeting)


def recognised_with_names(found: Understood, profile: Profile) -> Recognised:
    """What was said, by whom, as it was recognised."""
    recognised, voiced, known = found.recognised, found.voiced, found.known
    turns = voiced.turns
    joints = found.recording.joints
    said = assemble.assemble(
        recognised.texts, voiced.units, turns, likeness=voiced.likeness, kind=known.kind, joints=joints
    )
    said = assemble.name_speakers(said, known.roster.present(), known.kind)
    utterances, speakers = assemble.name_channels(
        said.utterances, said.speakers, profile.options.channels, known.roster
    )
    mode = profile.options.voices
    if mode is not Voices.OFF and found.speaker_model is not None:
        book = enrolled.read_enrolled(enrolled.path(found.work))
        suggested = enrolled.suggest(turns.voices, book, found.speaker_model.embeddings_key(), turns.unrelated)
        utterances, speakers = assemble.suggest_names(utterances, speakers, suggested, give=mode is Voices.NAME)
    return replace(said, utterances=utterances, speakers=speakers)


def _written(found: Understood, profile: Profile, write: Writer, provenance: Provenance) -> Transcript:
    recognised, known, turns = found.recognised, found.known, found.voiced.turns
    joints = found.recording.joints
    said = recognised_with_names(found, profile)
    named = naming.read_recording_name(found.name)
    clock = meeting_clock.estimate(named, found.recording.files, joints, profile.options.starts_at)
    return Transcript(
        meeting=Meeting(
            kind=known.kind,
            title=named.title,
            date=named.date,
            started_at=clock[0].began,
            clock=clock,
            profile=profile.name,
            agenda=known.agenda,
            papers=found.papers,
        ),
        recording=found.recording,
        roster=known.roster,
        speakers=said.speakers,
        utterances=unknown_words.with_unknown_words(
            written_utterances(said, write, found.weights, found.corrector.own_words, found.weighed),
            _office_wrote(found, named.title),
            Reader(),
        ),
        doubts=said.doubts,
        turns=tuple(SpeakerTurn(speaker=t.speaker, start=t.start, end=t.end) for t in turns.overlapped),
        analysed=turns.analysed,
        speech_seconds=round(recognised.plan.speech_seconds, 1),
        provenance=provenance,
    )
