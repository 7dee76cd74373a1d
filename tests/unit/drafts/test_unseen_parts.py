"""Nothing that no page shows goes into a copy of the record."""

from __future__ import annotations

import zipfile
from pathlib import Path

import docx
import pytest
from docx.oxml.ns import qn

from scripts.bench.masking.finalise_leaks import PLANTS, STRUCK_OUT, planted
from transcriber.drafts.word import finishing, unseen_parts

SEEN = {*STRUCK_OUT, "漏れ題名", "漏れ隠し文字", "漏れ筆者", "漏れ書式前", "漏れ会社", "漏れ上司", "漏れ人物"}
"""What other steps of finishing see to, and the title, which a reader is shown."""


@pytest.fixture(scope="module")
def forgotten(tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = tmp_path_factory.mktemp("unseen")
    plain = docx.Document()
    plain.add_paragraph("本文です。")
    plain.save(str(folder / "plain.docx"))
    planted(folder / "plain.docx", folder / "planted.docx")
    document = docx.Document(str(folder / "planted.docx"))
    finishing.accept_changes(document.element.body)
    unseen_parts.forget(document, author=False)
    document.save(str(folder / "out.docx"))
    with zipfile.ZipFile(folder / "out.docx") as made:
        return "".join(n + made.read(n).decode("utf-8", "ignore") for n in made.namelist())


@pytest.mark.parametrize("plant", sorted(set(PLANTS) - SEEN))
def test_it_is_gone(forgotten: str, plant: str) -> None:
    assert plant not in forgotten


def test_what_the_pages_show_stays(forgotten: str) -> None:
    for shown in ("本文です。", "枠", "欄", "所"):
        assert shown in forgotten


def test_fields_worked_out_from_the_pages_and_places_that_are_pointed_at_stay(tmp_path: Path) -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("本文")._p
    for xml in (
        '<w:bookmarkStart %s w:id="1" w:name="_Toc1"/>',
        '<w:bookmarkEnd %s w:id="1"/>',
        '<w:fldSimple %s w:instr=" PAGEREF _Toc1 "><w:r><w:t>3</w:t></w:r></w:fldSimple>',
        '<w:fldSimple %s w:instr=" AUTHOR "><w:r><w:t>町</w:t></w:r></w:fldSimple>',
    ):
        paragraph.append(docx.oxml.parse_xml(xml % docx.oxml.ns.nsdecls("w")))
    unseen_parts.forget(document, author=True)
    body = document.element.body
    assert [f.get(qn("w:instr")) for f in body.iter(qn("w:fldSimple"))] == [" PAGEREF _Toc1 "]
    assert [b.get(qn("w:name")) for b in body.iter(qn("w:bookmarkStart"))] == ["_Toc1"]
    assert "町" in "".join(t.text for t in body.iter(qn("w:t")))
