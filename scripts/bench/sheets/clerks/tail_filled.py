"""話者.xlsx and 学習候補.xlsx as reviewers fill them in their own ways, written before their writer had seen the reader."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

from openpyxl.comments import Comment

from scripts.bench.sheets.clerks.books import page_of
from scripts.bench.sheets.clerks.filled import PROPOSED, Decision, Wishes, given_out, proposals
from transcriber.drafts.speaker_wishes import RANGES, UTTERANCES, VOICES


def _pairs(*pairs: tuple[str, str]) -> frozenset[frozenset[str]]:
    return frozenset(map(frozenset, pairs))


def arrows(path: Path) -> Wishes:
    """An arrow from the old to the new name, 「も」 behind a number, the post in square brackets."""
    book = given_out()
    page = page_of(book, VOICES)
    page["C7"] = "話者2→早川美穂"
    page["C8"] = "並木　勝［副町長］"
    page["D9"] = "S3も"
    book.save(path)
    return Wishes(names={"S2": ("早川美穂",), "S3": ("並木勝",)}, merges=_pairs(("S3", "S4")))


def one_cell_ranges(path: Path) -> Wishes:
    """Start and end in one cell; times with wide digits; an end that is empty."""
    book = given_out()
    times = page_of(book, RANGES)
    times["A4"], times["C4"] = "12:30～13:00", "S2"
    times["A5"], times["B5"], times["C5"] = "０：２０：００", "０：２１：３０", "早川"
    times["A6"], times["B6"], times["C6"] = dt.time(0, 25), None, "S4"
    book.save(path)
    return Wishes(named=("4行目", "6行目"))


def two_people(path: Path) -> Wishes:
    """Two names for one voice."""
    book = given_out()
    page_of(book, VOICES)["C7"] = "早川美穂・三枝由紀夫"
    book.save(path)
    return Wishes(named=("7行目",))


def cannot_say(path: Path) -> Wishes:
    """Signs of not knowing."""
    book = given_out()
    page = page_of(book, VOICES)
    page["C7"] = "早川美穂"
    page["C8"] = "（聞き取れず）"
    page["C10"] = "???"
    book.save(path)
    return Wishes(named=("8行目", "10行目"))


def span_of_utterances(path: Path) -> Wishes:
    """A span of utterances in a cell; small letters; the number alone."""
    book = given_out()
    page = page_of(book, UTTERANCES)
    page["E5"] = "s3"
    page["E6"] = "２"
    page["E7"] = "話者４"
    book.save(path)
    return Wishes(moves={"u0002": "S3", "u0003": "S2", "u0004": "S4"})


def noise(path: Path) -> Wishes:
    """A voice that is no person, 傍聴者, a member by seat alone, a comment on the answer."""
    book = given_out()
    page = page_of(book, VOICES)
    page["C7"] = "傍聴者"
    page["C8"] = "５番"
    page["C8"].comment = Comment("三枝議員です", "係")
    page["C10"] = "雑音（人の声ではない）"
    book.save(path)
    return Wishes(named=("8行目", "C8", "10行目", "雑音"))


def same_person_in_words(path: Path) -> Wishes:
    """Second round: numbers joined by signs, a voice that does not exist."""
    book = given_out()
    page = page_of(book, VOICES)
    page["D7"] = "=S5"
    page["D7"].data_type = "s"
    page["D8"] = "S9"
    book.save(path)
    return Wishes(named=("S9", "7行目"))


def end_before_start(path: Path) -> Wishes:
    """Second round: a stretch that ends before it begins, and one that overlaps another."""
    book = given_out()
    times = page_of(book, RANGES)
    times["A4"], times["B4"], times["C4"] = "0:20:00", "0:10:00", "S2"
    book.save(path)
    return Wishes(named=("4行目",))


def rows_removed(path: Path) -> Wishes:
    """Second round: the rows of voices that nobody asks about deleted, a name with the reading above it in the cell."""
    book = given_out()
    page = page_of(book, VOICES)
    page["C7"] = "はやかわ　みほ\n早川　美穂"
    page.delete_rows(10, 2)
    book.save(path)
    return Wishes(names={"S2": ("早川美穂",)})


SPEAKERS: tuple[Callable[[Path], Wishes], ...] = (
    arrows,
    one_cell_ranges,
    two_people,
    cannot_say,
    span_of_utterances,
    noise,
    same_person_in_words,
    end_before_start,
    rows_removed,
)


def _d(n: int, decision: str, *, reading: str = "", misheard: tuple[str, ...] | None = None) -> Decision:
    c = PROPOSED[n]
    return Decision(
        text=c.text,
        reading=reading or c.kana,
        decision=decision,
        misheard=c.misheard if misheard is None else misheard,
        post=c.post,
    )


def reasons(path: Path) -> tuple[Decision, ...]:
    """Decisions with a reason, a date, somebody's leave; numbers and letters as decisions."""
    book = proposals(path)
    page = page_of(book, "学習候補")
    for row, text in enumerate(("採用（課長了承）", "採用 10/3 安斎", "却下：普通の言葉", "Y", "N", "ダメ"), 3):
        page.cell(row, 1, text)
    book.save(path)
    return (_d(0, "採用"), _d(1, "採用"), _d(2, "却下"), _d(3, "採用"), _d(4, "却下"), _d(5, "却下"))


def wrong_to_right(path: Path) -> tuple[Decision, ...]:
    """Wrong forms written with arrows, taken away, the reading with the word in brackets."""
    book = proposals(path)
    page = page_of(book, "学習候補")
    for row in (3, 4, 5):
        page.cell(row, 1, "採用")
    page["E3"] = "裏原霞ヶ丘→浦原霞ヶ丘"
    page["E4"] = None
    page["D5"] = "たかなし（小鳥遊）"
    book.save(path)
    return (
        _d(0, "採用"),
        _d(1, "採用", misheard=()),
        _d(2, "採用"),
        _d(3, ""),
        _d(4, ""),
        _d(5, ""),
    )


def other_columns(path: Path) -> tuple[Decision, ...]:
    """Second round: decisions beside the column for them, in 種類; a copy of the sheet left in the book."""
    book = proposals(path)
    page = page_of(book, "学習候補")
    copied = book.copy_worksheet(page)
    copied.title = "学習候補 (2)"
    copied["A4"] = "採用"
    page["A3"] = "採用"
    page["B5"] = "採用"
    book.save(path)
    return (_d(0, "採用"), _d(1, ""), _d(2, "採用"), _d(3, ""), _d(4, ""), _d(5, ""))


LEARNED: tuple[Callable[[Path], tuple[Decision, ...]], ...] = (reasons, wrong_to_right, other_columns)
