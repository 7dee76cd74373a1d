"""python -m scripts.bench.sheets.papers [--forms txt,docx,xlsx,pdf] [--only WORD] [--fresh] [--set NAME]

Generated papers (agendas, lists of who attends) with known truth, each in every form that offices use for it (text, Word with
paragraphs, Word and Excel with tables, CSV, PDF made by LibreOffice), read as the service reads them. Wrong without a word is what
is missing, added or changed and not named in what staff are told of the paper.
"""

from __future__ import annotations

import argparse
import csv
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import docx
import openpyxl
from docx.document import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Cm

from scripts.bench.sheets import (
    column_papers,
    desk_more,
    desk_papers,
    everyday_last,
    everyday_more,
    everyday_papers,
    fresh_papers,
    hall_last,
    hall_more,
    hall_papers,
    municipal_papers,
    paper_kinds,
    plain_more,
    plain_papers,
    tail_last,
    tail_more,
    tail_papers,
    town_last,
    town_more,
    town_papers,
    whole_papers,
)
from scripts.bench.sheets.paper_truth import LEFT, UP, PaperCase, Table, agrees
from transcriber.papers import papers_reading
from transcriber.papers.paper import parse_paper

_STRETCH = re.compile("([0-9]+)〜([0-9]+)行目")
_NOT_USED = re.compile("次の行は、議題にも氏名にも使っていません|この行は使っていません")
_ALONE = re.compile("(?<!〜)(?<![0-9])([0-9]+)行目(?:「|：「)")
_CERTAIN = re.compile("^欠席とあるので|件の議案として読みました")
_NOISE = re.compile("次の行は、議題にも氏名にも使っていません|前の行から続いているかもしれません")
FORMS = ("txt", "docx", "xlsx", "csv", "pdf")
SETS: dict[str, Callable[[], Iterator[PaperCase]]] = {
    **{name: getattr(municipal_papers, name) for name in municipal_papers.SETS},
    "A": whole_papers.first,
    "M": whole_papers.second,
    "N": whole_papers.third,
    "B": whole_papers.fourth,
    "P": column_papers.first,
    "Q": column_papers.second,
    "R": column_papers.third,
    "S": town_papers.tuned,
    "T": town_papers.held_back,
    "U": town_more.cases,
    "W": everyday_papers.cases,
    "X": everyday_more.cases,
    "Y": everyday_last.cases,
    "V": town_last.cases,
    "Z": tail_papers.cases,
    "ZZ": tail_more.cases,
    "ZL": tail_last.cases,
    "K": hall_papers.cases,
    "L": hall_more.cases,
    "G": hall_last.cases,
    "D": desk_papers.cases,
    "E": desk_more.cases,
    "H": plain_papers.cases,
    "I": plain_more.cases,
}
"""Sets of papers that were written, each with its truth, before the reader was run on them."""


@dataclass
class PaperVerdict:
    """How a paper was read.

    Attributes:
        silent: what is wrong and not said.
        named: what is not read, or read in another way, and said.
        noise: lines are named to staff.
    """

    case: str
    form: str
    silent: list[str] = field(default_factory=list)
    named: list[str] = field(default_factory=list)
    noise: bool = False


def write(case: PaperCase, form: str, folder: Path) -> Path | None:
    """The paper in one form; None where this content has no such form."""
    tables = [block for block in case.blocks if isinstance(block, tuple)]
    path = folder / f"{case.file}.{'docx' if form == 'pdf' else form}"
    if form == "txt":
        if tables:
            return None
        path.write_text("\n".join(str(b) for b in case.blocks) + "\n", encoding=case.encoding)
    elif form in ("docx", "pdf"):
        document = docx.Document()
        for part, text in ((document.sections[0].header, case.header), (document.sections[0].footer, case.footer)):
            if text:
                part.paragraphs[0].text = text
        for block in case.blocks:
            if isinstance(block, str):
                _write_line(document, block)
            else:
                _add(document, block, case)
        document.save(str(path))
    elif not tables:
        return None
    elif form == "xlsx":
        book = openpyxl.Workbook()
        page = book.active
        assert page is not None
        top = 1
        for block in case.blocks:
            for row in [[block]] if isinstance(block, str) else _cells(block):
                page.append(row)
            for first, last in _merges(block):
                page.merge_cells(None, top + first[0], first[1] + 1, top + last[0], last[1] + 1)
            top += 1 if isinstance(block, str) else len(block)
        book.save(path)
    else:
        with path.open("w", encoding="cp932", newline="") as file:
            csv.writer(file).writerows(_rows(case))
    return path


_LEVELS = (("decimal", "%1．"), ("decimal", "（%2）"), ("aiueoFullWidth", "%3　"))


