"""The effect report (効果検証報告書): one page for a section chief, and an appendix with the formulas."""

from __future__ import annotations

import datetime as dt
import io
from pathlib import Path

import docx
from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph

from transcriber.drafts.word import program_name
from transcriber.review import charts
from transcriber.review.effect import Effect
from transcriber.review.kinds import CorrectionKind
from transcriber.review.summary import Summary, percent

_NONE = "記録なし"
_FONT = "Yu Gothic"


def write_report(
    effects: tuple[Effect, ...], out: Path, *, title: str, office: str, made: dt.date, anchor: str
) -> None:
    """Write the report.

    Args:
        effects: the meetings of the month, oldest first; at least one.
        title: what and when, e.g. 会議録　令和8年9月.
        anchor: number and hash of the audit log's last line, to be compared later.

    Raises:
        ValueError: there is no meeting.
        OSError: `out` cannot be written.
    """
    summary = Summary(effects)
    picture = charts.picture(effects)
    document = docx.Document()
    _page(document)
    heading = document.add_paragraph(style="Heading 1")
    _run(heading, f"効果検証報告書　{title}", 15, bold=True)
    about = document.add_paragraph()
    about.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    _run(about, f"{office}　{made.year}年{made.month}月{made.day}日作成".strip(), 9)
    _heading(document, "分かったこと")
    for sentence in _sentences(summary):
        paragraph = document.add_paragraph()
        paragraph.paragraph_format.left_indent = Mm(4)
        paragraph.paragraph_format.first_line_indent = Mm(-4)
        _run(paragraph, f"・{sentence}", 10.5)
    _heading(document, "数値")
    _figures(document, summary)
    _heading(document, "録音ごとの推移")
    place = document.add_paragraph()
    place.alignment = WD_ALIGN_PARAGRAPH.CENTER
    place.paragraph_format.space_before = Pt(2)
    place.paragraph_format.line_spacing = 1.0
    place.add_run().add_picture(io.BytesIO(picture), width=Mm(152))
    for drawn in place._p.iter(qn("wp:docPr")):
        drawn.set(
            "descr", f"{_described(summary)}録音ごとに、文字正解率と、確認にかかった時間と手作業の見込みを並べた図。"
        )
    note = document.add_paragraph()
    _run(note, _limits(summary), 8, colour=RGBColor(0x5F, 0x6B, 0x7A))
    note.add_run().add_break(WD_BREAK.PAGE)
    _appendix(document, summary, anchor)
    about_file = document.core_properties
    about_file.title, about_file.author, about_file.language = f"効果検証報告書　{title}", office, "ja-JP"
    about_file.comments, about_file.last_modified_by = "", ""
    program_name.name_program(document)
    document.save(str(out))


def _sentences(summary: Summary) -> list[str]:
    """The findings, in words; each only where there is data for it."""
    effects = summary.effects
    found = [f"確認の済んだ録音は{len(effects)}件、合わせて{_minutes(summary.audio_minutes)}でした。"]
    if summary.strict is not None and summary.lenient is not None:
        found.append(
            f"下書きの文字正解率は{percent(summary.strict)}％、句読点や数字の書き方などの整文を誤りに数えなければ{percent(summary.lenient)}％でした。"
        )
    if summary.saved_minutes is not None and summary.reviewer_minutes is not None:
        of = "" if len(summary.timed) == len(effects) else f"（時間の記録がある{len(summary.timed)}件について）"
        factor = "、".join(sorted({f"{e.baseline_factor:g}倍" for e in summary.timed}))
        saved = summary.saved_minutes
        word = "短く済んだ" if saved >= 0 else "長くかかった"
        found.append(
            f"確認にかかった時間は{_minutes(summary.reviewer_minutes)}{of}。手作業なら{_minutes(summary.baseline_minutes)}"
            f"（録音の{factor}）とすると、{_minutes(abs(saved))}{word}見込みです。"
        )
    else:
        found.append("確認にかかった時間は、戻ったファイルに記録がないため分かりません。")
    raised, right, missed = summary.doubts
    if raised:
        found.append(
            f"機械が「要確認」とした{raised}か所のうち{right}か所に直しがありました。印のない所の直しは{missed}件でした。"
        )
    return found


