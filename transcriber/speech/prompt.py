"""What the office knows, as a prompt: the names, posts and terms the recogniser should expect.

Whisper takes a prompt for text that was said before, so terms joined by 、 shape both its words and its punctuation. Too
many make it drop speech (measured, docs/benchmarks.md), hence the budget.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from transcriber.minutes.people import Person, Roster
from transcriber.minutes.terms import Glossary

BUDGET = 160
"""Tokens. Whisper reads at most 223; Japanese speech fills about 110 a window, and prompt and text share 448."""

NOTHING_KNOWN = "はい、承知いたしました。それでは、よろしくお願いいたします。"
"""Polite sentences with their marks: without any prompt Whisper writes no punctuation, and text without sentence ends
cannot be given out to speakers. Common enough to suggest nothing."""

TERMS_SHARE = 0.5
"""Of the budget, kept for terms however long the roster is; what they do not need goes to people."""

_SHARED_POSTS = ("議員", "委員", "君", "さん")
"""Posts that many people hold: the name says who is meant."""


def build(roster: Roster, glossary: Glossary, count_tokens: Callable[[str], int], *, budget: int = BUDGET) -> str:
    """The prompt: people, then terms, both in the office's order and as many as fit; else a plain one for the marks."""
    people = _unique(_people(roster))
    terms = [t for t in _unique(t.text for t in glossary.terms) if t not in people]
    kept = _fitting(terms, count_tokens, round(budget * TERMS_SHARE))
    called = _fitting(people, count_tokens, budget - count_tokens("、".join(kept)))
    rest = _fitting(terms, count_tokens, budget - count_tokens("、".join(called) + "。"))
    return "、".join([*called, *rest]) + "。" if called or rest else NOTHING_KNOWN


def _fitting(words: list[str], count_tokens: Callable[[str], int], budget: int) -> list[str]:
    """The first words whose list stays within `budget` tokens."""
    size = 0
    while size < len(words) and count_tokens("、".join(words[: size + 1]) + "。") <= budget:
        size += 1
    return words[:size]


def _people(roster: Roster) -> Iterator[str]:
    for person in roster.people:
        yield from _as_called(person)


def _as_called(person: Person) -> Iterator[str]:
    """As the chair calls them: members by name and title, officials by post."""
    if person.post.endswith(_SHARED_POSTS) or not person.post:
        if person.compact_name:
            yield person.compact_name + person.post
    else:
        yield person.post


def _unique(words: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(w for w in words if w))
