"""Questions on the command line about recordings: answered in Japanese, and refused where they make no sense."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from transcripts import transcript
from typer.testing import CliRunner

import transcriber.queue
from transcriber.cli.main import app
from transcriber.errors import ShareUnreachable, TranscriberError
from transcriber.intake.copying import LocalCopy
from transcriber.minutes.capture import FileRead, WholenessVerdict
from transcriber.queue import lock
from transcriber.queue.event_words import event_words
from transcriber.queue.job import Event, FileState, Status
from transcriber.queue.store import Store
from transcriber.retention.rules import FileKind
from transcriber.work.received import Received


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "300")
    (tmp_path / "transcriber.toml").write_text('[folders]\nwatch = "watch"\nwork = "work"\n')
    (tmp_path / "watch").mkdir()
    return tmp_path


@pytest.fixture
def store(place: Path) -> Iterator[Store]:
    store = Store.open(place / "work", lambda: 1_700_000_000.0)
    yield store
    store.close()


@pytest.mark.parametrize("days", [-5, -1, 36_501, 10**12])
def test_days_that_are_none_are_refused_with_what_may_be_said(place: Path, days: int) -> None:
    done = CliRunner().invoke(app, ["retention", "--days", str(days)])
    assert isinstance(done.exception, TranscriberError)
    assert str(days) in done.exception.found
    assert "0から36500まで" in done.exception.todo
    assert not done.output


@pytest.mark.parametrize("days", [0, 36_500])
def test_the_first_and_the_last_day_may_be_asked_for(place: Path, days: int) -> None:
    done = CliRunner().invoke(app, ["retention", "--days", str(days)])
    assert done.exit_code == 0, done.output
    assert f"{days}日のうちに消えるものはありません" in done.output


def test_the_course_of_a_recording_is_told_in_japanese(store: Store) -> None:
    store.complete(None, FileState("会議録", "定例会.wav", 5, "s"))
    (job,) = store.jobs()
    leased = store.lease(job, "owner")
    assert leased is not None
    store.progress(leased, "音声認識", 0.4, None)
    store.part_copied(leased, 1, LocalCopy(Path("part-001.wav"), "0" * 64, 5))
    store.copied(leased, "0" * 64)
    store.died(leased)
    store.delay(leased, ShareUnreachable("応答しません。", "お待ちください。"))
    store.drafted(leased, "下書き.docx")
    store.archived(leased, "定例会.wav")
    done = CliRunner().invoke(app, ["status", str(job.id)])
    assert done.exit_code == 0, done.output
    told = [line[21:] for line in done.output.splitlines()]
    assert told == [
        "待っています",
        "処理を始めました",
        "段階：音声認識",
        "録音を作業用フォルダに写し取りました",
        "処理の途中でプログラムが止まりました（音声認識、1回目）",
        "うまくいかなかったので、時間をおいてやり直します（エラーの種類：ShareUnreachable）",
        "下書きができました",
        "元の録音を 処理済み に移しました",
    ]


def test_every_line_that_the_store_can_write_has_words() -> None:
    source = "".join(p.read_text(encoding="utf-8") for p in Path(transcriber.queue.__path__[0]).glob("*.py"))
    written = set(re.findall(r'_(?:event|change|end|seen_so)\([^"\n]*"([a-z_]+)"', source))
    written |= set(re.findall(r'what="([a-z_]+)"', source))
    assert {"leased", "renamed", "held", "released", "withdrawn", "returned"} <= written
    for what in written | {status.value for status in Status} | {"delayed", "attention"}:
        assert re.search(r"[ぁ-ん一-鿿]", event_words(Event(0, what, ""))), what


@pytest.mark.parametrize(
    ("what", "detail", "words"),
    [
        ("erased", FileKind.AUDIO.value, "保存期間の決まりにより消しました（録音）"),
        ("requeued", "settings", "もう一度、順番を待つことにしました（設定が変わったため）"),
        ("released", "stopped hard", "途中で止めました。続きからやり直します（すぐに止める指示）"),
        ("returned", "f" * 64, "確認済みのファイルが戻りました"),
        ("died", " 3", "処理の途中でプログラムが止まりました（準備、3回目）"),
    ],
)
def test_what_belongs_to_a_line_is_in_japanese_too(what: str, detail: str, words: str) -> None:
    assert event_words(Event(0, what, detail)) == words


def test_the_list_says_which_recordings_are_cut(place: Path, store: Store) -> None:
    for name in ("切れた.wav", "よい.wav"):
        store.complete(None, FileState("会議録", name, 5, name))
    for job, verdict in zip(store.jobs(), ("cut", "whole"), strict=True):
        media = place / "work" / "jobs" / f"{job.id:06d}" / "media.json"
        media.parent.mkdir(parents=True)
        media.write_text(media_json(verdict), encoding="utf-8")
    done = CliRunner().invoke(app, ["status"])
    assert done.exit_code == 0, done.output
    cut, whole = (line for line in done.output.splitlines() if ".wav" in line)
    assert "途中で切れています（読めたのは1分0秒まで。あと3分36秒あるはずです）" in cut
    assert "切れて" not in whole


def test_a_recording_in_work_of_one_who_was_killed_is_not_told_as_if_it_went_on(place: Path, store: Store) -> None:
    assert "録音はまだありません。" in CliRunner().invoke(app, ["status"]).output
    store.complete(None, FileState("会議録", "定例会.wav", 5, "s"))
    (job,) = store.jobs()
    store.progress(store.lease(job, "owner") or job, "音声認識", 0.42, None)
    with lock.only_instance(place / "work"):
        at_work = CliRunner().invoke(app, ["status"]).output
    killed = CliRunner().invoke(app, ["status"]).output
    assert "定例会.wav" in at_work and "見張りが動いていない" not in at_work
    assert (
        "見張りが動いていないので、「文字起こし中」の録音 1件は止まっています。" in killed and "動かし直して" in killed
    )


def media_json(verdict: str) -> str:
    missing = 216.0 if verdict == "cut" else None
    read = FileRead(name="録音.wav", seconds=60, verdict=WholenessVerdict(verdict), missing_seconds=missing)
    recording = transcript().recording.model_copy(update={"files": (read,)})
    return Received(key="k", recording=recording).model_dump_json()
