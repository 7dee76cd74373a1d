"""What a Word file holds that nobody sees on its pages: it goes from every copy of a record that is made.

Office programs and templates leave there who wrote, where the file lay, what an address list held, what a control or a place is called;
and whoever checks a draft can write names there without a page showing them.
"""

from __future__ import annotations

import re

from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement

_UNSEEN_PARTS = re.compile(
    r"/(?:customXml|glossaryDocument|custom-properties|thumbnail|customXmlProps|keyMapCustomizations|attachedToolbars|webextension\w*)$"
)
_UNSEEN_SETTINGS = ("w:docVars", "w:mailMerge", "w:attachedTemplate", "w:rsids", "w:saveThroughXslt")
_SETTINGS_LINKS = re.compile(r"/(?:attachedTemplate|mailMerge\w*|recipientData|transform)$")
_SHOWN_FIELDS = re.compile(
    r"\s*(?:PAGE|NUMPAGES|SECTIONPAGES|PAGEREF|REF|NOTEREF|TOC|TC|HYPERLINK|SEQ|STYLEREF|EQ|SYMBOL)\b", re.IGNORECASE
)
"""Fields that are worked out from the pages; any other becomes the text that it shows."""

_PROPERTIES = ("category", "comments", "content_status", "identifier", "keywords", "last_modified_by", "subject", "version")  # fmt: skip


def forget(document: Document, *, author: bool) -> None:
    """Takes it out of a document.

    Args:
        author: whose file it is stays in its properties; in what is published it does not.
    """
    for owner in (document.part, document.part.package):
        for key in [k for k, r in owner.rels.items() if _UNSEEN_PARTS.search(r.reltype)]:
            del owner.rels[key]
    _forget_settings(document)
    stories = [document.element.body]
    stories += [
        r.target_part.element
        for r in document.part.rels.values()
        if r.reltype in (RELATIONSHIP_TYPE.HEADER, RELATIONSHIP_TYPE.FOOTER)
    ]
    for story in stories:
        forget_in(story)
    about = document.core_properties
    for name in _PROPERTIES:
        setattr(about, name, "")
    if not author:
        about.author = ""


def forget_in(story: BaseOxmlElement) -> None:
    """The same within the body, a header, a note."""
    for control in story.iter(qn("w:sdtPr")):
        for name in ("w:alias", "w:tag", "w:placeholder", "w:dataBinding"):
            for told in control.findall(qn(name)):
                control.remove(told)
    for wrapped in list(story.iter(qn("w:smartTag"), qn("w:customXml"))):
        _lift(wrapped, (qn("w:smartTagPr"), qn("w:customXmlPr")))
    _forget_fields(story)
    _forget_bookmarks(story)


def _forget_settings(document: Document) -> None:
    element = document.settings.element
    for name in _UNSEEN_SETTINGS:
        for told in element.findall(qn(name)):
            element.remove(told)
    for part in (r.target_part for r in document.part.rels.values() if r.reltype == RELATIONSHIP_TYPE.SETTINGS):
        for key in [k for k, r in part.rels.items() if _SETTINGS_LINKS.search(r.reltype)]:
            del part.rels[key]


def _forget_fields(story: BaseOxmlElement) -> None:
    for field in list(story.iter(qn("w:fldSimple"))):
        if not _SHOWN_FIELDS.match(field.get(qn("w:instr"), "")):
            _lift(field, ())
    open_fields: list[list[BaseOxmlElement]] = []
    told: list[str] = []
    for run in list(story.iter(qn("w:r"))):
        for part in list(run):
            kind = part.get(qn("w:fldCharType")) if part.tag == qn("w:fldChar") else ""
            if kind == "begin":
                open_fields.append([part])
                told.append("")
            elif open_fields and part.tag == qn("w:instrText"):
                open_fields[-1].append(part)
                told[-1] += part.text or ""
            elif open_fields and kind in ("separate", "end"):
                open_fields[-1].append(part)
                if kind == "end":
                    marks, code = open_fields.pop(), told.pop()
                    for mark in () if _SHOWN_FIELDS.match(code) else marks:
                        mark.getparent().remove(mark)


def _forget_bookmarks(story: BaseOxmlElement) -> None:
    """Those that nothing points at."""
    used = {link.get(qn("w:anchor"), "") for link in story.iter(qn("w:hyperlink"))}
    codes = " ".join(
        [t.text or "" for t in story.iter(qn("w:instrText"))]
        + [f.get(qn("w:instr"), "") for f in story.iter(qn("w:fldSimple"))]
    )
    gone = set()
    for mark in list(story.iter(qn("w:bookmarkStart"))):
        name = mark.get(qn("w:name"), "")
        if name not in used and not re.search(rf"(?<!\w){re.escape(name)}(?!\w)", codes):
            gone.add(mark.get(qn("w:id")))
            mark.getparent().remove(mark)
    for mark in list(story.iter(qn("w:bookmarkEnd"))):
        if mark.get(qn("w:id")) in gone:
            mark.getparent().remove(mark)


def _lift(element: BaseOxmlElement, without: tuple[str, ...]) -> None:
    """What is in an element, in its place."""
    for child in list(element):
        if child.tag not in without:
            element.addprevious(child)
    element.getparent().remove(element)
