"""Rosters written after the reader was mended by the others, and before it was run on them."""

from __future__ import annotations

import csv
from pathlib import Path

from openpyxl.worksheet.datavalidation import DataValidation

from scripts.bench.sheets.clerks.books import new_book
from scripts.bench.sheets.clerks.council import MEMBERS, truth
from scripts.bench.sheets.clerks.truth import Person, Truth

P = Person


def assignment(folder: Path) -> Truth:
    """Which member sits in which committee: a matrix of marks."""
    book, sheet = new_book()
    sheet.append(["議員別　委員会所属一覧"])
    sheet.append(["議席", "氏　名", "総務文教", "厚生産業", "議会運営", "広報"])
    for n, (seat, a, b, *_) in enumerate(MEMBERS):
        sheet.append([seat, f"{a} {b}", "◎" if n == 0 else "○" if n % 2 else None, "●", None, "○"])
    sheet.append(["◎委員長　●副委員長　○委員"])
    book.save(folder / "名簿.xlsx")
    return Truth(people=truth(readings=False, posts=False))


def post_and_name(folder: Path) -> Truth:
    """Post and name in one cell, as on the notice of who attends."""
    book, sheet = new_book()
    sheet.append(["説明のため出席した者の職氏名"])
    sheet.append(["職　氏　名", "所管"])
    for text in (
        "町　長　　大槻　誠",
        "副町長　　並木　浩",
        "教育長　　丹羽　光子",
        "総務課長　落合　亮",
        "会計管理者　戸田　裕子",
    ):
        sheet.append([text, None])
    book.save(folder / "名簿.xlsx")
    names = (
        ("大槻誠", "町長"),
        ("並木浩", "副町長"),
        ("丹羽光子", "教育長"),
        ("落合亮", "総務課長"),
        ("戸田裕子", "会計管理者"),
    )
    return Truth(people=tuple(P(name=name, post=post) for name, post in names))


def deputies(folder: Path) -> Truth:
    """Who comes instead of whom, in the remarks and in the name's cell."""
    book, sheet = new_book()
    sheet.append(["職名", "氏名", "出欠", "備考"])
    sheet.append(["総務課長", "落合 亮", "○", None])
    sheet.append(["財政課長", "稲葉 薫", "欠", "代理：課長補佐 田所 潤"])
    sheet.append(["建設課長", "江口 勉", "○", "12/3午後から"])
    book.save(folder / "名簿.xlsx")
    return Truth(
        people=(
            P(name="落合亮", post="総務課長"),
            P(name="稲葉薫", post="財政課長"),
            P(name="江口勉", post="建設課長"),
            P(name="田所潤"),
        ),
        either=("田所潤",),
    )


def foreign(folder: Path) -> Truth:
    """Visitors of the desk with names of other countries, and an interpreter."""
    book, sheet = new_book()
    sheet.append(["番号", "相談者氏名", "ヨミ", "続柄", "言語"])
    sheet.append([1, "グエン・ティ・ホア", "グエン ティ ホア", "本人", "ベトナム語"])
    sheet.append([2, "金　美淑", "キム ミスク", "本人", "韓国語"])
    sheet.append([3, "WANG Xiaoming", "ワン シャオミン", "夫", "中国語"])
    sheet.append([4, "堀口 歩", "ほりぐち あゆみ", "相談員", None])
    book.save(folder / "名簿.xlsx")
    return Truth(
        people=(
            P(name="グエン・ティ・ホア", reading="ぐえんてぃほあ"),
            P(name="金美淑", reading="きむみすく"),
            P(name="WANGXiaoming", reading="わんしゃおみん"),
            P(name="堀口歩", reading="ほりぐちあゆみ", post="相談員"),
        )
    )


