"""Numbers that belong to one person: My Number, accounts, telephones, cards and certificates."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from transcriber.language.readings import Reader
from transcriber.masking.digit_runs import DigitRun, digit_runs
from transcriber.masking.misheard_number_rules import misheard_number_spans
from transcriber.masking.number_cues import NumberCue, number_cues
from transcriber.masking.personal_spans import Conversation, PersonalSpan
from transcriber.masking.personal_words import PersonalWords
from transcriber.minutes.my_numbers import MOMENT, MY_NUMBER_DIGITS, is_my_number
from transcriber.minutes.personal_data import PersonalKind

_REACH = 90
"""Characters, digits left out, within which a word (マイナンバー) speaks for the digits behind it."""

_LINES = 8
"""Utterances over which such a word reaches."""

_BEHIND = 24
"""The same for a word behind the digits: 1234…がマイナンバーです."""

_LEAST = {PersonalKind.MY_NUMBER: 2, PersonalKind.ACCOUNT: 3, PersonalKind.PHONE: 4, PersonalKind.ID_NUMBER: 4}
"""Digits from which on a run behind such a word is part of the number."""

_NUMBERED = 6
"""Digits from which on a run that follows 番号 is somebody's."""

_PLAIN = 7
"""Digits from which on a run is somebody's number without any word that says so."""

_PART = 4
"""Digits of a number that were said before, and are said once more (下4桁は…)."""

_NEARLY = 10
"""Digits from which on a run may be a My Number of which some were lost."""

_TELEPHONE = re.compile(r"0\d{9,10}")
_BETWEEN = re.compile(r"[\d〇一二三四五六七八九\s、。\-]")
"""What does not count between a word and its digits."""


def number_spans(talk: Conversation, words: PersonalWords, reader: Reader, *, whole: bool) -> list[PersonalSpan]:
    """All numbers of persons; a part that is said again counts too, and digits that became other words.

    Args:
        whole: all of the talk is read anyway; else the words around numbers are read only where numbers are.
    """
    runs = list(digit_runs(talk, words))
    cues = number_cues(talk, words, range(len(talk.said)) if whole else _near_numbers(talk, runs))
    spans = _run_spans(talk, words, runs, cues)
    return [*spans, *misheard_number_spans(talk, words, cues, spans, reader)]


def _run_spans(
    talk: Conversation, words: PersonalWords, runs: Sequence[DigitRun], cues: Sequence[NumberCue]
) -> list[PersonalSpan]:
    found: list[tuple[DigitRun, PersonalSpan]] = []
    for run in runs:
        kind, rule = _kind(run, talk, words, cues, [r for r, s in found if s.kind is PersonalKind.MY_NUMBER])
        if kind is not None:
            found.append((run, PersonalSpan(run.start, run.end, kind, rule, parts=run.parts)))
    known = {r.digits: s.kind for r, s in found if len(r.digits) >= _PART}
    taken = {s.start for _, s in found}
    for run in runs:
        if run.start in taken or len(run.digits) < _PART or _counted(run, talk, words):
            continue
        kind = next((k for digits, k in known.items() if run.digits in digits), None)
        if kind is not None:
            found.append((run, PersonalSpan(run.start, run.end, kind, "番号の繰り返し", parts=run.parts)))
    return [s for _, s in found]


def _near_numbers(talk: Conversation, runs: Iterable[DigitRun]) -> list[int]:
    """The utterances in which a word may speak for digits: reading all of a long meeting would take seconds."""
    places = {talk.place(r.start)[0] for r in runs if len(r.digits) >= _LEAST[PersonalKind.ACCOUNT] and not r.money}
    return sorted({max(0, n - back) for n in places for back in range(_LINES + 1)})


def _kind(
    run: DigitRun,
    talk: Conversation,
    words: PersonalWords,
    cues: Sequence[NumberCue],
    before: list[DigitRun],
) -> tuple[PersonalKind | None, str]:
    """What a run is, and by which rule; None: no number of a person."""
    count = len(run.digits)
    if MOMENT.fullmatch(run.digits) and len(run.groups) == 1:
        return None, ""
    cue = _cue(run, talk, cues)
    counted = _counted(run, talk, words)
    nothing_else = cue in (None, PersonalKind.MY_NUMBER) or run.groups == (4, 4, 4)
    if count == MY_NUMBER_DIGITS and not counted and nothing_else and is_my_number(run.digits):
        return PersonalKind.MY_NUMBER, "個人番号（検査数字）"
    if cue is PersonalKind.MY_NUMBER and not counted:
        said = sum(len(r.digits) for r in before if talk.place(run.start)[0] - talk.place(r.end - 1)[0] <= 6)
        if count >= (_LEAST[cue] if said < MY_NUMBER_DIGITS else _PART):
            return PersonalKind.MY_NUMBER, "個人番号（手がかりの語）"
    if _TELEPHONE.fullmatch(run.digits) and not run.money:
        return PersonalKind.PHONE, "電話番号（形）"
    if cue is not None and cue is not PersonalKind.MY_NUMBER and not counted:
        long = count >= _LEAST[cue] + (2 if cue is PersonalKind.PHONE and len(run.groups) == 1 else 0)
        if long:
            return cue, f"{cue.label}（手がかりの語）"
    if count >= _NUMBERED and not counted and "番号" in talk.before(run.start, 14):
        return PersonalKind.ID_NUMBER, "番号（番号という語）"
    if count >= _PLAIN and not counted and not run.money:
        return PersonalKind.ID_NUMBER, "番号（長い数字）"
    return None, ""


def _cue(run: DigitRun, talk: Conversation, cues: Sequence[NumberCue]) -> PersonalKind | None:
    """What the nearest word before a run says of it, else one close behind it in what the same person says."""
    best: PersonalKind | None = None
    if len(run.digits) >= _NEARLY and any(
        c.kind is PersonalKind.MY_NUMBER
        and run.end <= c.start <= run.end + _BEHIND
        and "\n" not in talk.text[run.end : c.start]
        for c in cues
    ):
        return PersonalKind.MY_NUMBER
    for cue in cues:
        if cue.end <= run.start:
            # Lines first: to read all that was said since each word would take minutes in a long talk.
            near = talk.text.count("\n", cue.end, run.start) <= _LINES
            if near and len(_BETWEEN.sub("", talk.text[cue.end : run.start])) <= _REACH:
                best = cue.kind
        elif run.end <= cue.start <= run.end + _BEHIND and best is None and "\n" not in talk.text[run.end : cue.start]:
            return cue.kind
    return best


def _counted(run: DigitRun, talk: Conversation, words: PersonalWords) -> bool:
    """Whether it counts something: 3万円, 45年, 12人."""
    if len(run.digits) >= MY_NUMBER_DIGITS - 1 and not run.money:
        return False
    behind = talk.after(run.end, 8)
    if len(run.digits) > 2 and re.match(r"\s?(?:桁|けた|ケタ)", behind):
        return False
    return words.counters.match(behind) is not None and not behind.startswith(("分の", "号室"))
