"""The parts of consultation records: reception form, course of support, verbatim record."""

from __future__ import annotations

from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Mm
from docx.table import Table, _Cell

from scripts.build_templates.parts import Desk, Part, notice
from scripts.build_templates.sheet import TO_FILL, Sheet, add_row, label, merge, write

_TOPICS = (
    "病気や健康、障害",
    "住まい",
    "収入・生活費",
    "家賃やローン",
    "税金や公共料金",
    "債務",
    "仕事探し",
    "仕事上の不安",
    "地域との関係",
    "家族との関係",
    "子育て",
    "介護",
    "ひきこもり・不登校",
    "DV・虐待",
    "食べるものがない",
    "その他",
)


def heading(title: str) -> Part:
    """The head of a form: approval boxes and title."""

    def part(desk: Desk) -> None:
        sheet = desk.sheet
        notice(sheet)
        _approval(sheet)
        sheet.line(title, style="Title")
        sheet.line("{{ 自治体名 }}", style="Subtitle")

    return part


def reception(desk: Desk) -> None:
    sheet = desk.sheet
    sheet.heading("相談受付")
    sheet.note(
        f"「{TO_FILL}」は、機械が書き込んでいない欄です。話されなかったという意味ではありません。その話が見つかった欄には、"
        "録音の時刻と候補を添えています。発言と書類で確かめて記入してください。空欄は職員が判断して書く項目です。"
    )
    form = sheet.table((34, 46, 34, 46))
    _wide(form, "件名", "{{ 会議名 }}")
    _wide(form, "相談日", "{{ 日付 }}")
    _wide(form, "録音の時刻", "{{ 開始時刻 }}から　{{ 終了時刻 }}まで")
    _wide(form, "録音ファイル", "{{ 録音ファイル }}")
    _pair(form, "録音時間", "{{ 録音時間 }}", "対応者", "{{ 対応者 or '（要記入）' }}")
    row = add_row(form, "", "", "", "")
    label(row.cells[0], "方法")
    sheet.choices(merge(row, 1, 3), "method", ("来所", "電話", "訪問", "同行", "その他"))
    _pair(form, "場所", None, "同席者", None)

    sheet.heading("相談者", 2)
    form = sheet.table((34, 46, 34, 46))
    _pair(form, "ふりがな", None, "性別", None)
    _pair(form, "氏名", None, "生年月日（年齢）", None)
    _wide(form, "住所", None)
    _pair(form, "電話（自宅）", None, "電話（携帯）", None)
    _wide(form, "電子メール", None)
    _pair(form, "本人以外の来談者", None, "関係・連絡先", None)

    sheet.heading("相談の内容", 2)
    form = sheet.table((42, 118))
    row = add_row(form, "", "")
    label(row.cells[0], "相談したいこと（当てはまるものに印）")
    sheet.choices(row.cells[1], "topic", _TOPICS, columns=3)
    for name in ("主訴（本人の言葉で）", "希望・期待すること"):
        _row(form, name, None)
    row = add_row(form, "", "")
    label(row.cells[0], "録音の同意")
    sheet.choices(row.cells[1], "consent-recording", ("あり", "なし", "確認できない"))
    row = add_row(form, "", "")
    label(row.cells[0], "情報共有の同意")
    sheet.choices(row.cells[1], "consent-sharing", ("あり", "なし", "後日確認"))


def consent(desk: Desk) -> None:
    """同意欄: the person's own signature, which a machine never fills in."""
    sheet = desk.sheet
    sheet.heading("情報共有の同意（本人記入）", 2)
    sheet.line("相談の解決のため、必要な範囲で関係機関に情報を伝えることについて、説明を受け、")
    paragraph = sheet.line(style="Normal")
    for number, choice in enumerate(("同意します", "同意しません"), start=1):
        sheet.box(paragraph, choice, f"agree-{number:02d}")
        paragraph.add_run(f"{choice}　　")
    sheet.line("令和　　年　　月　　日　　署名", "\t", style="署名")


def course(desk: Desk) -> None:
    sheet = desk.sheet
    sheet.heading("支援経過")
    facts(desk)
    judgement(desk)


