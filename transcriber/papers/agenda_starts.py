"""Where a list of the agenda begins that no heading of an agenda stands over."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from enum import Enum, auto

from transcriber.papers import agenda_lines
from transcriber.papers.agenda_lines import BULLET, SCHEDULED, TIMED, AgendaLine
from transcriber.papers.line_marks import SENTENCE
from transcriber.papers.other_lines import is_fixed_label

_RUN = 40
"""Lines looked at for the numbers of such a list."""
_LEAST = 3
_NEAR = 14


class AgendaStart(Enum):
    """Whether a list begins."""

    NONE = auto()
    SURE = auto()
    GUESSED = auto()  # by its numbers and titles alone: staff are told


def has_no_numbers(below: Sequence[str]) -> bool:
    """Whether the list that begins is one of bare lines: 開会 and あいさつ stand in it without a number."""
    near = [t for line in below[:30] if (t := line.strip())][:_NEAR]
    routine = [t for t in near if agenda_lines.is_routine(t)]
    return len(routine) > 1 and not any(n.manner in ("1", "一", "第", "Ⅰ", "I", SCHEDULED) for n in _numbered(near))


def start_at(lines: Sequence[str], at: int, first: AgendaLine) -> AgendaStart:
    """Whether a list begins at a line: its numbers count on, and the meeting opens or closes in it."""
    if first.number is None and agenda_lines.may_contain(first.rest) and _heads_below(lines, at, first):
        return AgendaStart.SURE
    if first.manner.startswith(BULLET) and agenda_lines.is_routine(first.rest):
        beside = [n for n in _numbered(lines) if n.manner == first.manner]
        return AgendaStart.GUESSED if len(beside) > _LEAST and len(lines) <= _RUN else AgendaStart.NONE
    if first.manner == TIMED:
        timed = [n for n in _numbered(lines[at : at + _RUN]) if n.manner == TIMED]
        routine = [n for n in timed if agenda_lines.is_routine(n.rest)]
        begun = AgendaStart.SURE if agenda_lines.is_routine(first.rest) else AgendaStart.GUESSED
        return begun if len(timed) > _LEAST and routine else AgendaStart.NONE
    if first.number != 1:
        return AgendaStart.NONE
    if agenda_lines.is_routine(first.rest):
        return AgendaStart.SURE
    same = [n for n in _numbered(lines[at : at + _RUN]) if n.manner == first.manner]
    if len(same) < _LEAST or any(n.number != i for i, n in enumerate(same, start=1)):
        return AgendaStart.NONE
    if any(agenda_lines.is_routine(n.rest) for n in same):
        return AgendaStart.SURE
    if any(agenda_lines.is_label(n.rest) or is_fixed_label(n.rest) for n in same):
        return AgendaStart.NONE  # 1 日時
    if any(agenda_lines.is_container(n.rest) for n in same):
        return AgendaStart.SURE
    titled = sum(agenda_lines.is_sure_title(n.rest) or agenda_lines.may_contain(n.rest) for n in same)
    prose = len(lines) > _RUN or any(SENTENCE.search(line) for line in lines)
    return AgendaStart.GUESSED if 2 * titled > len(same) and not prose else AgendaStart.NONE


def _heads_below(lines: Sequence[str], at: int, first: AgendaLine) -> bool:
    """Whether ◆協議 heads other bullets, among lines of its own manner in which the meeting is opened: ◆あいさつ."""
    below = next(_numbered(lines[at + 1 :]), None)
    beside = (n for n in _numbered(lines) if n.manner == first.manner)
    return below is not None and below.manner != first.manner and any(agenda_lines.is_routine(n.rest) for n in beside)


def _numbered(lines: Sequence[str]) -> Iterator[AgendaLine]:
    return (n for line in lines if (n := agenda_lines.numbered(line.strip())) is not None)
