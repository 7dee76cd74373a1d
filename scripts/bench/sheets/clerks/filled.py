"""話者.xlsx and 学習候補.xlsx as the program gives them out, and as staff hand them back."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Callable
from pathlib import Path

from openpyxl import Workbook, load_workbook
from openpyxl.comments import Comment
from openpyxl.styles import Font, PatternFill

from scripts.bench.sheets.clerks.books import new_book, page_of
from transcriber.drafts.speaker_wishes import LISTED_COLUMNS, RANGE_COLUMNS, RANGES, UTTERANCES, VOICE_COLUMNS, VOICES
from transcriber.learning import sheet as learned
from transcriber.learning.candidates import LearnedCandidate, Sort


@dataclasses.dataclass(frozen=True, kw_only=True)
class Wishes:
    """What staff ask of the speakers; `named`: words a refusal or message must hold instead."""

    names: dict[str, tuple[str, ...]] = dataclasses.field(default_factory=dict)
    merges: frozenset[frozenset[str]] = frozenset()
    moves: dict[str, str] = dataclasses.field(default_factory=dict)
    ranges: tuple[tuple[float, float, str], ...] = ()
    named: tuple[str, ...] = ()
    """Rows no machine may decide: one of these words must be in what is said."""


@dataclasses.dataclass(frozen=True, kw_only=True)
class Decision:
    """One line of the proposals as the clerk means it."""

    text: str
    reading: str
    decision: str
    misheard: tuple[str, ...] = ()
    post: str = ""


_SHOWN = ("議長　長谷部誠一", "（名前なし）", "（名前なし）", "総務課長　落合亮", "（名前なし）", "7番　五十嵐昭議員")


def given_out() -> Workbook:
    """The list of voices as the program makes it."""
    book, voices = new_book()
    voices.title = VOICES
    voices["A1"] = "黄色の欄に書いて保存し、ファイルを閉じると、下書きが作り直されます。"
    voices.append([])
    voices.append([])
    voices.append([])
    voices.append(VOICE_COLUMNS)
    for n, shown in enumerate(_SHOWN, 1):
        listen, why = "0:01:10（8秒）、0:15:00（6秒）", "指名「7番」（0:10:00）"
        voices.append([f"S{n}", shown, "", "", "12分30秒", 0.2, listen, why, ""])
    said = book.create_sheet(UTTERANCES)
    said["A1"] = "一部の発言だけが別の人のとき"
    said.append([])
    said.append(LISTED_COLUMNS)
    for n in range(1, 11):
        said.append([f"u{n:04}", f"0:0{n % 10}:00", f"S{n % 6 + 1}", "議長", "", "それでは質疑に入ります。"])
    ranges = book.create_sheet(RANGES)
    ranges["A1"] = "ある時間の発言をまとめて別の人にするとき"
    ranges.append([])
    ranges.append(RANGE_COLUMNS)
    return book


def names_as_spoken(path: Path) -> Wishes:
    """Names with post and seat in the ways staff say them; wide digits; one without a name."""
    book = given_out()
    page = page_of(book, VOICES)
    page["C7"] = "７番 熊谷 明美　議員"
    page["C8"] = "副町長（並木）"
    page["D10"] = "Ｓ３"
    page["C11"] = "不明"
    book.save(path)
    return Wishes(
        names={"S2": ("熊谷明美",), "S3": ("並木", "副町長"), "S6": ("不明",)},
        merges=frozenset({frozenset({"S5", "S3"})}),
    )


def ditto(path: Path) -> Wishes:
    """Utterances given to one person with ditto marks and a merged cell; times as Excel makes them."""
    book = given_out()
    page = page_of(book, UTTERANCES)
    page["E4"] = "S2"
    page["E5"] = "〃"
    page["E6"] = "同上"
    page["E8"] = "教育長"
    page.merge_cells("E8:E9")
    times = page_of(book, RANGES)
    times["A4"], times["B4"], times["C4"] = dt.time(0, 12, 30), dt.time(0, 13, 0), "S4"
    times["A5"], times["B5"], times["C5"] = "20分", "21分30秒", "S4"
    book.save(path)
    return Wishes(
        moves={"u0001": "S2", "u0002": "S2", "u0003": "S2", "u0005": "教育長", "u0006": "教育長"},
        ranges=((750.0, 780.0, "S4"), (1200.0, 1290.0, "S4")),
    )


def other_column(path: Path) -> Wishes:
    """Somebody overwrote 「いまの表示」 instead of the yellow column."""
    book = given_out()
    page = page_of(book, VOICES)
    page["B8"] = "荻野 瞳"
    page["C7"] = "早川 美穂"
    book.save(path)
    return Wishes(names={"S2": ("早川美穂",)}, named=("8行目", "荻野", "S3"))


def unsure(path: Path) -> Wishes:
    """A question to a colleague instead of a name, a comment, and notes in a new column."""
    book = given_out()
    page = page_of(book, VOICES)
    page["C7"] = "早川さん？要確認"
    page["C8"] = "三枝由紀夫"
    page["J5"] = "メモ"
    page["J8"] = "2番の三枝さんかも"
    page["C9"].comment = Comment("ここは安西部長では", "担当")
    book.save(path)
    return Wishes(names={"S3": ("三枝由紀夫",)}, named=("7行目", "早川", "C9"))


def two_voices(path: Path) -> Wishes:
    """Three voices of one person in one cell, and the same written in words."""
    book = given_out()
    page = page_of(book, VOICES)
    page["D6"] = "S2、S3"
    page["D9"] = "S5と同じ"
    book.save(path)
    return Wishes(merges=frozenset({frozenset({"S1", "S2"}), frozenset({"S1", "S3"}), frozenset({"S4", "S5"})}))


def sorted_and_struck(path: Path) -> Wishes:
    """Sorted by length, a name struck out again, a struck number beside its correction."""
    book = given_out()
    page = page_of(book, VOICES)
    rows = [[c.value for c in row] for row in page.iter_rows(min_row=6, max_row=11)]
    for number, row in enumerate(reversed(rows), 6):
        for c, value in enumerate(row, 1):
            page.cell(number, c, value)
    page["C6"] = "五十嵐 昭"
    page["C10"] = "早川 美穂"
    page["C10"].font = Font(strike=True)
    page["C7"] = "田中（仮）"
    book.save(path)
    return Wishes(names={"S6": ("五十嵐昭",), "S5": ("田中",)})


def numbers_for_names(path: Path) -> Wishes:
    """The number of a voice where a name belongs, a name in words."""
    book = given_out()
    page = page_of(book, VOICES)
    page["C7"] = "S1"
    page["C8"] = "話者4と同じ"
    page["C10"] = "早川美穂です"
    book.save(path)
    return Wishes(names={"S5": ("早川美穂",)}, merges=frozenset({frozenset({"S1", "S2"}), frozenset({"S3", "S4"})}))


def same_as_above(path: Path) -> Wishes:
    """上と同じ below a voice of which nothing is written."""
    book = given_out()
    page_of(book, VOICES)["C8"] = "上と同じ"
    book.save(path)
    return Wishes(named=("上と同じ",))


def to_be_removed(path: Path) -> Wishes:
    """An utterance that is to go, in the column of its speaker."""
    book = given_out()
    page_of(book, UTTERANCES)["E7"] = "削除"
    book.save(path)
    return Wishes(named=("削除",))


def half_of_it(path: Path) -> Wishes:
    """An utterance in which another one speaks from the middle on."""
    book = given_out()
    page_of(book, UTTERANCES)["E7"] = "途中からS2"
    book.save(path)
    return Wishes(named=("途中からS2",))


def text_corrected(path: Path) -> Wishes:
    """The text of an utterance corrected in the list of speakers."""
    book = given_out()
    page_of(book, UTTERANCES)["F7"] = "それでは質疑に入りたいと思います。"
    book.save(path)
    return Wishes(named=("質疑に入りたいと思います",))


SPEAKERS: tuple[Callable[[Path], Wishes], ...] = (
    names_as_spoken,
    ditto,
    other_column,
    unsure,
    two_voices,
    sorted_and_struck,
    numbers_for_names,
    same_as_above,
    to_be_removed,
    half_of_it,
    text_corrected,
)

PROPOSED = (
    LearnedCandidate(Sort.TERM, "浦原霞ヶ丘", "うらはらかすみがおか", ("裏原霞ヶ丘",), times=4, meetings=2, better=3),
    LearnedCandidate(
        Sort.TERM, "重層的支援体制", "じゅうそうてきしえんたいせい", ("重曹的支援体制", "銃声的支援体制"), times=3
    ),
    LearnedCandidate(Sort.PERSON, "小鳥遊", "たかなし", ("高梨",), post="議員", times=2),
    LearnedCandidate(Sort.HOMOPHONE, "開議", "かいぎ", times=2),
    LearnedCandidate(Sort.TERM, "会議", "かいぎ", ("開議",), times=1, worse=4),
    LearnedCandidate(Sort.TERM, "東浦原駅前線", "ひがしうらはらえきまえせん", ("東裏原駅前線",), times=1),
)


def proposals(path: Path) -> Workbook:
    """The proposals as the program makes them, opened again."""
    path.write_bytes(learned.build_workbook(PROPOSED, {}))
    return load_workbook(path)


def _d(n: int, decision: str, *, text: str = "", misheard: tuple[str, ...] = ()) -> Decision:
    c = PROPOSED[n]
    return Decision(
        text=text or c.text, reading=c.kana, decision=decision, misheard=misheard or c.misheard, post=c.post
    )


def marks(path: Path) -> tuple[Decision, ...]:
    """Decisions as circles, crosses, ticks and whole phrases; a katakana reading; other separators."""
    book = proposals(path)
    page = page_of(book, "学習候補")
    for row, text in enumerate(("○", "採用（読み修正）", "レ", "×", "不採用", "採用しない"), 3):
        page.cell(row, 1, text)
    page["D4"] = "ジュウソウテキシエンタイセイ"
    page["E4"] = "重曹的支援体制, 銃声的支援体制\n十層的支援体制"
    book.save(path)
    return (
        _d(0, "採用"),
        _d(1, "採用", misheard=("重曹的支援体制", "銃声的支援体制", "十層的支援体制")),
        _d(2, "採用"),
        _d(3, "却下"),
        _d(4, "却下"),
        _d(5, "却下"),
    )


def filled_down(path: Path) -> tuple[Decision, ...]:
    """Ditto marks, a merged decision, somebody's initials in a new column, a line added by hand."""
    book = proposals(path)
    page = page_of(book, "学習候補")
    page["A3"] = "採用"
    page["A4"] = "〃"
    page["A5"] = "採用"
    page["C5"] = "小鳥遊　進"
    page["A6"] = "却下"
    page.merge_cells("A6:A7")
    page["A8"] = "要相談"
    page.insert_cols(2)
    page["B2"] = "確認者"
    page["B3"] = "安斎"
    page.append(["採用", "小松", "用語", "法定外公共物", "ほうていがいこうきょうぶつ", "方定外公共物"])
    book.save(path)
    return (
        _d(0, "採用"),
        _d(1, "採用"),
        _d(2, "採用", text="小鳥遊　進"),
        _d(3, "却下"),
        _d(4, "却下"),
        _d(5, ""),
        Decision(
            text="法定外公共物", reading="ほうていがいこうきょうぶつ", decision="採用", misheard=("方定外公共物",)
        ),
    )


def struck(path: Path) -> tuple[Decision, ...]:
    """Rejected lines struck through and painted; the rest 「可」「OK」; two wrong forms struck out."""
    book = proposals(path)
    page = page_of(book, "学習候補")
    for row, text in ((3, "可"), (4, "OK"), (5, "採用？"), (6, "保留")):
        page.cell(row, 1, text)
    for cell in page[7]:
        cell.font = Font(strike=True)
        cell.fill = PatternFill("solid", start_color="FF808080")
    page["A8"] = "採 用"
    page["C8"] = "東浦原駅前通り線"
    book.save(path)
    return (
        _d(0, "採用"),
        _d(1, "採用"),
        _d(2, ""),
        _d(3, ""),
        _d(4, "", text="会議"),
        _d(5, "採用", text="東浦原駅前通り線"),
    )


LEARNED: tuple[Callable[[Path], tuple[Decision, ...]], ...] = (marks, filled_down, struck)
