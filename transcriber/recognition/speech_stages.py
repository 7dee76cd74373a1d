"""The speech side of a job, as far as the engine's child process does it: windows, their text, and the second hearing."""

from __future__ import annotations

import contextlib
import datetime as dt
import functools
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Protocol, TypeVar

from transcriber import models
from transcriber.errors import EngineDied, EngineError, SilentRecording
from transcriber.language.correction import Corrector
from transcriber.language.readings import Reader
from transcriber.language.recovery import Recovery
from transcriber.language.weighing import SoundScores
from transcriber.minutes.people import Roster
from transcriber.minutes.stage_names import Stage
from transcriber.minutes.terms import Glossary
from transcriber.recognition import learned_words, second_hearing
from transcriber.recognition.knowledge import MeetingKnowledge
from transcriber.settings import Mode, Settings
from transcriber.speech import calibration, scoring
from transcriber.speech import rehearing as hear_again
from transcriber.speech import speech_engine as speech
from transcriber.speech.prompt import Prompt
from transcriber.speech.speech_engine import RecognisedSpeech, SpeechRequest
from transcriber.speech.windows import LONGEST_WINDOW
from transcriber.system import devices, durable
from transcriber.system.recording_engines import RecordingEngines
from transcriber.work.progress import StageProgress
from transcriber.work.shared_work import SharedAccount, SharedOut
from transcriber.work.workfolder import WorkFolder, artefact_key

_T = TypeVar("_T")

_BATCH = 4
"""Windows sent to the child at once: about two minutes of audio, so that a stop is obeyed within seconds."""


def weighed_key(speech_key: str, *known: object) -> str:
    """Of what the sound says about possible corrections.

    Args:
        known: everything that the office knows, what was learned included.
    """
    return artefact_key(second_hearing.SECOND_HEARING_FORMAT, speech_key, *known)


@dataclass(frozen=True)
class HeardSpeech:
    """What was asked for, the windows it was planned in, and where they were recognised."""

    request: SpeechRequest
    plan: speech.Plan
    placement: devices.Placement


@dataclass(frozen=True)
class RemoteSecondHearing:
    """What is to be asked of windows as soon as their text is known.

    Attributes:
        ask: what is worth asking about a window that was just kept, by its index.
        take: takes the answers.
    """

    ask: Callable[[int], Sequence[scoring.ScoringQuestion]]
    take: Callable[[Mapping[scoring.ScoringQuestion, scoring.Answer]], None]


class RemoteWindows(Protocol):
    """Other computers that recognise windows."""

    def windows(
        self,
        request: SpeechRequest,
        plan: speech.Plan,
        model: models.VerifiedModel | None,
        prompts: Callable[[Sequence[str]], list[Prompt]],
        heed: Callable[[float], None],
        second: RemoteSecondHearing | None = None,
        rest: Callable[[float], None] = lambda _: None,
    ) -> SharedOut:
        """Recognise what is missing, until all is done, nobody is there, or a window is left to this computer.

        Args:
            prompts: what the recogniser is told after each of some texts.
            heed: told how much is done (0..1); raises to stop.
            second: what the sound is asked about each window then, while whoever recognised it still has it encoded.
            rest: told the seconds in which it was other recordings' turn; 0: it is this one's.
        """

    def answers(
        self,
        request: SpeechRequest,
        model: models.VerifiedModel | None,
        questions: Sequence[scoring.ScoringQuestion],
        heed: Callable[[float], None],
    ) -> Mapping[scoring.ScoringQuestion, scoring.Answer]:
        """What the sound says to some questions; those that nobody answered are left out."""


