"""My Number (個人番号): told from other numbers by its check digit, and left out of texts beside what was said.

No profile shows one, and neither does anything else that people read: names of files, lines of lists, sentences for staff.
"""

from __future__ import annotations

import re
import unicodedata

MY_NUMBER_DIGITS = 12
_WEIGHTS = (6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2)
"""Of the digits before the check digit, first to last (行政手続における特定の個人を識別するための番号の利用等に関する法律に基づく省令 第5条)."""

MOMENT = re.compile(r"(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(?:[01]\d|2[0-3])?(?:[0-5]\d){0,2}")
"""A day and a time written without marks, as in file names."""

MARK = "〔個人番号〕"
_MARKS = " 　_＿‐‑–−ー－-"
_WRITTEN = re.compile(rf"(?<!\d)\d{{4}}[{_MARKS}]?\d{{4}}[{_MARKS}]?\d{{4}}(?!\d)")


def is_my_number(digits: str) -> bool:
    """Whether twelve digits hold together by their check digit."""
    if len(digits) != MY_NUMBER_DIGITS:
        return False
    rest = sum(int(d) * w for d, w in zip(digits, _WEIGHTS, strict=False)) % 11
    return int(digits[-1]) == (0 if rest <= 1 else 11 - rest)


def without_my_numbers(text: str) -> str:
    """A text in which none stands; what is a day and a time stays."""
    if sum(c.isdecimal() for c in text) < MY_NUMBER_DIGITS:
        return text
    return _WRITTEN.sub(_hidden, text)


def holds_my_number(text: str) -> bool:
    """Whether one stands in it."""
    return without_my_numbers(text) != text


def _hidden(run: re.Match[str]) -> str:
    digits = re.sub(r"\D", "", unicodedata.normalize("NFKC", run[0]))
    return MARK if is_my_number(digits) and not MOMENT.fullmatch(digits) else run[0]
