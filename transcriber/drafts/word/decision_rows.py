"""議決一覧: what was decided, a row each; a motion to amend and a 附帯決議 have one of their own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from transcriber.drafts.word import docket, wording
from transcriber.drafts.word.vocabulary import DecisionTags
from transcriber.minutes.procedure import BusinessItem, Procedure, Step, StepKind
from transcriber.procedure import bill_openings

_RIDER = "附帯決議"
_AMENDMENTS = ("修正案", "修正動議")
_COUNTS = ("全員", "多数", "少数", "異議なし", "同数", "起立")
"""What the detail of a vote ends with where it says how many, and not how they vote."""


def outcome(item: BusinessItem) -> str:
    """起立全員で可決; as much of it as was heard."""
    if item.result and item.count:
        return f"{item.count}で{item.result}" if item.count != "異議なし" else f"異議なく{item.result}"
    return item.result or item.count


def decision_rows(procedure: Procedure) -> Iterator[DecisionTags]:
    """Every decision that was heard, in order; votes that belong to no item first."""
    if loose := procedure.votes_without_item():
        results = [s for s in loose if s.kind is StepKind.RESULT]
        place = (results or list(loose))[0]
        yield DecisionTags(
            bill="", title=wording.NO_ITEM, method="", count="", places=_place(place),
            result=results[0].detail if len(results) == 1 else "",
        )  # fmt: skip
    for item in procedure.items:
        results = [s for s in item.steps if s.kind is StepKind.RESULT]
        riders = [s for s in results if bill_openings.RIDER.search(s.quote)]
        votes = [s for s in results if s not in riders]
        if not results and not any(s.kind is StepKind.VOTE for s in item.steps):
            continue
        title = item.title or wording.NO_TITLE
        yield from (_beside(item, s, "修正案") for s in votes[:-1] if any(w in s.quote for w in _AMENDMENTS))
        last = votes[-1] if votes else next(s for s in reversed(item.steps) if s.kind is StepKind.VOTE)
        yield DecisionTags(
            bill=item.bill, title=title, method=item.method, count=item.count, result=item.result, places=_place(last)
        )
        yield from (_beside(item, s, _RIDER) for s in riders)


def _beside(item: BusinessItem, result: Step, what: str) -> DecisionTags:
    """What was decided beside the bill itself: an amendment, a resolution that is added to it."""
    before = _since_last_result(item.steps, result)
    told = [s.detail for s in before if s.kind is StepKind.VOTE]
    counts = [d for d in told if d.endswith(_COUNTS) and d != "起立"]
    methods = [d for d in told if d not in counts and d != "採決"]
    return DecisionTags(
        bill=item.bill,
        title=f"{item.title or wording.NO_TITLE}（{what}）",
        method=methods[-1] if methods else "",
        count=counts[-1] if counts else "",
        result=result.detail,
        places=_place(result),
    )


def _since_last_result(steps: Sequence[Step], result: Step) -> Sequence[Step]:
    until = steps[: steps.index(result)]
    first = max((n + 1 for n, s in enumerate(until) if s.kind is StepKind.RESULT), default=0)
    return until[first:]


def _place(step: Step) -> str:
    return docket.place_list([(step.utterance, step.time)])
