"""The drafts of all styles in a real word processor: they open, print every part, and keep what finds them again."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path

import docx
import pytest
from docx.oxml.ns import qn
from docx.text.run import Run
from support.styled_drafts import marked_utterances

from transcriber.drafts import word
from transcriber.drafts.word import finishing, house_style, identity, sample
from transcriber.drafts.word.finishing import RecordCopy
from transcriber.drafts.word.reading import is_speaker, text_of
from transcriber.minutes.transcript import RecordKind
from transcriber.settings import HOME

pytestmark = pytest.mark.engine

TEMPLATES = HOME / "templates"
WITHDRAWN = "お答えいたします。現在の備蓄は"
STYLES = [s.name for s in house_style.shipped_styles(TEMPLATES)]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Drafts of every style and a finished pair, saved again by LibreOffice (again/) and printed (*.pdf)."""
    root = tmp_path_factory.mktemp("styles")
    for name in STYLES:
        style = house_style.find_style(name, TEMPLATES)
        told = sample.sample_transcript(style.kind)
        template = house_style.template(style, TEMPLATES)
        word.render_draft(told, template=template, office="見本町", out=root / f"{name}.docx", style=style)
    document = docx.Document(str(root / "会議録_東郷型.docx"))
    for element in document.element.body.iter(qn("w:r")):
        if text_of(element).startswith(WITHDRAWN):
            Run(element, document).style = "取消し発言"  # type: ignore[arg-type]
    document.save(str(root / "取消しのある会議.docx"))
    for kind in RecordCopy:
        finishing.finish_copy(root / "会議録_東郷型.docx", kind).document.save(str(root / f"{kind.value}.docx"))
    files = [str(p) for p in sorted(root.glob("*.docx"))]
    soffice = ["soffice", f"-env:UserInstallation={(root / 'profile').as_uri()}", "--headless", "--convert-to"]
    for target, out in (("docx:MS Word 2007 XML", root / "again"), ("pdf", root)):
        subprocess.run([*soffice, target, "--outdir", str(out), *files], check=True, capture_output=True, timeout=400)
    yield root


def printed(path: Path) -> str:
    done = subprocess.run(["pdftotext", "-layout", str(path), "-"], check=True, capture_output=True, timeout=60)
    return "".join(done.stdout.decode("utf-8").split())


@pytest.mark.parametrize("name", STYLES)
def test_every_utterance_survives_a_save(name: str, folder: Path) -> None:
    told = sample.sample_transcript(house_style.find_style(name, TEMPLATES).kind)
    saved = docx.Document(str(folder / "again" / f"{name}.docx"))
    assert list(marked_utterances(saved.element.body)) == [u.id for u in told.utterances]
    found = identity.read_identity(saved)
    assert found is not None
    assert found == identity.identity_of(told, found.names)


def lines(path: Path) -> list[str]:
    """Every paragraph with text, in order."""
    found = (text_of(p).strip() for p in docx.Document(str(path)).element.body.iter(qn("w:p")))
    return [line for line in found if line]


@pytest.mark.parametrize("name", STYLES)
def test_a_save_repeats_no_name_and_loses_none(name: str, folder: Path) -> None:
    """Plain text controls came back with their text four times."""
    assert lines(folder / "again" / f"{name}.docx") == lines(folder / f"{name}.docx")


@pytest.mark.parametrize("name", STYLES)
def test_names_are_known_as_names_after_a_save(name: str, folder: Path) -> None:
    before, after = (docx.Document(str(folder / place / f"{name}.docx")).element.body for place in ("", "again"))
    known = [text_of(s) for s in before.iter(qn("w:sdt")) if is_speaker(s)]
    assert known
    assert [text_of(s) for s in after.iter(qn("w:sdt")) if is_speaker(s)] == known


def test_a_draft_that_was_checked_in_libreoffice_is_finished_like_any_other(folder: Path) -> None:
    """Styles have other ids by then: withdrawn words are found by the names of the styles."""
    for kind in RecordCopy:
        own = finishing.finish_copy(folder / "取消しのある会議.docx", kind)
        saved = finishing.finish_copy(folder / "again" / "取消しのある会議.docx", kind)
        own.document.save(str(folder / "own.docx"))
        saved.document.save(str(folder / "saved.docx"))
        assert lines(folder / "saved.docx") == lines(folder / "own.docx")
        assert (WITHDRAWN in "".join(lines(folder / "saved.docx"))) == (kind is RecordCopy.ORIGINAL)
        assert saved.left_out == own.left_out
        assert saved.open == own.open


@pytest.mark.parametrize("name", STYLES)
def test_everything_is_printed(name: str, folder: Path) -> None:
    told = sample.sample_transcript(house_style.find_style(name, TEMPLATES).kind)
    text = printed(folder / f"{name}.pdf")
    hidden = {"総務部長。"} if name == "委員会_要点記録" else set()
    for u in told.utterances:
        if u.text not in hidden:
            assert u.text[:14].replace(" ", "").rstrip("。") in text
    for part in ("確認のための資料", "確認チェックリスト", "作成の記録"):
        assert part in text
    assert "{" not in text


def test_the_finished_copies_print_the_record_and_nothing_of_the_check(folder: Path) -> None:
    for kind in RecordCopy:
        text = printed(folder / f"{kind.value}.pdf")
        assert "ただいまから、令和6年第3回見本町議会定例会を開会いたします" in text
        assert ("会議録署名議員" in text) == (kind is not RecordCopy.PROVISIONAL)
        assert ("速報版（未校正）" in text) == (kind is RecordCopy.PROVISIONAL)
        for gone in ("要確認", "チェックリスト", "下書き", "00:00:"):
            assert gone not in text


def test_the_sample_is_a_meeting_with_all_its_steps() -> None:
    course = sample.sample_transcript(RecordKind.COUNCIL).procedure
    assert [i.result for i in course.items] == ["", "可決"]
    assert course.recesses[0].ends is not None
