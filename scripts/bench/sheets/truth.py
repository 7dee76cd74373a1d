"""What a generated sheet says, and how a reading is judged by it."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

Row = tuple[str, str, str, str]
"""Name, reading, post, seat of a person; term, reading, misheard forms joined by 、, remark of a term."""


@dataclass(frozen=True)
class Case:
    """A file and the truth about it.

    Attributes:
        file: its name; 名簿 or 用語 in it says what it is.
        build: writes it to a path.
        rows: what a person reads in it.
        said: for each, a regular expression that one of the remarks (or the error) must match.
        refused: it may not be read: the error must match `said`.
        heavy: it is there for the time and memory that it costs.
    """

    name: str
    file: str
    build: Callable[[Path], object]
    rows: tuple[Row, ...] = ()
    said: tuple[str, ...] = ()
    refused: bool = False
    heavy: bool = False


@dataclass
class Verdict:
    """How a file was read.

    Attributes:
        silent: what is wrong and not said.
        placeless: the refusal names neither file nor what to do.
    """

    silent: list[str] = field(default_factory=list)
    placeless: bool = False


def judge(case: Case, rows: Sequence[Row] | None, remarks: Sequence[str], error: str, todo: str) -> Verdict:
    """The reading held against the truth.

    Args:
        rows: None where the file was refused.
        error, todo: of the refusal.
    """
    verdict = Verdict()
    told = [*remarks, f"{error} {todo}"]
    verdict.silent += [f"not said: {p}" for p in case.said if not any(re.search(p, line) for line in told)]
    if rows is None:
        verdict.placeless = not todo or Path(case.file).name not in error or not re.search("[ぁ-ん]", error + todo)
        if not case.refused:
            verdict.silent.append(f"refused: {error}")
        return verdict
    if case.refused:
        verdict.silent.append("read, and should be refused")
    missing = [r for r in case.rows if r not in rows]
    added = [r for r in rows if r not in case.rows]
    if missing or added or len(rows) != len(case.rows):
        verdict.silent.append(f"missing {missing}, added {added}, {len(rows)} for {len(case.rows)}")
    return verdict
