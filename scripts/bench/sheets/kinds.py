"""One generated file for each kind of shape that offices were seen to make, and for some that only machines make."""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from openpyxl import Workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Font
from openpyxl.worksheet.worksheet import Worksheet

from scripts.bench.sheets.truth import Case, Row

HEAD = ("氏名", "ふりがな", "役職", "議席番号")
TERMS = ("用語", "よみ", "誤認識例", "備考")
A: Row = ("山下 清隆", "やました きよたか", "議長", "1")
B: Row = ("加藤 啓二", "かとう けいじ", "議員", "5")
C: Row = ("大塚 由紀", "おおつか ゆき", "議員", "11")
D: Row = ("佐藤 一郎", "さとう いちろう", "総務部長", "")
SHEET = "xl/worksheets/sheet1.xml"
OLE = bytes.fromhex("D0CF11E0A1B11AE1")


def book(
    *rows: Sequence[object], name: str = "Sheet", more: Sequence[tuple[str, Sequence[Sequence[object]]]] = ()
) -> Workbook:
    """A workbook of plain rows; `more`: further sheets."""
    made = Workbook()
    page = made.active
    assert page is not None
    page.title = name
    for row in rows:
        page.append(list(row))
    for title, lines in more:
        sheet = made.create_sheet(title)
        for line in lines:
            sheet.append(list(line))
    return made


def saved(made: Workbook, change: Callable[[Workbook], object] = lambda _: None) -> Callable[[Path], object]:
    """Writes the workbook after `change`."""

    def build(path: Path) -> None:
        change(made)
        made.save(path)

    return build


def edited(
    made: Workbook, *changes: tuple[str, bytes, bytes], packing: int = zipfile.ZIP_DEFLATED
) -> Callable[[Path], object]:
    """Writes the workbook with bytes of its members replaced: (member or its beginning, old, new)."""

    def build(path: Path) -> None:
        out = io.BytesIO()
        made.save(out)
        with zipfile.ZipFile(out) as source, zipfile.ZipFile(path, "w", packing) as target:
            for info in source.infolist():
                data = source.read(info)
                for member, old, new in changes:
                    if info.filename.startswith(member):
                        assert old in data, (member, old)
                        data = data.replace(old, new)
                target.writestr(info.filename, data)

    return build


def page(made: Workbook) -> Worksheet:
    """The first sheet."""
    return made.worksheets[0]


def struck(made: Workbook, *places: str) -> None:
    """Strike cells of the first sheet out."""
    for place in places:
        page(made)[place].font = Font(strike=True)


def _raw(data: bytes) -> Callable[[Path], object]:
    return lambda path: path.write_bytes(data)


def kinds() -> Iterator[Case]:
    """All of them."""
    yield from _layouts()
    yield from _visibility()
    yield from _values()
    yield from _names()
    yield from _town_lists()
    yield from _damage()
    yield from _glossaries()
    yield from _texts()
    yield from _heavy()


def _case(
    name: str, build: Callable[[Path], object], *rows: Row, said: Sequence[str] = (), file: str = "名簿.xlsx"
) -> Case:
    return Case(name, file, build, rows, tuple(said))


