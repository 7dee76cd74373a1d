"""How somebody learned is called in a text: what the glossary holds beside the line of the roster."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from transcriber.minutes import posts
from transcriber.minutes.posts import Branch
from transcriber.minutes.terms import Origin, Term

CALLING_NOTE = "学習"

_SURNAME_LONGEST = 3
"""Characters: what is longer is a whole name without a space, and nobody is called by that and a post."""


def replaceable(wrong: str, behind: str, safe: Callable[[str], bool], whole: Callable[[str], bool]) -> str:
    """What of `wrong` may be replaced wherever it stands: the name alone, else with its title; empty if neither.

    Args:
        behind: the title that follows the right name. Where it was misheard too, nobody can tell where the name ended.
        safe: whether a stretch stands for nothing else.
        whole: whether a stretch is a word: with a title behind it, it is said as well (深い課長, 福祉課長).
    """
    if not wrong.endswith(behind):
        return ""
    name = wrong.removesuffix(behind)
    if not name or whole(name):
        return ""
    return next((form for form in (name, wrong) if safe(form)), "")


def calling_terms(name: str, kana: str, post: str, misheard: Iterable[str]) -> tuple[Term, ...]:
    """Mishearings, each with what it stands for; and an official as the chair calls them, whom the recogniser is told of by
    no more than the post otherwise."""
    forms: dict[str, list[str]] = {}
    if post and posts.branch(post) is not Branch.MEMBER and len(_parts(name)[0]) <= _SURNAME_LONGEST:
        forms[post] = []
    for wrong in misheard:
        forms.setdefault(_title(wrong, post), []).append(wrong)
    surname, sound = _parts(name)[0], _parts(kana)[0]
    read = {"": ""} | {t.text: t.kana for t in posts.titles()}
    return tuple(
        Term(
            text=surname + title,
            kana=sound + read[title] if sound and title in read else "",
            misheard=tuple(wrongs),
            note=CALLING_NOTE,
            origin=Origin.LEARNED,
        )
        for title, wrongs in forms.items()
    )


def spellings(name: str) -> set[str]:
    """Every way the name may come to stand in a text."""
    return {own + title for own in (_parts(name)[0], "".join(name.split())) for title in ("", *_titles())}


def _parts(name: str) -> list[str]:
    """Surname and given name, where a space divides them; else all as one."""
    return name.split() or [""]


def _title(wrong: str, post: str) -> str:
    """The title that a mishearing ends with; empty if it is the name alone."""
    every = sorted(filter(None, (post, *_titles())), key=len, reverse=True)
    return next((t for t in every if wrong.endswith(t) and wrong != t), "")


def _titles() -> tuple[str, ...]:
    return (*(t.text for t in posts.titles()), *posts.honorifics())
