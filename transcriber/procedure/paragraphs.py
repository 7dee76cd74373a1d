"""Where a long speech begins a new paragraph: at a new subject or step, at a new thought once it is long, else at some sentence."""

from __future__ import annotations

import re

from transcriber.minutes import rule_files

_RULES = rule_files.any_of_each(__package__, "paragraphs")
_TOPIC = re.compile(f"(?:{_RULES['topics']})")
_CONNECTIVE = re.compile(f"(?:{_RULES['connectives']})")
_SENTENCES = re.compile(r"[^。？！]+[。？！]+[」』）)]*")

_SHORT_SPEECH = 120
"""Characters up to which a speech is one paragraph whatever it says: it is read at a glance."""

_LEAST = 25
"""Characters that a paragraph has at least."""

_LONG = 200
"""Characters from which the next thought begins a paragraph."""

_TOO_LONG = 350
"""Characters from which the next sentence does: about nine lines of a record."""


def paragraph_places(text: str) -> frozenset[int]:
    """Where paragraphs after the first one begin: characters of `text`, always at the beginning of a sentence."""
    if len(text) < _SHORT_SPEECH:
        return frozenset()
    places: set[int] = set()
    begun = 0
    for match in _SENTENCES.finditer(text):
        length = match.start() - begun
        if length < _LEAST or len(text) - match.start() < _LEAST:
            continue
        sentence = match[0]
        if _TOPIC.match(sentence) or length >= _TOO_LONG or (length >= _LONG and _CONNECTIVE.match(sentence)):
            begun = match.start()
            places.add(begun)
    return frozenset(places)
