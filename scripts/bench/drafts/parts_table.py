"""Statutory parts × styles: what a draft of each kind of record prints, filled or marked open."""

from __future__ import annotations

import re
import tempfile
from pathlib import Path

import docx
from docx.oxml.ns import qn

from scripts.bench.corpus import ROOT
from transcriber.drafts import word
from transcriber.drafts.word import house_style, sample
from transcriber.minutes import record_forms
from transcriber.minutes.transcript import RecordKind

_OPEN = re.compile("（要記入|午前・午後|令和　　年")


def run() -> None:
    """Print a table for each kind of record: ● filled, ○ marked open, ✕ missing."""
    templates = ROOT / "templates"
    missing = 0
    for form in record_forms.record_forms():
        styles = [s for s in house_style.shipped_styles(templates) if s.kind is form.kind]
        if form.kind is RecordKind.CONSULTATION:
            styles = [s for s in styles if s.name in form.styles]
        elif not form.styles:
            styles = [s for s in styles if not any(s.name in f.styles for f in record_forms.record_forms())]
        print(f"\n### {form.name}\n\n| 載せる事項 | 根拠 | {' | '.join(s.name for s in styles)} |")
        print("|---|---|" + "---|" * len(styles))
        texts = {s.name: _lines(s.model_copy(update={"form": form.name}), templates) for s in styles}
        for part in form.parts:
            marks = [_mark(part.heads, texts[s.name]) for s in styles]
            missing += marks.count("✕")
            print(f"| {part.name} | {part.law} | {' | '.join(marks)} |")
    print(f"\nmissing: {missing}")


def _lines(style: house_style.HouseStyle, templates: Path) -> list[str]:
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "d.docx"
        word.render_draft(
            sample.sample_transcript(style.kind), template=house_style.template(style, templates), office="", out=out,
            style=style,
        )  # fmt: skip
        body = docx.Document(str(out)).element.body
        return ["".join(t.text or "" for t in p.iter(qn("w:t"))) for p in body.iter(qn("w:p"))]


def _mark(heads: str, lines: list[str]) -> str:
    at = next((n for n, line in enumerate(lines) if re.search(heads, line)), None)
    if at is None:
        return "✕"
    return "○" if any(_OPEN.search(line) for line in lines[at : at + 2]) else "●"
