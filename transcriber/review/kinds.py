"""What kind of correction a change is: misheard, tidied, added or removed. Rules only; the report's appendix prints them.

tidied      the words stay, their form changes: punctuation and brackets, the writing of numbers, kana or kanji for the
            same word, fillers and immediate repetitions dropped, endings and particles (unless one says what the
            other denies)
misheard    other words stand there now
added       something stands there that the draft did not have
removed     something the draft had is gone
"""

from __future__ import annotations

import re
import unicodedata
from enum import StrEnum

from transcriber.language import numbers
from transcriber.language.readings import Reader
from transcriber.minutes import rule_files
from transcriber.minutes.characters import KANJI, hiragana


class CorrectionKind(StrEnum):
    """Of a correction."""

    MISHEARD = "misheard"
    TIDIED = "tidied"
    ADDED = "added"
    REMOVED = "removed"

    @property
    def label(self) -> str:
        """In the words of the report."""
        return {"misheard": "聞き違い", "tidied": "整文", "added": "補い", "removed": "削り"}[self.value]


_FILLER = re.compile(f"(?:{rule_files.any_of(rule_files.read_rules(__package__, 'fillers')['fillers'])})+")
_NUMBER = re.compile(numbers.PATTERN)
_KANA = re.compile(r"[ぁ-ゖー]+")


class Classifier:
    """Tells the kinds apart. Loads a dictionary (40 ms); not for several threads at once."""

    def __init__(self) -> None:
        self._reader = Reader()

    def __call__(self, before: str, after: str, *, left: str = "", right: str = "") -> CorrectionKind:
        """The kind of the change of `before` into `after`.

        Args:
            left, right: the unchanged text around it (for repetitions, and for numbers that are changed in part).
        """
        one, other = bare_text(before), bare_text(after)
        if one == other:
            return CorrectionKind.TIDIED
        if not one:
            return CorrectionKind.ADDED
        if not other:
            repeated = bare_text(left).endswith(one) or bare_text(right).startswith(one)
            return (
                CorrectionKind.TIDIED
                if _FILLER.fullmatch(one) or (repeated and len(one) > 1)
                else CorrectionKind.REMOVED
            )
        if self._same_number(before, after, left, right):
            return CorrectionKind.TIDIED
        if _KANA.fullmatch(one) and _KANA.fullmatch(other):
            told = [_negations(left + text + right) for text in (before, after)]
            return CorrectionKind.TIDIED if told[0] == told[1] else CorrectionKind.MISHEARD
        if self._same_word(one, other):
            return CorrectionKind.TIDIED
        return CorrectionKind.MISHEARD

    def _same_number(self, before: str, after: str, left: str, right: str) -> bool:
        lead, tail = _digits_at_end(left), _digits_at_start(right)
        one, other = (unified_numbers(lead + text + tail) for text in (before, after))
        return one == other and any(c.isdigit() for c in one)

    def _same_word(self, one: str, other: str) -> bool:
        """One of them is the kana writing of the other, or both are read alike with kanji that one shares (子供, 子ども)."""
        kana = _KANA.fullmatch(hiragana(one)) or _KANA.fullmatch(hiragana(other))
        shared = set(re.findall(f"[{KANJI}]", one)) & set(re.findall(f"[{KANJI}]", other))
        if not (kana or (shared and re.search(r"[ぁ-ゖァ-ヺ]", one + other))):
            return False
        if any(w.part[1] == "固有名詞" for w in self._reader.words(other)):
            return False  # さかきばら for 榊原: a name has one way to be written
        return self._reader.reading(one) == self._reader.reading(other)


def bare_text(text: str) -> str:
    """`text` without punctuation, brackets and white space, in one width."""
    folded = unicodedata.normalize("NFKC", text)
    return "".join(c for c in folded if unicodedata.category(c)[0] not in "PZCS" or c in "%〓々〆ー")


def unified_numbers(text: str) -> str:
    """`text`, bare, with every number in plain Arabic digits."""

    def plain(found: re.Match[str]) -> str:
        value = numbers.value(found[0])
        return found[0] if value is None else f"{value:f}"

    return bare_text(_NUMBER.sub(plain, unicodedata.normalize("NFKC", text)))


def _negations(text: str) -> int:
    return len(re.findall(r"ない|なかっ|なく|なけれ|ませ?ん|ず[に、。]", text))


def _digits_at_end(text: str) -> str:
    found = re.search(r"[0-9０-９,，一二三四五六七八九十百千万億兆〇]+$", text)
    return found[0] if found else ""


def _digits_at_start(text: str) -> str:
    found = re.match(r"[0-9０-９,，一二三四五六七八九十百千万億兆〇]+", text)
    return found[0] if found else ""
