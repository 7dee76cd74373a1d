"""An office edits its template in Word; whatever goes wrong there is told in Japanese, with the place."""

from __future__ import annotations

import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import docx
import pytest
import transcripts
from conftest import TEMPLATES, render, texts
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls
from jinja2 import TemplateSyntaxError

from transcriber.drafts import word
from transcriber.drafts.word import document as document_module
from transcriber.drafts.word import template, vocabulary
from transcriber.drafts.word.grammar import TagLanguage
from transcriber.errors import TemplateError
from transcriber.minutes.transcript import RecordKind

Make = Callable[..., Path]


@pytest.mark.parametrize("kind", list(RecordKind))
def test_the_shipped_templates_pass_their_own_check(kind: RecordKind) -> None:
    word.check_template(word.shipped_template(kind, TEMPLATES))


def test_a_missing_shipped_template_is_named(tmp_path: Path) -> None:
    with pytest.raises(TemplateError, match="付属のひな形"):
        word.shipped_template(RecordKind.COUNCIL, tmp_path)


def test_an_office_template_is_filled(office_template: Make, tmp_path: Path) -> None:
    template = office_template(
        "{{ 会議名 }}（{{　日付　}}）", "{% if 要確認数 > 1 %}要確認あり{% else %}要確認なし{% endif %}"
    )
    found = texts(render(transcripts.transcript(), tmp_path / "d.docx", template))
    assert found[:3] == [
        "令和6年第3回東郷町議会定例会（令和6年9月3日（火曜日））",
        "要確認あり",
        "議長：ただいまから会議を開きます。",
    ]


def test_a_tag_that_word_split_into_runs_is_still_one_tag(office_template: Make, tmp_path: Path) -> None:
    template = office_template("")
    document = docx.Document(str(template))
    paragraph = document.paragraphs[0]
    for piece in ("件名：{", "{ 会", "議名 ", "}", "}"):
        run = paragraph.add_run(piece)
        run.bold = "会" in piece
        run._r.addnext(OxmlElement("w:proofErr"))
    document.save(str(template))
    word.check_template(template)
    assert (
        texts(render(transcripts.transcript(), tmp_path / "d.docx", template))[0]
        == "件名：令和6年第3回東郷町議会定例会"
    )


@pytest.mark.parametrize(
    ("paragraph", "found", "todo"),
    [
        ("会議：{{ 会儀名 }}", "「会儀名」は知らないタグです", "「会議名」ではありませんか"),
        ("{{ 自治体 }}", "「自治体」は知らない", "「自治体名」"),
        ("{{ 発言.本文 }}", "「発言」は、繰り返しの外では使えません", "{%p for 発言 in 発言一覧 %}"),
        ("{{ 発言一覧 }}", "そのままでは印字できません", "繰り返し"),
        ("{{ 会議名.長さ }}", "「会議名.長さ」は知らない", "ありませんか"),
        ("{{ 会議名 }", "閉じていない", "半角の括弧"),
        ("会議名 }}", "閉じていない", "半角の括弧"),
        ("｛｛ 会議名 ｝｝", "全角の「｛｛」", "半角の括弧"),
        ("{% if 要確認数 %}あり", "{% if 要確認数 %} が閉じられていません", "endif"),
        ("{% endif %}", "対応する始まりがありません", "消してください"),
        ("{{ 会議名 日付 }}", "書き方に誤り", "つづり"),
        ("{{ 会議名|知らない加工 }}", "ひな形では使えません", "使えるのは"),
        ("{{ ''.__class__ }}", "知らない", "使えるのは"),
        ("{% set 会議名 = 1 %}", "使えません", "for、if だけ"),
        ("{{ range(10) }}", "使えません", "for、if だけ"),
        ("{%p if 要確認数 %} 要確認があります", "同じ段落に他の文字", "それだけの段落"),
        ("{%tr for 議員 in 議員一覧 %}", "表の中でだけ", "{%p for 議員 in 議員一覧 %}"),
        ("{% for 字 in 会議名 %}{% endfor %}", "繰り返せません", "発言一覧"),
    ],
)
def test_mistakes_are_named_with_their_place_and_remedy(
    office_template: Make, paragraph: str, found: str, todo: str
) -> None:
    with pytest.raises(TemplateError) as caught:
        word.check_template(office_template("表紙", paragraph))
    assert found in caught.value.found
    assert todo in caught.value.todo
    assert "ひな形.docx の本文の2番目の段落" in caught.value.found


def test_a_misspelt_tag_inside_a_loop_is_compared_with_the_tags_of_its_entries(office_template: Make) -> None:
    template = office_template("{%p for 発言 in 発言一覧 %}", "{{ 発言.本分 }}", "{%p endfor %}")
    with pytest.raises(TemplateError, match="「発言.本分」は知らないタグ.*「発言.本文」ではありませんか"):
        word.check_template(template)


