"""What a village's clerks do to a draft before it comes back, written before their writer had seen the reader of returned files."""

from __future__ import annotations

import copy
import re
from collections.abc import Callable, Iterator

from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.oxml.xmlchemy import BaseOxmlElement

from scripts.bench.returned_documents import making
from scripts.bench.returned_documents.edited import checklist, edited, office

_ABOUT = 'w:id="9100" w:author="安斎" w:date="2026-09-04T09:00:00Z"'


def _run(text: str) -> BaseOxmlElement:
    run: BaseOxmlElement = parse_xml(f'<w:r {nsdecls("w")}><w:t xml:space="preserve">{text}</w:t></w:r>')
    return run


def _paragraph(text: str) -> BaseOxmlElement:
    made: BaseOxmlElement = parse_xml(f"<w:p {nsdecls('w')}/>")
    made.append(_run(text))
    return made


def _said(body: BaseOxmlElement, number: int) -> BaseOxmlElement:
    """The paragraph of an utterance."""
    mark = next(b for b in body.iter(qn("w:bookmarkStart")) if b.get(qn("w:name")) == f"u{number:04d}")
    paragraph: BaseOxmlElement = next(mark.iterancestors(qn("w:p")))
    return paragraph


def _words(paragraph: BaseOxmlElement) -> BaseOxmlElement:
    """The longest text of a paragraph: what was said."""
    longest: BaseOxmlElement = max(paragraph.iter(qn("w:t")), key=lambda t: len(t.text or ""))
    return longest


def _rows(body: BaseOxmlElement) -> list[BaseOxmlElement]:
    return list(checklist(body).iter(qn("w:tr")))[1:]


def _unwrap(body: BaseOxmlElement) -> None:
    for control in list(body.iter(qn("w:sdt"))):
        content = control.find(qn("w:sdtContent"))
        for child in list(content if content is not None else ()):
            control.addprevious(child)
        control.getparent().remove(control)


def _in_each_box(body: BaseOxmlElement, text: str) -> None:
    """Boxes gone, a text in their place."""
    for row in _rows(body):
        cell = next(row.iter(qn("w:tc")))
        for child in list(cell):
            if child.tag != qn("w:tcPr"):
                cell.remove(child)
        cell.append(_paragraph(text))


def through_google(body: BaseOxmlElement) -> None:
    """No controls, no bookmarks, no styles; ☑ as characters."""
    _unwrap(body)
    for mark in list(body.iter(qn("w:bookmarkStart"), qn("w:bookmarkEnd"), qn("w:pStyle"), qn("w:rStyle"))):
        mark.getparent().remove(mark)
    _in_each_box(body, "☑")


def moved_with_history(body: BaseOxmlElement) -> None:
    """u0012 moved behind u0013 while changes were tracked."""
    one, two = _said(body, 12), _said(body, 13)
    arrived = copy.deepcopy(one)
    for paragraph, tag in ((one, "moveFrom"), (arrived, "moveTo")):
        for run in list(paragraph.iter(qn("w:r"))):
            if run.getparent() is not paragraph:
                continue
            box = parse_xml(f"<w:{tag} {nsdecls('w')} {_ABOUT}/>")
            run.addprevious(box)
            box.append(run)
        properties = paragraph.get_or_add_pPr()
        mark = parse_xml(f"<w:rPr {nsdecls('w')}><w:{tag} {_ABOUT}/></w:rPr>")
        properties.append(mark)
    for mark in list(arrived.iter(qn("w:bookmarkStart"), qn("w:bookmarkEnd"))):
        mark.getparent().remove(mark)
    for control in list(one.iter(qn("w:sdt"))):
        box = parse_xml(f"<w:moveFrom {nsdecls('w')} {_ABOUT}/>")
        control.addprevious(box)
        for run in list(control.iter(qn("w:r"))):
            box.append(run)
        control.getparent().remove(control)
    two.addnext(arrived)


