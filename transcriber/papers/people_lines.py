"""People in one line or row: groups of [seat] [post] name [form of address] [reading] [remark], as many as stand there.

A line is read whole or not at all: what every character belongs to is searched for at once, and of several ways to read a line the one
that fits best is taken. Where two ways are as good as each other the line counts as not understood.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from transcriber.language import numbers
from transcriber.minutes import posts, rule_files
from transcriber.minutes.characters import hiragana
from transcriber.minutes.people import Person
from transcriber.minutes.posts import Branch
from transcriber.minutes.variant_characters import common_form
from transcriber.office_tables import headings
from transcriber.papers.behind_people import SEAT, BehindPerson
from transcriber.papers.line_frames import unframed
from transcriber.papers.line_posts import LONGEST_POST, PostsOfLine
from transcriber.papers.line_units import CELL, GAP, WIDE, LineUnits, line_units
from transcriber.papers.list_context import (
    LinePerson,
    ListContext,
    department_and_title,
    holders_post,
    is_from_elsewhere,
    is_own_post,
    with_shared_post,
)
from transcriber.papers.people_parts import people_of_parts
from transcriber.papers.person_names import NameJudge, may_be_name, may_be_post, may_be_reading

_MOST = 240
"""Characters of a line that is looked at."""
_BARE = re.compile(r"(?P<number>[0-9]{1,3})[.]?")
_COUNTED = re.compile(r"[0-9]{1,2}[.)](?=[^0-9])")
_BULLET = re.compile("[〃○●◎◯◇◆□■▽▼△▲★☆※*＊・→–—-]|[①-⑳㉑-㊿⑴-⒇]")
_LAYOUT = rule_files.any_of_each(__package__, "layout")
_HONORIFICS = tuple(posts.honorifics())
_LEADERS = tuple(t.text for t in posts.titles() if len(t.text) > 1)
_MEMBER_TITLES = tuple(t.text for t in posts.titles(Branch.MEMBER))
_ABSENT = re.compile(f"(?:{_LAYOUT['absent']})")
_LONGEST_NAME = 8
_OF_OFFICES = "課係局"
"""What no name begins with that follows closely: the end of an office."""
_PLAIN = 0.3
"""What a name in brackets may cost at the most."""
_ABSENT_FOR = re.compile(f"(?:のため|により|につき)(?:{_LAYOUT['absent']})")
_REMARKS = re.compile(f"(?:{_LAYOUT['remarks']})")

_UNSURE = 1.2
"""What one person of a line may cost at the most; a line that costs more is not understood."""
_MOST_OF_ONE = 1.6
"""The same of one person among others that are plain."""
_SURE = 0.65
"""The most for people in a line that no heading calls a list."""
_ALIKE = 0.04
"""Two ways to read a line between which there is nothing to choose."""


class _Way(NamedTuple):
    cost: float
    people: tuple[LinePerson, ...]
    doubtful: bool = False


class _Group(NamedTuple):
    end: int
    cost: float
    people: tuple[LinePerson, ...]


def people_of_line(line: str, judge: NameJudge, context: ListContext) -> tuple[LinePerson, ...] | None:
    """Those that a line lists; None if it is not understood as such."""
    if len(line) > _MOST:
        return None
    line, context = unframed(line, context, judge)
    units = line_units(line)
    if not len(units) or len(units) > _MOST:
        return None
    way = _LineReader(units, judge, context).best(0)
    if way is None or way.doubtful or not way.people or way.cost > _UNSURE * len(way.people):
        return people_of_parts(line, judge, context, people_of_line)
    sure = way.cost <= _SURE * len(way.people)
    return tuple(p._replace(sure=p.sure and sure) for p in with_shared_post(way.people, context))


@dataclass
class _LineReader:
    units: LineUnits
    judge: NameJudge
    context: ListContext
    known: dict[int, _Way | None] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.held = PostsOfLine(self.units, self.judge, self.context)
        self.behind = BehindPerson(self.units, self.judge)

    @property
    def _leads(self) -> bool:
        """Whether a mark stands before the first of the line, so that marks stand before everybody."""
        return _BULLET.fullmatch(self.units[0].text) is not None

    def best(self, at: int) -> _Way | None:
        """The best way to read what stands from a unit on."""
        if at == len(self.units):
            return _Way(0.0, ())
        if at in self.known:
            return self.known[at]
        self.known[at] = None
        best: _Way | None = None
        for group in self._groups(at):
            rest = self.best(group.end)
            if group.cost > _MOST_OF_ONE * len(group.people):
                continue
            if rest is None or (rest.people and self._mixes(group, rest.people[0])):
                continue
            edge = 0.2 if group.end < len(self.units) and self.units.gap(group.end) == GAP else 0.0
            way = _Way(group.cost + edge + rest.cost, (*group.people, *rest.people), rest.doubtful)
            if best is None or way.cost < best.cost - _ALIKE:
                best = way
            elif abs(way.cost - best.cost) <= _ALIKE and _said(way) != _said(best):
                best = (way if way.cost < best.cost else best)._replace(doubtful=True)
            elif way.cost < best.cost:
                best = way
        self.known[at] = best
        return best

    def _mixes(self, group: _Group, other: LinePerson) -> bool:
        """Whether one of two neighbours with no mark between has a whole name and the other a surname: 柳沢 昌弘 白鳥 市長 is one."""
        parted = group.end < len(self.units) and self.units.gap(group.end) == CELL
        return not parted and self.judge.is_whole(group.people[-1].spaced) != self.judge.is_whole(other.spaced)

    def _groups(self, at: int) -> Iterator[_Group]:
        start = at
        while start < len(self.units) and _BULLET.fullmatch(self.units[start].text):
            start += 1
        yield from self._absent_in_brackets(start)
        marks = self.units.text(at, start)
        mark = (
            marks[:1] if len(set(marks)) == 1 and (len(marks) == 1 or marks[0] == "〃") else ""
        )  # 〃 〃 佐藤: both as above
        ahead = self.units[start].text[1:-1] if start < len(self.units) and self.units[start].inside else ""
        start += bool(ahead) and (self._is_before(ahead) or _ABSENT.fullmatch(_bare(ahead)) is not None)
        for seated, seat in self._seats(start):
            for posted, post, cost in ((seated, "", 0.0), *self.held.posts(seated)):
                if post and posted < len(self.units) and self.units[posted].inside:
                    yield from self._in_brackets(posted, seat, post, cost)
                at_name, own = posted, seat
                if post and not seat and (behind := self._seat(posted)) is not None:
                    at_name, own = behind  # 議長　1番　山下　清隆
                before = at_name
                while (at_name > seated or own) and at_name < len(self.units) and self.units[at_name].inside:
                    at_name += 1  # 副委員長（公明党） 加藤 啓二
                within = (_bare(self.units[i].text[1:-1]) for i in range(before, at_name))
                held = post or next(filter(is_own_post, within), "")  # 7番（会長） 穴井 正志
                beside = (ahead, *(self.units[i].text[1:-1] for i in range(before, at_name)))
                gone = any(map(self.behind.tells_absence, beside))
                for named, name, spaced, name_cost in self._names(at_name, bool(own or post)):
                    glued = 0.15 if at_name > start and not self.units.gap(at_name) and post else 0.0
                    glued += 1.3 if post and self.units.gap(at_name) == CELL else 0.0
                    for group in self._behind(
                        named,
                        at_name,
                        own,
                        held,
                        name,
                        spaced,
                        0.05 + cost + name_cost + glued,
                        first=at_name == start or not may_be_post(post or "長") or (not held and at_name == seated),
                    ):
                        first = group.people[0]._replace(mark=mark)
                        if gone:  # 2番（欠席） 長尾　守
                            first = first._replace(person=first.person.model_copy(update={"absent": True}))
                        yield group._replace(people=(first, *group.people[1:]))

    def _absent_in_brackets(self, at: int) -> Iterator[_Group]:
        """欠席（畑山　忍）: who is not there, in brackets."""
        if self.behind.is_absence(at) and (named := self._in_brackets(self.units.word_end(at), "", "", 0.1)):
            for group in named:
                person = group.people[0].person.model_copy(update={"absent": True})
                yield group._replace(people=(group.people[0]._replace(person=person), *group.people[1:]))

    def _is_before(self, content: str) -> bool:
        """Whether brackets before somebody hold a number or where he belongs to: (市長部局)総務部長."""
        return content.isdigit() or (headings.names_a_group(content) and not self.judge.holds_name(content))

    def _in_brackets(self, at: int, seat: str, post: str, cost: float) -> Iterator[_Group]:
        """市長（北条隆）: a name in brackets behind the post."""
        parts = self.units[at].text[1:-1].split()
        name = "".join(parts)
        named = (
            self.judge.cost(name, parts, held=True) if 1 < len(name) <= _LONGEST_NAME and may_be_name(name) else None
        )
        if named is not None and named < _PLAIN and not may_be_post(name):
            yield from self._tails(at + 1, seat, post, "", name, " ".join(parts), 0.1 + cost + named)

    # --- before the name -----------------------------------------------------------------------------------------

    def _seats(self, at: int) -> Iterator[tuple[int, str]]:
        if (seated := self._seat(at)) is not None:
            yield seated
            return
        end = self.units.word_end(at) if at < len(self.units) else at
        match = _BARE.fullmatch(self.units.text(at, end))
        counted = _COUNTED.match(self.units.text(at, end))
        if counted is not None:  # 1.市長
            yield at + counted.end(), ""
            return
        if match is None or end == len(self.units):
            yield at, ""
        elif (behind := self._seat(end)) is not None:
            yield behind  # 1　2番　加藤　啓二: the number of the line, then the seat
        else:
            again = _BARE.fullmatch(self.units.text(end, self.units.word_end(end))) if self.context.asking else None
            if again is not None and self.units.word_end(end) < len(self.units):
                yield self.units.word_end(end), _digits(again["number"])  # the order of speaking, then the seat
            yield end, _digits(match["number"]) if self.context.numbered else ""

    def _seat(self, at: int) -> tuple[int, str] | None:
        text = self.units.text(at, min(at + 14, self.units.run(at)))
        match = SEAT.match(text)
        if match is None:
            return None
        first, last = match.span("number")
        cut = any(self.units.gap(at + i) for i in range(first + 1, last))
        return None if cut else (at + match.end(), _digits(match["number"]))

    # --- the name ------------------------------------------------------------------------------------------------

    def _names(self, at: int, held: bool) -> Iterator[tuple[int, str, str, float]]:
        """(end, name, name as its parts stand, cost); `held`: a seat or a post stands before it."""
        for end in range(at + 1, min(at + 12, self.units.run(at)) + 1):
            text = self.units.text(at, end)
            plain = common_form(text)
            if end > at + 1 and self.units.gap(end - 1) == CELL:
                return
            if len(plain) > 1 and not may_be_name(plain):
                return
            parts = self.units.split(at, end)
            if len(parts) > 2 and any(len(p) > 1 for p in parts) and len(self.units.gaps(at, end)) > 1:
                continue  # 公募  三野 拓也
            if held and (text[0] in _OF_OFFICES or text.startswith(_LEADERS)) and not self.units.gap(at):
                continue  # 医事課 田島, 代表理事 河野
            cost = self.judge.cost(text, parts, held)
            if cost is not None:
                yield end, text, " ".join(parts), cost + self.units.loose_name(at, end)

    # --- behind the name -----------------------------------------------------------------------------------------

    def _behind(
        self, at: int, begun: int, seat: str, post: str, name: str, spaced: str, cost: float, *, first: bool
    ) -> Iterator[_Group]:
        for end, title, more in self._titles(at, begun, alone=first):
            full = cost + more
            if title and title == post and end < len(self.units):
                continue  # 委員 山下 清隆 委員 加藤 啓二: the second one is the next one's
            own = department_and_title(post, title)
            if len(spaced.split()) == 1 and not own and not seat and full > 0.5:
                continue  # a surname alone
            if not (seat or own or self.context.alone):
                continue
            if (
                end == at
                and end < len(self.units)
                and not (self.units.gap(end) or self.units[end].inside or self.units[end].text == "・")
            ):
                continue
            yield from self._tails(end, seat, own, title if own == title else "", name, spaced, full)

    def _titles(self, at: int, begun: int, *, alone: bool) -> Iterator[tuple[int, str, float]]:
        yield at, "", 0.0
        for end in range(at + 1, min(at + 6, self.units.run(at)) + 1):
            text = self.units.text(at, end)
            if end < len(self.units) and not self.units.gap(end) and not self.units[end].inside:
                continue
            inner = self.units.loose(at, end, narrow=0.3, wide=0.6)
            if text in _HONORIFICS:
                yield end, "", inner
            elif self.units.ends_spread_word(begun, at, end):
                continue  # 夫, of 八 尾 春 夫
            elif text in _MEMBER_TITLES:
                yield end, text, inner + 0.02
            elif (
                alone
                and not self.units.gap(at)
                and may_be_post(text)
                and posts.ending(text)
                and self.held.parts_words(begun, at)
                and not self.behind.names_another(at, end)
            ):
                yield end, text, inner + 0.1
        if alone and at < len(self.units) and self.units.gap(at):
            for end, text, cost in self.held.posts(at):
                if self.units.ends_spread_word(begun, at, end):
                    continue
                if self.units.gap(end) or self.units[end].inside:
                    yield end, text, cost + (0.1 if self.units.gap(at) == GAP else 0.25)
            spread = self.units.ends_spread_word(begun, at, len(self.units))
            if len(self.units) - at <= LONGEST_POST and not spread and self.held.is_post(at, len(self.units)):
                yield (
                    len(self.units),
                    holders_post(self.units.split(at, len(self.units))),
                    self.units.loose(at, len(self.units), narrow=0.03, wide=0.5) + 0.1,
                )

    def _tails(
        self, at: int, seat: str, post: str, title: str, name: str, spaced: str, cost: float
    ) -> Iterator[_Group]:
        """A reading, brackets and remarks, as far as they go; then, at the end of the line, what a table adds."""
        kana, absent = "", self.context.absent
        others: tuple[LinePerson, ...] = ()
        while at < len(self.units):
            unit = self.units[at]
            if unit.inside and self._is_of_next(at):
                break
            if unit.inside:
                content = unit.text[1:-1].strip()
                if (seated := SEAT.fullmatch(_bare(content))) is not None:
                    seat = _digits(seated["number"])
                elif may_be_reading(content):
                    kana = kana or " ".join(hiragana(content).split())
                elif self.behind.tells_absence(content) or _ABSENT_FOR.search(_bare(content)):
                    absent = True
                elif held := next((p for p in re.split("[・、,]", _bare(content)) if is_own_post(p)), ""):
                    post = held if is_from_elsewhere(post) else post or held  # (会長・群北大学教授)
                elif posts.branch(content) not in (Branch.NONE, Branch.OTHER) and may_be_post(_bare(content)):
                    post = post or _bare(content)
                else:
                    others = (*others, *(people_of_line(content, self.judge, ListContext()) or ()))
                at += 1
                continue
            end = self.units.word_end(at)
            text = self.units.text(at, end)
            if self.units.gap(at) in (GAP, WIDE) and may_be_reading(text) and not self._is_given(name, text):
                kana = f"{kana} {hiragana(text)}".strip()
            elif self.behind.is_absence(at):
                break  # 欠席（畑山　忍）, beside him
            elif self.units.gap(at) and _ABSENT.fullmatch(text.lstrip("※*＊")):
                absent = True
            elif self.units.ends_spread_word(at - len(name), at, end):
                break  # 男, of 信 田 幸 男
            elif self.units.gap(at) and _REMARKS.fullmatch(text) and not self._is_mark_before(at, end):
                pass
            else:
                break
            at = end
        own = bool(post)
        said = post or self.context.post or (self.context.seated if seat else "")
        if not post and title:
            said = title
        person = Person(name=name, kana=kana, post=said, seat=seat, absent=absent)
        found = (LinePerson(person, spaced, bool(seat or post)), *others)
        if len(spaced.split()) == 1 and cost > 0.5 and not post:
            cost += 0.3
        yield _Group(at, cost, found)
        behind = at < len(self.units) and self.units.gap(at) > 0
        if behind and (
            (self.context.alone and self.behind.is_group(at))
            or (own and self.behind.is_held_elsewhere(at, surname=len(spaced.split()) == 1))
        ):
            rest = self.units.text(at, len(self.units))
            if is_own_post(rest) and not is_own_post(said):  # 公益代表 谷 美紀 会長
                found = (found[0].with_post(rest), *found[1:])
            yield _Group(len(self.units), cost + 0.4, found)
        if seat and behind and (ends := self.behind.subject(at)) is not None:
            told = person.model_copy(update={"absent": absent or ends})
            yield _Group(len(self.units), cost + 0.9, (found[0]._replace(person=told), *others))

    def _is_given(self, name: str, text: str) -> bool:
        """Whether kana behind a surname is the given name, and no reading: 栗山　ゆかり."""
        return self.judge.is_given(text) and self.judge.is_surname(common_form(name))

    def _is_of_next(self, at: int) -> bool:
        """Whether （欠席） stands closer to somebody behind it: 財津委員　　（欠席）宇都宮委員."""
        closer = at + 1 < len(self.units) and self.units.gap(at + 1) < self.units.gap(at)
        return closer and _ABSENT.fullmatch(_bare(self.units[at].text[1:-1])) is not None

    def _is_mark_before(self, at: int, end: int) -> bool:
        """Whether a mark stands closer to somebody behind it than to the one before: 山下 隆　　◎ 二宮 清子."""
        marked = _BULLET.fullmatch(self.units.text(at, end)) is not None
        closer = end < len(self.units) and self.units.gap(end) < self.units.gap(at) + self._leads
        return marked and closer


def _said(way: _Way) -> tuple[tuple[str, str, str], ...]:
    return tuple((p.person.name, p.person.post, p.person.seat) for p in way.people)


def _digits(text: str) -> str:
    value = numbers.value(text)
    return str(int(value)) if value is not None else ""


def _bare(text: str) -> str:
    return "".join(text.split())
