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
_ALONE = re.compile(
    r"(?:(?:ただいま|ただ今|現在)?の?(?:時刻|時間)は?、?)?(?P<time>[^。、はをがにで]{2,14})(?:です|であります|でございます|になりました)?。?"
)
"""A sentence that says a time and nothing else: 「午前9時58分。」「10時34分です。」"""
_LATER = rule_files.pattern(rule_files.read_rules(__package__, "announcing")["later"])
_SENTENCES = re.compile(r"[^。？！\n]+[。？！]?")
_TIMED = (StepKind.OPENING, StepKind.SITTING, StepKind.RECESS, StepKind.RESUMPTION, StepKind.ADJOURNMENT)
_EARLIEST = 7
"""An hour before it, said without 午前, is one of the afternoon: no council meets at one in the morning."""


def resumption(text: str) -> str:
    """The time (13:00) at which a recess is to end, by what the chair says from its announcement on; empty if none is named."""
    announced, _, behind = text.partition("。")
    first, _, rest = behind.partition("。")
    text = f"{announced}。{rest}" if alone(first) else text
    named = [f for f in figures.find_figures(text) if f.kind is FigureKind.TIME]
    if not named:
        return ""
    best = next(
        (f for f in named if _RESUMES.match(text[f.end :]) or _BEFORE_RESUMING.search(text[: f.start])),
        next((f for f in named if not _NOW.search(text[: f.start])), None),
    )
    return _value(best) if best is not None else ""


def alone(sentence: str) -> Figure | None:
    """The time that a sentence says, if it says nothing else: 「午前9時58分。」, 「時刻は10時34分です。」"""
    said = _ALONE.fullmatch(sentence.strip())
    named = [f for f in figures.find_figures(said["time"]) if f.kind is FigureKind.TIME] if said else []
    return named[0] if said and named and named[0].text == said["time"] else None


def time_beside(step: Step, text: str, before: str = "") -> dt.time | None:
    """The time that the sentence before or behind a step says and nothing else, where the step's own says none; of an opening any
    sentence of the speech, since who attends may be told in between.

    Args:
        text: of the step's utterance.
        before: what the same voice says right before it, in other utterances.
    """
    if step.kind not in _TIMED:
        return None
    opens = step.kind in (StepKind.OPENING, StepKind.SITTING)
    before = before if opens else ""
    at = len(before) + step.position
    sentences = list(_SENTENCES.finditer(before + text))
    here = next((n for n, m in enumerate(sentences) if m.start() <= at < m.end()), None)
    reach = len(sentences) if opens else 1
    around = [] if here is None else [n for n in range(len(sentences)) if 0 < abs(n - here) <= reach]
    around.sort(key=lambda n: (abs(n - (here or 0)), -n))
    figure = next((f for n in around if (f := alone(sentences[n][0])) is not None), None)
    return _time_of(figure) if figure is not None else None


def now(step: Step) -> dt.time | None:
    """What time it is, by the sentence of a step: 「ただいまの時刻は午後2時10分」, 「午前10時開会いたします」; None if it does not say."""
    named = [f for f in figures.find_figures(step.quote) if f.kind is FigureKind.TIME]
    told = [f for f in named if _NOW.search(step.quote[: f.start])]
    if not told and step.kind in (StepKind.OPENING, StepKind.SITTING, StepKind.RESUMPTION) and len(named) == 1:
        told = [] if _LATER.search(step.quote) else named
    if not told:
        return None
    return _time_of(told[0])


def _time_of(figure: Figure) -> dt.time:
    hour, minute = map(int, _value(figure).split(":"))
    return dt.time(hour % 24, minute)


def _value(figure: Figure) -> str:
    hour, minute = map(int, figure.value.split(":"))
    if not figure.text.startswith(("午前", "午後")) and hour < _EARLIEST:
        hour += 12
    return f"{hour:02d}:{minute:02d}"
