"""What a clerk would read in an everyday sheet: the words a truth file is written in."""

import dataclasses


@dataclasses.dataclass(frozen=True, kw_only=True)
class Person:
    """One person as a clerk reads the sheet; an empty field is not compared; `column`: the heading of a column that says part of it."""

    name: str
    reading: str = ""
    post: str = ""
    seat: int = 0
    aliases: tuple[str, ...] = ()
    column: str = ""


@dataclasses.dataclass(frozen=True, kw_only=True)
class Term:
    """One term, with the readings the office wrote; `column`: the heading of a column of its own."""

    text: str
    readings: tuple[str, ...] = ()
    column: str = ""


@dataclasses.dataclass(frozen=True, kw_only=True)
class Truth:
    """Everything a clerk reads in one file.

    `people` and `terms` are all there is: whoever else is read was invented. `named` holds words
    of rows that only a message can answer: one of them unnamed is a silence. `either` holds people
    (or terms) a careful reader may take or leave, as long as a message names the row when left; with
    `quoted`, taken or left, as long as a message quotes that: a legend by which they are not there.
    """

    people: tuple[Person, ...] = ()
    terms: tuple[Term, ...] = ()
    named: tuple[str, ...] = ()
    either: tuple[str, ...] = ()
    quoted: str = ""
