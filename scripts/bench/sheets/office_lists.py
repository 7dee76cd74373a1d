"""Lists as councils, committees, offices and consultation desks keep them: what a name's cell holds beside the name, who left and
who came, headings above each other, tables on their side, several committees, sub-headings, columns that nobody asks for."""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from openpyxl import Workbook

from scripts.bench.sheets.truth import Case, Row

HEAD = ("議席番号", "氏名", "ふりがな", "役職")
FIRST: Row = ("山下 清隆", "やました きよたか", "議長", "1")
LAST: Row = ("大塚 由紀", "おおつか ゆき", "議員", "9")
_FIRST_LINE, _LAST_LINE = (1, *FIRST[:3]), (9, *LAST[:3])

_Lines = Sequence[Sequence[object]]


def xlsx(
    lines: _Lines, merges: Sequence[str] = (), more: Sequence[tuple[str, _Lines]] = (), title: str = ""
) -> Callable[[Path], object]:
    """Writes a workbook of these lines."""

    def build(path: Path) -> None:
        book = Workbook()
        page = book.active
        assert page is not None
        page.title = title or page.title
        for line in lines:
            page.append(list(line))
        for merge in merges:
            page.merge_cells(merge)
        for name, others in more:
            sheet = book.create_sheet(name)
            for line in others:
                sheet.append(list(line))
        book.save(path)

    return build


def text(lines: _Lines, encoding: str) -> Callable[[Path], object]:
    """Writes a CSV file of these lines."""

    def build(path: Path) -> None:
        out = io.StringIO()
        csv.writer(out, lineterminator="\r\n").writerows([["" if c is None else c for c in line] for line in lines])
        path.write_bytes(out.getvalue().encode(encoding))

    return build


def office_lists() -> Iterator[Case]:
    """All of them."""
    for at, (cell, read, said) in enumerate(_cells()):
        yield _in_a_list(at, cell, read, said)
    yield from _times()
    yield from _headings()
    yield from _lists()


def _in_a_list(at: int, cell: str, read: tuple[str, str, str] | None, said: str) -> Case:
    """A cell among others, by turns in a workbook and in CSV files.

    Args:
        read: name, post, seat; None: nobody.
    """
    kana = "かとう けいじ"
    lines: _Lines = (HEAD, _FIRST_LINE, (None, cell, kana if read else None, None), _LAST_LINE)
    rows = (FIRST, (read[0], kana, read[1], read[2]), LAST) if read else (FIRST, LAST)
    told = (f"3行目.*{said}",) if said or not read else ()
    shown = cell.replace("\n", "⏎")
    if at % 3 == 0 or max(cell) >= "\ufe00" or any(ord(c) > 0xFFFF or c in "﨑①◯" for c in cell):
        return Case(f"cell {shown}", "名簿.xlsx", xlsx(lines), rows, told)
    return Case(f"cell {shown}", "名簿.csv", text(lines, ("cp932", "utf-8-sig")[at % 2]), rows, told)


