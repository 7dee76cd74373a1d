"""My Number (個人番号): told from other numbers by its check digit, and left out of texts beside what was said.

No profile shows one, and neither does anything else that people read: names of files, lines of lists, sentences for staff. Here it is as
people write it: in any digits, in groups. As it is spoken and recognised: masking/number_rules.py.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

MY_NUMBER_DIGITS = 12
_WEIGHTS = (6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2)
"""Of the digits before the check digit, first to last (行政手続における特定の個人を識別するための番号の利用等に関する法律に基づく省令 第5条)."""

MOMENT = re.compile(r"(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(?:[01]\d|2[0-3])?(?:[0-5]\d){0,2}")
"""A day and a time written without marks, as in file names."""

MARK = "〔個人番号〕"
_KANJI = ("〇一二三四五六七八九", "零壱弐参肆伍陸漆捌玖")
_SPACES = frozenset(" \t\n")
_MARKS = frozenset("_‐‒–—―−ー-－・．.／/|")
"""What people write between the groups of a number, spaces besides."""

_COMMAS = frozenset("、,")
"""Part amounts and lists, and the groups of a number only behind a word that says what it is."""

_UNSEEN = frozenset("\u200b\u200c\u200d\u2060\ufeff\u00ad")
_WORD = re.compile("マイ・?ナンバー|個人番号")
_SIZES, _SIZES_WITHOUT_SPACE = (1, 4, 6, 12), (2, 3)
"""Digits of a group where no word says what they are. 20 30 40 50 60 70 and 100 200 300 400 are figures."""

_DIGITS = re.compile(r"\d[\d~]*")
_BETWEEN, _BETWEEN_TOLD = re.compile("[ ~-]{1,3}"), re.compile("[ ,~-]{1,3}")
"""What is left of marks in a text of classes: 1234 - 5678."""

_AMOUNT = re.compile(r"\s?[十百千万億兆]?[円人件票]")
_YEAR = re.compile(r"(?:19|20)\d\d")


class _Classes(dict[int, str]):
    """Character → what it is here: a digit, a space, - for a mark, a comma, ~ for what nobody sees, x for anything else."""

    def __missing__(self, code: int) -> str:
        self[code] = found = self._class(chr(code))
        return found

    @staticmethod
    def _class(character: str) -> str:
        for digits in _KANJI:
            if character in digits:
                return str(digits.index(character))
        usual = unicodedata.normalize("NFKC", character)
        if character.isdigit():
            return usual if len(usual) == 1 and usual in "0123456789" else "x"
        for characters, what in ((_SPACES, " "), (_MARKS, "-"), (_COMMAS, ",")):
            if usual in characters:
                return what
        return "~" if character in _UNSEEN else "x"


_CLASSES = _Classes()


def is_my_number(digits: str) -> bool:
    """Whether twelve digits hold together by their check digit."""
    if len(digits) != MY_NUMBER_DIGITS:
        return False
    rest = sum(int(d) * w for d, w in zip(digits, _WEIGHTS, strict=False)) % 11
    return int(digits[-1]) == (0 if rest <= 1 else 11 - rest)


def without_my_numbers(text: str) -> str:
    """A text in which none stands; what is a day and a time stays."""
    pieces: list[str] = []
    at = 0
    for start, end in my_numbers_in(text):
        pieces += (text[at:start], MARK)
        at = end
    return "".join((*pieces, text[at:]))


def holds_my_number(text: str) -> bool:
    """Whether one stands in it."""
    return next(my_numbers_in(text), None) is not None


def my_numbers_in(text: str) -> Iterator[tuple[int, int]]:
    """(From, up to) of each, in order: twelve digits in one, or in groups of the same size with marks between; behind a word like
    マイナンバー in any groups."""
    classes = text.translate(_CLASSES)
    if sum(map(classes.count, "0123456789")) < MY_NUMBER_DIGITS:
        return
    told = _WORD.search(unicodedata.normalize("NFKC", text)) is not None
    for run in _runs(classes, _BETWEEN_TOLD if told else _BETWEEN):
        at = 0
        while at < len(run):
            end = _number_at(text, run, at, told=told)
            if end is None:
                at += 1
                continue
            yield run[at].start, run[end - 1].end
            at = end


@dataclass(frozen=True)
class _Group:
    """Digits that stand side by side. `spaced`: a space is among the marks before them."""

    start: int
    end: int
    digits: str
    spaced: bool


def _runs(classes: str, between: re.Pattern[str]) -> Iterator[list[_Group]]:
    """Groups of digits with nothing but marks between."""
    run: list[_Group] = []
    for found in _DIGITS.finditer(classes):
        marks = classes[run[-1].end : found.start()] if run else ""
        if run and between.fullmatch(marks) is None:
            yield run
            run = []
        end = found.start() + len(found[0].rstrip("~"))
        run.append(_Group(found.start(), end, found[0].replace("~", ""), " " in marks))
    if run:
        yield run


def _number_at(text: str, run: Sequence[_Group], first: int, *, told: bool) -> int | None:
    """Up to which group a My Number reaches that begins with the group `first`; None where none begins."""
    end, whole = first, ""
    while end < len(run) and len(whole) < MY_NUMBER_DIGITS:
        whole += run[end].digits[: MY_NUMBER_DIGITS + 1]
        end += 1
    groups = run[first:end]
    if not is_my_number(whole) or len({*whole}) == 1 or not (told or _is_one_number(run, first, end)):
        return None
    if not told and (_AMOUNT.match(text, groups[-1].end) or all(_YEAR.fullmatch(g.digits) for g in groups)):
        return None
    return None if MOMENT.fullmatch(whole) and len(groups) == 1 else end


def _is_one_number(run: Sequence[_Group], first: int, end: int) -> bool:
    """Whether groups belong together by their sizes, and to no others."""
    size = len(run[first].digits)
    groups = run[first:end]
    if any(len(g.digits) != size for g in groups):
        return False
    if size == MY_NUMBER_DIGITS:
        return True
    beside = (*(run[first - 1 : first] if first else ()), *run[end : end + 1])
    if any(len(g.digits) == size for g in beside):  # a card's number, or a row of figures
        return False
    spaced = any(g.spaced for g in groups[1:])
    return size in _SIZES or (size in _SIZES_WITHOUT_SPACE and not spaced)
