"""The draft as a file: Word opens it without repairing anything, and it looks Japanese everywhere."""

from __future__ import annotations

import posixpath
import re
import subprocess
import sys
import zipfile
from pathlib import Path, PurePosixPath

import docx
import pytest
import transcripts
from conftest import TEMPLATES, render, texts
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docx.shared import Mm
from lxml import etree

from transcriber.drafts import word
from transcriber.minutes.transcript import RecordKind
from transcriber.settings import HOME

W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"


def parts(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as z:
        assert z.testzip() is None
        return {n: z.read(n) for n in z.namelist()}


def test_every_part_is_well_formed_and_free_of_control_characters(draft: Path) -> None:
    for name, data in parts(draft).items():
        assert name.endswith((".xml", ".rels"))
        etree.fromstring(data)
        assert not re.search("[\x00-\x08\x0b\x0c\x0e-\x1f]", data.decode("utf-8"))


def test_every_relationship_has_its_target_and_every_part_a_relationship(draft: Path) -> None:
    names = parts(draft)
    targets = set()
    for name, data in names.items():
        if not name.endswith(".rels"):
            continue
        folder = PurePosixPath(name).parent.parent
        relations = list(etree.fromstring(data))
        assert len({r.get("Id") for r in relations}) == len(relations)
        for relation in relations:
            target = relation.get("Target")
            targets.add(target.lstrip("/") if target.startswith("/") else posixpath.normpath(folder / target))
    present = {n for n in names if not n.endswith(".rels") and n != "[Content_Types].xml"}
    assert targets == present


def test_every_relationship_used_in_the_text_exists(draft: Path) -> None:
    document = docx.Document(str(draft))
    used = set(re.findall(rb'r:(?:id|embed|link)="([^"]+)"', parts(draft)["word/document.xml"]))
    assert {u.decode() for u in used} <= set(document.part.rels)


@pytest.mark.parametrize(("name", "items"), [("council", 12), ("consultation", 10)])
def test_the_checklist_can_be_ticked(name: str, items: int, request: pytest.FixtureRequest) -> None:
    document = docx.Document(str(request.getfixturevalue(name)))
    boxes = [s for s in document.element.body.iter(qn("w:sdt")) if s.find(f".//{W14}checkbox") is not None]
    tags = [b.find(f".//{qn('w:tag')}").get(qn("w:val")) for b in boxes]
    assert [t for t in tags if t.startswith("check-")] == [f"check-{n:02d}" for n in range(1, items + 1)]
    assert len(set(tags)) == len(tags)
    assert len({b.find(f".//{qn('w:id')}").get(qn("w:val")) for b in boxes}) == len(boxes)
    for box in boxes:
        state = box.find(f".//{W14}checkbox")
        assert state.find(f"{W14}checked").get(f"{W14}val") == "0"
        glyph = {k: chr(int(state.find(f"{W14}{k}").get(f"{W14}val"), 16)) for k in ("checkedState", "uncheckedState")}
        assert glyph == {"checkedState": "☒", "uncheckedState": "☐"}
        assert "".join(t.text for t in box.iter(qn("w:t"))) == glyph["uncheckedState"]
        fonts = box.find(f"{qn('w:sdtContent')}//{qn('w:rFonts')}")
        assert {fonts.get(qn(f"w:{s}")) for s in ("ascii", "eastAsia", "hAnsi")} == {"MS Gothic"}
    root = etree.fromstring(parts(request.getfixturevalue(name))["word/document.xml"])
    assert "w14" in root.get(f"{MC}Ignorable").split()
    assert root.nsmap["w14"] == W14.strip("{}")


def test_fonts_are_named_for_japanese_text_in_every_style(draft: Path) -> None:
    styles = docx.Document(str(draft)).styles
    defaults = styles.element.find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{qn('w:rPr')}")
    assert defaults.find(qn("w:lang")).get(qn("w:eastAsia")) == "ja-JP"
    for properties in [defaults, *(s.element.rPr for s in styles)]:
        fonts = properties.find(qn("w:rFonts"))
        for script in ("ascii", "eastAsia", "hAnsi"):
            assert fonts.get(qn(f"w:{script}")) in {"ＭＳ 明朝", "ＭＳ ゴシック"}
        assert not [a for a in fonts.attrib if a.endswith("Theme")]


def test_styles_refer_only_to_styles_that_exist(draft: Path) -> None:
    document = docx.Document(str(draft))
    ids = {s.style_id for s in document.styles}
    for root in (document.element.body, document.styles.element):
        for name in ("w:pStyle", "w:rStyle", "w:tblStyle", "w:basedOn", "w:next", "w:link"):
            assert {e.get(qn("w:val")) for e in root.iter(qn(name))} <= ids


def test_headings_are_real_and_skip_no_level(draft: Path) -> None:
    levels = [int(p.style.name[-1]) for p in docx.Document(str(draft)).paragraphs if p.style.name.startswith("Heading")]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in zip(levels, levels[1:], strict=False))


