"""Short lines of a paper of which something was used neither for the agenda nor for the people: they are named, so that nothing is lost
without a word when a paper is laid out in a way that nobody thought of.

By content, not by how the line was read: what the items and people found, and the words of headings and labels, are taken out
of a line; where words are left, the line is named.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from transcriber.minutes import posts, rule_files
from transcriber.minutes.characters import KANJI
from transcriber.minutes.people import Roster
from transcriber.minutes.transcript import AgendaItem
from transcriber.office_tables import headings
from transcriber.papers.paper import Paper

_LAYOUT = rule_files.any_of_each(__package__, "layout")
_FURNITURE = re.compile(
    "|".join(
        f"(?:{_LAYOUT[group]})"
        for group in (
            "lists", "list_ends", "labels", "other_headings", "agenda_headings", "containers", "routine", "absent", "remarks",
            "groups", "papers_named", "proposers", "behind_titles", "notice_marks",
        )
    )
)  # fmt: skip
_DAY = re.compile(
    r"(?:令和|平成|[RH])?[0-9元]{1,4}[年./][0-9]{1,2}[月./][0-9]{1,2}日?(?:\([日月火水木金土]\))?|(?:午前|午後)?[0-9]{1,2}[時:](?:[0-9]{1,2}分?|半)?"
)
_WORDS = re.compile(f"[{KANJI}ァ-ヺー]{{2,}}")
_SENTENCE = re.compile(f"(?:{_LAYOUT['sentence_ends']})")
_BRACKETS = re.compile(r"[(（〔［\[][^)）〕］\]]*[)）〕］\]]")
_HEAD = 6
"""Lines at the top of a paper that say what it is, unless something of them is used."""
_LONGEST = 60
"""Characters of a line that may be an item or people; what is longer is running text."""
_MOST = 8
_SHOWN = 24


def unused_note(paper: Paper, items: Sequence[AgendaItem], roster: Roster, named: Sequence[str]) -> tuple[str, ...]:
    """What staff are told of such lines; nothing where all is used, or nothing of the paper is.

    Args:
        items, roster: what was found in this paper.
        named: what they are told already.
    """
    if not items and not roster.people:
        return ()
    left = [
        (n, line) for n, line in _unused(paper, items, roster) if not any(_short(line)[:8] in said for said in named)
    ]
    if not left:
        return ()
    shown = "、".join(f"{n}行目「{_short(line)}」" for n, line in left[:_MOST])
    more = f" ほか{len(left) - _MOST}行" if len(left) > _MOST else ""
    return (f"{paper.name}：次の行は、全部または一部を、議題にも氏名にも使っていません：{shown}{more}。",)


def _unused(paper: Paper, items: Sequence[AgendaItem], roster: Roster) -> Iterator[tuple[int, str]]:
    people = (
        part for p in roster.people for part in (p.compact_name, p.post, p.kana, *p.name.split(), *p.post.split())
    )
    used = {_compact(text) for text in (*people, *(t for i in items for t in (i.title, i.bill)))} - {""}
    known = re.compile("|".join(re.escape(text) for text in sorted(used, key=len, reverse=True)))
    titles = [_compact(i.title) for i in items]
    begun = False
    for number, line in enumerate(paper.lines, start=1):
        plain = _compact(line)
        here = known.search(plain) is not None
        begun = begun or here or number > _HEAD
        if (
            not begun
            or not plain
            or len(plain) > _LONGEST
            or _SENTENCE.search(plain)
            or any(plain in title for title in titles)
        ):
            continue
        left = known.sub(" ", plain)
        left = _BRACKETS.sub(" ", left) if here else left
        left = _FURNITURE.sub(" ", _DAY.sub(" ", left))
        words = [w for w in _WORDS.findall(left) if not _is_heading(w) and w not in posts.honorifics()]
        if words:
            yield number, line


def _is_heading(word: str) -> bool:
    return (
        headings.is_other_heading(word)
        or headings.names_a_group(word)
        or bool(headings.field_of(word, (*headings.ROSTER_FIELDS, *headings.AGENDA_FIELDS)))
    )


def _compact(text: str) -> str:
    return "".join(text.split())


def _short(line: str) -> str:
    plain = " ".join(line.split())
    return plain if len(plain) <= _SHOWN else plain[: _SHOWN - 1] + "…"
