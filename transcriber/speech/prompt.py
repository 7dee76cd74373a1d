"""What the office knows, as a prompt: how such meetings sound, and the names, posts and terms to expect in one window.

Whisper takes a prompt for text that was said before: sentences set its spelling and punctuation, terms joined by 、 its
words. Sentences come first and terms last, next to what it is to write (measured, docs/benchmarks.md). Too many terms make it
drop speech, hence the budget; where more is known than fits, what was just said decides what is likely to be said next.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
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
            heard = _Heard(recent)
            item = _item_in_hand(self.agenda, recent)
            people = _ranked(people, lambda p: _SAID * heard.share(self._forms[p]))
            terms = _ranked(
                terms,
                lambda t: (
                    self._weights[t]
                    + _SAID * heard.share(self._forms[t])
                    + _OF_THE_ITEM * (item is not None and t in item)
                ),
            )
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
        return self.count_tokens("、".join([*self._people, *self._terms]) + "。") <= self.budget

    @cached_property
    def _weights(self) -> dict[str, float]:
        return _weights(self.glossary.terms)

    @cached_property
    def _forms(self) -> dict[str, str]:
        """Each word as it may be heard: 高橋, where 髙橋 is listed."""
        return {p: common_form(_bare(p)) for p in self._people} | {t: common_form(t) for t in self._terms}

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


class _Heard:
    """What was just said.

    Args:
        recent: in the office's or the recogniser's characters.
    """

    def __init__(self, recent: str) -> None:
        self._text = common_form(recent)
        self._pairs = frozenset(self._text[i : i + 2] for i in range(len(self._text) - 1))

    def share(self, form: str) -> float:
        """Share of the word's pairs of characters that were said: what was misheard in part counts in part."""
        pairs = [form[i : i + 2] for i in range(len(form) - 1)]
        return sum(p in self._pairs for p in pairs) / len(pairs) if pairs else float(bool(form) and form in self._text)


def _bare(called: str) -> str:
    shared = (*(t.text for t in posts.titles(Branch.MEMBER)), *posts.honorifics(called=True))
    return next((called.removesuffix(p) for p in shared if called.endswith(p) and called != p), called)


def _weights(terms: Sequence[Term]) -> dict[str, float]:
    """Of each term: its own weight, less the further down it stands."""
    return {t.text: t.weight * (1 - i / (len(terms) + 1)) for i, t in reversed(list(enumerate(terms)))}


def _ranked(words: list[str], score: Callable[[str], float]) -> list[str]:
    return sorted(words, key=score, reverse=True)  # stable: the office's order among equals


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
