"""A worker does what it is asked only with the same program and the same weights, and its answers hold nobody's words but the result's."""

from __future__ import annotations

import json
import os
import signal
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from transcriber import __version__, models
from transcriber.cluster import cluster_files, work_data, worker_desk
from transcriber.cluster.cluster_files import SPEAKERS, SPEECH, Address, Keys, WorkerFile
from transcriber.cluster.work_data import Fate, Wanted, WindowWork
from transcriber.cluster.worker_desk import WorkerDesk
from transcriber.media.pcm import SoundPart
from transcriber.models import VerifiedModel
from transcriber.settings import Mode
from transcriber.speech.audit import WindowText
from transcriber.speech.prompt import Prompt
from transcriber.speech.voice import Span
from transcriber.speech.windows import Window

HERE = Address(host="127.0.0.1", port=1)
KEYS = Keys(authority="", certificate="", key="")
WORK = WindowWork(
    Window(0, (Span(1.0, 4.0),)),
    (Span(1.0, 4.0),),
    Prompt("山下議長。", ""),
    SoundPart(bytes(2 * 16_000 * 5), 0, 16_000 * 5),
    Mode.CAREFUL,
    None,
    None,
)


def file(**more: Any) -> WorkerFile:
    return WorkerFile(name="pc-1", coordinator=HERE, listen=HERE, device="cpu", threads=1, keys=KEYS, **more)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[WorkerDesk]:
    made = WorkerDesk(file(tier="fake"), tmp_path)
    yield made
    made.close()


def test_a_window_is_recognised_in_a_process_of_its_own(desk: WorkerDesk) -> None:
    answer = desk.do(work_data.wanted(SPEECH, None), work_data.packed(WORK))
    assert (answer.fate, answer.worker) == (Fate.DONE, "pc-1")
    assert WindowText.model_validate_json(answer.said).characters
    assert work_data.answer_of(answer.to_bytes()) == answer
    assert desk.metrics() == {"offer": "", "waits": False, "done": 1, "leaves": False}


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (Wanted(SPEECH, "", "", version="0.0.1"), "プログラムの版が違います"),
        (Wanted(SPEAKERS, "", ""), "引き受けていない仕事です"),
        (Wanted(SPEECH, "no-such-model", "0" * 64), ""),
    ],
)
def test_what_it_may_not_do_is_refused_before_anything_is_unpacked(tmp_path: Path, asked: Wanted, said: str) -> None:
    desk = WorkerDesk(file(tier="fake", offers=(SPEECH,), models=tmp_path), tmp_path)
    answer = desk.do(asked, b"not even a pickle")
    desk.close()
    assert answer.fate is Fate.FAILED and said in answer.said


def test_without_leave_no_fake_text_is_made(tmp_path: Path) -> None:
    desk = WorkerDesk(file(models=tmp_path), tmp_path)
    assert desk.card["models"] == {}
    answer = desk.do(work_data.wanted(SPEECH, None), work_data.packed(WORK))
    desk.close()
    assert answer.fate is Fate.FAILED and "疑似エンジン" in answer.said


def test_weights_are_compared_byte_for_byte_before_each_task(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    held = VerifiedModel(tmp_path, "large", "1", "MIT", {"model.bin": "a" * 64})
    monkeypatch.setattr(models.ModelStore, "verified", lambda self, model_id: held)
    desk = WorkerDesk(file(models=tmp_path), tmp_path)
    theirs = VerifiedModel(tmp_path, "large", "1", "MIT", {"model.bin": "b" * 64})
    answer = desk.do(work_data.wanted(SPEECH, theirs), b"")
    desk.close()
    assert answer.fate is Fate.FAILED and "中身が、取りまとめ役のものと違います" in answer.said
    assert "山下" not in json.dumps(answer.said, ensure_ascii=False)


def test_a_death_of_the_engine_is_an_answer_and_the_next_task_is_done(
    desk: WorkerDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patched:
        patched.setattr(worker_desk.work_data, "worked", die)
        assert desk.do(work_data.wanted(SPEECH, None), work_data.packed(WORK)).fate is Fate.DIED
    assert desk.do(work_data.wanted(SPEECH, None), work_data.packed(WORK)).fate is Fate.DONE


def test_an_error_is_told_by_its_kind_and_never_quotes(desk: WorkerDesk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(worker_desk.work_data, "worked", quote)
    answer = desk.do(work_data.wanted(SPEECH, None), work_data.packed(WORK))
    assert answer.fate is Fate.FAILED and "ValueError" in answer.said and "加藤" not in answer.said


def test_nothing_of_a_task_is_shown_where_it_is_printed() -> None:
    assert "samples" not in repr(WORK)
    assert cluster_files.SPEECH in repr(Wanted(SPEECH, "", "")) and __version__ in repr(Wanted(SPEECH, "", ""))


def die(*_: object) -> str:
    os.kill(os.getpid(), signal.SIGKILL)
    return ""


def quote(*_: object) -> str:
    raise ValueError("加藤議員の発言")
