"""会議録: minutes of a council or committee."""

from __future__ import annotations

from pathlib import Path

from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Pt
from sheet import Sheet, add_row, label


def build(items: Path) -> Document:
    """The template; `items` is the checklist (TOML)."""
    sheet = Sheet("会議録（下書き）")
    _cover(sheet)
    _attendance(sheet)
    _agenda(sheet)
    _body(sheet)
    sheet.help_for_review()
    sheet.checklist(items)
    sheet.provenance()
    return sheet.document


def _cover(sheet: Sheet) -> None:
    notice = sheet.line(("下書き　機械による文字起こし・確認前", "要確認の印"))
    notice.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    office = sheet.line("{{ 自治体名 }}", style="Subtitle")
    office.paragraph_format.space_before = Pt(36)
    sheet.line("{{ 会議名 }}", style="Title")
    title = sheet.line("会　議　録", style="Subtitle")
    title.paragraph_format.space_after = Pt(30)

    sheet.heading("会議の概要")
    table = sheet.table((35, 125))
    for name, value in (
        ("会議名", "{{ 会議名 }}"),
        ("日付", "{{ 日付 }}"),
        ("時刻", "{{ 開始時刻 }}から　{{ 終了時刻 }}まで"),
        ("場所", ""),
        ("録音", "{{ 録音ファイル }}（{{ 録音時間 }}）"),
        ("下書きの内容", "発言 {{ 発言数 }}件、要確認 {{ 要確認数 }}か所、名前の分からない話者 {{ 名前不明数 }}人"),
    ):
        row = add_row(table, "", value)
        label(row.cells[0], name)
    sheet.note(
        "時刻は録音の開始と終了です（分からないときは空欄です）。開会（開議）・休憩・再開・散会（閉会）の時刻は、議長の宣告を聞いて直してください。"
    )


def _attendance(sheet: Sheet) -> None:
    sheet.heading("出席者")
    sheet.note(
        "氏名は名簿.xlsx の写しです（名簿がなければ空欄です）。出欠は録音からは分かりません。「出・欠」の一方を消し、遅刻・早退を書き添えてください。"
    )
    sheet.heading("議員{% if 議員一覧 %}（{{ 議員一覧|length }}名）{% endif %}", 2)
    table = sheet.table((25, 35, 60, 40), ("議席番号", "役職", "氏名", "出欠"))
    sheet.each(
        table,
        "議員 in 議員一覧",
        "{{ 議員.議席番号 }}",
        "{{ 議員.役職 }}",
        "{{ 議員.氏名 }}",
        "出　・　欠",
        empty=[("", "", "", "出　・　欠")] * 3,
    )
    sheet.heading("説明のため出席した者、職務のため出席した事務局職員", 2)
    table = sheet.table((60, 60, 40), ("役職", "氏名", "出欠"))
    sheet.each(
        table,
        "説明員 in 説明員一覧",
        "{{ 説明員.役職 }}",
        "{{ 説明員.氏名 }}",
        "出　・　欠",
        empty=[("", "", "出　・　欠")] * 3,
    )


def _agenda(sheet: Sheet) -> None:
    sheet.heading("議事日程")
    sheet.note("議事日程は録音から読み取っていません。議案書を見て、件名と議案番号を記入してください。")
    table = sheet.table((25, 35, 100), ("日程", "議案番号", "件名"))
    for number in range(1, 6):
        add_row(table, f"第{number}", "", "")


def _body(sheet: Sheet) -> None:
    sheet.heading("会議の経過", new_page=True)
    sheet.note(
        "発言の前の小さな数字は録音の時刻（時:分:秒）、〔要確認〕は聞き直す箇所で、番号は「要確認の箇所」の一覧の番号です。"
    )
    text = ("{{ 発言.本文 }}", ("{{ 発言.要確認 }}", "要確認の印"))
    time = ("{{ 発言.時刻 }}", "時刻コード")
    sheet.tag("{%p for 発言 in 発言一覧 %}")
    sheet.tag("{%p if 発言.聞き取り不能 %}")
    sheet.line(*text, style="聞き取れなかった区間")
    sheet.tag("{%p elif 発言.続き %}")
    sheet.line(time, "　", *text, style="発言（続き）")
    sheet.tag("{%p else %}")
    sheet.line("○", ("{{ 発言.話者 }}", "話者名"), "　", time, "　", *text, style="発言")
    sheet.tag("{%p endif %}")
    sheet.tag("{%p endfor %}")
