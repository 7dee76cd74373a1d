"""Names of persons that the recogniser wrote as other words: told by where they stand, not by what they are."""

from __future__ import annotations

import re
from collections.abc import Iterator

from transcriber.language.readings import Reader
from transcriber.masking.borne_names import is_given_sound, is_surname_sound, sound_of
from transcriber.masking.personal_spans import Conversation, PersonalSpan
from transcriber.masking.personal_words import PersonalWords
from transcriber.masking.strange_words import STRANGE_ANSWER, are_strange
from transcriber.minutes.characters import KANJI, hiragana
from transcriber.minutes.personal_data import PersonalKind

_BREAK = r"(?:^|(?<=[、。？?！!「」 　\n]))"
_SELF = re.compile(
    rf"{_BREAK}(?:(?:私|わたくし|わたし|あたし)[はが]?、?)?(?P<name>[{KANJI}ぁ-んァ-ヴー]{{2,9}})と(?:申し|もうし)(?:ます|まし)"
)
"""すずきつろしと申します: all from the last break; with an office before it (…課の) it is no client."""

_KANA_TEACHER = re.compile(
    rf"{_BREAK}(?P<name>[ぁ-ん]{{2,5}}|[ァ-ヴー]{{2,6}}|[{KANJI}]{{1,2}}[ぁ-ん]{{1,2}}|[ぁ-ん]{{1,2}}[{KANJI}]{{1,2}})先生[、。にがはもをのと]"
)
_BESIDE = re.compile(
    rf"(?P<name>[{KANJI}]{{0,2}}[ぁ-んァ-ヴー]{{2,5}})(?:さん|サン)(?=[、。がはもにをとの\n]|から|って|です|$)"
)
_ADDRESSED = re.compile(
    rf"(?:{_BREAK}|(?<=[のはがもでにと]))(?P<name>[ぁ-ん]{{2,5}}|(?<=[はが])[ぁ-ん]{{6,8}}|[ァ-ヴー]{{2,6}})(?:さん|サン)(?=[、。 がはもにをとの\n]|から|って|です|でいら|でした|ありがと|$)"
)
_VOICELESS = {"ご": "こ"}
"""ごだまさん for 児玉さん."""

_SENTENCE = re.compile("[。？?]|か[ 　]")
_NAME_IS = re.compile(
    rf"(?:名前|氏名)(?:は|って|、)[、 ]?(?P<name>[{KANJI}ぁ-んァ-ヴー]{{1,5}}?)(?:です|といい|と言い)"
)
_ANSWER = re.compile(
    r"(?:あ?はい|はぁ|はあ|ええと?|えっと|えー|あの|[、。 　])*(?P<name>[^、。？?\s]{3,10}?)(?:です|でございます)(?:けど|けれども?|が)?(?:[。、\n]|$)"
)
"""All of the answer: エンドを踏み込です for 遠藤文子です."""

_ONLY_OPENS = re.compile("(?:あ?はい|ええと?|えっと|えーっ?と?|うん|あの|[、。 　])+\n")

_OF_NAMES = ("名詞", "助詞", "動詞", "接尾辞", "接頭辞", "形容詞", "形状詞")
"""What the recogniser makes of a name: 青きさおりです for 青木沙織."""

_QUESTION = 16
"""Characters of a question behind the word for a name."""

_ENDS_PLAIN = re.compile("[のなたるいうくすてでがはをもにと]$")


def misheard_name_spans(
    talk: Conversation, number: int, words: PersonalWords, reader: Reader
) -> Iterator[PersonalSpan]:
    """Names in one utterance."""
    begin = talk.begin(number)
    end = begin + len(talk.said[number].text)
    for m in _SELF.finditer(talk.text, begin, end):
        if "の" not in m["name"][1:] and not words.no_names.fullmatch(m["name"]):
            yield _span(m, "氏名（名乗り、聞き違い）")
    for m in _KANA_TEACHER.finditer(talk.text, begin, end):
        if not _ENDS_PLAIN.search(m["name"]) and _is_free(m["name"], words) and not _plain(talk, m):
            yield _span(m, "氏名（先生、聞き違い）")
    for word in talk.words(number):
        if words.relations.fullmatch(word.surface) and talk.after(word.end, 1) == "の":
            beside = _BESIDE.match(talk.text, word.end + 1, end)
            if beside and _is_free(beside["name"], words) and not _plain(talk, beside):
                yield _span(beside, "氏名（続柄とさん、聞き違い）")
    for at in (begin, *(m.end() for m in _SENTENCE.finditer(talk.text, begin, end))):
        answer = _ANSWER.match(talk.text, at, end) if name_was_asked(talk, at, words) else None
        if answer and _is_free(answer["name"], words) and _only_names(talk, answer, words, reader):
            yield _span(answer, "氏名（名前を聞かれて、聞き違い）")
    for m in _ADDRESSED.finditer(talk.text, begin, end):
        listed = any(len(p) > 3 and p[2] == "人名" for p in reader.parts(m["name"]))
        odd = (
            len(m["name"]) >= 3
            and re.match("[ぁ-ん]", m["name"]) is not None
            and (
                not m["name"].startswith(("お", "ご"))
                or is_surname_sound(_VOICELESS.get(m["name"][0], "お") + m["name"][1:])
            )
        )
        called = m[0].endswith("サン") and len(m["name"]) >= 3  # ハマダサン
        borne = len(m["name"]) >= 3 and is_given_sound(sound_of(m["name"], reader))  # サナエ is a plant as well
        if (listed or odd or called or borne) and _is_free(m["name"], words) and (borne or not _plain(talk, m)):
            yield _span(m, "氏名（かなとさん）")
    for m in _NAME_IS.finditer(talk.text, begin, end):
        sound = hiragana(reader.kana(m["name"]) or m["name"]).replace("を", "お")
        thing = words.things_named.search(talk.folded[begin : m.start()].removesuffix("お"))
        listed = any(len(p) > 3 and p[2] == "人名" for p in reader.parts(sound))
        if listed and not thing and _is_free(m["name"], words) and _is_free(sound, words):
            yield _span(m, "氏名（名前は、聞き違い）")


