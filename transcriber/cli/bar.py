"""A progress bar around the pipeline, for whoever sits at the terminal."""

from __future__ import annotations

from dataclasses import dataclass

from rich.console import Console
from rich.progress import BarColumn, TextColumn, TimeElapsedColumn
from rich.progress import Progress as Bar

from transcriber.work.contract import Assignment, Pipeline, Progress, Result, Stop


@dataclass(frozen=True)
class WithBar:
    """A `Pipeline` that shows how far each recording is while the inner one works."""

    inner: Pipeline
    console: Console

    def __call__(self, assignment: Assignment, *, progress: Progress, stop: Stop) -> Result:
        columns = (TextColumn("{task.description}"), BarColumn(), TextColumn("{task.percentage:>3.0f}%"))
        with Bar(*columns, TimeElapsedColumn(), TextColumn("{task.fields[left]}"), console=self.console) as bar:
            self.console.print(assignment.name, highlight=False, markup=False)
            task = bar.add_task("準備", total=1.0, left="")

            def tell(stage: str, done: float, remaining: float | None) -> None:
                left = "" if remaining is None or done >= 1 else f"残り約{max(1, round(remaining / 60))}分"
                bar.update(task, description=stage, completed=done, left=left)
                progress(stage, done, remaining)

            return self.inner(assignment, progress=tell, stop=stop)
