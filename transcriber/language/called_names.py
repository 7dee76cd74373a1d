"""Somebody who was called by surname and title: what speaks against putting both in the place of what was heard."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from os.path import commonprefix

from rapidfuzz.distance import Levenshtein

from transcriber.language.readings import Word, morae
from transcriber.minutes import posts
from transcriber.minutes.characters import KANJI

_ONE_KANJI = re.compile(f"[{KANJI}]")
_TITLE = re.compile(posts.any_title(polite=True))

_UNLIKE = 0.6
"""Share of the beats that differ from which on a word is no mishearing of a title (議院 is one of 議員, 生徒 none of 委員)."""


def of_another_board(before: str, phrase: str) -> bool:
    """Whether a title was heard that a set phrase would make another: ただいまの出席委員は is said in a committee."""
    heard = _TITLE.findall(before)
    return bool(heard) and heard != _TITLE.findall(phrase)


def partly_named(before: str, called: str, names: Iterable[str]) -> tuple[str, ...]:
    """The people of whose given name a part stands between surname and title in `before` (村瀬恵議員 holds a part of 村瀬和恵), so that
    `called` (村瀬議員) would be less than was said.

    Args:
        names: of all people, in full.
    """
    own = commonprefix((before, called))
    between = before[len(own) : len(before) - len(called) + len(own)]
    if not own or not before.endswith(called[len(own) :]):
        return ()
    given = {c for c in between if _ONE_KANJI.match(c)}
    return tuple(n for n in names if n.startswith(own) and given & set(n[len(own) :])) if given else ()


def means_another(words: Sequence[Word], called: str) -> bool:
    """Whether words that begin with the surname mean another than `called`: by another title (水野議長 is not 水野委員), or
    because what follows is an ordinary word that sounds like no title (堀田生徒 is not 堀田委員).
    """
    before = "".join(w.surface for w in words)
    if before[:2] != called[:2]:
        return False
    title = _TITLE.search(before)
    if title is not None:
        return not (before.endswith(title[0]) and called.endswith(title[0]))
    own = posts.ending(called)
    last = words[-1]
    ordinary = last.known and len(last.surface) > 1 and last.part[:2] == ("名詞", "普通名詞")
    if own is None or not ordinary or len(words) < 2:
        return False
    return Levenshtein.normalized_distance(morae(last.kana), morae(own.kana)) >= _UNLIKE
