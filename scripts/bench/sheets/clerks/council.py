"""Rosters of council members, as the council's secretariat keeps them."""

from __future__ import annotations

import copy
from pathlib import Path

from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.worksheet.pagebreak import Break

from scripts.bench.sheets.clerks.books import new_book
from scripts.bench.sheets.clerks.truth import Person, Truth

P = Person
# Fourteen invented members: seat, surname, given name, reading of each, group, post.
MEMBERS = (
    (1, "小田切", "和也", "おだぎり", "かずや", "みらい東浦", ""),
    (2, "早川", "美穂", "はやかわ", "みほ", "みらい東浦", ""),
    (3, "能勢", "健太郎", "のせ", "けんたろう", "公明党", ""),
    (4, "栗林", "さち子", "くりばやし", "さちこ", "日本共産党", ""),
    (5, "三枝", "勝", "さえぐさ", "まさる", "創政会", ""),
    (6, "三枝", "由紀夫", "さえぐさ", "ゆきお", "無会派", ""),
    (7, "五十嵐", "昭", "いがらし", "あきら", "創政会", "議会運営委員長"),
    (8, "河合", "恵", "かわい", "めぐみ", "創政会", ""),
    (9, "東", "海斗", "ひがし", "かいと", "みらい東浦", ""),
    (11, "小鳥遊", "進", "たかなし", "すすむ", "創政会", ""),
    (12, "熊谷", "明美", "くまがい", "あけみ", "公明党", "監査委員"),
    (13, "神田", "孝之", "かんだ", "たかゆき", "創政会", "副議長"),
    (14, "長谷部", "誠一", "はせべ", "せいいち", "創政会", "議長"),
)


def truth(*, readings: bool = True, seats: bool = True, posts: bool = True) -> tuple[Person, ...]:
    """The members as they are read where the sheet tells all of it."""
    return tuple(
        P(
            name=f"{family}{given}",
            reading=f"{r1}{r2}" if readings else "",
            post=post if posts else "",
            seat=seat if seats else 0,
        )
        for seat, family, given, r1, r2, _, post in MEMBERS
    )


def katakana(text: str) -> str:
    return "".join(chr(ord(c) + 0x60) if "ぁ" <= c <= "ゖ" else c for c in text)


HALF = dict(
    zip(
        "アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワヲンァィゥェォッャュョー",
        "ｱｲｳｴｵｶｷｸｹｺｻｼｽｾｿﾀﾁﾂﾃﾄﾅﾆﾇﾈﾉﾊﾋﾌﾍﾎﾏﾐﾑﾒﾓﾔﾕﾖﾗﾘﾙﾚﾛﾜｦﾝｧｨｩｪｫｯｬｭｮｰ",
        strict=True,
    )
)
VOICED = dict(zip("ガギグゲゴザジズゼゾダヂヅデドバビブベボ", "ｶｷｸｹｺｻｼｽｾｿﾀﾁﾂﾃﾄﾊﾋﾌﾍﾎ", strict=True))
HALF |= {k: v + "ﾞ" for k, v in VOICED.items()}
HALF |= {k: v + "ﾟ" for k, v in zip("パピプペポ", "ﾊﾋﾌﾍﾎ", strict=True)}


def half(text: str) -> str:
    return "".join(HALF.get(c, c) for c in katakana(text))


def plain(folder: Path) -> Truth:
    """Title, date on the right, print titles, a seat that does not exist, notes under the table."""
    book, sheet = new_book()
    sheet.title = "議員名簿"
    sheet["A1"] = "東浦原町議会議員名簿"
    sheet["A1"].font = Font(size=16, bold=True)
    sheet.merge_cells("A1:H1")
    sheet["H2"] = "令和8年11月1日現在"
    sheet["H2"].alignment = Alignment(horizontal="right")
    heads = ("議席番号", "氏　　名", "ふ り が な", "会　派", "当選回数", "住　　所", "電話番号", "備考")
    for c, text in enumerate(heads, 1):
        sheet.cell(4, c, text)
    row = 5
    for seat, a, b, r1, r2, group, post in MEMBERS:
        address, telephone = "東浦原町大字浦原123番地", "0123-45-6789"
        sheet.append([seat, f"{a}　{b}", f"{r1}　{r2}", group, 3, address, telephone, post])
        row += 1
    sheet.cell(row + 1, 1, "※10番は欠番")
    sheet.cell(row + 2, 1, "※任期　令和5年5月1日～令和9年4月30日")
    sheet.cell(row + 3, 1, "定数14名　現員13名　欠員1名")
    sheet.print_title_rows = "1:4"
    sheet.freeze_panes = "A5"
    book.save(folder / "名簿.xlsx")
    return Truth(people=truth())


