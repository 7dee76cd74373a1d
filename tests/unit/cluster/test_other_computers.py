"""One recording over several computers: the text of one computer, whoever is slow, dies, or is told too early what was said."""

from __future__ import annotations

import hashlib
import json
import pickle
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import pytest
from support.speech_requests import fake_request

from transcriber.cluster import work_data
from transcriber.cluster.other_computers import OtherComputers
from transcriber.cluster.pool import TaskFlight
from transcriber.cluster.work_data import (
    Fate,
    PieceWork,
    QuestionsWork,
    SoundsWork,
    Wanted,
    WindowWork,
    WorkAnswer,
)
from transcriber.media import pcm as pcm_module
from transcriber.media.pcm import SAMPLE_RATE, Pcm, ReadableSound, to_bytes
from transcriber.recognition.speech_stages import RemoteSecondHearing
from transcriber.speakers import speaker_engine
from transcriber.speakers.pieces import Stretch
from transcriber.speakers.speaker_engine import SpeakersRequest
from transcriber.speech import speech_engine
from transcriber.speech.audit import WindowText
from transcriber.speech.prompt import Prompt
from transcriber.speech.recogniser import Character
from transcriber.speech.scoring import Answer, ScoringQuestion
from transcriber.speech.speech_engine import Plan, SpeechRequest
from transcriber.speech.voice import Span
from transcriber.speech.windows import Window
from transcriber.system import devices
from transcriber.work.contract import Stopped

WINDOWS = 24
WHOLE = Plan(
    tuple(Span(10.0 * i, 10.0 * i + 9) for i in range(WINDOWS)),
    tuple(Window(i, (Span(10.0 * i, 10.0 * i + 9),)) for i in range(WINDOWS)),
)


@pytest.fixture
def request_(tmp_path: Path) -> SpeechRequest:
    pcm = tmp_path / "audio.pcm"
    pcm.write_bytes(to_bytes(np.linspace(-0.5, 0.5, 10 * WINDOWS * SAMPLE_RATE)))
    return fake_request(tmp_path)


def heard(work: WindowWork) -> WindowText:
    """A recogniser that hears what it is told and what it is played."""
    sound = work.sound.read(work.window.start, work.window.end).tobytes()
    text = hashlib.sha256(sound + work.told.known.encode()).hexdigest()[:8]
    character = Character(text=text, start=work.window.start, end=work.window.end, probability=0.9)
    return WindowText(
        index=work.window.index, start=work.window.start, end=work.window.end, characters=(character,), doubts=()
    )


def sounding(sound: ReadableSound, start: float, end: float) -> list[float]:
    """An encoder of voices that hears what it is played."""
    return [float(byte) for byte in hashlib.sha256(sound.read(start, end).tobytes()).digest()[:3]]


ABOUT = 1000
"""Added to a window's number where it is asked about."""


def question(index: int) -> ScoringQuestion:
    return ScoringQuestion(10.0 * index, 10.0 * index + 9, "介護", ("会議", "会誌"))


def answer_to(asked: ScoringQuestion, sound: ReadableSound) -> Answer:
    """A recogniser that tells other texts apart by what it is played."""
    heard = sound.read(asked.start, asked.end).tobytes()
    return tuple(float(hashlib.sha256(heard + other.encode()).digest()[0]) for other in asked.others)


def by_what_was_said(recent: Sequence[str]) -> list[Prompt]:
    """A prompt that depends on every word before."""
    return [Prompt(f"told:{text}", "") for text in recent]


def seldom_other(recent: Sequence[str]) -> list[Prompt]:
    """A prompt that most words do not change."""
    return [Prompt(str(text[-8:] < "2"), "") for text in recent]


def always_the_same(recent: Sequence[str]) -> list[Prompt]:
    return [Prompt("told", "") for _ in recent]