def two_heading_lines(folder: Path) -> Truth:
    """氏名 over 漢字 and カナ, 役職 over 議会 and 委員会."""
    book, sheet = new_book()
    sheet.append(["議席番号", "氏　名", None, "役　職", None])
    sheet.append([None, "漢　字", "カ　ナ", "議　会", "委員会"])
    for merged in ("A1:A2", "B1:C1", "D1:E1"):
        sheet.merge_cells(merged)
    for seat, a, b, r1, r2, _, post in MEMBERS:
        sheet.append([seat, f"{a} {b}", f"{r1} {r2}", post or None, "総務文教委員" if seat < 5 else None])
    book.save(folder / "名簿.xlsx")
    return Truth(people=tuple(p for p in truth()))


def choices(folder: Path) -> Truth:
    """A second sheet holds the choices of the drop-down lists; it is no list of people."""
    book, sheet = new_book()
    sheet.title = "名簿"
    sheet.append(["議席", "氏名", "ふりがな", "役職", "会派"])
    for seat, a, b, r1, r2, group, post in MEMBERS:
        sheet.append([seat, f"{a} {b}", f"{r1} {r2}", post or "議員", group])
    lists = book.create_sheet("リスト")
    lists.append(["役職", "会派"])
    for row in (("議長", "創政会"), ("副議長", "公明党"), ("議員", "無会派"), ("委員長", None)):
        lists.append(row)
    choice = DataValidation(type="list", formula1="リスト!$A$2:$A$5")
    sheet.add_data_validation(choice)
    choice.add("D2:D30")
    book.save(folder / "名簿.xlsx")
    return Truth(people=truth())


def count_beside(folder: Path) -> Truth:
    """To the right of the list stands how many members each group has."""
    book, sheet = new_book()
    sheet.append(["議席", "氏名", "ふりがな", "会派", None, "会派名", "人数"])
    counts = (("創政会", 6), ("みらい東浦", 3), ("公明党", 2), ("日本共産党", 1), ("無会派", 1), ("計", 13))
    for n, (seat, a, b, r1, r2, group, _) in enumerate(MEMBERS):
        beside = counts[n] if n < len(counts) else (None, None)
        sheet.append([seat, f"{a} {b}", f"{r1} {r2}", group, None, *beside])
    book.save(folder / "名簿.xlsx")
    return Truth(people=truth(posts=False))


def in_one_cell(folder: Path) -> Truth:
    """Each committee is one line, its members in one cell."""
    book, sheet = new_book()
    sheet.append(["委員会名", "委員長", "副委員長", "委員"])
    sheet.append(["総務文教", "五十嵐 昭", "小田切 和也", "能勢 健太郎、小鳥遊 進"])
    sheet.append(["厚生産業", "河合 恵", "早川 美穂", "栗林 さち子、三枝 勝、三枝 由紀夫"])
    book.save(folder / "名簿.xlsx")
    people = (
        ("五十嵐昭", "委員長"), ("小田切和也", "副委員長"), ("能勢健太郎", "委員"), ("小鳥遊進", "委員"), ("河合恵", "委員長"),
        ("早川美穂", "副委員長"), ("栗林さち子", "委員"), ("三枝勝", "委員"), ("三枝由紀夫", "委員"),
    )  # fmt: skip
    return Truth(people=tuple(P(name=name, post=post) for name, post in people))


def spread(folder: Path) -> Truth:
    """Names spread over the width of their cell, the reading below in brackets."""
    book, sheet = new_book()
    sheet.append(["議席", "氏名（よみがな）", "備考"])
    for seat, a, b, r1, r2, *_ in MEMBERS:
        sheet.append([seat, "　".join(a + b), None])
        sheet.append([None, f"（{r1}　{r2}）", None])
    book.save(folder / "名簿.xlsx")
    return Truth(people=truth(posts=False))


def short_years(folder: Path) -> Truth:
    """Sheets R6, R7 and R8(現), the one in use first."""
    book, first = new_book()
    book.remove(first)
    for name, absent in (("R8（現）", 3), ("R7", 5), ("R6", 7)):
        sheet = book.create_sheet(name)
        sheet.append(["議席番号", "氏名", "ふりがな", "役職"])
        for n, (seat, a, b, r1, r2, _, post) in enumerate(MEMBERS):
            if n != absent:
                sheet.append([seat, f"{a} {b}", f"{r1} {r2}", post or None])
    book.save(folder / "名簿.xlsx")
    people = truth()
    return Truth(people=people[:3] + people[4:])


