"""What offices do to a whole draft before it comes back: other programs, tables split, blocks moved, text from elsewhere."""

from __future__ import annotations

import copy
import io
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import docx
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.oxml.xmlchemy import BaseOxmlElement

from scripts.bench.returned_documents import making


def office(draft: bytes, *ways: str) -> bytes | None:
    """Opened in LibreOffice and saved in these forms, one after the other (None without LibreOffice)."""
    program = shutil.which("soffice")
    if program is None:
        return None
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "draft.docx"
        path.write_bytes(draft)
        for n, way in enumerate(ways):
            out = Path(folder) / str(n)
            profile = f"-env:UserInstallation=file://{folder}/profile"
            command = [program, "--headless", profile, "--convert-to", way, "--outdir", str(out), str(path)]
            subprocess.run(command, check=True, capture_output=True, timeout=300)
            path = next(out.iterdir())
        return path.read_bytes()


def edited(draft: bytes, edit: Callable[[BaseOxmlElement], None]) -> bytes:
    """The body changed."""
    opened = docx.Document(io.BytesIO(draft))
    edit(opened.element.body)
    out = io.BytesIO()
    opened.save(out)
    return out.getvalue()


def checklist(body: BaseOxmlElement) -> BaseOxmlElement:
    """Its table."""
    table: BaseOxmlElement = next(t for t in body.iter(qn("w:tbl")) if "確かめること" in _text(t))
    return table


def _text(element: BaseOxmlElement) -> str:
    return "".join(t.text or "" for t in element.iter(qn("w:t")))


def rows_struck(body: BaseOxmlElement) -> None:
    """Two rows of the checklist struck out, since they do not apply."""
    for row in list(checklist(body).iter(qn("w:tr")))[11:13]:
        for run in row.iter(qn("w:r")):
            run.get_or_add_rPr().append(parse_xml(f"<w:strike {nsdecls('w')}/>"))


def split_checklist(body: BaseOxmlElement) -> None:
    """The checklist cut in two by 「表の分割」, a line between."""
    table = checklist(body)
    second = copy.deepcopy(table)
    for row in list(table.iter(qn("w:tr")))[7:]:
        table.remove(row)
    for row in list(second.iter(qn("w:tr")))[:7]:
        second.remove(row)
    between = parse_xml(f"<w:p {nsdecls('w')}><w:r><w:t>（続き）</w:t></w:r></w:p>")
    table.addnext(between)
    between.addnext(second)


def signs_typed_over(body: BaseOxmlElement) -> None:
    """☐ replaced by ☑ with 「置換」: the controls' state stays as it was."""
    for t in checklist(body).iter(qn("w:t")):
        t.text = (t.text or "").replace("☐", "☑")


def course_first(body: BaseOxmlElement) -> None:
    """The course of the meeting moved before everything else, under another heading."""
    blocks = list(body)
    start = next(n for n, b in enumerate(blocks) if b.tag == qn("w:p") and _text(b) == "会議の経過")
    end = next(n for n, b in enumerate(blocks) if b.tag == qn("w:p") and _text(b) == "議決一覧")
    for n, block in enumerate(blocks[start:end]):
        body.remove(block)
        body.insert(n, block)
    for t in body[0].iter(qn("w:t")):
        t.text = "会議録（本文）"
        break


def times_removed(body: BaseOxmlElement) -> None:
    """Times and marks of doubts taken out by search and replace."""
    import re

    for t in body.iter(qn("w:t")):
        t.text = re.sub(r"〔要確認 ?[0-9]*〕|[0-9]{2}:[0-9]{2}:[0-9]{2}", "", t.text or "")


def pasted_matter(body: BaseOxmlElement) -> None:
    """The text of a bill pasted between two utterances, in a table and as paragraphs."""
    mark = next(b for b in body.iter(qn("w:bookmarkStart")) if b.get(qn("w:name")) == "u0010")
    place = next(mark.iterancestors(qn("w:p")))
    p = "<w:p><w:r><w:t>{}</w:t></w:r></w:p>"
    cell = f"<w:tc><w:tcPr/>{p.format('第１条　この条例は、公布の日から施行する。')}</w:tc>"
    place.addprevious(
        parse_xml(f"<w:tbl {nsdecls('w')}><w:tblPr/><w:tblGrid><w:gridCol/></w:tblGrid><w:tr>{cell}</w:tr></w:tbl>")
    )


