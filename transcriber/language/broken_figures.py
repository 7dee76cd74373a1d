"""Figures that nobody says so: an amount that ends without its unit (予算の総額を90、2億3,000万円), one that begins with zero (08000の).

A recogniser that loses its way in a long number writes its parts one by one. However sure it is of each, the number is wrong.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise, zip_longest

from transcriber.language import numbers
from transcriber.language.figures import Figure, FigureKind, find_figures
from transcriber.minutes.transcript import Doubt, DoubtKind

_MARKS = ("、", "。", "？", "！", ",", "，")
"""What no number goes on behind; a comma at a place where none belongs (12,3000) among them."""
_DIGITS = re.compile("[0-9０-９]")
_BETWEEN_GROUPS = re.compile("[-－‐―ー・の、 ]{1,2}")
"""What stands between the groups of a telephone number, as it is said or written."""

_TELEPHONE = (10, 11)
"""Digits of a telephone number, of which the first is zero."""

_POSTCODE = [3, 4]
"""Digits of its groups."""

_COUNTED = (FigureKind.AMOUNT, FigureKind.COUNT, FigureKind.NUMBER)


_MYRIAD = 10_000
_IN_PARTS = re.compile(rf"(?<![,，.．])(?P<first>{numbers.PATTERN})(?<=[億万])、(?P<rest>{numbers.PATTERN})円")
"""An amount said in two breaths: 五万、6,000円. What is counted comes once, at its end."""


def broken_figure_doubts(text: str, at: Callable[[int], float]) -> tuple[Doubt, ...]:
    """Doubts at the figures of a written text that are none by themselves.

    Args:
        at: when (seconds) the character at a position of the text is said.
    """
    return (*_parted_amounts(text, at), *_broken_figures(text, at))


def _parted_amounts(text: str, at: Callable[[int], float]) -> Iterator[Doubt]:
    for m in _IN_PARTS.finditer(text):
        rest = numbers.value(m["rest"])
        if rest is None or rest >= (_MYRIAD**2 if m["first"][-1] == "億" else _MYRIAD):
            continue  # 2万、3万円: about so much
        reason = (
            f"「{m[0]}」は、一つの金額が途中で切れているかもしれません。合わせた金額かどうか、聞いて確かめてください。"
        )
        yield _figure_doubt(m.start(), m.end(), reason, at)


def _broken_figures(text: str, at: Callable[[int], float]) -> Iterator[Doubt]:
    figures = find_figures(text)
    in_groups = {f for group in _groups(text, figures) for f in group}
    for f, after in zip_longest(figures, figures[1:]):
        if f not in in_groups and (reason := _broken(text, f, after)):
            yield _figure_doubt(f.start, f.end, reason, at)


def _figure_doubt(start: int, end: int, reason: str, at: Callable[[int], float]) -> Doubt:
    begins = at(start)
    return Doubt(
        kind=DoubtKind.NUMBER,
        start=round(begins, 3),
        end=round(max(begins, at(end)), 3),
        reason=reason,
        place=(start, end),
    )


def _broken(text: str, figure: Figure, after: Figure | None) -> str | None:
    digits = "".join(_DIGITS.findall(figure.text))
    if figure.kind in _COUNTED and len(digits) > 1 and figure.text[0] in "0０" and figure.text[1] not in ".．":
        return f"「{figure.text}」は0で始まる数です。数の一部が抜けているか、聞き違いかもしれません。"
    behind = text[figure.end : figure.end + 1]
    ends = behind in ("", *_MARKS) or behind.isdigit()
    if figure.kind is FigureKind.NUMBER and len(digits) > 1 and ends and not _goes_on(text, figure, after):
        return f"「{figure.text}」の後に単位がありません。数の途中で切れているかもしれません。"
    return None


def _goes_on(text: str, figure: Figure, after: Figure | None) -> bool:
    """Whether the next figure has the unit of both: 29、30年度."""
    if after is None or text[figure.end : after.start] != "、":
        return False
    first, second = ("".join(_DIGITS.findall(f.text)) for f in (figure, after))
    return len(first) == len(second) and int(first) < int(second)


def _groups(text: str, figures: Sequence[Figure]) -> Iterator[list[Figure]]:
    """Figures that stand so close to each other that they are one number of a known length."""
    run: list[Figure] = list(figures[:1])
    for before, f in pairwise(figures):
        if not _BETWEEN_GROUPS.fullmatch(text[before.end : f.start]):
            yield from _one_number(run)
            run = []
        run.append(f)
    yield from _one_number(run)


def _one_number(run: Sequence[Figure]) -> Iterator[list[Figure]]:
    """These, if they are a telephone number or a postcode: no unit belongs to them."""
    groups = ["".join(_DIGITS.findall(f.text)) for f in run]
    if any(f.kind is not FigureKind.NUMBER for f in run):
        return
    telephone = groups[:1] != [] and groups[0][0] in "0０" and sum(map(len, groups)) in _TELEPHONE
    if telephone or [len(g) for g in groups] == _POSTCODE:
        yield list(run)
