"""What is missing in the course of a meeting, as doubts at the place where it should have been heard."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence

from transcriber.minutes.procedure import BusinessItem, Procedure, Recess, Step, StepKind
from transcriber.minutes.transcript import Doubt, DoubtKind, Utterance
from transcriber.procedure import bill_openings, business, chair_wording
from transcriber.procedure.open_items import PASSED, REJECTED

_NAMES = {
    StepKind.EXPLANATION: "説明",
    StepKind.QUESTIONS: "質疑",
    StepKind.DEBATE: "討論",
    StepKind.VOTE: "採決",
    StepKind.RESULT: "採決の結果",
}
_SENTENCES = re.compile(r"[^。？！]+[。？！]?")
_LEAST = 3
"""Steps without which this is no formal meeting, and nothing can be missing."""

_ENDS_WITHIN = 60.0
"""Seconds: a recess this close to the end of the recording has its resumption in another one."""


_LONG_TALK = 10.0
_LONG_TEXT = 40
"""Seconds and characters that somebody who leads does not speak without a word of leading; less is a call, a thank-you, a slip."""


def unlike_a_chair(leading: Sequence[Utterance], led: Collection[str]) -> Mapping[str, tuple[Doubt, ...]]:
    """Utterance → a doubt about who speaks: it has the chair's name, but nothing of how a meeting is led. Another person's voice
    that is like the chair's, who goes on after a call, looks so.

    Args:
        leading: the utterances that have the chair's name.
        led: ids of those in which a chair's phrase was heard.
    """
    return {
        u.id: (
            _doubt(
                u.start,
                f"{u.name}の名前が付いていますが、会議を進める言葉がありません。ほかの人の発言でないか、聞いてください。",
            ),
        )
        for u in leading
        if u.id not in led
        and u.end - u.start >= _LONG_TALK
        and len(u.text) >= _LONG_TEXT
        and not chair_wording.only_leading(u.text)
    }


def newly_elected(said: Sequence[Utterance], elected: Mapping[str, float]) -> Mapping[str, tuple[Doubt, ...]]:
    """Utterance → that who speaks was elected to lead, where they first do: how they are called from there on is for a person to say.

    Args:
        elected: label of a person, and since when (seconds).
    """
    first: dict[str, Utterance] = {}
    for u in said:
        if u.name and u.start > elected.get(u.name, u.end):
            first.setdefault(u.name, u)
    return {
        u.id: (
            _doubt(
                u.start,
                f"{name}は、この前に議長（委員長）に当選しています。ここから後の話者名を、議長（委員長）に直すか決めてください。",
            ),
        )
        for name, u in first.items()
    }


def told_already(step: Step, steps: Sequence[Step]) -> bool:
    """Whether the sentence of a step gave one of its kind already: 「休憩前に引き続き会議を開きます」 says it in two ways."""
    return any((s.kind, s.utterance, s.quote) == (step.kind, step.utterance, step.quote) for s in steps)


def lone_resumptions(procedure: Procedure) -> list[Step]:
    """Resumptions in the midst of a recording of which the recess was not heard."""
    ends = [r.ends for r in procedure.recesses]
    begun = [s for s in procedure.steps if s.kind in (StepKind.OPENING, StepKind.SITTING, StepKind.RESUMPTION)]
    return [s for s in begun[1:] if s.kind is StepKind.RESUMPTION and s not in ends]


def rests_at_the_end(procedure: Procedure, end: float) -> bool:
    """Whether a recording ends in a recess: its resumption, and the end of the meeting, are in another one. Args: end: seconds."""
    last = procedure.recesses[-1] if procedure.recesses else None
    return last is not None and last.ends is None and end - last.begins.time <= _ENDS_WITHIN


def corrections(said: Sequence[Utterance]) -> Mapping[str, tuple[Doubt, ...]]:
    """Utterance → a doubt where something that was said is corrected: how both places are recorded is for a person to decide."""
    found: defaultdict[str, list[Doubt]] = defaultdict(list)
    for u in said:
        for sentence in _SENTENCES.finditer(u.text):
            if chair_wording.takes_back(sentence[0]):
                reason = "前の発言を訂正しているようです。訂正の前の箇所と、ここの書き方を決めてください。"
                found[u.id].append(_doubt(u.time_at(sentence.start()), reason))
    return {u: tuple(d) for u, d in found.items()}


def comings_and_goings(said: Sequence[Utterance]) -> list[float]:
    """When the chair, or anybody where no voice is known to be the chair's, says that somebody is absent, comes late or leaves: seconds,
    in order."""
    chair = chair_wording.chair_of(said)
    return [
        u.time_at(m.start())
        for u in said
        if chair is None or (u.name and chair(u.name))
        for m in _SENTENCES.finditer(u.text)
        if chair_wording.tells_attendance(m[0])
    ]


def procedure_doubts(procedure: Procedure, said: Sequence[Utterance]) -> Mapping[str, tuple[Doubt, ...]]:
    """Utterance → doubts that follow from the procedure."""
    if len(procedure.steps) < _LEAST:
        return {}
    found: defaultdict[str, list[Doubt]] = defaultdict(list)
    first, last = said[0], said[-1]
    starts = (StepKind.OPENING, StepKind.SITTING, StepKind.RESUMPTION)
    begun = next((s.kind for s in procedure.steps if s.kind in (*starts, StepKind.RECESS)), None)
    if begun not in starts:  # a recording may begin after a recess
        found[first.id].append(_doubt(first.start, "開会（開議）の宣告が見つかりません。冒頭を聞いてください。"))
    if procedure.last(StepKind.ADJOURNMENT) is None and not rests_at_the_end(procedure, last.end):
        found[last.id].append(_doubt(last.end, "散会（閉会）の宣告が見つかりません。終わりを聞いてください。"))
    for recess in procedure.recesses:
        if recess.ends is None and last.end - recess.begins.time > _ENDS_WITHIN:
            found[recess.begins.utterance].append(
                _at(recess, "休憩のあとの再開の宣告が見つかりません。再開の時刻を確かめてください。")
            )
    for again in lone_resumptions(procedure):
        reason = "再開の宣告がありますが、その前の休憩の宣告が聞き取れていません。休憩の時刻を確かめてください。"
        found[again.utterance].append(_step(again, reason))
    debates = chair_wording.holds_debates(said) or procedure.first(StepKind.DEBATE) is not None
    before: BusinessItem | None = None
    for item in procedure.items:
        _item(item, before, first, found, debates)
        before = item if item.utterance else before
    return {u: tuple(d) for u, d in found.items()}


def _item(
    item: BusinessItem,
    before: BusinessItem | None,
    first: Utterance,
    found: defaultdict[str, list[Doubt]],
    debates: bool,
) -> None:
    name = f"「{'　'.join(filter(None, (item.bill, item.title)))}」"
    if item.utterance is None or item.time is None:
        place = before.utterance if before and before.utterance else first.id
        time = before.time if before and before.time is not None else first.start
        found[place].append(_doubt(time, f"資料の議事日程にある{name}が、議題になった箇所が見つかりません。"))
        return
    kinds = {s.kind for s in item.steps}
    if any("質疑" in s.quote for s in item.steps if s.kind is StepKind.DEBATE):
        kinds.add(StepKind.QUESTIONS)  # 「質疑も討論も通告がありませんので」
    if StepKind.VOTE not in kinds and not (item.bill and item.bill.startswith("議案")):
        return
    wanted = [StepKind.QUESTIONS, StepKind.DEBATE, StepKind.VOTE, StepKind.RESULT] if item.bill else [StepKind.RESULT]
    if item.result in ("付託", "継続審査"):
        wanted = []
    if item.bill and item.bill.startswith("選挙"):
        wanted = [StepKind.RESULT]  # nobody asks about an election, and nobody speaks for or against it
    if any(s.detail == "省略" for s in item.steps):
        wanted = [StepKind.VOTE, StepKind.RESULT]
    missing = [k for k in wanted if k not in kinds and (debates or k is not StepKind.DEBATE)]
    if missing:
        what = "・".join(_NAMES[k] for k in missing)
        found[item.utterance].append(_doubt(item.time, f"{name}の{what}の宣告が聞き取れていません。"))
    for step in item.steps:
        named = [f.text for f in bill_openings.named_bills(step.quote)] if step.kind is StepKind.RESULT else []
        if item.bill and named and business.bill_number(item.bill) not in map(business.bill_number, named):
            reason = f"議題は{name}ですが、結果の宣告では{'、'.join(named)}と聞こえます。どちらの番号か、聞いて確かめてください。"
            found[step.utterance].append(_step(step, reason))
    passed = next((s for s in item.steps if s.kind is StepKind.RESULT and s.detail == item.result), None)
    for step in item.steps:
        if bill_openings.RIDER.search(step.quote):
            continue
        if passed and item.result in PASSED and step.detail in REJECTED and step.time > passed.time:
            reason = f"{name}が{item.result}と宣告された後に、「{step.detail}」の宣告があります。何が{step.detail}されたのか、聞いて確かめてください。"
            found[step.utterance].append(_step(step, reason))
    if (item.count.endswith("少数") and item.result in PASSED) or (
        item.count.endswith(("全員", "多数")) and item.result in REJECTED
    ):
        vote = next(s for s in reversed(item.steps) if s.kind is StepKind.RESULT)
        found[vote.utterance].append(
            _doubt(vote.time, f"{name}は{item.count}なのに{item.result}となっています。どちらかの聞き違いです。")
        )


def _at(recess: Recess, reason: str) -> Doubt:
    return _step(recess.begins, reason)


def _step(step: Step, reason: str) -> Doubt:
    return _doubt(step.time, reason)


def _doubt(time: float, reason: str) -> Doubt:
    return Doubt(kind=DoubtKind.PROCEDURE, start=time, end=time, reason=reason)
