"""Which of the other readings that a doubt carries are shown to a reviewer.

A recogniser that hears nothing says what it was told to expect, or repeats itself. Neither is a reading of what was said, and a
reviewer must not find it as a suggestion: what is offered resembles what stands there, says nothing over and over, and is no set
phrase of the prompt.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from difflib import SequenceMatcher
from functools import cache

from transcriber.minutes import rule_files
from transcriber.minutes.transcript import Doubt, DoubtKind, Utterance

_LONGEST = 60
"""Characters: a longer one nobody can compare by ear with what stands there."""

_ALIKE = 0.5
"""Share of an alternative that must stand in the text as well; of one of few characters single characters count."""

_FEW = 8
_PHRASE = 7
"""Characters in a row that are also a set phrase's: fewer are everybody's words (お願いします)."""

_NEAR = 20
"""Characters before and after a doubt's place that an alternative is compared with."""

_MARKS = re.compile(r"[\s、。，．,.・？?！!「」『』（）()ー~〜-]")
_AGAIN = re.compile(r"(.{2,30}?)\1{2,}|(.)\2{4,}")
_PROMPTS = ("transcriber.speech", "manners")
"""Where the set phrases stand that the recogniser is told."""


def offered_alternative(doubt: Doubt, utterance: Utterance | None) -> str:
    """The other reading of `doubt` as a reviewer may see it; empty if there is none worth hearing."""
    other = doubt.alternative or ""
    bare = _fold(other)
    if not bare or len(other) > _LONGEST or _repeats(other):
        return ""
    if doubt.kind is DoubtKind.HOMOPHONE:  # from a table of words of the same sound, not from the recogniser
        return other
    text = _fold(_stretch(doubt, utterance))
    if not text or bare == text or _from_the_prompt(bare, text):
        return ""
    least = 1 if len(bare) < _FEW else 2
    shared = sum(
        b.size for b in SequenceMatcher(None, text, bare, autojunk=False).get_matching_blocks() if b.size >= least
    )
    return other if shared >= _ALIKE * len(bare) else ""


def _stretch(doubt: Doubt, utterance: Utterance | None) -> str:
    """What stands where the doubt is, with a few characters around it; all of the utterance where the place is not known."""
    if utterance is None:
        return ""
    if doubt.place is None:
        return utterance.text
    first, last = doubt.place
    return utterance.text[max(0, first - _NEAR) : last + _NEAR]


def _repeats(text: str) -> bool:
    """A loop: something said three times on end, or a sentence said twice among others."""
    if _AGAIN.search(_fold(text)):
        return True
    sentences = Counter(s for s in map(_fold, re.split("[、。？！]", text)) if len(s) >= 4)
    return any(count > 1 for count in sentences.values())


def _from_the_prompt(bare: str, text: str) -> bool:
    """Whether it says a set phrase of the prompt that does not stand in the text."""
    for phrase in _phrases():
        match = SequenceMatcher(None, phrase, bare, autojunk=False).find_longest_match()
        if match.size >= min(_PHRASE, len(phrase)) and phrase[match.a : match.a + match.size] not in text:
            return True
    return False


@cache
def _phrases() -> tuple[str, ...]:
    return tuple(dict.fromkeys(_sentences()))


def _sentences() -> Iterator[str]:
    for entries in rule_files.read_rules(*_PROMPTS).values():
        for words in rule_files.words(entries):
            yield from (s for s in map(_fold, re.split("[。？]", words)) if s)


def _fold(text: str) -> str:
    return _MARKS.sub("", unicodedata.normalize("NFKC", text))
