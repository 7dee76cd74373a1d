"""What a paragraph or run of a Word file is, by the names of its styles; a program that saves the file may change their ids."""

from __future__ import annotations

import re
from collections.abc import Sequence

from docx.document import Document
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement

from transcriber.drafts.word import identity

_TAG = re.compile("speaker:(.+)")
_ALIAS = re.compile("話者 ([A-Za-z]+[0-9]+)")
_PLACE = re.compile(r"name\[(\d+)\]$")
"""As marks.py writes them."""

SIGNATURE = "署名"
"""The heading of the signatures, and the paragraph style of each line to sign on."""

DROPPED_RUNS = ("時刻コード", "要確認の印")
"""Character styles of what serves the check."""


def style_names(document: Document) -> dict[str, str]:
    """Id → name of every style."""
    return {s.style_id: str(s.name) for s in document.styles}


def paragraph_style(paragraph: BaseOxmlElement, styles: dict[str, str]) -> str:
    style = paragraph.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
    return styles.get(style.get(qn("w:val")), "") if style is not None else ""


def run_style(run: BaseOxmlElement, styles: dict[str, str]) -> str:
    style = run.find(f"{qn('w:rPr')}/{qn('w:rStyle')}")
    return styles.get(style.get(qn("w:val")), "") if style is not None else ""


def text_of(element: BaseOxmlElement) -> str:
    return "".join(t.text or "" for t in element.iter(qn("w:t")))


def speaker_of(control: BaseOxmlElement, voices: Sequence[str] = ()) -> str | None:
    """The voice (or utterance) whose name a content control holds: by its tag, its title or what it is bound to, whichever the
    program that saved the file left (LibreOffice 7 drops tags). Empty where only that it holds some speaker's name is known;
    None where it holds none.

    Args:
        voices: those of the file's identity, in their order, for controls that have nothing left but their binding.
    """
    for name, pattern in ((qn("w:tag"), _TAG), (qn("w:alias"), _ALIAS)):
        found = control.find(f"{qn('w:sdtPr')}/{name}")
        told = pattern.fullmatch(found.get(qn("w:val"), "")) if found is not None else None
        if told:
            return str(told[1])
    binding = control.find(f"{qn('w:sdtPr')}/{qn('w:dataBinding')}")
    if binding is None or binding.get(qn("w:storeItemID")) != identity.STORE_ITEM:
        return None
    place = _PLACE.search(binding.get(qn("w:xpath"), ""))
    number = int(place[1]) if place else 0
    return voices[number - 1] if 0 < number <= len(voices) else ""


def is_speaker(control: BaseOxmlElement) -> bool:
    """Whether a content control holds a speaker's name."""
    return speaker_of(control) is not None


def remove_paragraph(paragraph: BaseOxmlElement) -> None:
    """Take a paragraph out; the only one of a cell is emptied, since a cell must keep one."""
    parent = paragraph.getparent()
    if parent.tag == qn("w:tc") and len(parent.findall(qn("w:p"))) == 1:
        for child in [c for c in paragraph if c.tag != qn("w:pPr")]:
            paragraph.remove(child)
        return
    parent.remove(paragraph)


def keep_with_next(block: BaseOxmlElement, rows: int = 2) -> None:
    """A paragraph, or the last rows of a table, never alone at the end of a page while what follows begins the next."""
    last = block.findall(qn("w:tr"))[-rows:] if block.tag == qn("w:tbl") else [block]
    for paragraph in [p for part in last for p in part.iter(qn("w:p"))]:
        properties = paragraph.get_or_add_pPr()
        if properties.find(qn("w:keepNext")) is None:
            properties.get_or_add_keepNext()
