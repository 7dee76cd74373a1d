"""Sheets as offices make them: each is read as a person would read it, or the row that was not understood is named."""

from __future__ import annotations

from pathlib import Path

import pytest

from scripts.bench.sheets.kinds import kinds
from scripts.bench.sheets.office_lists import office_lists
from scripts.bench.sheets.random_shapes import random_cases
from scripts.bench.sheets.reading import reading_of
from scripts.bench.sheets.truth import Case, judge

CASES = [*(c for c in kinds() if not c.heavy), *office_lists(), *random_cases(12, seed=3)]


@pytest.mark.parametrize("case", CASES, ids=lambda c: c.name)
def test_read_as_a_person_would_or_said_with_the_place(case: Case, tmp_path: Path) -> None:
    path = tmp_path / case.file
    case.build(path)
    read = reading_of(path)
    verdict = judge(case, read.rows, read.remarks, read.error, read.todo)
    assert (verdict.silent, verdict.placeless) == ([], False)


def test_a_wrong_reading_is_seen_by_the_bench() -> None:
    """The judge itself: a person dropped, one made up, a row not said, a refusal without a place."""
    case = Case("", "名簿.xlsx", lambda _: None, (("山下", "", "議長", ""),), ("3行目",))
    assert judge(case, [], ["3行目"], "", "").silent
    assert judge(case, [*case.rows, ("合計", "", "", "")], ["3行目"], "", "").silent
    assert judge(case, list(case.rows), [], "", "").silent
    assert judge(case, None, [], "読めません", "").placeless
    assert not judge(case, list(case.rows), ["3行目"], "", "").silent
