"""How long a command takes that has nothing to do: the start of the program.

    .venv/bin/python -m scripts.bench.startup [--against CHECKOUT] [--runs 10] [--commands "status;version"]

Each command runs in a process of its own on an empty folder, in turns with the same command of another checkout (for
example of an older commit, `git worktree add CHECKOUT COMMIT`), so that what else the machine does meets both. Printed:
medians by clock and by processor, imports included.
"""

from __future__ import annotations

import argparse
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from scripts.bench.corpus import ROOT

COMMANDS = "status;version;models list;--help"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--against", type=Path, help="another checkout")
    parser.add_argument("--runs", type=int, default=10)
    parser.add_argument("--commands", default=COMMANDS, help="separated by ;")
    asked = parser.parse_args()
    checkouts = [c for c in (asked.against, ROOT) if c]
    print("| command | " + " | ".join(f"{c.name}: s (processor)" for c in checkouts) + " |")
    print("|" + "---|" * (len(checkouts) + 1))
    with tempfile.TemporaryDirectory() as empty:
        for number, _ in enumerate(checkouts):  # one each: an older program cannot open a newer one's store
            folder = Path(empty, str(number))
            folder.mkdir()
            (folder / "transcriber.toml").write_text('[folders]\nwork = "work"\nwatch = "watch"\n', encoding="utf-8")
        for command in asked.commands.split(";"):
            took = [
                [_once(c.resolve(), command.split(), Path(empty, str(n))) for n, c in enumerate(checkouts)]
                for _ in range(asked.runs + 1)
            ]
            each = zip(*took[1:], strict=True)  # the first one fills the disk's cache
            cells = [
                f"{statistics.median(t[0] for t in c):.2f} ({statistics.median(t[1] for t in c):.2f})" for c in each
            ]
            print(f"| `{command}` | {' | '.join(cells)} |", flush=True)


def _once(checkout: Path, command: list[str], folder: Path) -> tuple[float, float]:
    """(seconds by the clock, seconds of the processor)"""
    before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    subprocess.run(
        [sys.executable, "-m", "transcriber", *command],
        cwd=folder,
        env=os.environ | {"PYTHONPATH": str(checkout)},
        capture_output=True,
        check=True,
    )
    took, after = time.perf_counter() - began, resource.getrusage(resource.RUSAGE_CHILDREN)
    return took, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


if __name__ == "__main__":
    main()
