"""The processes below one, and what memory and processor time they take together (Linux)."""

from __future__ import annotations

import os
from pathlib import Path


def process_tree(root: int) -> list[int]:
    """Process numbers of `root` and all its descendants."""
    found = [root]
    for pid in found:
        for tasks in Path(f"/proc/{pid}/task").glob("*/children"):
            try:
                found += map(int, tasks.read_text().split())
            except OSError:  # it has just ended
                continue
    return found


def shared_memory(root: int) -> int:
    """Bytes of a process tree in which a page that several use is shared out among them."""
    return sum(map(_share, process_tree(root)))


def resident_memory(root: int) -> int:
    """Bytes of a process tree in which a page that several use counts for each."""
    return sum(map(_resident, process_tree(root)))


def processor_seconds(root: int) -> float:
    """Of a process tree until now, also of what has ended in it and was waited for."""
    return sum(map(_processor, process_tree(root)))


def _processor(pid: int) -> float:
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0.0
    return sum(map(int, fields[11:15])) / os.sysconf("SC_CLK_TCK")


def _share(pid: int) -> int:
    try:
        rollup = Path(f"/proc/{pid}/smaps_rollup").read_text()
    except OSError:
        return 0
    return sum(int(line.split()[1]) * 1024 for line in rollup.splitlines() if line.startswith("Pss:"))


def _resident(pid: int) -> int:
    try:
        pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    except OSError:
        return 0
    return pages * os.sysconf("SC_PAGE_SIZE")