def _write_line(document: Document, line: str) -> None:
    """One paragraph; one that begins with ⟦N⟧ is of a list whose numbers Word counts, on level N."""
    if (level := re.match("⟦([0-9])⟧", line)) is None:
        document.add_paragraph(line)
        return
    root = document.part.numbering_part.element
    if not root.xpath("w:abstractNum[@w:abstractNumId='77']"):
        root.insert(0, _way_to_count())
        use = _valued(root, "w:num", "w:numId", "77")
        _valued(use, "w:abstractNumId", "w:val", "77")
    paragraph = document.add_paragraph(line[level.end() :])
    properties = OxmlElement("w:numPr")
    _valued(properties, "w:ilvl", "w:val", level[1])
    _valued(properties, "w:numId", "w:val", "77")
    paragraph._p.get_or_add_pPr().append(properties)


def _way_to_count() -> BaseOxmlElement:
    way = OxmlElement("w:abstractNum")
    way.set(qn("w:abstractNumId"), "77")
    for at, (manner, text) in enumerate(_LEVELS):
        level = _valued(way, "w:lvl", "w:ilvl", str(at))
        for tag, value in (("w:start", "1"), ("w:numFmt", manner), ("w:lvlText", text)):
            _valued(level, tag, "w:val", value)
    return way


def _valued(parent: BaseOxmlElement, tag: str, name: str, value: str) -> BaseOxmlElement:
    element: BaseOxmlElement = OxmlElement(tag)
    element.set(qn(name), value)
    parent.append(element)
    return element


def _rows(case: PaperCase) -> Iterator[list[str]]:
    for block in case.blocks:
        if isinstance(block, str):
            yield [block]
        else:
            yield from _cells(block)


def _cells(rows: Table) -> Iterator[list[str]]:
    """With nothing in what is merged."""
    yield from (["" if text in (LEFT, UP) else text for text in row] for row in rows)


def _merges(block: str | Table) -> Iterator[tuple[tuple[int, int], tuple[int, int]]]:
    """(row, column) of the first and the last cell of each merged range."""
    if isinstance(block, str):
        return
    for top, row in enumerate(block):
        for left, text in enumerate(row):
            right, bottom = left, top
            while right + 1 < len(row) and row[right + 1] == LEFT:
                right += 1
            while bottom + 1 < len(block) and left < len(block[bottom + 1]) and block[bottom + 1][left] == UP:
                bottom += 1
            if text not in (LEFT, UP) and (right > left or bottom > top):
                yield (top, left), (bottom, right)


def _add(document: Document, rows: Table, case: PaperCase) -> None:
    table = document.add_table(rows=0, cols=max(map(len, rows)))
    table.style = "Table Grid" if case.ruled else "Normal Table"
    for row in _cells(rows):
        for cell, text in zip(table.add_row().cells, row, strict=False):
            cell.text = text
    for first, last in _merges(rows):
        kept = table.cell(*first).text
        table.cell(*first).merge(table.cell(*last)).text = kept
    for row_again in table.rows[: case.repeated]:
        row_again._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    if case.widths:
        table.autofit = False
        for column, width in zip(table.columns, case.widths, strict=False):
            column.width = Cm(width)
            for cell in column.cells:
                cell.width = Cm(width)


_AT_ONCE = 100


def to_pdf(paths: Sequence[Path], out: Path) -> None:
    """All of them by LibreOffice, which leaves out some of several hundred in one go."""
    office = shutil.which("soffice")
    if office is None:
        raise SystemExit("soffice is needed for the form pdf")
    command = [office, "--headless", f"-env:UserInstallation=file://{out}/profile", "--convert-to", "pdf", "--outdir"]
    for at in range(0, len(paths), _AT_ONCE):
        some = map(str, paths[at : at + _AT_ONCE])
        subprocess.run([*command, str(out), *some], check=True, capture_output=True, timeout=600)


def judge(case: PaperCase, form: str, path: Path) -> PaperVerdict:
    """The reading held against the truth."""
    read = papers_reading.read_papers([path])
    used = read.papers[0]
    verdict = PaperVerdict(case.name, form)
    if used.problem:
        verdict.silent.append(f"refused: {used.problem}")
        return verdict
    told = "\n".join(used.unread)
    people = [(p.compact_name, p.post, p.seat, p.absent) for p in read.people.people]
    business = [(i.number, i.bill, i.title) for i in read.agenda]
    folded = _folded(path, (*used.unread, *used.told))
    for kind, found, truth in (("person", people, case.people), ("item", business, case.items)):
        left = list(found)
        for wanted in truth:
            if (same := next((f for f in left if agrees(wanted, f)), None)) is not None:
                left.remove(same)
                continue
            keys = (wanted[0],) if kind == "person" else (*str(wanted[2]).split("|"), *str(wanted[1]).split("|"))
            said = (
                any("".join(str(key).split())[:12] in folded for key in keys if key)
                or (kind == "item" and "議題を見つけられませんでした" in told)
                or any("議題も人の一覧も見つけられなかった" in line for line in used.told)
            )
            place = verdict.named if said else verdict.silent
            place.append(f"missing {kind} {wanted}")
        for one in left:
            if any(agrees(other, one) for other in case.optional):
                continue
            key = "".join(str(one[0] if kind == "person" else one[2] or one[1]).split())
            place = verdict.named if _doubted(key, (*used.unread, *used.told)) else verdict.silent
            place.append(f"added {kind} {one}")
        moved = kind == "item" and [f for f in found if f in truth] != [t for t in truth if t in found]
        if moved or len(found) != len(set(found)):
            verdict.silent.append(f"{kind}s in another order or twice")
    verdict.noise = bool(used.unread) or any(_NOISE.search(line) for line in used.told)
    verdict.silent += [f"not said: {word}" for word in case.said if word not in told + "\n".join(used.told)]
    return verdict


