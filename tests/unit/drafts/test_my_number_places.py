"""A My Number that somebody typed into a draft is told by its place and stops the record; the number itself is told nowhere."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from docx.document import Document
from docx.oxml.ns import qn
from support.styled_drafts import styled_draft
from test_finalise_open import ALL, edited, run

from transcriber.audit import log as audit_log
from transcriber.drafts.word import finishing
from transcriber.drafts.word.finishing import RecordCopy
from transcriber.drafts.word.my_number_places import my_number_places
from transcriber.drafts.word.open_points import OpenKind
from transcriber.errors import FinaliseError, NotForPublication, StillOpen
from transcriber.review.returned_document import parse_returned

NUMBER = "123456789018"
SAID = "個人番号（マイナンバー）と思われる12桁の数字"

Edit = Callable[[Document], None]


@pytest.fixture
def interview(tmp_path: Path) -> Path:
    return edited(styled_draft("相談記録", tmp_path / "面談_下書き.docx"), *ALL)


def into_utterance(written: str) -> Edit:
    def edit(document: Document) -> None:
        (start,) = [b for b in document.element.body.iter(qn("w:bookmarkStart")) if b.get(qn("w:name")) == "u0003"]
        paragraph = next(p for p in document.paragraphs if p._p is next(start.iterancestors(qn("w:p"))))
        paragraph.add_run(f"番号は{written}だそうです。")

    return edit


def into_new_paragraphs(*written: str) -> Edit:
    def edit(document: Document) -> None:
        behind = document.paragraphs[2]
        for text in written:
            behind.insert_paragraph_before(text)

    return edit


def into_runs(document: Document) -> None:
    paragraph = document.paragraphs[2].insert_paragraph_before("番号 ")
    for digits in ("1234", "56", "789018"):
        paragraph.add_run(digits).bold = True


def behind_a_tab(document: Document) -> None:
    paragraph = document.paragraphs[2].insert_paragraph_before("8")
    paragraph.add_run("\t" + NUMBER + "\n9")


def into_a_cell(document: Document) -> None:
    row = next(row for table in document.tables for row in table.rows if row.cells[0].text == "場所")
    row.cells[1].text = NUMBER


def one_digit_a_cell(document: Document) -> None:
    table = document.add_table(rows=1, cols=12)
    for cell, digit in zip(table.rows[0].cells, NUMBER, strict=True):
        cell.text = digit


def into_the_header(document: Document) -> None:
    document.sections[0].header.paragraphs[0].add_run(NUMBER)


def into_the_title(document: Document) -> None:
    document.core_properties.title = f"面談 {NUMBER}"


@pytest.mark.parametrize(
    ("edit", "place"),
    [
        (into_utterance(NUMBER), r"「.+」から\d+番目の段落（\d\d:\d\d:\d\d の発言）"),
        (into_utterance("１２３４　５６７８　９０１８"), r"「.+」から\d+番目の段落（.+の発言）"),
        (into_utterance("一二三四-五六七八-九〇一八"), r"「.+」から\d+番目の段落（.+の発言）"),
        (into_new_paragraphs(f"番号 {NUMBER}"), r".+から\d+番目の段落"),
        (into_new_paragraphs("1234", "5678", "9018"), r".+から\d+番目の段落"),
        (into_runs, r".+から\d+番目の段落"),
        (behind_a_tab, r".+から\d+番目の段落"),
        (into_a_cell, r".+の表の「場所」の行"),
        (one_digit_a_cell, r".+の表の「1」の行"),
        (into_the_header, "ページの上下の欄（ヘッダー、フッター）"),
        (into_the_title, "ファイルの情報（題名など）"),
    ],
    ids=lambda value: getattr(value, "__name__", ""),
)
def test_wherever_it_was_typed_the_place_is_told(interview: Path, edit: Edit, place: str) -> None:
    document = docx.Document(str(edited(interview, edit)))
    (told,) = my_number_places(document)
    assert re.fullmatch(place, told), told
    assert parse_returned(interview, []).my_numbers == (told,)


def test_a_draft_as_it_was_made_holds_none(interview: Path, tmp_path: Path) -> None:
    for path in (interview, styled_draft("会議録", tmp_path / "会議_下書き.docx")):
        assert my_number_places(docx.Document(str(path))) == ()
        assert parse_returned(path, []).my_numbers == ()


def test_a_number_that_was_deleted_with_tracked_changes_is_gone(interview: Path) -> None:
    edited(interview, into_new_paragraphs(NUMBER))
    document = docx.Document(str(interview))
    run_ = next(r for p in document.paragraphs for r in p.runs if r.text == NUMBER)._r
    deleted = run_.makeelement(qn("w:del"), {})
    run_.addprevious(deleted)
    deleted.append(run_)
    assert my_number_places(document) == ()


def test_no_original_is_made_without_a_reason_and_the_refusal_does_not_hold_the_number(interview: Path) -> None:
    refused = run(edited(interview, into_utterance(NUMBER))).exception
    assert isinstance(refused, StillOpen)
    assert SAID in str(refused) and "〔個人番号〕" in str(refused)
    assert NUMBER not in str(refused)
    assert not list((interview.parent).glob("完成/*_原本.docx"))


def test_the_audit_log_holds_that_it_was_overruled_and_not_the_number(interview: Path) -> None:
    edited(interview, into_utterance(NUMBER))
    done = run(interview, "--reason", "法に定めのある事務のため")
    assert done.exit_code == 0, done.exception
    log = (interview.parent / "作業" / audit_log.LOG_FILE).read_text(encoding="utf-8")
    assert '"my_number":1' in log.replace(" ", "") and NUMBER not in log
    note = next((interview.parent / "完成").glob("*_残した所と理由.txt")).read_text(encoding="utf-8-sig")
    assert SAID in note and NUMBER not in note and NUMBER not in done.output


def test_a_reason_with_the_number_is_refused(interview: Path) -> None:
    refused = run(edited(interview, into_utterance(NUMBER)), "--reason", f"本人が {NUMBER} を示した").exception
    assert isinstance(refused, FinaliseError) and NUMBER not in str(refused)


def test_the_name_of_the_file_is_a_place_and_is_not_told(interview: Path) -> None:
    named = interview.rename(interview.with_name(f"{NUMBER}_面談_下書き.docx"))
    refused = run(named).exception
    assert isinstance(refused, StillOpen)
    assert "ファイルの名前" in str(refused) and NUMBER not in str(refused)


@pytest.mark.parametrize("copy", ["公開用", "速報版"])
def test_none_is_published_whatever_the_reason(tmp_path: Path, copy: str) -> None:
    checked = edited(styled_draft("会議録", tmp_path / "会議_下書き.docx"), *ALL, into_utterance(NUMBER))
    refused = run(checked, "--copy", copy, "--reason", "試験").exception
    assert isinstance(refused, NotForPublication)
    assert SAID in str(refused) and NUMBER not in str(refused)


def test_one_in_withdrawn_words_is_not_in_the_public_copy_and_stops_only_the_original(tmp_path: Path) -> None:
    def withdrawn(document: Document) -> None:
        document.paragraphs[4].insert_paragraph_before().add_run(NUMBER, style="取消し発言")

    checked = edited(styled_draft("会議録", tmp_path / "会議_下書き.docx"), *ALL, withdrawn)
    public = finishing.finish_copy(checked, RecordCopy.PUBLIC)
    assert public.my_numbers == ()
    assert [p.kind for p in public.open] == [OpenKind.MY_NUMBER]


def test_what_the_meeting_says_of_years_money_and_telephones_is_none(tmp_path: Path) -> None:
    text = "令和6年度から令和8年度まで、2024 2025 2026、1,234,567,890千円、電話0123-45-6789、内線 123、予算1234 5678 9012円"
    checked = edited(styled_draft("会議録", tmp_path / "会議_下書き.docx"), into_new_paragraphs(text))
    assert my_number_places(docx.Document(str(checked))) == ()
