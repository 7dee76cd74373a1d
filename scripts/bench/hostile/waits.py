"""What a recording waited for until it was begun, from the journal of the job store: to the moment, and by stage of what was in its way."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from transcriber.queue.job import Event, Status

BEFORE_ITS_STAGES = "録音の写し取り"
"""The stage that a recording is in from its lease to the first stage of the pipeline (queue/runner.py)."""

_ENDS = frozenset({*(s.value for s in Status if s is not Status.RUNNING), "released", "delayed", "died", "unstable"})


@dataclass(frozen=True)
class Wait:
    """Seconds from the drop of a recording to its beginning.

    Attributes:
        arriving: until it was known to be complete.
        behind: while another recording was in work, by that one's stage.
        free: while it was complete and no recording was in work.
    """

    arriving: float
    free: float
    behind: Mapping[str, float] = field(default_factory=dict)

    @property
    def whole(self) -> float:
        return self.arriving + self.free + sum(self.behind.values())


def wait_of(dropped: float, own: Iterable[Event], others: Iterable[Sequence[Event]], now: float) -> Wait:
    """What it waited for; until `now` if it has not begun.

    Args:
        dropped, now: in seconds since 1970.
        own, others: the journal of it, and of each other recording.
    """
    known = begun = None
    for event in own:
        if event.what == Status.WAITING.value and known is None:
            known = event.at
        elif event.what == "leased" and begun is None:
            begun = event.at
    begun = now if begun is None else begun
    if known is None:
        return Wait(begun - dropped, 0.0)
    behind: dict[str, float] = defaultdict(float)
    for events in others:
        for stage, start, end in _in_work(events, begun):
            within = min(end, begun) - max(start, known)
            if within > 0:
                behind[stage] += within
    return Wait(known - dropped, begun - known - sum(behind.values()), behind)


def _in_work(events: Sequence[Event], until: float) -> Iterable[tuple[str, float, float]]:
    """The stages of a recording, each with its time; what has not ended lasts `until` then."""
    stage: str | None = None
    for event, after in pairwise([*events, Event(until, "", "")]):
        if event.what == "leased":
            stage = BEFORE_ITS_STAGES
        elif event.what == "stage" and stage is not None:
            stage = event.detail
        elif event.what in _ENDS:
            stage = None
        if stage is not None:
            yield stage, event.at, after.at
