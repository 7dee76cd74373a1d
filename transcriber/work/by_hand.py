"""What a person decided about the speakers of a recording: kept in its work folder, for the next run of the machine."""

from __future__ import annotations

from collections.abc import Mapping

from transcriber.minutes import carrying
from transcriber.minutes.transcript import Transcript
from transcriber.system import durable
from transcriber.work.workfolder import WorkFolder


def remember_decisions(work: WorkFolder, before: Transcript, now: Transcript) -> None:
    """Keep what a person decided, so that the recording can be processed again without losing it."""
    durable.write_text(work.by_hand, carrying.after(_known(work), before, now).model_dump_json())


def with_earlier_decisions(work: WorkFolder, fresh: Transcript) -> Transcript:
    """A transcript that the machine just made, with what a person decided before about its speakers."""
    work.before_relabelling.unlink(missing_ok=True)  # everything is about to be made and published anew
    known = _known(work)
    if known is None:
        return fresh
    now = carrying.carry(fresh, known)
    known = carrying.ByHand(machine=carrying.speaker_spans(fresh), person=carrying.speaker_spans(now))
    durable.write_text(work.by_hand, known.model_dump_json())
    return now


def speakers_by_machine(work: WorkFolder, transcript: Transcript) -> Mapping[str, carrying.SpeakerSpan]:
    """Who spoke by the machine's account; empty where no person has decided anything before the draft came back."""
    known = _known(work)
    return carrying.by_machine(known, transcript) if known else {}


def _known(work: WorkFolder) -> carrying.ByHand | None:
    if not work.by_hand.exists():
        return None
    return carrying.ByHand.model_validate_json(work.by_hand.read_text(encoding="utf-8"))
