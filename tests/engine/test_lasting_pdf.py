"""The PDF of a record is tagged PDF/A-2a in every style, as veraPDF judges it; for screen readers it is as PDF/UA wants it, too."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path

import docx
import pypdfium2
import pytest
from docx.oxml.ns import qn
from docx.text.run import Run
from support.styled_drafts import styled_draft
from support.validators import PDF_UA_1, pdf_failures
from typer.testing import CliRunner

from transcriber.cli.main import app
from transcriber.drafts.word import finishing, house_style, pdf
from transcriber.drafts.word.finishing import RecordCopy
from transcriber.errors import FormNotMade
from transcriber.settings import HOME

pytestmark = pytest.mark.engine

TEMPLATES = HOME / "templates"
STYLES = {s.name: s for s in house_style.shipped_styles(TEMPLATES)}
WITHDRAWN = "現在の備蓄は3日分"
LINES_OF_TABLES, CLAIM = "7.1-3", "5-1"
"""What PDF/UA has against LibreOffice 7.4's files: it does not mark the lines of tables as decoration, so the file does not claim it."""


def draft(style: str, folder: Path) -> Path:
    return styled_draft(style, folder / f"{style}_下書き.docx")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The original of every style, and of one council what is published, with a withdrawn speech; each with its PDF."""
    root = tmp_path_factory.mktemp("pdf")
    for style in STYLES:
        finishing.finish_copy(draft(style, root), RecordCopy.ORIGINAL).document.save(str(root / f"{style}_原本.docx"))
    checked = root / "会議録_東郷型_下書き.docx"
    document = docx.Document(str(checked))
    for run in document.element.body.iter(qn("w:r")):
        if WITHDRAWN in Run(run, document).text:  # type: ignore[arg-type]
            Run(run, document).style = "取消し発言"  # type: ignore[arg-type]
    document.save(str(checked))
    for copy in (RecordCopy.PUBLIC, RecordCopy.PROVISIONAL):
        finishing.finish_copy(checked, copy).document.save(str(root / f"{copy.value}.docx"))
    for path in root.glob("*.docx"):
        if "下書き" not in path.name:
            pdf.write_pdf(path, root)
    yield root


def test_every_record_conforms_to_pdf_a_2a(folder: Path) -> None:
    failures = pdf_failures(sorted(folder.glob("*.pdf")))
    assert len(failures) == len(STYLES) + 2
    assert {name: failed for name, failed in failures.items() if failed} == {}


def test_only_the_lines_of_tables_are_not_as_pdf_ua_wants_them(folder: Path) -> None:
    failures = pdf_failures(sorted(folder.glob("*.pdf")), PDF_UA_1)
    rules = {failed.split()[0] for told in failures.values() for failed in told}
    assert rules <= {LINES_OF_TABLES, CLAIM}
    assert all(b"pdfuaid" not in path.read_bytes() for path in folder.glob("*.pdf"))


def test_it_says_its_title_and_language_and_has_its_headings(folder: Path) -> None:
    path = folder / "会議録_東郷型_原本.pdf"
    assert b"/Lang(ja-JP)" in path.read_bytes()
    with pypdfium2.PdfDocument(path) as document:
        assert document.get_metadata_value("Title") == "令和6年第3回見本町議会定例会"
        titles = [item.get_title() for item in document.get_toc()]
    assert {"会議の経過", "日程第1　一般質問", "議決一覧"} <= set(titles)
    tags = subprocess.run(["pdfinfo", "-struct", str(path)], capture_output=True, text=True, check=True).stdout
    for tag in ("H1", "H2", "Table", "TH", "TD"):
        assert f"{tag} (" in tags or f"{tag}:" in tags


def test_what_was_withdrawn_is_in_no_published_pdf(folder: Path) -> None:
    for name, there in (("会議録_東郷型_原本", True), ("公開用", False), ("速報版", False)):
        with pypdfium2.PdfDocument(folder / f"{name}.pdf") as document:
            text = "".join(page.get_textpage().get_text_bounded() for page in document)
        assert (WITHDRAWN in "".join(text.split())) is there


def test_an_ordinary_pdf_would_be_seen(folder: Path, tmp_path: Path) -> None:
    command = [
        "soffice",
        f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}",
        "--headless",
        "--convert-to",
        "pdf",
    ]
    subprocess.run(
        [*command, "--outdir", tmp_path, folder / "公開用.docx"], check=True, capture_output=True, timeout=120
    )
    assert len(pdf_failures([tmp_path / "公開用.pdf"])["公開用.pdf"]) >= 3


def test_without_libreoffice_the_word_file_is_made_and_what_to_do_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pdf, "converter", lambda: None)
    config = tmp_path / "own.toml"
    config.write_text(f'[folders]\nwatch = "{tmp_path / "s"}"\nwork = "{tmp_path / "w"}"\n', encoding="utf-8")
    path = draft("会議録", tmp_path)
    done = CliRunner().invoke(
        app, ["finalise", str(path), "--out", str(tmp_path / "完成"), "--reason", "試験", "--config", str(config)]
    )
    assert done.exit_code == 0, done.output
    assert "LibreOffice がないので" in done.output
    assert "ドキュメント構造タグ" in done.output
    made = {p.name for p in (tmp_path / "完成").iterdir()}
    assert {"会議録_原本.docx", "会議録_公開用.docx", "会議録_公開用.html", "会議録_原本_目録.txt"} <= made
    assert not [name for name in made if name.endswith(".pdf")]


@pytest.mark.parametrize("program", ["/bin/false", "/bin/true"])
def test_a_libreoffice_that_does_not_manage_it_is_told(
    program: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pdf, "converter", lambda: Path(program))
    document = tmp_path / "会議_原本.docx"
    docx.Document().save(str(document))
    with pytest.raises(FormNotMade, match="LibreOffice は"):
        pdf.write_pdf(document, tmp_path)


def test_what_a_newer_libreoffice_describes_itself_is_left_as_it_is() -> None:
    claim = b'<rdf:Description rdf:about="" xmlns:pdfuaid="ns"><pdfuaid:part>1</pdfuaid:part></rdf:Description>'
    described = claim + b"<pdfaExtension:schemas/>"
    assert pdf.as_level_a(described) == described
    level = b"<pdfaid:conformance>B</pdfaid:conformance>"
    assert pdf.as_level_a(level + claim) == level.replace(b"B", b"A") + b" " * len(claim)
