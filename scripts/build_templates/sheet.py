"""What can be put on the paper: headings, notes, forms, tables, check boxes, and the parts both templates share."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from pathlib import Path

from docx.document import Document
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Mm
from docx.table import Table, _Cell, _Row
from docx.text.paragraph import Paragraph

from scripts.build_templates import page
from transcriber.drafts.word.wording import BLANK_CLOCK

LABEL_FILL = "EDEDED"
TO_FILL = "（要記入）"


class Sheet:
    """A template under construction."""

    def __init__(self, title: str) -> None:
        self.document: Document = page.new(title)
        self._boxes = 0

    # --- text -------------------------------------------------------------------------------------------------

    def heading(self, text: str, level: int = 1) -> Paragraph:
        """A heading for Word's navigation pane; level 1 or 2."""
        return self.document.add_paragraph(text, style=f"Heading {level}")

    def plain_headings(self) -> None:
        """Headings that are sentences: no rule below, hardly larger than the text."""
        page.plain(self.document.styles["Heading 1"])

    def line(self, *pieces: str | tuple[str, str], style: str = "Normal") -> Paragraph:
        """A paragraph of pieces: text, or text with the name of its character style."""
        return write(self.document.add_paragraph(style=style), *pieces)

    def note(self, text: str) -> Paragraph:
        """Small grey advice to the person who fills in the form."""
        return self.line(text, style="注記")

    def tag(self, text: str) -> Paragraph:
        """A {%p …%} paragraph, which is gone from the draft."""
        return self.line(text, style="ひな形の指示")

    # --- tables -----------------------------------------------------------------------------------------------

    def table(self, widths: Sequence[float], headings: Sequence[str] = (), *, tight: bool = False) -> Table:
        """A ruled table with columns of these widths (mm); with headings, its first row repeats on every page.

        Args:
            tight: without room above and below the lines, for the long tables that serve the check.
        """
        table: Table = self.document.add_table(rows=0, cols=len(widths), style="Table Grid")
        table.alignment = WD_TABLE_ALIGNMENT.CENTER
        table.autofit = False
        for column, width in zip(table.columns, widths, strict=True):
            column.width = Mm(width)
        room = {"top": 0, "bottom": 0} if tight else {}
        margins = "".join(f'<w:{side} w:w="{room.get(side, w)}" w:type="dxa"/>' for side, w in _CELL_MARGINS)
        table._tbl.tblPr.append(parse_xml(f"<w:tblCellMar {nsdecls('w')}>{margins}</w:tblCellMar>"))
        _order(table._tbl.tblPr, ("w:tblStyle", "w:tblW", "w:jc", "w:tblLayout", "w:tblCellMar", "w:tblLook"))
        if headings:
            row = add_row(table, *headings, style="表の見出し")
            row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
            for cell in row.cells:
                shade(cell)
        return table

    def each(
        self,
        table: Table,
        loop: str,
        *cells: str | tuple[str, str],
        empty: Sequence[Sequence[str]] = (),
        style: str = "表の文字",
    ) -> None:
        """Rows for every entry of a list; `empty` rows to fill in where the list is empty."""
        _tag_row(table, f"{{%tr for {loop} %}}")
        add_row(table, *cells, style=style)
        if empty:
            _tag_row(table, "{%tr else %}")
            for row in empty:
                add_row(table, *row)
        _tag_row(table, "{%tr endfor %}")

    def row_if(self, table: Table, condition: str, name: str, value: str) -> None:
        """A label with its field, only where `condition` holds."""
        _tag_row(table, f"{{%tr if {condition} %}}")
        row = add_row(table, "", value)
        label(row.cells[0], name)
        _tag_row(table, "{%tr endif %}")

    def space(self) -> None:
        """A gap after a table (Word joins tables that touch)."""
        self.line(style="細かい文字")

    # --- check boxes ------------------------------------------------------------------------------------------

    def box(self, paragraph: Paragraph, name: str, tag: str) -> None:
        """A box to click; `name` is what a screen reader says, `tag` how a program finds it."""
        self._boxes += 1
        paragraph._p.append(
            parse_xml(
                f"<w:sdt {nsdecls('w', 'w14')}><w:sdtPr><w:rPr>{_BOX_FONT}</w:rPr>"
                f'<w:alias w:val="{name}"/><w:tag w:val="{tag}"/><w:id w:val="{_FIRST_BOX + self._boxes}"/>'
                '<w14:checkbox><w14:checked w14:val="0"/>'
                '<w14:checkedState w14:val="2612" w14:font="MS Gothic"/>'
                '<w14:uncheckedState w14:val="2610" w14:font="MS Gothic"/></w14:checkbox></w:sdtPr>'
                f"<w:sdtContent><w:r><w:rPr>{_BOX_FONT}</w:rPr><w:t>☐</w:t></w:r></w:sdtContent></w:sdt>"
            )
        )

    def choices(self, cell: _Cell, group: str, names: Sequence[str], *, columns: int = 0) -> None:
        """☐来所　☐電話 … in one line, or in so many columns."""
        for number, name in enumerate(names):
            place = number % columns if columns else number
            if place == 0:
                paragraph = cell.paragraphs[0] if number == 0 else cell.add_paragraph()
                paragraph.style = "表の文字"
                for column in range(1, columns):
                    paragraph.paragraph_format.tab_stops.add_tab_stop(int(cell.width * column / columns))
            else:
                paragraph.add_run("\t" if columns else "　")
            self.box(paragraph, name, f"{group}-{number + 1:02d}")
            paragraph.add_run(name)

    # --- the parts both templates share -----------------------------------------------------------------------

    def help_for_review(self) -> None:
        """What the reviewer works through beside the body: who speaks, and where to listen again."""
        self.heading("確認のための資料")
        self.line(
            "録音　{{ 録音ファイル }}（{{ 録音時間 }}"
            f"{{% if 開始時刻 != '{BLANK_CLOCK}' %}}、{{{{ 開始時刻 }}}}から　{{{{ 終了時刻 }}}}まで{{% endif %}}）",
            style="細かい文字",
        )
        self.line(
            "記録の種類「{{ 記録の種類 }}」（{{ 種類の根拠 }}から。違うときは 設定.toml の record に書いてください）",
            style="細かい文字",
        )
        self.line(
            "発言 {{ 発言数 }}件、要確認 {{ 要確認数 }}か所、名前の分からない話者 {{ 名前不明数 }}人。書式「{{ 書式 }}」、整え方 {{ 整え方 }}",
            style="細かい文字",
        )
        self._voices()
        self.tag("{%p if 話者の時間帯 %}")
        self.heading("だれがいつ話したか", 2)
        self.line("{{ 話者の時間帯 }}")
        self.tag("{%p endif %}")
        self._doubts()

    def _voices(self) -> None:
        """Who speaks in the draft, with room for the right name."""
        self.heading("話者一覧", 2)
        self.note(
            "「話者1」などは名前が分からなかった話者です。「本文での表示」で名簿の人を選ぶか打ち込むと、本文の同じ話者の名前が"
            "すべて変わります（LibreOffice では 話者.xlsx で直してください）。"
        )
        table = self.table(
            (45, 20, 35, 25, 35), ("本文での表示", "発言数", "発言時間", "最初の発言", "正しい役職・氏名"), tight=True
        )
        self.each(
            table,
            "声 in 話者一覧",
            "{{ 声.話者 }}",
            "{{ 声.発言数 }}",
            "{{ 声.発言時間 }}",
            "{{ 声.初回 }}",
            "",
            empty=[("（話し声がありません）", "", "", "", "")],
            style="細かい文字",
        )

    def _doubts(self) -> None:
        """The numbered list of places to listen to again."""
        self.heading("要確認の箇所", 2)
        self.note("番号は本文の〔要確認〕の番号です。録音のその時刻を聞き直し、本文を直して、印を消してください。")
        table = self.table((10, 22, 35, 35, 58), ("番号", "種類", "録音の時刻", "話者", "理由と別の候補"), tight=True)
        self.each(
            table,
            "箇所 in 要確認一覧",
            "{{ 箇所.番号 }}",
            "{{ 箇所.種類 }}",
            "{{ 箇所.時刻 }}",
            "{{ 箇所.話者 }}",
            "{{ 箇所.理由 }}{% if 箇所.別の候補 %}（別の候補：{{ 箇所.別の候補 }}）{% endif %}",
            empty=[
                ("", "なし", "", "", "機械が見つけた要確認の箇所はありません。誤りがないという意味ではありません。")
            ],
            style="細かい文字",
        )

    def checklist(self, items: Path) -> None:
        """The review checklist with boxes to click."""
        self.heading("確認チェックリスト")
        self.note("☐ をクリックすると ☒ になります。全ての項目を人が確かめてから、記録として確定してください。")
        table = self.table((10, 10, 126, 14), ("確認", "番号", "確かめること", "確認者"), tight=True)
        for number, item in enumerate(tomllib.loads(items.read_text(encoding="utf-8"))["item"], start=1):
            row = add_row(table, "", str(number), "", "")
            self.box(row.cells[0].paragraphs[0], f"確認{number} {item['title']}", f"check-{number:02d}")
            row.cells[2].paragraphs[0].style = "細かい文字"
            write(row.cells[2].paragraphs[0], (item["title"], "書体：ゴシック"), f"　{item['text']}")
            if "machine" in item:
                answer = f"自動確認.{item['machine']}"
                write(row.cells[2].paragraphs[0], f"{{% if {answer} %}}　→ {{{{ {answer} }}}}{{% endif %}}")

    def provenance(self) -> None:
        """How the draft was made."""
        self.heading("作成の記録")
        self.line(
            "機械が自動で作成した下書きです。誤り、抜け、話者の取り違えを含むことがあります。必ず人が録音を聞いて確かめ、"
            "直してから、記録として用いてください。処理は庁内の機器だけで行い、録音も文章も外部に送っていません。",
            style="細かい文字",
        )
        self.tag("{%p for 区分 in 作成の記録 %}")
        self.line(
            ("{{ 区分.題 }}", "書体：ゴシック"),
            "　{% for 行 in 区分.行一覧 %}{{ 行.項目 }}：{{ 行.内容 }}{% if not loop.last %}／{% endif %}{% endfor %}",
            style="細かい文字",
        )
        self.tag("{%p endfor %}")
        self.line(
            "指紋（SHA-256）、設定、版、処理時間は、資料フォルダの transcript.json にあります。", style="細かい文字"
        )


