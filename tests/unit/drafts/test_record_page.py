"""The page of a public copy holds what the Word file holds and nothing else, in a form that programs for everybody can read."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from docx.document import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.text.run import Run
from lxml import html as markup
from lxml.html import HtmlElement
from PIL import Image
from support.styled_drafts import TEMPLATES, styled_draft
from typer.testing import CliRunner

from transcriber.cli.main import app
from transcriber.drafts.word import finishing, house_style, record_page
from transcriber.drafts.word.finishing import RecordCopy
from transcriber.errors import FormNotMade
from transcriber.minutes.transcript import RecordKind

COUNCIL = [s.name for s in house_style.shipped_styles(TEMPLATES) if s.kind is RecordKind.COUNCIL]
WITHDRAWN = "お答えいたします。現在の備蓄は3日分の12,000食でございます。"
Edit = Callable[[Document], object]


@pytest.fixture(params=COUNCIL)
def public(request: pytest.FixtureRequest, tmp_path: Path) -> Document:
    """The public copy of a checked draft in which a sentence was withdrawn."""
    path = styled_draft(request.param, tmp_path / "会議_下書き.docx")
    document = docx.Document(str(path))
    for run in document.element.body.iter(qn("w:r")):
        if Run(run, document).text.startswith(WITHDRAWN):  # type: ignore[arg-type]
            Run(run, document).style = "取消し発言"  # type: ignore[arg-type]
    document.save(str(path))
    return finishing.finish_copy(path, RecordCopy.PUBLIC).document


@pytest.fixture
def plain(tmp_path: Path) -> Callable[..., HtmlElement]:
    """The page of an office's own Word file with these changes."""

    def make(*edits: Edit) -> HtmlElement:
        document = docx.Document()
        document.core_properties.title = "第1回審議会"
        for edit in edits:
            edit(document)
        return markup.document_fromstring(record_page.record_page(document, "公開用"))

    return make


def text_of(page: HtmlElement) -> str:
    return "".join("".join(page.find(".//main").itertext()).split())


def add(xml: str) -> Edit:
    """A paragraph with this in it."""
    return lambda d: d.element.body.insert(
        0,
        parse_xml(f"<w:p {nsdecls('w', 'r', 'wp', 'a', 'pic')}>{xml}</w:p>"),
    )


def test_every_word_of_the_public_copy_is_there_and_no_withdrawn_one(public: Document) -> None:
    page = record_page.record_page(public, "公開用")
    seen = "".join("".join(markup.document_fromstring(page).find(".//body").itertext()).split())
    said = ["".join((t.text or "").split()) for t in public.element.body.iter(qn("w:t"))]
    assert len(said) > 50
    assert [words for words in said if words not in seen] == []
    assert WITHDRAWN not in page
    assert "備蓄は3日分" not in page


def test_it_has_a_title_a_language_landmarks_and_a_way_past_the_contents(public: Document) -> None:
    page = markup.document_fromstring(record_page.record_page(public, "公開用"))
    assert page.get("lang") == "ja"
    (title,) = [p.text for p in public.paragraphs if p.style is not None and p.style.name == "Title"]
    assert page.findtext(".//title") == f"{title}（公開用）"
    assert page.find(".//h1").text_content() == title
    assert [len(list(page.iter(tag))) for tag in ("h1", "header", "nav", "main", "footer")] == [1, 1, 1, 1, 1]
    skip = page.find(".//body")[0]
    assert (skip.tag, skip.get("href")) == ("a", f"#{page.find('.//main').get('id')}")


def test_items_are_headings_that_the_contents_lead_to(public: Document) -> None:
    page = markup.document_fromstring(record_page.record_page(public, "公開用"))
    headings = {e.get("id"): e for e in page.find(".//main").iter("h2", "h3", "h4", "h5")}
    links = {a.get("href").removeprefix("#"): a.text for a in page.find(".//nav").iter("a")}
    assert list(links) == list(headings)
    assert any("一般質問" in text for text in links.values())
    levels = [1, *(int(e.tag[1]) for e in headings.values())]
    assert all(after <= before + 1 for before, after in zip(levels, levels[1:], strict=False))


def test_speakers_are_marked_and_each_speech_can_be_linked_to(public: Document) -> None:
    page = markup.document_fromstring(record_page.record_page(public, "公開用"))
    speeches = page.findall(".//p[@class='speech']")
    assert len(speeches) >= 9
    assert all(speech.find("b[@class='speaker']").text_content() for speech in speeches)
    assert len({speech.get("id") for speech in speeches}) == len(speeches)


