"""A look at the share takes time, and the worker does not wait for it: what a look saw may be over when it is told."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from transcriber.errors import TranscriberError
from transcriber.intake import inbox
from transcriber.intake.arrival import Arrivals
from transcriber.intake.stability import Stability
from transcriber.queue import publish
from transcriber.queue.job import Job, Status
from transcriber.queue.scan import Scan


@pytest.fixture
def scan(office):
    ticks = iter(range(1000))
    return Scan(office.watch, office.store, Arrivals(Stability(lambda: float(next(ticks))), 0.5))


@pytest.fixture
def waiting(office, scan) -> Job:
    """A recording that has arrived."""
    office.drop("録音.wav")
    scan()
    scan()
    return office.job("録音.wav")


def while_listing(monkeypatch: pytest.MonkeyPatch, act: Callable[[], None], *, before: bool = False) -> None:
    """Let `act` happen while the next listing of an inbox is on its way: after it, or before it."""
    real = inbox.listing

    def slow(folder: Path) -> tuple[inbox.InboxEntry, ...]:
        monkeypatch.setattr(inbox, "listing", real)
        if before:
            act()
            return real(folder)
        seen = real(folder)
        act()
        return seen

    monkeypatch.setattr(inbox, "listing", slow)


def finish(office, job: Job) -> None:
    """What the worker does with a job, all of it."""
    leased = office.store.lease(job, "worker")
    office.store.copied(leased, "hash")
    office.store.drafted(leased, "録音_下書き.docx")
    office.store.archived(leased, publish.archive(office.council.inbox / job.entry, office.council.done))


def states(office) -> list[tuple[Status, str]]:
    return [(j.status, j.archive) for j in office.store.jobs()]


@pytest.mark.parametrize("before", [False, True], ids=["after the listing", "before the listing"])
def test_a_recording_archived_during_a_look_is_neither_new_nor_withdrawn(office, scan, waiting, monkeypatch, before):
    while_listing(monkeypatch, lambda: finish(office, waiting), before=before)
    scan()
    assert states(office) == [(Status.DRAFTED, "録音.wav")]
    scan()
    assert states(office) == [(Status.DRAFTED, "録音.wav")]


def test_a_recording_leased_during_a_look_stays_leased(office, scan, waiting, monkeypatch):
    file = office.council.inbox / "録音.wav"
    file.write_bytes(b"longer than before")
    while_listing(monkeypatch, lambda: office.store.lease(waiting, "worker"))
    scan()
    assert office.job("録音.wav").owner == "worker"


def test_a_touched_original_archived_during_a_look_keeps_its_place_in_the_archive(office, scan, waiting, monkeypatch):
    leased = office.store.lease(waiting, "worker")
    office.store.copied(leased, "hash")
    office.store.drafted(leased, "録音_下書き.docx")
    office.council.inbox.joinpath("録音.wav").write_bytes(b"something else")

    def archive() -> None:
        office.store.archived(leased, publish.archive(office.council.inbox / "録音.wav", office.council.done))

    while_listing(monkeypatch, archive)
    scan()
    assert states(office)[0] == (Status.DRAFTED, "録音.wav")


def test_what_a_person_asked_for_during_a_look_holds(office, scan, waiting, monkeypatch):
    office.council.inbox.joinpath("録音.wav").write_bytes(b"longer than before")
    while_listing(monkeypatch, lambda: office.store.cancel(waiting))
    scan()
    assert office.job("録音.wav").status is Status.CANCELLED


def test_a_person_who_looks_at_an_old_list_cannot_disturb_a_running_job(office, waiting):
    office.store.attention(waiting, TranscriberError("理由", "すること"))
    old = office.job("録音.wav")
    assert office.store.retry(old)
    office.store.lease(office.job("録音.wav"), "worker")
    assert not office.store.retry(old)
    assert not office.store.forget(old)
    assert office.job("録音.wav").status is Status.RUNNING


def test_a_look_tells_what_no_look_before_has_seen_and_what_is_on_its_way(office, scan):
    office.drop("録音.wav")
    first, second, third = scan(), scan(), scan()
    assert [look.fresh for look in (first, second, third)] == [{office.council.root}, set(), set()]
    assert [look.arriving for look in (first, second, third)] == [True, False, False]


def test_a_recording_under_another_name_is_not_one_that_came(office, scan, waiting):
    (office.council.inbox / "録音.wav").rename(office.council.inbox / "定例会.wav")
    assert scan().fresh == set()