def _layouts() -> Iterator[Case]:
    yield _case("plain", saved(book(HEAD, A, B, C)), A, B, C)
    yield _case("two blocks, a gap", saved(book((*HEAD, None, *HEAD), (*A, None, *B), (*C, None, *D))), A, B, C, D)
    yield _case("two blocks, no gap", saved(book((*HEAD, *HEAD), (*A, *B), (*C, *D))), A, B, C, D)
    three = book(("議席", "氏名", "職名") * 3, (1, A[0], "議長", 5, B[0], "議員", 11, C[0], "議員"))
    yield _case("three blocks, seats first", saved(three), *((r[0], "", r[2], r[3]) for r in (A, B, C)))
    uneven = book(("氏名", "議席", None, "役職", "氏名"), (A[0], 1, None, D[2], D[0]), (B[0], 5, None, None, None))
    yield _case(
        "two blocks with other columns", saved(uneven), (A[0], "", "", "1"), (B[0], "", "", "5"), (D[0], "", D[2], "")
    )
    stacked = book(HEAD, A, B, (), ("説明員",), ("職名", "氏名"), (D[2], D[0]))
    yield _case("two tables below each other", saved(stacked), A, B, (D[0], "", D[2], ""), said=("5行目",))
    yield _case(
        "post merged over rows",
        saved(book(HEAD, A, B, (*C[:2], None, 11)), lambda b: page(b).merge_cells("C3:C4")),
        A, B, C,
    )  # fmt: skip
    split = book(
        ("氏名", None, "フリガナ", None, "職名"),
        (*A[0].split(), *["ヤマシタ", "キヨタカ"], "議長"),
        (*D[0].split(), "サトウ", "イチロウ", D[2]),
    )
    yield _case(
        "name merged over surname and given name",
        saved(split, lambda b: [page(b).merge_cells(r) for r in ("A1:B1", "C1:D1")]),
        (*A[:3], ""), (*D[:3], ""),
    )  # fmt: skip
    yield _case(
        "name centred over two columns without merging",
        saved(book(("氏名", None, "役職"), (*A[0].split(), "議長"), (*B[0].split(), "議員"))),
        (A[0], "", "議長", ""), (B[0], "", "議員", ""),
    )  # fmt: skip
    double = book(
        ("氏名", None, "ふりがな", None, "役職", "議席"),
        ("姓", "名", "姓", "名"),
        (*A[0].split(), *A[1].split(), A[2], 1),
    )
    yield _case(
        "headings of two lines",
        saved(double, lambda b: [page(b).merge_cells(r) for r in ("A1:B1", "C1:D1", "E1:E2", "F1:F2")]),
        A,
    )
    yield _case(
        "surname and given name", saved(book(("姓", "名", "役職"), (*A[0].split(), "議長"))), (A[0], "", "議長", "")
    )
    for heads in (
        ("名前", "フリガナ", "職名", "議席"),
        ("姓 名", "ﾌﾘｶﾞﾅ", "役　職", "議席No."),
        ("議員氏名", "よみがな", "役職名", "席番"),
        ("氏\n名", "ふり\nがな", "役\n職", "議席\n番号"),
        ("氏名（敬称略）", "読み方", "肩書", "議席番号※"),
        ("お名前", "氏名（かな）", "補職名", "議番"),
        ("委員名", "氏名ふりがな", "所属・職名", "議席番号"),
    ):
        yield _case(f"headings {heads[0]!r}", saved(book(heads, A, B)), A, B)
    yield _case("columns in any order", saved(book(HEAD[::-1], A[::-1], D[::-1])), A, D)
    yield _case("titles above", saved(book(("議員名簿",), ("令和6年4月1日現在",), (), HEAD, A)), A)
    yield _case("not from the first column", saved(book((None, None, *HEAD), (None, None, *A))), A)
    yield _case(
        "other columns", saved(book(("No.", *HEAD, "電話番号", "備考"), (1, *A, "090", "新"))), A, said=("電話番号",)
    )
    yield _case(
        "department and post",
        saved(book(("所属", "職名", "氏名"), ("総務部", "部長", D[0]), ("", "副町長", B[0]))),
        (D[0], "", D[2], ""), (B[0], "", "副町長", ""),
    )  # fmt: skip
    yield _case("post and name in one cell", saved(book(("職・氏名", "ふりがな"), (f"{D[2]}　{D[0]}", D[1]))), D)
    yield _case("ditto", saved(book(HEAD, A, B, (C[0], C[1], "〃", 11))), A, B, C)
    yield _case("posts without names", saved(book(HEAD, A, ("", "", "会計管理者", ""))), A, ("", "", "会計管理者", ""))
    yield _case(
        "several sheets",
        saved(book(HEAD, A, name="議員", more=[("説明員", [HEAD, D]), ("メモ", [("電話は内線で",)])])),
        A, D, said=("メモ",),
    )  # fmt: skip
    yield _case(
        "the same people on two sheets",
        saved(book(HEAD, A, B, name="議員", more=[("委員会", [("氏名", "役職"), (B[0], "委員長")])])),
        A, B, said=("委員会.*2行目",),
    )  # fmt: skip
    yield _case("an old sheet", saved(book(HEAD, A, name="旧", more=[("現", [HEAD, B])])), B, said=("旧",))
    yield _case(
        "titles within the table",
        saved(book(HEAD, ("総務文教委員会",), A, ("産業建設委員会",), B), lambda b: [page(b).merge_cells(r) for r in ("A2:D2", "A4:D4")]),
        A, B, said=("2行目", "4行目"),
    )  # fmt: skip
    yield _case(
        "a name merged over its posts",
        saved(book(HEAD, A, B, (None, None, "監査委員", None)), lambda b: page(b).merge_cells("A3:A4")),
        A, B, said=("4行目.*監査委員",),
    )  # fmt: skip