def test_an_unclosed_loop_is_named_where_it_begins(office_template: Make) -> None:
    with pytest.raises(TemplateError, match="1番目の段落.*{%p for 人 in 議員一覧 %} が閉じられていません"):
        word.check_template(office_template("{%p for 人 in 議員一覧 %}", "{{ 人.氏名 }}"))


def test_a_loop_must_end_where_it_began(office_template: Make) -> None:
    template = office_template("{%p for 人 in 議員一覧 %}")
    document = docx.Document(str(template))
    document.add_table(1, 1).cell(0, 0).paragraphs[0].add_run("{%p endfor %}")
    document.save(str(template))
    with pytest.raises(TemplateError, match="組になりません"):
        word.check_template(template)


def test_mistakes_in_the_header_are_found_too(office_template: Make) -> None:
    with pytest.raises(TemplateError, match="ヘッダーの1番目の段落.*「会議目」.*「会議名」"):
        word.check_template(office_template(header="{{ 会議目 }}"))


def test_a_row_tag_must_be_alone_in_its_row(office_template: Make) -> None:
    template = office_template()
    document = docx.Document(str(template))
    row = document.add_table(2, 2).rows
    row[0].cells[0].text, row[0].cells[1].text = "{%tr for 人 in 議員一覧 %}", "氏名"
    row[1].cells[0].text = "{%tr endfor %}"
    document.save(str(template))
    with pytest.raises(TemplateError, match="同じ表の行に他の文字があります"):
        word.check_template(template)


def test_a_tag_in_a_text_box_is_named(office_template: Make) -> None:
    template = office_template("表紙")
    document = docx.Document(str(template))
    box = parse_xml(
        f'<w:r {nsdecls("w")} xmlns:v="urn:schemas-microsoft-com:vml"><w:pict><v:shape><v:textbox><w:txbxContent><w:p><w:r>'
        "<w:t>{{ 会議名 }}</w:t></w:r></w:p></w:txbxContent></v:textbox></v:shape></w:pict></w:r>"
    )
    document.paragraphs[0]._p.append(box)
    document.save(str(template))
    with pytest.raises(TemplateError) as caught:
        word.check_template(template)
    assert "本文のテキストボックスの中に、タグ「{{ 会議名 }}」があります" in caught.value.found
    assert "移してください" in caught.value.todo


def test_a_template_that_prints_no_utterance_is_refused(office_template: Make) -> None:
    with pytest.raises(TemplateError, match="発言が一つも印字されません"):
        word.check_template(office_template("{{ 会議名 }}", body=False))


def test_render_checks_first_and_leaves_nothing_behind(office_template: Make, tmp_path: Path) -> None:
    with pytest.raises(TemplateError):
        render(transcripts.transcript(), tmp_path / "d.docx", office_template("{{ 会議目 }}"))
    assert not (tmp_path / "d.docx").exists()


def test_a_tag_in_the_files_own_properties_is_explained(office_template: Make, tmp_path: Path) -> None:
    template = office_template()
    document = docx.Document(str(template))
    document.core_properties.subject = "{{ 会議目"
    document.save(str(template))
    with pytest.raises(TemplateError, match="ファイル.*情報"):
        render(transcripts.transcript(), tmp_path / "d.docx", template)


LARGE = [
    "{{ 'a' * 10**7 }}",
    "{{ 9**9**6 }}",
    "{{ 会議名.center(10**7) }}",
    "{{ 会議名|center(10000000) }}",
    "{{ [0] * 10**7 }}",
]
"""Small to write, large to work out; with two figures more each of them takes gigabytes."""


@pytest.mark.parametrize("tag", LARGE)
def test_a_constant_expression_is_refused_before_anybody_works_it_out(office_template: Make, tag: str) -> None:
    began = time.monotonic()
    with pytest.raises(TemplateError, match="ひな形では使えません"):
        template.inspect_template(office_template("表紙", tag))
    assert time.monotonic() - began < 2


@pytest.mark.parametrize("tag", LARGE)
def test_so_it_is_where_the_check_of_the_tags_does_not_read(office_template: Make, tag: str, tmp_path: Path) -> None:
    """docxtpl hands whole parts to Jinja: properties, attributes and fields, too."""
    in_properties, in_field = office_template(), office_template("表紙")
    document = docx.Document(str(in_properties))
    document.core_properties.subject = tag
    document.save(str(tmp_path / "properties.docx"))
    document = docx.Document(str(in_field))
    field = OxmlElement("w:instrText")
    field.text = tag
    document.paragraphs[0].add_run()._r.append(field)
    document.save(str(tmp_path / "field.docx"))
    for path in (tmp_path / "properties.docx", tmp_path / "field.docx"):
        began = time.monotonic()
        with pytest.raises(TemplateError, match="情報.*図の説明.*フィールド"):
            document_module.render_draft(transcripts.transcript(), template=path, office="", out=tmp_path / "d.docx")
        assert time.monotonic() - began < 5


def test_brackets_within_brackets_without_end_are_said(office_template: Make) -> None:
    deep = "{{ " + "(" * 3000 + "1" + ")" * 3000 + " }}"
    with pytest.raises(TemplateError, match="深すぎ"):
        template.inspect_template(office_template("表紙", deep))


