"""Numbers of bills as they were meant. Some lost their last beat: 議案第45号 said fast is よんじゅうごーごー, and heard as 議案第40号.

And numbers in which the speaker paused: 議案第30、4号 is 34, since bills that are named together are named in their order.

Of all digits only 五 sounds like the 号 behind it, so only a round number is doubted, and only where the meeting names it a
single time, no paper lists it, and the number with 五 is the one that was called.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from transcriber.language import figures, numbers
from transcriber.language.edits import Edit
from transcriber.language.targets import ChangeReason

_BILL = re.compile(rf"({figures.bills()})第({numbers.INTEGER})号")
_PAUSED = re.compile(
    rf"(?:{figures.bills()})第(?:(?P<tens>[1-9１-９])[0０]|(?P<kanji>[二三四五六七八九]?十))(?P<pause>[、，])(?P<ones>[1-9１-９]|[一二三四五六七八九])号"
)
_CALLED = 2
"""Times that a number must be named to be the one that was meant."""

Bill = tuple[str, int]
"""What it is, and its number: (議案, 45)."""


def named(texts: Iterable[str]) -> Counter[Bill]:
    """How often each bill is named in `texts`."""
    return Counter(bill for text in texts for match in _BILL.finditer(text) if (bill := _bill(match)) is not None)


@dataclass(frozen=True)
class Bills:
    """The bills of one meeting.

    Attributes:
        said: how often the whole meeting names each one, as recognised.
        papers: the same for its agenda.
    """

    said: Mapping[Bill, int] = field(default_factory=dict)
    papers: Mapping[Bill, int] = field(default_factory=dict)


def bill_edits(text: str, bills: Bills) -> Iterator[Edit]:
    """The numbers in `text` that must have ended in 五, and those that a pause divided."""
    for match in _PAUSED.finditer(text):
        after = match["kanji"] + match["ones"] if match["kanji"] else match["tens"] + match["ones"]
        yield Edit(
            match.start("kanji" if match["kanji"] else "tens"), match.end("ones"), after, ChangeReason.NUMBERED.value
        )
    for match in _BILL.finditer(text):
        bill = _bill(match)
        if bill is None or bill[1] % 10 or bills.said.get(bill, 0) > 1 or bill in bills.papers:
            continue
        meant = (bill[0], bill[1] + 5)
        if bills.said.get(meant, 0) >= _CALLED or meant in bills.papers:
            digits = match[2]
            after = digits[:-1] + {"0": "5", "０": "５", "〇": "五"}.get(digits[-1], digits[-1] + "五")
            yield Edit(match.start(2), match.end(2), after, ChangeReason.NUMBERED.value)


def _bill(match: re.Match[str]) -> Bill | None:
    value = numbers.value(match[2])
    return None if value is None else (match[1], int(value))
