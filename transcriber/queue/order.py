"""Whose turn it is: short recordings first, but nobody waits for ever.

A recording's urgency is its remaining size in bytes less what it has gained by waiting. Size stands for work, because
it is known before anything is read: 60 minutes are about 30 MB as a compressed file and 110 MB to 600 MB as WAV.
"""

from __future__ import annotations

from collections.abc import Iterable

from transcriber.queue.job import Job
from transcriber.settings import Order

AGEING = 20_000.0
"""Bytes a waiting recording gains per second: an 8-hour one (460 MB) passes any newcomer after six and a half hours."""

SLICE = 600.0
"""Seconds a recording is worked on at least before it lets a shorter one pass (engines load their models anew)."""


def rank(job: Job, now: float, order: Order = Order.FAIR) -> tuple[float, int]:
    """The smaller, the sooner. `now` in seconds since 1970."""
    if order is Order.ARRIVAL:
        return 0.0, job.id
    waited = max(0.0, now - job.arrived)
    return job.size * (1 - job.done) - AGEING * waited, job.id


def next_job(due: Iterable[Job], now: float, order: Order = Order.FAIR) -> Job | None:
    """The job to take up next."""
    return min(due, key=lambda job: rank(job, now, order), default=None)


def should_yield(running: Job, worked: float, due: Iterable[Job], now: float, order: Order = Order.FAIR) -> bool:
    """Whether `running`, worked on for `worked` seconds, should let another pass (its own work is kept)."""
    if order is Order.ARRIVAL or worked < SLICE:
        return False
    best = next_job(due, now, order)
    return best is not None and rank(best, now, order) < rank(running, now, order)
