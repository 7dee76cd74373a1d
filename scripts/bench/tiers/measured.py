"""What a command cost: processor time and peak memory of all its processes together (Linux)."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from scripts.bench.process_tree import shared_memory

_LOOK = 0.25
"""Seconds between two looks at the memory."""


@dataclass(frozen=True)
class Cost:
    """Seconds of processor time, of all processes; seconds by the clock; bytes at the peak (proportional set size)."""

    processor: float
    clock: float
    peak: int


def measured(command: Sequence[str], *, cwd: Path, environment: Mapping[str, str]) -> Cost:
    """Run a command to its end. Ends the program with what it printed if it fails."""
    began = time.perf_counter()
    with tempfile.TemporaryFile("w+") as printed:
        child = subprocess.Popen(
            command, cwd=cwd, env={**os.environ, **environment}, stdout=printed, stderr=subprocess.STDOUT
        )
        peak, ended, usage = 0, 0, None
        while not ended:
            peak = max(peak, shared_memory(child.pid))
            time.sleep(_LOOK)
            ended, status, usage = os.wait4(child.pid, os.WNOHANG)
        child.returncode = os.waitstatus_to_exitcode(status)
        if child.returncode:
            printed.seek(0)
            sys.exit(f"{' '.join(command)}\n{printed.read()}")
    assert usage is not None
    return Cost(usage.ru_utime + usage.ru_stime, time.perf_counter() - began, peak)
