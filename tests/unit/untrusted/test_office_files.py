"""Small files that ask for much: read in seconds and little memory, or refused with the reason; the usual ones are read."""

from __future__ import annotations

import time
import zipfile
from pathlib import Path

import pytest
from support import hostile

from transcriber.drafts import word
from transcriber.errors import PaperError, ReturnedFileError, RosterError, TemplateError, TranscriberError
from transcriber.minutes.transcript import RecordKind
from transcriber.papers import paper
from transcriber.profiles import sheets
from transcriber.review import returned_document
from transcriber.settings import HOME
from transcriber.untrusted.bounded import BoundedParser

MEGABYTE = 1024**2


def measured(function, path: Path) -> tuple[float, int, str]:
    """Processor seconds, most memory (MB) and the error, of a child that does nothing else. For `bounded`, run in it."""
    began = time.process_time()
    error = ""
    try:
        function(path)
    except TranscriberError as e:
        error = str(e)
    return time.process_time() - began, _most_memory(), error


def _most_memory() -> int:
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM")) // 1024


def roster_in_child(path: Path) -> tuple[float, int, str]:
    return measured(sheets.parse_roster, path)


def returned_in_child(path: Path) -> tuple[float, int, str]:
    return measured(lambda p: returned_document.parse_returned(p, []), path)


def paper_in_child(path: Path) -> tuple[float, int, str]:
    return measured(paper.parse_paper, path)


@pytest.fixture
def alone():
    """A child of its own, so that what it used was used for this."""
    parser = BoundedParser()
    yield lambda function, path: parser.parse(function, path, error=RosterError)
    parser.close()


ROSTERS = {
    "最後のセルまで使っていると言う": hostile.claims_everything,
    "最後のセルに数字が一つある": hostile.one_far_cell,
    "罫線だけの5千行": lambda p: hostile.bordered_rows(p, 5_000),
}


@pytest.mark.parametrize("name", ROSTERS)
def test_a_roster_is_what_stands_in_it_whatever_range_it_claims(alone, tmp_path, name):
    path = ROSTERS[name](tmp_path / "名簿.xlsx")
    assert [p.name for p in sheets.roster_read(path).persons] == [name for name, *_ in hostile.PEOPLE]
    seconds, memory, error = alone(roster_in_child, path)
    assert (error, memory < 200, seconds < 2) == ("", True, True), (seconds, memory)


def test_what_stands_far_to_the_right_of_every_heading_costs_no_time_and_is_said(alone, tmp_path):
    path = hostile.far_rows(tmp_path / "名簿.xlsx", 20_000)
    read = sheets.roster_read(path)
    assert [p.name for p in read.persons] == [name for name, *_ in hostile.PEOPLE]
    assert [str(r) for r in read.remarks] == ["名簿.xlsx の 22行目：256列より右に書かれたものは読みません。"]
    seconds, memory, error = alone(roster_in_child, path)
    assert (error, memory < 200, seconds < 2) == ("", True, True), (seconds, memory)


def test_a_large_glossary_of_an_office_is_read(tmp_path):
    rows = [("用語", "よみ", "誤認識例", "備考"), *((f"用語{n}", "ようご", "誤り", "") for n in range(8_000))]
    assert len(sheets.read_glossary(hostile.workbook(tmp_path / "用語.xlsx", rows)).terms) == 8_000


def test_a_return_of_millions_of_paragraphs_is_refused_within_seconds(alone, tmp_path):
    path = hostile.paragraphs(tmp_path / "提出.docx", 3_000_000)
    assert path.stat().st_size < MEGABYTE // 2
    seconds, memory, error = alone(returned_in_child, path)
    assert "段落や文字が多すぎて" in error
    assert "提出.docx" in error
    assert (memory < 200, seconds < 5) == (True, True), (seconds, memory)


def test_the_largest_return_that_is_opened_at_all_keeps_within_its_memory(alone, tmp_path):
    """As many elements as are allowed, stored unpacked, so that nothing but their number could be a reason."""
    path = hostile.paragraphs(tmp_path / "提出.docx", 400_000, b"<w:p><w:r><w:t>a</w:t></w:r></w:p>")
    with zipfile.ZipFile(path) as packed:
        members = [(i.filename, packed.read(i)) for i in packed.infolist()]
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as packed:
        for name, data in members:
            packed.writestr(name, data)
    _, memory, error = alone(returned_in_child, path)
    assert "段落や文字が多すぎて" in error
    assert 150 < memory < 500  # it was opened: the lines were counted


def test_a_paper_of_millions_of_paragraphs_is_refused_within_seconds(alone, tmp_path):
    path = hostile.paragraphs(tmp_path / "次第.docx", 3_000_000)
    seconds, memory, error = alone(paper_in_child, path)
    assert "資料「次第.docx」は大きすぎます" in error
    assert (memory < 200, seconds < 5) == (True, True), (seconds, memory)


def test_definitions_in_a_document_are_refused_instead_of_dropping_what_follows_them(tmp_path):
    with pytest.raises(ReturnedFileError, match="提出.docx"):
        returned_document.read_returned(hostile.with_entities(tmp_path / "提出.docx"))
    with pytest.raises(PaperError, match="次第.docx"):
        paper.read_paper(hostile.with_entities(tmp_path / "次第.docx"))


def test_a_template_that_is_far_too_large_is_said_with_its_name(tmp_path):
    path = hostile.paragraphs(tmp_path / "ひな形.docx", 3_000_000)
    with pytest.raises(TemplateError, match="ひな形.docx"):
        word.check_template(path)


def test_the_shipped_templates_may_be_links_those_of_an_office_may_not(tmp_path):
    shipped = HOME / "templates" / "会議録"
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates" / "会議録").symlink_to(shipped)
    word.check_template(word.shipped_template(RecordKind.COUNCIL, tmp_path / "templates"))
    own = tmp_path / "ひな形.docx"
    own.symlink_to(shipped / "ひな形.docx")
    with pytest.raises(TemplateError, match="リンク"):
        word.check_template(own)


def test_too_many_members_and_absurd_packing_are_refused(tmp_path):
    many = tmp_path / "多い.docx"
    with zipfile.ZipFile(many, "w") as packed:
        for n in range(6_000):
            packed.writestr(f"{n}", "")
    wide = tmp_path / "広がる.docx"
    with zipfile.ZipFile(wide, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("word/document.xml", b" " * (20 * MEGABYTE))
    for path in (many, wide):
        assert path.stat().st_size < MEGABYTE
        with pytest.raises(ReturnedFileError, match=path.name):
            returned_document.read_returned(path)
