"""The lines of a paper that are neither business nor people: its head, labels, notes, what surrounds a notice. A line that is none of
these, wholly, was not understood, and staff are told of it.

The readers of agendas and people say which lines they took. What is left is explained here by the whole line and by where it stands.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from transcriber.minutes import rule_files
from transcriber.office_tables import headings
from transcriber.office_tables.grid import SheetGrid
from transcriber.office_tables.office_words import is_legend
from transcriber.papers import agenda_lines
from transcriber.papers.line_accounts import LineUse, as_shown
from transcriber.papers.line_marks import COLUMNS, SENTENCE
from transcriber.papers.paper import Paper
from transcriber.papers.person_names import NameJudge
from transcriber.papers.written_when import DAY_WORDS, is_next_meeting

_LAYOUT = rule_files.any_of_each(__package__, "layout")


def _any(*groups: str) -> str:
    return "|".join(f"(?:{_LAYOUT[group]})" for group in groups)


_MEETING = re.compile(_any("meeting_words", "agenda_headings"))
_FIXED_LABEL = re.compile(
    rf"^[\s・○●◯■□◆【〔\[(]*(?:[0-9]{{1,2}}[.、)]?\s*)?(?:{_LAYOUT['fixed_labels']})(?:[】〕\])]|\s*[::]|\s|$)"
)
_LABEL = re.compile(rf"^[\s・○●◯■□◆【〔\[(]*(?:{_LAYOUT['labels']})[】〕\])]?\s*[::]?$")
_NOTE = re.compile(r"^\s*[(（]?(?:[※*＊]|注(?:[0-9:)．.意]|$)|備考)")
_ABOUT_PEOPLE = re.compile(_any("absent", "substitutes") + "|氏[はがの]|遅参|早退")
_ABSENT = re.compile(f"[(（]?(?:{_LAYOUT['absent']})[)）]?")
_BESIDE = re.compile(f"[(〔【]?(?:{_any('beside', 'notice_marks')})[)〕】。]?")
_ADDRESS = re.compile(_LAYOUT["addresses"])
_LETTER_NUMBER = re.compile(
    r"^[0-9A-Za-zぁ-んァ-ヶ一-龠々\s]{1,12}(?:発|第|収|号)\s*第?\s*[0-9]+(?:\s*号(?:の[0-9]+)?)?$"
)
_PAPERS = re.compile(
    rf"^[\s・○【〔\[(]*(?:{_LAYOUT['papers_named']}|別[紙表冊]|様式)\s*(?:No\.?|№)?\s*[0-9①-⑳A-Z一二三四五六七八九十-]{{0,4}}(?:[】〕\])::]|\s|$)"
)
_PLACE = re.compile(rf"(?:{_LAYOUT['places']})[0-9A-Z・]{{0,4}}[)）]?$")
_PARTS = re.compile(r"\t|\s{2,}|(?<=[)）】])\s*")
"""Between things that stand beside each other in one line: (敬称略) 令和8年6月1日現在."""
_SUBHEAD = re.compile(
    r"^[\s○●◯◎■□◆◇・【〔《〈＜<\[(（]*(?P<said>[^\s】〕》〉＞>\])）:、。(]{2,20})[】〕》〉＞>\])）::]*(?:\(?[0-9]+[名人件]\)?)?$"
)
_GROUP = re.compile(f"(?:{_any('affiliation_ends', 'held_elsewhere', 'group_ends')})$")
_NOTICE = re.compile("開催(?:について|のお?知らせ|の?ご?案内|通知)")
_LONGEST = 60
"""Characters of a line that may be an item or people; what is longer is running text."""
_SHORT = 8
"""Characters that a heading of a column may have."""
_PART = 24
"""Characters of a line that may be the first part of a row."""
_MOST = 8
_USED = (LineUse.ITEM, LineUse.PEOPLE)


def unexplained_note(paper: Paper, uses: Mapping[int, LineUse], judge: NameJudge) -> tuple[str, ...]:
    """What staff are told of the lines that nothing explains.

    Args:
        uses: the lines that the readers of agendas and people took, or named.
    """
    left = list(_stretches(list(_unexplained(paper, uses, judge))))
    if not left:
        return ()
    said = "、".join(_said(paper.lines, first, last) for first, last in left[:_MOST])
    more = sum(last - first + 1 for first, last in left[_MOST:])
    return (f"{paper.name}：次の行は、議題にも氏名にも使っていません：{said}{f' ほか{more}行' if more else ''}。",)


def joined_note(paper: Paper, uses: Mapping[int, LineUse], judge: NameJudge) -> tuple[str, ...]:
    """What staff are told of people right below a line that was not understood: the line may have been one with theirs."""
    lost = {*_unexplained(paper, uses, judge), *(n for n, use in uses.items() if use is LineUse.NAMED)}
    below = [n + 1 for n in sorted(lost) if uses.get(n + 1) is LineUse.PEOPLE and _is_part(paper.lines[n], judge)]
    if not below:
        return ()
    said = "、".join(f"{n + 1}行目「{_with_next(paper.lines, n, uses)}」" for n in below[:_MOST])
    return (
        f"{paper.name}：{said}の人は、読めなかった前の行から続いているかもしれません。職名と氏名を確かめてください。",
    )


def _is_part(line: str, judge: NameJudge) -> bool:
    """Whether a line may go on in the next: it holds no whole name."""
    plain = "".join(line.split())
    return 0 < len(plain) <= _PART and not judge.holds_name(plain)


def _with_next(lines: Sequence[str], at: int, uses: Mapping[int, LineUse]) -> str:
    """A line of people, with the next one where that may belong to it."""
    more = lines[at + 1] if uses.get(at + 1) is LineUse.PEOPLE and at + 1 < len(lines) else ""
    return as_shown(f"{lines[at]} {more}")


def _said(lines: Sequence[str], first: int, last: int) -> str:
    if first == last:
        return f"{first + 1}行目「{as_shown(lines[first])}」"
    return f"{first + 1}〜{last + 1}行目「{as_shown(lines[first])}」〜「{as_shown(lines[last])}」"


def _stretches(lines: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Lines that follow each other are named as one place."""
    begun = 0
    for at, line in enumerate(lines):
        if at + 1 == len(lines) or lines[at + 1] > line + 1:
            yield lines[begun], line
            begun = at + 1