def facts(desk: Desk) -> None:
    sheet = desk.sheet
    sheet.heading("聞き取った事実", 2)
    sheet.note("事実ごとに、誰から（本人、家族、書類など）、いつ聞いたかを書き添えてください。")
    form = sheet.table((42, 118))
    for name in (
        "経緯・きっかけ",
        "仕事・収入",
        "住まい・家賃",
        "預貯金・資産",
        "負債・滞納",
        "健康・通院",
        "家族・支える人",
        "利用中の制度",
        "説明した内容",
        "本人の意向・申請意思",
        "次回の予定・期日",
    ):
        _row(form, name, None)


def judgement(desk: Desk) -> None:
    sheet = desk.sheet
    sheet.heading("職員が判断して書く欄", 2)
    sheet.note("機械は記入しません。事実と分けて、職員が書いてください。")
    form = sheet.table((42, 118))
    for name in ("アセスメント（A）", "緊急度の判断", "支援方針・計画（P）", "課題・引き継ぎ"):
        _row(form, name, "", height=14)


def support(desk: Desk) -> None:
    """支援経過記録: one contact as one row of the sheet a case is followed with."""
    sheet = desk.sheet
    sheet.note(
        f"「{TO_FILL}」は、機械が書き込んでいない欄です（話されなかったという意味ではありません）。空欄は職員が書く項目です。"
    )
    form = sheet.table((34, 46, 34, 46))
    _pair(form, "ケース番号", "", "氏名", None)
    _wide(form, "日時", "{{ 日付 }}　{{ 開始時刻 }}から　{{ 終了時刻 }}まで（{{ 録音時間 }}）")
    row = add_row(form, "", "", "", "")
    label(row.cells[0], "方法")
    sheet.choices(merge(row, 1, 3), "method", ("来所", "電話", "訪問", "同行", "会議", "その他"))
    row = add_row(form, "", "", "", "")
    label(row.cells[0], "相手")
    sheet.choices(merge(row, 1, 3), "with", ("本人", "家族", "関係機関", "その他"))
    _pair(form, "対応者", "{{ 対応者 or '（要記入）' }}", "場所", None)
    sheet.heading("内容")
    form = sheet.table((42, 118))
    for name in ("相談・連絡の内容", "確認した事実（誰から・何で）"):
        _row(form, name, None, height=14)
    for name in ("対応・助言", "見立て・判断"):
        _row(form, name, "", height=14)
    sheet.heading("約束したこと・次回")
    sheet.note(
        "職員の発言から、「…いたします」と約束した文を話したとおりに抜き出しました。時刻を押すと発言へ移ります。"
    )
    table = sheet.table((30, 92, 38), ("だれが", "話したこと", "録音の時刻"))
    sheet.each(
        table,
        "約束 in 約束一覧",
        "{{ 約束.話者 }}",
        "{{ 約束.内容 }}",
        ("{{ 約束.箇所 }}", "時刻リンク"),
        empty=[("（見つかっていません）", "", "")],
    )
    sheet.space()
    form = sheet.table((42, 118))
    for name in ("次回の予定・期日", "課題・引き継ぎ"):
        _row(form, name, None if "予定" in name else "", height=14)


def interview(desk: Desk) -> None:
    sheet = desk.sheet
    sheet.heading("発言の記録")
    sheet.note(
        "左の小さな数字は録音の時刻（時:分:秒）、〔要確認〕は聞き直す箇所で、番号は「要確認の箇所」の一覧の番号です。"
        "言いよどみや相づちは抜けていることがあります。"
    )
    text = ("{{ 発言.本文 }}", ("{{ 発言.要確認 }}", "要確認の印"))
    sheet.tag("{%p for 発言 in 発言一覧 %}")
    sheet.tag("{%p if 発言.聞き取り不能 %}")
    sheet.line(*text, style="聞き取れなかった区間")
    sheet.tag("{%p else %}")
    sheet.line(
        ("{{ 発言.時刻 }}", "時刻コード"), "\t", ("{{ 発言.話者 }}", "話者名"), "\t", *text, style="発言（面談）"
    )
    sheet.tag("{%p endif %}")
    sheet.tag("{%p endfor %}")