def _cells() -> Iterator[tuple[str, tuple[str, str, str] | None, str]]:
    several = (
        "加藤 啓二・加藤 恵", "加藤啓二・加藤恵", "加藤 啓二、加藤 恵", "加藤 啓二，加藤 恵", "加藤 啓二／加藤 恵", "加藤啓二/加藤恵", "加藤啓二＆加藤恵",
        "加藤啓二&加藤恵", "加藤啓二と加藤恵", "加藤啓二及び加藤恵", "加藤啓二　加藤恵美", "加藤 啓二　加藤 恵", "加藤啓二\n加藤恵美", "加藤 啓二\n加藤 恵", "加藤啓二君・加藤恵君",
        "加藤・鈴木", "マリア サントス・ジョン スミス", "加藤啓二・ジョン・スミス", "かとう けいじ・かとう めぐみ", "加藤啓二 林恵", "加藤議員 鈴木議員", "加藤啓二ほか", "加藤啓二 外2名",
    )  # fmt: skip
    for cell in several:
        yield cell, None, ""
    one = (
        "マリア・サントス", "ジョン・スミス", "加藤・マリア", "マリア デ ソウザ", "加藤 と志子", "加藤 さと子", "勅使河原 恵", "長谷部 誠", "阿部 慎太郎", "服部 半蔵", "度会 由美", "小室 圭一",
        "村 長太郎", "一番ヶ瀬 康子", "五十嵐 一三", "前田 元", "王 昭君", "曽我部 太郎", "会田 誠", "前 健二", "新 由美子", "故島 薫", "元木 大介", "東 京介", "中 主税",
    )  # fmt: skip
    for cell in one:
        yield cell, (cell, "", ""), ""
    name = "加藤 啓二"
    posted = (
        (f"委員長　{name}", "委員長"), (f"委員長{name}", "委員長"), (f"（議長）{name}", "議長"), (f"{name}（議長）", "議長"), (f"総務文教委員長 {name}", "総務文教委員長"),
        (f"{name} 福祉課長", "福祉課長"), (f"総務課長　{name}", "総務課長"), (f"総務課 課長 {name}", "総務課課長"), (f"副町長　{name}", "副町長"), (f"議会事務局　書記　{name}", "議会事務局書記"),
        (f"監査委員　{name}", "監査委員"), (f"{name}　議員", "議員"), (f"副議長\n{name}", "副議長"), (f"会計管理者兼会計課長　{name}", "会計管理者兼会計課長"), (f"相談員 {name}", "相談員"),
        (f"{name}〔副委員長〕", "副委員長"), (f"議員 {name}", "議員"), (f"教育長 {name} 様", "教育長"),
    )  # fmt: skip
    for cell, post in posted:
        yield cell, (name, post, ""), "" if "議長）" in cell or "〔" in cell else "役職|敬称"
    yield "加藤啓二議員", ("加藤啓二", "議員", ""), "議員"
    yield "委員長加藤啓二", ("加藤啓二", "委員長", ""), "委員長"
    yield "総務課長加藤啓二", ("加藤啓二", "総務課長", ""), "総務課長"
    for cell, seat in (
        ("1番 加藤 啓二", "1"),
        ("２番加藤 啓二", "2"),
        ("議席3番 加藤 啓二", "3"),
        ("四番 加藤 啓二", "4"),
        ("加藤 啓二（5番）", "5"),
        ("第6番　加藤 啓二", "6"),
    ):
        if seat != "1":
            yield cell, (name, "", seat), ""
    marked = (
        f"無会派 {name}", f"○{name}", f"◎ {name}", f"※{name}", f"※1　{name}", f"{name}※2", f"公明党　{name}", f"{name}（清風会）", f"日本共産党議員団　{name}", f"清風会　{name}", f"{name} 無所属",
        f"①{name}", f"1　{name}", f"2. {name}", f"{name}（新人）", f"新 {name}", f"{name}（旧姓：田中）", f"{name}（52）", f"〇{name}", f"★{name}", f"{name}　君", f"【{name}】" if False else f"{name}【代表】",
        f"自民党・無所属の会 {name}", f"総務部　{name}", f"{name}\n（清風会）",
    )  # fmt: skip
    for cell in marked:
        yield cell, (name, "", ""), "使いません"
    for cell in (
        "創政 加藤啓二",
        "総務部 林恵",
        "佐藤課長",
        "監査委員",
        "公募委員",
        "別紙のとおり",
        "その他",
        "同上",
        "加藤 啓二（",
        "〇〇 太郎",
        "町長加藤啓二",
        "選考中",
        "加藤 啓二 52",
        "総務課",
        "議員団長",
    ):
        yield cell, None, ""
    for cell in ("（欠員）", "欠員（前 大塚由紀）", "欠 員", "未定", "―"):
        yield cell, None, ""


