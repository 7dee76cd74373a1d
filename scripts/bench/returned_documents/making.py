"""Drafts of made-up meetings, and what people and programs make of such a file before it comes back."""

from __future__ import annotations

import datetime as dt
import io
import os
import re
import struct
import zipfile
import zlib
from collections.abc import Callable, Mapping
from pathlib import Path

import docx
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.oxml.xmlchemy import BaseOxmlElement

from transcriber.drafts import word
from transcriber.minutes.people import Person, Roster
from transcriber.minutes.transcript import (
    Doubt,
    DoubtKind,
    Meeting,
    Preflight,
    Provenance,
    Recording,
    RecordKind,
    Speaker,
    Transcript,
    Utterance,
)
from transcriber.settings import HOME
from transcriber.work.contract import Assignment, Progress, Result, Stop, WaitingPapers
from transcriber.work.workfolder import SIDE

MISHEARD, RIGHT = "大規児童", "待機児童"
"""What the recogniser wrote, and what a reviewer makes of it."""

_TOPICS = {
    "第1回定例会": "保育所の入所と学童保育の見通し",
    "第2回定例会": "下水道の耐震化と水道料金の改定",
    "双子A": "庁舎の建て替えと駐車場の整備計画",
    "双子B": "庁舎の建て替えと駐車場の整備計画",
}
_SAID = {
    "第1回定例会": "{topic}について、{n}番目のお尋ねに{more}件の資料をもとにお答えいたします。",
    "第2回定例会": "続きまして{more}ページをお開きください。{topic}の{n}点目、担当の課長から説明させます。",
    "双子": "ただいまの{n}件の意見を踏まえ、{topic}は{more}日までに案を取りまとめる考えでございます。",
}
RECORDINGS = tuple(_TOPICS)

Edit = Callable[[bytes], bytes]
"""The bytes of a draft → the bytes of what comes back."""


def meeting(sha256: str, name: str, utterances: int = 40) -> Transcript:
    """A meeting about the topic that belongs to a recording's name."""
    topic = _TOPICS[name]
    said = []
    for n in range(1, utterances + 1):
        voice, who = (("S1", "議長"), ("S2", "福祉部長"))[n % 2]
        text = _SAID[name.rstrip("AB")].format(topic=topic, n=n, more=n * 7)
        text = f"{MISHEARD}の数についてお伺いします。" + text if n == 5 else text
        reason = Doubt(kind=DoubtKind.LOW_CONFIDENCE, start=n * 20.0, end=n * 20 + 2.0, reason="聞き直してください。")
        said.append(
            Utterance(
                id=f"u{n:04d}", speaker=voice, name=who, start=n * 20.0, end=n * 20.0 + 15, text=text,
                doubts=(reason,) if n == 5 else (),
            )
        )  # fmt: skip
    return Transcript(
        meeting=Meeting(kind=RecordKind.COUNCIL, title=name, date=dt.date(2026, 9, 3), profile="会議録"),
        recording=Recording(
            file_name=f"{name}.wav", sha256=sha256, bytes=1000, container="wav", codec="pcm", sample_rate=16000, channels=1,
            container_seconds=utterances * 20.0 + 20, seconds=utterances * 20.0 + 20,
            preflight=Preflight(
                peak_dbfs=-3, speech_dbfs=-20, noise_dbfs=-60, clipped_share=0, silence_share=0.1, channels="モノラル"
            ),
        ),
        roster=Roster(people=(Person(post="議長"), Person(post="福祉部長"))),
        speakers=tuple(Speaker(id=s, seconds=60) for s in ("S1", "S2")),
        utterances=tuple(said),
        speech_seconds=utterances * 15.0,
        provenance=Provenance(
            created_at=dt.datetime(2026, 9, 3, 12, tzinfo=dt.UTC), versions={}, models=(), settings={}, device="cpu",
            stage_seconds={},
        ),
    )  # fmt: skip


class Drafting:
    """A pipeline that leaves a real draft of the meeting that a recording's name stands for."""

    def read_papers(self, waiting: WaitingPapers, *, stop: Stop) -> None:
        """Nothing in them is read."""

    def __call__(self, assignment: Assignment, *, progress: Progress, stop: Stop) -> Result:
        out = assignment.work / "out"
        (out / SIDE).mkdir(parents=True, exist_ok=True)
        name = Path(assignment.name).stem
        transcript = meeting(assignment.sha256, name)
        path = out / SIDE / "transcript.json"
        transcript.write(path)
        draft = out / f"{name}_下書き.docx"
        template = word.shipped_template(RecordKind.COUNCIL, HOME / "templates")
        word.render_draft(transcript, template=template, office="", out=draft)
        return Result(path, (draft, path))


# -- what a person does in Word ------------------------------------------------------------------------------------


def corrected(draft: bytes, *, tracked: bool = False) -> bytes:
    """One word corrected."""

    def edit(body: BaseOxmlElement) -> None:
        for t in body.iter(qn("w:t")):
            if MISHEARD in (t.text or ""):
                if tracked:
                    _track(t)
                else:
                    t.text = t.text.replace(MISHEARD, RIGHT)

    return _edited(draft, edit)


