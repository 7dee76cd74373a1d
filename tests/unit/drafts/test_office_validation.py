"""Every Word file that comes of a recording, judged by Microsoft's Open XML SDK: no error.

It is judged as Word 2013 reads it, the oldest that offices still have; what that one takes, later ones take.
"""

from __future__ import annotations

from pathlib import Path

import docx
import pytest
import transcripts
from conftest import TEMPLATES
from docx.oxml.ns import qn
from docx.text.run import Run
from support.styled_drafts import styled_draft
from support.validators import office_errors

from transcriber.drafts.word import finishing, house_style
from transcriber.drafts.word.finishing import RecordCopy
from transcriber.minutes.transcript import RecordKind, Transcript

OLDEST_WORD = "Office2013"
STYLES = {s.name: s for s in house_style.shipped_styles(TEMPLATES)}
COUNCIL = [name for name, style in STYLES.items() if style.kind is RecordKind.COUNCIL]
COPIES = [
    (name, copy)
    for name, style in STYLES.items()
    for copy in (RecordCopy if style.kind is RecordKind.COUNCIL else [RecordCopy.ORIGINAL])
]


def draft(style: str, folder: Path, told: Transcript | None = None) -> Path:
    return styled_draft(style, folder / f"{style}_下書き.docx", told)


@pytest.mark.parametrize("style", STYLES)
def test_a_draft_has_no_error(style: str, tmp_path: Path) -> None:
    assert office_errors(draft(style, tmp_path), OLDEST_WORD) == []


@pytest.mark.parametrize("style", STYLES)
def test_a_draft_with_doubts_and_comments_has_no_error(style: str, tmp_path: Path) -> None:
    path = draft(style, tmp_path, transcripts.transcript(STYLES[style].kind))
    assert "〔要確認" in "".join(t.text or "" for t in docx.Document(str(path)).element.body.iter(qn("w:t")))
    assert office_errors(path, OLDEST_WORD) == []


@pytest.mark.parametrize(("style", "copy"), COPIES, ids=lambda p: p.value if isinstance(p, RecordCopy) else p)
def test_a_finished_copy_has_no_error(style: str, copy: RecordCopy, tmp_path: Path) -> None:
    path = draft(style, tmp_path)
    out = tmp_path / f"{copy.value}.docx"
    finishing.finish_copy(path, copy).document.save(str(out))
    assert office_errors(out, OLDEST_WORD) == []


@pytest.mark.parametrize("copy", [RecordCopy.ORIGINAL, RecordCopy.PUBLIC])
@pytest.mark.parametrize("style", COUNCIL)
def test_withdrawn_words_leave_no_error(style: str, copy: RecordCopy, tmp_path: Path) -> None:
    path = draft(style, tmp_path)
    document = docx.Document(str(path))
    marked = [r for r in document.element.body.iter(qn("w:r")) if "備蓄" in (Run(r, document).text or "")]  # type: ignore[arg-type]
    for run in marked:
        Run(run, document).style = "取消し発言"  # type: ignore[arg-type]
    document.save(str(path))
    out = tmp_path / f"{copy.value}.docx"
    finishing.finish_copy(path, copy).document.save(str(out))
    assert marked
    assert office_errors(out, OLDEST_WORD) == []


def test_an_error_would_be_seen(tmp_path: Path) -> None:
    """A property in the wrong place, which Word refuses to open."""
    path = draft("会議録", tmp_path)
    document = docx.Document(str(path))
    properties = next(p for p in document.element.body.iter(qn("w:pPr")) if len(p) > 1)
    properties.append(properties[0])
    document.save(str(path))
    assert "unexpected child element" in office_errors(path, OLDEST_WORD)[0]
