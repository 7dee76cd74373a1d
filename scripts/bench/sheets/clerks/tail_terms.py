"""Word lists as offices keep them, written in December 2026 before their writer had seen the reader."""

from __future__ import annotations

import csv
from pathlib import Path

from scripts.bench.sheets.clerks.tail import Rows, made
from scripts.bench.sheets.clerks.truth import Term, Truth

T = Term


def _keep(folder: Path, rows: Rows) -> None:
    made(rows)[0].save(folder / "用語.xlsx")


def explained(folder: Path) -> Truth:
    """Pasted from the web: the reading in brackets behind the word, a long explanation, where it was found."""
    rows = (
        ("福祉用語集",),
        ("用語", "解説", "出典"),
        (
            "合理的配慮（ごうりてきはいりょ）",
            "障害のある人から求めがあったときに、負担が重すぎない範囲で対応すること。",
            "内閣府",
        ),
        ("8050問題（はちまるごーまるもんだい）", "80代の親が50代の子を支えること（ひきこもり）。", "厚労省"),
        ("措置（そち）", "行政が職権で行う決定。「措置入所」など。", None),
    )
    _keep(folder, rows)
    terms = (
        T(text="合理的配慮", readings=("ごうりてきはいりょ",)),
        T(text="8050問題", readings=("はちまるごーまるもんだい",)),
        T(text="措置", readings=("そち",)),
    )
    return Truth(terms=terms)


def several_short_forms(folder: Path) -> Truth:
    """A word and two short forms of it, each in a column."""
    rows = (
        ("正式名称", "よみ", "略称１", "略称２"),
        ("地域生活支援拠点等", "ちいきせいかつしえんきょてんとう", "拠点", "地活拠点"),
        ("社会福祉協議会", "しゃかいふくしきょうぎかい", "社協", None),
        ("指定管理者制度", "していかんりしゃせいど", "指管", "指定管理"),
    )
    _keep(folder, rows)
    terms = (
        T(text="地域生活支援拠点等", readings=("ちいきせいかつしえんきょてんとう",)),
        T(text="社会福祉協議会", readings=("しゃかいふくしきょうぎかい",)),
        T(text="指定管理者制度", readings=("していかんりしゃせいど",)),
        T(text="拠点", column="略称１"),
        T(text="地活拠点", column="略称２"),
        T(text="社協", column="略称１"),
        T(text="指管", column="略称１"),
        T(text="指定管理", column="略称２"),
    )
    return Truth(terms=terms)


def letters(folder: Path) -> Truth:
    """Letters, what they stand for in English, in Japanese, how they are read."""
    rows = (
        ("略語", "英語表記", "日本語訳", "読み"),
        ("BCP", "Business Continuity Plan", "業務継続計画", "ビーシーピー"),
        ("PFI", "Private Finance Initiative", "民間資金等活用事業", "ピーエフアイ"),
        ("GIGA", "Global and Innovation Gateway for All", "ＧＩＧＡスクール構想", "ギガ"),
    )
    _keep(folder, rows)
    terms = (
        T(text="BCP", readings=("びーしーぴー",)),
        T(text="PFI", readings=("ぴーえふあい",)),
        T(text="GIGA", readings=("ぎが",)),
        T(text="業務継続計画", readings=("", "ぎょうむけいぞくけいかく"), column="日本語訳"),
        T(text="民間資金等活用事業", readings=("", "みんかんしきんとうかつようじぎょう"), column="日本語訳"),
        T(text="ＧＩＧＡスクール構想", column="日本語訳"),
    )
    return Truth(
        terms=terms,
        either=("Business Continuity Plan", "Private Finance Initiative", "Global and Innovation Gateway for All"),
    )


def sheets_of_syllabary(folder: Path) -> Truth:
    """A sheet for each row of the syllabary, and one that says who changed what."""
    book, sheet = made((("言葉", "読み"), ("会下", "えげ"), ("粟生", "あお")))
    sheet.title = "あ行"
    other = book.create_sheet("か行")
    for row in (("言葉", "読み"), ("公設民営", "こうせつみんえい"), ("隘路", "あいろ")):
        other.append(row)
    history = book.create_sheet("更新履歴")
    for change in (
        ("年月日", "担当", "内容"),
        ("R8.4.1", "安井", "「会下」を追加"),
        ("R8.9.3", "安井", "「隘路」を追加"),
    ):
        history.append(change)
    book.save(folder / "用語.xlsx")
    terms = (
        T(text="会下", readings=("えげ",)),
        T(text="粟生", readings=("あお",)),
        T(text="公設民営", readings=("こうせつみんえい",)),
        T(text="隘路", readings=("あいろ",)),
    )
    return Truth(terms=terms)


def broken_lines(folder: Path) -> Truth:
    """UTF-8 without a mark, line breaks inside cells, a reading in letters, a question mark for a reading."""
    rows = (
        ("用語", "よみ", "よくある間違い"),
        ("北河内\n地区", "きたかわち", "北川内"),
        ("鳥羽淵橋", "tobabuchi", "飛渕橋"),
        ("二反田池", "？", ""),
        ("土師ノ里", "はじのさと", "端の里\n橋の里"),
    )
    with (folder / "用語.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
    terms = (
        T(text="北河内地区", readings=("きたかわち",)),
        T(text="鳥羽淵橋"),
        T(text="二反田池"),
        T(text="土師ノ里", readings=("はじのさと",)),
    )
    return Truth(terms=terms, named=("tobabuchi", "？"))


def place_names(folder: Path) -> Truth:
    """Districts: a large name and a small one with a reading each; what is said is the two together or the small one."""
    rows = (
        ("大字", "大字よみ", "小字", "小字よみ"),
        ("霧沢", "きりさわ", "明神平", "みょうじんだいら"),
        ("霧沢", "きりさわ", "女夫淵", "めおとぶち"),
        ("上郷", "かみごう", "一ノ瀬", "いちのせ"),
    )
    _keep(folder, rows)
    terms = (
        T(text="霧沢", readings=("きりさわ",), column="大字"),
        T(text="上郷", readings=("かみごう",), column="大字"),
        T(text="明神平", readings=("みょうじんだいら",), column="小字"),
        T(text="女夫淵", readings=("めおとぶち",), column="小字"),
        T(text="一ノ瀬", readings=("いちのせ",), column="小字"),
    )
    return Truth(terms=terms)


def two_words_in_a_cell(folder: Path) -> Truth:
    """Words that belong together in one cell, with a reading for each; a note instead of a word."""
    rows = (
        ("用語", "ふりがな", "区分"),
        ("保佐人・補助人", "ほさにん・ほじょにん", "成年後見"),
        ("扶助費／補助費", "ふじょひ／ほじょひ", "財政"),
        ("（以下、令和8年度追加分）", None, None),
        ("道普請", "みちぶしん", "土木"),
        ("同上", None, None),
    )
    _keep(folder, rows)
    terms = (
        T(text="保佐人・補助人", readings=("ほさにん・ほじょにん",)),
        T(text="扶助費", readings=("ふじょひ",)),
        T(text="補助費", readings=("ほじょひ",)),
        T(text="道普請", readings=("みちぶしん",)),
    )
    return Truth(terms=terms, named=("同上",))