def _visibility() -> Iterator[Case]:
    def hide_row(number: int) -> Callable[[Workbook], object]:
        return lambda b: setattr(page(b).row_dimensions[number], "hidden", True)

    def strike(*places: str) -> Callable[[Workbook], object]:
        return lambda b: struck(b, *places)

    yield _case("a hidden row", saved(book(HEAD, A, B), hide_row(3)), A, said=("3行目",))
    yield _case(
        "a row of no height",
        edited(book(HEAD, A, B), (SHEET, b'<row r="3"', b'<row r="3" ht="0" customHeight="1"')),
        A,
        said=("3行目",),
    )
    yield _case(
        "a hidden column",
        saved(book(HEAD, A), lambda b: setattr(page(b).column_dimensions["B"], "hidden", True)),
        (A[0], "", *A[2:]), said=("ふりがな",),
    )  # fmt: skip
    hidden = book(HEAD, A, name="旧", more=[("現", [HEAD, B])])
    yield _case("a hidden sheet", saved(hidden, lambda b: setattr(page(b), "sheet_state", "hidden")), B, said=("旧",))
    yield _case(
        "a very hidden sheet", saved(hidden, lambda b: setattr(page(b), "sheet_state", "veryHidden")), B, said=("旧",)
    )
    yield _case("a row struck out", saved(book(HEAD, A, B), strike("A3", "B3", "C3", "D3")), A, said=("3行目",))
    yield _case("a name struck out", saved(book(HEAD, A, B), strike("A3")), A, said=("3行目",))
    yield _case("a post struck out", saved(book(HEAD, A, B), strike("C3")), A, (*B[:2], "", B[3]), said=("3行目",))
    rich = book(HEAD, (CellRichText(TextBlock(InlineFont(strike=True), "前任 太郎"), A[0]), *A[1:]))
    yield _case("a former name struck out in the cell", saved(rich), A, said=("2行目.*前任 太郎",))
    plain = book(HEAD, (CellRichText(TextBlock(InlineFont(b=True), "山下"), " 清隆"), *A[1:]))
    yield _case("runs of different fonts", saved(plain), A)


def _values() -> Iterator[Case]:
    yield _case(
        "a seat that became a date",
        saved(book(HEAD, (*A[:3], dt.date(2026, 1, 2)), B)),
        (*A[:3], ""),
        B,
        said=("2行目.*1-2",),
    )
    typed = book(HEAD, (*A[:3], 1), B)
    yield _case(
        "a seat in a column of dates",
        saved(typed, lambda b: setattr(page(b)["D2"], "number_format", "m/d")),
        A,
        B,
        said=("2行目",),
    )
    yield _case("seats in words", saved(book(HEAD, (*A[:3], "１番"), (*B[:3], "第5番"), (*C[:3], "十一番"))), A, B, C)
    yield _case("a seat that is none", saved(book(HEAD, (*A[:3], "1-2"))), (*A[:3], ""), said=("2行目.*1-2",))
    yield _case("an error for a seat", saved(book(HEAD, (*A[:3], "#N/A"))), (*A[:3], ""), said=("2行目.*#N/A",))
    yield _case("an error for a name", saved(book(HEAD, ("#REF!", *A[1:]), B)), B, said=("2行目.*#REF!",))
    yield _case("a formula without result", saved(book(HEAD, ('=F2&"　"&G2', *A[1:]), B)), B, said=("2行目",))
    result = edited(
        book(HEAD, ("=F2", *A[1:])),
        (SHEET, b'<c r="A2"><f>F2</f><v></v>', b'<c r="A2" t="str"><f>F2</f><v>' + A[0].encode() + b"</v>"),
    )
    yield _case("a formula with its result", result, A)
    yield _case("a true value for a name", saved(book(HEAD, (dt.date(2026, 1, 2), *A[1:]), B)), B, said=("2行目",))
    yield _case(
        "totals and notes",
        saved(book(HEAD, A, B, ("合計", None, None, 2), ("※任期 令和5年5月1日～令和9年4月30日",), ("注）敬称略",))),
        A,
        B,
        said=("4行目", "5行目", "6行目"),
    )
    yield _case("a total in another column", saved(book(HEAD, A, (None, None, "計", 16))), A, said=("3行目",))
    yield _case("a vacant seat", saved(book(HEAD, A, ("欠員", None, None, 5))), A, said=("3行目",))
    yield _case("a seat alone", saved(book(HEAD, A, (None, None, None, 5))), A, said=("3行目",))
    yield _case("a count for a name", saved(book(HEAD, A, ("16名", None, None, None))), A, said=("3行目",))
    yield _case("a group for a name", saved(book(HEAD, A, ("日本未来クラブ", None, None, None))), A, said=("3行目",))
    yield _case(
        "two people in a cell", saved(book(HEAD, A, (f"{B[0]}\n{C[0]}", None, "議員", None))), A, said=("3行目",)
    )
    yield _case(
        "a reading that is none", saved(book(HEAD, (A[0], "山した", *A[2:]))), (A[0], "", *A[2:]), said=("2行目",)
    )
    escaped = saved(book(HEAD, ("山下_x000B_清隆", *A[1:])))
    yield _case("an escaped control character", escaped, A, said=("2行目",))
    yield _case("characters of no width", saved(book(HEAD, ("山下\u200b 清隆\ufeff", *A[1:]))), A, said=("2行目",))
    raw = edited(book(HEAD, ("山下@清隆", *A[1:])), (SHEET, b"@", b"\x0b"))
    yield _case("a control character in the XML", raw, A, said=("2行目",))
    numbered = edited(book(HEAD, ("山下@清隆", *A[1:])), (SHEET, b"@", b"&#11;"))
    yield _case("a control character by number in the XML", numbered, A, said=("2行目",))


