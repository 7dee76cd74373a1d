"""Render a draft: fill the template, then make sure that Word opens the result without complaint."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from itertools import pairwise
from pathlib import Path
from typing import Any

import jinja2
from docx.document import Document
from docx.opc.part import XmlPart
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.text.run import Run
from docxtpl import DocxTemplate
from jinja2 import StrictUndefined
from markupsafe import Markup, escape

from transcriber.drafts.word import comments, content, identity, marks, program_name, wording
from transcriber.drafts.word.grammar import TagLanguage
from transcriber.drafts.word.house_style import HouseStyle, Keep
from transcriber.drafts.word.open_points import checklist_states, is_heading
from transcriber.drafts.word.reading import SIGNATURE, keep_with_next, paragraph_style, style_names, text_of
from transcriber.drafts.word.template import PARTS_BESIDE_THE_BODY, beyond_the_tags, inspect_template, plain_template
from transcriber.errors import TemplateError
from transcriber.language.readings import Reader
from transcriber.minutes.transcript import Transcript
from transcriber.untrusted import bounded
from transcriber.untrusted.bounded import Limits

_W14 = "http://schemas.microsoft.com/office/word/2010/wordml"
TIME_STYLE, LINK_STYLE = "時刻コード", "時刻リンク"
_NOTICE, _NOTE_STYLE = "録音の注意", "注記"
_PARAGRAPH_IDS = (f"{{{_W14}}}paraId", f"{{{_W14}}}textId")


FILLING = Limits(seconds=1800.0, memory=3 * 1024**3)
"""What filling a template may cost; a day of eight hours takes 200 MB and some seconds."""


def render_in_child(
    transcript: Path,
    *,
    template: Path,
    office: str,
    out: Path,
    style: HouseStyle,
    timeline: Path | None = None,
) -> None:
    """As `render`, but in a child with bounded memory and time: a template comes from outside.

    Args:
        transcript: a transcript.json.

    Raises:
        TemplateError, OSError: as `render`.
    """
    asked = {
        "transcript": str(transcript.absolute()),
        "office": office,
        "out": str(out.absolute()),
        "style": {**style.model_dump(mode="json"), "name": style.name},
        "timeline": str(timeline.absolute()) if timeline else None,
    }
    bounded.parse_in_child(render_as_asked, template, asked, error=TemplateError, limits=FILLING)


def render_as_asked(template: Path, asked: dict[str, Any]) -> None:
    """`render`, for `render_in_child`."""
    render_draft(
        Transcript.read(Path(asked["transcript"])),
        template=template,
        office=asked["office"],
        out=Path(asked["out"]),
        style=HouseStyle.model_validate(asked["style"]),
        timeline=Path(asked["timeline"]) if asked["timeline"] else None,
    )


def render_draft(
    transcript: Transcript,
    *,
    template: Path,
    office: str,
    out: Path,
    style: HouseStyle | None = None,
    timeline: Path | None = None,
) -> None:
    """Write the draft of `transcript` to `out` (the caller renames it into place).

    Args:
        template: a .docx with tags, the office's own or a shipped one.
        office: 自治体名・部署名 as it is to be printed; may be empty.
        timeline: a picture (PNG) of who spoke when, for templates that have a place for it.
        style: how names, lines and headings are written; the model's own defaults if none is given.

    Raises:
        TemplateError: the template cannot be filled; the message says where.
        OSError: `out` cannot be written.
    """
    inspect_template(template)
    house = style or HouseStyle(kind=transcript.meeting.kind)
    jinja = TagLanguage(autoescape=True, undefined=StrictUndefined, finalize=_printable)
    word = DocxTemplate(plain_template(template).data)
    try:
        made = content.contents(transcript, office=office, house=house, timeline=timeline is not None)
        context = marks.marked_context(made.draft.context())
        told = _NOTICE in word.get_undeclared_template_variables(jinja)
        word.render(context, jinja_env=jinja, autoescape=True)
    except jinja2.TemplateError as e:
        raise beyond_the_tags(template.name) from e
    if made.draft.warning and not told:
        _say_first(word.docx, made.draft.warning)
    checks = len(checklist_states(word.docx.element.body, style_names(word.docx)))
    paths = identity.embed(word.docx, identity.identity_of(transcript, made.names, made.form.id, checks))
    links = next((s.style_id for s in word.docx.styles if s.name == LINK_STYLE), None)
    reader = Reader()
    people = [wording.printable(house.label(made.form.as_called(p), reader)) for p in transcript.roster.people]
    settled = marks.settle_marks(word.docx.element.body, bound=paths, link_style=links, people=people)
    written = transcript.provenance.created_at
    comments.attach_comments(word.docx, settled, made.doubts, most=house.comments, written=written)
    if timeline is not None:
        for place in settled.pictures:
            _picture(word.docx, place, timeline)
    if house.time_codes is Keep.HIDE:
        _hide(word.docx, TIME_STYLE)
    _unmark_beside_the_body(word.docx)
    _keep_signatures(word.docx)
    _unique_ids(word.docx)
    _describe(word.docx, transcript, office)
    word.save(out)


def _say_first(document: Document, notice: str) -> None:
    """A line at the head, for an office's own template that has no place for what is wrong with the recording."""
    first = next(iter(document.paragraphs), None)
    text = wording.printable(notice)
    line = first.insert_paragraph_before(text) if first is not None else document.add_paragraph(text)
    body = document.element.body
    body.remove(line._p)
    body.insert(0, line._p)  # also before a table
    if _NOTE_STYLE in {s.name for s in document.styles}:
        line.style = document.styles[_NOTE_STYLE]


