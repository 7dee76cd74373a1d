"""Papers as programs make them: PDF with glyphs in their places, Word with furigana, text boxes and tracked moves."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import docx
from docx.document import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from openpyxl import Workbook

from transcriber.papers.findings import Findings
from transcriber.papers.papers_reading import read_papers

Placed = tuple[float, float, float, str]
"""x, baseline, size and text: the glyphs follow each other, each as wide as its size."""


def workbook(path: Path, *rows: tuple[object, ...]) -> Path:
    """A workbook of one sheet with these rows."""
    book = Workbook()
    for row in rows:
        book.worksheets[0].append(list(row))
    book.save(path)
    return path


def read_text(path: Path, text: str) -> Findings:
    """What is read in a paper of this text."""
    path.write_text(text, encoding="utf-8")
    return read_papers([path])


def read_rows(path: Path, *rows: tuple[object, ...]) -> Findings:
    """What is read in a workbook with these rows."""
    return read_papers([workbook(path, *rows)])


def people_with_posts(found: Findings) -> list[tuple[str, str]]:
    """Name and post of each person, in order."""
    return [(p.compact_name, p.post) for p in found.people.people]


def told_of(found: Findings) -> str:
    """All that staff are told of the papers."""
    return "".join(text for paper in found.papers for text in (*paper.unread, *paper.told))


def pdf(path: Path, placed: Iterable[Placed]) -> Path:
    """A PDF of glyphs in their places."""
    shown = "\n".join(
        f"BT /F1 {size} Tf 1 0 0 1 {x} {y} Tm <{text.encode('utf-16-be').hex()}> Tj ET" for x, y, size, text in placed
    )
    return pdf_of(path, shown, encoding="UniJIS-UTF16-H", widths="/DW 1000/W[1 94 500]", descent=-200)


def pdf_of(path: Path, content: str, *, encoding: str = "UniJIS-UCS2-H", widths: str = "", descent: int = 0) -> Path:
    """A PDF as small as it can be: no embedded font, the text in a Japanese character map.

    Args:
        content: the operators of its one page; its font is /F1.
        widths: of the glyphs, as entries of the font.
    """
    objects = [
        "<</Type/Catalog/Pages 2 0 R>>",
        "<</Type/Pages/Kids[3 0 R]/Count 1>>",
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        f"<</Length {len(content.encode())}>>stream\n{content}\nendstream",
        f"<</Type/Font/Subtype/Type0/BaseFont/Gothic/Encoding/{encoding}/DescendantFonts[6 0 R]>>",
        f"<</Type/Font/Subtype/CIDFontType0/BaseFont/Gothic/FontDescriptor 7 0 R{widths}"
        "/CIDSystemInfo<</Registry(Adobe)/Ordering(Japan1)/Supplement 6>>>>",
        f"<</Type/FontDescriptor/FontName/Gothic/Flags 4/FontBBox[0 0 1000 1000]/ItalicAngle 0/Ascent 800/Descent {descent}"
        "/CapHeight 800/StemV 80>>",
    ]
    out = b"%PDF-1.4\n"
    places = []
    for number, body in enumerate(objects, start=1):
        places.append(len(out))
        out += f"{number} 0 obj{body} endobj\n".encode()
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"xref\n0 8\n0000000000 65535 f \n%strailer<</Size 8/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (
        table,
        len(out),
    )
    path.write_bytes(out)
    return path


def over(x: float, y: float, base: str, kana: str, size: float = 10.0, small: float = 5.0) -> list[Placed]:
    """Furigana centred over a word at x, above it; wider furigana push its characters apart, as programs do."""
    width, above = len(base) * size, len(kana) * small
    room = max(width, above)
    step = room / len(base)
    glyphs = [(x + i * step + (step - size) / 2, y, size, c) for i, c in enumerate(base)]
    return [(x + (room - above) / 2, y + size * 1.05, small, kana), *glyphs]


def word(path: Path, *blocks: str) -> Path:
    """A Word document of these pieces of its body (WordprocessingML, without namespaces)."""
    document: Document = docx.Document()
    names = (
        nsdecls("w", "wp", "a")
        + ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:v="urn:schemas-microsoft-com:vml"'
        ' xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
    )
    body = document.element.body
    for block in blocks:
        for element in parse_xml(f"<w:body {names}>{block}</w:body>"):
            body.insert(len(body) - 1, element)
    document.save(str(path))
    return path


def paragraph(*runs: str) -> str:
    return f"<w:p>{''.join(runs)}</w:p>"


def run(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def ruby(base: str, kana: str) -> str:
    return f"<w:r><w:ruby><w:rt>{run(kana)}</w:rt><w:rubyBase>{run(base)}</w:rubyBase></w:ruby></w:r>"


def text_box(*paragraphs: str) -> str:
    """A text box as Word writes it: for programs of today, and again for those of old."""
    content = f"<w:txbxContent>{''.join(paragraphs)}</w:txbxContent>"
    return (
        "<w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wp:inline><a:graphic><a:graphicData>"
        f"<wps:wsp><wps:txbx>{content}</wps:txbx></wps:wsp></a:graphicData></a:graphic></wp:inline></w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict><v:shape><v:textbox>{content}</v:textbox></v:shape></w:pict></mc:Fallback>"
        "</mc:AlternateContent></w:r>"
    )


def table(*rows: Iterable[str]) -> str:
    """A table of cells that hold these paragraphs."""
    lines = ("".join(f"<w:tc>{cell}</w:tc>" for cell in row) for row in rows)
    return f"<w:tbl>{''.join(f'<w:tr>{line}</w:tr>' for line in lines)}</w:tbl>"


def titles(found: Findings) -> list[str]:
    """Of the agenda, in order."""
    return [item.title for item in found.agenda]


def absent(found: Findings) -> list[str]:
    """The names of those who are not there."""
    return [p.compact_name for p in found.people.people if p.absent]


def agenda(folder: Path, *lines: str) -> Findings:
    """What is read of a committee's agenda with these lines below 議題."""
    return read_text(folder / "資料.txt", "\n".join(("委員会　次第", "１　開会", "２　議題", *lines, "３　閉会")))
