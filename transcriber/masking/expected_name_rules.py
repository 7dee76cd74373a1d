"""Names of persons where the sentence expects a name and what stands there sounds like one or is no phrase of Japanese.

夫が床と言いまして (優花と); 政治って名前で (誠司って); 長女の光が (ひかりが); 様々組子さんが (佐々久美子さんが); お名前も念のため。まさきです。
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from transcriber.language.readings import Reader, Word
from transcriber.masking.borne_names import is_given_sound, is_surname_sound, is_whole_name, sound_of, sounds_like_name
from transcriber.masking.misheard_name_rules import name_was_asked
from transcriber.masking.personal_spans import PART_BEGINS, WORD_CHARACTER, Conversation, PersonalSpan
from transcriber.masking.personal_words import PersonalWords
from transcriber.masking.spoken_name_rules import as_role, is_one_of_children, relation_ending
from transcriber.masking.strange_words import STRANGE_ANSWER, are_strange, nats_of
from transcriber.minutes.characters import KANJI
from transcriber.minutes.personal_data import PersonalKind

_SAYING = "(?:と(?:言|い|申)(?:います|いまして|しまして)|って(?:言|い)います)"
_SAYS = (
    re.compile(rf"(?<=[がはのも])(?P<name>[^、。？?！!「」\sがはのも]{{2,9}}?){_SAYING}"),
    re.compile(rf"{PART_BEGINS}(?P<name>{WORD_CHARACTER}{{2,9}}?){_SAYING}"),
)
"""Somebody's own words are said plainly (行けないと言うんです), names politely: と言います, といいまして."""

_INTRODUCED = re.compile(
    rf"(?:した|する|ます|いる)(?P<name>[{KANJI}ぁ-んァ-ヴー]{{2,8}}?)と(?:申し|もうし)(?:ます|まし)"
)
"""きのう電話しました徳田と申しますが."""

_NAMED = re.compile(
    rf"(?:{PART_BEGINS}|(?<=[がはのも]))(?P<name>{WORD_CHARACTER}{{1,6}}?)(?:って|と(?:いう|言う|ゆう)|っていう)(?:お?名前)"
)
_SAID = re.compile("(?:と|って)?(?:言|い|ゆ)う")
_OF_THING = re.compile("の(?:[^こ子人方])")
"""コスモスという名前の施設."""

_ANSWERED = re.compile(
    rf"(?:(?:お?(?:名前|なまえ)|氏名|フルネーム)(?:は|も|を|って|から)[^。？?\n]{{0,12}}?[、。？? ]|(?:どなた|どちらさま|どちら様|[何誰]先生|何さん)(?:[^。？?\n]{{0,6}}?[、。？? ]|で(?![すし])))"
    rf"(?P<name>{WORD_CHARACTER}{{2,8}}?)(?:です|でございます|といい|と言い)(?:[、。 \n]|$)"
)
"""Behind the question, in one breath: 主治医は誰先生 野口です."""

_SHORT_ANSWER = re.compile(
    rf"(?:あ?はい|ええと?|えっと|えー|あの|[、。 　])*(?P<name>{WORD_CHARACTER}{{2,8}}?)(?:です|でございます)(?:[。、 　\n]|$)"
)
_HONORIFIC = re.compile("(?:さん|サン|さま|様|先生)(?![ぁ-ん]?[昔山])")
_KANA = re.compile("[ぁ-んァ-ヴー]+")
_ON = re.compile(r"[がはもにと、。]|って|です|\n|$")

_OF_TALK = ("助詞", "助動詞", "代名詞", "連体詞", "感動詞", "接続詞")
_WHOLE = ("助動詞", "代名詞", "連体詞", "感動詞", "接続詞", "副詞")
"""What a sentence is made of, and a misheard name seldom."""

_ON_WHOLE = re.compile("[がはもに](?![ぁ-ん]{1,2}って)")

