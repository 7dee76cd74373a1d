"""A council meeting as the pipeline would leave it, its real draft, and both compared."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from support.council import meeting
from support.reviewers import Reviewer

from transcriber.drafts import word
from transcriber.minutes.transcript import RecordKind
from transcriber.review import comparison, returned_document
from transcriber.review.comparison import Comparison
from transcriber.review.kinds import Classifier
from transcriber.settings import HOME


class Desk:
    """A draft, a reviewer over it, and what the product makes of the result."""

    def __init__(self, folder: Path) -> None:
        self.transcript = meeting()
        self.folder = folder
        self.draft = folder / "下書き.docx"
        template = word.shipped_template(RecordKind.COUNCIL, HOME / "templates")
        word.render_draft(self.transcript, template=template, office="東郷町議会", out=self.draft)
        self.classify = Classifier()

    def read(self, path: Path) -> returned_document.ReturnedDocument:
        return returned_document.read_returned(path, comparison.labels_of(self.transcript))

    def compare(self, path: Path, *, draft: bool = True) -> Comparison:
        paper = self.read(self.draft) if draft else None
        return comparison.compare_with_draft(self.transcript, paper, self.read(path), self.classify)

    def after(self, edit: Callable[[Reviewer], object], *, tracked: bool = False, ids: bool = True) -> Comparison:
        reviewer = Reviewer(self.draft, tracked=tracked)
        edit(reviewer)
        if not ids:
            reviewer.without_ids()
        return self.compare(reviewer.save(self.folder / "確認済み.docx"))


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)
