"""What one profile gave us to read, and how long that takes, is nothing that another profile's recording waits for."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from transcriber.queue.job import Status
from transcriber.queue.shown_names import HiddenNames
from transcriber.service import in_work, loop
from transcriber.service.loop import Service
from transcriber.work.contract import Assignment, Stop, Stopped, WaitingPapers

LONG = 30.0
"""Seconds after which a test gives up waiting for an event."""


@pytest.fixture(autouse=True)
def roomy(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever else this machine does, it has memory for two things at a time."""
    monkeypatch.setattr(in_work.ThisComputer, "largest_beside", lambda self: 1 << 40)


class SlowPapers:
    """Papers whose reading ends when another recording is drafted."""

    def __init__(self, office, other: str) -> None:
        self.other = other
        self.began, self.over = threading.Event(), threading.Event()
        self.in_vain = False
        self.order: list[str] = []
        office.pipeline.reading = self.read
        office.pipeline.during = self.during

    def read(self, waiting: WaitingPapers, stop: Stop) -> None:
        self.began.set()
        self.in_vain |= not self.over.wait(LONG)

    def during(self, assignment: Assignment) -> None:
        self.order.append(assignment.name)
        if assignment.name == self.other:
            self.over.set()


@contextmanager
def watching(office) -> Iterator[None]:
    """The service as a daemon, for as long as the block runs."""
    daemon = Service(office.settings, office.store, office.pipeline, office.stop, now=office.now)
    running = threading.Thread(target=daemon.run, kwargs={"once": False})
    running.start()
    try:
        yield
    finally:
        office.stop.set()
        running.join()


def test_papers_of_one_profile_keep_no_recording_of_another_waiting(office):
    slow = SlowPapers(office, "面談.wav")
    office.drop("委員会/録音.wav", "a")
    office.drop("委員会/次第.docx", "papers")
    office.drop("面談.wav", "much more sound, so that by its size its turn comes last", office.consultation)
    assert not office.run().failed
    assert not slow.in_vain
    assert slow.order == ["面談.wav", "委員会"]
    assert {job.status for job in office.store.jobs()} == {Status.DRAFTED}


def test_a_recording_that_comes_while_papers_are_read_is_begun_at_once(office):
    slow = SlowPapers(office, "面談.wav")
    office.drop("委員会/録音.wav", "a")
    office.drop("委員会/次第.docx", "papers")
    with watching(office):
        assert slow.began.wait(LONG)
        office.drop("面談.wav", "sound", office.consultation)
        assert slow.over.wait(LONG)
    assert not slow.in_vain


def test_within_a_profile_the_order_stays(office):
    """The first waits for its papers, and so does the one behind it."""
    slow = SlowPapers(office, "面談.wav")
    office.drop("一/録音.wav", "a")
    office.drop("一/次第.docx", "papers")
    office.drop("二.wav", "longer, and so behind it")
    office.drop("面談.wav", "much more sound, so that by its size its turn comes last", office.consultation)
    office.run()
    assert slow.order == ["面談.wav", "一", "二.wav"]
    assert not slow.in_vain


def test_papers_are_read_once(office):
    read = []
    office.pipeline.reading = lambda waiting, stop: read.append([p.read_text() for p in waiting.papers])
    office.drop("委員会/録音.wav", "a")
    office.drop("委員会/次第.docx", "papers")
    office.run()
    assert read == [["papers"]]
    assert office.job("委員会").status is Status.DRAFTED


def test_on_a_small_computer_papers_are_read_in_the_turn(office, monkeypatch):
    """Beside a recording in work there is no memory for them, so nothing is begun while they are read."""
    monkeypatch.setattr(in_work.ThisComputer, "largest_beside", lambda self: -1)
    running = []
    office.pipeline.reading = lambda waiting, stop: running.append(office.job("委員会").status)
    office.drop("委員会/録音.wav", "a")
    office.drop("委員会/次第.docx", "papers")
    office.run()
    assert running == [Status.RUNNING]


def test_a_recording_whose_papers_cannot_be_read_ahead_has_its_turn(office, monkeypatch):
    refused = []

    def refuse(waiting: WaitingPapers, stop: Stop) -> None:
        if not refused:
            refused.append(waiting.name)
            raise ZeroDivisionError

    office.pipeline.reading = refuse
    office.drop("委員会/録音.wav", "a")
    office.drop("委員会/次第.docx", "papers")
    assert not office.run().failed
    assert refused == ["委員会"]
    assert office.job("委員会").status is Status.DRAFTED


def test_a_stop_while_papers_are_read_loses_nothing(office):
    """The service ends, and the next one does all of it."""
    began = threading.Event()

    def read(waiting: WaitingPapers, stop: Stop) -> None:
        began.set()
        while not stop():
            office.stop.wait(0.05)
        raise Stopped

    office.pipeline.reading = read
    office.drop("委員会/録音.wav", "a")
    office.drop("委員会/次第.docx", "papers")
    with watching(office):
        assert began.wait(LONG)
    assert office.job("委員会").status is Status.WAITING
    office.stop.clear()
    office.pipeline.reading = lambda waiting, stop: None
    assert not office.run().failed
    assert office.job("委員会").status is Status.DRAFTED
    assert sorted(p.name for p in (office.council.done / "委員会").iterdir()) == ["次第.docx", "録音.wav"]


def test_a_paper_that_was_taken_away_while_the_recording_waited_is_not_read(office, monkeypatch):
    seen = []

    def read(waiting: WaitingPapers, stop: Stop) -> None:
        (office.council.inbox / "委員会" / "名簿.docx").unlink(missing_ok=True)

    office.pipeline.reading = read
    office.pipeline.during = lambda assignment: seen.extend(p.name for p in assignment.papers)
    office.drop("委員会/録音.wav", "a")
    office.drop("委員会/次第.docx", "papers")
    office.drop("委員会/名簿.docx", "people")
    office.run()
    assert seen == ["次第.docx"]


def test_what_is_done_between_recordings_gives_way_to_one(office, monkeypatch):
    """A recording that comes is not kept waiting until all of it is done."""
    asked = []
    chores = loop.Chores(office.settings, office.store, office.now, gives_way=lambda: True)
    monkeypatch.setattr(chores, "_enrol", lambda: asked.append("voices") or {})
    chores()
    assert (asked, chores.waiting) == ([], True)
    chores = loop.Chores(office.settings, office.store, office.now)
    monkeypatch.setattr(chores, "_enrol", lambda: asked.append("voices") or {})
    chores()
    assert (asked, chores.waiting) == (["voices"], False)


def test_a_recording_is_seen_while_the_settings_of_another_profile_are_read(office, monkeypatch):
    """Whether a page shows names stands in 設定.toml: the page waits for that, and no look does."""
    slow = SlowPapers(office, "面談.wav")
    hides = HiddenNames.hides

    def ask(self: HiddenNames, profile: str) -> bool:
        if profile == office.council.root.name:
            slow.read(None, lambda: False)
        return hides(self, profile)

    monkeypatch.setattr(HiddenNames, "hides", ask)
    with watching(office):
        assert slow.began.wait(LONG)
        office.drop("面談.wav", "sound", office.consultation)
        assert slow.over.wait(LONG)
    assert not slow.in_vain
