"""The sheet of paper: A4, fonts, styles, header and footer. Everything both templates share before any content."""

from __future__ import annotations

import datetime as dt

import docx
from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Mm, Pt, RGBColor
from docx.styles.style import BaseStyle, CharacterStyle, ParagraphStyle
from docx.styles.styles import Styles

from transcriber.drafts.word import program_name

MINCHO = "ＭＳ 明朝"
GOTHIC = "ＭＳ ゴシック"
GREY = RGBColor(0x59, 0x59, 0x59)  # 7:1 on white, readable also when printed
BODY_SIZE = Pt(10.5)  # what a Japanese Word document starts with
CHARACTER = BODY_SIZE  # one full-width character, for indents

TEXT_WIDTH = Mm(160)
_DOCKET_COLUMNS = (10, 68, 90, 102)
"""Millimetres from the left at which the columns of the docket begin, after the box."""

_KEPT_STYLES = {
    "Normal",
    "Default Paragraph Font",
    "Normal Table",
    "No List",
    "Title",
    "Subtitle",
    "heading 1",
    "heading 2",
    "heading 3",
    "header",
    "footer",
    "Table Grid",
}
_UNWANTED_PARTS = ("stylesWithEffects", "customXml", "numbering", RELATIONSHIP_TYPE.THUMBNAIL)


def new(title: str) -> Document:
    """An empty A4 document with our styles, `title` in its properties, and page numbers."""
    document = docx.Document()
    _drop_parts(document)
    _set_up_styles(document)
    _set_up_settings(document)
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(19), Mm(14)
    section.left_margin = section.right_margin = Mm(25)
    section.header_distance, section.footer_distance = Mm(10), Mm(7)
    for old in section._sectPr.findall(qn("w:docGrid")):
        section._sectPr.remove(old)
    section._sectPr.append(parse_xml(f'<w:docGrid {nsdecls("w")} w:type="lines" w:linePitch="330"/>'))
    _header(document)
    _footer(document)
    about = document.core_properties
    about.title, about.author, about.last_modified_by, about.comments = title, "", "", ""
    about.language = "ja-JP"
    program_name.name_program(document)
    about.created = about.modified = dt.datetime(2020, 1, 1)  # noqa: DTZ001 (python-docx writes naive UTC)
    return document


def _drop_parts(document: Document) -> None:
    """python-docx's own template carries a preview picture, sample numbering and custom XML nobody needs."""
    for owner in (document.part.rels, document.part.package.rels):
        for key in [k for k, r in owner.items() if any(word in r.reltype for word in _UNWANTED_PARTS)]:
            owner.pop(key)


def _set_up_settings(document: Document) -> None:
    settings = document.settings.element
    for name in ("w:savePreviewPicture", "w:rsids", "w:doNotAutoCompressPictures", "w:proofState"):
        for old in settings.findall(qn(name)):
            settings.remove(old)
    settings.find(qn("w:zoom")).set(qn("w:percent"), "100")
    for setting in settings.iter(qn("w:compatSetting")):
        if setting.get(qn("w:name")) == "compatibilityMode":
            setting.set(qn("w:val"), "15")  # else Word shows 互換モード in the title bar