def speeches_in_table(body: BaseOxmlElement) -> None:
    """Every utterance in a row of its own of one table."""
    speeches = [
        p
        for p in body.iter(qn("w:p"))
        if any((b.get(qn("w:name")) or "").startswith("u0") for b in p.iter(qn("w:bookmarkStart")))
    ]
    table = parse_xml(f"<w:tbl {nsdecls('w')}><w:tblPr/><w:tblGrid><w:gridCol/></w:tblGrid></w:tbl>")
    speeches[0].addprevious(table)
    for p in speeches:
        row = parse_xml(f"<w:tr {nsdecls('w')}><w:tc><w:tcPr/></w:tc></w:tr>")
        row[0].append(p)
        table.append(row)


def half_pasted(body: BaseOxmlElement) -> None:
    """The second half of the utterances came back by mail as text: no bookmarks there."""
    for mark in list(body.iter(qn("w:bookmarkStart"))):
        if "u0020" <= (mark.get(qn("w:name")) or "") <= "u0040":
            for end in list(body.iter(qn("w:bookmarkEnd"))):
                if end.get(qn("w:id")) == mark.get(qn("w:id")):
                    end.getparent().remove(end)
            mark.getparent().remove(mark)


def checker_only(body: BaseOxmlElement) -> None:
    """Nothing ticked, but somebody's name in 確認者 in every row."""
    for row in list(checklist(body).iter(qn("w:tr")))[1:]:
        cell = list(row.iter(qn("w:tc")))[-1]
        next(cell.iter(qn("w:p"))).append(parse_xml(f"<w:r {nsdecls('w')}><w:t>安斎</w:t></w:r>"))


def two_swapped(body: BaseOxmlElement) -> None:
    """Two utterances put into another order, by cut and paste."""
    marks = {b.get(qn("w:name")): b for b in body.iter(qn("w:bookmarkStart"))}
    one, two = (next(marks[name].iterancestors(qn("w:p"))) for name in ("u0012", "u0013"))
    two.addnext(one)


def numbers_before_headings(body: BaseOxmlElement) -> None:
    """Headings numbered, and the office's own cover in front."""
    for n, t in enumerate(
        t for t in body.iter(qn("w:t")) if (t.text or "") in ("会議の概要", "議事日程", "出席者", "会議の経過", "署名")
    ):
        t.text = f"第{n + 1}　{t.text}"
    for text in ("若草市議会会議録", "令和８年９月３日", "校正者　安斎"):
        body.insert(0, parse_xml(f"<w:p {nsdecls('w')}><w:r><w:t>{text}</w:t></w:r></w:p>"))


def ticks_beside(body: BaseOxmlElement) -> None:
    """レ typed behind each box, which itself stays empty."""
    for row in list(checklist(body).iter(qn("w:tr")))[1:]:
        paragraph = next(row.iter(qn("w:p")))
        paragraph.append(parse_xml(f"<w:r {nsdecls('w')}><w:t>レ</w:t></w:r>"))


EDITS: dict[str, tuple[Callable[[BaseOxmlElement], None], int]] = {
    "行に取消線": (rows_struck, 10),
    "表を分割": (split_checklist, 12),
    "印を置換": (signs_typed_over, 12),
    "経過を先頭へ": (course_first, 12),
    "時刻を削除": (times_removed, 12),
    "議案を貼付": (pasted_matter, 12),
    "発言を表に": (speeches_in_table, 12),
    "後半を貼付": (half_pasted, 12),
    "確認者の名前だけ": (checker_only, 0),
    "発言を入替": (two_swapped, 12),
    "見出しに番号": (numbers_before_headings, 12),
    "レを横に": (ticks_beside, 12),
}
"""What is done, and how many boxes are ticked then."""


def returned(draft: bytes) -> Iterator[tuple[str, bytes, int]]:
    """(name, file, ticks) of each; all of them with one word corrected."""
    corrected = making.corrected(draft)
    done = making.clicked(corrected)
    for name, ways in (
        ("LibreOfficeで保存", ("docx:MS Word 2007 XML",)),
        ("ODTを経て", ("odt", "docx:MS Word 2007 XML")),
    ):
        saved = office(done, *ways)
        if saved is not None:
            yield name, saved, 12
    for name, (edit, ticks) in EDITS.items():
        start = corrected if name in ("印を置換", "確認者の名前だけ", "レを横に") else done
        if name == "行に取消線":
            start = edited(corrected, _ten_clicked)
        yield name, edited(start, edit), ticks


def _ten_clicked(body: BaseOxmlElement) -> None:
    w14 = "http://schemas.microsoft.com/office/word/2010/wordml"
    for box in list(checklist(body).iter(f"{{{w14}}}checked"))[:10]:
        box.set(f"{{{w14}}}val", "1")
