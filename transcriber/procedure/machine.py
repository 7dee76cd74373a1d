"""Follows a council meeting from step to step. What was not heard is not there; what is missing becomes a doubt.

Only the chair's words count (everybody's where no voice is known to be the chair's). Phrases are found by sound
(`phrase_detection`); what follows from what is decided here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from transcriber.language.readings import Reader
from transcriber.minutes.people import Roster
from transcriber.minutes.procedure import GeneralQuestion, Procedure, Recess, Step, StepKind
from transcriber.minutes.transcript import AgendaItem, Doubt, Meeting, RecordKind, Utterance
from transcriber.procedure import (
    bill_openings,
    business,
    chair_wording,
    checks,
    clock_check,
    closings,
    commitments,
    open_items,
    said_times,
)
from transcriber.procedure.open_items import OpenItem, Vote
from transcriber.procedure.phrase_detection import HeardPhrase, Listener, Sentence

_LEAST_QUESTION = 15
"""Characters: a shorter utterance of a member does not begin a general question."""


def follow_meeting(
    said: Sequence[Utterance], meeting: Meeting, roster: Roster, reader: Reader
) -> tuple[Procedure, Mapping[str, tuple[Doubt, ...]]]:
    """The course of a meeting, and for each utterance the doubts that follow from it.

    A consultation has no procedure, only what the staff promised.
    """
    promised = tuple(commitments.find_commitments(said, roster, meeting.kind))
    if meeting.kind is not RecordKind.COUNCIL or not said:
        return Procedure(commitments=promised), {}
    walk = _Walk(meeting, roster, Listener(reader))
    chair = chair_wording.chair_of(said)
    elected = chair_wording.elected_heads(said, chair, roster.people) if chair else {}
    voices = {u.speaker for u in said if chair and u.speaker and u.name and chair(u.name)}
    for u in said:
        if (
            chair is None
            or (u.name and (chair(u.name) or u.start > elected.get(u.name, u.end)))
            or (not u.name and u.speaker in voices)
        ):
            walk.listen(u)
        elif not u.name:
            walk.listen(u, sure=True)
        else:
            walk.speaks(u)
    procedure = walk.procedure().model_copy(update={"commitments": promised})
    procedure = closings.with_plain_ending(procedure, said, chair)
    procedure, asked = clock_check.settled(procedure, said, meeting)
    leading = [u for u in said if chair is not None and u.name and chair(u.name)]
    several = (
        checks.procedure_doubts(procedure, said),
        asked,
        checks.unlike_a_chair(leading, walk.led),
        checks.corrections(said),
        checks.newly_elected(said, elected),
    )
    return procedure, {u: tuple(d for found in several for d in found.get(u, ())) for found in several for u in found}


class _Walk:
    """The state of the meeting so far."""

    def __init__(self, meeting: Meeting, roster: Roster, listener: Listener) -> None:
        self.meeting = meeting
        self.agenda: Sequence[AgendaItem] = meeting.agenda
        self.listener = listener
        self.members = {p.label for p in roster.members()}
        self.steps: list[Step] = []
        self.items: list[OpenItem] = []
        self.recesses: list[Recess] = []
        self.resting: Step | None = None
        self.attendance: int | None = None
        self.foretold: list[str] = []
        """Titles from 「本日の議題は…」, where there are no papers."""
        self.led: set[str] = set()
        """Utterances with words that somebody says who leads."""
        self._asked = ""
        self._sentence_before = ""
        self._bare: OpenItem | None = None
        """The item of which the last sentence said number and title, but not yet that it is up: 「日程第2、…予算。第2号を議題と…」"""

    def speaks(self, u: Utterance) -> None:
        """Somebody other than the chair: in general questions a member begins."""
        self._bare, self._sentence_before = None, ""
        self.attendance = self.attendance or chair_wording.attendance_reported(u.text)
        if (
            self.items
            and chair_wording.GENERAL.search(self.items[-1].title)
            and u.name in self.members
            and u.name != self._asked
            and len(u.text) >= _LEAST_QUESTION
        ):
            self._asked = u.name or ""
            self.items[-1].questions.append(GeneralQuestion(utterance=u.id, name=self._asked, time=u.start))

    def listen(self, u: Utterance, *, sure: bool = False) -> None:
        """An utterance of the chair; or `sure`: perhaps of the chair."""
        done = 0
        if sure:
            self.attendance = self.attendance or chair_wording.attendance_reported(u.text)
        for sentence in self.listener.sentences(bill_openings.with_whole_titles(u.text)):
            heard = self.listener.heard(sentence)
            self.attendance = chair_wording.corrected_attendance(sentence.text) or self.attendance
            if heard:
                self.led.add(u.id)
            if sure and not (heard := [h for h in heard if chair_wording.only_a_chair(h)]):
                continue
            bare = self._bare
            for step, end in self._read(u, sentence, heard, done):
                self._take(step)
                self.led.add(u.id)
                done = max(done, end)
            self._bare = None if self._bare is bare else self._bare
            self._sentence_before = sentence.text

    # --- from phrases to steps ----------------------------------------------------------------------------------

    def _read(
        self, u: Utterance, sentence: Sentence, heard: list[HeardPhrase], done: int
    ) -> Iterator[tuple[Step, int]]:
        """The steps in one sentence of the chair, each with where it ends."""
        if not self.agenda:
            self.foretold = chair_wording.foretold(sentence.text) or self.foretold
        opened = False
        if not any(h.phrase.kind is StepKind.ITEM for h in heard) and (
            taken := bill_openings.newly_taken_up(sentence, self.items)
        ):
            opened = True
            self._begin(u, taken)
            yield self._item_step(u, sentence, taken.start, self.items[-1].title), taken.start
        for step, end in self._announced(u, sentence, heard, done, opened=opened):
            opened = opened or step.kind is StepKind.ITEM
            yield step, end
        if not opened and not any(h.phrase.kind is StepKind.ITEM for h in heard):
            yield from self._bare_number(u, sentence)
            yield from self._hands_over(u, sentence)
        yield from self._decided(u, sentence, heard)

    def _announced(
        self, u: Utterance, sentence: Sentence, heard: list[HeardPhrase], done: int, *, opened: bool
    ) -> Iterator[tuple[Step, int]]:
        """What phrases that decide nothing announce. Args: opened: the sentence took up a bill already."""
        for h in heard:
            if h.phrase.role in ("deciding", "result"):
                continue
            if h.phrase.role == "count":
                if h.phrase.detail == "異議なし" and not self._asked_for_objections():
                    continue
                yield self._step(u, sentence, h, StepKind.VOTE, h.phrase.detail), sentence.start + h.end
                if self.items:
                    self.items[-1].hear_vote(Vote(h.phrase.method, h.phrase.detail))
                continue
            kind = h.phrase.kind
            if kind is StepKind.RECESS and chair_wording.no_recess(sentence.text, h):
                continue
            if h.phrase.detail == "異議の有無" and chair_wording.ANYBODY_ELSE.search(sentence.text[: h.end]):
                continue
            if kind is StepKind.ITEM:
                if self._opens(u, sentence, h, done):
                    opened = True
                    yield self._step(u, sentence, h, kind, self.items[-1].title), sentence.start + h.end
                continue
            if kind is StepKind.EXPLANATION and not opened and self._begins_with_explanation(u, sentence, h):
                opened = True
                yield self._step(u, sentence, h, StepKind.ITEM, self.items[-1].title), sentence.start + h.start
            yield self._step(u, sentence, h, kind, h.phrase.detail), sentence.start + h.end

    def _decided(self, u: Utterance, sentence: Sentence, heard: list[HeardPhrase]) -> Iterator[tuple[Step, int]]:
        """What was decided, if the sentence says that; the bill it is about keeps the vote."""
        results = [h for h in heard if h.phrase.role == "result"]
        decides = any(h.phrase.role == "deciding" or (h.phrase.written and h.phrase.role == "result") for h in heard)
        asks = any(h.phrase.detail == "異議の有無" for h in heard)
        if results and decides and not asks and self.items and chair_wording.on_the_course(sentence.text):
            self.items[-1].forget_vote()
            return
        if results and decides and not asks and (self._voted() or self._names_item(sentence)):
            best = max(results, key=lambda h: (h.phrase.detail != "決定", h.likeness, len(h.phrase.text)))
            if another := bill_openings.another_bill(sentence, self.items):
                vote = self.items[-1].under_way if bill_openings.voted_on(another.bill, self.steps) else Vote()
                self._begin(u, another)
                self.items[-1].hear_vote(vote)
                yield self._item_step(u, sentence, another.start, self.items[-1].title), another.start
            self.items[-1].bill = self.items[-1].bill or bill_openings.missing_number(sentence.text, self.items)
            item, last = self._about(sentence.text), self.items[-1]
            if bill_openings.RIDER.search(sentence.text):
                last.under_way = Vote()  # decided beside the bill, which stays as it was decided
            elif item is not None and item is not last:
                item.decide(best.phrase.detail, last.under_way or last.decided)
                # Taken together, they are voted on one by one in the same way.
                last.under_way = Vote(last.under_way.method)
            elif item is not None:
                item.decide(best.phrase.detail, named=bill_openings.is_about(sentence.text, item))
            yield self._step(u, sentence, best, StepKind.RESULT, best.phrase.detail), sentence.start + best.end

    def _names_item(self, sentence: Sentence) -> bool:
        """Whether a sentence names the bill that is up: 「報告第8号は承認といたします」."""
        named = {f.value for f in bill_openings.named_bills(sentence.text)}
        return bool(self.items) and business.bill_number(self.items[-1].bill) in named

    def _asked_for_objections(self) -> bool:
        """「異議なし」 answers a question; without one it was something that sounds like it (質疑なし, 討論なし)."""
        asked = [s for s in self.steps[-3:] if s.kind is StepKind.VOTE and s.detail == "異議の有無"]
        return bool(asked)

    def _voted(self) -> bool:
        """A result belongs to a vote that was heard (or to a referral, which needs none)."""
        return bool(self.items) and self.items[-1].has(
            StepKind.VOTE, StepKind.DEBATE, StepKind.QUESTIONS, StepKind.ITEM
        )

    def _opens(self, u: Utterance, sentence: Sentence, h: HeardPhrase, done: int) -> bool:
        """Begin the item that `h` announces; False if it only speaks of one."""
        if h.phrase.detail == "次の議題":
            return False  # the next sentence says which
        if h.phrase.detail == "続けます" and self.listener.key("質問") not in sentence.key:
            return False  # 「議事を続けます」 sounds like it
        at = sentence.start + h.start
        found = business.announced(u.text, done, at, self.listener)
        if h.phrase.detail in ("行います", "続けます"):
            fixed = re.sub("を(?:行い|続け)ます$|を(?:続行|継続)いたします$", "", h.phrase.text)
            if found.numbered and found.title and h.likeness == 1:  # 選挙管理委員の選挙を行います
                fixed = f"{found.title}の{fixed}"
            if self.items and self.items[-1].title == fixed:
                return False
            election = found.bill if fixed.endswith("選挙") else ""
            found = replace(found, bill=election, title=fixed, last=None)
        if not found.title and not found.bill:
            return False
        if self._bare is not None and not found.numbered and found.bill in ("", self._bare.bill):
            if self._bare.paper is None:
                self._bare.title = business.spoken_title("、".join(t for t in (self._bare.title, found.title) if t))
            return False
        self._begin(u, found)
        return True

    def _begins_with_explanation(self, u: Utterance, sentence: Sentence, h: HeardPhrase) -> bool:
        """Committees announce an item by asking for its explanation: 「学校給食費について、説明を求めます」."""
        about = chair_wording.ABOUT.search(sentence.text[: h.start + 1])
        if not about:
            return False
        current = self.items[-1] if self.items else None
        title = about[1]
        if re.fullmatch(r"(?:本|当|この|ただいまの)?(?:件|案|議案|議題)について", title):
            return False
        if current is not None and not current.has(StepKind.EXPLANATION, StepKind.QUESTIONS, StepKind.RESULT):
            return False
        bill, rest = business.split_bill(title)
        self._begin(u, business.Announced(sentence.start + about.start(1), None, False, bill, rest or title))
        return True

    def _bare_number(self, u: Utterance, sentence: Sentence) -> Iterator[tuple[Step, int]]:
        """「日程第2、…」 of which the rest was not recognised as a phrase still begins an item."""
        if (found := business.bare_number(u.text, sentence, self.listener)) is None:
            return
        self._begin(u, found)
        self._bare = self.items[-1]
        yield self._item_step(u, sentence, found.start, found.title), sentence.start + len(sentence.text)

    def _hands_over(self, u: Utterance, sentence: Sentence) -> Iterator[tuple[Step, int]]:
        """「次に移ります。学校給食費について、教育課長。」 begins an item without saying that it is one."""
        if (entry := bill_openings.next_entry(sentence)) is not None:
            self._begin(u, entry)
            yield self._item_step(u, sentence, entry.start, self.items[-1].title), sentence.start + len(sentence.text)
            return
        about = chair_wording.HANDS_OVER.fullmatch(sentence.text.strip())
        if about is None or not chair_wording.MOVES_ON.search(self._sentence_before):
            return
        bill, title = business.split_bill(about[1])
        start = sentence.start + sentence.text.index(about[1])
        self._begin(u, business.Announced(start, None, False, bill, title or about[1]))
        yield self._item_step(u, sentence, start, self.items[-1].title), sentence.start + len(sentence.text)

    def _item_step(self, u: Utterance, sentence: Sentence, start: int, title: str) -> Step:
        return Step(
            kind=StepKind.ITEM, utterance=u.id, position=start, time=_time(u, start),
            quote=sentence.text.strip(), likeness=0.9, detail=title,
        )  # fmt: skip

    def _begin(self, u: Utterance, found: business.Announced) -> None:
        last = max((i.paper for i in self.items if i.paper is not None), default=-1)
        self._asked = ""
        self.steps = [s for s in self.steps if s.kind is not StepKind.ADJOURNMENT]  # it goes on: that was none
        papers: Sequence[int] = ()
        if found.last is not None and found.number is not None:
            range_ = range(found.number, found.last + 1)
            papers = business.opened_by_numbers(range_, self.agenda, last)
        paper = None
        if self.agenda and not papers:
            paper = business.match(found, self.agenda, last, self.listener)
            several = business.opened_together(found, paper, self.agenda) if paper is not None else []
            papers = several if len(several) > 1 else ()
        for n in papers:
            entry = self.agenda[n]
            place = (n, u.id, found.start, _time(u, found.start))
            self.items.append(OpenItem(entry.number, entry.title, entry.bill, *place, added=entry.added))
        if papers:
            return
        number, bill, title, added = found.number, found.bill, found.title, found.added
        if paper is not None:
            entry = self.agenda[paper]
            number, bill, title, added = entry.number, entry.bill or bill, entry.title, entry.added
        elif self.foretold:
            near = max(self.foretold, key=lambda t: self.listener.like(t, title))
            if self.listener.like(near, title) >= business.SAME:
                title = near if len(near) > len(title) else title
        if number is None and found.numbered:
            before = [i.number for i in self.items if i.number is not None and i.added is added]
            number = before[-1] + 1 if before else 1
        self.items.append(OpenItem(number, title, bill, paper, u.id, found.start, _time(u, found.start), added=added))

    def _about(self, text: str) -> OpenItem | None:
        """The item whose bill a sentence names (bills announced together are voted on one by one); else the current one."""
        named = [f.value for f in bill_openings.named_bills(text)]
        for item in reversed(self.items):
            if item.bill and business.bill_number(item.bill) in named:
                return item
        return self.items[-1] if self.items else None

    # --- from steps to the course -------------------------------------------------------------------------------

    def _take(self, step: Step) -> None:
        if step.kind in (StepKind.OPENING, StepKind.SITTING) and chair_wording.goes_on_again(step.quote):
            step = step.model_copy(update={"kind": StepKind.RESUMPTION, "detail": "再開"})
        match step.kind:
            case StepKind.OPENING | StepKind.SITTING:
                if self.items or any(s.kind is step.kind for s in self.steps):
                    return
            case StepKind.ROLL:
                self.attendance = self.attendance or chair_wording.attendance_told(step.quote)
                if any(s.kind is StepKind.ROLL for s in self.steps):
                    return
            case StepKind.RECESS:
                if self.resting is not None:
                    return
                self.resting = step
                self.recesses.append(Recess(begins=step))
            case StepKind.RESUMPTION:
                if self.resting is None:
                    if not self.items and not any(s.kind in _BEGINNINGS for s in self.steps):
                        # A session of several days is taken up again: 「定例会を再開いたします」. Or the recess is in another recording.
                        kind = StepKind.RESUMPTION if "休憩" in step.quote else StepKind.OPENING
                        self.steps.append(step.model_copy(update={"kind": kind}))
                    elif chair_wording.resumes(step.quote) and not checks.told_already(step, self.steps):
                        self.steps.append(step)  # its recess was not heard: a person is asked
                    return
                self.resting = None
                self.recesses[-1] = Recess(begins=self.recesses[-1].begins, ends=step)
            case StepKind.ADJOURNMENT:
                if any(s.kind is StepKind.ADJOURNMENT and s.detail == step.detail for s in self.steps):
                    return
        self.steps.append(step)
        if self.items and step.kind not in (StepKind.RECESS, StepKind.RESUMPTION, StepKind.ADJOURNMENT, StepKind.ITEM):
            item = self._about(step.quote) if step.kind in (StepKind.VOTE, StepKind.RESULT) else self.items[-1]
            assert item is not None
            item.steps.append(step)
            if step.kind is StepKind.VOTE and step.detail in _METHODS:
                item.hear_vote(Vote(step.detail))

    def _step(self, u: Utterance, sentence: Sentence, h: HeardPhrase, kind: StepKind, detail: str) -> Step:
        position = sentence.start + h.start
        time = _time(u, position)
        planned = said_times.resumption(u.text[sentence.start :]) if kind is StepKind.RECESS else ""
        return Step(
            kind=kind, utterance=u.id, position=position, time=time, quote=sentence.text.strip(),
            likeness=h.likeness, detail=detail, planned=planned,
        )  # fmt: skip

    def procedure(self) -> Procedure:
        """All of it; items of the papers that were not heard stand where the papers have them."""
        return Procedure(
            steps=tuple(self.steps),
            items=open_items.with_unheard(self.items, self.agenda),
            recesses=tuple(self.recesses),
            attendance=self.attendance,
        )


_BEGINNINGS = (StepKind.OPENING, StepKind.SITTING, StepKind.RESUMPTION)

_METHODS = ("起立", "挙手", "異議の有無", "記名投票", "無記名投票", "電子採決")


def _time(u: Utterance, position: int) -> float:
    return round(u.time_at(position), 1)
