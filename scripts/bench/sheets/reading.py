"""What runs in the child: a file is read as the service reads it, and what that cost is told."""

from __future__ import annotations

import time
from dataclasses import dataclass
from pathlib import Path

from scripts.bench.sheets.truth import Row
from transcriber.errors import TranscriberError
from transcriber.profiles import sheets


@dataclass(frozen=True)
class ChildReading:
    """What the child answers; `rows` None: refused."""

    rows: list[Row] | None
    remarks: list[str]
    error: str
    todo: str
    seconds: float
    memory: int


def reading_of(path: Path) -> ChildReading:
    """Read a file, in the child, and say what it cost."""
    began = time.process_time()
    rows: list[Row] | None = None
    remarks: list[str] = []
    error = todo = ""
    try:
        if "用語" in path.name:
            terms = sheets.parse_glossary(path)
            rows = [(t.term.text, t.term.kana, "、".join(t.term.misheard), t.term.note) for t in terms.terms]
            remarks = [str(r) for r in terms.remarks]
        else:
            people = sheets.parse_roster(path)
            rows = [(p.name, p.kana, p.post, p.seat) for p in people.persons]
            remarks = [str(r) for r in people.remarks]
    except TranscriberError as e:
        error, todo = e.found, e.todo
    seconds = time.process_time() - began
    lines = Path("/proc/self/status").read_text(encoding="ascii", errors="replace").splitlines()
    memory = next(int(line.split()[1]) for line in lines if line.startswith("VmHWM")) // 1024
    return ChildReading(rows, remarks, error, todo, seconds, memory)
