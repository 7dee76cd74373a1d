"""The agenda of a paper: its items, and what of them was not understood."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from transcriber.language.readings import Reader
from transcriber.minutes.people import Person
from transcriber.minutes.transcript import AgendaItem
from transcriber.papers import agenda_lines
from transcriber.papers.agenda_builder import OutlineBuilder
from transcriber.papers.agenda_entries import AgendaEntry, same_business
from transcriber.papers.agenda_list import AgendaWalk
from transcriber.papers.agenda_merging import merged
from transcriber.papers.agenda_outline import AgendaNode, EntryRole, read_outline
from transcriber.papers.agenda_parts import AgendaPart, agendas_of, issues_alone
from transcriber.papers.bill_dittos import written_out
from transcriber.papers.glosses import without_glosses
from transcriber.papers.line_accounts import LineUse, Said, as_shown, placed
from transcriber.papers.list_context import as_parted
from transcriber.papers.paper import Paper
from transcriber.papers.person_names import NameJudge
from transcriber.papers.speakers_beside import people_beside, people_in_brackets, titled_speakers

_NAMED_AGENDA = re.compile("次第|日程|議題|案件")


@dataclass(frozen=True)
class AgendaRead:
    """What one paper says of the agenda.

    Attributes:
        parts: its agendas: one, or one for each day.
        unread: places that were not understood, Japanese.
        told: places that were read in a way staff should know.
        speakers: who stands beside an entry.
        uses: lines that are explained by it.
    """

    parts: tuple[AgendaPart, ...] = ()
    unread: tuple[str, ...] = ()
    told: tuple[str, ...] = ()
    speakers: tuple[Person, ...] = ()
    uses: Mapping[int, LineUse] = field(default_factory=dict)


def read_agenda(paper: Paper, judge: NameJudge, people: Mapping[int, LineUse], number: int = 0) -> AgendaRead:
    """The agenda of a paper, in its order.

    Args:
        people: lines that the reader of people took.
        number: of the paper.
    """
    taken = {line for line, use in people.items() if use is LineUse.PEOPLE}
    lines, glossed = without_glosses(written_out(paper.lines))
    walk = AgendaWalk(lines, paper.tables, judge, taken)
    walk.read()
    notice = any("".join(line.split()) == "記" for line in paper.lines)
    beside = _speakers([node for nodes in walk.out.lists for node in nodes], judge, walk.out)
    speakers = list(dict.fromkeys(beside))  # who opens the meeting may close it
    outline = read_outline(walk.out.lists, notice=notice, counted=set(_counted(paper.lines)))
    said = [s for s in (*walk.out.unread, *outline.unread) if people.get(s.line) is not LineUse.PEOPLE]
    unread = list(placed(said, paper.name))
    if not outline.entries and (walk.headed or _NAMED_AGENDA.search(paper.name)):
        unread.append(f"{paper.name}：議題を見つけられませんでした。")
    elif not outline.entries and (at := _table_of_contents(paper.lines)) is not None:
        text = "「目次」は、議題の一覧かどうか分からないので、議題として読んでいません。議題のときは、次第も入れてください。"
        unread += placed([Said(at, text)], paper.name)
    parts = agendas_of(paper, number, outline.entries)
    told = [*placed([*walk.out.told, *outline.told], paper.name)]
    told += [f"{paper.name}：{glossed}"] if glossed and outline.entries else []
    told += [text for part in parts for text in _same_number(part.entries, paper.name)]
    heads = dict.fromkeys(issues_alone(paper.lines) if parts else (), LineUse.HEADING)
    uses = {**heads, **walk.out.uses, **outline.uses, **{s.line: LineUse.NAMED for s in said}}
    uses = {line: use for line, use in uses.items() if use is not LineUse.NAMED or line not in people}
    return AgendaRead(parts, tuple(unread), tuple(told), tuple(speakers), uses)


def _speakers(nodes: Iterable[AgendaNode], judge: NameJudge, out: OutlineBuilder) -> Iterator[Person]:
    """Those who stand beside entries in columns of their own; staff are told of them."""
    for node in nodes:
        numbered = agenda_lines.numbered(node.text)
        text = agenda_lines.beside_routine(numbered.rest if numbered is not None else node.text)
        beside = node.left or (text if node.role is EntryRole.ROUTINE else "")
        people = (people_beside(text, judge) or people_beside(beside, judge)) if beside else ()
        if (
            not people
            and (titled := titled_speakers(numbered.rest if numbered is not None else node.text, judge)) is not None
        ):
            people = titled[1]
            node.entries = [e._replace(item=e.item.model_copy(update={"title": titled[0]})) for e in node.entries]
        within = people_in_brackets(agenda_lines.aside_of(node.text), judge) if not people else ()
        people = people or within or people
        if within and not any(one.person.seat for one in within):
            node.entries = [_without_aside(entry) for entry in node.entries]
        if people:
            node.left = ""
            named = "、".join(p.person.label for p in people)
            said = f"「{as_shown(node.title)}」の横の{named}を、この会議の人として読みました。"
            out.told.append(Said(node.place, said))
            yield from (p.person.model_copy(update={"name": as_parted(p.person.name, p.spaced)}) for p in people)
        elif people is None and not node.left:
            out.told.append(
                Said(node.place, f"「{as_shown(node.title)}」の横の「{as_shown(beside)}」は使っていません。")
            )
        yield from _speakers(node.below, judge, out)


def _without_aside(entry: AgendaEntry) -> AgendaEntry:
    """An item without the brackets behind its title in which those stand who explain it."""
    title = entry.item.title
    aside = agenda_lines.aside_of(title)
    bare = agenda_lines.without_aside(title) if aside else title
    return entry._replace(item=entry.item.model_copy(update={"title": bare})) if bare else entry


def _counted(lines: Sequence[str]) -> Iterator[tuple[str, int | None]]:
    """Manner and number of every line, and of what stands in a line behind its heading."""
    for line in lines:
        for part in line.split("\t"):
            numbered = agenda_lines.numbered(part)
            inside = agenda_lines.inside_container(numbered.rest if numbered is not None else part)
            yield from ((found.manner, found.number) for found in (numbered, inside) if found is not None)
            if inside is not None:
                yield "1", inside.number


def _table_of_contents(lines: Sequence[str]) -> int | None:
    """The line of 目次 in a paper."""
    return next((n for n, line in enumerate(lines) if "".join(line.split()) in ("目次", "もくじ")), None)


def items(lines: Iterable[str]) -> tuple[AgendaItem, ...]:
    """The items in lines of text."""
    return merged(read_agenda(Paper("", tuple(lines)), NameJudge(Reader()), {}).parts).items


def _same_number(entries: Sequence[AgendaEntry], name: str) -> Iterable[str]:
    """Items of one number that stand in different places: two days' agendas in one paper, or a slip of the pen."""
    first: dict[int, AgendaEntry] = {}
    for entry in entries:
        number = entry.item.number
        if number is None:
            continue
        before = first.setdefault(number, entry)
        if (
            before.place != entry.place
            and not same_business(before.item, entry.item)
            and not (entry.added or before.added or entry.below)
        ):
            one, two = (e.item.title or e.item.bill for e in (before, entry))
            yield f"{name}：日程第{number}が「{one[:30]}」と「{two[:30]}」の2つあります。両方を議題として使います。"
