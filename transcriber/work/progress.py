"""One job's walk through its stages: what is told on the way, how a stop is obeyed, and what each stage took."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import TypeVar

from transcriber.minutes.stage_names import Stage
from transcriber.system import engines
from transcriber.work import time_estimate
from transcriber.work.contract import Progress, Stop, Stopped
from transcriber.work.workfolder import WorkFolder

_T = TypeVar("_T")

STAGE_SHARES = {
    Stage.PAPERS: 0.0,
    Stage.MEDIA: 0.04,
    Stage.VOICE: 0.04,
    Stage.SPEECH: 0.66,
    Stage.WEIGHING: 0.03,
    Stage.SPEAKERS: 0.18,
    Stage.LISTENING: 0.02,
    Stage.DRAFTS: 0.03,
}
"""Share of a job's time that each stage takes, measured on two cores; until this machine has shown its own (time_estimate.py)."""

_TELL = 5.0
"""Seconds after which a stage that has nothing to tell is told again, so that the time left counts down."""


class StageProgress:
    """Told by the stages, asked by the runner.

    Args:
        work: keeps the seconds of each stage over interruptions.
        progress: told the stage, the share of the whole job that is done, and the seconds left.
        stop: true once the job is to stop.
    """

    def __init__(self, work: WorkFolder, progress: Progress, stop: Stop) -> None:
        self.pace = time_estimate.Pace(STAGE_SHARES, {}, time.monotonic)
        self.took: dict[Stage, float] = {}
        self._work = work
        self._progress = progress
        self._stop = stop
        # What was told last: stage, how much of it, when.
        self._at: tuple[Stage | None, float, float] = (None, 0.0, 0.0)
        self._rested = 0.0

    def remember(self, took: Mapping[Stage, float]) -> None:
        """Reckon the time left by what each stage of an earlier recording took here."""
        self.pace = time_estimate.Pace(STAGE_SHARES, took, time.monotonic)

    def call(
        self,
        engine: engines.EngineProcess,
        function: Callable[..., _T],
        *arguments: object,
        done: Callable[[], float] | None = None,
        meanwhile: Callable[[], None] | None = None,
    ) -> _T:
        """Run in the child; a stop ends the child rather than waiting for it.

        Args:
            done: how much of the stage is.
            meanwhile: what this process does at once and then each second, as long as the child works: a second or so at a time,
                and nothing that is not done anyway afterwards.
        """
        future = engine.submit(function, *arguments)
        while True:
            if meanwhile is not None and not future.done():
                meanwhile()
            try:
                return future.result(timeout=1)
            except TimeoutError:
                if future.done():
                    raise
            stage, before, when = self._at
            if stage is not None and time.monotonic() - when > _TELL:
                self.tell(stage, done() if done else before)
            if self._stop():
                engine.kill()
                raise Stopped

    @contextmanager
    def timed(self, stage: Stage, found: float = 0.0) -> Iterator[None]:
        """Around a stage: tell it, with what an earlier run has `found` done of it (0..1), and take its time."""
        self.heed_stop()
        self.tell(stage, found)
        began, rested = time.perf_counter(), self._rested
        try:
            yield
        finally:
            self.rest(0.0)
            self._work.add_seconds(stage, time.perf_counter() - began)
            self.took[stage] = max(0.0, self._work.stage_seconds()[stage] - (self._rested - rested))

    def rest(self, seconds: float) -> None:
        """So long it was other recordings' turn, which says nothing of how fast this one is; 0: it is this one's."""
        self._rested += seconds
        if self._at[0] is not None and self.pace.rest(self._at[0], seconds):
            self.tell(self._at[0], self._at[1])

    def heed_stop(self) -> None:
        if self._stop():
            raise Stopped

    def tell_change(self, stage: Stage, done: float) -> None:
        """For whoever asks several times a second: obey a stop, and tell what is new; without news, that time goes on."""
        self.heed_stop()
        told, before, when = self._at
        if (told, before) != (stage, done) or time.monotonic() - when > _TELL:
            self.tell(stage, done)

    def tell(self, stage: Stage, done: float) -> None:
        """`done` of the stage in 0..1."""
        self._at = (stage, done, time.monotonic())
        self._progress(stage.label, *self.pace.tell(stage, done), rests=self.pace.rests)
