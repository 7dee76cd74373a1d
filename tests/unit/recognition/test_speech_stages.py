"""What the recogniser's child is asked of one recording: with whatever settings, always the same ones."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from support.speech_requests import fake_request

from transcriber.errors import EngineDied
from transcriber.language.correction import Corrector, WordCandidate
from transcriber.language.weighing import Measured, SoundScores
from transcriber.minutes.people import Person, Roster
from transcriber.minutes.terms import Glossary
from transcriber.minutes.transcript import DoubtKind, RecordKind
from transcriber.models import VerifiedModel
from transcriber.models.catalogue import Tuning
from transcriber.recognition import learned_words, second_hearing
from transcriber.recognition.knowledge import MeetingKnowledge, speech_request
from transcriber.recognition.speech_stages import RemoteSecondHearing, SpeechStages
from transcriber.settings import Engine, Folders, Mode, Settings
from transcriber.speech import calibration, scoring, speech_engine
from transcriber.speech.audit import WindowText
from transcriber.speech.effort import CAREFUL, FAST
from transcriber.speech.scoring import ScoringQuestion
from transcriber.speech.speech_engine import Plan, RecognisedSpeech, SpeechRequest
from transcriber.speech.voice import Span
from transcriber.speech.windows import Window
from transcriber.system import devices
from transcriber.system.devices import Placement
from transcriber.system.recording_engines import OwnEngines
from transcriber.system.warm_engines import EnginePair, WarmEngines
from transcriber.work.contract import untold
from transcriber.work.progress import StageProgress
from transcriber.work.shared_work import SharedOut
from transcriber.work.workfolder import WorkFolder

MEASURED = 3
NO_PROCESS = OwnEngines(WarmEngines(1), EnginePair(None, None))  # type: ignore[arg-type]
"""What is asked is scripted."""

CORRECTOR = Corrector.__new__(Corrector)
"""Is passed along: what is asked is scripted."""

PLAN = Plan((Span(0.0, 2.0),), (Window(0, (Span(0.0, 2.0),)),))


QUESTION = ScoringQuestion(0.0, 2.0, "今度議員", ("近藤議員",))


class Asking(StageProgress):
    """Keeps the requests and the questions instead of running them; every answer is the question's number."""

    def __init__(self, work: WorkFolder) -> None:
        super().__init__(work, untold, lambda: False)
        self.requests: list[SpeechRequest] = []
        self.questions: list[ScoringQuestion] = []

    def call(self, engine: Any, function: Callable[..., Any], *arguments: Any, **_: Any) -> Any:
        self.requests += [a for a in arguments if isinstance(a, SpeechRequest)]
        if function is speech_engine.recognise:
            request = arguments[0]
            request.out.mkdir(exist_ok=True)
            text = WindowText(index=0, start=0.0, end=2.0, characters=(), doubts=())
            (request.out / "0000.json").write_text(text.model_dump_json(), encoding="utf-8")
        if function is scoring.score_alternatives:
            self.questions += arguments[1]
            return [(float(len(self.questions)),)] * len(arguments[1])
        return []


@pytest.fixture
def asking(tmp_path: Path) -> Asking:
    return Asking(WorkFolder(tmp_path))


@pytest.fixture
def stages(tmp_path: Path, asking: Asking, monkeypatch: pytest.MonkeyPatch) -> SpeechStages:
    """Of a recording about which the second hearing has one question."""
    monkeypatch.setattr(calibration, "best_threads", lambda *_: MEASURED)
    candidate = WordCandidate(0, 1, "近藤", Measured(0.1, 0.3, 4, 1.0, False, 0, True, True, False, False))
    asked = second_hearing.Asked(QUESTION, (candidate,))
    monkeypatch.setattr(second_hearing, "questions", lambda *_: [asked])
    model = VerifiedModel(tmp_path, "large", "1", "MIT", {})
    settings = Settings(folders=Folders(work=tmp_path), engine=Engine())
    return SpeechStages(settings, asking._work, asking, NO_PROCESS, model, print)


def request_of(folder: Path, roster: Roster = Roster(), mode: Mode = Mode.CAREFUL) -> SpeechRequest:  # noqa: B008
    return SpeechRequest(
        folder / "audio.pcm",
        folder / "speech",
        folder,
        "cpu",
        "int8",
        4,
        8,
        RecordKind.COUNCIL,
        roster,
        Glossary(),
        mode=mode,
    )


def weighed(stages: SpeechStages, request: SpeechRequest, at: Placement) -> SoundScores:
    recognised = RecognisedSpeech(PLAN, speech_engine.read_window_texts(request.out, PLAN).texts)
    known = MeetingKnowledge(RecordKind.COUNCIL, "", Roster(), Glossary())
    return stages.weigh(request, recognised, at, CORRECTOR, known)


