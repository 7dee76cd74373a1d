"""No sheet costs more than seconds and megabytes: what it claims does not matter, what it holds is bounded."""

from __future__ import annotations

from pathlib import Path

import pytest

from scripts.bench.sheets.kinds import kinds
from scripts.bench.sheets.reading import reading_of
from scripts.bench.sheets.truth import judge
from transcriber.errors import RosterError
from transcriber.untrusted.bounded import BoundedParser

LARGE = ("5,000 people", "50,000 terms", "a CSV of nine megabytes")
HEAVY = [c for c in kinds() if c.heavy and c.name not in LARGE]


@pytest.mark.parametrize("case", HEAVY, ids=lambda c: c.name)
def test_what_a_sheet_may_cost(case, tmp_path: Path) -> None:
    path = tmp_path / case.file
    case.build(path)
    parser = BoundedParser()
    read = parser.parse(reading_of, path, error=RosterError)
    parser.close()
    verdict = judge(case, read.rows, read.remarks, read.error, read.todo)
    assert (verdict.silent, verdict.placeless) == ([], False)
    assert read.memory < 200
    assert read.seconds < 4  # of a processor that other tests share; the bench measures 2