def _track(text: BaseOxmlElement) -> None:
    run = text.getparent()
    before, _, after = (text.text or "").partition(MISHEARD)
    about = 'w:id="9001" w:author="x" w:date="2026-09-04T09:00:00Z"'
    for xml in (
        f'<w:r {nsdecls("w")}><w:t xml:space="preserve">{before}</w:t></w:r>',
        f"<w:del {nsdecls('w')} {about}><w:r><w:delText>{MISHEARD}</w:delText></w:r></w:del>",
        f"<w:ins {nsdecls('w')} {about}><w:r><w:t>{RIGHT}</w:t></w:r></w:ins>",
        f'<w:r {nsdecls("w")}><w:t xml:space="preserve">{after}</w:t></w:r>',
    ):
        run.addprevious(parse_xml(xml))
    run.getparent().remove(run)


def signed(draft: bytes, run: str) -> bytes:
    """Every box of the checklist replaced by `run`: the XML of what is put there, without namespaces' declarations."""

    def edit(body: BaseOxmlElement) -> None:
        for control in list(body.iter(qn("w:sdt"))):
            tag = control.find(f"{qn('w:sdtPr')}/{qn('w:tag')}")
            if tag is not None and tag.get(qn("w:val"), "").startswith("check-"):
                made = parse_xml(f"<w:p {nsdecls('w')}>{run}</w:p>")
                for child in list(made):
                    control.addprevious(child)
                control.getparent().remove(control)

    return _edited(draft, edit)


def called(draft: bytes, name: str) -> bytes:
    """Another name typed over the first speaker's, where its utterance begins."""

    def edit(body: BaseOxmlElement) -> None:
        mark = next(b for b in body.iter(qn("w:bookmarkStart")) if b.get(qn("w:name")) == "u0001")
        control = next(next(mark.iterancestors(qn("w:p"))).iter(qn("w:sdt")))
        control.getparent().replace(control, parse_xml(f"<w:r {nsdecls('w')}><w:rPr/><w:t>○{name}\u3000</w:t></w:r>"))

    return _edited(draft, edit)


def boxed(draft: bytes, text: str) -> bytes:
    """A note in a text box beside an utterance."""

    def edit(body: BaseOxmlElement) -> None:
        mark = next(b for b in body.iter(qn("w:bookmarkStart")) if b.get(qn("w:name")) == "u0003")
        box = f"<w:pict><w:txbxContent><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:txbxContent></w:pict>"
        next(mark.iterancestors(qn("w:p"))).append(parse_xml(f"<w:r {nsdecls('w')}>{box}</w:r>"))

    return _edited(draft, edit)


def clicked(draft: bytes) -> bytes:
    """Every box of the checklist clicked."""
    w14 = "http://schemas.microsoft.com/office/word/2010/wordml"

    def edit(body: BaseOxmlElement) -> None:
        for box in body.iter(f"{{{w14}}}checked"):
            box.set(f"{{{w14}}}val", "1")

    return _edited(draft, edit)


def pasted(draft: bytes) -> bytes:
    """The text pasted into a new file: no bookmarks, no controls, nothing that says which draft it was."""
    opened = docx.Document(io.BytesIO(draft))
    body = opened.element.body
    for mark in list(body.iter(qn("w:bookmarkStart"), qn("w:bookmarkEnd"))):
        mark.getparent().remove(mark)
    for control in list(body.iter(qn("w:sdt"))):
        content = control.find(qn("w:sdtContent"))
        for child in list(content if content is not None else ()):
            control.addprevious(child)
        control.getparent().remove(control)
    relations = opened.part.rels
    for key in [k for k, r in relations.items() if r.reltype.endswith("/customXml")]:
        del relations[key]
    return _saved(opened)


def pasted_as_text(draft: bytes) -> bytes:
    """Only the characters: tables become lines with tabs."""
    opened, made = docx.Document(io.BytesIO(draft)), docx.Document()
    for block in opened.element.body:
        if block.tag == qn("w:tbl"):
            for row in block.iter(qn("w:tr")):
                made.add_paragraph("\t".join(_text(cell) for cell in row.iter(qn("w:tc"))))
        elif block.tag in (qn("w:p"), qn("w:sdt")):
            made.add_paragraph(_text(block))
    return _saved(made)


def _text(element: BaseOxmlElement) -> str:
    return "".join(t.text or "" for t in element.iter(qn("w:t")))


def with_picture(draft: bytes, count: int) -> bytes:
    """A picture with `count` bytes that cannot be packed, at the end."""
    opened = docx.Document(io.BytesIO(draft))
    opened.add_picture(io.BytesIO(_png()))
    name = "word/media/image1.png"
    return with_members(_saved(opened), {name: lambda data: data + os.urandom(count)})


