"""An append-only file of JSON lines on the local disk, each hashed together with the one before it.

A line is written and synced before the *head* (number and hash of the last line) is noted in the job store. So the file
never ends before the head unless somebody cut it, and a cut tail, a changed, missing or exchanged line is seen
(verification.py). The chain shows alterations; it does not prevent a person who rules the PC from rewriting file and
store together. Against that the head is printed on each monthly report: whoever keeps one can compare.

The log never holds what was said or a person's name: a fact is a number, a truth value, or a short string of letters,
digits and punctuation (a hash, a time, a kind). File names are not written; content is named by its SHA-256.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import os
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

from filelock import FileLock

from transcriber import reasons
from transcriber.errors import AuditError
from transcriber.system import rights

LOG_FILE = "audit.jsonl"
FIRST_HASH = "0" * 64
"""What the first line names as the hash of the line before it."""

_WORD = re.compile(r"[A-Za-z0-9_.:+\-/=, ]{0,200}")
_TAIL = 1 << 16
"""Bytes read from the end of the file to find its last line; a line is far shorter."""

Fact = str | int | float | bool | None | tuple["Fact", ...] | dict[str, "Fact"]


@dataclass(frozen=True)
class LogLine:
    """One line.

    Attributes:
        number: 1, 2, 3 …
        at: when, ISO 8601 with the offset from UTC.
        what: the kind of event, e.g. `drafted`, `returned`, `deleted`.
        job: number of the recording in the job store; None where it is about none.
        profile: the profile's folder name; empty where it is about none.
        facts: hashes, sizes, counts.
        previous: hash of the line before.
        hash: SHA-256 of all the above.
    """

    number: int
    at: str
    what: str
    job: int | None
    profile: str
    facts: dict[str, Any] = field(default_factory=dict)
    previous: str = FIRST_HASH
    hash: str = ""

    def sealed(self) -> LogLine:
        """The same entry with its hash."""
        return LogLine(**{**vars(self), "hash": digest(self)})

    def line(self) -> str:
        """As it stands in the file, without the line end."""
        return json.dumps(vars(self), ensure_ascii=False, separators=(",", ":"), sort_keys=True)


def digest(entry: LogLine) -> str:
    """SHA-256 over everything in the entry but its own hash."""
    body = {k: v for k, v in vars(entry).items() if k != "hash"}
    return hashlib.sha256(
        json.dumps(body, ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode()
    ).hexdigest()


def parse_line(line: str) -> LogLine | None:
    """An entry from a line of the file; None if the line is none."""
    try:
        return LogLine(**json.loads(line))
    except (ValueError, TypeError):
        return None


class Head(Protocol):
    """Where number and hash of the last line are kept, apart from the file."""

    def read(self) -> tuple[int, str]:
        """(number, hash) of the last line known to be on the disk; (0, FIRST) before the first."""

    def write(self, number: int, hash: str) -> None:
        """Note the last line durably."""


class MemoryHead:
    """A head that lives as long as the process: for a log of its own, and for tests."""

    def __init__(self) -> None:
        self.number, self.hash = 0, FIRST_HASH

    def read(self) -> tuple[int, str]:
        return self.number, self.hash

    def write(self, number: int, hash: str) -> None:
        self.number, self.hash = number, hash


class AuditLog:
    """Appends to the log of one installation. Safe between threads and processes.

    Args:
        file: on the local disk.
        head: where the last line is noted.
        now: the wall clock, timezone-aware.
    """

    def __init__(self, file: Path, head: Head, now: Callable[[], dt.datetime]) -> None:
        self.file = file
        self.head = head
        self._now = now
        self._lock = FileLock(file.with_name(f"{file.name}.lock"), timeout=30, mode=rights.FILE)

    def append(self, what: str, *, job: int | None = None, profile: str = "", **facts: Fact) -> LogLine:
        """Write one line and sync it.

        Args:
            facts: numbers, truth values, short ASCII words; tuples and dicts of these.

        Raises:
            ValueError: a fact could hold what was said or a name.
            AuditError: the file cannot be written.
        """
        _check(what)
        _check(facts)
        try:
            rights.make(self.file.parent)
            with self._lock:
                number, previous, torn = self._end()
                entry = LogLine(
                    number=number + 1,
                    at=self._now().isoformat(timespec="seconds"),
                    what=what,
                    job=job,
                    profile=profile,
                    facts=facts,
                    previous=previous,
                ).sealed()
                with self.file.open("ab") as f:
                    f.write((b"\n" if torn else b"") + entry.line().encode() + b"\n")
                    f.flush()
                    os.fsync(f.fileno())
                self.head.write(entry.number, entry.hash)
        except OSError as e:
            raise AuditError(
                f"監査記録 {self.file} に書けません（{reasons.of_system(e)}）。",
                "作業用ディスクの空きと権限を確かめてください。書けるまで、削除などの操作は行いません。",
            ) from e
        return entry

    def _end(self) -> tuple[int, str, bool]:
        """Number and hash that the next line follows, and whether the file ends in the middle of a line.

        That is the last line of the file where it continues the head (the line was written, the head not yet), else the
        head: then lines are missing, and the next line must show that for ever rather than close the gap.
        """
        number, known = self.head.read()
        raw = _tail(self.file)
        torn = bool(raw) and not raw.endswith(b"\n")
        lines = raw.split(b"\n")[:-1]
        last = parse_line(lines[-1].decode("utf-8", "replace")) if lines else None
        follows = last is not None and (
            (last.number, last.previous) == (number + 1, known) and last.hash == digest(last)
        )
        if last is not None and follows:
            return last.number, last.hash, torn
        return number, known, torn


def _tail(file: Path) -> bytes:
    try:
        with file.open("rb") as f:
            size = f.seek(0, os.SEEK_END)
            f.seek(max(0, size - _TAIL))
            return f.read()
    except FileNotFoundError:
        return b""


def _check(fact: Any) -> None:
    if isinstance(fact, dict):
        for key, value in fact.items():
            _check(key)
            _check(value)
    elif isinstance(fact, (tuple, list)):
        for each in fact:
            _check(each)
    elif isinstance(fact, str):
        if not _WORD.fullmatch(fact):
            raise ValueError("the audit log holds no free text")
    elif not (fact is None or isinstance(fact, (int, float, bool))):
        raise ValueError(f"the audit log cannot hold a {type(fact).__name__}")
