"""Names of persons told by a sentence that only a name fits into, whatever words the recogniser made of it.

私のことです、またみよいです; うちの娘、三つごと言うんですが; ご主人のお名前は、毎です; 前の職場のみゅうがヤスオさんに; 石井県日産に (健一さんに).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from transcriber.language.readings import Reader
from transcriber.masking.borne_names import is_given_sound, is_surname_sound, sound_of
from transcriber.masking.personal_spans import WORD_CHARACTER, Conversation, PersonalSpan
from transcriber.masking.personal_words import PersonalWords
from transcriber.masking.spoken_name_rules import is_given, is_relation, is_surname, speaks_of_relative
from transcriber.minutes.characters import KANJI
from transcriber.minutes.personal_data import PersonalKind

_BREAK = r"(?:^|(?<=[、。？?！!「」 　\n]))"
_MYSELF = re.compile(
    rf"(?:私|わたし|自分|本人)のこと(?:です|なんです)[、。 \n]+(?P<name>{WORD_CHARACTER}{{3,10}}?)(?:です|と申し|といい)"
)
_SELF = re.compile(rf"{_BREAK}(?P<name>[\d{KANJI}ぁ-んァ-ヴー]{{2,10}})と(?:申し|もうし)(?:ます|まし)")
"""Also 1日はタツヤと申します, for 市川達也."""

_CALLED = re.compile(
    rf"(?:さん)?[のはがね、。 ]{{1,3}}(?P<name>{WORD_CHARACTER}{{1,8}}?)(?:(?:ご?と|って)(?:言|い|ゆ)(?:うん|うの|うです|いま)|って[人子方])"
)
_NAMED = re.compile(
    rf"(?:さん)?のお?(?:名前|氏名)[はがって、 ]{{1,3}}(?P<name>{WORD_CHARACTER}{{1,6}}?)(?:です|でございます|とい|と言)"
)
_BESIDE = r"(?P<name>[^、。？?！!「」 のを]{2,9}?)(?:さん|サン)(?=[にがはもをとのへ、。\n]|から|って|です|$)"
_KANA_RELATED = re.compile(r"(?:さん)?の(?P<name>[ぁ-ん]{3,5}?)(?=[がはもに](?![ぁ-ん]{0,1}です))")
_CHILD = re.compile(r"(?:女|男)の子で、?(?P<name>[ぁ-ん]{2,5}?)(?=です|って(?!て)|とい[いう]|と言)")
_CALLED_IN_SENTENCE = re.compile(r"(?P<name>[ァ-ヴー]{2,6})(?:って|と)(?:言|い|ゆ)う(?:ん|の)(?:です|だ|で)")
_OF_TALK = ("動詞", "形容詞", "助動詞", "副詞", "代名詞", "連体詞")
_ALONE = re.compile("[はがもをにとの、。 \\n]|って|です|だけ|から|まで")
_HONORIFIC_SOUND = "さん"


def told_name_spans(talk: Conversation, number: int, words: PersonalWords, reader: Reader) -> Iterator[PersonalSpan]:
    """Names in one utterance, and of an answer in the next."""
    begin = talk.begin(number)
    end = begin + len(talk.said[number].text)
    for m in _MYSELF.finditer(talk.folded, begin, end + 1 + len(_next(talk, number))):
        if not _one_word(talk, *m.span("name")) and not _sentence(talk, *m.span("name")):
            yield _span(m, "氏名（私のことです）")
    for m in _SELF.finditer(talk.folded, begin, end):
        if not (
            words.never_in_names.search(m["name"]) or "の" in m["name"] or words.no_given_kana.fullmatch(m["name"])
        ):
            yield _span(m, "氏名（名乗り、聞き違い）")
    for word in talk.words(number):
        if is_relation(word, words):
            for pattern in (_CALLED, _NAMED):
                told = pattern.match(talk.folded, word.end, end)
                if told and not words.no_name_answers.match(told["name"]) and not _says(talk, told, words, reader):
                    yield _span(told, "氏名（という、聞き違い）")
    yield from _beside(talk, number, words)
    yield from _honorific_lost(talk, number)
    yield from _out_of_place(talk, number, words)
    yield from _kana_given(talk, number, words, reader)
    yield from _kana_related(talk, number, words)
    yield from _in_a_family(talk, number, words)


def _in_a_family(talk: Conversation, number: int, words: PersonalWords) -> Iterator[PersonalSpan]:
    """女の子でみようです; 上の子が中学1年でハルトって言うんですけど: in a sentence about a relative, where only a name stands."""
    begin = talk.begin(number)
    end = begin + len(talk.said[number].text)
    row = talk.words(number)
    for m in _CHILD.finditer(talk.folded, begin, end):
        inside = talk.words_between(*m.span("name"))
        if inside[0].part[0] == "動詞" or not _one_word(talk, *m.span("name")):  # みよう for みう
            yield _span(m, "氏名（子のこと、聞き違い）")
    for m in _CALLED_IN_SENTENCE.finditer(talk.folded, begin, end):
        since = max(talk.folded.rfind(mark, begin, m.start()) for mark in "。？！")
        of_relative = any(since < w.start < m.start() and speaks_of_relative(row, n, words) for n, w in enumerate(row))
        if of_relative and not _one_word(talk, *m.span("name")):
            yield _span(m, "氏名（家族のこと、という）")


def _kana_related(talk: Conversation, number: int, words: PersonalWords) -> Iterator[PersonalSpan]:
    """隣のみしだが: behind a relation, kana that make no word."""
    for word in talk.words(number):
        if not is_relation(word, words):
            continue
        m = _KANA_RELATED.match(talk.folded, word.end)
        if m is None or words.no_given_kana.match(m["name"]) or words.no_names.fullmatch(m["name"]):
            continue
        inside = talk.words_between(*m.span("name"))
        odd = inside[-1].part[0] == "名詞" and not any(w.part[0] in _OF_TALK for w in inside)
        if len(inside) > 1 and (odd or is_surname_sound(m["name"]) or is_given_sound(m["name"])):
            yield _span(m, "氏名（続柄とかなの名）")


def _beside(talk: Conversation, number: int, words: PersonalWords) -> Iterator[PersonalSpan]:
    """前の職場のみゅうがヤスオさんに: all between how one knows somebody and さん."""
    begin = talk.begin(number)
    text = talk.folded[begin : begin + len(talk.said[number].text)]
    for m in re.finditer(rf"(?:{words.beside_names})の{_BESIDE}", text):
        start, end = begin + m.start("name"), begin + m.end("name")
        called = (
            words.no_names.fullmatch(m["name"])
            or re.search(f"(?:{words.never_in_names.pattern})$", m["name"])
            or words.relations.search(m["name"])
        )
        if not called and not _known_noun(talk, start, end):
            yield PersonalSpan(start, end, PersonalKind.PERSON, "氏名（つながりとさん、聞き違い）")


def _next(talk: Conversation, number: int) -> str:
    return talk.said[number + 1].text if number + 1 < len(talk.said) else ""


def _span(m: re.Match[str], rule: str) -> PersonalSpan:
    return PersonalSpan(m.start("name"), m.end("name"), PersonalKind.PERSON, rule)


def _says(talk: Conversation, m: re.Match[str], words: PersonalWords, reader: Reader) -> bool:
    """Whether it is what somebody says or has (息子が嫌だって言うんです, 父は認知症と言うんですが), or what people are called."""
    inside = talk.words_between(*m.span("name"))
    last = inside[-1]
    if any(is_surname(w) or is_given(w) for w in inside) or _listed(m["name"], reader):
        return False
    return bool(
        words.relations.fullmatch(m["name"])
        or words.no_names.fullmatch(m["name"])
        or words.no_given_kana.fullmatch(m["name"])
        or any(w.part[0] in (*_OF_TALK, "感動詞", "接続詞") for w in inside)
        or any(w.part[0] == "形状詞" and w.surface != w.kana for w in inside)  # きょうこ is one as well: 強固
        or any(w.part[0] == "助詞" for w in inside[:-1])
        or (last.known and last.part[1] == "普通名詞" and re.fullmatch(f"[{KANJI}]{{2,}}", last.surface))
    )


def _listed(name: str, reader: Reader) -> bool:
    """Whether the dictionary holds it as the name of a person."""
    return any(len(p) > 2 and p[2] == "人名" for p in reader.parts(name))


def _sentence(talk: Conversation, start: int, end: int) -> bool:
    """Whether it is another sentence about oneself: 仕事の相談, もう限界, 生活が大変."""
    inside = talk.words_between(start, end)
    last = inside[-1]
    if any(is_surname(w) or is_given(w) for w in inside):
        return False
    return bool(
        inside[0].part[0] in ("代名詞", "連体詞", "形状詞")
        or [w.part[0] for w in inside] == ["副詞", "形容詞"]
        or any(w.part[0] == "助動詞" or w.surface in ("は", "が", "を", "に", "も", "で", "ん") for w in inside)
        or last.part[0] == "形状詞"
        or (last.known and last.part[1] == "普通名詞" and re.fullmatch(f"[{KANJI}]{{2,}}", last.surface))
    )


def _known_noun(talk: Conversation, start: int, end: int) -> bool:
    """Whether all of it are ordinary nouns: 職場の上司さん."""
    return all(
        w.known and w.part[1] in ("普通名詞", "助詞") or w.part[0] in ("接尾辞", "接頭辞")
        for w in talk.words_between(start, end)
    )


def _one_word(talk: Conversation, start: int, end: int) -> bool:
    inside = talk.words_between(start, end)
    return len(inside) == 1 and inside[0].known and inside[0].part[1] != "固有名詞"


def _out_of_place(talk: Conversation, number: int, words: PersonalWords) -> Iterator[PersonalSpan]:
    """Words that nobody says there: 主人の踏み込が, 飲むが先生に, では、まださん、."""
    row = talk.words(number)
    begin = talk.begin(number)
    for i, word in enumerate(row):
        before = row[i - 1].surface if i else ""
        behind = [w.surface for w in row[i + 1 : i + 3]]
        opens = not i or re.search("[、。？?！! 　]$", talk.text[begin : word.start]) is not None
        related = i > 1 and before == "の" and is_relation(row[i - 2], words)
        verb = word.part[0] == "動詞" and behind[:1] == ["が"]
        if verb and related:
            yield PersonalSpan(word.start, word.end, PersonalKind.PERSON, "氏名（続柄、聞き違い）")
        elif verb and opens and behind == ["が", "先生"]:
            yield PersonalSpan(word.start, row[i + 1].end, PersonalKind.PERSON, "氏名（先生、聞き違い）")
        elif (
            word.part[0] == "副詞"
            and opens
            and behind[:1] == ["さん"]
            and talk.text[row[i + 1].end : row[i + 1].end + 1] in "、はがにものと"
        ):
            yield PersonalSpan(word.start, word.end, PersonalKind.PERSON, "氏名（さん、聞き違い）")


def _honorific_lost(talk: Conversation, number: int) -> Iterator[PersonalSpan]:
    """石井県日産に: behind a surname, up to a word that ends in the sound of さん."""
    row = talk.words(number)
    for i, word in enumerate(row):
        if not is_surname(word):
            continue
        last = i + 1
        while (
            last < min(len(row), i + 4)
            and row[last].part[0] in ("名詞", "接尾辞", "接頭辞")
            and row[last].surface != "さん"
        ):
            last += 1
        if (
            last > i + 1
            and row[last - 1].kana.endswith(_HONORIFIC_SOUND)
            and last < len(row)
            and row[last].part[0] == "助詞"
        ):
            yield PersonalSpan(word.start, row[last - 1].end, PersonalKind.PERSON, "氏名（さんの聞き違い）")


def _kana_given(talk: Conversation, number: int, words: PersonalWords, reader: Reader) -> Iterator[PersonalSpan]:
    """ようこ, 剛志: a word that is nothing but a given name, with no other noun beside it."""
    row = talk.words(number)
    for i, word in enumerate(row):
        least = 3 if word.surface == word.kana else 2
        if (
            len(word.surface) < least
            or not is_given(word)
            or (i and row[i - 1].part[0] in ("名詞", "接頭辞", "接尾辞"))
        ):
            continue
        only = all(len(p) > 3 and p[2] == "人名" for p in reader.parts(word.surface))
        only = only and (word.surface == word.kana or is_given_sound(sound_of(word.surface, reader)))
        if only and not words.no_given_kana.fullmatch(word.surface) and _ALONE.match(talk.after(word.end, 2) + "\n"):
            yield PersonalSpan(word.start, word.end, PersonalKind.PERSON, "氏名（名だけの語）")
