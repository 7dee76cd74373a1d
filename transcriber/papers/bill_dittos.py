"""〃 in the number of a bill stands for what the line above has: 〃 第62号 below 議案第61号, 〃２ below 日程第１."""

from __future__ import annotations

import re
from collections.abc import Iterable

from transcriber.language import figures, numbers
from transcriber.minutes import rule_files

_N = numbers.INTEGER
_LAYOUT = rule_files.any_of_each(__package__, "layout")
_KIND = rf"(?:{figures.bills()}|{_LAYOUT['bills_of_papers']})"
_BILL = re.compile(rf"(?P<kind>{_KIND})\s*第?\s*(?P<number>{_N})\s*号")
_SCHEDULED = re.compile(rf"\s*(?P<head>(?:追加)?日程)\s*第?\s*{_N}")
_SAME = '[〃″”"々仝]|同上?'
_SAME_SCHEDULE = re.compile(rf"^(?P<before>\s*)(?:{_SAME})\s*第?\s*(?P<number>{_N})(?=\s)")
_SAME_KIND = re.compile(rf"(?<!\S)(?P<same>{_SAME})\s*(?P<rest>第?\s*(?P<number>{_N})\s*号)")
_ABBREVIATION = "同"
"""Also short for 同意: it says 'as above' only where the numbers go on."""


class BillDittos:
    """Follows lines, or the cells of a column, from the top."""

    def __init__(self) -> None:
        self.kind = ""
        self._number = 0
        self._schedule = ""

    def written_out(self, text: str) -> str:
        """`text` with the words that 〃 stands for; as it is where nothing above says which."""
        if self._schedule and (scheduled := _SAME_SCHEDULE.match(text)) is not None:
            begins = f"{scheduled['before']}{self._schedule}第{scheduled['number']}"
            text = begins + text[scheduled.end() :]
        same = _SAME_KIND.search(text)
        if same is not None and self.kind and self._goes_on(same):
            text = f"{text[: same.start()]}{self.kind}{same['rest']}{text[same.end() :]}"
        if (head := _SCHEDULED.match(text)) is not None:
            self._schedule = head["head"]
        if (bill := _BILL.search(text)) is not None:
            self.kind, self._number = bill["kind"], int(numbers.value(bill["number"]) or 0)
        return text

    def _goes_on(self, same: re.Match[str]) -> bool:
        return same["same"] != _ABBREVIATION or numbers.value(same["number"]) == self._number + 1


def written_out(lines: Iterable[str]) -> tuple[str, ...]:
    """Lines of an agenda in which no 〃 stands for a word of a number."""
    dittos = BillDittos()
    return tuple(map(dittos.written_out, lines))
