"""Editing levels (整え方): verbatim, without fillers (ケバ取り), tidied (整文). The rules are data (data/editing.toml).

The product edits a legal record, so each edit is checked once more whatever rule it came from: the figures, negations,
commitments and known names of the sentence must be the same before and after, in the same order, else the edit is dropped.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from transcriber.language.edits import Edit, Edited
from transcriber.language.figures import find_figures
from transcriber.language.readings import Reader, Word
from transcriber.language.written_words import WrittenWords
from transcriber.minutes import rule_files
from transcriber.minutes.characters import hiragana
from transcriber.minutes.text_style import EditingLevel

_RULES = rule_files.read_rules(__package__, "meaning")
_NEGATION = rule_files.pattern(_RULES["negations"])
_COMMITMENT = rule_files.pattern(_RULES["commitments"])
_SPELLINGS = rule_files.readings(_RULES["spellings"])
"""The same words in kanji and kana: how they are spelled is no part of what they mean."""

_LEVELS = (EditingLevel.VERBATIM, EditingLevel.FILLERS, EditingLevel.TIDY)


@dataclass(frozen=True)
class EditingRule:
    """One line of the table."""

    name: str
    level: EditingLevel
    about: str
    edits: Callable[[str, Reader], Iterator[Edit]]


@cache
def rules() -> tuple[EditingRule, ...]:
    """Every rule, in order."""
    return tuple(_rule(entry) for entry in rule_files.read_rules(__package__, "editing")["rule"])


def rule_table() -> str:
    """A Markdown table of the rules, for the staff guide."""
    rows = ["| 規則の名前 | どこから | すること |", "|---|---|---|"]
    rows += [f"| {r.name} | {r.level.label} | {r.about} |" for r in rules() if r.about]
    return "\n".join(rows)


class Editor:
    """Edits texts at one level.

    Args:
        without: names of rules that are switched off.
        names: people and terms of the meeting; no edit may change one.
    """

    def __init__(
        self, level: EditingLevel, reader: Reader, *, without: Collection[str] = (), names: Iterable[str] = ()
    ) -> None:
        reached = _LEVELS[: _LEVELS.index(level) + 1]
        self._rules = [r for r in rules() if r.level in reached and r.name not in without]
        self._reader = reader
        self._names = WrittenWords(n for n in names if len(n) > 1)

    def edited(self, said: Edited) -> Edited:
        """`said`, with the level's edits. Edits of one rule see what the rules before it made."""
        for rule in self._rules:
            for _ in range(3):  # what one edit uncovers (えー、あの、) the same rule may take
                kept = [e for e in rule.edits(said.text, self._reader) if self._keeps_meaning(said.text, e)]
                if not kept:
                    break
                said = said.edited(_apart(kept))
        return said

    def meaning(self, text: str) -> tuple[tuple[str, ...], ...]:
        """What must not change: figures, negations, commitments, names; each in the order said."""
        for kanji, kana in _SPELLINGS.items():
            text = text.replace(kanji, kana)
        return (
            tuple(f.value for f in find_figures(text)),
            tuple("否" for _ in _NEGATION.finditer(text)),
            tuple(m[0] for m in _COMMITMENT.finditer(text)),
            tuple(text[start:end] for start, end in self._names.spans(text)),
        )

    def _keeps_meaning(self, text: str, edit: Edit) -> bool:
        return self.meaning(text) == self.meaning(text[: edit.start] + edit.after + text[edit.end :])


def _apart(edits: Iterable[Edit]) -> Iterator[Edit]:
    """Without those that overlap an earlier one."""
    end = -1
    for edit in sorted(edits, key=lambda e: e.start):
        if edit.start >= end:
            end = edit.end
            yield edit


def _rule(entry: Mapping[str, Any]) -> EditingRule:
    name = entry["name"]
    edits: Callable[[str, Reader], Iterator[Edit]]
    if entry.get("stutter"):
        edits = _stutters(name)
    elif "find" in entry:
        edits = _by_text(name, re.compile(entry["find"], re.MULTILINE), entry["put"])
    else:
        edits = _by_word(name, entry)
    return EditingRule(name=name, level=EditingLevel(entry["level"]), about=entry["about"], edits=edits)


def _by_text(name: str, pattern: re.Pattern[str], put: str) -> Callable[[str, Reader], Iterator[Edit]]:
    def edits(text: str, reader: Reader) -> Iterator[Edit]:
        for match in pattern.finditer(text):
            yield Edit(match.start(), match.end(), match.expand(put), name)

    return edits


def _by_word(name: str, entry: Mapping[str, Any]) -> Callable[[str, Reader], Iterator[Edit]]:
    surface = re.compile(entry["word"])
    inflection = re.compile(entry.get("inflection", ""))

    def edits(text: str, reader: Reader) -> Iterator[Edit]:
        for word in reader.words(text):
            match = surface.fullmatch(word.surface)
            if not match or word.part[0] != entry["part"] or not inflection.match(word.part[4]):
                continue
            if "put_after_first" in entry:
                after = word.surface[0] + entry["put_after_first"] + word.surface[1:]
            else:
                after = match.expand(entry["put"])
            yield Edit(word.start, word.end, after, name)

    return edits


def _stutters(name: str) -> Callable[[str, Reader], Iterator[Edit]]:
    """One or two beats of kana before a comma, with which the next word begins: け、検討."""

    def edits(text: str, reader: Reader) -> Iterator[Edit]:
        words = reader.words(text)
        for i, (first, mark, after) in enumerate(zip(words, words[1:], words[2:], strict=False)):
            starts = i == 0 or words[i - 1].surface in "、。！？"
            said = hiragana(first.surface).rstrip("っー")
            begins = after.kana.startswith(said) and after.kana != said and after.surface != first.surface
            if starts and mark.surface == "、" and _is_fragment(first, said) and begins:
                yield Edit(first.start, mark.end, "", name)

    return edits


def _is_fragment(word: Word, said: str) -> bool:
    return (
        0 < len(said) <= 2
        and all("ぁ" <= c <= "ゖ" for c in said)
        and word.part[0] in ("感動詞", "名詞", "助詞", "助動詞")
    )
