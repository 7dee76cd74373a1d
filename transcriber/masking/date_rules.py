"""Birth dates: a date beside a word of birth."""

from __future__ import annotations

import re
from collections.abc import Iterator

from transcriber.masking.personal_spans import Conversation, PersonalSpan
from transcriber.masking.personal_words import PersonalWords
from transcriber.minutes.personal_data import PersonalKind

_NUMBER = "(?:\\d{1,2}|[〇一二三四五六七八九十]{1,3})"
_ERA = "(?:明治|大正|昭和|平成|令和|[MTSHR])"
_GAP = r"(?:[の、, 　]|えーと|えっと|ええと|えー|あのー|あの|\n(?:はい|ええ|うん)?[、。 ]*)*"
_YEAR = rf"(?:{_ERA}\s?(?:{_NUMBER}|元)\s?(?:年(?!度|間|前))|(?:19|20)\d\d\s?年(?!度|間|前)|[一二][〇一二三四五六七八九]{{3}}年)"
_DAY = rf"{_NUMBER}\s?月{_GAP}{_NUMBER}\s?日"
_DATE = re.compile(
    rf"{_YEAR}(?:{_GAP}{_NUMBER}\s?月(?!間|前|分)(?:{_GAP}{_NUMBER}\s?日)?)?"
    rf"|(?:(?<!\d){_NUMBER}\s?年{_GAP})?{_DAY}"
    rf"|{_ERA}\s?\d{{1,2}}[./\-]\d{{1,2}}[./\-]\d{{1,2}}"
    r"|(?:19|20)\d\d[./\-]\d{1,2}[./\-]\d{1,2}"
)
_OF_SOMEBODY = "(?:[^。、\n]{0,10}?(?:さん|様|ちゃん|くん|私|本人|主人|夫|妻|母|父|娘|息子|子)(?:は|も|が)、?)?"
_PAUSE = "(?:[の、, 　]|えーと|えっと|ええと|えー|あのー|あの)*"
_ALONE = re.compile(
    rf"(?:(?<=\n)|^|(?<=。))(?:はい|ええ|えーと|えっと|えー|うん|あの|あ|[、, ])*{_OF_SOMEBODY}"
    rf"(?P<date>(?:19\d\d|20[01]\d|(?!令和|次|今)[^\d\n、。はがもに]{{0,4}}{_NUMBER}|(?:そ|しょ)う[はわ]{_NUMBER})\s?(?:年|で){_PAUSE}{_DAY})"
    r"(?=(?:です|でございます|になります|生まれ|だと思います)?ね?[。、\n]|$)"
)
"""A whole date, perhaps with a pause to think in it, as all that somebody answers, of years ago; the question may be lost, and the era misheard (相話22年4月8日)."""

_BEFORE, _BEHIND = 44, 10
"""Characters within which a word of birth speaks for a date."""

_CONFIRMED = re.compile("(?:です|になります|生まれ|はい|ええ|えっと|えー|では|じゃあ|うん|ん|で|[ね。、\n ])*")
"""Between a birth date and its confirmation by the other person."""

_OF_ANOTHER = re.compile(r"[日年月](?:に|の)?\s?$")
"""Before a word of birth: it belongs to the date in front of it."""

_BORN = re.compile(r"\s?(?:に|の)?\s?(?:お?生まれ|生[、。でま]|うまれ)")


def birth_spans(talk: Conversation, words: PersonalWords) -> Iterator[PersonalSpan]:
    """Dates of birth, also of a year or a day alone."""
    yield from (
        PersonalSpan(m.start("date"), m.end("date"), PersonalKind.BIRTH_DATE, "生年月日（日付だけの答え）")
        for m in _ALONE.finditer(talk.folded)
    )
    known: set[str] = set()
    last = -1
    for found in _DATE.finditer(talk.folded):
        before = talk.before(found.start(), _BEFORE)
        cues = [m for m in words.birth.finditer(before) if not _OF_ANOTHER.search(before[: m.start()])]
        cue = cues[-1] if cues else None
        asked = cue is not None and _near(before[cue.end() :])
        if _BORN.match(talk.after(found.end(), _BEHIND)):
            yield PersonalSpan(found.start(), found.end(), PersonalKind.BIRTH_DATE, "生年月日（生まれ）")
        elif asked or found[0] in known or _said_again(talk, last, found):
            yield PersonalSpan(found.start(), found.end(), PersonalKind.BIRTH_DATE, "生年月日（手がかりの語）")
        else:
            continue
        known.add(found[0])
        last = found.end()


def _said_again(talk: Conversation, last: int, found: re.Match[str]) -> bool:
    """Whether the other person says a birth date again, perhaps as it was misheard: はい、昭和29年3月7日ですね。"""
    between = talk.folded[max(0, last) : found.start()]
    close = last >= 0 and between.count("\n") == 1 and _CONFIRMED.fullmatch(between) is not None
    return (
        close
        and re.match("(?:生まれ)?(?:です|で(?:よろしい|いい|間違い)|の?方)", talk.after(found.end(), 5)) is not None
    )


def _near(between: str) -> bool:
    """Whether nothing of its own stands between the word and the date."""
    if (
        _DATE.search(between) or re.match("て|た(?!の|日|とき)", between) and "。" in between
    ):  # 娘が生まれてから実家にいました。
        return False
    return between.count("\n") <= 2 and len(re.sub(r"[\s、。？]", "", between)) <= 24