def test_it_needs_nothing_beside_itself_and_runs_nothing(public: Document) -> None:
    page = record_page.record_page(public, "公開用")
    assert not re.search(r"<script|<iframe|<object|\son\w+=|src=\"(?!data:)|@import|url\(", page)
    assert "default-src 'none'" in page


def test_heads_of_tables_are_known_as_heads(public: Document) -> None:
    page = markup.document_fromstring(record_page.record_page(public, "公開用"))
    assert all(th.get("scope") in ("col", "row") and th.text_content().strip() for th in page.iter("th"))
    for table in page.iter("table"):
        assert table.find(".//th") is not None
        assert page.get_element_by_id(table.get("aria-labelledby")).text_content()


def test_a_level_of_headings_that_an_office_left_out_is_not_left_out_here(plain: Callable[..., HtmlElement]) -> None:
    page = plain(lambda d: d.add_heading("一", 1), lambda d: d.add_heading("二", 3), lambda d: d.add_heading("", 2))
    assert [(e.tag, e.text) for e in page.find(".//main").iter("h2", "h3", "h4")] == [("h2", "一"), ("h3", "二")]
    assert page.findtext(".//h1") == "第1回審議会"


def test_furigana_fields_and_xml_tags_lose_no_word(plain: Callable[..., HtmlElement]) -> None:
    page = plain(
        add('<w:r><w:ruby><w:rubyPr/><w:rt><w:r><w:t>さかきばら</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>榊原</w:t></w:r></w:rubyBase></w:ruby></w:r>'),
        add('<w:fldSimple w:instr="DATE"><w:r><w:t>令和6年9月3日</w:t></w:r></w:fldSimple>'),
        add('<w:customXml w:element="a"><w:r><w:t>付帯意見</w:t></w:r></w:customXml>'),
        add('<w:hyperlink w:anchor="x"><w:r><w:t>別紙のとおり</w:t></w:r></w:hyperlink>'),
    )  # fmt: skip
    for words in ("榊原（さかきばら）", "令和6年9月3日", "付帯意見", "別紙のとおり"):
        assert words in text_of(page)


def test_what_cannot_be_shown_is_told_and_not_left_out(plain: Callable[..., HtmlElement]) -> None:
    formula = '<m:oMath xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"><m:r><w:t>面積</w:t></m:r></m:oMath>'
    with pytest.raises(FormNotMade, match="写せない文字が2字"):
        plain(add(formula))


def test_a_picture_has_words_in_its_place(plain: Callable[..., HtmlElement], tmp_path: Path) -> None:
    picture = io.BytesIO()
    Image.new("RGB", (8, 8)).save(picture, "PNG")
    page = plain(lambda d: d.add_picture(picture))
    (image,) = page.iter("img")
    assert image.get("alt")
    assert image.get("src").startswith("data:image/png")


@pytest.mark.parametrize(
    ("address", "kept"),
    [("https://example.jp/giji", True), ("mailto:gikai@example.jp", True), ("javascript:alert(1)", False), ("file:///c:/x", False)],
)  # fmt: skip
def test_only_addresses_of_the_public_net_are_links(
    plain: Callable[..., HtmlElement], address: str, kept: bool
) -> None:
    def link(document: Document) -> None:
        rid = document.part.relate_to(
            address, "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink", is_external=True
        )
        add(f'<w:hyperlink r:id="{rid}"><w:r><w:t>資料</w:t></w:r></w:hyperlink>')(document)  # fmt: skip

    page = plain(link)
    assert "資料" in text_of(page)
    assert [a.get("href") for a in page.find(".//main").iter("a")] == ([address] if kept else [None])


def test_markup_in_the_words_stays_words(plain: Callable[..., HtmlElement]) -> None:
    page = plain(lambda d: d.add_heading("<script>alert(1)</script>", 1), lambda d: d.add_paragraph("a & b <i>"))
    assert "a&b<i>" in text_of(page)
    assert not list(page.iter("script"))
    assert page.find(".//nav//a").text == "<script>alert(1)</script>"


def test_a_consultation_has_no_page(tmp_path: Path) -> None:
    config = tmp_path / "own.toml"
    config.write_text(f'[folders]\nwatch = "{tmp_path / "s"}"\nwork = "{tmp_path / "w"}"\n', encoding="utf-8")
    path = styled_draft("相談記録", tmp_path / "会議_下書き.docx")
    done = CliRunner().invoke(
        app, ["finalise", str(path), "--no-pdf", "--out", str(tmp_path / "完成"), "--reason", "試験", "--config", str(config)]
    )  # fmt: skip
    assert done.exit_code == 0, done.output
    assert "公開用は作りません" in done.output
    assert not list((tmp_path / "完成").glob("*.html"))
