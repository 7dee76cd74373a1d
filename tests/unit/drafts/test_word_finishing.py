"""The signed original and the public copy that come of a checked draft."""

from __future__ import annotations

import zipfile
from pathlib import Path

import docx
import pytest
from conftest import TEMPLATES
from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.text.run import Run
from typer.testing import CliRunner

from transcriber.cli.main import app
from transcriber.drafts import word
from transcriber.drafts.word import finishing, house_style, sample
from transcriber.drafts.word.finishing import RecordCopy
from transcriber.errors import TemplateError
from transcriber.minutes.transcript import RecordKind


def runs(document: Document) -> list[Run]:
    return [Run(r, document) for r in document.element.body.iter(qn("w:r"))]  # type: ignore[arg-type]


def whole(document: Document) -> str:
    return "".join(t.text or "" for t in document.element.body.iter(qn("w:t")))


def given(folder: Path) -> list[str]:
    """A reason to leave things open, and settings whose audit log takes it up."""
    config = folder / "transcriber.toml"
    config.write_text(f'[folders]\nwatch = "{folder / "共有"}"\nwork = "{folder / "作業"}"\n', encoding="utf-8")
    return ["--reason", "試験のため", "--config", str(config)]


AS_LIBREOFFICE = b"http://schemas.openxmlformats.org/officedocument/2006/relationships/metadata/core-properties"


