"""Word lists written after the reader was mended by the others, and before it was run on them."""

from __future__ import annotations

from pathlib import Path

from scripts.bench.sheets.clerks.books import new_book
from scripts.bench.sheets.clerks.truth import Term, Truth

T = Term


def abbreviations(folder: Path) -> Truth:
    """Letters and digits with readings, and what they stand for."""
    book, sheet = new_book()
    sheet.append(["用語", "読み方", "意味"])
    rows = (
        ("ＩＣＴ", "アイシーティー", "情報通信技術"),
        ("AI-OCR", "エーアイオーシーアール", None),
        ("GIGAスクール構想", "ギガスクールこうそう", "１人１台端末"),
        ("5類移行", "ごるいいこう", "新型コロナ\n（令和5年5月）"),
        ("PDCA", "ピーディーシーエー", "計画・実行・評価・改善"),
    )
    for row in rows:
        sheet.append(row)
    book.save(folder / "用語.xlsx")
    readings = (
        "あいしーてぃー",
        "えーあいおーしーあーる",
        "ぎがすくーるこうそう",
        "ごるいいこう",
        "ぴーでぃーしーえー",
    )
    return Truth(terms=tuple(T(text=row[0], readings=(r,)) for row, r in zip(rows, readings, strict=True)))


def place_names(folder: Path) -> Truth:
    """Place names: the larger one merged over its parts, readings apart."""
    book, sheet = new_book()
    sheet.append(["大字・字名一覧"])
    sheet.append(["大字", "字", "読み"])
    for row in (("西畠", "上原", "うわばら"), (None, "新田", "しんでん"), ("霞ヶ丘", "一丁目", "いっちょうめ")):
        sheet.append(row)
    sheet.merge_cells("A3:A4")
    book.save(folder / "用語.xlsx")
    return Truth(terms=(T(text="上原"), T(text="新田"), T(text="西畠"), T(text="霞ヶ丘")), named=("用語.xlsx",))


def facilities(folder: Path) -> Truth:
    """Facilities with telephone numbers and what people call them."""
    book, sheet = new_book()
    sheet.append(["№", "施設名称", "ふりがな", "通称", "所管課", "電話"])
    sheet.append(
        [
            1,
            "東浦原町総合福祉センター",
            "ひがしうらはらちょうそうごうふくしせんたー",
            "福祉センター",
            "福祉課",
            "45-1000",
        ]
    )
    sheet.append([2, "浦原コミュニティプラザ", "うらはらこみゅにてぃぷらざ", "コミプラ", "総務課", "45-2000"])
    book.save(folder / "用語.xlsx")
    return Truth(
        terms=(
            T(text="東浦原町総合福祉センター", readings=("ひがしうらはらちょうそうごうふくしせんたー",)),
            T(text="浦原コミュニティプラザ", readings=("うらはらこみゅにてぃぷらざ",)),
            T(text="福祉センター", column="通称"),
            T(text="コミプラ", column="通称"),
        )
    )


def reading_first(folder: Path) -> Truth:
    """The reading stands before the word, as in a dictionary."""
    book, sheet = new_book()
    sheet.append(["よみ", "ことば", "使う場面"])
    sheet.append(["さいむふたんこうい", "債務負担行為", "予算"])
    sheet.append(["くりこしめいきょひ", "繰越明許費", "予算"])
    sheet.append(["", "（以下余白）", ""])
    book.save(folder / "用語.xlsx")
    return Truth(
        terms=(
            T(text="債務負担行為", readings=("さいむふたんこうい",)),
            T(text="繰越明許費", readings=("くりこしめいきょひ",)),
        )
    )


def listed(folder: Path) -> Truth:
    """Fields on the left, their words listed in one cell."""
    book, sheet = new_book()
    sheet.append(["分野", "用語"])
    sheet.append(["福祉", "要介護認定、地域包括支援センター、成年後見"])
    sheet.append(["財政", "債務負担行為、繰越明許費"])
    book.save(folder / "用語.xlsx")
    words = ("要介護認定", "地域包括支援センター", "成年後見", "債務負担行為", "繰越明許費")
    return Truth(terms=tuple(T(text=w) for w in words))
