"""The 8-hour draft of this program and of an earlier revision, opened in LibreOffice in turn."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from scripts.bench.corpus import ROOT
from scripts.bench.drafts import long_meeting
from transcriber.drafts.word import pdf

TIMES = 5
_DRAFT = """
import sys
sys.path[:0] = [".", "scripts/bench/drafts"]
import long_meeting
print(*long_meeting._draft(int(sys.argv[1]), sys.argv[2], sys.argv[3]))
"""
"""Runs in the tree of each revision: the meeting and the draft are that program's own, whatever name its package has."""


def run(count: int, revision: str) -> None:
    """Print a row a style: seconds and memory to draft, and seconds to open (clock and processor), with the ratio."""
    print(
        f"{count} utterances, this program against {revision}; medians of {TIMES}, in turn\n\n"
        "| style | draft s | memory MB | opens s | … before | ratio | processor s | … before | ratio |\n"
        "|---|---|---|---|---|---|---|---|---|"
    )
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        tree = folder / "before"
        subprocess.run(
            ["git", "worktree", "add", "--detach", str(tree), revision], cwd=ROOT, check=True, capture_output=True
        )
        try:
            for style in ("会議録", "会議録_東郷型"):
                print(_row(count, style, tree, folder), flush=True)
        finally:
            subprocess.run(["git", "worktree", "remove", "--force", str(tree)], cwd=ROOT, check=True)


def _row(count: int, style: str, tree: Path, folder: Path) -> str:
    drafts = {"now": folder / f"now_{style}.docx", "before": folder / f"before_{style}.docx"}
    _, seconds, memory = _drafted(ROOT, count, style, drafts["now"])
    _drafted(tree, count, style, drafts["before"])
    took: dict[str, list[tuple[float, float]]] = {"now": [], "before": []}
    for _ in range(TIMES):
        for which, path in drafts.items():
            took[which].append(_opened(path, folder))
    clock = {w: statistics.median(t for t, _ in times) for w, times in took.items()}
    used = {w: statistics.median(p for _, p in times) for w, times in took.items()}
    return (
        f"| {style} | {seconds:.1f} | {memory:.0f} | {clock['now']:.1f} | {clock['before']:.1f} | {clock['now'] / clock['before']:.2f} "
        f"| {used['now']:.1f} | {used['before']:.1f} | {used['now'] / used['before']:.2f} |"
    )


def _drafted(tree: Path, count: int, style: str, out: Path) -> list[float]:
    """Seconds for the procedure, for the draft, and the most memory (MB)."""
    told = subprocess.run(
        [sys.executable, "-c", _DRAFT, str(count), style, str(out)],
        cwd=tree, env={**os.environ, "PYTHONPATH": str(tree)}, check=True, capture_output=True, text=True,
    )  # fmt: skip
    return [float(x) for x in told.stdout.split()]


def _opened(document: Path, folder: Path) -> tuple[float, float]:
    """Seconds by the clock and of the processor that LibreOffice takes to load it (to plain text)."""
    program = pdf.converter()
    if program is None:
        sys.exit("LibreOffice is missing")
    begun, used = time.perf_counter(), long_meeting.children()
    subprocess.run(
        [str(program), f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--convert-to", "txt:Text",
         "--outdir", str(folder), str(document)],
        check=True, capture_output=True, timeout=900,
    )  # fmt: skip
    return time.perf_counter() - begun, long_meeting.children() - used