def _names() -> Iterator[Case]:
    for written, name in (
        ("山下\n清隆", A[0]), ("山下　清隆", A[0]), ("大　塚　由　紀", "大塚由紀"), ("塚本 神", "塚本 神"), ("葛󠄀城 𠮷子", "葛󠄀城 𠮷子"),
        ("﨑田 髙", "﨑田 髙"), ("王 昭君", "王 昭君"), ("鵜殿", "鵜殿"), ("マリア・デ・ソウザ", "マリア・デ・ソウザ"), ("林", "林"),
        ("John Smith", "John Smith"), ("佐々木　すゞ", "佐々木 すゞ"),
    ):  # fmt: skip
        yield _case(f"name {name}", saved(book(HEAD, (written, None, "議員", 3), B)), (name, "", "議員", "3"), B)
    for end in ("君", "様", "氏", "殿", "さん"):
        yield _case(
            f"honorific {end}",
            saved(book(HEAD, (f"{A[0]}　{end}", *A[1:]), (f"{B[0]}{end}", *B[1:]))),
            A,
            B,
            said=("2行目", "3行目"),
        )
    yield _case(
        "a title behind the name",
        saved(book(("氏名", "議席"), ("加藤啓二議員", 5))),
        ("加藤啓二", "", "議員", "5"),
        said=("2行目",),
    )
    yield _case(
        "reading in brackets", saved(book(("氏名", "役職"), ("山下 清隆（やました きよたか）", "議長"))), (*A[:3], "")
    )
    yield _case(
        "reading above the name", saved(book(("氏名", "役職"), ("やました きよたか\n山下 清隆", "議長"))), (*A[:3], "")
    )
    yield _case("a mark before the name", saved(book(HEAD, (f"◎{A[0]}", *A[1:]))), A, said=("2行目",))
    yield _case("half-width reading", saved(book(HEAD, (A[0], "ﾔﾏｼﾀ ｷﾖﾀｶ", *A[2:]))), A)
    yield _case("a spread post", saved(book(HEAD, (*A[:2], "議　長", 1))), A)
    yield _case("printed as written", saved(book(HEAD, (*A[:2], "㈱東郷 Ⅱ類", ""))), (*A[:2], "㈱東郷 Ⅱ類", ""))


