"""Names without any word beside them that tells them: in katakana, whole ones, who does what only people do, who is called ちゃん that became ちゃう.

ユートの名前で; かわいかつやです; つむぎが学校へ行かなくなって; たくやっちゃうのことで; 広とさんは (大翔さんは).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from transcriber.language.readings import Reader
from transcriber.masking.borne_names import is_given_sound, is_surname_sound, is_whole_name, sound_of
from transcriber.masking.personal_spans import PART_BEGINS, Conversation, PersonalSpan
from transcriber.masking.personal_words import PersonalWords
from transcriber.masking.spoken_name_rules import is_relation
from transcriber.minutes.characters import KANJI, hiragana
from transcriber.minutes.personal_data import PersonalKind

_WHO = re.compile(rf"{PART_BEGINS}(?P<name>[ぁ-ん]{{2,5}}|[ァ-ヴー]{{2,6}})[がはも](?P<deed>[^。？?\n]{{1,12}})")
_AT_ONCE = 3
"""Characters at most between a name and what its bearer does: あさひが昇る前に家を出ます is of somebody else."""
_CALLED_SO = re.compile(rf"{PART_BEGINS}(?P<name>[ぁ-ん]{{3,4}}|[ァ-ヴー]{{3,4}})(?:っちゃう(?=[のがはにも、])|ったら)")
_BEFORE_SAN = re.compile(
    rf"(?:{PART_BEGINS}|(?<=[のはがもでにと]))(?P<name>[^、。？?！!「」\s]{{1,3}}?[がを])さん(?=[、。 はがもにをとの\n]|って|です|から)"
)
"""No particle stands before さん: 子がさん for 古賀さん, 年をさん for 敏夫さん."""

_SURNAME_SAID = re.compile(rf"{PART_BEGINS}(?P<name>[ぁ-ん]{{3,5}}|[ァ-ヴー]{{3,5}})です(?=[。、 　\n]|$)")
_WITH_KANA = re.compile(
    rf"(?:{PART_BEGINS}|(?<=[のはがも]))(?P<kanji>[{KANJI}]{{1,2}})(?P<kana>[ぁ-ん]{{1,2}})(?:さん|くん|ちゃん)(?=[、。 はがもにをとの\n]|って|です|$)"
)
_OF_RELATIVE = re.compile(rf"の(?P<kanji>[{KANJI}])(?P<kana>[ぁ-ん])(?=[はがもにの](?![ぁ-ん]*です))")
_KATAKANA = re.compile("[ァ-ヴー]{3,6}")
_WHOLE_SAID = re.compile(
    rf"{PART_BEGINS}(?:はい、?|あ、|えっと、?)?(?P<name>[ぁ-ん]{{5,10}})(?:です|でございます)(?=[。、 　\n]|けど|けれど|が|$)"
)
_LEAST = 3
"""Kana of a name that stands alone."""


def acting_name_spans(talk: Conversation, number: int, words: PersonalWords, reader: Reader) -> Iterator[PersonalSpan]:
    """Names in one utterance."""
    begin = talk.begin(number)
    end = begin + len(talk.said[number].text)
    for m in _WHO.finditer(talk.folded, begin, end):
        deed = words.deeds.search(m["deed"])
        if deed and deed.start() <= _AT_ONCE and _is_borne(m["name"], words, reader):
            yield PersonalSpan(*m.span("name"), PersonalKind.PERSON, "氏名（かなの名とすること）")
    for m in _CALLED_SO.finditer(talk.folded, begin, end):
        if _is_borne(m["name"], words, reader):
            yield PersonalSpan(*m.span("name"), PersonalKind.PERSON, "氏名（ちゃんの聞き違い）")
    for m in _KATAKANA.finditer(talk.folded, begin, end):
        if _is_borne(m[0], words, reader) and _is_only_name(talk, *m.span(), reader):
            yield PersonalSpan(*m.span(), PersonalKind.PERSON, "氏名（カタカナの名）")
    for m in _WHOLE_SAID.finditer(talk.folded, begin, end):
        if is_whole_name(sound_of(m["name"], reader)):
            yield PersonalSpan(*m.span("name"), PersonalKind.PERSON, "氏名（かなの姓と名）")
    for m in _BEFORE_SAN.finditer(talk.folded, begin, end):
        sound = sound_of(m["name"], reader)
        if (is_surname_sound(sound) or is_given_sound(sound)) and not words.relations.search(m["name"]):
            yield PersonalSpan(*m.span("name"), PersonalKind.PERSON, "氏名（さんの前の助詞）")
    for m in _SURNAME_SAID.finditer(talk.folded, begin, end):
        if is_surname_sound(sound_of(m["name"], reader)) and _is_only_name(talk, *m.span("name"), reader):
            yield PersonalSpan(*m.span("name"), PersonalKind.PERSON, "氏名（かなの姓です）")
    for m in _WITH_KANA.finditer(talk.folded, begin, end):
        yield from _with_kana(m, words, reader)
    for word in talk.words(number):
        related = _OF_RELATIVE.match(talk.folded, word.end, end) if is_relation(word, words) else None
        apart = related and len(talk.words_between(related.start("kanji"), related.end("kana"))) > 1  # not 休み
        if related and apart and not words.no_given.fullmatch(related["kanji"]):
            yield from _with_kana(related, words, reader)


def _with_kana(m: re.Match[str], words: PersonalWords, reader: Reader) -> Iterator[PersonalSpan]:
    """広と for 大翔, with whatever reading of its kanji."""
    whole, size = m["kanji"] + m["kana"], len(m["kanji"])
    readings = {"".join(e.morae).replace("ー", "う") for e in reader.edges(m["kanji"]) if e.end - e.start == size}
    named = any(len(r + m["kana"]) >= _LEAST and is_given_sound(r + m["kana"]) for r in readings)
    if named and not (words.no_names.fullmatch(whole) or words.relations.search(whole)):
        yield PersonalSpan(m.start("kanji"), m.end("kana"), PersonalKind.PERSON, "氏名（漢字とかなの名）")


def _is_only_name(talk: Conversation, start: int, end: int, reader: Reader) -> bool:
    """Whether the dictionary holds it as a name of persons or not at all, in either kana, and it is a word of its own."""
    inside = talk.words_between(start, end)
    if inside[0].start != start or inside[-1].end != end:
        return False
    text = talk.text[start:end]
    parts = reader.parts(text) | reader.parts(hiragana(text))
    return all(len(p) > 2 and p[2] == "人名" for p in parts)


def _is_borne(name: str, words: PersonalWords, reader: Reader) -> bool:
    sound = sound_of(name, reader)
    return (
        len(sound) >= _LEAST
        and is_given_sound(sound)
        and not any(p.fullmatch(sound) for p in (words.no_given_kana, words.no_names, words.relations, words.no_given))
    )
