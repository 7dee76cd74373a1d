"""The short version of scripts/bench/media: every container, and every sixth of its faults, with nothing lost without a word."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

HOME = Path(__file__).parents[3]


def test_nothing_is_lost_without_a_word() -> None:
    done = subprocess.run(
        [sys.executable, str(HOME / "scripts" / "bench" / "media"), "--quick", "--no-peer"],
        capture_output=True,
        text=True,
        timeout=600,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    row = next(line for line in done.stdout.splitlines() if line.startswith("| transcriber |"))
    files, voiced, *faults = [int(cell) for cell in row.split("|")[2:-1]]
    assert files >= 50
    assert voiced >= 500
    assert faults == [0, 0, 0, 0]