def reading_above(folder: Path) -> Truth:
    """Furigana in the smaller row above each name; seat and post merged over the two rows."""
    book, sheet = new_book()
    sheet["A1"] = "議　員　名　簿"
    sheet.merge_cells("A1:D1")
    sheet["D2"] = "（令和8年10月末日現在）"
    for c, text in enumerate(("議席", "ふりがな", "役職名", "会派"), 1):
        sheet.cell(3, c, text)
    sheet["B4"] = "氏　　名"
    for column in "ACD":
        sheet.merge_cells(f"{column}3:{column}4")
    row = 5
    for seat, a, b, r1, r2, group, post in MEMBERS:
        sheet.cell(row, 1, f"{seat}番")
        sheet.cell(row, 2, f"{r1} {r2}").font = Font(size=8)
        sheet.cell(row + 1, 2, f"{a} {b}")
        sheet.cell(row, 3, post or None)
        sheet.cell(row, 4, group)
        for column in "ACD":
            sheet.merge_cells(f"{column}{row}:{column}{row + 1}")
        row += 2
    book.save(folder / "名簿.xlsx")
    return Truth(people=truth())


def reading_in_brackets(folder: Path) -> Truth:
    """Name and reading in one cell with brackets; the post merged over the members that hold it."""
    book, sheet = new_book()
    sheet.append(["総務産業常任委員会 委員名簿"])
    sheet.append([])
    sheet.append(["職名", "議席", "氏名（ふりがな）"])
    picked = (MEMBERS[6], MEMBERS[1], MEMBERS[3], MEMBERS[4], MEMBERS[7], MEMBERS[9])
    for position, (seat, a, b, r1, r2, *_) in enumerate(picked):
        job = ("委員長", "副委員長", "委　員")[min(position, 2)] if position < 3 else None
        sheet.append([job, seat, f"{a} {b}（{r1} {r2}）"])
    sheet.merge_cells("A6:A9")
    sheet["C11"] = "以上6名"
    book.save(folder / "名簿.xlsx")
    posts = ("委員長", "副委員長", "委員", "委員", "委員", "委員")
    return Truth(
        people=tuple(
            P(name=a + b, reading=r1 + r2, post=post, seat=seat)
            for (seat, a, b, r1, r2, *_), post in zip(picked, posts, strict=True)
        )
    )


def split_names(folder: Path) -> Truth:
    """Surname and given name apart under one merged heading, half-width kana, seats as text."""
    book, sheet = new_book()
    sheet.append(["№", "議席", "氏名", None, "フリガナ", None, "性別", "生年月日", "会派名"])
    sheet.merge_cells("C1:D1")
    sheet.merge_cells("E1:F1")
    for n, (seat, a, b, r1, r2, group, _) in enumerate(MEMBERS, 1):
        sheet.append([n, str(seat), a, b, half(r1), half(r2), "男", "S45.3.3", group])
    book.save(folder / "名簿.xlsx")
    return Truth(people=truth(posts=False))


def by_group(folder: Path) -> Truth:
    """Members under a row for each political group, with the number of its members."""
    book, sheet = new_book()
    sheet.append(["会派別議員名簿"])
    sheet.append([None, None, None, "R8.6.1現在"])
    sheet.append(["役職", "氏名", "ふりがな", "議席"])
    people = []
    for group in ("創政会", "みらい東浦", "公明党", "日本共産党", "無会派"):
        rows = [m for m in MEMBERS if m[5] == group]
        sheet.append([f"【{group}】（{len(rows)}名）"])
        sheet.merge_cells(f"A{sheet.max_row}:D{sheet.max_row}")
        for n, (seat, a, b, r1, r2, _, _) in enumerate(rows):
            job = "代表" if n == 0 and len(rows) > 1 else "幹事長" if n == 1 else None
            sheet.append([job, f"{a}　{b}", f"{r1}　{r2}", seat])
            people.append(P(name=a + b, reading=r1 + r2, post=job or "", seat=seat))
    sheet.append([None, "合計", f"{len(MEMBERS)}名"])
    book.save(folder / "名簿.xlsx")
    return Truth(people=tuple(people))


