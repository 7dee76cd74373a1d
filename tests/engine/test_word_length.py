"""How much paper a short talk makes: laid out by LibreOffice, one minute of it is at most four pages in every style."""

from __future__ import annotations

import subprocess
from pathlib import Path

import docx
import pypdfium2
import pytest
from docx.oxml.ns import qn

from transcriber import procedure
from transcriber.drafts import word
from transcriber.drafts.tables import timeline
from transcriber.drafts.word import house_style, pdf, sample
from transcriber.language.readings import Reader
from transcriber.minutes.transcript import RecordKind, Transcript
from transcriber.settings import HOME

TEMPLATES = HOME / "templates"
STYLES = house_style.shipped_styles(TEMPLATES)
MOST_PAGES = 4


def one_minute(kind: RecordKind) -> Transcript:
    """The first six utterances of the sample, in a minute."""
    told = sample.sample_transcript(kind)
    said = tuple(u.model_copy(update={"start": u.start / 2, "end": u.end / 2}) for u in told.utterances[:6])
    recording = told.recording.model_copy(update={"seconds": 60.0, "container_seconds": 60.0})
    return procedure.attach_again(told.model_copy(update={"utterances": said, "recording": recording}), Reader())


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[str]]:
    """Style → the text of each page."""
    program = pdf.converter()
    assert program is not None, "LibreOffice (soffice) is needed to count pages"
    folder = tmp_path_factory.mktemp("pages")
    for style in STYLES:
        told = one_minute(style.kind)
        timeline.png(told, folder / "t.png")
        word.render_draft(
            told,
            template=house_style.template(style, TEMPLATES),
            office="見本町議会",
            out=folder / f"{style.name}.docx",
            style=style,
            timeline=folder / "t.png",
        )
    subprocess.run(
        [str(program), f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--convert-to", "pdf",
         "--outdir", str(folder), *(str(folder / f"{s.name}.docx") for s in STYLES)],
        check=True, capture_output=True, timeout=300,
    )  # fmt: skip
    return {s.name: _pages(folder / f"{s.name}.pdf") for s in STYLES}


def _pages(path: Path) -> list[str]:
    with pypdfium2.PdfDocument(path) as document:
        return [page.get_textpage().get_text_range() for page in document]


@pytest.mark.parametrize("style", [s.name for s in STYLES])
def test_a_minute_of_talk_is_at_most_four_pages(style: str, printed: dict[str, list[str]]) -> None:
    assert len(printed[style]) <= MOST_PAGES


@pytest.mark.parametrize("style", [s.name for s in STYLES if s.kind is RecordKind.COUNCIL])
def test_signatures_are_never_alone_on_a_page(style: str, printed: dict[str, list[str]]) -> None:
    (page,) = [p for p in printed[style] if "ここに署名する" in p]
    before = page.split("署名")[0]
    assert "議決" in before or "質疑" in before or "議長" in before


def test_nothing_that_follows_holds_the_last_signature_on_its_page(tmp_path: Path) -> None:
    style = house_style.find_style("会議録", TEMPLATES)
    path = tmp_path / "d.docx"
    word.render_draft(
        one_minute(style.kind), template=house_style.template(style, TEMPLATES), office="", out=path, style=style
    )
    lines = [p for p in docx.Document(str(path)).paragraphs if p.style.name == "署名"]
    assert [p._p.find(f"{qn('w:pPr')}/{qn('w:keepNext')}") is not None for p in lines] == [True, True, False]