@dataclass(frozen=True)
class SpeechStages:
    """Does what is missing of one recording's recognition.

    Args:
        engines: the processes that it runs in.
        model: None for the fake recogniser.
        note: takes a line, in Japanese, for the record of how the draft came to be.
        elsewhere: other computers that help; None: there are none.
        answers: what the sound said to the questions of the second hearing that were asked already.
        looked_at: what was found in texts that were looked at already.
        reader: finds what sounds like a word that weighs heavily on a person.
    """

    settings: Settings
    work: WorkFolder
    walk: StageProgress
    engines: RecordingEngines
    model: models.VerifiedModel | None
    note: Callable[[str], None]
    elsewhere: RemoteWindows | None = None
    answers: dict[scoring.ScoringQuestion, scoring.Answer] = field(default_factory=dict)
    looked_at: second_hearing.LookedAt = field(default_factory=dict)
    reader: Reader = field(default_factory=Reader)

    def heard(
        self,
        request: SpeechRequest,
        name: str,
        ladder: list[devices.Placement],
        corrector: Corrector,
        planned: Callable[[Sequence[tuple[float, float]]], None] = lambda _: None,
    ) -> HeardSpeech:
        """Plan and recognise a recording called `name`. Raises as `plan`.

        Args:
            corrector: knows what the second hearing will most likely ask.
            planned: told where there is speech, before any of it is recognised.
        """
        plan = self.plan(request, name, corrector.prepare)
        planned(plan.stretches)
        return HeardSpeech(request, plan, self.recognise(request, plan, ladder, corrector))

    def plan(self, request: SpeechRequest, name: str, meanwhile: Callable[[], None] | None = None) -> speech.Plan:
        """Where there is speech.

        Args:
            name: of the recording, for the message.
            meanwhile: what is done here while it is looked for.

        Raises:
            SilentRecording: nobody speaks.
        """
        with (
            self.engines.place(self.walk.heed_stop),
            self.walk.timed(Stage.VOICE, found=float(speech.has_plan(request))),
        ):
            plan = self.walk.call(self.engines.light, speech.plan, request, meanwhile=meanwhile)
        if not plan.windows:  # nobody speaks, or for no longer than a click
            raise SilentRecording(
                f"「{name}」からは人の声が見つかりませんでした。",
                "録音を再生して声が入っているか確かめてください。小さいだけなら、音量を上げた録音を入れ直してください。",
            )
        return plan

    def recognise(
        self, request: SpeechRequest, plan: speech.Plan, ladder: list[devices.Placement], corrector: Corrector
    ) -> devices.Placement:
        """Recognise what is not recognised yet, down the ladder where memory runs short; where it was done."""

        account = SharedAccount(Stage.SPEECH.label)

        def recognise(at: devices.Placement) -> devices.Placement:
            placed: SpeechRequest | None = None
            while waiting := speech.pending_windows(request, plan):
                self.walk.tell(Stage.SPEECH, found())
                shared = self._elsewhere(request, plan, account, corrector)
                if not (waiting := speech.pending_windows(request, plan)):
                    break
                with self.engines.speech(self.walk.heed_stop) as engine:
                    placed = placed or self._placed(request, at)
                    if shared.left_to_us is not None:
                        self._alone(placed, plan, shared)
                    else:
                        ahead = self._looking_ahead(placed, plan, waiting[:_BATCH], corrector)
                        self.walk.call(
                            engine, speech.recognise, placed, plan, waiting[:_BATCH], done=found, meanwhile=ahead
                        )
                        if at.device == devices.CPU.device and request.mode is not Mode.FAST:
                            self._ask_soon(placed, plan, waiting[:_BATCH], corrector)
                account.here += len(waiting) - len(speech.pending_windows(request, plan))
            self.walk.tell(Stage.SPEECH, 1.0)
            return at

        def found() -> float:
            return 1 - len(speech.pending_windows(request, plan)) / len(plan.windows)

        with self.walk.timed(Stage.SPEECH, found=found()):
            at = devices.descend(ladder, recognise, self.note)
        if self.elsewhere is not None and account.line():
            self.note(account.line())
        return at

    def _elsewhere(
        self, request: SpeechRequest, plan: speech.Plan, account: SharedAccount, corrector: Corrector
    ) -> SharedOut:
        """What other computers do of it, where there are any."""
        if self.elsewhere is None:
            return SharedOut({})

        def questions(index: int) -> list[scoring.ScoringQuestion]:
            text = speech.read_window_text(request.out, index)
            asked = second_hearing.questions([plan.windows[index]], [text], corrector, self.looked_at, self.reader)
            return [a.question for a in asked if a.question not in self.answers]

        def prompts(recent: Sequence[str]) -> list[Prompt]:
            return self.walk.call(self.engines.light, speech.prompts_after, request, recent)

        hears_twice = self.model is not None and request.mode is not Mode.FAST
        second = RemoteSecondHearing(questions, self.answers.update) if hears_twice else None
        shared = self.elsewhere.windows(request, plan, self.model, prompts, self._heed, second, self.walk.rest)
        account.add(shared)
        return shared

    def _heed(self, done: float) -> None:
        self.walk.tell_change(Stage.SPEECH, done)

    def _alone(self, placed: SpeechRequest, plan: speech.Plan, shared: SharedOut) -> None:
        """A window that other computers failed on, by itself. What engines died of there and die of here is set aside."""
        index = shared.left_to_us
        assert index is not None
        try:
            self._with_weights(speech.recognise, placed, plan, [index])
        except EngineDied:
            if not shared.deadly:
                raise
            speech.set_aside(placed, plan, index)
            start = dt.timedelta(seconds=round(plan.windows[index].start))
            self.note(
                f"{start} からの約{LONGEST_WINDOW:.0f}秒は、どのパソコンでも認識プログラムが止まったので、空けて先へ進みました。"
                "聞いて補ってください。"
            )

    def _looking_ahead(
        self, request: SpeechRequest, plan: speech.Plan, indices: Sequence[int], corrector: Corrector
    ) -> Callable[[], None] | None:
        """Looks for what may be asked about a window as soon as the child has kept it, and goes on with the next."""
        if request.mode is Mode.FAST:
            return None
        left = list(indices)

        def look() -> None:
            text = speech.kept_window(request, left[0]) if left else None
            if text is not None:
                second_hearing.questions([plan.windows[left.pop(0)]], [text], corrector, self.looked_at, self.reader)

        return look

    def _ask_soon(
        self, request: SpeechRequest, plan: speech.Plan, indices: Sequence[int], corrector: Corrector
    ) -> None:
        """Ask about windows while the child still has their sound encoded: later each would be encoded once more."""
        texts = [speech.read_window_text(request.out, i) for i in indices]
        windows = [plan.windows[i] for i in indices]
        asked = second_hearing.questions(windows, texts, corrector, self.looked_at, self.reader)
        with contextlib.suppress(EngineError):  # the second hearing asks again, and tells
            self._compare(request, [a.question for a in asked])

    def _ask_elsewhere(self, request: SpeechRequest, questions: Sequence[scoring.ScoringQuestion]) -> None:
        """Put what was not asked yet to other computers; what they leave is asked here."""
        new = [q for q in questions if q not in self.answers]
        if self.elsewhere is not None and self.model is not None and new:
            heed = functools.partial(self.walk.tell_change, Stage.WEIGHING)
            self.answers.update(self.elsewhere.answers(request, self.model, new, heed))

    def _compare(
        self, request: SpeechRequest, questions: Sequence[scoring.ScoringQuestion]
    ) -> list[scoring.Answer] | None:
        """What the sound says; it is asked what it was not asked before."""
        new = [q for q in questions if q not in self.answers]
        if new:
            found = self._with_weights(scoring.score_alternatives, request, new)
            if found is None:
                return None
            self.answers.update(zip(new, found, strict=True))
        return [self.answers[q] for q in questions]

    def texts(self, request: SpeechRequest, plan: speech.Plan) -> RecognisedSpeech:
        """All of what was recognised; the window files are read here, once."""
        return speech.read_window_texts(request.out, plan)

    def weigh(
        self,
        request: SpeechRequest,
        recognised: RecognisedSpeech,
        placement: devices.Placement,
        corrector: Corrector,
        known: MeetingKnowledge,
    ) -> SoundScores:
        """What the sound says about words that may have been misheard; nothing, if the recogniser cannot tell.

        Args:
            known: everything the office knows, what was learned included.
        """
        if self.settings.engine.mode is Mode.FAST:
            return SoundScores()
        path = self.work.weighed(weighed_key(request.out.name, known.roster, known.glossary, request.office))
        if path.exists():
            return SoundScores.model_validate_json(path.read_text(encoding="utf-8"))
        placed = self._placed(request, placement)
        with self.walk.timed(Stage.WEIGHING):
            windows = recognised.plan.windows
            asked = second_hearing.questions(windows, recognised.texts, corrector, self.looked_at, self.reader)
            self._ask_elsewhere(request, [a.question for a in asked])
            outcome = second_hearing.ask(asked, lambda some: self._compare(placed, some))
            reminded = self._recall(placed, recognised, known.roster, known.glossary)
            weighed = outcome.weighed.model_copy(update={"recalled": reminded.recalled})
            if failure := outcome.failure or reminded.failure:  # not kept: whoever runs this job again asks again
                self.note(f"言葉の確かめを途中でやめました（{failure.found}）。")
            else:
                durable.write_text(path, weighed.model_dump_json())
        return weighed

    def _recall(
        self, request: SpeechRequest, recognised: RecognisedSpeech, roster: Roster, glossary: Glossary
    ) -> learned_words.RehearingOutcome:
        """Learned words that are heard once the recogniser is told of them."""
        recovery = Recovery(roster, glossary, self.reader)
        if not recovery:
            return learned_words.RehearingOutcome()
        told = replace(request, roster=roster, glossary=glossary)
        return learned_words.recall(
            learned_words.doubted(recognised.plan.windows, recognised.texts, recovery),
            recovery,
            lambda some: self._with_weights(hear_again.hear, told, some),
            lambda some: self._with_weights(scoring.score_alternatives, request, some),
        )

    def _with_weights(self, function: Callable[..., _T], *arguments: object) -> _T:
        """Run it where the recogniser's weights are, in this recording's turn."""
        with self.engines.speech(self.walk.heed_stop) as engine:
            return self.walk.call(engine, function, *arguments)

    def _placed(self, request: SpeechRequest, at: devices.Placement) -> SpeechRequest:
        """The request as it is run at a placement: whoever asks differently makes the child load the model again."""
        placed = replace(request, device=at.device, compute_type=at.compute_type, batch=at.batch)
        return replace(placed, threads=self._threads(placed)) if at.device == devices.CPU.device else placed

    def _threads(self, request: SpeechRequest) -> int:
        """The fastest number of threads, measured the first time a model runs on this machine's processor."""
        model = self.model
        if model is None:
            return request.threads
        try:
            return calibration.best_threads(
                self.settings.folders.work,
                model.path,
                model.files,
                request.compute_type,
                devices.thread_choices(self.settings.engine),
                lambda *arguments: self._with_weights(calibration.measure_threads, *arguments),
            )
        except EngineError as e:
            self.note(f"CPU のスレッド数を測れませんでした（{e.found}）。{request.threads}で続けました。")
            return request.threads
