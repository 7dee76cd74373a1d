"""Numbers of persons of which digits became other words: after マイナンバー or 口座番号, all that sounds like digits until the subject changes.

The words that speak for a number are those of number_rules.py; what sounds like digits is found by digit_sounds.py. Where digits of a My
Number were said, what is said between and right behind them in one breath is taken for more of it (3にいながさん, さんの難).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from transcriber.language.readings import Reader, Word
from transcriber.masking.digit_runs import WHOLE_PHONE, digits_of
from transcriber.masking.digit_sounds import DigitSound, digit_sounds
from transcriber.masking.number_cues import NumberCue
from transcriber.masking.personal_spans import Conversation, PersonalSpan
from transcriber.masking.personal_words import PersonalWords
from transcriber.minutes.personal_data import PersonalKind

_LINES = 6
"""Utterances over which a word speaks for what sounds like digits behind it; counted anew from each number that is found."""

_REACH = 60
"""Characters, what sounds like digits left out, within which it does."""

_LEAST, _CLEAR = 3, 3
"""Digits of a stretch, and of these such as sound like nothing else."""

_LONG, _SURE = 4, 0.8
"""From so many digits on, with so much of the sound, one less may be clear."""

_LIKE_FIVE = "号"
"""A counter that a digit sounds like: 9号5号 for きゅうごうごう."""

_CLAUSE = re.compile(
    r"(?:(?<=[\n、。 ])|^)(?:(?:あ|え)?(?:はい|ええ|うん)で?)?(?P<said>[^、。？?！!\s]{1,10}?)(?:です|になります)?ね?(?=[、。 \n]|$)"
)
_ABOUT = re.compile("[はがをも第]")
"""What a clause holds that is about something: 薬は3種類."""

_REPEATED = 4
"""Characters of a part from which on it is known again where the other person repeats it."""

_CLOSING = 3
"""Characters of です and the like beside a number that is all of an utterance."""

_TURNS = 3
"""Utterances between the parts of a My Number that is read out."""

_LEAST_SHARE = 0.6
"""Of the sound that digits must make up."""

_RULE = "（聞き違いのある数字）"


def misheard_number_spans(
    talk: Conversation, words: PersonalWords, cues: Sequence[NumberCue], found: Sequence[PersonalSpan], reader: Reader
) -> Iterator[PersonalSpan]:
    """Stretches that sound like digits, behind a word that speaks for them.

    Args:
        cues: in order.
        found: the numbers that are known already: what touches one is more of it.
    """
    known = list(found)
    known += _answers(talk, [*(c.end for c in cues), *(s.end for s in known)], cues, words, reader)
    whole = [s for s in found if s.kind is PersonalKind.PHONE and WHOLE_PHONE.fullmatch(_digits(talk, s))]
    ends = [*(c.end for c in cues), *(s.end for s in known)]
    known += _told(talk, ends, cues, words, reader)
    yield from known[len(found) :]
    for number in _near(talk, ends):
        for heard in _stretches(talk, number, words, reader, whole):
            cue = _cue(talk, heard, cues, known)
            if cue is None or _counted(talk, heard, words):
                continue
            kind = next((s.kind for s in found if s.start < heard.end and heard.start < s.end), cue.kind)
            known.append(PersonalSpan(heard.start, heard.end, kind, f"{kind.label}{_RULE}"))
            yield known[-1]


def _digits(talk: Conversation, span: PersonalSpan) -> str:
    return digits_of(talk.kana[span.start : span.end])


def _told(
    talk: Conversation, ends: Sequence[int], cues: Sequence[NumberCue], words: PersonalWords, reader: Reader
) -> Iterator[PersonalSpan]:
    """All that stands where a number is told: 店番がさんにいこう番で, 下4桁がいちいち両道で."""
    for m, _ in _matches(talk, ends, words.number_told):
        cue = next((c for c in reversed(cues) if c.start <= m.start("said")), None)
        said = _clear(talk, m, reader)
        if cue is not None and said >= _CLEAR - 1 and not _holds_count(talk, m, words):
            yield PersonalSpan(m.start("said"), m.end("said"), cue.kind, f"{cue.kind.label}{_RULE}")


def _answers(
    talk: Conversation, ends: Sequence[int], cues: Sequence[NumberCue], words: PersonalWords, reader: Reader
) -> Iterator[PersonalSpan]:
    """Short clauses with a digit in them while a My Number is read out: 9番だ9番だ, マッチ3."""
    last = -1
    for m, number in _matches(talk, ends, _CLAUSE):
        cue = next((c for c in reversed(cues) if c.end <= m.start("said")), None)
        if cue is None or cue.kind is not PersonalKind.MY_NUMBER:
            continue
        near = talk.text.count("\n", max(last, cue.end), m.start("said")) <= _TURNS
        written = any(c.isdecimal() for c in m["said"])
        row = [w for w in talk.words(number) if m.start("said") <= w.start < m.end("said")]
        about = words.my_number.search(m["said"]) is not None or any(
            _ABOUT.fullmatch(w.surface) and not (i and _is_digit(row[i - 1])) for i, w in enumerate(row)
        )
        clear = _clear(talk, m, reader)
        more = last >= 0 and talk.text.count("\n", last, m.start("said")) <= _TURNS - 1 and clear >= _CLEAR
        counts = _holds_count(talk, m, words) and not (more and _fills(talk, m, number))
        numeral = last >= 0 and _fills(talk, m, number) and re.search("[一二三四五六七八九]", m["said"]) is not None
        if near and not about and (clear >= 2 - written or numeral) and not counts:
            last = m.end("said")
            yield PersonalSpan(m.start("said"), last, cue.kind, f"{cue.kind.label}{_RULE}")
            if len(m["said"]) >= _REPEATED:
                again = talk.folded.find(m["said"], last, last + _REACH)
                if again >= 0:
                    yield PersonalSpan(again, again + len(m["said"]), cue.kind, f"{cue.kind.label}{_RULE}")
        elif near and clear >= _CLEAR:
            last = m.end("said")


def _is_digit(word: Word) -> bool:
    return word.surface.isnumeric() or word.surface == _LIKE_FIVE


def _fills(talk: Conversation, m: re.Match[str], number: int) -> bool:
    """Whether it is all of an utterance: 143日 among the parts of a number."""
    said = talk.said[number].text.strip("、。 ")
    return m["said"] in said and len(said) - len(m["said"]) <= _CLOSING


def _matches(talk: Conversation, ends: Sequence[int], pattern: re.Pattern[str]) -> Iterator[tuple[re.Match[str], int]]:
    for number in _near(talk, ends):
        begin = talk.begin(number)
        for m in pattern.finditer(talk.folded, begin, begin + len(talk.said[number].text)):
            yield m, number


def _clear(talk: Conversation, m: re.Match[str], reader: Reader) -> int:
    """How many digits in a place are written as such or sound like nothing else."""
    inside = talk.words_between(*m.span("said"))
    return sum(d.clear for d in digit_sounds(inside, reader, 1))


def _holds_count(talk: Conversation, m: re.Match[str], words: PersonalWords) -> bool:
    """Whether it counts something: 12歳, 2月."""
    said = talk.folded[m.start("said") : m.end("said") + 3]
    numbers = re.finditer(r"[\d〇一二三四五六七八九十]+", said)
    return any(words.counters.match(said, n.end()) and said[n.end()] != _LIKE_FIVE for n in numbers)


def _near(talk: Conversation, ends: Iterable[int]) -> list[int]:
    """The utterances behind some places that a word may speak for: those of a long meeting are not read."""
    last = len(talk.said)
    return sorted({n + on for n in {talk.place(e)[0] for e in ends} for on in range(_LINES + 1) if n + on < last})


def _stretches(
    talk: Conversation, number: int, words: PersonalWords, reader: Reader, whole: Sequence[PersonalSpan]
) -> Iterator[DigitSound]:
    """What sounds like digits in an utterance; a count (8時半) is none and parts what stands around it, and so does a telephone number
    that lacks nothing: です and 夕方 behind it are no more of it."""
    run: list[Word] = []
    for word in talk.words(number):
        if any(s.start < word.end and word.start < s.end for s in whole):
            yield from digit_sounds(run, reader, _LEAST)
            run = []
            continue
        counter = words.counters.match(word.surface) and word.surface != _LIKE_FIVE
        if run and run[-1].surface[-1].isnumeric() and counter:
            while run and run[-1].surface.isnumeric():
                run.pop()
            yield from digit_sounds(run, reader, _LEAST)
            run = []
        else:
            run.append(word)
    yield from digit_sounds(run, reader, _LEAST)


def _cue(
    talk: Conversation, heard: DigitSound, cues: Sequence[NumberCue], known: Sequence[PersonalSpan]
) -> NumberCue | None:
    """The nearest word before a stretch, if nothing but its numbers and little else stand between."""
    cue = next((c for c in reversed(cues) if c.end <= heard.start), None)
    clear = heard.clear + (heard.digits >= _LONG and heard.share >= _SURE)
    if cue is None or clear < _CLEAR or heard.share < _LEAST_SHARE:
        return None
    since = max([cue.end, *(s.end for s in known if cue.end <= s.end <= heard.start)])
    between = talk.text[since : heard.start]
    near = between.count("\n") <= _LINES and len(re.sub(r"[\s、。]", "", between)) <= _REACH
    return cue if near else None


def _counted(talk: Conversation, heard: DigitSound, words: PersonalWords) -> bool:
    return heard.digits < 7 and words.counters.match(talk.after(heard.end, 8)) is not None
