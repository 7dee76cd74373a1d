"""Word refuses a file whose properties are in another order than the schema's (ISO/IEC 29500-1, Annex A)."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from docx.oxml.ns import qn
from lxml import etree

ORDER = {
    "w:pPr": "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd tabs "
    "suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd "
    "snapToGrid spacing ind contextualSpacing mirrorIndents suppressOverlap jc textDirection textAlignment "
    "textboxTightWrap outlineLvl divId cnfStyle rPr sectPr pPrChange",
    "w:rPr": "rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint noProof snapToGrid "
    "vanish webHidden color spacing w kern position sz szCs highlight u effect bdr shd fitText vertAlign rtl cs em "
    "lang eastAsianLayout specVanish oMath",
    "w:tblPr": "tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize tblW jc tblCellSpacing "
    "tblInd tblBorders shd tblLayout tblCellMar tblLook tblCaption tblDescription",
    "w:tcPr": "cnfStyle tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar textDirection tcFitText vAlign hideMark",
    "w:style": "name aliases basedOn next link autoRedefine hidden uiPriority semiHidden unhideWhenUsed qFormat locked "
    "personal personalCompose personalReply rsid pPr rPr tblPr trPr tcPr tblStylePr",
    "w:sectPr": "headerReference footerReference footnotePr endnotePr type pgSz pgMar paperSrc pgBorders lnNumType "
    "pgNumType cols formProt vAlign noEndnote titlePg textDirection bidi rtlGutter docGrid printerSettings",
    "w:settings": "writeProtection view zoom removePersonalInformation mirrorMargins proofState defaultTabStop "
    "characterSpacingControl savePreviewPicture compat docVars rsids mathPr themeFontLang clrSchemeMapping "
    "doNotAutoCompressPictures shapeDefaults decimalSymbol listSeparator docId defaultImageDpi",
}


@pytest.mark.parametrize("parent", ORDER)
def test_properties_are_in_the_order_of_the_schema(draft: Path, parent: str) -> None:
    rank = {name: number for number, name in enumerate(ORDER[parent].split())}
    seen = 0
    with zipfile.ZipFile(draft) as z:
        for part in [n for n in z.namelist() if n.startswith("word/") and n.endswith(".xml")]:
            for element in etree.fromstring(z.read(part)).iter(qn(parent)):
                children = [etree.QName(c).localname for c in element]
                assert [rank[c] for c in children] == sorted(rank[c] for c in children), (part, children)
                seen += 1
    assert seen


def test_every_cell_ends_with_a_paragraph_and_every_row_fills_the_grid(draft: Path) -> None:
    with zipfile.ZipFile(draft) as z:
        root = etree.fromstring(z.read("word/document.xml"))
    for cell in root.iter(qn("w:tc")):
        assert cell[-1].tag == qn("w:p")
    for table in root.iter(qn("w:tbl")):
        columns = len(table.findall(f"{qn('w:tblGrid')}/{qn('w:gridCol')}"))
        for row in table.findall(qn("w:tr")):
            spans = [s.get(qn("w:val")) for s in row.iterfind(f".//{qn('w:gridSpan')}")]
            cells = len(row.findall(qn("w:tc")))
            assert cells + sum(int(s) - 1 for s in spans) == columns