def _town_lists() -> Iterator[Case]:
    """Rows that hold a reading, a post or a count where a name is expected; posts below each other."""
    heads = ("氏名", "議席", "役職")
    alone = [(A[1], None, None), (A[0], 1, "議長"), (B[1], None, None), (B[0], 5, "議員")]
    yield _case("readings in rows above", saved(book(heads, *alone)), A, B, said=("2行目", "4行目"))
    below = [alone[1], alone[0], alone[3], alone[2]]
    yield _case("readings in rows below", saved(book(heads, *below)), A, B, said=("3行目", "5行目"))
    merged = [(A[1], 1, "議長"), (A[0], None, None), (B[1], 5, "議員"), (B[0], None, None)]
    yield _case(
        "readings in rows above, the rest merged",
        saved(book(heads, *merged), lambda b: [page(b).merge_cells(r) for r in ("B2:B3", "C2:C3", "B4:B5", "C4:C5")]),
        A, B, said=("2行目", "4行目"),
    )  # fmt: skip
    hana, saki = ("さくら はな", "", "議員", ""), ("もも さき", "", "議員", "")
    yield _case(
        "members whose names are in kana",
        saved(book(("氏名", "役職"), hana[::2], (A[0], "議員"), saki[::2], (B[0], "議員"))),
        hana, (A[0], "", "議員", ""), saki, (B[0], "", "議員", ""),
    )  # fmt: skip
    officials = book(HEAD, A, B, (), ("執行部",), ("町長", None, "井俣 憲治"), ("副町長", None, "萩原 太郎"))
    yield _case("officials under the members' headings", saved(officials), A, B, said=("6行目.*町長", "7行目"))
    twice = (*B[:3], A[3])
    yield _case("a seat of two people", saved(book(HEAD, A, twice)), A, twice, said=("3行目.*議席番号 1 は 2行目",))
    for post in ("監査委員", "事務局長", "議員", "佐藤課長"):
        yield _case(f"{post} for a name", saved(book(HEAD, A, (post,))), A, said=(f"3行目.*{post}",))
    for total in ("計12名", "以上１２名", "議員数　2人"):
        yield _case(f"a total: {total}", saved(book(HEAD, A, (total,))), A, said=("3行目.*集計",))
    yield _case(
        "two people, a space between", saved(book(HEAD, A, ("田中一郎　鈴木二郎",))), A, said=("3行目.*2人以上",)
    )
    for written, post, said in (
        ("副議長\n総務委員長", "副議長", ("2行目.*総務委員長",)),
        ("総務課長\n補佐", "総務課長補佐", ()),
        ("総務部\n人事課長", "総務部人事課長", ()),
        ("会計管理者\n兼会計課長", "会計管理者兼会計課長", ()),
    ):
        yield _case(f"a post in lines: {post}", saved(book(HEAD, (*A[:2], written, 1))), (*A[:2], post, "1"), said=said)


def _damage() -> Iterator[Case]:
    def refused(name: str, build: Callable[[Path], object], *said: str, file: str = "名簿.xlsx") -> Case:
        return Case(name, file, build, said=said, refused=True)

    whole = book(HEAD, A, B)
    strict = (
        b"http://schemas.openxmlformats.org/spreadsheetml/2006/main",
        b"http://purl.oclc.org/ooxml/spreadsheetml/main",
    )
    relations = tuple(
        (
            m,
            b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
            b"http://purl.oclc.org/ooxml/officeDocument/relationships",
        )
        for m in ("xl/_rels/", "_rels/", "xl/workbook.xml")
    )
    yield _case(
        "Strict Open XML", edited(whole, *relations, ("xl/worksheets/", *strict), ("xl/workbook.xml", *strict)), A, B
    )
    yield _case("a style index that is none", edited(whole, (SHEET, b'<c r="A2"', b'<c r="A2" s="999"')), A, B)
    yield _case("broken styles", edited(whole, ("xl/styles.xml", b"</fonts>", b"")), A, B)
    yield _case(
        "cells without places",
        edited(whole, *((SHEET, f'<c r="{c}{r}"'.encode(), b"<c") for r in (1, 2, 3) for c in "ABCD")),
        A,
        B,
    )
    yield refused(
        "broken XML of a sheet", edited(whole, (SHEET, b'</is></c><c r="B2"', b'</is><c r="B2"')), "シート「Sheet」"
    )

    def half(path: Path) -> None:
        whole.save(path)
        path.write_bytes(path.read_bytes()[:3000])

    yield refused("half a file", half, "名簿.xlsx")
    yield refused("empty", _raw(b""), "空")
    yield refused("no workbook", _raw(b"<html><table></table></html>"), "Excel の表として読めません")
    yield refused("password", _raw(OLE + "EncryptedPackage".encode("utf-16-le") + bytes(600)), "パスワード")
    yield refused("the old form under the new name", _raw(OLE + bytes(2000)), r"\.xls")
    yield refused("no headings", saved(book(A, B)), "見出し")
    yield refused("nobody can be read", saved(book(HEAD, ("#REF!", *A[1:]))), "2行目")
    yield refused("no post and no seat", saved(book(("氏名", "ふりがな"), A[:2])), "役職")
    hidden = book(HEAD, A, more=[("空", [])])
    yield refused(
        "only hidden sheets hold something",
        saved(hidden, lambda b: setattr(page(b), "sheet_state", "hidden")),
        "表示されていません",
    )

    def other(member: str) -> Callable[[Path], object]:
        def build(path: Path) -> None:
            with zipfile.ZipFile(path, "w") as target:
                target.writestr(member, "x")

        return build

    yield refused("a Word file", other("word/document.xml"), "Word")
    yield refused("OpenDocument", other("content.xml"), "OpenDocument")
    yield refused("a binary workbook", other("xl/workbook.bin"), "xlsb")
    yield refused("a zipped sheet", other("名簿.xlsx"), "ZIP")


