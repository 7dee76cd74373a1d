"""Days and times as a paper writes them, with the words around them: what is left of a line without them is what it is about."""

from __future__ import annotations

import re

SCHEDULE_WORDS = re.compile(
    r"(?:令和|平成|[RH])?[0-9元]{1,4}[年./](?:[0-9]{1,2}[月./])?(?:[0-9]{1,2}日?)?|[0-9]{1,2}月(?:[0-9]{1,2}日)?|\([日月火水木金土](?:・祝|曜日?)?\)|[日月火水木金土]曜日?"
    r"|(?:午前|午後)?[0-9]{1,2}[時:](?:[0-9]{1,2}分?|半)?|第[0-9]+回|次回|日時|予定|開催|から|まで|頃|[~～〜:、・-]"
)
"""In the title of an entry: one of nothing else is no business (次回 3月5日(水) 午前10時から)."""

DAY_WORDS = re.compile(
    r"(?:令和|平成|[RH])?[0-9元一二三四五六七八九十]{1,4}[年./](?:度|[0-9一二三四五六七八九十]{1,3}[月./])?(?:[0-9一二三四五六七八九十]{1,3}日?)?|[0-9]{1,2}\s*月\s*[0-9]{1,2}\s*日|[0-9]{1,2}/\s*[0-9]{1,2}"
    r"|[(（][日月火水木金土](?:・祝|曜日?)?[)）]|[日月火水木金土]曜日|(?:午前|午後)?[0-9一二三四五六七八九十]{1,3}[時:](?:[0-9]{1,2}分?|半)?|現在|第?[0-9一二三四五六七八九十]+日目?|開会|開議|開催|から|まで|より|頃|終了後|本会議|[~～〜–:、・()（）-]"
)
"""In a line of the paper, numbers in kanji too: 令和六年十二月四日（水）開会."""

_NEXT = re.compile(r"次回の?(?:[^\s0-9]{0,8}会議?|開催日?)?(?:予定日?)?")


def is_next_meeting(text: str) -> bool:
    """Whether a text says when the next meeting is, and nothing else: 次回の委員会 12月15日(火) 本会議終了後."""
    plain = "".join(text.split())
    rest = DAY_WORDS.sub("", plain)
    return rest != plain and _NEXT.fullmatch(rest) is not None
