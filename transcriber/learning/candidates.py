"""Proposals from all lessons of a profile, ranked by how often they would have helped, and tried on past meetings."""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from rapidfuzz.distance import Levenshtein

from transcriber.language.correction import Corrector
from transcriber.learning.lessons import Lesson, Teacher
from transcriber.minutes.people import Roster
from transcriber.minutes.terms import Glossary, Term

TRIED = 200_000
"""Characters of past meetings, the latest first, on which proposals are tried: some half a minute's work."""


class Sort(StrEnum):
    """What a proposal would be entered as."""

    TERM = "用語"
    HOMOPHONE = "同音異義"
    PERSON = "名簿"


class Decision(StrEnum):
    """What a person said of a proposal."""

    OPEN = ""
    ADOPTED = "採用"
    REJECTED = "却下"


@dataclass(frozen=True)
class Candidate:
    """One proposal.

    Attributes:
        text: the word or name as it is to be written.
        kana: its reading; a guess of the dictionary until a person has looked.
        misheard: what was written instead, and may be replaced wherever it stands.
        post: of a person.
        times, meetings: how often it was corrected, and in how many meetings.
        better, worse: places in past drafts that would have become right, or wrong, by it.
        example: where it was corrected last.
        last: day of the last meeting with it.
    """

    sort: Sort
    text: str
    kana: str
    misheard: tuple[str, ...] = ()
    post: str = ""
    times: int = 0
    meetings: int = 0
    better: int = 0
    worse: int = 0
    example: str = ""
    last: dt.date | None = None
    decision: Decision = Decision.OPEN

    @property
    def key(self) -> str:
        """Stays the same whatever a person edits in the line."""
        return hashlib.sha256(f"{self.sort.value}\0{self.text}".encode()).hexdigest()[:10]


def proposals(lessons: Sequence[Lesson], teacher: Teacher) -> tuple[Candidate, ...]:
    """What the lessons propose, most helpful first."""
    heard: defaultdict[str, list[tuple[Lesson, str, str]]] = defaultdict(list)
    kana: dict[str, str] = {}
    met: defaultdict[str, list[Lesson]] = defaultdict(list)
    who: dict[str, tuple[str, str]] = {}
    for lesson in lessons:
        for h in lesson.heard:
            heard[h.right].append((lesson, h.wrong, h.context))
            kana[h.right] = h.kana
        for m in lesson.met:
            met[m.name].append(lesson)
            who[m.name] = (m.post, m.kana)
    right = "\n".join(final for lesson in lessons for _, final in lesson.pairs)
    found = []
    for text, cases in heard.items():
        wrongs = [w for w, _ in Counter(wrong for _, wrong, _ in cases).most_common()]
        # What a reviewer left standing somewhere else is a right word there: never replaced wherever it stands.
        safe = tuple(w for w in wrongs if teacher.invented(w) and _replaceable(w) and w not in right)
        found.append(
            Candidate(
                sort=Sort.TERM if any(map(teacher.invented, wrongs)) else Sort.HOMOPHONE,
                text=text,
                kana=kana[text],
                misheard=safe,
                times=len(cases),
                meetings=len({lesson.job for lesson, _, _ in cases}),
                example=f"…{cases[-1][2]}…（下書きでは「{cases[-1][1]}」）",
                last=max(lesson.day for lesson, _, _ in cases),
            )
        )
    for name, cases_ in met.items():
        post, reading = who[name]
        found.append(
            Candidate(
                sort=Sort.PERSON,
                text=name,
                kana=reading,
                post=post,
                times=len(cases_),
                meetings=len({lesson.job for lesson in cases_}),
                example=f"確認済みの文書の話者「{name}」（{post}）が名簿にありません",
                last=max(lesson.day for lesson in cases_),
            )
        )
    return tuple(sorted(found, key=lambda c: (-c.times, -c.meetings, c.text)))


def tried(
    candidates: Sequence[Candidate], lessons: Iterable[Lesson], known: Glossary, roster: Roster
) -> tuple[Candidate, ...]:
    """The candidates with what they would have changed in past drafts: better, and worse.

    All are tried at once, together with what is known, as the next recording would be corrected.
    """
    terms = [as_term(c) for c in candidates if c.sort is not Sort.PERSON]
    if not terms:
        return tuple(candidates)
    with_them = Corrector(roster, Glossary(terms=(*known.terms, *terms)))
    better: Counter[str] = Counter()
    worse: Counter[str] = Counter()
    texts = {t.text for t in terms}
    for lesson in _latest(lessons):
        for drafted, final in lesson.pairs:
            for change in with_them.correct(drafted).changes:
                if change.after not in texts:
                    continue
                at = change.position
                # One change at a time, so that each is judged by itself.
                changed = _with(drafted, change.before, change.after, at)
                gain = Levenshtein.distance(drafted, final) - Levenshtein.distance(changed, final)
                better[change.after] += gain > 0
                worse[change.after] += gain < 0
    return tuple(replace(c, better=better[c.text], worse=worse[c.text]) for c in candidates)


def _replaceable(wrong: str) -> bool:
    """One stretch of writing that is not met by chance: no mark in it (the sheet divides by them), not only short kana."""
    if re.search(r"[^\wー々]", wrong):
        return False
    return len(wrong) >= 4 or bool(re.search(r"[一-龯ァ-ヺ]", wrong))


def _latest(lessons: Iterable[Lesson]) -> Iterator[Lesson]:
    left = TRIED
    for lesson in sorted(lessons, key=lambda one: one.day, reverse=True):
        if left <= 0:
            return
        left -= sum(len(drafted) for drafted, _ in lesson.pairs)
        yield lesson


def as_term(candidate: Candidate) -> Term:
    """As a line of the glossary."""
    return Term(text=candidate.text, kana=candidate.kana, misheard=candidate.misheard, note="学習")


def _with(text: str, before: str, after: str, at: int) -> str:
    """`text` with the change; its position is that in the corrected text, so the nearest `before` is taken."""
    places = [i for i in range(len(text)) if text.startswith(before, i)]
    place = min(places, key=lambda i: abs(i - at), default=-1)
    return text if place < 0 else text[:place] + after + text[place + len(before) :]
