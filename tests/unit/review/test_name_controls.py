"""Speakers' names are known by whatever a program left of their content controls: tag, title or binding; here and in drafts/word."""

from __future__ import annotations

from itertools import combinations

import docx
import pytest
from docx.oxml.ns import qn
from support.reviewers import Reviewer

from transcriber.drafts.word.reading import is_speaker, speaker_of

KEPT = [kept for size in (1, 2, 3) for kept in combinations(("w:tag", "w:alias", "w:dataBinding"), size)]


def left(reviewer: Reviewer, kept: tuple[str, ...]) -> None:
    """Speakers' controls as a program saves them that keeps no more than this."""
    for control in reviewer.body.iter(qn("w:sdt")):
        if is_speaker(control):
            properties = control.find(qn("w:sdtPr"))
            for name in {"w:tag", "w:alias", "w:dataBinding"}.difference(kept):
                for found in properties.findall(qn(name)):
                    properties.remove(found)


@pytest.mark.parametrize("kept", KEPT, ids="+".join)
def test_names_and_voices_are_read_whatever_is_left(desk, kept):
    before = [(line.label, line.voice) for line in desk.read(desk.draft).lines if line.marks]
    assert all(voice for label, voice in before if label)
    reviewer = Reviewer(desk.draft)
    left(reviewer, kept)
    path = reviewer.save(desk.folder / "保存し直し.docx")
    assert [(line.label, line.voice) for line in desk.read(path).lines if line.marks] == before
    assert desk.read(path).names == desk.read(desk.draft).names
    result = desk.compare(path)
    assert not result.corrections and not result.voices and not result.reassigned


def test_a_control_of_the_office_is_no_speaker(desk):
    document = docx.Document(str(desk.draft))
    others = [c for c in document.element.body.iter(qn("w:sdt")) if not is_speaker(c)]
    assert others  # the boxes of the checklist
    for control in others:
        assert speaker_of(control, ("S1",)) is None
