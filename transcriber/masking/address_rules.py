"""Addresses: place names with numbers of blocks, houses and rooms, or said in answer to a question for them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from transcriber.language.municipality import municipality_names
from transcriber.language.readings import Word
from transcriber.masking.personal_spans import Conversation, PersonalSpan
from transcriber.masking.personal_words import PersonalWords
from transcriber.minutes.personal_data import PersonalKind

_N = r"(?:\d{1,4}|[〇一二三四五六七八九十百千]{1,8})"
_JOINT = r"[\-‐‑–−ー の]"
_CORE = re.compile(
    rf"{_N}\s?丁目(?:[の、]?{_N}\s?番地?(?:[の、]?{_N}\s?号?)?|(?:[の、]?{_N}(?:{_JOINT}{_N}){{0,2}}号?))?"
    rf"|{_N}\s?番地(?:[の、]?{_N}(?:号(?!室))?)?"
    rf"|{_N}\s?番\s?{_N}\s?号(?!室)"
    rf"|(?<![\d\-]){_N}(?:{_JOINT}{_N}){{1,3}}(?![\d\-])"
)
_BLOCK = re.compile(rf"{_N}\s?番\s?{_N}\s?号")
"""18番7号 is an address whatever the recogniser made of the place before it."""

_BARE = re.compile(rf"{_N}丁目の[^\d〇一二三四五六七八九十百千]")
"""二丁目の公園 is where something is, not where somebody lives."""

_LOOSE = re.compile(rf"{_N}(?:{_JOINT}{_N})+$")
_ROOM = re.compile(rf"{_N}\s?(?:号室|号棟|号|棟|階)")
_MISHEARD_ROOM = r"[0-9〇一二三四五六七八九](?:丸|マル|まる|枚の|[0-9〇一二三四五六七八九]){1,4}(?:号|ご|五|[防帽望棒暴])*\s?(?:室|質|しつ|出)"
"""309号室 as the recogniser may write it: 3丸9帽室."""

_NO_PLACE = frozenset(("助詞", "助動詞", "補助記号", "感動詞", "代名詞", "接続詞", "副詞", "連体詞"))
_LONGEST_WORD = 6
_REACH = 40
_PLACE_ENDS = re.compile("(?:[市区町村郡字丘台]|ケ原|団地|通り?|条)$")


def address_spans(talk: Conversation, words: PersonalWords) -> Iterator[PersonalSpan]:
    """Addresses, from the largest place that is named to the room."""
    for core in _CORE.finditer(talk.folded):
        start, names = _left(talk, core.start(), words)
        cue = words.address.search(talk.before(start, _REACH).replace("\n", ""))
        place = names and (_is_place(names[-1]) or _has_municipality(names) or (cue and any(map(_is_proper, names))))
        if _LOOSE.fullmatch(core[0]) and not place:
            continue
        if not names and not _is_block(talk, core) and (not cue or _BARE.match(core[0] + talk.after(core.end(), 2))):
            continue
        if names and not _LOOSE.fullmatch(core[0]):
            start = _misheard_left(talk, start)
        yield PersonalSpan(start, _right(talk, core.end(), words), PersonalKind.ADDRESS, "住所（番地）")
    yield from _rooms(talk, words)
    yield from _towns(talk, words)


def _is_block(talk: Conversation, core: re.Match[str]) -> bool:
    """18番7号, but not 5番3号議案."""
    return _BLOCK.fullmatch(core[0]) is not None and re.match("議案|車|機|線", talk.after(core.end(), 2)) is None


def _left(talk: Conversation, at: int, words: PersonalWords) -> tuple[int, list[Word]]:
    """Where the names before a number begin, and these words."""
    found: list[Word] = []
    for word in reversed([w for w in talk.words(talk.place(at)[0]) if w.start < at]):
        joined = word.surface in ("の", "ノ", "ヶ", "ケ", "字", "大字", "、") and bool(found)
        if word.end > at or not (_is_name(word, words) or joined):
            break
        if word.surface in ("の", "、") and not _before_is_place(talk, word):
            break
        found.append(word)
    while found and found[-1].surface in ("の", "、"):
        found.pop()
    return (found[-1].start if found else at), found[::-1]


def _misheard_left(talk: Conversation, start: int) -> int:
    """Where a place that was misheard begins before what is left of it (日賛市若い県4丁目): behind the last particle."""
    for word in reversed([w for w in talk.words(talk.place(start)[0]) if w.end <= start]):
        if word.end != start or word.part[0] in _NO_PLACE or start - word.start > _LONGEST_WORD:
            break
        start = word.start
    return start


def _before_is_place(talk: Conversation, word: Word) -> bool:
    before = [w for w in talk.words(talk.place(word.start)[0]) if w.end <= word.start]
    return bool(before) and (
        _is_place(before[-1]) or before[-1].surface in ("都", "道", "府", "県", "市", "区", "町", "村")
    )


def _is_name(word: Word, words: PersonalWords) -> bool:
    """A word that may be part of the name of a place: no verb, no particle, no word of living."""
    if word.part[0] not in ("名詞", "接尾辞", "接頭辞") or word.part[1] == "数詞":
        return False
    return word.surface not in words.no_places


def _is_place(word: Word) -> bool:
    return (len(word.part) > 2 and word.part[2] == "地名") or _PLACE_ENDS.search(word.surface) is not None


def _is_proper(word: Word) -> bool:
    return word.part[1] == "固有名詞" or not word.known


def _has_municipality(names: list[Word]) -> bool:
    whole = "".join(w.surface for w in names)
    return any(_municipality_ends(whole))


def _municipality_ends(text: str) -> Iterator[int]:
    known = municipality_names()
    for m in re.finditer("[市区町村]", text):
        if (
            any(text[start : m.end()] in known for start in range(max(0, m.end() - 8), m.end() - 1))
            or m[0] == "区"
            and m.end() >= 2
        ):
            yield m.end()


def _right(talk: Conversation, at: int, words: PersonalWords) -> int:
    """The end of the building and the room behind a number."""
    line = talk.text.find("\n", at)
    rest = talk.folded[at : line if line >= 0 else None]
    name = rf"(?:[の、]?\s?(?:[^\s、。のはがをにでと\d]{{0,10}}(?:{words.building})[^\s、。のはがをにでと\d]{{0,10}}?))"
    named = r"(?:[の、]?\s?[^\s、。のはがをにでと\d]{2,12})"
    found = re.match(rf"(?:[の、]?\s?[^\s、。のはがをにでと\d]{{1,12}})?[の、]?\s?{_MISHEARD_ROOM}", rest) or re.match(
        rf"(?:{name}|{named})?[の、]?\s?{_N}\s?(?:号室|号棟|号|棟|階)(?:[の、]?{_N}\s?(?:号室|号|階))?|{name}", rest
    )
    return at + (found.end() if found and found[0].strip("の、 ") else 0)


def _rooms(talk: Conversation, words: PersonalWords) -> Iterator[PersonalSpan]:
    """A named building with its room: コーポ桜の203号室."""
    pattern = re.compile(
        rf"[^\s、。のはがをにでと\d]{{0,10}}(?:{words.building})[^\s、。はがをにでと\d]{{0,10}}{_ROOM.pattern}(?:の?{_N}号室?)?"
    )
    for m in pattern.finditer(talk.folded):
        yield PersonalSpan(m.start(), m.end(), PersonalKind.ADDRESS, "住所（建物と部屋）")


def _towns(talk: Conversation, words: PersonalWords) -> Iterator[PersonalSpan]:
    """A municipality with what lies in it (港区芝公園), where somebody lives."""
    for number in range(len(talk.said)):
        row = talk.words(number)
        i = 0
        while i < len(row):
            first = i
            while i < len(row) and _is_name(row[i], words):
                i += 1
            if i > first:
                yield from _town(talk, words, list(row[first:i]))
            i += 1


def _town(talk: Conversation, words: PersonalWords, names: list[Word]) -> Iterator[PersonalSpan]:
    start, end = names[0].start, names[-1].end
    whole = talk.text[start:end]
    within = max(_municipality_ends(whole), default=0)
    rest = whole[within:]
    if not (within and rest) or not (_is_place(names[-1]) or words.address.search(talk.before(start, 20))):
        return
    cue = words.address.search(talk.before(start, 20).replace("\n", "")) or words.lives.match(talk.after(end, 6))
    if cue and not words.no_residences.search(whole):
        yield PersonalSpan(start, end, PersonalKind.ADDRESS, "住所（市町村と町名）")
