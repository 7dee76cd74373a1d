"""Word files as offices have them: every form that can be read is read; of every other file it is said what it is."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import docx
import pytest

from scripts.bench.returned_documents import making
from transcriber.drafts import word
from transcriber.errors import TemplateError
from transcriber.minutes.transcript import RecordKind
from transcriber.papers import paper
from transcriber.settings import HOME
from transcriber.untrusted import file_kinds, word_files
from transcriber.untrusted.archive import ArchiveLimits, UnsafeArchive
from transcriber.untrusted.file_kinds import ContentKind
from transcriber.untrusted.word_files import NotAWordFile

MACRO = "application/vnd.ms-word.document.macroEnabled.main+xml"
TEMPLATE = "application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml"


def plain() -> bytes:
    """A document with a header, a link and a picture."""
    document = docx.Document()
    document.add_paragraph("これは本文です。")
    document.sections[0].header.paragraphs[0].text = "ヘッダーです。"
    out = io.BytesIO()
    document.save(out)
    return making.with_picture(out.getvalue(), 1000)


def opened(data: bytes, *, text_only: bool = True) -> word_files.OpenedWord:
    return word_files.open_word(io.BytesIO(data), ArchiveLimits(), text_only=text_only)


@pytest.mark.parametrize("text_only", [True, False])
@pytest.mark.parametrize(
    ("change", "form"),
    [
        (bytes, ""),
        (making.strict, "Strict Open XML 形式"),
        (lambda d: making.of_type(d, MACRO, vba=True), "マクロ付きの文書 (.docm)"),
        (lambda d: making.of_type(d, TEMPLATE), "テンプレート (.dotx)"),
        (lambda d: making.strict(making.of_type(d, MACRO)), "Strict Open XML 形式、マクロ付きの文書 (.docm)"),
        (lambda d: making.related(d, "image", "../NULL"), ""),
        (lambda d: making.related(d, "hyperlink", "#_Toc1"), ""),
        (making.utf16, ""),
        (lambda d: making.with_members(d, {}, renamed=lambda n: n.replace("/", "\\")), ""),
        (lambda d: making.with_members(d, {"[Content_Types].xml": None}), ""),
    ],
)
def test_every_form_of_a_word_file_is_read_and_named(
    change: Callable[[bytes], bytes], form: str, text_only: bool
) -> None:
    found = opened(change(plain()), text_only=text_only)
    assert found.document.paragraphs[0].text == "これは本文です。"
    assert (found.form, found.left_out) == (form, ())


def test_what_is_made_of_a_file_with_macros_is_an_ordinary_document_without_them() -> None:
    out = io.BytesIO()
    opened(making.of_type(plain(), MACRO, vba=True), text_only=False).document.save(out)
    assert making.member_names(out.getvalue(), ".*vba.*") == []
    again = opened(out.getvalue(), text_only=False)
    assert again.form == ""
    assert making.member_names(out.getvalue(), r"word/media/.*\.png") != []


def test_damage_beside_the_text_is_told_and_the_text_is_read() -> None:
    data = making.with_members(plain(), {"word/styles.xml": lambda d: d[:300]})
    found = opened(data)
    assert found.document.paragraphs[0].text == "これは本文です。"
    assert found.left_out == ("word/styles.xml",)


def test_a_damaged_text_is_refused_with_the_line() -> None:
    with pytest.raises(NotAWordFile) as caught:
        opened(making.with_members(plain(), {"word/document.xml": lambda d: d[:-200]}))
    assert "本文（word/document.xml）の" in caught.value.found and "行目" in caught.value.found
    assert "修復" in caught.value.todo


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"", ContentKind.EMPTY),
        (bytes(5000), ContentKind.ZEROS),
        (making.ole("EncryptedPackage"), ContentKind.PASSWORD),
        (making.ole("EncryptedPackage", "DRMEncryptedDataSpace"), ContentKind.RIGHTS),
        (making.ole("WordDocument"), ContentKind.OLD_WORD),
        (making.ole("Something"), ContentKind.OLE),
        (b"{\\rtf1 }", ContentKind.RTF),
        ("\ufeff  <!DOCTYPE html><p>".encode(), ContentKind.WEB_PAGE),
        ("<html>".encode("utf-16"), ContentKind.WEB_PAGE),
        ("会議の記録".encode("cp932"), ContentKind.TEXT),
        ("会議の記録".encode("euc_jp"), ContentKind.TEXT),
        (making.zipped({"a.txt": b"x"}), ContentKind.ARCHIVE),
        (making.zipped({"a.txt": b"x" * 500})[:60], ContentKind.CUT_ARCHIVE),
        (bytes(range(256)), ContentKind.UNKNOWN),
    ],
    ids=lambda value: value.name if isinstance(value, ContentKind) else "",  # an archive's bytes hold the time
)
def test_a_file_is_what_is_in_it(data: bytes, kind: ContentKind) -> None:
    assert file_kinds.kind_of(io.BytesIO(data)) is kind


def test_every_kind_that_is_not_read_is_told_with_what_to_do() -> None:
    for kind in set(ContentKind) - {ContentKind.OPEN_XML, ContentKind.ARCHIVE}:
        found, todo = word_files.said_of(kind)
        assert found.startswith("は") and todo.endswith("ください。")


def test_a_bomb_is_refused_before_anything_is_parsed() -> None:
    data = making.with_members(
        plain(), {"word/document.xml": lambda d: d.replace(b"<w:body>", b"<w:body>" + b"<w:p/>" * 3_000_000)}
    )
    with pytest.raises(UnsafeArchive):
        opened(data)


# -- the same opener everywhere ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "change", [making.strict, lambda d: making.of_type(d, MACRO, vba=True), lambda d: making.of_type(d, TEMPLATE)]
)
def test_an_offices_template_of_any_form_is_filled(tmp_path: Path, change: Callable[[bytes], bytes]) -> None:
    template = tmp_path / "ひな形.docx"
    shipped = word.shipped_template(RecordKind.COUNCIL, HOME / "templates")
    template.write_bytes(change(shipped.read_bytes()))
    out = tmp_path / "下書き.docx"
    word.render_draft(making.meeting("ab" * 32, "第1回定例会"), template=template, office="", out=out)
    found = opened(out.read_bytes(), text_only=False)
    assert found.form == "" and any("保育所の入所" in p.text for p in found.document.paragraphs)


def test_a_template_with_a_damaged_part_is_refused_since_the_draft_would_lack_it(tmp_path: Path) -> None:
    template = tmp_path / "ひな形.docx"
    shipped = word.shipped_template(RecordKind.COUNCIL, HOME / "templates").read_bytes()
    template.write_bytes(making.with_members(shipped, {"word/header1.xml": lambda d: d[:100]}))
    with pytest.raises(TemplateError, match="word/header1.xml"):
        word.check_template(template)


def test_a_paper_in_strict_form_is_read_and_an_old_one_is_named(tmp_path: Path) -> None:
    path = tmp_path / "次第.docx"
    path.write_bytes(making.strict(plain()))
    assert "これは本文です。" in paper.parse_paper(path).text
    path.write_bytes(making.ole("WordDocument"))
    with pytest.raises(paper.PaperError, match=r"古い形式 \(.doc\)"):
        paper.parse_paper(path)
