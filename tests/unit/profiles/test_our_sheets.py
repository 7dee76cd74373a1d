"""A list of ours given for a roster or a glossary says what it is and what to do with it, and is never read as one."""

from __future__ import annotations

import shutil
from pathlib import Path

import docx
import pytest
from support.papers import workbook
from support.styled_drafts import styled_draft
from typer.testing import CliRunner

from transcriber import resources
from transcriber.cli.main import app
from transcriber.drafts.speakersheet import write_speaker_sheet
from transcriber.drafts.word import sample
from transcriber.errors import GlossaryError, RosterError, TranscriberError
from transcriber.learning import sheet as learned_sheet
from transcriber.learning.candidates import LearnedCandidate, Sort
from transcriber.minutes.transcript import RecordKind
from transcriber.profiles import sheets


def speaker_sheet(path: Path) -> Path:
    write_speaker_sheet(sample.sample_transcript(RecordKind.COUNCIL), path)
    return path


def proposals(path: Path) -> Path:
    lines = (LearnedCandidate(Sort.TERM, "霧島", "きりしま", written="却下"),)
    path.write_bytes(learned_sheet.build_workbook(lines, {}))
    return path


def told(path: Path) -> TranscriberError:
    done = CliRunner().invoke(app, ["roster", "check", str(path)])
    assert isinstance(done.exception, TranscriberError), done.output
    return done.exception


@pytest.mark.parametrize("name", ["話者.xlsx", "名簿.xlsx", "うちの表.xlsx"])
def test_the_speaker_sheet_says_what_it_is_whatever_it_is_called(name: str, tmp_path: Path) -> None:
    error = told(speaker_sheet(tmp_path / name))
    assert error.found.startswith(f"{name} は、下書きと一緒にできる話者の一覧（話者.xlsx）")
    assert "黄色の欄に書いて保存" in error.todo
    assert "見出し" not in error.todo


def test_proposals_are_no_glossary_so_what_was_turned_down_becomes_no_term(tmp_path: Path) -> None:
    path = proposals(tmp_path / "用語.xlsx")
    assert "学習候補の一覧" in told(path).found
    with pytest.raises(GlossaryError, match="学習候補の一覧"):
        sheets.glossary_read(path)
    with pytest.raises(RosterError, match="学習候補の一覧"):
        sheets.roster_read(path)


def test_a_damaged_glossary_gets_the_advice_of_a_glossary(tmp_path: Path) -> None:
    assert told(workbook(tmp_path / "用語.xlsx", ("よみ", "備考"), ("きり", "山"))).todo.startswith(
        "見出しの行を「用語・よみ"
    )
    assert "用語の欄は「#REF!」" in told(workbook(tmp_path / "表.xlsx", ("用語", "備考"), ("#REF!", ""))).found


def test_where_neither_headings_nor_name_tell_both_are_named(tmp_path: Path) -> None:
    error = told(workbook(tmp_path / "表.xlsx", ("一", "二"), ("三", "四")))
    assert "名簿か用語の見出しの行がありません" in error.found
    assert "名簿なら「氏名" in error.todo
    assert "用語なら「用語" in error.todo


def test_a_template_a_draft_and_a_settings_file_say_what_they_are(tmp_path: Path) -> None:
    template = tmp_path / "ひな形.docx"
    shutil.copyfile(resources.folder("templates") / "会議録" / "ひな形.docx", template)
    assert "下書きのひな形" in told(template).found
    assert f"transcriber style check {template}" in told(template).todo
    draft = told(styled_draft("会議録", tmp_path / "会議_下書き.docx"))
    assert "録音から作った下書き" in draft.found
    assert "3_確認済み" in draft.todo
    settings = tmp_path / "設定.toml"
    settings.write_text("", encoding="utf-8")
    assert "設定のファイル (.toml)" in told(settings).found


def test_a_word_document_of_another_kind_is_said_to_be_one(tmp_path: Path) -> None:
    path = tmp_path / "名簿.docx"
    docx.Document().save(str(path))
    assert told(path).found == "名簿.docx の中身はWord の文書（.docx）で、Excel の表として読めません。"