def _set_up_styles(document: Document) -> None:
    styles = document.styles
    for element in list(styles.element.findall(qn("w:style"))):
        if element.find(qn("w:name")).get(qn("w:val")) not in _KEPT_STYLES:
            styles.element.remove(element)
        else:
            # References to styles that are gone, and the English look of the rest.
            for name in ("w:link", "w:rsid", "w:rPr", "w:pPr"):
                for old in element.findall(qn(name)):
                    element.remove(old)
    _defaults(styles.element)

    _known(styles, "Normal").font.size = BODY_SIZE
    _paragraph(_known(styles, "Title"), size=18, font=GOTHIC, align=WD_ALIGN_PARAGRAPH.CENTER, before=2, after=2)
    _paragraph(_known(styles, "Subtitle"), size=12, font=GOTHIC, align=WD_ALIGN_PARAGRAPH.CENTER, before=0, after=0)
    _paragraph(_known(styles, "Heading 1"), size=12.5, font=GOTHIC, before=6, after=2, keep=True)
    _paragraph(_known(styles, "Heading 2"), size=10.5, font=GOTHIC, before=4, after=2, keep=True)
    _paragraph(_known(styles, "Heading 3"), size=10.5, font=GOTHIC, before=8, after=3, left=1, keep=True)
    _underline(_known(styles, "Heading 1"))
    for number in (1, 2, 3):
        properties = _known(styles, f"Heading {number}").element.get_or_add_pPr()
        level = OxmlElement("w:outlineLvl")
        level.set(qn("w:val"), str(number - 1))
        properties.append(level)
    _paragraph(_known(styles, "Header"), size=9, colour=GREY)
    _paragraph(_known(styles, "Footer"), size=9, colour=GREY, align=WD_ALIGN_PARAGRAPH.CENTER)

    speech = _add_paragraph_style(styles, "発言", "Speech")
    _paragraph(speech, after=4, left=1, first=-1)
    continued = _add_paragraph_style(styles, "発言（続き）", "SpeechContinued")
    _paragraph(continued, after=4, left=1, first=1)
    interview = _add_paragraph_style(styles, "発言（面談）", "SpeechInterview")
    _paragraph(interview, after=4, left=10, first=-10)
    interview.paragraph_format.tab_stops.add_tab_stop(int(CHARACTER * 3.5))
    direction = _add_paragraph_style(styles, "ト書き", "Direction")
    _paragraph(direction, before=2, after=6, left=4)
    _paragraph(_add_paragraph_style(styles, "議場の声", "Audience"), after=4, left=4)
    omitted = _add_paragraph_style(styles, "省略した発言", "Omitted")
    _paragraph(omitted, after=4, left=1, first=-1, colour=GREY)
    omitted.font.hidden = True
    listed = _add_paragraph_style(styles, "列記", "Listed")
    _paragraph(listed, after=1, left=2)
    for at in (14, 26):
        listed.paragraph_format.tab_stops.add_tab_stop(int(CHARACTER * at))
    signature = _add_paragraph_style(styles, "署名", "Signature")
    _paragraph(signature, before=9, after=3, left=12)
    signature.paragraph_format.tab_stops.add_tab_stop(TEXT_WIDTH, WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.LINES)
    gap = _add_paragraph_style(styles, "聞き取れなかった区間", "Inaudible")
    _paragraph(gap, font=GOTHIC, before=4, after=6, left=1)
    _shade(gap, "F2F2F2")
    note = _add_paragraph_style(styles, "注記", "Note")
    _paragraph(note, size=8.5, colour=GREY, after=2, keep=True)
    cell = _add_paragraph_style(styles, "表の文字", "CellText")
    _paragraph(cell, size=10)
    cell_heading = _add_paragraph_style(styles, "表の見出し", "CellHeading")
    _paragraph(cell_heading, size=9.5, font=GOTHIC, keep=True)
    small = _add_paragraph_style(styles, "細かい文字", "SmallText")
    _paragraph(small, size=8.5)
    hint = _add_paragraph_style(styles, "手がかり", "Hint")
    _paragraph(hint, size=8.5, colour=GREY)
    word = _add_paragraph_style(styles, "確認語", "DocketWord")
    word_heading = _add_paragraph_style(styles, "確認語の見出し", "DocketHeading")
    _paragraph(word, size=8.5)
    _paragraph(word_heading, size=8.5, font=GOTHIC, keep=True)
    for style in (word, word_heading):
        columns = style.paragraph_format
        for at in _DOCKET_COLUMNS:
            columns.tab_stops.add_tab_stop(Mm(at))
        columns.left_indent, columns.first_line_indent = Mm(_DOCKET_COLUMNS[-1]), -Mm(_DOCKET_COLUMNS[-1])
    for style, points in (
        (small, 10.5),
        (word, 10.5),
        (word_heading, 12),
        (note, 10.5),
        (cell, 13),
        (cell_heading, 13),
        (hint, 10.5),
    ):
        style.paragraph_format.line_spacing = Pt(points)
        grid = OxmlElement(
            "w:snapToGrid"
        )  # exactly so: LibreOffice would still round up to the lines of the page's grid
        grid.set(qn("w:val"), "0")
        _insert(style, grid, before=("w:spacing", "w:ind", "w:jc"))
    instruction = _add_paragraph_style(styles, "ひな形の指示", "Instruction")
    _paragraph(instruction, size=8, colour=RGBColor(0x1F, 0x4E, 0x79))

    _character(_add_character_style(styles, "話者名", "SpeakerName"), font=GOTHIC)
    _character(_add_character_style(styles, "時刻コード", "TimeCode"), size=7.5, colour=GREY)
    doubt = _add_character_style(styles, "要確認の印", "DoubtMark")
    _character(doubt, size=9, font=GOTHIC, colour=RGBColor(0xA6, 0x1C, 0x00))
    _character(_add_character_style(styles, "時刻リンク", "TimeLink"), size=9, colour=RGBColor(0x1F, 0x4E, 0x79))
    withdrawn = _add_character_style(styles, "取消し発言", "Withdrawn")
    withdrawn.font.underline = True
    _shade_text(withdrawn, "FCE4D6")
    _shade_text(_add_character_style(styles, "秘密会の発言", "Secret"), "D9E2F3")
    _character(_add_character_style(styles, "未聴取", "NotHeard"), colour=GREY)
    _character(_add_character_style(styles, "書体：ゴシック", "GothicText"), font=GOTHIC)

    for name, identity, kind in (
        ("annotation text", "CommentText", WD_STYLE_TYPE.PARAGRAPH),
        ("annotation reference", "CommentReference", WD_STYLE_TYPE.CHARACTER),
    ):
        comment = styles.add_style(name, kind, builtin=True)
        comment.element.styleId = identity
        comment.hidden = True
        comment.font.size = Pt(9)

    for style in styles:
        _name_every_font(style)


