"""The store's schema, step by step. Append only: a step that has shipped is never edited."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

STEPS = (
    """
    CREATE TABLE jobs (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      profile TEXT NOT NULL,
      entry TEXT NOT NULL,              -- its name in the inbox
      size INTEGER NOT NULL,            -- bytes of all parts
      signature TEXT NOT NULL,          -- names, sizes and times of the parts when last looked at
      sha256 TEXT,                      -- of the content, once copied in
      status TEXT NOT NULL,
      stage TEXT NOT NULL DEFAULT '',
      done REAL NOT NULL DEFAULT 0,     -- of the whole job, 0..1
      remaining REAL,                   -- seconds, or unknown
      found TEXT NOT NULL DEFAULT '',   -- what staff are told
      todo TEXT NOT NULL DEFAULT '',
      first INTEGER REFERENCES jobs (id) ON DELETE SET NULL,  -- the job with the same content
      again INTEGER NOT NULL DEFAULT 0, -- a person asked for it although its content is known
      settings TEXT NOT NULL DEFAULT '', -- how the profile's settings looked when they were refused
      wish TEXT NOT NULL DEFAULT '',    -- 'cancel' while a running job is asked to stop
      attempts INTEGER NOT NULL DEFAULT 0,    -- temporary errors in a row
      not_before REAL NOT NULL DEFAULT 0,     -- next attempt, seconds since 1970
      deaths INTEGER NOT NULL DEFAULT 0,      -- process deaths at one stage without progress between them
      death_stage TEXT NOT NULL DEFAULT '',
      death_done REAL NOT NULL DEFAULT 0,
      owner TEXT NOT NULL DEFAULT '',   -- the process that holds the lease
      heartbeat REAL,
      in_inbox INTEGER NOT NULL DEFAULT 1,
      archive TEXT NOT NULL DEFAULT '', -- the original's name in the archive folder
      draft_folder TEXT NOT NULL DEFAULT '',
      draft TEXT NOT NULL DEFAULT '',   -- the Word draft's name
      arrived REAL NOT NULL,
      started REAL,
      changed REAL NOT NULL
    );
    CREATE UNIQUE INDEX one_job_per_entry ON jobs (profile, entry) WHERE in_inbox = 1;
    CREATE INDEX jobs_by_content ON jobs (profile, sha256);
    CREATE TABLE parts (
      job INTEGER NOT NULL REFERENCES jobs (id) ON DELETE CASCADE,
      position INTEGER NOT NULL,
      file TEXT NOT NULL,               -- local name
      sha256 TEXT NOT NULL,
      size INTEGER NOT NULL,
      PRIMARY KEY (job, position)
    );
    CREATE TABLE publications (         -- every content we ever put, or set out to put, at a name
      job INTEGER NOT NULL REFERENCES jobs (id) ON DELETE CASCADE,
      name TEXT NOT NULL,
      sha256 TEXT NOT NULL,
      PRIMARY KEY (job, name, sha256)
    );
    CREATE TABLE events (               -- the journal; it outlives its job and holds no names
      id INTEGER PRIMARY KEY,
      job INTEGER NOT NULL,
      at REAL NOT NULL,
      what TEXT NOT NULL,
      detail TEXT NOT NULL
    );
    CREATE INDEX events_of_job ON events (job);
    CREATE TABLE notices (              -- what is wrong with a folder, not with one recording
      place TEXT PRIMARY KEY,
      found TEXT NOT NULL,
      todo TEXT NOT NULL,
      since REAL NOT NULL
    );
    """,
    """
    CREATE TABLE audit (                -- the last line of the audit log, and how far it has followed the journal
      one INTEGER PRIMARY KEY CHECK (one = 1),
      number INTEGER NOT NULL,
      hash TEXT NOT NULL,
      event INTEGER NOT NULL
    );
    INSERT INTO audit VALUES (1, 0, '', 0);
    CREATE TABLE holds (                -- nothing of these recordings is deleted
      job INTEGER PRIMARY KEY REFERENCES jobs (id) ON DELETE RESTRICT,
      reason TEXT NOT NULL,             -- in the words of a person
      since REAL NOT NULL
    );
    CREATE TABLE erasures (             -- what the retention rule has deleted
      job INTEGER NOT NULL REFERENCES jobs (id) ON DELETE CASCADE,
      what TEXT NOT NULL,               -- audio, work, drafts, finals
      at REAL NOT NULL,
      PRIMARY KEY (job, what)
    );
    CREATE TABLE returns (              -- every content that came back in a folder for checked files
      id INTEGER PRIMARY KEY,
      profile TEXT NOT NULL,
      file TEXT NOT NULL,               -- its name there
      signature TEXT NOT NULL,          -- size and time when it was read
      sha256 TEXT NOT NULL,
      job INTEGER REFERENCES jobs (id) ON DELETE CASCADE,  -- none: it could not be read, or is not ours
      matched TEXT NOT NULL,            -- identity, bookmarks, text; empty: not at all
      ticked INTEGER NOT NULL,          -- of the checklist
      items INTEGER NOT NULL,
      found TEXT NOT NULL,              -- a note or an error, for staff
      todo TEXT NOT NULL,
      at REAL NOT NULL
    );
    CREATE INDEX returns_of_profile ON returns (profile, file);
    CREATE INDEX returns_of_job ON returns (job);
    """,
    """
    ALTER TABLE jobs ADD COLUMN former TEXT NOT NULL DEFAULT '';  -- its name before a rename that is not proved yet
    ALTER TABLE jobs ADD COLUMN called TEXT NOT NULL DEFAULT '';  -- its name when its first draft was published
    UPDATE jobs SET called = entry WHERE draft_folder <> '';
    DROP TABLE erasures;                -- that a kind was deleted once says nothing of what came since; the journal has the day
    ALTER TABLE jobs ADD COLUMN erased REAL;  -- since when nothing is left of it, its name included
    CREATE TABLE originals (            -- every file of a recording that was moved into the archive folder, by its place there
      job INTEGER NOT NULL REFERENCES jobs (id) ON DELETE CASCADE,
      place TEXT NOT NULL,
      sha256 TEXT NOT NULL,             -- empty: a paper, which is the office's own
      PRIMARY KEY (job, place)
    );
    CREATE TABLE leftovers (            -- what the retention rule had to leave, in words for staff
      job INTEGER PRIMARY KEY REFERENCES jobs (id) ON DELETE CASCADE,
      found TEXT NOT NULL,
      todo TEXT NOT NULL,
      since REAL NOT NULL
    );
    CREATE TABLE written (              -- every content of a file that we bring up to date on the share, apart from drafts
      folder TEXT NOT NULL,
      name TEXT NOT NULL,
      sha256 TEXT NOT NULL,
      PRIMARY KEY (folder, name, sha256)
    );
    CREATE TABLE scrubbing (            -- whether bytes of what was erased may still lie in this file
      one INTEGER PRIMARY KEY CHECK (one = 1),
      due INTEGER NOT NULL
    );
    INSERT INTO scrubbing VALUES (1, 0);
    """,
    """
    CREATE TABLE whole (                -- originals that were read again and held what they should
      job INTEGER PRIMARY KEY REFERENCES jobs (id) ON DELETE CASCADE,
      files TEXT NOT NULL,              -- hash of what the system says of its files: numbers, sizes, times
      at REAL NOT NULL
    );
    """,
    """
    ALTER TABLE jobs ADD COLUMN rests INTEGER NOT NULL DEFAULT 0;  -- running, and other recordings' turn at the other computers
    """,
)


def schema_version(connection: sqlite3.Connection) -> int:
    """How many steps the database has taken."""
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def migrate(connection: sqlite3.Connection, steps: tuple[str, ...] = STEPS) -> None:
    """Take the steps still missing, each with its number in one transaction; several processes may do so at once.

    Args:
        connection: without implicit transactions (isolation_level None).
    """
    while (number := schema_version(connection)) < len(steps):
        connection.execute("BEGIN IMMEDIATE")
        try:
            if schema_version(connection) == number:  # else another process was faster
                for statement in _statements(steps[number]):
                    connection.execute(statement)
                connection.execute(f"PRAGMA user_version = {number + 1}")
        except BaseException:
            connection.execute("ROLLBACK")
            raise
        connection.execute("COMMIT")


def _statements(script: str) -> Iterator[str]:
    """The script's statements (executescript would commit before the first)."""
    gathered = ""
    for line in script.splitlines(keepends=True):
        gathered += line
        if sqlite3.complete_statement(gathered):
            yield gathered
            gathered = ""
    if gathered.strip():
        yield gathered
