"""Names of persons in set sentences of people who talk to each other: who they were before, how they greet, how they want to be called.

急生は吉岡です、今は石だですけど (旧姓は吉岡です、今は石田ですけど); あいしがです、お世話になっております; つだと呼んでください; 保健市のおざきです
(保健師の尾崎です); 上が登り、下が千春です; おくさまは夕方さんでいらっしゃいますね; 前の音は高き言うこといって (前の夫は高木裕子といって).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from transcriber.language.readings import Reader
from transcriber.masking.borne_names import is_given_sound, is_surname_sound, sound_of, sounds_like_name
from transcriber.masking.personal_spans import PART_BEGINS, WORD_CHARACTER, Conversation, PersonalSpan
from transcriber.masking.personal_words import PersonalWords
from transcriber.masking.spoken_name_rules import is_name, is_surname
from transcriber.masking.strange_words import are_strange
from transcriber.minutes.personal_data import PersonalKind

_IS = r"(?:です|でして|でした|だった|だ(?=[。、けがよ])|といい|と言い)"
_WAS = re.compile(rf"[はがも]、?(?P<name>{WORD_CHARACTER}{{1,6}}?){_IS}")
_IS_NOW = re.compile(rf"(?:今|いま|現在)は、?(?P<name>{WORD_CHARACTER}{{1,6}}?)(?:です|だ(?=[。けがよ])|に(?:なり|戻))")
_NOW_NEAR = 30
"""Characters behind the name of before within which that of now follows."""

_GREETS = re.compile(
    rf"{PART_BEGINS}(?:あっ?(?=、)|はい|もしもし|どうも|[、 　])*(?P<name>{WORD_CHARACTER}{{2,8}}?)です(?:けど|けれども?|が)?[。、 　]*"
    r"(?:いつも|先日は?|先ほどは?|この(?:前|間)は)?、?(?:大変|本当に)?、?お世話に"
)
_TO_BE_CALLED = re.compile(
    rf"(?:{PART_BEGINS}|(?<=[はも]))(?P<name>{WORD_CHARACTER}{{2,8}}?)(?:さん)?(?:と|って)(?:お呼び|[呼読]んで(?:くださ|いただ|もら|ほし|くれ))"
)
_ARE_YOU = re.compile(
    rf"(?:{PART_BEGINS}|(?<=[はがのも]))(?P<name>{WORD_CHARACTER}{{2,8}}?)(?:さん|様|さま)でいらっしゃ"
)
_INTRODUCES = re.compile(rf"の(?P<name>{WORD_CHARACTER}{{2,5}}?)(?:です(?!か)|でございます|と申し)")
_JOB_AND_NAME = re.compile(r"(?=です|でございます|が(?!、)|さん|先生|と申|とい|に(?!は?な)|から|は|も|、|。|\n|$)")
_WHOSE = re.compile(
    rf"{PART_BEGINS}(?:あ、|はい、?)?(?P<name>[^、。？?！!「」\sの]{{2,4}})の(?:家内|かない|妻|つま|主人|夫|母|父|息子|娘|身内)です(?=[。、 　\n]|が|けど|$)"
)
"""馬場の家内です."""

_WAS_CALLED = re.compile(
    rf"(?:{PART_BEGINS}|(?<=[はがも]))(?P<name>[^、。？?！!「」はが\s]{{2,6}}?)(?:と|って)(?:言|い)いました"
)
_ELDEST = re.compile(rf"[上下]の(?:子|ほう|方)[がは]、?(?P<name>{WORD_CHARACTER}{{2,5}}?)(?:で、|でして|です)")
_AS_TWO = re.compile(
    rf"(?:{PART_BEGINS}|(?<=[はも]))(?P<name>{WORD_CHARACTER}{{1,5}}?)と(?:二人|ふたり)(?:きり|切り|暮らし|だけ|で暮)"
)
_ECHOED = re.compile(rf"ですか[、。？? ]+(?P<name>{WORD_CHARACTER}{{2,6}}?)です(?=[。、 　\n]|$)")
_WRITTEN = re.compile(rf"(?:下の)?名前は、?(?P<name>{WORD_CHARACTER}{{1,6}}?)(?:と|って)(?:書[いきく]|かき|読み)")
_ELDER = re.compile(
    rf"(?:上(?:の子)?|[母父兄姉弟妹]親?)[がは]、?(?P<elder>{WORD_CHARACTER}{{1,6}}?)で?、[ 　]?(?:下(?:の子)?|[母父兄姉弟妹]親?)[がは]、?(?P<younger>{WORD_CHARACTER}{{1,6}}?)(?:です|で、|という|といい|と言い)"
)
_SAID_SO = re.compile(
    r"[とト](?:い|言)って(?=[、。 　])|[とト](?:い|言)いまして|って(?:人|ひと)(?=[がにをとはで]|から)"
)
_IN_PLACE_OF = re.compile(r"に(?:なって|頼[んみ]|お願い)")
_LONGEST_WHOLE, _LONGEST_GIVEN, _SHORTEST_SOUND = 10, 3, 5
"""Characters of a whole name and of a given name, and kana from which on what sounds like one is no chance."""


def framed_name_spans(talk: Conversation, number: int, words: PersonalWords, reader: Reader) -> Iterator[PersonalSpan]:
    """Names in one utterance, and the name of now in the next."""
    begin = talk.begin(number)
    end = begin + len(talk.said[number].text)
    yield from _former_names(talk, number, words, reader)
    for pattern, rule in (
        (_GREETS, "氏名（お世話になっております）"),
        (_TO_BE_CALLED, "氏名（と呼んでください）"),
        (_ARE_YOU, "氏名（さんでいらっしゃいますか）"),
    ):
        for m in pattern.finditer(talk.folded, begin, end):
            if _may_name(talk, m, words):
                yield _span(*m.span("name"), rule)
    for m in _ELDER.finditer(talk.folded, begin, end):
        both = (m["elder"], m["younger"])
        described = any(
            "形状詞" in w.part[0] or w.part[2] == "形状詞可能"
            for g in ("elder", "younger")
            for w in talk.words_between(*m.span(g))
        )
        if described or any(words.no_child.search(n) for n in both):
            continue
        if any(_sounds_given(n, reader) for n in both):
            yield from (_span(*m.span(group), "氏名（上が、下が）") for group in ("elder", "younger"))
    for m in _ELDEST.finditer(talk.folded, begin, end):
        if _is_noun_of_name(talk, m, words, reader):
            yield _span(*m.span("name"), "氏名（上の子が）")
    for m in _AS_TWO.finditer(talk.folded, begin, end):
        if _may_name(talk, m, words) and sounds_like_name(m["name"], words, reader):
            yield _span(*m.span("name"), "氏名（と二人きり）")
    for m in _ECHOED.finditer(talk.folded, begin, end):
        related = re.search(f"(?:{words.relations.pattern})$", talk.folded[begin : m.start()])
        if related and _may_name(talk, m, words) and sounds_like_name(m["name"], words, reader):
            yield _span(*m.span("name"), "氏名（続柄ですか）")
    for m in _WRITTEN.finditer(talk.folded, begin, end):
        if _may_name(talk, m, words) and not words.things_named.search(talk.folded[begin : m.start()]):
            yield _span(*m.span("name"), "氏名（と書きます）")
    for m in _WHOSE.finditer(talk.folded, begin, end):
        if _is_surname_like(talk, m, reader) and _may_name(talk, m, words) and _is_no_noun(talk, m, reader):
            yield _span(*m.span("name"), "氏名（の家内です）")
    for m in _WAS_CALLED.finditer(talk.folded, begin, end):
        inside = talk.words_between(*m.span("name"))
        one = inside[0].start == m.start("name") and inside[0].end == m.end("name")
        kana = re.fullmatch("[ぁ-んァ-ヴー]{3,6}", m["name"]) and is_surname_sound(sound_of(m["name"], reader))
        named = inside[0].part[1] == "固有名詞" and bool(reader.surnames(m["name"])) if one else kana
        if named and _may_name(talk, m, words):
            yield _span(*m.span("name"), "氏名（といいました）")
    yield from _with_jobs(talk, number, words, reader)
    yield from _whole_names(talk, number, words, reader)


def _is_noun_of_name(talk: Conversation, m: re.Match[str], words: PersonalWords, reader: Reader) -> bool:
    """勇気 in 「上の子が勇気で、」: no child is that; but 元気, 静か."""
    inside = talk.words_between(*m.span("name"))
    described = any(w.part[0] == "形状詞" or w.part[2] in ("形状詞可能", "副詞可能") for w in inside)
    kana = re.fullmatch("[ぁ-んァ-ヴー]{3,5}", m["name"]) is not None
    noun = not described and (kana or (len(inside) == 1 and inside[0].part[0] == "名詞"))
    free = not any(p.search(m["name"]) for p in (words.no_child, words.no_given_kana, words.relations))
    return noun and free and _sounds_given(m["name"], reader)


def _former_names(talk: Conversation, number: int, words: PersonalWords, reader: Reader) -> Iterator[PersonalSpan]:
    for _, cue in talk.sounding(words.former_name_sound, (number,)):
        told = _WAS.match(talk.folded, cue)
        if told is None or not (_is_surname_like(talk, told, reader) and _may_name(talk, told, words)):
            continue
        yield _span(*told.span("name"), "氏名（旧姓）")
        now = _IS_NOW.search(talk.folded, told.end(), told.end() + _NOW_NEAR)
        if now is None or not _may_name(talk, now, words):
            continue
        if _is_surname_like(talk, now, reader) or len(talk.words_between(*now.span("name"))) > 1:
            yield _span(*now.span("name"), "氏名（旧姓と今の名）")


def _with_jobs(talk: Conversation, number: int, words: PersonalWords, reader: Reader) -> Iterator[PersonalSpan]:
    """保険氏の尾崎です: behind what somebody does, by its sound, a surname."""
    row = talk.words(number)
    for _, job in talk.sounding(words.job_sound, (number,)):
        if talk.after(job, 1) != "の":
            continue
        for word in row:
            kana = re.fullmatch("[ぁ-んァ-ヴー]{3,6}", word.surface) and is_surname_sound(
                sound_of(word.surface, reader)
            )
            listed = word.part[1] == "固有名詞" and bool(reader.surnames(word.surface))
            named = is_surname(word) or listed or (kana and not (word.known and word.part[1] == "普通名詞"))
            here = word.start == job + 1 and not words.no_given_kana.fullmatch(word.surface)
            if here and named and _JOB_AND_NAME.match(talk.folded, word.end):
                yield _span(word.start, word.end, "氏名（職と姓）")
        said = _INTRODUCES.match(talk.folded, job)
        if said and sounds_like_name(said["name"], words, reader) and is_surname_sound(sound_of(said["name"], reader)):
            inside = talk.words_between(*said.span("name"))
            if len(inside) > 1 or inside[0].part[1] != "普通名詞":  # 開いです for 平井です
                yield _span(*said.span("name"), "氏名（職と姓）")


def _whole_names(talk: Conversation, number: int, words: PersonalWords, reader: Reader) -> Iterator[PersonalSpan]:
    """高き言うこといって: before what follows a name, a surname and a given name by their sound, or no phrase of Japanese."""
    begin = talk.begin(number)
    end = begin + len(talk.said[number].text)
    frames = [(m.start(), "人" in m[0] or "ひと" in m[0]) for m in _SAID_SO.finditer(talk.folded, begin, end)]
    for m in _IN_PLACE_OF.finditer(talk.folded, begin, end):
        sentence = re.split("[。？?\n]", talk.folded[begin : m.start()])[-1]
        frames += [(m.start(), False)] if words.relations.search(sentence) else []
    for at, person in frames:
        first = max(begin, at - _LONGEST_WHOLE)
        for m in re.finditer(r"(?:^|(?<=[、。？?！!\s])|(?<=[はがのにを]))", talk.folded[first:at]):
            start = first + m.start()
            name = talk.folded[start:at]
            opens = start == begin or talk.folded[start - 1] in "、。？?！! 　\n"
            odd = person and opens and _is_odd(talk, start, at, reader)
            whole = _sounds_whole(name, reader) and not _ends_plainly(talk, start, at)
            surname = _opens_with_surname(talk, start, at, words, reader)
            if (start > first or first == begin) and (whole or odd or surname):
                yield _span(start, at, "氏名（姓と名の音）")
                break


def _sounds_whole(name: str, reader: Reader) -> bool:
    sound = sound_of(name, reader)
    return len(sound) >= _SHORTEST_SOUND and any(
        is_surname_sound(s[:cut]) and is_given_sound(s[cut:])
        for s in (sound, sound.replace("いう", "ゆう"))
        for cut in range(2, len(s) - 1)
    )


def _opens_with_surname(talk: Conversation, start: int, end: int, words: PersonalWords, reader: Reader) -> bool:
    """吉岡三つをといって, いとこの尾崎案内になって: a surname with something short behind it that is neither a form of address nor a business."""
    first = next((w for w in talk.words_between(start, end) if w.start == start), None)
    rest = talk.folded[first.end : end] if first else ""
    named = first is not None and (
        is_surname(first) or (first.part[1] == "固有名詞" and reader.surnames(first.surface))
    )
    if not named or not 2 <= len(rest) <= _LONGEST_GIVEN:
        return False
    return not (words.addressed.search(rest) or rest.endswith(words.org_endings) or words.no_names.fullmatch(rest))


def _ends_plainly(talk: Conversation, start: int, end: int) -> bool:
    """Whether it ends as a sentence does: 見ましょうと言いまして."""
    last = talk.words_between(start, end)[-1]
    return last.part[0] in ("助動詞", "助詞", "動詞", "形容詞") and last.end <= end


def _is_odd(talk: Conversation, start: int, end: int, reader: Reader) -> bool:
    inside = talk.words_between(start, end)
    plain = inside[-1].part[0] in ("動詞", "形容詞", "助動詞", "助詞", "形状詞") or inside[0].part[0] in (
        "連体詞",
        "副詞",
    )
    return not plain and are_strange(talk.folded[start:end], talk.text[end : end + 2], reader)


def _sounds_given(name: str, reader: Reader) -> bool:
    return len(name) > 1 and is_given_sound(sound_of(name, reader))


def _is_surname_like(talk: Conversation, m: re.Match[str], reader: Reader) -> bool:
    inside = talk.words_between(*m.span("name"))
    return (len(inside) == 1 and is_name(inside[0])) or is_surname_sound(sound_of(m["name"], reader))


def _is_no_noun(talk: Conversation, m: re.Match[str], reader: Reader) -> bool:
    """Whether the dictionary holds it as a name as well, or it is in katakana: となりの娘です is nobody's name."""
    parts = reader.parts(m["name"])
    names = not parts or any(len(p) > 2 and p[2] == "人名" for p in parts)
    return names or re.fullmatch("[ァ-ヴー]+", m["name"]) is not None


def _may_name(talk: Conversation, m: re.Match[str], words: PersonalWords) -> bool:
    """Whether it is no sentence, no office and nothing that people are called."""
    name = m["name"]
    inside = [w for w in talk.words_between(*m.span("name")) if w.start >= m.start("name")]
    return bool(inside) and not (
        words.no_names.fullmatch(name)
        or words.never_in_names.fullmatch(inside[-1].surface)
        or words.no_given_kana.fullmatch(name)
        or words.no_name_answers.match(name)
        or words.relations.search(name)
        or words.no_residences.search(name)
        or words.kinds_of_person.search(name)
        or any(w.part[0] in ("代名詞", "連体詞", "接続詞", "副詞") or w.surface in ("は", "から") for w in inside)
        or any(w.surface in ("が", "も") for w in inside[:-1])
        or inside[-1].surface == "も"
        or (len(inside) == 1 and inside[0].part[2] == "副詞可能")
        or any(c.isdecimal() for c in name)
    )


def _span(start: int, end: int, rule: str) -> PersonalSpan:
    return PersonalSpan(start, end, PersonalKind.PERSON, rule)
