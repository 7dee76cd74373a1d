"""A progress bar around the pipeline, for whoever sits at the terminal; one for each recording that is in work."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field

from rich.console import Console
from rich.progress import BarColumn, TextColumn, TimeElapsedColumn
from rich.progress import Progress as Bar

from transcriber.work.contract import Assignment, Pipeline, Progress, Result, Stop, WaitingPapers


@dataclass
class WithBar:
    """A `Pipeline` that shows how far each recording is while the inner one works."""

    inner: Pipeline
    console: Console
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _in_work: int = 0
    _bar: Bar | None = None

    def __call__(self, assignment: Assignment, *, progress: Progress, stop: Stop) -> Result:
        bar = self._begin()
        try:
            self.console.print(assignment.name, highlight=False, markup=False)
            task = bar.add_task("準備", total=1.0, left="")

            def tell(stage: str, done: float, remaining: float | None, *, rests: bool = False) -> None:
                left = "" if remaining is None or done >= 1 else f"残り約{max(1, round(remaining / 60))}分"
                bar.update(task, description=stage, completed=done, left=left)
                progress(stage, done, remaining, rests=rests)

            return self.inner(assignment, progress=tell, stop=stop)
        finally:
            self._end()

    def read_papers(self, waiting: WaitingPapers, *, stop: Stop) -> None:
        self.inner.read_papers(waiting, stop=stop)

    def _begin(self) -> Bar:
        """The terminal shows one display at a time, whoever is in it."""
        with self._lock:
            self._in_work += 1
            if self._bar is None:
                columns = (TextColumn("{task.description}"), BarColumn(), TextColumn("{task.percentage:>3.0f}%"))
                self._bar = Bar(*columns, TimeElapsedColumn(), TextColumn("{task.fields[left]}"), console=self.console)
                self._bar.start()
            return self._bar

    def _end(self) -> None:
        with self._lock:
            self._in_work -= 1
            if not self._in_work and self._bar is not None:
                self._bar.stop()
                self._bar = None
