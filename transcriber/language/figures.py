"""Figures in a text: amounts, dates, bill and article numbers, seats, percentages, counts, each with its value.

However a figure is written (12番, １２番, 十二番; 1億2,000万円, 一億二千万円, 120000000円) its `value` is the same text, so
figures can be compared and looked up. Words that merely hold a numeral (一般質問, 十分, 三重県) are no figures. A pure
function of the text: no analyser, so that the same text gives the same figures on every machine.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import cache
from itertools import pairwise

from transcriber.language import numbers
from transcriber.minutes import posts, rule_files
from transcriber.minutes.characters import KANJI
from transcriber.minutes.posts import Branch


class FigureKind(StrEnum):
    """What a figure counts; the values are what a checklist prints."""

    AMOUNT = "金額"  # value: yen
    DATE = "日付"  # value: ISO 8601 as far as it is said: 2024-09-03, 2024-09, 2024, --09-03, ---03
    TIME = "時刻"  # value: 10:00, 22:05
    BILL = "議案番号"  # value: 議案45
    ARTICLE = "条番号"  # value: 12条3項
    AGENDA = "日程番号"  # value: 1
    SEAT = "議席番号"  # value: 12
    PERCENT = "割合"  # value: percent, 8.5
    ORDINAL = "回数・号数"  # value: 3回
    COUNT = "数量"  # value: 12名
    NUMBER = "数字"  # value: the bare number


@dataclass(frozen=True)
class Figure:
    """The characters `start` to `end` of a text are a figure."""

    start: int
    end: int
    text: str
    kind: FigureKind
    value: str


_ERAS = {"令和": 2018, "平成": 1988, "昭和": 1925, "大正": 1911}
"""Year before the first year of the era."""

_N = numbers.PATTERN
_I = numbers.INTEGER
_YEAR = (
    rf"(?:(?P<era>令和|平成|昭和|大正)(?P<erayear>元|{_I})|西暦(?P<ad0>{_I})"
    r"|(?P<ad>(?<![0-9０-９])(?:19|20|１９|２０)[0-9０-９]{2}|二千[一二三四五六七八九十]*|二〇[〇一二三四五六七八九]{2}))年(?!間)"
)
_MONTH_DAY = rf"(?P<month>{_I})月(?!間|額|分)(?:の?(?P<day>{_I})日(?!間|分|ごと))?"

_SINGLE = "[一二三四五六七八九十]"
"""Before 分 a share or a word (十分, 五分五分), or minutes: that one character does not say."""

_ROUND = rf"[一二三四五六七八九][十百千]|[十百千][一二三四五六七八九十百]|[一二三四五六七八九]億[一二三四五六七八九十百千]|{numbers.ARABIC}[千百]?[億万]"
"""How a number begins that ends in 万 or 億, and is no word like 百万."""


def _pattern(text: str) -> re.Pattern[str]:
    return re.compile(text)


@cache
def _data() -> dict[str, list[str]]:
    found = rule_files.read_rules(__package__, "figures")
    return {name: sorted(set(rule_files.words(found[name])), key=len, reverse=True) for name in found}


def bills() -> str:
    """What a council numbers (議案第45号), as alternatives of a regular expression: a bill's number is read everywhere alike."""
    return "|".join(map(re.escape, _data()["bills"]))


@cache
def _patterns() -> tuple[tuple[FigureKind, re.Pattern[str]], ...]:
    counters = "|".join(map(re.escape, _data()["counters"]))
    not_minutes = "|".join(map(re.escape, _data()["not_minutes"]))
    bill = rf"(?P<bill>{bills()})"
    return (
        (FigureKind.DATE, _pattern(rf"{_YEAR}(?:(?P<fiscal>度)|{_MONTH_DAY})?")),
        (FigureKind.DATE, _pattern(_MONTH_DAY)),
        (
            FigureKind.TIME,
            _pattern(
                rf"(?P<half>午前|午後)?(?P<hour>{_I})時(?!間|期|点|代|的|保護|休止|金|預)(?:(?P<minute>{_I})分(?!の)|(?P<thirty>半))?"
            ),
        ),
        (FigureKind.BILL, _pattern(rf"{bill}第?(?P<n>{_I})号")),
        (FigureKind.BILL, _pattern(rf"第(?P<n>{_I})号{bill}")),
        (FigureKind.AGENDA, _pattern(rf"日程第?(?P<n>{_I})")),
        (
            FigureKind.ARTICLE,
            _pattern(
                rf"第?(?P<n>{_I})条(?!約|件|例)(?:の(?P<branch>{_I}))?(?:第?(?P<paragraph>{_I})項)?(?:第?(?P<item>{_I})号)?"
            ),
        ),
        (FigureKind.AMOUNT, _pattern(rf"(?P<n>{_N})円(?!卓|形|滑)")),
        (FigureKind.PERCENT, _pattern(rf"(?P<n>{_N})(?:パーセント|%|％)")),
        (FigureKind.PERCENT, _pattern(rf"(?P<wari>{_I})割(?!合|り|当|引|愛)(?:(?P<bu>{_I})分)?")),
        (FigureKind.PERCENT, _pattern(rf"(?P<of>{_I})分の(?P<n>{_I})")),
        (
            FigureKind.SEAT,
            _pattern(rf"(?:議席番号)?(?<!第)(?P<n>{_I})番(?!目|地|号|組|線|町|の課題)"),
        ),
        (FigureKind.ORDINAL, _pattern(rf"第(?P<n>{_I})(?P<counter>{counters})?")),
        (FigureKind.COUNT, _pattern(rf"(?P<n>{_N})(?P<counter>{counters})")),
        (FigureKind.COUNT, _pattern(rf"(?P<n>(?!{_SINGLE}分){_I})(?P<counter>分)(?!{not_minutes})")),
        (FigureKind.COUNT, _pattern(rf"(?<![数何幾])(?P<n>(?={_ROUND}){_I})(?<=[万億])")),
        (FigureKind.NUMBER, _pattern(rf"(?P<n>(?<![0-9０-９.．,，]){numbers.ARABIC})")),
    )


