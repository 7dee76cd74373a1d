"""Word lists, as offices keep them."""

from __future__ import annotations

import csv
from pathlib import Path

from scripts.bench.sheets.clerks.books import new_book
from scripts.bench.sheets.clerks.council import half, katakana
from scripts.bench.sheets.clerks.truth import Term, Truth

T = Term
WORDS = (
    ("住居確保給付金", "じゅうきょかくほきゅうふきん"),
    ("自立支援医療", "じりつしえんいりょう"),
    ("地域包括支援センター", "ちいきほうかつしえんせんたー"),
    ("浦原霞ヶ丘", "うらはらかすみがおか"),
    ("東浦原駅前線", "ひがしうらはらえきまえせん"),
    ("債務負担行為", "さいむふたんこうい"),
)


def plain(folder: Path) -> Truth:
    """Title, date, three columns and a note at the end."""
    book, sheet = new_book()
    sheet.append(["会議録作成用　用語集"])
    sheet.append([None, None, "令和8年4月改訂"])
    sheet.append(["用　語", "よ　み", "説　明"])
    for text, reading in WORDS:
        sheet.append([text, reading, "（例）本会議で使用"])
    sheet.append([])
    sheet.append(["※随時追加してください。"])
    book.save(folder / "用語.xlsx")
    return Truth(terms=tuple(T(text=t, readings=(r,)) for t, r in WORDS))


def by_kana(folder: Path) -> Truth:
    """Rows for each line of the syllabary between the words, readings in brackets."""
    book, sheet = new_book()
    sheet.append(["用語（よみ）", "分類"])
    for heading, words in (("か行", WORDS[5:]), ("さ行", WORDS[:2]), ("た行", WORDS[2:3])):
        sheet.append([f"【{heading}】"])
        for text, reading in words:
            sheet.append([f"{text}（{reading}）", "福祉"])
    book.save(folder / "用語.xlsx")
    return Truth(terms=tuple(T(text=t, readings=(r,)) for t, r in (*WORDS[5:], *WORDS[:3])))


def blocks(folder: Path) -> Truth:
    """Three blocks across the page, one for each field, without readings."""
    book, sheet = new_book()
    sheet.append(["分野別用語一覧"])
    sheet.append(["福祉", "土木", "財政"])
    sheet.append(["用語", "用語", "用語"])
    sheet.append(["住居確保給付金", "法定外公共物", "債務負担行為"])
    sheet.append(["自立支援医療", "橋梁長寿命化", "繰越明許費"])
    sheet.append(["要介護認定", None, "継続費"])
    book.save(folder / "用語.xlsx")
    return Truth(
        terms=tuple(
            T(text=t)
            for t in (
                "住居確保給付金",
                "自立支援医療",
                "要介護認定",
                "法定外公共物",
                "橋梁長寿命化",
                "債務負担行為",
                "繰越明許費",
                "継続費",
            )
        )
    )


def short_forms(folder: Path) -> Truth:
    """Two readings with a slash, and the short form people say."""
    book, sheet = new_book()
    sheet.append(["正式名称", "読み方", "略称", "略称の読み"])
    sheet.append(["社会福祉協議会", "しゃかいふくしきょうぎかい", "社協", "しゃきょう"])
    sheet.append(["重複受診", "ちょうふくじゅしん／じゅうふくじゅしん", None, None])
    sheet.append(["地域共生社会推進室", "ちいききょうせいしゃかいすいしんしつ", "共生室", "きょうせいしつ"])
    book.save(folder / "用語.xlsx")
    return Truth(
        terms=(
            T(text="社会福祉協議会", readings=("しゃかいふくしきょうぎかい",)),
            T(text="社協", readings=("しゃきょう",), column="略称"),
            T(text="重複受診", readings=("ちょうふくじゅしん", "じゅうふくじゅしん")),
            T(text="地域共生社会推進室", readings=("ちいききょうせいしゃかいすいしんしつ",)),
            T(text="共生室", readings=("きょうせいしつ",), column="略称"),
        ),
    )


def places_csv(folder: Path) -> Truth:
    """Place names from the post office's list: CP932, half-width kana, no headings."""
    rows = (
        ("23401", "470-0101", "ﾋｶﾞｼｳﾗﾊﾗﾁｮｳ", "ｶｽﾐｶﾞｵｶ", "東浦原町", "霞ヶ丘"),
        ("23401", "470-0102", "ﾋｶﾞｼｳﾗﾊﾗﾁｮｳ", "ｵｵｱｻﾞﾆｼﾊﾞﾀｹ", "東浦原町", "大字西畠"),
        ("23401", "470-0103", "ﾋｶﾞｼｳﾗﾊﾗﾁｮｳ", "ｼﾝﾃﾞﾝ", "東浦原町", "新田"),
    )
    with (folder / "用語.csv").open("w", encoding="cp932", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["コード", "郵便番号", "町名カナ", "字名カナ", "町名", "字名"])
        writer.writerows(rows)
    return Truth(
        terms=(
            T(text="霞ヶ丘", readings=("かすみがおか",)),
            T(text="大字西畠", readings=("おおあざにしばたけ",)),
            T(text="新田", readings=("しんでん",)),
        ),
        either=("霞ヶ丘", "大字西畠", "新田", "東浦原町"),
        named=("用語.csv",),
    )


def bare(folder: Path) -> Truth:
    """One column of words without any heading, typed by somebody in a hurry."""
    book, sheet = new_book()
    for text, _ in WORDS:
        sheet.append([text])
    book.save(folder / "用語.xlsx")
    return Truth(terms=tuple(T(text=t) for t, _ in WORDS))


def mistaken(folder: Path) -> Truth:
    """Words the machine wrote wrongly beside the right ones, as the office collected them."""
    book, sheet = new_book()
    sheet.append(["No.", "誤（AIの文字起こし）", "正", "よみ", "気づいた人"])
    sheet.append([1, "十居確保給付金", "住居確保給付金", "じゅうきょかくほきゅうふきん", "堀口"])
    sheet.append([2, "裏原霞ヶ丘", "浦原霞ヶ丘", "うらはらかすみがおか", "向井"])
    book.save(folder / "用語.xlsx")
    return Truth(
        terms=(
            T(text="住居確保給付金", readings=("じゅうきょかくほきゅうふきん",)),
            T(text="浦原霞ヶ丘", readings=("うらはらかすみがおか",)),
        )
    )


def kana_and_sheets(folder: Path) -> Truth:
    """A sheet for each department, katakana readings with gaps, a word twice, an old one struck out."""
    book, first = new_book()
    first.title = "福祉課"
    first.append(["用語", "フリガナ", "備考"])
    for text, reading in WORDS[:3]:
        first.append([text, katakana(reading), None])
    second = book.create_sheet("建設課")
    second.append(["番号", "用語", "ﾌﾘｶﾞﾅ"])
    for n, (text, reading) in enumerate(WORDS[3:5], 1):
        second.append([n, text, half(reading)])
    second.append([3, WORDS[0][0], half(WORDS[0][1])])
    book.save(folder / "用語.xlsx")
    return Truth(terms=tuple(T(text=t, readings=(r,)) for t, r in WORDS[:5]))
