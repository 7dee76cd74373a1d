"""Rules as data: the .toml files beside the modules that apply them, each entry with where it is known from.

A file is made of entries with a `source` (ids of minutes/data/sources.toml, with an article or a page behind it) and with `words`:
plain words, parts of a regular expression, or words with their readings. tests/unit/test_rule_sources.py checks all of them.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from importlib import resources
from typing import Any

_Entry = Mapping[str, Any]


@cache
def read_rules(package: str, name: str) -> Mapping[str, Any]:
    """The file data/NAME.toml of a package, as it stands."""
    text = resources.files(package).joinpath(f"data/{name}.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def words(entries: Iterable[_Entry]) -> tuple[str, ...]:
    """The words of several entries, in order."""
    return tuple(word for entry in entries for word in entry["words"])


def readings(entries: Iterable[_Entry]) -> dict[str, str]:
    """Words with their readings, of several entries, in order."""
    return {word: kana for entry in entries for word, kana in entry["words"].items()}


def any_of(entries: Iterable[_Entry]) -> str:
    """A regular expression for any of the entries' parts, tried in order."""
    return "|".join(words(entries))


def any_of_each(package: str, name: str) -> dict[str, str]:
    """A regular expression for each of a file's tables."""
    return {table: any_of(entries) for table, entries in read_rules(package, name).items()}


def pattern(entries: Iterable[_Entry]) -> re.Pattern[str]:
    """The same, compiled."""
    return re.compile(any_of(entries))
