"""What a paragraph or run of a Word file is, by the names of its styles; a program that saves the file may change their ids."""

from __future__ import annotations

from docx.document import Document
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement

from transcriber.drafts.word import identity

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


def is_speaker(control: BaseOxmlElement) -> bool:
    """Whether a content control holds a speaker's name: by its tag or, since LibreOffice drops tags, by what it is bound to."""
    tag = control.find(f"{qn('w:sdtPr')}/{qn('w:tag')}")
    binding = control.find(f"{qn('w:sdtPr')}/{qn('w:dataBinding')}")
    return (tag is not None and tag.get(qn("w:val"), "").startswith("speaker:")) or (
        binding is not None and binding.get(qn("w:storeItemID")) == identity.STORE_ITEM
    )


def remove_paragraph(paragraph: BaseOxmlElement) -> None:
    """Take a paragraph out; the only one of a cell is emptied, since a cell must keep one."""
    parent = paragraph.getparent()
    if parent.tag == qn("w:tc") and len(parent.findall(qn("w:p"))) == 1:
        for child in [c for c in paragraph if c.tag != qn("w:pPr")]:
            paragraph.remove(child)
        return
    parent.remove(paragraph)