def _figures(document: Document, summary: Summary) -> None:
    ticked, items = summary.checklist
    raised, right, missed = summary.doubts
    per = (
        ""
        if summary.reviewer_minutes is None
        else f"{summary.reviewer_minutes / max(sum(e.audio_minutes for e in summary.timed), 0.01):.2f}倍"
    )
    cells = (
        ("録音", _minutes(summary.audio_minutes)),
        ("機械の処理", _minutes(summary.machine_minutes)),
        (
            "確認の作業",
            _NONE if summary.reviewer_minutes is None else f"{_minutes(summary.reviewer_minutes)}（録音の{per}）",
        ),
        ("下書きから返却まで", _NONE if summary.days_to_return is None else f"平均 {summary.days_to_return:.1f}日"),
        *(
            (kind.label, _correction(summary, kind))
            for kind in (CorrectionKind.MISHEARD, CorrectionKind.ADDED, CorrectionKind.REMOVED, CorrectionKind.TIDIED)
        ),
        ("話者名の直し", f"{sum(e.voices_renamed for e in summary.effects)}人"),
        ("発言者の付け替え", f"{sum(e.utterances_reassigned for e in summary.effects)}件"),
        ("要確認の当たり", f"{right}／{raised}か所（印のない直し {missed}件）" if raised else "要確認なし"),
        ("確認チェックリスト", f"{ticked}／{items}項目" if items else _NONE),
    )
    table = document.add_table(rows=0, cols=4)
    table.style = "Table Grid"
    _head(table, ("項目", "値", "項目", "値"))
    _described_table(table, "効果の数値")
    for left, right_ in zip(cells[::2], cells[1::2], strict=True):
        row = table.add_row().cells
        for cell, text, shaded in zip(row, (*left, *right_), (True, False, True, False), strict=True):
            _fill(cell, text, shaded=shaded)
    _widths(table, (34, 51, 34, 51))


def _correction(summary: Summary, kind: CorrectionKind) -> str:
    count, characters = summary.corrections(kind)
    return f"{count}件・{characters:,}字"


def _limits(summary: Summary) -> str:
    apps = sorted({e.editing_application for e in summary.timed if e.editing_application})
    return (
        "確認の作業は、戻ったファイルに文書作成ソフトが記録した編集時間です"
        f"（{'、'.join(apps) or '記録なし'}）。ファイルを開いたままの時間を含み、別のソフトや紙での作業、録音を聞くだけの時間は含みません。"
        "文字正解率は、確認済みの文書を正解とみなしたときの値です。計算のしかたは次のページにあります。"
    )


def _appendix(document: Document, summary: Summary, anchor: str) -> None:
    heading = document.add_paragraph(style="Heading 1")
    _run(heading, "付録　計算のしかた", 13, bold=True)
    sources = sorted({f"{e.baseline_factor:g}倍（{e.baseline_source}）" for e in summary.effects})
    rows = (
        ("文字正解率（厳密）", "（N－S－D－I）÷ N × 100。N は確認済みの文書の発言の字数（空白を除き、句読点を含む）。S は置き換え、D は脱落、I は余分の字数で、合計が最小になるように下書きと突き合わせて数えます（レーベンシュタイン距離）。0 未満は 0 とします。"),
        ("文字正解率（寛容）", "同じ式で、句読点・括弧を除き、下の「整文」に当たる直しを誤りに数えません。何件かをまとめるときは、字数の合計で計算します。"),
        ("聞き違い", "別の言葉に直された箇所。"),
        ("整文", "言葉は同じで書き方が変わった箇所：句読点・括弧、数字の書き方、同じ読みの仮名と漢字（氏名や地名を除く）、平仮名だけの語尾や助詞、「えー」「あのー」などの語と直後の言い直しの削除。"),
        ("補い・削り", "下書きになかった言葉が書き足された箇所、下書きの言葉が消された箇所（整文に当たるものを除く）。続いた直しは1件と数え、間が1字以内なら続いているとみなします。段落の結合・分割は直しに数えません。"),
        ("話者名の直し", "同じ声の名前が、過半の発言で別の人に変わった数。敬称の違いは数えません。確認の途中で話者.xlsx などで直した分も、機械が作ったものと比べて数えます。「付け替え」は、その声のほかの発言と違う人にされた発言の数です。"),
        ("要確認の当たり", "要確認の箇所の文字に、整文以外の直しがあったもの（文字の位置を残していない古い版の下書きでは、時刻に当たる位置の前後15字）。話者名の要確認は、その発言の話者が直されたもの。聞き取れなかった区間は、その前後に書き足しがあったもの。「印のない直し」は、どの要確認の箇所にも当たらない整文以外の直しです。"),
        ("確認の作業", "Word などが文書の中に記録する編集時間（docProps/app.xml の TotalTime）から、下書きの値を引いた分数。0 分や記録のないファイルは「記録なし」とし、推定しません。"),
        ("返却まで", "下書きができた時刻から、確認済みのファイルが読み取られた時刻まで。2度目の返却があれば、あとの値に置き換えます。"),
        ("縮減見込み", "基準（録音の長さ × 倍率）－ 確認の作業。確認の作業の記録がある録音だけで計算します。機械の処理は人を待たせないので引きません。倍率と出どころ：" + "／".join(sources)),
    )  # fmt: skip
    table = document.add_table(rows=0, cols=2)
    table.style = "Table Grid"
    _head(table, ("項目", "計算のしかた"))
    _described_table(table, "計算のしかた")
    for name, text in rows:
        cells = table.add_row().cells
        _fill(cells[0], name, shaded=True)
        _fill(cells[1], text)
    _widths(table, (36, 134))
    if anchor:
        _run(document.add_paragraph(), f"監査記録の控え　{anchor}", 8)


