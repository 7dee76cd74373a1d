"""People in the cells of a plan of seats: a row of posts or seats, and below each of them who sits there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from transcriber.minutes import posts
from transcriber.office_tables.grid import GridCell, SheetGrid
from transcriber.office_tables.office_words import is_office
from transcriber.papers.list_context import LinePerson, ListContext
from transcriber.papers.people_lines import people_of_line
from transcriber.papers.person_names import NameJudge


class StackedRow(NamedTuple):
    """Two rows that belong together: `upper` holds the posts, `lower` the names."""

    upper: int
    lower: int
    people: tuple[LinePerson, ...]


def stacked_rows(grid: SheetGrid, judge: NameJudge) -> Iterator[StackedRow]:
    """The rows of names below rows of as many posts."""
    shown = [n for n in grid.rows if n not in grid.hidden_rows]
    used = 0
    for upper, lower in zip(shown, shown[1:], strict=False):
        if upper == used or set(grid.rows[upper]) != set(grid.rows[lower]):
            continue
        people = _pairs(grid.rows[upper], grid.rows[lower], judge)
        if people:
            used = lower
            yield StackedRow(upper, lower, people)


def _pairs(above: Mapping[int, GridCell], below: Mapping[int, GridCell], judge: NameJudge) -> tuple[LinePerson, ...]:
    found = []
    for column in sorted(above):
        post = "".join(above[column].text.split())
        if not (is_office(post) or posts.ending(post) is not None):
            return ()
        people = people_of_line(" ".join(below[column].text.split()), judge, ListContext(post=post, alone=True))
        if people is None or len(people) != 1 or people[0].person.post != post:
            return ()
        found.append(people[0])
    return tuple(found)
