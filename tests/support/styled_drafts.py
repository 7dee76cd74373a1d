"""A transcript as a draft of a shipped style."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement

from transcriber.drafts import word
from transcriber.drafts.word import house_style, sample
from transcriber.minutes.transcript import Transcript
from transcriber.settings import HOME

TEMPLATES = HOME / "templates"


def styled_draft(style: str, path: Path, told: Transcript | None = None, *, office: str = "見本町議会") -> Path:
    """Write the Word draft to `path`; of the sample meeting or interview where nothing else is told."""
    chosen = house_style.find_style(style, TEMPLATES)
    template = house_style.template(chosen, TEMPLATES)
    told = told or sample.sample_transcript(chosen.kind)
    word.render_draft(told, template=template, office=office, out=path, style=chosen)
    return path


def marked_utterances(body: BaseOxmlElement) -> Iterator[str]:
    """The ids of the utterances that have a bookmark, in order of the document."""
    for start in body.iter(qn("w:bookmarkStart")):
        name = start.get(qn("w:name"), "")
        if re.fullmatch("u[0-9]{4,}", name):
            yield name