def _defaults(styles: BaseOxmlElement) -> None:
    defaults = styles.find(qn("w:docDefaults"))
    styles.replace(
        defaults,
        parse_xml(
            f"<w:docDefaults {nsdecls('w')}><w:rPrDefault><w:rPr>"
            f'<w:rFonts w:ascii="{MINCHO}" w:eastAsia="{MINCHO}" w:hAnsi="{MINCHO}" w:cs="Times New Roman"/>'
            '<w:kern w:val="2"/><w:sz w:val="21"/><w:szCs w:val="21"/>'
            '<w:lang w:val="en-US" w:eastAsia="ja-JP" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>'
            '<w:pPrDefault><w:pPr><w:spacing w:after="0" w:line="240" w:lineRule="auto"/></w:pPr></w:pPrDefault>'
            "</w:docDefaults>"
        ),
    )


def _known(styles: Styles, name: str) -> ParagraphStyle:
    """A paragraph style that the document came with."""
    style = styles[name]
    assert isinstance(style, ParagraphStyle)
    return style


def _add_paragraph_style(styles: Styles, name: str, identity: str) -> ParagraphStyle:
    style: ParagraphStyle = styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    style.element.styleId = identity  # ASCII, so that code and other programs can rely on it
    style.base_style = styles["Normal"]
    style.quick_style = True
    return style


def _add_character_style(styles: Styles, name: str, identity: str) -> CharacterStyle:
    style: CharacterStyle = styles.add_style(name, WD_STYLE_TYPE.CHARACTER)
    style.element.styleId = identity
    style.quick_style = True
    return style


def _paragraph(
    style: ParagraphStyle,
    *,
    size: float | None = None,
    font: str | None = None,
    colour: RGBColor | None = None,
    align: WD_ALIGN_PARAGRAPH | None = None,
    before: float = 0,
    after: float = 0,
    left: float = 0,
    first: float = 0,
    keep: bool = False,
) -> None:
    """Sizes and spaces in points, indents in full-width characters of body text."""
    _character(style, size=size, font=font, colour=colour)
    form = style.paragraph_format
    form.space_before, form.space_after = Pt(before), Pt(after)
    if align is not None:
        form.alignment = align
    if left:
        form.left_indent = int(CHARACTER * left)
    if first:
        form.first_line_indent = int(CHARACTER * first)
    if keep:
        form.keep_with_next = True
    form.widow_control = True


