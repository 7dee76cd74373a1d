"""From a checked draft to the record: 原本, where withdrawn words are underlined, and 公開用, where they and secret parts are gone.

What may be made, and who signs, is the business of the kind of record (minutes/record_forms.py): a consultation has no 公開用 and no
lines to sign on. 速報版 is what a council publishes before it checked: like 公開用, marked on every page, and signed by nobody.

Withdrawn words carry the character style 取消し発言, secret ones 秘密会の発言. Comments, time codes, notes, the checklist and
everything else that served the check is left out of both, and what a program could read (names, bookmarks) as well.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Pt
from lxml import etree

from transcriber.drafts.word import kind_marks, program_name, unseen_parts, withdrawn
from transcriber.drafts.word.my_number_places import my_number_places, my_number_points
from transcriber.drafts.word.open_points import INAUDIBLE, REVIEW_PARTS, OpenPoint, is_heading, open_points
from transcriber.drafts.word.reading import (
    DROPPED_RUNS,
    SIGNATURE,
    is_speaker,
    paragraph_style,
    remove_paragraph,
    run_style,
    style_names,
    text_of,
)
from transcriber.drafts.word.template import open_as_saved
from transcriber.drafts.word.wording import JOINT
from transcriber.errors import NotForPublication, TemplateError
from transcriber.minutes.record_forms import RecordForm
from transcriber.minutes.transcript import RecordKind

_DROPPED_PARAGRAPHS = ("注記", "省略した発言", "ひな形の指示")
_HINT, _HINT_TEXT = "手がかり", re.compile("の話は [0-9:]+.*にあります")
"""Beneath an empty field: goes, unless somebody wrote their own words there."""

_TIMES = ("本文の時刻", "録音の時刻", "時刻")
_UTTERANCE = re.compile("u[0-9]{4,}")
_FOOTNOTES, _ENDNOTES = RELATIONSHIP_TYPE.FOOTNOTES, RELATIONSHIP_TYPE.ENDNOTES
_PROVISIONAL_MARK = "速報版（未校正）"
_PROVISIONAL_NOTICE = "この記録は、録音から作った校正前の速報版です。正式な会議録ではありません。発言の内容や氏名は、今後直すことがあります。"


class RecordCopy(StrEnum):
    """Which copy of the record."""

    ORIGINAL = "原本"
    PUBLIC = "公開用"
    PROVISIONAL = "速報版"

    @property
    def file_mark(self) -> str:
        """As the file's name ends."""
        return _PROVISIONAL_MARK if self is RecordCopy.PROVISIONAL else self.value


@dataclass(frozen=True)
class Finished:
    """A finished record.

    Attributes:
        open: what a person has to close before signing.
        left_out: characters that only the original holds.
        saved_as: what kind of Word file the draft was, where it was no ordinary .docx.
        my_numbers: where this copy holds a My Number (Japanese).
    """

    document: Document
    open: tuple[OpenPoint, ...]
    left_out: int
    saved_as: str = ""
    my_numbers: tuple[str, ...] = ()


