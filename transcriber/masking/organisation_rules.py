"""Employers and schools of persons: a name of their own beside a word of work, or before a kind of school."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from transcriber.language.readings import Word
from transcriber.masking.personal_spans import Conversation, PersonalSpan
from transcriber.masking.personal_words import PersonalWords
from transcriber.minutes.personal_data import PersonalKind

_NUMBERED = re.compile("第?[一二三四五六七八九十\\d]+(?:小学校|中学校|保育[園所]|幼稚園|高校|高等学校|こども園)")
_ATTENDED = re.compile("[にをのへでが]|です|って")
_SHO = "衝生性省商勝証賞笑招"
"""Written for 小 of 小学校 where the name before it was not understood."""

_IN_KANA = "ほいく(?:えん|しょ)|ようちえん|しょうがっこう|ちゅうがっこう"
_REACH = 26
_BACK = 40
_ASKED = 26
"""Characters before a name within which a question for the work stands."""

_TURNED = re.compile("(?:で|に|の|を|から)(?:[。\n]|す|$)|で、")
"""What stands behind a name at the end of a sentence that says the rest first."""

_KANA = re.compile("[ぁ-ん]{2,6}|[ァ-ヴー]{2,8}")
_KATAKANA = re.compile("[ァ-ヴー]+")
"""ニコニコ弁当; ずっと警備で is no name."""

_FILLERS = re.compile("はい|ええ|いや|うん|えー(?:っと|と)?|えっと|あの(?:ー)?|まあ|今は?|もう|そうですね|[、。 ]")


def school_spans(talk: Conversation, words: PersonalWords) -> Iterator[PersonalSpan]:
    """Schools with a name of their own; not 地元の小学校."""
    for row in _noun_rows(talk):
        whole = talk.text[row[0].start : row[-1].end]
        place = max((whole.rfind(e) + len(e) for e in words.school_endings if e in whole), default=0)
        if not place:
            continue
        own = [w for w in row if w.end <= row[0].start + place and not _is_kind(w, words)]
        if not own and _NUMBERED.search(whole):
            own = list(row)
        if own:
            end = row[0].start + place
            yield PersonalSpan(_of_kana(talk, own[0].start, words), end, PersonalKind.SCHOOL, "学校（名と種類）")


def kana_school_spans(talk: Conversation, words: PersonalWords) -> Iterator[PersonalSpan]:
    """Schools named by a word in kana, which may be read as something else (つくし保育園)."""
    ends = "|".join(words.school_endings)
    generic = "|".join(sorted(words.school_generic, key=len, reverse=True))
    pattern = re.compile(
        rf"(?:^|(?<=[はがのにをも、。「\n]))(?!(?:{generic})(?:{ends}))(?:[ァ-ヴー]{{2,8}}|[ぁ-ん]{{2,6}}(?<!の))(?:{ends})"
    )
    for m in pattern.finditer(talk.text):
        yield PersonalSpan(m.start(), m.end(), PersonalKind.SCHOOL, "学校（かなの名と種類）")


def misheard_school_spans(talk: Conversation, words: PersonalWords) -> Iterator[PersonalSpan]:
    """A kind of school right behind a verb that cannot stand before a noun: its name was misheard (開け中学校に通っています)."""
    for number in range(len(talk.said)):
        row = talk.words(number)
        for i, word in enumerate(row):
            if not i or word.surface not in words.school_endings or not _ATTENDED.match(talk.after(word.end, 3)):
                continue
            verb = row[i - 1]
            if verb.part[0] == "動詞" and len(verb.part) > 5 and not verb.part[5].startswith(("連体形", "終止形")):
                first = i - 1
                while (
                    first
                    and row[first - 1].part[0] in ("名詞", "接頭辞", "動詞")
                    and row[first - 1].end == row[first].start
                ):
                    first -= 1
                yield PersonalSpan(row[first].start, word.end, PersonalKind.SCHOOL, "学校（聞き違えた名と種類）")


def sounding_school_spans(talk: Conversation, words: PersonalWords) -> Iterator[PersonalSpan]:
    """What sounds like a kind of school behind a name, misheard or not: すみで子どもへんの方, 羽生学校の方 (はね小学校)."""
    front = r"(?:^|(?<=[はがの、。\n ]))(?P<front>[^、。はがのにを\s]{1,6}?)"
    kinds = rf"(?:(?!こども園|子ども園)(?:こども|子ども|子供)(?:{words.kindergarten})|(?<![学先人衛養師院])[{_SHO}]学校|{_IN_KANA})"
    for m in re.finditer(rf"{front}{kinds}(?={_ATTENDED.pattern}|から|、)", talk.kana):
        near = (words.household, words.relations, words.no_given_kana)
        described = any(w.part[0] in ("形容詞", "連体詞", "代名詞") for w in talk.words_between(*m.span("front")))
        if m["front"] not in words.school_generic and not described and not any(p.fullmatch(m["front"]) for p in near):
            yield PersonalSpan(m.start(), m.end(), PersonalKind.SCHOOL, "学校（名と、種類の聞き違い）")


def employer_spans(talk: Conversation, words: PersonalWords) -> Iterator[PersonalSpan]:
    """Companies by their form or ending, or by what is said of working there."""
    for row in _noun_rows(talk):
        start, end = row[0].start, row[-1].end
        whole = talk.text[start:end]
        if any(whole.endswith(e) for e in words.school_endings):
            continue
        form = any(f in whole and whole != f for f in words.org_forms)
        before, behind = talk.before(start, _BACK), talk.after(end, _REACH)
        works = words.work.search(before.split("。")[-1]) or words.work.search(behind.split("。")[0])
        named = any(_is_proper(w) for w in row) or _named_by_noun(row, words)
        ending = any(whole.endswith(e) and whole != e for e in words.org_endings)
        generic = whole in words.org_generic or all(w.surface in words.org_generic for w in row)
        at_place = behind.startswith(("で", "に", "という", "って", "を", "です", "の", "。", "、"))
        if form and not generic:
            yield PersonalSpan(start, _with_second_noun(talk, row), PersonalKind.EMPLOYER, "勤務先（法人の形）")
        elif ending and not generic and works and at_place and (named or _unknown_front(row, words)):
            yield PersonalSpan(start, end, PersonalKind.EMPLOYER, "勤務先（社名の終わり）")
        elif not generic and any(whole.endswith(e) and whole != e for e in words.org_trades) and _is_own(row):
            yield PersonalSpan(start, end, PersonalKind.EMPLOYER, "勤務先（業種の名）")
        elif named and not generic and at_place and _works_there(before, behind, words) and not _is_place_only(row):
            yield PersonalSpan(start, end, PersonalKind.EMPLOYER, "勤務先（勤めの語）")


def misheard_employer_spans(talk: Conversation, words: PersonalWords) -> Iterator[PersonalSpan]:
    """A kind of business behind what is no word (末ばクリーニングで働いて): its name was misheard, or it is a sound (ニコニコ弁当)."""
    ends = "|".join(map(re.escape, words.org_endings))
    pattern = re.compile(
        rf"(?:^|(?<=[、。はがのにをもで\n]))(?P<front>[^、。はがのにをもで\s]{{1,6}})(?:{ends})(?=[でにの])"
    )
    for m in pattern.finditer(talk.text):
        row = [w for w in talk.words(talk.place(m.start())[0]) if m.start("front") <= w.start < m.end("front")]
        broken = any(w.part[0] in ("助詞", "助動詞", "動詞") or not w.known for w in row)
        broken = broken or (_KATAKANA.fullmatch(m["front"]) is not None and any(w.part[0] == "副詞" for w in row))
        behind = talk.after(m.end(), 14)
        works = words.works_left.match(behind) or (behind[:1] != "の" and words.works_at.search(behind))
        if broken and m["front"] not in words.org_generic and works:
            yield PersonalSpan(m.start(), m.end(), PersonalKind.EMPLOYER, "勤務先（聞き違えた名と業種）")


def _of_kana(talk: Conversation, start: int, words: PersonalWords) -> int:
    """Where a school's name begins that goes on before の: どんぐりの森保育園; not うちの森保育園."""
    row = [w for w in talk.words(talk.place(start)[0]) if w.end <= start]
    if len(row) < 2 or row[-1].surface != "の" or row[-1].end != start:
        return start
    first = row[-2]
    named = first.part[0] == "名詞" and first.part[1] == "普通名詞" and _KANA.fullmatch(first.surface)
    nearer = (words.no_given_kana, words.household, words.relations, words.no_names)
    plain = first.surface in words.school_generic or any(p.fullmatch(first.surface) for p in nearer)
    return first.start if named and not plain else start


