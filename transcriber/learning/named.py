"""Which corrected words are people: a surname with a title (榊原委員, 鵜飼総務課長), or somebody who introduces himself (榊原です).

A name that a dictionary holds as a surname and as nothing else is one before any title. What is also a word of the language
(会計課長, 本町委員) or is in no dictionary is one only before 議員, 委員 and the like, never before the title of an office.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from rapidfuzz.distance import Levenshtein

from transcriber.language.readings import Reader, morae
from transcriber.minutes import posts
from transcriber.minutes.characters import KANJI
from transcriber.minutes.posts import Branch, Title

_INTRODUCED = re.compile("です|でございます|と申します|が申し上げ")
_NAME = re.compile(f"[{KANJI}ヶケノ]{{1,5}}")
_UNKNOWN_LONGEST = 3


@dataclass(frozen=True)
class CalledPerson:
    """Somebody called in the text.

    Attributes:
        name: surname, or the whole name.
        post: as it follows the name, e.g. 総務課長; empty where nothing or only an honorific does.
        behind: all that followed the name in this word.
    """

    name: str
    post: str
    behind: str


class NameFinder:
    """Tells names from other words."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader

    def in_word(self, word: str, context: str) -> CalledPerson | None:
        """The person that `word` (nouns in a row) names, if it names one.

        Args:
            context: the text it stands in.
        """
        found_title = _title(word)
        polite = next((h for h in posts.honorifics() if word.endswith(h)), "")
        title = found_title.text if found_title else polite
        if not title:
            before, found, after = context.partition(word)
            alone = found and (not before or before[-1] in "。、の") and _INTRODUCED.match(after)
            return CalledPerson(word, "", "") if alone and self._is_surname(word) else None
        rest = word.removesuffix(title)
        post = found_title.text if found_title else ""
        many = found_title is None or found_title.branch is Branch.MEMBER
        # Before these stands the place more often than the name: 東郷町長.
        if (
            found_title is not None
            and found_title.place
            and any(part[2] == "地名" for part in self._reader.parts(rest))
        ):
            return None
        parts = self._reader.words(word)
        first = parts[0].surface
        told = first == rest and parts[0].part[3] == "姓"
        if told or self._is_surname(rest) or (many and self._may_be_surname(rest)):
            return CalledPerson(rest, post, title)
        if len(parts) < 2 or parts[0].part[3] != "姓" or not self._reader.surnames(first):
            return None
        if parts[1].part[3] == "名" and first + parts[1].surface == rest:
            return CalledPerson(rest, post, title)
        unit = rest.removeprefix(first)
        if many or not all(w.part[0] in ("名詞", "接尾辞") and w.part[1] != "固有名詞" for w in parts[1:]):
            return None
        return CalledPerson(first, unit + post, unit + title)

    def kana(self, name: str, heard: str) -> str:
        """How a name is read: of all readings of a surname the one that is most like what was heard in its place."""
        readings = self._reader.surnames(name)
        if len(readings) < 2:
            return readings[0] if readings else self._reader.kana(name)
        said = morae(self._reader.kana(heard))
        return min(readings, key=lambda r: _distance(morae(r), said))

    def _is_surname(self, text: str) -> bool:
        """A surname, and no other word: what the dictionary holds as both is a name only as the text around it says."""
        return bool(_NAME.fullmatch(text) and self._reader.surnames(text)) and all(
            part[1] == "固有名詞" for part in self._reader.parts(text)
        )

    def _may_be_surname(self, text: str) -> bool:
        if not _NAME.fullmatch(text):
            return False
        if self._reader.surnames(text):
            return True
        words = self._reader.words(text)
        known = any(w.known and len(w.surface) > 1 and w.part[2] != "人名" for w in words)
        return 2 <= len(text) <= _UNKNOWN_LONGEST and not known


def _title(word: str) -> Title | None:
    """The longest title behind a name in `word`."""
    return next((t for t in posts.titles() if word.endswith(t.text) and word != t.text), None)


def _distance(a: tuple[str, ...], b: tuple[str, ...]) -> int:
    return int(Levenshtein.distance(a, b))
