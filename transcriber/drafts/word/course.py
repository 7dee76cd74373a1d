"""会議の経過: utterances, headings and lines of their own in the order a record prints them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from transcriber.drafts.word import wording
from transcriber.drafts.word.house_style import HouseStyle, Keep
from transcriber.drafts.word.numbering import Numbered
from transcriber.drafts.word.vocabulary import EntryTags
from transcriber.minutes import posts
from transcriber.minutes.people import Person
from transcriber.minutes.procedure import BusinessItem, StepKind
from transcriber.minutes.surnames import NameDictionary
from transcriber.minutes.transcript import DoubtKind, Transcript, Utterance, timecode

CONTINUED_WITHIN = 30.0
"""Seconds of pause after which the same speaker is announced again: a recess rarely is shorter, a breath never longer."""

_AUDIENCE = re.compile(
    r"^(?:はい、?)?(?P<voice>異議(?:は)?(?:なし|ありません)|なし|ありません|賛成|了承|異議あり|議長)[。！]?$"
)
_CALL_ENDS = re.compile(rf"(?:(?:{posts.any_title(polite=True)}|番)|[0-9０-９一二三四五六七八九十]+番)[、。]?$")
_CALL_LONGEST = 24
"""Characters: a chair's utterance longer than this says more than a name."""


@dataclass(frozen=True)
class Course:
    """What the entries are made from."""

    transcript: Transcript
    house: HouseStyle
    numbered: tuple[Numbered, ...]
    labels: Mapping[str, str]
    """Utterance → what its speaker is called."""
    voices: Mapping[str, str]
    """Utterance → under which voice that is corrected."""
    people: Mapping[str, Person]
    """Utterance → the person of the roster who speaks."""
    dictionary: NameDictionary
    """Tells where surnames end."""

    def entries(self) -> Iterator[EntryTags]:
        """Everything, in order of time."""
        procedure = self.transcript.procedure
        numbers: defaultdict[str, list[int]] = defaultdict(list)
        for n in self.numbered:
            if n.utterance is not None:
                numbers[n.utterance.id].append(n.number)
        begins: defaultdict[str, list[BusinessItem]] = defaultdict(list)
        for item in procedure.items:
            if item.utterance:
                begins[item.utterance].append(item)  # bills taken together are announced in one breath
        asks = {q.utterance: q.name for i in procedure.items for q in i.questions}
        before: Utterance | None = None
        resting = False
        for what in self._in_order():
            if not isinstance(what, Utterance):
                yield _gap(what) if isinstance(what, Numbered) else _joint(what)
                before = None
                continue
            lines = [*self._lines_before(what, begins[what.id], asks.get(what.id))]
            yield from lines
            resting = resting and not self._resumes(what)
            if lines:
                before = None
            yield self._utterance(what, before, numbers[what.id], resting)
            after = [*self._lines_after(what)]
            yield from after
            resting = resting or self._rests(what)
            before = None if after else what

    def _in_order(self) -> Iterator[float | Utterance | Numbered]:
        """At the same time a joint comes before a gap, and a gap before the utterance that follows it."""
        order: list[tuple[float, int, float | Utterance | Numbered]] = []
        order += [(at, 0, at) for at in self.transcript.recording.joints]
        order += [(n.doubt.start, 1, n) for n in self.numbered if n.utterance is None]
        order += [(u.start, 2, u) for u in self.transcript.utterances]
        order.sort(key=lambda entry: entry[:2])
        return (what for _, _, what in order)

    # --- lines of their own -------------------------------------------------------------------------------------

    def _lines_before(self, u: Utterance, items: list[BusinessItem], asks: str | None) -> Iterator[EntryTags]:
        house, lines = self.house, self.house.lines
        for step in self._steps(u, StepKind.OPENING, StepKind.SITTING):
            if not (step.kind is StepKind.SITTING and self.transcript.procedure.first(StepKind.OPENING)):
                again = step.kind is StepKind.SITTING or step.detail == "再開"  # another day of the same session
                form = lines.opening.replace("開会", "開議") if again else lines.opening
                yield from self._line(form, 時刻=house.time(step.clock) or wording.BLANK_CLOCK, 件名=step.detail)
        for step in self._steps(u, StepKind.RESUMPTION):
            yield from self._line(lines.resumption, 時刻=house.time(step.clock) or wording.BLANK_CLOCK)
        for item in items:
            yield _heading("見出し", heading(item, house))
        if asks is not None:
            person = self.people.get(u.id)
            text = house.fill(house.headings.question, person, self.dictionary) if person else f"{asks}の質問"
            yield _heading("小見出し", text)
            if person and lines.podium:
                yield from self._line(lines.podium, person)

    def _lines_after(self, u: Utterance) -> Iterator[EntryTags]:
        house, lines = self.house, self.house.lines
        for step in self._steps(u, StepKind.RECESS):
            planned = wording.planned_time(step.planned)
            yield from self._line(lines.recess, 時刻=house.time(step.clock) or wording.BLANK_CLOCK, 再開予定=planned)
        last = self.transcript.procedure.last(StepKind.ADJOURNMENT)
        if last is not None and last.utterance == u.id:
            yield from self._line(
                lines.adjournment, 時刻=house.time(last.clock) or wording.BLANK_CLOCK, 件名=last.detail
            )

    def _line(self, form: str, person: Person | None = None, **values: str) -> Iterator[EntryTags]:
        if form:
            yield _heading("ト書き", self.house.fill(form, person, self.dictionary, **values))

    def _steps(self, u: Utterance, *kinds: StepKind) -> list:  # type: ignore[type-arg]
        return [s for s in self.transcript.procedure.steps if s.utterance == u.id and s.kind in kinds]

    # --- what is said -------------------------------------------------------------------------------------------

    def _utterance(self, u: Utterance, before: Utterance | None, numbers: list[int], resting: bool) -> EntryTags:
        voice = _AUDIENCE.match(u.text)
        person = self.people.get(u.id)
        chair = person is not None and self.house.mark(person) == self.house.marks.chair and is_chair(person)
        if voice and not chair and self.house.lines.audience and self.transcript.procedure.steps:
            kind = "議場の声"
        elif (chair and self.house.nominations is Keep.HIDE and only_calls(u.text)) or (
            resting and self.house.recess_talk is Keep.HIDE
        ):
            kind = "省略"
        elif before is not None and goes_on(before, u):
            kind = "続き"
        else:
            kind = "発言"
        before_voice, after_voice = ("", "")
        if kind == "議場の声":
            before_voice, _, after_voice = self.house.lines.audience.partition("{声}")
        return EntryTags(
            kind=kind,
            id=u.id,
            voice=self.voices[u.id],
            sign=before_voice or self.house.mark(person),
            speaker=self.labels[u.id],
            text=u.text.rstrip("。") if kind == "議場の声" else u.text,
            closing=after_voice,
            time=timecode(u.start),
            mark=wording.mark(numbers),
        )

    def _rests(self, u: Utterance) -> bool:
        return bool(self._steps(u, StepKind.RECESS))

    def _resumes(self, u: Utterance) -> bool:
        return bool(self._steps(u, StepKind.RESUMPTION))