def verbatim(desk: Desk) -> None:
    """逐語録: numbered, with room for the worker's own notes beside each utterance."""
    sheet = desk.sheet
    form = sheet.table((34, 46, 34, 46))
    _wide(form, "件名", "{{ 会議名 }}")
    _wide(form, "日時", "{{ 日付 }}　{{ 開始時刻 }}から　{{ 終了時刻 }}まで")
    _pair(form, "録音時間", "{{ 録音時間 }}", "聞き手", "{{ 対応者 or '（要記入）' }}")
    _pair(form, "目的", "", "記録の整え方", "{{ 整え方 }}")
    sheet.space()
    sheet.note(
        "機械は、言いよどみ、相づち、笑い、沈黙を書き落とすことがあります。逐語録として用いる前に、録音を聞いて補ってください。"
    )
    table = sheet.table((12, 18, 24, 72, 34), ("番号", "時刻", "話者", "逐語", "考察・気づき"))
    sheet.each(
        table,
        "発言 in 発言一覧",
        "{{ loop.index }}",
        ("{{ 発言.時刻 }}", "時刻コード"),
        ("{{ 発言.話者 }}", "話者名"),
        "{{ 発言.本文 }}",
        "",
        empty=[("", "", "", "（話し声がありません）", "")],
    )
    write(table.rows[2].cells[3].paragraphs[0], ("{{ 発言.要確認 }}", "要確認の印"))


def _approval(sheet: Sheet) -> None:
    """決裁欄: boxes for the seals of those who approve."""
    table = sheet.table((18, 18, 18, 18))
    table.alignment = WD_TABLE_ALIGNMENT.RIGHT
    row = add_row(table, "", "", "", "")
    for cell, post in zip(row.cells, ("課長", "係長", "係", "担当"), strict=True):
        label(cell, post)
        cell.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.CENTER
    add_row(table, "", "", "", "").height = Mm(12)
    sheet.space()


_SUBJECTS = {
    "氏名": "氏名", "ふりがな": "氏名", "生年月日（年齢）": "生年月日", "住所": "住所", "電話（自宅）": "電話", "電話（携帯）": "電話",
    "電子メール": "電子メール", "本人以外の来談者": "来談者", "場所": "場所", "主訴（本人の言葉で）": "主訴", "相談・連絡の内容": "主訴",
    "希望・期待すること": "希望", "経緯・きっかけ": "経緯", "仕事・収入": "仕事", "住まい・家賃": "住まい", "預貯金・資産": "預貯金",
    "負債・滞納": "負債", "健康・通院": "健康", "家族・支える人": "家族", "利用中の制度": "制度", "説明した内容": "説明",
    "本人の意向・申請意思": "意向", "次回の予定・期日": "次回",
}  # fmt: skip
"""Field of a form → the subject whose place in the recording stands beneath it."""


def _field(cell: _Cell, name: str, value: str | None) -> None:
    """What a cell holds; None: nothing yet, with the place in the recording where it may be found."""
    cell.paragraphs[0].style = "表の文字"
    write(cell.paragraphs[0], (TO_FILL, "未聴取") if value is None else value)
    if value is None and name in _SUBJECTS:
        hint = f"話の箇所.{_SUBJECTS[name]}"
        for text, style in (
            (f"{{%p if {hint} %}}", "ひな形の指示"),
            (f"{{{{ {hint} }}}}", "手がかり"),
            ("{%p endif %}", "ひな形の指示"),
        ):
            cell.add_paragraph(text, style=style)


def _pair(form: Table, name: str, value: str | None, name2: str, value2: str | None) -> None:
    """Two fields beside each other."""
    row = add_row(form, "", "", "", "")
    label(row.cells[0], name)
    _field(row.cells[1], name, value)
    label(row.cells[2], name2)
    _field(row.cells[3], name2, value2)


def _wide(form: Table, name: str, value: str | None) -> None:
    """One field over the whole width of a four-column form."""
    row = add_row(form, "", "", "", "")
    label(row.cells[0], name)
    _field(merge(row, 1, 3), name, value)


def _row(form: Table, name: str, value: str | None, *, height: float = 0) -> None:
    """One field of a two-column form, at least `height` mm high."""
    row = add_row(form, "", "")
    label(row.cells[0], name)
    _field(row.cells[1], name, value)
    if height:
        row.height = Mm(height)


PARTS: dict[str, Part] = {
    "相談記録の表題": heading("相　談　記　録"),
    "相談受付票の表題": heading("相　談　受　付　票"),
    "支援経過記録の表題": heading("支　援　経　過　記　録"),
    "逐語録の表題": heading("逐　語　録"),
    "相談受付": reception,
    "同意欄": consent,
    "支援経過": course,
    "聞き取った事実": facts,
    "判断欄": judgement,
    "支援経過の一件": support,
    "発言の記録": interview,
    "逐語": verbatim,
}
"""Name in style.toml → the part."""
