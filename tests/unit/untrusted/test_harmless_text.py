"""What strangers wrote stands in our tables as text, and in our pages as nothing that runs."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from support.jobs import SHORT

from transcriber.service import status_page
from transcriber.untrusted import harmless_text


@pytest.mark.parametrize("sign", "=+-@＝＋－−＠")
@pytest.mark.parametrize("before", ["", " ", "　"])
def test_no_cell_begins_a_formula_in_either_width(sign: str, before: str) -> None:
    assert harmless_text.harmless_cell(f"{before}{sign}HYPERLINK(1)").startswith("'")


@pytest.mark.parametrize("figure", ["-3", "+4.5", "-1,200", "-3.1%", "", "山田", "1-2", "3+4"])
def test_figures_and_ordinary_words_stay_as_they_are(figure: str) -> None:
    assert harmless_text.harmless_cell(figure) == figure


def test_a_workbook_holds_text_where_something_looks_like_a_formula(tmp_path: Path) -> None:
    book = Workbook()
    book.active.append(["=1+1", "＝1+1", "山田", 3])
    harmless_text.hold_no_formulas(book)
    book.save(tmp_path / "a.xlsx")
    cells = next(load_workbook(tmp_path / "a.xlsx").active.iter_rows())
    assert [c.data_type for c in cells] == ["s", "s", "s", "n"]
    assert [c.value for c in cells] == ["=1+1", "＝1+1", "山田", 3]
    assert [c.quotePrefix for c in cells] == [True, True, False, False]


@pytest.mark.parametrize("name", ["=cmd.wav", "＝cmd.wav", "＠SUM(A1).wav"])
def test_a_file_name_is_no_formula_in_the_status_table(name: str) -> None:
    import dataclasses

    rows = list(csv.reader(io.StringIO(status_page.status_csv((dataclasses.replace(SHORT, entry=name),)))))
    assert rows[1][1] == f"'{name}"


def test_the_status_page_runs_its_own_script_and_loads_nothing() -> None:
    page = status_page.status_html("会議録", (SHORT,), 1_700_000_000.0)
    policy = re.search(r'http-equiv="Content-Security-Policy" content="([^"]+)"', page)
    script = re.search(r"<script>(.*)</script>", page, re.DOTALL)
    assert policy and script
    assert policy[1].startswith("default-src 'none'")
    assert f"script-src '{harmless_text.source_hash(script[1])}'" in policy[1]
    assert page.index("Content-Security-Policy") < page.index("<title>")
