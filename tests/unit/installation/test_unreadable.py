"""A file that cannot be read is named; what lies beside it goes on, and nothing waits for ever without a word."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from transcriber.intake.arrival import PATIENCE
from transcriber.profiles.tree import PAGE
from transcriber.queue.job import Status

Close = Callable[[Path, OSError], None]


@pytest.fixture
def close(monkeypatch: pytest.MonkeyPatch) -> Close:
    """Let the system refuse to open a file (also to root, whom a mode of 000 would not stop)."""
    closed: dict[str, OSError] = {}
    real = os.open

    def opening(path, flags, mode=0o777, **more):
        name = os.fsdecode(path)
        if name in closed:
            raise type(closed[name])(closed[name].errno, closed[name].strerror, name)
        return real(path, flags, mode, **more)

    monkeypatch.setattr(os, "open", opening)

    def close(path: Path, error: OSError) -> None:
        closed[str(path)] = error

    return close


DENIED = PermissionError(13, "Permission denied")
BAD_DISK = OSError(5, "Input/output error")


def patient(office) -> None:
    """As many looks as an unfinished file is given."""
    for _ in range(PATIENCE + 2):
        office.run()
        office.clock += 3600


@pytest.mark.parametrize("error", [DENIED, BAD_DISK], ids=["no right", "bad sectors"])
@pytest.mark.parametrize("name", ["定例会.docx", "定例会/次第.docx"], ids=["beside it", "in its folder"])
def test_a_paper_that_cannot_be_opened_is_named_and_the_recording_goes_on(office, close, name, error):
    inside = "/" in name
    office.drop("定例会/1.wav" if inside else "定例会.wav")
    close(office.drop(name, "papers"), error)
    office.run()
    (run,) = office.pipeline.runs
    assert run.papers == ()
    (paper,) = run.left_out
    assert paper.name == Path(name).name
    assert "このファイルを開けません" in paper.problem
    assert paper.problem.endswith("ください。")
    assert office.job("定例会" if inside else "定例会.wav").status is Status.DRAFTED
    assert (office.council.done / name).read_bytes() == b"papers", "it stays with its recording"


def test_a_paper_that_is_closed_does_not_hide_a_share_that_is_gone(office, close):
    """Where the recording cannot be read either, it is no fault of the paper: nothing is left out for it."""
    recording, paper = office.drop("定例会.wav"), office.drop("定例会.docx", "papers")
    real_read = office.store.part_copied

    def gone(*given):
        real_read(*given)
        close(recording, BAD_DISK)
        close(paper, BAD_DISK)

    office.store.part_copied = gone
    office.run()
    assert office.pipeline.runs == []
    assert office.job("定例会.wav").status is Status.WAITING


def strange(folder: Path, kind: str) -> Path:
    path = folder / f"定例会_{kind}.docx" if folder.name == "定例会" else folder / "定例会.docx"
    if kind == "pipe":
        os.mkfifo(path)
    elif kind == "link":
        (folder.parent.parent / "よそ.docx").write_text("elsewhere")
        path.symlink_to(folder.parent.parent / "よそ.docx")
    elif kind == "dead link":
        path.symlink_to("nowhere.docx")
    else:
        path.write_bytes(b"")
    return path


WORDS = {"pipe": "ふつうのファイルでは", "link": "リンク", "dead link": "その先に何もありません", "empty": "0バイト"}


@pytest.mark.timeout(60)
@pytest.mark.parametrize("kind", list(WORDS))
@pytest.mark.parametrize("inside", [False, True], ids=["beside it", "in its folder"])
def test_a_paper_that_is_no_file_or_empty_is_named_with_why(office, kind, inside):
    office.drop("定例会/1.wav" if inside else "定例会.wav")
    paper = strange(office.council.inbox / "定例会" if inside else office.council.inbox, kind)
    office.run()
    (run,) = office.pipeline.runs
    (left,) = run.left_out
    assert left.name == paper.name
    assert WORDS[kind] in left.problem
    assert left.problem.endswith("ください。")


def test_what_was_left_out_is_still_known_when_the_work_goes_on_after_a_stop(office):
    office.drop("定例会.wav", "EngineDied sound")
    office.drop("定例会.docx", "")
    office.run()
    office.run()
    assert len(office.pipeline.runs) > 1
    assert [[p.name for p in run.left_out] for run in office.pipeline.runs] == [["定例会.docx"]] * len(
        office.pipeline.runs
    )


@pytest.mark.parametrize("name", ["定例会.wav", "定例会/午後/2.wav"], ids=["alone", "a part"])
def test_a_recording_that_cannot_be_opened_is_named_and_not_the_folder(office, close, name):
    close(office.drop(name, "sound 1"), DENIED)
    if "/" in name:
        office.drop("定例会/午前/1.wav", "sound 0")
    office.drop("別の会議.wav", "sound 2")
    patient(office)
    assert office.job("別の会議.wav").status is Status.DRAFTED
    job = office.job(name.split("/")[0])
    assert job.status in (Status.ARRIVING, Status.WAITING)
    assert Path(name).name in job.found
    assert "権限がありません" in job.found
    assert "情報担当者に連絡してください" in job.found + job.todo
    assert not [n for n in office.store.notices() if "1_録音" in n.found], "the folder is well"
    assert Path(name).name in (office.council.root / PAGE).read_text(encoding="utf-8")


def test_a_folder_within_a_meeting_that_cannot_be_entered_is_named(office, monkeypatch):
    office.drop("定例会/1.wav")
    office.drop("定例会/午後/2.wav")
    real = os.scandir

    def scandir(path):
        if Path(path).name == "午後":
            raise PermissionError(13, "Permission denied", str(path))
        return real(path)

    monkeypatch.setattr(os, "scandir", scandir)
    office.run()
    assert "「午後」の中を読む権限がありません" in office.job("定例会").found
