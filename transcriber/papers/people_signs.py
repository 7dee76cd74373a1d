"""How a line looks that lists people, before anybody has read it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from transcriber.language import numbers
from transcriber.minutes import posts, rule_files
from transcriber.office_tables import headings
from transcriber.papers.line_marks import COLUMNS
from transcriber.papers.list_context import LinePerson, is_shared
from transcriber.papers.person_names import may_be_post
from transcriber.papers.text_columns import columns_of_text

SEATED = re.compile(rf"{numbers.INTEGER}\s*番(?!地|線|街|組|目)")
"""A numbered seat."""
_TITLED = re.compile(f"(?:{posts.any_title(polite=True)})(?=\\s|[、(]|$)")
_SPREAD = re.compile(r"(?P<label>\S(?:\s+\S){1,5})(?:\t|\s{2,})(?P<value>\S.*)")
"""議　　長　　上地　安彦"""
_SENTENCE = re.compile(rule_files.any_of_each(__package__, "layout")["sentences"])
_NEAR = 3
"""Columns of a screen by which a name may begin left of the one above it."""


def looks_like_people(line: str) -> bool:
    """Whether a seat or a post stands in a line as it does beside a name."""
    spread = re.sub(r"(?<=[^\x00-\x7f])\s+(?=[^\x00-\x7f](?:\s|$))", "", line)
    parts = spread.split()
    posted = len(parts) > 1 and may_be_post(parts[0].rstrip(":"))
    return posted or any(p.search(t) for t in (line, spread) for p in (SEATED, _TITLED)) or "欠席" in line


def must_name_somebody(rest: str) -> bool:
    """Whether what stands behind a label must name somebody: it is neither a group nor a sentence."""
    plain = "".join(rest.split())
    return len(plain) > 2 and not _SENTENCE.search(rest) and not headings.names_a_group(plain)


def indent(line: str) -> int:
    """How many characters of white space a line begins with."""
    return len(line) - len(line.lstrip())


def beside_label(line: str) -> tuple[str, str]:
    """A label and what stands behind a tab or a wide gap; no label where there is no such gap."""
    spread = _SPREAD.match(line.strip())
    if spread is not None and may_be_post("".join(spread["label"].split())):
        return "".join(spread["label"].split()), spread["value"].strip()
    label, *value = COLUMNS.split(line.strip(), maxsplit=1)
    return label, value[0].strip() if value else ""


def goes_on_below(lines: Sequence[str], before: int, number: int) -> bool:
    """Whether a line begins below the second column of an earlier one, with nothing but empty lines between, as names do below names
    that have their post in front."""
    if before >= number or any(line.strip() for line in lines[before + 1 : number]):
        return False
    above, below = columns_of_text(lines[before]), columns_of_text(lines[number])
    if len(above) < 2 or not below or indent(lines[number]) <= indent(lines[before]):
        return False
    if above[1].tabs or below[0].tabs:
        return below[0].tabs == above[1].tabs
    return below[0].start >= above[1].start - _NEAR


def in_post_above(
    lines: Sequence[str],
    number: int,
    people: Sequence[LinePerson],
    listed: Sequence[tuple[int, LinePerson]],
    own: str,
) -> Sequence[LinePerson]:
    """Names below the names of the line above, with nothing below its post: they hold it, too, unless that post is written for each.

    Args:
        number: of their line.
        listed: those before them, each with the line.
        own: the post of those whom the heading names.
    """
    before, one = listed[-1] if listed else (number, None)
    if one is None or not goes_on_below(lines, before, number) or not is_shared(one.person.post):
        return people
    if any(p.person.seat or p.person.post not in ("", own) for p in people):
        return people
    written = [
        n
        for n, other in listed
        if other.person.post == one.person.post and one.person.post in "".join(lines[n].split())
    ]
    if own and len(set(written)) > 1 and one.person.post != own:
        return people  # 理事 吉野, 理事 相川, 大西, below 出席委員
    return [p.with_post(one.person.post) for p in people]
