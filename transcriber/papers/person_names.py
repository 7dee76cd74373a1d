"""What may be a person's name, a post or a reading, as far as its characters and the dictionary tell."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from transcriber.language.readings import Reader, Word
from transcriber.minutes import posts, rule_files
from transcriber.minutes.characters import KANJI
from transcriber.minutes.variant_characters import common_form

_LAYOUT = rule_files.any_of_each(__package__, "layout")
_NAME = re.compile(f"[{KANJI}〇ぁ-ゖァ-ヺーヶ・ゝゞヽヾ]{{2,12}}")
_KANA = re.compile("[ぁ-ゖァ-ヺーゝゞヽヾ]+")
_FOREIGN = re.compile("[ァ-ヺー]{2,}(?:・[ァ-ヺー]{2,})+")
_POST = re.compile(f"[{KANJI}ぁ-ゖァ-ヺー・0-9]{{0,18}}(?:{posts.any_title()}|{_LAYOUT['roles']}|[長員監官事役])")
_TITLES = frozenset(t.text for t in posts.titles())
_OWN_POST = re.compile(f"(?:{_LAYOUT['own_posts']})")
_FORMS = frozenset(posts.honorifics())
_SURNAME_ALONE = 0.5
"""What a name without its given name costs at the least."""
_LONGEST_PART = 5
_LONGEST_UNKNOWN = 3
"""Of a given name that the dictionary does not know."""


def may_be_name(text: str) -> bool:
    """Whether these characters, in common form, may stand in a name."""
    return _NAME.fullmatch(text) is not None


def may_be_post(text: str) -> bool:
    """Whether a text ends as posts do."""
    return _POST.fullmatch(text) is not None and not text[0].isdigit()


def may_be_reading(text: str) -> bool:
    """Whether a text is kana and nothing else."""
    plain = "".join(text.split())
    return len(plain) > 1 and _KANA.fullmatch(plain) is not None


_MOST_KEPT = 50_000
"""Texts whose words are kept."""


@dataclass(frozen=True)
class NameJudge:
    """Tells names by the dictionary, and keeps what it was asked: the same names and posts stand in a paper many times."""

    reader: Reader
    _known: dict[str, tuple[Word, ...]] = field(default_factory=dict, repr=False, compare=False)

    def words(self, text: str) -> tuple[Word, ...]:
        """The words of a text in common characters."""
        found = self._known.get(text)
        if found is None:
            if len(self._known) >= _MOST_KEPT:
                self._known.clear()
            found = self._known[text] = self.reader.words(common_form(text))
        return found

    def cost(self, text: str, parts: Sequence[str], held: bool) -> float | None:
        """How little a writing looks like a surname and a given name; None: it is none."""
        if _FOREIGN.fullmatch(text):
            return 0.3 if held else 0.6
        if text[0] in "ーゝ々" or len(text) > 8 or text in _TITLES or _OWN_POST.fullmatch(text):
            return None
        if len(parts) == 2:
            apart = self._two_parts(parts[0], parts[1], held)
            spread = apart is None and len(text) == 2 and self.is_surname(common_form(text))
            return 0.55 if spread else apart  # 勝　島, before 秘書課長
        if len(parts) > 2 and any(len(p) > 1 for p in parts):
            cost = min((c for i in range(1, len(parts)) if (c := self._two_parts("".join(parts[:i]), "".join(parts[i:]), held)) is not None), default=None)  # fmt: skip
            return None if cost is None else cost + 0.3
        plain = common_form(text)
        words = self.words(plain)
        kinds = [w.part[3] if w.part[2] == "人名" else "" for w in words]
        if kinds == ["姓", "名"]:
            return 0.0
        if any(self.is_surname(plain[:i]) and self.is_given(plain[i:]) for i in range(1, min(5, len(plain)))):
            return 0.15
        if len(words) == 1 and self.is_surname(plain):
            return 0.55
        if len(words) == 2 and kinds[0] == "姓" and len(plain) <= 5 and not _is_word(words[1].part, words[1].surface):
            return 0.4
        return None

    def _two_parts(self, surname: str, given: str, held: bool) -> float | None:
        if given in _FORMS:
            return None  # 荻原 氏
        if len(surname) > 5 or len(given) > 5 or _POST.fullmatch(given) and len(given) > 1:
            return None
        first, last = self.is_surname(common_form(surname)), self.is_given(common_form(given))
        if first and last:
            return 0.0
        if (
            first
            and len(given) <= _LONGEST_UNKNOWN
            and not self.is_surname(common_form(given))
            and not self.is_term(given)
        ):
            return 0.25
        if first and self._may_be_called(given):
            return 0.35
        if not held or self.is_term(surname) and not last:
            return None
        if last:
            return 0.4 if not self.is_term(surname) else 0.6
        return 0.9 if len(surname) + len(given) <= 6 and not self.is_term(given) else None

    def is_surname(self, text: str) -> bool:
        """Whether a text in common characters is one."""
        if not 1 <= len(text) <= _LONGEST_PART:
            return False
        words = self.words(f"{text}太郎")
        if len(words) == 2 and words[0].part[3] == "姓" and words[0].end == len(text):
            return True
        alone = self.words(text)  # 越智, whose 智 would begin a given name before 太郎
        return len(text) > 1 and len(alone) == 1 and alone[0].part[3] == "姓"

    def is_given(self, text: str) -> bool:
        """Whether a text in common characters is a given name."""
        if not 1 <= len(text) <= _LONGEST_PART:
            return False
        words = self.words(f"山田{text}")
        return len(words) == 2 and words[1].part[2:4] == ("人名", "名") and words[0].end == 2

    def _may_be_called(self, given: str) -> bool:
        """Whether a word in kana may be somebody's given name all the same: あかり, トメ."""
        if not 2 <= len(given) <= _LONGEST_UNKNOWN or _KANA.fullmatch(given) is None:
            return False
        words = self.words(given)
        return len(words) == 1 and words[0].part[0] == "名詞" and words[0].part[2] in ("一般", "人名", "地名")

    def is_term(self, text: str) -> bool:
        """Whether a text is an ordinary word of more than one character."""
        words = self.words(text)
        return len(text) > 1 and all(_is_word(w.part, w.surface) for w in words)

    def is_whole(self, spaced: str) -> bool:
        """Whether a name, with a space where its parts stand apart, is more than a surname."""
        name = "".join(spaced.split())
        if name != spaced:
            return True
        cost = None if self.is_surname(common_form(name)) else self.cost(name, [name], True)
        return cost is not None and cost < _SURNAME_ALONE

    def is_plain(self, text: str) -> bool:
        """Whether a text without gaps is a surname and a given name that the dictionary knows."""
        cost = self.cost(text, [text], True)
        return cost is not None and cost < 0.2

    def holds_name(self, text: str) -> bool:
        """Whether a surname and a given name stand somewhere in a text."""
        kinds = [w.part[3] for w in self.words(text)]
        return any(one == "姓" and two == "名" for one, two in pairwise(kinds))

    def holds_surname(self, text: str) -> bool:
        """Whether a surname stands somewhere in a text."""
        return any(w.part[3] == "姓" for w in self.words(text))

    def names_its_holder(self, post: str) -> bool:
        """山下委員: a surname and what he is called by."""
        title = posts.ending(post)
        return title is not None and self.is_surname(common_form(post.removesuffix(title.text)))

    def is_called_so(self, text: str) -> bool:
        """Whether a text is somebody's surname with what he is called by (浅見副会長), and no place's (東郷町長)."""
        title = posts.ending(text)
        return title is not None and not title.place and self.names_its_holder(text)

    def begins_with_surname(self, text: str) -> bool:
        """Whether a surname stands before a post, as the dictionary parts it: 今野農政課長."""
        first, *more = self.words(text)
        return bool(more) and first.part[3] == "姓" and may_be_post(text[first.end :])

    def cuts_no_word(self, text: str, place: int) -> bool:
        """Whether a word ends at a place of a text."""
        return any(w.end == place for w in self.words(text))


def _is_word(part: Sequence[str], surface: str) -> bool:
    return part[0] != "名詞" or part[1] != "固有名詞" and len(surface) > 0
