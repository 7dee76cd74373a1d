"""The generated papers of the bench: what is read of each is what it says, or the place is named."""

from __future__ import annotations

from pathlib import Path

import pytest

from scripts.bench.sheets import fresh_papers, municipal_papers, paper_kinds, whole_papers
from scripts.bench.sheets.paper_truth import PaperCase
from scripts.bench.sheets.papers import judge, write
from transcriber.papers import paper, papers_reading

CASES = [*paper_kinds.cases(), *fresh_papers.cases(), *municipal_papers.cases(), *whole_papers.cases()]


@pytest.mark.parametrize("case", CASES, ids=[c.name for c in CASES])
def test_nothing_is_read_wrong_without_a_word(case: PaperCase, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(papers_reading, "read_paper", paper.parse_paper)  # the child is tested elsewhere
    form = next(f for f in ("txt", "docx") if f in case.forms and (f == "docx" or not case.has_tables))
    path = write(case, form, tmp_path)
    assert path is not None
    assert judge(case, form, path).silent == []


def test_the_bench_sees_what_is_lost_changed_or_added(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(papers_reading, "read_paper", paper.parse_paper)
    lines = ("出席議員", "1番　山下　清隆", "2番　加藤　啓二")
    wrong = PaperCase("wrong", lines, (("山下清隆", "議員", "1", False), ("青木太郎", "議員", "4", False)))
    path = write(wrong, "txt", tmp_path)
    assert path is not None
    silent = judge(wrong, "txt", path).silent
    assert [s.split(" (")[0] for s in silent] == ["missing person", "added person"]