def committees(folder: Path) -> Truth:
    """Three committees one under the other, each with its headings; people sit in two of them."""
    book, sheet = new_book()
    sheet.append(["令和8年度　各委員会委員名簿"])
    plan = (
        ("総務文教常任委員会", (6, 0, 2, 9)),
        ("厚生産業常任委員会", (7, 1, 3, 4, 5)),
        ("議会運営委員会", (11, 6, 7, 1)),
    )
    posts: dict[int, list[str]] = {}
    for number, (title, members) in enumerate(plan, 1):
        sheet.append([])
        sheet.append([f"{number}　{title}（{len(members)}人）"])
        sheet.append(["役　職", "議席番号", "氏　名", "ふりがな"])
        for n, index in enumerate(members):
            seat, a, b, r1, r2, *_ = MEMBERS[index]
            job = ("委員長", "副委員長")[n] if n < 2 else "委員"
            sheet.append([job, seat, f"{a} {b}", f"{r1} {r2}"])
            posts.setdefault(index, []).append(job)
    book.save(folder / "名簿.xlsx")
    return Truth(
        people=tuple(
            P(name=a + b, reading=r1 + r2, seat=seat, post=posts[i][0] if len(posts[i]) == 1 else "")
            for i, (seat, a, b, r1, r2, *_) in enumerate(MEMBERS)
            if i in posts
        )
    )