def _printable(value: object) -> Markup:
    """The one way text gets into the XML: without forbidden characters, with special ones escaped.

    docxtpl turns `{_{` into `{{` after rendering; the underscore as a reference keeps such text as it was said.
    """
    text = value.enclosed(wording.printable) if isinstance(value, marks.Marked) else wording.printable(str(value))
    return Markup(str(escape(text)).replace("_", "&#95;"))


def _picture(document: Document, place: BaseOxmlElement, path: Path) -> None:
    """The picture in the place of a run's text, as wide as the text, with words for those who cannot see it."""
    for text in list(place.iter(qn("w:t"))):
        place.remove(text)
    section = document.sections[0]
    width = (section.page_width or 0) - (section.left_margin or 0) - (section.right_margin or 0)
    Run(place, document.paragraphs[0]).add_picture(str(path), width=width)
    for drawn in place.iter(qn("wp:inline")):
        for side in "TBLR":  # python-docx says nothing of these, and LibreOffice then takes an eighth of an inch
            drawn.set(f"dist{side}", "0")
    for about in place.iter(qn("wp:docPr")):
        about.set("descr", "だれがいつ話したかを、録音の時刻の順に示した図")


def _hide(document: Document, name: str) -> None:
    """Make the text of a character style hidden; whoever wants to see it, changes the style."""
    for style in document.styles:
        if style.name == name:
            style.font.hidden = True


_LINES_KEPT = 4
"""Blocks before the signatures that go with them at most: stage directions, and the words or the table before those."""


def _keep_signatures(document: Document) -> None:
    """Who signs, signs below what is signed: the end of the record moves to the page of the signatures."""
    styles = style_names(document)
    blocks = list(document.element.body)
    for at, (before, block) in enumerate(pairwise(blocks)):
        if is_heading(block, styles) and text_of(block).strip() == SIGNATURE:
            for kept in reversed(blocks[max(0, at + 1 - _LINES_KEPT) : at + 1]):
                keep_with_next(kept)
                if kept.tag == qn("w:tbl") or paragraph_style(kept, styles).startswith("発言"):
                    break
        signed = before.tag == qn("w:p") and paragraph_style(before, styles) == SIGNATURE
        if signed and (block.tag != qn("w:p") or paragraph_style(block, styles) != SIGNATURE):
            for keep in before.findall(f"{qn('w:pPr')}/{qn('w:keepNext')}"):
                keep.getparent().remove(keep)  # what follows the last signature is no part of the record


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
    tags: Counter[str] = Counter()
    for properties in body.iter(qn("w:sdtPr")):
        tag = properties.find(qn("w:tag"))
        if tag is not None and not tag.get(qn("w:val"), "").startswith("speaker:"):
            tags[tag.get(qn("w:val"))] += 1
            if tags[tag.get(qn("w:val"))] > 1:
                tag.set(qn("w:val"), f"{tag.get(qn('w:val'))}-{tags[tag.get(qn('w:val'))]}")
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
    about.title = wording.printable(transcript.meeting.title)[:255]
    about.author = wording.printable(office)[:255]
    about.last_modified_by = ""
    about.comments = "機械が作成した下書き。人の確認が必要です。"
    about.language = "ja-JP"
    about.created = about.modified = created
    about.revision = 1
    program_name.name_program(document)