def _unexplained(paper: Paper, uses: Mapping[int, LineUse], judge: NameJudge) -> Iterator[int]:
    head = min((n for n, use in uses.items() if use in _USED), default=len(paper.lines))
    rows = {t.first + at: (t.grid, number) for t in paper.tables for at, number in enumerate(t.rows)}
    seen: set[str] = set()
    letter = letter_head(paper.lines)
    for at, line in enumerate(paper.lines):
        text = line.strip()
        plain = "".join(text.split())
        if uses.get(at) is LineUse.UNREAD:
            yield at
        if not plain or at in uses:
            continue
        if at < min(head, letter) and agenda_lines.numbered(text) is None:
            continue  # the sender, and what the letter is about
        if len(plain) <= _LONGEST and not SENTENCE.search(plain) and judge.holds_name(plain):
            yield at  # somebody whom nobody read
            continue
        unnumbered = agenda_lines.numbered(text) is None
        if at < head and unnumbered and (_is_title(plain) or _PLACE.search(plain)):
            seen.add(plain)
            continue
        if _ABSENT.fullmatch(plain) is not None:
            yield at  # of somebody in the line above
            continue
        if plain in seen or is_furniture(text) or _heads_used(paper.lines, at, uses):
            continue
        if at in rows and _is_other_row(*rows[at]):
            continue
        yield at


