"""How long a job will still take, and how far it is: from how fast this machine was before and how fast it is now.

Nothing is promised without ground: as long as neither an earlier recording nor the present one has shown how fast a stage
is, there is no figure. Work that an earlier, interrupted run did counts as done, not as speed.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from transcriber.minutes.stage_names import Stage
from transcriber.system import durable

PACE_FILE = "pace.json"
"""In the work folder: {what runs where: {stage: seconds of work for a second of recording}}."""

EVIDENCE = 0.04
"""Share of a stage that must have been seen in this run before its speed is believed."""

SHORTEST_RECORDING = 60.0
"""Seconds of recording from which on a stage's speed is worth remembering; shorter ones are mostly starting up."""

_ONE_WRITER = threading.Lock()
"""Several recordings may end at the same time."""

_NEW = 0.5
"""Weight of the newest recording in what is remembered."""


@dataclass
class _Seen:
    """A stage in this run: where it stood when we came, where it stands, and since when."""

    first: float
    done: float
    since: float


class Pace:
    """Follows one run of a job through its stages.

    Args:
        shares: stage → its usual share of a whole job, in order; used until this machine has shown its own.
        known: stage → seconds of work for a second of recording, from earlier recordings.
        monotonic: seconds from a clock that never goes back.
    """

    def __init__(
        self, shares: Mapping[Stage, float], known: Mapping[Stage, float], monotonic: Callable[[], float]
    ) -> None:
        self._known = {stage: known[stage] for stage in shares if stage in known}
        all_known = all(stage in self._known for stage, share in shares.items() if share)
        self._weights = {stage: self._known.get(stage, 0.0) if all_known else shares[stage] for stage in shares}
        self._order = list(shares)
        self._monotonic = monotonic
        self._seen: dict[Stage, _Seen] = {}
        self.rests = False
        self.recording: float | None = None
        """Seconds of recording, once it is decoded."""

    def rest(self, stage: Stage, seconds: float) -> bool:
        """So long nothing of `stage` was worked on; 0: it is again. True if that is new."""
        if stage in self._seen:
            self._seen[stage].since += seconds
        before, self.rests = self.rests, seconds > 0
        return before is not self.rests

    def tell(self, stage: Stage, done: float) -> tuple[float, float | None]:
        """(how much of the whole job is done in 0..1, seconds it will still take or None) now that `done` of `stage` is."""
        now = self._monotonic()
        seen = self._seen.setdefault(stage, _Seen(done, done, now))
        seen.done = max(seen.done, done)
        before = sum(self._weights[s] for s in self._order[: self._order.index(stage)])
        whole = (before + self._weights[stage] * seen.done) / (sum(self._weights.values()) or 1)
        return min(whole, 1.0), None if self.rests else self._remaining(stage, seen, now)

    def _remaining(self, stage: Stage, seen: _Seen, now: float) -> float | None:
        full = self._measured(seen, now)  # seconds the whole stage would take
        elapsed = now - seen.since
        if full is not None:
            left = full * (1 - seen.done)
        else:
            full = self._expected(stage)
            if full is None or seen.done < 1 and elapsed > full * (1 - seen.first):
                return None  # it takes longer than it ever did: nobody knows how much
            left = max(0.0, full * (1 - seen.first) - elapsed) if seen.done < 1 else 0.0
        for later in self._order[self._order.index(stage) + 1 :]:
            seconds = self._expected(later) if self._weights[later] else 0.0
            if seconds is None:
                if not full or not self._weights[stage]:
                    return None
                seconds = full * self._weights[later] / self._weights[stage]
            left += seconds
        return left

    def _measured(self, seen: _Seen, now: float) -> float | None:
        moved = seen.done - seen.first
        return (now - seen.since) / moved if moved >= EVIDENCE else None

    def _expected(self, stage: Stage) -> float | None:
        if self.recording is None or stage not in self._known:
            return None
        return self._known[stage] * self.recording


def read_pace(work: Path, engines: str) -> dict[Stage, float]:
    """What is remembered of `engines` (tier and device): stage → seconds of work for a second of recording."""
    known = _load(work).get(engines, {})
    return {stage: known[stage] for stage in Stage if stage in known}


def remember_pace(work: Path, engines: str, seconds: Mapping[Stage, float], recording: float) -> None:
    """Note what each stage of a finished job took, in seconds, for `recording` seconds of sound."""
    if recording < SHORTEST_RECORDING or not work.is_dir():
        return
    with _ONE_WRITER:
        everything = _load(work)
        known = everything.setdefault(engines, {})
        for stage, took in seconds.items():
            new = took / recording
            known[stage] = new * _NEW + known[stage] * (1 - _NEW) if stage in known else new
        durable.write_text(work / PACE_FILE, json.dumps(everything, ensure_ascii=False))


def _load(work: Path) -> dict[str, dict[str, float]]:
    path = work / PACE_FILE
    if not path.exists():
        return {}
    try:
        raw = json.loads(path.read_text(encoding="utf-8"))
        return {str(engines): {str(s): float(v) for s, v in stages.items()} for engines, stages in raw.items()}
    except (ValueError, AttributeError, TypeError):
        return {}  # an estimate's memory: worth less than a word about it
