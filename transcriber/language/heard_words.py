"""What kind of words were heard: plain Japanese that is better left alone, or not."""

from __future__ import annotations

import re
from collections.abc import Sequence

from transcriber.language.readings import Word

_TURNS = re.compile("ない|ません|なく|ぬ(?![ぁ-ん])|賛成|反対|可決|否決|多数|少数|全員|同意|不同意|認め|却下")

_PARTICLES = frozenset("のはがをにともでへや")


def negations(text: str) -> int:
    """How many signs of a negation: 登校 is not 不登校."""
    return sum(text.count(c) for c in "不非無未反")


def turning_words(text: str) -> list[str]:
    """The words by which a sentence would say the opposite if they were others."""
    return _TURNS.findall(text)


def is_particle(word: Word) -> bool:
    """A particle of one kana that may stand at the end of a word by mistake."""
    return word.part[0] == "助詞" and word.surface in _PARTICLES


def is_plain(words: Sequence[Word]) -> bool:
    """Good Japanese as it stands: words the dictionary holds, none of them a lone kanji that stands for no word."""
    return all(w.known and (len(w.surface) > 1 or is_particle(w) or _is_affix(w)) for w in words)


def is_ordinary(words: Sequence[Word]) -> bool:
    """One word that the dictionary holds and that is nobody's name."""
    return len(words) == 1 and words[0].known and words[0].part[1] != "固有名詞"


def is_plain_talk(words: Sequence[Word]) -> bool:
    """The same with particles behind it, or none: 次の."""
    return is_ordinary(words[:1]) and all(is_particle(w) for w in words[1:])


def _is_affix(word: Word) -> bool:
    """長 after 課, 課 after 教育: one kanji that other words are built with."""
    return word.part[0] in ("接尾辞", "接頭辞") or word.part[2] == "助数詞可能"


def says_the_same(words: Sequence[Word], phrase: str) -> bool:
    """Whether only particles differ (暫時休憩といたします): how it was put is the speaker's."""
    at = 0
    for word in words:
        if word.part[0] in ("助詞", "補助記号"):
            continue
        at = phrase.find(word.surface, at) + len(word.surface)
        if at < len(word.surface):
            return False
    return True
