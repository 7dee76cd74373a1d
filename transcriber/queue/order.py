"""Whose turn it is: short recordings first, but nobody waits for ever; and where several are worked on at once, no profile waits for another's.

A recording's urgency is its remaining size in bytes less what it has gained by waiting. Size stands for work, because
it is known before anything is read: 60 minutes are about 30 MB as a compressed file and 110 MB to 600 MB as WAV.
"""

from __future__ import annotations

from collections import Counter
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


def next_job(due: Iterable[Job], now: float, order: Order = Order.FAIR, in_work: Iterable[Job] = ()) -> Job | None:
    """The job to take up next: of the profile with fewest `in_work` already."""
    many = Counter(job.profile for job in in_work) if order is not Order.ARRIVAL else Counter()
    return min(due, key=lambda job: (many[job.profile], *rank(job, now, order)), default=None)


def lets_pass(
    in_work: Iterable[tuple[Job, float]], due: Iterable[Job], now: float, order: Order = Order.FAIR
) -> Job | None:
    """Which of several in work should let another pass, where no more can be begun: the last begun of the profile with most, if a
    profile has none and waits; else one that a shorter one should pass.

    Args:
        in_work: with the seconds that each was worked on.
    """
    working, waiting = list(in_work), list(due)
    if order is Order.FAIR and len(working) > 1:
        many = Counter(job.profile for job, _ in working)
        (most, count) = many.most_common(1)[0]
        if count > 1 and any(job.profile not in many for job in waiting):
            return min((w for w in working if w[0].profile == most), key=lambda w: w[1])[0]
    tired = [job for job, worked in working if should_yield(job, worked, waiting, now, order)]
    return max(tired, key=lambda job: rank(job, now, order), default=None)


def should_yield(running: Job, worked: float, due: Iterable[Job], now: float, order: Order = Order.FAIR) -> bool:
    """Whether `running`, worked on for `worked` seconds, should let another pass (its own work is kept)."""
    if order is Order.ARRIVAL or worked < SLICE:
        return False
    best = next_job(due, now, order)
    return best is not None and rank(best, now, order) < rank(running, now, order)