def pages(folder: Path) -> Truth:
    """A long list printed on three pages: the title and the headings stand again on each."""
    book, sheet = new_book()
    families = (
        ("石川", "いしかわ"),
        ("宮本", "みやもと"),
        ("古賀", "こが"),
        ("平山", "ひらやま"),
        ("北条", "ほうじょう"),
        ("峰岸", "みねぎし"),
    )
    givens = (("一郎", "いちろう"), ("直美", "なおみ"), ("拓", "たく"), ("文子", "ふみこ"), ("正人", "まさと"))
    people = []
    for page in range(3):
        sheet.append(["浦原市議会議員名簿", None, None, None, f"{page + 1}/3"])
        sheet.append(["議席番号", "氏名", "フリガナ", "会派", "期数"])
        for n in range(10):
            seat = page * 10 + n + 1
            (a, r1), (b, r2) = families[(seat - 1) // 5], givens[(seat - 1) % 5]
            sheet.append([seat, f"{a}　{b}", katakana(f"{r1}　{r2}"), "市民クラブ", f"{n % 4 + 1}期"])
            people.append(P(name=a + b, reading=r1 + r2, seat=seat))
        sheet.append([])
        sheet.row_breaks.append(Break(id=sheet.max_row))
    book.save(folder / "名簿.xlsx")
    return Truth(people=tuple(people))


def years(folder: Path) -> Truth:
    """One sheet for each year, the newest last; people left and came between them."""
    book, first = new_book()
    book.remove(first)
    for year, absent in (("令和6年度", (1, 9)), ("令和7年度", (1,)), ("令和8年度", (3,))):
        sheet = book.create_sheet(year)
        sheet.append([f"{year} 議員名簿"])
        sheet.append(["議席番号", "氏名", "ふりがな", "役職"])
        for n, (seat, a, b, r1, r2, _, post) in enumerate(MEMBERS):
            if n not in absent:
                sheet.append([seat, f"{a} {b}", f"{r1} {r2}", post or None])
    book.active = 2
    book.save(folder / "名簿.xlsx")
    people = truth()
    return Truth(people=people[:3] + people[4:])


def resigned(folder: Path) -> Truth:
    """A member who resigned is struck through, with the day in the notes; another came by by-election."""
    book, sheet = new_book()
    sheet.append(["議席", "氏名", "よみがな", "役職", "備考"])
    for n, (seat, a, b, r1, r2, _, post) in enumerate(MEMBERS):
        note = "R8.6.30辞職" if n == 2 else "R8.9.6補欠選挙当選" if n == 12 else None
        sheet.append([seat, f"{a}　{b}", f"{r1}　{r2}", post or None, note])
        if n == 2:
            for cell in sheet[sheet.max_row]:
                cell.font = Font(strike=True)
    book.save(folder / "名簿.xlsx")
    people = truth()
    return Truth(people=people[:2] + people[3:], either=("能勢健太郎",))


def greyed(folder: Path) -> Truth:
    """People who left are painted grey, and the legend under the table says so."""
    book, sheet = new_book()
    sheet.append(["議席", "氏名", "よみ", "肩書"])
    grey = PatternFill("solid", start_color="FFBFBFBF")
    for n, (seat, a, b, r1, r2, _, post) in enumerate(MEMBERS):
        sheet.append([seat, f"{a} {b}", f"{r1} {r2}", post or None])
        if n in (0, 5):
            for cell in sheet[sheet.max_row]:
                cell.fill = copy.copy(grey)
    sheet.append([])
    sheet.append(["※網掛けは退職者（参考）"])
    book.save(folder / "名簿.xlsx")
    people = truth()
    away = (people[0].name, people[5].name)
    return Truth(people=people[1:5] + people[6:], either=away, quoted="網掛けは退職者")


def filtered(folder: Path) -> Truth:
    """Somebody filtered on one group and saved: the other rows are hidden; columns are hidden too."""
    book, sheet = new_book()
    sheet.append(["議席", "氏名", "ふりがな", "住所", "携帯", "会派"])
    for seat, a, b, r1, r2, group, _ in MEMBERS:
        sheet.append([seat, f"{a} {b}", f"{r1} {r2}", "浦原1-1", "090-0000-1111", group])
        sheet.row_dimensions[sheet.max_row].hidden = group != "創政会"
    sheet.auto_filter.ref = sheet.dimensions
    sheet.auto_filter.add_filter_column(5, ["創政会"])
    for column in "DE":
        sheet.column_dimensions[column].hidden = True
    book.save(folder / "名簿.xlsx")
    people = truth(posts=False)
    return Truth(people=people, either=tuple(p.name for p, m in zip(people, MEMBERS, strict=True) if m[5] != "創政会"))


def attendance(folder: Path) -> Truth:
    """The attendance sheet of a session, used as the roster: marks under each day."""
    book, sheet = new_book()
    sheet.append(["第4回定例会　出欠表"])
    sheet.append(["議席番号", "議員名", "12/1(火)", "12/3(木)", "12/8(火)", "12/15(火)", "備考"])
    for n, (seat, a, b, *_) in enumerate(MEMBERS):
        sheet.append([seat, f"{a} {b}", "○", "欠" if n == 4 else "○", "遅" if n == 8 else "○", None, None])
    sheet.append([None, "出席者数", "13", "12", "13"])
    sheet.append([None, "欠席者数", "0", "1", "0"])
    book.save(folder / "名簿.xlsx")
    return Truth(people=truth(readings=False, posts=False))


def titled(folder: Path) -> Truth:
    """Names with the honorific the minutes use, without spaces, and the seat as 「1番」."""
    book, sheet = new_book()
    sheet.append(["番号", "議員名", "ふりがな", "敬称"])
    for n, (seat, a, b, r1, r2, *_) in enumerate(MEMBERS):
        ending = (" 議員", "君", "　君", "さん", "氏")[n % 5]
        sheet.append([f"{seat}番", f"{a}{b}{ending}", f"{r1}{r2}", "君"])
    book.save(folder / "名簿.xlsx")
    return Truth(people=truth(posts=False))


def former_names(folder: Path) -> Truth:
    """Names used at work and old names, in brackets, in a column, and in the notes."""
    book, sheet = new_book()
    sheet.append(["議席", "氏名", "ふりがな", "通称・旧姓", "備考"])
    sheet.append([1, "佐久間 花子（旧姓：大沢）", "さくま はなこ", None, None])
    sheet.append([2, "梅田 京子", "うめだ きょうこ", "旧姓 西野", None])
    sheet.append([3, "岸 たろう", "きし たろう", None, "戸籍名 岸 太郎"])
    sheet.append([4, "沢田（山根） 幸", "さわだ（やまね） さち", None, "山根は旧姓"])
    sheet.append([5, "髙 真一", "こう しんいち", None, None])
    book.save(folder / "名簿.xlsx")
    return Truth(
        people=(
            P(name="佐久間花子", reading="さくまはなこ", seat=1),
            P(name="梅田京子", reading="うめだきょうこ", seat=2),
            P(name="岸たろう", reading="きしたろう", seat=3),
            P(name="沢田幸", reading="さわださち", seat=4),
            P(name="髙真一", reading="こうしんいち", seat=5),
        )
    )


def two_columns(folder: Path) -> Truth:
    """Two blocks side by side to fit one page, with the numbers running down the left one first."""
    book, sheet = new_book()
    sheet["A1"] = "議　席　順　名　簿"
    sheet.merge_cells("A1:G1")
    for c, text in enumerate(("議席", "氏　名", "よ　み", None, "議席", "氏　名", "よ　み"), 1):
        sheet.cell(2, c, text)
    for n, (seat, a, b, r1, r2, *_) in enumerate(MEMBERS):
        row, column = 3 + n % 7, 1 + 4 * (n // 7)
        sheet.cell(row, column, seat)
        sheet.cell(row, column + 1, f"{a}　{b}")
        sheet.cell(row, column + 2, f"{r1}　{r2}")
    book.save(folder / "名簿.xlsx")
    return Truth(people=truth(posts=False))


def reading_below(folder: Path) -> Truth:
    """Name and furigana in one cell on two lines, the furigana first in some and last in others."""
    book, sheet = new_book()
    sheet.append(["議席番号", "氏　　　名\n（ふりがな）", "職業", "期数"])
    for n, (seat, a, b, r1, r2, *_) in enumerate(MEMBERS):
        lines = (f"{a}　{b}", f"（{r1}　{r2}）")
        sheet.append([seat, "\n".join(lines if n % 2 else (lines[0], f"{r1} {r2}")), "農業", "②"])
    book.save(folder / "名簿.xlsx")
    return Truth(people=truth(posts=False))
