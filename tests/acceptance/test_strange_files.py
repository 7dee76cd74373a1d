"""Files that nobody should have put there, before the real daemon: another profile's recording starts at once, and every
strange file is named."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest
from support import hostile
from test_processes import Office

from transcriber.profiles.tree import PAGE, ProfileTree
from transcriber.queue.job import Status
from transcriber.queue.store import Store

pytestmark = pytest.mark.acceptance

SOON = 10.0
"""Seconds within which a recording of another profile starts, whatever lies elsewhere."""

SHEETS = {
    "罫線だけ": lambda settings: hostile.bordered_rows(settings / "名簿.xlsx", 5_000),
    "右の端": lambda settings: hostile.far_rows(settings / "名簿.xlsx", 20_000),
    "パイプ": lambda settings: [
        os.mkfifo(settings / n) for n in ("名簿.xlsx", "用語.xlsx", "設定.toml", "ひな形.docx")
    ],
    "段落だらけのひな形": lambda settings: hostile.paragraphs(settings / "ひな形.docx", 3_000_000),
}


FATE = {
    "罫線だけ": Status.DRAFTED,
    "右の端": Status.DRAFTED,  # read as far as something stands in it; its rows are no people, and that is said
    "パイプ": Status.ATTENTION,
    "段落だらけのひな形": Status.DRAFTED,
}
"""What becomes of the profile's own recording. (The small pipeline of these tests fills no template.)"""


@pytest.fixture
def office(tmp_path: Path):
    office = Office(tmp_path)
    office.other = ProfileTree(tmp_path / "watch" / "相談記録")
    for folder in office.other.folders():
        folder.mkdir(parents=True)
    yield office
    for process in office.started:
        if process.poll() is None:
            process.kill()
        process.communicate()


def memory(process) -> int:
    """Megabytes that the process took at the most."""
    lines = Path(f"/proc/{process.pid}/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM")) // 1024


@pytest.mark.parametrize("name", SHEETS)
def test_another_profiles_recording_starts_within_seconds(office, name):
    daemon = office.start("watch")
    office.other.inbox.joinpath("前.wav").write_text("WINDOWS 1 a")
    office.wait("前.wav", Status.DRAFTED, 60)
    before = memory(daemon)

    SHEETS[name](office.tree.settings)
    for n in range(3):
        hostile.paragraphs(office.tree.checked / f"提出{n}.docx", 3_000_000)
    os.mkfifo(office.tree.checked / "管.docx")
    office.drop("会議.wav", "WINDOWS 1 b")
    time.sleep(0.5)
    dropped = time.time()
    office.other.inbox.joinpath("面談.wav").write_text("WINDOWS 1 c")
    office.wait("面談.wav", Status.DRAFTED, 60)
    assert _leased(office, "面談.wav") - dropped < SOON
    assert memory(daemon) - before < 20
    office.wait("会議.wav", FATE[name], 60)
    for word in ("管.docx", "提出0.docx", "提出1.docx", "提出2.docx"):
        _wait_for(office.tree.root / PAGE, word)


def _leased(office, name: str) -> float:
    """When work on a recording began."""
    store = Store.open(office.root / "work", time.time)
    try:
        (job,) = [j for j in store.jobs() if j.entry == name]
        return next(e.at for e in store.events(job.id) if e.what == "leased")
    finally:
        store.close()


def _wait_for(page: Path, word: str) -> None:
    until = time.monotonic() + 60
    while word not in (text := page.read_text(encoding="utf-8")):
        assert time.monotonic() < until, text
        time.sleep(0.1)
