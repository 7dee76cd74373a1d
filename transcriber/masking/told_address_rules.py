"""Addresses told by their sentence, whatever the recogniser made of the place: 実家は…58号にあります, …に引っ越しました; a block alone."""

from __future__ import annotations

import re
from collections.abc import Iterator

from transcriber.masking.personal_spans import Conversation, PersonalSpan
from transcriber.minutes.characters import KANJI
from transcriber.minutes.personal_data import PersonalKind

_N = r"(?:\d{1,4}|[〇一二三四五六七八九十百千]{1,8})"
_FREE = r"[^、。？?！!\n]"
_NUMBERED = re.compile(r"(?:丁目|ちょうめ|番[地ち])|\d{1,4}\s?(?:番(?!目)|号)|\d\s?[の\-]\s?\d|号(?:室|棟)")
"""What a place holds in which somebody lives: some number of a block, a house or a room."""

_HOME = re.compile(
    rf"(?:実家|自宅|本籍|住まい|住所)[はが]、?(?P<said>{_FREE}{{5,36}}?)(?:に(?:あり|ござ)|です|なんです)"
)
_MOVED = re.compile(
    rf"(?:^|(?<=[\n、。？?はが 　]))(?P<said>{_FREE}{{6,36}}?)[にへ](?:引っ越|ひっこ|きっこ|越し|こして(?:き|い)|住んで|すんで)"
)
_THREE = re.compile(rf"(?:はい|ええ|えっと|[、。 ])*(?P<said>{_N}の{_N}の{_N})(?:です|になります)?[、。]?")
_TOWN_BEFORE = re.compile(r"(?:^|(?<=[、。？?！! \n]))(?P<said>[^、。？?！! \n]{3,16})の[、。 ]?$")
_LINES_BEFORE = 2


def told_address_spans(talk: Conversation, number: int) -> Iterator[PersonalSpan]:
    """Addresses in one utterance, and the town that belongs to a block, in those before it."""
    begin = talk.begin(number)
    end = begin + len(talk.said[number].text)
    for pattern in (_HOME, _MOVED):
        for m in pattern.finditer(talk.folded, begin, end):
            if _NUMBERED.search(m["said"]):
                yield _span(m)
    block = _THREE.fullmatch(talk.folded, begin, end)
    if block is None:
        return
    yield _span(block)
    for before in range(number - 1, max(-1, number - 1 - _LINES_BEFORE), -1):
        start = talk.begin(before)
        town = _TOWN_BEFORE.search(talk.folded, start, start + len(talk.said[before].text))
        if town:
            yield _span(town)
            return


def is_by_itself(talk: Conversation, core: re.Match[str]) -> bool:
    """Whether a house is all of an utterance: 22番地の位置です."""
    number = talk.place(core.start())[0]
    begin = talk.begin(number)
    rest = talk.folded[begin : core.start()] + talk.folded[core.end() : begin + len(talk.said[number].text)]
    alone = re.fullmatch(rf"(?:はい|ええ|えっと|の[{KANJI}]{{1,2}}|です|になります|[、。 ])*", rest)
    return alone is not None and re.search("(?:番|ばん|バン|ファン)(?:地|ち|チ|値)", core[0]) is not None


def _span(m: re.Match[str]) -> PersonalSpan:
    return PersonalSpan(m.start("said"), m.end("said"), PersonalKind.ADDRESS, "住所（文の形から）")
