"""Homophone alerts: words of meetings that sound like others, where the text around them does not decide (data/homophones.toml).

Nothing is changed here: the place becomes a doubt that names the other word, and a person listens and reads.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from transcriber.language.readings import Reader
from transcriber.minutes import rule_files
from transcriber.minutes.transcript import Doubt, DoubtKind

_REACH = 16
"""Characters on either side that are looked at for proof."""

_BETTER = 4000
"""Of the analyser's cost: by so much better Japanese with the other word that it is plainly meant."""

_SPOT = 2.0
"""Seconds around the word that a person should hear."""


@dataclass(frozen=True)
class Alert:
    """The word at `start` to `end` of a text may be one of `others`."""

    start: int
    end: int
    word: str
    others: tuple[str, ...]


@dataclass(frozen=True)
class _Word:
    usual: bool
    proof: re.Pattern[str]


@cache
def _groups() -> tuple[Mapping[str, _Word], ...]:
    return tuple(
        {w: _Word(entry.get("usual", False), re.compile(entry["proof"])) for w, entry in group["words"].items()}
        for group in rule_files.read_rules(__package__, "homophones")["group"]
    )


def alerts(text: str, reader: Reader) -> Iterator[Alert]:
    """Every place in `text` where the sound fits two words and the context does not tell which."""
    present = [(word, group) for group in _groups() for word in group if word in text]
    if not present:
        return
    borders = {b for w in reader.words(text) for b in (w.start, w.end)}
    for word, group in present:
        for match in re.finditer(re.escape(word), text):
            if match.start() not in borders or match.end() not in borders:
                continue
            others = tuple(_rivals(word, group, text, match.start(), reader))
            if others:
                yield Alert(match.start(), match.end(), word, others)


def homophone_doubts(
    text: str, start: float, end: float, at: Callable[[int], float], reader: Reader
) -> tuple[Doubt, ...]:
    """The alerts of an utterance said between `start` and `end` (seconds), each about where its word is said.

    Args:
        at: when the character at a position of `text` is said.
    """
    found = []
    for alert in sorted(alerts(text, reader), key=lambda a: a.start):
        said = min(max(start, at(alert.start)), end)
        found.append(
            Doubt(
                kind=DoubtKind.HOMOPHONE,
                start=round(max(start, said - _SPOT), 3),
                end=round(min(end, said + _SPOT), 3),
                reason=f"「{alert.word}」と同じ音の言葉（{'、'.join(alert.others)}）があります。意味で確かめてください。",
                alternative=alert.others[0],
                place=(alert.start, alert.end),
            )
        )
    return tuple(found)


def _rivals(word: str, group: Mapping[str, _Word], text: str, at: int, reader: Reader) -> Iterator[str]:
    before, after = text[max(0, at - _REACH) : at], text[at + len(word) : at + len(word) + _REACH]
    around = f"{before}〓{after}"
    mine = group[word]
    both = any(other in around for other in group if other != word)  # the recogniser told them apart itself
    if mine.proof.search(around) or both:
        return
    for other, rival in group.items():
        if other == word:
            continue
        gain = reader.cost(before + word + after) - reader.cost(before + other + after)
        if rival.proof.search(around) or (not mine.usual and (rival.usual or gain > -_BETTER)) or gain > _BETTER:
            yield other
