"""What the machine has already found out for the checklist, and why it believes so. A person still ticks the box."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Collection, Sequence
from itertools import pairwise

from transcriber.drafts.word import attending, wording
from transcriber.drafts.word.numbering import Numbered
from transcriber.drafts.word.vocabulary import Answers
from transcriber.minutes.meeting_clock import ClockSource
from transcriber.minutes.procedure import BusinessItem, Step, StepKind
from transcriber.minutes.recorder_names import JST
from transcriber.minutes.transcript import ABOUT_SPEAKERS, DoubtKind, RecordKind, Transcript, timecode
from transcriber.procedure import checks

_DONE, _LOOK = "機械で確認済み", "要確認"
_MOST_PLACES = 6
_LATE = 30
"""Minutes by which a meeting may resume off the time that was said before nobody calls the two the same."""

_WEIGHTY = frozenset(
    (DoubtKind.PROCEDURE, DoubtKind.NUMBER, DoubtKind.GAP, DoubtKind.LOOP, DoubtKind.STOCK_PHRASE, DoubtKind.HOMOPHONE)
)
"""Doubts beside which nothing said in the same utterance counts as checked."""


def answers(transcript: Transcript, doubts: Sequence[Numbered]) -> Answers:
    """One line for each check that a machine can help with. What only a person can know it never calls checked."""
    council = transcript.meeting.kind is RecordKind.COUNCIL
    return Answers(
        times=_times(transcript, doubts) if council else "",
        attendance=_attendance(transcript, doubts) if council else "",
        speakers=_speakers(transcript, doubts) if council else _voices(transcript),
        agenda=_agenda(transcript) if council else "",
        votes=_votes(transcript, doubts) if council else "",
        doubts=f"未処理の要確認は {len(doubts)}か所です。"
        if doubts
        else "機械が見つけた要確認の箇所はありません（誤りがないという意味ではありません）。",
    )


def _times(transcript: Transcript, doubts: Sequence[Numbered]) -> str:
    p = transcript.procedure
    begins = p.first(StepKind.OPENING) or p.first(StepKind.SITTING)
    ends = p.last(StepKind.ADJOURNMENT)
    taken_up = p.first(StepKind.RESUMPTION)
    inside = begins is None and taken_up is not None and not any(r.begins.time < taken_up.time for r in p.recesses)
    rests = bool(transcript.utterances) and checks.rests_at_the_end(p, transcript.utterances[-1].end)
    expected = (("開会（開議）", begins, inside), ("散会（閉会）", ends, rests))
    missing = [name for name, step, elsewhere in expected if step is None and not elsewhere] + [
        "再開" for r in p.recesses if r.ends is None and not (rests and r is p.recesses[-1])
    ]
    missing += ["休憩"] if checks.lone_resumptions(p) else []
    if missing:
        return f"{_LOOK}：{'、'.join(dict.fromkeys(missing))}の宣告が聞き取れていません。"
    partly = "録音が会議の途中から始まっています。" if inside else ""
    partly += "録音は休憩で終わっています。" if rests else ""
    said = [
        ("開会（開議）", begins),
        *((("再開", taken_up),) if inside else ()),
        *((w, s) for r in p.recesses for w, s in (("休憩", r.begins), ("再開", r.ends))),
        ("散会（閉会）", ends),
    ]
    steps = [(name, step) for name, step in said if step is not None]
    open_ = [name for name, step in steps if step.clock is None]
    if open_:
        return f"{_LOOK}：{partly}宣告はそろっていますが、{'、'.join(dict.fromkeys(open_))}の時刻が分かりません。確かめて書き入れてください。"
    contrary = _contrary(transcript, steps, doubts)
    if contrary:
        return f"{_LOOK}：{partly}宣告はそろっていますが、{contrary}。録音で確かめてください。"
    if partly:
        return f"{_LOOK}：{partly}ほかの録音と合わせて、宣告と時刻を確かめてください。"
    pairs = "、".join(f"{timecode(r.begins.time)}→{timecode(r.ends.time)}" for r in p.recesses if r.ends is not None)
    return f"{_DONE}：開会と散会（閉会）の宣告があり、" + (
        f"聞き取った休憩{len(p.recesses)}回には、どれも再開の宣告があります（録音の{pairs}）。"
        if pairs
        else "休憩の宣告は聞き取っていません。"
    )


def _contrary(transcript: Transcript, steps: Sequence[tuple[str, Step]], doubts: Sequence[Numbered]) -> str:
    """What speaks against the times as they are printed; empty if nothing does."""
    for (name, step), (then, after) in pairwise(steps):
        if after.time < step.time or (step.clock and after.clock and after.clock < step.clock):
            return f"{then}が{name}より前になっています"
    for r in transcript.procedure.recesses:
        again = r.ends.clock if r.ends is not None else None
        if r.begins.planned and again is not None and _minutes_off(again, r.begins.planned) > _LATE:
            return f"再開の時刻が、休憩のときに言った予定（{wording.planned_time(r.begins.planned)}）と違います"
    if any(c.source is ClockSource.CONTRARY or c.others for c in transcript.procedure.clock):
        return "時刻の手がかりどうしが食い違っています"
    if _doubted(doubts, {step.utterance for _, step in steps}, "時刻|宣告"):
        return "時刻や宣告に要確認の箇所があります"
    return ""


def _minutes_off(moment: dt.datetime, planned: str) -> float:
    local = moment.astimezone(JST)
    hour, minute = map(int, planned.split(":"))
    return abs((local.hour - hour) * 60 + local.minute - minute)


def _doubted(doubts: Sequence[Numbered], utterances: Collection[str], words: str = "") -> bool:
    """Whether the course of the meeting, a figure or lost speech is doubted in these utterances (with these words in its reason)."""
    return any(
        n.utterance is not None
        and n.utterance.id in utterances
        and n.doubt.kind in _WEIGHTY
        and (n.doubt.kind is not DoubtKind.PROCEDURE or not words or re.search(words, n.doubt.reason))
        for n in doubts
    )


def _attendance(transcript: Transcript, doubts: Sequence[Numbered]) -> str:
    told = checks.comings_and_goings(transcript.utterances)
    places = "、".join(map(timecode, told[:_MOST_PLACES])) + (" など" if len(told) > _MOST_PLACES else "")
    hint = f"欠席・遅刻・退席の話が {places} にあります。" if told else ""
    counted = _counted(transcript, doubts)
    return (counted.replace(_DONE, _LOOK, 1) if told else counted) + hint


def _counted(transcript: Transcript, doubts: Sequence[Numbered]) -> str:
    said, listed = transcript.procedure.attendance, len(attending.members_on(transcript.roster))
    roll = transcript.procedure.first(StepKind.ROLL)
    by = "議長の宣告" if roll is not None and "出席" in roll.quote else "会議で言われた人数"
    if said is None:
        return f"{_LOOK}：出席者数の宣告が聞き取れていません（名簿の議員・委員は{listed}名）。"
    if said != listed:
        return f"{_LOOK}：{by}は{said}名、名簿の議員・委員は{listed}名です。欠席者と、名簿に漏れがないかを確かめてください。"
    if roll is not None and _doubted(doubts, {roll.utterance}):
        return f"{_LOOK}：{by}は{said}名と聞こえ、名簿の人数と同じですが、その発言に要確認の箇所があります。"
    return f"{_DONE}：{by}（{said}名）と名簿の人数（{listed}名）が一致しています（だれが出席したかは、機械には分かりません）。"


def _speakers(transcript: Transcript, doubts: Sequence[Numbered]) -> str:
    labels = {p.label for p in transcript.roster.people} | {p.post for p in transcript.roster.people if p.post}
    unnamed = {wording.speaker(u.speaker, u.name) for u in transcript.utterances if not u.name}
    beyond = {u.name for u in transcript.utterances if u.name} - labels
    if not transcript.roster.people:
        return f"{_LOOK}：名簿がないため、照合していません。"
    if not transcript.utterances:
        return f"{_LOOK}：発言がありません。"
    alone = len({u.speaker for u in transcript.utterances}) == 1 and len(transcript.roster.people) > 1
    parts = ["機械は声を一人分にしか分けられませんでした。全員の発言を、聞いて分けてください"] if alone else []
    parts += [f"名前の分からない話者が{len(unnamed)}人います"] if unnamed and not alone else []
    parts += [f"名簿にない名前（{'、'.join(sorted(beyond)[:5])}）があります"] if beyond else []
    disputed = sum(n.doubt.kind in ABOUT_SPEAKERS for n in doubts)
    parts += [f"だれの発言かに要確認の箇所が{disputed}か所あります"] if disputed else []
    if parts:
        return f"{_LOOK}：{'。'.join(parts)}。"
    return f"{_DONE}：本文に書いた発言者の名前は、すべて名簿にあります（その人の発言か、当日の役職かは、人が確かめてください）。"


def _voices(transcript: Transcript) -> str:
    """In a consultation nobody but those who were there knows whose words these are."""
    labels = dict.fromkeys(wording.speaker(u.speaker, u.name) for u in transcript.utterances)
    shown = "、".join(list(labels)[:5]) + (" など" if len(labels) > 5 else "")
    if not labels:
        return f"{_LOOK}：発言がありません。"
    told = f"機械は声を{len(labels)}人に分けました（{shown}）。"
    if len(labels) == 1:
        told = f"機械は声を一人分にしか分けられませんでした（{shown}）。二人以上が話していれば、聞いて分けてください。"
    return f"{_LOOK}：{told}だれの発言かは、機械には確かめられません。"


def _agenda(transcript: Transcript) -> str:
    items, papers = transcript.procedure.items, transcript.meeting.agenda
    if not papers and not items:
        return "議事日程の資料がなく、録音からも議題を見つけられませんでした。議案書と照らして記入してください。"
    if not papers:
        return f"議事日程の資料がないため、録音から{len(items)}件を見つけました。議案書と照らしてください。"
    unheard = [i for i in items if i.utterance is None]
    beyond = [i for i in items if not i.from_papers]
    parts = [f"資料の{len(unheard)}件が議題になった箇所を見つけられません"] if unheard else []
    parts += [f"資料にない議題が{len(beyond)}件あります"] if beyond else []
    found = len(items) - len(beyond) - len(unheard)
    if not parts and found != len(papers):
        parts.append(f"資料は{len(papers)}件、録音で見つけたのは{found}件です")
    heard = [i.time or 0.0 for i in items]
    if not parts and heard != sorted(heard):
        parts.append("議題になった順番が資料と違います")
    if parts:
        return f"{_LOOK}：{'、'.join(parts)}。"
    return (
        f"{_DONE}：資料から読み取った{len(papers)}件とも、議題にする宣告を聞き取りました。順番も同じです"
        "（題名と件数が資料のとおりかは、人が見比べてください）。"
    )


def _votes(transcript: Transcript, doubts: Sequence[Numbered]) -> str:
    voted = [i for i in transcript.procedure.items if any(s.kind in (StepKind.VOTE, StepKind.RESULT) for s in i.steps)]
    if not voted and transcript.procedure.votes_without_item():
        return f"{_LOOK}：採決を聞き取りましたが、どの議題の採決かは聞き取れていません。"
    if not voted:
        return f"{_LOOK}：採決の宣告は見つかっていません（採決がなかったとは限りません）。"
    open_ = [i for i in voted if not i.result or not i.method]
    if open_:
        names = "、".join(i.bill or i.title for i in open_[:5])
        return f"{_LOOK}：{names}の採決の方法または結果が聞き取れていません。"
    told = {s.utterance for i in voted for s in i.steps} | {i.utterance for i in voted if i.utterance}
    if any(_against(i) for i in voted) or _doubted(doubts, told):
        return f"{_LOOK}：採決{len(voted)}件の方法と結果を聞き取りましたが、要確認の箇所があります。"
    return f"{_DONE}：採決の宣告があった{len(voted)}件は、どれも方法と結果の宣告を聞き取りました（聞き取れなかった採決は数えていません）。"


def _against(item: BusinessItem) -> bool:
    """A result that the count speaks against."""
    refused = item.result in ("否決", "不認定", "不同意", "不採択", "不承認")
    return item.count.endswith("少数") != refused and item.count.endswith(("少数", "全員", "多数", "異議なし"))
