"""Digits as people say them one by one and as a recogniser writes that: 1234 5678, 一二三四, いちにいさんよん, over several utterances."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from transcriber.masking.personal_spans import Conversation
from transcriber.masking.personal_words import PersonalWords
from transcriber.minutes.characters import KANJI
from transcriber.minutes.my_numbers import MY_NUMBER_DIGITS

_KANJI = {c: str(i) for i, c in enumerate("〇一二三四五六七八九")} | {"零": "0"}
_SPOKEN = {
    "ぜろ": "0",
    "れい": "0",
    "まる": "0",
    "いち": "1",
    "にい": "2",
    "にー": "2",
    "に": "2",
    "さん": "3",
    "よん": "4",
    "よー": "4",
    "しー": "4",
    "し": "4",
    "ごー": "5",
    "ごお": "5",
    "ごう": "5",
    "ご": "5",
    "ろく": "6",
    "なな": "7",
    "しち": "7",
    "はち": "8",
    "きゅう": "9",
    "きゅー": "9",
    "くー": "9",
    "く": "9",
}
_ONE = "|".join(sorted(_SPOKEN, key=len, reverse=True))
_KANA = rf"(?:(?:{_ONE})[、, 　・]?){{3,}}(?:{_ONE})"
_ARABIC = r"(?:\d{1,3}(?:,\d{3})+(?!\d)|\d+)"
_UNITS = "十百千万億"
_MIXED = rf"\d{{2,}}(?:(?:{_ONE}){{1,3}}\d{{2,}})+"
"""Digits of which the recogniser wrote some in kana: 07241はち3247."""

_CHUNK = re.compile(rf"{_MIXED}|{_ARABIC}|[〇零一二三四五六七八九{_UNITS}]+|{_KANA}")
_TOKEN = re.compile(rf"\d|[〇零一二三四五六七八九]|{_ONE}")
_RUN = re.compile(r"[ぁ-ゖー]+|\d|[〇零一二三四五六七八九]")
_STRONG = 2
"""Digits of two kana that a run in kana must hold: に, し, ご and く are also particles and parts of words."""

_BEFORE_DIGITS = re.compile(
    "(?:読み(?:上げ)?|言い|い[いき])ますね?|(?:次|最初|最後|あと|続き)[がはに]?|で(?=、)|[はいえうんっとー、。 ]"
)
"""What people say before they read digits out."""

_OF_A_WORD = re.compile(f"(?![番号桁〇零一二三四五六七八九{_UNITS}])[{KANJI}]")
"""Behind a single numeral: 一緒に, 9副金 (給付金)."""

WHOLE_PHONE = re.compile(r"0[5789]0\d{8}|0(?![5789]0)\d{9}")
"""Digits of a telephone number that lacks none."""

_SURE = 6
"""Digits from which on a run in kana is one wherever it begins."""

_LONGEST_AMOUNT = 7
"""Digits from which on a number that a counter follows may be more than a count."""

_OF_DIGITS, _MOST_DIGITS = re.compile(r"\s?(?:桁|けた|ケタ)"), 3
"""Nobody counts so many digits by a number of three."""


@dataclass(frozen=True)
class DigitRun:
    """Digits that follow each other with nothing but separators and answers (はい) between.

    Attributes:
        start, end: in the conversation's text.
        digits: 0 to 9; units (千, 万) count for none.
        groups: how many digits stand between separators.
        money: written as an amount (1,234,000; 3万).
        parts: (from, up to) of each group.
    """

    start: int
    end: int
    digits: str
    groups: tuple[int, ...]
    money: bool
    parts: tuple[tuple[int, int], ...] = ()


def digit_runs(talk: Conversation, words: PersonalWords) -> Iterator[DigitRun]:
    """Every run of digits, in order."""
    text = talk.kana
    between = re.compile(rf"(?:[ 　、。,.・\-‐‑–—−ー\n]|{words.between_digits})*")
    chunks = [m for m in _CHUNK.finditer(text) if _is_chunk(m, text, talk.folded)]
    run: list[re.Match[str]] = []
    for chunk in chunks:
        joined = run and between.fullmatch(text, run[-1].end(), chunk.start()) is not None
        counted = _is_count(chunk, text, words)
        if run and not (joined and not counted and not _far(run, chunk, text)):
            yield _run(run)
            run = []
        run.append(chunk)
        if counted:
            yield _run(run)
            run = []
    if run:
        yield _run(run)


def digits_of(text: str) -> str:
    """The digits in a text of nothing but digits in any writing."""
    return "".join(_SPOKEN.get(t, _KANJI.get(t, t)) for t in _tokens(text))


def _tokens(text: str) -> list[str]:
    """One for each digit; にいち is に and いち, not にい and a rest."""
    tokens: list[str] = []
    for run in _RUN.findall(text):
        ends = [m.end() for m in re.finditer(rf"(?={_ONE})", run)]
        best: dict[int, list[str]] = {len(run): []}
        for at in sorted(set(ends), reverse=True):
            for size in (3, 2, 1):
                piece = run[at : at + size]
                if piece in _SPOKEN and at + size in best:
                    best[at] = [piece, *best[at + size]]
                    break
        tokens += best.get(0) or _TOKEN.findall(run)
    return tokens


def _is_count(chunk: re.Match[str], text: str, words: PersonalWords) -> bool:
    behind = text[chunk.end() : chunk.end() + 8]
    count = len(digits_of(chunk[0]))
    short = count < (
        _LONGEST_AMOUNT if not _OF_DIGITS.match(behind) else _MOST_DIGITS
    )  # 595712桁: 5957, which has 12桁
    return short and words.counters.match(behind) is not None and not behind.startswith("号室")


def _is_chunk(found: re.Match[str], text: str, written: str) -> bool:
    said = found[0]
    if said[0] in _SPOKEN or said[:2] in _SPOKEN:
        tokens = _tokens(said)
        before = written[found.start() - 1 : found.start()]  # as it is written: カードになな… is no longer word
        inside = "ぁ" <= before <= "ゖ" and before not in "がはのでをもらとてね" and len(tokens) < _SURE
        line = text[text.rfind("\n", 0, found.start()) + 1 : found.start()]
        alone = not _BEFORE_DIGITS.sub("", line) or re.search("[桁けた号][がは]$", line) is not None
        return not inside and (alone or sum(len(t) > 1 for t in tokens) >= _STRONG)
    if len(said) == 1 and _OF_A_WORD.match(text, found.end()):
        return False
    return any(c not in _UNITS for c in said)


def _far(run: list[re.Match[str]], chunk: re.Match[str], text: str) -> bool:
    """Digits so far apart that they are two things: more than three utterances between, or whole numbers side by side."""
    gap = text[run[-1].end() : chunk.start()]
    digits = digits_of("".join(m[0] for m in run))
    said = len(digits)
    parted = "、" in gap or "。" in gap or "\n" in gap
    whole = said >= 7 and parted and len(digits_of(chunk[0])) >= 7
    next_phone = WHOLE_PHONE.fullmatch(digits) is not None and digits_of(chunk[0]).startswith("0")
    complete = (said >= MY_NUMBER_DIGITS or next_phone) and (
        "。" in gap or "\n" in gap
    )  # what follows is said again, or another
    return gap.count("\n") > 3 or whole or complete


def _run(chunks: list[re.Match[str]]) -> DigitRun:
    texts = [digits_of(m[0]) for m in chunks]
    money = any("," in m[0] and re.search(r"\d,\d{3}", m[0]) is not None for m in chunks) or any(
        c in m[0] for m in chunks for c in "十百万億"
    )
    parts = tuple((m.start(), m.end()) for m in chunks)
    return DigitRun(parts[0][0], parts[-1][1], "".join(texts), tuple(map(len, texts)), money, parts)