def joined(body: BaseOxmlElement) -> None:
    """The paragraph mark between u0012 and u0013 deleted, so that two utterances stand in one paragraph."""
    one, two = _said(body, 12), _said(body, 13)
    one.append(parse_xml(f"<w:r {nsdecls('w')}><w:br/></w:r>"))
    for child in list(two):
        if child.tag != qn("w:pPr"):
            one.append(child)
    two.getparent().remove(two)


def split_by_enter(body: BaseOxmlElement) -> None:
    """Enter pressed behind the first 「、」 of three utterances."""
    for number in (8, 12, 20):
        words = _words(_said(body, number))
        first, comma, rest = (words.text or "").partition("、")
        words.text = first + comma
        _said(body, number).addnext(_paragraph(f"\u3000{rest}"))


def names_in_lines_of_their_own(body: BaseOxmlElement) -> None:
    """Who speaks in a line, what was said in the next."""
    for number in range(1, 41):
        paragraph = _said(body, number)
        words = _words(paragraph)
        below = _paragraph(f"\u3000{words.text}")
        words.getparent().remove(words)
        paragraph.addnext(below)


def days_and_initials(body: BaseOxmlElement) -> None:
    """Day and name in the place of each box."""
    _in_each_box(body, "12/3安斎")


def headings_of_the_list_renamed(body: BaseOxmlElement) -> None:
    """Other headings over the checklist, all boxes clicked before."""
    names = {"確認": "ﾁｪｯｸ", "番号": "No.", "確かめること": "確認事項", "確認者": "担当"}
    for t in list(next(checklist(body).iter(qn("w:tr"))).iter(qn("w:t"))):
        t.text = names.get(t.text or "", t.text)
    for t in body.iter(qn("w:t")):
        if t.text == "確認チェックリスト":
            t.text = "校正チェック表"


def boxes_in_the_last_column(body: BaseOxmlElement) -> None:
    """The column of boxes dragged to the right end."""
    for row in list(checklist(body).iter(qn("w:tr"))):
        row.append(next(row.iterchildren(qn("w:tc"), qn("w:sdt"))))


def items_shortened(body: BaseOxmlElement) -> None:
    """The numbers' column deleted and each item cut to its first words."""
    for n, row in enumerate(list(checklist(body).iter(qn("w:tr")))):
        cells = list(row.iter(qn("w:tc")))
        if n:
            texts = list(cells[2].iter(qn("w:t")))
            for t in texts[1:]:
                t.text = ""
            texts[0].text = (texts[0].text or "").split("\u3000")[0]
        row.remove(cells[1])


def list_deleted(body: BaseOxmlElement) -> None:
    """The checklist and its heading deleted, since it is not for the file."""
    table = checklist(body)
    table.getparent().remove(table)


def with_ruby(body: BaseOxmlElement) -> None:
    """ルビ over a word of two utterances."""
    for number in (6, 9):
        words = _words(_said(body, number))
        run = next(words.iterancestors(qn("w:r")))
        before, word, after = (words.text or "").partition("学童保育")
        ruby = parse_xml(
            f"<w:r {nsdecls('w')}><w:ruby><w:rubyPr/><w:rt><w:r><w:t>がくどうほいく</w:t></w:r></w:rt>"
            f"<w:rubyBase><w:r><w:t>{word}</w:t></w:r></w:rubyBase></w:ruby></w:r>"
        )
        words.text = before
        run.addnext(ruby)
        ruby.addnext(_run(after))


def with_breaks(body: BaseOxmlElement) -> None:
    """Shift and Enter behind every 「、」, and a few words in bold."""
    for number in (7, 11, 15):
        words = _words(_said(body, number))
        run = next(words.iterancestors(qn("w:r")))
        parts = re.split("(?<=、)", words.text or "")
        words.text = parts[0]
        for part in reversed(parts[1:]):
            bold = parse_xml(f"<w:r {nsdecls('w')}><w:rPr><w:b/></w:rPr><w:br/><w:t>{part}</w:t></w:r>")
            run.addnext(bold)


