"""Addresses where the sentence expects one and what stands there holds a number of a house or is no phrase of Japanese.

実は長くてしなほら一朝目ごのご、…にきっこした (長久手市市が洞1丁目…に引っ越した); 住民票はどちらに。先台市泉県です; お部屋も伺えますか。ロイヤル満書兄さん2号室です。
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from transcriber.language.municipality import municipality_sounds
from transcriber.language.readings import Reader
from transcriber.masking.personal_spans import Conversation, PersonalSpan
from transcriber.masking.personal_words import PersonalWords, personal_words
from transcriber.masking.strange_words import are_strange
from transcriber.minutes.personal_data import PersonalKind

_SAID = r"(?P<said>[^。？?！!\n]{5,44}?)"
_OPENS = r"(?:^|(?<=[\n。？?！! 　]))"
_LIVES = re.compile(
    rf"{_OPENS}{_SAID}(?:[にへを]\n?(?:引っ?越|ひっこ|きっこ|越して|こして|住んで|すんで|移り|移って|越し)|引っ越し|を?(?:借|か)りて(?:い|お)?(?:ます|る)|と[い言]うところ[でに]、?\n?(?:一人|二人|ひとり|ふたり|暮ら|住))"
)
_IS_AT = re.compile(
    rf"(?:実家|自宅|本籍|住まい|住所|アパート|家)[はが]、?{_SAID}(?:に(?:あり|ござ|な)|です|でして|なんです|\n)"
)
_SAID_OF_RESIDENCE = re.compile(rf"[はがわ]、?{_SAID}(?:に(?:あり|あっ|ござ|な)|です|でして|なんです|\n)")
"""Behind 本籍, 施設 or 建物 by their sound."""

_CAME_FROM = re.compile(rf"{_OPENS}{_SAID}から、?(?:こっち|こちら|ここ)[へにまで]")
_SENT = re.compile(rf"{_OPENS}{_SAID}(?:に|へ|まで)(?:送|お送|郵送|届け|お願いし|お願いできます)")
_ANSWER = re.compile(
    r"(?:はい|ええと?|えっと|えー|うん|あの|[、。 　])*(?P<said>[^。？?！!\n]{3,40}?)(?:です|でございます|になります|に(?:あり|お願い|送|住)[^\n]*)?(?:けど|が|ね)?[。、 　]*(?:\n|$)"
)
_ASKED_HERE = re.compile(
    r"(?:住民[票表兵]|住まい|住所|番地)[はが](?:どちら|どこ)(?:に|でしょうか?|です|か)*[、。？? ]*(?P<said>[^、。？?！!\n]{4,24}?)(?:です|でございます|になります)"
)
"""Question and answer in one breath."""

_COUNTED = r"(?![年月日人名回歳才時分円つ件個本枚週度割台級点度]|か月|ヶ月|カ月|丁目の[公角会店])"
_NUMBER = r"(?:\d{1,4}|[一二三四五六七八九十百〇]{1,5})"
_SPELT = personal_words()
_HOUSE = re.compile(
    rf"{_NUMBER}\s?{_SPELT.block}|{_NUMBER}\s?{_SPELT.lot_signs}\s?(?:{_SPELT.lot_ends}|{_NUMBER})|\d{{1,4}}\s?[の\-]\s?\d{{1,4}}{_COUNTED}"
    rf"|\d{{2,4}}{_SPELT.lot_ends}(?![区方域])|[市区町村郡][^、。はが]{{1,8}}?\d{{2,4}}(?:の|番)?$"
    rf"|(?<!第)\d{{1,4}}\s?(?:号|合)?\s?(?:室|質|出|棟)|(?<!第)\d{{1,4}}\s?号(?![車機線議])"
)
"""What tells that a house is meant."""

_ASKED_PLACE = re.compile(
    r"(?:(?:どちら|どこ|どっち)(?:に|へ|で|だ|です|でしょ)|住まい|住所|番地|お?部屋|建物|お送り|郵送)[^。\n]{0,24}(?:[。？?]|か|ですか|は|に)?[。？? 　]*\n$"
)
_TOWN = re.compile(".{1,12}(?:[都道府県市区町村郡].{0,10}|.{1,8}(?:がおか|ヶ丘|が丘))")
"""An answer that is the name of a town, however it is written."""

_PART_OF_TOWN = re.compile(".{1,6}[市区町村郡].{2,10}")
"""With more than a municipality, which many come from: とやまし堀川町."""

_SHORTEST_ODD = 5


def expected_address_spans(talk: Conversation, words: PersonalWords, reader: Reader) -> Iterator[PersonalSpan]:
    """Addresses told by their sentence."""
    for number in range(len(talk.said)):
        begin = talk.begin(number)
        end = begin + len(talk.said[number].text)
        behind = min(len(talk.folded), end + 6)
        for pattern in (_LIVES, _IS_AT, _SENT):
            for m in pattern.finditer(talk.folded, begin, behind):
                yield from _place(m.start("said"), m["said"], words, reader)
        for _, cue in talk.sounding(words.residence_sound, (number,)):
            told = _SAID_OF_RESIDENCE.match(talk.folded, cue, behind)
            if told and _HOUSE.search(told["said"]):
                yield from _place(told.start("said"), told["said"], words, reader)
        for m in _CAME_FROM.finditer(talk.folded, begin, end):
            if _PART_OF_TOWN.fullmatch(m["said"]) or _is_odd_town(m["said"], reader):
                yield from _place_of_town(m, words)
        for m in _ASKED_HERE.finditer(talk.folded, begin, end):
            if not words.no_address.search(m["said"]) and (_is_town(m["said"], words) or _is_place(m["said"], reader)):
                start = m.start("said")
                yield PersonalSpan(start, m.end("said"), PersonalKind.ADDRESS, "住所（聞かれて、聞き違い）")
        answer = _ANSWER.match(talk.folded, begin, min(len(talk.folded), end + 1))
        if answer and _ASKED_PLACE.search(talk.folded[max(0, begin - 50) : begin]):
            yield from _answer(answer, words, reader)


def _place(start: int, said: str, words: PersonalWords, reader: Reader) -> Iterator[PersonalSpan]:
    lead = words.before_places.match(said)
    while lead and _is_place(said[lead.end() :], reader):
        start, said = start + lead.end(), said[lead.end() :]
        lead = words.before_places.match(said)
    if _is_place(said, reader) and not words.no_address.search(said):
        yield PersonalSpan(start, start + len(said), PersonalKind.ADDRESS, "住所（文の形から、聞き違い）")


def _answer(m: re.Match[str], words: PersonalWords, reader: Reader) -> Iterator[PersonalSpan]:
    said = m["said"].rstrip("の、 ")
    if words.no_address.search(said) or words.relations.fullmatch(said):
        return
    if (
        _HOUSE.search(said)
        or re.search(rf"(?:{words.building}).*[室質]$", said)
        or _is_town(said, words)
        or (len(said) >= _SHORTEST_ODD and are_strange(said, "", reader))
    ):
        start = m.start("said")
        yield PersonalSpan(start, start + len(said), PersonalKind.ADDRESS, "住所（聞かれて、聞き違い）")


def _place_of_town(m: re.Match[str], words: PersonalWords) -> Iterator[PersonalSpan]:
    if not any(p.search(m["said"]) for p in (words.no_address, words.no_towns, words.relations, words.lives)):
        yield PersonalSpan(m.start("said"), m.end("said"), PersonalKind.ADDRESS, "住所（来たところ、聞き違い）")


def _is_odd_town(said: str, reader: Reader) -> bool:
    """Whether it begins like a municipality's name, or is no phrase of Japanese: とやまし取りかわ待ち, 富士さは少難題."""
    sound = reader.kana(said)
    begins = any(sound[:size] in municipality_sounds() for size in range(_SHORTEST_ODD - 1, len(sound)))
    return len(said) > _SHORTEST_ODD and (begins or are_strange(said, "", reader))


def _is_town(said: str, words: PersonalWords) -> bool:
    return _TOWN.fullmatch(said) is not None and words.no_towns.search(said) is None


def _is_place(said: str, reader: Reader) -> bool:
    return _HOUSE.search(said) is not None or (len(said) > _SHORTEST_ODD and are_strange(said, "", reader))
