"""The doubts that matter most as Word comments, each saying what to listen for and when."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.opc.part import XmlPart
from docx.oxml.ns import qn
from docx.shared import Pt
from docx.text.run import Run

from transcriber.drafts.word import wording
from transcriber.drafts.word.marks import Settled
from transcriber.drafts.word.numbering import Numbered, ranked

AUTHOR, INITIALS = "文字起こし（機械）", "機"

_STYLES = (
    ("annotation text", "CommentText", WD_STYLE_TYPE.PARAGRAPH),
    ("annotation reference", "CommentReference", WD_STYLE_TYPE.CHARACTER),
)
"""python-docx writes these ids; a template made in Word has them only after its first comment."""

_REFERENCES = tuple(qn(f"w:{name}") for name in ("pStyle", "rStyle", "basedOn", "next", "link"))
"""Where the id of a style stands."""


def attach_comments(
    document: Document, settled: Settled, doubts: Sequence[Numbered], *, most: int, written: dt.datetime
) -> None:
    """Comment on at most `most` doubts, where their marks stand; else at the beginning of their utterance.

    Args:
        written: the time the comments carry, that of the transcript, so that the same input gives the same draft.
    """
    chosen = ranked([n for n in doubts if _places(settled, n)], most)
    if not chosen:
        return
    _ensure_styles(document)
    for rank, n in enumerate(chosen, start=1):
        runs = [Run(r, document) for r in _places(settled, n)]
        comment = document.add_comment(runs, text=_text(n, rank), author=AUTHOR, initials=INITIALS)
        comment._comment_elm.set(qn("w:date"), written.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ"))


def _places(settled: Settled, n: Numbered) -> list:  # type: ignore[type-arg]
    if n.number in settled.doubts:
        return settled.doubts[n.number][:1]
    if n.utterance is not None and n.utterance.id in settled.utterances:
        return [settled.utterances[n.utterance.id]]
    return []


def _text(n: Numbered, rank: int) -> str:
    doubt = n.doubt
    other = f"（別の候補：{wording.printable(doubt.alternative)}）" if doubt.alternative else ""
    return (
        f"要確認 {n.number}［{wording.DOUBT_NAMES[doubt.kind]}・優先 {rank}］{wording.printable(doubt.reason)}{other}"
        f"　録音 {wording.span(doubt.start, doubt.end)}"
    )


def _ensure_styles(document: Document) -> None:
    present = {s.style_id for s in document.styles}
    named = {s.name: s.style_id for s in document.styles}
    for name, identity, kind in _STYLES:
        if identity in present:
            continue
        if name in named:
            _call(document, named[name], identity)
            continue
        style = document.styles.add_style(name, kind, builtin=True)
        style.element.styleId = identity
        style.hidden = True
        style.font.size = Pt(9)


def _call(document: Document, before: str, identity: str) -> None:
    """Give a style the id that comments are written with: a program that is not Word made one of its own for it."""
    for part in document.part.package.iter_parts():
        if isinstance(part, XmlPart):
            for element in part.element.iter(*_REFERENCES):
                if element.get(qn("w:val")) == before:
                    element.set(qn("w:val"), identity)
    document.styles.element.get_by_id(before).styleId = identity
