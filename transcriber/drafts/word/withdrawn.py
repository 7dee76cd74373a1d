"""Withdrawn and secret words, by their two character styles: underlined in the original, left out of the public copy."""

from __future__ import annotations

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement

from transcriber.drafts.word.reading import DROPPED_RUNS, is_speaker, remove_paragraph, run_style, text_of

WITHDRAWN, SECRET = "取消し発言", "秘密会の発言"

_AFTER_UNDERLINE = (
    "effect", "bdr", "shd", "fitText", "vertAlign", "rtl", "cs", "em", "lang", "eastAsianLayout", "specVanish", "oMath",
)  # fmt: skip
_CLOSES = ("。", "、", "，", "」", "）")
"""Before these a comma that was left over makes no sense."""


def underline(root: BaseOxmlElement, styles: dict[str, str]) -> None:
    """The original: withdrawn words are underlined, secret ones look like all others."""
    for run in _marked(root, styles):
        style = run_style(run, styles)
        properties = run.find(qn("w:rPr"))
        properties.remove(properties.find(qn("w:rStyle")))
        if style == WITHDRAWN:
            for old in properties.findall(qn("w:u")):
                properties.remove(old)
            line = OxmlElement("w:u")
            line.set(qn("w:val"), "single")
            _insert(properties, line)


def leave_out(root: BaseOxmlElement, styles: dict[str, str]) -> int:
    """The public copy: neither is there. A speech, or a row of a table, of which nothing is left goes with them.

    Returns the characters left out.
    """
    left_out = 0
    touched: dict[BaseOxmlElement, None] = {}
    for run in _marked(root, styles):
        left_out += len(text_of(run))
        touched[next(run.iterancestors(qn("w:p")))] = None
        _keep_sentence(run)
        run.getparent().remove(run)
    for paragraph in touched:
        row = next(paragraph.iterancestors(qn("w:tr")), None)
        if not _says_anything(paragraph, styles):
            remove_paragraph(paragraph)
        if row is not None and not text_of(row).strip() and row.getparent() is not None:
            row.getparent().remove(row)
    return left_out


def _marked(root: BaseOxmlElement, styles: dict[str, str]) -> list[BaseOxmlElement]:
    return [r for r in root.iter(qn("w:r")) if run_style(r, styles) in (WITHDRAWN, SECRET)]


def _keep_sentence(run: BaseOxmlElement) -> None:
    """Join what stands before and after the run: 「聞いておりますが、」 and 「。」 become 「聞いておりますが。」"""
    paragraph = next(run.iterancestors(qn("w:p")))
    own = set(run.iter())
    order = [
        e for e in paragraph.iter(qn("w:t"), qn("w:r")) if e is run or (e.tag == qn("w:t") and e.text and e not in own)
    ]
    at = order.index(run)
    if at == 0 or at == len(order) - 1:
        return
    before, after = order[at - 1], order[at + 1]
    if before.text.endswith(("、", "，")) and after.text.startswith(_CLOSES):
        before.text = before.text.rstrip("、，")
    if before.text.endswith(("。", "　", " ")):
        after.text = after.text.lstrip("、，。")


def _insert(properties: BaseOxmlElement, line: BaseOxmlElement) -> None:
    for child in properties:
        if child.tag in [qn(f"w:{n}") for n in _AFTER_UNDERLINE]:
            child.addprevious(line)
            return
    properties.append(line)


def _says_anything(paragraph: BaseOxmlElement, styles: dict[str, str]) -> bool:
    """Whether more is left of a paragraph than a mark and a name."""
    rest = [
        text_of(run)
        for run in paragraph.iter(qn("w:r"))
        if run_style(run, styles) not in ("話者名", *DROPPED_RUNS)
        and not any(is_speaker(s) for s in run.iterancestors(qn("w:sdt")))
    ]
    return bool("".join(rest).strip(" 　○◯◎◆●△問答"))
