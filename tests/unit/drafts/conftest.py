"""Drafts rendered once from the shipped templates, and the tools to look into them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import docx
import pytest
import transcripts
from docx.document import Document
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement

from transcriber.drafts import word
from transcriber.drafts.word import house_style
from transcriber.minutes.transcript import RecordKind, Transcript
from transcriber.settings import HOME

TEMPLATES = HOME / "templates"


@pytest.fixture(scope="session")
def council(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The draft of a short council meeting."""
    return _render(transcripts.transcript(RecordKind.COUNCIL), tmp_path_factory.mktemp("council") / "draft.docx")


@pytest.fixture(scope="session")
def consultation(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The draft of a short consultation."""
    return _render(
        transcripts.transcript(RecordKind.CONSULTATION), tmp_path_factory.mktemp("consultation") / "draft.docx"
    )


@pytest.fixture(params=["council", "consultation"])
def draft(request: pytest.FixtureRequest) -> Path:
    """Either draft, for what must hold for both."""
    path: Path = request.getfixturevalue(request.param)
    return path


@pytest.fixture
def office_template(tmp_path: Path) -> Callable[..., Path]:
    """Makes a template of these paragraphs, as an office would type them; the list of utterances comes with it."""

    def make(*paragraphs: str, body: bool = True, header: str = "") -> Path:
        document = docx.Document()
        for text in paragraphs:
            document.add_paragraph(text)
        if body:
            for text in ("{%p for 発言 in 発言一覧 %}", "{{ 発言.話者 }}：{{ 発言.本文 }}", "{%p endfor %}"):
                document.add_paragraph(text)
        if header:
            document.sections[0].header.paragraphs[0].text = header
        path = tmp_path / "ひな形.docx"
        document.save(str(path))
        return path

    return make


def render(transcript: Transcript, out: Path, template: Path | None = None, office: str = "愛知県東郷町議会") -> Path:
    """Render with the shipped template unless another is given."""
    chosen = template or word.shipped_template(transcript.meeting.kind, TEMPLATES)
    style = house_style.usual_style(transcript.meeting.kind, TEMPLATES)
    word.render_draft(transcript, template=chosen, office=office, out=out, style=style)
    return out


_render = render


def texts(path: Path) -> list[str]:
    """Every paragraph of the body, those in tables included, as a reader sees it."""
    document: Document = docx.Document(str(path))
    return ["".join(map(_character, p.iter(*_PRINTED))) for p in document.element.body.iter(qn("w:p"))]


_PRINTED = (qn("w:t"), qn("w:tab"), qn("w:br"))


def _character(element: BaseOxmlElement) -> str:
    """What a reader sees of a piece of text, a tab, a line break; nothing of a tab stop."""
    if element.tag == qn("w:t"):
        return element.text or ""
    if element.getparent().tag != qn("w:r"):
        return ""
    return "\t" if element.tag == qn("w:tab") else "\n"
