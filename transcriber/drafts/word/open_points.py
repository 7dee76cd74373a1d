"""What is still open in a checked draft: boxes nobody ticked, times nobody wrote, votes nobody found, comments nobody settled.

Read before anything is dropped from the file, and after tracked changes were accepted.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement

from transcriber.drafts.word import ticks
from transcriber.drafts.word.comments import AUTHOR
from transcriber.drafts.word.identity import read_identity
from transcriber.drafts.word.reading import paragraph_style, text_of
from transcriber.drafts.word.wording import JOINT, NO_ITEM, NO_TITLE, NO_VOTE

REVIEW_PARTS = (
    "確認のための資料",
    "数字・固有名詞の確認表",
    "自動で直した語",
    "確認チェックリスト",
    "作成の記録",
    "答弁の約束",
    "約束したこと",
)
"""Headings of level 1 whose parts serve the check only."""

INAUDIBLE = "聞き取れなかった区間"
_CHECKLIST = "確認チェックリスト"
_EMPTY, _MARKED = "☐□", "☑☒✓✔☓■●レ"
"""In a form's row of choices, where each box has its words beside it (☐電話　☒来所): no whole cell says that it is done."""

_BLANK_TIME = re.compile("午前・午後|令和　　年")
_TO_FILL = re.compile(f"（要記入）|聴取なし|{re.escape(NO_TITLE)}")
_UNDECIDED = re.compile("出[ 　]*・[ 　]*欠")
_CHOICES = ("方法", "録音の同意", "情報共有の同意", "相手")
"""Rows of a consultation's form of which one box at least is to be ticked."""

_W15 = "http://schemas.microsoft.com/office/word/2012/wordml"
_W14 = "http://schemas.microsoft.com/office/word/2010/wordml"
_COMMENTS_EXTENDED = "commentsExtended"


class OpenKind(StrEnum):
    """What can be open; the values are written into the audit log."""

    DOUBT = "doubt"
    GAP = "gap"
    VOICE = "voice"
    TIME = "time"
    BLANK = "blank"
    ATTENDANCE = "attendance"
    VOTE = "vote"
    CHOICE = "choice"
    CHECKLIST = "checklist"
    COMMENT = "comment"
    STRUCK = "struck"
    MY_NUMBER = "my_number"


@dataclass(frozen=True)
class OpenPoint:
    """Something a person has to close before the record is signed.

    Attributes:
        count: in how many places.
        text: what it is and what to do, in Japanese.
    """

    kind: OpenKind
    count: int
    text: str


def open_points(document: Document, styles: dict[str, str]) -> tuple[OpenPoint, ...]:
    """Everything that is open, in the order of the paper.

    Args:
        styles: id → name.
    """
    body = document.element.body
    record = list(before_review(body, styles))
    texts = [(p, text_of(p)) for p in record]
    rows = list(dict.fromkeys(r for p in record for r in p.iterancestors(qn("w:tr"))))
    found = [
        (OpenKind.DOUBT, _matching(texts, r"〔要確認 [0-9]"), "〔要確認〕の印が残っている段落が{n}か所あります。聞き直して、印を消してください。"),
        (OpenKind.GAP, sum(paragraph_style(p, styles) == INAUDIBLE and JOINT not in t for p, t in texts), "聞き取れなかった区間が{n}か所残っています（このままでは〔聴取不能〕と印字します）。"),
        (OpenKind.VOICE, _matching(texts, "話者(?:[0-9]+|不明)"), "名前の分からない話者（話者1など）が{n}か所残っています。"),
        (OpenKind.TIME, sum(bool(_BLANK_TIME.search(t)) for _, t in texts), "日付または時刻を記入していない所が{n}か所あります。"),
        (OpenKind.BLANK, sum(bool(_TO_FILL.search(t)) for _, t in texts) + sum(map(_is_blank, rows)), "記入していない欄が{n}か所あります。"),
        (OpenKind.ATTENDANCE, sum(bool(_UNDECIDED.search(text_of(r))) for r in rows), "出欠を選んでいない人が{n}人います。「出・欠」の一方を消してください。"),
        (OpenKind.VOTE, _matching(texts, f"{re.escape(NO_VOTE)}|{re.escape(NO_ITEM)}") + sum(map(_vote_without_result, rows)), "採決の方法・賛否・結果が空いている所が{n}か所あります。録音を聞いて記入するか、採決がなければその行を消してください。"),
        (OpenKind.CHOICE, sum(map(_nothing_chosen, rows)), "方法や同意の欄で、どれにも印のないものが{n}か所あります。"),
        (OpenKind.CHECKLIST, _unticked(document, styles), "確認チェックリストのうち、印のない項目（消した項目を含みます）が{n}あります。確かめてから ☐ を ☒ にしてください。"),
        (OpenKind.COMMENT, _unsettled_comments(document), "解決していないコメントが{n}件あります。返事を本文に反映して、「解決」にするか消してください。"),
        (OpenKind.STRUCK, sum(_has_struck(p) for p in record), "取り消し線を引いただけの文字が{n}段落に残っています（このままでは線の付いたまま印字します）。除くつもりなら、線ではなく文字を消してください。"),
    ]  # fmt: skip
    return tuple(OpenPoint(kind, n, text.format(n=n)) for kind, n, text in found if n)


