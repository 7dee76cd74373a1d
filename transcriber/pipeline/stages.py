"""The stages from recording to draft: the real `Pipeline` (assignment.py), and the one place where their order stands.

    papers → media → plan → speech → speakers → transcript → draft

What is recognised is given to voices and named as it is; it is written (corrected, edited) last, in the transcript. Media, transcript and draft run here; papers, plan and speech run in one child process, speakers in another. The diarizer's
libraries take ten seconds to import: that happens while speech is recognised.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

import numpy as np
import numpy.typing as npt

from transcriber import models, procedure
from transcriber.drafts import word
from transcriber.errors import EngineError, EngineFailed
from transcriber.work.contract import Assignment, Progress, Result, Stop
from transcriber.hearing.speech_steps import SpeechSteps
from transcriber.work.progress import StageProgress
from transcriber.work.workfolder import WorkFolder
from transcriber.language import bills, municipality
from transcriber.language.bills import Bills
from transcriber.language.correction import Corrector
from transcriber.language.readings import Reader
from transcriber.language.targets import base_terms, numbered_terms, office_in, phrases
from transcriber.language.writing import Writer
from transcriber.media import listening_copy
from transcriber.media.pcm import Pcm
from transcriber.minutes import naming
from transcriber.minutes.people import Roster
from transcriber.minutes.transcript import (
    RecordKind,
    Meeting,
    Recording,
    SpeakerTurn,
    Transcript,
)
from transcriber.papers import findings, people_tables
from transcriber.papers.findings import Findings
from transcriber.profiles.profile import Profile, Voices
from transcriber.settings import Device, Settings, Tier
from transcriber.speakers import enrolled, likeness
from transcriber.speakers import speaker_stage as diarization
from transcriber.speakers.speaker_stage import SpeakersRequest
from transcriber.speakers.turns import Turns
from transcriber.speakers.units import Unit
from transcriber.speech import speech_stage as speech
from transcriber.speech.recogniser import Character
from transcriber.speech.speech_stage import RecognisedSpeech, SpeechRequest
from transcriber.speaker_sheets import taking_up
from transcriber.queue import publish
from transcriber.work import time_estimate
from transcriber.pipeline import media_step, draft_folder, keys
from transcriber.assembly import assemble, provenance
from transcriber.system import devices, durable, engines, offline, rights

_GUESTS = 2
"""Voices beyond the roster that a council meeting may hold."""


@dataclass(frozen=True)
class _Voiced:
    """Who speaks when, the recognised text in units, and (units, voices) what each unit sounds like."""

    turns: Turns
    units: tuple[Unit[Character], ...]
    likeness: npt.NDArray[np.float32]


@dataclass(frozen=True)
class Stages:
    """Runs what is missing of one job at a time.

    Args:
        settings: of the installation.
        now: the wall clock (timezone-aware); injected for tests.
    """

    settings: Settings
    now: Callable[[], dt.datetime] = lambda: dt.datetime.now().astimezone()

    @cached_property
    def store(self) -> models.ModelStore:
        """Opened once: it remembers the hashes of gigabytes from one recording to the next."""
        return models.open_store(self.settings)

    def __call__(self, assignment: Assignment, *, progress: Progress, stop: Stop) -> Result:
        template, style = draft_folder.choose_template(assignment.profile, self.settings.folders.templates)
        word.check_template(template)  # before hours of work, not after
        threads = devices.most_threads(self.settings.engine)
        with engines.EngineProcess(threads=threads) as speech_engine, engines.EngineProcess(threads=threads) as other:
            return _Run(
                self.settings, self.store, self.now, assignment, template, style, speech_engine, other, progress, stop
            ).result()


def most_voices(profile: Profile, roster: Roster) -> int | None:
    """How many voices a meeting may hold; None: any number. A list of all who may speak bounds them, people learned one by one
    do not."""
    if profile.options.max_speakers is not None:
        return profile.options.max_speakers
    listed = profile.kind is RecordKind.COUNCIL and roster.listed()
    return len(roster.people) + _GUESTS if listed else None


class _Run:
    """One job's walk through the stages."""

    def __init__(
        self,
        settings: Settings,
        store: models.ModelStore,
        now: Callable[[], dt.datetime],
        assignment: Assignment,
        template: Path,
        style: word.HouseStyle,
        speech_engine: engines.EngineProcess,
        speakers_engine: engines.EngineProcess,
        progress: Progress,
        stop: Stop,
    ) -> None:
        self.settings = settings
        self.store = store
        self.now = now
        self.assignment = assignment
        self.profile = assignment.profile
        self.template = template
        self.style = style
        self.speech_engine = speech_engine
        self.speakers_engine = speakers_engine
        self.work = WorkFolder(assignment.work)
        self.desk = draft_folder.DraftFolder(self.work.out, assignment.name)
        self.log: list[str] = []
        self.roster = assignment.profile.roster
        self.glossary = assignment.profile.glossary
        self.findings = Findings()
        self.walk = StageProgress(self.work, progress, stop)

    def result(self) -> Result:
        rights.make(self.work.root)
        fake = self.settings.engine.tier is Tier.FAKE
        found = devices.Found() if fake else self._probe()
        tier = models.best_tier(self.store, self.settings.engine.tier, gpu_memory=found.gpu_memory)
        chosen = models.of_tier(self.store, tier)
        ladder = devices.ladder(self.settings.engine, found)
        engine = f"{tier.value}, {self.settings.engine.mode.value}, {ladder[0]}"
        remembered = self.settings.folders.work
        self.walk.remember(time_estimate.read_pace(remembered, engine))
        hearing = SpeechSteps(self.settings, self.work, self.walk, self.speech_engine, chosen.speech, self.log.append)

        self._papers()
        recording = self._media()
        self.walk.pace.recording = recording.seconds
        self._listening_copy()
        speech_request = self._speech_request(chosen.speech, recording.joints)
        plan = hearing.plan(speech_request, self.assignment.name)
        if chosen.speakers:
            self.speakers_engine.submit(offline.load_pyannote)  # meanwhile; if it fails, the diarizer will say so
        placement = hearing.recognise(speech_request, plan, ladder)
        recognised = speech.read_window_texts(speech_request.out, plan)
        corrector = Corrector(
            self.roster,
            self.glossary,
            base_terms(self.profile.kind),
            office=self._office(recognised),
            phrases=(*phrases(self.profile.kind), *numbered_terms()),
        )
        weighed = hearing.weigh(speech_request, recognised, placement, corrector, self.roster, self.glossary)
        self.speech_engine.shutdown()  # gives the recogniser's memory back before the diarizer needs its own
        voiced = self._speakers(chosen.speakers, ladder, recognised)
        with self.walk.timed("下書きの作成", "drafts"):
            papers = bills.named(item.bill for item in self.findings.agenda)
            meeting = Bills(said=bills.named(recognised.plain()), papers=papers)
            write = Writer(corrector, self.style.text, Reader(), weighed, meeting)
            transcript = self._transcript(recording, recognised, voiced, chosen, placement, write)
            transcript = procedure.attach_procedure(taking_up.with_earlier_decisions(self.work, transcript), Reader())
            result = self._draft(transcript)
        time_estimate.remember_pace(remembered, engine, self.walk.took, recording.seconds)
        return result

    def _office(self, recognised: RecognisedSpeech) -> str:
        """The office as the settings, the recording's title or the meeting itself name it; empty if none does."""
        given = self.profile.options.office or office_in(naming.read_recording_name(self.assignment.name).title)
        if given or self.profile.kind is not RecordKind.COUNCIL:
            return given
        return municipality.told(recognised.plain())

    def _probe(self) -> devices.Found:
        if self.settings.engine.device is Device.CPU:
            return devices.Found()
        try:
            return devices.probe(self.speech_engine, self.speakers_engine)
        except EngineError as e:
            self.log.append(f"GPU を調べられませんでした（{e.found}）。CPU で続けました。")
            return devices.Found()

    def _papers(self) -> None:
        """Let the papers add to what the office knows; without those that cannot be read."""
        papers = self.assignment.papers
        if not papers:
            return
        known = {t.text for t in (*self.glossary.listed().terms, *base_terms(self.profile.kind))}
        path = self.work.papers(keys.papers_key(((p.name, publish.sha256_of(p)) for p in papers), known))
        if not path.exists():
            with self.walk.timed("資料の読み取り", "papers"):
                try:
                    found = self.walk.call(self.speech_engine, findings.read_papers, papers, known)
                except EngineError as e:
                    self.log.append(f"資料を読み取れませんでした（{e.found}）。資料なしで続けました。")
                    return
                durable.write_text(path, found.model_dump_json(indent=1))
        self.findings = Findings.model_validate_json(path.read_text(encoding="utf-8"))
        self.roster = people_tables.merged_rosters(self.roster, self.findings.people)
        self.glossary = findings.with_terms(self.glossary, self.findings)

    @property
    def _wished(self) -> tuple[object, ...]:
        """What tells artefacts of one choice of tracks from those of another; nothing where none was made."""
        wished = self.profile.options.recording.wished
        return (wished,) if wished else ()

    def _media(self) -> Recording:
        keyed = keys.media_key(*self._wished)
        if found := media_step.received(self.work, keyed):
            return found.model_copy(update={"file_name": self.assignment.name})  # it may have been renamed since
        with self.walk.timed("音声の読み込み", "media"):
            return media_step.recording(self.assignment, self.work, keyed, self._decoded)

    def _decoded(self, done: float) -> None:
        self.walk.heed_stop()
        self.walk.tell("音声の読み込み", done)

    def _copied(self, done: float) -> None:
        self.walk.heed_stop()
        self.walk.tell("聞き直し用の音声", done)

    def _speech_request(self, model: models.VerifiedModel | None, joints: tuple[float, ...]) -> SpeechRequest:
        # Without what was learned: the rest of a sentence is heard as it would be if nothing had been (language/recovery.py).
        roster, glossary = Roster(people=self.roster.listed()), self.glossary.listed()
        meeting = (
            self.profile.kind,
            self.profile.options.office,
            self.findings.agenda,
            roster,
            glossary,
            *self._wished,
        )
        return SpeechRequest(
            pcm=self.work.pcm,
            out=self.work.speech(keys.speech_key(model, self.settings.engine.mode, *meeting)),
            model=model.path if model else None,
            device=devices.CPU.device,
            compute_type=devices.CPU.compute_type,
            batch=devices.CPU.batch,
            threads=devices.most_threads(self.settings.engine),
            kind=self.profile.kind,
            roster=roster,
            glossary=glossary,
            agenda=self.findings.agenda,
            office=self.profile.options.office,
            mode=self.settings.engine.mode,
            joints=joints,
        )

    def _speakers(
        self,
        model: models.VerifiedModel | None,
        ladder: list[devices.Placement],
        recognised: RecognisedSpeech,
    ) -> _Voiced:
        """Who speaks when, and what each unit of the recognised text sounds like."""
        bound, stretches = most_voices(self.profile, self.roster), recognised.plan.stretches
        keyed = keys.turns_key(model, bound, stretches, *self._wished)
        request = SpeakersRequest(
            pcm=self.work.pcm,
            out=self.work.turns(keyed),
            model=model.path if model else None,
            device=devices.CPU.device,
            threads=devices.most_threads(self.settings.engine),
            speech=stretches,
            max_speakers=bound,
            levels=self.work.levels if self.work.levels.exists() else None,
        )

        def listen(at: devices.Placement) -> _Voiced:
            placed = replace(request, device=at.device)
            separate = placed.levels and self.walk.call(self.speakers_engine, diarization.by_channel, placed)
            if placed.levels and not separate:
                self.log.append("マイクが1人に1本ではないようなので、声で話者を分けました。")
            waiting = diarization.pending_pieces(placed)
            for done, index in enumerate(waiting):
                self.walk.tell("話者の区別", done / len(waiting))
                self.walk.call(self.speakers_engine, diarization.listen, placed, index)
            self.walk.call(self.speakers_engine, diarization.bring_together, placed)
            turns = Turns.model_validate_json(placed.out.read_text(encoding="utf-8"))
            units_key = keys.units_key(recognised, turns)
            units = self._units(recognised, turns, units_key)
            return _Voiced(turns, units, self._likeness(placed, turns, units, keys.likeness_key(units_key, keyed)))

        with self.walk.timed("話者の区別", "speakers"):
            return devices.descend(devices.of_devices(ladder), listen, self.log.append)

    def _units(self, recognised: RecognisedSpeech, turns: Turns, keyed: str) -> tuple[Unit[Character], ...]:
        path = self.work.units(keyed)
        units = assemble.read_units(path)
        if units is None:
            units = tuple(assemble.units_of(recognised.texts, turns, recognised.plan.stretches))
            assemble.write_units(path, units)
        return units

    def _likeness(
        self, request: SpeakersRequest, turns: Turns, units: tuple[Unit[Character], ...], keyed: str
    ) -> npt.NDArray[np.float32]:
        """(units, voices): what is kept if it was made for these, else made now."""
        path, voices = self.work.likeness(keyed), [v.speaker for v in turns.voices]
        stretches = [(u.start, u.end) for u in units]
        table = likeness.read_likeness(path, stretches, voices)
        if table is None:
            self.walk.call(self.speakers_engine, likeness.compare_voices, request, stretches, path)
            table = likeness.read_likeness(path, stretches, voices)
        if table is None:
            raise EngineFailed(
                "声を比べた結果が、文字起こしと合いません。",
                "もう一度お試しください。続くときは管理者に伝えてください。",
            )
        return table

    def _transcript(
        self,
        recording: Recording,
        recognised: RecognisedSpeech,
        voiced: _Voiced,
        chosen: models.TierModels,
        placement: devices.Placement,
        write: Writer,
    ) -> Transcript:
        turns, kind = voiced.turns, self.profile.kind
        said = assemble.assemble(recognised.texts, voiced.units, turns, likeness=voiced.likeness, kind=kind)
        said = assemble.name_speakers(said, self.roster, kind)
        channels = self.profile.options.channels
        utterances, speakers = assemble.name_channels(said.utterances, said.speakers, channels, self.roster)
        mode = self.profile.options.voices
        if mode is not Voices.OFF and chosen.speakers is not None:
            book = enrolled.read_enrolled(enrolled.path(self.settings.folders.work))
            suggested = enrolled.suggest(turns.voices, book, keys.embeddings_key(chosen.speakers), turns.unrelated)
            utterances, speakers = assemble.suggest_names(utterances, speakers, suggested, give=mode is Voices.NAME)
        named = naming.read_recording_name(self.assignment.name)
        return Transcript(
            meeting=Meeting(
                kind=kind,
                title=named.title,
                date=named.date,
                started_at=named.started(self.profile.options.starts_at),
                profile=self.profile.name,
                agenda=self.findings.agenda,
                papers=self.findings.papers,
            ),
            recording=recording,
            roster=self.roster,
            speakers=speakers,
            utterances=assemble.written_utterances(replace(said, utterances=utterances), write),
            doubts=said.doubts,
            turns=tuple(SpeakerTurn(speaker=t.speaker, start=t.start, end=t.end) for t in turns.overlapped),
            analysed=turns.analysed,
            speech_seconds=round(recognised.plan.speech_seconds, 1),
            provenance=provenance.provenance_of(
                self.settings, chosen, placement, log=self.log, took=self.work.stage_seconds(), now=self.now()
            ),
        )

    def _listening_copy(self) -> None:
        if self.profile.options.player and not self.desk.sound.exists():
            with self.walk.timed("聞き直し用の音声", "listening"):
                self.desk.make_folders()
                listening_copy.write_listening_copy(Pcm(self.work.pcm), self.desk.sound, self._copied)

    def _draft(self, transcript: Transcript) -> Result:
        result = draft_folder.draft(
            transcript, profile=self.profile, template=self.template, style=self.style, desk=self.desk
        )
        self.walk.tell("下書きの作成", 1.0)
        return result
