"""A transcript as a draft of a shipped style."""

from __future__ import annotations

from pathlib import Path

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
