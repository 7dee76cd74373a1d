"""What belongs to an address and stands beside the part that was found: its town, in the same breath or in the one before, and its room."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from transcriber.masking.personal_spans import Conversation, PersonalSpan
from transcriber.minutes.personal_data import PersonalKind

_FREE = r"[^、。？?！!\s\dはがをにでの]"
_TOWN = re.compile(rf"{_FREE}{{2,8}}[都道府県市区町村郡]$")
_LINE_BEFORE = re.compile(
    rf"(?P<said>{_FREE}{{2,10}}[都道府県市区町村郡]{_FREE}{{0,12}}(?:\d{{1,4}}の?{_FREE}{{0,2}})?)[のにへ、]?\n$"
)
_PREFECTURE = re.compile(r"(?:東京都|北海道|京都府|大阪府|[^、。\s\dはがを]{2,3}県)[^、。\n\dはが]{0,14}$")
_BLOCK = re.compile(r"[\d〇一二三四五六七八九十百][^、。はが]{0,14}")
_ONLY_TOWN = re.compile(
    r"(?:^|\n)(?P<said>[^、。？?！!\s\dはを]{2,10}(?:[市区町村郡丘台]|おか|まち|ちょう|だい)[^、。？?！!\s\dはを]{0,8}?)の?[、。？?]?\n$"
)
"""All that was said before: 希望がおかの?"""

_OPENING = re.compile("(?<=\n)(?:はい|ええ|うん)[、。]?\n$")
_REACH = 34
_WITHIN = r"(?!で[すし]|ます|に[住あ])[^\n。？?]"
_ROOM_BEHIND = re.compile(
    rf"(?:、?\n|[、の ])?(?:{_WITHIN}){{0,30}}?[\dまる両道量九四〇一二三五六七八百十]\s?(?:[号合豪郷公帽望防放個固]\s?(?:[室質出]|しつ)|ごう?しつ)"
)
"""A building and a room behind an address, however the building is written: の取りかわダッチの4,3 9号質."""


def address_edges(talk: Conversation, spans: Iterable[PersonalSpan]) -> Iterator[PersonalSpan]:
    """The towns that stand before addresses (ハママ通市 before 中央区佐鳴台), and the rooms behind them."""
    for span in spans:
        if span.kind is not PersonalKind.ADDRESS:
            continue
        room = _ROOM_BEHIND.match(talk.folded, span.end)
        if room:
            yield PersonalSpan(span.start, room.end(), span.kind, span.rule, span.role)
        begin = talk.begin(talk.place(span.start)[0])
        left = talk.folded[begin : span.start]
        town = _PREFECTURE.search(left) or _TOWN.search(left)
        if town:
            yield PersonalSpan(begin + town.start(), span.end, span.kind, span.rule, span.role)
        elif span.start == begin and any(c.isdecimal() for c in talk.folded[span.start : span.end]):
            first = max(0, begin - _REACH)
            before = talk.folded[first:begin]
            opening = _OPENING.search(before)
            before = before[: opening.start()] if opening else before
            line = _LINE_BEFORE.search(before)
            if line is None and _BLOCK.fullmatch(talk.folded[span.start : span.end]):
                line = _ONLY_TOWN.search(before)
            if line:
                yield PersonalSpan(
                    first + line.start("said"), first + line.end("said"), span.kind, "住所（前の行の町）", span.role
                )
