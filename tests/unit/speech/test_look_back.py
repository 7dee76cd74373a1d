"""What was said just before a window is told to the recogniser: from memory, and from the files after a restart."""

from __future__ import annotations

from pathlib import Path

import pytest

from transcriber.minutes.people import Roster
from transcriber.minutes.terms import Glossary
from transcriber.minutes.transcript import RecordKind
from transcriber.speech import prompt, speech_engine
from transcriber.speech.audit import WindowText
from transcriber.speech.recogniser import Character
from transcriber.speech.speech_engine import Plan, SpeechRequest
from transcriber.speech.voice import Span
from transcriber.speech.windows import Window

WINDOWS = 7


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What was said before each window that is recognised from here on; each window's text is its number."""
    found: list[str] = []

    def understand(window: Window, *_: object, **__: object) -> WindowText:
        character = Character(text=str(window.index), start=window.index, end=window.index + 1, probability=1)
        return WindowText(
            index=window.index, start=window.index, end=window.index + 1, characters=(character,), doubts=()
        )

    def after(self: prompt.Prompter, said: str) -> None:
        found.append(said)

    monkeypatch.setattr(speech_engine.audit, "understand", understand)
    monkeypatch.setattr(prompt.Prompter, "after", after)
    return found


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Every window file that is parsed from here on."""
    parsed: list[str] = []
    parse = WindowText.model_validate_json

    def counted(text: str) -> WindowText:
        parsed.append(text)
        return parse(text)

    monkeypatch.setattr(WindowText, "model_validate_json", counted)
    return parsed


def asked(folder: Path) -> tuple[SpeechRequest, Plan]:
    pcm = folder / "audio.pcm"
    pcm.write_bytes(bytes(64))
    out = folder / "speech-1"
    out.mkdir()
    request = SpeechRequest(
        pcm=pcm, out=out, model=None, device="cpu", compute_type="int8", batch=1, threads=1,
        kind=RecordKind.COUNCIL, roster=Roster(), glossary=Glossary(),
    )  # fmt: skip
    plan = Plan((), tuple(Window(i, (Span(i, i + 1),)) for i in range(WINDOWS)))
    return request, plan


def test_a_process_reads_no_window_that_it_wrote(tmp_path: Path, told: list[str], read: list[str]) -> None:
    request, plan = asked(tmp_path)
    for index in range(WINDOWS):
        speech_engine.recognise(request, plan, [index])
    assert told == ["", "0", "01", "012", "0123", "1234", "2345"]
    assert read == []


def test_after_a_restart_the_same_is_told_and_each_file_read_once(
    tmp_path: Path, told: list[str], read: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    request, plan = asked(tmp_path)
    speech_engine.recognise(request, plan, [0, 1, 2, 3])
    monkeypatch.setattr(speech_engine, "_said", {})  # another process
    speech_engine.recognise(request, plan, [4, 5, 6])
    assert told[4:] == ["0123", "1234", "2345"]
    assert len(read) == 4


def test_a_window_that_is_recognised_anew_is_told_as_it_is_now(
    tmp_path: Path, told: list[str], read: list[str]
) -> None:
    request, plan = asked(tmp_path)
    speech_engine.recognise(request, plan, [0, 1])
    speech_engine.recognise(request, plan, [0])
    speech_engine.recognise(request, plan, [2])
    assert told[-1] == "01"