def _times() -> Iterator[Case]:
    """Who left, who came: by a remark in the cell or beside it. Limited people stay in the list, with their days said."""
    person: Row = ("加藤 啓二", "かとう けいじ", "議員", "2")
    heads = (*HEAD, "備考")

    def with_remark(remark: object, stays: bool, said: str) -> Case:
        lines: _Lines = (heads, (*_FIRST_LINE, None), (2, *person[:3], remark), (*_LAST_LINE, None))
        rows = (FIRST, person, LAST) if stays else (FIRST, LAST)
        return Case(f"remark {remark}", "名簿.xlsx", xlsx(lines), rows, (f"3行目.*{said}",) if said else ())

    def in_cell(cell: str, stays: bool, said: str) -> Case:
        lines: _Lines = (HEAD, _FIRST_LINE, (2, cell, *person[1:3]), _LAST_LINE)
        rows = (FIRST, person, LAST) if stays else (FIRST, LAST)
        return Case(f"time {cell}", "名簿.csv", text(lines, "cp932"), rows, (f"3行目.*{said}",) if said else ())

    for gone in (
        "逝去",
        "退任",
        "欠員",
        "死亡",
        "転出",
        "辞職",
        "病気のため辞職",
        "町外転出により失職",
        "昨年度末で退任",
    ):
        yield with_remark(gone, False, "出席者に入れません")
    for day in (
        "R8.3.31辞職",
        "令和8年3月31日辞職",
        "令和8年3月31日付け退任",
        "令和8年3月末退職",
        "辞職（R8.3.31）",
        "2026/3/31逝去",
        "R8.3.31まで",
    ):
        yield with_remark(day, True, "2026年3月31日まで")
    yield with_remark("令和8年4月1日～", True, "2026年4月1日から")
    yield with_remark("R8.4.1から", True, "2026年4月1日から")
    yield with_remark("R8.4.24補欠選挙で当選", True, "2026年4月24日から")
    yield with_remark("R5.5.1～R8.3.31", True, "2023年5月1日から、2026年3月31日まで")
    for unclear in ("議長辞任", "前任者辞職により繰上げ", "退職予定", "副議長退任", "R8.4.1異動"):
        yield with_remark(unclear, True, "分からない")
    for other in ("内線123", "2期目", "議選監査委員を兼ねる", "総務委員"):
        yield with_remark(other, True, "")
    yield in_cell("加藤 啓二（令和8年3月31日辞職）", True, "2026年3月31日まで")
    yield in_cell("加藤 啓二　R8.3.31辞職", True, "2026年3月31日まで")
    yield in_cell("加藤 啓二（逝去）", False, "出席者に入れません")
    yield in_cell("加藤 啓二（令和8年4月1日～）", True, "2026年4月1日から")
    yield in_cell("故 加藤 啓二", False, "出席者に入れません")
    yield in_cell("加藤 啓二\n（令和8年3月31日退任）", True, "2026年3月31日まで")
    dated: _Lines = (
        (*HEAD, "退任年月日"),
        (*_FIRST_LINE, None),
        (2, *person[:3], dt.date(2026, 3, 31)),
        (*_LAST_LINE, None),
    )
    yield Case(
        "a column of days of leaving", "名簿.xlsx", xlsx(dated), (FIRST, person, LAST), ("3行目.*2026年3月31日まで",)
    )
    new = ("鈴木 一郎", "すずき いちろう", "議員", "2")
    both: _Lines = (
        heads,
        (*_FIRST_LINE, None),
        (2, *person[:3], "R8.3.31辞職"),
        (2, *new[:3], "R8.4.24～"),
        (*_LAST_LINE, None),
    )
    yield Case(
        "who left and who came, one seat", "名簿.xlsx", xlsx(both), (FIRST, person, new, LAST), ("3行目", "4行目")
    )
    unheaded: _Lines = (HEAD, _FIRST_LINE, (2, *person[:3], "逝去"), _LAST_LINE)
    yield Case("a remark under no heading", "名簿.xlsx", xlsx(unheaded), (FIRST, LAST), ("3行目.*出席者に入れません",))