def _png() -> bytes:
    """A picture of one point."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0)
    points = zlib.compress(bytes(4))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", points) + chunk(b"IEND", b"")


def longer(draft: bytes, paragraphs: int) -> bytes:
    """A long appendix."""

    def edit(body: BaseOxmlElement) -> None:
        last = body[-1]
        for n in range(paragraphs):
            p = OxmlElement("w:p")
            p.append(parse_xml(f"<w:r {nsdecls('w')}><w:t>付録の{n}行目です。</w:t></w:r>"))
            last.addprevious(p)

    return _edited(draft, edit)


def _edited(draft: bytes, edit: Callable[[BaseOxmlElement], None]) -> bytes:
    opened = docx.Document(io.BytesIO(draft))
    edit(opened.element.body)
    return _saved(opened)


def _saved(document: docx.document.Document) -> bytes:
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


# -- what programs and disks do to the file ------------------------------------------------------------------------


def with_members(draft: bytes, changes: Mapping[str, Edit | None], *, renamed: Callable[[str], str] = str) -> bytes:
    """Members changed, or left out (None)."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(draft)) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            change = changes.get(name, bytes)
            if change is not None:
                target.writestr(renamed(name), change(source.read(name)))
    return out.getvalue()


def of_type(draft: bytes, kind: str, *, vba: bool = False) -> bytes:
    """The text's content type changed to that of another form of Word file; with a macro in it."""
    plain = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    made = with_members(draft, {"[Content_Types].xml": lambda data: data.replace(plain, kind.encode())})
    if not vba:
        return made
    relation = (
        b'<Relationship Id="rIdVba" Type="http://schemas.microsoft.com/office/2006/relationships/vbaProject"'
        b' Target="vbaProject.bin"/></Relationships>'
    )
    made = with_members(made, {"word/_rels/document.xml.rels": lambda d: d.replace(b"</Relationships>", relation)})
    default = b'<Default Extension="bin" ContentType="application/vnd.ms-office.vbaProject"/></Types>'
    made = with_members(made, {"[Content_Types].xml": lambda d: d.replace(b"</Types>", default)})
    return added(made, "word/vbaProject.bin", bytes.fromhex("D0CF11E0A1B11AE1") + bytes(2000))


def added(draft: bytes, name: str, data: bytes) -> bytes:
    """One more member."""
    out = io.BytesIO(draft)
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as target:
        target.writestr(name, data)
    return out.getvalue()


def strict(draft: bytes) -> bytes:
    """As Word saves 「Strict Open XML 文書」: other namespaces for the same elements."""
    pairs = (
        ("officeDocument/2006/relationships/extended-properties", "officeDocument/relationships/extendedProperties"),
        ("officeDocument/2006/extended-properties", "officeDocument/extendedProperties"),
        ("officeDocument/2006/relationships", "officeDocument/relationships"),
        ("officeDocument/2006/customXml", "officeDocument/customXml"),
        ("officeDocument/2006/math", "officeDocument/math"),
        ("wordprocessingml/2006/main", "wordprocessingml/main"),
        ("drawingml/2006/", "drawingml/"),
    )

    def changed(data: bytes) -> bytes:
        for old, new in pairs:
            data = data.replace(
                b"http://schemas.openxmlformats.org/" + old.encode(), b"http://purl.oclc.org/ooxml/" + new.encode()
            )
        return data

    with zipfile.ZipFile(io.BytesIO(draft)) as packed:
        xml = [n for n in packed.namelist() if n.endswith((".xml", ".rels")) and n != "[Content_Types].xml"]
    return with_members(draft, dict.fromkeys(xml, changed))


def related(draft: bytes, kind: str, target: str) -> bytes:
    """One more relationship of the text."""
    one = (
        f'<Relationship Id="rId9901" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}"'
        f' Target="{target}"/></Relationships>'
    )
    return with_members(draft, {"word/_rels/document.xml.rels": lambda d: d.replace(b"</Relationships>", one.encode())})


def damaged(draft: bytes, name: str) -> bytes:
    """Bytes of a member flipped on the disk: what was packed does not fit its check sum."""
    with zipfile.ZipFile(io.BytesIO(draft)) as packed:
        info = packed.getinfo(name)
    start = info.header_offset + 30 + len(name.encode()) + max(info.compress_size // 2, 1)
    return draft[:start] + bytes(b ^ 0x5A for b in draft[start : start + 8]) + draft[start + 8 :]


def utf16(draft: bytes) -> bytes:
    """The text in another encoding."""

    def changed(data: bytes) -> bytes:
        text = re.sub(r"""encoding=(["'])UTF-8\1""", 'encoding="UTF-16"', data.decode())
        return text.encode("utf-16")

    return with_members(draft, {"word/document.xml": changed})


def member_names(draft: bytes, pattern: str) -> list[str]:
    """Members whose names match."""
    with zipfile.ZipFile(io.BytesIO(draft)) as packed:
        return [n for n in packed.namelist() if re.fullmatch(pattern, n)]


def zipped(members: Mapping[str, bytes]) -> bytes:
    """A zip."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name, data in members.items():
            target.writestr(name, data)
    return out.getvalue()


def ole(*names: str) -> bytes:
    """The beginning of an OLE file with streams of these names."""
    return (
        bytes.fromhex("D0CF11E0A1B11AE1")
        + bytes(504)
        + b"".join(n.encode("utf-16-le").ljust(128, b"\0") for n in names)
    )
