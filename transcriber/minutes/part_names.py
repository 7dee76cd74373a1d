"""What the names of a meeting's parts say about their order: times, numbers in any script, words of order, and suffixes.

A name becomes tokens (text, number, word of order). Two names are told apart by the first token in which they differ, and what
kind of token that is says how far it can be relied on. Words: data/part_words.toml.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import PurePosixPath

from transcriber.minutes import naming, rule_files
from transcriber.minutes.capture import OrderBasis
from transcriber.minutes.characters import KANJI

_BEGIN, _NUMBER, _WORD, _TEXT, _END = range(5)
"""Groups of tokens, as they follow each other in one place."""

_Token = tuple[int, int | str, int]
"""(group, number or text or kind of word, rank)."""

_ENDING = re.compile(r"\.(?=[0-9]*[A-Za-z])[A-Za-z0-9]{2,5}$")
_COPY = re.compile(
    r"^(?:copy (?:\(\d+\) )?of |コピー ?(?:\(\d+\) ?)?[~〜] ?)"
    r"|(?: ?- ?(?:コピー|copy)| ?のコピー| copy)(?: ?\(?(?P<n>\d+)\)?)?$"
)
_KANJI = dict(zip("〇零一二三四五六七八九壱弐参", (0, 0, *range(1, 10), 1, 2, 3), strict=True))
_NUMERALS = "".join(_KANJI) + "十百"
_COUNTER = rule_files.any_of(rule_files.read_rules(__package__, "part_words")["counters"])
_KANJI_NUMBER = re.compile(
    rf"(?:(?<=第)|(?<=その)|(?<=其の)|(?<![{KANJI}])|(?=[{_NUMERALS}]+$))"
    rf"[{_NUMERALS}]+(?=$|[\s_().,・\[\]-]|{_COUNTER}|午|上|下|前|後)"
)
_ROMAN = re.compile(r"(?<![a-z0-9])(?=[ivx])x{0,3}(?:ix|iv|v?i{0,3})(?![a-z0-9])")
_ROMAN_VALUES = {"i": 1, "v": 5, "x": 10}
_SEPARATORS = re.compile(r"[\s_.,()\[\]{}【】「」『』・#-]+")
_LETTER = re.compile("[a-z]{2}|[ア-オ]{2}")
"""Two names that are A and B, or ア and イ, in this place."""

_DAY_NUMBER = re.compile(r"(\d+) ?日目")


@dataclass(frozen=True)
class NameOrder:
    """The order that names give.

    Attributes:
        order: indices of the names.
        bases: what it rests on; `OrderBasis.NAMES` alone where it is no more than alphabetical somewhere.
        numbered_by_device: the names are those that a device gives, and differ in their numbers only.
    """

    order: tuple[int, ...]
    bases: tuple[OrderBasis, ...]
    numbered_by_device: bool = False

    @property
    def sure(self) -> bool:
        """Whether the names say the order."""
        return OrderBasis.NAMES not in self.bases


def order(names: Sequence[str]) -> NameOrder:
    """The order of files with these names (with folders before them, as POSIX paths)."""
    parsed = [_Name.of(name) for name in names]
    stamps = [p.stamp for p in parsed]
    if all(stamps) and len(set(stamps)) == len(stamps) and len(names) > 1:
        found = tuple(sorted(range(len(names)), key=lambda i: (stamps[i], names[i])))
        return NameOrder(found, (OrderBasis.STAMPS,))
    days = [p.day for p in parsed]
    by_day = all(d is not None for d in days)
    keys = [((days[i],) if by_day else (), parsed[i].key, names[i]) for i in range(len(names))]
    found = tuple(sorted(range(len(names)), key=lambda i: keys[i]))
    bases = [
        OrderBasis.NUMBERS if by_day and days[a] != days[b] else _told_by(parsed[a], parsed[b])
        for a, b in pairwise(found)
    ]
    unnamed = all(not naming.read_recording_name(PurePosixPath(n).name).title for n in names)
    if OrderBasis.NAMES in bases:
        return NameOrder(found, (OrderBasis.NAMES,))
    device = unnamed and not by_day and not {OrderBasis.WORDS, OrderBasis.COPIES} & set(bases)
    return NameOrder(found, tuple(dict.fromkeys(bases)), device)


def follow_each_other(one: str, other: str) -> bool:
    """Whether words in two names say that one was recorded after the other: 午前 and 午後, 前半 and 後半."""
    return _told_by(_Name.of(one), _Name.of(other)) is OrderBasis.WORDS


def is_copy(name: str) -> bool:
    """Whether a system called it a copy of another file: 録音 - コピー.m4a."""
    return _COPY.search(_stem(PurePosixPath(name).name)) is not None


@dataclass(frozen=True)
class _Name:
    tokens: tuple[_Token, ...]
    copy: int
    stamp: tuple[object, ...]
    day: int | None

    @classmethod
    def of(cls, name: str) -> _Name:
        path = PurePosixPath(name)
        stem = _stem(path.name)
        mark = _COPY.search(stem)
        copy = int(mark["n"] or 1) if mark else 0
        stem = _COPY.sub("", stem) if mark else stem
        folders = [_folded(p) for p in path.parts[:-1]]
        read = naming.read_recording_name(path.name)
        day = next((int(m[1]) for text in (*folders, stem) if (m := _DAY_NUMBER.search(_with_numbers(text)))), None)
        tokens = tuple(token for text in (*folders, stem) for token in _tokens(text))
        return cls(tokens, copy, (read.date, read.time) if read.date and read.time and not mark else (), day)

    @property
    def key(self) -> tuple[bool, tuple[_Token, ...], int]:
        return self.copy > 0, self.tokens, self.copy


def _told_by(one: _Name, other: _Name) -> OrderBasis:
    if one.copy or other.copy:
        return (
            OrderBasis.COPIES
            if bool(one.copy) != bool(other.copy) or one.tokens == other.tokens
            else _tokens_tell(one.tokens, other.tokens)
        )
    return _tokens_tell(one.tokens, other.tokens)


def _tokens_tell(one: tuple[_Token, ...], other: tuple[_Token, ...]) -> OrderBasis:
    for a, b in zip(one, other, strict=False):
        if a == b:
            continue
        if a[0] == b[0] == _NUMBER:
            return OrderBasis.NUMBERS
        if _BEGIN in (a[0], b[0]) or _END in (a[0], b[0]):
            return OrderBasis.WORDS
        if a[0] == b[0] == _WORD and a[1] == b[1]:
            return OrderBasis.WORDS
        if a[0] == b[0] == _TEXT and _LETTER.fullmatch(f"{a[1]}{b[1]}"):
            return OrderBasis.NUMBERS
        return OrderBasis.NAMES
    return OrderBasis.SUFFIX if len(one) != len(other) else OrderBasis.NAMES


# --- from a name to tokens --------------------------------------------------------------------------------------------


def _stem(name: str) -> str:
    return _folded(_ENDING.sub("", name)).strip()


def _folded(text: str) -> str:
    """Plain lower-case letters; characters that are a number by themselves (①, Ⅱ, ㊂) as digits of their own."""
    spread = "".join(
        f" {int(unicodedata.numeric(c))} " if unicodedata.category(c) == "No" or "\u2160" <= c <= "\u2188" else c
        for c in text
    )
    plain = unicodedata.normalize("NFKC", spread).casefold()
    return re.sub("[\u2010-\u2015\u2212]", "-", plain)


def _with_numbers(folded: str) -> str:
    """Kanji and Roman numerals as digits."""
    told = _KANJI_NUMBER.sub(lambda m: str(_kanji(m[0])), folded)
    return _ROMAN.sub(lambda m: str(_roman(m[0])) if m[0] else "", told)


def _tokens(folded: str) -> list[_Token]:
    text = _with_numbers(folded)
    tokens: list[_Token] = []
    place = 0
    for match in _splitter().finditer(text):
        tokens += _texts(text[place : match.start()])
        place = match.end()
        if match["number"]:
            tokens.append((_NUMBER, int(match["number"]), 0))
        else:
            tokens.append(_words()[match["word"] or match["alone"] or match["ends"]])
    return tokens + _texts(text[place:])


def _texts(text: str) -> list[_Token]:
    return [(_TEXT, piece, 0) for piece in _SEPARATORS.split(text) if piece]


@cache
def _words() -> dict[str, _Token]:
    groups = {"begin": _BEGIN, "end": _END}
    return {
        word: (groups.get(entry.get("edge", ""), _WORD), entry["kind"], rank)
        for entry in rule_files.read_rules(__package__, "part_words")["words"]
        for rank, words in enumerate(entry["ranks"])
        for word in words
    }


@cache
def _splitter() -> re.Pattern[str]:
    entries = rule_files.read_rules(__package__, "part_words")["words"]

    def any_of(alone: bool) -> str:
        words = [w for e in entries if bool(e.get("alone")) == alone for ranks in e["ranks"] for w in ranks]
        return "|".join(map(re.escape, sorted(words, key=len, reverse=True)))

    bound = r"[\s_().,・\[\]{}【】「」『』\d-]"
    alone = rf"(?:\A|(?<={bound}))(?P<alone>{any_of(True)})(?=$|の部|{bound})"
    kanji = "".join(w for e in entries if e.get("alone") for ranks in e["ranks"] for w in ranks if len(w) == 1)
    ends = rf"(?<=[{KANJI}ァ-ヺー])(?P<ends>[{kanji}])$"
    return re.compile(rf"(?P<number>\d+)|(?P<word>{any_of(False)})|{alone}|{ends}")


def _kanji(text: str) -> int:
    """十一 → 11, 二〇 → 20, 百五 → 105."""
    if not set(text) & set("十百"):
        return int("".join(str(_KANJI[c]) for c in text))
    total = digit = 0
    for c in text:
        if c in "十百":
            total += (digit or 1) * (10 if c == "十" else 100)
            digit = 0
        else:
            digit = _KANJI[c]
    return total + digit


def _roman(text: str) -> int:
    values = [_ROMAN_VALUES[c] for c in text]
    return sum(-v if v < after else v for v, after in zip(values, [*values[1:], 0], strict=True))
