"""What stands behind a person of a line and names nobody else: where somebody comes from, what he is elsewhere, what he asks about."""

from __future__ import annotations

import re
from dataclasses import dataclass

from transcriber.language import numbers
from transcriber.minutes import posts, rule_files
from transcriber.minutes.variant_characters import common_form
from transcriber.office_tables import headings
from transcriber.papers.line_marks import ABSENT
from transcriber.papers.line_units import CELL, LineUnits
from transcriber.papers.person_names import NameJudge, may_be_post

_LAYOUT = rule_files.any_of_each(__package__, "layout")
SEAT = re.compile(rf"(?:議席)?(?:番号)?第?(?P<number>{numbers.INTEGER})番(?![目地])(?:議員(?=.))?")
"""A numbered seat."""
_SHORTEST_SUBJECT = 3
"""Characters: what is shorter is the end of a name."""
_PARTED = re.compile("[・、,，]")
_ELSEWHERE = re.compile(f"(?:{_LAYOUT['affiliation_ends']}|{posts.any_title()})$")


@dataclass(frozen=True)
class BehindPerson:
    """The rest of a line from a unit on."""

    units: LineUnits
    judge: NameJudge

    def tells_absence(self, content: str) -> bool:
        """Whether brackets beside somebody say that he is not there, alone or beside something else: 欠席・書面助言."""
        plain = "".join(content.split())
        return not self.judge.holds_name(plain) and any(ABSENT.fullmatch(part) for part in _PARTED.split(plain))

    def is_absence(self, at: int) -> bool:
        """Whether a word says that somebody is absent whose name stands in brackets behind it."""
        end = self.units.word_end(at) if at < len(self.units) else at
        if end >= len(self.units) or not self.units[end].inside or not ABSENT.fullmatch(self.units.text(at, end)):
            return False
        return self.judge.holds_name("".join(self.units[end].text[1:-1].split()))

    def is_group(self, at: int) -> bool:
        """Whether it is where somebody comes from: 緑川町商工会."""
        rest = self.units.text(at, len(self.units))
        apart = any(self.units.gap(i) or self.units[i].inside for i in range(at + 1, len(self.units)))
        held = may_be_post(rest) and rest[-1] != "者"
        group = headings.names_a_group(rest) or (_ELSEWHERE.search(rest) and not self.judge.holds_surname(rest[:3]))
        return len(rest) > 2 and not apart and not held and bool(group)

    def is_held_elsewhere(self, at: int, *, surname: bool) -> bool:
        """Whether it is what somebody in a post is elsewhere: 白鳥市議会議員, 保護司会長.

        Args:
            surname: he is called by his surname alone, so that 浅見委員 beside him is the next one.
        """
        rest = self.units.text(at, len(self.units))
        if surname and self.names_another(at, len(self.units)):
            return False
        if any(self._is_spread_surname(i) for i in range(at, len(self.units) - 1)):
            return False  # 酒 井 広報課長
        if any(self.units[i].inside or self.units.gap(i) == CELL for i in range(at, len(self.units))):
            return False
        return (
            len(rest) > 2
            and not SEAT.search(rest)
            and not self.judge.holds_name(rest)
            and bool(_ELSEWHERE.search(rest))
        )

    def _is_spread_surname(self, at: int) -> bool:
        """Whether two characters that stand apart from each other and from all else are a surname."""
        apart = self.units.gap(at) and self.units.gap(at + 1)
        ends = at + 2 >= len(self.units) or self.units.gap(at + 2)
        return bool(apart and ends) and self.judge.is_surname(self.units.text(at, at + 2))

    def names_another(self, at: int, last: int) -> bool:
        """Whether one of the words is a surname with what its holder is called by."""
        while at < last:
            end = self.units.word_end(at)
            if self.judge.is_called_so(text := self.units.text(at, end)) or self.judge.begins_with_surname(text):
                return True
            at = end
        return False

    def subject(self, at: int) -> bool | None:
        """Whether it names nobody else: the subject of a question. True: it tells of an absence."""
        rest = self.units.text(at, len(self.units))
        if len(rest) < _SHORTEST_SUBJECT or re.search(rf"{numbers.INTEGER}番", rest):
            return None
        while at < len(self.units):
            end = self.units.word_end(at)
            text = self.units.text(at, end)
            if not self.units[at].inside and (may_be_post(text) or self.judge.is_surname(common_form(text[:4]))):
                return None
            at = end
        return bool(ABSENT.search(rest))
