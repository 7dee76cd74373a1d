"""What is known about a meeting before it is heard, and what the recogniser and the correction are told of it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import cached_property

from transcriber.language import municipality
from transcriber.language.correction import Corrector
from transcriber.language.readings import Reader
from transcriber.language.targets import base_terms, numbered_terms, office_in, phrases
from transcriber.language.unread_names import unread_names_note
from transcriber.minutes.people import Roster
from transcriber.minutes.terms import Glossary
from transcriber.minutes.transcript import AgendaItem, RecordKind
from transcriber.models import VerifiedModel
from transcriber.settings import Engine
from transcriber.speech.speech_engine import SPEECH_FORMAT, RecognisedSpeech, SpeechRequest
from transcriber.system import devices
from transcriber.work.workfolder import WorkFolder, artefact_key


@dataclass(frozen=True)
class MeetingKnowledge:
    """What the office and its papers say of one meeting.

    Attributes:
        office: as the settings name it; may be empty.
        roster, glossary: what was learned included.
        day: of the meeting, where the recording's name says it.
    """

    kind: RecordKind
    office: str
    roster: Roster
    glossary: Glossary
    agenda: tuple[AgendaItem, ...] = ()
    day: dt.date | None = None

    @cached_property
    def listed(self) -> tuple[Roster, Glossary]:
        """Without what was learned: the rest of a sentence is heard as it would be if nothing had been (language/recovery.py).

        Where nothing was, these very lists: they are written out once (minutes/long_lists.py).
        """
        people = self.roster.listed()
        return Roster(people=people) if len(people) < len(self.roster.people) else self.roster, self.glossary.listed()

    def prepare(self) -> None:
        """Write the lists out now, as keys and the recogniser's process will need them."""
        for each in (self.roster, self.glossary, *self.listed):
            _ = each.written_out

    def known_terms(self) -> set[str]:
        """Terms that need not be learned from papers."""
        return {t.text for t in (*self.glossary.listed().terms, *base_terms(self.kind))}

    def unread_names(self) -> str:
        """What to tell staff of people whose name cannot be read; empty if there are none."""
        return unread_names_note(self.roster.people, Reader())

    def office_given(self, title: str) -> str:
        """The office as the settings or the recording's title name it; empty if neither does."""
        return self.office or office_in(title)

    def office_as_heard(self, title: str, recognised: RecognisedSpeech) -> str:
        """The office as the settings, the recording's title or the meeting itself name it; empty if none does."""
        given = self.office_given(title)
        if given or self.kind is not RecordKind.COUNCIL:
            return given
        return municipality.told(recognised.plain())

    def corrector(self, office: str) -> Corrector:
        """Restores what this meeting may be about."""
        return Corrector(
            self.roster,
            self.glossary,
            base_terms(self.kind),
            office=office,
            phrases=(*phrases(self.kind), *numbered_terms()),
        )


def speech_key(model: VerifiedModel | None, media_key: str, *meeting: object) -> str:
    """Of the windows and their texts.

    Args:
        model: None: the fake recogniser.
        media_key: of the sound.
        meeting: the mode, and everything that the recogniser may be told.
    """
    tuned = (model.tuning.context, model.tuning.hearings) if model else ()
    own = [each for each in tuned if each is not None]
    return artefact_key(SPEECH_FORMAT, media_key, model.files if model else "fake", *own, *meeting)


def speech_request(
    known: MeetingKnowledge,
    work: WorkFolder,
    engine: Engine,
    model: VerifiedModel | None,
    *,
    media_key: str,
    joints: tuple[float, ...],
) -> SpeechRequest:
    """What the recogniser is asked, on the processor; a device that is found is put in later.

    Args:
        joints: seconds at which another recording begins.
    """
    roster, glossary = known.listed
    keyed = speech_key(model, media_key, engine.mode, known.kind, known.office, known.agenda, roster, glossary)
    return SpeechRequest(
        pcm=work.pcm,
        out=work.speech(keyed),
        model=model.path if model else None,
        device=devices.CPU.device,
        compute_type=devices.CPU.compute_type,
        batch=devices.CPU.batch,
        threads=devices.most_threads(engine),
        kind=known.kind,
        roster=roster,
        glossary=glossary,
        agenda=known.agenda,
        office=known.office,
        mode=engine.mode,
        joints=joints,
        context=model.tuning.context if model else None,
        hearings=model.tuning.hearings if model else None,
    )
