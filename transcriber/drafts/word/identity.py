"""Which draft a Word file is: a custom XML part that Word keeps through every edit and save.

    <draft xmlns="urn:transcriber:draft:1" id="…" sha256="…" transcript="…" created="…" profile="…" kind="…" form="…" checks="…">
      <names><name id="S1">議長</name>…</names>
    </draft>

`sha256` is that of the recording, `transcript` that of transcript.json. The names are what the content controls of the
speakers are bound to (`marks`): after a correction in Word, `<names>` holds the corrected ones.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import re
import uuid
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from lxml import etree

from transcriber.minutes.transcript import RecordKind, Transcript

NAMESPACE = "urn:transcriber:draft:1"
STORE_ITEM = "{6B5A7A0E-3C5E-4E0B-9A0D-5C1F0D7A2E11}"
"""By this the content controls find the part, under whatever number it lies in the package."""

_PROPERTIES = "application/vnd.openxmlformats-officedocument.customXmlProperties+xml"
_DATASTORE = "http://schemas.openxmlformats.org/officeDocument/2006/customXml"


@dataclass(frozen=True)
class Identity:
    """What a draft says of itself.

    Attributes:
        id: of this draft; the same transcript gives the same one.
        sha256: of the recording.
        transcript: SHA-256 of the file transcript.json that the draft was made of.
        created: when the transcript was made; timezone-aware.
        profile: name of the profile (設定).
        names: voice (S1, S2, …) → what the draft calls it.
        kind: of the meeting; None in drafts of versions that did not write it.
        form: id of the kind of record (record_forms); empty in drafts of versions that did not write it.
        checks: items of its checklist, so that one that is deleted is missed; 0 in drafts of versions that did not write it.
    """

    id: str
    sha256: str
    transcript: str
    created: dt.datetime
    profile: str
    names: Mapping[str, str] = field(default_factory=dict)
    kind: RecordKind | None = None
    form: str = field(default="", compare=False)
    checks: int = field(default=0, compare=False)


def identity_of(transcript: Transcript, names: Mapping[str, str], form: str = "", checks: int = 0) -> Identity:
    """The identity of the draft of `transcript`, with `checks` items in its checklist."""
    content = hashlib.sha256(transcript.model_dump_json(indent=1).encode()).hexdigest()
    return Identity(
        id=str(uuid.uuid5(uuid.NAMESPACE_URL, f"{NAMESPACE}/{transcript.recording.sha256}/{content}")),
        sha256=transcript.recording.sha256,
        transcript=content,
        created=transcript.provenance.created_at,
        profile=transcript.meeting.profile,
        names=dict(names),
        kind=transcript.meeting.kind,
        form=form,
        checks=checks,
    )


def embed(document: Document, identity: Identity) -> dict[str, str]:
    """Put `identity` into the document, in the place of an older one; returns voice → XPath of its name."""
    package = document.part.package
    for key, _ in list(_parts(document)):
        del document.part.rels[key]  # a template that was itself made from a draft
    taken = {str(part.partname) for part in package.iter_parts()}
    number = next(n for n in range(1, len(taken) + 2) if f"/customXml/item{n}.xml" not in taken)
    root = etree.Element(f"{{{NAMESPACE}}}draft", nsmap={None: NAMESPACE})
    for name, value in (
        ("id", identity.id),
        ("sha256", identity.sha256),
        ("transcript", identity.transcript),
        ("created", identity.created.isoformat()),
        ("profile", identity.profile),
        ("kind", identity.kind.value if identity.kind else ""),
        ("form", identity.form),
        ("checks", str(identity.checks)),
    ):
        root.set(name, value)
    names = etree.SubElement(root, f"{{{NAMESPACE}}}names")
    paths = {}
    for place, (voice, text) in enumerate(identity.names.items(), start=1):
        entry = etree.SubElement(names, f"{{{NAMESPACE}}}name", id=voice)
        entry.text = text
        paths[voice] = f"/d:draft[1]/d:names[1]/d:name[{place}]"
    properties = etree.Element(
        f"{{{_DATASTORE}}}datastoreItem", {f"{{{_DATASTORE}}}itemID": STORE_ITEM}, nsmap={"ds": _DATASTORE}
    )
    references = etree.SubElement(properties, f"{{{_DATASTORE}}}schemaRefs")
    etree.SubElement(references, f"{{{_DATASTORE}}}schemaRef", {f"{{{_DATASTORE}}}uri": NAMESPACE})
    item = Part(PackURI(f"/customXml/item{number}.xml"), "application/xml", _xml(root), package)
    item.relate_to(
        Part(PackURI(f"/customXml/itemProps{number}.xml"), _PROPERTIES, _xml(properties), package),
        RELATIONSHIP_TYPE.CUSTOM_XML_PROPS,
    )
    document.part.relate_to(item, RELATIONSHIP_TYPE.CUSTOM_XML)
    return paths


def read_identity(document: Document) -> Identity | None:
    """What a Word file says of itself; None if it is no draft of ours, or lost its identity on the way."""
    for _, part in _parts(document):
        root = etree.fromstring(part.blob)
        try:
            created = dt.datetime.fromisoformat(root.get("created", ""))
        except ValueError:
            return None
        return Identity(
            id=root.get("id", ""),
            sha256=root.get("sha256", ""),
            transcript=root.get("transcript", ""),
            created=created,
            profile=root.get("profile", ""),
            names={n.get("id", ""): n.text or "" for n in root.iter(f"{{{NAMESPACE}}}name")},
            kind=next((k for k in RecordKind if k.value == root.get("kind")), None),
            form=root.get("form", ""),
            checks=int(root.get("checks") or 0),
        )
    return None


def _parts(document: Document) -> Iterator[tuple[str, Part]]:
    """Our custom XML parts, with the keys of their relationships."""
    for key, relation in document.part.rels.items():
        if relation.reltype == RELATIONSHIP_TYPE.CUSTOM_XML and not relation.is_external:
            part = relation.target_part
            if re.search(rb"urn:transcriber:draft:1", part.blob):
                yield key, part


def _xml(root: etree._Element) -> bytes:
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))