def _has_struck(paragraph: BaseOxmlElement) -> bool:
    """Words that are struck out by their format: they stay in every copy, and can be read."""
    return any(
        mark.get(qn("w:val")) not in ("0", "false", "off")
        for name in ("w:strike", "w:dstrike")
        for run in paragraph.iter(qn("w:r"))
        if text_of(run).strip()
        for mark in run.iterfind(f"{qn('w:rPr')}/{qn(name)}")
    )


def before_review(body: BaseOxmlElement, styles: dict[str, str]) -> Iterator[BaseOxmlElement]:
    """The paragraphs of the record itself."""
    inside = False
    for block in body:
        if is_heading(block, styles):
            inside = text_of(block).strip().startswith(REVIEW_PARTS)
        if not inside:
            yield from block.iter(qn("w:p")) if block.tag != qn("w:p") else (block,)


def is_heading(block: BaseOxmlElement, styles: dict[str, str]) -> bool:
    """A heading of level 1: where a part of the record begins."""
    return block.tag == qn("w:p") and paragraph_style(block, styles).lower() in ("heading 1", "見出し 1")


def checklist_states(body: BaseOxmlElement, styles: dict[str, str]) -> list[bool]:
    """For each item of the checklist whether it is ticked; nothing where the file has no checklist."""
    inside, found = False, []
    for block in body:
        if is_heading(block, styles):
            inside = text_of(block).strip().startswith(_CHECKLIST)
        if inside and block.tag == qn("w:tbl"):
            for number, row in enumerate(block.iter(qn("w:tr"))):
                cell = row.findall(qn("w:tc"))[0]
                boxed, done = any(c in ticks.BOXES for c in ticks.written(cell)), ticks.ticked(cell)
                if boxed or (done and number > 0):  # the first row says 「確認」, and means the column
                    found.append(done)
    return found


def _unticked(document: Document, styles: dict[str, str]) -> int:
    """Items of the checklist that nobody ticked, those that are gone from the file included."""
    states = checklist_states(document.element.body, styles)
    told = read_identity(document)
    return max(states.count(False), (told.checks if told else 0) - states.count(True))


def _matching(texts: Iterable[tuple[BaseOxmlElement, str]], pattern: str) -> int:
    return sum(bool(re.search(pattern, text)) for _, text in texts)


def _is_blank(row: BaseOxmlElement) -> bool:
    """A label with nothing beside it: 「場所」."""
    cells = row.findall(qn("w:tc"))
    return len(cells) == 2 and bool(text_of(cells[0]).strip()) and not text_of(cells[1]).strip()


def _vote_without_result(row: BaseOxmlElement) -> bool:
    """A row of 議決一覧 that names an item, and whose method, count or result is empty."""
    table = next(row.iterancestors(qn("w:tbl")))
    head = [text_of(c).strip() for c in table.find(qn("w:tr")).findall(qn("w:tc"))]
    if "採決の方法" not in head or table.find(qn("w:tr")) is row:
        return False
    cells = [text_of(c).strip() for c in row.findall(qn("w:tc"))]
    if len(cells) != len(head) or NO_VOTE in cells or NO_ITEM in cells:
        return False
    needed = [cells[head.index(name)] for name in ("採決の方法", "結果") if name in head]
    return any(cells) and not all(needed)


def _nothing_chosen(row: BaseOxmlElement) -> bool:
    cells = [text_of(c) for c in row.findall(qn("w:tc"))]
    if len(cells) < 2 or not cells[0].strip().startswith(_CHOICES):
        return False
    return any(c in _EMPTY for c in cells[1]) and not any(c in _MARKED for c in cells[1])


def _unsettled_comments(document: Document) -> int:
    """Comments of people that are neither resolved nor answers to resolved ones."""
    relations = [r for r in document.part.rels.values() if not r.is_external]
    told = next((r.target_part for r in relations if r.reltype == RELATIONSHIP_TYPE.COMMENTS), None)
    if told is None:
        return 0
    done: set[str] = set()
    for relation in relations:
        if _COMMENTS_EXTENDED in relation.reltype:
            for entry in parse_xml(relation.target_part.blob).iter(f"{{{_W15}}}commentEx"):
                if entry.get(f"{{{_W15}}}done") in ("1", "true"):
                    done.add(entry.get(f"{{{_W15}}}paraId", ""))
    root = parse_xml(told.blob)
    return sum(
        not any(p.get(f"{{{_W14}}}paraId") in done for p in comment.iter(qn("w:p")))
        for comment in root.iter(qn("w:comment"))
        if comment.get(qn("w:author")) != AUTHOR  # whether ours are settled is seen by their marks in the text
    )