@dataclass
class Computers:
    """Workers that answer in any order, and die or fail as they are told.

    Args:
        fate: what becomes of a task (window, worker, how often it was tried before).
    """

    names: list[str]
    seed: int = 0
    fate: Callable[[int, str, int], Fate] = lambda *_: Fate.DONE
    given: list[tuple[int, str]] = field(default_factory=list)
    most_at_once: int = 0
    clock: float = 0.0

    def __post_init__(self) -> None:
        self._random = random.Random(self.seed)
        self.under_way: dict[int, tuple[int, str, int, bytes]] = {}

    def present(self) -> int:
        return len(self.names)

    def ready(self, asked: Wanted, without: Sequence[str] = ()) -> list[str]:
        return list(self.names)

    def give(self, asked: Wanted, parcel: bytes, names: Sequence[str]) -> TaskFlight | None:
        if not names:
            return None
        work = pickle.loads(parcel)
        if isinstance(work, QuestionsWork):
            index = ABOUT + round(work.questions[0].start) // 10
        elif isinstance(work, SoundsWork):
            index = round(work.stretches[0][0])
        else:
            index = work.window.index if isinstance(work, WindowWork) else round(work.piece[0])
        name = self._random.choice(list(names))
        tries = sum(i == index for i, _ in self.given)
        self.given.append((index, name))
        flight = TaskFlight(object(), None, self.clock, asked, name)
        self.under_way[id(flight.future)] = (index, name, tries, parcel)
        self.most_at_once = max(self.most_at_once, len(self.under_way))
        return flight

    def answer(self, flight: TaskFlight) -> WorkAnswer | None:
        if self._random.random() < 0.6:
            return None
        index, name, tries, parcel = self.under_way.pop(id(flight.future))
        fate = self.fate(index, name, tries)
        if fate is not Fate.DONE:
            return WorkAnswer(fate, name, "止まりました。")
        work = pickle.loads(parcel)
        if isinstance(work, QuestionsWork):
            return WorkAnswer(fate, name, json.dumps([answer_to(q, work.sound) for q in work.questions]))
        if isinstance(work, SoundsWork):
            return WorkAnswer(fate, name, json.dumps([sounding(work.sound, *s) for s in work.stretches]))
        if isinstance(work, PieceWork):
            return WorkAnswer(fate, name, work_data.worked(parcel, None, devices.CPU, 1))
        return WorkAnswer(fate, name, heard(work).model_dump_json())

    def drop(self, flight: TaskFlight) -> None:
        self.under_way.pop(id(flight.future), None)

    def wait(self, seconds: float) -> None:
        self.clock += seconds


def over(computers: Computers, patience: float = 5.0) -> OtherComputers:
    return OtherComputers(computers, patience, lambda: computers.clock).recording("会議録").__enter__()


def alone(request: SpeechRequest, prompts: Callable[[Sequence[str]], list[Prompt]]) -> list[str]:
    """The texts of one computer, window by window."""
    texts: list[str] = []
    pcm = pcm_module.Pcm(request.pcm)
    for window in WHOLE.windows:
        recent = "".join(texts[i] for i in speech_engine.windows_before(window.index))
        (told,) = prompts([recent])
        found = heard(
            WindowWork(
                window, (), told, pcm_module.SoundPart(pcm.raw(0, len(pcm)), 0, len(pcm)), request.mode, None, None
            )
        )
        texts.append(speech_engine.plain_text(found))
    return texts


def kept(request: SpeechRequest) -> list[str]:
    found = [speech_engine.kept_window(request, w.index) for w in WHOLE.windows]
    return [speech_engine.plain_text(text) for text in found if text is not None]


@pytest.mark.parametrize("prompts", [by_what_was_said, seldom_other, always_the_same])
@pytest.mark.parametrize("seed", range(4))
def test_the_text_is_that_of_one_computer(
    request_: SpeechRequest, prompts: Callable[[Sequence[str]], list[Prompt]], seed: int
) -> None:
    computers = Computers(["pc-1", "pc-2", "pc-3"], seed)
    shared = over(computers).windows(request_, WHOLE, None, prompts, lambda _: None)
    assert kept(request_) == alone(request_, prompts)
    assert shared.left_to_us is None and sum(shared.tasks.values()) == WINDOWS


def test_where_nothing_that_was_said_matters_all_work_at_once_and_nothing_is_done_twice(
    request_: SpeechRequest,
) -> None:
    computers = Computers(["pc-1", "pc-2", "pc-3"])
    over(computers).windows(request_, WHOLE, None, always_the_same, lambda _: None)
    assert sorted(index for index, _ in computers.given) == list(range(WINDOWS))
    assert computers.most_at_once == 6
    assert {name for _, name in computers.given} == {"pc-1", "pc-2", "pc-3"}


def test_where_every_word_matters_asking_ahead_soon_stops(request_: SpeechRequest) -> None:
    computers = Computers(["pc-1", "pc-2", "pc-3"])
    over(computers).windows(request_, WHOLE, None, by_what_was_said, lambda _: None)
    assert len(computers.given) < 1.8 * WINDOWS


def test_windows_are_kept_in_order_so_that_a_kill_costs_what_is_under_way(request_: SpeechRequest) -> None:
    seen: list[int] = []

    def heed(_: float) -> None:
        there = [speech_engine.kept_window(request_, i) is not None for i in range(WINDOWS)]
        assert there == sorted(there, reverse=True)
        seen.append(sum(there))

    over(Computers(["pc-1", "pc-2"], 3)).windows(request_, WHOLE, None, seldom_other, heed)
    assert max(seen) > WINDOWS // 2