def test_a_window_is_asked_about_while_its_sound_is_still_encoded(
    stages: SpeechStages, asking: Asking, tmp_path: Path
) -> None:
    """On a processor a large model's encoder is most of the price."""
    request = request_of(tmp_path)
    at = stages.recognise(request, PLAN, [devices.CPU], CORRECTOR)
    assert asking.questions == [QUESTION]
    assert [h.sound for h in weighed(stages, request, at).heard] == [1.0]
    assert asking.questions == [QUESTION]  # and not once more


def test_the_words_of_a_window_are_looked_for_while_the_child_works_on_the_next(
    stages: SpeechStages, asking: Asking, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of tens of thousands of terms that takes a second a minute of speech, in which the recogniser would wait."""
    looked: list[int] = []
    monkeypatch.setattr(second_hearing, "questions", lambda w, *_: looked.extend(x.index for x in w) or [])
    plan = Plan(PLAN.speech, (*PLAN.windows, Window(1, (Span(2.0, 4.0),))))
    request = request_of(tmp_path)
    look = stages._looking_ahead(request, plan, [0, 1], CORRECTOR)
    assert look is not None
    request.out.mkdir()
    look()
    assert looked == []  # no window is there yet
    for index in (0, 1):
        speech_engine.keep_window(request, WindowText(index=index, start=0.0, end=2.0, characters=(), doubts=()))
        look()
        assert looked == list(range(index + 1))
    look()
    assert looked == [0, 1]


def test_what_nobody_asked_on_the_way_is_asked_by_the_second_hearing(
    stages: SpeechStages, asking: Asking, tmp_path: Path
) -> None:
    """A card encodes faster than it would keep; a run that was broken off has kept nothing."""
    request = request_of(tmp_path)
    at = stages.recognise(request, PLAN, [Placement("cuda", "float16", 8)], CORRECTOR)
    assert asking.questions == []
    assert [h.sound for h in weighed(stages, request, at).heard] == [1.0]


def test_the_fast_mode_asks_nothing(stages: SpeechStages, asking: Asking, tmp_path: Path) -> None:
    stages.recognise(request_of(tmp_path, mode=Mode.FAST), PLAN, [devices.CPU], CORRECTOR)
    assert asking.questions == []


def test_a_child_that_dies_over_a_question_takes_no_text_along(
    stages: SpeechStages, asking: Asking, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    request = request_of(tmp_path)
    with monkeypatch.context() as dying:
        dying.setattr(SpeechStages, "_compare", failing)
        at = stages.recognise(request, PLAN, [devices.CPU], CORRECTOR)
    assert [h.sound for h in weighed(stages, request, at).heard] == [1.0]


def test_a_model_is_heard_as_often_as_its_row_says(tmp_path: Path) -> None:
    known = MeetingKnowledge(RecordKind.COUNCIL, "", Roster(), Glossary())
    work = WorkFolder(tmp_path)

    def asked(engine: Engine, tuning: Tuning) -> SpeechRequest:
        model = VerifiedModel(tmp_path, "large", "1", "MIT", {}, tuning)
        return speech_request(known, work, engine, model, media_key="m", joints=())

    once = asked(Engine(), Tuning(hearings=((1.07, True),)))
    several = asked(Engine(), Tuning())
    assert once.effort.other_hearings == ((1.07, True),)
    assert several.effort == CAREFUL
    assert once.out != several.out  # another text, with other doubts
    assert asked(Engine(mode=Mode.FAST), Tuning(hearings=((1.07, True),))).effort == FAST
    assert asked(Engine(), Tuning(hearings=())).effort.other_hearings == ()


def failing(*_: object) -> None:
    raise EngineDied("エンジンが止まりました。", "もう一度お試しください。")


@pytest.mark.parametrize("placement", [devices.CPU, Placement("cuda", "float16", 8)])
def test_recognition_second_hearing_and_learned_words_use_one_load_of_the_model(
    placement: Placement, stages: SpeechStages, asking: Asking, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The child keeps the model under device, compute type, threads and batch: another of them loads gigabytes anew."""
    monkeypatch.setattr(learned_words, "recall", _asks_both)
    monkeypatch.setattr(learned_words, "doubted", lambda *_: [])
    learned = Roster(people=(Person(name="山下清隆", kana="やましたきよたか", post="議長", learned=True),))
    request = request_of(tmp_path, learned)
    at = stages.recognise(request, PLAN, [placement], CORRECTOR)
    recognised = RecognisedSpeech(PLAN, speech_engine.read_window_texts(request.out, PLAN).texts)
    known = MeetingKnowledge(RecordKind.COUNCIL, "", learned, Glossary())
    stages.weigh(request, recognised, at, CORRECTOR, known)
    assert len(asking.requests) >= 3
    (loaded,) = {(r.model, r.device, r.compute_type, r.threads, r.batch) for r in asking.requests}
    assert loaded[1:3] == (placement.device, placement.compute_type)
    assert loaded[4] == placement.batch
    assert placement != devices.CPU or loaded[3] == MEASURED


def _asks_both(
    doubted: Any, recovery: Any, hear: Callable[..., Any], score: Callable[..., Any]
) -> learned_words.RehearingOutcome:
    hear([])
    score([QUESTION])
    return learned_words.RehearingOutcome()


class Dying(Asking):
    """The engine here dies of the window, as those elsewhere did."""

    def call(self, engine: Any, function: Callable[..., Any], *arguments: Any, **_: Any) -> Any:
        if function is speech_engine.recognise:
            raise EngineDied("止まりました。", "もう一度試してください。")
        return super().call(engine, function, *arguments)


class Elsewhere:
    """Other computers that leave the only window to this one."""

    def __init__(self, deadly: bool) -> None:
        self.deadly = deadly

    def windows(self, request: SpeechRequest, plan: Plan, *_: object) -> SharedOut:
        return SharedOut({"pc-1": 1}, 0 if speech_engine.pending_windows(request, plan) else None, self.deadly)


@pytest.fixture
def to_recognise(tmp_path: Path) -> SpeechRequest:
    return fake_request(tmp_path)


def test_a_window_that_every_computer_dies_of_becomes_a_gap_and_the_recording_goes_on(
    tmp_path: Path, to_recognise: SpeechRequest
) -> None:
    notes: list[str] = []
    work, chosen = WorkFolder(tmp_path), Settings(folders=Folders(work=tmp_path))
    stages = SpeechStages(chosen, work, Dying(work), NO_PROCESS, None, notes.append, Elsewhere(deadly=True))  # type: ignore[arg-type]
    stages.recognise(to_recognise, PLAN, [devices.CPU], CORRECTOR)
    (text,) = stages.texts(to_recognise, PLAN).texts
    assert text.characters == ()
    assert [(d.kind, d.start, d.end) for d in text.doubts] == [(DoubtKind.GAP, 0.0, 2.0)]
    assert any("どのパソコンでも認識プログラムが止まった" in note for note in notes)


def test_a_death_here_alone_is_told_as_ever(tmp_path: Path, to_recognise: SpeechRequest) -> None:
    work, chosen = WorkFolder(tmp_path), Settings(folders=Folders(work=tmp_path))
    stages = SpeechStages(chosen, work, Dying(work), NO_PROCESS, None, print, Elsewhere(deadly=False))  # type: ignore[arg-type]
    with pytest.raises(EngineDied):
        stages.recognise(to_recognise, PLAN, [devices.CPU], CORRECTOR)


class Helping(Elsewhere):
    """Other computers that recognise the window; they answer questions at once, at the end, or never."""

    def __init__(self, *, soon: bool = False, late: bool = False) -> None:
        super().__init__(deadly=False)
        self.soon, self.late = soon, late
        self.asked: list[ScoringQuestion] = []

    def windows(self, request: SpeechRequest, plan: Plan, *given: object) -> SharedOut:
        request.out.mkdir(exist_ok=True)
        text = WindowText(index=0, start=0.0, end=2.0, characters=(), doubts=())
        speech_engine.keep_window(request, text)
        second = given[3]
        if isinstance(second, RemoteSecondHearing):
            self.asked += second.ask(0)
            second.take(dict.fromkeys(second.ask(0), (7.0,)) if self.soon else {})
        return SharedOut({"pc-1": 1})

    def answers(
        self, request: SpeechRequest, model: object, questions: Sequence[ScoringQuestion], heed: object
    ) -> dict[ScoringQuestion, scoring.Answer]:
        self.asked += questions
        return dict.fromkeys(questions, (8.0,)) if self.late else {}


@pytest.mark.parametrize(
    ("others", "heard", "asked_elsewhere", "asked_here"),
    [(Helping(soon=True), 7.0, 1, 0), (Helping(late=True), 8.0, 2, 0), (Helping(), 1.0, 2, 1)],
    ids=["with the window", "at the end", "left to us"],
)
def test_what_the_sound_is_asked_is_asked_once_of_other_computers_and_here_only_what_they_leave(
    stages: SpeechStages,
    asking: Asking,
    tmp_path: Path,
    others: Helping,
    heard: float,
    asked_elsewhere: int,
    asked_here: int,
) -> None:
    helped, request = replace(stages, elsewhere=others), request_of(tmp_path)
    at = helped.recognise(request, PLAN, [devices.CPU], CORRECTOR)
    assert [h.sound for h in weighed(helped, request, at).heard] == [heard]
    assert others.asked == [QUESTION] * asked_elsewhere and asking.questions == [QUESTION] * asked_here


def test_the_fast_mode_asks_other_computers_nothing_either(stages: SpeechStages, tmp_path: Path) -> None:
    others = Helping(soon=True)
    replace(stages, elsewhere=others).recognise(request_of(tmp_path, mode=Mode.FAST), PLAN, [devices.CPU], CORRECTOR)
    assert others.asked == []
