"""What an item of business is: its number, bill and title, from the chair's words or from the papers."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from transcriber.language import figures, numbers
from transcriber.language.figures import FigureKind
from transcriber.minutes import rule_files
from transcriber.minutes.transcript import AgendaItem
from transcriber.procedure.phrase_detection import Listener, Sentence

_NUMBERED = re.compile(
    r"(?:追加)?日程の?第?\s*(?:[0-9０-９]+|[一二三四五六七八九十百]+)(?:から(?:日程)?第?[0-9０-９一二三四五六七八九十]+まで)?"
)
_LEADING = re.compile(
    rf"^(?:[、。，\s]|{rule_files.any_of(rule_files.read_rules(__package__, 'announcing')['leading'])})+"
)
_TRAILING = re.compile(r"(?:[、。，\s]|を|に|は|が|の|、(?:これ|本件|本案|以上)(?:ら)?)+$")
_BARE = re.compile(
    r"(?:それでは、?|次に、?|続いて、?|続きまして、?)*(?=(?:追加)?日程第?[0-9０-９一二三四五六七八九十]+[、，])"
)
_HEAD = 10
"""Characters at the head of a sentence that may be a 日程第N which was not recognised."""

_REACH = 160
"""Characters before 「を議題といたします」 in which its announcement begins: a long title and some."""

_BREATHS = re.compile("(?<!について)(?<!の件)(?<!こと)、")
_BUDGET_NUMBER = re.compile(f"(?<=予算)(第{numbers.INTEGER}号)$")

_SEVERAL = re.compile("^(?:から|より|ないし|及び|並びに|と)|号まで|一括")
"""Behind the first bill of several."""

SAME = 0.72
"""How alike a heard title and one of the papers must sound."""


@dataclass(frozen=True)
class Announced:
    """An item as the chair announces it."""

    start: int
    """Where the announcement begins, in characters of the utterance."""
    number: int | None
    numbered: bool
    """Whether a 日程第 was heard at all, though perhaps not which."""
    bill: str
    title: str
    last: int | None = None
    """The number of the last item, where several are announced in one: 日程第4から日程第6まで."""
    added: bool = False
    """It is announced as 追加日程第N."""


def announced(text: str, begin: int, end: int, listener: Listener) -> Announced:
    """What stands before the words that open an item.

    Args:
        begin: nothing before this character belongs to the announcement (the last step's end).
        end: where 「を議題といたします」 and the like begin.
    """
    begin = max(begin, end - _REACH)
    stretch = text[begin:end]
    number, numbered, start = None, False, begin
    exact = list(_NUMBERED.finditer(stretch))
    if len(exact) > 1 and re.search(r"から[、]?$", stretch[exact[-2].end() : exact[-1].start()]):
        return _several(stretch, begin, exact[-2], exact[-1])
    if exact:
        numbered, start = True, begin + exact[-1].start()
        number = _number(exact[-1][0])
        title_from = begin + exact[-1].end()
    else:
        title_from = begin
        for sentence in listener.sentences(stretch):
            misheard = _misheard_number(sentence, listener)
            if misheard is not None:
                numbered, start = True, begin + sentence.start
                number, title_from = misheard[0], begin + sentence.start + misheard[1]
        if not numbered:
            last = max((m.end() for m in re.finditer(r"[。？]", stretch)), default=0)
            every = [f for f in figures.find_figures(stretch) if f.kind is FigureKind.BILL]
            bills = [f for f in every if f.start >= last] or every
            start = title_from = begin + (bills[0].start if bills else last)
    bill, title = split_bill(text[title_from:end])
    added = bool(exact) and exact[-1][0].startswith("追加")
    return Announced(start, number, numbered, bill, spoken_title(title), added=added)


def bare_number(text: str, sentence: Sentence, listener: Listener) -> Announced | None:
    """What a sentence of `text` begins that names a number and a title and says no more: 「日程第2、…」."""
    if not _BARE.match(sentence.text):
        return None
    found = announced(text, sentence.start, sentence.start + len(sentence.text.rstrip("。")), listener)
    title = re.split(r"(?:を|に)(?:行|議題|入|上程)", found.title)[0]
    return replace(found, numbered=True, title=title, last=None) if title else None


def _several(stretch: str, begin: int, first: re.Match[str], last: re.Match[str]) -> Announced:
    """「日程第4、議案第1号から日程第6、議案第3号までを一括して」"""
    bills = [f for f in figures.find_figures(stretch[first.start() :]) if f.kind is FigureKind.BILL]
    bill = bills[0].text if len(bills) == 1 else f"{bills[0].text}から{bills[-1].text}まで" if bills else ""
    added = first[0].startswith("追加")
    return Announced(begin + first.start(), _number(first[0]), True, bill, "一括議題", _number(last[0]), added)


def _number(text: str) -> int | None:
    found = [f for f in figures.find_figures(text) if f.kind is FigureKind.AGENDA]
    return int(found[0].value) if found and found[0].value.isdigit() else None


def _misheard_number(sentence: Sentence, listener: Listener) -> tuple[int | None, int] | None:
    """「みて第1、」「日程代に、」「一手台に、」: a 日程第 that was not recognised, at the head of a sentence.

    Returns:
        The number where it is written, and where the title begins; None if the sentence does not begin so.
    """
    if _is_bill_alone(sentence.text):
        return None  # 認定第1号 sounds like 日程第1号
    written = re.match(r"(?:それでは、?|次に、?)?[^、。第]{1,4}第([0-9]+)[、，]", sentence.text)
    if written:
        return int(written[1]), written.end()
    mark = re.search(r"[、，]", sentence.text[:_HEAD])
    sound = listener.key("日程第")
    head = sentence.key[: len(sound) + 2]
    if mark and (sound in head or sound[1:] in head[1 : len(sound) + 1]):
        return None, mark.end()
    return None


def _is_bill_alone(sentence: str) -> bool:
    """Whether a sentence begins with a bill that is not said a second time: of two the first was a 日程第N that was misheard."""
    named = [f for f in figures.find_figures(sentence) if f.kind is FigureKind.BILL]
    again = len(named) > 1 and named[1].start - named[0].end <= 1 and named[1].value == named[0].value
    return bool(named) and named[0].start == 0 and not again


def split_bill(text: str) -> tuple[str, str]:
    """`議案第45号、令和6年度補正予算、第2号` → 議案第45号 and the rest."""
    text = _tidy(text)
    for figure in figures.find_figures(text):
        if figure.kind is FigureKind.BILL and figure.start <= 6:
            rest = _tidy(text[figure.end :])
            again = split_bill(rest)  # 「認定第3号、認定第3号、決算の認定について」: the first was a 日程第3
            return figure.text, again[1] if again[0] == figure.text else rest
    return "", text


def spoken_title(text: str) -> str:
    """A title as it is written: without the marks of a speaker's breath, and a budget's number in brackets.

    「を東郷町、一般会計補正予算、第2号」 → 東郷町一般会計補正予算（第2号）. A mark stays behind について, where a second part may begin.
    """
    title = _BREATHS.sub("", re.sub("^[をのはが]+(?=.)", "", text))
    return _BUDGET_NUMBER.sub(r"（\1）", title)


def match(found: Announced, agenda: Sequence[AgendaItem], after: int, listener: Listener) -> int | None:
    """Which item of the papers this is; None if none is like it.

    Args:
        after: index of the item before; an agenda is taken in its order, so later items win over earlier ones.
    """
    best, most = None, SAME
    for i, item in enumerate(agenda):
        likeness = listener.like(found.title, item.title) if found.title and item.title else 0.0
        if found.bill and item.bill and bill_number(found.bill) == bill_number(item.bill):
            likeness += 0.5 if found.title else 1.0
        if found.number is not None and found.number == item.number and (item.added or not found.added):
            likeness += 0.3
        likeness += 0.15 if i == after + 1 else -0.15 if i <= after else 0.0
        if likeness > most:
            best, most = i, likeness
    return best


def opened_together(found: Announced, paper: int, agenda: Sequence[AgendaItem]) -> list[int]:
    """The items of the papers that an announcement opens: all bills of one 日程第N, where it does not name only one of them."""
    number = agenda[paper].number
    same = [i for i in _one_list(agenda, paper) if number is not None and agenda[i].number == number]
    several = not found.bill or _SEVERAL.search(found.title) is not None
    return same if several and len(same) > 1 and sum(bool(agenda[i].bill) for i in same) > 1 else [paper]


def opened_by_numbers(numbers: range, agenda: Sequence[AgendaItem], after: int) -> list[int]:
    """The items of the papers that 日程第4から日程第6まで opens: where several lists count from 1 on, those of one of them, which goes on
    behind `after` if one does."""
    lists = [own for own in _lists(agenda) if any(agenda[i].number in numbers for i in own)]
    chosen = next((own for own in lists if own[-1] > after), lists[-1] if lists else [])
    return [i for i in chosen if agenda[i].number in numbers]


def _one_list(agenda: Sequence[AgendaItem], item: int) -> Sequence[int]:
    """The list among several that holds an item."""
    return next(own for own in _lists(agenda) if item in own)


def _lists(agenda: Sequence[AgendaItem]) -> Sequence[Sequence[int]]:
    """The items by lists of which each counts from its own first number on: agendas of two days, 追加日程."""
    found: list[list[int]] = []
    last = 0
    for i, item in enumerate(agenda):
        if not found or (item.number is not None and item.number < last):
            found.append([])
            last = 0
        found[-1].append(i)
        last = item.number if item.number is not None else last
    return found


def bill_number(bill: str) -> str:
    """議案第45号 and 議案第四十五号 → 議案45"""
    found = figures.find_figures(bill)
    return found[0].value if found else bill


def _tidy(text: str) -> str:
    before = None
    while before != text:
        before = text
        text = _TRAILING.sub("", _LEADING.sub("", text)).strip("「」")
    return re.sub(r"[。]", "、", text)
