"""How the draft says things: dates, lengths, kinds of doubt, speakers; and which characters a Word file may hold."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata

from transcriber.minutes.recorder_names import JST
from transcriber.minutes.transcript import DoubtKind, timecode

"""Japan has no summer time; a fixed offset needs no time-zone data, which Windows lacks."""

BLANK_DATE = "令和　　年　　月　　日（　　曜日）"
BLANK_CLOCK = "午前・午後　　時　　分"
BLANK_TITLE = "（要記入）"

_ERAS = ((dt.date(2019, 5, 1), "令和"), (dt.date(1989, 1, 8), "平成"), (dt.date(1926, 12, 25), "昭和"))

DOUBT_NAMES = {
    DoubtKind.GAP: "聞き取れず",
    DoubtKind.LOOP: "繰り返し",
    DoubtKind.STOCK_PHRASE: "定型句",
    DoubtKind.LOW_CONFIDENCE: "自信なし",
    DoubtKind.OVERLAP: "発言の重なり",
    DoubtKind.NAME_CONFLICT: "話者名",
    DoubtKind.SPEAKER: "話者の交代",
    DoubtKind.NUMBER: "数字",
    DoubtKind.HOMOPHONE: "同音異義",
    DoubtKind.RISK_WORD: "重い言葉",
    DoubtKind.NO_WORD: "知らない語",
    DoubtKind.PROCEDURE: "議事の流れ",
}

NO_VOTE = "（採決の宣告は見つかっていません）"
NO_TITLE = "（件名は聞き取れていません）"
NO_ITEM = "（採決はありますが、議題の宣告が見つかっていません）"

JOINT = "（ここで録音が切り替わります）"
"""Printed where one recording ends and the next begins: for the reviewer, and no part of the record."""


def printable(text: str) -> str:
    """`text` without what XML 1.0 or Word cannot hold: control characters, lone surrogates, non-characters.

    Line breaks (all kinds become \\n) and tabs stay.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(c for c in text if c in "\n\t" or not _unprintable(c))


def _unprintable(c: str) -> bool:
    return unicodedata.category(c) in ("Cc", "Cs") or ord(c) & 0xFFFE == 0xFFFE or "\ufdd0" <= c <= "\ufdef"


def date(day: dt.date | None) -> str:
    """`2024-09-03` → 令和6年9月3日（火曜日）; a blank to fill in if the day is not known."""
    if day is None:
        return BLANK_DATE
    weekday = "月火水木金土日"[day.weekday()]
    for first, era in _ERAS:
        if day >= first:
            year = day.year - first.year + 1
            return f"{era}{'元' if year == 1 else year}年{day.month}月{day.day}日（{weekday}曜日）"
    return f"{day.year}年{day.month}月{day.day}日（{weekday}曜日）"


def clock(moment: dt.datetime | None) -> str:
    """`10:05+09:00` → 午前10時05分, in Japan's time; a blank to fill in if the moment is not known."""
    if moment is None:
        return BLANK_CLOCK
    local = moment.astimezone(JST)
    return f"{'午前' if local.hour < 12 else '午後'}{local.hour % 12}時{local.minute:02d}分"


def planned_time(time: str) -> str:
    """`13:00` → 午後1時; nothing for nothing."""
    if not time:
        return ""
    hour, minute = map(int, time.split(":"))
    half, hour = ("午前", hour) if hour < 12 else ("午後", hour - 12)
    return f"{half}{hour}時" + (f"{minute}分" if minute else "")


def length(seconds: float) -> str:
    """`314.7` → 5分14秒"""
    whole = int(seconds)
    hours, minutes, rest = whole // 3600, whole // 60 % 60, whole % 60
    return (f"{hours}時間" if hours else "") + (f"{minutes}分" if hours or minutes else "") + f"{rest}秒"


def span(start: float, end: float) -> str:
    """Two times of the recording as 00:12:03–00:12:09, or one of them where both print the same."""
    first, last = timecode(start), timecode(end)
    return first if first == last else f"{first}–{last}"


def speaker(cluster: str | None, name: str | None) -> str:
    """What the draft calls a speaker: the name, else 話者1 for the cluster S1, else 話者不明."""
    if name:
        return name
    if cluster is None:
        return "話者不明"
    return f"話者{re.sub(r'^S(?=[0-9]+$)', '', cluster)}"


def mark(numbers: list[int]) -> str:
    """〔要確認 1・3〕, or nothing."""
    return f"〔要確認 {'・'.join(map(str, numbers))}〕" if numbers else ""