_ASKED = 30
"""Characters before a name within which it was asked for."""

_LONGEST, _LONGEST_ODD = 3, 4
"""Words that a name became; characters of what only its strangeness tells."""

_SHORT_KANA = 5
"""Kana of an answer that is no sentence: きできです for 秀樹です."""

_LONG_SOUND = 3
"""Kana of a surname from which on a particle within it is none: 木の下さん for 木下さん, 子にしさん for 小西さん."""

_LONGEST_CALLED, _MOST_CALLED = 5, 8
"""Words and characters before さん that a name became."""

_STRANGE_BESIDE = 11.5
"""Nats (strange_words.py) of each word of what stands beside a relation, where ordinary things stand as well: 咳止め has 14 and 10.6."""

_ONE_KANJI = re.compile(f"[{KANJI}]")


def expected_name_spans(
    talk: Conversation, number: int, words: PersonalWords, reader: Reader
) -> Iterator[PersonalSpan]:
    """Names in one utterance."""
    begin = talk.begin(number)
    end = begin + len(talk.said[number].text)
    row = talk.words(number)
    for m in _NAMED.finditer(talk.folded, begin, end):
        thing = words.things_named.search(talk.before(m.start(), 8)) or words.no_names.fullmatch(m["name"])
        if not thing and not _OF_THING.match(talk.after(m.end(), 4)):
            yield _span(m, "氏名（という名前）")
    answers = name_was_asked(talk, begin, words)
    for m in (m for pattern in _SAYS for m in pattern.finditer(talk.folded, begin, end)):
        near = max(begin, m.start() - _ASKED)
        first = near == begin and "。" not in talk.folded[begin : m.start()]
        asked = (answers and first) or re.search(words.name_asked, talk.folded[near : m.start()])
        last = talk.words_between(*m.span("name"))[-1:]
        plain = not last or last[0].part[0] == "動詞" or last[0].surface.endswith("い")  # 守ると, 痛いと
        if (
            (not plain and sounds_like_name(m["name"], words, reader))  # 高しと言いまして
            or (_strange(talk, m, reader) and (asked or (last and last[0].part[0] == "名詞")))
            or (_is_name_like(talk, m, words) and (asked or not _says_something(talk, m, words)))
        ):
            yield _span(m, "氏名（と言います、聞き違い）")
    for m in re.finditer(_SAYING, talk.folded[begin:end]):
        yield from _called_by_sound(talk, [w for w in row if w.end <= begin + m.start()], words, reader)
    for m in _INTRODUCED.finditer(talk.folded, begin, end):
        if not words.no_names.fullmatch(m["name"]):
            yield _span(m, "氏名（名乗り、聞き違い）")
    for m in _ANSWERED.finditer(talk.folded, begin, end):
        thing = words.things_named.search(talk.before(m.start(), 8))
        if not thing and (_is_answer(talk, m, words) or sounds_like_name(m["name"], words, reader)):
            yield _span(m, "氏名（名前を聞かれて、聞き違い）")
    if answers:
        answer = _SHORT_ANSWER.match(talk.folded, begin, end)
        if answer and (
            _is_answer(talk, answer, words)
            or _is_strange_answer(talk, answer, words, reader)
            or sounds_like_name(answer["name"], words, reader)
        ):
            yield _span(answer, "氏名（名前を聞かれて、聞き違い）")
    for m in _HONORIFIC.finditer(talk.folded, begin, end):
        if not any(w.start == m.start() and w.end == m.end() for w in row):
            continue  # さん of さんぽ
        yield from _honoured(talk, [w for w in row if w.end <= m.start()], m.start(), words, reader)
    for i in range(len(row)):
        yield from _of_relative(talk, row, i, words, reader)


