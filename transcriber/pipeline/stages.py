"""The stages from recording to draft: the real `Pipeline` (work/contract.py), and the one place where their order stands.

    papers → media → plan → speech → second hearing → speakers → transcript → draft

What is recognised is given to voices and named as it is; it is written (corrected, edited) last, in the transcript. Transcript
and draft run here; papers, plan, speech and second hearing run in one child process, speakers in another, media in a third. The
diarizer's libraries take ten seconds to import: that happens while speech is recognised. The first two stay for the next recording while one
waits (system/warm_engines.py).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Protocol, TypeVar

from transcriber import models
from transcriber.drafts import word
from transcriber.errors import EngineError
from transcriber.minutes import naming
from transcriber.minutes.people import Roster
from transcriber.minutes.stage_names import Stage
from transcriber.minutes.text_style import TextStyle
from transcriber.minutes.transcript import PaperUsed, Recording, RecordKind, Transcript
from transcriber.papers import papers_stage
from transcriber.pipeline import draft_folder, masked_sound, media_child, media_stage
from transcriber.profiles.profile import Profile
from transcriber.recognition.knowledge import MeetingKnowledge, speech_request
from transcriber.recognition.speech_stages import HeardSpeech, RemoteWindows, SpeechStages
from transcriber.settings import Device, Settings, Tier
from transcriber.system import devices, engines, offline, rights, wall_clock
from transcriber.system.recording_engines import OwnEngines, RecordingEngines, SharedEngines
from transcriber.system.warm_engines import WarmEngines
from transcriber.transcripts import provenance, transcript_stage
from transcriber.transcripts.pieces_ahead import PiecesAhead, RemoteSpeakers, pieces_ahead
from transcriber.transcripts.speakers_stage import SpeakersStage
from transcriber.transcripts.transcript_stage import Understood
from transcriber.work import time_estimate
from transcriber.work.contract import Assignment, Progress, Result, Stop, WaitingPapers, untold
from transcriber.work.progress import StageProgress
from transcriber.work.received import received
from transcriber.work.workfolder import WorkFolder

_T = TypeVar("_T")

_GUESTS = 2
"""Voices beyond the roster that a council meeting may hold."""


class RecordingHelp(RemoteWindows, RemoteSpeakers, Protocol):
    """Other computers' part in one recording."""


class HelpingComputers(Protocol):
    """Other computers that do a share of the work (transcriber/cluster)."""

    def recording(self, profile: str) -> AbstractContextManager[RecordingHelp]:
        """Their part in one recording, for as long as the block runs. Args: profile: its name; profiles share them evenly."""


@dataclass(frozen=True)
class Stages:
    """Runs what is missing of a job. With other computers, several threads may run one each.

    Args:
        settings: of the installation.
        elsewhere: other computers that help; None: all is done here, and no socket is opened.
        now: the wall clock (timezone-aware); injected for tests.
        observe: told what was understood of each recording before it is written, with its profile and style (refitting/).
    """

    settings: Settings
    elsewhere: HelpingComputers | None = None
    now: Callable[[], dt.datetime] = wall_clock.time_now
    observe: Callable[[Understood, Profile, TextStyle], None] | None = None

    def __post_init__(self) -> None:
        if self.elsewhere is not None:
            _ = self.shared_engines  # made once, before there are threads

    @cached_property
    def store(self) -> models.ModelStore:
        """Opened once: it remembers the hashes of gigabytes from one recording to the next."""
        return models.open_store(self.settings)

    @cached_property
    def engines(self) -> WarmEngines:
        """Kept from one recording to the next while others wait."""
        return WarmEngines(devices.most_threads(self.settings.engine))

    @cached_property
    def shared_engines(self) -> SharedEngines:
        """Those engines, where several recordings are in work."""
        return SharedEngines(self.engines, devices.most_threads(self.settings.engine))

    def __call__(self, assignment: Assignment, *, progress: Progress, stop: Stop) -> Result:
        template, style = draft_folder.choose_template(assignment.profile, self.settings.folders.templates)
        word.check_template(template)  # before hours of work, not after
        walk = StageProgress(WorkFolder(assignment.work), progress, stop)
        if self.elsewhere is None:
            with self.engines.borrowed(lambda: run.others_wait()) as pair:
                run = _Run(self, assignment, template, style, OwnEngines(self.engines, pair), walk)
                return run.result()
        with (
            self.elsewhere.recording(assignment.profile.name) as help_,
            self.shared_engines.lent(assignment.others_wait) as lent,
        ):
            return _Run(self, assignment, template, style, lent, walk, help_).result()

    def read_papers(self, waiting: WaitingPapers, *, stop: Stop) -> None:
        """Make the artefact of the papers stage in a small process of its own: no weights, and nothing that a recording in work has."""
        work = WorkFolder(waiting.work)
        rights.make(work.root)
        walk = StageProgress(work, untold, stop)
        with engines.EngineProcess(threads=1) as reader:
            papers_stage.papers_found(
                waiting.papers, self.known(waiting.profile, waiting.name), work, walk, reader, _unnoted
            )

    def known(self, profile: Profile, name: str) -> MeetingKnowledge:
        """What the profile says of the meeting of a recording. Args: name: what staff called it."""
        day = naming.read_recording_name(name).date
        known = profile.known_on(day or self.now().date())
        return MeetingKnowledge(profile.kind, profile.options.office, *known, day=day)


