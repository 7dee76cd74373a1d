"""The security report (安全性の説明書): what a security officer asks, answered in a Word file, with the bill of materials beside it.

What is true of every installation stands in data/security.toml; what is true of this one (settings, folders, rights, models,
retention) is looked at when the report is made. Nothing of any recording is in it.
"""

from __future__ import annotations

import datetime as dt
import shutil
import sys
import tomllib
from collections.abc import Iterable, Sequence
from importlib import resources as packaged
from pathlib import Path
from typing import Any

import docx
from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_BREAK
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from transcriber import __version__
from transcriber.assurance import bill_of_materials
from transcriber.assurance.decoder import decoder
from transcriber.drafts.word import pdf, program_name
from transcriber.errors import FormNotMade, SettingsError
from transcriber.models.model_store import open_store
from transcriber.profiles import profile as profiles
from transcriber.profiles.tree import ProfileTree
from transcriber.retention.rules import CountFrom
from transcriber.settings import Settings
from transcriber.system import rights

REPORT = "安全性の説明書.docx"
_FONT = "MS Mincho"
_COUNTED = {CountFrom.RETURN: "戻った日", CountFrom.DRAFT: "下書きの日", CountFrom.MEETING: "会議の日"}
_KINDS = (("録音", "audio"), ("作業", "work"), ("下書き", "draft"), ("確認済み", "final"), ("失敗", "failed"))


def write_security_report(settings: Settings, folder: Path, *, office: str, made: dt.date) -> tuple[Path, ...]:
    """Write the report, a PDF of it where LibreOffice is here, and the bill of materials of this platform.

    Args:
        folder: there already.
        office: for the title; may be empty.

    Returns:
        The files.

    Raises:
        InstallationDamaged: what ships with the program is not whole.
        ModelError: the catalogue of models is broken.
        OSError: the folder cannot be written.
    """
    texts = tomllib.loads(packaged.files(__package__).joinpath("data/security.toml").read_text(encoding="utf-8"))
    if settings.cluster.coordinator is not None:
        _tell_of_several(texts)
    bill = bill_of_materials.bill_file()
    parts = bill_of_materials.read_parts(bill)
    document = _document()
    document.add_heading(f"安全性の説明書　{office}".strip(), 0)
    document.add_paragraph(f"文字起こしプログラム transcriber {__version__}　作成 {made:%Y-%m-%d}　{sys.platform}")
    for section in ("flow", "threats"):
        _section(document, texts[section])
    document.add_paragraph().add_run().add_break(WD_BREAK.PAGE)
    for section in ("accounts", "ports"):
        _section(document, texts[section])
    _add(document, "4. ファイルと権限", "このパソコンで、いま見たもの。", ("もの", "場所", "権限"), _files(settings))
    _section(document, texts["logs"])
    _add(
        document,
        "6. 保存期間",
        "設定ごとに決めた日数（transcriber.toml のある場所でいま読んだもの）。空欄は消しません。",
        ("設定", "数え始め", *(name for name, _ in _KINDS)),
        _retention(settings),
    )
    for section in ("updates", "functions"):
        _section(document, texts[section])
    _add(
        document,
        "9. モデル",
        "読み込む前に、どのファイルも SHA-256 をこの目録と比べます。",
        ("モデル", "使用許諾", "版", "ファイル：SHA-256"),
        _models(settings),
    )
    _copyleft(document, texts["copyleft"], parts)
    known = bill_of_materials.read_known_faults()
    _add(
        document,
        "11. 部品と、既知の脆弱性の確認",
        f"部品は {len([p for p in parts if not p.inside])}、その中のライブラリー {len([p for p in parts if p.inside])}。"
        f"全部の名前、版、使用許諾は、添えた {bill.name}（CycloneDX）にあります。",
        ("確かめたこと", "結果"),
        (
            ("既知の脆弱性", known.result),
            ("録音を読む FFmpeg", f"{decoder()}{'：古い版です' if decoder().too_old else ''}"),
            ("調べ方", "つながるパソコンで pip-audit を入れ、scripts/sbom --audit を実行します。調べられなかった部品の数が 0 であることも見てください。"),
        ),
    )  # fmt: skip
    checks, guideline = texts["checks"], texts["guideline"]
    lead = f"参照：{guideline['edition']}。{guideline['honest']}"
    _add(document, checks["title"], lead, checks["columns"], checks["rows"])
    about = document.core_properties
    about.title, about.author, about.language, about.comments = "安全性の説明書", office, "ja-JP", ""
    program_name.name_program(document)
    out = folder / REPORT
    document.save(str(out))
    try:
        printed = [pdf.write_pdf(out, folder)]
    except FormNotMade:
        printed = []
    return (out, *printed, Path(shutil.copyfile(bill, folder / bill.name)))