def _of_relative(
    talk: Conversation, row: Sequence[Word], i: int, words: PersonalWords, reader: Reader
) -> Iterator[PersonalSpan]:
    """長女の光が, うちの香りに: right behind a relation, what sounds like a name that many bear."""
    household = words.household.fullmatch(row[i].surface) is not None
    if not (household or relation_ending(row, i, words) or is_one_of_children(row, i)) or i + 1 >= len(row):
        return
    behind = 2 if row[i + 1].surface in ("の", "、") else 1 if is_one_of_children(row, i) else 0  # 下の子さやかは
    if not behind or i + behind >= len(row):
        return
    start = row[i + behind].start
    for last in reversed(row[i + behind : i + behind + _LONGEST]):
        name = talk.text[start : last.end]
        sound = sound_of(name, reader)
        lone = _ONE_KANJI.fullmatch(name) is not None
        kept = words.no_given_kana if len(name) == len(sound) else words.no_given
        if (
            is_given_sound(sound)
            and _ON.match(talk.after(last.end, 2) + "\n")
            and (lone or not kept.fullmatch(name))
            and not words.no_given.fullmatch(sound)
            and not words.relations.search(name)
        ):
            yield PersonalSpan(
                start, last.end, PersonalKind.PERSON, "氏名（続柄、名の音）", _role(row, i, words, household)
            )
            return
        if not household and behind == 2 and len(name) <= _LONGEST_ODD and _ON_WHOLE.match(talk.after(last.end, 2)):
            nats = nats_of(name, talk.text[last.end : last.end + 1], reader)
            inside = row[i + behind : row.index(last) + 1]
            odd = len(nats) > 1 and min(nats) >= _STRANGE_BESIDE and not any(w.part[0] == "助詞" for w in inside)
            if (
                odd
                and not words.relations.search(name)
                and not (words.no_names.fullmatch(name) or words.never_in_names.search(name))
            ):
                yield PersonalSpan(
                    start, last.end, PersonalKind.PERSON, "氏名（続柄、聞き違い）", _role(row, i, words, False)
                )
                return


def _role(row: Sequence[Word], i: int, words: PersonalWords, household: bool) -> str:
    return "相談者の家族" if household else as_role(relation_ending(row, i, words) or row[i].surface)


def _is_name_like(talk: Conversation, m: re.Match[str], words: PersonalWords) -> bool:
    """Whether nothing in it says that it is a sentence, or what people and things are called."""
    name = m["name"]
    inside = talk.words_between(*m.span("name"))
    return bool(inside) and not (
        words.no_names.fullmatch(name)
        or words.relations.fullmatch(name)
        or words.no_given_kana.fullmatch(name)
        or words.no_name_answers.match(name)
        or any(w.part[0] in _WHOLE or w.surface in ("は", "が", "から") for w in inside)
        or inside[0].part[2] == "副詞可能"
        or re.search("[歳才年月]$", name)
        or sum(c.isdecimal() for c in name) * 2 >= len(name)
    )


def _says_something(talk: Conversation, m: re.Match[str], words: PersonalWords) -> bool:
    """Whether it may be what somebody says: a verb or adjective at the end, or ordinary words."""
    inside = talk.words_between(*m.span("name"))
    last = inside[-1]
    return (
        last.part[0] in ("動詞", "形容詞", "形状詞", "助動詞", "助詞")
        or len(m["name"]) > 6
        or all(w.known and w.part[1] in ("普通名詞", "助詞") and len(w.surface) > 1 for w in inside)
    )


def _is_answer(talk: Conversation, m: re.Match[str], words: PersonalWords) -> bool:
    """Whether it may be the answer to who somebody is: no sentence, no thing."""
    name = m["name"]
    if _KANA.fullmatch(name) and len(name) <= _SHORT_KANA:
        return not any(
            p.match(name) for p in (words.no_name_answers, words.no_given_kana, words.relations, words.no_names)
        )
    if any(w.part[0] == "助詞" for w in talk.words_between(*m.span("name"))[:-1]):
        return False
    return _is_name_like(talk, m, words) and not words.no_given.fullmatch(name) and not words.relations.search(name)


