"""Updated code never takes up what older code left: each artefact's key holds the format of its stage, and its inputs."""

from __future__ import annotations

import datetime as dt
import inspect
from collections.abc import Callable
from types import ModuleType

import pytest

from transcriber.papers import findings
from transcriber.papers.papers_stage import papers_key
from transcriber.pipeline import media_stage
from transcriber.recognition import knowledge, second_hearing
from transcriber.recognition.speech_stages import weighed_key
from transcriber.speakers import likeness
from transcriber.speakers import speaker_engine as diarization
from transcriber.speakers.turns import Turns
from transcriber.speech.audit import WindowText
from transcriber.speech.recogniser import Character
from transcriber.speech.speech_engine import Plan, RecognisedSpeech
from transcriber.speech.voice import Span
from transcriber.transcripts import assemble, speakers_stage
from transcriber.work import workfolder
from transcriber.work.workfolder import WorkFolder

TURNS = Turns(exclusive=(), overlapped=(), voices=(), unrelated=0.0)


def spoken(text: str) -> RecognisedSpeech:
    characters = (Character(text=text, start=0, end=1, probability=1),)
    window = WindowText(index=0, start=0, end=1, characters=characters, doubts=())
    return RecognisedSpeech(Plan((Span(0, 1),), ()), (window,))


MADE: dict[str, tuple[Callable[[], str], ModuleType, str]] = {
    "media": (media_stage.media_key, media_stage, "MEDIA_FORMAT"),
    "papers": (lambda: papers_key([("次第.txt", "0")], {"待機児童"}), findings, "PAPERS_FORMAT"),
    "speech": (lambda: knowledge.speech_key(None, "media", "careful"), knowledge, "SPEECH_FORMAT"),
    "weighed": (lambda: weighed_key("speech-1", "roster"), second_hearing, "SECOND_HEARING_FORMAT"),
    "turns": (
        lambda: speakers_stage.turns_key(None, "media", 5, [(0.0, 1.0)]),
        diarization,
        "SPEAKERS_FORMAT",
    ),
    "units": (lambda: speakers_stage.units_key(spoken("あ"), TURNS), assemble, "UNITS_FORMAT"),
    "likeness": (lambda: speakers_stage.likeness_key("1", "2"), likeness, "LIKENESS_FORMAT"),
}
"""Artefact → its key, and the format number of the stage that makes it."""


@pytest.mark.parametrize("name", MADE)
def test_a_key_changes_with_the_format_of_its_stage(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    key, stage, number = MADE[name]
    before = key()
    assert key() == before
    monkeypatch.setattr(stage, number, getattr(stage, number) + 1)
    assert key() != before


def test_what_is_heard_depends_on_the_sound_it_is_heard_in() -> None:
    assert knowledge.speech_key(None, "one", "careful") != knowledge.speech_key(None, "two", "careful")
    assert speakers_stage.turns_key(None, "one", 5, []) != speakers_stage.turns_key(None, "two", 5, [])


@pytest.mark.parametrize("name", MADE)
def test_a_key_changes_with_the_programs_version(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    before = MADE[name][0]()
    monkeypatch.setattr(workfolder, "__version__", "99")
    assert MADE[name][0]() != before


def test_every_keyed_file_of_a_work_folder_is_among_these() -> None:
    keyed = {
        n for n, f in inspect.getmembers(WorkFolder, inspect.isfunction) if "key" in inspect.signature(f).parameters
    }
    assert keyed | {"media"} == set(MADE)


def test_units_are_known_by_what_they_are_made_of() -> None:
    assert speakers_stage.units_key(spoken("あ"), TURNS) != speakers_stage.units_key(spoken("い"), TURNS)


def test_papers_are_read_again_for_another_glossary() -> None:
    files = [("次第.txt", "0")]
    assert papers_key(files, {"待機児童"}) != papers_key(files, ())


def test_papers_are_read_again_for_another_day() -> None:
    files = [("次第.txt", "0")]
    assert len({papers_key(files, (), day) for day in (None, dt.date(2026, 12, 3), dt.date(2026, 12, 7))}) == 3
