#!/usr/bin/env bash
# openpyxl 3.1.5, reading mode: a row with one cell far to the right comes as a tuple of 16,384 cells, also after
# reset_dimensions(), so a sheet of a few kilobytes costs as much as one with millions of cells. Staff make such sheets by one
# slip of the keyboard (Ctrl+Right, a space). What was expected: cells up to the last one before the gap, or a way to ask for
# the cells that are there. Our own reader therefore walks the sheet's XML (transcriber/office_tables/xlsx_sheet.py).
# Exits 0 while that is so, 1 when it has changed.
set -euo pipefail
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check openpyxl==3.1.5
venv/bin/python - <<'PY'
import pathlib
import sys

import openpyxl

book = openpyxl.Workbook()
sheet = book.active
for row in range(1, 201):
    sheet.cell(row, 1, "議員")
    sheet.cell(row, 16384, "x")
book.save("far.xlsx")
size = pathlib.Path("far.xlsx").stat().st_size

sheet = openpyxl.load_workbook("far.xlsx", read_only=True).active
sheet.reset_dimensions()
cells = [len(row) for row in sheet.iter_rows()]
print(f"openpyxl {openpyxl.__version__}: {size} bytes, 400 cells written, {sum(cells)} cells handed out ({max(cells)} a row)")
sys.exit(0 if sum(cells) == 200 * 16384 else 1)
PY
