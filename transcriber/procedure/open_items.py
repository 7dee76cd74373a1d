"""Items of business while the meeting is followed, and whose decision a vote belongs to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from transcriber.minutes.procedure import BusinessItem, GeneralQuestion, Step, StepKind
from transcriber.minutes.transcript import AgendaItem

PASSED = ("可決", "認定", "同意", "承認", "採択")
REJECTED = ("否決", "不認定", "不同意", "不採択")


@dataclass(frozen=True)
class Vote:
    """What was said of one vote; empty where it was not heard."""

    method: str = ""
    count: str = ""

    def __bool__(self) -> bool:
        return bool(self.method or self.count)

    def with_more(self, other: Vote) -> Vote:
        """This, and what `other` says of the same vote."""
        return Vote(other.method or self.method, other.count or self.count)


@dataclass
class OpenItem:
    """An item, from its announcement on.

    Attributes:
        added: on an additional agenda (追加日程).
        decided: the vote that its result rests on.
        under_way: what was said of a vote since its last result. It is this item's only where a result follows: after the decision
            a chair also asks for other things (who writes the report, whether the next item is not public).
    """

    number: int | None
    title: str
    bill: str
    paper: int | None
    utterance: str
    position: int
    time: float
    added: bool = False
    steps: list[Step] = field(default_factory=list)
    questions: list[GeneralQuestion] = field(default_factory=list)
    decided: Vote = Vote()
    under_way: Vote = Vote()
    result: str = ""

    def has(self, *kinds: StepKind) -> bool:
        """Whether a step of these kinds was heard in it."""
        return any(s.kind in kinds for s in self.steps)

    def hear_vote(self, vote: Vote) -> None:
        """Something was said of a vote while this item was up."""
        self.under_way = self.under_way.with_more(vote)

    def decide(self, result: str, vote: Vote = Vote(), *, named: bool = True) -> None:
        """A result was announced.

        Args:
            vote: one that was held for several items together.
            named: that it is this item's; else it may be of how the meeting goes on, and what was passed stays passed.
        """
        if not named and self.result in PASSED and result != self.result:
            self.under_way = Vote()
            return
        own = vote.with_more(self.under_way)
        self.decided = own if own or not self.result else self.decided
        self.under_way, self.result = Vote(), result

    def forget_vote(self) -> None:
        """What was said of a vote since the last result was about something else: how the meeting goes on."""
        first = max((n + 1 for n, s in enumerate(self.steps) if s.kind is StepKind.RESULT), default=0)
        self.steps = [s for n, s in enumerate(self.steps) if n < first or s.kind is not StepKind.VOTE]
        self.under_way = Vote()

    def closed(self) -> BusinessItem:
        """As it stands at the end."""
        vote = self.decided if self.result else self.under_way
        return BusinessItem(
            number=self.number, title=self.title, bill=self.bill, added=self.added, from_papers=self.paper is not None, utterance=self.utterance,
            position=self.position, time=self.time, steps=tuple(self.steps), questions=tuple(self.questions),
            method=vote.method, count=vote.count, result=self.result,
        )  # fmt: skip


def with_unheard(followed: Sequence[OpenItem], agenda: Sequence[AgendaItem]) -> tuple[BusinessItem, ...]:
    """The items as they stand at the end; those of the papers that were not heard stand where the papers have them."""
    heard = [i.closed() for i in followed]
    places = {i.paper: n for n, i in enumerate(followed) if i.paper is not None}
    items = list(heard)
    for number, entry in reversed(list(enumerate(agenda))):
        if number not in places:
            before = [places[n] for n in places if n < number]
            at = items.index(heard[max(before)]) + 1 if before else 0
            unheard = BusinessItem(
                number=entry.number, title=entry.title, bill=entry.bill, added=entry.added, from_papers=True
            )
            items.insert(at, unheard)
    return tuple(items)