def paragraph_compared(body: BaseOxmlElement) -> None:
    """「文書の比較」: the whole paragraph u0005 struck and written anew, without its bookmark."""
    old = _said(body, 5)
    text = "".join(t.text or "" for t in old.iter(qn("w:t")))
    new = parse_xml(f"<w:p {nsdecls('w')}><w:pPr><w:rPr><w:ins {_ABOUT}/></w:rPr></w:pPr><w:ins {_ABOUT}/></w:p>")
    new[-1].append(_run(text))
    struck = parse_xml(
        f"<w:p {nsdecls('w')}><w:pPr><w:rPr><w:del {_ABOUT}/></w:rPr></w:pPr><w:del {_ABOUT}><w:r>"
        f"<w:delText>{text.replace(making.RIGHT, making.MISHEARD)}</w:delText></w:r></w:del></w:p>"
    )
    old.addprevious(struck)
    old.addprevious(new)
    old.getparent().remove(old)


def evidence_deleted(body: BaseOxmlElement) -> None:
    """All from 確認のための資料 deleted but the checklist."""
    blocks, kept = list(body), checklist(body)
    start = next(
        n for n, b in enumerate(blocks) if "".join(t.text or "" for t in b.iter(qn("w:t"))) == "確認のための資料"
    )
    for block in blocks[start:]:
        if block is not kept and block.tag != qn("w:sectPr"):
            body.remove(block)


def another_list_beside(body: BaseOxmlElement) -> None:
    """The office's own list of three open points behind ours."""
    rows = "".join(
        f"<w:tr><w:tc><w:tcPr/><w:p><w:r><w:t>□</w:t></w:r></w:p></w:tc><w:tc><w:tcPr/><w:p><w:r><w:t>{t}</w:t></w:r></w:p></w:tc></w:tr>"
        for t in ("製本", "ホームページ掲載", "議員への送付")
    )
    checklist(body).addnext(
        parse_xml(f"<w:tbl {nsdecls('w')}><w:tblPr/><w:tblGrid><w:gridCol/><w:gridCol/></w:tblGrid>{rows}</w:tbl>")
    )
    checklist(body).addnext(_paragraph("庁内での確認"))


def one_mark_for_all(body: BaseOxmlElement) -> None:
    """The cells of the boxes merged downwards, one mark in them."""
    _in_each_box(body, "")
    for n, row in enumerate(_rows(body)):
        cell = next(row.iter(qn("w:tc")))
        state = ' w:val="restart"' if n == 0 else ""
        cell.get_or_add_tcPr().append(parse_xml(f"<w:vMerge {nsdecls('w')}{state}/>"))
        if n == 0:
            next(cell.iter(qn("w:p"))).append(_run("☑"))


def sections_and_columns(body: BaseOxmlElement) -> None:
    """Two columns for the course of the meeting, page breaks, a heading of the office's own above each tenth utterance."""
    for number in (1, 11, 21, 31):
        _said(body, number).addprevious(_paragraph(f"【{number // 10 + 1}ページ】"))
        below = parse_xml(f'<w:p {nsdecls("w")}><w:pPr><w:sectPr><w:cols w:num="2"/></w:sectPr></w:pPr></w:p>')
        _said(body, number).addprevious(below)


def remark_in_a_comment(body: BaseOxmlElement) -> None:
    """〔安斎〕 remarks of a checker in brackets behind two utterances, deleted again with the changes tracked."""
    for number in (10, 14):
        _said(body, number).append(
            parse_xml(
                f"<w:del {nsdecls('w')} {_ABOUT}><w:ins {_ABOUT}><w:r><w:delText>〔安斎：録音を確認〕</w:delText></w:r></w:ins></w:del>"
            )
        )


def indented_and_respaced(body: BaseOxmlElement) -> None:
    """Spaces: full-width ones in front, none behind the names, doubled in the middle."""
    for number in range(1, 41):
        words = _words(_said(body, number))
        words.text = "\u3000" + (words.text or "").replace("、", "、 ")


def google_and_another_heading(body: BaseOxmlElement) -> None:
    """As through Google Docs, and the checklist under a heading of the office's own."""
    through_google(body)
    for t in body.iter(qn("w:t")):
        if t.text == "確認チェックリスト":
            t.text = "校正チェック表"