def finish_copy(path: Path, kind: RecordCopy, meeting: RecordKind | None = None) -> Finished:
    """One copy of the record from a checked draft.

    Args:
        meeting: of what kind it was; what the file itself says if not given. A file that says it is a consultation stays one.

    Raises:
        TemplateError: it is no Word file, or protected.
        NotForPublication: a public or provisional copy of a consultation.
        UnknownKind: `meeting` is not given, and the file does not say it.
    """
    if not path.is_file():
        raise TemplateError(
            f"ファイル {path} がありません。", "確認済みの Word ファイルの場所と名前を確かめてください。"
        )
    document, saved_as = open_as_saved(path)
    meeting = kind_marks.kind_settled(path.name, kind_marks.kind_told(document), meeting)
    form = kind_marks.form_settled(document, meeting)
    if kind.value not in form.copies:
        raise NotForPublication(
            f"{path.name} は{form.name if form.name == '相談記録' else f'相談記録（{form.name}）'}です。相談記録から「{kind.value}」は作れません。",
            "相談記録は個人の情報そのもので、公開する写しを持たない記録です。原本だけを作ってください（--copy を付けずに実行）。"
            "開示の請求には、個人情報の取扱いを担当する課の手続きで応じてください。",
        )
    body = document.element.body
    styles = style_names(document)
    accept_changes(body)
    still_open = (*open_points(document, styles), *my_number_points(document, path.stem))
    _drop_review_parts(body, styles)
    _drop_comments(document)
    _drop_furniture(body, styles)
    _drop_time_columns(body)
    with _notes(document) as notes:
        for note in notes:
            accept_changes(note)
            unseen_parts.forget_in(note)
        roots = [body, *notes]
        if kind is not RecordCopy.ORIGINAL:
            left_out = sum(withdrawn.leave_out(root, styles) for root in roots)
        else:
            left_out = 0
            for root in roots:
                withdrawn.underline(root, styles)
    _unwrap(body)
    _tidy_empty(body)
    _headers(document)
    if kind is RecordCopy.PROVISIONAL:
        _drop_signatures(body, styles)
        _mark_provisional(document)
    elif not _is_signed(body, styles):
        _add_signatures(document, form)
    _forget(document, author=kind is RecordCopy.ORIGINAL)
    return Finished(document, still_open, left_out, saved_as, my_number_places(document, path.stem))


# --- what a hand has changed ------------------------------------------------------------------------------------


def accept_changes(body: BaseOxmlElement) -> None:
    """Accept every tracked change, as if the reviewer had done it."""
    for gone in list(body.iter(qn("w:del"), qn("w:moveFrom"))):
        parent = gone.getparent()
        if parent.tag in (qn("w:rPr"), qn("w:trPr")):
            continue
        parent.remove(gone)
    for paragraph in list(body.iter(qn("w:p"))):
        mark = paragraph.find(f"{qn('w:pPr')}/{qn('w:rPr')}")
        deleted = mark is not None and any(mark.find(qn(t)) is not None for t in ("w:del", "w:moveFrom"))
        following = paragraph.getnext()
        if deleted and following is not None and following.tag == qn("w:p"):
            for child in [c for c in following if c.tag != qn("w:pPr")]:
                paragraph.append(child)
            mark.getparent().remove(mark)
            following.getparent().remove(following)
    for row in list(body.iter(qn("w:tr"))):
        if row.find(f"{qn('w:trPr')}/{qn('w:del')}") is not None:
            row.getparent().remove(row)
    for added in list(body.iter(qn("w:ins"), qn("w:moveTo"))):
        _lift(added)
    for note in list(body.iter(*(qn(f"w:{n}") for n in _CHANGE_NOTES))):
        note.getparent().remove(note)


_CHANGE_NOTES = (
    "rPrChange", "pPrChange", "sectPrChange", "tblPrChange", "tcPrChange", "trPrChange", "tblGridChange",
    "moveFromRangeStart", "moveFromRangeEnd", "moveToRangeStart", "moveToRangeEnd",
)  # fmt: skip


def _lift(element: BaseOxmlElement) -> None:
    """Put an element's children in its place."""
    parent = element.getparent()
    if parent.tag in (qn("w:rPr"), qn("w:trPr")):
        parent.remove(element)
        return
    for child in list(element):
        element.addprevious(child)
    parent.remove(element)


# --- what served the check --------------------------------------------------------------------------------------


def _drop_review_parts(body: BaseOxmlElement, styles: dict[str, str]) -> None:
    inside = False
    for block in list(body):
        if block.tag == qn("w:sectPr"):
            continue
        if is_heading(block, styles):
            inside = text_of(block).strip().startswith(REVIEW_PARTS)
        if inside:
            body.remove(block)


def _drop_comments(document: Document) -> None:
    body = document.element.body
    for mark in list(body.iter(qn("w:commentRangeStart"), qn("w:commentRangeEnd"))):
        mark.getparent().remove(mark)
    for reference in list(body.iter(qn("w:commentReference"))):
        run = reference.getparent()
        run.remove(reference)
        if not [c for c in run if c.tag != qn("w:rPr")]:
            run.getparent().remove(run)
    for key in [k for k, r in document.part.rels.items() if "comments" in r.reltype or "people" in r.reltype]:
        del document.part.rels[key]


