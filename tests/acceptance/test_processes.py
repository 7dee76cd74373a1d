"""The promise, kept by real processes that are really killed, really stopped, and really denied their disks.

Where a fault needs a file system of its own, the process runs in its own user and mount namespace.
"""

from __future__ import annotations

import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from support.driven_office import HOME, Office, driven
from support.town import until

from transcriber.cli import doctor_at_work
from transcriber.profiles.tree import PAGE, TABLE, ProfileTree
from transcriber.queue.attendance import attendance
from transcriber.queue.job import Status
from transcriber.queue.store import Store
from transcriber.service.standstill import pulse_of
from transcriber.settings import load_settings

pytestmark = pytest.mark.acceptance


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    with driven(tmp_path) as office:
        yield office


def test_cron_takes_what_is_there_and_says_whether_all_went_well(office):
    office.drop("良い.wav", "WINDOWS 2 a")
    assert office.scan()[0] == 0
    office.drop("悪い.wav", "これは録音ではありません")
    assert office.scan()[0] == 1
    assert office.scan()[0] == 0  # nothing new has failed
    assert office.drafts() == ["良い_下書き.docx"]


def test_the_daemon_takes_what_comes_while_it_runs(office):
    office.start("watch")
    office.drop("一.wav", "WINDOWS 1 a")
    office.wait("一.wav", Status.DRAFTED)
    office.drop("二.wav", "WINDOWS 1 b")
    office.wait("二.wav", Status.DRAFTED)


def test_kill_9_in_the_middle_repeats_no_finished_window(office):
    office.drop("長い.wav", "WINDOWS 40 a")
    process = office.start("watch", DRIVER_WINDOW_SECONDS="0.05")
    job = office.wait("長い.wav", Status.RUNNING)
    windows = office.root / "work" / "jobs" / f"{job.id:06d}" / "windows"
    while len(list(windows.glob("[0-9]???"))) < 10:
        time.sleep(0.01)
    process.kill()
    process.wait()
    before = {p: p.stat().st_mtime_ns for p in windows.glob("[0-9]???")}
    assert office.scan()[0] == 0
    assert {p: p.stat().st_mtime_ns for p in before} == before
    assert office.drafts() == ["長い_下書き.docx"]
    assert (office.tree.done / "長い.wav").read_text() == "WINDOWS 40 a"


