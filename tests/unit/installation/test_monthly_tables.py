"""The month's table: brought up to date while it is ours, and left as soon as a person has written in it."""

from __future__ import annotations

import pytest

from transcriber.exchange import monthly_reports
from transcriber.review import summary


@pytest.fixture
def write(office, monkeypatch):
    """Writes a table with that text."""
    folder = office.council.root / "効果検証"
    folder.mkdir()

    def write(text: str) -> str:
        monkeypatch.setattr(summary, "month_csv", lambda monthly_reports: text)
        return monthly_reports.write_table(office.store, (), folder, "会議録_2026-09").name

    return write


def test_our_own_table_is_written_anew(office, write):
    assert [write("one"), write("two")] == ["効果検証_会議録_2026-09.csv"] * 2
    (table,) = (office.council.root / "効果検証").iterdir()
    assert table.read_text(encoding="utf-8-sig") == "two"


def test_a_table_that_a_person_wrote_in_stays_and_the_next_ones_renew_the_second(office, write):
    write("one")
    table = office.council.root / "効果検証/効果検証_会議録_2026-09.csv"
    table.write_text("one, and what a person noted", encoding="utf-8")
    assert [write("two"), write("three")] == ["効果検証_会議録_2026-09 (2).csv"] * 2
    assert table.read_text(encoding="utf-8") == "one, and what a person noted"


def test_a_link_of_that_name_is_not_written_through(office, write, tmp_path):
    (tmp_path / "よそ.csv").write_text("staff's own")
    (office.council.root / "効果検証/効果検証_会議録_2026-09.csv").symlink_to(tmp_path / "よそ.csv")
    assert write("one") == "効果検証_会議録_2026-09 (2).csv"
    assert (tmp_path / "よそ.csv").read_text() == "staff's own"
