"""The list of papers that are handed out, behind an agenda: <配布資料>, ・次第, ・資料1 …. Nothing in it is business."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from transcriber.minutes import rule_files
from transcriber.papers import agenda_lines
from transcriber.papers.agenda_lines import BULLET

_LAYOUT = rule_files.any_of_each(__package__, "layout")
_HEADING = re.compile(
    rf"[・○●◎◯◇◆□■▽▼※\s【〔《〈＜<\[(（]*(?:{_LAYOUT['papers_headed']})[\s】〕》〉＞>\])）::]*(?:\([0-9]+[点種部]\))?"
)
_NUMBERED_PAPER = re.compile(rf"[(（【〔\[](?:{_LAYOUT['papers_named']})\s*[0-9][0-9-]*[)）】〕\]]$")
"""・介護予防支援給付実績（資料2）"""
_BULLETED = re.compile("^[・○●◎◯◇◆□■]")
_PAPER = re.compile(rf"^[\s・○【〔\[(]*(?:{_LAYOUT['papers_named']}|別[紙表冊])")


def handed_papers(lines: Sequence[str]) -> Iterator[int]:
    """The lines of such lists, with their headings. What says by itself that it is business is none of them."""
    listing = False
    for at, line in enumerate(lines):
        text = line.strip()
        if not text:
            continue
        if _HEADING.fullmatch("".join(text.split())):
            below = next((t for other in lines[at + 1 :] if (t := other.strip())), "")
            listing = _is_paper(below)
            if listing:
                yield at
        elif listing and _is_paper(text):
            yield at
        else:
            listing = False


def _is_paper(text: str) -> bool:
    if _PAPER.match(text) or (_BULLETED.match(text) and _NUMBERED_PAPER.search(text)):
        return True
    numbered = agenda_lines.numbered(text)
    return numbered is not None and numbered.manner.startswith(BULLET) and not agenda_lines.is_sure_title(text)