def _glossaries() -> Iterator[Case]:
    one, two = ("定足数", "ていそくすう", "提足数、低速数", "定例会"), ("待機児童", "", "", "")
    yield _case("glossary", saved(book(TERMS, one, two)), one, two, file="用語.xlsx")
    yield _case(
        "glossary, one column",
        saved(book(("用語",), ("定足数",), ("待機児童",))),
        ("定足数", "", "", ""),
        two,
        file="用語.xlsx",
    )
    yield _case(
        "glossary, two blocks", saved(book((*TERMS, None, *TERMS), (*one, None, *two))), one, two, file="用語.xlsx"
    )
    yield _case(
        "glossary, other headings",
        saved(book(("正式名称", "ヨミ", "誤変換例", "説明"), one, two)),
        one,
        two,
        file="用語.xlsx",
    )
    counted = book(TERMS, one, ("計25語",), ("以上",))
    yield _case("a total of terms", saved(counted), one, said=("3行目", "4行目"), file="用語.xlsx")
    for term in ("第Ⅱ期計画", "㈱東郷", "５㎡以上", "①号議案", "令和6年度一般会計", "119"):
        yield _case(f"term {term}", saved(book(TERMS, (term,), one)), (term, "", "", ""), one, file="用語.xlsx")
    yield _case(
        "term with its reading",
        saved(book(TERMS, ("定足数（ていそくすう）",))),
        ("定足数", "ていそくすう", "", ""),
        said=("2行目",),
        file="用語.xlsx",
    )
    yield _case("a term that is an error", saved(book(TERMS, ("#NAME?",), one)), one, said=("2行目",), file="用語.xlsx")
    yield _case(
        "a term that became a date",
        saved(book(TERMS, (dt.date(2026, 3, 4),), one)),
        one,
        said=("2行目",),
        file="用語.xlsx",
    )
    yield _case("a reading without term", saved(book(TERMS, ("", "てい"), one)), one, said=("2行目",), file="用語.xlsx")
    hidden = book(TERMS, one, two)
    yield _case(
        "a hidden term",
        saved(hidden, lambda b: setattr(page(b).row_dimensions[3], "hidden", True)),
        one,
        said=("3行目",),
        file="用語.xlsx",
    )


def _texts() -> Iterator[Case]:
    lines = "\r\n".join(",".join(row) for row in (HEAD, A, B)) + "\r\n"
    for encoding in ("cp932", "utf-8", "utf-8-sig", "utf-16"):
        yield _case(f"csv {encoding}", _raw(lines.encode(encoding)), A, B, file="名簿.csv")
    quoted = '氏名,ふりがな,役職,議席番号\n"山下\n清隆",やました きよたか,議長,1\n'
    yield _case("csv with a line break in a cell", _raw(quoted.encode("cp932")), A, file="名簿.csv")
    yield _case("csv by tabs", _raw(lines.replace(",", "\t").encode("utf-16")), A, B, file="名簿.csv")
    yield Case("csv that is a workbook", "名簿.csv", saved(book(HEAD, A)), said=("CSV ではなく",), refused=True)
    yield Case("csv that is no text", "名簿.csv", _raw(bytes(range(256)) * 20), said=("名簿.csv",), refused=True)