def test_what_an_earlier_run_left_is_not_done_again(request_: SpeechRequest) -> None:
    first, second = Computers(["pc-1"]), Computers(["pc-1"])

    def stop_after_ten(done: float) -> None:
        if done * WINDOWS >= 10:
            raise Stopped

    with pytest.raises(Stopped):
        over(first).windows(request_, WHOLE, None, by_what_was_said, stop_after_ten)
    left = len(kept(request_))
    assert 10 <= left < WINDOWS
    over(second).windows(request_, WHOLE, None, by_what_was_said, lambda _: None)
    assert min(index for index, _ in second.given) == left
    assert kept(request_) == alone(request_, by_what_was_said)


def test_a_stop_lets_go_of_everything_that_is_under_way(request_: SpeechRequest) -> None:
    computers = Computers(["pc-1", "pc-2"])

    def stop(done: float) -> None:
        if computers.given:
            raise Stopped

    with pytest.raises(Stopped):
        over(computers).windows(request_, WHOLE, None, always_the_same, stop)
    assert len(computers.given) == 4 and computers.under_way == {}


def test_a_window_that_two_computers_died_of_is_left_to_us_and_the_ones_before_it_are_kept(
    request_: SpeechRequest,
) -> None:
    computers = Computers(["pc-1", "pc-2", "pc-3"], fate=lambda i, *_: Fate.DIED if i == 5 else Fate.DONE)
    shared = over(computers).windows(request_, WHOLE, None, always_the_same, lambda _: None)
    assert (shared.left_to_us, shared.deadly) == (5, True)
    assert len(kept(request_)) == 5
    died = [name for index, name in computers.given if index == 5]
    assert len(died) == 2 and len(set(died)) == 2, "never given to the same computer twice while there is another"


def test_one_death_is_no_reason_to_set_anything_aside(request_: SpeechRequest) -> None:
    computers = Computers(["pc-1", "pc-2"], fate=lambda i, _, tries: Fate.DIED if tries == 0 else Fate.DONE)
    shared = over(computers).windows(request_, WHOLE, None, by_what_was_said, lambda _: None)
    assert shared.left_to_us is None
    assert kept(request_) == alone(request_, by_what_was_said)


def test_a_computer_that_always_fails_stops_nobody(request_: SpeechRequest) -> None:
    computers = Computers(["bad", "good"], fate=lambda _, name, __: Fate.FAILED if name == "bad" else Fate.DONE)
    shared = over(computers).windows(request_, WHOLE, None, always_the_same, lambda _: None)
    assert shared.tasks == {"good": WINDOWS}


def test_where_all_fail_it_is_left_to_us_but_not_as_deadly(request_: SpeechRequest) -> None:
    computers = Computers(["pc-1", "pc-2"], fate=lambda *_: Fate.FAILED)
    shared = over(computers).windows(request_, WHOLE, None, always_the_same, lambda _: None)
    assert (shared.left_to_us, shared.deadly) == (0, False)


def test_nobody_is_waited_for_so_long_and_no_longer(request_: SpeechRequest) -> None:
    computers = Computers([])
    elsewhere = over(computers, patience=7.0)
    assert elsewhere.windows(request_, WHOLE, None, always_the_same, lambda _: None).tasks == {}
    assert 7.0 <= computers.clock < 8.0
    elsewhere.windows(request_, WHOLE, None, always_the_same, lambda _: None)
    assert computers.clock < 8.0, "not once more for the next ones"


def test_pieces_are_told_apart_as_on_one_computer(tmp_path: Path) -> None:
    pcm = tmp_path / "audio.pcm"
    pcm.write_bytes(bytes(2 * SAMPLE_RATE * 60 * 70))
    here, there = (
        SpeakersRequest(pcm, tmp_path / name, None, "cpu", 1, tuple((10.0 * i, 10.0 * i + 9) for i in range(420)))
        for name in ("here.json", "there.json")
    )
    speaker_engine.diarize(here)
    many = len(speaker_engine.pending_pieces(there))
    shared = over(Computers(["pc-1", "pc-2"])).pieces(there, None, lambda _: None)
    assert many == sum(shared.tasks.values()) > 3
    speaker_engine.diarize(there)
    assert here.out.read_text(encoding="utf-8") == there.out.read_text(encoding="utf-8")


def test_pieces_on_which_others_fail_are_left_to_us(tmp_path: Path) -> None:
    pcm = tmp_path / "audio.pcm"
    pcm.write_bytes(bytes(2 * SAMPLE_RATE * 60 * 70))
    request = SpeakersRequest(pcm, tmp_path / "turns.json", None, "cpu", 1)
    shared = over(Computers(["pc-1", "pc-2"], fate=lambda *_: Fate.DIED)).pieces(request, None, lambda _: None)
    assert shared.tasks == {} and len(speaker_engine.pending_pieces(request)) > 3


