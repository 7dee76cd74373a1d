"""A transcript with the course of its meeting, and with the doubts that follow from it."""

from __future__ import annotations

from collections.abc import Sequence

from transcriber.language.readings import Reader
from transcriber.minutes import meeting_clock
from transcriber.minutes.listening_places import with_samples_placed
from transcriber.minutes.transcript import DoubtKind, Transcript, Utterance
from transcriber.procedure import splitting
from transcriber.procedure.machine import follow_meeting


def attach_procedure(transcript: Transcript, reader: Reader) -> Transcript:
    """The transcript with the course of its meeting, and with the doubts that follow from it.

    Where an utterance announces an item, or the end of a recess, behind other words, it becomes two; a long one becomes paragraphs. All are numbered anew.
    """
    return _attached(transcript, reader, keep_ids=False)


def attach_again(transcript: Transcript, reader: Reader) -> Transcript:
    """`attach_procedure` after the speakers were set right: who the chair is decides what is heard.

    Utterances keep their ids, since drafts that staff have speak of them.
    """
    plain = tuple(
        u.model_copy(update={"doubts": tuple(d for d in u.doubts if d.kind is not DoubtKind.PROCEDURE)})
        for u in transcript.utterances
    )
    return _attached(transcript.model_copy(update={"utterances": plain}), reader, keep_ids=True)


def _attached(transcript: Transcript, reader: Reader, *, keep_ids: bool) -> Transcript:
    meeting = transcript.meeting
    if not meeting.clock:  # of an older version
        clock = meeting_clock.assumed(meeting.started_at, transcript.recording.joints)
        meeting = meeting.model_copy(update={"clock": clock})
    procedure, doubts = follow_meeting(transcript.utterances, meeting, transcript.roster, reader)
    at_steps = splitting.at_steps(procedure)
    said: Sequence[Utterance] = splitting.split(transcript.utterances, at_steps, keep_ids=keep_ids)
    said = splitting.split(said, splitting.at_paragraphs(said), keep_ids=keep_ids)
    if len(said) != len(transcript.utterances):
        procedure, doubts = follow_meeting(said, meeting, transcript.roster, reader)
    said = tuple(u.model_copy(update={"doubts": (*u.doubts, *doubts[u.id])}) if u.id in doubts else u for u in said)
    return with_samples_placed(transcript.model_copy(update={"procedure": procedure, "utterances": said}))
