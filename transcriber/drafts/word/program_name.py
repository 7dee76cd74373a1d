"""Which program a Word file says it was made by (docProps/app.xml)."""

from __future__ import annotations

from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from lxml import etree

from transcriber import __version__

PROGRAM = "transcriber"
_SPACE = "{http://schemas.openxmlformats.org/officeDocument/2006/extended-properties}"
_FOREIGN = ("Template", "Company", "Manager", "HyperlinkBase", "TitlesOfParts", "HeadingPairs")


def name_program(document: Document) -> None:
    """Say that this program made the file: python-docx's own template calls itself Microsoft Macintosh Word.

    The editing time that an office's template brings along stays: what reviewers spend is counted from it.
    """
    for relation in document.part.package.rels.values():
        if relation.reltype != RELATIONSHIP_TYPE.EXTENDED_PROPERTIES or relation.is_external:
            continue
        part = relation.target_part
        root = etree.fromstring(part.blob)
        for name in _FOREIGN:
            for old in root.findall(f"{_SPACE}{name}"):
                root.remove(old)
        for name, text in (("Application", PROGRAM), ("AppVersion", _version())):
            element = root.find(f"{_SPACE}{name}")
            if element is None:
                element = etree.SubElement(root, f"{_SPACE}{name}")
            element.text = text
        part._blob = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _version() -> str:
    """0.2.0 as Word wants it: two numbers, XX.YYYY."""
    major, minor, patch = (*__version__.split("."), "0", "0")[:3]
    return f"{int(major):02d}.{int(minor):02d}{int(patch):02d}"
