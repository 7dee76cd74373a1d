"""What a program finds again in a draft: the draft's identity, each utterance, and each speaker's name."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

import docx
import pytest
import transcripts
from conftest import render, texts
from docx.oxml.ns import qn
from lxml import etree
from support.styled_drafts import marked_utterances

from transcriber.drafts.word import identity
from transcriber.minutes.transcript import RecordKind

NS = {"w": qn("w:p")[1:].split("}")[0], "d": identity.NAMESPACE}


def bookmarked(path: Path) -> dict[str, str]:
    """Bookmark → the text between its start and its end."""
    found: dict[str, str] = {}
    opened: dict[str, str] = {}
    for element in docx.Document(str(path)).element.body.iter():
        if element.tag == qn("w:bookmarkStart"):
            opened[element.get(qn("w:id"))] = element.get(qn("w:name"))
            found[element.get(qn("w:name"))] = ""
        elif element.tag == qn("w:bookmarkEnd"):
            del opened[element.get(qn("w:id"))]
        elif element.tag in (qn("w:t"), qn("w:br")) or (
            element.tag == qn("w:tab") and element.getparent().tag == qn("w:r")
        ):
            for name in opened.values():
                found[name] += (element.text or "") if element.tag == qn("w:t") else " "
    assert not opened
    return found


def test_every_utterance_lies_in_a_bookmark_of_its_id(council: Path) -> None:
    expected = {u.id: u.text for u in transcripts.COUNCIL_UTTERANCES}
    assert bookmarked(council) == expected
    assert list(marked_utterances(docx.Document(str(council)).element.body)) == list(expected)


def test_text_with_line_breaks_tabs_and_underscores_stays_in_its_bookmark(tmp_path: Path) -> None:
    made = transcripts.transcript(utterances=[transcripts.utterance(1, "一行\n二行\t字_下げ {{ x }}")], doubts=())
    assert bookmarked(render(made, tmp_path / "d.docx")) == {"u0001": "一行 二行 字_下げ {{ x }}"}


def test_a_template_that_prints_an_utterance_twice_has_one_bookmark(office_template, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    template = office_template(
        "{%p for 発言 in 発言一覧 %}", "{{ 発言.本文 }}／{{ 発言.本文 }}", "{%p endfor %}", header="{{ 会議名 }}"
    )
    path = render(transcripts.transcript(), tmp_path / "d.docx", template)
    assert list(bookmarked(path)) == ["u0001", "u0002", "u0003", "u0004"]
    assert not re.search("[\ufdd0-\ufdef]", "".join(texts(path)))


def test_marks_do_not_disturb_conditions_in_a_template(office_template, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    template = office_template(
        "{%p for 発言 in 発言一覧 %}",
        '{% if 発言.話者 == "議長" %}◎{% else %}◯{% endif %}{{ 発言.番号 }}',
        "{%p endfor %}",
    )
    assert texts(render(transcripts.transcript(), tmp_path / "d.docx", template))[:3] == ["◎u0001", "◎u0002", "◯u0003"]


def controls(path: Path) -> list[tuple[str, str, str]]:
    """Tag, visible text and XPath of every speaker's content control."""
    found = []
    for control in docx.Document(str(path)).element.body.iter(qn("w:sdt")):
        tag = control.find("w:sdtPr/w:tag", NS).get(qn("w:val"))
        if tag.startswith("speaker:"):
            binding = control.find("w:sdtPr/w:dataBinding", NS)
            text = "".join(t.text for t in control.iter(qn("w:t")))
            found.append((tag, text, "" if binding is None else binding.get(qn("w:xpath"))))
    return found


def test_speakers_are_content_controls_bound_to_one_name_each(council: Path) -> None:
    bound = controls(council)
    assert [(tag, text) for tag, text, _ in bound[:3]] == [
        ("speaker:S1", "議長"),
        ("speaker:S2", "加藤啓二"),
        ("speaker:S3", "話者3"),
    ]
    assert {tag for tag, _, _ in bound[3:]} == {"speaker:S1", "speaker:S2", "speaker:S3"}  # the table of speakers
    store = etree.fromstring(zipfile.ZipFile(council).read("customXml/item1.xml"))
    for tag, text, path in bound:
        (name,) = etree.ElementTree(store).xpath(path, namespaces={"d": identity.NAMESPACE})
        assert (f"speaker:{name.get('id')}", name.text) == (tag, text)


