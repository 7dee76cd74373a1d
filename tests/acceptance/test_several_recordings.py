"""Several recordings in work at once, as they are where other computers help: in real processes that are really killed.

The pipeline is the small one of driver.py, so nothing here needs models or other computers; tests/acceptance/test_cluster.py has both.
"""

from __future__ import annotations

import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from support.driven_office import Office, driven

from transcriber.profiles.tree import ProfileTree
from transcriber.queue.job import Job, Status

pytestmark = pytest.mark.acceptance

HELPING = {"DRIVER_HELPING": "2", "DRIVER_WINDOW_SECONDS": "0.05"}
"""Two others help, so three recordings are in work."""


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    with driven(tmp_path) as office:
        yield office


def other_profile(office: Office, name: str = "委員会") -> ProfileTree:
    tree = ProfileTree(office.root / "watch" / name)
    for folder in tree.folders():
        folder.mkdir(parents=True)
    return tree


def running(office: Office) -> list[Job]:
    return [job for job in office.jobs().values() if job.status is Status.RUNNING]


def until(true: Callable[[], object], what: str, seconds: float = 60) -> None:
    deadline = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < deadline, what
        time.sleep(0.05)


def settled(office: Office, process: subprocess.Popen[str]) -> int:
    """Wait until all is drafted; the most that were in work at once."""
    most = 0
    deadline = time.monotonic() + 90
    while True:
        jobs = office.jobs().values()
        if jobs and all(job.status.settled for job in jobs):
            return most
        assert process.poll() is None and time.monotonic() < deadline, jobs
        most = max(most, sum(job.status is Status.RUNNING for job in jobs))
        time.sleep(0.02)


def statuses(office: Office) -> dict[str, Status]:
    return {name: job.status for name, job in office.jobs().items()}


def test_one_more_than_computers_help_is_in_work_each_under_its_own_lease(office: Office) -> None:
    for number in range(5):
        office.drop(f"会議{number}.wav", f"WINDOWS 30 {number}")
    process = office.start("watch", **HELPING)
    until(lambda: len(running(office)) == 3, "three are not in work at once")
    assert len({job.owner for job in running(office)}) == 1
    assert settled(office, process) == 3
    assert set(statuses(office).values()) == {Status.DRAFTED}
    assert len(office.drafts()) == 5


def test_without_other_computers_it_is_one_at_a_time(office: Office) -> None:
    for number in range(3):
        office.drop(f"会議{number}.wav", f"WINDOWS 10 {number}")
    assert settled(office, office.start("watch", DRIVER_WINDOW_SECONDS="0.02")) == 1


def test_kill_9_with_several_in_work_loses_none_and_repeats_no_window_that_was_kept(office: Office) -> None:
    for number in range(4):
        office.drop(f"会議{number}.wav", f"WINDOWS 40 {number}")
    process = office.start("watch", **HELPING)
    kept = lambda: list((office.root / "work" / "jobs").glob("*/windows/[0-9]???"))  # noqa: E731
    until(lambda: len(running(office)) == 3 and len(kept()) > 15, "they did not begin")
    process.kill()
    process.wait()
    before = {path: path.stat().st_mtime_ns for path in kept()}
    again = office.start("scan", **HELPING)
    assert again.wait(timeout=90) == 0
    assert {path: path.stat().st_mtime_ns for path in before} == before
    assert set(statuses(office).values()) == {Status.DRAFTED}
    assert len(office.drafts()) == 4, "none twice"


def test_a_recording_that_kills_the_program_is_set_aside_and_no_other_with_it(office: Office) -> None:
    """Of those that were in work nobody knows which one it was, so they go on one by one until each is past that place."""
    for number in range(3):
        office.drop(f"会議{number}.wav", f"WINDOWS 60 {number}")
    office.drop("毒.wav", "DIE")
    for _ in range(6):
        process = office.start("watch", **HELPING)
        until(
            lambda p=process: p.poll() is not None or statuses(office).get("毒.wav") is Status.ATTENTION, "nothing ends"
        )
        if process.poll() is None:
            settled(office, process)
            break
    found = statuses(office)
    assert found.pop("毒.wav") is Status.ATTENTION
    assert set(found.values()) == {Status.DRAFTED}, found


