"""Since when and until when somebody is in office, as a remark in a list says it: 令和8年3月31日辞職, R8.4.1～, 逝去."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from transcriber.minutes import rule_files, written_days
from transcriber.minutes.written_days import WrittenDay
from transcriber.office_tables.grid import compact

_MONTH = re.compile(
    r"(?:(?:令和|(?<![A-Z])R)(?P<reiwa>元|\d{1,2})|(?P<year>20\d\d))[年./](?P<month>\d{1,2})(?:月|(?![\d./-]))"
)
_FIRST_OF_REIWA = 2018
_UNDATED = r"(?<![\d/.年])\d{1,2}(?:/|月)\d{1,2}日?(?![\d/])"


@dataclass(frozen=True)
class TimeInOffice:
    """Days between which somebody is in office, both included.

    Attributes:
        since, until: None: not limited.
        left: the remark says that the time is over, and on which day cannot be read.
    """

    since: dt.date | None = None
    until: dt.date | None = None
    left: bool = False

    @property
    def limited(self) -> bool:
        """Whether there are days on which this person is not in office."""
        return self.left or self.since is not None or self.until is not None

    def holds_on(self, day: dt.date) -> bool:
        """Whether this person is in office on that day."""
        return not self.left and (self.since is None or self.since <= day) and (self.until is None or day <= self.until)


ALWAYS = TimeInOffice()


@dataclass(frozen=True)
class OfficeRemark:
    """What a remark says of the time in office.

    Attributes:
        sure: False: a word of leaving stands in it, but who left which office is not clear.
        leaving: such a word stands in it.
    """

    time: TimeInOffice
    sure: bool
    leaving: bool = False


def time_said(remark: str) -> OfficeRemark | None:
    """What a remark says of its person's time in office; None if nothing."""
    plain = compact(remark).translate(str.maketrans("〜～‐‑–—−－", "~~------"))
    plain = re.sub(r"[()\[\]【】「」※*、,。:]", "", plain)
    if _leaving().search(plain) is None:
        unclear = _moved().search(plain) or _without_year().search(plain)
        return _range(plain) or (OfficeRemark(ALWAYS, sure=False) if unclear else None)
    if _whole().fullmatch(plain) is None or (_PLANNED.search(plain) and _last_day(plain) is None):
        return OfficeRemark(ALWAYS, sure=False, leaving=True)
    until = _last_day(plain)
    return OfficeRemark(
        TimeInOffice(until=until, left=until is None),
        sure=until is not None or not any(c.isdigit() for c in plain),
        leaving=True,
    )


def says_only_moved(text: str) -> bool:
    """Whether a text says that somebody came, went or is on leave, and nothing else: 休職, 育休中."""
    return _moved().fullmatch(compact(text)) is not None


_PLANNED = re.compile("予定|見込")


def _range(plain: str) -> OfficeRemark | None:
    """R5.5.1～R8.3.31, ～R8.3.31, R8.3.31まで, R8.4.1から."""
    found = written_days.days_in(written_days.fold(plain))
    days = [d.day for d in found if d.day is not None]
    if days and len(days) == len(found) <= 2:
        first, last = plain[: found[0].start], plain[found[-1].end :]
        between = plain[found[0].end : found[-1].start]
        if len(days) == 2 and re.fullmatch("(?:から|より)?~?", between) and not first and last in ("", "まで"):
            return OfficeRemark(TimeInOffice(days[0], days[1]), sure=True)
        if len(days) == 1 and (first, last) in (("~", ""), ("", "まで"), ("~", "まで")):
            return OfficeRemark(TimeInOffice(until=days[0]), sure=True)
    return _since(plain, found)


def _since(plain: str, found: Sequence[WrittenDay]) -> OfficeRemark | None:
    if _beginning().search(plain) is None or len(found) > 1:
        return None
    if len(found) == 1 and found[0].day is not None:
        rest = plain[: found[0].start] + plain[found[0].end :]
        day: dt.date | None = found[0].day
    elif (month := _MONTH.search(plain)) is not None:
        rest, day = plain[: month.start()] + plain[month.end() :], _of_month(month, last=False)
    else:
        return None
    if re.fullmatch(f"(?:議員|委員)?(?:に|として)?(?:付け?で?)?(?:{_beginning().pattern})+", rest) is None:
        return None
    return OfficeRemark(TimeInOffice(since=day), sure=True)


def _last_day(plain: str) -> dt.date | None:
    days = [d.day for d in written_days.days_in(written_days.fold(plain)) if not d.unclear]
    if days:
        return days[-1]
    month = _MONTH.search(plain)
    return _of_month(month, last=True) if month is not None else None


def _of_month(found: re.Match[str], *, last: bool) -> dt.date | None:
    reiwa = found["reiwa"]
    year = int(found["year"]) if found["year"] else _FIRST_OF_REIWA + (1 if reiwa == "元" else int(reiwa))
    month = int(found["month"])
    if not 1 <= month <= 12:
        return None
    return dt.date(year, month, calendar.monthrange(year, month)[1] if last else 1)


@cache
def _words() -> dict[str, str]:
    return rule_files.any_of_each(__package__, "remarks")


@cache
def _leaving() -> re.Pattern[str]:
    return re.compile(_words()["leaving"])


@cache
def _moved() -> re.Pattern[str]:
    return re.compile(_words()["moved"])


@cache
def _without_year() -> re.Pattern[str]:
    """12/1付 着任, 10/1~: of which year is not said."""
    coming = f"{_UNDATED}(?:付け?)?(?:より|から|に|で)?(?:{_words()['coming']}|~$)"
    return re.compile(f"{coming}|(?:^|~){_UNDATED}(?:まで$|~$)|~{_UNDATED}$")


@cache
def _beginning() -> re.Pattern[str]:
    return re.compile(_words()["beginning"])


@cache
def _whole() -> re.Pattern[str]:
    """A remark that speaks of nothing but its own person's leaving."""
    rules = _words()
    day = f"(?:(?:{rules['days']})+(?:付け?|をもって|で|に|限りで?|まで)?)?"
    leaving = f"(?:(?:{rules['leaving']})(?:{rules['afterwards']})*)+"
    return re.compile(f"{day}(?:{rules['reasons']})*(?:議員|委員|職)?(?:を|の)?{leaving}{day}")
