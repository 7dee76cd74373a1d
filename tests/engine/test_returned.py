"""A real draft, edited as reviewers edit and saved by LibreOffice itself, is read back as what it is."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from support.processed import Processed
from support.reviewers import Reviewer

from transcriber.minutes.transcript import RecordKind as MeetingKind
from transcriber.review import comparison, returned_document
from transcriber.review.comparison import Comparison
from transcriber.review.kinds import Classifier, CorrectionKind

pytestmark = pytest.mark.engine


def saved_by_libreoffice(file: Path, folder: Path) -> Path:
    """Opened and saved, as a reviewer without Word does."""
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    out = folder / "saved"
    command = [
        "soffice",
        profile,
        "--headless",
        "--convert-to",
        "docx:MS Word 2007 XML",
        "--outdir",
        str(out),
        str(file),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    return out / file.name


def compared(processed: Processed, file: Path) -> tuple[returned_document.ReturnedDocument, Comparison]:
    labels = comparison.labels_of(processed.transcript)
    draft, final = (
        returned_document.read_returned(processed.draft, labels),
        returned_document.read_returned(file, labels),
    )
    return final, comparison.compare_with_draft(processed.transcript, draft, final, Classifier())


def test_what_libreoffice_saves_of_an_untouched_draft_has_no_corrections(processed: Processed, tmp_path: Path) -> None:
    final, result = compared(processed, saved_by_libreoffice(processed.draft, tmp_path))
    assert result.corrections == () and result.voices == () and result.reassigned == ()
    assert result.compared == len(processed.transcript.utterances)
    assert final.identity is not None and final.identity.sha256 == processed.transcript.recording.sha256
    items = 12 if processed.transcript.meeting.kind is MeetingKind.COUNCIL else 10
    assert (final.checklist.ticked, final.checklist.items) == (0, items)


@pytest.mark.parametrize("tracked", [False, True])
def test_corrections_survive_libreoffice(processed: Processed, tmp_path: Path, tracked: bool) -> None:
    spoken = max(processed.transcript.utterances, key=lambda u: len(u.text))
    reviewer = Reviewer(processed.draft, tracked=tracked)
    reviewer.replace(spoken.id, spoken.text[20:22], "桜橋")
    reviewer.tick(1, 2)
    edited = reviewer.save(tmp_path / "確認.docx")
    final, result = compared(processed, saved_by_libreoffice(edited, tmp_path))
    (correction,) = result.corrections
    assert (correction.utterance, correction.after) == (spoken.id, "桜橋")
    assert correction.kind in (CorrectionKind.MISHEARD, CorrectionKind.TIDIED)
    assert final.checklist.ticked == 2
