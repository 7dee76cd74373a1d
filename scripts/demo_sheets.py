"""Write 名簿.xlsx and 用語.xlsx of an acted recording into a profile's settings folder.

    demo_sheets.py TRUTH.json FOLDER

TRUTH.json holds `roster` (name, kana, post, seat) and `terms` ("用語(よみ) 用語(よみ) …").
"""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path

from openpyxl import Workbook

from transcriber.profiles import sheets, tree


def write(truth: Path, folder: Path) -> None:
    """Both sheets, as an office would have filled them in."""
    known = json.loads(truth.read_text(encoding="utf-8"))
    people = [[p["name"], p["kana"], p["post"], p["seat"]] for p in known["roster"]]
    terms = [[*match, "", ""] for match in re.findall(r"(\S+?)\((\S+?)\)", known["terms"])]
    folder.mkdir(parents=True, exist_ok=True)
    _save(folder / tree.ROSTER, sheets.ROSTER_COLUMNS, people)
    _save(folder / tree.GLOSSARY, sheets.GLOSSARY_COLUMNS, terms)


def _save(path: Path, columns: tuple[str, ...], rows: list[list[str]]) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(columns)
    for row in rows:
        sheet.append(row)
    book.save(path)


if __name__ == "__main__":
    write(Path(sys.argv[1]), Path(sys.argv[2]))
