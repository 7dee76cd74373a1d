"""A meeting that ends with 「これで終わります」: the board is none that is closed by a set phrase."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from transcriber.minutes import rule_files
from transcriber.minutes.procedure import Procedure, Step, StepKind
from transcriber.minutes.transcript import Utterance
from transcriber.procedure import chair_wording

_RULES = rule_files.any_of_each(__package__, "announcing")
_ENDS = re.compile(
    rf"(?:^|(?<=[。、]))(?:それでは|では|はい|、)*(?:{_RULES['closing']})、?(?:本日の|今日の)?、?(?:(?:{_RULES['whole']})[はを]?、?){{0,2}}"
    rf"(?:{_RULES['over']})"
)
_AT_THE_END = 30.0
"""Seconds before the last word: earlier than that 「以上で終わります」 ends an answer."""


def with_plain_ending(
    procedure: Procedure, said: Sequence[Utterance], chair: Callable[[str], bool] | None
) -> Procedure:
    """The course, closed by who leads with plain words at the very end, where no set phrase closed it.

    Args:
        chair: tells by a name who leads; None where nobody is known to.
    """
    if procedure.last(StepKind.ADJOURNMENT) is not None or not procedure.steps:
        return procedure
    # A council's sitting may be over for the day or for good: its chair did not say which.
    detail = "散会（閉会）" if chair_wording.holds_debates(said) else "閉会"
    last = said[-1].end
    for u in reversed(said):
        if last - u.end > _AT_THE_END:
            break
        if chair is not None and not (u.name and chair(u.name)):
            continue
        for m in reversed(list(re.finditer(r"[^。？！\n]+[。？！]?", u.text))):
            if (found := _ENDS.search(m[0])) and last - u.time_at(m.start()) <= _AT_THE_END:
                position = m.start() + found.start()
                step = Step(
                    kind=StepKind.ADJOURNMENT, utterance=u.id, position=position, time=round(u.time_at(position), 1),
                    quote=m[0].strip(), likeness=1.0, detail=detail,
                )  # fmt: skip
                return procedure.model_copy(update={"steps": (*procedure.steps, step)})
    return procedure