_CELL_MARGINS = (("top", 20), ("left", 85), ("bottom", 20), ("right", 85))
_BOX_FONT = '<w:rFonts w:ascii="MS Gothic" w:eastAsia="MS Gothic" w:hAnsi="MS Gothic" w:hint="eastAsia"/>'
_FIRST_BOX = 20_260_000


def write(paragraph: Paragraph, *pieces: str | tuple[str, str]) -> Paragraph:
    """Append pieces of text, each with its character style if it names one."""
    for piece in pieces:
        text, style = piece if isinstance(piece, tuple) else (piece, None)
        paragraph.add_run(text, style=style)
    return paragraph


def add_row(table: Table, *texts: str | tuple[str, str], style: str = "表の文字") -> _Row:
    """A row that does not break across pages; a pair is text with its character style."""
    row: _Row = table.add_row()
    row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
    for cell, text, column in zip(row.cells, texts, table.columns, strict=True):
        cell.width = column.width
        cell.paragraphs[0].style = style
        if text:
            write(cell.paragraphs[0], text)
    return row


def merge(row: _Row, first: int, last: int) -> _Cell:
    """Join the cells `first` to `last` of a row."""
    joined: _Cell = row.cells[first].merge(row.cells[last])
    return joined


def label(cell: _Cell, text: str) -> None:
    """A shaded cell that says what the next one holds."""
    paragraph = cell.paragraphs[0]
    paragraph.style = "表の見出し"
    paragraph.paragraph_format.keep_with_next = False
    paragraph.add_run(text)
    shade(cell)


def shade(cell: _Cell) -> None:
    """The grey of labels and table headings."""
    properties = cell._tc.get_or_add_tcPr()
    properties.append(parse_xml(f'<w:shd {nsdecls("w")} w:val="clear" w:color="auto" w:fill="{LABEL_FILL}"/>'))


def _tag_row(table: Table, text: str) -> None:
    row = table.add_row()
    cell = merge(row, 0, len(table.columns) - 1)
    cell.paragraphs[0].style = "ひな形の指示"
    cell.paragraphs[0].add_run(text)


def _order(parent: BaseOxmlElement, names: Sequence[str]) -> None:
    """Put children into the order the schema asks for."""
    children = list(parent)
    rank = {qn(name): number for number, name in enumerate(names)}
    for child in sorted(children, key=lambda c: rank.get(c.tag, len(rank) - 2)):
        parent.append(child)