def _headings() -> Iterator[Case]:
    """Headings in two lines and three, merged and not."""
    a: Row = ("山下 清隆", "", "議長", "1")
    b: Row = ("加藤 啓二", "", "議員", "2")

    def case(name: str, lines: _Lines, *rows: Row, merges: Sequence[str] = (), said: Sequence[str] = ()) -> Case:
        return Case(name, "名簿.xlsx", xlsx(lines, merges), rows, tuple(said))

    yield case(
        "two lines: name below, the rest above",
        (("議席", "職名", None), (None, None, "氏名"), (1, "議長", a[0]), (2, "議員", b[0])), a, b,
    )  # fmt: skip
    yield case(
        "two lines: post below",
        (("議席", "氏名", None), (None, None, "職名"), (1, a[0], "議長"), (2, b[0], "議員")), a, b,
    )  # fmt: skip
    yield case(
        "two lines: one heading over two posts",
        (("議席", "氏名", "役職", None), (None, None, "議会", "委員会"), (1, a[0], "議長", "総務委員"), (2, b[0], "議員", "総務委員長")),
        a, b, said=("3行目.*総務委員", "4行目.*総務委員長"),
    )  # fmt: skip
    yield case(
        "two lines, merged: one heading over two posts",
        (("議席", "氏名", "役職", None), (None, None, "議会", "委員会"), (1, a[0], "議長", None), (2, b[0], None, "議員")),
        a, b, merges=("A1:A2", "B1:B2", "C1:D1"),
    )  # fmt: skip
    yield case(
        "two lines: the post over a blank, surname and given name below",
        (("職名", "氏名", None, "議席"), (None, "姓", "名", None), ("議長", "山下", "清隆", 1), ("議員", "加藤", "啓二", 2)), a, b,
    )  # fmt: skip
    yield case(
        "two lines: everything below but a title of the group",
        (("議員", None, None), ("議席", "職名", "氏名"), (1, "議長", a[0]), (2, "議員", b[0])), a, b,
    )  # fmt: skip
    yield case(
        "three lines",
        (("議席", "議員", None, None, "役職"), (None, "氏名", None, "会派", None), (None, "姓", "名", None, None), (1, "山下", "清隆", "清風会", "議長"), (2, "加藤", "啓二", None, "議員")),
        a, b, said=("会派",),
    )  # fmt: skip
    yield case(
        "two lines: department and post",
        (("氏名", "所属・職名", None), (None, "部署", "職名"), ("近藤 美穂", "福祉部", "部長"), ("佐藤 一郎", "総務部", "課長")),
        ("近藤 美穂", "", "福祉部長", ""), ("佐藤 一郎", "", "総務部課長", ""),
    )  # fmt: skip
    yield case(
        "posts without a heading",
        (("議席", "氏名", None), (1, a[0], "議長"), (2, b[0], "議員")), a, b, said=("役職として読みました",),
    )  # fmt: skip
    yield case(
        "posts under another heading",
        (("議席", "氏名", "議会"), (1, a[0], "議長"), (2, b[0], "議員")), a, b, said=("役職として読みました",),
    )  # fmt: skip
    on_side: _Lines = (("議席番号", 1, 2), ("氏名", a[0], b[0]), ("役職", "議長", "議員"))
    yield case("on its side", on_side, a, b)
    yield Case("on its side, csv", "名簿.csv", text((("議員名簿",), *on_side), "cp932"), (a, b))
    yield case(
        "on its side, a vacant seat",
        (("議席", 1, 2, 3), ("氏名", a[0], "欠員", b[0]), ("職名", "議長", None, "議員")),
        a,
        (*b[:3], "3"),
        said=("C列",),
    )


