"""All papers of one meeting → what they say about it. Runs in the engine's child process, with the dictionary."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path

from transcriber.errors import PaperError
from transcriber.language.readings import Reader
from transcriber.minutes.people import Roster
from transcriber.minutes.transcript import PaperUsed
from transcriber.papers import (
    agenda,
    agenda_merging,
    meeting_rosters,
    other_lines,
    paper_terms,
    people_tables,
    said_counts,
    seat_doubts,
    second_look,
    text_tables,
)
from transcriber.papers.agenda import AgendaRead
from transcriber.papers.findings import Findings
from transcriber.papers.line_accounts import LineUse, as_shown, placed
from transcriber.papers.paper import Paper, read_paper
from transcriber.papers.people_tables import PeopleRead
from transcriber.papers.person_names import NameJudge

_MOST_UNREAD = 20
"""Places of one paper that are named."""


_SHOWN = 60
_MOST_SHAPES = 5
"""Of one paper, that are named."""


def read_papers(paths: Sequence[Path], known: Collection[str] = (), day: dt.date | None = None) -> Findings:
    """Read `paths`; a paper that cannot be read is named in `papers` and left out.

    Args:
        known: terms the office lists already.
        day: of the meeting, as the recording's name says it: whose agenda is used where there are several.
    """
    reader = Reader()
    judge = NameJudge(reader)
    found: list[Paper] = []
    used: list[PaperUsed] = []
    roster = Roster()
    lists: list[Roster] = []
    reads: list[AgendaRead] = []
    for number, path in enumerate(paths):
        try:
            paper = text_tables.with_text_tables(read_paper(path))
        except PaperError as e:
            used.append(PaperUsed(name=path.name, problem=str(e)))
            lists.append(Roster())
            continue
        found.append(paper)
        read = people_tables.people(paper, judge)
        roster = meeting_rosters.merged_rosters(roster, read.roster)
        business = agenda.read_agenda(paper, judge, read.uses, number)
        reads.append(business)
        roster = meeting_rosters.merged_rosters(roster, Roster(people=business.speakers))
        lists.append(Roster(people=(*read.roster.people, *business.speakers)))
        used.append(_used(paper, business, read, judge))
    items, told = agenda_merging.merged([part for read in reads for part in read.parts], day)
    differ = seat_doubts.between_papers([paper.name for paper in used], lists)
    return Findings(
        lists=tuple(lists),
        agenda=items,
        people=roster,
        terms=paper_terms.terms_of_papers(
            [paper.text for paper in found],
            items,
            reader,
            readings=[pair for paper in found for pair in paper.readings],
            known=known,
            people={n for p in roster.people for n in (p.compact_name, p.compared_name)},
        ),
        papers=tuple(
            paper.model_copy(update={"told": (*paper.told, *told.get(number, ()), *differ.get(number, ()))})
            for number, paper in enumerate(used)
        ),
    )


def _used(paper: Paper, business: AgendaRead, people: PeopleRead, judge: NameJudge) -> PaperUsed:
    """What staff are told of a paper."""
    taken = {line for line, use in business.uses.items() if use is not LineUse.NAMED}
    # that a line stands below a label does not say who is named in it
    below = {n for n, use in business.uses.items() if use is LineUse.LABEL}
    taken -= {n for n in below if not other_lines.is_furniture(paper.lines[n].strip())}
    said = [s for s in people.said if s.line not in taken]
    every = [*business.unread, *people.unread, *placed(said, paper.name)]
    told = [*business.told, *people.told, *_absences(people.roster), *_struck(paper), *_beside_text(paper)]
    if not business.parts and not people.roster.people:
        told.append(f"{paper.name}：議題も人の一覧も見つけられなかったので、用語だけに使います。")
    else:
        uses = {**people.uses, **business.uses}
        every += other_lines.unexplained_note(paper, uses, judge)
        told += other_lines.joined_note(paper, uses, judge)
        told += placed(
            list(said_counts.differing(paper.lines, uses, [*people.roster.people, *business.speakers])), paper.name
        )
        told += placed(list(second_look.read_twice(paper.lines, people.uses, business.uses)), paper.name)
        listed = (*people.roster.people, *business.speakers)
        before = "".join((*every, *told))
        named = {line for line, use in people.uses.items() if use is LineUse.PEOPLE}
        told += placed(list(second_look.passed_over(paper.lines, uses, listed, before, judge, named)), paper.name)
    unread = tuple(every[:_MOST_UNREAD])
    if len(every) > _MOST_UNREAD:
        unread = (*unread, f"ほかに{len(every) - _MOST_UNREAD}か所あります。")
    found = meeting_rosters.merged_rosters(people.roster, Roster(people=business.speakers)).people
    return PaperUsed(
        name=paper.name,
        unread=unread,
        told=tuple(told),
        people=len(found),
        absent=sum(p.absent for p in found),
    )


def _absences(roster: Roster) -> tuple[str, ...]:
    named = "、".join(p.label for p in roster.people if p.absent)
    if not named:
        return ()
    return (f"欠席とあるので、{named}を出席者に入れず、声の名前にも使いません。",)


def _struck(paper: Paper) -> tuple[str, ...]:
    plain = " ".join(paper.struck.split())
    shown = plain if len(plain) <= _SHOWN else plain[: _SHOWN - 1] + "…"
    return (f"{paper.name}：取り消し線の引かれた「{shown}」は使いません。",) if plain else ()


def _beside_text(paper: Paper) -> Iterator[str]:
    """What is not read: comments and shapes, which a person sees, and what a workbook hides."""
    for place in paper.hidden:
        yield f"{place}は表示されていないので、使いません。"
    if paper.comments:
        yield f"{paper.name}：コメント（{paper.comments}）は読みません。"
    for words in paper.shapes[:_MOST_SHAPES]:
        yield f"{paper.name}：図形（テキストボックスなど）の中の「{as_shown(words)}」は読みません。"