def _with_second_noun(talk: Conversation, row: Sequence[Word]) -> int:
    """Where the name of a corporation ends that goes on behind の with a noun of one character: 社会福祉法人たんぽぽの里."""
    last = row[-1]
    behind = [w for w in talk.words(talk.place(last.start)[0]) if w.start >= last.end][:3]
    if len(behind) < 2 or behind[0].surface != "の" or not (_KANA.fullmatch(last.surface) or len(last.surface) == 1):
        return last.end
    noun, then = behind[1], behind[2:3]
    alone = not then or then[0].part[0] not in ("名詞", "接尾辞")
    named = noun.part[0] == "名詞" and len(noun.surface) == 1 and noun.surface not in "人方者"
    return noun.end if named and alone else last.end


def _works_there(before: str, behind: str, words: PersonalWords) -> bool:
    """Whether somebody works there, by what is said around it: there, of it, or in the question before."""
    close = behind[:14]
    if close.startswith(("で", "に")) and words.works_at.search(close):
        return True
    if words.works_left.match(close):
        return True
    sentence = re.split("[。\n]", before)[-1]
    if _TURNED.match(close) and words.work.search(sentence):  # 働いてたんです、丸山製作所で
        return True
    asked = words.work_asked.search(before[-_ASKED:])
    return (
        asked is not None and close.startswith(("です", "という", "って", "で", "に", "。", "、")) and _answers(before)
    )