def test_another_profiles_only_recording_does_not_wait_for_all_of_the_first(office: Office) -> None:
    other = other_profile(office)
    for number in range(14):
        office.drop(f"会議{number:02d}.wav", f"WINDOWS 20 {number}")
    process = office.start("watch", **HELPING)
    until(lambda: len(running(office)) == 3, "three are not in work")
    (other.inbox / "一つだけ.wav").write_text("WINDOWS 20 x")
    until(lambda: statuses(office).get("一つだけ.wav") is Status.DRAFTED, "it waits")
    before = sum(status is Status.DRAFTED for status in statuses(office).values())
    assert before < 12, "all of the other profile went first"
    settled(office, process)
    assert set(statuses(office).values()) == {Status.DRAFTED}


def test_one_of_several_is_cancelled_and_the_others_go_on(office: Office) -> None:
    for number in range(3):
        office.drop(f"会議{number}.wav", f"WINDOWS 60 {number}")
    process = office.start("watch", **HELPING)
    until(lambda: len(running(office)) == 3, "three are not in work")
    from transcriber.queue.store import Store

    store = Store.open(office.root / "work", time.time)
    store.cancel(office.jobs()["会議1.wav"])
    store.close()
    settled(office, process)
    assert statuses(office) == {
        "会議0.wav": Status.DRAFTED, "会議1.wav": Status.CANCELLED, "会議2.wav": Status.DRAFTED,
    }  # fmt: skip
    assert (office.tree.inbox / "会議1.wav").exists()


def test_a_signal_gives_all_of_them_back_within_seconds(office: Office) -> None:
    for number in range(3):
        office.drop(f"会議{number}.wav", f"WINDOWS 400 {number}")
    process = office.start("watch", **HELPING)
    until(lambda: len(running(office)) == 3, "three are not in work")
    process.send_signal(signal.SIGTERM)
    assert process.wait(timeout=15) == 0
    assert {(job.status, job.deaths, job.owner) for job in office.jobs().values()} == {(Status.WAITING, 0, "")}


def test_the_same_recording_twice_and_the_same_name_twice_are_told_apart_though_they_are_in_work_together(
    office: Office,
) -> None:
    office.drop("会議.wav", "WINDOWS 10 a")
    office.drop("別の名前.wav", "WINDOWS 10 a")
    office.drop("会議.mp3", "WINDOWS 10 b")
    process = office.start("watch", **HELPING)
    settled(office, process)
    found = statuses(office)
    assert found["会議.mp3"] is Status.DRAFTED
    assert sorted((found["会議.wav"], found["別の名前.wav"])) == [Status.ATTENTION, Status.DRAFTED]
    folders = {job.draft_folder for job in office.jobs().values() if job.status is Status.DRAFTED}
    assert len(folders) == 2 and len(office.drafts()) == 2


def test_a_copy_goes_by_its_original_though_both_could_be_in_work_together(office: Office) -> None:
    office.drop("会議 - コピー.wav", "WINDOWS 10 a")
    office.drop("会議.wav", "WINDOWS 10 a")
    settled(office, office.start("watch", **HELPING))
    assert statuses(office) == {"会議.wav": Status.DRAFTED, "会議 - コピー.wav": Status.ATTENTION}


def test_one_that_fails_or_hangs_holds_up_none_of_the_others(office: Office) -> None:
    office.drop("止まる.wav", "HANG")
    office.drop("誤り.wav", "BUG")
    for number in range(4):
        office.drop(f"会議{number}.wav", f"WINDOWS 10 {number}")
    office.start("watch", **HELPING)
    until(lambda: sum(status is Status.DRAFTED for status in statuses(office).values()) == 4, "the others wait for it")
    assert statuses(office)["止まる.wav"] is Status.RUNNING
    assert statuses(office)["誤り.wav"] is Status.ATTENTION
