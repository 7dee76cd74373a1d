"""What a person may mean as a checked draft, by its name alone: whatever it is, it gets an answer."""

from __future__ import annotations

import pytest

from transcriber.exchange.checked_folder import is_named_as_finished, may_be_a_draft, papers_in


@pytest.mark.parametrize(
    "name",
    [
        "第1回.docx",
        "第1回.DOCX",
        "第1回．ｄｏｃｘ",
        "第1回.docx.zip",
        "第1回.7z",
        "第1回.lzh",
        "第1回.pages",
        "返信.eml",
        "第1回",
        "第1回 ver2.1",
        "第1回.確認済み",
        "第1回.docx.crdownload",
    ],
)
def test_it_is_looked_at(name: str) -> None:
    assert may_be_a_draft(name)


@pytest.mark.parametrize(
    "name", ["音声.mp3", "集計.xlsx", "Thumbs.db", "desktop.ini", "録音.m4a.part", "第1回.docx.bak"]
)
def test_what_is_no_draft_or_a_programs_own_copy_is_left_alone(name: str) -> None:
    assert not may_be_a_draft(name)


@pytest.mark.parametrize("name", ["話者.xlsx", "話者 (2).xlsx", "話者（直し）.XLSX", "第1回/話者.xlsx"])
def test_a_list_of_speakers_among_checked_drafts_is_told_where_it_is_read(tmp_path, name):
    (tmp_path / "他の会議_下書き.docx").touch()
    (tmp_path / name).parent.mkdir(exist_ok=True)
    (tmp_path / name).touch()
    _, errors = papers_in(tmp_path)
    (said,) = errors.values()
    assert list(errors) == [name]
    assert "2_下書き" in said.todo


def test_a_list_of_speakers_in_the_returned_folder_of_its_draft_is_left_alone(tmp_path):
    folder = tmp_path / "第1回"
    folder.mkdir()
    for name in ("第1回_下書き.docx", "話者.xlsx"):
        (folder / name).touch()
    assert papers_in(tmp_path) == ([folder / "第1回_下書き.docx"], {})


def test_what_finalise_made_of_a_checked_draft_is_no_other_one(tmp_path):
    finished = ("会議_原本.docx", "会議_公開用(2).docx")
    beside = (
        "会議_原本.pdf",
        "会議_原本_目録.txt",
        "会議_原本_残した所と理由.txt",
        "会議_原本_残した所と理由(2).txt",
        "会議_公開用(2).html",
    )
    for name in ("会議.docx", *finished, *beside):
        (tmp_path / name).touch()
    (tmp_path / "会議_原本_添付").mkdir()
    (tmp_path / "会議_原本_添付/議案.pdf").touch()
    found, errors = papers_in(tmp_path)
    assert ({p.name for p in found}, errors) == ({"会議.docx", *finished}, {})
    assert [is_named_as_finished(p.name) for p in sorted(found)] == [False, True, True]


def test_a_file_named_like_that_beside_no_finished_copy_gets_its_answer(tmp_path):
    for name in ("会議_原本.pdf", "会議_原本_目録.txt"):
        (tmp_path / name).touch()
    assert len(papers_in(tmp_path)[0]) == 2