def _lists() -> Iterator[Case]:
    """Whole lists."""
    a: Row = ("山下 清隆", "やました きよたか", "議長", "1")
    b: Row = ("加藤 啓二", "かとう けいじ", "議員", "2")
    c: Row = ("大塚 由紀", "おおつか ゆき", "議員", "3")

    def seats(*rows: Row) -> list[tuple[object, ...]]:
        return [(int(r[3]), *r[:3]) for r in rows]

    wide: _Lines = (
        ("東郷町議会議員名簿", *[None] * 10),
        ("令和8年11月1日現在", *[None] * 10),
        ("議席", "写真", "氏名", "ふりがな", "役職", "会派", "期数", "生年月日", "住所", "電話番号", "任期"),
        (1, None, *a[:3], "清風会", 3, dt.date(1960, 1, 2), "東郷町春木1-1", "0561-38-0001", "R5.5.1～R9.4.30"),
        (2, None, *b[:3], "無会派", 1, dt.date(1970, 5, 6), "東郷町和合2", "0561-38-0002", "R5.5.1～R9.4.30"),
    )
    yield Case("a list with all that a council keeps", "名簿.xlsx", xlsx(wide), (a, b), ("電話番号",))
    plain = [("議席", "氏名", "ふりがな", "役職")]
    yield Case(
        "factions as titles between",
        "名簿.xlsx",
        xlsx([*plain, ("【清風会】",), *seats(a), ("【無会派】",), *seats(b, c)]),
        (a, b, c),
        ("2行目", "4行目"),
    )
    yield Case(
        "factions in the names' column",
        "名簿.xlsx",
        xlsx([*plain, (None, "清風会"), *seats(a, b), (None, "無会派"), *seats(c)]),
        (a, b, c),
        ("2行目", "5行目"),
    )
    yield Case(
        "a faction that looks like a name",
        "名簿.csv",
        text([*plain, (None, "創政"), *seats(a, b), (None, "新風"), *seats(c)], "cp932"),
        (a, b, c),
        ("2行目", "5行目"),
    )
    committees: _Lines = [
        ("総務文教委員会",), ("役職", "氏名"), ("委員長", a[0]), ("委員", b[0]), (),
        ("産業建設委員会",), ("役職", "氏名"), ("委員長", c[0]), ("副委員長", "鈴木 一郎"),
    ]  # fmt: skip
    led = (
        (a[0], "", "総務文教委員長", ""),
        (b[0], "", "委員", ""),
        (c[0], "", "産業建設委員長", ""),
        ("鈴木 一郎", "", "産業建設副委員長", ""),
    )
    yield Case("committees below each other", "名簿.xlsx", xlsx(committees), led)
    column: _Lines = (
        ("委員会", "役職", "氏名"),
        ("総務文教委員会", "委員長", a[0]),
        ("〃", "委員", b[0]),
        ("産業建設委員会", "委員長", c[0]),
        (None, "副委員長", "鈴木 一郎"),
    )
    yield Case(
        "a column of committees", "名簿.csv", text(column, "cp932"), (*led[:3], ("鈴木 一郎", "", "副委員長", ""))
    )
    heads: _Lines = (("役職", "氏名"), ("委員長", a[0]), ("委員", b[0]))
    others: _Lines = (("役職", "氏名"), ("委員長", c[0]), ("副委員長", "鈴木 一郎"))
    yield Case(
        "a sheet for each committee",
        "名簿.xlsx",
        xlsx(heads, more=[("産業建設委員会", others)], title="総務文教委員会"),
        led,
    )
    again: _Lines = (("役職", "氏名"), ("委員長", b[0]), ("委員", a[0]))
    yield Case(
        "one member of two committees", "名簿.xlsx", xlsx(heads, more=[("産業建設委員会", again)], title="総務文教委員会"),
        (led[0], (b[0], "", "産業建設委員長", "")), ("2行目.*同じ氏名", "3行目.*同じ氏名"),
    )  # fmt: skip
    staff: _Lines = (
        ("説明員名簿",),
        ("所属", "職名", "氏名", "内線"),
        ("総務部", "部長", "佐藤 一郎", 201),
        ("〃", "課長", "鈴木 花子", 202),
        (None, "町長", "井俣 憲治", None),
    )
    yield Case(
        "who attend to explain",
        "名簿.csv",
        text(staff, "utf-8"),
        (("佐藤 一郎", "", "総務部長", ""), ("鈴木 花子", "", "総務部課長", ""), ("井俣 憲治", "", "町長", "")),
        ("内線",),
    )
    ditto: _Lines = [*plain, *seats(a), (2, "欠員", None, None), (3, *c[:2], "〃")]
    yield Case("ditto below a vacant seat", "名簿.xlsx", xlsx(ditto), (a, (*c[:2], "", "3")), ("4行目.*〃",))
    desk: _Lines = (
        ("氏名", "フリガナ", "立場", "続柄"),
        ("佐藤 一郎", "サトウ イチロウ", "相談員", None),
        ("本人", None, "相談者", "本人"),
        ("山田 花子", "ヤマダ ハナコ", "家族", "母"),
    )
    yield Case(
        "a consultation desk",
        "名簿.xlsx",
        xlsx(desk),
        (
            ("佐藤 一郎", "さとう いちろう", "相談員", ""),
            ("本人", "", "相談者", ""),
            ("山田 花子", "やまだ はなこ", "家族", ""),
        ),
    )
    two: _Lines = [*plain, (2, "加藤 啓二・加藤 恵", "かとう けいじ・かとう めぐみ", "議員"), *seats(a)]
    yield Case("two people with two readings", "名簿.csv", text(two, "cp932"), (a,), ("2行目.*2人",))
    readings: _Lines = [*plain, (2, b[0], "かとう けいじ・かとう めぐみ", "議員"), *seats(a)]
    yield Case(
        "two readings of one person",
        "名簿.csv",
        text(readings, "cp932"),
        ((b[0], "", "議員", "2"), a),
        ("2行目.*ふりがな",),
    )
    conflict: _Lines = [*plain, (2, "委員長 加藤 啓二", b[1], "議員"), (3, "4番 大塚 由紀", *c[1:3])]
    yield Case(
        "cell and columns contradict", "名簿.xlsx", xlsx(conflict), (b, c), ("2行目.*委員長", "3行目.*議席番号 4")
    )
    yield from _found_later(a, b, c)


