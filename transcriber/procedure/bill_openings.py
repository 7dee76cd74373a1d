"""Bills that a chair takes up without saying that they are up: 「議案第21号、…予算の審査を行います」, 「報告第8号、…について、学校教育課長、お願いします」."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Sequence

from transcriber.language import figures
from transcriber.language.figures import Figure, FigureKind
from transcriber.minutes import posts, rule_files
from transcriber.minutes.posts import Branch
from transcriber.minutes.procedure import Step, StepKind
from transcriber.procedure import business
from transcriber.procedure.business import Announced
from transcriber.procedure.open_items import OpenItem
from transcriber.procedure.phrase_detection import Sentence

_RULES = rule_files.any_of_each(__package__, "announcing")
_LONGEST = 120
"""Characters of a title."""

_BEFORE = re.compile(
    rf"(?:[^、。]{{1,16}}、){{0,2}}(?:(?:{_RULES['entries']})(?:の|第)?(?:[0-9０-９]+|[一二三四五六七八九十])、?)?"
)
"""次に、 and 昨日に引き続きまして、 but no sentence of its own."""

_IS = "(?:です|でございます|であります)"
_MOVES_ON = re.compile(f"(?:{_RULES['about']})")
_ANOTHER_DAY = re.compile(_RULES["another_day"])
_NEXT = re.compile(
    rf"[、の]?(?P<title>(?![はがにをもで]|と[0-9一二三四五六七八九十]|から|まで)[^。]{{3,{_LONGEST}}}?){_IS}。?$"
)
"""Behind 「続きまして、議案第26号」: whatever it is, it is up then, though its title was misheard."""

_ENTRY = re.compile(
    rf"(?:(?:{_RULES['about']}|では|はい)、?)*(?P<entry>(?:{_RULES['entries']})(?:の|第)?(?:[0-9０-９]+|[一二三四五六七八九十])(?:番目?|つ目)?[の、]、?"
    rf"(?P<title>[^。、]{{2,{_LONGEST}}}?))(?:[にへ](?:移|入|進)|{_IS}|について|に関して|の件|[、は。]|を(?:お願い|議題|説明)|$)"
)

_TITLE = re.compile(rf"[^。、]{{3,{_LONGEST}}}?(?:について|の件)(?:{_IS}|を議題|。)")
"""What can only be the title of the bill whose number is the sentence before."""

RIDER = re.compile("[附付]帯決議")
"""What a body asks for beside a bill that it passes: decided by itself, and no decision of the bill."""

_ANSWERING = posts.any_title(*(b for b in Branch if b is not Branch.MEMBER))
_BEHIND = re.compile(
    rf"[、の]?(?:(?P<subject>[^。]{{3,{_LONGEST}}}?)(?:{_RULES['takes_up']})"
    rf"|(?P<alone>[^。、]{{3,{_LONGEST}}}?(?:について|の件)){_IS}。?$"
    rf"|(?P<kind>(?:[^。、]{{1,40}}、){{0,3}}?[^。、]{{0,{_LONGEST}}}?(?:{_RULES['titles']})(?:、?第[0-9一二三四五六七八九十]+号)?){_IS}。?$"
    rf"|(?P<asked>(?:[^。、]{{1,40}}、){{0,3}}?[^。、]{{3,{_LONGEST}}}?(?:について|の件))(?:。?$|、(?:{_RULES['asked']}))"
    rf"|(?P<title>[^。]{{3,{_LONGEST}}}?(?:について|の件))、[^。、]{{0,12}}?(?:{_ANSWERING}|事務局)"
    rf"(?:[、からよりの]{{0,3}}[^。]{{0,12}}?(?:{_RULES['asked_of']})[^。]{{0,12}})?。?$)"
)


def named_bills(text: str) -> list[Figure]:
    """The bills that a text names, in order."""
    return [f for f in figures.find_figures(text) if f.kind is FigureKind.BILL]


def with_whole_titles(text: str) -> str:
    """A text in which a bill's number and its title stand in one sentence: 「議案第1号。生産緑地地区の変更についてです」. Nothing moves."""
    stops = [f.end for f in named_bills(text) if text[f.end : f.end + 1] == "。" and _TITLE.match(text, f.end + 1)]
    return "".join("、" if i in stops else c for i, c in enumerate(text)) if stops else text


def taken_up(sentence: str, start: int) -> Announced | None:
    """The bill that a sentence of the chair takes up, with its title; None if it takes up none.

    Args:
        start: where the sentence begins in its utterance.
    """
    named = named_bills(sentence)
    before = sentence[: named[0].start] if named else ""
    if len(named) != 1 or not _BEFORE.fullmatch(before) or _ANOTHER_DAY.search(before):
        return None
    behind = _BEHIND.match(sentence, named[0].end)
    if behind is None and _MOVES_ON.match(before):
        behind = _NEXT.match(sentence, named[0].end)
    said = next((t for t in behind.groupdict().values() if t), "") if behind else ""
    title = business.spoken_title(said.lstrip("、の"))
    return Announced(start + named[0].start, None, False, named[0].text, title) if title else None


def next_entry(sentence: Sentence) -> Announced | None:
    """The entry of an agenda, and no bill, that a sentence goes on to: 「次第の3、報告事項に移ります」, 「報告1、地区計画について、お願いします」."""
    found = _ENTRY.match(sentence.text)
    if found is None or named_bills(sentence.text) or _ANOTHER_DAY.search(sentence.text):
        return None
    return Announced(sentence.start + found.start("entry"), None, False, "", business.spoken_title(found["title"]))


def newly_taken_up(sentence: Sentence, items: Sequence[OpenItem]) -> Announced | None:
    """The bill that a sentence takes up, if it was not up before."""
    taken = taken_up(sentence.text, sentence.start)
    return taken if taken and business.bill_number(taken.bill) not in numbers(items) else None


def another_bill(sentence: Sentence, items: Sequence[OpenItem]) -> Announced | None:
    """The bill that a result names, where it is none that was up and the one before is decided already. (Where it is not, its number
    was misheard or misspoken: that is a doubt.)"""
    last, named = items[-1], named_bills(sentence.text)
    if len(named) != 1 or last.result in ("", "否決") or business.bill_number(named[0].text) in numbers(items):
        return None
    return Announced(sentence.start + named[0].start, None, False, named[0].text, "")


def is_about(sentence: str, item: OpenItem) -> bool:
    """Whether a result names the item, by its number or as what is up: 「本案は否決されました」."""
    named = {f.value for f in named_bills(sentence)}
    return business.bill_number(item.bill) in named or re.search(_RULES["this_bill"], sentence) is not None


def missing_number(sentence: str, items: Sequence[OpenItem]) -> str:
    """The bill that a result names, where nothing is decided of the item that is up and its own number was not understood: it is its own."""
    last, named = items[-1], named_bills(sentence)
    own = len(named) == 1 and not last.bill and not last.result
    return named[0].text if own and business.bill_number(named[0].text) not in numbers(items) else ""


def numbers(items: Iterable[OpenItem]) -> set[str]:
    """The bills that were up, by number."""
    return {business.bill_number(i.bill) for i in items if i.bill}


def voted_on(bill: str, steps: Sequence[Step]) -> bool:
    """Whether the vote since the last result, or the last recess, was said to be on this bill. Args: steps: all so far."""
    ends = (StepKind.RESULT, StepKind.RECESS, StepKind.RESUMPTION)
    since = itertools.takewhile(lambda s: s.kind not in ends, reversed(steps))
    named = (f.value for s in since if s.kind is StepKind.VOTE for f in named_bills(s.quote))
    return business.bill_number(bill) in named