def _drop_furniture(body: BaseOxmlElement, styles: dict[str, str]) -> None:
    for run in list(body.iter(qn("w:r"))):
        properties = run.find(qn("w:rPr"))
        if _hidden(properties) or run_style(run, styles) in DROPPED_RUNS:
            run.getparent().remove(run)
    for paragraph in list(body.iter(qn("w:p"))):
        style = paragraph_style(paragraph, styles)
        joint = style == INAUDIBLE and JOINT in text_of(paragraph)
        hint = style == _HINT and _HINT_TEXT.search(text_of(paragraph)) is not None
        if (joint or hint or style in _DROPPED_PARAGRAPHS) and paragraph.getparent() is not None:
            remove_paragraph(paragraph)
        elif style == INAUDIBLE:
            for run in list(paragraph.iter(qn("w:r"))):
                run.getparent().remove(run)
            run = OxmlElement("w:r")
            text = OxmlElement("w:t")
            text.text = "〔聴取不能〕"
            run.append(text)
            paragraph.append(run)


def _hidden(properties: BaseOxmlElement | None) -> bool:
    """Whether a run is hidden; `w:val="0"` says that it is not, whatever its style is."""
    vanish = properties.find(qn("w:vanish")) if properties is not None else None
    return vanish is not None and vanish.get(qn("w:val"), "1") not in ("0", "false", "off")


def _drop_time_columns(body: BaseOxmlElement) -> None:
    """Columns of a table that hold nothing but times of the recording, as links to the place."""
    for table in list(body.iter(qn("w:tbl"))):
        rows = [row.findall(qn("w:tc")) for row in table.findall(qn("w:tr"))]
        columns = table.findall(f"{qn('w:tblGrid')}/{qn('w:gridCol')}")
        if not rows or any(len(cells) != len(columns) for cells in rows):
            continue
        for n in reversed(range(len(columns))):
            cells = [row[n] for row in rows[1:]]
            times = text_of(rows[0][n]) in _TIMES or any(_links(c) for c in cells)
            if len(columns) > 1 and times and all(_links(c) == text_of(c).strip() for c in cells):
                _drop_column(rows, columns, n)


def _drop_column(rows: list[list[BaseOxmlElement]], columns: list[BaseOxmlElement], n: int) -> None:
    """Take a column out; the widest of the others gets its room."""
    gone = columns.pop(n)
    widths = [int(c.get(qn("w:w"), "0")) for c in columns]
    widest = widths.index(max(widths))
    wide = widths[widest] + int(gone.get(qn("w:w"), "0"))
    columns[widest].set(qn("w:w"), str(wide))
    gone.getparent().remove(gone)
    for cells in rows:
        cell = cells.pop(n)
        cell.getparent().remove(cell)
        width = cells[widest].find(f"{qn('w:tcPr')}/{qn('w:tcW')}")
        if width is not None:
            width.set(qn("w:w"), str(wide))


def _links(cell: BaseOxmlElement) -> str:
    """The text of a cell that links to utterances, with what separates the links."""
    text = text_of(cell).strip()
    linked = any(_UTTERANCE.fullmatch(h.get(qn("w:anchor"), "")) for h in cell.iter(qn("w:hyperlink")))
    return text if linked and re.fullmatch("[ 　0-9:]*(?:ほか[0-9]+か所)?", text) else ""


@contextmanager
def _notes(document: Document) -> Iterator[list[BaseOxmlElement]]:
    """The footnotes and endnotes, to be changed like the text."""
    parts = [r.target_part for r in document.part.rels.values() if r.reltype in (_FOOTNOTES, _ENDNOTES)]
    roots = [parse_xml(p.blob) for p in parts]
    yield roots
    for part, root in zip(parts, roots, strict=True):
        part._blob = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


# --- what a program reads ----------------------------------------------------------------------------------------