def letter_head(lines: Sequence[str]) -> int:
    """Where a letter comes to its matter: behind 記, or at 日時; 0 where a paper is no letter."""
    for at, line in enumerate(lines):
        if "".join(line.split()) == "記" or _FIXED_LABEL.match(line.strip()):
            return at if any(_ADDRESS.search(before.strip()) for before in lines[:at]) else 0
    return 0


def _is_title(plain: str) -> bool:
    """Whether a line in the head of a paper says what paper it is."""
    if agenda_lines.numbered(plain) is not None or SENTENCE.search(plain):
        return False
    named = not agenda_lines.is_sure_title(plain) or _NOTICE.search(plain) is not None
    return named and _MEETING.search(plain) is not None


def is_fixed_label(text: str) -> bool:
    """Whether a line begins with a label behind which neither business nor people stand: 日時, 場所."""
    return _FIXED_LABEL.match(text) is not None


def is_label_alone(text: str) -> bool:
    """Whether a line is a label and nothing else: 内容, 備考."""
    return _LABEL.fullmatch(text.strip()) is not None


def is_furniture(text: str) -> bool:
    """Whether a line says by itself that it is neither business nor people."""
    plain = "".join(text.split())
    if len(plain) > _LONGEST and agenda_lines.numbered(text) is None:
        return True  # running text; a long title has its number
    if SENTENCE.search(plain) or agenda_lines.is_page(text) or agenda_lines.is_rule(text):
        return True
    if _NOTE.match(text):
        return _ABOUT_PEOPLE.search(plain) is None
    return (
        _FIXED_LABEL.match(text) is not None
        or _LABEL.fullmatch(text) is not None
        or _BESIDE.fullmatch(plain) is not None
        or _ADDRESS.search(text) is not None
        or _LETTER_NUMBER.match(text) is not None
        or _PAPERS.match(text) is not None
        or agenda_lines.is_routine(text)
        or bool(agenda_lines.agenda_heading(text.strip("()")))
        or is_legend(text)
        or _is_when_and_where(plain)
        or _is_row_of_headings(text)
        or _is_made_of_furniture(text)
    )


def _is_made_of_furniture(text: str) -> bool:
    parts = [p for p in _PARTS.split(text.strip()) if p.strip()]
    return len(parts) > 1 and all(map(is_furniture, parts))


def _is_when_and_where(plain: str) -> bool:
    rest = DAY_WORDS.sub("", plain)
    return rest != plain and (not rest or _PLACE.search(rest) is not None or is_next_meeting(plain))


def _is_row_of_headings(text: str) -> bool:
    cells = [c for c in COLUMNS.split(text) if c.strip()]
    known = sum(map(_is_heading, cells))
    return len(cells) > 1 and 2 * known >= len(cells) and all(len(c) < _SHORT for c in cells)


def _is_heading(cell: str) -> bool:
    fields = (*headings.ROSTER_FIELDS, *headings.AGENDA_FIELDS)
    return headings.is_other_heading(cell) or bool(headings.field_of(cell, fields))


def _heads_used(lines: Sequence[str], at: int, uses: Mapping[int, LineUse]) -> bool:
    """Whether a line names a group of those, or of what, stands right below it: 【健康福祉部】, 関係団体の代表者."""
    match = _SUBHEAD.match(lines[at])
    below = next((n for n in range(at + 1, len(lines)) if lines[n].strip()), None)
    if match is None or below is None or uses.get(below) not in _USED:
        return False
    bracketed = lines[at].strip()[0] in "【〔《〈＜<["
    return bracketed or headings.names_a_group(match["said"]) or _GROUP.search(match["said"]) is not None


def _is_other_row(grid: SheetGrid, number: int) -> bool:
    """Whether a row of a form asks for something that nobody uses: 住所, 電話番号."""
    cells = [c.text for _, c in sorted(grid.rows[number].items())]
    asked = any(headings.field_of(c, ("name", "post_name", "item")) for c in cells[::2])
    return len(cells) > 1 and not asked and any(map(_is_heading, cells[::2]))
