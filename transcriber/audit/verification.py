"""Prove that an audit log is whole: every line, their order, and the end."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from transcriber.audit.log import FIRST_HASH, LogLine, digest, parse_line


@dataclass(frozen=True)
class LogFault:
    """What is wrong at one line (1 is the first of the file; 0: the file as a whole), in Japanese."""

    line: int
    what: str


@dataclass(frozen=True)
class Verdict:
    """What a check of the whole file showed.

    Attributes:
        entries: lines that are entries.
        last: number and hash of the last line, to be compared with one kept elsewhere.
        findings: signs of alteration; none: the log is whole.
        unfinished: lines cut off by a power failure while they were written; nothing was lost by them.
    """

    entries: int
    last: tuple[int, str]
    findings: tuple[LogFault, ...]
    unfinished: int

    @property
    def whole(self) -> bool:
        """No sign of alteration."""
        return not self.findings


def verify_log(file: Path, head: tuple[int, str], *, expect: tuple[tuple[int, str], ...] = ()) -> Verdict:
    """Check a log.

    Args:
        head: number and hash of the last line as the job store knows them.
        expect: (number, first characters of the hash) kept elsewhere, for instance on a printed report.

    Raises:
        OSError: the file is there but cannot be read.
    """
    findings: list[LogFault] = []
    seen: dict[int, str] = {}
    before: LogLine | None = None
    unfinished = 0
    damaged: list[int] = []
    for number, entry in _lines(file):
        if entry is None:
            damaged.append(number)
            continue
        expected, previous = (before.number + 1, before.hash) if before else (1, FIRST_HASH)
        if digest(entry) != entry.hash:
            findings.append(LogFault(number, "内容が書き換えられています（ハッシュが合いません）。"))
        if entry.number != expected:
            findings.append(LogFault(number, _out_of_order(entry.number, expected)))
        elif entry.previous != previous:
            findings.append(LogFault(number, "直前の行とつながっていません（前の行が差し替えられています）。"))
        elif damaged:
            unfinished += len(damaged)  # what follows continues what came before: only a write that never ended
            damaged = []
        findings += [LogFault(n, "読めない行です。") for n in damaged]
        damaged = []
        seen[entry.number] = entry.hash
        before = entry
    unfinished += len(damaged)
    last = (before.number, before.hash) if before else (0, FIRST_HASH)
    if head[0] and seen.get(head[0]) != head[1]:
        missing = head[0] > last[0]
        what = f"末尾が切り取られています（台帳では{head[0]}番まで、記録は{last[0]}番まで）。"
        findings.append(LogFault(0, what if missing else f"{head[0]}番の行が台帳の控えと違います。"))
    for number, start in expect:
        if not seen.get(number, "").startswith(start.lower()):
            findings.append(LogFault(0, f"{number}番の行が、控えのハッシュ {start} と違います。"))
    return Verdict(len(seen), last, tuple(findings), unfinished)


def _out_of_order(number: int, expected: int) -> str:
    if number > expected:
        return f"{expected}番から{number - 1}番までの行がありません。"
    return f"{number}番の行がここにあります。順序が入れ替えられたか、同じ行が二度あります。"


def _lines(file: Path) -> Iterator[tuple[int, LogLine | None]]:
    if not file.exists():
        return
    with file.open("rb") as f:
        for number, raw in enumerate(f, start=1):
            entry = parse_line(raw.decode("utf-8", "replace")) if raw.endswith(b"\n") else None
            yield number, entry
