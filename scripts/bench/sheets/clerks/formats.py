"""Rosters in other programs' formats, and made with Excel's own conveniences."""

from __future__ import annotations

import csv
import html
import re
import tempfile
import zipfile
from pathlib import Path

from docx import Document
from openpyxl import Workbook

from scripts.bench.sheets.clerks.books import new_book
from scripts.bench.sheets.clerks.council import MEMBERS, katakana, truth
from scripts.bench.sheets.clerks.truth import Person, Truth

P = Person


def stored_results(book: Workbook, path: Path, results: dict[str, str | int]) -> None:
    """Save the book with the results Excel keeps beside its formulas."""
    with tempfile.TemporaryDirectory() as scratch:
        source = Path(scratch) / path.name
        book.save(source)

        def add(match: re.Match[str]) -> str:
            value = results[match[1]]
            kind = ' t="str"' if isinstance(value, str) else ""
            return f'<c r="{match[1]}"{kind}>{match[2]}<v>{value}</v></c>'

        pattern = re.compile(r'<c r="([A-Z]+[0-9]+)">(<f>.*?</f>)<v ?/?>(?:</v>)?</c>')
        with zipfile.ZipFile(source) as old, zipfile.ZipFile(path, "w") as new:
            for item in old.infolist():
                data = old.read(item)
                if item.filename == "xl/worksheets/sheet1.xml":
                    data = pattern.sub(add, data.decode()).encode()
                new.writestr(item, data)


def open_document(rows: list[list[str | int | None]], path: Path) -> None:
    """The rows as LibreOffice Calc saves them: a spreadsheet in OpenDocument form."""
    names = "".join(
        f' xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{long}:1.0"'
        for short, long in (("office", "office"), ("table", "table"), ("text", "text"))
    )
    cells = "".join(
        "<table:table-row>"
        + "".join(
            "<table:table-cell/>"
            if value is None
            else f'<table:table-cell office:value-type="float" office:value="{value}">'
            f"<text:p>{value}</text:p></table:table-cell>"
            if isinstance(value, int)
            else f'<table:table-cell office:value-type="string"><text:p>{value}</text:p></table:table-cell>'
            for value in row
        )
        + "</table:table-row>"
        for row in rows
    )
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    with zipfile.ZipFile(path, "w") as file:
        file.writestr("mimetype", kind)
        file.writestr(
            "content.xml",
            f'<?xml version="1.0" encoding="UTF-8"?><office:document-content{names} '
            'office:version="1.2"><office:body><office:spreadsheet>'
            f'<table:table table:name="Sheet1">{cells}</table:table>'
            "</office:spreadsheet></office:body></office:document-content>",
        )
        file.writestr(
            "META-INF/manifest.xml",
            '<?xml version="1.0" encoding="UTF-8"?><manifest:manifest '
            'xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
            f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{kind}"/>'
            '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/>'
            "</manifest:manifest>",
        )


def old_excel(folder: Path) -> Truth:
    """A .xls kept since long ago (made with xlwt 1.3.0): wide digits, names spaced to the same width."""
    (folder / "名簿.xls").write_bytes(Path(__file__).with_name("old_excel.xls").read_bytes())
    return Truth(people=truth())


def system_csv(folder: Path) -> Truth:
    """Written out by the personnel system: CP932, quotes, half-width kana, empty last lines."""
    rows = [["所属コード", "所属名", "職員番号", "氏名", "氏名カナ", "職名", "発令日"]]
    data = (
        ("010100", "総務課", "000101", "落合　亮", "ｵﾁｱｲ ﾘﾖｳ", "課長", "R080401"),
        ("010200", "財政課", "000202", "稲葉　薫", "ｲﾅﾊﾞ ｶｵﾙ", "課長", "R070401"),
        ("020100", "高齢介護課", "000303", "沖　千尋", "ｵｷ ﾁﾋﾛ", "課長", "R080401"),
        ("030100", "議会事務局", "000404", "安斎　朋子", "ｱﾝｻﾞｲ ﾄﾓｺ", "局長", "R060401"),
    )
    rows += [list(row) for row in data]
    rows += [[""] * 7] * 2
    with (folder / "名簿.csv").open("w", encoding="cp932", newline="") as file:
        csv.writer(file, quoting=csv.QUOTE_ALL).writerows(rows)
    return Truth(
        people=(
            P(name="落合亮", post="総務課長"),
            P(name="稲葉薫", reading="いなばかおる", post="財政課長"),
            P(name="沖千尋", reading="おきちひろ", post="高齢介護課長"),
            P(name="安斎朋子", reading="あんざいともこ", post="議会事務局長"),
        )
    )


