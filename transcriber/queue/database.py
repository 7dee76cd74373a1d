"""The store's database file: opened safely, read and changed by the statements of queries.sql, its faults in our words."""

from __future__ import annotations

import logging
import os
import re
import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from importlib import resources
from pathlib import Path
from typing import Any

from transcriber import reasons
from transcriber.errors import DiskFull, StorageError, StoreDamaged
from transcriber.queue import local_disk, migrations
from transcriber.system import rights

log = logging.getLogger(__name__)

STORE_FILE = "jobs.sqlite3"
FORMER = "jobs.before-{}.sqlite3"
"""The store as it was when an update changed its schema; the number is that of the schema's steps then."""

BUSY_SECONDS = 5.0
BUSY_PAUSE_SECONDS = 0.01


class Database:
    """One connection, safe to share between the threads of a process. Use `open`."""

    def __init__(self, connection: sqlite3.Connection, work: Path | None = None) -> None:
        self.connection = connection
        self._work = work
        self._lock = threading.RLock()

    @classmethod
    def open(cls, work: Path) -> Database:
        """Open (or create) the database in the work folder, and bring its schema up to date.

        Raises:
            NotALocalDisk: `work` is on a network drive.
            StoreDamaged: the file is no intact database, or of a newer version of this program.
            StorageError: the disk does not let us.
        """
        try:
            if local_disk.prepare(work):
                log.warning("the work folder was open to others; it is the user's alone now")
        except OSError as e:
            raise StorageError(
                f"作業用フォルダ {work} を作れません（{reasons.of_system(e)}）。", "場所と権限を確かめてください。"
            ) from e
        file = work / STORE_FILE
        with _translated():
            rights.private_file(file)  # the log beside it gets the same mode
            connection = sqlite3.connect(file, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False)
            try:
                connection.row_factory = sqlite3.Row
                _use_wal(connection)
                for pragma in ("synchronous = FULL", "foreign_keys = ON", "secure_delete = ON", "temp_store = MEMORY"):
                    connection.execute(f"PRAGMA {pragma}")
                if connection.execute("PRAGMA integrity_check").fetchone()[0] != "ok":
                    raise _damaged()
                if migrations.schema_version(connection) > len(migrations.STEPS):
                    raise StoreDamaged(
                        "作業台帳がこのプログラムより新しい版で作られています。",
                        "新しい版のプログラムを使ってください。",
                    )
                _keep_former(connection, work)
                migrations.migrate(connection)
            except BaseException:
                connection.close()
                raise
        return cls(connection, work)

    def close(self) -> None:
        """Let go of the file."""
        with self._lock:
            self.connection.close()

    def read(self, query: str, /, **values: Any) -> list[sqlite3.Row]:
        """The rows of a named query."""
        with self._lock, _translated():
            return self.connection.execute(_QUERIES[query], values).fetchall()

    def run(self, query: str, /, **values: Any) -> sqlite3.Cursor:
        """Run a named statement; only within `transaction`."""
        return self.connection.execute(_QUERIES[query], values)

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All or nothing of what is run in the block."""
        with self._lock, _translated():
            self.connection.execute("BEGIN IMMEDIATE")
            try:
                yield
                self.connection.execute("COMMIT")
            except BaseException:
                if self.connection.in_transaction:
                    self.connection.execute("ROLLBACK")
                raise

    def scrub(self) -> bool:
        """Write the file anew, so that no byte of what was deleted or changed is left in it or in its log. False while another
        process reads it: then it is to be tried again. A copy of before an update goes, too: it holds what was erased since.
        """
        with self._lock, _translated():
            for former in self._work.glob(FORMER.format("*")) if self._work is not None else ():
                former.unlink(missing_ok=True)
            try:
                self.connection.execute("VACUUM")
                (busy, _, _) = self.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
            except sqlite3.OperationalError as e:
                if e.sqlite_errorcode & 0xFF in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
                    return False
                raise
        return not busy


def _keep_former(connection: sqlite3.Connection, work: Path) -> None:
    """Before an update changes the schema, a copy that the program of before can go on with. It is whole or absent."""
    version = migrations.schema_version(connection)
    former = work / FORMER.format(version)
    if not 0 < version < len(migrations.STEPS) or former.exists():
        return
    if not connection.execute("SELECT EXISTS (SELECT 1 FROM jobs)").fetchone()[0]:
        return  # perhaps another process is just making it, step by step
    part = former.with_suffix(f".{os.getpid()}.part")
    part.unlink(missing_ok=True)
    rights.private_file(part)
    with closing(sqlite3.connect(part)) as copy:
        connection.backup(copy)
    part.replace(former)


def _use_wal(connection: sqlite3.Connection) -> None:
    """Switch to the write-ahead log, waiting for others who open or close the same file at this instant.

    While one process makes the file and another switches or closes it, SQLite answers "locked" at once, whatever the
    connection's timeout, lest the two wait for each other (https://www.sqlite.org/c3ref/busy_handler.html).
    """
    give_up = time.monotonic() + BUSY_SECONDS
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
            return
        except sqlite3.OperationalError as e:
            if e.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or time.monotonic() > give_up:
                raise
            time.sleep(BUSY_PAUSE_SECONDS)


@contextmanager
def _translated() -> Iterator[None]:
    """SQLite's errors in our tree."""
    try:
        yield
    except sqlite3.OperationalError as e:
        if "full" in str(e):
            raise DiskFull(
                "作業台帳を書き込む空き容量がありません。",
                "作業用ディスクの空きを増やしてください。空きができれば自動で続けます。",
            ) from e
        if "malformed" in str(e):
            raise _damaged() from e
        raise StorageError(
            "作業台帳を読み書きできません。",
            f"作業用フォルダの {STORE_FILE} を、プログラムを動かす利用者が読み書きできるか、ほかのプログラムが使い続けていないかを確かめて、"
            "もう一度実行してください。",
        ) from e
    except (sqlite3.IntegrityError, sqlite3.ProgrammingError):
        raise  # a mistake in this module, not in the file
    except sqlite3.DatabaseError as e:
        raise _damaged() from e


def _damaged() -> StoreDamaged:
    return StoreDamaged(
        "作業台帳が壊れています。",
        f"作業用フォルダの {STORE_FILE}（と -wal、-shm）を別の場所に移してから始め直してください。"
        "録音は 1_録音 と 処理済み に残っています。",
    )


def _load() -> dict[str, str]:
    text = resources.files("transcriber.queue").joinpath("queries.sql").read_text(encoding="utf-8")
    pieces = re.split(r"^-- name: (\w+)\n", text, flags=re.MULTILINE)[1:]
    return dict(zip(pieces[::2], pieces[1::2], strict=True))


_QUERIES = _load()