def _unnoted(line: str) -> None:
    """For what is noted again in the recording's turn."""


def most_voices(profile: Profile, roster: Roster) -> int | None:
    """How many voices a meeting may hold; None: any number. A list of all who may speak bounds them, people learned one by one
    do not."""
    if profile.options.max_speakers is not None:
        return profile.options.max_speakers
    listed = profile.kind is RecordKind.COUNCIL and roster.listed()
    return len(roster.people) + _GUESTS if listed else None


_MOST_REMARKS = 20
"""Places of roster and glossary named in the record of how a draft came to be."""


class _Run:
    """One job's walk through the stages."""

    def __init__(
        self,
        stages: Stages,
        assignment: Assignment,
        template: Path,
        style: word.HouseStyle,
        engines: RecordingEngines,
        walk: StageProgress,
        elsewhere: RecordingHelp | None = None,
    ) -> None:
        self.stages = stages
        self.settings = stages.settings
        self.assignment = assignment
        self.profile = assignment.profile
        self.template = template
        self.style = style
        self.engines = engines
        self.elsewhere = elsewhere
        self.work = WorkFolder(assignment.work)
        self.folder = draft_folder.DraftFolder(self.work.out, draft_folder.draft_name(assignment.name, self.profile))
        self.log: list[str] = []
        self.walk = walk
        self.tier = Tier.AUTO
        self.on_card = False
        wished = self.profile.options.recording.wished
        self.media_key = media_stage.media_key(*((wished,) if wished else ()))
        self.known = stages.known(self.profile, assignment.name)

    def result(self) -> Result:
        rights.make(self.work.root)
        fake = self.settings.engine.tier is Tier.FAKE
        found = devices.Found() if fake else self.engines.remembered(self._probe)
        tier = models.best_tier(self.stages.store, self.settings.engine.tier, gpu_memory=found.gpu_memory)
        self.tier = tier
        chosen = models.of_tier(self.stages.store, tier)
        self.engines.serve(chosen)
        ladder = devices.ladder(self.settings.engine, found)
        speaker_ladder = devices.speaker_ladder(self.settings.engine, found)
        self.engines.on_card = any(at[0].device != devices.CPU.device for at in (ladder, speaker_ladder))
        if found.trouble:
            self.log.append(f"GPU（{found.gpu_name}）を文字起こしに使えませんでした。{found.trouble}")
        shared = ", shared" if self.elsewhere else ""
        engine = f"{tier.value}, {self.settings.engine.mode.value}, {ladder[0]}{shared}"
        remembered = self.settings.folders.work
        self.walk.remember(time_estimate.read_pace(remembered, engine))

        self.log += [str(remark) for remark in self.profile.unread[:_MOST_REMARKS]]
        papers = papers_stage.papers_found(
            self.assignment.papers, self.known, self.work, self.walk, self.engines.light, self.log.append
        )
        named = (*papers_stage.papers_told(self.known, papers), *self.assignment.left_out)
        self.known = papers_stage.with_papers(self.known, papers)
        unread = self.known.unread_names()
        self.log.extend(filter(None, (unread,)))
        recording = self._media()
        self.walk.pace.recording = recording.seconds
        with pieces_ahead(self.elsewhere) as ahead:
            understood, chosen, placement = self._understood(chosen, ladder, speaker_ladder, recording, named, ahead)
        if self.stages.observe:
            self.stages.observe(understood, self.profile, self.style.text)
        made = provenance.provenance_of(
            self.settings,
            chosen,
            placement,
            log=self.log,
            took=self.work.stage_seconds(),
            now=self.stages.now(),
        )
        with self.engines.place(self.walk.heed_stop):
            transcript = transcript_stage.transcript_of(understood, self.profile, self.style.text, self.work, made)
            view = draft_folder.shown(transcript, self.profile)
            self._listening_copy(view)
            with self.walk.timed(Stage.DRAFTS):
                result = draft_folder.draft(
                    transcript,
                    profile=self.profile,
                    template=self.template,
                    style=self.style,
                    desk=self.folder,
                    view=view,
                )
                self.walk.tell(Stage.DRAFTS, 1.0)
        time_estimate.remember_pace(remembered, engine, self.walk.took, recording.seconds)
        return replace(result, note="".join((papers_stage.unread_note(named), self.profile.unread_note, unread)))

    def others_wait(self) -> bool:
        """Whether engines are to stay for another recording. On a card they are not: each needs its memory."""
        return not self.on_card and self.assignment.others_wait()

    def _understood(
        self,
        chosen: models.TierModels,
        ladder: list[devices.Placement],
        speaker_ladder: list[devices.Placement],
        recording: Recording,
        papers: tuple[PaperUsed, ...],
        ahead: PiecesAhead | None,
    ) -> tuple[Understood, models.TierModels, devices.Placement]:
        """What the engines find, with which models, and where recognition ran in the end."""
        engine = self.settings.engine
        if chosen.speakers:
            self.engines.prepare_speakers(offline.load_pyannote)

        def listen(
            used: models.TierModels, rungs: list[devices.Placement]
        ) -> tuple[models.TierModels, SpeechStages, HeardSpeech]:
            hearing = SpeechStages(
                self.settings,
                self.work,
                self.walk,
                self.engines,
                used.speech,
                self.log.append,
                self.elsewhere,
            )
            request = speech_request(
                self.known, self.work, engine, used.speech, media_key=self.media_key, joints=recording.joints
            )
            return used, hearing, hearing.heard(request, self.assignment.name, rungs, corrector, planned)

        def planned(stretches: Sequence[tuple[float, float]]) -> None:
            step.begin(stretches, most, counted)

        named = naming.read_recording_name(self.assignment.name)
        counted = named.speakers or self.profile.options.speakers
        most = most_voices(self.profile, self.known.roster)
        step = SpeakersStage(
            engine,
            self.work,
            self.walk,
            self.engines,
            chosen.speakers,
            self.media_key,
            self.log.append,
            recording.joints,
            self.elsewhere,
            ahead,
        )
        office = self.known.office_given(named.title)
        corrector = self.known.corrector(office)
        chosen, hearing, heard = self._on_its_device(chosen, ladder, listen)
        recognised = hearing.texts(heard.request, heard.plan)
        if office != (told := self.known.office_as_heard(named.title, recognised)):
            corrector = self.known.corrector(told)
        weighed = hearing.weigh(heard.request, recognised, heard.placement, corrector, self.known)
        self.on_card = any(at.device != devices.CPU.device for at in (heard.placement, speaker_ladder[0]))
        self.engines.recognised(self.others_wait)
        # On a processor for which other models are used in the end, they are asked for anew.
        step = replace(step, model=chosen.speakers)
        voiced = step.voiced(recognised, most, speaker_ladder, counted)
        understood = Understood(
            name=self.assignment.name,
            recording=recording,
            known=self.known,
            papers=papers,
            recognised=recognised,
            voiced=voiced,
            corrector=corrector,
            weighed=weighed,
            speaker_model=chosen.speakers,
            work=self.settings.folders.work,
            weights=transcript_stage.doubt_weights(chosen.speech),
        )
        return understood, chosen, heard.placement

    def _on_its_device(
        self,
        chosen: models.TierModels,
        ladder: list[devices.Placement],
        work: Callable[[models.TierModels, list[devices.Placement]], _T],
    ) -> _T:
        """`work` with the models and down the ladder; where that ends on the processor, with those that suit a processor."""
        tier = models.best_tier(self.stages.store, self.settings.engine.tier, gpu_memory=0)
        card = [at for at in ladder if at.device != devices.CPU.device]
        if not card or tier is self.tier:
            return work(chosen, ladder)
        try:
            return work(chosen, card)
        except EngineError as e:
            self.log.append(f"GPU で失敗したため、CPU に合うモデル（{tier.value}）で続けました（{e.found}）。")
            return work(models.of_tier(self.stages.store, tier), [devices.CPU])

    def _probe(self) -> devices.Found:
        if self.settings.engine.device is Device.CPU:
            return devices.Found()
        try:
            heed = self.walk.heed_stop
            with self.engines.speech(heed) as speech, self.engines.speakers(heed) as speakers:
                return devices.probe(speech, speakers)
        except EngineError as e:
            self.log.append(f"GPU を調べられませんでした（{e.found}）。CPU で続けました。")
            return devices.Found()

    def _media(self) -> Recording:
        if found := received(self.work, self.media_key):
            return found.model_copy(update={"file_name": self.assignment.name})  # it may have been renamed since
        with self.engines.place(self.walk.heed_stop), self.walk.timed(Stage.MEDIA):
            return media_child.read_recording(self.assignment, self.work, self.media_key, self.walk, self.known.prepare)

    def _listening_copy(self, view: Transcript) -> None:
        if self.profile.options.player:
            with self.walk.timed(Stage.LISTENING):
                told = self._told(Stage.LISTENING)
                masked_sound.make_sound(view, self.profile, self.folder.sound_file, self.work.pcm, told)

    def _told(self, stage: Stage) -> Callable[[float], None]:
        """What a stage that runs here tells on its way; it may raise to stop."""

        def tell(done: float) -> None:
            self.walk.heed_stop()
            self.walk.tell(stage, done)

        return tell