def _folded(path: Path, told: Sequence[str]) -> str:
    """What staff are told, without white space, with every line of a stretch of lines that is named by its first and last."""
    lines = parse_paper(path).lines
    stretches = [lines[int(first) - 1 : int(last)] for note in told for first, last in _STRETCH.findall(note)]
    alone = [
        lines[int(n) - 1] for note in told if _NOT_USED.search(note) for n in _ALONE.findall(note)
    ]  # shown in part
    return "".join("".join((*told, *alone, *(line for one in stretches for line in one))).split())


def _doubted(key: str, told: Sequence[str]) -> bool:
    """Whether staff are told of something that was read that it may be otherwise; who is absent is not that."""
    doubts = "".join("".join(note for note in told if _CERTAIN.search(note) is None).split())
    return bool(key) and key[:12] in doubts


def main() -> int:
    """Run the bench."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--forms", default=",".join(FORMS))
    options.add_argument("--only", default="")
    options.add_argument("--fresh", action="store_true", help="only the papers that were written after the reader was")
    options.add_argument("--set", default="", choices=("", *SETS), help="one set of those")
    options.add_argument("--told", action="store_true", help="print what staff are told")
    given = options.parse_args()
    later = (
        fresh_papers,
        municipal_papers,
        whole_papers,
        column_papers,
        town_papers,
        town_more,
        everyday_papers,
        everyday_more,
        everyday_last,
        town_last,
        tail_papers,
        tail_more,
        tail_last,
        hall_papers,
        hall_more,
        hall_last,
        desk_papers,
        desk_more,
        plain_papers,
        plain_more,
    )
    fresh = [case for one in later for case in one.cases()]
    cases = fresh if given.fresh else [*paper_kinds.cases(), *fresh]
    if given.set:
        cases = list(SETS[given.set]())
    verdicts: list[PaperVerdict] = []
    with tempfile.TemporaryDirectory() as temporary:
        work: list[tuple[PaperCase, str, Path]] = []
        for number, case in enumerate(c for c in cases if given.only in c.name):
            for form in given.forms.split(","):
                folder = Path(temporary) / f"{number}-{form}"
                folder.mkdir()
                if form in case.forms and (path := write(case, form, folder)) is not None:
                    work.append((case, form, path))
        printed = [(c, f, p.rename(p.with_stem(f"{p.parent.name}_{p.stem}"))) for c, f, p in work if f == "pdf"]
        if printed:
            out = Path(temporary) / "out"
            out.mkdir()
            to_pdf([p for _, _, p in printed], out)
            work = [w for w in work if w[1] != "pdf"]
            for case, form, path in printed:
                target = path.parent / f"{case.file}.pdf"
                (out / f"{path.stem}.pdf").rename(target)
                work.append((case, form, target))
        for case, form, path in work:
            verdict = judge(case, form, path)
            verdicts.append(verdict)
            for wrong in verdict.silent:
                print(f"wrong without a word: {case.name} ({form}): {wrong}")
            for one in verdict.named:
                print(f"not read and named: {case.name} ({form}): {one}")
            if given.told:
                used = papers_reading.read_papers([path]).papers[0]
                print(case.name, form, *used.unread, *used.told, sep="\n    ")
    silent, named = sum(bool(v.silent) for v in verdicts), sum(bool(v.named) and not v.silent for v in verdicts)
    print(f"{len(verdicts)} papers of {len({v.case for v in verdicts})} kinds")
    print(f"wrong without a word: {silent} of {len(verdicts)}; not read whole, and said so: {named}")
    whole = [v for v in verdicts if not v.silent and not v.named]
    print(f"right: {sum(not v.noise for v in whole)}; right, but with lines named: {sum(v.noise for v in whole)}")
    return int(bool(silent))


if __name__ == "__main__":
    sys.exit(main())