def _tell_of_several(texts: dict[str, Any]) -> None:
    """Put what holds with other computers in the place of what holds with one."""
    for section, said in texts["several"].items():
        told = texts[section]
        told["lead"] = said.get("lead", told.get("lead", ""))
        other = said.get("rows", {})
        told["rows"] = [[row[0], *other[row[0]]] if row[0] in other else row for row in told["rows"]]


def _document() -> Document:
    document = docx.Document()
    for style in document.styles:
        if getattr(style, "font", None) is not None:
            style.font.name = _FONT
            properties = style.element.get_or_add_rPr()
            fonts = properties.find(qn("w:rFonts"))
            if fonts is None:
                fonts = OxmlElement("w:rFonts")
                properties.append(fonts)
            for theme in ("w:asciiTheme", "w:hAnsiTheme", "w:eastAsiaTheme", "w:cstheme"):
                fonts.attrib.pop(qn(theme), None)
            fonts.set(qn("w:eastAsia"), _FONT)
    document.styles["Normal"].font.size = Pt(9)
    document.styles["Title"].font.size = Pt(16)
    document.styles["Heading 1"].font.size = Pt(11)
    page = document.sections[0]
    page.orientation, page.page_width, page.page_height = WD_ORIENT.LANDSCAPE, Mm(297), Mm(210)
    page.left_margin = page.right_margin = Mm(15)
    page.top_margin = page.bottom_margin = Mm(12)
    return document


def _section(document: Document, told: dict[str, Any]) -> None:
    _add(document, told["title"], told["lead"], told["columns"], told["rows"])


def _add(document: Document, title: str, lead: str, columns: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    heading = document.add_heading(title, 1)
    heading.paragraph_format.space_before = Pt(6)
    if lead:
        document.add_paragraph(lead).paragraph_format.space_after = Pt(3)
    table = document.add_table(rows=1, cols=len(columns), style="Table Grid")
    for cell, column in zip(table.rows[0].cells, columns, strict=True):
        cell.text = column
        cell.paragraphs[0].runs[0].bold = True
    repeated = OxmlElement("w:tblHeader")
    table.rows[0]._tr.get_or_add_trPr().append(repeated)
    for row in rows:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    for row in table.rows:
        for cell in row.cells:
            cell.paragraphs[0].paragraph_format.space_after = Pt(0)


def _files(settings: Settings) -> list[tuple[str, str, str]]:
    folders = settings.folders
    rows = [("作業フォルダ（台帳、作業ファイル、監査記録、登録した声）", folders.work), ("モデル", folders.models)]
    rows += [(f"設定「{p.name}」", p) for p in profiles.profile_folders(folders.watch)]
    return [(what, str(path), _mode(path)) for what, path in rows]


def _mode(path: Path) -> str:
    if not path.exists():
        return "まだありません"
    if sys.platform == "win32":
        return "フォルダの権限（ACL）。transcriber doctor で確かめます"
    return f"{rights.mode(path)}{'（このパソコンのどの利用者でも開けます）' if rights.open_to_others(path) else ''}"


def _retention(settings: Settings) -> list[tuple[str, ...]]:
    rows = []
    for folder in profiles.profile_folders(settings.folders.watch):
        try:
            rule = profiles.read_options(ProfileTree(folder).options).retention
        except (SettingsError, OSError):
            rows.append((folder.name, "設定.toml を読めません", *("" for _ in _KINDS)))
            continue
        days = [getattr(rule, f"{kind}_days") for _, kind in _KINDS]
        rows.append((folder.name, _COUNTED[rule.count_from], *("" if d is None else f"{d}日" for d in days)))
    return rows


def _models(settings: Settings) -> list[tuple[str, str, str, str]]:
    catalogue = open_store(settings).catalogue
    return [
        (m.id, m.licence, m.revision, "\n".join(f"{f.path}：{f.sha256}" for f in m.files))
        for m in catalogue.models.values()
    ]


def _copyleft(document: Document, told: dict[str, Any], parts: Iterable[bill_of_materials.BillPart]) -> None:
    uses = told["uses"]
    rows = [
        (f"{p.name}（{p.inside} の中）" if p.inside else p.name, p.version, p.licence, uses.get(p.name, ""))
        for p in parts
        if p.copyleft
    ]
    _add(document, told["title"], told["lead"], told["columns"], rows)