@pytest.mark.parametrize("asked", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_stops_it_within_seconds_and_nothing_is_lost(office, asked):
    office.drop("長い.wav", "WINDOWS 400 a")
    process = office.start("watch")
    office.wait("長い.wav", Status.RUNNING)
    began = time.monotonic()
    process.send_signal(asked)
    assert process.wait(timeout=10) == 0
    assert time.monotonic() - began < 10
    job = office.jobs()["長い.wav"]
    assert (job.status, job.deaths) == (Status.WAITING, 0)


def test_a_stage_that_hangs_does_not_hold_up_the_stop(office):
    office.drop("止まる.wav", "HANG")
    process = office.start("watch")
    office.wait("止まる.wav", Status.RUNNING)
    process.terminate()
    process.wait(timeout=10)
    job = office.jobs()["止まる.wav"]
    assert (job.status, job.deaths) == (Status.WAITING, 0)


def test_a_recording_that_kills_the_program_is_set_aside_after_two_deaths(office):
    office.drop("毒.wav", "DIE")
    office.drop("次の録音.wav", "WINDOWS 1 a, and longer than the other so that it comes second")
    assert office.scan()[0] == -signal.SIGKILL
    assert office.scan()[0] == -signal.SIGKILL
    office.scan()
    jobs = office.jobs()
    assert (jobs["毒.wav"].status, jobs["次の録音.wav"].status) == (Status.ATTENTION, Status.DRAFTED)
    assert "2回" in jobs["毒.wav"].found


def test_an_overlapping_cron_run_leaves_with_a_word(office):
    office.drop("長い.wav", "WINDOWS 400 a")
    office.start("watch")
    office.wait("長い.wav", Status.RUNNING)
    code, log = office.scan()
    assert code == 0
    assert "another instance" in log


def test_a_daemon_waits_for_a_cron_run_to_end(office):
    office.drop("長い.wav", "WINDOWS 100 a")
    cron = office.start("scan")
    office.wait("長い.wav", Status.RUNNING)
    office.start("watch")
    cron.wait(timeout=30)
    office.drop("後.wav", "WINDOWS 1 b")
    office.wait("後.wav", Status.DRAFTED)


def test_the_lock_goes_with_the_process(office):
    office.drop("長い.wav", "WINDOWS 30 a")
    process = office.start("watch")
    office.wait("長い.wav", Status.RUNNING)
    process.kill()
    process.wait()
    office.tree.inbox.joinpath("長い.wav").write_text("WINDOWS 1 b")
    assert "another instance" not in office.scan()[1]


def test_doctor_says_that_a_watcher_died_and_what_it_left(office):
    assert seen(office).began is False
    office.drop("長い.wav", "WINDOWS 400 a")
    process = office.start("watch")
    office.wait("長い.wav", Status.RUNNING)
    assert seen(office).at_work
    process.kill()
    process.wait()
    office.drop("後.wav", "WINDOWS 1 b")
    left = seen(office)
    assert (left.at_work, left.broken_off, left.waiting) == (False, 1, 1) and left.missed(time.time())
    said = doctor_at_work.watcher(load_settings(office.config), time.time())
    assert "処理の途中で止まった録音 1件、待っている録音 1件" in said.found and "動かし直して" in said.todo
    office.start("watch")
    until(lambda: seen(office).at_work, "no watcher", 30)
    assert doctor_at_work.watcher(load_settings(office.config), time.time()).todo == ""


def seen(office):
    return attendance([office.tree.root], pulse_of(office.tree).at, office.root / "work", time.time())


def test_systemd_is_told_that_it_is_ready_lives_and_stops(office):
    address = office.root / "notify"
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as listener:
        listener.bind(str(address))
        listener.settimeout(20)
        process = office.start("watch", NOTIFY_SOCKET=str(address))
        assert [listener.recv(99), listener.recv(99)] == [b"READY=1", b"WATCHDOG=1"]
        process.terminate()
        assert listener.recv(99) == b"STOPPING=1"


def test_a_full_work_disk_is_waited_out(office):
    office.drop("録音.wav", "WINDOWS 1 " + "a" * 3_000_000)
    work = office.root / "work"
    work.mkdir()
    run = office.confined(
        f'mount -t tmpfs -o size=2m none "{work}" && "$@"; code=$?; '
        f'cp "{work}"/jobs.sqlite3* "{office.root}"; exit $code',
        "--map-root-user", "--mount",
    )  # fmt: skip
    assert run.returncode == 1, run.stderr
    assert "DiskFull" in run.stderr
    assert (office.tree.inbox / "録音.wav").exists()
    assert office.scan()[0] == 0  # the disk is back
    assert office.drafts() == ["録音_下書き.docx"]


def test_a_full_share_delays_the_draft_and_leaves_no_rest(office):
    office.drop("録音.wav", "WINDOWS 1 a")
    drafts = office.tree.drafts
    run = office.confined(
        f'mount -t tmpfs -o size=4k,nr_inodes=3 none "{drafts}" && mkdir "{drafts}/x" && touch "{drafts}/y" && "$@"; '
        f'code=$?; ls -A "{drafts}"; exit $code',
        "--map-root-user", "--mount",
    )  # fmt: skip
    assert run.returncode == 1, run.stderr
    job = office.jobs()["録音.wav"]
    assert (job.status, "空き容量" in job.found) == (Status.WAITING, True)
    assert run.stdout.split() == ["x", "y"]


def test_a_read_only_share_delays_the_draft_and_says_so(office):
    office.drop("録音.wav", "WINDOWS 1 a")
    watch = office.root / "watch"
    run = office.confined(
        f'mount --bind "{watch}" "{watch}" && mount -o remount,bind,ro "{watch}" && "$@"', "--map-root-user", "--mount"
    )
    assert run.returncode == 1, run.stderr
    job = office.jobs()["録音.wav"]
    assert (job.status, "読み取り専用" in job.found) == (Status.WAITING, True)


def test_a_share_without_permission_is_said_and_the_rest_goes_on(office):
    other = ProfileTree(office.root / "watch" / "相談記録")
    for folder in other.folders():
        folder.mkdir(parents=True)
    office.drop("録音.wav", "WINDOWS 1 a")
    other.inbox.chmod(0)
    try:
        run = office.confined('"$@"')
    finally:
        other.inbox.chmod(0o755)
    assert run.returncode == 1, run.stderr
    assert office.drafts() == ["録音_下書き.docx"]
    for file in (PAGE, TABLE):
        told = (other.root / file).read_text(encoding="utf-8-sig")
        assert "相談記録の1_録音を読み書きする権限がありません" in told
        assert "権限" not in (office.tree.root / file).read_text(encoding="utf-8-sig")


def test_a_profile_without_permission_stops_no_other(office):
    other = ProfileTree(office.root / "watch" / "相談記録")
    for folder in other.folders():
        folder.mkdir(parents=True)
    office.drop("録音.wav", "WINDOWS 1 a")
    other.root.chmod(0)
    try:
        run = office.confined('"$@"')
    finally:
        other.root.chmod(0o755)
    assert run.returncode == 1, run.stderr
    assert office.drafts() == ["録音_下書き.docx"]
    store = Store.open(office.root / "work", time.time)
    assert "相談記録" in {n.place for n in store.notices()}
    assert all(n.place.startswith("相談記録") and "権限" in n.found for n in store.notices())
    store.close()


def test_an_inbox_that_is_gone_is_said_on_the_board(office):
    other = ProfileTree(office.root / "watch" / "相談記録")
    for folder in other.folders():
        folder.mkdir(parents=True)
    other.inbox.rename(other.root / "１_録音")
    office.drop("録音.wav", "WINDOWS 1 a")
    assert office.scan()[0] == 1
    assert office.drafts() == ["録音_下書き.docx"]
    assert "「1_録音」のフォルダがありません" in (other.root / PAGE).read_text()


def test_a_recording_without_permission_is_waited_for(office):
    file = office.drop("録音.wav", "WINDOWS 1 a")
    file.chmod(0)
    try:
        office.confined('"$@"')
        assert office.jobs()["録音.wav"].status in (Status.ARRIVING, Status.WAITING)
        assert "権限" in office.jobs()["録音.wav"].found
    finally:
        file.chmod(0o644)


def test_a_recording_renamed_under_a_program_that_is_killed_is_one_recording(office):
    office.drop("旧.wav", "WINDOWS 40 a")
    process = office.start("watch", DRIVER_WINDOW_SECONDS="0.05")
    office.wait("旧.wav", Status.RUNNING)
    (office.tree.inbox / "旧.wav").rename(office.tree.inbox / "新.wav")
    office.wait("新.wav", Status.RUNNING)
    process.kill()
    process.wait()
    (office.tree.inbox / "新.wav").rename(office.tree.inbox / "定例会.wav")  # while nobody looks
    assert office.scan()[0] == 0
    assert {name: job.status for name, job in office.jobs().items()} == {"定例会.wav": Status.DRAFTED}
    assert office.drafts() == ["定例会_下書き.docx"]
    assert [(p.name, p.read_text()) for p in office.tree.done.iterdir()] == [("定例会.wav", "WINDOWS 40 a")]


@pytest.mark.parametrize("people", [(), ("--people",)], ids=["left alone", "renamed, copied and replaced"])
def test_killing_it_again_and_again_loses_nothing(people):
    """The short version of scripts/bench/intake, which does a thousand."""
    bench = HOME / "scripts" / "bench" / "intake"
    run = subprocess.run(
        [sys.executable, str(bench), "--loops", "3", *people], capture_output=True, text=True, timeout=400, check=False
    )
    assert run.returncode == 0, run.stdout + run.stderr
