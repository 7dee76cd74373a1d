"""Lists of people in the lines of a paper: below a heading, behind a label, in the rows of tables without headings, or by themselves."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace

from transcriber.language import numbers
from transcriber.minutes import rule_files
from transcriber.office_tables import headings
from transcriber.office_tables.office_words import is_legend, legend
from transcriber.papers import agenda_lines, people_doubts, people_signs
from transcriber.papers.form_labels import people_of_cell, people_of_form, pieces_of_row
from transcriber.papers.line_accounts import LineUse, Said, as_shown
from transcriber.papers.line_marks import BESIDE, says_how_many
from transcriber.papers.list_context import LinePerson, ListContext, of_same_office, seated_post, with_ditto
from transcriber.papers.list_headings import columns_of, context_of, context_of_group, group_of, heading_of, seats_alone
from transcriber.papers.other_lines import is_label_alone, letter_head
from transcriber.papers.people_lines import people_of_line
from transcriber.papers.people_signs import SEATED, indent, looks_like_people, must_name_somebody
from transcriber.papers.person_names import NameJudge
from transcriber.papers.speakers_beside import is_of_programme

_LAYOUT = rule_files.any_of_each(__package__, "layout")
_AGENDA = re.compile(
    rf"^\s*(?:追加)?日\s*程\s*第?\s*{numbers.INTEGER}|^.{{0,24}}(?:{_LAYOUT['agenda_headings']})(?:\(.*\))?$"
)
_SENTENCE = re.compile(_LAYOUT["sentences"])
_GOES_ON = 60
"""Lines after the last person in which a list may go on."""
_LONGEST = 120
_MOST = 1500
"""Lines of one paper that are looked at for people: some ten seconds."""
_HEADING = 40
"""Characters of a line that is nothing but a heading."""
_DITTO = "〃"
_LEADING_MARKS = frozenset("◎○◯〇")
"""Where one of them is ◎, they tell who leads; else ○ may be a bullet."""


@dataclass
class ListedLines:
    """What the lines of a paper list.

    Attributes:
        people: with the number of their line, from 0 on.
        unread, told: what staff are told of lines.
        uses: lines that are explained by it.
    """

    people: list[tuple[int, LinePerson]] = field(default_factory=list)
    unread: list[Said] = field(default_factory=list)
    told: list[Said] = field(default_factory=list)
    uses: dict[int, LineUse] = field(default_factory=dict)


def listed_in_lines(name: str, lines: Sequence[str], skipped: Collection[int], judge: NameJudge) -> ListedLines:
    """The people of all lists.

    Args:
        name: of the paper, without its suffix; it may be the heading of all.
        skipped: lines that are read otherwise.
    """
    seated = seated_post("".join(lines))
    return _Lists(
        lines, skipped, judge, context_of(name), marks=legend(lines), seated=seated, letter=letter_head(lines)
    ).read()


@dataclass
class _Lists:
    lines: Sequence[str]
    skipped: Collection[int]
    judge: NameJudge
    context: ListContext | None
    found: ListedLines = field(default_factory=ListedLines)
    left: int = 0
    next: int = 0
    looked_at: int = 0
    beside: bool = False
    """Two headings stand beside each other: 出席議員 and 欠席議員."""
    parted: bool = False
    """What they say cannot be left out: who is absent."""
    marks: Mapping[str, str] = field(default_factory=dict)
    """What marks before names mean, as the paper explains them."""
    seats: tuple[int, tuple[str, ...]] | None = None
    """Of a line of seats that nobody has yet."""
    seated: str = "議員"
    """The post of those who have a seat and no post."""
    letter: int = 0
    """Where the head of a letter ends."""
    begun: int = 0
    """People found before the list."""
    asked: bool = False
    """Somebody is listed who asks a question."""
    headed_at: tuple[int, bool] | None = None
    """The line that heads the list, and whether the first people stand in it."""
    waiting: list[tuple[int, tuple[LinePerson, ...]]] = field(default_factory=list)
    """Lines of people that no heading calls a list: two of them, or two people in one, are one all the same."""

    def read(self) -> ListedLines:
        self.left = _GOES_ON if self.context is not None else 0
        while self.next < len(self.lines):
            number, line = self.next, self.lines[self.next]
            self.next += 1
            if number in self.skipped or not line.strip():
                continue
            if _AGENDA.search(line):
                self._settle()
                self.context = None
            elif not self._in_cells(number, line) and not self._headed(number, line):
                self._line(number, line)
        self._settle()
        self._doubt()
        self.found.told += people_doubts.surnames_alone(self.found.people, self.judge)
        if self.seats is not None:
            self._leave(self.seats[0], self.lines[self.seats[0]])
        return self.found

    def _in_cells(self, number: int, line: str) -> bool:
        """Read a row of a table whose cells hold lists of their own, cell by cell; whether it is such a row."""
        pieces = pieces_of_row(line, self.judge, self.context or ListContext(alone=True))
        plain = [p for p in pieces if group_of(p) is None and heading_of(p) is None]
        if not plain or not all(people_of_line(p, self.judge, ListContext(post="", alone=False)) for p in plain):
            return False
        for piece in pieces:
            if not self._headed(number, piece):
                self._line(number, piece)
        return True

    def _headed(self, number: int, line: str) -> bool:
        """Whether the line is, or begins with, the heading of a list."""
        group = group_of(line) if self.context is not None else None
        head = (*group, True) if group else heading_of(line)
        if head is None:
            return False
        said, rest, labelled = head
        first = self.context is not None and self.context.absent and self.begun == len(self.found.people)
        context = context_of_group(said, absent=first) if group else context_of(said)
        if context is None:
            return False
        if not rest.strip():
            self._begin(context, number)
            return True
        beside = heading_of(rest.strip())
        if beside is not None and not beside[1].strip() and labelled:
            self._begin(context, number)
            other = context_of(beside[0])
            self.beside = other != context
            self.parted = other is None or other.absent != context.absent
            return True
        people = self._people(rest, context) if labelled else None
        if people is not None:
            self._begin(context)
            self.headed_at = (number, True)
            self._take(number, people)
            return True
        if BESIDE.fullmatch("".join(rest.split())):
            ended = replace(context, absent=False, post="")  # 欠席委員 なし: what follows is another list
            self._begin(context if says_how_many(rest) else ended, number)
            return True
        if labelled and group_of(rest.strip()) is not None:  # 出席者 【委員】会長 …
            self._begin(context)
            return self._headed(number, rest.strip())
        if labelled and (looks_like_people(rest) or must_name_somebody(rest)):
            self._begin(context)
            self._leave(number, line)
            return True
        if self.context is not None and people_of_line(line, self.judge, self.context) is not None:
            return False
        if len(line) < _HEADING and not _SENTENCE.search(line) and not SEATED.search(line):
            self._begin(context, number if headings.names_a_group("".join(rest.split())) else None)
            return True
        return False

    def _begin(self, context: ListContext, heading: int | None = None) -> None:
        """Begin a list; `heading`: a line that says nothing else."""
        self._settle()
        self._doubt()
        if heading is not None:
            self.found.uses[heading] = LineUse.HEADING
        self.context, self.left, self.beside = replace(context, seated=self.seated), _GOES_ON, False
        self.headed_at = (heading, False) if heading is not None else None

    def _line(self, number: int, line: str) -> None:
        if asked := people_of_form(line, self.judge):
            for text, named in asked:
                self.found.people += [(number, one) for one in named]
                self.found.uses[number] = LineUse.PEOPLE
                self.begun = len(self.found.people)
                if not named:
                    self._leave(number, text)
            return
        if self._in_form(number, line):
            return
        if columns := columns_of(line):
            before = self.context or ListContext(alone=True)
            seated = "seat" in columns
            post = before.post or (self.seated if seated else "")
            self.context = replace(before, numbered=before.numbered or seated, post=post)
            self.left = _GOES_ON
            self.found.uses[number] = LineUse.HEADING
            return
        listing = self.context is not None and self.left > 0
        self.left -= 1
        if is_of_programme(line, self.judge, listed=listing):
            return
        if not listing and (len(line) > _LONGEST or _SENTENCE.search(line) or not looks_like_people(line)):
            self._settle()
            return
        context = self.context if listing else None
        if context is not None and (seats := seats_alone(line)):
            self._seat(number, seats)
            self.found.uses[number] = LineUse.PEOPLE
            return
        if self.beside and listing and looks_like_people(line):  # below which of the two nobody can tell
            held = None if self.parted else people_of_line(line, self.judge, ListContext())
            if held is not None and all(p.sure for p in held):
                self._take(number, held)
            else:
                self._leave(number, line)
            return
        if context is not None and context.absent and self._is_beside_heading(number):
            context = replace(context, absent=False, post="")
            if (present := people_of_line(line, self.judge, context)) and present[0].person.post:
                self._begin(context)
            else:
                context = self.context
        self.looked_at += 1
        if self.looked_at > _MOST:
            if self.looked_at == _MOST + 1:
                self.found.unread.append(
                    Said(
                        number,
                        "ここから先の人の一覧は長すぎるので読んでいません。名簿のところだけを別のファイルにしてください。",
                    )
                )
            return
        people = self._people(line, context) if context else people_of_line(line, self.judge, ListContext())
        if people and context is not None and context.absent and people_doubts.of_the_office(people, context.post):
            self._begin(ListContext(alone=True))
            people = tuple(p.as_present() for p in people)
            text = f"「{as_shown(line)}」は、欠席の見出しの下にありますが、職員なので出席として読みました。"
            self.found.told.append(Said(number, text))
        if people is not None and context is not None:
            self._take(number, people)
        elif people is not None and all(p.sure for p in people):
            self.waiting.append((number, people))
        elif listing and BESIDE.fullmatch("".join(line.split())):
            self.found.uses[number] = LineUse.NOTE
        elif context is not None and context.asking and self._is_subject(line):
            self.found.uses[number] = LineUse.DETAIL  # the subject of a question
        elif listing and (looks_like_people(line) or self._is_near(line)):
            self._leave(number, line)
        elif not listing:
            self._settle()

    def _is_subject(self, line: str) -> bool:
        """Whether somebody is listed above a line that counts what is asked about."""
        numbered = agenda_lines.numbered(line) is not None and not looks_like_people(line)
        return numbered and len(self.found.people) > self.begun

    def _in_form(self, number: int, line: str) -> bool:
        """Read a cell that holds nothing but people with their posts, beside its label; whether it is one."""
        read = people_of_cell(line, self.judge, self.seated) if self.context is None else None
        if read is None:
            return False
        label, people = read
        self.found.people += [(number, one) for one in people]
        self.found.uses[number] = LineUse.PEOPLE
        self.begun = len(self.found.people)
        named = "、".join(p.person.name for p in people)
        self.found.told.append(Said(number, f"「{as_shown(label)}」の欄の{named}を、この会議の人として読みました。"))
        return True

    def _people(self, line: str, context: ListContext) -> tuple[LinePerson, ...] | None:
        """The people of a line, with the next one where somebody's post ends the line and the name begins the next."""
        alone = people_of_line(line, self.judge, context) if not is_label_alone(line) else None
        if alone is not None and self._goes_on_below(alone):
            both = people_of_line(f"{line} {self.lines[self.next].strip()}", self.judge, context)
            if both is not None and len(both) == len(alone) and len(both[-1].spaced.split()) > 1:
                self.next += 1
                return both
            return None
        if (
            alone is not None
            or not looks_like_people(line)
            or self.next >= len(self.lines)
            or self.next in self.skipped
        ):
            return alone
        below = self.lines[self.next]
        both = people_of_line(f"{line} {below}", self.judge, context) if below.strip() else None
        if both is not None:
            self.next += 1
        return both

    def _goes_on_below(self, people: Sequence[LinePerson]) -> bool:
        """Whether a surname alone ends the line and nothing but a given name stands in the next one, as in a narrow column."""
        if self.next >= len(self.lines) or self.next in self.skipped or any(len(p.spaced.split()) > 1 for p in people):
            return False
        below = self.lines[self.next].strip()
        return 0 < len(below) <= 4 and self.judge.is_given(below)

    def _is_near(self, line: str) -> bool:
        """Whether a surname stands in a short line right behind people or their heading."""
        short = len(line) < _HEADING and not _SENTENCE.search(line)
        return short and self.left >= _GOES_ON - 2 and self.judge.holds_surname(line.strip())

    def _settle(self) -> None:
        """Take or name what waits: lines of people without a heading."""
        waiting, self.waiting = self.waiting, []
        if len(waiting) > 1 or any(len(people) > 1 for _, people in waiting):
            for number, people in waiting:
                self.found.people += [(number, person) for person in people]
                self.found.uses[number] = LineUse.PEOPLE
            return
        for number, _ in waiting:
            if number < self.letter:
                self.found.uses[number] = LineUse.NOTE  # who sends it
                continue
            text = f"「{as_shown(self.lines[number])}」は、出席者や名簿の見出しの下にないので、人の一覧として読んでいません。"
            self.found.unread.append(Said(number, text))
            self.found.uses[number] = LineUse.NAMED

    def _seat(self, number: int, seats: Sequence[str]) -> None:
        """A row of seats below or above a row of as many names."""
        last = [at for at, (line, _) in enumerate(self.found.people) if line == self.found.people[-1][0]]
        if len(last) == len(seats) and not any(self.found.people[at][1].person.seat for at in last):
            for at, seat in zip(last, seats, strict=True):
                line, one = self.found.people[at]
                self.found.people[at] = (line, one.with_seat(seat))
        else:
            self.seats = (number, tuple(seats))

    def _take(self, number: int, people: Sequence[LinePerson]) -> None:
        people = people_doubts.without_parties(people, self.context)
        self.left = _GOES_ON
        self.found.uses |= dict.fromkeys(range(number, max(number + 1, self.next)), LineUse.PEOPLE)
        if self.context is not None and self.context.asking and not self.asked and "質問" in "".join(self.lines):
            self.asked = True
            self.found.told.append(Said(number, people_doubts.QUESTIONS))
        waiting, self.seats = self.seats, None
        if waiting is not None and len(waiting[1]) == len(people) and not any(p.person.seat for p in people):
            people = [p.with_seat(seat) for p, seat in zip(people, waiting[1], strict=True)]
        elif waiting is not None:
            self._leave(waiting[0], self.lines[waiting[0]])
        own = self.context.post if self.context is not None else ""
        people = people_signs.in_post_above(self.lines, number, people, self.found.people, own)
        people = people_doubts.in_chief_group(people_doubts.of_seat_above(self.lines, number, people), own)
        self.found.told += people_doubts.guessed(number, people)
        for person in map(self._by_mark, (p for p in people if not headings.is_vacancy(p.person.name))):
            plain = person.person.post in ("", "議員", "委員")
            if (
                plain
                and person.mark in _LEADING_MARKS
                and person.mark not in self.marks
                and any("◎" in text for text in self.lines)
            ):
                text = f"「{person.mark}{person.spaced}」の印の意味が分からないので、この人は使っていません。"
                self.found.unread.append(Said(number, text))
                continue
            before = self.found.people[-1][1].person.post if self.found.people else ""
            if person.mark == _DITTO and before:
                self.found.people.append((number, with_ditto(person, before, self.context)))
                continue
            self.found.people.append((number, person.with_post(of_same_office(person.person.post, before))))

    def _is_beside_heading(self, number: int) -> bool:
        """Whether a line stands as far left as the one that heads the list and begins it: something else is listed in it."""
        if self.headed_at is None:
            return False
        line, inline = self.headed_at
        deeper = inline or any(indent(self.lines[n]) > indent(self.lines[line]) for n in range(line + 1, number))
        return deeper and indent(self.lines[number]) <= indent(self.lines[line])

    def _doubt(self) -> None:
        """The list has ended."""
        listed = self.found.people[self.begun :]
        self.found.told += (*people_doubts.without_post(listed), *people_doubts.where_from(listed))
        self.begun = len(self.found.people)

    def _by_mark(self, person: LinePerson) -> LinePerson:
        """◎ is 委員長 where the paper says so."""
        own = self.context.post if self.context is not None else ""
        meant = self.marks.get(person.mark, "")
        return person.with_post(meant) if meant and person.person.post in ("", own, "議員", "委員") else person

    def _leave(self, number: int, line: str) -> None:
        if is_legend(line) or headings.is_vacancy("".join(re.split(r"[(（]|[0-9]+番", line)[0].split()).strip("○●・")):
            self.found.uses[number] = LineUse.NOTE
            return
        self.found.uses[number] = LineUse.NAMED
        self.found.unread.append(
            Said(number, f"「{as_shown(line)}」を人の一覧として読めません。この行は使っていません。")
        )
