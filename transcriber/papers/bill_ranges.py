"""Several bills in one item: 議案第45号から議案第47号まで, 第51号及び議案第52号, 認定第1号、認定第2号."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import NamedTuple

from transcriber.language import figures, numbers
from transcriber.minutes import rule_files

_N = numbers.INTEGER
_LAYOUT = rule_files.any_of_each(__package__, "layout")
_KIND = rf"(?:{figures.bills()}|{_LAYOUT['bills_of_papers']})"
_SUB = rf"(?:の{_N}(?!件))?"
_FIRST = re.compile(rf"(?P<kind>{_KIND})\s*(?P<mark>第?)\s*(?P<number>{_N})\s*号(?P<sub>{_SUB})")
_LINKS = "から|より|ないし|乃至|[~～〜‐–―—−-]|及び|並びに|および|ならびに|と|[、,，・]"
_ALSO = re.compile(
    rf"\s*(?P<link>{_LINKS})\s*(?P<kind>{_KIND})?\s*第?\s*(?P<number>{_N})\s*号?(?P<sub>{_SUB})(?=号|[^0-9.年月日条項人件万億]|$)"
)
_TURNED = re.compile(rf"第?\s*(?P<number>{_N})\s*号\s*(?P<kind>{figures.bills()})")
_LINK = re.compile(rf"\s*(?:{_LINKS})\s*")
_UNTIL = re.compile(r"\s*まで")
_BARE_FIRST = re.compile(
    rf"(?P<kind>{_KIND})\s*第?\s*(?P<number>{_N})(?=\s*(?:[~～〜‐–―—−-]|から|より|ないし)\s*(?:{_KIND})?\s*第?\s*{_N}\s*号)"
)
_TOGETHER = re.compile(
    r"\s*(?:の)?(?:以上|計|合計|合わせて|都合)?[、\s]*(?:[0-9一二三四五六七八九十]+(?:議案|件|案件))?(?:[はを]?一括(?:議題|上程|審議|審査|して)?(?:とする)?)?(?=[\s、.:(（]|$)"
)
_OTHERS = re.compile(rf"\s*(?:ほか|外|他)\s*[、]?\s*{_N}\s*(?:件|議案)")
_RANGE = frozenset(("から", "より", "ないし", "乃至", *"~～〜‐–―—−-"))

_MOST = 60
"""LeadingBills of one range; more is a slip of the pen."""


class LeadingBills(NamedTuple):
    """What a text begins with.

    Attributes:
        bills: each as 議案第45号.
        rest: what stands behind them.
        wrong: what of them is not understood, Japanese, to go on after the text; empty if nothing.
    """

    bills: tuple[str, ...]
    rest: str
    wrong: str = ""


def leading_bills(text: str) -> LeadingBills:
    """The bills that a text begins with; none, and the text itself, where it begins otherwise."""
    if turned := _turned_end(text.lstrip()):
        start = text.lstrip()
        found = leading_bills(_TURNED.sub(r"\g<kind>第\g<number>号", start[:turned]) + start[turned:])
        return found._replace(bills=tuple(re.sub(r"^(.*)(第.*号)$", r"\2\1", bill) for bill in found.bills))
    start = text.lstrip()
    first = _FIRST.match(start) or _BARE_FIRST.match(start)
    if first is None:
        return LeadingBills((), text)
    kind = first["kind"]
    last = _number(first["number"])
    sub = first.groupdict().get("sub") or ""
    bills = [_bill(kind, first["number"], sub)]
    at, wrong = first.end(), ""
    while (more := _ALSO.match(start, at)) is not None:
        if more["link"] in _RANGE or more["kind"] or "号" in more[0]:
            own = more["kind"] or kind
            value = _number(more["number"])
            if more["link"] in _RANGE:
                if own != kind or not last < value <= last + _MOST:
                    wrong = f"「{start[: more.end()].strip()}」がどの番号までか分かりません"
                else:
                    bills += [_bill(kind, _as(more["number"], n), "") for n in range(last + 1, value)]
            kind, last = own, value
            bills.append(_bill(own, more["number"], more["sub"]))
            at = more.end()
            if start[at : at + 1] == "号":
                at += 1
            if until := _UNTIL.match(start, at):
                at = until.end()
        else:
            break
    rest = start[at:]
    if others := _OTHERS.match(rest):
        wrong = wrong or f"「{start[: at + others.end()].strip()}」の、ほかの議案の番号が分かりません"
        rest = rest[others.end() :]
    if len(bills) > 1 and (together := _TOGETHER.match(rest)):
        rest = rest[together.end() :]
    return LeadingBills(tuple(dict.fromkeys(bills)), rest, wrong)


def _turned_end(text: str) -> int:
    """Where numbers end that stand before what they count: 10 of 「第1号議案、第2号議案」; 0 where a text begins otherwise."""
    end = at = 0
    while match := _TURNED.match(text, at):
        end = match.end()
        link = _LINK.match(text, end)
        if link is None:
            break
        at = link.end()
    return end


def bill_in(text: str) -> bool:
    """Whether a bill is named anywhere in a text."""
    return _FIRST.search(text) is not None


def _bill(kind: str, number: str, sub: str) -> str:
    return f"{kind}第{number}号{sub}"


def _as(like: str, number: int) -> str:
    """A number in the writing of another one."""
    return str(number) if re.search("[0-9０-９]", like) else numbers.kanji(Decimal(number))


def _number(text: str) -> int:
    value = numbers.value(text)
    return int(value) if value is not None else 0
