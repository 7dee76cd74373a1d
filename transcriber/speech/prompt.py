"""What the office knows, as a prompt: how such meetings sound, and the names, posts and terms to expect in one window.

Whisper takes a prompt for text that was said before: sentences set its spelling and punctuation, terms joined by 、 its
words. Sentences come first and terms last, next to what it is to write (measured, docs/benchmarks.md). Too many terms make it
drop speech, hence the budget; where more is known than fits, what was just said decides what is likely to be said next.
"""

from __future__ import annotations

import itertools
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from transcriber.minutes import posts, rule_files
from transcriber.minutes.people import Person, Roster
from transcriber.minutes.posts import Branch
from transcriber.minutes.terms import Glossary, Term
from transcriber.minutes.transcript import AgendaItem, RecordKind
from transcriber.minutes.variant_characters import common_form

BUDGET = 150
"""Tokens for people and terms. Whisper reads at most 223; Japanese speech fills about 110 a window, and prompt and text share
448."""

WHOLE = {RecordKind.COUNCIL: 150, RecordKind.CONSULTATION: 215}
"""Tokens up to which set phrases are added. A council's words suffer from more of them, a consultation has few words of its own
(measured on both corpora)."""

MANNERS = {kind: rule_files.words(rule_files.read_rules(__package__, "manners")[kind.value]) for kind in RecordKind}
"""How people speak and write in such a meeting, what matters most first: without any prompt Whisper writes hardly a mark, and text
without sentence ends cannot be given out to speakers; and set phrases are what every such meeting says. They hold nothing that
could be taken for news. As many are told as the office's words leave room for."""

TERMS_SHARE = 0.5
"""Of the budget, kept for terms however long the roster is; what they do not need goes to people."""

RECENT = 600
"""Characters of what was said last that decide what is likely next: about two minutes."""

_SAID = 4.0
_OF_THE_ITEM = 1.0
"""What it is worth that a term, or a part of it, was just said; that it belongs to the item of the agenda in hand. The office's
own order counts at most 1."""


_LONGEST_TOKEN = 20
"""Characters; no word of an office's list is one token of more, so that a list of tens of thousands need not be counted."""


@dataclass(frozen=True)
class Prompt:
    """What the recogniser is told before a window.

    Attributes:
        known: with names and terms.
        plain: without: for a second opinion.
    """

    known: str
    plain: str


@dataclass(frozen=True)
class Prompter:
    """Chooses what to tell the recogniser before each window.

    Args:
        count_tokens: of the recogniser.
        office: name of the council or the town, if the settings say it.
    """

    kind: RecordKind
    roster: Roster
    glossary: Glossary
    agenda: Sequence[AgendaItem]
    count_tokens: Callable[[str], int]
    office: str = ""
    budget: int = BUDGET

    def after(self, recent: str) -> Prompt:
        """The prompt for a window, given what was said before it (its last `RECENT` characters count)."""
        first, *more = MANNERS[self.kind]
        words = self.known(recent[-RECENT:])
        room = WHOLE[self.kind] - self.count_tokens(first + words)
        told = self._fitting(more, room, joint="")
        return Prompt(known="".join(told) + first + words, plain=first)

    def known(self, recent: str = "") -> str:
        """People, then terms, as many as fit: all in the office's order, else the likeliest."""
        people, terms = self._people, self._terms
        if not self._all_fit:
            heard = common_form(recent)
            item = _item_in_hand(self.agenda, recent)
            people = self._called.likeliest(self._called.shares(heard), self.budget)
            scores = self._named.shares(heard)
            for term in () if item is None else (t for t in terms if t in item):
                scores[term] = scores.get(term, 0.0) + _OF_THE_ITEM
            terms = self._named.likeliest(scores, self.budget)
        kept = self._fitting(terms, round(self.budget * TERMS_SHARE))
        called = self._fitting(people, self.budget - self.count_tokens("、".join(kept)))
        rest = self._fitting(terms, self.budget - self.count_tokens("、".join(called) + "。"))
        return "、".join([*called, *rest]) + "。" if called or rest else ""

    # What is the same for every window: with tens of thousands of terms it costs seconds.

    @cached_property
    def _people(self) -> list[str]:
        return _unique([self.office, *_people(self.roster)])

    @cached_property
    def _terms(self) -> list[str]:
        people = frozenset(self._people)
        return [t for t in _unique(t.text for t in self.glossary.terms) if t not in people]

    @cached_property
    def _all_fit(self) -> bool:
        every = "、".join([*self._people, *self._terms]) + "。"
        return len(every) <= self.budget * _LONGEST_TOKEN and self.count_tokens(every) <= self.budget

    @cached_property
    def _called(self) -> _Listed:
        return _Listed({p: common_form(_bare(p)) for p in self._people}, dict.fromkeys(self._people, 0.0))

    @cached_property
    def _named(self) -> _Listed:
        return _Listed({t: common_form(t) for t in self._terms}, _weights(self.glossary.terms))

    def _fitting(self, words: Sequence[str], budget: int, joint: str = "、") -> list[str]:
        """The first words whose list stays within `budget` tokens."""
        size = 0
        while size < len(words) and self.count_tokens(joint.join(words[: size + 1]) + "。") <= budget:
            size += 1
        return list(words[:size])