def ticks_and_days(body: BaseOxmlElement) -> None:
    """✓ and a day in the place of each box."""
    _in_each_box(body, "✓ 12/3")


def name_and_words_in_columns(body: BaseOxmlElement) -> None:
    """The course of the meeting as a table: who speaks on the left, what is said on the right."""
    first = _said(body, 1)
    table = parse_xml(f"<w:tbl {nsdecls('w')}><w:tblPr/><w:tblGrid><w:gridCol/><w:gridCol/></w:tblGrid></w:tbl>")
    first.addprevious(table)
    for number in range(1, 41):
        paragraph = _said(body, number)
        words = _words(paragraph)
        row = parse_xml(f"<w:tr {nsdecls('w')}><w:tc><w:tcPr/></w:tc><w:tc><w:tcPr/></w:tc></w:tr>")
        row[1].append(_paragraph(words.text or ""))
        words.getparent().remove(words)
        row[0].append(paragraph)
        table.append(row)


def wide_digits(body: BaseOxmlElement) -> None:
    """All digits of what was said in full width, as the office's rules ask."""
    wide = str.maketrans("0123456789", "０１２３４５６７８９")
    for number in range(1, 41):
        words = _words(_said(body, number))
        words.text = (words.text or "").translate(wide)


def marks_of_doubt_answered(body: BaseOxmlElement) -> None:
    """〔要確認 1〕 written over by 〔確認済〕."""
    for t in body.iter(qn("w:t")):
        t.text = re.sub(r"〔要確認 ?[0-9]*〕", "〔確認済〕", t.text or "")


CLICKED: dict[str, Callable[[BaseOxmlElement], None]] = {
    "履歴つきで移動": moved_with_history,
    "二つの発言を一段落に": joined,
    "発言の途中で改行": split_by_enter,
    "名前だけの行": names_in_lines_of_their_own,
    "表の見出しを改名": headings_of_the_list_renamed,
    "印の列を右端へ": boxes_in_the_last_column,
    "項目を短く": items_shortened,
    "ルビ": with_ruby,
    "段落内改行と太字": with_breaks,
    "比較の結果": paragraph_compared,
    "資料を削除": evidence_deleted,
    "別の表を追加": another_list_beside,
    "消した覚書": remark_in_a_comment,
    "空白の入れ直し": indented_and_respaced,
    "名前と発言を二列に": name_and_words_in_columns,
    "要確認を確認済に": marks_of_doubt_answered,
}
"""Done to a draft whose boxes are all clicked."""
COUNTED: dict[str, tuple[Callable[[BaseOxmlElement], None], int]] = {
    "段組みと見出し": (sections_and_columns, 4),
    "数字を全角に": (wide_digits, 81),
}
"""The same, and how many corrections: three headings within the course are added words, 80 numbers are tidied."""
TYPED: dict[str, tuple[Callable[[BaseOxmlElement], None], int]] = {
    "Googleドキュメント": (through_google, 12),
    "Googleと別の見出し": (google_and_another_heading, 12),
    "印と日付": (ticks_and_days, 12),
    "日付と名前": (days_and_initials, 0),
    "印を一つに結合": (one_mark_for_all, 12),
    "表を削除": (list_deleted, 0),
}
"""Done to a draft whose boxes nobody clicked, and how many count as ticked then."""


def village_returns(draft: bytes) -> Iterator[tuple[str, bytes, int]]:
    """(name, file, ticks) of each; all of them with one word corrected."""
    corrected = making.corrected(draft)
    done = making.clicked(corrected)
    for name, edit in CLICKED.items():
        yield name, edited(done, edit), 12
    for name, (edit, _) in COUNTED.items():
        yield name, edited(done, edit), 12
    for name, (edit, ticks) in TYPED.items():
        yield name, edited(corrected, edit), ticks
    tracked = office(making.clicked(making.corrected(draft, tracked=True)), "docx:MS Word 2007 XML")
    if tracked is not None:
        yield "履歴つきでLibreOffice", tracked, 12
