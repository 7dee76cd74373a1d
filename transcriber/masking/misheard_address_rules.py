"""Addresses as a recogniser writes them: 二丁目 as 日町目, 番地 as 番ち, 203号室 as 2まる3号出, a town in kana or as other words.

What tells them is what it seldom gets wrong (digits beside 番, 号, 室), the sound of 丁目 and 番地, the sound of a municipality's name,
and that somebody asked for an address.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from transcriber.language.municipality import municipality_sounds
from transcriber.masking.personal_spans import Conversation, PersonalSpan
from transcriber.masking.personal_words import PersonalWords, personal_words
from transcriber.masking.told_address_rules import is_by_itself, told_address_spans
from transcriber.minutes.personal_data import PersonalKind

_N = r"(?:\d{1,4}|[〇一二三四五六七八九十百千]{1,8})"
_CHOME, _BANCHI = personal_words().block, personal_words().lot
_HOUSE = rf"(?:\s?[の、.\-]\s?(?:{_N}|位置|市)(?:\s?号(?!室))?|{_N}\s?号(?!室))"
_HOUSE_BARE = rf"(?:{_HOUSE}|{_N}(?![人名円年月日時分回件歳才つ個本枚台度%]))"
"""Right behind 番地: 5番ち12."""

_FIRM = re.compile(
    rf"(?:{_N})?\s?{_CHOME}[、のはで ]{{0,2}}{_N}(?:\s?{_BANCHI}{_HOUSE_BARE}?|(?:\s?番)?{_HOUSE}?)"
    rf"|{_N}\s?{_BANCHI}{_HOUSE_BARE}?"
    rf"|(?<![第\d])\d{{1,3}}万\d{{1,3}}\s?号(?!室|議案|車|機|線|棟)"
    rf"|(?<![第\d])\d{{1,3}}\s?番\s?(?:{_N}|[^\s、。\dのはがをにで]{{1,2}})\s?号(?!室|議案|車|機|線|棟)"
)
"""18番だな号 and 18万7号 for 18番7号: only with figures before 番, for 一番 is a word."""

_LOOSE = re.compile(rf"(?<![\d\-]){_N}(?:[の\-、. ]{_N}){{1,3}}(?![\d\-])")
_ALONE = re.compile(rf"{_N}(?:[の\-]{_N}){{1,3}}|{_N}\s?番\s?{_N}\s?号?")
"""All of an answer: 5の12の3."""

_ROOM_DIGITS = (
    r"(?:(?:[0-9〇一二三四五六七八九十百千丸]|(?:いち|に|さん|よん|ご|ろく|なな|はち)(?:まる|丸))"
    r"[0-9〇一二三四五六七八九十百千万丸まるマルに番球くの日ニー\-]{1,7})"
)
_ROOM_END = r"(?:[号合豪郷公帽望防放個固]|ご)?\s?(?:室|質)|(?:[号合豪郷公帽望防放個固]|ご)\s?(?:出|しつ|シツ|失)"
_ROOM = re.compile(rf"{_ROOM_DIGITS}(?:{_ROOM_END})")
_ROOM_SAID = re.compile(r"\d.*(?:[号合豪郷公帽望防放個固]|ご)\s?(?:室|質|出|しつ|シツ|失)$")
_BREAK = re.compile("[、。？?！!「」 　\n]")
_OPENS = re.compile(r"(?:はい|ええと?|えっと|えー|うん|あの|で|では|そう(?:です)?ね?|[、。 　])*")
_CLOSES = re.compile("です|でございます|になります|でした|に住|に?なって|。|、|$|\n")
_QUESTION = re.compile(
    "(?=.*(?:か|は|願|教|どちら|どこ))(?:は|を|って|の?ほうは)?、?(?:どちら|どこ|お願い(?:でき|し)ます|教えて(?:ください|もらえ)|でしょう|です|ます|か|に|なって|い|[?？。])*"
)
"""Behind the word for an address, up to the end of a question."""

_TOWN_ENDS = re.compile("(?:[市区町村丘台]|まち|マチ|ちょう|チョウ|がおか|ヶ丘)$")
_LONGEST = 26
"""Characters of a place before its numbers."""

_LIKE_SHI = "すちじずき"
_REACH = 60
_SHORTEST_LIKE, _SHORTEST = 5, 4
"""Kana from which on a municipality's name may differ in one, and from which on it counts at all."""


