"""Updated code never takes up what older code left: each artefact's key holds the format of its stage, and its inputs."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from types import ModuleType

import pytest

from transcriber.assembly import assemble
from transcriber.hearing import second_hearing
from transcriber.papers import findings
from transcriber.pipeline import keys, media_step
from transcriber.speakers import likeness
from transcriber.speakers import speaker_stage as diarization
from transcriber.speakers.turns import Turns
from transcriber.speech import speech_stage as recognition
from transcriber.speech.audit import WindowText
from transcriber.speech.recogniser import Character
from transcriber.speech.speech_stage import Plan, RecognisedSpeech
from transcriber.speech.voice import Span
from transcriber.work.workfolder import WorkFolder

TURNS = Turns(exclusive=(), overlapped=(), voices=(), unrelated=0.0)


def spoken(text: str) -> RecognisedSpeech:
    characters = (Character(text=text, start=0, end=1, probability=1),)
    window = WindowText(index=0, start=0, end=1, characters=characters, doubts=())
    return RecognisedSpeech(Plan((Span(0, 1),), ()), (window,))


MADE: dict[str, tuple[Callable[[], str], tuple[ModuleType, ...]]] = {
    "media": (keys.media_key, (media_step,)),
    "papers": (lambda: keys.papers_key([("次第.txt", "0")], {"待機児童"}), (findings,)),
    "speech": (lambda: keys.speech_key(None, "careful"), (recognition, media_step)),
    "weighed": (lambda: keys.weighed_key("speech-1", "roster"), (second_hearing,)),
    "turns": (lambda: keys.turns_key(None, 5, [(0.0, 1.0)]), (diarization, media_step)),
    "units": (lambda: keys.units_key(spoken("あ"), TURNS), (assemble,)),
    "likeness": (lambda: keys.likeness_key("1", "2"), (likeness,)),
}
"""Artefact → its key, and the stages whose formats it must hold: its own first."""


@pytest.mark.parametrize(("name", "stage"), [(name, stage) for name, (_, stages) in MADE.items() for stage in stages])
def test_a_key_changes_with_the_format_of_its_stage(
    name: str, stage: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    key, _ = MADE[name]
    before = key()
    assert key() == before
    monkeypatch.setattr(stage, "FORMAT", stage.FORMAT + 1)
    assert key() != before


@pytest.mark.parametrize("name", MADE)
def test_a_key_changes_with_the_programs_version(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    before = MADE[name][0]()
    monkeypatch.setattr(keys, "__version__", "99")
    assert MADE[name][0]() != before


def test_every_keyed_file_of_a_work_folder_is_among_these() -> None:
    keyed = {
        n for n, f in inspect.getmembers(WorkFolder, inspect.isfunction) if "key" in inspect.signature(f).parameters
    }
    assert keyed | {"media"} == set(MADE)


def test_units_are_known_by_what_they_are_made_of() -> None:
    assert keys.units_key(spoken("あ"), TURNS) != keys.units_key(spoken("い"), TURNS)


def test_papers_are_read_again_for_another_glossary() -> None:
    files = [("次第.txt", "0")]
    assert keys.papers_key(files, {"待機児童"}) != keys.papers_key(files, ())