def _heavy() -> Iterator[Case]:
    people = tuple((f"山田 太郎{n}", "やまだ たろう", "議員", str(n)) for n in range(1, 5001))
    terms = tuple((f"特別会計繰出金{n}号", "とくべつかいけい", "特別快経", "一般") for n in range(50_000))
    few = book(HEAD, A, B)

    def case(
        name: str,
        build: Callable[[Path], object],
        *rows: Row,
        said: Sequence[str] = (),
        refused: bool = False,
        file: str = "名簿.xlsx",
    ) -> Case:
        return Case(name, file, build, rows, tuple(said), refused, heavy=True)

    def end(xml: bytes) -> Callable[[Path], object]:
        return edited(few, (SHEET, b"</sheetData>", xml + b"</sheetData>"))

    yield case("5,000 people", _large(HEAD, people), *people)
    yield case("50,000 terms", _large(TERMS, terms), *terms, file="用語.xlsx")
    yield case("a used range to the last cell", edited(few, (SHEET, b'ref="A1:D3"', b'ref="A1:XFD1048576"')), A, B)
    yield case(
        "one far cell", end(b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'), A, B, said=("1048576行目",)
    )
    bordered = b"".join(
        b'<row r="%d">%s</row>' % (n, b"".join(b'<c r="%c%d" s="0"/>' % (c, n) for c in b"ABCDEFGH"))
        for n in range(4, 60_004)
    )
    yield case("60,000 rows with borders only", end(bordered), A, B)
    wide = b'<row r="4">' + b'<c s="0"/>' * 700_000 + b"</row>"
    yield case("a row of 700,000 empty cells, packed", end(wide), said=("不自然に",), refused=True)
    row = (SHEET, b"</sheetData>", wide + b"</sheetData>")
    yield case(
        "a row of 700,000 empty cells", edited(few, row, packing=zipfile.ZIP_STORED), said=("1行に",), refused=True
    )
    merges = (
        b"<mergeCells>"
        + b"".join(b'<mergeCell ref="F%d:XFD%d"/>' % (n, n + 1) for n in range(4, 200_004, 2))
        + b"</mergeCells>"
    )
    yield case(
        "100,000 merged ranges",
        edited(few, (SHEET, b"</sheetData>", b"</sheetData>" + merges)),
        said=("結合",),
        refused=True,
    )
    vertical = (
        b"<mergeCells>"
        + b"".join(b'<mergeCell ref="C%d:C%d"/>' % (n, 1_048_576) for n in range(4, 15_004))
        + b"</mergeCells>"
    )
    yield case(
        "15,000 merged ranges over each other",
        edited(book(HEAD, A, B, *people[:2000]), (SHEET, b"</sheetData>", b"</sheetData>" + vertical)),
        A,
        B,
        *people[:2000],
    )
    many = b"".join(
        b'<row r="%d"><c r="A%d"><v>%d</v></c><c r="B%d"><v>1</v></c></row>' % (n, n, n, n) for n in range(4, 300_004)
    )
    yield case("300,000 rows of numbers", end(many), said=("多すぎて",), refused=True)
    long = (SHEET, b"@", "山".encode() * 3_000_000)
    text = edited(book(HEAD, ("@", *A[1:]), B), long, packing=zipfile.ZIP_STORED)
    yield case("a cell of nine million bytes", text, B, said=("2行目",))
    yield case(
        "a CSV of nine megabytes",
        _raw((",".join(HEAD) + "\n" + f"{','.join(A)}\n" * 150_000).encode()),
        said=("行が多すぎて",),
        refused=True,
        file="名簿.csv",
    )
    lines = [[c for n in range(120) for c in (f"山田 太郎{r * 120 + n}", "議員")] for r in range(20)]
    beside = tuple((f"山田 太郎{r * 120 + n}", "", "議員", "") for n in range(120) for r in range(20))
    yield case("120 blocks side by side", saved(book(("氏名", "役職") * 120, *lines)), *beside)
    headings = book(*(("氏名", "役職") for _ in range(20_000)), ("山下 清隆", "議長"))
    yield case("20,000 rows of headings", saved(headings), (A[0], "", "議長", ""))


def _large(head: Sequence[str], rows: Sequence[Row]) -> Callable[[Path], object]:
    def build(path: Path) -> None:
        made = Workbook(write_only=True)
        sheet = made.create_sheet()
        for row in (head, *rows):
            sheet.append(list(row))
        made.save(path)

    return build


def slug(name: str) -> str:
    """A folder name."""
    return re.sub(r"\W+", "_", name)
