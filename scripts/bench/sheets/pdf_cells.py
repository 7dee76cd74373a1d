"""python -m scripts.bench.sheets.pdf_cells [--plumber PYTHON] [--sets M,N,…]

Tables of the generated papers as PDF: how many come out of our reading (papers/pdf_rules.py, pdf_tables.py) cell by cell as they were put in,
and, where PYTHON has it (pdfplumber.txt), how many of pdfplumber's `extract_tables`. White space does not count, for neither of both: how a
cell's lines belong together is judged by the papers' own bench.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pypdfium2

from scripts.bench.sheets import papers, plumber_reading
from scripts.bench.sheets.paper_truth import LEFT, UP, PaperCase, Table
from transcriber.papers.pdf_text import pdf_text

Cells = list[list[str]]


@dataclass
class Counted:
    """How tables were read: whole ones, and cells with text, of how many."""

    tables: int = 0
    cells: int = 0
    seconds: float = 0.0

    def add(self, wanted: Sequence[Cells], found: Sequence[Cells]) -> bool:
        """Count the tables of a paper; whether all of them are whole."""
        whole = sum(table in found for table in wanted)
        left = Counter(cell for table in found for cell in _placed(table))
        self.tables += whole
        self.cells += sum((Counter(c for table in wanted for c in _placed(table)) & left).values())
        return whole == len(wanted)


def _placed(table: Cells) -> list[tuple[int, str, str]]:
    """Cells with text: the column, what begins the row, and the text."""
    return [(at, next(filter(None, row)), text) for row in table for at, text in enumerate(row) if text]


def _folded(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split())


def truth(table: Table) -> Cells:
    """A table as it was put in; what is merged has its text in the first cell."""
    return [["" if text in (LEFT, UP) else _folded(text) for text in row] for row in table]


def ours(path: Path) -> list[Cells]:
    """The tables of a paper as we read them."""
    document = pypdfium2.PdfDocument(path)
    blocks, _ = pdf_text(document, 600)
    document.close()
    found = []
    for block in blocks:
        if not isinstance(block, str):
            wide = max((c.column + c.span - 1 for row in block for c in row), default=0)
            by_column = [{c.column: _folded(c.text) for c in row} for row in block]
            found.append([[row.get(n, "") for n in range(1, wide + 1)] for row in by_column])
    return found


def joined(tables: Sequence[Cells]) -> list[Cells]:
    """Tables of as many columns behind each other as one, without headings that stand again: what follows over pages."""
    found: list[Cells] = []
    for table in tables:
        if found and len(found[-1][0]) == len(table[0]):
            found[-1] = [*found[-1], *(table[1:] if table[0] == found[-1][0] else table)]
        else:
            found.append(table)
    return found


def main() -> int:
    """Run the bench."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--plumber", type=Path, help="a Python that has pdfplumber")
    options.add_argument("--sets", default=",".join(papers.SETS))
    given = options.parse_args()
    cases: list[PaperCase] = []
    for name in given.sets.split(","):
        cases += [c for c in papers.SETS[name]() if c.has_tables and "pdf" in c.forms]
    with tempfile.TemporaryDirectory() as temporary:
        written = []
        for number, case in enumerate(cases):
            folder = Path(temporary) / f"{number:03}"
            folder.mkdir()
            path = papers.write(case, "pdf", folder)
            assert path is not None
            written.append(path.rename(Path(temporary) / f"{number:03}.docx"))
        out = Path(temporary) / "out"
        out.mkdir()
        papers.to_pdf(written, out)
        command = [str(given.plumber), str(Path(plumber_reading.__file__)), str(out)]
        read = subprocess.run(command, check=True, capture_output=True).stdout if given.plumber else b"{}"
        plumber = json.loads(read)
        own, lines, over, text = Counted(), Counted(), Counted(), Counted()
        tables = cells = 0
        for number, case in enumerate(cases):
            wanted = [truth(block) for block in case.blocks if isinstance(block, tuple)]
            tables += len(wanted)
            cells += sum(len(_placed(t)) for t in wanted)
            begun = time.process_time()
            found = ours(out / f"{number:03}.pdf")
            own.seconds += time.process_time() - begun
            mine = own.add(wanted, found)
            if (other := plumber.get(f"{number:03}.pdf")) is None:
                continue
            lines.seconds += other["seconds"]
            folded = {key: [[[_folded(c) for c in row] for row in t] for t in other[key]] for key in ("lines", "text")}
            theirs = lines.add(wanted, folded["lines"])
            over.add(wanted, joined(folded["lines"]))
            text.add(wanted, folded["text"])
            if mine != theirs:
                print(f"whole only in {'ours' if mine else 'pdfplumber'}: {case.name}")
    print(f"{len(cases)} papers, {tables} tables, {cells} cells with text")
    for name, count in (("ours", own), ("pdfplumber", lines), ("… over pages", over), ("… by text", text)):
        print(f"{name}: tables whole {count.tables}, cells {count.cells}, {count.seconds:.2f} s of the processor")
    return 0


if __name__ == "__main__":
    sys.exit(main())