def test_the_store_is_named_as_word_expects(council: Path) -> None:
    with zipfile.ZipFile(council) as z:
        properties = etree.fromstring(z.read("customXml/itemProps1.xml"))
        relations = etree.fromstring(z.read("customXml/_rels/item1.xml.rels"))
        types = z.read("[Content_Types].xml").decode()
        document = z.read("word/document.xml").decode()
    item = next(v for k, v in properties.attrib.items() if k.endswith("itemID"))
    assert re.fullmatch(r"\{[0-9A-F-]{36}\}", item)
    assert set(re.findall('w:storeItemID="([^"]+)"', document)) == {item}
    assert relations[0].get("Type").endswith("/customXmlProps")
    assert "officedocument.customXmlProperties+xml" in types
    assert set(re.findall('w:prefixMappings="([^"]+)"', document)) == {f"xmlns:d='{identity.NAMESPACE}'"}


def test_an_utterance_that_is_not_called_as_its_voice_is_corrected_by_itself(tmp_path: Path) -> None:
    u = transcripts.utterance
    said = [
        u(1, "あ", speaker="S1", name="加藤議員"),
        u(2, "い", speaker="S1", name="加藤議員", at=60),
        u(3, "う", speaker="S1", at=120),
        u(4, "え", speaker=None, at=180),
    ]
    path = render(transcripts.transcript(utterances=said, doubts=()), tmp_path / "d.docx")
    assert [(tag, text, bool(xpath)) for tag, text, xpath in controls(path)[:4]] == [
        ("speaker:S1", "加藤議員", True),
        ("speaker:S1", "加藤議員", True),
        ("speaker:u0003", "話者1", False),
        ("speaker:u0004", "話者不明", False),
    ]


@pytest.mark.parametrize("kind", list(RecordKind))
def test_a_draft_says_which_draft_it_is(kind: RecordKind, tmp_path: Path) -> None:
    made = transcripts.transcript(kind)
    found = identity.read_identity(docx.Document(str(render(made, tmp_path / "d.docx"))))
    assert found is not None
    assert found.sha256 == made.recording.sha256
    assert found.created == made.provenance.created_at
    assert found.profile == made.meeting.profile
    assert list(found.names) == [s.id for s in made.speakers]
    assert found == identity.identity_of(made, found.names)


def test_another_transcript_is_another_draft() -> None:
    one = identity.identity_of(transcripts.transcript(), {})
    other = identity.identity_of(transcripts.transcript(title="別の会議"), {})
    assert one.id != other.id


def test_a_template_made_from_a_draft_does_not_keep_the_old_identity(council: Path, tmp_path: Path) -> None:
    document = docx.Document(str(council))
    for text in ("{%p for 発言 in 発言一覧 %}", "{{ 発言.本文 }}", "{%p endfor %}"):
        document.add_paragraph(text)
    document.save(str(tmp_path / "ひな形.docx"))
    made = transcripts.transcript(title="別の会議")
    path = render(made, tmp_path / "d.docx", tmp_path / "ひな形.docx")
    assert identity.read_identity(docx.Document(str(path))) == identity.identity_of(
        made, {"S1": "議長", "S2": "加藤啓二", "S3": "話者3"}
    )
    with zipfile.ZipFile(path) as z:
        assert [n for n in z.namelist() if n.startswith("customXml/item")] == [
            "customXml/item1.xml",
            "customXml/itemProps1.xml",
        ]
    assert list(bookmarked(path)) == ["u0001", "u0002", "u0003", "u0004"]


def test_a_file_that_is_no_draft_has_no_identity(tmp_path: Path) -> None:
    docx.Document().save(str(tmp_path / "x.docx"))
    assert identity.read_identity(docx.Document(str(tmp_path / "x.docx"))) is None


def test_the_list_of_speakers_offers_the_people_of_the_roster(tmp_path: Path) -> None:
    document = docx.Document(str(render(transcripts.transcript(), tmp_path / "d.docx")))
    offered = [
        [i.get(qn("w:value")) for i in control.iter(qn("w:listItem"))]
        for control in document.element.body.iter(qn("w:sdt"))
        if control.find(f"{qn('w:sdtPr')}/{qn('w:comboBox')}") is not None
    ]
    table = [o for o in offered if o]
    assert table
    for names in table:
        assert "議長（山下清隆）" in names
        assert len(set(names)) == len(names)  # Word repairs a file with one twice
    assert [] in offered  # not in the text, where a long meeting would carry the roster thousands of times
