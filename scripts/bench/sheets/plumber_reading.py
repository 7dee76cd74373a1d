"""PYTHON scripts/bench/sheets/plumber_reading.py FOLDER: the tables of all PDF files of a folder as pdfplumber reads them, as JSON.

Runs in an environment with pdfplumber (pdfplumber.txt) and nothing of ours.
"""

from __future__ import annotations

import importlib
import json
import sys
import time
from pathlib import Path
from typing import Any


def tables_of(path: Path, settings: dict[str, str]) -> list[list[list[str]]]:
    """Those of all pages, in order."""
    plumber: Any = importlib.import_module("pdfplumber")
    with plumber.open(path) as document:
        return [
            [[cell or "" for cell in row] for row in table]
            for page in document.pages
            for table in page.extract_tables(settings)
        ]


def main() -> int:
    """Read them all."""
    found: dict[str, dict[str, object]] = {}
    importlib.import_module("pdfplumber")
    for path in sorted(Path(sys.argv[1]).glob("*.pdf")):
        begun = time.process_time()
        lines = tables_of(path, {})
        seconds = time.process_time() - begun
        text = {"vertical_strategy": "text", "horizontal_strategy": "text"}
        found[path.name] = {"seconds": seconds, "lines": lines, "text": tables_of(path, text)}
    json.dump(found, sys.stdout, ensure_ascii=False)
    return 0


if __name__ == "__main__":
    sys.exit(main())