def calc(folder: Path) -> Truth:
    """Made in LibreOffice and left as .ods."""
    rows: list[list[str | int | None]] = [["議席番号", "議員氏名", "ヨミガナ", "役職等"]]
    rows += [[seat, f"{a}　{b}", katakana(f"{r1}　{r2}"), post or None] for seat, a, b, r1, r2, _, post in MEMBERS]
    open_document(rows, folder / "名簿.ods")
    return Truth(people=truth())


def formulas(folder: Path) -> Truth:
    """The name is joined by a formula from surname and given name, the number counts itself."""
    book, sheet = new_book()
    sheet.append(["番号", "姓", "名", "氏名", "せい", "めい", "ふりがな"])
    results: dict[str, str | int] = {}
    for r, (_, a, b, r1, r2, *_) in enumerate(MEMBERS, 2):
        results |= {f"A{r}": r - 1, f"D{r}": f"{a}　{b}", f"G{r}": f"{r1}　{r2}"}
        sheet.append(
            [
                "=ROW()-1",
                a,
                b,
                f'=B{r}&"　"&C{r}',
                r1,
                r2,
                f'=E{r}&"　"&F{r}',
            ]
        )
    stored_results(book, folder / "名簿.xlsx", results)
    return Truth(people=truth(seats=False, posts=False))


def phonetic(folder: Path) -> Truth:
    """No column of readings: the names carry Excel's own furigana, as typed with the keyboard."""
    book, sheet = new_book()
    sheet.append(["議席", "氏名", "役職"])
    for seat, a, b, _, _, _, post in MEMBERS:
        sheet.append([seat, f"{a}　{b}", post or None])
    with tempfile.TemporaryDirectory() as scratch:
        source = Path(scratch) / "名簿.xlsx"
        book.save(source)
        ruby = {
            f"{a}　{b}": (
                f'<rPh sb="0" eb="{len(a)}"><t>{katakana(r1)}</t></rPh>'
                f'<rPh sb="{len(a) + 1}" eb="{len(a) + 1 + len(b)}"><t>{katakana(r2)}</t></rPh>'
                '<phoneticPr fontId="1"/>'
            )
            for _, a, b, r1, r2, *_ in MEMBERS
        }

        def add(match: re.Match[str]) -> str:
            return f"<is><t>{match[1]}</t>{ruby.get(html.unescape(match[1]), '')}</is>"

        with zipfile.ZipFile(source) as old, zipfile.ZipFile(folder / "名簿.xlsx", "w") as new:
            for item in old.infolist():
                data = old.read(item)
                if item.filename == "xl/worksheets/sheet1.xml":
                    data = re.sub(r"<is><t>([^<]*)</t></is>", add, data.decode()).encode()
                new.writestr(item, data)
    return Truth(people=truth())


def word(folder: Path) -> Truth:
    """The roster was only ever made in Word."""
    document = Document()
    document.add_heading("説明員名簿", level=1)
    document.add_paragraph("令和8年12月1日現在")
    table = document.add_table(rows=1, cols=3)
    for cell, text in zip(table.rows[0].cells, ("職　名", "氏　名", "ふりがな"), strict=True):
        cell.text = text
    data = (
        ("町　長", "大槻　誠", "おおつき まこと"),
        ("副町長", "並木　浩", "なみき ひろし"),
        ("教育長", "丹羽　光子", "にわ みつこ"),
    )
    for row in data:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    document.save(str(folder / "名簿.docx"))
    people = tuple(
        P(name=b.replace("　", ""), reading=c.replace(" ", ""), post=a.replace("　", "")) for a, b, c in data
    )
    return Truth(people=people, either=tuple(p.name for p in people), named=("名簿.docx",))


def excel_csv(folder: Path) -> Truth:
    """Saved from Excel as CSV UTF-8: the title and date stand above, some lines have spare commas."""
    lines = ["議員名簿,,,,", ",,,令和8年11月1日,", "議席番号,氏名,ふりがな,会派,備考"]
    lines += [f"{seat},{a} {b},{r1} {r2},{group},{post}" for seat, a, b, r1, r2, group, post in MEMBERS]
    lines += [",,,,", "※10番欠番,,,,"]
    (folder / "名簿.csv").write_text("\ufeff" + "\r\n".join(lines) + "\r\n", encoding="utf-8")
    return Truth(people=truth(posts=False))
