"""The store's file is opened by the daemon, by cron and by `status` whenever they like."""

import sqlite3
import threading
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

import pytest

from transcriber.errors import StorageError
from transcriber.queue import database
from transcriber.queue.database import STORE_FILE, Database

PROCESSES = 4
TIMES = 30


def _open_and_close(work, barrier):
    for i in range(TIMES):
        barrier.wait()
        for _ in range(2):  # the first may create the file, the second meets the others closing it
            Database.open(work / str(i)).close()


def test_processes_that_open_a_new_store_at_the_same_instant_all_get_it(tmp_path):
    context = get_context("spawn")
    with context.Manager() as manager, ProcessPoolExecutor(PROCESSES, mp_context=context) as pool:
        barrier = manager.Barrier(PROCESSES, timeout=60)
        for running in [pool.submit(_open_and_close, tmp_path, barrier) for _ in range(PROCESSES)]:
            running.result()


def _held_exclusively(work):
    work.mkdir()
    other = sqlite3.connect(work / STORE_FILE, isolation_level=None, check_same_thread=False)
    other.execute("CREATE TABLE held (x)")
    other.execute("BEGIN EXCLUSIVE")
    return other


def test_opening_waits_for_one_who_holds_the_file(tmp_path):
    other = _held_exclusively(tmp_path / "work")
    threading.Timer(0.3, other.close).start()
    Database.open(tmp_path / "work").close()


def test_a_file_that_stays_held_is_said(tmp_path, monkeypatch):
    monkeypatch.setattr(database, "BUSY_SECONDS", 0.2)
    other = _held_exclusively(tmp_path / "work")
    with pytest.raises(StorageError, match=f"作業台帳を読み書きできません.*{database.STORE_FILE}"):
        Database.open(tmp_path / "work")
    other.close()
