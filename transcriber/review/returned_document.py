"""Read a Word file as it really comes back: edited in Word, LibreOffice or ONLYOFFICE, changes tracked or accepted.

What is read is the text as it stands when every tracked change is accepted, line by line (a line is a paragraph), without
the furniture of the draft: time codes, 〔要確認〕 marks, and speakers' names, which are told apart by content control,
character style, or how they are written. The file is only ever opened for reading.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any, TypeAlias

from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import ns
from lxml import etree

from transcriber.drafts.word import identity, my_number_places
from transcriber.drafts.word.identity import Identity
from transcriber.errors import ReturnedFileError
from transcriber.review import returned_tables, speech_tables
from transcriber.review.paragraph_reading import STYLES, Line, ParagraphReading
from transcriber.review.returned_tables import Checklist
from transcriber.untrusted import bounded, files, word_files
from transcriber.untrusted.archive import ArchiveLimits, ForbiddenDefinitions, UnsafeArchive
from transcriber.untrusted.word_files import NotAWordFile, OpenedWord

_Element: TypeAlias = Any

_qn = cache(ns.qn)
"""Asked for twenty names at each of some ten thousand paragraphs."""

_UTTERANCE = re.compile("u[0-9]{4,}")
_LIMITS = ArchiveLimits()
_MOST_PARAGRAPHS = 60_000
_MOST_CHARACTERS = 3_000_000
"""A day of eight hours has 13,000 paragraphs with 250,000 characters."""


@dataclass(frozen=True)
class ReturnedDocument:
    """A Word file as it was read.

    Attributes:
        identity: what the file says of itself; None if it lost it or is none of ours.
        names: voice → its name, as the list of speakers (話者一覧) or the identity says it; not how the text calls it.
        editing_minutes: Word's own count of editing time (docProps/app.xml TotalTime); None where no program kept it.
        application: the program that saved it last, as it calls itself.
        tracked: number of tracked changes still in it.
        comments: number of comments.
        form: what kind of Word file it is, in Japanese, where it is no ordinary .docx.
        left_out: names of damaged parts beside the text, which were not read.
        my_numbers: where it holds a My Number (Japanese).
    """

    lines: tuple[Line, ...]
    identity: Identity | None
    checklist: Checklist
    names: dict[str, str]
    editing_minutes: int | None
    application: str
    tracked: int
    comments: int
    form: str = ""
    left_out: tuple[str, ...] = ()
    my_numbers: tuple[str, ...] = ()

    @property
    def bookmarks(self) -> int:
        """How many utterances can be found by their bookmark."""
        return sum(len(line.marks) for line in self.lines)


def read_returned(path: Path, labels: Iterable[str] = ()) -> ReturnedDocument:
    """Read a returned file or a draft.

    Args:
        labels: how speakers are called in the draft and on the roster, to know them where nothing else marks them.

    Raises:
        ReturnedFileError: it is no Word document, is protected by a password, damaged or far too large; the message says
            what it is and what to do.
        OSError: it cannot be opened now.
    """
    return bounded.parse_in_child(parse_returned, path, sorted(filter(None, labels)), error=ReturnedFileError)


def parse_returned(path: Path, labels: list[str]) -> ReturnedDocument:
    """As `read`, in this process."""
    opened = _open(path)
    body = opened.document.element.body
    paragraphs = sum(1 for _ in body.iter(_qn("w:p")))
    characters = sum(len(t.text or "") for t in body.iter(_qn("w:t")))
    if paragraphs > _MOST_PARAGRAPHS or characters > _MOST_CHARACTERS:  # before each is looked at closely
        raise _too_large(path.name)
    try:
        paper = _paper(opened.document, frozenset(labels))
    except (etree.XMLSyntaxError, KeyError, ValueError, AttributeError) as e:
        raise ReturnedFileError(f"{path.name} は壊れているようで、最後まで読めません。", word_files.SAVE_AS) from e
    return replace(paper, form=opened.form, left_out=opened.left_out)


def _too_large(name: str) -> ReturnedFileError:
    return ReturnedFileError(
        f"{name} は段落や文字が多すぎて読めません。",
        "下書きを直したファイルかどうか確かめ、要らない部分を消して保存し直してください。",
    )


def without_marks(paper: ReturnedDocument) -> ReturnedDocument:
    """The paper without its bookmarks: for one whose ids name the utterances of another draft."""
    lines = tuple(replace(x, marks=()) for x in paper.lines)
    return replace(paper, lines=lines)


def _paper(document: Document, labels: frozenset[str]) -> ReturnedDocument:
    body = document.element.body
    styles = {
        s.get(_qn("w:styleId"), ""): STYLES[name]
        for s in document.styles.element.iter(_qn("w:style"))
        if (name := _style_name(s)) in STYLES
    }
    headings = frozenset(s.get(_qn("w:styleId"), "") for s in document.styles.element.iter(_qn("w:style")) if _heads(s))
    told = identity.read_identity(document)
    named = tuple(told.names) if told else ()
    tables = speech_tables.speech_tables(body, labels, named)
    lines = []
    carried: ParagraphReading | None = None
    for paragraph in speech_tables.in_order(body, tables):
        if _in_deleted_row(paragraph) or any(row in tables.headings for row in paragraph.iterancestors(_qn("w:tr"))):
            continue
        if any(cell in tables.beside for cell in paragraph.iterancestors(_qn("w:tc"))) or _in_text_box(paragraph):
            continue
        cell = next((c for c in paragraph.iterancestors(_qn("w:tc")) if c in tables.speakers), None)
        reading = carried or ParagraphReading(styles, named, headings)
        reading.take(paragraph, names=cell is not None)
        # The paragraph runs on into the next one, or into what is said by whom this cell names.
        if _mark_deleted(paragraph) or (cell is not None and speech_tables.row_goes_on(paragraph, cell)):
            carried = reading
            continue
        carried = None
        lines += reading.lines(labels)
    if carried is not None:
        lines += carried.lines(labels)
    minutes, application = _properties(document)
    return ReturnedDocument(
        lines=tuple(lines),
        identity=told,
        checklist=returned_tables.checklist(body, told.checks if told else 0),
        names=returned_tables.names_in(body, named),
        editing_minutes=minutes,
        application=application,
        tracked=sum(1 for _ in body.iter(_qn("w:ins"), _qn("w:del"), _qn("w:moveFrom"), _qn("w:moveTo"))),
        comments=_comments(document),
        my_numbers=my_number_places.my_number_places(document),
    )


def _open(path: Path) -> OpenedWord:
    try:
        with files.open_regular(path) as file:
            return word_files.open_word(file, _LIMITS, text_only=True)
    except NotAWordFile as e:
        raise ReturnedFileError(f"{path.name} {e.found}", e.todo) from e
    except ForbiddenDefinitions as e:
        raise ReturnedFileError(f"{path.name} {e}", word_files.SAVE_AS) from e
    except UnsafeArchive as e:
        raise _too_large(path.name) from e


def _style_name(style: _Element) -> str:
    name = style.find(_qn("w:name"))
    return name.get(_qn("w:val"), "") if name is not None else ""


def _heads(style: _Element) -> bool:
    """Whether Word takes what has this style for a heading: heading 1, 見出し 1, or one with an outline level."""
    level = style.find(f"{_qn('w:pPr')}/{_qn('w:outlineLvl')}")
    named = re.fullmatch(r"(?:heading|見出し) ?[1-9]|title|表題", _style_name(style), re.IGNORECASE) is not None
    return style.get(_qn("w:type")) == "paragraph" and (named or level is not None and level.get(_qn("w:val")) != "9")


def _mark_deleted(paragraph: _Element) -> bool:
    properties = paragraph.find(_qn("w:pPr"))
    mark = properties.find(_qn("w:rPr")) if properties is not None else None
    return mark is not None and any(mark.find(_qn(tag)) is not None for tag in ("w:del", "w:moveFrom"))


def _in_deleted_row(paragraph: _Element) -> bool:
    return any(row.find(f"{_qn('w:trPr')}/{_qn('w:del')}") is not None for row in paragraph.iterancestors(_qn("w:tr")))


def _in_text_box(paragraph: _Element) -> bool:
    """Whether it is a note in a text box. One that holds an utterance of the draft is no note."""
    box = next(paragraph.iterancestors(_qn("w:txbxContent")), None)
    return box is not None and not any(
        _UTTERANCE.fullmatch(mark.get(_qn("w:name"), "")) for mark in box.iter(_qn("w:bookmarkStart"))
    )


def _properties(document: Document) -> tuple[int | None, str]:
    """Editing minutes and the program's name from docProps/app.xml."""
    for part in document.part.package.iter_parts():
        if str(part.partname) == "/docProps/app.xml":
            root = etree.fromstring(part.blob)
            found = {etree.QName(e).localname: (e.text or "").strip() for e in root}
            total = found.get("TotalTime", "")
            return (int(total) if total.isdecimal() else None), found.get("Application", "")
    return None, ""


def _comments(document: Document) -> int:
    for relation in document.part.rels.values():
        if relation.reltype == RELATIONSHIP_TYPE.COMMENTS and not relation.is_external:
            return int(relation.target_part.blob.count(b"<w:comment "))
    return 0