def misheard_address_spans(talk: Conversation, words: PersonalWords) -> Iterator[PersonalSpan]:
    """Addresses of which the recogniser left but a part."""
    for core in _FIRM.finditer(talk.folded):
        start = _begin(talk, core.start(), words)
        if start < core.start() or _asked(talk, core.start(), words) or is_by_itself(talk, core):
            yield _span(start, _end(talk, core.end()))
    for core in _LOOSE.finditer(talk.folded):
        place = _municipality(talk, core.start(), firm=_asked(talk, core.start(), words))
        if place is not None and place < core.start():
            yield _span(place, _end(talk, core.end()))
    for number in range(len(talk.said)):
        yield from _answer(talk, number, words)
        yield from told_address_spans(talk, number)
    for room in _ROOM.finditer(talk.folded):
        if sum(c.isnumeric() or c in "まる丸" for c in room[0]) >= 2:
            yield from _room(talk, room, words)


def _span(start: int, end: int) -> PersonalSpan:
    return PersonalSpan(start, end, PersonalKind.ADDRESS, "住所（聞き違いのある番地）")


def _begin(talk: Conversation, at: int, words: PersonalWords) -> int:
    """Where the place before a number begins: where a municipality is heard, else behind the last break or topic."""
    heard = _municipality(talk, at, firm=True)
    if heard is not None:
        return heard
    clause = _clause(talk, at)
    if words.address_topic.search(talk.before(clause, 12)):  # お住まいのところは、…
        return clause
    earlier = _clause(talk, clause - 1) if talk.folded[clause - 1 : clause] == "、" else clause
    if earlier < clause - 1 and words.address_topic.search(talk.before(earlier, 12)):
        return earlier
    row = [w for w in talk.words(talk.place(at)[0]) if clause <= w.start < at]
    for word in reversed(row):
        ends = word.part[0] == "助詞" and word.surface in ("は", "を", "も", "から", "って", "けど")
        if ends or words.address.fullmatch(talk.folded[clause : word.start]):
            return word.end
    carrier = re.match(rf"(?:{words.address.pattern}|{words.carriers})[がはのにもで]?", talk.folded[clause:at])
    return clause + (carrier.end() if carrier else 0)


def _clause(talk: Conversation, at: int) -> int:
    """Behind the last break before a place."""
    first = max(talk.begin(talk.place(at)[0]), at - _LONGEST)
    breaks = [m.end() for m in _BREAK.finditer(talk.folded, first, at)]
    if breaks and breaks[-1] == at:  # 高針、18番7号
        breaks.pop()
    return breaks[-1] if breaks else first


def _municipality(talk: Conversation, at: int, *, firm: bool) -> int | None:
    """Where something begins, in the clause before a number, that sounds like a municipality's name with more behind it.

    Args:
        firm: something else tells an address, so that one kana may differ.
    """
    clause = _clause(talk, at)
    row = [w for w in talk.words(talk.place(at)[0]) if clause <= w.start < at]
    sounds = [w.kana or "\n" for w in row]
    for i, word in enumerate(row):
        rest = "".join(sounds[i:])
        if any(
            rest[:size] in municipality_sounds() or (firm and size >= _SHORTEST_LIKE and _nearly(rest[:size]))
            for size in range(_SHORTEST, min(len(rest), 11) + 1)
        ):
            return word.start
    return None


def _nearly(sound: str) -> bool:
    """Whether one kana is another than in a municipality's name; the last only as セトス for 瀬戸市."""
    size = len(sound) if sound[-1] in _LIKE_SHI else len(sound) - 1
    return any(sound[:i] + "*" + sound[i + 1 :] in _near_sounds() for i in range(size))


@cache
def _near_sounds() -> frozenset[str]:
    """Municipalities with one kana left open."""
    return frozenset(
        s[:i] + "*" + s[i + 1 :] for s in municipality_sounds() if len(s) >= _SHORTEST_LIKE for i in range(len(s))
    )


def _end(talk: Conversation, at: int) -> int:
    """The end of a misheard building and room behind the number."""
    line = talk.text.find("\n", at)
    rest = talk.folded[at : line if line >= 0 else None]
    found = re.match(rf"[、の]?\s?(?:(?!です|ます|[。？])[^\d]){{0,20}}?{_ROOM.pattern}", rest)
    return at + (found.end() if found else 0)


