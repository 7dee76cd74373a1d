"""Names of persons as they stand in plain talk: うちの健太が, 弟です、京子は, 担任は野村です; those without an honorific beside them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from transcriber.language.readings import Reader, Word
from transcriber.masking.personal_spans import Conversation, PersonalSpan
from transcriber.masking.personal_words import PersonalWords
from transcriber.minutes.characters import KANJI
from transcriber.minutes.personal_data import PersonalKind

_KANA_NAME = re.compile("[ぁ-んー]{2,5}")
_KANJI_NAME = re.compile(f"[{KANJI}]{{1,3}}")
_ON = re.compile("[がはもをにと、。]|って|から|まで|の(?:こと|ほう)|です|だ[。、っ]")
"""What follows a name: a particle, 「です」, the end."""

_CALLED = re.compile(
    f"(?:^|(?<=[、。がはの\n ]))(?P<name>[{KANJI}]{{1,3}})(?=(?:っていう|という|って言う|と言う)(?:ん|の|子|人|名前))"
)
_COPULA = re.compile("(?:なん|の)?(?:です|でして|だ)(?:けど|けれど(?:も)?|が|ね|よ|ので|から)*[、。]?")
_CHILDREN = ("女の子", "男の子")
_IS_CALLED = re.compile("です|でして|でございます|って(?!て)|とい[いう]|と[言申]")
_SAME_SENTENCE = 30
"""Characters behind a relative within which a sentence goes on to say who it is."""

_MYSELF = re.compile("です(?:けど|けれど|が(?!、?(?:何|どう)))")
_GAP = re.compile("[のは、]|が、?|って、?|、名前は|名は")


def spoken_name_spans(talk: Conversation, number: int, words: PersonalWords, reader: Reader) -> Iterator[PersonalSpan]:
    """Names in one utterance."""
    row = talk.words(number)
    yield from _called(talk, number, words, reader)
    relative = -_SAME_SENTENCE
    for i, word in enumerate(row):
        if word.surface in "。？！?!":
            relative = -_SAME_SENTENCE
        elif (
            word.start - relative < _SAME_SENTENCE
            and talk.text.endswith("で、", 0, word.start)
            and word.part[0] == "名詞"
            and len(word.surface) > 1
            and _may_be(word, words, reader)
            and not is_relation(word, words)
            and _IS_CALLED.match(talk.after(word.end, 5))
        ):
            yield PersonalSpan(word.start, word.end, PersonalKind.PERSON, "氏名（家族のあと）", "")
        if speaks_of_relative(row, i, words):
            relative = word.end
        yield from _of_household(talk, row, i, words, reader)
        if relation_ending(row, i, words) or is_one_of_children(row, i):
            yield from _kana_after_relation(talk, row, i, words, reader)
            yield from _turned_round(talk, row, i, words, reader)
        if is_surname(word) and _MYSELF.match(talk.after(word.end, 8)) and not _place(row, i):
            yield PersonalSpan(word.start, word.end, PersonalKind.PERSON, "氏名（名乗り、ですけど）", "")


def _called(talk: Conversation, number: int, words: PersonalWords, reader: Reader) -> Iterator[PersonalSpan]:
    """舞っていうんですけど, which the analyser takes for 舞って."""
    begin = talk.begin(number)
    for m in _CALLED.finditer(talk.text, begin, begin + len(talk.said[number].text)):
        if _listed(m["name"], reader) and not words.no_given.fullmatch(m["name"]):
            yield PersonalSpan(m.start("name"), m.end("name"), PersonalKind.PERSON, "氏名（っていう）", "")


def short_name_spans(
    talk: Conversation, number: int, known: Mapping[str, str], words: PersonalWords
) -> Iterator[PersonalSpan]:
    """Names of one character that were told elsewhere, where they stand as words of their own."""
    for word in talk.words(number):
        told = len(word.surface) == 1 and word.surface in known and word.part[0] == "名詞"
        if (
            told
            and (is_name(word) or not words.no_given.fullmatch(word.surface))
            and _ON.match(talk.after(word.end, 4))
        ):
            yield PersonalSpan(word.start, word.end, PersonalKind.PERSON, "氏名（前に出た名）", known[word.surface])


def is_surname(word: Word) -> bool:
    """Whether the analyser takes a word for a surname."""
    return len(word.part) > 3 and word.part[3] == "姓"


def is_given(word: Word) -> bool:
    """Whether it takes it for a given name."""
    return len(word.part) > 3 and word.part[2] == "人名" and word.part[3] != "姓"


def is_name(word: Word) -> bool:
    """Whether it takes it for the name of a person."""
    return len(word.part) > 2 and word.part[2] == "人名"


def is_relation(word: Word, words: PersonalWords) -> bool:
    """A word for a relative or the like, also as the recogniser may write it: ムスコ, まご, おっと."""
    kana = word.surface != word.normal and re.fullmatch("[ぁ-んァ-ヴー]+", word.surface) is not None
    if any(words.relations.fullmatch(w) for w in ((word.surface, word.normal) if kana else (word.surface,))):
        return True
    return word.kana in words.relation_sounds


def as_role(relation: str) -> str:
    """What a relation says of who bears a name behind it."""
    return f"相談者の{relation.removeprefix('お').removesuffix('さん').removesuffix('ちゃん')}"


def relation_ending(row: Sequence[Word], i: int, words: PersonalWords) -> str:
    """The relation that ends with a word, which the analyser may cut into three: お|ばあ|ちゃん; empty if none does."""
    if is_relation(row[i], words):
        return row[i].surface
    for first in range(max(0, i - 2), i):
        inside = row[first : i + 1]
        text = "".join(w.surface for w in inside)
        if all(a.end == b.start for a, b in pairwise(inside)) and words.relations.fullmatch(text):
            return text
    return ""


def _of_household(
    talk: Conversation, row: Sequence[Word], i: int, words: PersonalWords, reader: Reader
) -> Iterator[PersonalSpan]:
    """うちの健太が: nobody calls a thing of the house by what the dictionary takes for a given name."""
    if not words.household.fullmatch(row[i].surface) or i + 2 >= len(row) or row[i + 1].surface != "の":
        return
    begin = row[i + 2].start
    for last in reversed(row[i + 2 : i + 5]):
        name = talk.text[begin : last.end]
        kana = _KANA_NAME.fullmatch(name) is not None
        if not kana and not _KANJI_NAME.fullmatch(name):
            continue
        named = (last.start == begin and is_name(last)) or _listed(name, reader)
        common = words.no_given_kana if kana else words.no_given
        if named and not common.fullmatch(name) and _ON.match(talk.after(last.end, 4)):
            yield PersonalSpan(begin, last.end, PersonalKind.PERSON, "氏名（うちの）", "相談者の家族")
            return


def _kana_after_relation(
    talk: Conversation, row: Sequence[Word], i: int, words: PersonalWords, reader: Reader
) -> Iterator[PersonalSpan]:
    """妹のつばさも: a word in hiragana right behind a relation that is nothing a relative has."""
    at = i + 1
    gap = _GAP.match(talk.after(row[i].end, 5))
    if gap is None:
        return
    begin = row[i].end + gap.end()
    while at < len(row) and row[at].start < begin:
        at += 1
    if at >= len(row) or row[at].start != begin:
        return
    last = at  # たくみ, or what the analyser cut it into
    while last < len(row) and _KANA_NAME.fullmatch(talk.text[begin : row[last].end]) and row[last].part[0] != "助詞":
        last += 1
    for end in range(last, at, -1):
        name = talk.text[begin : row[end - 1].end]
        whole = end == at + 1
        listed = _listed(name, reader)
        direct = gap[0] == "の" and whole and row[at].part[0] in ("名詞", "代名詞", "形状詞")
        if (
            _KANA_NAME.fullmatch(name)
            and (listed or direct)
            and not words.no_given_kana.fullmatch(name)
            and _ON.match(talk.after(row[end - 1].end, 4))
        ):
            role = as_role(relation_ending(row, i, words) or row[i].surface)
            yield PersonalSpan(begin, row[end - 1].end, PersonalKind.PERSON, "氏名（続柄とかなの名）", role)
            return


def _turned_round(
    talk: Conversation, row: Sequence[Word], i: int, words: PersonalWords, reader: Reader
) -> Iterator[PersonalSpan]:
    """弟です、京子は／野村です、担任は"""
    relation = row[i]
    role = f"相談者の{relation.surface.removeprefix('お')}"
    behind = _COPULA.match(talk.after(relation.end, 14))
    if behind:
        begin = relation.end + behind.end()
        name = next((w for w in row if w.start == begin), None)
        if name and _may_be(name, words, reader) and re.match("[はがも]|って", talk.after(name.end, 2)):
            yield PersonalSpan(name.start, name.end, PersonalKind.PERSON, "氏名（続柄が先）", role)
    if re.match("[はがも]", talk.after(relation.end, 1)):
        name = next(
            (w for w in row if w.end <= relation.start and _COPULA.fullmatch(talk.text[w.end : relation.start])), None
        )
        if name and _may_be(name, words, reader):
            yield PersonalSpan(name.start, name.end, PersonalKind.PERSON, "氏名（続柄が後）", role)


def is_one_of_children(row: Sequence[Word], i: int) -> bool:
    """Whether it is 子 of 下の子."""
    return (
        i > 1 and row[i].surface == "子" and row[i - 1].surface == "の" and row[i - 2].surface in ("上", "下", "真ん中")
    )


def speaks_of_relative(row: Sequence[Word], i: int, words: PersonalWords) -> bool:
    """Whether a word says that a relative is spoken of: 娘, 下の子, 女の子."""
    return is_relation(row[i], words) or is_one_of_children(row, i) or row[i].surface in _CHILDREN


def _may_be(word: Word, words: PersonalWords, reader: Reader) -> bool:
    return is_name(word) or (_listed(word.surface, reader) and not words.no_given.fullmatch(word.surface))


def _listed(name: str, reader: Reader) -> bool:
    """Whether the dictionary holds it as a given name, whatever else it may be."""
    return any(len(p) > 3 and p[2] == "人名" and p[3] != "姓" for p in reader.parts(name))


def _place(row: Sequence[Word], i: int) -> bool:
    """Whether it is a part of a longer name of a place or an office."""
    return (
        i > 0
        and row[i - 1].part[0] in ("名詞", "接頭辞")
        and row[i - 1].end == row[i].start
        and not is_name(row[i - 1])
    )
