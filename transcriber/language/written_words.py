"""Where in a text known words stand as they are written: of several at one place the longest, and none inside another.

A regular expression of all words tries each at each place; with the fifty thousand terms of a large office that takes seconds.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable


class WrittenWords:
    """Words, ready to be looked for as they stand."""

    def __init__(self, words: Iterable[str]) -> None:
        self._by_beginning: dict[str, list[str]] = defaultdict(list)
        for word in sorted(set(words) - {""}, key=len, reverse=True):
            self._by_beginning[word[:2]].append(word)
        self._single = {b for b in self._by_beginning if len(b) == 1}

    def spans(self, text: str) -> list[tuple[int, int]]:
        """(start, end) of each, from the left."""
        found = []
        at = 0
        while at < len(text):
            begun = self._by_beginning.get(text[at : at + 2], ())
            end = next((at + len(w) for w in begun if text.startswith(w, at)), 0)
            if not end and text[at] in self._single:
                end = at + 1
            if end:
                found.append((at, end))
            at = end or at + 1
        return found
