"""The agenda in a paper: 日程第1 …, 議案第45号 …, and numbered lists under 次第 or 案件."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence

from transcriber.language import figures, numbers
from transcriber.minutes import rule_files
from transcriber.minutes.transcript import AgendaItem

_N = numbers.INTEGER
_BILL = rf"(?:{figures.bills()})\s*第?\s*{_N}\s*号"
_SCHEDULED = re.compile(rf"^\s*(?:追加)?(?:日\s*程\s*)第?\s*(?P<number>{_N})[\s.:、,]*(?P<rest>.*)$")
_IN_LIST = re.compile(rf"^\s*第\s*(?P<number>{_N})(?![\s]*[号条回章節項編款])[\s.:、]+(?P<rest>\S.*)$")
_BILL_LINE = re.compile(rf"^\s*(?P<bill>{_BILL})[\s.:、]*(?P<rest>.*)$")
_NUMBERED = re.compile(
    rf"^\s*(?:\(\s*(?P<a>{_N})\s*\)\s*|(?P<d>[⑴-⒇])\s*|(?P<b>[0-9]{{1,2}})\s*[.、)\s]\s*|(?P<c>[一二三四五六七八九十]{{1,2}})\s*[.、\s]\s*"
    r"|(?P<e>[①-⑳㉑-㊿⒈-⒛])\s*)(?P<rest>\S.*)$"
)
_HEADING = re.compile(r"^\s*(?:.{0,30}(?:議事日程|会議次第|次\s*第|日\s*程))\s*(?:\(.*\))?\s*$")
_LAYOUT = rule_files.any_of_each(__package__, "layout")
_OTHER_HEADING = re.compile(f"(?:{_LAYOUT['other_headings']})")
_TITLE_END = re.compile(f"(?:{_LAYOUT['title_ends']})$")
_TRAILING = re.compile(r"(?:[.・…‥\-\s]{2,}\s*P?\.?\s*\d+\s*(?:ページ|頁)?|\s+P\.?\s*\d+)$")
_ROUTINE = re.compile(f"^(?:{_LAYOUT['routine']})$")

_LONG_LINE = 24
"""Characters from which on a line may have been wrapped."""


def items(lines: Iterable[str]) -> tuple[AgendaItem, ...]:
    """The items in their order; of the same bill or number told twice (table of contents, body), the first one."""
    found: dict[tuple[int | None, str], AgendaItem] = {}
    bills: set[str] = set()
    for item in _every([line.strip() for line in lines]):
        if item.bill and item.bill in bills:
            continue
        bills.add(item.bill)
        key = (item.number, item.bill or item.title)
        if item.number is not None and any(k[0] == item.number and not item.bill for k in found):
            continue
        found.setdefault(key, item)
    return tuple(found.values())


def _every(lines: Sequence[str]) -> Iterator[AgendaItem]:
    scheduled = any(_SCHEDULED.match(line) for line in lines)
    listing = by_schedule = False
    for at, line in enumerate(lines):
        if not line:
            continue
        if match := _SCHEDULED.match(line):
            yield from _item(_number(match["number"]), match["rest"], lines, at)
        elif match := _BILL_LINE.match(line):
            if match["rest"] or not scheduled:
                yield from _item(None, line, lines, at)
        elif listing and not scheduled and (match := _IN_LIST.match(line)):
            yield from _item(_number(match["number"]), match["rest"], lines, at)
        elif listing and not scheduled and (match := _NUMBERED.match(line)):
            number = _number(match["b"] or match["c"] or _digits(match["e"] or ""))
            if not _ROUTINE.match(match["rest"].strip()):
                own = by_schedule and not (match["a"] or match["d"])
                yield from _item(number if own else None, match["rest"], lines, at)
        elif _HEADING.match(line):
            listing, by_schedule = True, re.search(r"日\s*程", line) is not None  # a 次第's own numbers are no 日程第N
        elif _OTHER_HEADING.search(line) and len(line) < 20:
            listing = False


def _item(number: int | None, rest: str, lines: Sequence[str], at: int) -> Iterator[AgendaItem]:
    below = lines[at + 1] if at + 1 < len(lines) else ""
    text = rest.strip() or ("" if any(p.match(below) for p in (_SCHEDULED, _IN_LIST, _NUMBERED, _HEADING)) else below)
    following = below if rest.strip() else ""
    if len(text) >= _LONG_LINE and following and not _TITLE_END.search(text) and not _begins(following):
        text += following
    bill = ""
    if match := _BILL_LINE.match(text):
        bill, text = re.sub(r"\s", "", match["bill"]), match["rest"]
        if "第" not in bill:
            bill = re.sub(rf"(?={_N}号$)", "第", bill, count=1)
    title = re.sub(r"\s+", " ", _TRAILING.sub("", text)).strip(" 　、.:")
    if title or bill:
        yield AgendaItem(number=number, title=title[:120], bill=bill)


def _begins(line: str) -> bool:
    """Whether a line begins something of its own, so that it does not continue the one before."""
    return not line or any(p.match(line) for p in (_SCHEDULED, _BILL_LINE, _IN_LIST, _NUMBERED, _HEADING))


def _digits(mark: str) -> str:
    """① → 1: a numeral in one character, which is kept in titles as the office wrote it."""
    return unicodedata.normalize("NFKC", mark).rstrip(".")


def _number(text: str) -> int:
    value = numbers.value(text)
    return int(value) if value is not None else 0
