"""A draft that ONLYOFFICE's own engine opened, corrected with tracked changes and saved (document-builder 10.0.0, by
scripts/bench/effect/onlyoffice.py: 大規児童 → 待機児童): everything it is known by is still there."""

from __future__ import annotations

from pathlib import Path

import docx

from transcriber.review.kinds import CorrectionKind

SAVED = Path(__file__).with_name("onlyoffice.docx")
IDENTITY = "d47c7f9a-d7ad-5b6d-81ad-aec0e29b9a11"
"""Of the draft that ONLYOFFICE was given; one made today has another, since transcript.json has grown since."""


def test_a_draft_that_onlyoffice_saved_is_read_with_all_its_ids(desk):
    draft, final = desk.read(desk.draft), desk.read(SAVED)
    assert final.application.startswith("ONLYOFFICE/") and final.tracked
    assert final.editing_minutes is None  # it keeps no time: no figure, rather than nought
    assert final.identity and final.identity.id == IDENTITY and final.identity.sha256 == draft.identity.sha256
    assert final.bookmarks == draft.bookmarks == len(desk.transcript.utterances)
    assert final.names == draft.names and final.checklist.items == draft.checklist.items
    assert [(x.label, x.voice) for x in final.lines if x.marks] == [(x.label, x.voice) for x in draft.lines if x.marks]


NOTE = "時刻は、スタイル「時刻コード」を隠し文字にすると全部消えます。"
"""A sentence of the note above the speeches that drafts held when this one was made."""


def test_what_was_corrected_there_is_measured(desk):
    document = docx.Document(str(desk.draft))
    (note,) = [p for p in document.paragraphs if p.text.startswith("発言の前の小さな数字は")]
    note.add_run(NOTE)
    document.save(str(desk.draft))
    (correction,) = desk.compare(SAVED).corrections
    assert (correction.kind, correction.utterance) == (CorrectionKind.MISHEARD, "u0005")
    assert (correction.before, correction.after) == ("大規", "待機")
