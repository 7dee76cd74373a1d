"""Render a draft: fill the template, then make sure that Word opens the result without complaint."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import jinja2
from docx.document import Document
from docx.opc.part import XmlPart
from docx.oxml.ns import qn
from docxtpl import DocxTemplate
from jinja2 import StrictUndefined
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup, escape

from transcriber.drafts.word import content, identity, marks, wording
from transcriber.drafts.word.template import PARTS_BESIDE_THE_BODY, check_template
from transcriber.errors import TemplateError
from transcriber.minutes.transcript import Transcript

_W14 = "http://schemas.microsoft.com/office/word/2010/wordml"
_PARAGRAPH_IDS = (f"{{{_W14}}}paraId", f"{{{_W14}}}textId")


def render(transcript: Transcript, *, template: Path, office: str, out: Path) -> None:
    """Write the draft of `transcript` to `out` (the caller renames it into place).

    Args:
        template: a .docx with tags, the office's own or a shipped one.
        office: 自治体名・部署名 as it is to be printed; may be empty.

    Raises:
        TemplateError: the template cannot be filled; the message says where.
        OSError: `out` cannot be written.
    """
    check_template(template)
    jinja = ImmutableSandboxedEnvironment(autoescape=True, undefined=StrictUndefined, finalize=_printable)
    word = DocxTemplate(template)
    try:
        context = marks.marked(content.draft(transcript, office=office).context())
        word.render(context, jinja_env=jinja, autoescape=True)
    except jinja2.TemplateError as e:
        # Only what the checks do not read is left: a tag in the file's own properties (ファイル→情報).
        raise TemplateError(
            f"{template.name} に文章を入れられません（{e.message}）。",
            "Word の「ファイル」→「情報」のタイトルや作成者にタグが書かれていれば、消してください。",
        ) from e
    paths = identity.embed(word.docx, identity.of(transcript, content.voice_names(transcript.utterances)))
    marks.settle(word.docx.element.body, bound=paths)
    _unmark_beside_the_body(word.docx)
    _unique_ids(word.docx)
    _describe(word.docx, transcript, office)
    word.save(out)


def _printable(value: object) -> Markup:
    """The one way text gets into the XML: without forbidden characters, with special ones escaped.

    docxtpl turns `{_{` into `{{` after rendering; the underscore as a reference keeps such text as it was said.
    """
    text = wording.clean(str(value))
    if isinstance(value, marks.Marked):
        text = value.enclosed(text)
    return Markup(str(escape(text)).replace("_", "&#95;"))


def _unmark_beside_the_body(document: Document) -> None:
    """Headers, footers and notes print text, but hold no utterance that could be found again."""
    for relation in document.part.rels.values():
        if not relation.is_external and relation.reltype in PARTS_BESIDE_THE_BODY:
            part = relation.target_part
            if isinstance(part, XmlPart):
                for t in part.element.iter(qn("w:t")):
                    t.text = marks.without(t.text or "")
            else:
                part._blob = marks.without(part.blob.decode("utf-8")).encode("utf-8")


def _unique_ids(document: Document) -> None:
    """A loop repeats whatever identifies its paragraphs; Word repairs, or refuses, a file with an id twice."""
    body = document.element.body
    for paragraph in body.iter(qn("w:p"), qn("w:tr")):
        for name in _PARAGRAPH_IDS:
            paragraph.attrib.pop(name, None)
    taken: set[int] = set()
    for properties in body.iter(qn("w:sdtPr")):
        identity = properties.find(qn("w:id"))
        if identity is None:
            continue
        number = int(identity.get(qn("w:val")))
        while number in taken:
            number = number + 1 if number < 2**31 - 1 else 1
        taken.add(number)
        identity.set(qn("w:val"), str(number))


def _describe(document: Document, transcript: Transcript, office: str) -> None:
    """What the file says about itself; times from the transcript, so that the same input gives the same draft."""
    created = transcript.provenance.created_at.astimezone(dt.UTC).replace(tzinfo=None)
    about = document.core_properties
    # Word allows 255 characters in each of these.
    about.title = wording.clean(transcript.meeting.title)[:255]
    about.author = wording.clean(office)[:255]
    about.last_modified_by = ""
    about.comments = "機械が作成した下書き。人の確認が必要です。"
    about.language = "ja-JP"
    about.created = about.modified = created
    about.revision = 1