def name_was_asked(talk: Conversation, begin: int, words: PersonalWords) -> bool:
    """Whether what stands before an utterance asks for the name of a person."""
    begin = _before_openings(talk, begin)
    first = max(0, begin - 80)
    asked = re.search(
        rf"(?:{words.name_asked})[^。\n]{{0,24}}(?:\n[^。\n]{{0,20}}?)?(?:[。？?][\n 　]?|\n|か[ 　])$",
        talk.folded[first:begin],
    )
    if asked is None:
        return _asked_by_sound(talk, begin, words)
    return not words.things_named.search(talk.before(first + asked.start(), 12))


def _before_openings(talk: Conversation, begin: int) -> int:
    """Before the utterances right before one that only say はい."""
    number = talk.place(begin)[0]
    while (
        talk.begin(number) == begin and number > 0 and _ONLY_OPENS.fullmatch(talk.folded, talk.begin(number - 1), begin)
    ):
        number -= 1
        begin = talk.begin(number)
    return begin


def _asked_by_sound(talk: Conversation, begin: int, words: PersonalWords) -> bool:
    """Whether the utterance before sounds like such a question: プルネームを浮かがってもいいですか, ご主人のおだがえは."""
    number = talk.place(begin)[0]
    if number == 0 or talk.begin(number) != begin:
        return False
    for start, end in talk.sounding(words.name_asked_sound, (number - 1,)):
        rest = talk.folded[end : begin - 1]
        if len(rest) <= _QUESTION and "。" not in rest[:-1] and not words.things_named.search(talk.before(start, 12)):
            return True
    return False


def _only_names(talk: Conversation, m: re.Match[str], words: PersonalWords, reader: Reader) -> bool:
    """Whether nothing in it says that it is a sentence; what a particle joins must be strange: エンドを踏み込, not 前と同じ."""
    start, end = m.span("name")
    inside = talk.words_between(start, end)
    digits = sum(c.isdecimal() for c in m["name"])
    if not inside or words.no_names.fullmatch(inside[-1].surface) or inside[0].part[2] == "副詞可能":
        return False  # 月曜の先生, 今年はたち
    behind = talk.text[end : end + 2]
    if any(w.part[0] == "助詞" for w in inside[:-1]) and not are_strange(m["name"], behind, reader, STRANGE_ANSWER):
        return False
    return all(w.part[0] in _OF_NAMES for w in inside) and digits * 2 < end - start


def _span(m: re.Match[str], rule: str) -> PersonalSpan:
    return PersonalSpan(m.start("name"), m.end("name"), PersonalKind.PERSON, rule)


def _is_free(name: str, words: PersonalWords) -> bool:
    """Whether it is nothing else that people are called or that belongs to them."""
    return not (
        words.no_names.fullmatch(name)
        or words.no_given_kana.fullmatch(name)
        or words.relations.search(name)
        or name.endswith("だけ")
        or words.no_given.fullmatch(name)
    )


def _plain(talk: Conversation, m: re.Match[str]) -> bool:
    """Whether it is made of one ordinary word: ヘルパーさん."""
    start, end = m.span("name")
    inside = talk.words_between(start, end)
    whole = len(inside) == 1 and inside[0].start == start and inside[0].end >= end
    return (whole and inside[0].known and inside[0].part[1] != "固有名詞") or any(
        w.part[0] in ("連体詞", "代名詞", "感動詞", "副詞", "接続詞") for w in inside[:1]
    )