def _answers(before: str) -> bool:
    """Whether nothing but the rest of the question and fillers stands between it and the name."""
    line = before.rpartition("\n")[2]
    return not _FILLERS.sub("", line) or "\n" not in before[-_ASKED:]


def _noun_rows(talk: Conversation) -> Iterator[Sequence[Word]]:
    """Nouns in a row, as names of organisations are."""
    for number in range(len(talk.said)):
        row: list[Word] = []
        for word in talk.words(number):
            noun = word.part[0] in ("名詞", "接尾辞", "接頭辞") or word.surface in ("・", "ー")
            if noun and word.surface not in ("さん", "様", "ちゃん", "君", "くん", "先生"):
                row.append(word)
                continue
            if row:
                yield row
            row = []
        if row:
            yield row


def _is_proper(word: Word) -> bool:
    return word.part[1] == "固有名詞" or (not word.known and word.part[1] != "数詞")


def _is_own(row: Sequence[Word]) -> bool:
    """Whether a name of its own stands before the trade, and more than a place: 愛知県建設 may be an office."""
    front = row[:-1]
    return any(_is_proper(w) for w in front) and not any(w.surface in ("県", "市", "町", "村", "国") for w in front)


def _is_place_only(row: Sequence[Word]) -> bool:
    return all(len(w.part) > 2 and w.part[2] in ("地名", "人名") for w in row)


def _unknown_front(row: Sequence[Word], words: PersonalWords) -> bool:
    """Something before the ending that is no kind of business."""
    return len(row) > 1 and row[0].surface not in words.org_generic and row[0].part[1] != "数詞"


def _named_by_noun(row: Sequence[Word], words: PersonalWords) -> bool:
    """An ordinary noun behind or before what such businesses are called: スーパーみなと, さくらクリーニング, 丸八水産."""
    nouns = [
        w.part[1] == "普通名詞"
        and w.part[2] == "一般"
        and w.surface not in words.org_generic
        and w.surface not in words.org_endings
        for w in row
    ]
    if row[0].surface in words.org_fronts:
        return any(nouns[1:])
    return row[-1].surface in words.org_endings and any(nouns[:-1])


def _is_kind(word: Word, words: PersonalWords) -> bool:
    surface = word.surface
    if surface in words.school_generic or surface in words.school_endings:
        return True
    return word.part[1] == "数詞" or surface in ("年生", "学校")
