"""What the recogniser's child is asked of one recording: with whatever settings, always the same ones."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from transcriber.errors import EngineDied
from transcriber.language.correction import Corrector
from transcriber.language.weighing import SoundScores
from transcriber.minutes.people import Person, Roster
from transcriber.minutes.terms import Glossary
from transcriber.minutes.transcript import DoubtKind, RecordKind
from transcriber.models import VerifiedModel
from transcriber.recognition import learned_words, second_hearing
from transcriber.recognition.knowledge import MeetingKnowledge
from transcriber.recognition.speech_stages import SpeechStages
from transcriber.settings import Engine, Folders, Settings
from transcriber.speech import calibration, speech_engine
from transcriber.speech.audit import WindowText
from transcriber.speech.speech_engine import Plan, RecognisedSpeech, SpeechRequest
from transcriber.speech.voice import Span
from transcriber.speech.windows import Window
from transcriber.system import devices
from transcriber.system.devices import Placement
from transcriber.work.progress import StageProgress
from transcriber.work.shared_work import SharedOut
from transcriber.work.workfolder import WorkFolder

MEASURED = 3
PLAN = Plan((Span(0.0, 2.0),), (Window(0, (Span(0.0, 2.0),)),))


class Asking(StageProgress):
    """Keeps the requests instead of running them."""

    def __init__(self, work: WorkFolder) -> None:
        super().__init__(work, lambda *_: None, lambda: False)
        self.requests: list[SpeechRequest] = []

    def call(self, engine: Any, function: Callable[..., Any], *arguments: Any, done: Any = None) -> Any:
        self.requests += [a for a in arguments if isinstance(a, SpeechRequest)]
        if function is speech_engine.recognise:
            request = arguments[0]
            request.out.mkdir(exist_ok=True)
            text = WindowText(index=0, start=0.0, end=2.0, characters=(), doubts=())
            (request.out / "0000.json").write_text(text.model_dump_json(), encoding="utf-8")
        return []


@pytest.mark.parametrize("placement", [devices.CPU, Placement("cuda", "float16", 8)])
def test_recognition_second_hearing_and_learned_words_use_one_load_of_the_model(
    placement: Placement, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The child keeps the model under device, compute type, threads and batch: another of them loads gigabytes anew."""
    monkeypatch.setattr(calibration, "best_threads", lambda *_: MEASURED)
    monkeypatch.setattr(second_hearing, "questions", lambda *_: [])
    monkeypatch.setattr(second_hearing, "ask", _asks)
    monkeypatch.setattr(learned_words, "recall", _asks_both)
    monkeypatch.setattr(learned_words, "doubted", lambda *_: [])
    work = WorkFolder(tmp_path)
    asking = Asking(work)
    model = VerifiedModel(tmp_path, "large", "1", "MIT", {})
    settings = Settings(folders=Folders(work=tmp_path), engine=Engine())
    stages = SpeechStages(settings, work, asking, None, model, print)  # type: ignore[arg-type]  # no process is asked
    learned = Roster(people=(Person(name="山下清隆", kana="やましたきよたか", post="議長", learned=True),))
    request = SpeechRequest(
        tmp_path / "audio.pcm",
        tmp_path / "speech",
        tmp_path,
        "cpu",
        "int8",
        4,
        8,
        RecordKind.COUNCIL,
        learned,
        Glossary(),
    )
    at = stages.recognise(request, PLAN, [placement])
    recognised = RecognisedSpeech(PLAN, speech_engine.read_window_texts(request.out, PLAN).texts)
    known = MeetingKnowledge(RecordKind.COUNCIL, "", learned, Glossary())
    stages.weigh(request, recognised, at, Corrector.__new__(Corrector), known)
    assert len(asking.requests) >= 3
    (loaded,) = {(r.model, r.device, r.compute_type, r.threads, r.batch) for r in asking.requests}
    assert loaded[1:3] == (placement.device, placement.compute_type)
    assert loaded[4] == placement.batch
    assert placement != devices.CPU or loaded[3] == MEASURED


def _asks(asked: Any, score: Callable[..., Any]) -> second_hearing.ScoringOutcome:
    score([])
    return second_hearing.ScoringOutcome(SoundScores())


def _asks_both(
    doubted: Any, recovery: Any, hear: Callable[..., Any], score: Callable[..., Any]
) -> learned_words.RehearingOutcome:
    hear([])
    score([])
    return learned_words.RehearingOutcome()


class Dying(Asking):
    """The engine here dies of the window, as those elsewhere did."""

    def call(self, engine: Any, function: Callable[..., Any], *arguments: Any, done: Any = None) -> Any:
        if function is speech_engine.recognise:
            raise EngineDied("止まりました。", "もう一度試してください。")
        return super().call(engine, function, *arguments, done=done)


class Elsewhere:
    """Other computers that leave the only window to this one."""

    def __init__(self, deadly: bool) -> None:
        self.deadly = deadly

    def windows(self, request: SpeechRequest, plan: Plan, *_: object) -> SharedOut:
        return SharedOut({"pc-1": 1}, 0 if speech_engine.pending_windows(request, plan) else None, self.deadly)


@pytest.fixture
def to_recognise(tmp_path: Path) -> SpeechRequest:
    (tmp_path / "speech").mkdir()
    at = devices.CPU
    return SpeechRequest(
        tmp_path / "audio.pcm",
        tmp_path / "speech",
        None,
        at.device,
        at.compute_type,
        at.batch,
        1,
        RecordKind.COUNCIL,
        Roster(people=()),
        Glossary(),
    )


def test_a_window_that_every_computer_dies_of_becomes_a_gap_and_the_recording_goes_on(
    tmp_path: Path, to_recognise: SpeechRequest
) -> None:
    notes: list[str] = []
    work, chosen = WorkFolder(tmp_path), Settings(folders=Folders(work=tmp_path))
    stages = SpeechStages(chosen, work, Dying(work), None, None, notes.append, Elsewhere(deadly=True))  # type: ignore[arg-type]
    stages.recognise(to_recognise, PLAN, [devices.CPU])
    (text,) = stages.texts(to_recognise, PLAN).texts
    assert text.characters == ()
    assert [(d.kind, d.start, d.end) for d in text.doubts] == [(DoubtKind.GAP, 0.0, 2.0)]
    assert any("どのパソコンでも認識プログラムが止まった" in note for note in notes)


def test_a_death_here_alone_is_told_as_ever(tmp_path: Path, to_recognise: SpeechRequest) -> None:
    work, chosen = WorkFolder(tmp_path), Settings(folders=Folders(work=tmp_path))
    stages = SpeechStages(chosen, work, Dying(work), None, None, print, Elsewhere(deadly=False))  # type: ignore[arg-type]
    with pytest.raises(EngineDied):
        stages.recognise(to_recognise, PLAN, [devices.CPU])
