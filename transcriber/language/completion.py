"""What was said is corrected, never completed: 水野委員 stays without 良平, whoever is meant; 会計管理 stays without 者.

A full name sounds like its surname with something behind it: a title, a breath, a lengthened vowel. So a full name is taken
only where what was heard is not as well explained without the given name.
"""

from __future__ import annotations

from collections import defaultdict

from transcriber.language import sounds
from transcriber.language.matching import Match, ends, without_inner_marks
from transcriber.language.readings import Edge, Reader, morae
from transcriber.language.targets import ChangeReason
from transcriber.minutes import posts
from transcriber.minutes.posts import Branch

_LENGTHENED = "ーあいうえお"
"""What a lengthened end of a surname is written with. Behind more than the surname itself it is part of a given name (なお)."""

_SURNAME_ITSELF = 0.3
"""Beats that a surname with a lengthened end may differ."""

_LESS = 0.01
"""Beats that are a difference."""


def stops_inside(match: Match, text: str) -> bool:
    """Whether the whole word stands there with a mark in it, and the match ends before it does: 建設水道課 for 「建設、水道」 of 「建設、水道課長」."""
    whole = without_inner_marks(text[match.start :]).startswith(match.target.text)
    return whole and without_inner_marks(text[match.start : match.end]) != match.target.text


def completes(match: Match, text: str, reader: Reader, *, titled: bool) -> bool:
    """Whether the match would put into `text` what was not said.

    Args:
        titled: a title follows it, so that it holds none itself (as 長谷川君 taken for 長谷川訓 does).
    """
    target = match.target
    if target.rule is ChangeReason.POST:
        return without_inner_marks(text[match.start : match.end]) in target.text
    if target.rule is ChangeReason.CALLED:
        return titled  # 安藤けー議員 is not 安藤議員議員
    if target.rule is not ChangeReason.NAME:
        return False
    if not target.surname:
        return target.text.startswith(without_inner_marks(text[match.start : match.end]))
    starts_at: dict[int, list[Edge]] = defaultdict(list)
    for edge in (e for w in reader.words(text) if w.end > match.start for e in reader.edges_of(w)):
        starts_at[edge.start].append(edge)
    # As much of the given name was heard as was not: then it was said (山本み for 山本美穂).
    ways: list[tuple[tuple[str, ...], float]] = [((), match.cost - _LESS)]
    ways += [((vowel,), min(match.cost, _SURNAME_ITSELF)) for vowel in _LENGTHENED]
    if not titled:
        ways += [(morae(title), match.cost) for title in _addressed()]
    return any(
        end >= match.end
        for beats, most in ways
        for end in ends(text, match.start, starts_at, sounds.Table((*target.surname, *beats), most))
    )


def _addressed() -> set[str]:
    """How the titles sound that members, chairs and anybody are addressed by."""
    return {*posts.honorifics().values(), *(t.kana for t in posts.titles(Branch.MEMBER, Branch.CHAIR))}
