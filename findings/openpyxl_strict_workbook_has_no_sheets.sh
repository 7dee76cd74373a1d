#!/usr/bin/env bash
# openpyxl 3.1.5: a workbook in the Strict form of Office Open XML (ISO/IEC 29500; Excel offers it as 「Strict Open XML ブック」)
# opens without an error and has no sheets; a warning speaks of an "invalid specification" and does not name the form. What was
# expected: its sheets, or an error. Who takes "no sheets" for "an empty roster" drops a whole council. Our own reader knows both sets of namespaces
# (transcriber/office_tables/xlsx_package.py). The file is made here from a transitional one: only the names of namespaces and
# relationship types differ in what such a small file holds.
# Exits 0 while that is so, 1 when it has changed.
set -euo pipefail
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check openpyxl==3.1.5
venv/bin/python -W ignore - <<'PY'
import sys
import zipfile

import openpyxl

book = openpyxl.Workbook()
book.active.title = "名簿"
book.active.append(["氏名", "役職"])
book.active.append(["山田 太郎", "議長"])
book.save("transitional.xlsx")

STRICT = {
    "http://schemas.openxmlformats.org/spreadsheetml/2006/main": "http://purl.oclc.org/ooxml/spreadsheetml/main",
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships": "http://purl.oclc.org/ooxml/officeDocument/relationships",
    "http://schemas.openxmlformats.org/drawingml/2006/main": "http://purl.oclc.org/ooxml/drawingml/main",
}
with zipfile.ZipFile("transitional.xlsx") as old, zipfile.ZipFile("strict.xlsx", "w", zipfile.ZIP_DEFLATED) as new:
    for name in old.namelist():
        text = old.read(name).decode()
        for before, after in STRICT.items():
            text = text.replace(before, after)
        if name == "xl/workbook.xml":
            text = text.replace("<workbook ", '<workbook conformance="strict" ', 1)
        new.writestr(name, text)

found = {name: openpyxl.load_workbook(name).sheetnames for name in ("transitional.xlsx", "strict.xlsx")}
print(f"openpyxl {openpyxl.__version__}: {found}")
sys.exit(0 if found == {"transitional.xlsx": ["名簿"], "strict.xlsx": []} else 1)
PY
