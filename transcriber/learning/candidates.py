"""Proposals from all lessons of a profile, ranked by how often they would have helped, and tried on past meetings."""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from rapidfuzz.distance import Levenshtein

from transcriber.language.correction import Corrector
from transcriber.learning import calling
from transcriber.learning.lessons import Lesson, LessonWord, Teacher
from transcriber.learning.named import CalledPerson
from transcriber.minutes.characters import KANJI
from transcriber.minutes.people import Person, Roster
from transcriber.minutes.terms import Glossary, Origin, Term
from transcriber.minutes.variant_characters import comparable
from transcriber.office_tables.misheard_cells import is_unclear
from transcriber.office_tables.written_names import hiragana_reading, is_reading

TRIED = 200_000
"""Characters of past meetings, the latest first, on which proposals are tried: some half a minute's work."""


class Sort(StrEnum):
    """What a proposal would be entered as."""

    TERM = "用語"
    HOMOPHONE = "同音異義"
    PERSON = "名簿"
    VOICE = "声"


class ClerkDecision(StrEnum):
    """What a person said of a proposal."""

    OPEN = ""
    ADOPTED = "採用"
    REJECTED = "却下"


@dataclass(frozen=True)
class LearnedCandidate:
    """One proposal.

    Attributes:
        text: the word or name as it is to be written.
        kana: its reading; a guess of the dictionary until a person has looked.
        misheard: what was written instead, and may be replaced wherever it stands. Of a person, with the title or without.
        unused: what was written instead, too, but stands in no line that a person ticked.
        post: of a person.
        times, meetings: how often it was corrected, and in how many meetings.
        better, worse: places in past drafts that would have become right, or wrong, by it.
        example: where it was corrected last.
        last: day of the last meeting with it.
        written: what a person wrote in place of a decision: 保留, or what is not understood.
        strange_sort: what a person wrote over the name of its sort.
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
    decision: ClerkDecision = ClerkDecision.OPEN
    unused: tuple[str, ...] = ()
    written: str = ""
    strange_sort: str = ""

    @property
    def key(self) -> str:
        """Stays the same whatever a person edits in the line."""
        return candidate_key(self.sort, self.text)


def candidate_key(sort: Sort, text: str) -> str:
    """What a line is known by in the sheet, as it was first proposed."""
    return hashlib.sha256(f"{sort.value}\0{text}".encode()).hexdigest()[:10]


@dataclass(frozen=True)
class _Case:
    """One correction, and whom it names."""

    lesson: Lesson
    heard: LessonWord
    named: CalledPerson | None


def proposals(
    lessons: Sequence[Lesson], teacher: Teacher, roster: Roster | None = None
) -> tuple[LearnedCandidate, ...]:
    """What the lessons propose, most helpful first.

    Args:
        roster: who is known already: a name that is on it is proposed as a word (for its mishearings), not as a person.
    """
    right = "\n".join(final for lesson in lessons for _, final in lesson.pairs)

    def safe(wrong: str) -> bool:
        # What a reviewer left standing somewhere else is a right word there: never replaced wherever it stands.
        return teacher.invented(wrong) and _replaceable(wrong) and wrong not in right

    cases = [_Case(lesson, h, teacher.person(h)) for lesson in lessons for h in lesson.heard]
    met = [(lesson, m.name, m.post, m.kana) for lesson in lessons for m in lesson.met]
    known = [p.compared_name for p in (roster.listed() if roster else ()) if p.name]
    names = {c.named.name for c in cases if c.named} | {name for _, name, _, _ in met}
    names = {name for name in names if not any(other.startswith(comparable(name)) for other in known)}
    people: defaultdict[str, list[_Case]] = defaultdict(list)
    words: defaultdict[str, list[_Case]] = defaultdict(list)
    for case in cases:
        name = case.named.name if case.named else case.heard.right
        (people[_full(name, names)] if name in names else words[case.heard.right]).append(case)
    found = [_word(text, own, teacher, safe) for text, own in words.items()]
    for name in dict.fromkeys([*people, *(_full(n, names) for _, n, _, _ in met if n in names)]):
        labels = [(lesson, post, kana) for lesson, n, post, kana in met if _full(n, names) == name]
        found.append(_person(name, people[name], labels, teacher, safe))
    return tuple(sorted(found, key=lambda c: (-c.times, -c.meetings, c.text)))


def _full(name: str, names: set[str]) -> str:
    """The whole name where this is the surname of exactly one of them."""
    longer = [n for n in names if n.startswith(name) and n != name]
    return longer[0] if len(longer) == 1 else name


def _word(text: str, cases: Sequence[_Case], teacher: Teacher, safe: Callable[[str], bool]) -> LearnedCandidate:
    wrongs = _by_count(c.heard.wrong for c in cases)
    return LearnedCandidate(
        sort=Sort.TERM if any(map(teacher.invented, wrongs)) else Sort.HOMOPHONE,
        text=text,
        kana=cases[-1].heard.kana,
        misheard=tuple(filter(safe, wrongs)),
        times=len(cases),
        meetings=len({c.lesson.job for c in cases}),
        example=_example(cases[-1].heard),
        last=max(c.lesson.day for c in cases),
    )


def _person(
    name: str,
    cases: Sequence[_Case],
    labels: Sequence[tuple[Lesson, str, str]],
    teacher: Teacher,
    safe: Callable[[str], bool],
) -> LearnedCandidate:
    posts = _by_count(p for p in (*(c.named.post for c in cases if c.named), *(post for _, post, _ in labels)) if p)
    forms = [(c.heard.wrong, c.named.behind if c.named else "") for c in cases]
    bare = [wrong.removesuffix(behind) for wrong, behind in forms if wrong.endswith(behind)]
    taught = [c.lesson for c in cases] + [lesson for lesson, _, _ in labels]
    kana = next((kana for _, _, kana in labels if kana), "") or teacher.kana_of_name(name, bare[0] if bare else "")
    return LearnedCandidate(
        sort=Sort.PERSON,
        text=name,
        kana=kana,
        misheard=_by_count(form for form in (calling.replaceable(w, b, safe, teacher.whole) for w, b in forms) if form),
        post=posts[0] if posts else "",
        times=len(taught),
        meetings=len({lesson.job for lesson in taught}),
        example=_example(cases[-1].heard)
        if cases
        else f"確認済みの文書の話者「{name}」（{posts[0] if posts else ''}）が名簿にありません",
        last=max(lesson.day for lesson in taught),
    )


def _example(heard: LessonWord) -> str:
    return f"…{heard.context}…（下書きでは「{heard.wrong}」）"


def _by_count(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(text for text, _ in Counter(texts).most_common())


def tried(
    candidates: Sequence[LearnedCandidate], lessons: Iterable[Lesson], known: Glossary, roster: Roster
) -> tuple[LearnedCandidate, ...]:
    """The candidates with what they would have changed in past drafts: better, and worse.

    All are tried at once, together with what is known, as the next recording would be corrected.
    """
    if not candidates:
        return ()
    terms = [t for c in candidates for t in as_terms(c)]
    people = [person for c in candidates if (person := as_person(c)) is not None]
    with_them = Corrector(Roster(people=(*roster.people, *people)), Glossary(terms=(*known.terms, *terms)))
    better: Counter[str] = Counter()
    worse: Counter[str] = Counter()
    owner = {text: c.key for c in candidates for text in _written(c)}
    for lesson in _latest(lessons):
        for drafted, final in lesson.pairs:
            for change in with_them.correct(drafted).changes:
                key = owner.get(change.after)
                if key is None:
                    continue
                # One change at a time, so that each is judged by itself.
                changed = _with(drafted, change.before, change.after, change.position)
                gain = Levenshtein.distance(drafted, final) - Levenshtein.distance(changed, final)
                better[key] += gain > 0
                worse[key] += gain < 0
    return tuple(replace(c, better=better[c.key], worse=worse[c.key]) for c in candidates)


def voices(lessons: Sequence[Lesson]) -> tuple[LearnedCandidate, ...]:
    """Voices that might be enrolled, each person's once; to be adopted with that person's consent, and not otherwise."""
    found: defaultdict[str, list[tuple[Lesson, float]]] = defaultdict(list)
    for lesson in lessons:
        for voice in lesson.voices:
            found[voice.name].append((lesson, voice.seconds))
    return tuple(
        LearnedCandidate(
            sort=Sort.VOICE,
            text=name,
            kana="",
            times=len(heard),
            meetings=len({lesson.job for lesson, _ in heard}),
            example=f"確認済みの文書で「{name}」の声（{max(s for _, s in heard):.0f}秒）。本人の同意を得ているときだけ採用してください",
            last=max(lesson.day for lesson, _ in heard),
        )
        for name, heard in sorted(found.items(), key=lambda one: -len(one[1]))
    )


def _replaceable(wrong: str) -> bool:
    """One stretch of writing that is not met by chance: no mark in it (the sheet divides by them), not only short kana."""
    if re.search(rf"[^\wー{KANJI}]", wrong):
        return False
    return len(wrong) >= 4 or bool(re.search(f"[{KANJI}ァ-ヺ]", wrong))


def _latest(lessons: Iterable[Lesson]) -> Iterator[Lesson]:
    left = TRIED
    for lesson in sorted(lessons, key=lambda one: one.day, reverse=True):
        if left <= 0:
            return
        left -= sum(len(drafted) for drafted, _ in lesson.pairs)
        yield lesson


def as_terms(candidate: LearnedCandidate) -> tuple[Term, ...]:
    """As lines of the glossary; of a person, what the roster cannot hold: mishearings, and how an official is called."""
    if candidate.sort is Sort.PERSON:
        return calling.calling_terms(candidate.text, candidate.kana, candidate.post, candidate.misheard)
    if candidate.sort is Sort.VOICE:
        return ()
    return (
        Term(
            text=candidate.text,
            kana=candidate.kana if is_reading(hiragana_reading(candidate.kana)) else "",
            misheard=tuple(form for form in candidate.misheard if not is_unclear(form)),
            note=calling.CALLING_NOTE,
            origin=Origin.LEARNED,
        ),
    )


def as_person(candidate: LearnedCandidate) -> Person | None:
    """As a line of the roster; None where the proposal is none for it."""
    if candidate.sort is not Sort.PERSON:
        return None
    return Person(name=candidate.text, kana=candidate.kana, post=candidate.post, learned=True)


def _written(candidate: LearnedCandidate) -> set[str]:
    """All that may come to stand in a text by a candidate."""
    return calling.spellings(candidate.text) if candidate.sort is Sort.PERSON else {candidate.text}


def _with(text: str, before: str, after: str, at: int) -> str:
    """`text` with the change; its position is that in the corrected text, so the nearest `before` is taken."""
    places = [i for i in range(len(text)) if text.startswith(before, i)]
    place = min(places, key=lambda i: abs(i - at), default=-1)
    return text if place < 0 else text[:place] + after + text[place + len(before) :]