def _character(
    style: CharacterStyle, *, size: float | None = None, font: str | None = None, colour: RGBColor | None = None
) -> None:
    if size is not None:
        style.font.size = Pt(size)
    if font is not None:
        style.font.name = font
    if colour is not None:
        style.font.color.rgb = colour


def _name_every_font(style: BaseStyle) -> None:
    """python-docx's font.name leaves out East Asian text; theme fonts would override names."""
    properties = style.element.get_or_add_rPr()
    fonts = properties.get_or_add_rFonts()
    name = fonts.get(qn("w:ascii")) or MINCHO
    fonts.attrib.clear()
    for script in ("ascii", "eastAsia", "hAnsi"):
        fonts.set(qn(f"w:{script}"), name)
    size = properties.find(qn("w:sz"))
    if size is not None and properties.find(qn("w:szCs")) is None:
        complex_size = OxmlElement("w:szCs")
        complex_size.set(qn("w:val"), size.get(qn("w:val")))
        size.addnext(complex_size)


def plain(style: ParagraphStyle) -> None:
    """A heading of level 1 as an ordinary sentence."""
    style.font.size = Pt(11.5)
    style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(12), Pt(3)
    properties = style.element.get_or_add_pPr()
    for border in properties.findall(qn("w:pBdr")):
        properties.remove(border)


def _underline(style: ParagraphStyle) -> None:
    border = parse_xml(
        f'<w:pBdr {nsdecls("w")}><w:bottom w:val="single" w:sz="6" w:space="2" w:color="595959"/></w:pBdr>'
    )
    _insert(style, border, before=("w:shd", "w:spacing", "w:ind", "w:jc", "w:outlineLvl"))


def _shade_text(style: CharacterStyle, fill: str) -> None:
    """So that the marked words are seen while the draft is checked."""
    style.element.get_or_add_rPr().append(
        parse_xml(f'<w:shd {nsdecls("w")} w:val="clear" w:color="auto" w:fill="{fill}"/>')
    )


def _shade(style: ParagraphStyle, fill: str) -> None:
    _insert(
        style,
        parse_xml(f'<w:shd {nsdecls("w")} w:val="clear" w:color="auto" w:fill="{fill}"/>'),
        before=("w:spacing", "w:ind", "w:jc"),
    )


def _insert(style: ParagraphStyle, element: BaseOxmlElement, *, before: tuple[str, ...]) -> None:
    """Into w:pPr, whose children have a fixed order."""
    properties = style.element.get_or_add_pPr()
    for name in before:
        follower = properties.find(qn(name))
        if follower is not None:
            follower.addprevious(element)
            return
    properties.append(element)


def _header(document: Document) -> None:
    paragraph = document.sections[0].header.paragraphs[0]
    paragraph.paragraph_format.tab_stops.add_tab_stop(TEXT_WIDTH, WD_TAB_ALIGNMENT.RIGHT)
    paragraph.add_run("{{ 会議名 }}")
    paragraph.add_run("\t下書き（確認前）")


def _footer(document: Document) -> None:
    paragraph = document.sections[0].footer.paragraphs[0]
    for text, field in (("－ ", None), ("1", "PAGE"), (" ／ ", None), ("1", "NUMPAGES"), (" －", None)):
        if field is None:
            paragraph.add_run(text)
        else:
            _field(paragraph._p, field, cached=text)


def _field(paragraph: BaseOxmlElement, code: str, *, cached: str) -> None:
    """A field with the result Word last saw: without one, Word may call the file unreadable."""
    for content in (
        '<w:fldChar w:fldCharType="begin"/>',
        f'<w:instrText xml:space="preserve"> {code} </w:instrText>',
        '<w:fldChar w:fldCharType="separate"/>',
        f"<w:t>{cached}</w:t>",
        '<w:fldChar w:fldCharType="end"/>',
    ):
        paragraph.append(parse_xml(f"<w:r {nsdecls('w')}>{content}</w:r>"))
