"""Posts in a line: every stretch that may be somebody's, with what reading it so costs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from transcriber.minutes import posts, rule_files
from transcriber.minutes.variant_characters import common_form
from transcriber.office_tables import headings
from transcriber.papers.line_units import CELL, LineUnits
from transcriber.papers.list_context import ListContext, holders_post
from transcriber.papers.person_names import NameJudge, may_be_name, may_be_post

LONGEST_POST = 20
"""Characters."""
_LONGEST_SURNAME, _LONGEST_GIVEN = 3, 3
_LATIN = re.compile("(?<=.)[A-Za-z]")
_LAYOUT = rule_files.any_of_each(__package__, "layout")
_CONTINUES = re.compile(_LAYOUT["posts_go_on"])
"""What goes on behind a title in one post."""
_KATAKANA = re.compile("[ァ-ヺー]{4,}")
"""ハローワーク, シルバーセンター: no person of a list is called so."""
_PLACE = re.compile(f".(?:{_LAYOUT['affiliation_ends']})$")
"""包括支援センター."""
_LISTS = re.compile(f"(?:{_LAYOUT['lists']})")
_ROUTINE = re.compile(f"(?:{_LAYOUT['routine']})")
_ABSENT = re.compile(f"(?:{_LAYOUT['absent']})")
_TAKING_PART = re.compile(f"(?:{_LAYOUT['taking_part']})者")
"""その他の出席者 議長: a label with who is there."""


@dataclass(frozen=True)
class PostsOfLine:
    """The posts of a line."""

    units: LineUnits
    judge: NameJudge
    context: ListContext
    _known: dict[int, list[tuple[int, str, float]]] = field(default_factory=dict, repr=False, compare=False)

    def posts(self, at: int) -> Iterator[tuple[int, str, float]]:
        """(end, post, cost) of what may be the post from here on; its parts may stand apart."""
        if at not in self._known:
            self._known[at] = list(self._every_post(at))
        return iter(self._known[at])

    def _every_post(self, at: int) -> Iterator[tuple[int, str, float]]:
        last = min(at + LONGEST_POST, self.units.run(at))
        for end in range(at + 1, min(last + 1, len(self.units))):
            if end > at + 1 and self.units.gap(end - 1) == CELL:
                return
            text = self.units.text(at, end)
            if self.is_post(at, end):
                cost = self.units.loose(at, end, narrow=0.03, wide=0.5) + self.judge.names_its_holder(text)
                yield end, holders_post(self.units.split(at, end)), cost + self.judge.is_called_so(text)
            elif len(text) > 2 and (self.units.gap(end) or self.units[end].inside) and self._is_origin(at, end):
                yield end, text, self.units.loose(at, end, narrow=0.03, wide=0.5) + 0.5

    def _is_origin(self, at: int, end: int) -> bool:
        """Whether a stretch in a list is where somebody comes from: 緑川町商工会, ハローワーク."""
        text = self.units.text(at, end)
        if text.endswith("委員会"):
            return False  # whose members follow
        group = may_be_name(_LATIN.sub("", text)) and (
            headings.names_a_group(text)
            or _KATAKANA.fullmatch(text) is not None
            or (_PLACE.search(text) is not None and not self.judge.is_surname(text))
        )
        return group and self.context.alone and self._is_whole(at, end)

    def is_post(self, at: int, end: int) -> bool:
        """Whether a stretch is one post: nobody else's stands inside it, and where the name follows closely no word is cut."""
        text = self.units.text(at, end)
        if not may_be_post(text) or _LISTS.fullmatch(text):
            return False
        if not self._is_whole(at, end):
            return False
        if end < len(self.units) and not self.units.gap(end) and not self.units[end].inside:
            behind = self.units.text(end, self.units.word_end(end))
            return self.parts_words(at, end) or (len(behind) > 2 and self.judge.is_plain(behind))
        return True

    def _is_whole(self, at: int, end: int) -> bool:
        """Whether nobody's title or name stands inside a stretch."""
        text = self.units.text(at, end)
        if self.judge.holds_name(text) or _TAKING_PART.search(text):
            return False
        parts = self.units.split(at, end)
        if any(_ABSENT.fullmatch(part) for part in parts):
            return False  # of somebody in the line above
        if self._holds_another(parts) or self._holds_spread(parts) or _begins_in_name(parts):
            return False
        if any(_ROUTINE.fullmatch("".join(parts[: i + 1])) for i in range(len(parts))):
            return False  # 開会 司会 総務課長: an entry of a programme, with who speaks
        return not any(
            len(part) > 1
            and part[-1] not in "局部課室係"
            and posts.ending(part) is not None
            and not _CONTINUES.match(following)
            for part, following in pairwise(parts)
        )

    def _holds_another(self, parts: list[str]) -> bool:
        """Whether somebody in a post of his own stands in these parts, whose surname no dictionary has: 会 計 水草 桃子 監 事."""
        return any(
            1 < len(parts[i]) <= _LONGEST_GIVEN
            and len(parts[i - 1]) <= _LONGEST_SURNAME
            and may_be_post("".join(parts[: i - 1]))
            and not self.judge.is_term(parts[i])
            and self.judge.is_given(common_form(parts[i]))
            for i in range(2, len(parts) - 1)
        )

    def _holds_spread(self, parts: list[str]) -> bool:
        """Whether a spread surname stands before a word with which somebody is called: 区議会事務局 山 口 次長."""
        return any(
            (not i or len(parts[i - 1]) > 1)
            and len(parts[i]) == len(parts[i + 1]) == 1
            and len(parts[i + 2]) > 1
            and self.judge.is_surname(common_form(parts[i] + parts[i + 1]))
            for i in range(len(parts) - 2)
        )

    def parts_words(self, at: int, place: int) -> bool:
        """Whether a word ends at a place of the text that begins at `at`."""
        end = place
        while end < len(self.units) and not self.units.gap(end) and not self.units[end].inside:
            end += 1
        return self.judge.cuts_no_word(self.units.text(at, end), len(self.units.text(at, place)))


def _begins_in_name(parts: list[str]) -> bool:
    """Whether a spread word that is no office stands before a post that is not spread: 信 一 職務代理, of 沓 掛 信 一."""
    spread = next((i for i, part in enumerate(parts) if len(part) > 1), 0)
    word = "".join(parts[:spread])
    return spread > 1 and not (headings.names_a_group(word) or may_be_post(word) or _PLACE.search(f"＿{word}"))
