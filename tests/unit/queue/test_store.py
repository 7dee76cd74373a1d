"""The job store: one row, one state, one journal, on a local disk, and nothing half-done."""

from __future__ import annotations

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from transcriber.errors import DiskFull, NotALocalDisk, StorageError, StoreDamaged, TranscriberError
from transcriber.queue import local_disk, migrations
from transcriber.queue.database import STORE_FILE
from transcriber.queue.job import FileState, Status
from transcriber.queue.store import Store, pause
from transcriber.queue.views import LONGEST_PAUSE


class Clock:
    seconds = 1000.0

    def __call__(self) -> float:
        return self.seconds


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def store(tmp_path, clock):
    store = Store.open(tmp_path, clock)
    yield store
    store.close()


def waiting(store: Store, name: str = "a.wav", size: int = 10):
    store.complete(None, FileState("会議録", name, size, "s1"))
    return next(j for j in store.jobs() if j.entry == name)


def running(store: Store, owner: str = "me"):
    return store.lease(waiting(store), owner)


def test_a_waiting_job_is_leased_once(store):
    job = waiting(store)
    assert store.lease(job, "one").status is Status.RUNNING
    assert store.lease(job, "two") is None


def test_every_change_is_in_the_journal(store):
    job = running(store)
    store.progress(job, "音声認識", 0.2, 30)
    store.progress(job, "音声認識", 0.3, 20)
    store.drafted(job, "a.docx")
    store.archived(job, "a.wav")
    assert [e.what for e in store.events(job.id)] == ["waiting", "leased", "stage", "drafted", "archived"]


def test_progress_never_goes_back(store):
    job = running(store)
    store.progress(job, "a", 0.5, None)
    store.progress(job, "b", 0.2, None)
    assert store.get(job.id).done == 0.5


def test_a_dead_process_is_found_by_its_owner(store):
    job = running(store, "dead")
    store.recover("me")
    assert store.get(job.id).status is Status.WAITING
    assert store.get(job.id).deaths == 1


def test_two_deaths_without_progress_set_aside(store):
    job = running(store)
    store.progress(job, "音声認識", 0.3, None)
    assert store.died(job)
    store.lease(store.get(job.id), "me")
    assert not store.died(job)
    assert store.get(job.id).status is Status.ATTENTION


def test_deaths_with_progress_between_them_do_not_add_up(store):
    """Two power cuts in one long night are not the recording's fault."""
    job = running(store)
    for done in (0.1, 0.2, 0.3, 0.4):
        store.progress(job, "音声認識", done, None)
        assert store.died(job)
        store.lease(store.get(job.id), "me")


def test_errors_are_counted_apart_from_deaths(store):
    job = running(store)
    store.delay(job, DiskFull("満杯です。", "空けてください。"))
    after = store.get(job.id)
    assert (after.attempts, after.deaths, after.found) == (1, 0, "満杯です。")


def test_pauses_double_up_to_a_quarter_of_an_hour():
    assert [pause(n) for n in (1, 2, 3, 9, 99)] == [10, 20, 40, LONGEST_PAUSE, LONGEST_PAUSE]


def test_a_cancelled_job_whose_process_dies_is_cancelled(store):
    job = running(store, "dead")
    store.cancel(job)
    store.recover("me")
    assert store.get(job.id).status is Status.CANCELLED


def test_a_failed_change_leaves_no_trace(store):
    job = waiting(store)
    before = store.events(job.id)
    with pytest.raises(sqlite3.IntegrityError):
        store.attention(job, TranscriberError("理由", "すること"), first=replace(job, id=99))  # there is no such job
    assert store.jobs() == (job,)
    assert store.events(job.id) == before


def test_an_entry_has_one_job_although_two_looks_call_it_new(store):
    job = waiting(store)
    store.complete(None, FileState("会議録", "a.wav", 1, "s"))
    assert store.jobs() == (job,)
    assert [e.what for e in store.events(job.id)] == ["waiting"]