def _asked(talk: Conversation, at: int, words: PersonalWords) -> bool:
    """Whether an address was asked for shortly before, however the word for it is written."""
    if words.address.search(talk.before(at, _REACH)):
        return True
    number = talk.place(at)[0]
    return any(
        at - _REACH <= end <= at for _, end in talk.sounding(words.address_sound, range(max(0, number - 4), number + 1))
    )


def _answer(talk: Conversation, number: int, words: PersonalWords) -> Iterator[PersonalSpan]:
    """A town, or a number by itself, where an address was asked for."""
    begin = talk.begin(number)
    end = begin + len(talk.said[number].text)
    start = begin
    cues = [e for _, e in talk.sounding(words.address_sound, (number,))]
    cues += [m.end() for m in words.address.finditer(talk.folded, begin, end)]
    if cues:  # 住所ですね、豊田市…の
        close = _BREAK.search(talk.folded, min(cues), end)
        start = close.end() if close else end
    opening = _OPENS.match(talk.folded, start, end)
    start = opening.end() if opening else start
    close = _CLOSES.search(talk.folded, start)
    stop = min(close.start() if close else end, end)
    if not 2 <= stop - start <= _LONGEST or not _asked(talk, start, words):
        return
    said = talk.folded[start:stop].rstrip("の、 ")
    place = _municipality(talk, stop, firm=True)
    longer = (place is not None and place - start <= 1) or _odd(talk, start, start + len(said))
    topic = any(w.end == stop and w.part[0] == "助詞" and w.surface != "の" for w in talk.words(number))
    answers = _directly_asked(talk, number, words) and _no_sentence(talk, start, start + len(said))
    town = (longer or answers) and not topic and len(said) >= _SHORTEST and not words.no_residences.search(said)
    if town or _ALONE.fullmatch(said):
        yield PersonalSpan(start, start + len(said), PersonalKind.ADDRESS, "住所（聞かれて）")


def _directly_asked(talk: Conversation, number: int, words: PersonalWords) -> bool:
    """Whether the utterance before ends in a question for an address, by its sound: どちらにおスマイですか."""
    if number == 0:
        return False
    end = talk.begin(number) - 1
    cues = [m.end() for m in words.address.finditer(talk.folded, talk.begin(number - 1), end)]
    cues += [e for _, e in talk.sounding(words.address_sound, (number - 1,))]
    return any(_QUESTION.fullmatch(talk.folded, c, end) for c in cues)


def _no_sentence(talk: Conversation, start: int, end: int) -> bool:
    """Whether nothing in it is said of something: no は, を, ます, ない, 番号; and it is not one ordinary word."""
    row = talk.words_between(start, end)
    if any(
        w.part[0] in ("助動詞", "形容詞", "代名詞", "連体詞", "感動詞")
        or w.surface in ("は", "を", "って", "から")
        or w.surface.endswith("番号")
        for w in row
    ):
        return False
    return any(not w.known or w.part[1] not in ("普通名詞", "数詞") for w in row)  # 一人暮らし


def _odd(talk: Conversation, start: int, end: int) -> bool:
    """Whether it may be the name of a place: it ends like one or no dictionary holds it, and it is no sentence."""
    row = talk.words_between(start, end)
    if any(w.part[0] in ("助動詞", "副詞", "代名詞") or w.surface == "円" for w in row):
        return False
    unknown = any(not w.known and len(w.surface) >= _SHORTEST for w in row)
    return unknown or _TOWN_ENDS.search(talk.folded[start:end]) is not None


def _room(talk: Conversation, room: re.Match[str], words: PersonalWords) -> Iterator[PersonalSpan]:
    """A building with its room, where somebody lives."""
    start = _clause(talk, room.start())
    topic = talk.folded.rfind("は", start, room.start())
    start = topic + 1 if topic >= 0 else start
    before = talk.before(start, 40) + talk.folded[start : room.start()]
    named = 2 <= room.start() - start <= 14 and not words.no_rooms.search(talk.folded[start : room.start()])
    if named and (_ROOM_SAID.search(room[0]) or re.search(rf"{words.building}|{words.room_asked}", before)):
        yield PersonalSpan(start, room.end(), PersonalKind.ADDRESS, "住所（聞き違いのある部屋）")
