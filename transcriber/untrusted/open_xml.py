"""An Open XML document as python-docx reads it: of the Transitional form, plain, with relationships that lead somewhere.

Word opens much that python-docx 1.2.0 does not: the Strict form (other namespaces for the same elements), files with
macros, templates, relationships to parts that are not there, damaged parts beside the text. The package is written anew in
memory, without what cannot be read, so that nothing of the library is replaced. Called in the child of bounded.py.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
import zlib
from collections import deque
from collections.abc import Collection
from dataclasses import dataclass
from urllib.parse import unquote

from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from lxml import etree

_STRICT = b"http://purl.oclc.org/ooxml/"
_STRICT_NAME = re.compile(rb"""(["'])http://purl\.oclc\.org/ooxml/([A-Za-z]+)((?:/[A-Za-z-]+)*)(?=["'])""")
_RENAMED = {b"/extendedProperties": b"/extended-properties", b"/customProperties": b"/custom-properties"}
_CONTENT_TYPES = "[Content_Types].xml"
_TYPES_NAMESPACE = "http://schemas.openxmlformats.org/package/2006/content-types"
_RELATIONS_NAMESPACE = "http://schemas.openxmlformats.org/package/2006/relationships"
_OCTETS = "application/octet-stream"
_VBA = "http://schemas.microsoft.com/office/2006/relationships/vbaProject"
_CORE_AS_LIBREOFFICE = "http://schemas.openxmlformats.org/officedocument/2006/relationships/metadata/core-properties"
_NOWHERE = "NULL"
"""What Word itself writes as the target of a picture that is gone."""

_MACROS = {"application/vnd.ms-word.document.macroEnabled.main+xml"}
_TEMPLATE = {"application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml"}
_MACRO_TEMPLATE = {
    "application/vnd.ms-word.template.macroEnabledTemplate.main+xml",
    "application/vnd.ms-word.template.macroEnabled.main+xml",
}
_USUAL = {
    "styles.xml": (RELATIONSHIP_TYPE.STYLES, CONTENT_TYPE.WML_STYLES),
    "settings.xml": (RELATIONSHIP_TYPE.SETTINGS, CONTENT_TYPE.WML_SETTINGS),
    "numbering.xml": (RELATIONSHIP_TYPE.NUMBERING, CONTENT_TYPE.WML_NUMBERING),
    "comments.xml": (RELATIONSHIP_TYPE.COMMENTS, CONTENT_TYPE.WML_COMMENTS),
    "footnotes.xml": (RELATIONSHIP_TYPE.FOOTNOTES, CONTENT_TYPE.WML_FOOTNOTES),
    "endnotes.xml": (RELATIONSHIP_TYPE.ENDNOTES, CONTENT_TYPE.WML_ENDNOTES),
}
"""Parts beside the text: by their usual names where the relationships are lost, by their type where the content types are."""

_TYPE_OF = dict(_USUAL.values()) | {
    RELATIONSHIP_TYPE.HEADER: CONTENT_TYPE.WML_HEADER,
    RELATIONSHIP_TYPE.FOOTER: CONTENT_TYPE.WML_FOOTER,
    RELATIONSHIP_TYPE.CORE_PROPERTIES: CONTENT_TYPE.OPC_CORE_PROPERTIES,
    RELATIONSHIP_TYPE.CUSTOM_XML: CONTENT_TYPE.XML,
}
_SHOWN = {RELATIONSHIP_TYPE.IMAGE, RELATIONSHIP_TYPE.HYPERLINK, RELATIONSHIP_TYPE.OLE_OBJECT, RELATIONSHIP_TYPE.PACKAGE}
"""Relationships that the text names by their ids, so that they must stay although they lead nowhere."""


class NoWordDocument(Exception):
    """An Open XML file of another program. `what`: Excel, PowerPoint; empty if not known."""

    def __init__(self, what: str) -> None:
        super().__init__(what)
        self.what = what


class LostPart(Exception):
    """A part without which the file cannot be read. `name`: as it stands in the package."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name


@dataclass(frozen=True)
class PlainDocument:
    """A document of the ordinary form, made of one of any form.

    Attributes:
        data: the whole .docx.
        left_out: parts that are damaged, so that they are not in it.
    """

    data: io.BytesIO
    strict: bool
    macros: bool
    template: bool
    left_out: tuple[str, ...]


@dataclass(frozen=True)
class _Relation:
    id: str
    type: str
    target: str
    external: bool


def plain_document(packed: zipfile.ZipFile, damaged: Collection[str] = (), *, text_only: bool = False) -> PlainDocument:
    """Write the document in `packed` anew as an ordinary one.

    Args:
        damaged: members that cannot be unpacked.
        text_only: leave pictures and other things that are no XML out, damaged or not.

    Raises:
        NoWordDocument, LostPart: see there.
        zipfile.BadZipFile, zlib.error: the package itself is damaged.
    """
    return _Rewriting(packed, frozenset(damaged), text_only=text_only).done()


class _Rewriting:
    def __init__(self, packed: zipfile.ZipFile, damaged: frozenset[str], *, text_only: bool) -> None:
        self._packed = packed
        self._text_only = text_only
        self._names = {_plain_name(m.filename): m.filename for m in packed.infolist() if not m.is_dir()}
        self._folded = {name.lower(): name for name in self._names}
        self._damaged = {_plain_name(name) for name in damaged}
        self._left_out: list[str] = []
        self._strict = self._macros = False

    def done(self) -> PlainDocument:
        types = self._content_types()
        package = self._relations("")
        main = next((self._part("", r) for r in package if r.type == RELATIONSHIP_TYPE.OFFICE_DOCUMENT), None)
        main = main or self._folded.get("word/document.xml")
        if main is None:
            raise NoWordDocument("")
        kind = types.get(main.lower(), "")
        text = self._main(main, kind)
        if not any(r.type == RELATIONSHIP_TYPE.OFFICE_DOCUMENT for r in package):
            package.append(_Relation("rIdMain", RELATIONSHIP_TYPE.OFFICE_DOCUMENT, main, external=False))
        data = io.BytesIO()
        with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as made:
            written = {main: CONTENT_TYPE.WML_DOCUMENT_MAIN}
            made.writestr(main, text)
            del text
            self._walk(made, written, types, main, package)
            made.writestr(_CONTENT_TYPES, _as_content_types(written))
        data.seek(0)
        return PlainDocument(
            data=data,
            strict=self._strict,
            macros=self._macros or kind in _MACROS | _MACRO_TEMPLATE,
            template=kind in _TEMPLATE | _MACRO_TEMPLATE,
            left_out=tuple(dict.fromkeys(self._left_out)),
        )

    def _walk(
        self, made: zipfile.ZipFile, written: dict[str, str], types: dict[str, str], main: str, package: list[_Relation]
    ) -> None:
        """Write every part that the package or one of its parts leads to, with its relationships."""
        due = deque([("", package), (main, self._relations(main))])
        while due:
            source, relations = due.popleft()
            kept = []
            for relation in relations:
                if relation.type == _VBA:
                    self._macros = True
                    continue
                if relation.external:
                    kept.append(relation)
                    continue
                part = self._part(source, relation)
                if part is not None and part not in written:
                    data = self._readable(part)
                    if data is None:
                        part = None
                    else:
                        made.writestr(part, data)
                        written[part] = types.get(part.lower()) or _TYPE_OF.get(relation.type, _OCTETS)
                        due.append((part, self._relations(part)))
                if part is not None:
                    kept.append(_Relation(relation.id, relation.type, "/" + part, external=False))
                elif relation.type in _SHOWN:
                    kept.append(_Relation(relation.id, relation.type, _NOWHERE, external=True))
            made.writestr(_relations_of(source), _as_relations(kept))

    # -- reading -------------------------------------------------------------------------------------------------------

    def _main(self, name: str, kind: str) -> bytes:
        """The text's XML, which must be there.

        Raises:
            NoWordDocument, LostPart: see there.
        """
        for mark, what in (("spreadsheetml", "Excel"), ("ms-excel", "Excel"), ("presentationml", "PowerPoint")):
            if mark in kind:
                raise NoWordDocument(what)
        try:
            data = self._bytes(name)
        except _BROKEN as e:
            raise LostPart(name) from e
        if not kind.startswith("application/vnd") and not re.search(rb"<(?:\w+:)?document[\s>]", data[:4096]):
            raise NoWordDocument("")
        return data

    def _readable(self, name: str) -> bytes | None:
        """A part beside the text; None if it is damaged, or is not asked for."""
        xml = _is_xml(name)
        if self._text_only and not xml:
            return None
        try:
            data = self._bytes(name)
            if xml:
                etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True))
        except (*_BROKEN, etree.XMLSyntaxError):
            self._left_out.append(name)
            return None
        return data

    def _bytes(self, name: str) -> bytes:
        if name in self._damaged:
            raise zipfile.BadZipFile(name)
        data = self._packed.read(self._names[name])
        if not _is_xml(name):
            return data
        if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
            data = bytes(
                etree.tostring(etree.fromstring(data), xml_declaration=True, encoding="UTF-8", standalone=True)
            )
        if _STRICT in data:
            self._strict = True
            data = _STRICT_NAME.sub(_transitional, data)
        return data

    def _part(self, source: str, relation: _Relation) -> str | None:
        """The part that a relationship of `source` leads to; None if there is none."""
        if relation.external or not relation.target:
            return None
        target = relation.target.replace("\\", "/").partition("#")[0]
        whole = posixpath.normpath(posixpath.join("/", posixpath.dirname(source), target)).lstrip("/")
        return self._folded.get(whole.lower()) or self._folded.get(unquote(whole).lower())

    def _relations(self, source: str) -> list[_Relation]:
        name = self._folded.get(_relations_of(source).lower())
        if name is None:
            return self._guessed(source)
        try:
            root = etree.fromstring(self._bytes(name))
        except (*_BROKEN, etree.XMLSyntaxError):
            self._left_out.append(name)
            return self._guessed(source)
        found = []
        for one in root.iter(f"{{{_RELATIONS_NAMESPACE}}}Relationship"):
            external = one.get("TargetMode", "").lower() == "external"
            kind = one.get("Type", "")
            kind = RELATIONSHIP_TYPE.CORE_PROPERTIES if kind == _CORE_AS_LIBREOFFICE else kind
            if one.get("Id") and kind and (one.get("Target") or not external):
                found.append(_Relation(one.get("Id", ""), kind, one.get("Target", ""), external))
        return found

    def _guessed(self, source: str) -> list[_Relation]:
        """What belongs to the text where its relationships are lost: by the names that Word gives."""
        if source.lower() != "word/document.xml":
            return []
        usual = [(name, kind) for name, (kind, _) in _USUAL.items() if f"word/{name}" in self._folded]
        own = [n for n in self._names if re.fullmatch(r"customXml/item[0-9]+\.xml", n)]
        known = [(f"/word/{name}", kind) for name, kind in usual]
        known += [(f"/{name}", RELATIONSHIP_TYPE.CUSTOM_XML) for name in sorted(own)]
        return [_Relation(f"rIdGuess{n}", kind, name, external=False) for n, (name, kind) in enumerate(known)]

    def _content_types(self) -> dict[str, str]:
        """Name of a part in lower case → its content type."""
        name = self._folded.get(_CONTENT_TYPES.lower())
        try:
            root = etree.fromstring(self._bytes(name)) if name is not None else None
        except (*_BROKEN, etree.XMLSyntaxError):
            root = None
        if root is None:
            return {}
        endings = {
            one.get("Extension", "").lower(): one.get("ContentType", "")
            for one in root.iter(f"{{{_TYPES_NAMESPACE}}}Default")
        }
        own = {
            one.get("PartName", "").lstrip("/").lower(): one.get("ContentType", "")
            for one in root.iter(f"{{{_TYPES_NAMESPACE}}}Override")
        }
        return {n: own.get(n) or endings.get(n.rpartition(".")[2], "") for n in self._folded}


_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, KeyError, NotImplementedError, RuntimeError, OSError)


def _transitional(found: re.Match[bytes]) -> bytes:
    """The Transitional name of a Strict namespace or relationship: …/ooxml/A/B is …/A/2006/B."""
    quote, family, rest = found.groups()
    for strict, other in _RENAMED.items():
        rest = rest.replace(strict, other)
    return quote + b"http://schemas.openxmlformats.org/" + family + b"/2006" + rest


def _plain_name(name: str) -> str:
    """A member's name as parts are called; some programs write Windows paths."""
    return name.replace("\\", "/").lstrip("/")


def _is_xml(name: str) -> bool:
    return name.lower().endswith((".xml", ".rels"))


def _relations_of(source: str) -> str:
    folder, _, name = source.rpartition("/")
    return f"{folder}/_rels/{name}.rels" if folder else f"_rels/{name}.rels"


def _as_relations(relations: Collection[_Relation]) -> bytes:
    root = etree.Element(f"{{{_RELATIONS_NAMESPACE}}}Relationships", nsmap={None: _RELATIONS_NAMESPACE})
    for one in relations:
        element = etree.SubElement(root, f"{{{_RELATIONS_NAMESPACE}}}Relationship")
        element.set("Id", one.id)
        element.set("Type", one.type)
        element.set("Target", one.target)
        if one.external:
            element.set("TargetMode", "External")
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))


def _as_content_types(written: dict[str, str]) -> bytes:
    root = etree.Element(f"{{{_TYPES_NAMESPACE}}}Types", nsmap={None: _TYPES_NAMESPACE})
    for ending, kind in (("rels", CONTENT_TYPE.OPC_RELATIONSHIPS), ("xml", CONTENT_TYPE.XML)):
        etree.SubElement(root, f"{{{_TYPES_NAMESPACE}}}Default", Extension=ending, ContentType=kind)
    for name, kind in written.items():
        etree.SubElement(root, f"{{{_TYPES_NAMESPACE}}}Override", PartName=f"/{name}", ContentType=kind)
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))
