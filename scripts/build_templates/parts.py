"""The parts of a record, each as a function that puts it on the sheet. A style's `parts` names them in its order."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Pt

from scripts.build_templates.sheet import Sheet, add_row, label, write
from transcriber.drafts.word.house_style import HouseStyle
from transcriber.drafts.word.wording import NO_VOTE


@dataclass(frozen=True)
class Desk:
    """What a part is built with."""

    sheet: Sheet
    style: HouseStyle
    items: Path
    """確認項目.toml"""


Part = Callable[[Desk], None]


def cover(desk: Desk) -> None:
    sheet = desk.sheet
    notice(sheet)
    office = sheet.line("{{ 自治体名 }}", style="Subtitle")
    office.paragraph_format.space_before = Pt(0)
    sheet.line("{{ 会議名 }}", style="Title")
    sheet.line("会　議　録", style="Subtitle").paragraph_format.space_after = Pt(2)


def short_cover(desk: Desk) -> None:
    sheet = desk.sheet
    notice(sheet)
    sheet.line("{{ 自治体名 }}", style="Subtitle")
    sheet.line("{{ 会議名 }}", style="Title")
    sheet.line("会　議　録", style="Subtitle").paragraph_format.space_after = Pt(2)


def notice(sheet: Sheet) -> None:
    """That this is a draft; gone from the finished record."""
    paragraph = sheet.line(("下書き　機械による文字起こし・確認前", "要確認の印"), style="注記")
    paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    sheet.tag("{%p if 録音の注意 %}")
    sheet.line(("{{ 録音の注意 }}", "要確認の印"), style="注記")
    sheet.tag("{%p endif %}")


def outline(desk: Desk) -> None:
    sheet = desk.sheet
    sheet.heading("会議の概要")
    table = sheet.table((35, 125))
    for name, value in (
        ("日付", "{{ 日付 }}"),
        ("開会（開議）", "{{ 開会時刻 }}"),
        ("{{ 閉会の別 }}", "{{ 閉会時刻 }}"),
        ("場所", ""),
        ("出席者数", "{{ 出席者数 }}"),
    ):
        row = add_row(table, "", value)
        label(row.cells[0], name)
        if name == "日付":
            sheet.row_if(table, "本会議である", "会期", "（要記入）")
    sheet.note("時刻は、録音を始めた時刻が分かるときだけ、宣告の位置から計算しています。空欄は記入してください。")


def attendance(desk: Desk) -> None:
    """Those who attended, in the groups that this kind of record asks for."""
    sheet = desk.sheet
    sheet.heading("出席者")
    sheet.note(
        "氏名は名簿と資料の写しです。だれが出席したかは録音からは分かりません。「出・欠」の一方を消し、欠席者や遅刻・早退を書き添えてください。"
    )
    sheet.tag("{%p for 区分 in 出席の区分 %}")
    sheet.tag("{%p if 区分.人一覧 %}")
    sheet.heading("{{ 区分.題 }}（名簿では{{ 区分.人一覧|length }}名）", 2)
    sheet.tag("{%p if 区分.議席 %}")
    table = sheet.table((25, 35, 60, 40), ("議席番号", "役職", "氏名", "出欠"))
    sheet.each(table, "人 in 区分.人一覧", "{{ 人.議席番号 }}", "{{ 人.役職 }}", "{{ 人.氏名 }}", "出　・　欠")
    sheet.tag("{%p else %}")
    table = sheet.table((60, 60, 40), ("役職", "氏名", "出欠"))
    sheet.each(table, "人 in 区分.人一覧", "{{ 人.役職 }}", "{{ 人.氏名 }}", "出　・　欠")
    sheet.tag("{%p endif %}")
    sheet.tag("{%p else %}")
    empty = sheet.line(("{{ 区分.題 }}", "書体：ゴシック"), "　（要記入）", style="表の文字")
    empty.paragraph_format.space_before = Pt(3)  # it may stand right under a table
    sheet.tag("{%p endif %}")
    sheet.tag("{%p endfor %}")


_TAKEN = "{{ loop.index }}　{{ 議題.議案番号 }}{% if 議題.議案番号 %}　{% endif %}{{ 議題.件名 }}"
"""Not as the heading among the speech has it: a line that stands there twice could not be told from the speech (review/speech.py)."""


def business_taken(desk: Desk) -> None:
    """本日の会議に付した事件: what was in fact taken up, apart from what was planned."""
    sheet = desk.sheet
    sheet.heading("本日の会議に付した事件")
    sheet.tag("{%p if 付議一覧 %}")
    sheet.tag("{%p for 議題 in 付議一覧 %}")
    sheet.line(_TAKEN, style="列記")
    sheet.tag("{%p endfor %}")
    sheet.tag("{%p else %}")
    sheet.line("（要記入）", style="列記")
    sheet.tag("{%p endif %}")


def agenda(desk: Desk) -> None:
    sheet = desk.sheet
    sheet.heading("議事日程")
    sheet.note("件名は、資料があれば資料のとおり、なければ録音で聞こえたとおりです。議案書と照らして直してください。")
    table = sheet.table((18, 34, 78, 30), ("日程", "議案番号", "件名", "本文の時刻"))
    sheet.each(
        table,
        "議題 in 議題一覧",
        "{% if 議題.日程 %}第{{ 議題.日程 }}{% endif %}",
        "{{ 議題.議案番号 }}",
        "{{ 議題.件名 }}",
        ("{{ 議題.箇所 }}", "時刻リンク"),
        empty=[("", "", "（要記入：議題は見つかっていません）", "")],
    )


def decisions(desk: Desk) -> None:
    sheet = desk.sheet
    sheet.heading("議決一覧")
    table = sheet.table((32, 66, 22, 22, 18), ("議案番号", "件名", "採決の方法", "賛否", "結果"))
    sheet.each(
        table,
        "議決 in 議決一覧",
        "{{ 議決.議案番号 }}",
        "{{ 議決.件名 }}",
        "{{ 議決.方法 }}",
        "{{ 議決.賛否 }}",
        "{{ 議決.結果 }}",
        empty=[("", NO_VOTE, "", "", "")],
    )


def course(desk: Desk) -> None:
    """会議の経過: what was said, with headings and lines."""
    sheet = desk.sheet
    sheet.heading("会議の経過")
    sheet.note("発言の前の小さな数字は録音の時刻、〔要確認〕は聞き直す箇所です（番号は「要確認の箇所」の一覧の番号）。")
    body(desk)


def body(desk: Desk) -> None:
    """The loop over everything that is said and announced."""
    sheet = desk.sheet
    text = ("{{ 項.本文 }}", ("{{ 項.要確認 }}", "要確認の印"))
    time = ("{{ 項.時刻 }}　", "時刻コード")
    sheet.tag("{%p for 項 in 経過一覧 %}")
    for kind, how, style in (
        ("見出し", ("{{ 項.本文 }}",), "Heading 2"),
        ("小見出し", ("{{ 項.本文 }}",), "Heading 3"),
        ("ト書き", ("{{ 項.本文 }}",), "ト書き"),
        ("聞き取り不能", text, "聞き取れなかった区間"),
        ("議場の声", ("{{ 項.印 }}", *text, "{{ 項.後 }}"), "議場の声"),
        ("省略", ("{{ 項.印 }}", ("{{ 項.話者 }}", "話者名"), "　", time, *text), "省略した発言"),
        ("続き", (time, *text), "発言（続き）"),
    ):
        sheet.tag(f'{{%p {"if" if kind == "見出し" else "elif"} 項.種類 == "{kind}" %}}')
        sheet.line(*how, style=style)
    sheet.tag("{%p else %}")
    sheet.line("{{ 項.印 }}", ("{{ 項.話者 }}", "話者名"), "　", time, *text, style="発言")
    sheet.tag("{%p endif %}")
    sheet.tag("{%p endfor %}")


def signatures(desk: Desk) -> None:
    """Who signs depends on the kind of record; where nobody does, there is no such part."""
    sheet = desk.sheet
    sheet.tag("{%p if 署名者一覧 %}")
    sheet.heading("署名")
    oath = sheet.line("{{ 署名文 }}").paragraph_format
    oath.space_after, oath.keep_with_next = Pt(6), True  # who signs, signs below what is signed
    sheet.tag("{%p for 署名者 in 署名者一覧 %}")
    line = sheet.line("{{ 署名者.役職 }}", "\t", style="署名")
    line.paragraph_format.keep_with_next = True
    sheet.tag("{%p endfor %}")
    sheet.tag("{%p endif %}")


def promises(desk: Desk) -> None:
    sheet = desk.sheet
    sheet.tag("{%p if 約束一覧 %}")
    sheet.heading("答弁の約束（検討・調査・報告）")
    sheet.note("「検討いたします」などの答弁を、話したとおりに抜き出したものです。担当と期限は記入欄です。")
    table = sheet.table((38, 72, 22, 28), ("だれが", "話したこと", "録音の時刻", "担当・期限"))
    sheet.each(
        table,
        "約束 in 約束一覧",
        "{{ 約束.話者 }}",
        "{{ 約束.内容 }}",
        ("{{ 約束.箇所 }}", "時刻リンク"),
        "",
    )
    sheet.tag("{%p endif %}")


def docket(desk: Desk) -> None:
    """数字・固有名詞の確認表: a line a word. As tables they took LibreOffice half of what opening a long draft costs."""
    sheet = desk.sheet
    sheet.heading("数字・固有名詞の確認表")
    sheet.note("時刻を押すと本文の箇所へ移ります。資料や録音で確かめたら ☐ を押して ☒ にしてください。")
    sheet.tag("{%p for 群 in 確認語の群 %}")
    sheet.tag("{%p if 群.題 %}")
    sheet.heading("{{ 群.題 }}", 2)
    sheet.tag("{%p endif %}")
    sheet.line("確認\t語句\t種類\t回数\t録音の時刻", style="確認語の見出し")
    sheet.tag("{%p for 語 in 群.語一覧 %}")
    word = sheet.line(style="確認語")
    sheet.box(word, "確かめた", "docket")
    write(word, "\t{{ 語.語句 }}\t{{ 語.種類 }}\t{{ 語.回数 }}\t", ("{{ 語.箇所 }}", "時刻リンク"))
    sheet.tag("{%p endfor %}")
    sheet.tag("{%p endfor %}")
    sheet.tag("{%p if not 確認語の群 %}")
    sheet.line("（ありません）")
    sheet.tag("{%p endif %}")


def fixes(desk: Desk) -> None:
    """What the machine corrected, so that it can be undone."""
    sheet = desk.sheet
    sheet.tag("{%p if 修正一覧 %}")
    sheet.heading("自動で直した語")
    sheet.note(
        "名簿や用語に音が近いため、機械が置き換えた語です。違っていれば、本文を「認識した文字」に戻してください。"
    )
    table = sheet.table((48, 48, 32, 10, 22), ("認識した文字", "本文の文字", "理由", "回数", "録音の時刻"), tight=True)
    sheet.each(
        table,
        "修正 in 修正一覧",
        "{{ 修正.認識 }}",
        "{{ 修正.修正 }}",
        "{{ 修正.理由 }}",
        "{{ 修正.回数 }}",
        ("{{ 修正.箇所 }}", "時刻リンク"),
        style="細かい文字",
    )
    sheet.tag("{%p endif %}")


def review(desk: Desk) -> None:
    desk.sheet.help_for_review()


def checklist(desk: Desk) -> None:
    desk.sheet.checklist(desk.items)


def provenance(desk: Desk) -> None:
    desk.sheet.provenance()


# --- in the manner of 泉大津市: numbered sentences instead of tables --------------------------------------------


def prose_cover(desk: Desk) -> None:
    sheet = desk.sheet
    sheet.plain_headings()
    notice(sheet)
    sheet.line("{{ 会議名 }}会議録", style="Title").paragraph_format.space_before = Pt(12)
    sheet.line("{{ 自治体名 }}", style="Subtitle").paragraph_format.space_after = Pt(18)


def prose_opening(desk: Desk) -> None:
    sheet = desk.sheet
    _numbered(sheet, 1, "会議の日時は次のとおりである。")
    sheet.tag("{%p if 本会議である %}")
    sheet.line("会期　（要記入）", style="列記")
    sheet.tag("{%p endif %}")
    sheet.line("{{ 日付 }}　{{ 開会時刻 }}　開会", style="列記")
    sheet.line("{{ 日付 }}　{{ 閉会時刻 }}　{{ 閉会の別 }}", style="列記")


def prose_attendance(desk: Desk) -> None:
    sheet = desk.sheet
    sheet.tag("{%p if 本会議である %}")
    sheet.line("応招議員　（要記入）", style="列記")
    sheet.line("不応招議員　（要記入）", style="列記")
    sheet.tag("{%p endif %}")
    _numbered(
        sheet,
        2,
        "出席{{ 議員の呼び方 }}は次のとおりである。{% if 議員一覧 %}（名簿では{{ 議員一覧|length }}名）{% endif %}",
    )
    _list(
        sheet,
        "議員 in 議員一覧",
        "{{ 議員.議席番号 }}番\t{{ 議員.氏名 }}",
        "議員.議席番号",
        "{{ 議員.役職 }}\t{{ 議員.氏名 }}",
    )
    _numbered(sheet, 3, "欠席{{ 議員の呼び方 }}は次のとおりである。")
    sheet.line("（要記入）", style="列記")
    _numbered(
        sheet,
        4,
        "{% if 本会議である %}地方自治法第121条の規定により、{% endif %}説明のため出席を求め出席したる者は次のとおりである。",
    )
    _list(sheet, "説明員 in 説明者一覧", "{{ 説明員.役職 }}\t{{ 説明員.氏名 }}")
    _numbered(sheet, 5, "本会に出席せる議会事務局職員は次のとおりである。")
    _list(sheet, "職員 in 事務局職員一覧", "{{ 職員.役職 }}\t{{ 職員.氏名 }}")


def prose_agenda(desk: Desk) -> None:
    sheet = desk.sheet
    _numbered(sheet, 6, "議事日程と本日の会議事件は次のとおりである。")
    sheet.tag("{%p if 議題一覧 %}")
    sheet.line("議事日程", style="列記")
    sheet.tag("{%p for 議題 in 議題一覧 %}")
    sheet.line("　{{ 議題.見出し }}", style="列記")
    sheet.tag("{%p endfor %}")
    sheet.tag("{%p endif %}")
    sheet.line("本日の会議事件", style="列記")
    _list(sheet, "議題 in 付議一覧", f"　{_TAKEN}")


def prose_course(desk: Desk) -> None:
    sheet = desk.sheet
    _numbered(sheet, 7, "議事の経過は次のとおりである。")
    sheet.note("発言の前の小さな数字は録音の時刻、〔要確認〕は聞き直す箇所です。出欠は録音からは分かりません。")
    body(desk)


def prose_decisions(desk: Desk) -> None:
    sheet = desk.sheet
    _numbered(sheet, 8, "議決の結果は次のとおりである。")
    _list(sheet, "議決 in 議決一覧", "{{ 議決.議案番号 }}　{{ 議決.件名 }}\t{{ 議決.賛否 }}\t{{ 議決.結果 }}")


def _numbered(sheet: Sheet, number: int, text: str) -> None:
    sheet.heading(f"{number}．{text}", 1)


def _list(sheet: Sheet, loop: str, line: str, condition: str = "", without: str = "") -> None:
    name = loop.split(" in ")[1]
    sheet.tag(f"{{%p if {name} %}}")
    sheet.tag(f"{{%p for {loop} %}}")
    if condition:
        sheet.tag(f"{{%p if {condition} %}}")
    sheet.line(line, style="列記")
    if condition:
        sheet.tag("{%p else %}")
        sheet.line(without, style="列記")
        sheet.tag("{%p endif %}")
    sheet.tag("{%p endfor %}")
    sheet.tag("{%p else %}")
    sheet.line("（要記入）", style="列記")
    sheet.tag("{%p endif %}")


# --- summary record of a committee ------------------------------------------------------------------------------


def summary_head(desk: Desk) -> None:
    sheet = desk.sheet
    notice(sheet)
    sheet.line("{{ 会議名 }}　要点記録", style="Title")
    table = sheet.table((28, 132))
    for name, value in (
        ("日時", "{{ 日付 }}　{{ 開会時刻 }}から　{{ 閉会時刻 }}まで"),
        ("場所", ""),
        ("出席委員", "{% for 議員 in 議員一覧 %}{% if not loop.first %}、{% endif %}{{ 議員.氏名 }}{% if 議員.役職 != '委員' %}（{{ 議員.役職 }}）{% endif %}{% endfor %}"),
        ("欠席委員", "（要記入）"),
        ("説明員", "{% for 説明員 in 説明者一覧 %}{% if not loop.first %}、{% endif %}{{ 説明員.役職 }}　{{ 説明員.氏名 }}{% endfor %}"),
        ("事務局", "{% for 職員 in 事務局職員一覧 %}{% if not loop.first %}、{% endif %}{{ 職員.役職 }}　{{ 職員.氏名 }}{% endfor %}"),
    ):  # fmt: skip
        row = add_row(table, "", value)
        label(row.cells[0], name)
    sheet.note("出席者は名簿の写しです。欠席者を「欠席委員」の欄に移してください（いなければ「なし」）。")


def summary_results(desk: Desk) -> None:
    sheet = desk.sheet
    sheet.heading("議題と結果")
    table = sheet.table((14, 92, 34, 20), ("番号", "議題", "結果", "時刻"))
    sheet.each(
        table,
        "議題 in 議題一覧",
        "{{ loop.index }}",
        "{{ 議題.議案番号 }}{% if 議題.議案番号 %}　{% endif %}{{ 議題.件名 }}",
        "{{ 議題.結果 }}",
        ("{{ 議題.箇所 }}", "時刻リンク"),
        empty=[("1", "", "", "")],
    )


def summary_course(desk: Desk) -> None:
    sheet = desk.sheet
    sheet.heading("質疑と答弁の要点")
    sheet.note(
        "機械は要約しません。発言を話したとおりに並べています。要点だけを残して縮めてください。"
        "委員長が名前を呼ぶだけの発言は隠し文字にしています。"
    )
    body(desk)


PARTS: dict[str, Part] = {
    "表紙": cover,
    "表題": short_cover,
    "会議の概要": outline,
    "出席者": attendance,
    "議事日程": agenda,
    "本日の会議に付した事件": business_taken,
    "議決一覧": decisions,
    "会議の経過": course,
    "署名": signatures,
    "委員長署名": signatures,
    "答弁の約束": promises,
    "数字・固有名詞の確認表": docket,
    "自動で直した語": fixes,
    "確認のための資料": review,
    "確認チェックリスト": checklist,
    "作成の記録": provenance,
    "表題（列記）": prose_cover,
    "会議の日時（列記）": prose_opening,
    "出席者（列記）": prose_attendance,
    "会議事件（列記）": prose_agenda,
    "議事の経過（列記）": prose_course,
    "議決の結果（列記）": prose_decisions,
    "要点記録の表題": summary_head,
    "議題と結果": summary_results,
    "質疑と答弁の要点": summary_course,
}
"""Name in style.toml → the part."""
