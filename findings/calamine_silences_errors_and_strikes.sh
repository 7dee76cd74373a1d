#!/usr/bin/env bash
# python-calamine 0.9.1 (Rust calamine): a cell that shows #REF!, and a formula that was saved without its result, come back as
# empty text, like a cell that nobody filled in; and text that is struck out within a cell is joined to the text that replaced it
# (「前任 太郎山下 清隆」), with nothing that tells one from the other. What was expected: an error value, or a way to ask for
# it. In a roster the first makes a member without a post, the second one person of two. Why we read the sheets' XML ourselves
# (transcriber/office_tables).
# Exits 0 while that is so, 1 when it has changed.
set -euo pipefail
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check openpyxl==3.1.5 python-calamine==0.9.1
venv/bin/python - <<'PY'
import sys
from importlib.metadata import version

import openpyxl
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from python_calamine import CalamineWorkbook

book = openpyxl.Workbook()
sheet = book.active
sheet["A1"] = CellRichText(TextBlock(InlineFont(strike=True), "前任 太郎"), "山下 清隆")
sheet["B1"] = "#REF!"  # openpyxl stores it as an error value (t="e")
sheet["C1"] = "=A1"  # and a formula without a stored result
book.save("roster.xlsx")
stored = openpyxl.load_workbook("roster.xlsx").active
assert stored["B1"].data_type == "e" and stored["C1"].data_type == "f"

(row,) = CalamineWorkbook.from_path("roster.xlsx").get_sheet_by_index(0).to_python()
print(f"python-calamine {version('python-calamine')}: {row}")
sys.exit(0 if row[0] == "前任 太郎山下 清隆" and row[1:] in ([""], ["", ""]) else 1)
PY
