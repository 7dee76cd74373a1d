"""A list of ours among the papers of a meeting is told, and none of its names and words is read."""

from __future__ import annotations

from pathlib import Path

import pytest

from transcriber.drafts import speaker_wishes
from transcriber.drafts.speakersheet import write_speaker_sheet
from transcriber.drafts.word import sample
from transcriber.learning import sheet as learned_sheet
from transcriber.minutes.transcript import RecordKind
from transcriber.papers.our_lists import _KINDS
from transcriber.papers.papers_reading import read_papers


@pytest.mark.parametrize("name", ["話者.xlsx", "出席者名簿.xlsx"])
def test_the_list_of_speakers_is_no_paper(tmp_path: Path, name: str) -> None:
    write_speaker_sheet(sample.sample_transcript(RecordKind.COUNCIL), tmp_path / name)
    found = read_papers([tmp_path / name])
    assert found.papers[0].problem.startswith(f"「{name}」はこの仕組みが作る話者の一覧（話者.xlsx）なので")
    assert "話者.xlsx に書いて保存してください" in found.papers[0].problem
    assert not found.terms and not found.people.people


def test_they_are_known_by_headings_that_they_have() -> None:
    assert set(_KINDS[0][0]) <= set(speaker_wishes.VOICE_COLUMNS) & set(speaker_wishes.LISTED_COLUMNS)
    assert _KINDS[1][0] == learned_sheet.TELLING_COLUMNS