@cache
def _words() -> re.Pattern[str]:
    about = (f"{a}、?{b}" for a, b in pairwise("一二三四五六七八九"))  # 二、三日 is some days, not the third
    return re.compile("|".join([*map(re.escape, _data()["words"]), *about]))


def find_figures(text: str) -> tuple[Figure, ...]:
    """Every figure in `text`, in order, without overlaps; where kinds compete, the more telling one."""
    taken = [False] * (len(text) + 1)
    fixed = {m.start(): m.end() for m in _words().finditer(text)}
    found = []
    for kind, pattern in _patterns():
        for match in pattern.finditer(text):
            if any(taken[match.start() : match.end()]) or _is_word(match, fixed):
                continue
            value = _value(kind, match)
            if value:
                taken[match.start() : match.end()] = [True] * (match.end() - match.start())
                found.append(Figure(match.start(), match.end(), match[0], kind, value))
    return tuple(sorted(found, key=lambda f: f.start))


_FIRST = re.compile("(?:一|1|１)番")
_SEAT_BEFORE = re.compile("(?:議席|番号|[0-9０-９一二三四五六七八九十]番[、と及び]*|から|番[、から]+)$")
_BEST_BEFORE = re.compile("(?:が|も|のが)$")
"""健康が一番です: what is best stands before it; nobody is called so."""
_SEAT_AFTER = re.compile(
    rf"(?:[、，]?[{KANJI}ぁ-ヺヶ 　]{{1,8}}?(?:{posts.any_title(Branch.MEMBER, Branch.CHAIR)}|君)"
    r"|[、。，]|$|から[0-9０-９一二三四五六七八九十]+番|と[0-9０-９一二三四五六七八九十]+番|です|でございます|の議席)"
)


def is_superlative(text: str, start: int, end: int) -> bool:
    """Whether 一番 (1番) from `start` to `end` is an adverb (一番うれしい): no seat, number or call is made of it."""
    if not _FIRST.fullmatch(text[start:end]):
        return False
    if _SEAT_BEFORE.search(text[:start]):
        return False
    return bool(_BEST_BEFORE.search(text[:start])) or not _SEAT_AFTER.match(text[end:])


def _is_word(match: re.Match[str], fixed: dict[int, int]) -> bool:
    """Whether the first numeral of the match belongs to a word like 一般."""
    if is_superlative(match.string, match.start(), match.end()):
        return True
    named = [start for name in match.groupdict() if (start := match.start(name)) >= 0 and name in _NUMERALS]
    first = min(named, default=match.start())
    return any(start <= first < end for start, end in fixed.items())


_NUMERALS = frozenset(("n", "hour", "month", "wari", "of"))


def _value(kind: FigureKind, match: re.Match[str]) -> str:
    """The figure's value as text; empty where the parts make no such figure (13月)."""
    groups = match.groupdict()
    if kind is FigureKind.DATE:
        return _date(groups)
    if kind is FigureKind.TIME:
        return _time(groups)
    if groups.get("wari"):
        return _plain(_number(groups["wari"]) * 10 + _number(groups["bu"]))
    number = _plain(_number(groups["n"]))
    if groups.get("of"):
        return f"{number}/{_plain(_number(groups['of']))}"
    if kind is FigureKind.BILL:
        return f"{groups['bill']}{number}"
    if kind is FigureKind.ARTICLE:
        rest = (("branch", "の{}"), ("paragraph", "{}項"), ("item", "{}号"))
        return f"{number}条" + "".join(
            form.format(_plain(_number(groups[name]))) for name, form in rest if groups.get(name)
        )
    return number + re.sub("[ヶケヵカ箇](?=月|所)", "か", unicodedata.normalize("NFKC", groups.get("counter") or ""))


def _date(groups: dict[str, str | None]) -> str:
    year = _year(groups)
    month, day = (int(_number(groups.get(name))) for name in ("month", "day"))
    if (groups.get("month") and not 1 <= month <= 12) or (groups.get("day") and not 1 <= day <= 31):
        return ""
    if groups.get("fiscal"):
        return f"{year}年度"
    text = f"{year:04d}" if year else "-"
    return text + (f"-{month:02d}" if month else "") + (f"-{day:02d}" if day else "")


def _year(groups: dict[str, str | None]) -> int:
    if groups.get("era"):
        within = groups.get("erayear")
        return _ERAS[groups["era"] or ""] + (1 if within == "元" else int(_number(within)))
    return int(_number(groups.get("ad") or groups.get("ad0")))


def _time(groups: dict[str, str | None]) -> str:
    hour, minute = int(_number(groups["hour"])), int(_number(groups["minute"]))
    told = groups["half"] or groups["minute"] or groups["thirty"]
    if hour > 24 or minute > 59 or (groups["hour"] == "一" and not told):
        return ""  # 一時 is mostly "for a while"
    if groups["half"] == "午後" and hour < 12:
        hour += 12
    return f"{hour:02d}:{30 if groups['thirty'] else minute:02d}"


def _number(text: str | None) -> Decimal:
    return (numbers.value(text) if text else None) or Decimal(0)


def _plain(number: Decimal) -> str:
    return f"{number:f}"