def _found_later(a: Row, b: Row, c: Row) -> Iterator[Case]:
    """Kinds that were read wrong, or not, when twenty more lists were made."""
    stacked: _Lines = (
        ("議席", "氏名", "役職"),
        (1, "山下", "議長"),
        (None, "清隆", None),
        (2, "加藤", "議員"),
        (None, "啓二", None),
    )
    yield Case(
        "surname above the given name", "名簿.xlsx", xlsx(stacked, ("A2:A3", "C2:C3", "A4:A5", "C4:C5")),
        (("山下 清隆", "", "議長", "1"), ("加藤 啓二", "", "議員", "2")), ("3行目", "5行目"),
    )  # fmt: skip
    gone: _Lines = (("氏名", "役職"), (a[0], "議長"), ("【退任者】",), (b[0], "議員"), ("【現職】",), (c[0], "議員"))
    yield Case(
        "who left, below a title",
        "名簿.xlsx",
        xlsx(gone),
        ((a[0], "", "議長", ""), (c[0], "", "議員", "")),
        ("4行目.*出席者に入れません",),
    )
    terms: _Lines = (
        ("氏名", "役職", "任期"),
        (a[0], "議長", "R5.5.1～R7.4.30"),
        (b[0], "議長", "R7.5.1～R9.4.30"),
        (c[0], "副議長", "R7.5.1～現在"),
    )
    yield Case(
        "terms that differ", "名簿.csv", text(terms, "cp932"), ((a[0], "", "議長", ""), (b[0], "", "議長", ""), (c[0], "", "副議長", "")),
        ("2行目.*2025年4月30日まで", "3行目.*2025年5月1日から", "4行目.*2025年5月1日から"),
    )  # fmt: skip
    marks: _Lines = (
        ("総務文教常任委員会（◎委員長、○副委員長）",),
        ("議席", "氏名"),
        (3, f"◎{c[0]}"),
        (1, f"○{a[0]}"),
        (2, b[0]),
    )
    yield Case(
        "marks with a legend",
        "名簿.xlsx",
        xlsx(marks),
        ((c[0], "", "委員長", "3"), (a[0], "", "副委員長", "1"), (b[0], "", "", "2")),
        ("3行目.*委員長", "4行目.*副委員長"),
    )
    council: _Lines = (
        ("№", "選出区分", "氏　　名", "備　考"),
        (1, "被保険者代表", "山　田　太　郎", "会長"),
        (2, "〃", "佐々木　花子", None),
        (None, "以上2名", None, None),
    )
    yield Case(
        "a post in the remarks",
        "名簿.xlsx",
        xlsx(council),
        (("山田太郎", "", "会長", ""), ("佐々木 花子", "", "", "")),
        ("2行目.*会長", "4行目"),
    )
    shared: _Lines = (("氏名（ふりがな）", "役職"), ("山下清隆(ﾔﾏｼﾀ ｷﾖﾀｶ)", "議長"), ("加藤啓二 090-3333-4444", "議員"))
    yield Case(
        "name and reading under one heading",
        "名簿.csv",
        text(shared, "utf-8-sig"),
        (("山下清隆", a[1], "議長", ""),),
        ("3行目",),
    )
    listed: _Lines = (
        ("職名・氏名",),
        ("町長：井俣憲治",),
        ("副町長 / 萩原太郎",),
        ("総務部長（近藤美穂）",),
        ("福祉課長　佐藤　花子",),
    )
    yield Case(
        "post and name, parted by marks", "名簿.csv", text(listed, "cp932"),
        (("井俣憲治", "", "町長", ""), ("萩原太郎", "", "副町長", ""), ("近藤美穂", "", "総務部長", ""), ("佐藤 花子", "", "福祉課長", "")),
    )  # fmt: skip
    desk: _Lines = (
        ("区分", "氏名", "続柄", "年齢"),
        ("相談者", "A様", "本人", 52),
        ("相談員", "佐藤", None, None),
        ("同行者", "民生委員 鈴木一郎", None, None),
    )
    yield Case(
        "a desk with kinship",
        "名簿.csv",
        text(desk, "cp932"),
        (("A", "", "相談者", ""), ("佐藤", "", "相談員", ""), ("鈴木一郎", "", "同行者", "")),
        ("続柄", "4行目.*民生委員"),
    )
    both: _Lines = (
        ("Seat No.", "カナ氏名", "漢字氏名", "役職"),
        (1, "ヤマシタ　キヨタカ", "山下　清隆", "議長"),
        (2, "カトウ　ケイジ", "加藤　啓二", "議員"),
    )
    yield Case("seats in English, names in kana first", "名簿.xlsx", xlsx(both), (a, b))
    for name, lines in (
        ("a seating plan", (("議場座席表",), ("1番", "2番"), (a[0], b[0]))),
        ("posts and names side by side", (("議長", a[0], "副議長", b[0]), ("監査委員", c[0], "事務局長", "近藤美穂"))),
        (
            "committees in a row each",
            (("委員会", "委員長", "副委員長", "委員"), ("総務文教", a[0], b[0], "大塚由紀、青木太郎")),
        ),
        ("old and new", (("職名", "新", "旧"), ("町長", "井俣憲治", "井俣憲治"))),
    ):
        yield Case(name, "名簿.xlsx", xlsx(lines), said=("見出し",), refused=True)
