"""What becomes of checked drafts as offices really return them, through the real intake of returns.

    .venv/bin/python -m scripts.bench.returned_documents [--only WORDS] [--every N]

Over a hundred generated files with known truth: forms of Word files, damage, ticks, other programs' files, lost identities. Counted: read
wrong without a word, refused without the file's name, its kind and what to do; and the largest time and memory of a file.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from scripts.bench.returned_documents import cases, making
from scripts.bench.returned_documents.cases import Case, Read, Refused
from transcriber.exchange.returns import EFFECT, Returns
from transcriber.profiles.tree import ProfileTree
from transcriber.queue.store import Store
from transcriber.review.effect import Effect
from transcriber.service.loop import Service
from transcriber.settings import Folders, Settings, Watching
from transcriber.work.workfolder import work_folder

MOST_SECONDS, MOST_MEMORY = 2.0, 200.0


@dataclass(frozen=True)
class Outcome:
    """What one file came to.

    Attributes:
        wrong: how it was read otherwise than a person would, and nobody was told.
        unclear: what staff were not told of a file that was not read.
        memory: MB of the child that read it.
    """

    case: Case
    wrong: str
    unclear: str
    seconds: float
    memory: float


class Office:
    """A shared folder with drafts, and the intake of returns."""

    def __init__(self, root: Path) -> None:
        self.work = root / "work"
        watch = root / "watch"
        self.tree = ProfileTree(watch / "会議録")
        for folder in self.tree.folders():
            folder.mkdir(parents=True)
        settings = Settings(
            folders=Folders(watch=watch, work=self.work), watching=Watching(poll_seconds=0.02, stable_seconds=0.02)
        )
        self.store = Store.open(self.work, time.time)
        for name in making.RECORDINGS:
            (self.tree.inbox / f"{name}.wav").write_text(name)
        Service(settings, self.store, making.Drafting(), threading.Event()).run(once=True)
        self.drafts = {
            Path(j.entry).stem: (self.tree.drafts / j.draft_folder / f"{Path(j.entry).stem}_下書き.docx").read_bytes()
            for j in self.store.jobs()
        }
        self.returns = Returns(self.store, watch, self.work)

    def take(self, case: Case) -> Outcome:
        """Put a file into 3_確認済み, look until it is read, and take it away again."""
        path = self.tree.checked / case.name
        path.parent.mkdir(parents=True, exist_ok=True)
        if case.folder:
            path.mkdir()
            (path / "Index.zip").write_bytes(case.data)
        else:
            path.write_bytes(case.data)
        began = time.perf_counter()
        with _memory() as peak:
            while self.returns.look(self.tree):
                pass
        seconds = time.perf_counter() - began
        wrong, unclear = self._judged(case)
        for each in sorted(self.tree.checked.rglob("*"), reverse=True):
            each.rmdir() if each.is_dir() else each.unlink()
        self.returns.look(self.tree)
        return Outcome(case, wrong, unclear, seconds, peak[0])

    def _judged(self, case: Case) -> tuple[str, str]:
        last = {r.file: r for r in self.store.keeping.returns(self.tree.root.name)}.get(case.name)
        notice = next(
            (n for n in self.store.notices() if n.place.split("/", 1)[-1] in (case.name, case.name.rpartition("/")[0])),
            None,
        )
        deep = next((n for n in self.store.notices() if n.found and "/" in case.name), None)
        told = last if last is not None else notice or deep
        found, todo = (told.found, told.todo) if told is not None else ("", "")
        if isinstance(case.truth, Refused):
            if last is not None and last.job is not None:
                return f"taken as {last.matched} of job {last.job}", ""
            lacks = [w for w in case.truth.words if w not in found]
            name = Path(case.name).name
            unclear = "no answer" if told is None else f"lacks {lacks}: {found}" if lacks else ""
            unclear = unclear or ("no name" if name not in found and not deep else "") or ("" if todo else "no todo")
            return "", unclear
        if last is None or last.job is None:
            return "", f"refused: {found}"
        return self._read(case.truth, last.job, last.matched, last.ticked, last.items, found), ""

    def _read(self, truth: Read, number: int, how: str, ticked: int, items: int, found: str) -> str:
        job = next(j for j in self.store.jobs() if j.id == number)
        figures = Effect.read(work_folder(self.work, number) / EFFECT)
        got = (Path(job.entry).stem, how, ticked, items, sum(c.count for c in figures.corrections.values()))
        wanted = (truth.recording, truth.how or how, truth.ticked, cases.ALL, truth.corrections)
        if got != wanted:
            return f"{got} instead of {wanted}"
        lacks = [w for w in truth.words if w not in found]
        return f"not told: {lacks}: {found}" if lacks else ""


@contextmanager
def _memory() -> Iterator[list[float]]:
    """The most memory in MB of a child of this process while the block runs (Linux; 0 elsewhere)."""
    peak, over = [0.0], threading.Event()

    def watch() -> None:
        while not over.is_set():
            peak[0] = max([peak[0], *_children()])
            over.wait(0.02)

    watcher = threading.Thread(target=watch, daemon=True)
    watcher.start()
    try:
        yield peak
    finally:
        over.set()
        watcher.join()


def _children() -> list[float]:
    import os

    found = []
    for status in Path("/proc").glob("[0-9]*/status"):
        try:
            if b"answer_requests" not in status.with_name("cmdline").read_bytes():
                continue  # between fork and exec a child is a copy of this process, with all its memory
            lines = dict(line.split(":", 1) for line in status.read_text().splitlines() if ":" in line)
        except OSError:
            continue
        if int(lines.get("PPid", "0")) == os.getpid() and "VmHWM" in lines:
            found.append(int(lines["VmHWM"].split()[0]) / 1024)
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", default="", help="files whose names hold this")
    parser.add_argument("--every", type=int, default=1, help="take every Nth file")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as root:
        office = Office(Path(root))
        office.take(Case("温め.docx", office.drafts["第1回定例会"], Read()))  # what is loaded on first use
        chosen = [c for c in cases.cases(office.drafts) if asked.only in c.name][:: asked.every]
        outcomes = [office.take(case) for case in chosen]
        office.store.close()
    for one in outcomes:
        if one.wrong or one.unclear:
            print(f"{one.case.name}: {one.wrong or one.unclear}")
    slowest, largest = max(outcomes, key=lambda o: o.seconds), max(outcomes, key=lambda o: o.memory)
    wrong, unclear = sum(bool(o.wrong) for o in outcomes), sum(bool(o.unclear) for o in outcomes)
    refused = sum(isinstance(o.case.truth, Refused) for o in outcomes)
    print(
        f"files                                  {len(outcomes)} ({len(outcomes) - refused} to be read, {refused} to be refused)"
    )
    print(f"wrong without a word                   {wrong}")
    print(f"refused without place or what to do    {unclear}")
    print(
        f"largest time                           {slowest.seconds:.2f} s ({slowest.case.name}; at most {MOST_SECONDS:.0f})"
    )
    print(
        f"largest memory                         {largest.memory:.0f} MB ({largest.case.name}; at most {MOST_MEMORY:.0f})"
    )
    sys.exit(bool(wrong or unclear))


if __name__ == "__main__":
    main()
