"""Content controls that another program put around paragraphs of a template, taken away: LibreOffice lets a box at the beginning of a line
reach as far as the end of its section, so that a list begins outside of it and ends inside."""

from __future__ import annotations

import dataclasses
import io

from docx.document import Document
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement

from transcriber.untrusted.open_xml import PlainDocument

_TAG = "{%"


def unwrapped(plain: PlainDocument, document: Document) -> PlainDocument:
    """The file with the paragraphs of such controls in its body; the file itself where it has none.

    Args:
        document: the same, opened.
    """
    wrapping = [c for c in document.element.body.iter(qn("w:sdt")) if _holds_tags(c)]
    if not wrapping:
        return plain
    for control in wrapping:
        content = control.find(qn("w:sdtContent"))
        for child in list(content):
            control.addprevious(child)
        control.getparent().remove(control)
    data = io.BytesIO()
    document.save(data)
    data.seek(0)
    return dataclasses.replace(plain, data=data)


def _holds_tags(control: BaseOxmlElement) -> bool:
    """Whether whole paragraphs of a control are tags: where a list or a condition begins or ends."""
    content = control.find(qn("w:sdtContent"))
    paragraphs = content.iterchildren(qn("w:p")) if content is not None else ()
    return any(_TAG in "".join(t.text or "" for t in p.iter(qn("w:t"))) for p in paragraphs)