def _is_strange_answer(talk: Conversation, m: re.Match[str], words: PersonalWords, reader: Reader) -> bool:
    """Whether the answer is no sentence that anybody says, though it holds a particle: 手が足りお山です, not やっと寝たんです."""
    name, inside = m["name"], talk.words_between(*m.span("name"))
    if (
        not inside
        or inside[0].part[0] in _WHOLE
        or inside[0].part[2] == "副詞可能"
        or inside[-1].part[0] in ("助動詞", "助詞")
    ):
        return False
    if words.relations.search(name) or words.no_names.fullmatch(inside[-1].surface):
        return False
    return are_strange(name, talk.text[m.end("name") : m.end("name") + 2], reader, STRANGE_ANSWER)


def _called_by_sound(
    talk: Conversation, row: Sequence[Word], words: PersonalWords, reader: Reader
) -> Iterator[PersonalSpan]:
    """お世話になった上のと言います: behind a verb, what sounds like a name."""
    for size in range(1, min(_LONGEST, len(row) - 1) + 1):
        inside, before = row[-size:], row[-size - 1]
        name = talk.text[inside[0].start : inside[-1].end]
        plain = inside[-1].part[0] in ("動詞", "形容詞", "助動詞") and inside[-1].surface != "だ"  # 黒だ
        behind_verb = before.part[0] == "助動詞" and before.end == inside[0].start and not plain
        if behind_verb and sounds_like_name(name, words, reader):
            yield PersonalSpan(inside[0].start, inside[-1].end, PersonalKind.PERSON, "氏名（と言います、聞き違い）")
            return


def _honoured(
    talk: Conversation, row: Sequence[Word], end: int, words: PersonalWords, reader: Reader
) -> Iterator[PersonalSpan]:
    """What stands before さん or 先生, behind a break or a particle, and is no phrase of Japanese or sounds like a surname."""
    found: int | None = None
    for first in reversed(range(max(0, len(row) - _LONGEST_CALLED), len(row))):
        inside = row[first:]
        name = talk.text[inside[0].start : end]
        joined = inside[-1].end == end and all(a.end == b.start for a, b in pairwise(inside))
        if not joined or len(name) > _MOST_CALLED or inside[0].part[0] == "補助記号":
            break
        before = row[first - 1] if first else None
        opens = before is None or before.end < inside[0].start or before.part[0] in ("助詞", "補助記号", "空白")
        if opens and len(name) > 1 and _calls_somebody(name, inside, talk.text[end : end + 2], words, reader):
            found = inside[0].start
    if found is not None:
        yield PersonalSpan(found, end, PersonalKind.PERSON, "氏名（さん・先生、聞き違い）")


def _calls_somebody(name: str, inside: Sequence[Word], behind: str, words: PersonalWords, reader: Reader) -> bool:
    if name.startswith(("お", "ご")) or words.kinds_of_person.search(name) or words.relations.search(name):
        return False
    if words.no_names.fullmatch(inside[-1].surface) or words.no_names.fullmatch(name):
        return False
    if inside[0].part[0] == "動詞" and _SAID.match(name):  # っていう大家さん
        return False
    talked = any(w.part[0] in _OF_TALK for w in inside)
    kana = _KANA.fullmatch(name) is not None and not words.no_given_kana.fullmatch(name)
    sound = sound_of(name, reader)
    if (is_surname_sound(sound) or is_whole_name(sound)) and (kana or not talked or len(sound) >= _LONG_SOUND):
        return True
    return not talked and are_strange(name, behind, reader)


def _strange(talk: Conversation, m: re.Match[str], reader: Reader) -> bool:
    end = m.end("name")
    return are_strange(m["name"], talk.text[end : end + 2], reader)


def _span(m: re.Match[str], rule: str) -> PersonalSpan:
    return PersonalSpan(m.start("name"), m.end("name"), PersonalKind.PERSON, rule)
