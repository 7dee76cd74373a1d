"""An office in a temporary folder: a shared folder with two profiles, a work disk, and a small pipeline."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from transcriber import errors
from transcriber.profiles.tree import ProfileTree
from transcriber.queue.job import Job
from transcriber.queue.store import Store
from transcriber.service.loop import RunOutcome, Service
from transcriber.settings import Folders, Settings, Watching
from transcriber.work.contract import Assignment, Progress, Result, Stop, Stopped, WaitingPapers


class Small:
    """Does what the first word of a recording says: an error's name is raised, anything else becomes a draft. Papers that were not read
    before its turn are read in it."""

    def __init__(self) -> None:
        self.runs: list[Assignment] = []
        self.during: Callable[[Assignment], None] = lambda assignment: None
        self.reading: Callable[[WaitingPapers, Stop], None] = lambda waiting, stop: None

    def __call__(self, assignment: Assignment, *, progress: Progress, stop: Stop) -> Result:
        self.runs.append(assignment)
        if stop():
            raise Stopped
        if assignment.papers:
            waiting = WaitingPapers(assignment.papers, assignment.name, assignment.profile, assignment.work)
            self.read_papers(waiting, stop=stop)
        progress("音声認識", 0.5, 60)
        self.during(assignment)
        if stop():
            raise Stopped
        word = assignment.parts[0].read_bytes()[:40].decode("utf-8", "replace").split(" ")[0]
        if hasattr(errors, word):
            raise getattr(errors, word)("こういうことでした。", "こうしてください。")
        if word == "speak":
            raise UnicodeError(assignment.parts[0].read_text())  # a library that quotes what it choked on
        if word == "bug":
            raise ZeroDivisionError
        if word == "full":
            raise OSError(28, "No space left on device")
        out = assignment.work / "out"
        out.mkdir(exist_ok=True)
        transcript = out / "transcript.json"
        transcript.write_text("{}")
        draft = out / f"{Path(assignment.name).stem[:30]}_下書き.docx"
        draft.write_text(f"draft {assignment.sha256} {assignment.profile.options.office}")
        return Result(transcript, (draft,))

    def read_papers(self, waiting: WaitingPapers, *, stop: Stop) -> None:
        found = waiting.work / "papers.json"
        if not found.exists():
            self.reading(waiting, stop)
            found.write_text("{}")


class Office:
    """Everything a test needs to play a day in an office."""

    def __init__(self, root: Path) -> None:
        self.watch = root / "watch"
        self.work = root / "work"
        self.council = ProfileTree(self.watch / "会議録")
        self.consultation = ProfileTree(self.watch / "相談記録")
        for tree in (self.council, self.consultation):
            for folder in tree.folders():
                folder.mkdir(parents=True)
        self.settings = Settings(
            folders=Folders(watch=self.watch, work=self.work), watching=Watching(poll_seconds=0.02, stable_seconds=0.02)
        )
        self.pipeline = Small()
        self.clock = 1_700_000_000.0
        self.store = Store.open(self.work, self.now)
        self.stop = threading.Event()

    def now(self) -> float:
        return self.clock

    def drop(self, name: str, content: str | bytes = "sound", tree: ProfileTree | None = None) -> Path:
        path = (tree or self.council).inbox / name
        path.parent.mkdir(parents=True, exist_ok=True)
        whole = self.watch / ".on-its-way"  # a look that sees half of it would end a run that is to end
        whole.write_bytes(content if isinstance(content, bytes) else content.encode())
        return whole.replace(path)

    def run(self) -> RunOutcome:
        """What cron does: one pass until nothing is left to do."""
        outcome = Service(self.settings, self.store, self.pipeline, self.stop, now=self.now).run(once=True)
        self.stop.clear()
        return outcome

    def job(self, name: str) -> Job:
        (job,) = [job for job in self.store.jobs() if job.entry == name]
        return job

    def drafts(self, tree: ProfileTree | None = None) -> dict[str, str]:
        folder = (tree or self.council).drafts
        return {p.relative_to(folder).as_posix(): p.read_text() for p in folder.rglob("*") if p.is_file()}


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    office = Office(tmp_path)
    yield office
    office.store.close()


@pytest.fixture(scope="module")
def long_day(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """One office for a whole table of tests."""
    office = Office(tmp_path_factory.mktemp("day"))
    yield office
    office.store.close()