def by_term(folder: Path) -> Truth:
    """The members of this term, and those of the one before below them."""
    book, sheet = new_book()
    sheet.append(["現在の委員（令和8年4月～）"])
    sheet.append(["氏名", "ふりがな", "役職"])
    sheet.append(["浅野 美代", "あさの みよ", "会長"])
    sheet.append(["辻 まどか", "つじ まどか", "委員"])
    sheet.append([])
    sheet.append(["前任の委員（令和6年4月～令和8年3月）"])
    sheet.append(["氏名", "ふりがな", "役職"])
    sheet.append(["柿沼 徹", "かきぬま とおる", "会長"])
    book.save(folder / "名簿.xlsx")
    return Truth(
        people=(
            P(name="浅野美代", reading="あさのみよ", post="会長"),
            P(name="辻まどか", reading="つじまどか", post="委員"),
        ),
        either=(),
    )


def cross_charge(folder: Path) -> Truth:
    """Heads with two posts: 兼務 in a column, 事務取扱 in the remarks, an acting one."""
    book, sheet = new_book()
    sheet.append(["職名", "兼務職名", "氏名", "備考"])
    sheet.append(["副町長", "総務部長事務取扱", "並木 浩", None])
    sheet.append(["会計管理者", "出納室長", "戸田 裕子", None])
    sheet.append(["建設課長（心得）", None, "江口 勉", "R8.4.1昇任"])
    sheet.append(["教育次長兼学校教育課長", None, "臼井 守", "議会答弁者"])
    book.save(folder / "名簿.xlsx")
    return Truth(
        people=(
            P(name="並木浩", post="副町長"),
            P(name="戸田裕子", post="会計管理者"),
            P(name="江口勉", post="建設課長"),
            P(name="臼井守", post="教育次長"),
        )
    )


def system_list(folder: Path) -> Truth:
    """From the welfare system: dates, sexes, codes, the household's head beside each person."""
    rows = [
        ["世帯番号", "宛名番号", "氏名_漢字", "氏名_カナ", "性別", "生年月日", "続柄", "世帯主氏名"],
        ["0001", "100001", "工藤　保", "ｸﾄﾞｳ ﾀﾓﾂ", "男", "19550101", "世帯主", "工藤　保"],
        ["0001", "100002", "工藤　ミツ", "ｸﾄﾞｳ ﾐﾂ", "女", "19580202", "妻", "工藤　保"],
        ["0002", "100003", "呉　志明", "ｺﾞ ｼﾒｲ", "男", "19800505", "世帯主", "呉　志明"],
    ]
    with (folder / "名簿.csv").open("w", encoding="cp932", newline="") as file:
        csv.writer(file).writerows(rows)
    return Truth(
        people=(
            P(name="工藤保", reading="くどうたもつ"),
            P(name="工藤ミツ", reading="くどうみつ"),
            P(name="呉志明", reading="ごしめい"),
        )
    )


def phone_book(folder: Path) -> Truth:
    """Four sections side by side, each a name above telephone numbers."""
    book, sheet = new_book()
    sheet.append(["課　名", "役　職", "氏　名", "内線", "課　名", "役　職", "氏　名", "内線"])
    sheet.append(["総務課", "課長", "落合 亮", 210, "税務課", "課長", "片桐 豊", 230])
    sheet.append([None, "係長", "安斎 朋子", 211, None, "係長", "小松 岳", 231])
    sheet.append(["財政課", "課長", "稲葉 薫", 220, "建設課", "課長", "江口 勉", 240])
    for merged in ("A2:A3", "E2:E3"):
        sheet.merge_cells(merged)
    book.save(folder / "名簿.xlsx")
    people = (
        ("落合亮", "総務課長"), ("安斎朋子", "係長"), ("稲葉薫", "財政課長"), ("片桐豊", "税務課長"), ("小松岳", "係長"), ("江口勉", "建設課長"),
    )  # fmt: skip
    return Truth(people=tuple(P(name=name, post=post) for name, post in people))