def test_it_survives_reopening(tmp_path, clock):
    first = Store.open(tmp_path, clock)
    job = running(first)
    first.close()
    second = Store.open(tmp_path, clock)
    assert second.get(job.id) == job
    second.close()


def test_it_writes_through_to_the_disk(tmp_path, store):
    values = [
        store._database.connection.execute(f"PRAGMA {name}").fetchone()[0]
        for name in ("journal_mode", "synchronous", "foreign_keys")
    ]
    assert values == ["wal", 2, 1]


@pytest.mark.parametrize("damage", ["text", "torn"])
def test_a_damaged_store_is_said_and_not_touched(tmp_path, clock, damage):
    file = tmp_path / STORE_FILE
    if damage == "text":
        file.write_text("これはデータベースではありません" * 100)
    else:
        store = Store.open(tmp_path, clock)
        for number in range(60):
            waiting(store, f"{number}.wav")
        store.close()
        content = bytearray(file.read_bytes())
        content[4096:12288] = b"\xff" * 8192
        file.write_bytes(content)
    before = file.read_bytes()
    with pytest.raises(StoreDamaged, match="1_録音"):
        Store.open(tmp_path, clock)
    assert file.read_bytes() == before


def test_a_store_of_a_newer_version_is_left_alone(tmp_path, clock, store):
    store._database.connection.execute("PRAGMA user_version = 99")
    with pytest.raises(StoreDamaged, match="新しい版"):
        Store.open(tmp_path, clock)


def test_a_work_folder_that_cannot_be_made_is_said(tmp_path, clock):
    (tmp_path / "file").touch()
    with pytest.raises(StorageError, match="作業用フォルダ"):
        Store.open(tmp_path / "file" / "work", clock)


MOUNTS = """\
22 1 259:1 / / rw shared:1 - ext4 /dev/root rw
30 22 0:40 / /mnt/share rw - {kind} //server/share rw
31 22 0:41 / /mnt/with\\040space rw - {kind} //server/share rw
"""


@pytest.mark.parametrize("kind", ["cifs", "nfs4", "smb3", "fuse.sshfs", "9p"])
@pytest.mark.parametrize("folder", ["/mnt/share/work", "/mnt/with space"])
def test_a_network_drive_is_refused(tmp_path, kind, folder):
    mounts = tmp_path / "mountinfo"
    mounts.write_text(MOUNTS.format(kind=kind))
    with pytest.raises(NotALocalDisk, match=r"folders\.work"):
        local_disk.require_local_disk(Path(folder), mounts)


def test_a_local_disk_is_taken(tmp_path):
    mounts = tmp_path / "mountinfo"
    mounts.write_text(MOUNTS.format(kind="xfs"))
    local_disk.require_local_disk(Path("/mnt/share"), mounts)
    local_disk.require_local_disk(Path("/home"), mounts)
    local_disk.require_local_disk(tmp_path)


def test_every_earlier_schema_can_be_brought_up_to_date(tmp_path):
    for start in range(len(migrations.STEPS)):
        connection = sqlite3.connect(tmp_path / f"{start}.sqlite3", isolation_level=None)
        migrations.migrate(connection, migrations.STEPS[:start])
        migrations.migrate(connection)
        assert migrations.schema_version(connection) == len(migrations.STEPS)
        connection.close()


def test_a_step_that_fails_leaves_the_version_before_it():
    connection = sqlite3.connect(":memory:", isolation_level=None)
    with pytest.raises(sqlite3.OperationalError):
        migrations.migrate(connection, ("CREATE TABLE a (x);", "CREATE TABLE b (x);\nCREATE TABLE a (x);"))
    assert migrations.schema_version(connection) == 1
    assert [row[0] for row in connection.execute("SELECT name FROM sqlite_master")] == ["a"]
    connection.close()


def test_processes_that_start_together_make_one_schema(tmp_path):
    with ThreadPoolExecutor(8) as pool:
        stores = list(pool.map(lambda _: Store.open(tmp_path, Clock()), range(8)))
    for store in stores:
        store.close()


def test_states_have_words_for_staff():
    assert all(status.label for status in Status)
