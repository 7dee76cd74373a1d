"""Titles between the rows of a list, numbered and with how many stand below them: 2　厚生産業常任委員会（5人）, 3 説明員."""

from __future__ import annotations

import re

from transcriber.office_tables import headings
from transcriber.office_tables.grid import compact
from transcriber.office_tables.office_words import is_group, is_legend, is_office, may_be_group, remark_rules
from transcriber.office_tables.table_block import BlockRow
from transcriber.office_tables.written_names import one_line

_IN_BRACKETS = re.compile(r"[【《〈<＜〔［\[].*[】》〉>＞〕］\]]")
_NUMBER = re.compile(r"^(?:[(（]?[0-9０-９]{1,2}[)）.．、]?|[①-⑳Ⅰ-Ⅻ])[\s\u3000]*(?=[^\d\s])")
_MEMBERS = re.compile(
    r"(?:^|会議(?=委員)|会(?!議委員))(?P<post>[^会\d]{0,10}(?:委員|議員))(?:の?(?:名簿|一覧表?|名列表?))?$"
)
_NOTED = re.compile(r"[(（][^()（）]*[)）]")
_ATTENDING = re.compile(f"^(?:{remark_rules()['before_members']})+")
"""出席議員: what they are is 議員."""
_COUNT = re.compile(r"[\s\u3000]*[(（](?:計|全|定数|定員)?[0-9０-９]+(?:名|人|議席)[)）]$")


_MARKS = "○◯◎●〇□■◇◆☆★△▲▽▼・※"
_DAY = re.compile(f"^(?:{remark_rules()['days_of_titles']})")
"""Before what a list is of: 令和7年12月1日改選, 第25期."""


def bare_title(text: str) -> str:
    """The title without its number and its count."""
    return _COUNT.sub("", _NUMBER.sub("", text.strip()))


def plain_title(text: str) -> str:
    """The title without number, count and brackets, in one line."""
    return one_line(re.sub(r"[【】《》〈〉<>＜＞〔〕［］\[\]]", "", bare_title(text))).lstrip(_MARKS + " ")


def heads_group(text: str, *, maybe_name: bool) -> bool:
    """Whether a text alone in its row is the title of the rows below: 【清風会】, 総務文教委員会, 2　清風会（5人）.

    Args:
        maybe_name: it stands where a name may stand.
    """
    bare = bare_title(text)
    if headings.is_index(text) and not re.fullmatch("[A-ZＡ-Ｚ]", text.strip()):  # A may be who comes for help
        return True
    if _IN_BRACKETS.fullmatch(bare) or compact(bare).endswith("委員会") or is_legend(bare):
        return True
    return not maybe_name and is_group(bare.lstrip("■◆●○◎▼★・ 　"))


def unit_in_title(text: str) -> str:
    """The office that a text alone in its row names, with how many work there and how they are called: 総務課 of 総務課（3名）　内線210～; empty if
    it names none, or a post."""
    first = next((plain_title(word) for word in _NOTED.sub(" ", text).split()), "")
    whole = is_office(compact(text)) or is_office(compact(_NOTED.sub("", text)))
    return first if not whole and (is_group(first) or may_be_group(first)) else ""


def goes_on_with_post(row: BlockRow) -> bool:
    """Whether a row without a name says what else the person above it holds: （兼）選挙管理委員会書記長."""
    return not row.text("name") and re.match(r"[(（]?[兼併](?:務|任|職)?[)）]?\s*\S", row.text("post")) is not None


def is_no_number(text: str) -> bool:
    """Whether what stands where a number belongs is a title."""
    bare = bare_title(text)
    return len(bare) > 1 and not any(c.isdigit() for c in bare)


def post_in_title(title: str) -> str:
    """What those are whom a list's title names (委員 of 環境審議会委員); empty if it names none."""
    found = _MEMBERS.search(_DAY.sub("", _NOTED.sub("", compact(plain_title(title)))))
    return _ATTENDING.sub("", found["post"]) if found is not None else ""
