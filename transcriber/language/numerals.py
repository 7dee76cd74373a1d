"""Figures in the house style: 令和六年 ↔ 令和6年, 一億八千万円 ↔ 1億8,000万円. The value never changes, only its writing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from transcriber.language import numbers
from transcriber.language.edits import Edit
from transcriber.language.figures import Figure, FigureKind, find_figures, is_superlative
from transcriber.minutes.text_style import Numerals

RULE = "数字の表記"

_STAYS = re.compile("[一二](?:人|つ)|一[日度]|十分")
"""Read as native words (ひとり, ついたち): written in kanji in either style."""

_FIRST_IN_DIGITS = re.compile("(?<![0-9０-９第.．,，])[1１]番")

_WITH_SEPARATORS = (FigureKind.AMOUNT, FigureKind.COUNT)
_NUMBER = re.compile(numbers.PATTERN)
_INTEGER = re.compile(numbers.INTEGER)
_MYRIAD = 10_000


def numeral_edits(text: str, style: Numerals) -> Iterator[Edit]:
    """What is to be rewritten in `text`."""
    if style is Numerals.AS_HEARD:
        return
    for found in _FIRST_IN_DIGITS.finditer(text):
        if is_superlative(text, found.start(), found.end()):
            yield Edit(found.start(), found.end(), "一番", RULE)
    for figure in find_figures(text):
        if _STAYS.fullmatch(figure.text) or figure.kind is FigureKind.NUMBER:  # a bare number may be a telephone's
            continue
        after = _rewritten(figure, style)
        if after != figure.text:
            yield Edit(figure.start, figure.end, after, RULE)


def _rewritten(figure: Figure, style: Numerals) -> str:
    decimal = figure.kind in (FigureKind.PERCENT, FigureKind.COUNT, FigureKind.AMOUNT, FigureKind.NUMBER)
    pattern = _NUMBER if decimal else _INTEGER

    def put(match: re.Match[str]) -> str:
        value = numbers.value(match[0])
        return match[0] if value is None else _written(value, figure, match, style)

    return pattern.sub(put, figure.text)


def _written(value: Decimal, figure: Figure, match: re.Match[str], style: Numerals) -> str:
    after = figure.text[match.end() :]
    if style is Numerals.KANJI:
        if figure.kind is FigureKind.DATE and after.startswith("年") and value >= 1000:
            return "".join("〇一二三四五六七八九"[int(d)] for d in f"{value:f}")
        return numbers.kanji(value)
    if figure.kind not in _WITH_SEPARATORS:
        return f"{value:f}"
    whole = value == value.to_integral_value()
    return numbers.arabic(value, myriads=value >= _MYRIAD and whole)
