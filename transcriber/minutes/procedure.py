"""The course of a council meeting, as its chair announces it. Every entry names the utterance it was heard in."""

from __future__ import annotations

from enum import StrEnum

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

from transcriber.minutes.meeting_clock import ClockStretch


class StepKind(StrEnum):
    """A step of the procedure; the comment is what the chair says."""

    OPENING = "opening"  # 開会いたします
    ROLL = "roll"  # ただいまの出席議員は○名であります
    SITTING = "sitting"  # 本日の会議を開きます
    ITEM = "item"  # 日程第○、…を議題といたします
    EXPLANATION = "explanation"  # 説明を求めます
    QUESTIONS = "questions"  # これより質疑を行います
    DEBATE = "debate"  # これより討論を行います
    VOTE = "vote"  # これより採決を行います
    RESULT = "result"  # 原案のとおり可決されました
    RECESS = "recess"  # 暫時休憩いたします
    RESUMPTION = "resumption"  # 休憩前に引き続き会議を開きます
    ADJOURNMENT = "adjournment"  # 散会（閉会、延会）いたします


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Step(_Part):
    """One announcement of the chair."""

    kind: StepKind
    utterance: str = Field(description="id of the utterance it was heard in")
    position: int = Field(ge=0, description="where it begins in the utterance's text, in characters")
    time: float = Field(ge=0, description="about when it is said")
    quote: str = Field(description="the sentence as it was recognised, errors included")
    likeness: float = Field(ge=0, le=1, description="how well its sound agrees with the phrase; 1 is exactly")
    detail: str = Field(
        "", description="起立, 異議なし, 可決, 散会, …: what is said beside the step itself; empty if nothing"
    )
    clock: AwareDatetime | None = Field(None, description="wall-clock time, where the recording's start is known")
    planned: str = Field("", description="time of day the chair names (13:00), for a recess: when it is to end")


class GeneralQuestion(_Part):
    """One member's turn of a general question (一般質問)."""

    utterance: str = Field(description="where the member begins")
    name: str = Field(description="as the draft names the member")
    time: float = Field(ge=0)


class BusinessItem(_Part):
    """One item of business, from its announcement to the next one."""

    number: int | None = Field(None, description="日程第N; null where neither papers nor chair give one")
    title: str
    bill: str = Field("", description="議案第45号, …; empty if the item is none")
    added: bool = Field(False, description="of 追加日程第N, whose numbers begin anew")
    from_papers: bool = Field(False, description="title as in the papers; else as it was heard")
    utterance: str | None = Field(
        None, description="where it is announced; null if an item of the papers was not heard"
    )
    position: int = Field(0, ge=0, description="where its announcement begins in that utterance's text")
    time: float | None = Field(None, ge=0)
    steps: tuple[Step, ...] = Field((), description="what was announced within it, in order of time")
    questions: tuple[GeneralQuestion, ...] = Field((), description="members who put general questions")
    method: str = Field("", description="起立, 挙手, 異議の有無, 記名投票, …: how it was voted on; empty if unheard")
    count: str = Field("", description="起立全員, 起立多数, 異議なし, …; empty if unheard")
    result: str = Field("", description="可決, 否決, 認定, 同意, 採択, …; empty if unheard")


class Recess(_Part):
    """A recess and its end."""

    begins: Step
    ends: Step | None = Field(None, description="null if no resumption was heard")


class Commitment(_Part):
    """Something that was promised, as it was said."""

    utterance: str
    position: int = Field(ge=0)
    name: str = Field(description="who said it, as the draft calls them")
    quote: str
    time: float = Field(ge=0)


class Procedure(_Part):
    """The whole course. Empty for a consultation."""

    steps: tuple[Step, ...] = Field((), description="all announcements, in order of time")
    items: tuple[BusinessItem, ...] = ()
    recesses: tuple[Recess, ...] = ()
    commitments: tuple[Commitment, ...] = ()
    clock: tuple[ClockStretch, ...] = Field(
        (), description="the meeting's clock beside what the chair says of the time; open where the two contradict"
    )
    attendance: int | None = Field(None, description="出席議員は○名: the number as the chair gave it")

    def votes_without_item(self) -> tuple[Step, ...]:
        """Votes and results heard before any item was: of a recording that begins in the midst of one, for example."""
        if self.items and any(i.utterance is not None for i in self.items):
            return ()
        return tuple(s for s in self.steps if s.kind in (StepKind.VOTE, StepKind.RESULT))

    def first(self, kind: StepKind) -> Step | None:
        """The first step of this kind, if it was heard."""
        return next((s for s in self.steps if s.kind is kind), None)

    def last(self, kind: StepKind) -> Step | None:
        """The last step of this kind, if it was heard."""
        return next((s for s in reversed(self.steps) if s.kind is kind), None)
