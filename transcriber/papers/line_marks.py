"""What several readers of papers look for in a line."""

from __future__ import annotations

import re

from transcriber.language import numbers
from transcriber.minutes import rule_files

_LAYOUT = rule_files.any_of_each(__package__, "layout")

SENTENCE = re.compile(_LAYOUT["sentence_ends"])
"""It ends as running text does."""

COLUMNS = re.compile(r"\t|\s{2,}")
"""What parts the columns of a line."""

LABELLED = re.compile(r"^\S{1,8}[::]")
"""A label and what it is about: 場所：…"""

BESIDE = re.compile(f"(?:{_LAYOUT['beside']})[。)]?")
"""What may stand beside a person or an entry and says nothing of it."""

ABSENT = re.compile(_LAYOUT["absent"])
"""It is about people who are not there."""

_HOW_MANY = re.compile(rf"(?:計|以上)?(?![0０〇])(?:{numbers.INTEGER})[名人]")


def says_how_many(text: str) -> bool:
    """Whether a text beside a heading is the number of those below it, and so not なし: 欠席委員　２名."""
    return _HOW_MANY.fullmatch("".join(text.split())) is not None
