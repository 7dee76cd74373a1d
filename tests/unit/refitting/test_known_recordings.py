"""Where recordings with a known text come from: a folder of sound with its text, and what came back checked."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from transcriber.errors import NamedPathError
from transcriber.exchange import replay as replays
from transcriber.exchange.replay import Figures, Replayed, Skipped
from transcriber.refitting.known_recordings import ClauseObserver, checked_recordings, told_recordings
from transcriber.refitting.noticed_clauses import NoticedClause
from transcriber.review.comparison import Correction
from transcriber.review.kinds import CorrectionKind
from transcriber.work.contract import Assignment

CLAUSES = (NoticedClause("本会議を開きます", 0.0, {}, False, 0.1), NoticedClause("日程第１", 3.0, {}, True, 0.1))


def hears(observer: ClauseObserver, seen: list[Assignment]) -> Any:
    """A pipeline that hears `CLAUSES` in everything."""

    def run(assignment: Assignment, **_: object) -> None:
        seen.append(assignment)
        assert assignment.work.is_dir()
        observer.clauses, observer.seconds = CLAUSES, 60.0

    return run


def told(folder: Path, work: Path) -> tuple[list[Any], list[Assignment]]:
    observer, seen = ClauseObserver(), []  # type: ignore[var-annotated]
    found = told_recordings(folder, None, work, hears(observer, seen), observer, lambda _: None)  # type: ignore[arg-type]
    return list(found), seen


def test_sound_with_its_text_beside_it_is_judged_by_that_text(tmp_path: Path) -> None:
    (tmp_path / "会議.mp3").write_bytes(b"sound")
    (tmp_path / "会議.txt").write_text("本会議を閉じます。\n日程第一。\n", encoding="utf-8")
    (tmp_path / "ほか.mp3").write_bytes(b"sound without text")
    (one,), (assignment,) = told(tmp_path, tmp_path)
    assert one.judged.wrong == (True, False)
    assert one.seconds == 60.0
    assert assignment.name == "会議.mp3"
    assert not assignment.work.exists()


def test_a_text_of_an_older_editor_is_read(tmp_path: Path) -> None:
    (tmp_path / "会議.mp3").write_bytes(b"sound")
    (tmp_path / "会議.txt").write_bytes("本会議を開きます。日程第２。".encode("cp932"))
    ((one,), _) = told(tmp_path, tmp_path)
    assert one.judged.wrong == (False, True)


def test_a_folder_without_any_pair_says_what_should_lie_there(tmp_path: Path) -> None:
    (tmp_path / "会議.mp3").write_bytes(b"sound")
    with pytest.raises(NamedPathError) as error:
        told(tmp_path, tmp_path)
    assert "会議.txt" in error.value.todo


def test_what_came_back_checked_is_judged_by_its_corrections(monkeypatch: pytest.MonkeyPatch) -> None:
    observer = ClauseObserver(CLAUSES, 90.0)
    job = SimpleNamespace(id=1, sha256="a" * 64)
    correction = Correction(CorrectionKind.MISHEARD, "u0001", "開き", "閉じ", "本会議を", "ます", 0.0)
    figures = Figures(None, None, 0, 0)
    replayed = Replayed(job, figures, figures, SimpleNamespace(corrections=(correction,)))  # type: ignore[arg-type]
    skipped = Skipped(job, "元の録音が 処理済み にありません。")  # type: ignore[arg-type]
    monkeypatch.setattr(replays, "replay", lambda *_, **__: iter([skipped, replayed]))
    first, second = checked_recordings(None, [], observer, lambda _: None)  # type: ignore[arg-type]
    assert first is skipped
    assert not isinstance(second, Skipped)
    assert (second.sha256, second.judged.wrong) == ("a" * 64, (True, False))
