"""Times of day that a chair says: when a recess is to end, and what time it is now."""

from __future__ import annotations

import datetime as dt
import re

from transcriber.language import figures
from transcriber.language.figures import Figure, FigureKind
from transcriber.minutes import rule_files
from transcriber.minutes.procedure import Step, StepKind

_RESUMES = re.compile(r"^(?:分)?(?:ちょうど)?(?:まで|に再開|から再開|再開|より再開|開議)")
_BEFORE_RESUMING = re.compile(r"再開(?:は|時刻は|の時刻は|を)、?$")
_NOW = re.compile(r"(?:ただいま|ただ今|現在)の?(?:時刻|時間)?は?、?$")
_LATER = rule_files.pattern(rule_files.read_rules(__package__, "announcing")["later"])
_EARLIEST = 7
"""An hour before it, said without 午前, is one of the afternoon: no council meets at one in the morning."""


def resumption(text: str) -> str:
    """The time (13:00) at which a recess is to end, by what the chair says from its announcement on; empty if none is named."""
    named = [f for f in figures.find_figures(text) if f.kind is FigureKind.TIME]
    if not named:
        return ""
    best = next(
        (f for f in named if _RESUMES.match(text[f.end :]) or _BEFORE_RESUMING.search(text[: f.start])),
        next((f for f in named if not _NOW.search(text[: f.start])), None),
    )
    return _value(best) if best is not None else ""


def now(step: Step) -> dt.time | None:
    """What time it is, by the sentence of a step: 「ただいまの時刻は午後2時10分」, 「午前10時開会いたします」; None if it does not say."""
    named = [f for f in figures.find_figures(step.quote) if f.kind is FigureKind.TIME]
    told = [f for f in named if _NOW.search(step.quote[: f.start])]
    if not told and step.kind in (StepKind.OPENING, StepKind.SITTING, StepKind.RESUMPTION) and len(named) == 1:
        told = [] if _LATER.search(step.quote) else named
    if not told:
        return None
    hour, minute = map(int, _value(told[0]).split(":"))
    return dt.time(hour % 24, minute)


def _value(figure: Figure) -> str:
    hour, minute = map(int, figure.value.split(":"))
    if not figure.text.startswith(("午前", "午後")) and hour < _EARLIEST:
        hour += 12
    return f"{hour:02d}:{minute:02d}"