def recording_of_voices(folder: Path) -> tuple[SpeakersRequest, list[Stretch]]:
    """An hour, and its units: some overlap, one is longer than what is asked at once."""
    pcm = folder / "audio.pcm"
    pcm.write_bytes(to_bytes(np.linspace(-0.5, 0.5, 3600 * SAMPLE_RATE)))
    units = [(7.0 * i, 7.0 * i + 6 + i % 3) for i in range(400)]
    return SpeakersRequest(pcm, folder / "turns.json", None, "cpu", 1), [*units, (2810.0, 3210.0), (3210.0, 3212.5)]


@pytest.mark.parametrize("seed", range(3))
def test_what_units_sound_like_is_what_one_computer_hears(tmp_path: Path, seed: int) -> None:
    request, units = recording_of_voices(tmp_path)
    computers = Computers(["pc-1", "pc-2"], seed, lambda _, __, tries: Fate.FAILED if tries == seed else Fate.DONE)
    heard, shared = over(computers).sounds(request, None, units, lambda _: None)
    assert set(shared.tasks) == {"pc-1", "pc-2"}
    assert heard == {i: sounding(Pcm(request.pcm), *unit) for i, unit in enumerate(units)}


def test_units_on_which_others_fail_are_left_to_us(tmp_path: Path) -> None:
    request, units = recording_of_voices(tmp_path)
    fate = lambda start, *_: Fate.FAILED if start < 300 else Fate.DONE  # noqa: E731
    heard, _ = over(Computers(["pc-1", "pc-2"], fate=fate)).sounds(request, None, units, lambda _: None)
    left = sorted(set(range(len(units))) - set(heard))
    assert left and left == list(range(len(left))) and all(units[i][0] < 300 for i in left)


def test_a_part_of_the_sound_answers_as_the_recording_does(request_: SpeechRequest) -> None:
    pcm = pcm_module.Pcm(request_.pcm)
    part = pcm_module.sound_part(pcm, 31.7, 60.05)
    for start, end in ((32.0, 41.0), (31.7, 60.05), (59.99999, 60.0000312)):
        assert np.array_equal(part.read(start, end), pcm.read(start, end))
    assert part.seconds == pcm.seconds
    tail = pcm_module.sound_part(pcm, 10 * WINDOWS - 1, 10 * WINDOWS + 6)
    assert np.array_equal(tail.read(10 * WINDOWS - 1, 10 * WINDOWS + 9), pcm.read(10 * WINDOWS - 1, 10 * WINDOWS + 9))
    assert "samples" not in repr(part)


def test_what_the_sound_is_asked_of_a_window_goes_to_whoever_recognised_it(request_: SpeechRequest) -> None:
    """There it is still encoded."""
    computers, answers = Computers(["pc-1", "pc-2", "pc-3"], seed=3), {}
    second = RemoteSecondHearing(lambda i: [question(i)] if i % 2 else [], answers.update)
    over(computers).windows(request_, WHOLE, None, always_the_same, lambda _: None, second)
    pcm = Pcm(request_.pcm)
    assert answers == {question(i): answer_to(question(i), pcm) for i in range(1, WINDOWS, 2)}
    by = dict(computers.given)
    assert all(by[ABOUT + i] == by[i] for i in range(1, WINDOWS, 2))
    assert kept(request_) == alone(request_, always_the_same)


def test_questions_that_nobody_answers_are_left_and_cost_no_window(request_: SpeechRequest) -> None:
    fate = lambda index, *_: Fate.FAILED if index >= ABOUT else Fate.DONE  # noqa: E731
    computers, answers = Computers(["pc-1", "pc-2"], fate=fate), {}
    second = RemoteSecondHearing(lambda i: [question(i)], answers.update)
    shared = over(computers).windows(request_, WHOLE, None, always_the_same, lambda _: None, second)
    assert answers == {} and sum(shared.tasks.values()) == WINDOWS
    assert sum(index >= ABOUT for index, _ in computers.given) == WINDOWS, "none is tried twice"


def test_what_the_whole_meeting_adds_is_asked_of_all_who_are_there_and_of_nobody_where_nobody_is(
    request_: SpeechRequest,
) -> None:
    computers, nobody = Computers(["pc-1", "pc-2"]), Computers([])
    asked = [question(i) for i in range(WINDOWS)]
    found = over(computers).answers(request_, None, asked, lambda _: None)
    assert found == {q: answer_to(q, Pcm(request_.pcm)) for q in asked}
    assert {name for _, name in computers.given} == {"pc-1", "pc-2"}
    assert over(nobody, patience=60.0).answers(request_, None, asked, lambda _: None) == {}
    assert nobody.clock == 0.0, "they are asked here at once"
