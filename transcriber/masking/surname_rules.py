"""The rest of a name of which only a part was found: きくち before 雅人といいます, マスが before 孝さん, しょう behind 宮田."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from transcriber.language.readings import Reader
from transcriber.masking.borne_names import is_given_sound, sound_of
from transcriber.masking.personal_spans import Conversation, PersonalSpan
from transcriber.masking.personal_words import PersonalWords
from transcriber.masking.spoken_name_rules import is_surname
from transcriber.minutes.personal_data import PersonalKind

_BEFORE = re.compile(r"(?:^|[、。？?！!\s]|(?<=[^そ])の)(?P<rest>[^、。？?！!\s\d]{1,5})$")
_BEHIND = re.compile(r"(?:です|でございます|とい|と言|と申|っていい|さん|サン)")
_GIVEN_BEHIND = re.compile(
    r"(?P<rest>[^、。？?！!\s\d]{2,5}?)(?:です|でございます|に(?:なって|頼|お願い)|って(?:人|ひと|い)|と(?:い|言|申)|さん|様|ちゃん|くん)"
)
_SHORT_LEFT = 2
"""Characters that may be left of a surname as words with の (水の for 水野); what is longer says whose: 担当の."""

_OPENS = re.compile(r"(?:はい|ええ|えー|えっと|ええと|あの|うん|あ|で|では|じゃあ|まず)+$")
_ENDS_TOPIC = re.compile(r"(?:[はもを]|[上下]が|って|から|という|との)$")


def rest_of_name_spans(
    talk: Conversation, names: Sequence[PersonalSpan], words: PersonalWords
) -> Iterator[PersonalSpan]:
    """What stands between a break and a name with which somebody says who they are, or which is addressed."""
    for name in names:
        number = talk.place(name.start)[0]
        begin = talk.begin(number)
        if not _BEHIND.match(talk.after(name.end, 4)):
            continue
        m = _BEFORE.search(talk.folded[begin : name.start])
        if m is None or _is_else(m["rest"], words):
            continue
        inside = [w for w in talk.words(number) if begin + m.start("rest") <= w.start < name.start]
        if any(w.part[0] in ("感動詞", "接続詞", "代名詞", "副詞") for w in inside):
            continue
        yield PersonalSpan(begin + m.start("rest"), name.end, PersonalKind.PERSON, "氏名（姓の聞き違い）", name.role)


def given_name_spans(talk: Conversation, number: int, words: PersonalWords, reader: Reader) -> Iterator[PersonalSpan]:
    """A surname with what sounds like a given name between it and what follows a name: 宮田しょうになっています, 青山霊なさん."""
    for word in talk.words(number):
        surname = is_surname(word) or (word.part[1] == "固有名詞" and bool(reader.surnames(word.surface)))
        m = _GIVEN_BEHIND.match(talk.folded, word.end) if surname else None
        if m is None or words.no_given_kana.fullmatch(m["rest"]) or words.addressed.match(m["rest"]):
            continue
        if is_given_sound(sound_of(m["rest"], reader)):
            yield PersonalSpan(word.start, m.end("rest"), PersonalKind.PERSON, "氏名（姓と、名の聞き違い）")


def _is_else(rest: str, words: PersonalWords) -> bool:
    return bool(
        _OPENS.fullmatch(rest)
        or _ENDS_TOPIC.search(rest)
        or (rest.endswith("の") and len(rest) > _SHORT_LEFT)
        or words.relations.search(rest)
        or words.no_names.fullmatch(rest)
        or re.search(rf"{words.name_opens}|{words.name_asked}|{words.beside_names}", rest)
    )