def may_be_anothers(u: Utterance) -> bool:
    """Whether the words of an utterance show that somebody else than its voice says it."""
    return any(d.kind is DoubtKind.SPEAKER for d in u.doubts)


def goes_on(before: Utterance, u: Utterance) -> bool:
    """Whether an utterance is another paragraph of the speech before it."""
    if may_be_anothers(u):  # under a name of its own, which can be corrected
        return False
    same = u.speaker is not None and (u.speaker, u.name) == (before.speaker, before.name)
    return same and u.start - before.end < CONTINUED_WITHIN


def speech_beginnings(utterances: Sequence[Utterance]) -> set[str]:
    """The utterances that begin a speech; the others are paragraphs of one."""
    first = {u.id for u in utterances[:1]}
    return first | {u.id for before, u in pairwise(utterances) if not goes_on(before, u)}


def heading(item: BusinessItem, house: HouseStyle) -> str:
    """How an item is headed: 日程第2　議案第45号　令和6年度…"""
    form = house.headings.item if item.number is not None else house.headings.item_without_number
    number = house.number(str(item.number)) if item.number is not None else ""
    if item.added and item.number is not None:  # 追加日程第1 is not 日程第1
        form = form.replace("日程", "追加日程", 1) if "日程" in form else f"追加{form}"
    text = house.fill(form, 番号=number, 議案番号=item.bill, 件名=item.title or wording.NO_TITLE)
    text = re.sub(r"(?<=[．.：])　+", "", re.sub(r"　+", "　", text))
    return text.replace("の件の件", "の件")


def is_chair(person: Person) -> bool:
    """Whether this person leads the meeting by post."""
    return posts.leads(person.post)


def only_calls(text: str) -> bool:
    """「福祉部長。」「5番、加藤啓二議員。」: a chair's utterance that says who is to speak and nothing else."""
    return len(text) <= _CALL_LONGEST and text.count("。") <= 1 and bool(_CALL_ENDS.search(text))


def _heading(kind: str, text: str) -> EntryTags:
    return EntryTags(kind=kind, id="", voice="", sign="", speaker="", text=text, closing="", time="", mark="")


def _gap(numbered: Numbered) -> EntryTags:
    doubt = numbered.doubt
    what = "聞き取れなかった区間" if doubt.kind is DoubtKind.GAP else wording.DOUBT_NAMES[doubt.kind]
    return _heading("聞き取り不能", f"〔{what} {wording.span(doubt.start, doubt.end)}〕").model_copy(
        update={"time": timecode(doubt.start), "mark": wording.mark([numbered.number])}
    )


def _joint(at: float) -> EntryTags:
    return _heading("聞き取り不能", wording.JOINT).model_copy(update={"time": timecode(at)})