def _unwrap(body: BaseOxmlElement) -> None:
    """Names become plain text, bookmarks of utterances go; boxes to tick in a form stay."""
    for control in list(body.iter(qn("w:sdt"))):
        if is_speaker(control):
            content = control.find(qn("w:sdtContent"))
            for child in list(content) if content is not None else ():
                control.addprevious(child)
            control.getparent().remove(control)
    names = {
        b.get(qn("w:id"))
        for b in body.iter(qn("w:bookmarkStart"))
        if re.fullmatch(r"u[0-9]{4,}", b.get(qn("w:name"), ""))
    }
    for mark in list(body.iter(qn("w:bookmarkStart"), qn("w:bookmarkEnd"))):
        if mark.get(qn("w:id")) in names:
            mark.getparent().remove(mark)
    for link in list(body.iter(qn("w:hyperlink"))):
        if re.fullmatch(r"u[0-9]{4,}", link.get(qn("w:anchor"), "")):
            link.getparent().remove(link)


def _tidy_empty(body: BaseOxmlElement) -> None:
    """Of several empty lines in a row one is left."""
    before = None
    for block in list(body):
        empty = block.tag == qn("w:p") and not text_of(block).strip() and not block.findall(f".//{qn('w:br')}")
        if empty and before is not None and block.find(f"{qn('w:pPr')}/{qn('w:sectPr')}") is None:
            body.remove(block)
            continue
        before = block if empty else None


def _headers(document: Document) -> None:
    """「下書き（確認前）」 no longer holds."""
    for section in document.sections:
        for part in (section.header, section.footer, section.first_page_header, section.even_page_header):
            for t in part._element.iter(qn("w:t")):
                t.text = (t.text or "").replace("下書き（確認前）", "")


def _is_signed(body: BaseOxmlElement, styles: dict[str, str]) -> bool:
    """Whether the paper has lines to sign on."""
    return any(paragraph_style(p, styles) == SIGNATURE for p in body.iter(qn("w:p")))


def _add_signatures(document: Document, form: RecordForm) -> None:
    if not form.signers:
        return
    document.add_paragraph(form.oath).paragraph_format.keep_with_next = True
    for number, who in enumerate(form.signers, start=1):
        line = document.add_paragraph(f"{who}　＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿")
        line.paragraph_format.space_before = Pt(18)
        line.paragraph_format.keep_with_next = number < len(form.signers)


def _drop_signatures(body: BaseOxmlElement, styles: dict[str, str]) -> None:
    """The part 署名 with its heading, and lines to sign on anywhere else."""
    inside = False
    for block in list(body):
        if is_heading(block, styles):
            inside = text_of(block).strip() == SIGNATURE
        if inside and block.tag != qn("w:sectPr"):
            body.remove(block)
    for paragraph in [p for p in body.iter(qn("w:p")) if paragraph_style(p, styles) == SIGNATURE]:
        remove_paragraph(paragraph)


def _mark_provisional(document: Document) -> None:
    """On every page, and in words before everything else."""
    notice = document.add_paragraph()
    notice.add_run(f"{_PROVISIONAL_MARK}　").bold = True
    notice.add_run(_PROVISIONAL_NOTICE)
    document.element.body.insert(0, notice._p)
    for section in document.sections:
        headers = [section.header]
        headers += [section.first_page_header] if section.different_first_page_header_footer else []
        headers += [section.even_page_header] if document.settings.odd_and_even_pages_header_footer else []
        for header in headers:
            header.paragraphs[0].add_run(f"　{_PROVISIONAL_MARK}").bold = True


def _forget(document: Document, *, author: bool) -> None:
    """Nothing of the check is left in the file: no custom XML, no description, no pictures that are no longer shown."""
    shown = set(re.findall(r'r:(?:embed|id|link)="([^"]+)"', document.element.xml))
    for key in [k for k, r in document.part.rels.items() if r.reltype == RELATIONSHIP_TYPE.IMAGE and k not in shown]:
        del document.part.rels[key]
    unseen_parts.forget(document, author=author)
    program_name.name_program(document)
