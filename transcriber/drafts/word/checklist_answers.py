"""What the machine has already found out for the checklist, and why it believes so. A person still ticks the box."""

from __future__ import annotations

from collections.abc import Sequence

from transcriber.drafts.word import wording
from transcriber.drafts.word.numbering import Numbered
from transcriber.drafts.word.vocabulary import Answers
from transcriber.minutes.procedure import StepKind
from transcriber.minutes.transcript import RecordKind, Transcript, timecode

_DONE, _LOOK = "機械で確認済み", "要確認"


def answers(transcript: Transcript, doubts: Sequence[Numbered]) -> Answers:
    """One line for each check that a machine can make."""
    council = transcript.meeting.kind is RecordKind.COUNCIL
    return Answers(
        times=_times(transcript) if council else "",
        attendance=_attendance(transcript) if council else "",
        speakers=_speakers(transcript),
        agenda=_agenda(transcript) if council else "",
        votes=_votes(transcript) if council else "",
        doubts=f"未処理の要確認は {len(doubts)}か所です。"
        if doubts
        else f"{_DONE}：機械が見つけた要確認の箇所はありません。",
    )


def _times(transcript: Transcript) -> str:
    p = transcript.procedure
    begins = p.first(StepKind.OPENING) or p.first(StepKind.SITTING)
    ends = p.last(StepKind.ADJOURNMENT)
    missing = [name for name, step in (("開会（開議）", begins), ("散会（閉会）", ends)) if step is None] + [
        "再開" for r in p.recesses if r.ends is None
    ]
    if missing:
        return f"{_LOOK}：{'、'.join(missing)}の宣告が聞き取れていません。"
    open_ = [
        name
        for name, step in (
            ("開会（開議）", begins),
            *((w, s) for r in p.recesses for w, s in (("休憩", r.begins), ("再開", r.ends))),
            ("散会（閉会）", ends),
        )
        if step is not None and step.clock is None
    ]
    if open_:
        return f"{_LOOK}：宣告はそろっていますが、{'、'.join(dict.fromkeys(open_))}の時刻が分かりません。確かめて書き入れてください。"
    pairs = "、".join(f"{timecode(r.begins.time)}→{timecode(r.ends.time)}" for r in p.recesses if r.ends is not None)
    return f"{_DONE}：開会と散会（閉会）の宣告があり、" + (
        f"休憩{len(p.recesses)}回はどれも再開と組になっています（録音の{pairs}）。" if pairs else "休憩はありません。"
    )


def _attendance(transcript: Transcript) -> str:
    said, listed = transcript.procedure.attendance, len(transcript.roster.members())
    if said is None:
        return f"{_LOOK}：出席者数の宣告が聞き取れていません（名簿の議員・委員は{listed}名）。"
    if said == listed:
        return f"{_DONE}：議長の宣告（{said}名）と名簿の人数（{listed}名）が一致しています。"
    return f"{_LOOK}：議長の宣告は{said}名、名簿の議員・委員は{listed}名です。欠席者と、名簿に漏れがないかを確かめてください。"


def _speakers(transcript: Transcript) -> str:
    labels = {p.label for p in transcript.roster.people} | {p.post for p in transcript.roster.people}
    unnamed = {wording.speaker(u.speaker, u.name) for u in transcript.utterances if not u.name}
    beyond = {u.name for u in transcript.utterances if u.name} - labels
    if not transcript.roster.people:
        return f"{_LOOK}：名簿がないため、照合していません。"
    if unnamed or beyond:
        whom = "、".join(sorted(beyond)[:5]) if beyond else ""
        parts = [f"名前の分からない話者が{len(unnamed)}人"] if unnamed else []
        parts += [f"名簿にない名前（{whom}）"] if beyond else []
        return f"{_LOOK}：{'、'.join(parts)}があります。"
    return f"{_DONE}：本文の発言者は全員、名簿にあります（役職は当日のものか確かめてください）。"


def _agenda(transcript: Transcript) -> str:
    items, papers = transcript.procedure.items, transcript.meeting.agenda
    if not papers:
        return f"議事日程の資料がないため、録音から{len(items)}件を見つけました。議案書と照らしてください。"
    unheard = [i for i in items if i.utterance is None]
    beyond = [i for i in items if not i.from_papers]
    if unheard or beyond:
        parts = [f"資料の{len(unheard)}件が議題になった箇所を見つけられません"] if unheard else []
        parts += [f"資料にない議題が{len(beyond)}件あります"] if beyond else []
        return f"{_LOOK}：{'、'.join(parts)}。"
    heard = [i.time or 0.0 for i in items]
    order = "順番も同じです" if heard == sorted(heard) else "ただし順番が違います"
    return f"{_DONE}：資料の{len(papers)}件がすべて議題になりました。{order}。"


def _votes(transcript: Transcript) -> str:
    voted = [i for i in transcript.procedure.items if any(s.kind is StepKind.VOTE for s in i.steps)]
    if not voted:
        return "採決の宣告は見つかっていません。"
    open_ = [i for i in voted if not i.result or not i.method]
    if open_:
        names = "、".join(i.bill or i.title for i in open_[:5])
        return f"{_LOOK}：{names}の採決の方法または結果が聞き取れていません。"
    return f"{_DONE}：採決{len(voted)}件のすべてで、方法と結果の宣告を聞き取りました（質疑・討論の欠けは要確認に挙げています）。"
