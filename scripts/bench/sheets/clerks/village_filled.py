"""話者.xlsx and 学習候補.xlsx of a village, filled in before their writer had seen the readers."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

from openpyxl.styles import Font

from scripts.bench.sheets.clerks.books import page_of
from scripts.bench.sheets.clerks.filled import PROPOSED, Decision, Wishes, given_out, proposals
from transcriber.drafts.speaker_wishes import RANGES, UTTERANCES, VOICES


def honorifics_and_phrases(path: Path) -> Wishes:
    """Whole phrases in the yellow cells: 「…さんです」, an arrow from the wrong name, a name with its seat in brackets."""
    book = given_out()
    page = page_of(book, VOICES)
    page["C7"] = "早川 美穂さんです"
    page["C8"] = "副議長 荻野 瞳"
    page["C10"] = "早川美穂（3番）"
    page["C11"] = "上遠野 勇　委員"
    book.save(path)
    return Wishes(
        names={
            "S2": ("早川美穂", "早川 美穂"),
            "S3": ("副議長 荻野 瞳", "荻野瞳"),
            "S5": ("早川美穂",),
            "S6": ("上遠野勇",),
        },
    )


def merges_in_words(path: Path) -> Wishes:
    """The number of the other voice in words, its name instead of its number, itself."""
    book = given_out()
    page = page_of(book, VOICES)
    page["D7"] = "S1と同じ"
    page["D8"] = "話者Ｓ４"
    page["D11"] = "S5 "
    book.save(path)
    return Wishes(merges=frozenset({frozenset({"S1", "S2"}), frozenset({"S3", "S4"}), frozenset({"S5", "S6"})}))


def times_in_one_cell(path: Path) -> Wishes:
    """From and to in one cell; hours and minutes that Excel took for a time of day; a second of more than an hour."""
    book = given_out()
    page = page_of(book, RANGES)
    page["A4"], page["C4"] = "0:10:00～0:12:30", "S2"
    page["A5"], page["B5"], page["C5"] = dt.time(1, 2, 3), "1:05:00", "S3"
    page["A6"], page["B6"], page["C6"] = "１時間10分", "1時間12分30秒", "早川 美穂"
    book.save(path)
    return Wishes(ranges=((600.0, 750.0, "S2"), (3723.0, 3900.0, "S3"), (4200.0, 4350.0, "早川 美穂")))


def range_in_the_wrong_order(path: Path) -> Wishes:
    """The end before the beginning: nobody may guess."""
    book = given_out()
    page = page_of(book, RANGES)
    page["A4"], page["B4"], page["C4"] = "0:20:00", "0:12:00", "S2"
    book.save(path)
    return Wishes(named=("4行目",))


def left_half_typed(path: Path) -> Wishes:
    """An utterance given to a voice that is not there: read here, and refused where the voices of the draft are known."""
    book = given_out()
    page = page_of(book, UTTERANCES)
    page["E4"] = "S9"
    page["E5"] = "S2"
    book.save(path)
    return Wishes(moves={"u0001": "S9", "u0002": "S2"})


SPEAKERS_OF_A_VILLAGE: tuple[Callable[[Path], Wishes], ...] = (
    honorifics_and_phrases,
    merges_in_words,
    times_in_one_cell,
    range_in_the_wrong_order,
    left_half_typed,
)


def _as_proposed(n: int, decision: str, *, reading: str = "", misheard: tuple[str, ...] | None = None) -> Decision:
    c = PROPOSED[n]
    return Decision(
        text=c.text,
        reading=reading or c.kana,
        decision=decision,
        misheard=c.misheard if misheard is None else misheard,
        post=c.post,
    )


def in_other_words(path: Path) -> tuple[Decision, ...]:
    """Decisions as offices say them, with a name and a day behind."""
    book = proposals(path)
    page = page_of(book, "学習候補")
    for row, text in enumerate(("採用 12/3 城所", "採用する", "○（課長了）", "保留", "いらない", "不要"), 3):
        page.cell(row, 1, text)
    book.save(path)
    return (
        _as_proposed(0, "採用"),
        _as_proposed(1, "採用"),
        _as_proposed(2, "採用"),
        _as_proposed(3, ""),
        _as_proposed(4, "却下"),
        _as_proposed(5, "却下"),
    )


def struck_and_emptied(path: Path) -> tuple[Decision, ...]:
    """A wrong form struck out within its cell's list, a cell emptied, a row struck out whole and left 採用."""
    book = proposals(path)
    page = page_of(book, "学習候補")
    for row in (3, 4, 5):
        page.cell(row, 1, "採用")
    page["E4"] = None
    page["D3"] = "うらはら　かすみがおか"
    for cell in page[5]:
        cell.font = Font(strike=True)
    book.save(path)
    return (
        _as_proposed(0, "採用", reading="うらはらかすみがおか"),
        _as_proposed(1, "採用", misheard=()),
        _as_proposed(2, ""),
        _as_proposed(3, ""),
        _as_proposed(4, ""),
        _as_proposed(5, ""),
    )


def sorted_with_blank_lines(path: Path) -> tuple[Decision, ...]:
    """Lines put into another order with blank ones between and a title of the office's own above the heading."""
    book = proposals(path)
    page = page_of(book, "学習候補")
    page.cell(3, 1, "採用")
    page.cell(5, 1, "却下")
    page.insert_rows(4, 2)
    page.insert_rows(2)
    page["A2"] = "※城所が12月3日に確認"
    book.save(path)
    return (
        _as_proposed(0, "採用"),
        _as_proposed(1, ""),
        _as_proposed(2, "却下"),
        _as_proposed(3, ""),
        _as_proposed(4, ""),
        _as_proposed(5, ""),
    )


LEARNED_IN_A_VILLAGE: tuple[Callable[[Path], tuple[Decision, ...]], ...] = (
    in_other_words,
    struck_and_emptied,
    sorted_with_blank_lines,
)


def where_it_was_heard(path: Path) -> Wishes:
    """Where the name was heard, in a second line of the cell."""
    book = given_out()
    page = page_of(book, VOICES)
    page["C7"] = "早川 美穂\n（0:10で名乗り）"
    page["C8"] = "荻野 瞳 ※録音0:15"
    book.save(path)
    return Wishes(named=("7行目",))


def until_the_end(path: Path) -> Wishes:
    """A range that ends 最後まで: no machine knows when that is."""
    book = given_out()
    page = page_of(book, RANGES)
    page["A4"], page["B4"], page["C4"] = "0:10:00", "最後まで", "S2"
    book.save(path)
    return Wishes(named=("4行目",))


SPEAKERS_OF_A_VILLAGE_LATER: tuple[Callable[[Path], Wishes], ...] = (where_it_was_heard, until_the_end)


def a_word_of_ones_own(path: Path) -> tuple[Decision, ...]:
    """A line copied, and a word added below with nothing but itself and its reading."""
    book = proposals(path)
    page = page_of(book, "学習候補")
    page.cell(3, 1, "採用")
    last = page.max_row + 1
    for column in range(1, 8):
        page.cell(last, column, page.cell(3, column).value)
    page.cell(last + 1, 1, "採用")
    page.cell(last + 1, 3, "鳥越堰")
    page.cell(last + 1, 4, "とりごえせき")
    book.save(path)
    return (
        _as_proposed(0, "採用"),
        *(_as_proposed(n, "") for n in range(1, 6)),
        Decision(text="鳥越堰", reading="とりごえせき", decision="採用"),
    )


LEARNED_IN_A_VILLAGE_LATER: tuple[Callable[[Path], tuple[Decision, ...]], ...] = (a_word_of_ones_own,)
