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
from transcriber.language.figures import Figure, FigureKind
from transcriber.language.readings import Reader
from transcriber.minutes import posts, rule_files
from transcriber.minutes.posts import Branch
from transcriber.minutes.surnames import surname
from transcriber.minutes.transcript import Transcript, Utterance, timecode

_MOST_CANDIDATES = 3

_NAMED = re.compile("[^、。]{2,8}(?P<by>です|でございます)(?:けれ?ど|が)?(?=[、。])")
_SENTENCE = re.compile("[^。？]+[。？]?")


@dataclass(frozen=True)
class _Subject:
    name: str
    words: re.Pattern[str]
    figures: frozenset[str]
    units: tuple[str, ...]
    client: bool
    first: re.Pattern[str] | None
    last: bool
    without: re.Pattern[str] | None
    person: bool


@dataclass(frozen=True)
class _Place:
    utterance: Utterance
    position: int
    sentence: str


@dataclass(frozen=True)
class _Workers:
    """Who advises: as the draft calls them; and by surname all whom the office knows, under which they introduce themselves where no voice
    has a name."""

    labels: frozenset[str]
    surnames: frozenset[str]


@cache
def _subjects() -> dict[str, _Subject]:
    raw = rule_files.read_rules(__package__, "subjects")
    return {
        key: _Subject(
            s["name"],
            rule_files.pattern([s]),
            frozenset(s.get("figures", ())),
            tuple(s.get("units", ("",))),
            s.get("client", False),
            re.compile("|".join(s["first"])) if "first" in s else None,
            s.get("last", False),
            re.compile("|".join(s["without"])) if "without" in s else None,
            s.get("person", False),
        )
        for key, s in raw.items()
    }


def subject_hints(transcript: Transcript) -> dict[str, str]:
    """Subject → where it was spoken of, with places as `marks.Marked.sentence` makes links of them; empty where it was not found."""
    people = [p for p in transcript.roster.people if posts.branch(p.post) is Branch.WORKER]
    known = [p for p in transcript.roster.people if posts.branch(p.post) not in (Branch.CLIENT, Branch.COMPANY)]
    reader = Reader()
    workers = _Workers(
        frozenset(p.label for p in people),
        frozenset(own for p in known if p.name and (own := surname(p, reader).text or p.compact_name)),
    )
    return {key: _hint(subject, transcript.utterances, workers) for key, subject in _subjects().items()}


def _hint(subject: _Subject, said: Sequence[Utterance], workers: _Workers) -> str:
    def by_worker(place: _Place) -> bool:
        name = place.utterance.name or ""
        own = name in workers.labels or posts.branch(name) is Branch.WORKER
        return own or (subject.client and any(w in place.sentence for w in workers.surnames))

    places = [p for p in _places(subject, said) if not (subject.client and by_worker(p))]
    if not places:
        return ""
    order = 1 if subject.last else -1
    best = max(
        places,
        key=lambda p: (
            len(_kinds(subject, p)),
            not by_worker(p) and not subject.last,
            order * p.utterance.start,
            order * p.position,
        ),
    )
    u = best.utterance
    at = u.time_at(best.position)
    more = f"ほか{len(places) - 1}か所" if len(places) > 1 else ""
    candidates = _candidates(subject, best)
    told = f"（候補：{'、'.join(candidates)}）" if candidates else ""
    hint = f"{subject.name}の話は {u.id}@{timecode(at)} {more}にあります{told}。"
    later = max(places, key=lambda p: (p.utterance.start, p.position))
    if subject.last and (later.utterance.start, later.position) > (u.start, best.position):
        hint += f"その後の {later.utterance.id}@{timecode(later.utterance.time_at(later.position))} で変わっていないか、確かめてください。"
    return hint


def _places(subject: _Subject, said: Sequence[Utterance]) -> Iterator[_Place]:
    """At most one a sentence: where the voices could not be told apart, much is said in one utterance."""
    heard = set[str | None]()
    for u in said:
        new, heard = u.speaker not in heard, heard | {u.speaker}
        for sentence in _SENTENCE.finditer(u.text):
            found = subject.words.search(sentence[0])
            if found is None and new and subject.first is not None:
                found = subject.first.search(sentence[0])
            if found is None and new and subject.person and _is_named(sentence[0]):
                found = _NAMED.search(sentence[0])
            if found is not None and not (subject.without and subject.without.search(sentence[0])):
                yield _Place(u, sentence.start() + found.start(), sentence[0])


def _is_named(sentence: str) -> bool:
    """Whether somebody's name stands right before です: 「安西茂です」."""
    named = _NAMED.search(sentence)
    words = _reader().words(sentence[: named.start("by")]) if named else ()
    return bool(words) and words[-1].part[2] == "人名"


@cache
def _reader() -> Reader:
    return Reader()


def _candidates(subject: _Subject, place: _Place) -> list[str]:
    """Figures of the sentence that may be what the field asks for, as they were said."""
    return list(dict.fromkeys(f.text for f in _figures(subject, place)))[:_MOST_CANDIDATES]


def _kinds(subject: _Subject, place: _Place) -> set[FigureKind]:
    """What kinds of figures it has: a day and a time of day together are an appointment."""
    return {f.kind for f in _figures(subject, place)}


def _figures(subject: _Subject, place: _Place) -> list[Figure]:
    return [
        f
        for f in figures.find_figures(place.sentence)
        if f.kind.value in subject.figures and f.text.endswith(subject.units)
    ]
