"""Where the subject of an empty field was spoken of: a pointer for the person who fills it in, never the value itself.

A machine cannot know that something was not said. So a field it did not take from the recording says （要記入）, and beneath it
where the talk comes nearest to it: 「家賃の話は 00:03:10 にあります（候補：5万8千円）」. The words are data/subjects.toml.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from transcriber.language import figures
from transcriber.minutes import posts, rule_files
from transcriber.minutes.posts import Branch
from transcriber.minutes.transcript import Transcript, Utterance, timecode

_MOST_CANDIDATES = 3


@dataclass(frozen=True)
class _Subject:
    name: str
    words: re.Pattern[str]
    figures: frozenset[str]
    client: bool


@dataclass(frozen=True)
class _Place:
    utterance: Utterance
    position: int
    sentence: str


@cache
def _subjects() -> dict[str, _Subject]:
    raw = rule_files.read_rules(__package__, "subjects")
    return {
        key: _Subject(s["name"], rule_files.pattern([s]), frozenset(s.get("figures", ())), s.get("client", False))
        for key, s in raw.items()
    }


def subject_keys() -> tuple[str, ...]:
    """The subjects there are words for."""
    return tuple(_subjects())


def subject_hints(transcript: Transcript) -> dict[str, str]:
    """Subject → where it was spoken of, with places as `marks.Marked.sentence` makes links of them; empty where it was not found."""
    workers = {p.label for p in transcript.roster.people if posts.branch(p.post) is Branch.WORKER}
    return {key: _hint(subject, transcript.utterances, workers) for key, subject in _subjects().items()}


def _hint(subject: _Subject, said: Sequence[Utterance], workers: set[str]) -> str:
    def by_worker(place: _Place) -> bool:
        name = place.utterance.name or ""
        return name in workers or posts.branch(name) is Branch.WORKER

    places = [p for p in _places(subject, said) if not (subject.client and by_worker(p))]
    if not places:
        return ""
    best = max(places, key=lambda p: (_candidates(subject, p) != [], not by_worker(p), -p.utterance.start))
    u = best.utterance
    at = u.start + (u.end - u.start) * best.position / max(1, len(u.text))
    more = f"ほか{len(places) - 1}か所" if len(places) > 1 else ""
    candidates = _candidates(subject, best)
    told = f"（候補：{'、'.join(candidates)}）" if candidates else ""
    return f"{subject.name}の話は {u.id}@{timecode(at)} {more}にあります{told}。"


def _places(subject: _Subject, said: Sequence[Utterance]) -> Iterator[_Place]:
    """At most one an utterance: its first sentence with a word of the subject."""
    for u in said:
        found = subject.words.search(u.text)
        if found is None:
            continue
        begin = max(u.text.rfind(mark, 0, found.start()) for mark in "。？") + 1
        ends = [e for e in (u.text.find(mark, found.end() - 1) for mark in "。？") if e >= 0]
        yield _Place(u, found.start(), u.text[begin : min(ends, default=len(u.text))])


def _candidates(subject: _Subject, place: _Place) -> list[str]:
    """Figures of the sentence that may be what the field asks for, as they were said."""
    found = [f.text for f in figures.find_figures(place.sentence) if f.kind.value in subject.figures]
    return list(dict.fromkeys(found))[:_MOST_CANDIDATES]