@pytest.fixture(params=["会議録_東郷型", "会議録_泉大津型", "委員会_要点記録"])
def checked(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A draft in which a person withdrew a sentence and marked another as secret."""
    style = house_style.find_style(request.param, TEMPLATES)
    path = tmp_path / "会議_下書き.docx"
    word.render_draft(
        sample.sample_transcript(RecordKind.COUNCIL), template=house_style.template(style, TEMPLATES), office="見本町議会", out=path, style=style
    )  # fmt: skip
    document = docx.Document(str(path))
    for run in runs(document):
        if run.text.startswith("なし"):
            run.style = "秘密会の発言"
        elif run.text.startswith("お答えいたします。現在の備蓄"):
            run.style = "取消し発言"
    document.save(str(path))
    return path


WITHDRAWN = "お答えいたします。現在の備蓄は3日分の12,000食でございます。"
OTHER = "議席番号3番、石田花子でございます。"


def test_the_original_underlines_what_was_withdrawn(checked: Path) -> None:
    document = finishing.finish_copy(checked, RecordCopy.ORIGINAL).document
    (run,) = [r for r in runs(document) if r.text.startswith(WITHDRAWN)]
    assert run.underline
    assert "なし" in [r.text for r in runs(document)]


def test_the_public_copy_leaves_out_what_was_withdrawn_and_what_is_secret(checked: Path, tmp_path: Path) -> None:
    made = finishing.finish_copy(checked, RecordCopy.PUBLIC)
    made.document.save(str(tmp_path / "p.docx"))
    with zipfile.ZipFile(tmp_path / "p.docx") as z:
        everything = "".join(z.read(n).decode("utf-8", "ignore") for n in z.namelist())
    assert WITHDRAWN not in everything
    assert OTHER in everything
    assert made.left_out >= len(WITHDRAWN)
    assert not [r for r in runs(made.document) if r.text == "なし"]


@pytest.mark.parametrize("name", ["会議録_東郷型", "会議録", "委員会_要点記録"])
def test_where_a_recording_ends_and_the_next_begins_is_no_part_of_the_record(name: str, tmp_path: Path) -> None:
    style = house_style.find_style(name, TEMPLATES)
    told = sample.sample_transcript(RecordKind.COUNCIL)
    at = told.utterances[3].start
    told = told.model_copy(update={"recording": told.recording.model_copy(update={"joints": (at,)})})
    path = tmp_path / "会議_下書き.docx"
    word.render_draft(told, template=house_style.template(style, TEMPLATES), office="", out=path, style=style)
    assert "録音が切り替わります" in whole(docx.Document(str(path)))
    made = finishing.finish_copy(path, RecordCopy.ORIGINAL)
    assert "切り替わります" not in whole(made.document)
    without = tmp_path / "一つの録音.docx"
    told = told.model_copy(update={"recording": told.recording.model_copy(update={"joints": ()})})
    word.render_draft(told, template=house_style.template(style, TEMPLATES), office="", out=without, style=style)
    plain = finishing.finish_copy(without, RecordCopy.ORIGINAL)
    assert whole(made.document).count("〔聴取不能〕") == whole(plain.document).count("〔聴取不能〕")


@pytest.mark.parametrize("kind", list(RecordCopy))
def test_nothing_of_the_check_is_left(checked: Path, kind: RecordCopy, tmp_path: Path) -> None:
    document = finishing.finish_copy(checked, kind).document
    document.save(str(tmp_path / "f.docx"))
    text = whole(document)
    for gone in ("〔要確認", "確認チェックリスト", "作成の記録", "固有名詞の確認表", "00:00:00", "下書き", "話者一覧"):
        assert gone not in text
    body = document.element.body
    assert not list(body.iter(qn("w:commentReference"), qn("w:commentRangeStart")))
    assert not [b for b in body.iter(qn("w:bookmarkStart")) if b.get(qn("w:name")).startswith("u0")]
    assert not list(body.iter(qn("w:dataBinding")))
    with zipfile.ZipFile(tmp_path / "f.docx") as z:
        names = z.namelist()
        assert not [n for n in names if "comments" in n or "customXml" in n]
        headers = "".join(z.read(n).decode() for n in names if "header" in n)
    assert "下書き" not in headers


@pytest.mark.parametrize("kind", [RecordCopy.ORIGINAL, RecordCopy.PUBLIC])
def test_there_are_lines_to_sign_on(checked: Path, kind: RecordCopy) -> None:
    text = whole(finishing.finish_copy(checked, kind).document)
    assert "会議録署名議員" in text or "委　員　長" in text


def test_names_corrected_in_word_stay_as_they_were_corrected(checked: Path) -> None:
    document = docx.Document(str(checked))
    for control in document.element.body.iter(qn("w:sdt")):
        tag = control.find(f"{qn('w:sdtPr')}/{qn('w:tag')}")
        if tag is not None and tag.get(qn("w:val")) == "speaker:S1":
            next(control.iter(qn("w:t"))).text = "議長（山本太郎）"
    document.save(str(checked))
    assert "議長（山本太郎）" in whole(finishing.finish_copy(checked, RecordCopy.ORIGINAL).document)


def test_tracked_changes_are_accepted(checked: Path) -> None:
    document = docx.Document(str(checked))
    run = next(r for r in runs(document) if r.text.startswith(OTHER))
    added = parse_xml(f'<w:ins {nsdecls("w")} w:id="900" w:author="確認者"><w:r><w:t>加えた文。</w:t></w:r></w:ins>')
    gone = parse_xml(
        f'<w:del {nsdecls("w")} w:id="901" w:author="確認者"><w:r><w:delText>消した文。</w:delText></w:r></w:del>'
    )
    run._r.addnext(added)
    run._r.addnext(gone)
    document.save(str(checked))
    made = finishing.finish_copy(checked, RecordCopy.ORIGINAL).document
    assert "加えた文。" in whole(made)
    assert not list(made.element.body.iter(qn("w:ins"), qn("w:del")))


def test_what_is_still_open_is_said_before_anybody_signs(checked: Path) -> None:
    warnings = "".join(p.text for p in finishing.finish_copy(checked, RecordCopy.ORIGINAL).open)
    assert "〔要確認〕の印が残っている段落が1か所" in warnings


def test_the_command_writes_both_copies_and_never_over_an_older_one(checked: Path, tmp_path: Path) -> None:
    out = tmp_path / "完成"
    for _ in range(2):
        done = CliRunner().invoke(app, ["finalise", str(checked), "--out", str(out), "--no-pdf", *given(tmp_path)])
        assert done.exit_code == 0, done.output
    assert sorted(p.name for p in out.iterdir() if p.suffix == ".docx") == [
        "会議_公開用(2).docx",
        "会議_公開用.docx",
        "会議_原本(2).docx",
        "会議_原本.docx",
    ]


def test_the_times_of_the_recording_leave_no_empty_column(checked: Path) -> None:
    document = finishing.finish_copy(checked, RecordCopy.ORIGINAL).document
    heads = [c.text for t in document.tables for c in t.rows[0].cells]
    assert not {"本文の時刻", "時刻"} & set(heads)
    for table in document.tables:
        assert {len(r.cells) for r in table.rows} == {len(table.columns)}


def test_attendance_that_nobody_decided_and_an_empty_place_are_said(tmp_path: Path) -> None:
    style = house_style.find_style("会議録", TEMPLATES)
    path = tmp_path / "会議_下書き.docx"
    word.render_draft(
        sample.sample_transcript(RecordKind.COUNCIL),
        template=house_style.template(style, TEMPLATES),
        office="",
        out=path,
    )
    warnings = "".join(p.text for p in finishing.finish_copy(path, RecordCopy.ORIGINAL).open)
    assert "出欠を選んでいない人が6人" in warnings
    assert "記入していない欄が5か所" in warnings  # 会期、場所、応招、不応招、欠席


def test_a_withdrawal_within_a_sentence_leaves_a_sentence(checked: Path) -> None:
    document = docx.Document(str(checked))
    (run,) = [r for r in runs(document) if r.text.startswith(OTHER)]
    start, gone, rest = "聞いておりますが、", "今後の計画をお聞かせください", "。終わります。"
    run.text = start
    for text, style in ((rest, None), (gone, "取消し発言")):
        added = parse_xml(f"<w:r {nsdecls('w')}><w:t>{text}</w:t></w:r>")
        run._r.addnext(added)
        Run(added, run._parent).style = style
    document.save(str(checked))
    assert "聞いておりますが。終わります。" in whole(finishing.finish_copy(checked, RecordCopy.PUBLIC).document)
    assert start + gone + rest in whole(finishing.finish_copy(checked, RecordCopy.ORIGINAL).document)


def test_a_row_of_which_nothing_is_left_goes_from_the_public_copy(checked: Path) -> None:
    document = docx.Document(str(checked))
    table = document.add_table(rows=2, cols=2)
    document.element.body.insert(0, table._tbl)
    table.cell(0, 0).text = "公開の行"
    for n in range(2):
        table.cell(1, n).paragraphs[0].add_run("秘密の行", style="秘密会の発言")
    document.save(str(checked))
    made = finishing.finish_copy(checked, RecordCopy.PUBLIC).document
    assert [r.cells[0].text for r in made.tables[0].rows] == ["公開の行"]
    assert "秘密の行" in whole(finishing.finish_copy(checked, RecordCopy.ORIGINAL).document)


def test_secret_words_in_a_footnote_are_left_out_as_well(checked: Path, tmp_path: Path) -> None:
    document = docx.Document(str(checked))
    secret = next(s.style_id for s in document.styles if s.name == "秘密会の発言")
    note = (
        f'<w:footnotes {nsdecls("w")}><w:footnote w:id="2"><w:p><w:r><w:t>残る注。</w:t></w:r>'
        f'<w:r><w:rPr><w:rStyle w:val="{secret}"/></w:rPr><w:t>秘密の注。</w:t></w:r></w:p></w:footnote></w:footnotes>'
    )
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
    part = Part(PackURI("/word/footnotes.xml"), kind, note.encode(), document.part.package)
    document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)
    document.save(str(checked))
    finishing.finish_copy(checked, RecordCopy.PUBLIC).document.save(str(tmp_path / "p.docx"))
    with zipfile.ZipFile(tmp_path / "p.docx") as z:
        notes = z.read("word/footnotes.xml").decode()
    assert "残る注。" in notes
    assert "秘密の注。" not in notes


def test_text_that_is_expressly_not_hidden_stays(checked: Path) -> None:
    document = docx.Document(str(checked))
    run = next(r for r in runs(document) if r.text.startswith(OTHER))
    run.font.hidden = False
    document.save(str(checked))
    assert OTHER in whole(finishing.finish_copy(checked, RecordCopy.ORIGINAL).document)


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(TemplateError, match="がありません"):
        finishing.finish_copy(tmp_path / "ない.docx", RecordCopy.PUBLIC)


@pytest.mark.parametrize("kind", list(RecordCopy))
def test_a_file_that_libreoffice_saved_keeps_one_set_of_properties_and_nobodys_name(
    checked: Path, kind: RecordCopy, tmp_path: Path
) -> None:
    """LibreOffice 7.4 relates them by a type of its own; python-docx then adds a second part of the same name."""
    document = docx.Document(str(checked))
    document.core_properties.last_modified_by = "鈴木職員"
    document.save(str(checked))
    saved = tmp_path / "saved.docx"
    with zipfile.ZipFile(checked) as before, zipfile.ZipFile(saved, "w") as after:
        for name in before.namelist():
            data = before.read(name)
            if name == "_rels/.rels":
                data = data.replace(RELATIONSHIP_TYPE.CORE_PROPERTIES.encode(), AS_LIBREOFFICE)
                assert AS_LIBREOFFICE in data
            after.writestr(name, data)
    out = tmp_path / "out.docx"
    finishing.finish_copy(saved, kind).document.save(str(out))
    with zipfile.ZipFile(out) as made:
        assert made.namelist().count("docProps/core.xml") == 1
        assert "鈴木職員" not in made.read("docProps/core.xml").decode()