def _described(summary: Summary) -> str:
    """What the picture shows at a glance, for those who cannot see it."""
    found = f"録音{len(summary.effects)}件。"
    if summary.strict is not None:
        found += f"文字正解率は全体で{percent(summary.strict)}％。"
    if summary.reviewer_minutes is not None:
        found += f"確認の作業は合わせて{_minutes(summary.reviewer_minutes)}、手作業の見込みは{_minutes(summary.baseline_minutes)}。"
    return found


def _heading(document: Document, text: str) -> None:
    """A heading of level 2, for the navigation pane and screen readers."""
    _run(document.add_paragraph(style="Heading 2"), text, 11, bold=True)


def _head(table: Table, names: tuple[str, ...]) -> None:
    """A first row that says what the columns hold, and is repeated on every page."""
    row = table.add_row()
    row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    for cell, name in zip(row.cells, names, strict=True):
        _fill(cell, name, shaded=True)


def _described_table(table: Table, text: str) -> None:
    """Alternative text of a table; it stands last among its properties."""
    caption = OxmlElement("w:tblCaption")
    caption.set(qn("w:val"), text)
    table._tbl.tblPr.append(caption)


def _widths(table: Table, widths: tuple[int, ...]) -> None:
    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(width)
        for cell in column.cells:
            cell.width = Mm(width)


def _minutes(minutes: float) -> str:
    whole = round(minutes)
    return f"{whole // 60}時間{whole % 60}分" if whole >= 60 else f"{whole}分" if whole else f"{minutes:.1f}分"


def _page(document: Document) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(20)
    section.top_margin, section.bottom_margin = Mm(16), Mm(14)
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = _FONT, Pt(10)
    normal.paragraph_format.space_after = Pt(3)
    for name, before in (("Normal", 0), ("Heading 1", 0), ("Heading 2", 3)):
        style = document.styles[name]
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        fonts.attrib.clear()  # fonts of a theme would win over names
        for script in ("ascii", "eastAsia", "hAnsi"):
            fonts.set(qn(f"w:{script}"), _FONT)
        if name != "Normal":
            style.font.color.rgb = RGBColor(0, 0, 0)
            style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(3)
    for language in document.styles.element.iter(qn("w:lang")):
        language.set(qn("w:eastAsia"), "ja-JP")  # else 、。 are set as in Chinese
    for setting in document.settings.element.iter(qn("w:compatSetting")):
        if setting.get(qn("w:name")) == "compatibilityMode":
            setting.set(qn("w:val"), "15")  # else Word shows 互換モード


def _run(paragraph: Paragraph, text: str, size: float, *, bold: bool = False, colour: RGBColor | None = None) -> None:  # fmt: skip
    run = paragraph.add_run(text)
    run.font.size, run.font.bold = Pt(size), bold
    if colour is not None:
        run.font.color.rgb = colour


def _fill(cell: _Cell, text: str, *, shaded: bool = False) -> None:
    paragraph = cell.paragraphs[0]
    paragraph.paragraph_format.space_before = paragraph.paragraph_format.space_after = Pt(2)
    _run(paragraph, text, 9, bold=shaded)
    if shaded:
        shade = OxmlElement("w:shd")
        shade.set(qn("w:val"), "clear")
        shade.set(qn("w:fill"), "EAF0F6")
        cell._tc.get_or_add_tcPr().append(shade)
