"""How chairs are called and put things, where the letters tell it and not the sound (phrases.toml)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from transcriber.minutes.procedure import StepKind
from transcriber.minutes.transcript import Utterance
from transcriber.procedure.listening import Heard

CHAIR = re.compile(r"(?:副|臨時|仮)?(?:議長|委員長|会長|座長)(?:（|$)")
COMMITTEE_CHAIR = re.compile(r".*委員長(?:（|$)")
"""総務文教委員長（…）, in a committee; in a plenary that is one who reports."""

GENERAL = re.compile(r"(?:一般|代表|緊急)質問")
ABOUT = re.compile(
    r"(?:^|[、。])(?:初めに|はじめに|まず|次に|続いて|続きまして|それでは)?[、]?([^、。]{2,40}?(?:について|に関する件|の件))[、]?"
)
MOVES_ON = re.compile(r"次(?:の[^、。]{1,8})?に(?:移り|入り|進み)")
HANDS_OVER = re.compile(
    r"(?:それでは、?|では、?|次に、?|続いて、?|続きまして、?)*([^、。]{2,40}?(?:について|に関する件|の件))、"
    r"[^、。]{1,14}(?:部長|課長|局長|室長|次長|係長|所長|館長|園長|校長|参事|主幹|町長|市長|村長|区長|教育長|委員長|事務局)。?"
)
"""「学校給食費について、教育課長。」"""
ENDS_TALK = re.compile(r"(?:質疑|討論|質問|審査|発言)を$")
"""「質疑を休憩いたします」 is 終結 misheard, and no recess."""
SURE = 0.95
"""A voice without a name may be the chair's: from it only announcements count that nobody else makes, and only heard so well."""
ANYBODY_ELSE = re.compile("(?:ほか|他)に")


def chair_of(said: Sequence[Utterance]) -> re.Pattern[str] | None:
    """How the chair is called here; None where no voice is known to be the chair's."""
    names = {u.name for u in said if u.name}
    return next((p for p in (CHAIR, COMMITTEE_CHAIR) if any(p.match(n) for n in names)), None)


def only_a_chair(h: Heard) -> bool:
    """An announcement that nobody but a chair makes, heard so well that it is one."""
    kind, role = h.phrase.kind, h.phrase.role
    return h.likeness >= SURE and (
        role in ("count", "result", "deciding")
        or kind in (StepKind.RECESS, StepKind.RESUMPTION, StepKind.ADJOURNMENT, StepKind.VOTE)
        or (kind is StepKind.ITEM and h.phrase.detail == "議題")
    )
