"""Times of day that stand in a name without a day beside them: 総務委員会 13.30-15.00, 午後1時30分再開 本会議, 会議 at 10:05 GMT+9.

They say nothing of when a recording began (a person may mean the end, or another day), and are no part of its title. Only the
time goes, with what belongs to it alone (から, 頃, at, a zone); words of the meeting (再開, 休憩後) stay.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from transcriber.minutes import written_days
from transcriber.minutes.characters import KANJI

_KANJI = "[一二三四五六七八九十]{1,3}"
_NOT_A_TIME = r"(?!間|限|点|台|代|系|速|刻|短|節|制|の)"
"""24時間, 3時限目, 7時のニュース are words."""

_HALF = rf"(?:午前|午後|(?<![{KANJI}])(?:早朝|今夜|深夜|夕方|夕刻|朝|夜|昼|夕)|(?<![A-Za-z])(?i:am|pm))\s*"
_HOUR = r"(?:[01]?\d|2[0-4])"
_MINUTE = r"[0-5]\d"
_IN_KANJI = rf"時(?:\s*(?:[0-5]?\d|{_KANJI})分(?:\s*[0-5]?\d秒)?|半)?{_NOT_A_TIME}"
_SPOKEN = rf"(?:{_HALF})?(?<!\d){_HOUR}{_IN_KANJI}|(?:午前|午後)\s*{_KANJI}{_IN_KANJI}"
_COLON = rf"(?:{_HALF}|(?<![\d:A-Za-z])(?<!縮尺)(?<!比)){_HOUR}:{_MINUTE}(?::{_MINUTE}(?:\.\d+)?)?(?![\d:])(?:\s?(?i:am|pm)(?![A-Za-z]))?"
_TO = r"\s*(?:~|-|から)\s*"
_BOUND = r"(?<![^\s_(\[【〔「『])"
_END = r"(?![^\s_)\]】〕」』])"
_FOUR = rf"(?:[01]\d|2[0-3]){_MINUTE}"
_YEARS = r"(?!(?:19|20)\d\d[~-](?:19|20)\d\d)"
_DOTTED_DAY = r"(?!1[0-2]\.(?:[12]\d|3[01])[\s_])"
"""10.21 反戦デー: a day, which may be the name of what happened on it."""

_TIMES = tuple(
    re.compile(p)
    for p in (
        rf"(?<![A-Za-z0-9])T{_HOUR}[:.-]{_MINUTE}(?:[:.-]{_MINUTE}(?:\.\d+)?)?(?![\d:])",  # T10-05-00
        rf"(?<![A-Za-z0-9])T{_FOUR}(?:{_MINUTE}(?!\d)|(?=Z|[+-]\d\d))",  # T100500, T1005Z
        rf"{_BOUND}{_HOUR}([.-])[0-5]\d\1[0-5]\d{_END}",  # 10.05.00
        rf"{_BOUND}{_HOUR}\.{_MINUTE}[~-]{_HOUR}\.{_MINUTE}{_END}",  # 13.30-15.00
        rf"{_BOUND}{_YEARS}{_FOUR}[~-]{_FOUR}{_END}",  # 1330-1500
        rf"{_BOUND}{_DOTTED_DAY}(?:[01]\d|2[0-3])\.{_MINUTE}~?{_END}",  # 13.30
        rf"{_BOUND}(?:[01]\d|2[0-3])-0\d{_END}",  # 10-05: not from 10 to 5
        rf"(?:{_SPOKEN}|{_COLON})(?:{_TO}(?:{_SPOKEN}|{_COLON}))?",
        rf"(?<!\d){_HOUR}\s*[~-]\s*(?:{_HOUR}{_IN_KANJI})",  # 10-12時
        rf"{_BOUND}(?:{_KANJI}{_IN_KANJI})(?=[\s_~]|$|から|より|開|再開)",  # 十時半
        rf"{_BOUND}(?!(?i:pm)\s?10(?!\d))(?i:am|pm)\s?(?:1[0-2]|0?[1-9])(?=[\s_~-]|$)(?![~-]?\d)",  # AM10
        rf"{_BOUND}(?:1[0-2]|0?[1-9])\s?(?i:am|pm){_END}",  # 10AM
        rf"{_BOUND}{_HOUR}[hH]{_MINUTE}{_END}",  # 9h30
        rf"{_BOUND}正午{_END}",
        rf"{_BOUND}(?:午前|午後){_END}",
        r"(?<=[会議談])(?:0[7-9]|1\d|2[12])[0-5][05](?=$|[\s_])",  # 本会議1030
    )
)
_AT = re.compile(r"(?:(?<![A-Za-z])(?i:at)[\s_]+|@\s?|[~-]\s*)$")
_BEGIN = "(?:開始|開会|開議)(?!式)"
_BEHIND = re.compile(
    rf"\s*(?:頃|ごろ|過ぎ|すぎ|前(?=[\s_]|$))?\s*(?:{_BEGIN}|(?:から|より|まで)(?![ぁ-ん])(?:\s?{_BEGIN})?|~)?"
)
_TO_A_NOUN = re.compile(r"\s*(?:頃|ごろ)?(?:から|より|まで|開始|開会)?の")
"""10時からの会議: what is behind it would be cut in two."""
_NUMBERED = re.compile(r"(?:議案|請願|陳情|第|条例|番地|丁目)[\s_]*$")


def times_in(folded: str) -> list[tuple[int, int]]:
    """Places (start, end) of every time of day in a folded text, in order; none overlap."""
    found: list[tuple[int, int]] = []
    for start, end in sorted(_places(folded), key=lambda p: (p[0], -p[1])):
        if found and start < found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return found


def _places(folded: str) -> Iterator[tuple[int, int]]:
    for pattern in _TIMES:
        for match in pattern.finditer(folded):
            before = folded[: match.start()]
            if _NUMBERED.search(before) or written_days.is_number(before, folded, match.end()):
                continue
            if _TO_A_NOUN.match(folded, match.end()):
                continue
            start = at.start() if (at := _AT.search(before)) else match.start()
            end = written_days.zone_end(folded, match)
            behind = _BEHIND.match(folded, end)
            yield start, behind.end() if behind else end
