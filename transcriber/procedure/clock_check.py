"""The meeting's clock beside what the chair says of the time. Where the two contradict, the time is left open and a person is asked.

A recorder that was stopped in a recess goes on as if no time had passed: then a meeting that is to resume at one seems to resume
at two minutes past ten. Nothing in the recording tells how long it stood still, so from there on no time is known.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from transcriber.minutes import meeting_clock
from transcriber.minutes.meeting_clock import ClockSource, ClockStretch
from transcriber.minutes.procedure import BusinessItem, Procedure, Recess, Step
from transcriber.minutes.recorder_names import JST
from transcriber.minutes.transcript import Doubt, DoubtKind, Meeting, Utterance
from transcriber.procedure import said_times

_EARLY = dt.timedelta(minutes=5)
"""By how much a meeting may resume before the time it was to."""

_OFF = dt.timedelta(minutes=10)
"""By how much the clock and what a chair says of the time may differ: chairs round, and say what the agenda says."""


def settled(
    procedure: Procedure, said: Sequence[Utterance], meeting: Meeting
) -> tuple[Procedure, Mapping[str, tuple[Doubt, ...]]]:
    """The course with times that nothing contradicts, and for each utterance what has to be asked."""
    texts = {u.id: u.text for u in said}
    before = _speech_before(said)
    clock = meeting.clock or meeting_clock.assumed(meeting.started_at, ())
    check = _Check(list(clock), meeting.date or _day(clock))
    for step in procedure.steps:
        check.said(
            step,
            said_times.now(step)
            or said_times.time_beside(step, texts.get(step.utterance, ""), before.get(step.utterance, "")),
        )
    for recess in procedure.recesses:
        check.planned(recess)
    check.unknown(procedure)
    return _timed(procedure, check.clock), {u: tuple(d) for u, d in check.doubts.items()}


def _speech_before(said: Sequence[Utterance]) -> dict[str, str]:
    """For each utterance what the same voice said right before it: the speech that it is a paragraph of."""
    found: dict[str, str] = {}
    for last, u in pairwise(said):
        same = u.speaker is not None and u.speaker == last.speaker
        found[u.id] = found.get(last.id, "") + last.text if same else ""
    return found


def _day(clock: Sequence[ClockStretch]) -> dt.date | None:
    return next((c.began.astimezone(JST).date() for c in clock if c.began), None)


@dataclass
class _Check:
    """The clock as far as it stands.

    Attributes:
        told: times of the recording at which the chair's word agreed with it.
    """

    clock: list[ClockStretch]
    day: dt.date | None
    doubts: defaultdict[str, list[Doubt]] = field(default_factory=lambda: defaultdict(list))
    told: list[float] = field(default_factory=list)

    def said(self, step: Step, time: dt.time | None) -> None:
        """What the chair says of the time at a step."""
        if time is None or self.day is None:
            return
        said = dt.datetime.combine(self.day, time, JST)
        now = meeting_clock.moment(self.clock, step.time)
        here = self._here(step.time)
        if now is None:
            if self.clock[here].source is not ClockSource.CONTRARY:
                at = self.clock[here].at
                began = said - dt.timedelta(seconds=round(step.time - at))
                self.clock[here] = ClockStretch(at=at, began=began, source=ClockSource.CHAIR)
                self.told.append(step.time)
        elif abs(now - said) <= _OFF:
            self.told.append(step.time)
        else:
            self._open(self._last_told(step.time), step.time, said, now)
            self._ask(
                step,
                f"議長（委員長）は{_written(said)}と言っていますが、録音の時刻では{_written(now)}になります。"
                "どちらか分からないため、時刻を空けました。正しい時刻を確かめてください。",
            )

    def planned(self, recess: Recess) -> None:
        """A recess that seems to end before it was to."""
        if not recess.begins.planned or recess.ends is None or self.day is None:
            return
        now = meeting_clock.moment(self.clock, recess.ends.time)
        if now is None:
            return
        hour, minute = map(int, recess.begins.planned.split(":"))
        if hour > 23:
            return
        planned = dt.datetime.combine(now.astimezone(JST).date(), dt.time(hour, minute), JST)
        if now >= planned - _EARLY:
            return
        # A time that is only usual may be wrong from the beginning; one that was noted holds until the recorder was stopped.
        first = self.clock[self._here(recess.begins.time)]
        since = first.at if first.source is ClockSource.SETTINGS else recess.begins.time + 0.1
        self._open(max(since, self.clock[self._here(recess.ends.time)].at), recess.ends.time, planned, now)
        self._ask(
            recess.ends,
            f"休憩のときは{_written(planned)}に再開すると言っていますが、録音の時刻では{_written(now)}に再開したことになります。"
            "休憩の間、録音が止まっていたようです。止まっていた長さは録音からは分からないため、ここから後の時刻を空けました。"
            "再開の時刻を確かめてください。",
        )

    def unknown(self, procedure: Procedure) -> None:
        """A resumption of which no time is known, where times before it are."""
        for recess in procedure.recesses:
            ends = recess.ends
            if ends is None or ends.utterance in self.doubts or meeting_clock.moment(self.clock, ends.time):
                continue
            if meeting_clock.moment(self.clock, recess.begins.time) is None:
                continue  # no time is known at all: the draft has blanks from the beginning
            plan = f"（休憩のときの予定は{_hour(recess.begins.planned)}）" if recess.begins.planned else ""
            self._ask(
                ends,
                f"再開の時刻が分かりません{plan}。休憩の間に録音が切り替わっています。再開の時刻を確かめてください。",
            )

    def _here(self, time: float) -> int:
        return max((n for n, c in enumerate(self.clock) if c.at <= time + 1e-3), default=0)

    def _last_told(self, time: float) -> float:
        """Up to where the stretch at `time` was found right."""
        begins = self.clock[self._here(time)].at
        right = [t for t in self.told if begins <= t < time]
        return right[-1] + 0.1 if right else begins

    def _open(self, since: float, time: float, *others: dt.datetime) -> None:
        """From `since` on, nothing is known of the stretch that `time` lies in."""
        here = self._here(time)
        contrary = ClockStretch(at=since, began=None, source=ClockSource.CONTRARY, others=others)
        if since <= self.clock[here].at:
            self.clock[here] = contrary
        else:
            self.clock.insert(here + 1, contrary)

    def _ask(self, step: Step, reason: str) -> None:
        self.doubts[step.utterance].append(
            Doubt(kind=DoubtKind.PROCEDURE, start=step.time, end=step.time, reason=reason)
        )


def _timed(procedure: Procedure, clock: Sequence[ClockStretch]) -> Procedure:
    """With the time of day of each step by this clock."""

    def step(s: Step) -> Step:
        return s.model_copy(update={"clock": meeting_clock.moment(clock, s.time)})

    def item(i: BusinessItem) -> BusinessItem:
        return i.model_copy(update={"steps": _each(step, i.steps)})

    def recess(r: Recess) -> Recess:
        return r.model_copy(update={"begins": step(r.begins), "ends": step(r.ends) if r.ends else None})

    return procedure.model_copy(
        update={
            "steps": _each(step, procedure.steps),
            "items": tuple(map(item, procedure.items)),
            "recesses": tuple(map(recess, procedure.recesses)),
            "clock": tuple(clock),
        }
    )


def _each(change: Callable[[Step], Step], steps: Sequence[Step]) -> tuple[Step, ...]:
    return tuple(map(change, steps))


def _written(moment: dt.datetime) -> str:
    """午後1時02分"""
    local = moment.astimezone(JST)
    return _hour(f"{local.hour}:{local.minute:02d}")


def _hour(time: str) -> str:
    hour, minute = time.split(":")
    half, count = ("午前", int(hour)) if int(hour) < 12 else ("午後", int(hour) - 12)
    return f"{half}{count}時" + (f"{minute}分" if int(minute) else "")