OLE = bytes.fromhex("D0CF11E0A1B11AE1")


@pytest.mark.parametrize(
    ("data", "found", "todo"),
    [
        (b"", "Word の文書ではありません", "保存し直して"),
        ("ただの文章です。".encode("cp932"), "Word の文書ではありません", "保存し直して"),
        (OLE + bytes(504) + "WordDocument".encode("utf-16-le"), "古い形式 (.doc)", "保存し直して"),
        (OLE + bytes(504) + "EncryptedPackage".encode("utf-16-le"), "パスワード", "パスワードを外して"),
    ],
)
def test_other_files_named_docx_are_recognised(tmp_path: Path, data: bytes, found: str, todo: str) -> None:
    path = tmp_path / "ひな形.docx"
    path.write_bytes(data)
    with pytest.raises(TemplateError) as caught:
        word.check_template(path)
    assert found in caught.value.found
    assert todo in caught.value.todo


def test_another_office_file_or_any_zip_is_recognised(tmp_path: Path) -> None:
    path = tmp_path / "ひな形.docx"
    with zipfile.ZipFile(path, "w") as z:
        z.writestr("hello.txt", "hello")
    with pytest.raises(TemplateError, match="Word の文書ではありません"):
        word.check_template(path)


def test_a_damaged_file_is_recognised(tmp_path: Path) -> None:
    path = tmp_path / "ひな形.docx"
    path.write_bytes(word.shipped_template(RecordKind.COUNCIL, TEMPLATES).read_bytes()[:60_000])
    with pytest.raises(TemplateError, match="Word の文書ではありません"):
        word.check_template(path)


def test_a_missing_template_is_named(tmp_path: Path) -> None:
    with pytest.raises(TemplateError, match="ありません"):
        word.check_template(tmp_path / "ひな形.docx")


def test_the_guide_lists_every_tag() -> None:
    table = vocabulary.tag_table()
    for tag in ("{{ 会議名 }}", "{%p for 発言 in 発言一覧 %}", "{{ 発言.本文 }}", "{{ 行.内容 }}"):
        assert tag in table


@pytest.mark.parametrize(
    "lists",
    [
        ["発言一覧", "発言一覧"],
        ["発言一覧", "話者一覧", "発言一覧"],
        ["発言一覧", "話者一覧", "経過一覧"],
    ],
)
def test_a_list_within_itself_and_three_lists_within_each_other_are_refused(
    office_template: Make, lists: list[str]
) -> None:
    loops = [f"{{%p for 行{n} in {name} %}}" for n, name in enumerate(lists)]
    path = office_template(*loops, "{{ 行0.話者 }}", *["{%p endfor %}"] * len(lists))
    with pytest.raises(TemplateError, match="重ねて繰り返しています"):
        word.check_template(path)


def test_so_they_are_where_the_check_of_the_tags_does_not_read() -> None:
    with pytest.raises(TemplateSyntaxError):
        TagLanguage().parse("{% for a in 発言一覧 %}{% for b in 発言一覧 %}a{% endfor %}{% endfor %}")


def test_two_lists_within_each_other_are_allowed(office_template: Make) -> None:
    two = ["{%p for 人 in 話者一覧 %}", "{{ 人.話者 }}", "{%p for 発言 in 発言一覧 %}", "{{ 発言.本文 }}"]
    word.check_template(office_template(*two, "{%p endfor %}", "{%p endfor %}"))


def test_a_control_that_begins_within_a_list_and_ends_behind_it_does_no_harm(
    office_template: Make, tmp_path: Path
) -> None:
    """LibreOffice saves a template so: the box before a line reaches as far as the end of its section."""
    template = office_template(
        "{{ 会議名 }}", "{%p for 語 in 確認語一覧 %}", "{{ 語.語句 }}", "{%p endfor %}", "終わり"
    )
    document = docx.Document(str(template))
    inside = [p._p for p in document.paragraphs[2:5]]
    control = parse_xml(f"<w:sdt {nsdecls('w')}><w:sdtPr/><w:sdtContent/></w:sdt>")
    inside[0].addprevious(control)
    control[1].extend(inside)
    document.save(str(template))
    word.check_template(template)
    assert "終わり" in texts(render(transcripts.transcript(), tmp_path / "d.docx", template))


def test_a_style_of_comments_by_another_id_is_used(office_template: Make, tmp_path: Path) -> None:
    template = office_template("{{ 会議名 }}")
    document = docx.Document(str(template))
    style = document.styles.add_style("annotation text", WD_STYLE_TYPE.PARAGRAPH, builtin=True)
    style.element.styleId = "Annotationtext"
    document.save(str(template))
    made = docx.Document(str(render(transcripts.transcript(), tmp_path / "d.docx", template)))
    names = [s.name for s in made.styles]
    assert names.count("annotation text") == 1
    assert [s.style_id for s in made.styles if s.name == "annotation text"] == ["CommentText"]