def _item_in_hand(agenda: Sequence[AgendaItem], recent: str) -> str | None:
    """Title of the item whose words were said last; None if none was."""
    last, title = -1, None
    heard = common_form(recent)
    for item in agenda:
        at = max((heard.rfind(common_form(part)) for part in (item.bill, item.title) if part), default=-1)
        if at > last:
            last, title = at, item.title
    return title


class _Listed:
    """Words of a list, of which few were just said: the others need no look.

    Args:
        forms: each word as it may be heard: 高橋, where 髙橋 is listed; in the office's order.
        weights: what each counts by itself.
    """

    def __init__(self, forms: Mapping[str, str], weights: Mapping[str, float]) -> None:
        self._places = {word: place for place, word in enumerate(forms)}
        self._weights = weights
        self._in_order = sorted(forms, key=weights.__getitem__, reverse=True)  # stable: the office's order among equals
        self._pairs: defaultdict[str, list[str]] = defaultdict(list)
        """Two characters in a row → the words that hold them, as often as they do."""
        self._single = {word: form for word, form in forms.items() if len(form) == 1}
        self._sizes = {word: len(form) - 1 for word, form in forms.items()}
        for word, form in forms.items():
            for i in range(len(form) - 1):
                self._pairs[form[i : i + 2]].append(word)

    def shares(self, heard: str) -> dict[str, float]:
        """What it counts that a part of a word, in pairs of characters, was said: what was misheard in part counts in part."""
        said = Counter(
            w for pair in {heard[i : i + 2] for i in range(len(heard) - 1)} for w in self._pairs.get(pair, ())
        )
        found = {word: _SAID * (count / self._sizes[word]) for word, count in said.items()}
        return found | {word: _SAID for word, form in self._single.items() if form in heard}

    def likeliest(self, scores: Mapping[str, float], count: int) -> list[str]:
        """So many words at most, those first that count most with `scores` added to their weights."""
        worth = {*scores, *itertools.islice((w for w in self._in_order if w not in scores), count)}
        ordered = sorted(worth, key=self._places.__getitem__)
        return sorted(ordered, key=lambda w: self._weights[w] + scores.get(w, 0.0), reverse=True)[:count]


def _bare(called: str) -> str:
    shared = (*(t.text for t in posts.titles(Branch.MEMBER)), *posts.honorifics(called=True))
    return next((called.removesuffix(p) for p in shared if called.endswith(p) and called != p), called)


def _weights(terms: Sequence[Term]) -> dict[str, float]:
    """Of each term: its own weight, less the further down it stands."""
    return {t.text: t.weight * (1 - i / (len(terms) + 1)) for i, t in reversed(list(enumerate(terms)))}


def _people(roster: Roster) -> Iterator[str]:
    for person in roster.people:
        yield from _as_called(person)


def _as_called(person: Person) -> Iterator[str]:
    """As the chair calls them: members by name and title, officials by post."""
    if posts.branch(person.post) in (Branch.MEMBER, Branch.NONE):
        if person.compact_name:
            yield person.compact_name + person.post
    else:
        yield person.post


def _unique(words: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(w for w in words if w))