def test_tables_with_headings_repeat_them_on_every_page(draft: Path) -> None:
    for table in docx.Document(str(draft)).tables:
        first = table.rows[0]._tr
        shaded = [c._tc.find(f".//{qn('w:shd')}") is not None for c in table.rows[0].cells]
        if all(shaded) and len(table.rows[0].cells) > 1 and "課長" not in table.rows[0].cells[0].text:
            assert first.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None


def test_the_paper_is_a4_with_header_and_page_numbers(draft: Path) -> None:
    section = docx.Document(str(draft)).sections[0]
    assert section.page_width == pytest.approx(Mm(210), abs=Mm(0.1))
    assert section.page_height == pytest.approx(Mm(297), abs=Mm(0.1))
    header = section.header.paragraphs[0].text
    assert header.endswith("\t下書き（確認前）")
    assert not header.startswith("\t")
    footer = section.footer.paragraphs[0]._p
    assert [i.text.strip() for i in footer.iter(qn("w:instrText"))] == ["PAGE", "NUMPAGES"]
    kinds = [c.get(qn("w:fldCharType")) for c in footer.iter(qn("w:fldChar"))]
    assert kinds == ["begin", "separate", "end"] * 2  # each with a cached result between separate and end
    assert "".join(t.text for t in footer.iter(qn("w:t"))) == "－ 1 ／ 1 －"


def test_the_file_says_what_it_is_and_in_which_language(council: Path) -> None:
    about = docx.Document(str(council)).core_properties
    assert (about.title, about.language, about.author) == (
        "令和6年第3回東郷町議会定例会",
        "ja-JP",
        "愛知県東郷町議会",
    )
    assert about.created is not None
    assert about.created.isoformat() == "2024-09-03T04:05:00+00:00"


def test_the_same_transcript_gives_the_same_text(tmp_path: Path, council: Path) -> None:
    again = render(transcripts.transcript(), tmp_path / "again.docx")
    assert parts(again) == parts(council)


def test_what_word_leaves_in_a_template_is_not_repeated_with_every_utterance(tmp_path: Path) -> None:
    """Paragraph ids, Word's _GoBack bookmark and the ids of content controls must stay unique."""
    document = docx.Document(str(word.shipped_template(RecordKind.COUNCIL, TEMPLATES)))
    inside = next(
        p for p in document.paragraphs if p.text.startswith("{{ 項.印 }}{{ 項.話者 }}") and p.style.name == "発言"
    )
    inside._p.set(f"{W14}paraId", "12345678")
    namespace = f'xmlns:w="{qn("w:p")[1:].split("}")[0]}"'
    inside._p.append(parse_xml(f'<w:bookmarkStart {namespace} w:id="0" w:name="_GoBack"/>'))
    inside._p.append(parse_xml(f'<w:bookmarkEnd {namespace} w:id="0"/>'))
    inside._p.append(
        parse_xml(f'<w:sdt {namespace}><w:sdtPr><w:id w:val="7"/></w:sdtPr><w:sdtContent><w:r/></w:sdtContent></w:sdt>')
    )
    document.save(str(tmp_path / "ひな形.docx"))
    path = render(transcripts.transcript(), tmp_path / "d.docx", tmp_path / "ひな形.docx")
    body = docx.Document(str(path)).element.body
    names = [b.get(qn("w:name")) for b in body.iter(qn("w:bookmarkStart"))]
    assert names == ["u0001", "u0002", "u0003", "u0004"]
    assert len(list(body.iter(qn("w:bookmarkEnd")))) == len(names)
    assert not [p for p in body.iter(qn("w:p")) if p.get(f"{W14}paraId")]
    ids = [i.get(qn("w:val")) for i in body.iterfind(f".//{qn('w:sdtPr')}/{qn('w:id')}")]
    assert len(ids) == len(set(ids)) > 12


def test_a_long_meeting_is_rendered_whole(tmp_path: Path) -> None:
    many = [
        transcripts.utterance(n, f"{n}番目の発言です。", speaker=f"S{n % 7 + 1}", at=n * 2.4) for n in range(1, 3001)
    ]
    path = render(transcripts.transcript(utterances=many, doubts=(), seconds=7200), tmp_path / "d.docx")
    assert sum(t.endswith("番目の発言です。") for t in texts(path)) == 3000


def test_the_shipped_templates_are_what_the_script_builds() -> None:
    script = [sys.executable, str(HOME / "scripts" / "build_templates"), "--check"]
    done = subprocess.run(script, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
